//! Places named parts of the calendar: in a year that is known, or as near to a day as the context has them.

use super::context::Outlook;
use super::lexicon::HOLIDAYS;
use super::timex::When;
use super::value::{Field, Grain, Season, Which};
use crate::model::Day;
use crate::text::calendar;

/// Where a part is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub day: Day,
    pub outlook: Outlook,
}

/// Whether the part belongs to a year rather than to a week or month.
pub(super) const fn has_year(field: Field) -> bool {
    !matches!(
        field,
        Field::Weekday(_) | Field::Weekend | Field::MonthlyDay(..)
    )
}

/// Whether countries hold the day on different dates.
pub(super) fn differs(field: Field) -> bool {
    match field {
        Field::Holiday(index) => HOLIDAYS
            .meanings
            .get(index)
            .is_some_and(|rule| rule.differs),
        _ => false,
    }
}

/// Whether a choice counts from the last date mentioned.
pub(super) const fn from_mention(which: Which) -> bool {
    matches!(which, Which::Previous | Which::Following | Which::Same)
}

/// The part in a year.
pub(super) fn in_year(field: Field, year: i32) -> When {
    match field {
        Field::Year => When::Year(year),
        Field::Bc => When::Bc(year),
        Field::Half(half) => When::Half(Some(year), half),
        Field::Quarter(quarter) => When::Quarter(Some(year), quarter),
        Field::Season(season) => When::Season(Some(year), season),
        Field::Month(month) => When::Month(Some(year), month),
        Field::MonthDay(month, day, _) => {
            calendar::day(year, month, day).map_or(When::MonthDay(month, day), When::Day)
        }
        Field::Holiday(index) => holiday(index, year).map_or(When::AnyDay, When::Day),
        Field::Week(week) => When::Week(year, week),
        Field::Decade => When::Decade(year),
        Field::Century(number) => When::Century(i32::from(number) - 1),
        Field::Weekday(_) | Field::Weekend | Field::MonthlyDay(..) => open(field),
    }
}

fn holiday(index: usize, year: i32) -> Option<Day> {
    HOLIDAYS.meanings.get(index)?.day(year)
}

/// The part where nothing tells its year.
pub(super) fn open(field: Field) -> When {
    match field {
        Field::Year | Field::Bc | Field::Decade | Field::Century(_) => When::AnyYear,
        Field::Half(half) => When::Half(None, half),
        Field::Quarter(quarter) => When::Quarter(None, quarter),
        Field::Season(season) => When::Season(None, season),
        Field::Month(month) => When::Month(None, month),
        Field::MonthDay(month, day, _) => When::MonthDay(month, day),
        Field::Holiday(index) => HOLIDAYS
            .meanings
            .get(index)
            .and_then(|rule| rule.fixed())
            .map_or(When::AnyDay, |(month, day)| When::MonthDay(month, day)),
        Field::Weekday(day) => When::Weekday(day),
        Field::Weekend => When::AnyWeekend,
        Field::Week(_) => When::AnyWeek,
        Field::MonthlyDay(..) => When::AnyDay,
    }
}

/// The unit where nothing tells which one.
pub(super) const fn open_unit(grain: Grain) -> When {
    match grain {
        Grain::Weekend => When::AnyWeekend,
        Grain::Week | Grain::Fortnight => When::AnyWeek,
        Grain::Month => When::AnyMonth,
        Grain::Quarter | Grain::Year | Grain::Decade | Grain::Century | Grain::Millennium => {
            When::AnyYear
        }
        Grain::Second | Grain::Minute | Grain::Hour | Grain::Night | Grain::Day => When::AnyDay,
    }
}

/// The unit that lies `count` units from the one that holds `day`; that very day where `exact`.
pub(super) fn shift(day: Day, grain: Grain, count: i64, exact: bool) -> Option<When> {
    let months = |each: i64| i32::try_from(count.checked_mul(each)?).ok();
    let moved = match grain {
        Grain::Second | Grain::Minute | Grain::Hour => day,
        Grain::Night | Grain::Day => calendar::add_days(day, count)?,
        Grain::Weekend | Grain::Week => calendar::add_days(day, count.checked_mul(7)?)?,
        Grain::Fortnight => calendar::add_days(day, count.checked_mul(14)?)?,
        Grain::Month => calendar::add_months(day, months(1)?)?,
        Grain::Quarter => calendar::add_months(day, months(3)?)?,
        Grain::Year => calendar::add_months(day, months(12)?)?,
        Grain::Decade => calendar::add_months(day, months(120)?)?,
        Grain::Century => calendar::add_months(day, months(1200)?)?,
        Grain::Millennium => calendar::add_months(day, months(12000)?)?,
    };
    if exact {
        return Some(When::Day(moved));
    }
    Some(match grain {
        Grain::Weekend => {
            calendar::iso_week(moved).map(|(year, week)| When::Weekend(year, week))?
        }
        Grain::Week | Grain::Fortnight => {
            calendar::iso_week(moved).map(|(year, week)| When::Week(year, week))?
        }
        Grain::Month => When::Month(Some(moved.year), moved.month),
        Grain::Quarter => When::Quarter(Some(moved.year), moved.month.div_ceil(3)),
        Grain::Year => When::Year(moved.year),
        Grain::Decade => When::Decade(moved.year.div_euclid(10)),
        Grain::Century | Grain::Millennium => When::Century(moved.year.div_euclid(100)),
        _ => When::Day(moved),
    })
}

