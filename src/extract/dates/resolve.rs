//! The document pass: from what the words say to dates, with the day of publication and the dates mentioned before.

use super::context::{self, Outlook};
use super::place::{self, Around};
use super::scan::Candidate;
use super::timex::{self, When};
use super::value::{
    Base, Clock, Expr, Field, Grain, Inner, Length, Origin, Part, Point, Recurring, Which, Year,
};
use crate::model::{Anchor, DateId, DateKind, DateMention, Day};
use crate::text::{Text, TokenSpan, calendar};

/// Resolves the expressions in text order.
pub(super) fn resolve(
    text: &Text<'_>,
    found: &[Candidate],
    published: Option<Day>,
) -> Vec<DateMention> {
    let mut document = Document {
        text,
        published,
        narrative: is_narrative(found, published),
        own_year: own_year(found),
        last: None,
        last_day: None,
        quarter: None,
        dates: Vec::with_capacity(found.len()),
    };
    for candidate in found {
        document.add(candidate);
    }
    close_ranges(found, &mut document.dates);
    document.dates
}

/// Gives the near end of each range the far end's value.
fn close_ranges(found: &[Candidate], dates: &mut [DateMention]) {
    for index in 1..dates.len() {
        let (near, far) = dates.split_at_mut(index);
        if let (Some(near), Some(far)) = (near.last_mut(), far.first())
            && found[index - 1].reading.opens_range
        {
            near.end_value = Some(far.value.clone());
            near.last_day = far
                .last_day
                .filter(|last| near.first_day.is_some_and(|first| first <= *last))
                .or(near.last_day);
        }
    }
}

