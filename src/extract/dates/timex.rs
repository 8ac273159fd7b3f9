//! Resolved dates, their TIMEX3 values and the calendar days that they cover.

use super::value::{Clock, Grain, Length, Part, Season};
use crate::model::Day;
use crate::text::calendar;

/// A part of the calendar; a year that nothing tells is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Day(Day),
    /// A month and day of an unknown year.
    MonthDay(u8, u8),
    Weekday(u8),
    /// ISO year and week.
    Week(i32, u8),
    AnyWeek,
    Weekend(i32, u8),
    AnyWeekend,
    Month(Option<i32>, u8),
    AnyMonth,
    Quarter(Option<i32>, u8),
    Half(Option<i32>, u8),
    Season(Option<i32>, Season),
    Year(i32),
    Bc(i32),
    Decade(i32),
    /// The hundreds of its years: 19 for the twentieth.
    Century(i32),
    AnyYear,
    /// A day that nothing tells.
    AnyDay,
}

impl Season {
    const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// The first month of the season, in the meteorological calendar of the north.
    pub(super) const fn first_month(self) -> u8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

fn year(of: Option<i32>) -> String {
    of.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"))
}

impl When {
    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::MonthDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Self::Weekday(day) => format!("XXXX-WXX-{day}"),
            Self::Week(year, week) => format!("{year:04}-W{week:02}"),
            Self::AnyWeek => "XXXX-WXX".to_owned(),
            Self::Weekend(year, week) => format!("{year:04}-W{week:02}-WE"),
            Self::AnyWeekend => "XXXX-WXX-WE".to_owned(),
            Self::Month(of, month) => format!("{}-{month:02}", year(of)),
            Self::AnyMonth => "XXXX-XX".to_owned(),
            Self::Quarter(of, quarter) => format!("{}-Q{quarter}", year(of)),
            Self::Half(of, half) => format!("{}-H{half}", year(of)),
            Self::Season(of, season) => format!("{}-{}", year(of), season.code()),
            Self::Year(of) => year(Some(of)),
            Self::Bc(of) => format!("BC{of:04}"),
            Self::Decade(of) => format!("{of:03}"),
            Self::Century(of) => format!("{of:02}"),
            Self::AnyYear => "XXXX".to_owned(),
            Self::AnyDay => "XXXX-XX-XX".to_owned(),
        }
    }

    /// The first and the last calendar day; none where the year is open.
    pub(super) fn days(self) -> Option<(Day, Day)> {
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week(year, week) => {
                let first = calendar::week_start(year, week)?;
                Some((first, calendar::add_days(first, 6)?))
            }
            Self::Weekend(year, week) => {
                let first = calendar::week_start(year, week)?;
                Some((calendar::add_days(first, 5)?, calendar::add_days(first, 6)?))
            }
            Self::Month(Some(year), month) => months(year, month, 1),
            Self::Quarter(Some(year), quarter) => months(year, quarter * 3 - 2, 3),
            Self::Half(Some(year), half) => months(year, half * 6 - 5, 6),
            Self::Season(Some(year), season) => months(year, season.first_month(), 3),
            Self::Year(year) => years(year, 1),
            Self::Decade(decade) => years(decade * 10, 10),
            Self::Century(century) => years(century * 100, 100),
            _ => None,
        }
    }
}

fn months(year: i32, first: u8, count: i32) -> Option<(Day, Day)> {
    let start = calendar::day(year, first, 1)?;
    let end = calendar::add_days(calendar::add_months(start, count)?, -1)?;
    Some((start, end))
}

fn years(first: i32, count: i32) -> Option<(Day, Day)> {
    Some((
        calendar::day(first, 1, 1)?,
        calendar::day(first + count - 1, 12, 31)?,
    ))
}

/// The value of a time on a day (`2025-06-21T10:39`, `2025-06-21TMO`).
pub(super) fn time_value(day: When, part: Option<Part>, clock: Option<Clock>) -> String {
    let mut value = day.value();
    if let Some(clock) = clock {
        value.push_str(&format!("T{:02}:{:02}", clock.hour, clock.minute));
        if let Some(second) = clock.second {
            value.push_str(&format!(":{second:02}"));
        }
        value.push_str(clock.zone.unwrap_or(""));
    } else if let Some(part) = part {
        value.push('T');
        value.push_str(part);
    }
    value
}

