//! Ratios and results: "twice", "three times the price", "one in six", "4 out of 5", "2:1", "3-1".

use super::lists::{
    APPROX, COMPARES, DECIDES, DOUBLES, MULTIPLES, Multiplies, PLURALS, SCORE_CUES, TIMES_COMPARES,
    VOTES,
};
use super::{Found, names, phrase};
use crate::model::FigureKind;
use crate::text::number::{self, Number, NumberKind};
use crate::text::{Class, Text, TokenSpan};

/// How far from a result the word may stand that shows that it is one, in tokens.
const CUE_REACH: usize = 8;

/// "twice", "doubled", "threefold" at `at`.
pub(super) fn in_words(text: &Text<'_>, at: usize) -> Option<Found> {
    if !text.is(at, Class::WORD) || text.is(at, Class::FUNCTION) {
        return None;
    }
    let &(value, when) = MULTIPLES.get(text.lower(at))?;
    let multiplies = match when {
        Multiplies::Always => true,
        Multiplies::Compared => COMPARES.contains(text.lower(at + 1)),
        Multiplies::Doubling => doubles(text, at),
    };
    multiplies.then(|| Found::new(TokenSpan::at(at, at + 1), FigureKind::Ratio, value))
}

/// Whether "double" multiplies: "double the price", "to double its budget", "more than double".
fn doubles(text: &Text<'_>, at: usize) -> bool {
    DOUBLES.contains(text.lower(at + 1)) || APPROX.contains_key(text.lower(at.wrapping_sub(1)))
}

/// The ratio or result that begins with `number`.
pub(super) fn find(text: &Text<'_>, number: &Number) -> Option<Found> {
    times(text, number)
        .or_else(|| fold(text, number))
        .or_else(|| share(text, number))
        .or_else(|| result(text, number))
}

/// "three times the price", "20 times more": the unit is "times"; "three times a week" counts.
fn times(text: &Text<'_>, number: &Number) -> Option<Found> {
    let end = number.end();
    let compares = TIMES_COMPARES.contains(text.lower(end + 1));
    let letter =
        text.word(end) == "x" && text.is(end, Class::GLUED) && !text.is(end + 1, Class::GLUED);
    if !(text.lower(end) == "times" && compares
        || letter
        || text.word(end) == "\u{d7}" && !text.is(end + 1, Class::NUMBER))
    {
        return None;
    }
    let start = number.tokens.range().start;
    Some(Found {
        unit: Some("times"),
        ..Found::new(
            TokenSpan::at(start, end + 1),
            FigureKind::Ratio,
            number.value,
        )
    })
}

/// "20-fold", "ten fold".
fn fold(text: &Text<'_>, number: &Number) -> Option<Found> {
    let at = number.end() + usize::from(text.class(number.end()).all(Class::DASH | Class::GLUED));
    let start = number.tokens.range().start;
    (text.lower(at) == "fold").then(|| Found {
        unit: Some("times"),
        ..Found::new(
            TokenSpan::at(start, at + 1),
            FigureKind::Ratio,
            number.value,
        )
    })
}

/// "one in six", "nine out of ten", "one user in three".
fn share(text: &Text<'_>, number: &Number) -> Option<Found> {
    let at = number.end();
    let joint = text.lower(at + 1) == "in" || text.lower(at) == "times";
    let noun = usize::from(text.lower(at) != "in" && joint && phrase::is_noun_like(text, at));
    let joint = match (text.lower(at + noun), text.lower(at + noun + 1)) {
        ("in" | "of", "every") | ("out", "of") => at + noun + 2,
        ("in", _) => at + noun + 1,
        _ => return None,
    };
    if !text.is(joint, Class::NUMBER | Class::NUMBER_WORD) {
        return None;
    }
    let whole =
        number::parse(text, joint).filter(|n| n.kind == NumberKind::Cardinal && n.decimals == 0)?;
    if noun == 1 && phrase::is_noun_like(text, whole.end()) {
        return None;
    }
    let spoken = text.lower(at + noun) == "out"
        || number.in_words
            && number.value < 10.0
            && (number.value <= 1.0 || whole.in_words || is_round(whole.value))
            && !is_date_like(text, &whole);
    let spoken = spoken || is_of_ten(text, number, &whole) || is_one_in(text, number, &whole);
    let part = number.value > 0.0 && number.value < whole.value && whole.value <= 1e6;
    let start = number.tokens.range().start;
    (spoken && part && number.kind == NumberKind::Cardinal).then(|| {
        Found::new(
            TokenSpan::at(start, whole.end()),
            FigureKind::Ratio,
            number.value / whole.value,
        )
    })
}

/// "4 in 10 Americans".
fn is_of_ten(text: &Text<'_>, number: &Number, whole: &Number) -> bool {
    let digits = !number.in_words && number.decimals == 0 && number.tokens.len() == 1;
    digits && is_round(whole.value) && !text.is(whole.end(), Class::TIME_UNIT)
}

