//! Sentence bounds.
//!
//! A stop ends a sentence unless what follows goes on in lower case; a full stop that belongs to an abbreviation ends
//! one only where a sentence begins after it. Closing quotation marks and brackets go with the sentence that they close.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Class, Token, TokenSpan, lexicon};

static ABBREVIATIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../data/words/abbreviation.txt")).collect());

/// Words that begin sentences far more often than names: after `U.S.` they show that one ended.
static STARTERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/words/sentence_starter.txt")).collect()
});

/// Whether a word that a full stop follows is an abbreviation.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.len() <= 8 && ABBREVIATIONS.contains(word)
}

/// Splits `tokens[first..]`, the tokens of one block, and marks the sentences' first words.
pub(super) fn split(
    source: &str,
    tokens: &mut [Token],
    first: usize,
    sentences: &mut Vec<TokenSpan>,
) {
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        let end = if ends_at(source, tokens, at) {
            closing(source, tokens, at + 1)
        } else {
            at + 1
        };
        if end > at + 1 || end == tokens.len() || ends_at(source, tokens, at) {
            sentences.push(TokenSpan::at(start, end));
            mark_start(&mut tokens[start..end]);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        sentences.push(TokenSpan::at(start, tokens.len()));
        mark_start(&mut tokens[start..]);
    }
}

fn mark_start(sentence: &mut [Token]) {
    if let Some(token) = sentence
        .iter_mut()
        .find(|t| t.class.any(Class::WORD | Class::NUMBER))
    {
        token.class |= Class::SENTENCE_START;
    }
}

/// Whether the token at `at` ends a sentence.
fn ends_at(source: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    if token.class.any(Class::STOP) {
        return starts_after(source, tokens, closing(source, tokens, at + 1), false);
    }
    token.class.any(Class::DOTTED) && token.span.of(source).ends_with('.') && {
        let after = closing(source, tokens, at + 1);
        let title = token.class.any(Class::CAPITAL)
            && !token.class.any(Class::ALL_CAPS)
            && token.span.len() > 2;
        !title && starts_after(source, tokens, after, true)
    }
}

/// Whether a sentence can begin at `at`; after an abbreviation only a word that usually begins one will do.
fn starts_after(source: &str, tokens: &[Token], at: usize, abbreviated: bool) -> bool {
    let Some(mut next) = tokens.get(at) else {
        return true;
    };
    if next.class.any(Class::GLUED) && !is_opening(next.span.of(source)) {
        return false;
    }
    let mut quoted = false;
    let mut index = at;
    while is_opening(next.span.of(source)) {
        quoted = true;
        index += 1;
        let Some(after) = tokens.get(index) else {
            return true;
        };
        next = after;
    }
    let word = next.span.of(source);
    if abbreviated {
        return next.class.any(Class::CAPITAL) && (quoted || STARTERS.contains(word));
    }
    !word.starts_with(char::is_lowercase) && !matches!(word, "," | ";" | ":")
}

fn is_opening(mark: &str) -> bool {
    matches!(
        mark,
        "\"" | "'" | "``" | "(" | "[" | "\u{201c}" | "\u{2018}" | "\u{ab}" | "\u{201e}"
    )
}

/// The first token from `at` on that is no closing mark of what stands before it.
fn closing(source: &str, tokens: &[Token], at: usize) -> usize {
    let closes = |token: &Token| {
        token.class.any(Class::GLUED)
            && (matches!(
                token.span.of(source),
                "\"" | "'" | "''" | ")" | "]" | "\u{201d}" | "\u{2019}" | "\u{bb}"
            ) || token.class.any(Class::STOP))
    };
    at + tokens
        .iter()
        .skip(at)
        .take_while(|token| closes(token))
        .count()
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    fn sentences(source: &str) -> Vec<&str> {
        let text = Text::new(source, &[]);
        text.sentences.iter().map(|&s| text.slice(s)).collect()
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Mr. Tan left. He said: \"No.\" Then he ran.",
                &["Mr. Tan left.", "He said: \"No.\"", "Then he ran."],
            ),
            (
                "It cost 3.5 per cent of U.S. output. The U.S. The rest",
                &[
                    "It cost 3.5 per cent of U.S. output.",
                    "The U.S.",
                    "The rest",
                ],
            ),
            ("“Stop!” she said. “Why?”", &["“Stop!” she said.", "“Why?”"]),
            (
                "J. R. Smith met Lt. Col. Dee at 5 p.m. on Monday.",
                &["J. R. Smith met Lt. Col. Dee at 5 p.m. on Monday."],
            ),
            ("Wait... what? Yes.", &["Wait... what?", "Yes."]),
        ];
        for (source, expected) in cases {
            assert_eq!(&sentences(source), expected, "{source}");
        }
    }
}
