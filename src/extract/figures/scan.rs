//! The scan: which tokens are a figure, of which kind, with which unit.

use super::lists::{LENGTHS, PERSONS};
use super::{Found, currency, names, phrase, range, ratio, units};
use crate::model::{DateMention, FigureKind};
use crate::text::number::{self, Number, NumberKind};
use crate::text::{Class, Text, TokenSpan};

/// The figures in text order, without overlap.
pub(super) fn scan(text: &Text<'_>, dates: &[DateMention]) -> Vec<Found> {
    let taken = Taken::new(text, dates);
    let known = names::Known::new(text);
    let mut found = Vec::new();
    let mut next_date = 0;
    let mut at = 0;
    while at < text.len() {
        if let Some(end) = taken.at(at, &mut next_date) {
            at = end;
            continue;
        }
        let limit = taken.next(next_date);
        let figure = figure_at(text, at, limit, &known);
        at = figure.after.max(at + 1);
        found.extend(figure.found);
    }
    found
}

/// What dates have claimed, as token ranges in text order.
struct Taken(Vec<TokenSpan>);

impl Taken {
    /// The ranges of `dates` without those that are ages: "34-year-old".
    fn new(text: &Text<'_>, dates: &[DateMention]) -> Self {
        let mut ranges: Vec<TokenSpan> = dates
            .iter()
            .map(|date| text.tokens_in(date.span))
            .filter(|range| !range.is_empty() && !is_age(text, *range))
            .collect();
        ranges.sort_unstable();
        Self(ranges)
    }

    /// The end of the range that holds `at`; `next` is the first range that may.
    fn at(&self, at: usize, next: &mut usize) -> Option<usize> {
        while self
            .0
            .get(*next)
            .is_some_and(|range| range.end as usize <= at)
        {
            *next += 1;
        }
        self.0
            .get(*next)
            .filter(|range| range.start as usize <= at)
            .map(|range| range.end as usize)
    }

    /// Where the range after `at` begins.
    fn next(&self, next: usize) -> usize {
        self.0
            .get(next)
            .map_or(usize::MAX, |range| range.start as usize)
    }
}

fn is_age(text: &Text<'_>, range: TokenSpan) -> bool {
    let end = range.range().end;
    let hyphen = usize::from(text.is(end, Class::DASH));
    text.lower(end + hyphen) == "old" || text.lower(end.wrapping_sub(1)) == "old"
}

/// What the scan found at a token, and where it goes on.
struct Step {
    found: Option<Found>,
    after: usize,
}

impl Step {
    const fn skip(after: usize) -> Self {
        Self { found: None, after }
    }

    fn figure(found: Found) -> Self {
        Self {
            after: found.end,
            found: Some(found),
        }
    }
}

/// The figure at `at`, which ends before `limit`.
fn figure_at(text: &Text<'_>, at: usize, limit: usize, known: &names::Known<'_>) -> Step {
    if let Some(found) = ratio::in_words(text, at) {
        return Step::figure(found);
    }
    let Some(number) = number::parse(text, at).map(|number| with_millions(text, number)) else {
        return Step::skip(names::code_end(text, at));
    };
    if number.end() > limit {
        return Step::skip(at + 1);
    }
    if let Some(found) = range::of_time(text, &number, limit) {
        return Step::figure(found);
    }
    if number.kind == NumberKind::Ordinal {
        let found = (!names::is_idiom(text, &number))
            .then(|| Found::new(number.tokens, FigureKind::Ordinal, number.value));
        return Step {
            found,
            after: number.end(),
        };
    }
    if let Some(after) = names::code_after(text, &number) {
        return Step::skip(after);
    }
    let found = with_error(text, &number)
        .or_else(|| money(text, &number))
        .or_else(|| percent(text, &number))
        .or_else(|| amount_after(text, &number))
        .or_else(|| age(text, &number))
        .or_else(|| measure(text, &number))
        .or_else(|| ratio::find(text, &number))
        .or_else(|| plain(text, &number, known))
        .filter(|found| found.tokens.end as usize <= limit || found.tokens.range().start >= limit);
    found.map_or_else(
        || Step::skip(names::skip_glued(text, number.end())),
        Step::figure,
    )
}

