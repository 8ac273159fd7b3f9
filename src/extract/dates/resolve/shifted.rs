//! Dates that count from another: the day of publication, a date mentioned before, or one that they name.

use super::super::context::{self, Outlook};
use super::super::place;
use super::super::timex::When;
use super::super::value::{Base, Field, Grain, Inner, Origin, Point};
use super::Document;
use super::placed::{Mentioned, Placed, anchor_on, date_anchor};
use crate::model::{Anchor, Day};
use crate::text::{TokenSpan, calendar};

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
        let (base, anchor) = self.origin(grain, origin, tokens);
        if base.is_none() && grain == Grain::Year && count == 0 {
            return self.without_year(Field::Year);
        }
        let when = base.and_then(|day| place::shift(day, grain, count, exact));
        Placed {
            when: when.unwrap_or_else(|| place::open_unit(grain)),
            anchor: anchor.filter(|_| when.is_some()),
            ambiguous: when.is_none(),
        }
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
        let &Base::Shift { grain, count, .. } = &point.base else {
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

pub(super) fn within(inner: Inner, outer: When) -> Option<When> {
    let (first, last) = outer.days()?;
    match inner {
        Inner::Weekday(day) => calendar::weekday_in_week(first, day).map(When::Day),
        Inner::Nth(n, Grain::Day) if n > 0 => {
            let day = calendar::add_days(first, i64::from(n) - 1)?;
            (day <= last).then_some(When::Day(day))
        }
        Inner::Nth(_, Grain::Day) => Some(When::Day(last)),
        Inner::Nth(n, Grain::Month) if n > 0 => {
            place::shift(first, Grain::Month, i64::from(n) - 1, false)
        }
        Inner::Nth(n, Grain::Week) if matches!(outer, When::Year(_)) => {
            let week = if n > 0 { u8::try_from(n).ok()? } else { 52 };
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
