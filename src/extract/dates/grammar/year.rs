//! Years, decades and centuries.

use super::super::lexicon::{Role, Word};
use super::super::value::{Base, Field, Grain, Point, Which, Year};
use super::super::view::View;
use super::{Found, guard};
use crate::text::calendar;
use crate::text::number::NumberKind;
use crate::text::{Class, TokenSpan};

/// A year, decade or century that stands alone.
pub(super) fn year(view: View<'_>, at: usize) -> Found<Point> {
    let start = at + usize::from(view.has_role(at, Role::The));
    century(view, start)
        .or_else(|| decade(view, at, start))
        .or_else(|| fiscal(view, start))
        .or_else(|| before_christ(view, start))
        .or_else(|| the_year(view, start))
        .or_else(|| (start == at).then(|| bare(view, at))?)
}

fn named(field: Field, year: i32) -> Point {
    Point::named(field, Year::Is(year), Which::Context)
}

/// A year in four digits or in words; whether it is one, its neighbours must tell.
pub(super) fn number(view: View<'_>, at: usize) -> Found<i32> {
    if let Some((year, places)) = view.digits(at) {
        let fits = places == 4 && (1000..=2199).contains(&year);
        return fits.then(|| (i32::try_from(year).unwrap_or(0), at + 1));
    }
    spelt(view, at)
}

/// "nineteen ninety-six", "two thousand and fifteen"
fn spelt(view: View<'_>, at: usize) -> Found<i32> {
    if !view.is(at, Class::NUMBER_WORD) {
        return None;
    }
    let first = whole(view, at)?;
    if (2000..2100).contains(&first.0) {
        return Some(first);
    }
    let (tens, end) = whole(view, first.1)?;
    let hundreds = matches!(first.0, 15..=20) && (10..100).contains(&tens);
    hundreds.then_some((first.0 * 100 + tens, end))
}

pub(super) fn whole(view: View<'_>, at: usize) -> Found<i32> {
    if !view.is(at, Class::NUMBER_WORD | Class::MAGNITUDE) && !view.has_role(at, Role::A) {
        return None;
    }
    let number = view.number(at)?;
    let plain = number.in_words && !number.vague && number.kind == NumberKind::Cardinal;
    let value = small_whole(number.value).filter(|_| plain && number.end() <= view.limit)?;
    Some((value, number.end()))
}

/// A number that can be a year or a day, as the nearest whole one.
fn small_whole(value: f64) -> Option<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "within bounds")]
    (0.0..1e6)
        .contains(&value)
        .then(|| value.round_ties_even() as i32)
}

/// "'98"
fn short(view: View<'_>, at: usize) -> Found<i32> {
    if !matches!(view.lower(at), "'" | "\u{2019}" | "\u{2018}") || !view.glued(at + 1) {
        return None;
    }
    let (year, places) = view.digits(at + 1)?;
    (places == 2).then(|| (full(year), at + 2))
}

/// The year that two digits mean.
pub(super) fn full(two_digits: u32) -> i32 {
    calendar::full_year(i32::try_from(two_digits).unwrap_or(0))
}

/// "1998", where its neighbours let it be a year.
fn bare(view: View<'_>, at: usize) -> Found<Point> {
    if let Some((year, end)) = short(view, at) {
        let free = at == view.start || !view.glued(at);
        return (free && !view.glued(end)).then(|| (named(Field::Year, year), end));
    }
    let (year, end) = number(view, at)?;
    guard::year(view, at, end, year).then(|| (named(Field::Year, year), end))
}

/// "the year 2000"
fn the_year(view: View<'_>, at: usize) -> Found<Point> {
    if view.lower(at) != "year" {
        return None;
    }
    let (year, end) = number(view, at + 1)?;
    Some((named(Field::Year, year), end))
}

/// "fiscal 1989", "FY24", "the financial year 2024/25", "the 2024-25 financial year"
fn fiscal(view: View<'_>, at: usize) -> Found<Point> {
    let business = |year| Point {
        fiscal: true,
        ..named(Field::Year, year)
    };
    if let Some((year, end)) = fiscal_year(view, at) {
        return Some((business(year), end));
    }
    let (year, end) = number(view, at)?;
    let after = second_year(view, end);
    if view.has_role(after, Role::Fiscal) && view.lower(after + 1) == "year" {
        return Some((business(year), after + 2));
    }
    let season = after > end && view.any(after, &["season"]);
    season.then(|| (named(Field::Year, year), after + 1))
}