/// How far from a glued "m" a word of length may stand that makes it metres, in tokens.
const LENGTH_REACH: usize = 6;

/// "1.4m ballots", "310m zlotys", "sales hit 3m": a glued "m" before a currency or what is counted, or away from all
/// that has a length, is no metre.
fn with_millions(text: &Text<'_>, number: Number) -> Number {
    let at = number.end();
    let letter =
        text.word(at) == "m" && text.is(at, Class::GLUED) && !text.is(at + 1, Class::GLUED);
    let whole = !text.is(at + 1, Class::DASH) && text.word(at + 1) != "/";
    let letter =
        letter || text.word(at) == "m" && text.is(at, Class::GLUED) && is_mark(text, at + 1);
    if !letter || !whole || number.in_words || number.magnitude > 1.0 {
        return number;
    }
    let noun = phrase::is_noun_like(text, at + 1)
        && text.lower(at + 1) != "hurdles"
        && phrase::is_plural(text, at + 1);
    if !noun && units::currency_after(text, at + 1).is_none() && !counts_alone(text, &number) {
        return number;
    }
    Number {
        value: number::times(number.value, 1e6),
        magnitude: 1e6,
        tokens: TokenSpan::at(number.tokens.range().start, at + 1),
        ..number
    }
}

fn is_mark(text: &Text<'_>, at: usize) -> bool {
    matches!(text.word(at), "," | "." | ";" | ":" | ")" | "?" | "!")
}

/// Whether a number with a glued "m" and no noun after it says how many: no article before it, and no word of length near.
fn counts_alone(text: &Text<'_>, number: &Number) -> bool {
    let (start, next) = (number.tokens.range().start, number.end() + 1);
    let Some(sentence) = text.sentences.get(text.sentence_of(start)) else {
        return false;
    };
    let reach = start
        .saturating_sub(LENGTH_REACH)
        .max(sentence.range().start)
        ..(next + LENGTH_REACH).min(sentence.range().end);
    let last = start.checked_sub(1).filter(|&i| i >= reach.start);
    let led = last.is_some_and(|i| {
        let article = matches!(text.lower(i), "the" | "a" | "an" | "within" | "every");
        text.is(i, Class::WORD) && !article && !text.is(i, Class::POSSESSIVE | Class::CAPITAL)
    });
    let alone = next >= reach.end || text.is(next, Class::FUNCTION) || is_mark(text, next);
    let away = matches!(
        text.lower(next),
        "from" | "above" | "below" | "off" | "into" | "up" | "down"
    ) && !text.is(next + 1, Class::NUMBER);
    led && alone && !away && !reach.into_iter().any(|i| LENGTHS.contains(text.lower(i)))
}

/// "9.5 ± 0.7 days", "52 ± 3%": a value with its error is one figure of the value.
fn with_error(text: &Text<'_>, number: &Number) -> Option<Found> {
    let at = number.end();
    let error = (text.word(at) == "\u{b1}" && text.is(at + 1, Class::NUMBER))
        .then(|| number::parse(text, at + 1))
        .flatten()?;
    let start = number.tokens.range().start;
    let unit = units::percent(text, error.end())
        .map(|unit| (FigureKind::Percent, unit))
        .or_else(|| {
            Some((
                FigureKind::Quantity,
                units::measure(text, error.end(), true)?,
            ))
        });
    Some(unit.map_or_else(
        || {
            Found::new(
                TokenSpan::at(start, error.end()),
                FigureKind::Count,
                number.value,
            )
        },
        |(kind, unit)| with_unit(number, kind, start, unit),
    ))
}

