//! Dates in figures alone: `2025-06-21`, `21/06/2025`, `2025.10.26`, `2025-06-21T10:39:35Z`, `12/2025`.

use super::super::value::{Expr, Field, Order, Point, Reading, Which, Year};
use super::super::view::View;
use super::{Found, clock, guard, year};
use crate::text::{Class, calendar};

/// A date in figures.
pub(super) fn date(view: View<'_>, at: usize) -> Found<Reading> {
    day(view, at).or_else(|| month(view, at))
}

/// A day in figures, with the time that follows it.
pub(super) fn day(view: View<'_>, at: usize) -> Found<Reading> {
    if !view.is(at, Class::NUMBER) && view.month(at).is_none() || !is_free(view, at) {
        return None;
    }
    let (fields, end, points) = dotted(view, at)
        .map(|(fields, end)| (fields, end, true))
        .or_else(|| parted(view, at).map(|(fields, end)| (fields, end, false)))?;
    let (figures, order) = order(fields)?;
    let day_first = points && order == Some(Order::Either);
    let (month, day) = if day_first {
        (figures.day, figures.month)
    } else {
        (figures.month, figures.day)
    };
    calendar::day(figures.year, month, day)?;
    let field = Field::MonthDay(month, day, None);
    let point = Point::named(field, Year::Is(figures.year), Which::Context);
    let (point, end) = clock::stamp(view, point, end);
    let mut reading = Reading::new(Expr::Point(point));
    reading.order = order.map(|order| if day_first { Order::DayFirst } else { order });
    Some((reading, end))
}

/// Whether nothing is glued to the date from the left that makes it a part of something longer.
fn is_free(view: View<'_>, at: usize) -> bool {
    let number = at > view.start + 1 && view.is(at - 2, Class::NUMBER);
    match view.before(at) {
        _ if !view.glued(at) => true,
        "-" => view.text.word(at).len() == 4 && !number,
        _ => guard::follows(view, at, guard::Group::Opening),
    }
}

/// A date as its figures give it.
#[derive(Clone, Copy)]
struct Figures {
    year: i32,
    month: u8,
    day: u8,
}

/// The three numbers in the order of the text, each with its digits; a month's name has none.
type Fields = [(u32, usize); 3];

/// "2025.10.26", "26.10.2025": one token.
fn dotted(view: View<'_>, at: usize) -> Found<Fields> {
    let mut parts = view.text.word(at).split('.');
    let mut next = || {
        let part = parts.next()?;
        Some((part.parse().ok()?, part.len()))
    };
    let fields = [next()?, next()?, next()?];
    let whole = parts.next().is_none() && !(view.glued(at + 1) && view.is(at + 1, Class::WORD));
    whole.then_some((fields, at + 1))
}

/// Numbers, one of them perhaps a month's name, parted by the same mark.
fn parted(view: View<'_>, at: usize) -> Found<Fields> {
    let mark = view.lower(at + 1);
    let same = |at| view.lower(at) == mark && view.glued(at) && view.glued(at + 1);
    if !matches!(mark, "-" | "/") || !same(at + 1) || !same(at + 3) {
        return None;
    }
    let field = |at| {
        view.digits(at)
            .or_else(|| Some((u32::from(view.month(at)?), 0)))
    };
    let fields = [field(at)?, field(at + 2)?, field(at + 4)?];
    let next = at + 5;
    let more = view.lower(next) == mark || view.is(next, Class::NUMBER);
    let goes_on =
        more && view.glued(next) && !(mark == "-" && view.is(next + 1, Class::WORD | Class::MARK));
    (!goes_on || fields[0].1 == 4 && !view.is(next + 1, Class::NUMBER)).then_some((fields, next))
}

/// Year, month and day, and which of two numbers is the day. The year has four digits, or two at the end; of two numbers
/// up to twelve the first is taken for the month until the document tells more.
fn order(fields: Fields) -> Option<(Figures, Option<Order>)> {
    let [first, second, third] = fields;
    if let Some(named) = fields.iter().position(|field| field.1 == 0) {
        let (year, day) = match (named, first.1, third.1) {
            (0, _, 4) => (third, second),
            (1, 1..=2, 4 | 2) => (third, first),
            (1, 4, 1..=2) => (first, third),
            (2, 4, 0) => (first, second),
            _ => return None,
        };
        return Some((figures(year, fields[named].0, day.0)?, None));
    }
    let (year, middle, other) = match (first.1, second.1, third.1) {
        (4, 1..=2, 1..=2) => (first, second, third),
        (1..=2, 1..=2, 2 | 4) => (third, first, second),
        _ => return None,
    };
    let order = match (middle.0, other.0) {
        _ if first.1 == 4 => None,
        (13.., _) => Some(Order::DayFirst),
        (_, 13..) => Some(Order::MonthFirst),
        (a, b) => (a != b).then_some(Order::Either),
    };
    let (month, day) = if middle.0 > 12 {
        (other.0, middle.0)
    } else {
        (middle.0, other.0)
    };
    Some((figures(year, month, day)?, order))
}

/// The year with its digits, month and day.
fn figures(year: (u32, usize), month: u32, day: u32) -> Option<Figures> {
    let year = if year.1 == 2 {
        year::full(year.0)
    } else {
        i32::try_from(year.0).ok()?
    };
    Some(Figures {
        year: Some(year).filter(|year| (1000..2200).contains(year))?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

/// "in 12/2025": a month in figures, where a preposition of time leads it.
fn month(view: View<'_>, at: usize) -> Found<Reading> {
    let month = view.small(at, 1, 12).filter(|_| !view.glued(at))?;
    let mark = matches!(view.lower(at + 1), "/" | "-") && view.glued(at + 1) && view.glued(at + 2);
    let (year, places) = view.digits(at + 2).filter(|_| mark)?;
    let fits = places == 4
        && (1900..2100).contains(&year)
        && guard::follows(view, at, guard::Group::Timely);
    let ends = !view.glued(at + 3) || !view.is(at + 3, Class::WORD | Class::DASH | Class::NUMBER);
    let year = Year::Is(i32::try_from(year).ok()?);
    let point = Point::named(Field::Month(month), year, Which::Context);
    (fits && ends).then(|| (Reading::new(Expr::Point(point)), at + 3))
}
