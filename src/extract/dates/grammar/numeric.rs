//! Dates in figures alone: `2025-06-21`, `21/06/2025`, `2025.10.26`, `2025-06-21T10:39:35Z`.

use super::super::value::{Expr, Field, Point, Reading, Which, Year};
use super::super::view::View;
use super::{Found, clock, year};
use crate::text::{Class, calendar};

/// A date in figures.
pub(super) fn date(view: View<'_>, at: usize) -> Found<Reading> {
    if !view.is(at, Class::NUMBER) || view.glued(at) && !matches!(view.before(at), "(" | "[" | "\"")
    {
        return None;
    }
    let (fields, end) = dotted(view, at).or_else(|| parted(view, at))?;
    let (year, month, day) = order(fields)?;
    let ambiguous = fields[0].1 <= 2 && fields[1].1 > 0 && day <= 12 && day != month;
    calendar::day(year, month, day)?;
    let point = Point::named(
        Field::MonthDay(month, day, None),
        Year::Is(year),
        Which::Context,
    );
    let next = end + usize::from(view.lower(end) == "t" && view.glued(end));
    let (point, end) = clock::after_day(view, point, next);
    let end = if point.clock.is_none() && next > end {
        next - 1
    } else {
        end
    };
    let reading = Reading {
        ambiguous,
        ..Reading::new(Expr::Point(point))
    };
    Some((reading, end))
}

/// The three numbers in the order of the text, each with its digits.
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

/// Numbers, or a number and a month's name, parted by the same mark.
fn parted(view: View<'_>, at: usize) -> Found<Fields> {
    let mark = view.lower(at + 1);
    let same = |at| view.lower(at) == mark && view.glued(at) && view.glued(at + 1);
    if !matches!(mark, "-" | "/") || !same(at + 1) || !same(at + 3) {
        return None;
    }
    let middle = view
        .digits(at + 2)
        .or_else(|| Some((u32::from(view.month(at + 2)?), 0)))?;
    let fields = [view.digits(at)?, middle, view.digits(at + 4)?];
    let more = view.lower(at + 5) == mark || view.is(at + 5, Class::NUMBER);
    (!(more && view.glued(at + 5))).then_some((fields, at + 5))
}

/// Year, month and day. The year has four digits, or two at the end; of two numbers up to twelve the first is the
/// month, as in the United States, unless points part them.
fn order(fields: Fields) -> Option<(i32, u8, u8)> {
    let [first, second, third] = fields;
    let (number, middle, other) = match (first.1, third.1) {
        (4, 1..=2) => (first.0, second, third),
        (1..=2, 4) => (third.0, first, second),
        (1..=2, 2) if second.1 <= 2 && third.1 == 2 => {
            (u32::try_from(year::full(third.0)).ok()?, first, second)
        }
        _ => return None,
    };
    let named = second.1 == 0;
    let (month, day) = if named {
        (second.0, if first.1 == 4 { third.0 } else { first.0 })
    } else if middle.0 > 12 {
        (other.0, middle.0)
    } else {
        (middle.0, other.0)
    };
    let year = i32::try_from(number)
        .ok()
        .filter(|year| (1000..2200).contains(year))?;
    Some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}
