//! Dates that count from another: the day of publication, a date mentioned before, or one that they name.

use super::super::context::{self, Outlook};
use super::super::place;
use super::super::timex::When;
use super::super::value::{Base, Field, Grain, Inner, Origin, Point};
use super::Document;
use super::placed::{Mentioned, Placed, anchor_on, date_anchor, year_of};
use crate::model::{Anchor, DateKind, DateMention, Day};
use crate::text::{Class, TokenSpan, calendar};

/// How far back an age is looked for, in tokens.
const AGE_REACH: usize = 80;

impl Document<'_> {
    /// So many units from an origin.
    pub(super) fn shifted(
        &self,
        grain: Grain,
        count: i64,
        origin: &Origin,
        exact: bool,
        tokens: TokenSpan,
    ) -> Placed {
        if let Some(placed) = self.of_quarter(grain, count, origin) {
            return placed;
        }
        let year = grain == Grain::Year && count == 0 && *origin == Origin::Mention;
        let origin = if year && self.is_coming_end(tokens) {
            &Origin::Published
        } else {
            origin
        };
        let (base, anchor) = self.origin(grain, origin, tokens);
        let count = count - i64::from(follows_weekend(grain, count, base, origin));
        if base.is_none() && grain == Grain::Year && count == 0 {
            return self.without_year(Field::Year, tokens);
        }
        let when = base.and_then(|day| place::shift(day, grain, count, exact));
        Placed {
            when: when.unwrap_or_else(|| place::open_unit(grain)),
            anchor: anchor.filter(|_| when.is_some()),
            ambiguous: when.is_none(),
        }
    }

    /// Whether "the year" is that of publication, though another was named: "is seen at 5.3% by the end of the year".
    fn is_coming_end(&self, tokens: TokenSpan) -> bool {
        let the = tokens.range().end.checked_sub(2);
        let year = the.is_some_and(|at| self.text.lower(at) == "the");
        let told = self.last.and_then(|last| year_of(last.when));
        let before = self
            .published
            .zip(told)
            .is_some_and(|(day, year)| year < day.year);
        year && before && !self.narrative && context::outlook(self.text, tokens).is_ahead()
    }

    /// "the quarter" and "a year earlier" in an article that reports on a quarter; without one, "the quarter" is the
    /// last that ended before publication.
    fn of_quarter(&self, grain: Grain, count: i64, origin: &Origin) -> Option<Placed> {
        if *origin != Origin::Mention {
            return None;
        }
        match (grain, count, self.quarter) {
            (Grain::Quarter, 0, Some((year, quarter, id))) => Some(Placed {
                when: When::Quarter(Some(year), quarter),
                anchor: date_anchor(id),
                ambiguous: false,
            }),
            (Grain::Quarter, 0, None) => Some(Placed {
                when: place::shift(self.published?, Grain::Quarter, -1, false)?,
                anchor: Some(Anchor::Published),
                ambiguous: true,
            }),
            (Grain::Year, -1, Some(_)) => Some(self.year_before(-1)),
            _ => None,
        }
    }

    /// "two years later": counted from the last date mentioned. None where no date stands before it, where that date is
    /// told too coarsely to count from, or where the count would run past the day of publication though nothing in the
    /// clause looks ahead.
    pub(super) fn later(&self, point: &Point, tokens: TokenSpan) -> Option<Placed> {
        let &Base::Shift {
            grain,
            count,
            origin: Origin::Mention,
            ..
        } = &point.base
        else {
            return None;
        };
        let last = if grain <= Grain::Day {
            self.last_day
        } else {
            self.last
        }?;
        if let (When::Bc(year), Grain::Year) = (last.when, grain) {
            let year = year.checked_sub(i32::try_from(count).ok()?)?;
            return (year > 0).then(|| Placed {
                when: When::Bc(year),
                anchor: anchor_on(last),
                ambiguous: false,
            });
        }
        if grain >= Grain::Year && self.tells_an_age(last.at, tokens.range().start) {
            return None;
        }
        let (first, end) = last.when.days()?;
        let coarse = calendar::days_between(first, end)? > 31 && grain < Grain::Month;
        let exact = first == end && matches!(grain, Grain::Week | Grain::Fortnight);
        let when = place::shift(first, grain, count, exact).filter(|_| !coarse)?;
        let (first, _) = when.days()?;
        let ahead = self.published.is_some_and(|day| first > day);
        let believed = !ahead || context::outlook(self.text, tokens) != Outlook::Past;
        believed.then_some(Placed {
            when,
            anchor: anchor_on(last),
            ambiguous: false,
        })
    }

    /// Whether an age stands between two places, so that what follows may count from it: "born in 1930. She left school at 14
    /// and married two years later".
    fn tells_an_age(&self, from: usize, to: usize) -> bool {
        let text = self.text;
        (from.max(to.saturating_sub(AGE_REACH))..to.saturating_sub(2)).any(|at| {
            let of_whom = at.checked_sub(1).map_or("", |before| text.lower(before));
            let led = match text.lower(at) {
                "was" => matches!(of_whom, "he" | "she" | "i" | "who"),
                "of" => of_whom == "age",
                word => matches!(word, "turned" | "at" | "aged"),
            };
            let age = led && text.is(at + 1, Class::NUMBER | Class::NUMBER_WORD);
            let whole = text
                .word(at + 1)
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric());
            let ends = text.is(at + 2, Class::MARK) || text.lower(at + 2) == "and";
            age && whole
                && text.word(at + 1).len() != 4
                && ends
                && !matches!(text.lower(at + 2), ":" | "%" | "-")
        })
    }

    /// "in two weeks": counted from publication where the clause looks ahead.
    pub(super) fn in_time(&self, point: &Point, tokens: TokenSpan) -> Option<Placed> {
        let &Base::Shift {
            grain,
            count,
            origin: Origin::Published,
            exact,
        } = &point.base
        else {
            return None;
        };
        let ahead = context::outlook(self.text, tokens) == Outlook::Future;
        let day = self.published.filter(|_| ahead && grain >= Grain::Night)?;
        Some(Placed {
            when: place::shift(day, grain, count, exact)?,
            anchor: Some(Anchor::Published),
            ambiguous: false,
        })
    }

    /// "in five minutes", "an hour from now": counted from the time of publication, where that is known.
    pub(super) fn clock_from_now(&self, point: &Point, tokens: TokenSpan) -> Option<DateMention> {
        let &Base::Shift {
            grain: Grain::Second,
            count,
            origin: Origin::Published,
            ..
        } = &point.base
        else {
            return None;
        };
        let last = self.text.lower(tokens.range().end - 1);
        let ahead = last == "now" || context::outlook(self.text, tokens) == Outlook::Future;
        let seconds = i64::from(self.time.filter(|_| ahead)?) + count;
        let day = calendar::add_days(self.published?, seconds.div_euclid(86_400))?;
        let (minutes, second) = (seconds.rem_euclid(86_400) / 60, seconds.rem_euclid(60));
        let value = format!("{day}T{:02}:{:02}:{second:02}", minutes / 60, minutes % 60);
        Some(DateMention {
            first_day: Some(day),
            last_day: Some(day),
            anchor: Some(Anchor::Published),
            ..DateMention::new(self.text.span(tokens), DateKind::Time, value)
        })
    }

    /// The day that a relative date counts from.
    fn origin(
        &self,
        grain: Grain,
        origin: &Origin,
        tokens: TokenSpan,
    ) -> (Option<Day>, Option<Anchor>) {
        let published = (self.published, self.published.map(|_| Anchor::Published));
        let on = |last: Mentioned| (last.when.days().map(|(first, _)| first), anchor_on(last));
        let block = |at| self.text.block_of(at);
        match origin {
            Origin::Point(point) => {
                let placed = self.place(point, tokens);
                (placed.when.days().map(|(first, _)| first), placed.anchor)
            }
            Origin::Mention if grain <= Grain::Day => self.last_day.map_or(published, on),
            Origin::Mention => self
                .last
                .filter(|last| self.narrative || block(last.at) == block(tokens.range().start))
                .map_or(published, on),
            Origin::Published if self.narrative => self.last.map_or((None, None), on),
            Origin::Published => published,
        }
    }
}

