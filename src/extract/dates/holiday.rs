//! The rules by which named days fall.

use std::sync::LazyLock;

use crate::model::Day;
use crate::text::{calendar, lexicon};

/// The rule of a named day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    kind: Kind,
    /// Whether countries hold it on different days.
    pub differs: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Fixed(u8, u8),
    /// The nth weekday of a month, and so many days after it.
    Nth(u8, u8, i8, i64),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The last such weekday before a day of the year.
    Before(u8, u8, u8),
    /// So many days after Easter Sunday of the eastern churches.
    Orthodox(i64),
    /// So many days after the Hebrew new year.
    Tishri(i64),
    /// So many days after the first day of Passover.
    Passover(i64),
    /// So many days after the first day of Hanukkah.
    Hanukkah(i64),
    /// A month and day of the Islamic calendar.
    Islamic(u8, u8),
    /// So many days after a feast of the table of moons, by its place there.
    Moon(usize, i64),
}

impl Rule {
    /// Reads a rule as `src/data/dates/holidays.tsv` describes it.
    pub(super) fn parse(rule: &str) -> Option<Self> {
        let plain = rule.trim_end_matches('?');
        let mut parts = plain.split(' ');
        let number = |part: Option<&str>| part?.parse::<i8>().ok();
        let small = |number: Option<i8>| u8::try_from(number?).ok();
        let kind = match parts.next()? {
            "nth" => {
                let (month, weekday) = (small(number(parts.next()))?, small(number(parts.next()))?);
                let nth = number(parts.next())?;
                Kind::Nth(
                    month,
                    weekday,
                    nth,
                    number(parts.next()).map_or(0, i64::from),
                )
            }
            "easter" => Kind::Easter(i64::from(number(parts.next())?)),
            "orthodox" => Kind::Orthodox(i64::from(number(parts.next())?)),
            "tishri" => Kind::Tishri(i64::from(number(parts.next())?)),
            "passover" => Kind::Passover(i64::from(number(parts.next())?)),
            "hanukkah" => Kind::Hanukkah(i64::from(number(parts.next())?)),
            "islamic" => Kind::Islamic(small(number(parts.next()))?, small(number(parts.next()))?),
            "moon" => {
                let feast = parts.next()?;
                let column = MOONS.iter().position(|(name, _)| *name == feast)?;
                Kind::Moon(column, number(parts.next()).map_or(0, i64::from))
            }
            "before" => {
                let (month, day) = month_day(parts.next()?)?;
                Kind::Before(month, day, small(number(parts.next()))?)
            }
            fixed => {
                let (month, day) = month_day(fixed)?;
                Kind::Fixed(month, day)
            }
        };
        let differs = plain.len() < rule.len();
        Some(Self { kind, differs })
    }

    /// The day on which it falls in a year.
    pub(super) fn day(self, year: i32) -> Option<Day> {
        match self.kind {
            Kind::Fixed(month, day) => calendar::day(year, month, day),
            Kind::Nth(month, weekday, nth, after) => {
                calendar::add_days(calendar::nth_weekday(year, month, weekday, nth)?, after)
            }
            Kind::Easter(after) => calendar::add_days(calendar::easter(year)?, after),
            Kind::Orthodox(after) => calendar::add_days(calendar::orthodox_easter(year)?, after),
            Kind::Tishri(after) => calendar::add_days(calendar::hebrew_new_year(year)?, after),
            Kind::Passover(after) => calendar::add_days(calendar::passover(year)?, after),
            Kind::Hanukkah(after) => calendar::add_days(calendar::hanukkah(year)?, after),
            Kind::Islamic(month, day) => calendar::islamic(year, month, day),
            Kind::Moon(feast, after) => {
                let (_, days) = MOONS.get(feast)?;
                let (_, day) = days.iter().find(|(of, _)| *of == year)?;
                calendar::add_days(*day, after)
            }
            Kind::Before(month, day, weekday) => {
                let last = calendar::add_days(calendar::day(year, month, day)?, -1)?;
                let back = (7 + calendar::weekday(last)? - weekday) % 7;
                calendar::add_days(last, -i64::from(back))
            }
        }
    }

    /// The month and day of a day that is the same in every year.
    pub(super) const fn fixed(self) -> Option<(u8, u8)> {
        match self.kind {
            Kind::Fixed(month, day) => Some((month, day)),
            _ => None,
        }
    }
}

/// A feast with its day in each year.
type Moons = (&'static str, Vec<(i32, Day)>);

/// The feasts whose days follow lunar calendars that have no short rule.
static MOONS: LazyLock<Vec<Moons>> = LazyLock::new(|| {
    let feast = |line: &'static str| {
        let (name, days) = line.split_once('\t')?;
        let day = |text: &str| {
            let (year, day) = text.split_once('-')?;
            let (year, (month, day)) = (year.parse().ok()?, month_day(day)?);
            Some((year, calendar::day(year, month, day)?))
        };
        Some((name, days.split(' ').filter_map(day).collect()))
    };
    lexicon::entries(include_str!("../../data/dates/moons.tsv"))
        .filter_map(feast)
        .collect()
});

fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_give_their_days() {
        let cases = [
            ("12-25", 2024, "2024-12-25"),
            ("nth 11 1 1 1", 2024, "2024-11-05"),
            ("nth 5 1 -1", 2025, "2025-05-26"),
            ("easter -2", 2025, "2025-04-18"),
            ("before 05-25 1", 2025, "2025-05-19"),
            ("orthodox 0", 2024, "2024-05-05"),
            ("orthodox 0", 2025, "2025-04-20"),
            ("islamic 10 1?", 2024, "2024-04-10"),
            ("islamic 12 10?", 2023, "2023-06-29"),
            ("moon new-year", 2024, "2024-02-10"),
            ("moon new-year", 1901, "1901-02-19"),
            ("moon new-year", 2034, "2034-02-19"),
            ("moon diwali", 2028, "2028-10-17"),
            ("tishri 9", 2024, "2024-10-12"),
            ("passover 50", 2024, "2024-06-12"),
            ("hanukkah 0", 2024, "2024-12-26"),
        ];
        for (rule, year, day) in cases {
            let found = Rule::parse(rule).unwrap().day(year).unwrap();
            assert_eq!(found.to_string(), day, "{rule}");
        }
        assert_eq!(Rule::parse("never"), None);
    }
}
