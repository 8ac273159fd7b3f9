//! Figures that are told only to be set aside: "not 14", "higher than the 14 given by the governor", "up from 14 dead". Who
//! tells one so does not say so.

use super::{differ, words};
use crate::text::{Class, Text};

/// How many tokens behind a figure may tell who gave it.
const BEHIND: usize = 6;

/// Whether the figure that tokens are is told only to be set aside.
pub(super) fn is_denied(text: &Text<'_>, tokens: std::ops::Range<usize>) -> bool {
    let first = text.sentences[text.sentence_of(tokens.start)].range().start;
    let before = |back: usize| {
        let at = tokens.start.checked_sub(back).filter(|&at| at >= first);
        at.map_or("", |at| text.lower(at))
    };
    match before(1) {
        "not" => true,
        "of" => before(2) == "instead",
        "than" => before(2) == "rather",
        "the" | "those" => {
            matches!(before(2), "than" | "to")
                && words::is("greater", before(3))
                && is_given(text, tokens.end)
        }
        "from" => words::is("moved", before(2)) && differ::of_toll(text, tokens.start),
        _ => false,
    }
}

/// Whether the words behind a figure say that somebody gave it.
fn is_given(text: &Text<'_>, end: usize) -> bool {
    let sentence = text.sentences[text.sentence_of(end.saturating_sub(1))].range();
    let behind = end..(end + BEHIND).min(sentence.end);
    let mut clause = behind.take_while(|&at| !text.is(at, Class::MARK));
    clause.any(|at| words::is("giver", text.lower(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied(text: &str) -> bool {
        let text = Text::new(text, &[]);
        let at = (0..text.len()).find(|&at| text.lower(at) == "14");
        at.is_some_and(|at| is_denied(&text, at..at + 1))
    }

    #[test]
    fn who_sets_a_figure_aside_does_not_give_it() {
        for told in [
            "The toll is higher than the 14 people given by Mr. Holm.",
            "It was 16 people, not 14.",
            "She counted 16 boats rather than 14.",
            "The toll rose to 16 dead, up from 14 on Friday.",
        ] {
            assert!(denied(told), "{told}");
        }
        for told in [
            "The flood killed 14 people.",
            "Prices rose by more than 14 percent.",
            "It is higher than the 14 boats of the fleet.",
            "Prices rose to 16 crowns, up from 14 on Friday.",
        ] {
            assert!(!denied(told), "{told}");
        }
    }
}