/// Whether an article tells of another time than its own: then dates without a year belong to the year told before.
fn is_narrative(found: &[Candidate], published: Option<Day>) -> bool {
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

/// The year of the first fully dated expression: what an article without a publication day has to go by.
fn own_year(found: &[Candidate]) -> Option<(usize, i32)> {
    found
        .iter()
        .enumerate()
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

/// A date placed in the calendar.
#[derive(Clone, Copy, Debug)]
struct Placed {
    when: When,
    anchor: Option<Anchor>,
    ambiguous: bool,
}

impl Placed {
    /// A part whose year or week nothing tells.
    fn open(field: Field) -> Self {
        Self {
            when: place::open(field),
            anchor: None,
            ambiguous: true,
        }
    }

    const fn told(when: When) -> Self {
        Self {
            when,
            anchor: None,
            ambiguous: false,
        }
    }
}

/// A date mentioned before.
#[derive(Clone, Copy, Debug)]
struct Mentioned {
    id: usize,
    when: When,
    at: usize,
    /// Whether its year stands in the text.
    explicit: bool,
}

struct Document<'a> {
    text: &'a Text<'a>,
    published: Option<Day>,
    narrative: bool,
    own_year: Option<(usize, i32)>,
    last: Option<Mentioned>,
    last_day: Option<Mentioned>,
    /// The quarter that the article reports on.
    quarter: Option<(i32, u8, usize)>,
    dates: Vec<DateMention>,
}

impl Document<'_> {
    fn add(&mut self, candidate: &Candidate) {
        let reading = &candidate.reading;
        let mut date = match &reading.expr {
            Expr::Point(point) => self.point(point, candidate.tokens),
            Expr::Length(length) => self.length(length),
            Expr::Set(set) => plain(DateKind::Set, recurring(set)),
            Expr::Reference(value) => plain(DateKind::Date, (*value).to_owned()),
        };
        date.span = self.text.span(candidate.tokens);
        date.modifier = reading.modifier;
        date.ambiguous |= reading.ambiguous;
        if matches!(reading.expr, Expr::Point(_)) {
            date.modifier = date
                .modifier
                .or_else(|| context::preposition(self.text, candidate.tokens.range().start));
        }
        self.dates.push(date);
    }

    fn length(&self, length: &Length) -> DateMention {
        let mut date = plain(DateKind::Duration, timex::length_value(length));
        date.end_value = length.upper.and_then(|upper| {
            let (_, grain) = *length.parts.first()?;
            Some(timex::length_value(&Length {
                parts: vec![(Some(upper), grain)],
                upper: None,
            }))
        });
        date
    }

    fn point(&mut self, point: &Point, tokens: TokenSpan) -> DateMention {
        let placed = self.place(point, tokens);
        self.remember(point, placed.when, tokens);
        let timed = point.clock.is_some() || point.part.is_some();
        let kind = if timed {
            DateKind::Time
        } else {
            DateKind::Date
        };
        let mut date = plain(kind, time_value(placed.when, point.part, point.clock));
        if let Some((first, last)) = placed.when.days() {
            date.first_day = Some(first);
            date.last_day = Some(last);
        }
        date.anchor = placed.anchor;
        date.ambiguous = placed.ambiguous;
        date
    }

    fn remember(&mut self, point: &Point, when: When, tokens: TokenSpan) {
        let explicit = matches!(
            point.base,
            Base::Named {
                year: Year::Is(_),
                ..
            }
        );
        let mentioned = Mentioned {
            id: self.dates.len(),
            when,
            at: tokens.range().start,
            explicit,
        };
        if when.days().is_some() || matches!(when, When::Bc(_)) {
            self.last = Some(mentioned);
        }
        if matches!(when, When::Day(_)) {
            self.last_day = Some(mentioned);
        }
        if let When::Quarter(Some(year), quarter) = when {
            let past = self.published.is_none_or(|day| {
                when.days().is_some_and(|(_, last)| last <= day) && year >= day.year - 1
            });
            if past && self.quarter.is_none_or(|(known, _, _)| year >= known) {
                self.quarter = Some((year, quarter, self.dates.len()));
            }
        }
    }

    fn place(&self, point: &Point, tokens: TokenSpan) -> Placed {
        match &point.base {
            Base::Open => self.open_time(tokens),
            Base::Named { field, year, which } => self.named(*field, *year, *which, tokens),
            Base::Shift {
                grain,
                count,
                origin,
                exact,
            } => self.shifted(*grain, *count, origin, *exact, tokens),
            Base::Within { inner, outer } => {
                let outer = self.place(outer, tokens);
                let when = within(*inner, outer.when).unwrap_or(When::AnyDay);
                Placed { when, ..outer }
            }
        }
    }

    /// The day of a time of day that stands alone: the last one named in its block, else that of publication.
    fn open_time(&self, tokens: TokenSpan) -> Placed {
        let block = self.text.block_of(tokens.range().start);
        let near = self
            .last_day
            .filter(|last| self.text.block_of(last.at) == block);
        if let Some(last) = near {
            return Placed {
                when: last.when,
                anchor: anchor_on(last),
                ambiguous: false,
            };
        }
        self.published.map_or_else(
            || {
                self.last_day
                    .map_or(Placed::told(When::AnyDay), |last| Placed {
                        when: last.when,
                        anchor: anchor_on(last),
                        ambiguous: true,
                    })
            },
            |day| Placed {
                when: When::Day(day),
                anchor: Some(Anchor::Published),
                ambiguous: false,
            },
        )
    }

    fn named(&self, field: Field, year: Year, which: Which, tokens: TokenSpan) -> Placed {
        let (year, anchor) = match year {
            Year::Is(year) => return Placed::told(place::in_year(field, year)),
            Year::Shift(count) => match self.published {
                Some(day) => (day.year + count, Some(Anchor::Published)),
                None if count == 0 => return self.without_year(field),
                None => return Placed::open(field),
            },
            Year::Mentioned(count) if field == Field::Year && which == Which::Same && count < 0 => {
                return self.year_before(count);
            }
            Year::Mentioned(count) => {
                match self.last.and_then(|last| Some((year_of(last.when)?, last))) {
                    Some((year, last)) => (year + count, anchor_on(last)),
                    None => return self.without_year(field),
                }
            }
            Year::Open => return self.chosen(field, which, tokens),
        };
        Placed {
            when: place::in_year(field, year),
            anchor,
            ambiguous: false,
        }
    }

    /// "the year-ago quarter": the one reported on, a year before; without one, the year before.
    fn year_before(&self, count: i32) -> Placed {
        if let Some((year, quarter, id)) = self.quarter {
            return Placed {
                when: When::Quarter(Some(year + count), quarter),
                anchor: date_anchor(id),
                ambiguous: false,
            };
        }
        let Some(day) = self.published.filter(|_| !self.narrative) else {
            let last = self.last.and_then(|last| Some((year_of(last.when)?, last)));
            return last.map_or(Placed::told(When::AnyYear), |(year, last)| Placed {
                when: When::Year(year + count),
                anchor: anchor_on(last),
                ambiguous: false,
            });
        };
        Placed {
            when: When::Year(day.year + count),
            anchor: Some(Anchor::Published),
            ambiguous: false,
        }
    }

    /// A named part whose year the article itself has to tell: the last one mentioned in a narrative, else that of its
    /// fully dated expressions.
    fn without_year(&self, field: Field) -> Placed {
        if !place::has_year(field) {
            return self
                .chosen_by_mention(field, Which::Context)
                .unwrap_or_else(|| Placed::open(field));
        }
        let last = self
            .last
            .filter(|last| self.narrative || is_fine(last.when));
        if let Some((year, last)) = last.and_then(|last| Some((year_of(last.when)?, last))) {
            return Placed {
                when: place::in_year(field, year),
                anchor: anchor_on(last),
                ambiguous: false,
            };
        }
        self.own_year.map_or_else(
            || Placed::open(field),
            |(id, year)| Placed {
                when: place::in_year(field, year),
                anchor: date_anchor(id),
                ambiguous: true,
            },
        )
    }

    /// A named part as seen from the last day mentioned.
    fn chosen_by_mention(&self, field: Field, which: Which) -> Option<Placed> {
        let last = self.last_day.or(self.last)?;
        let (day, _) = last.when.days()?;
        let outlook = Outlook::Unknown;
        let when = place::choose(field, which, Around { day, outlook })?;
        Some(Placed {
            when,
            anchor: anchor_on(last),
            ambiguous: which == Which::Context,
        })
    }

    /// A named part whose year or week the context must tell.
    fn chosen(&self, field: Field, which: Which, tokens: TokenSpan) -> Placed {
        let by_mention = place::from_mention(which) || self.narrative && which != Which::Context;
        if let Some(placed) = by_mention
            .then(|| self.chosen_by_mention(field, which))
            .flatten()
        {
            return placed;
        }
        if self.narrative || self.is_told_of(field, tokens) {
            return self.without_year(field);
        }
        let Some(day) = self.published else {
            return self.without_year(field);
        };
        let outlook = context::outlook(self.text, tokens);
        place::choose(field, which, Around { day, outlook }).map_or_else(
            || Placed::open(field),
            |when| Placed {
                when,
                anchor: Some(Anchor::Published),
                ambiguous: place::differs(field),
            },
        )
    }

    /// Whether the sentence has just named another year that this part belongs to.
    fn is_told_of(&self, field: Field, tokens: TokenSpan) -> bool {
        let (Some(last), Some(day)) = (self.last, self.published) else {
            return false;
        };
        let same = self.text.sentence_of(last.at) == self.text.sentence_of(tokens.range().start);
        let dated = matches!(field, Field::Month(_) | Field::MonthDay(..));
        let other = year_of(last.when).is_some_and(|year| year < day.year);
        let known = last.explicit && is_fine(last.when);
        dated && same && other && known
    }

    /// So many units from an origin.
    fn shifted(
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

fn plain(kind: DateKind, value: String) -> DateMention {
    DateMention {
        span: crate::model::Span::at(0, 0),
        kind,
        value,
        end_value: None,
        modifier: None,
        first_day: None,
        last_day: None,
        anchor: None,
        ambiguous: false,
    }
}

fn time_value(when: When, part: Option<Part>, clock: Option<Clock>) -> String {
    timex::time_value(when, part, clock)
}

fn date_anchor(id: usize) -> Option<Anchor> {
    Some(Anchor::Date(DateId(u32::try_from(id).ok()?)))
}

fn anchor_on(last: Mentioned) -> Option<Anchor> {
    date_anchor(last.id)
}

/// Whether a date is told to the month or the day.
const fn is_fine(when: When) -> bool {
    matches!(when, When::Day(_) | When::Month(..))
}

/// The year that a date lies in, where it lies in one.
fn year_of(when: When) -> Option<i32> {
    match when {
        When::Week(year, _) | When::Weekend(year, _) => Some(year),
        When::Decade(_) | When::Century(_) => None,
        _ => when.days().map(|(first, _)| first.year),
    }
}

fn within(inner: Inner, outer: When) -> Option<When> {
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

fn recurring(set: &Recurring) -> String {
    match set {
        Recurring::Every(length) => timex::length_value(length),
        Recurring::Weekday(day) => When::Weekday(*day).value(),
        Recurring::Named(field) => place::open(*field).value(),
        Recurring::Part(part, None) => format!("XXXX-XX-XXT{part}"),
        Recurring::Part(part, Some(day)) => format!("XXXX-WXX-{day}T{part}"),
        Recurring::Written(value) => (*value).to_owned(),
    }
}
