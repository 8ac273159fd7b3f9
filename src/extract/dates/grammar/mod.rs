//! The grammar: hand-written parsers over the words' meanings. Each reads the expression that begins at a token, if one
//! does, and gives a value that leaves open what only the document can tell. The longest reading wins.

mod calendar;
mod clock;
mod guard;
mod length;
mod numeric;
mod recurring;
mod relative;
mod year;

use super::lexicon::{COMPARED, REFERENCES, Role};
use super::scan::Candidate;
use super::value::{Base, Expr, Field, Point, Reading, Which, Year};
use super::view::View;
use crate::model::Modifier;
use crate::text::TokenSpan;

/// What a parser read and the token after it.
type Found<T> = Option<(T, usize)>;

/// The readings in order of preference among equally long ones.
const PARSERS: [fn(View<'_>, usize) -> Found<Reading>; 7] = [
    numeric::date,
    clock::time,
    recurring::set,
    point,
    length::ago,
    length::length,
    reference,
];

/// Reads the expression that begins at `at` into `found`; gives the token to go on at.
pub(super) fn read(view: View<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    if let Some(end) = double_year(view, at, found).or_else(|| short_range(view, at, found)) {
        return Some(end);
    }
    let (mut reading, end) = longest(view, at)?;
    if view.before(at) == "\u{b1}" || denies_moment(view, at) {
        return Some(end);
    }
    join_range(view, at, end, &mut reading);
    found.push(Candidate {
        tokens: TokenSpan::at(at, end),
        reading,
    });
    Some(end)
}

/// "not a day earlier", "not one minute too late": no day is meant.
fn denies_moment(view: View<'_>, at: usize) -> bool {
    let one = view.has_role(at, Role::A) || view.lower(at) == "one";
    let unit = at + 1 + usize::from(view.lower(at + 1) == "single");
    let compared = || COMPARED.contains(view.lower(unit + 1));
    view.before(at) == "not" && one && view.unit(unit).is_some() && compared()
}

fn longest(view: View<'_>, at: usize) -> Found<Reading> {
    PARSERS
        .iter()
        .rev()
        .filter_map(|parser| parser(view, at))
        .filter(|(_, end)| *end > at && *end <= view.limit)
        .max_by_key(|(_, end)| *end)
}

/// Marks `reading` as the near end of a range where its far end follows, and gives it the far end's year.
fn join_range(view: View<'_>, at: usize, end: usize, reading: &mut Reading) {
    let Expr::Point(near) = &mut reading.expr else {
        return;
    };
    let opened = matches!(view.before(at), "from" | "between");
    let joins = match view.lower(end) {
        "to" | "through" | "until" | "till" => true,
        "and" => view.before(at) == "between",
        "-" | "\u{2013}" | "\u{2014}" => opened || view.joint(end),
        _ => false,
    };
    let Some((Expr::Point(far), _)) = joins
        .then(|| longest(view, end + 1))
        .flatten()
        .map(|(far, end)| (far.expr, end))
    else {
        return;
    };
    if let (
        Base::Named { year, field, .. },
        Base::Named {
            year: later,
            field: other,
            ..
        },
    ) = (&mut near.base, &far.base)
    {
        let ordered = rank(*field).zip(rank(*other)).is_some_and(|(a, b)| a <= b);
        if *year == Year::Open && *later != Year::Open && ordered {
            *year = *later;
        }
    }
    let times = near.clock.is_some() && far.clock.is_some();
    if times && near.base == Base::Open && (opened || view.lower(end) != "and") {
        near.base = far.base;
    }
    reading.opens_range = (opened || view.lower(end) != "and") && !guard::is_moved(view, at);
}

/// The place of a named part in its year.
const fn rank(field: Field) -> Option<(u8, u8)> {
    match field {
        Field::Month(month) => Some((month, 0)),
        Field::MonthDay(month, day, _) => Some((month, day)),
        Field::Quarter(quarter) => Some((quarter * 3 - 2, 0)),
        _ => None,
    }
}

/// "the 2024-25 season": two years that are one, and one expression.
fn double_year(view: View<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let (first, second, end) = year::double(view, at)?;
    let mut reading = Reading::new(Expr::Point(first));
    reading.until = Some(second);
    found.push(Candidate {
        tokens: TokenSpan::at(at, end),
        reading,
    });
    Some(end)
}

/// Ranges and pairs whose parts share a month or a century: "May 3-5, 1990", "3 and 4 May", "1939-45".
fn short_range(view: View<'_>, at: usize, found: &mut Vec<Candidate>) -> Option<usize> {
    let (near, far, spans, end) = calendar::day_range(view, at)
        .or_else(|| year::range(view, at))
        .or_else(|| calendar::month_range(view, at))?;
    let pair = view.lower(spans[0].end as usize) == "and" && view.before(at) != "between";
    for (point, tokens, opens) in [(near, spans[0], !pair), (far, spans[1], false)] {
        let mut reading = Reading::new(Expr::Point(point));
        reading.opens_range = opens;
        found.push(Candidate { tokens, reading });
    }
    Some(end)
}

/// A date or time, with the words that narrow it: "early March", "the end of 1990", "Friday night".
fn point(view: View<'_>, at: usize) -> Found<Reading> {
    let edges = [(None, at)].into_iter().chain(edge(view, at));
    edges
        .filter_map(|(modifier, start)| {
            let (point, end) = day(view, start)?;
            let (point, end) = clock::after_day(view, point, end);
            Some((Reading::new(Expr::Point(point)).with(modifier), end))
        })
        .max_by_key(|(_, end)| *end)
}

/// A date without what narrows it.
fn day(view: View<'_>, at: usize) -> Found<Point> {
    const DAYS: [fn(View<'_>, usize) -> Found<Point>; 9] = [
        calendar::week,
        calendar::month,
        calendar::day_first,
        calendar::weekday,
        calendar::quarter,
        calendar::season,
        calendar::holiday,
        year::year,
        relative::relative,
    ];
    if !view.is_temporal(at) {
        return None;
    }
    let view = view.deeper()?;
    DAYS.iter()
        .rev()
        .filter_map(|parser| parser(view, at))
        .max_by_key(|(_, end)| *end)
}

/// "early", "the end of", "later in" and the like, with the token where the date itself begins.
fn edge(view: View<'_>, at: usize) -> Found<Option<Modifier>> {
    let after_the = at + usize::from(view.has_role(at, Role::The));
    let start = after_the + usize::from(view.lower(after_the) == "very");
    if let Some(modifier) = adverb(view, start) {
        let next = view.past_joint(start + 1);
        let next = match view.lower(next) {
            "in" if view.role(start) != Some(Role::Mid) => next + 1,
            "part" | "half" if view.lower(next + 1) == "of" && start > at => next + 2,
            "on" if view.role(start) != Some(Role::Mid) => return None,
            _ => next,
        };
        let of_phrase = view.lower(start) == "middle" && view.lower(next) == "of";
        return Some((Some(modifier), next + usize::from(of_phrase)));
    }
    let modifier = match view.role(start)? {
        Role::End => Modifier::End,
        Role::Start => Modifier::Start,
        _ => return None,
    };
    let next = if view.lower(start + 1) == "of" {
        start + 2
    } else {
        view.joint(start + 1).then_some(start + 2)?
    };
    Some((Some(modifier), next))
}

fn adverb(view: View<'_>, at: usize) -> Option<Modifier> {
    match view.role(at)? {
        Role::Early | Role::Earlier => Some(Modifier::Start),
        Role::Late | Role::Later => Some(Modifier::End),
        Role::Mid => Some(Modifier::Mid),
        _ => None,
    }
}

/// now, recently, the future
fn reference(view: View<'_>, at: usize) -> Found<Reading> {
    let (index, end) = view.phrase(at, &REFERENCES)?;
    guard::reference(view, at, end).then(|| {
        let value = REFERENCES.meanings[index];
        (Reading::new(Expr::Reference(value)), end)
    })
}

/// The same point as part of the year `year`.
fn in_year(point: Point, with: Year) -> Point {
    match point.base {
        Base::Named { field, which, .. } => Point {
            base: Base::Named {
                field,
                year: with,
                which,
            },
            ..point
        },
        _ => point,
    }
}

/// A named part that the context places.
fn open(field: Field) -> Point {
    Point::named(field, Year::Open, Which::Context)
}