/// The part of that name which is meant, as seen from a day.
pub(super) fn choose(field: Field, which: Which, around: Around) -> Option<When> {
    match field {
        Field::Weekday(weekday) => chosen_weekday(weekday, which, around).map(When::Day),
        Field::Weekend => weekend(which, around),
        Field::MonthlyDay(day, weekday) => monthly_day(day, weekday, around).map(When::Day),
        Field::Year => shift(around.day, Grain::Year, 0, false),
        _ => yearly(field, which, around),
    }
}

/// Of a bare weekday it is the latest, today's included, or the coming one where the clause looks ahead. Where the clause
/// tells too little, a day that was named yesterday or the day before is the past one, as news tell it; and "next Friday" on a
/// Thursday is not tomorrow.
fn chosen_weekday(weekday: u8, which: Which, around: Around) -> Option<Day> {
    let today = calendar::weekday(around.day)?;
    let back = i64::from((7 + today - weekday) % 7);
    let ahead = i64::from((7 + weekday - today) % 7);
    let week = |days: i64| if days == 0 { 7 } else { days };
    let looks_ahead = match around.outlook {
        Outlook::Future => true,
        Outlook::Likely => back != 1,
        Outlook::Ahead | Outlook::Unknown => back > 2,
        Outlook::Past | Outlook::Over => false,
    };
    let days = match which {
        Which::Last => -week(back),
        Which::Next if ahead == 1 => 8,
        Which::Next | Which::Coming => week(ahead),
        Which::Previous => i64::from(weekday) - i64::from(today) - 7,
        Which::Following => i64::from(weekday) - i64::from(today) + 7,
        Which::This => i64::from(weekday) - i64::from(today),
        Which::Context if looks_ahead => ahead,
        Which::Context | Which::Same => -back,
    };
    calendar::add_days(around.day, days)
}

/// Early in the week, "the weekend" is the one just past unless the clause looks ahead.
fn weekend(which: Which, around: Around) -> Option<When> {
    let today = calendar::weekday(around.day)?;
    let weeks = match which {
        Which::Last | Which::Previous => -1,
        Which::Next | Which::Coming | Which::Following => 1,
        _ if around.outlook.is_ahead() || today >= 5 => 0,
        Which::This if today > 2 => 0,
        _ => -1,
    };
    shift(around.day, Grain::Weekend, weeks, false)
}

/// The nth of this month, or of a neighbouring one where the clause or the weekday says so.
fn monthly_day(day: u8, weekday: Option<u8>, around: Around) -> Option<Day> {
    let in_month = |months: i32| {
        let month = calendar::add_months(around.day, months)?;
        calendar::day(month.year, month.month, day).filter(|found| {
            weekday.is_none_or(|expected| calendar::weekday(*found) == Some(expected))
        })
    };
    let order = match around.outlook {
        outlook if outlook.is_ahead() && day < around.day.day => [1, 0, -1],
        outlook if outlook.is_ahead() => [0, 1, -1],
        _ if day > around.day.day => [-1, 0, 1],
        _ => [0, -1, 1],
    };
    order.into_iter().find_map(in_month)
}

/// A part of the year: of the neighbouring years, the one that lies nearest in the direction in which the clause looks.
fn yearly(field: Field, which: Which, around: Around) -> Option<When> {
    let candidates = (-1..=1).filter_map(|years| {
        let when = in_year(field, around.day.year + years);
        when.days().map(|days| (when, days))
    });
    let fits = |&(_, (first, last)): &(When, (Day, Day))| match which {
        Which::Last | Which::Previous => last < around.day,
        Which::Next | Which::Coming | Which::Following => first > around.day,
        _ => true,
    };
    if which == Which::This {
        return this_year(field, around);
    }
    candidates
        .filter(fits)
        .min_by_key(|&(_, days)| cost(field, days, around))
        .map(|(when, _)| when)
}

/// "this March": of the running year; a winter that began in December is of the year before.
fn this_year(field: Field, around: Around) -> Option<When> {
    let early = matches!(field, Field::Season(Season::Winter))
        && around.day.month <= 4
        && !around.outlook.is_ahead();
    Some(in_year(field, around.day.year - i32::from(early)))
}

/// How far a candidate lies from the day, and how ill it fits the outlook of its clause, in days.
fn cost(field: Field, (first, last): (Day, Day), around: Around) -> i64 {
    let ahead = calendar::days_between(around.day, first).unwrap_or(i64::MAX / 4);
    let behind = calendar::days_between(last, around.day).unwrap_or(i64::MAX / 4);
    let day = matches!(field, Field::MonthDay(..) | Field::Holiday(_));
    let against = match field {
        Field::Quarter(_) | Field::Half(_) => 100,
        _ if day => 130,
        _ => 220,
    };
    let habit = if day { 20 } else { 90 };
    let misfit = match (around.outlook, ahead > 0) {
        (Outlook::Over, true) => 3 * against,
        (Outlook::Past, true) | (Outlook::Future | Outlook::Likely, false) => against,
        (Outlook::Unknown, true) => habit,
        (Outlook::Ahead, true) => habit / 2,
        (Outlook::Ahead, false) => against / 3,
        _ => 0,
    };
    match ahead.max(behind) {
        0 => 0,
        distance if distance < 0 => 0,
        distance => distance + misfit,
    }
}