/// "about 1 in 4 children", "the odds are 1 in 250": one of so many, where no name or unit stands beside it.
fn is_one_in(text: &Text<'_>, number: &Number, whole: &Number) -> bool {
    let before = number.tokens.range().start.wrapping_sub(1);
    let name = text.is(before, Class::CAPITAL) && !text.is(before, Class::FUNCTION);
    let about = APPROX.contains_key(text.lower(before));
    let digits = |n: &Number| !n.in_words && n.decimals == 0 && n.tokens.len() == 1;
    let after = whole.end();
    let counted = text.is(after, Class::MARK | Class::FUNCTION)
        || text.lower(after).ends_with('s')
        || PLURALS.contains(text.lower(after));
    number.value == 1.0
        && digits(number)
        && digits(whole)
        && (!name || about)
        && counted
        && !text.is(after, Class::DASH)
        && !is_date_like(text, whole)
}

/// The result that two whole numbers with "to" between them are, where a word near them tells of a match or a vote:
/// "voted 14 to 9", "lost by 14 votes to 9". One that rises needs a word that tells of nothing else.
pub(super) fn told_result(text: &Text<'_>, left: &Found, right: &Found) -> Option<Found> {
    let (start, second) = (left.tokens.range().start, right.tokens.range().start);
    let between = left.tokens.range().end..second;
    let noun = between.len() == 2 && VOTES.contains(text.lower(between.start));
    let to = second.checked_sub(1).is_some_and(|i| text.lower(i) == "to");
    let whole = |figure: &Found| {
        let plain = figure.unit.is_none() && figure.high.is_none() && !figure.vague;
        let digits = figure.tokens.len() == 1 && figure.value.fract() == 0.0;
        figure.kind == FigureKind::Count && plain && digits && (0.0..1000.0).contains(&figure.value)
    };
    let before = text.lower(start.wrapping_sub(1));
    if !to || !(noun || between.len() == 1) || !whole(left) || !whole(right) || before == "from" {
        return None;
    }
    let sentence = text.sentence_of(start);
    let mut near = (start.saturating_sub(CUE_REACH)..start)
        .filter(|&i| text.sentence_of(i) == sentence)
        .map(|i| text.lower(i));
    let falls = right.value < left.value;
    let cued =
        near.any(|word| DECIDES.contains(word) || falls && noun && SCORE_CUES.contains(word));
    let after = right.tokens.range().end;
    let counts = text.is(after, Class::WORD)
        && !text.is(after, Class::FUNCTION)
        && (text.lower(after).ends_with('s') || PLURALS.contains(text.lower(after)))
        && !VOTES.contains(text.lower(after));
    (cued
        && left.value != right.value
        && !counts
        && (falls || noun || !text.is(after, Class::WORD)))
    .then(|| Found {
        high: Some(right.value),
        ..Found::new(TokenSpan::at(start, after), FigureKind::Score, left.value)
    })
}

/// 10, 100, 1000: what shares are counted out of in digits.
fn is_round(value: f64) -> bool {
    [10.0, 100.0, 1000.0, 10_000.0, 100_000.0].contains(&value)
}

/// A year or a unit after "in": "two in 2019", "one in three years".
fn is_date_like(text: &Text<'_>, whole: &Number) -> bool {
    let year = !whole.in_words && (1500.0..2200.0).contains(&whole.value);
    year || text.is(whole.end(), Class::TIME_UNIT)
}

/// "3-1", "52–35", "6-4, 7-5", "2:1", "2-to-1": whole numbers joined without spaces.
fn result(text: &Text<'_>, number: &Number) -> Option<Found> {
    let (start, at) = (number.tokens.range().start, number.end());
    let whole = |n: &Number| {
        !n.in_words
            && n.decimals == 0
            && n.kind == NumberKind::Cardinal
            && n.value <= 999.0
            && n.tokens.len() == 1
    };
    if !text.is(at, Class::GLUED) || !whole(number) {
        return None;
    }
    let colon = text.word(at) == ":";
    let to = text.is(at, Class::DASH) && text.lower(at + 1) == "to" && text.is(at + 2, Class::DASH);
    let second = if to { at + 3 } else { at + 1 };
    if !(text.is(at, Class::DASH) || colon) || !text.class(second).all(Class::NUMBER | Class::GLUED)
    {
        return None;
    }
    let other = number::parse(text, second).filter(whole)?;
    let end = other.end();
    if names::goes_on(text, end) || text.is(end, Class::GLUED) && text.word(end) == "%" {
        return None;
    }
    let (kind, value) = if colon || to {
        let clock = colon && text.word(second).len() == 2;
        (!clock && other.value > 0.0).then_some((FigureKind::Ratio, number.value / other.value))?
    } else {
        is_result(text, number, &other).then_some((FigureKind::Score, number.value))?
    };
    let high = (kind == FigureKind::Score).then_some(other.value);
    Some(Found {
        high,
        ..Found::new(TokenSpan::at(start, end), kind, value)
    })
}

/// Whether two numbers joined by a hyphen are a result and no range: they fall, or a word near them says so.
fn is_result(text: &Text<'_>, first: &Number, second: &Number) -> bool {
    let cued = || {
        let (start, end) = (first.tokens.range().start, second.end());
        let mut near = (start.saturating_sub(CUE_REACH)..start).chain(end..end + 3);
        near.any(|i| SCORE_CUES.contains(text.lower(i)))
    };
    let noun = text.is(second.end(), Class::WORD)
        && text.lower(second.end()).ends_with('s')
        && !SCORE_CUES.contains(text.lower(second.end()));
    let falls = second.value <= first.value;
    falls && (first.value < 100.0 || cued()) || !noun && cued()
}
