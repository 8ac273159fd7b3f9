//! What the whole article says of its time, before its expressions are resolved one by one.

use super::super::scan::Candidate;
use super::super::value::{Base, Expr, Field, Order, Origin, Point, Year};
use crate::model::Day;
use crate::text::{Text, calendar};

/// Whether an article tells of another time than its own: then dates without a year belong to the year told before.
pub(super) fn is_narrative(found: &[Candidate], published: Option<Day>) -> bool {
    let (mut told, mut near, mut deictic) = (0, 0, 0);
    for candidate in found {
        let Expr::Point(point) = &candidate.reading.expr else {
            continue;
        };
        match &point.base {
            Base::Named {
                year: Year::Is(year),
                field,
                ..
            } if !matches!(field, Field::Decade | Field::Century(_)) => {
                told += 1;
                near += i32::from(published.is_some_and(|day| (year - day.year).abs() <= 1));
            }
            Base::Named {
                field: Field::Weekday(_),
                ..
            }
            | Base::Shift {
                origin: Origin::Published,
                ..
            } => deictic += 1,
            _ => {}
        }
    }
    told >= 6 && near * 6 <= told && deictic * 8 <= told
}

/// Whether a date only bounds how long something has lasted, so that the article need not be of its year: "the weakest
/// since Oct. 4, 2023".
pub(super) fn is_bound(text: &Text<'_>, at: usize) -> bool {
    at > 0
        && matches!(
            text.lower(at - 1),
            "since" | "from" | "until" | "till" | "dated"
        )
}

/// The year of the first fully dated expression: what an article without a publication day has to go by.
pub(super) fn own_year(text: &Text<'_>, found: &[Candidate]) -> Option<(usize, i32)> {
    found
        .iter()
        .enumerate()
        .filter(|(_, candidate)| !is_bound(text, candidate.tokens.range().start))
        .find_map(|(index, candidate)| match &candidate.reading.expr {
            Expr::Point(Point {
                base:
                    Base::Named {
                        field: Field::MonthDay(..) | Field::Month(_),
                        year: Year::Is(year),
                        ..
                    },
                ..
            }) => Some((index, *year)),
            _ => None,
        })
}

/// The order of day and month in the article's dates in figures, where those that can be read in one way only agree.
pub(super) fn order(found: &[Candidate]) -> Option<Order> {
    let has = |order| {
        found
            .iter()
            .any(|candidate| candidate.reading.order == Some(order))
    };
    match (has(Order::DayFirst), has(Order::MonthFirst)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// A date with day and month the other way round.
pub(super) fn swapped(point: &Point) -> Option<Point> {
    match point.base {
        Base::Named {
            field: Field::MonthDay(month, day, weekday),
            year,
            which,
        } => Some(Point {
            base: Base::Named {
                field: Field::MonthDay(day, month, weekday),
                year,
                which,
            },
            ..point.clone()
        }),
        _ => None,
    }
}

/// The day of a date that is written in full.
pub(super) fn written_day(point: &Point) -> Option<Day> {
    match point.base {
        Base::Named {
            field: Field::MonthDay(month, day, _),
            year: Year::Is(year),
            ..
        } => calendar::day(year, month, day),
        _ => None,
    }
}
