//! Items that hold no more than the beginning of an article: how they are known, and what feeds put behind them.

use crate::ingest::{body, signals};
use crate::model::{Article, BlockKind};

/// A summary shorter than this, in bytes, is no article.
const SHORTEST: usize = 800;
/// How many endings can stand behind each other: `[…] Read more →`.
const ENDINGS: usize = 4;
/// What stands behind the words of an ending.
const MARKS: &[char] = &[' ', '.', '»', '>', '→', '›', '\u{a0}', ':', ')', '('];

/// Whether a text that is called a summary is no more than one.
pub(super) fn is_excerpt(text: &str) -> bool {
    text.len() < SHORTEST || ending(text).is_some()
}

/// Takes off what leads on to the rest of the article: `Read more`. A text that breaks off ends in an ellipsis.
pub(super) fn trim(article: &mut Article) {
    for _ in 0..ENDINGS {
        let Some(block) = article.blocks.last().copied() else {
            return;
        };
        let words = block.span.of(&article.text);
        let Some(at) = ending(words) else {
            return;
        };
        let broken = words[at..].contains(['…', '.']);
        let mut rest = words[..at].trim_end().to_owned();
        let ends = rest.is_empty() || body::ends_like_sentence(&rest);
        if broken && !ends {
            rest.push_str(" …");
        }
        if rest == words {
            return;
        }
        replace_last(article, block.kind, &rest);
        if broken && !ends {
            return;
        }
    }
}

/// The text with other words in its last block, or without that block.
fn replace_last(article: &mut Article, kind: BlockKind, words: &str) {
    article.blocks.pop();
    let end = article
        .blocks
        .last()
        .map_or(0, |block| block.span.range().end);
    let start = if end == 0 { 0 } else { end + 2 };
    article.text.truncate(end);
    article
        .links
        .retain(|link| link.span.range().end <= start + words.trim_end_matches(['…', ' ']).len());
    if !words.is_empty() {
        article.push_block(kind, words);
    }
}

/// Where a text ends as excerpts do, and that ending begins.
fn ending(text: &str) -> Option<usize> {
    let bare = text.trim_end_matches(MARKS);
    // Three full stops are an ending, one is none.
    [text.trim_end(), bare]
        .into_iter()
        .find_map(signals::excerpt_ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Format, Locator};

    #[test]
    fn excerpts_are_known_by_their_end_or_length() {
        let long = "The ferry sailed at noon. ".repeat(40);
        assert!(!is_excerpt(&long));
        assert!(is_excerpt("The ferry sailed at noon."));
        for end in ["and then […]", "and then...", "Continue reading →"] {
            assert!(is_excerpt(&format!("{long}{end}")), "{end}");
        }
    }

    fn trimmed(blocks: &[&str]) -> String {
        let locator = Locator {
            path: "a.rss".into(),
            record: None,
        };
        let mut article = Article::empty(locator, Format::Feed);
        for block in blocks {
            article.push_block(BlockKind::Paragraph, block);
        }
        trim(&mut article);
        article.text
    }

    #[test]
    fn what_leads_on_is_taken_off() {
        for (text, expected) in [
            ("The mayor said […]", "The mayor said …"),
            ("The mayor said [...]", "The mayor said …"),
            ("The mayor said...", "The mayor said …"),
            ("The mayor said …", "The mayor said …"),
            ("It sails at noon. Read more »", "It sails at noon."),
            (
                "It sails at noon. […] Continue reading →",
                "It sails at noon.",
            ),
            ("It sails at noon.", "It sails at noon."),
            ("It is what people read more", "It is what people read more"),
        ] {
            assert_eq!(trimmed(&[text]), expected, "{text}");
        }
        assert_eq!(
            trimmed(&["It sails at noon.", "Read more"]),
            "It sails at noon."
        );
    }
}