/// The value of a length of time (`P3W`, `PT1H30M`, `PXY`).
pub(super) fn length_value(length: &Length) -> String {
    let (mut days, mut times) = (String::new(), String::new());
    for &(count, grain) in &length.parts {
        amount(count, grain, &mut days, &mut times);
    }
    if times.is_empty() {
        format!("P{days}")
    } else {
        format!("P{days}T{times}")
    }
}

fn amount(count: Option<i64>, grain: Grain, days: &mut String, times: &mut String) {
    let Some(count) = count else {
        let to = if grain <= Grain::Hour { times } else { days };
        to.push('X');
        to.push_str(symbol(grain));
        return;
    };
    match grain {
        Grain::Hour | Grain::Minute if count % 1000 != 0 => {
            let seconds = count * if grain == Grain::Hour { 3600 } else { 60 } / 1000;
            clock_amount(seconds, times);
        }
        Grain::Second | Grain::Hour | Grain::Minute => push(count, symbol(grain), times),
        Grain::Day if count % 1000 != 0 && count < 1000 => {
            clock_amount(count * 86_400 / 1000, times);
        }
        Grain::Fortnight => push(count * 2, "W", days),
        Grain::Quarter => push(count * 3, "M", days),
        Grain::Decade => push(count * 10, "Y", days),
        Grain::Century => push(count * 100, "Y", days),
        Grain::Millennium => push(count * 1000, "Y", days),
        Grain::Year if count == 500 => push(6000, "M", days),
        _ => push(count, symbol(grain), days),
    }
}

fn clock_amount(seconds: i64, times: &mut String) {
    for (size, letter) in [(3600, "H"), (60, "M"), (1, "S")] {
        let share = match letter {
            "H" => seconds / size,
            _ => seconds % (size * 60) / size,
        };
        if share > 0 {
            push(share * 1000, letter, times);
        }
    }
}

/// Writes thousandths without needless zeros.
fn push(thousandths: i64, letter: &str, to: &mut String) {
    to.push_str(&(thousandths / 1000).to_string());
    let rest = thousandths % 1000;
    if rest != 0 {
        let digits = format!(".{rest:03}");
        to.push_str(digits.trim_end_matches('0'));
    }
    to.push_str(letter);
}

const fn symbol(grain: Grain) -> &'static str {
    match grain {
        Grain::Second => "S",
        Grain::Minute | Grain::Month => "M",
        Grain::Hour => "H",
        Grain::Night | Grain::Day => "D",
        Grain::Weekend => "WE",
        Grain::Week | Grain::Fortnight => "W",
        Grain::Quarter => "Q",
        Grain::Year => "Y",
        Grain::Decade => "DE",
        Grain::Century => "CE",
        Grain::Millennium => "ML",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_with_their_fractions() {
        let one = |count, grain| {
            length_value(&Length {
                parts: vec![(count, grain)],
                upper: None,
            })
        };
        assert_eq!(one(Some(5500), Grain::Hour), "PT5H30M");
        assert_eq!(one(Some(1500), Grain::Minute), "PT1M30S");
        assert_eq!(one(Some(2500), Grain::Year), "P2.5Y");
        assert_eq!(one(Some(500), Grain::Year), "P6M");
        assert_eq!(one(Some(2000), Grain::Decade), "P20Y");
        assert_eq!(one(None, Grain::Decade), "PXDE");
        assert_eq!(one(Some(500), Grain::Hour), "PT30M");
    }

    #[test]
    fn spans_of_days_follow_the_calendar() {
        let days = |when: When| when.days().map(|(a, b)| format!("{a}/{b}"));
        let text = |days: &str| Some(days.to_owned());
        assert_eq!(
            days(When::Quarter(Some(2024), 1)),
            text("2024-01-01/2024-03-31")
        );
        assert_eq!(
            days(When::Season(Some(2024), Season::Winter)),
            text("2024-12-01/2025-02-28")
        );
        assert_eq!(days(When::Weekend(2025, 25)), text("2025-06-21/2025-06-22"));
        assert_eq!(days(When::Decade(199)), text("1990-01-01/1999-12-31"));
        assert_eq!(days(When::Month(None, 3)), None);
    }
}