/// The figure of `number` over the tokens `start..end`, in `unit`.
fn with_unit(number: &Number, kind: FigureKind, start: usize, unit: units::Unit) -> Found {
    Found {
        vague: number.vague,
        magnitude: number.magnitude,
        unit: Some(unit.name),
        ..Found::new(
            TokenSpan::at(start, unit.end),
            kind,
            number::times(number.value, unit.scale),
        )
    }
}

/// "$5 billion", "US$15bn", "Rs 500 crore", "£3.5m", "$99 (USD)".
fn money(text: &Text<'_>, number: &Number) -> Option<Found> {
    let (unit, start) = units::currency_before(text, number.tokens.range().start)?;
    let mut end = number.end();
    let mut value = number.value;
    let mut magnitude = number.magnitude;
    if let Some(letter) = money_letter(text, end).filter(|_| magnitude == 1.0) {
        value = number::times(value, letter);
        magnitude = letter;
        end += 1;
    }
    let bracket = usize::from(text.word(end) == "(");
    if let Some(again) = units::currency_after(text, end + bracket)
        && (currency::can_be(again.name, unit.name) && again.scale == 1.0
            || text.word(start) == "$" && bracket == 1)
        && (bracket == 0 || text.word(again.end) == ")")
    {
        end = again.end + bracket;
        let name = currency::closer(unit.name, again.name);
        return Some(found_money(number, start, end, value, magnitude, name));
    }
    let (value, end) = with_cents(text, value, end, unit.name);
    Some(found_money(number, start, end, value, magnitude, unit.name))
}

fn found_money(
    number: &Number,
    start: usize,
    end: usize,
    value: f64,
    magnitude: f64,
    unit: &'static str,
) -> Found {
    Found {
        vague: number.vague,
        magnitude,
        unit: Some(unit),
        ..Found::new(TokenSpan::at(start, end), FigureKind::Money, value)
    }
}

/// What a letter after an amount of money multiplies by: "£3.5m", "$1.2b".
fn money_letter(text: &Text<'_>, at: usize) -> Option<f64> {
    let hyphen = text.is(at + 1, Class::GLUED) && text.is(at + 1, Class::WORD | Class::NUMBER);
    let spaced = !text.is(at, Class::GLUED);
    match text.word(at) {
        _ if hyphen => None,
        "m" | "M" | "MM" | "mm" => Some(1e6),
        "b" | "B" => Some(1e9),
        "t" | "T" if !spaced => Some(1e12),
        _ => None,
    }
}

/// "3 dollars 50 cents", "$20 and 43 cents": the cents after a whole amount.
fn with_cents(text: &Text<'_>, value: f64, end: usize, unit: &str) -> (f64, usize) {
    let and = usize::from(matches!(text.lower(end), "and" | ","));
    let parsed = text
        .is(end + and, Class::NUMBER | Class::NUMBER_WORD)
        .then(|| number::parse(text, end + and))
        .flatten();
    let Some(cents) =
        parsed.filter(|n| n.value < 100.0 && n.decimals == 0 && n.kind == NumberKind::Cardinal)
    else {
        return (value, end);
    };
    match units::currency_after(text, cents.end()) {
        Some(minor)
            if minor.scale < 1.0
                && (minor.name == "~dollar" || currency::can_be(minor.name, unit)) =>
        {
            (number::with_hundredths(value, cents.value), minor.end)
        }
        None if and == 0 && are_bare_cents(text, end, &cents) => {
            (number::with_hundredths(value, cents.value), cents.end())
        }
        _ => (value, end),
    }
}

/// The 50 of "15 dollars 50": two digits after the word for the currency, and no noun after them.
fn are_bare_cents(text: &Text<'_>, at: usize, cents: &Number) -> bool {
    text.is(at - 1, Class::WORD)
        && text.is(at, Class::NUMBER)
        && cents.tokens.len() == 1
        && text.word(at).len() == 2
        && !text.is(cents.end(), Class::WORD | Class::DASH)
        && text.word(cents.end()) != "%"
}

