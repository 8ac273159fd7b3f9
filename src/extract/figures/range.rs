//! Ranges: "between $12 million and $20 million", "15-20%", "20 to 25 per cent", "from 3 km to 5 km".

use super::lists::{CHANGE_NOUNS, CHANGES, Change};
use super::{Found, currency, phrase, ratio, units};
use crate::model::{Approx, FigureKind};
use crate::text::number::{self, Number};
use crate::text::{Class, Text, TokenSpan};

/// How far before "from" a word of change may stand that makes two figures of its ends, in tokens.
const CHANGE_REACH: usize = 14;

/// How many words may stand between a range and the one that it was before: "a share".
const SAID: usize = 4;

/// How far before the step of a change its verb may stand: "rose by more than 3".
const STEP_REACH: usize = 4;

/// Puts neighbours together that are the ends of one range.
pub(super) fn join(text: &Text<'_>, found: &mut Vec<Found>) {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for right in found.drain(..) {
        if let Some(left) = joined.last()
            && let Some(range) = ratio::told_result(text, left, &right)
                .or_else(|| of(text, left, &right))
                .or_else(|| before_range(text, &joined, &right))
        {
            joined.pop();
            joined.push(range);
            continue;
        }
        if joined.len() >= 2
            && let Some(range) = around_bracket(
                text,
                &joined[joined.len() - 2],
                &joined[joined.len() - 1],
                &right,
            )
        {
            let inner = joined.pop();
            joined.pop();
            joined.push(range);
            joined.extend(inner);
            continue;
        }
        joined.push(right);
    }
    *found = joined;
}

/// The earlier range of "$5.30 to $5.45 a share, up from $5.10 to $5.30".
fn before_range(text: &Text<'_>, joined: &[Found], right: &Found) -> Option<Found> {
    let [.., range, left] = joined else {
        return None;
    };
    let start = left.tokens.range().start;
    let from = start.checked_sub(3).filter(|&i| {
        text.lower(i + 2) == "from"
            && matches!(text.lower(i + 1), "up" | "down")
            && matches!(text.word(i), "," | ")")
    })?;
    let near = range.end <= from && from - range.end <= SAID && range.high.is_some();
    let next = text.lower(left.end) == "to" && right.tokens.range().start == left.end + 1;
    let alike = same_unit(range, left) && same_unit(left, right) && left.kind == right.kind;
    let exact = left.high.is_none() && right.high.is_none() && left.value < right.value;
    (near && next && alike && exact).then(|| merged(text, left, right, start))
}

/// Puts neighbours together that bound one amount from both sides: "more than 10 but less than 20".
pub(super) fn join_bounds(text: &Text<'_>, found: &mut Vec<Found>) {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for right in found.drain(..) {
        match joined.last().and_then(|left| within(text, left, &right)) {
            Some(range) => {
                joined.pop();
                joined.push(range);
            }
            None => joined.push(right),
        }
    }
    *found = joined;
}

/// The range of two bounds, if one is a lower and the other an upper.
fn within(text: &Text<'_>, left: &Found, right: &Found) -> Option<Found> {
    let lower = |figure: &Found| matches!(figure.approx, Some(Approx::AtLeast | Approx::MoreThan));
    let upper = |figure: &Found| matches!(figure.approx, Some(Approx::AtMost | Approx::LessThan));
    let (low, high) = if lower(left) && upper(right) {
        (left.value, right.value)
    } else if upper(left) && lower(right) {
        (right.value, left.value)
    } else {
        return None;
    };
    let joined = right.begin == left.end + 1 && matches!(text.lower(left.end), "and" | "but");
    let alike = left.unit.is_none() || right.unit.is_none() || same_unit(left, right);
    let exact = left.high.is_none() && right.high.is_none() && !left.vague && !right.vague;
    (joined && alike && exact && low < high).then(|| Found {
        high: Some(high),
        begin: left.begin,
        end: right.end,
        unit: shared_unit(left.unit, right.unit),
        ..Found::new(
            TokenSpan::at(left.begin, right.tokens.range().end),
            FigureKind::Range,
            low,
        )
    })
}

