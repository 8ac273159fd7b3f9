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

/// The day, if it is of a year that four digits can write.
fn kept(date: NaiveDate) -> Option<Day> {
    (0..=9999).contains(&date.year()).then(|| day_of(date))
}

/// The year that two digits mean: those up to 39 are of this century.
#[must_use]
pub const fn full_year(two_digits: i32) -> i32 {
    if two_digits < 40 {
        2000 + two_digits
    } else {
        1900 + two_digits
    }
}

/// The day `year-month-day`, if there is one.
#[must_use]
pub fn day(year: i32, month: u8, day: u8) -> Option<Day> {
    kept(civil(Day { year, month, day })?)
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
    moved.and_then(kept)
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
    moved.and_then(kept)
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

/// The Monday of an ISO 8601 week; none where the year has no such week.
#[must_use]
pub fn week_start(year: i32, week: u8) -> Option<Day> {
    NaiveDate::from_isoywd_opt(year, u32::from(week), chrono::Weekday::Mon).map(day_of)
}

/// The day `weekday` (1 to 7) of the ISO week that holds `of`.
#[must_use]
pub fn weekday_in_week(of: Day, day: u8) -> Option<Day> {
    add_days(of, i64::from(day) - i64::from(weekday(of)?))
}

/// The `nth` such weekday of a month, counted from its end where negative.
#[must_use]
pub fn nth_weekday(year: i32, month: u8, day_of_week: u8, nth: i8) -> Option<Day> {
    let found = if nth > 0 {
        let first = day(year, month, 1)?;
        let ahead = (7 + day_of_week - weekday(first)?) % 7;
        add_days(first, i64::from(ahead) + 7 * (i64::from(nth) - 1))?
    } else {
        let last = month_end(year, month)?;
        let back = (7 + weekday(last)? - day_of_week) % 7;
        add_days(last, 7 * (i64::from(nth) + 1) - i64::from(back))?
    };
    (found.month == month).then_some(found)
}

/// Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher (Nature, 20 April 1876).
#[must_use]
pub fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(
        year,
        u8::try_from(n / 31).ok()?,
        u8::try_from(n % 31 + 1).ok()?,
    )
}

/// Easter Sunday of the eastern churches, by the method of Meeus (Astronomical Algorithms, chapter 8), in the Gregorian
/// calendar.
#[must_use]
pub fn orthodox_easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    let julian = day(
        year,
        u8::try_from(n / 31).ok()?,
        u8::try_from(n % 31 + 1).ok()?,
    )?;
    add_days(julian, i64::from(year / 100 - year / 400 - 2))
}

/// The first day of a civil year that is the given day of the tabular Islamic calendar (30-year cycle, epoch 16 July 622);
/// observers of the moon may have it a day earlier or later. None where the year has no such day.
#[must_use]
pub fn islamic(civil_year: i32, month: u8, day_of_month: u8) -> Option<Day> {
    let epoch = day(622, 7, 19)?;
    let (month, nth) = (i64::from(month), i64::from(day_of_month));
    let about = i64::from(civil_year - 622) * 33 / 32;
    (about - 1..=about + 2)
        .filter_map(|year| {
            let days =
                (nth - 1) + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30;
            add_days(epoch, days)
        })
        .find(|found| found.year == civil_year)
}

/// The first day of the Hebrew year that begins in a civil year (1 Tishri, by daylight), by the arithmetic of Reingold and
/// Dershowitz (Calendrical Calculations): the moment of the mean new moon, and the days that the year must not begin on.
#[must_use]
pub fn hebrew_new_year(civil_year: i32) -> Option<Day> {
    let year = i64::from(civil_year) + 3761;
    let delay = match (
        elapsed(year) - elapsed(year - 1),
        elapsed(year + 1) - elapsed(year),
    ) {
        (_, 356) => 2,
        (382, _) => 1,
        _ => 0,
    };
    // 1 Tishri of the year 5761, from which the days are counted here, was 30 September 2000.
    let first = day(2000, 9, 30)?;
    add_days(first, elapsed(year) + delay - elapsed(5761))
}

/// The days from the epoch of the Hebrew calendar to the mean new moon of a year, put off where it is too late in the week.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let days = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
    days + i64::from((3 * (days + 1)).rem_euclid(7) < 3)
}

/// The first day of Passover (15 Nisan) in a civil year.
#[must_use]
pub fn passover(civil_year: i32) -> Option<Day> {
    add_days(hebrew_new_year(civil_year)?, -163)
}

/// The first day of Hanukkah (25 Kislev) that follows the Hebrew new year of a civil year; before it lie a month of 30 days
/// and one that has 30 in the longest years, else 29.
#[must_use]
pub fn hanukkah(civil_year: i32) -> Option<Day> {
    let first = hebrew_new_year(civil_year)?;
    let length = days_between(first, hebrew_new_year(civil_year + 1)?)?;
    add_days(first, 83 + i64::from(length % 10 == 5))
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
        assert_eq!(week_start(2025, 1), day(2024, 12, 30));
        assert_eq!(week_start(2025, 60), None);
    }

    #[test]
    fn no_day_has_a_year_of_five_digits() {
        let day = day(2024, 7, 1).unwrap();
        assert_eq!(add_days(day, 3_000_000), None);
        assert_eq!(add_months(day, -12 * 10_000), None);
    }

    #[test]
    fn movable_feasts_are_found() {
        assert_eq!(easter(2018), day(2018, 4, 1));
        assert_eq!(easter(2025), day(2025, 4, 20));
        assert_eq!(nth_weekday(2024, 11, 4, 4), day(2024, 11, 28));
        assert_eq!(nth_weekday(2025, 5, 1, -1), day(2025, 5, 26));
        assert_eq!(nth_weekday(2025, 2, 1, 5), None);
        assert_eq!(orthodox_easter(2024), day(2024, 5, 5));
        assert_eq!(islamic(2024, 10, 1), day(2024, 4, 10));
        assert_eq!(islamic(2025, 12, 10), day(2025, 6, 7));
    }

    #[test]
    fn hebrew_feasts_are_found() {
        for (month, of_month, year) in [
            (9, 30, 2000),
            (9, 27, 2003),
            (9, 16, 2004),
            (9, 13, 2007),
            (9, 5, 2013),
            (10, 3, 2024),
            (9, 23, 2025),
            (9, 28, 2030),
        ] {
            assert_eq!(hebrew_new_year(year), day(year, month, of_month), "{year}");
        }
        assert_eq!(passover(2024), day(2024, 4, 23));
        assert_eq!(passover(2025), day(2025, 4, 13));
        assert_eq!(hanukkah(2023), day(2023, 12, 8));
        assert_eq!(hanukkah(2024), day(2024, 12, 26));
        assert_eq!(hanukkah(2025), day(2025, 12, 15));
    }
}
