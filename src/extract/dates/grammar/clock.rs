//! Times of day, with the day that stands beside them.

use super::super::lexicon::{Role, Word};
use super::super::value::{Base, Clock, Expr, Inner, Part, Point, Reading};
use super::super::view::View;
use super::{Found, day, guard, numeric};
use crate::text::Class;

/// A time of day that comes first: "10:30 a.m. on Friday", "noon", "9 in the morning", "0140 GMT".
pub(super) fn time(view: View<'_>, at: usize) -> Found<Reading> {
    let start = at + usize::from(view.any(at, &["around", "about"]));
    if let Some((clock, end)) = clock(view, start) {
        if let Some(found) = before_figures(view, clock, end) {
            return Some(found);
        }
        let (point, end) = before_day(view, clock, end);
        return Some((Reading::new(Expr::Point(point)), end));
    }
    let (part, end) = day_part(view, at)?;
    let (mut point, end) = beside_day(view, end)?;
    if point.part.is_some() || point.clock.is_some() {
        return None;
    }
    point.part = Some(part);
    Some((Reading::new(Expr::Point(point)), end))
}

/// A time of day before its day in figures: "noon on 1/9/2025".
fn before_figures(view: View<'_>, clock: Clock, end: usize) -> Found<Reading> {
    let start = end + usize::from(view.any(end, &["on", ","]));
    let (mut reading, end) = numeric::day(view, start)?;
    match &mut reading.expr {
        Expr::Point(point) if point.clock.is_none() => point.clock = Some(clock),
        _ => return None,
    }
    Some((reading, end))
}

/// A part of the day before its day: "mid-afternoon yesterday", "the morning of June 3".
fn day_part(view: View<'_>, at: usize) -> Found<Part> {
    let the = at + usize::from(view.has_role(at, Role::The));
    let mid = if view.has_role(the, Role::Mid) || view.any(the, &["early", "late"]) {
        view.past_joint(the + 1)
    } else {
        the
    };
    let part = view.part(mid)?;
    let of = mid + 1 + usize::from(view.lower(mid + 1) == "of");
    Some((part, of))
}

/// The day after a time of day, with "on" or a comma before it.
fn beside_day(view: View<'_>, at: usize) -> Found<Point> {
    let comma = at + usize::from(view.lower(at) == ",");
    let start = comma + usize::from(view.any(comma, &["on", "of"]));
    let (point, end) = day(view, start)?;
    let daily = match &point.base {
        Base::Named { field, .. } => is_daily(*field),
        Base::Shift { grain, .. } => *grain == super::super::value::Grain::Day,
        Base::Within { .. } => true,
        Base::Open => false,
    };
    let (point, end) = with_part(view, point, end);
    daily.then_some((point, end))
}

const fn is_daily(field: super::super::value::Field) -> bool {
    use super::super::value::Field;
    matches!(
        field,
        Field::MonthDay(..) | Field::MonthlyDay(..) | Field::Weekday(_) | Field::Holiday(_)
    )
}

fn before_day(view: View<'_>, mut clock: Clock, end: usize) -> (Point, usize) {
    let bracket = view.lower(end) == "(";
    if let Some(after) = other_zone(view, end).filter(|_| clock.zone.is_none())
        && let Some((mut point, _)) = beside_day(view, after)
    {
        point.clock = Some(clock);
        return (point, end);
    }
    if !bracket && let Some((mut point, end)) = beside_day(view, end) {
        clock.hour = afternoon(clock.hour, point.part);
        point.clock = Some(clock);
        return (point, end);
    }
    let mut point = Point::new(Base::Open);
    point.clock = Some(clock);
    (point, end)
}

/// The token after the same time in another zone: "(0735 GMT)".
fn other_zone(view: View<'_>, at: usize) -> Option<usize> {
    let (clock, end) = (view.lower(at) == "(").then(|| military(view, at + 1))??;
    (clock.zone.is_some() && view.lower(end) == ")").then_some(end + 1)
}

/// A day with its part or its time after it: "Friday night", "Friday at 10:30 a.m.", "June 3, 10 a.m.".
pub(super) fn after_day(view: View<'_>, point: Point, end: usize) -> (Point, usize) {
    let (mut point, end) = with_part(view, point, end);
    let fine = match &point.base {
        Base::Named { field, .. } => is_daily(*field),
        Base::Shift { grain, .. } => *grain == super::super::value::Grain::Day,
        Base::Within { inner, .. } => matches!(inner, Inner::NthWeekday(..)),
        Base::Open => false,
    };
    let next = end + usize::from(view.lower(end) == ",");
    let next = next + usize::from(view.any(next, &["at", "around", "about"]));
    match clock(view, next).filter(|_| fine && point.clock.is_none()) {
        Some((mut clock, end)) => {
            clock.hour = afternoon(clock.hour, point.part);
            point.clock = Some(clock);
            (point, end)
        }
        None => (point, end),
    }
}

