//! What outlets ask of their readers below an article, in whole paragraphs: to give, to join, to subscribe.

use super::Block;
use crate::ingest::signals;
use crate::text::{Class, lexicon};

/// How many words of appeals a paragraph holds at least.
const WORDS: usize = 2;
/// How many paragraphs of an appeal stand below each other at least.
const FEWEST: usize = 2;
/// An article is longer than this, in bytes.
const ARTICLE: usize = 120;

/// Takes off the paragraphs at the end that are mostly an appeal to the readers, and the heading above them.
pub(super) fn cut(blocks: &[Block<'_>], kept: &mut Vec<usize>) {
    let (mut count, mut appeals) = (0, 0);
    let mut end = None;
    for (place, &at) in kept.iter().enumerate().rev() {
        count += 1;
        if is_appeal(&blocks[at].text) {
            appeals += 1;
            if appeals >= FEWEST && appeals * 5 >= count * 3 {
                end = Some(place);
            }
        }
        if appeals * 5 + 10 < count * 3 {
            break;
        }
    }
    let Some(mut end) = end else { return };
    let heads = |at: usize| !blocks[at].text.ends_with(['.', '!', '?', '"', '”', '’']);
    if end > 1 && heads(kept[end - 1]) {
        end -= 1;
    }
    let left: usize = kept[..end].iter().map(|&at| blocks[at].text.len()).sum();
    if left >= ARTICLE {
        kept.truncate(end);
    }
}

/// Whether a paragraph speaks of the outlet itself and of what it lives on, and quotes nobody.
fn is_appeal(text: &str) -> bool {
    if text.contains(['"', '“', '„', '«']) {
        return false;
    }
    let (mut own, mut words) = (false, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        own |= matches!(word.as_str(), "we" | "us" | "our");
        let plain = lexicon::classes(&word).any(Class::FUNCTION);
        words += usize::from(!plain && signals::is_appeal(&word));
    }
    own && words >= WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::lines;

    const NEWS: &str =
        "The harbour council voted on Tuesday to raise mooring fees for all ferries.\n\n";
    const APPEAL: &str = "The stakes are high\n\nWe believe that everyone needs good journalism, which is free to read here.\n\n\
        Our desks work hard every day of the year.\n\nSupport our newsroom by contributing as little as $1 a month.\n";

    fn kept(text: &str) -> usize {
        let blocks = lines::blocks(text);
        let mut kept = (0..blocks.len()).collect();
        cut(&blocks, &mut kept);
        kept.len()
    }

    #[test]
    fn an_appeal_goes_with_its_heading() {
        assert_eq!(kept(&format!("{NEWS}{NEWS}{APPEAL}")), 2);
    }

    #[test]
    fn an_article_about_journalism_stays() {
        let article = format!(
            "{NEWS}Our newsroom is free, the editor said in a note to readers.\n\n{NEWS}{NEWS}"
        );
        assert_eq!(kept(&article), 4);
        assert_eq!(kept(APPEAL), 4);
    }
}