/// "3 per cent", "25 basis points".
fn percent(text: &Text<'_>, number: &Number) -> Option<Found> {
    let unit = units::percent(text, number.end() + of_one(text, number))?;
    let kind = if unit.name == "%" {
        FigureKind::Percent
    } else {
        FigureKind::Quantity
    };
    Some(with_unit(number, kind, number.tokens.range().start, unit))
}

/// How many tokens stand between a fraction and its unit: "a quarter of a percentage point".
fn of_one(text: &Text<'_>, number: &Number) -> usize {
    let one = matches!(text.lower(number.end() + 1), "a" | "an" | "one");
    if number.kind == NumberKind::Fraction && text.lower(number.end()) == "of" && one {
        2
    } else {
        0
    }
}

/// "5 billion dollars", "26 cents", "thousands of euros".
fn amount_after(text: &Text<'_>, number: &Number) -> Option<Found> {
    let of =
        usize::from(number.vague && text.lower(number.end()) == "of").max(of_one(text, number));
    let unit = units::currency_after(text, number.end() + of)?;
    if unit.name == "~pound" && unit.scale == 1.0 && units::is_weight(text, number, unit.end) {
        let pound = units::Unit {
            name: "pound",
            ..unit
        };
        return Some(with_unit(
            number,
            FigureKind::Quantity,
            number.tokens.range().start,
            pound,
        ));
    }
    let whole = unit.scale >= 1.0;
    let found = with_unit(number, FigureKind::Money, number.tokens.range().start, unit);
    let (value, end) = if whole {
        with_cents(text, found.value, unit.end, unit.name)
    } else {
        (found.value, unit.end)
    };
    Some(Found {
        tokens: TokenSpan::at(number.tokens.range().start, end),
        end,
        value,
        ..found
    })
}

/// "34-year-old", "five years old", "aged 34", "Ms Tan, 49,".
fn age(text: &Text<'_>, number: &Number) -> Option<Found> {
    let start = number.tokens.range().start;
    if let Some(found) = age_after(text, number) {
        return Some(found);
    }
    let whole = !number.in_words && number.decimals == 0 && number.end() == start + 1;
    let before = |back: usize| start.checked_sub(back).map_or("", |i| text.lower(i));
    let said = matches!(before(1), "aged" | "age" | "ages")
        || before(1) == "of" && before(2) == "age"
        || is_further_age(text, number);
    let open = start
        .checked_sub(2)
        .is_some_and(|i| text.is(i, Class::CAPITAL));
    let name = before(1) == "," && open && matches!(text.word(number.end()), "," | "." | ";" | ")");
    let person = before(1) == "," && PERSONS.contains(before(2));
    let bare = whole
        && (1.0..=110.0).contains(&number.value)
        && (name && text.word(start).len() >= 2
            || person && matches!(text.word(number.end()), "," | "." | ";" | ")"));
    (bare && !is_listed(text, start) || said && number.value <= 125.0).then(|| Found {
        unit: Some("year"),
        ..Found::new(number.tokens, FigureKind::Quantity, number.value)
    })
}

/// How far before a number the "aged" of a list of ages may stand, in tokens.
const AGES: usize = 16;

/// Whether a number goes on a list of ages: "aged 6, 8 and 11", but not "aged 6 and 40 adults".
fn is_further_age(text: &Text<'_>, number: &Number) -> bool {
    let start = number.tokens.range().start;
    let joint = |i: usize| matches!(text.lower(i), "," | "and" | "or");
    let listed = |i: usize| joint(i) || text.is(i, Class::NUMBER | Class::NUMBER_WORD);
    let mut before = (start.saturating_sub(AGES)..start).rev();
    start.checked_sub(1).is_some_and(joint)
        && !names::counts_next(text, number.end())
        && before
            .find(|&i| !listed(i))
            .is_some_and(|i| matches!(text.lower(i), "aged" | "ages") && !joint(i + 1))
}