/// The time after a date in figures: "2025-06-21T10:39:35Z", "21/06/2025 10:39", "2025-06-21, 10:39".
pub(super) fn stamp(view: View<'_>, point: Point, at: usize) -> (Point, usize) {
    let mark = view.lower(at) == "t" && view.glued(at);
    let next = at + usize::from(mark || view.lower(at) == ",");
    if let Some((hour, Some(minute), second, end)) = numbers(view, next)
        && view.lower(next + 1) == ":"
        && meridiem(view, end).is_none()
    {
        let (zone, end) = zone(view, end)
            .or_else(|| Some((None, offset_after(view, end)?)))
            .unwrap_or((None, end));
        let clock = Some(Clock {
            hour,
            minute,
            second,
            zone,
        });
        return (Point { clock, ..point }, end);
    }
    if mark {
        (point, at)
    } else {
        after_day(view, point, at)
    }
}

fn with_part(view: View<'_>, mut point: Point, end: usize) -> (Point, usize) {
    let fine = match &point.base {
        Base::Named { field, .. } => is_daily(*field),
        Base::Shift { grain, .. } => *grain == super::super::value::Grain::Day,
        _ => false,
    };
    let start = if view.any(end, &["early", "late"]) && view.part(end + 1).is_some() {
        end + 1
    } else {
        end
    };
    match view
        .part(start)
        .filter(|_| fine && point.part.is_none() && !view.lower(start).ends_with('s'))
    {
        Some(part) => {
            point.part = Some(part);
            (point, start + 1)
        }
        None => (point, end),
    }
}

/// The hour on the clock of 24, where the part of the day tells that noon is past.
fn afternoon(hour: u8, part: Option<Part>) -> u8 {
    let late = matches!(part, Some("AF" | "EV")) || part == Some("NI") && hour >= 5;
    if late && hour < 12 { hour + 12 } else { hour }
}

/// A time of day alone.
fn clock(view: View<'_>, at: usize) -> Found<Clock> {
    if !view.is(at, Class::NUMBER | Class::NUMBER_WORD | Class::TEMPORAL) {
        return None;
    }
    named_hour(view, at)
        .or_else(|| military(view, at))
        .or_else(|| digital(view, at))
        .or_else(|| past_the_hour(view, at))
        .or_else(|| hour_and_minutes(view, at))
        .or_else(|| spoken(view, at))
}

/// "noon", "midnight"
fn named_hour(view: View<'_>, at: usize) -> Found<Clock> {
    let hour = view.meaning(at, |word| match word {
        Word::Hour(hour) => Some(hour),
        _ => None,
    })?;
    let (zone, end) = zone(view, at + 1).unwrap_or((None, at + 1));
    let hour = if matches!(view.before(at), "after" | "past") {
        hour % 24
    } else {
        hour
    };
    let clock = Clock {
        hour,
        minute: 0,
        second: None,
        zone,
    };
    let figure = view.before(at) == "high";
    (!view.any(end, &["-"]) && !figure).then_some((clock, end))
}

/// "0140 GMT", "1900 hours"
fn military(view: View<'_>, at: usize) -> Found<Clock> {
    let (number, places) = view.digits(at)?;
    let (hour, minute) = (number / 100, number % 100);
    let valid = places == 4 && hour < 24 && minute < 60;
    let (zone, end) = zone(view, at + 1).or_else(|| {
        view.any(at + 1, &["hours", "hrs", "h"])
            .then_some((None, at + 2))
    })?;
    let clock = Clock {
        hour: byte(hour)?,
        minute: byte(minute)?,
        second: None,
        zone,
    };
    valid.then_some((clock, end))
}

fn byte(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}