/// "fiscal 1989", "fiscal year 2025/26", "FY24", "FY 2024": the year and the token after it.
fn fiscal_year(view: View<'_>, at: usize) -> Found<i32> {
    if view.has_role(at, Role::YearCode) {
        let (year, places) = view.digits(at + 1)?;
        let year = if places == 2 {
            full(year)
        } else {
            i32::try_from(year).ok()?
        };
        return matches!(places, 2 | 4).then(|| (year, second_year(view, at + 2)));
    }
    if let Some(year) = year_code(view.lower(at)) {
        return Some((year, second_year(view, at + 1)));
    }
    if !view.has_role(at, Role::Fiscal) {
        return None;
    }
    let after = at + 1 + usize::from(view.lower(at + 1) == "year");
    let (year, end) = number(view, after)?;
    Some((year, second_year(view, end)))
}

/// "fy24", "cy2018" as one word
pub(super) fn year_code(word: &str) -> Option<i32> {
    let digits = word
        .strip_prefix("fy")
        .or_else(|| word.strip_prefix("cy"))?;
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(full(number)),
        4 => i32::try_from(number).ok(),
        _ => None,
    }
}

/// The token after "/25" or "-26", or `at` where neither stands there.
fn second_year(view: View<'_>, at: usize) -> usize {
    let joined = (view.joint(at) || view.lower(at) == "/") && view.glued(at + 1);
    let two = view
        .digits(at + 1)
        .is_some_and(|(_, places)| matches!(places, 2 | 4));
    if joined && two { at + 2 } else { at }
}

/// "1990s", "the '80s", "the nineties", "1990's"
fn decade(view: View<'_>, at: usize, start: usize) -> Found<Point> {
    let tens = |year: i32| named(Field::Decade, year / 10);
    if let Some(ten) = view.meaning(start, |word| match word {
        Word::Decade(ten) => Some(ten),
        _ => None,
    }) {
        let led = start > at || matches!(view.before(at), "early" | "late" | "mid" | "-" | "in");
        return led.then(|| (tens(1900 + i32::from(ten)), start + 1));
    }
    let quote = matches!(view.lower(start), "'" | "\u{2019}" | "\u{2018}");
    let digits = start + usize::from(quote);
    let (number, places) = view.digits(digits)?;
    let ends = view.glued(digits + 1)
        && (view.lower(digits + 1) == "s"
            || start > at
                && view.is(digits + 1, Class::POSSESSIVE)
                && view.lower(digits + 1).len() > 1);
    let year = match places {
        4 if !quote => i32::try_from(number).ok()?,
        2 if quote || start > at || view.lower(digits + 1) == "s" => {
            1900 + i32::try_from(number).ok()?
        }
        _ => return None,
    };
    if places == 2 && guard::is_age_in_tens(view, start) {
        return None;
    }
    let year = if places == 2 && number < 20 {
        year + 100
    } else {
        year
    };
    (ends && year % 10 == 0 && (1000..2200).contains(&year)).then(|| (tens(year), digits + 2))
}

/// "the 20th century", "nineteenth-century"
fn century(view: View<'_>, at: usize) -> Found<Point> {
    let (number, end) = view.ordinal(at)?;
    let unit = view.past_joint(end);
    let fits = view.unit(unit) == Some(Grain::Century) && (1..=30).contains(&number);
    let end = unit + 1;
    let end = end + usize::from(era(view, end) == Some(false));
    fits.then(|| (named(Field::Century(number), 0), end))
}

/// Whether BC or AD stands at `at`; true for BC.
fn era(view: View<'_>, at: usize) -> Option<bool> {
    view.meaning(at, |word| match word {
        Word::Era(before) => Some(before),
        _ => None,
    })
}

/// "52 BC", "AD 79"
fn before_christ(view: View<'_>, at: usize) -> Found<Point> {
    if view.any(at, &["ad", "a.d."]) {
        let (year, places) = view.digits(at + 1)?;
        return (places <= 4)
            .then(|| (named(Field::Year, i32::try_from(year).unwrap_or(0)), at + 2));
    }
    let (year, places) = view.digits(at)?;
    let year = i32::try_from(year).ok()?;
    let before = era(view, at + 1)?;
    let field = if before { Field::Bc } else { Field::Year };
    (places <= 4).then(|| (named(field, year), at + 2))
}