/// "between £300 million ($473 million) and £400 million": the ends stand around a conversion.
fn around_bracket(text: &Text<'_>, left: &Found, inner: &Found, right: &Found) -> Option<Found> {
    let opens = text.word(left.end) == "(" && inner.tokens.range().start <= left.end + 3;
    let closes = text.word(inner.end) == ")" && text.lower(inner.end + 1) == "and";
    let between = text.lower(left.tokens.range().start.wrapping_sub(1)) == "between";
    let next = right.tokens.range().start == inner.end + 2;
    (opens && closes && between && next && left.unit == right.unit)
        .then(|| merged(text, left, right, left.tokens.range().start - 1))
}

/// "between 30 and 36 months", whose right end from `taken` on is a duration that dates hold.
pub(super) fn of_time(text: &Text<'_>, left: &Number, taken: usize) -> Option<Found> {
    let start = left.tokens.range().start.checked_sub(1)?;
    let joined = left.end() + 1 == taken
        && matches!(
            (text.lower(start), text.lower(left.end())),
            ("between", "and") | ("from", "to")
        );
    let right = joined.then(|| number::parse(text, taken)).flatten()?;
    let unit = units::measure(text, right.end(), false).filter(|unit| units::is_time(unit.name))?;
    (right.value > left.value).then(|| Found {
        high: Some(right.value),
        unit: Some(unit.name),
        ..Found::new(
            TokenSpan::at(start, unit.end),
            FigureKind::Range,
            left.value,
        )
    })
}

/// The range whose ends are `left` and `right`, if they are one.
fn of(text: &Text<'_>, left: &Found, right: &Found) -> Option<Found> {
    let gap = left.end..right.tokens.range().start;
    if left.high.is_some()
        || right.high.is_some()
        || left.vague
        || right.vague
        || gap.is_empty()
        || gap.len() > 2
    {
        return None;
    }
    let start = left.tokens.range().start;
    let before = start.checked_sub(1).map_or("", |i| text.lower(i));
    let connector = text.lower(gap.start);
    let begin = match connector {
        "and" if before == "between" && gap.len() == 1 => start - 1,
        "to" | "through" | "until" if before == "from" && gap.len() == 1 => from(text, start - 1)?,
        "to" if gap.len() == 1 && !are_step_and_level(text, left, right) => start,
        "through" if gap.len() == 1 => start,
        "-" if matches!(text.lower(gap.start + 1), "to" | "or")
            && text.is(gap.start, Class::GLUED) =>
        {
            start
        }
        "or" if gap.len() == 1 && next_to(left, right) => start,
        "~" => start,
        _ if text.is(gap.start, Class::DASH)
            && gap.len() == 1
            && is_joint(text, left, right, gap.start) =>
        {
            start
        }
        _ => return None,
    };
    let apart = |kind| (left.kind == kind) != (right.kind == kind);
    let unlike = apart(FigureKind::Ordinal) || apart(FigureKind::Ratio);
    let aged = begin
        .checked_sub(1)
        .is_some_and(|i| matches!(text.lower(i), "aged" | "ages"));
    let score = left.kind == FigureKind::Score || right.kind == FigureKind::Score;
    let units = left.unit.is_none()
        || same_unit(left, right)
        || right.unit.is_none() && (is_money(left) || aged);
    let mut range = merged(text, left, right, begin);
    if aged {
        range.unit = Some("year");
    }
    let bare_noun = left.unit.is_none() && phrase::is_noun_like(text, left.end);
    (!unlike && !score && units && !bare_noun && range.high.is_some_and(|high| high > range.value))
        .then_some(range)
}

fn same_unit(left: &Found, right: &Found) -> bool {
    match (left.unit, right.unit) {
        (Some(left), Some(right)) => currency::can_be(left, right),
        (left, right) => left == right,
    }
}

const fn is_money(figure: &Found) -> bool {
    matches!(figure.kind, FigureKind::Money)
}