/// "10:30", "10.30pm", "10 a.m.", "10:39:35"
fn digital(view: View<'_>, at: usize) -> Found<Clock> {
    let free = at == view.start
        || !view.glued(at)
        || matches!(view.before(at), "(" | "-" | "\u{2013}" | "/");
    let (hour, minute, second, end) = numbers(view, at).filter(|_| free)?;
    let half = meridiem(view, end);
    if half.is_some() && guard::is_pence(view, at, end) {
        return None;
    }
    let end = half.map_or(end, |(_, end)| end);
    let (zone, after) = zone(view, end).map_or((None, None), |(zone, end)| (zone, Some(end)));
    let evidence = half.is_some() || after.is_some() || second.is_some();
    let colon = minute.is_some() && view.lower(at + 1) == ":";
    let led = colon && (is_led(view, at) || at == view.start || beside_day(view, end).is_some());
    let hour = match half {
        Some((true, _)) if hour < 12 => hour + 12,
        Some((false, _)) if hour == 12 => 0,
        _ => hour,
    };
    let part =
        view.lower(end) == "in" && view.lower(end + 1) == "the" && view.part(end + 2).is_some();
    let clock = Clock {
        hour,
        minute: minute.unwrap_or(0),
        second,
        zone,
    };
    let (clock, end) = if part && half.is_none() {
        in_the_part(view, clock, end)?
    } else {
        (clock, after.unwrap_or(end))
    };
    (evidence || led || part && minute.is_none() || part && colon).then_some((clock, end))
}

fn is_led(view: View<'_>, at: usize) -> bool {
    guard::follows(view, at, guard::Group::Clock)
}

type Numbers = (u8, Option<u8>, Option<u8>, usize);

/// Hour, minute and second in digits, and the token after them.
fn numbers(view: View<'_>, at: usize) -> Option<Numbers> {
    if let Some((hour, minute)) = view
        .is(at, Class::NUMBER)
        .then(|| view.text.word(at).split_once('.'))
        .flatten()
    {
        let half = meridiem(view, at + 1).is_some() || zone(view, at + 1).is_some();
        let (hour, minute) = (small(hour, 23, 1)?, small(minute, 59, 2)?);
        return half.then_some((hour, Some(minute), None, at + 1));
    }
    let hour = view.small(at, 0, 24)?;
    let colon = |at| view.lower(at) == ":" && view.glued(at) && view.glued(at + 1);
    if !colon(at + 1) {
        return Some((hour, None, None, at + 1));
    }
    // 24:00 is the end of the day, and nothing is behind it.
    let most = if hour == 24 { 0 } else { 59 };
    let minute = small(view.text.word(at + 2), most, 2)?;
    if !colon(at + 3) {
        return Some((hour, Some(minute), None, at + 3));
    }
    let second = small(view.text.word(at + 4), most, 2)?;
    Some((hour, Some(minute), Some(second), at + 5))
}

/// A number of at least `places` digits, two at most, no greater than `most`.
fn small(word: &str, most: u8, places: usize) -> Option<u8> {
    let digits =
        word.bytes().all(|byte| byte.is_ascii_digit()) && (places..=2).contains(&word.len());
    word.parse().ok().filter(|number| digits && *number <= most)
}

/// "a.m.", "pm": true after noon. A bare "a" or "p" must be glued to its number.
fn meridiem(view: View<'_>, at: usize) -> Found<bool> {
    let after = view.meaning(at, |word| match word {
        Word::Meridiem(after) => Some(after),
        _ => None,
    })?;
    let bare = view.lower(at).len() == 1;
    (!bare || view.glued(at) && !view.is(at, Class::CAPITAL)).then_some((after, at + 1))
}

/// The token after an offset from a zone: "+2", "-05:00".
fn offset_after(view: View<'_>, at: usize) -> Option<usize> {
    let sign = view.any(at, &["+", "-", "\u{2212}"]) && view.glued(at) && view.glued(at + 1);
    view.digits(at + 1)
        .filter(|(_, places)| sign && *places <= 4)?;
    let minutes =
        view.lower(at + 2) == ":" && view.glued(at + 2) && view.small(at + 3, 0, 59).is_some();
    Some(at + if minutes { 4 } else { 2 })
}

