//! Civil dates. The only place that knows `chrono`, so that it can be replaced here alone.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::model::Day;

fn civil(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, u32::from(day.month), u32::from(day.day))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "months and days of the month fit a byte"
)]
fn day_of(date: NaiveDate) -> Day {
    Day {
        year: date.year(),
        month: date.month() as u8,
        day: date.day() as u8,
    }
}

/// The day `year-month-day`, if there is one.
#[must_use]
pub fn day(year: i32, month: u8, day: u8) -> Option<Day> {
    let day = Day { year, month, day };
    civil(day)
        .filter(|_| (0..=9999).contains(&year))
        .map(day_of)
}

/// The day `count` days later, or earlier where it is negative.
#[must_use]
pub fn add_days(from: Day, count: i64) -> Option<Day> {
    let date = civil(from)?;
    let distance = Days::new(count.unsigned_abs());
    let moved = if count < 0 {
        date.checked_sub_days(distance)
    } else {
        date.checked_add_days(distance)
    };
    moved.map(day_of)
}

/// The same day of the month `count` months later (earlier where negative), or the last one of a shorter month.
#[must_use]
pub fn add_months(from: Day, count: i32) -> Option<Day> {
    let date = civil(from)?;
    let distance = Months::new(count.unsigned_abs());
    let moved = if count < 0 {
        date.checked_sub_months(distance)
    } else {
        date.checked_add_months(distance)
    };
    moved.map(day_of)
}

/// The day of the week, Monday being 1 and Sunday 7 (ISO 8601).
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "1 to 7")]
pub fn weekday(of: Day) -> Option<u8> {
    Some(civil(of)?.weekday().number_from_monday() as u8)
}

/// The ISO 8601 week: its year and its number.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "1 to 53")]
pub fn iso_week(of: Day) -> Option<(i32, u8)> {
    let week = civil(of)?.iso_week();
    Some((week.year(), week.week() as u8))
}

/// The days from `from` to `to`, negative where `to` is the earlier one.
#[must_use]
pub fn days_between(from: Day, to: Day) -> Option<i64> {
    Some(civil(to)?.signed_duration_since(civil(from)?).num_days())
}

/// The last day of a month.
#[must_use]
pub fn month_end(year: i32, month: u8) -> Option<Day> {
    add_days(add_months(day(year, month, 1)?, 1)?, -1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let leap = day(2024, 2, 28).unwrap();
        assert_eq!(add_days(leap, 2), day(2024, 3, 1));
        assert_eq!(add_months(day(2025, 1, 31).unwrap(), 1), day(2025, 2, 28));
        assert_eq!(month_end(2023, 2), day(2023, 2, 28));
        assert_eq!(weekday(day(2025, 6, 21).unwrap()), Some(6));
        assert_eq!(iso_week(day(2024, 12, 30).unwrap()), Some((2025, 1)));
        assert_eq!(days_between(leap, day(2023, 2, 28).unwrap()), Some(-365));
        assert_eq!(day(2025, 2, 30), None);
    }
}