/// "two or three": neighbours in counting.
fn next_to(left: &Found, right: &Found) -> bool {
    let step = right.value - left.value;
    left.kind == FigureKind::Count
        && left.unit.is_none()
        && step > 0.0
        && step <= 2.0
        && left.value >= 1.0
        && left.value <= 20.0
}

/// A dash between two numbers: glued on both sides, or free where the right end has a unit.
fn is_joint(text: &Text<'_>, left: &Found, right: &Found, at: usize) -> bool {
    let before = text.is(at, Class::GLUED);
    let after = text.is(right.tokens.range().start, Class::GLUED);
    let alike = left.unit == right.unit || left.unit.is_none() || is_money(left);
    before && after || right.unit.is_some() && alike && text.word(at) != "\u{2014}"
}

/// The start of a range "from A to B" whose "from" is at `at`; none where a word of change makes them two figures.
fn from(text: &Text<'_>, at: usize) -> Option<usize> {
    let sentence = text.sentences.get(text.sentence_of(at))?.range();
    let reach = at.saturating_sub(CHANGE_REACH).max(sentence.start)..at;
    let changes = |i: usize| {
        let word = text.lower(i);
        CHANGES.get(word) == Some(&Change::Verb) || CHANGE_NOUNS.contains(word)
    };
    (!reach.into_iter().any(changes)).then_some(at)
}

/// "fell 2 to 37", "rose 3 cents to 45 cents": a verb of change stands before two figures alike.
fn are_step_and_level(text: &Text<'_>, left: &Found, right: &Found) -> bool {
    let start = left.tokens.range().start;
    let changes = |i: usize| CHANGES.get(text.lower(i)) == Some(&Change::Verb);
    let by = start > 0 && text.lower(start - 1) == "by";
    let reach = if by { CHANGE_REACH } else { STEP_REACH };
    // "adjusted earnings of $5 to $6": the word of change is one of the noun.
    let noun = start > 1 && text.lower(start - 1) == "of" && !changes(start - 2);
    !noun
        && left.unit.is_some() == right.unit.is_some()
        && (start.saturating_sub(reach)..start)
            .rev()
            .take_while(|&i| !text.is(i, Class::MARK))
            .any(changes)
}

/// One figure of both, with the unit of either and the magnitude that the right end passes left.
fn merged(text: &Text<'_>, left: &Found, right: &Found, begin: usize) -> Found {
    let mut low = left.value;
    let mut high = right.value;
    if left.magnitude == 1.0 && right.magnitude > 1.0 && low * right.magnitude < high {
        low = number::times(low, right.magnitude);
    }
    if let (Some(unit), None) = (left.unit, right.unit)
        && is_money(left)
        && left.magnitude > 1.0
        && right.magnitude == 1.0
        && high < 1000.0
        && unit != "%"
    {
        high = number::times(high, left.magnitude);
    }
    if left.unit.is_none() && is_money(right) {
        low = hundredth(text, left, right, low);
    }
    let kind = FigureKind::Range;
    let tokens = TokenSpan::at(begin, right.tokens.range().end);
    Found {
        begin,
        end: right.end,
        high: Some(high),
        unit: shared_unit(left.unit, right.unit),
        magnitude: right.magnitude,
        ..Found::new(tokens, kind, low)
    }
}

/// The unit of either end; of two, the one that says more.
fn shared_unit(left: Option<&'static str>, right: Option<&'static str>) -> Option<&'static str> {
    match (left, right) {
        (Some(left), Some(right)) => Some(currency::closer(left, right)),
        _ => left.or(right),
    }
}

/// The left end of "20 to 30 cents" is in cents too.
fn hundredth(text: &Text<'_>, left: &Found, right: &Found, low: f64) -> f64 {
    let number = number::parse(text, right.tokens.range().start);
    let cents =
        number.is_some_and(|n| n.value > 0.0 && (right.value / n.value - 0.01).abs() < 1e-9);
    if cents && left.value >= 1.0 {
        number::times(low, 0.01)
    } else {
        low
    }
}