/// "GMT", "EST", "local time", "(local time)"
fn zone(view: View<'_>, at: usize) -> Found<Option<&'static str>> {
    let offset = view.meaning(at, |word| match word {
        Word::Zone(offset) => Some(offset),
        _ => None,
    });
    if let Some(offset) =
        offset.filter(|_| view.is(at, Class::ALL_CAPS) || view.lower(at).len() == 3)
    {
        if let Some(end) = offset_after(view, at + 1) {
            return Some((None, end));
        }
        return Some((offset.filter(|offset| *offset == "Z"), at + 1));
    }
    let bracket = usize::from(view.lower(at) == "(");
    let start = at + bracket;
    let end = match (view.lower(start), view.lower(start + 1)) {
        ("local", "time") => start + 2,
        ("eastern" | "central" | "pacific" | "mountain" | "london" | "moscow", "time") => start + 2,
        _ => return None,
    };
    (bracket == 0 || view.lower(end) == ")").then_some((None, end + bracket))
}

/// "half past five", "quarter to six", "at ten to eight"
fn past_the_hour(view: View<'_>, at: usize) -> Found<Clock> {
    if let Some(found) = minutes_beside(view, at) {
        return Some(found);
    }
    let start = at + usize::from(view.lower(at) == "a");
    let (minute, sure) = match view.lower(start) {
        "half" => (30, true),
        "quarter" => (15, true),
        _ => (
            minutes(view, start)?,
            guard::follows(view, at, guard::Group::Clock),
        ),
    };
    let before = match view.lower(start + 1) {
        "past" | "after" => false,
        "to" if minute < 30 => true,
        _ => return None,
    };
    let hour = whole_hour(view, start + 2)?;
    let clock = Clock {
        hour: if before { (hour + 11) % 12 } else { hour },
        minute: if before { 60 - minute } else { minute },
        second: None,
        zone: None,
    };
    let end = start + 3;
    let (clock, end) = in_the_part(view, clock, end).unwrap_or((clock, end));
    let counts = view.unit(end).is_some() || view.is(end, Class::MAGNITUDE);
    (sure && !counts).then_some((clock, end))
}

/// "one minute past midnight", "ten minutes to noon"
fn minutes_beside(view: View<'_>, at: usize) -> Found<Clock> {
    let (minute, unit) = match view.lower(at) {
        "a" => (1.0, at + 1),
        _ => view.number(at).map(|number| (number.value, number.end()))?,
    };
    let minute = (1..60).find(|&m| (minute - f64::from(m)).abs() < f64::EPSILON)?;
    if !view.any(unit, &["minute", "minutes"]) {
        return None;
    }
    let (hour, end) = named_hour(view, unit + 2)?;
    let (hour, minute) = match view.lower(unit + 1) {
        "past" | "after" => (hour.hour % 24, minute),
        "to" | "before" => (hour.hour.checked_sub(1).unwrap_or(23), 60 - minute),
        _ => return None,
    };
    let clock = Clock {
        hour,
        minute,
        second: None,
        zone: None,
    };
    Some((clock, end))
}

/// "five-thirty", "seven fifteen" before a day or a part of one.
fn hour_and_minutes(view: View<'_>, at: usize) -> Found<Clock> {
    if !view.is(at, Class::NUMBER_WORD) || !view.is(at + 1, Class::NUMBER_WORD | Class::DASH) {
        return None;
    }
    let hour = whole_hour(view, at)?;
    let next = view.past_joint(at + 1);
    let minute = minutes(view, next)?;
    let end = next + 1;
    let clock = Clock {
        hour,
        minute,
        second: None,
        zone: None,
    };
    let day = beside_day(view, end).is_some();
    in_the_part(view, clock, end).or_else(|| day.then_some((clock, end)))
}

/// An hour from 1 to 12 in one word or number.
fn whole_hour(view: View<'_>, at: usize) -> Option<u8> {
    let number = view.number(at).filter(|number| number.end() == at + 1)?;
    (1..=12).find(|&hour| (number.value - f64::from(hour)).abs() < f64::EPSILON)
}

/// Minutes in one word that spoken times have: five, ten, fifteen, twenty, thirty.
fn minutes(view: View<'_>, at: usize) -> Option<u8> {
    let number = view
        .number(at)
        .filter(|number| number.in_words && number.end() == at + 1)?;
    (1..=11)
        .map(|fives| fives * 5)
        .find(|&minute| (number.value - f64::from(minute)).abs() < f64::EPSILON)
}

/// "nine o'clock", "six in the morning", "9 in the evening", "eight at night"
fn spoken(view: View<'_>, at: usize) -> Found<Clock> {
    if !view.is(at, Class::NUMBER_WORD | Class::NUMBER) {
        return None;
    }
    let number = view.number(at)?;
    let clock = Clock {
        hour: whole_hour(view, at)?,
        minute: 0,
        second: None,
        zone: None,
    };
    let end = number.end();
    if view.has_role(end, Role::OClock) {
        return in_the_part(view, clock, end + 1).or(Some((clock, end + 1)));
    }
    if !view.is(at, Class::NUMBER_WORD) {
        return None;
    }
    in_the_part(view, clock, end)
}

/// "in the morning", "at night" after an hour.
fn in_the_part(view: View<'_>, mut clock: Clock, at: usize) -> Found<Clock> {
    let end = match (view.lower(at), view.lower(at + 1)) {
        ("in", "the") => at + 2,
        ("at", "night") => at + 1,
        _ => return None,
    };
    let part = view.part(end)?;
    clock.hour = afternoon(clock.hour, Some(part));
    Some((clock, end + 1))
}