/// The year after a month, quarter, season or holiday: "1998", ", 1998", "of 1998", "last year"; else an open one.
pub(super) fn tail(view: View<'_>, at: usize) -> (Year, usize) {
    let of = at + usize::from(view.any(at, &["of", "in", ","]));
    let told = number(view, of)
        .filter(|&(year, end)| tail_fits(view, of, end, year))
        .or_else(|| short(view, of).filter(|_| view.lower(at) != ","));
    if let Some((year, end)) = told {
        return (Year::Is(year), end);
    }
    if view.lower(at) == "," {
        return (Year::Open, at);
    }
    relative(view, at + usize::from(view.lower(at) == "of")).unwrap_or((Year::Open, at))
}

/// The year after a quarter or half, which can be a business year too: "of fiscal 2025", "of FY26".
pub(super) fn business_tail(view: View<'_>, at: usize) -> (Year, usize) {
    let (year, end) = tail(view, at);
    let of = at + usize::from(view.any(at, &["of", "in", ","]));
    match fiscal_year(view, of) {
        Some((business, after)) if year == Year::Open => (Year::Is(business), after),
        _ => (year, end),
    }
}

fn tail_fits(view: View<'_>, at: usize, end: usize, year: i32) -> bool {
    let near = (1900..=2100).contains(&year) || view.before(at) != "in" && year >= 1000;
    let percent =
        view.any(end, &["%", "percent", "per", ":"]) || view.text.is(end, Class::MAGNITUDE);
    near && !percent
}

/// "last year", "this fiscal year", "that year", "the year", "the following year"
fn relative(view: View<'_>, at: usize) -> Found<Year> {
    let the = view.has_role(at, Role::The);
    let which = at + usize::from(the);
    let year = match view.role(which) {
        Some(Role::Last) => Year::Shift(-1),
        Some(Role::This | Role::Current) => Year::Shift(0),
        Some(Role::Next | Role::Coming) => Year::Shift(1),
        Some(Role::That | Role::Same) => Year::Mentioned(0),
        Some(Role::Previous) => Year::Mentioned(-1),
        Some(Role::Following) => Year::Mentioned(1),
        _ if the && view.before(at) == "of" && view.lower(which) == "year" => {
            return Some((Year::Mentioned(0), which + 1));
        }
        _ => return None,
    };
    let unit = which + 1 + usize::from(view.has_role(which + 1, Role::Fiscal));
    let whole = view.lower(unit) == "year" && !view.is(unit + 1, Class::POSSESSIVE);
    whole.then_some((year, unit + 1))
}

/// "the 2024-25 season", "2024/25", "in 2024-25": two years that follow on each other and are one, with the token after them.
pub(super) fn double(view: View<'_>, at: usize) -> Option<(Point, Point, usize)> {
    let (first, second, _, end) = range(view, at)?;
    let years = |point: &Point| match point.base {
        Base::Named {
            year: Year::Is(year),
            ..
        } => year,
        _ => 0,
    };
    let joined = view.digits(end - 1)?.1 == 2 && years(&second) == years(&first) + 1;
    joined.then_some((first, second, end))
}

/// "1939-45", "2009-2010", "2010/11"
pub(super) fn range(view: View<'_>, at: usize) -> Option<(Point, Point, [TokenSpan; 2], usize)> {
    let (first, end) = number(view, at).filter(|_| view.is(at, Class::NUMBER))?;
    let slash = view.lower(end) == "/" && view.glued(end) && view.glued(end + 1);
    let free = at == view.start
        || !view.glued(at)
        || view.before(at) != "-" && guard::follows(view, at, guard::Group::Opening);
    if !(view.joint(end) || slash) || !free {
        return None;
    }
    let (second, places) = view.digits(end + 1)?;
    let second = i32::try_from(second).ok()?;
    let second = match places {
        // "1999-00" is told of one season or winter.
        2 if second == 0 && first % 100 == 99 => first + 1,
        2 => first - first % 100 + second,
        4 => second,
        _ => return None,
    };
    let sane = (1500..2100).contains(&first) && first < second && second - first < 150;
    let after = end + 2;
    if !sane
        || view.glued(after) && view.is(after, Class::DASH | Class::WORD | Class::NUMBER)
        || view.lower(after) == "/"
    {
        return None;
    }
    let spans = [TokenSpan::at(at, end), TokenSpan::at(end + 1, after)];
    Some((
        named(Field::Year, first),
        named(Field::Year, second),
        spans,
        after,
    ))
}