/// Whether the number at `start` is one of a list after a capitalised word: "Routes, 12, 14".
fn is_listed(text: &Text<'_>, start: usize) -> bool {
    text.is(start + 2, Class::NUMBER) || text.is(start.wrapping_sub(2), Class::MONTH)
}

/// "34-year-old", "five years old", "ten months of age".
fn age_after(text: &Text<'_>, number: &Number) -> Option<Found> {
    let unit =
        units::measure(text, number.end(), false).filter(|unit| units::is_time(unit.name))?;
    let hyphen = usize::from(text.class(unit.end).all(Class::DASH | Class::GLUED));
    let end = match (text.lower(unit.end + hyphen), text.lower(unit.end + 1)) {
        ("old" | "olds", _) => unit.end + hyphen + 1,
        ("of", "age") => unit.end + 2,
        _ => return None,
    };
    let unit = units::Unit { end, ..unit };
    Some(with_unit(
        number,
        FigureKind::Quantity,
        number.tokens.range().start,
        unit,
    ))
}

/// "500 km", "3-inch", "5 feet 2 inches".
fn measure(text: &Text<'_>, number: &Number) -> Option<Found> {
    let digits = !number.in_words
        && (number.magnitude == 1.0 || number.end() == number.tokens.range().start + 2);
    let of = usize::from(number.vague && text.lower(number.end()) == "of");
    let unit = units::measure(text, number.end() + of, digits)?;
    if !names::allows_unit(text, number, &unit) {
        return None;
    }
    let start = number.tokens.range().start;
    let found = with_unit(number, FigureKind::Quantity, start, unit);
    Some(
        smaller_unit(text, &found)
            .or_else(|| and_a_half(text, &found))
            .unwrap_or(found),
    )
}

/// "two miles and a half".
fn and_a_half(text: &Text<'_>, found: &Found) -> Option<Found> {
    let half = text.lower(found.end) == "and"
        && text.lower(found.end + 1) == "a"
        && text.lower(found.end + 2) == "half";
    half.then(|| Found {
        tokens: TokenSpan::at(found.tokens.range().start, found.end + 3),
        end: found.end + 3,
        value: found.value + 0.5,
        ..found.clone()
    })
}

/// "5 feet 2 inches": the part in a smaller unit is added to the larger.
fn smaller_unit(text: &Text<'_>, found: &Found) -> Option<Found> {
    let parts = match found.unit? {
        "foot" => ("inch", 12.0),
        "metre" => ("centimetre", 100.0),
        "pound" => ("ounce", 16.0),
        "stone" => ("pound", 14.0),
        _ => return None,
    };
    let at = found.end;
    let number = text
        .is(at, Class::NUMBER | Class::NUMBER_WORD)
        .then(|| number::parse(text, at))
        .flatten()?;
    let unit = units::measure(text, number.end(), !number.in_words)?;
    (unit.name == parts.0 && number.value < parts.1).then(|| Found {
        tokens: TokenSpan::at(found.tokens.range().start, unit.end),
        end: unit.end,
        value: found.value + number.value / parts.1,
        ..found.clone()
    })
}

/// A number alone: a fraction is a ratio, anything else counts something, unless it is part of a name.
fn plain(text: &Text<'_>, number: &Number, known: &names::Known<'_>) -> Option<Found> {
    if names::is_name(text, number, known) {
        return None;
    }
    let kind = if number.kind == NumberKind::Fraction && number.value < 1.0 {
        FigureKind::Ratio
    } else {
        FigureKind::Count
    };
    Some(Found {
        vague: number.vague,
        magnitude: number.magnitude,
        ..Found::new(number.tokens, kind, number.value)
    })
}
