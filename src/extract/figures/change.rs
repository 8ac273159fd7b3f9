//! Figures that are linked: "from 3% to 3.5%", "to 5%, up from the current 2%".

use super::Found;
use super::lists::{BEFORE_EARLIER, STEPS};
use super::phrase;
use crate::model::FigureKind;
use crate::text::number;
use crate::text::{Text, TokenSpan};

/// How many words after a figure are read for what it counts.
const COUNTED: usize = 5;

/// How many figures back the later value of a pair is looked for.
const REACH: usize = 6;

/// Gives the bare end of "from 90 metres to 45", "from 13 to 18 per cent" the unit of the other.
pub(super) fn pass_units(text: &Text<'_>, found: &mut [Found]) {
    for index in 1..found.len() {
        let (left, right) = (&found[index - 1], &found[index]);
        let linked = before(text, left).is_some_and(|i| text.lower(i) == "from")
            && right.begin == left.end + 1
            && text.lower(left.end) == "to"
            && right.high.is_none()
            && right.is_amount();
        let unit = left
            .unit
            .xor(right.unit)
            .filter(|unit| linked && *unit != "times");
        if unit.is_some() {
            let kind = if left.unit.is_some() {
                left.kind
            } else {
                right.kind
            };
            let bare = if left.unit.is_some() {
                index
            } else {
                index - 1
            };
            if left_is_small(text, found, index) && bare == index {
                found[bare].value = number::times(found[bare].value, 0.01);
            }
            found[bare].unit = unit;
            found[bare].kind = kind;
        }
    }
}

/// Whether the figure before `index` is in hundredths of its currency: "from 24 cents to eight".
fn left_is_small(text: &Text<'_>, found: &[Found], index: usize) -> bool {
    let left = &found[index - 1];
    let said = number::parse(text, left.tokens.range().start);
    left.kind == FigureKind::Money
        && said.is_some_and(|said| (said.value * 0.01 - left.value).abs() < 1e-9)
}

/// Gives every later figure of a pair the value that it had before.
pub(super) fn link(text: &Text<'_>, found: &mut [Found]) {
    for earlier in 0..found.len() {
        if let Some(from) = before(text, &found[earlier])
            && let Some(later) = later_of(text, found, earlier, from)
            && found[later].previous.is_none()
        {
            found[later].previous = Some(found[earlier].value);
            found[earlier].later = Some(later);
        }
    }
}

/// The index of the "from" that governs `figure`, over the words that may stand between.
fn before(text: &Text<'_>, figure: &Found) -> Option<usize> {
    if figure.high.is_some() || figure.vague || !figure.is_amount() {
        return None;
    }
    let mut at = figure.begin;
    for _ in 0..6 {
        at = at.checked_sub(1)?;
        match text.lower(at) {
            "from" => return Some(at),
            "to" | "with" if matches!(text.lower(at.wrapping_sub(1)), "compared") => {
                return Some(at);
            }
            "against" => return Some(at),
            word if BEFORE_EARLIER.contains(word) => {}
            _ => return None,
        }
    }
    None
}

/// The figure that is the later value: the nearest alike before "from", or the one after "to".
fn later_of(text: &Text<'_>, found: &[Found], earlier: usize, from: usize) -> Option<usize> {
    let figure = &found[earlier];
    let sentence = text.sentences.get(text.sentence_of(from))?;
    if text.lower(from) == "from"
        && let Some(next) = found.get(earlier + 1)
        && next.is_alike(figure)
        && leads_to(text, figure.end, next)
    {
        return Some(earlier + 1);
    }
    (earlier.saturating_sub(REACH)..earlier).rev().find(|&i| {
        let later = &found[i];
        later.is_alike(figure)
            && !is_whole(text, found, i)
            && (is_step(text, from) || counts_alike(text, later, figure))
            && later.kind == figure.kind
            && later.tokens.start >= sentence.start
            && later.high.is_none()
            && later.previous.is_none()
            && (later.value - figure.value).abs() > f64::EPSILON
            && is_level(text, later, figure)
    })
}

/// Whether the word before "from" says that a figure went up or down, or a comparison stands there.
fn is_step(text: &Text<'_>, from: usize) -> bool {
    text.lower(from) != "from"
        || from
            .checked_sub(1)
            .is_some_and(|i| matches!(text.lower(i), "up" | "down"))
}

/// Whether two figures do not count things of different kinds: "ten players from six countries" is no change, "to 300 fans
/// from 500 spectators" is one.
fn counts_alike(text: &Text<'_>, later: &Found, figure: &Found) -> bool {
    let noun = |of: &Found| {
        let noun = phrase::right(text, of.end, of.end + COUNTED)?;
        let word = text.lower(noun.range().end - 1);
        Some(word.trim_end_matches('s'))
    };
    let counts = later.unit.is_none() && figure.unit.is_none();
    let reached = later.begin > 0 && text.lower(later.begin - 1) == "to";
    !counts
        || reached
        || noun(later)
            .zip(noun(figure))
            .is_none_or(|(one, other)| one == other)
}

/// Whether a figure is the whole that the one before it is a part of: the 100 of "48 of the 100 seats".
fn is_whole(text: &Text<'_>, found: &[Found], index: usize) -> bool {
    let Some(part) = index.checked_sub(1).map(|i| &found[i]) else {
        return false;
    };
    let gap = part.end..found[index].begin;
    part.is_alike(&found[index])
        && (1..=3).contains(&gap.len())
        && text.lower(gap.start) == "of"
        && gap
            .skip(1)
            .all(|i| matches!(text.lower(i), "the" | "its" | "their" | "all"))
}

/// Whether "to" leads from the end of one figure to the next, with at most a few words between.
fn leads_to(text: &Text<'_>, end: usize, next: &Found) -> bool {
    let start = next.begin.max(end);
    start - end <= 8
        && (end..start).any(|i| text.lower(i) == "to")
        && !(end..start).any(|i| matches!(text.lower(i), "and" | "but" | "while" | "whereas"))
        && !text.slice(TokenSpan::at(end, start)).contains([';', '.'])
}

/// Whether `later` is a level rather than the step of the change: "rose 3% to 103 from 100" keeps 103, "up 8.9% from $387.8" is not alike.
fn is_level(text: &Text<'_>, later: &Found, figure: &Found) -> bool {
    let step = later
        .begin
        .checked_sub(1)
        .is_some_and(|i| STEPS.contains(text.lower(i)));
    !(step && later.unit == Some("%") && figure.unit == Some("%"))
}