/// Whether a day is the Monday of a long weekend: that of "Labor Day weekend" lies before it.
fn follows_weekend(grain: Grain, count: i64, base: Option<Day>, origin: &Origin) -> bool {
    let named = matches!(origin, Origin::Point(_)) && grain == Grain::Weekend && count == 0;
    named && base.and_then(calendar::weekday) == Some(1)
}

/// A part of a time, if it has such a part: no year has a sixtieth week.
pub(super) fn within(inner: Inner, outer: When) -> Option<When> {
    let (first, last) = outer.days()?;
    let part = part(inner, outer, (first, last))?;
    let (start, end) = part.days()?;
    (start <= last && end >= first).then_some(part)
}

fn part(inner: Inner, outer: When, (first, last): (Day, Day)) -> Option<When> {
    match inner {
        Inner::Weekday(day) => calendar::weekday_in_week(first, day).map(When::Day),
        Inner::NthWeekday(n, day) => match outer {
            When::Month(Some(year), month) => {
                calendar::nth_weekday(year, month, day, n).map(When::Day)
            }
            _ => None,
        },
        Inner::Nth(n, Grain::Day) if n > 0 => {
            calendar::add_days(first, i64::from(n) - 1).map(When::Day)
        }
        Inner::Nth(_, Grain::Day) => Some(When::Day(last)),
        Inner::Nth(n, Grain::Month) if n > 0 => {
            place::shift(first, Grain::Month, i64::from(n) - 1, false)
        }
        Inner::Nth(n, Grain::Week) if matches!(outer, When::Year(_)) => {
            let last = || calendar::week_start(first.year, 53).map_or(52, |_| 53);
            let week = u8::try_from(n).unwrap_or_else(|_| last());
            Some(When::Week(first.year, week))
        }
        Inner::Nth(n, grain @ (Grain::Week | Grain::Weekend)) => {
            let day = if n > 0 {
                calendar::add_days(first, 7 * (i64::from(n) - 1))?
            } else {
                last
            };
            place::shift(day, grain, 0, false)
        }
        Inner::Nth(n, Grain::Decade) if n > 0 => {
            Some(When::Decade(first.year / 10 + i32::from(n) - 1))
        }
        Inner::Nth(..) => None,
    }
}
