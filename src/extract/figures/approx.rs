//! How exact a figure is said to be: the words before it ("about", "at least") and after it ("or more").

use super::Found;
use super::lists::APPROX;
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
            figure.approx.get_or_insert(approx);
            at = begin - length;
            figure.begin = at;
            // "up to about 20": the outer words bound it.
            if let Some((length, outer)) = phrase_before(text, at) {
                figure.approx = Some(outer);
                figure.begin = at - length;
            }
            return;
        }
    }
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
