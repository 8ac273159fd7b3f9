//! How exact a figure is said to be: the words before it ("about", "at least") and after it ("or more").

use super::Found;
use super::lists::{APPROX, BOUNDED};
use crate::model::Approx;
use crate::text::{Class, Text};

/// Reads the words around `figure` and moves its bounds over them.
pub(super) fn read(text: &Text<'_>, figure: &mut Found) {
    if !figure.is_amount() {
        return;
    }
    before(text, figure);
    after(text, figure);
}

fn before(text: &Text<'_>, figure: &mut Found) {
    let mut at = figure.begin;
    let skipped = at.checked_sub(1).filter(|&i| {
        matches!(text.lower(i), "a" | "an" | "another")
            || matches!(text.word(i), "*" | "\"" | "\u{201c}")
    });
    for begin in [Some(at), skipped].into_iter().flatten() {
        if let Some((length, approx)) = phrase_before(text, begin) {
            at = begin - length;
            let denied = is_denied(text, at);
            let approx = if denied { turned(approx) } else { approx };
            figure.approx.get_or_insert(approx);
            figure.begin = at;
            if denied {
                return;
            }
            // "up to about 20": the outer words bound it.
            if let Some((length, outer)) = phrase_before(text, at) {
                figure.approx = Some(outer);
                figure.begin = at - length;
            }
            return;
        }
    }
}

/// The bound that is left of one that is denied: what is not more than 50 is at most 50.
const fn turned(approx: Approx) -> Approx {
    match approx {
        Approx::MoreThan => Approx::AtMost,
        Approx::LessThan => Approx::AtLeast,
        other => other,
    }
}

/// Whether the words before a phrase at `at` deny it, over a verb that may stand between: "will not exceed", "did not cost
/// more than", "is unlikely to be over".
fn is_denied(text: &Text<'_>, at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |i| text.lower(i));
    let denies = |back: usize| {
        let not = matches!(word(back), "not" | "never" | "cannot" | "unlikely");
        not || word(back).ends_with("n't") || word(back).ends_with("n\u{2019}t")
    };
    let verb = usize::from(BOUNDED.contains(word(1)));
    let to = usize::from(word(verb + 1) == "to");
    // "if not over £900" and "not just over 50" say more, not less.
    let at_least = text.lower(at) == "just" || word(verb + to + 2) == "if";
    denies(verb + to + 1) && !at_least
}

/// The longest phrase that ends before `end`, with its length.
fn phrase_before(text: &Text<'_>, end: usize) -> Option<(usize, Approx)> {
    let last = end.checked_sub(1)?;
    let phrases = APPROX.get(text.lower(last))?;
    phrases.iter().find_map(|(words, approx)| {
        let first = end.checked_sub(words.len())?;
        let fits = words
            .iter()
            .enumerate()
            .all(|(i, word)| text.lower(first + i) == *word);
        fits.then_some((words.len(), *approx))
    })
}

fn after(text: &Text<'_>, figure: &mut Found) {
    let at = figure.end;
    let (approx, length) = match (text.lower(at), text.lower(at + 1)) {
        ("or" | "and", "more" | "above" | "higher" | "greater" | "over" | "upwards") => {
            (Approx::AtLeast, 2)
        }
        ("or", "less" | "fewer" | "below" | "under" | "lower") => (Approx::AtMost, 2),
        ("or", "so") => (Approx::About, 2),
        ("-", "odd") => (Approx::About, 2),
        ("-", "plus") => (Approx::AtLeast, 2),
        ("+", _)
            if text.is(at, Class::GLUED)
                && !text.class(at + 1).all(Class::NUMBER | Class::GLUED) =>
        {
            (Approx::AtLeast, 1)
        }
        _ => return,
    };
    figure.approx = Some(approx);
    figure.end += length;
}
