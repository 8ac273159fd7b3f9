//! The document pass: from what the words say to dates, with the day of publication and the dates mentioned before.
//!
//! `overview` looks over the whole article first, `named` places named parts of the calendar ("Friday", "March"), `shifted`
//! what counts from another date ("two days later"); `placed` holds what both give.

mod named;
mod overview;
mod placed;
mod shifted;

use super::context;
use super::place;
use super::scan::Candidate;
use super::timex::{self, When};
use super::value::{Base, Expr, Inner, Length, Order, Origin, Point, Recurring, Year};
use crate::model::{Article, DateKind, DateMention, Day, Span};
use crate::text::{Class, Text, TokenSpan, calendar};
use placed::{Mentioned, Placed};

/// When the article was published.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Publication {
    pub day: Option<Day>,
    /// Seconds of that day, where the time is known too.
    pub time: Option<u32>,
    /// Whether that time is one of the publisher's clock, not of UTC.
    pub local: bool,
}

impl Publication {
    /// The day and time of an article; the time where `published` is one of that very day.
    pub(super) fn of(article: &Article) -> Self {
        let day = article.published_date;
        let time = article.published.as_deref().and_then(|stamp| {
            let (date, time) = stamp.split_once('T')?;
            let same = day.is_some_and(|day| day.to_string() == date);
            let mut parts = time.get(..8)?.split(':').map(str::parse::<u8>);
            let mut next = || Some(u32::from(parts.next()?.ok()?));
            let seconds = next()? * 3600 + next()? * 60 + next()?;
            (same && seconds < 86_400).then_some(seconds)
        });
        let stamp = article.published.as_deref().unwrap_or_default();
        let local = !stamp.ends_with('Z') && !stamp.ends_with("+00:00");
        Self { day, time, local }
    }
}

impl Publication {
    fn is_morning(self) -> bool {
        self.local && self.time.is_some_and(|seconds| seconds < 12 * 3600)
    }
}

/// Resolves the expressions in text order.
pub(super) fn resolve(
    text: &Text<'_>,
    found: &[Candidate],
    published: Publication,
) -> Vec<DateMention> {
    let (morning, published, time) = (published.is_morning(), published.day, published.time);
    let mut document = Document {
        text,
        published,
        narrative: overview::is_narrative(found, published),
        time,
        morning,
        order: overview::order(found),
        own_year: overview::own_year(text, found),
        last: None,
        last_day: None,
        open_day: None,
        quarter: None,
        dates: Vec::with_capacity(found.len()),
    };
    for candidate in found {
        document.add(candidate);
    }
    close_ranges(text, found, &mut document.dates);
    document.dates
}

/// Gives the near end of each range the far end's value.
fn close_ranges(text: &Text<'_>, found: &[Candidate], dates: &mut [DateMention]) {
    for index in 1..dates.len() {
        let (near, far) = dates.split_at_mut(index);
        if let (Some(near), Some(far)) = (near.last_mut(), far.first_mut())
            && found[index - 1].reading.opens_range
        {
            if text.is(found[index].tokens.range().start, Class::WEEKDAY) {
                put_behind(near, far);
            }
            near.end_value = Some(far.value.clone());
            near.last_day = far
                .last_day
                .filter(|last| near.first_day.is_some_and(|first| first <= *last))
                .or(near.last_day);
        }
    }
}

/// Moves a weekday that ends a range and lies just before its beginning to the week after: "from Monday to Friday", on a
/// Thursday.
fn put_behind(near: &DateMention, far: &mut DateMention) {
    let (Some(first), Some(day)) = (near.first_day, far.first_day) else {
        return;
    };
    if day < first
        && far.kind == DateKind::Date
        && let Some(moved) = calendar::add_days(day, 7).filter(|moved| first <= *moved)
    {
        far.value = moved.to_string();
        (far.first_day, far.last_day) = (Some(moved), Some(moved));
    }
}

struct Document<'a> {
    text: &'a Text<'a>,
    published: Option<Day>,
    /// The time of publication, in seconds of its day.
    time: Option<u32>,
    /// Whether it was published before noon of the publisher's day.
    morning: bool,
    /// The order of dates in figures.
    order: Option<Order>,
    narrative: bool,
    own_year: Option<(usize, i32)>,
    last: Option<Mentioned>,
    last_day: Option<Mentioned>,
    /// The last day whose week or year nothing tells.
    open_day: Option<Mentioned>,
    /// The quarter that the article reports on.
    quarter: Option<(i32, u8, usize)>,
    dates: Vec<DateMention>,
}

impl Document<'_> {
    fn add(&mut self, candidate: &Candidate) {
        let reading = &candidate.reading;
        let span = self.text.span(candidate.tokens);
        let mut date = match &reading.expr {
            Expr::Point(point) => match self.reordered(point, reading.order) {
                Some((point, settled)) => {
                    let date = self.point(&point, candidate.tokens);
                    DateMention {
                        ambiguous: !settled,
                        ..date
                    }
                }
                None => self.point(point, candidate.tokens),
            },
            Expr::Counted { point, length } => self.counted(point, length, candidate.tokens),
            Expr::Length(length) => length_of(length, span),
            Expr::Set(set) => DateMention::new(span, DateKind::Set, recurring(set)),
            Expr::Reference(value) => DateMention::new(span, DateKind::Date, (*value).to_owned()),
        };
        date.modifier = reading.modifier;
        if let Some(until) = &reading.until {
            self.close(&mut date, until, candidate.tokens);
        }
        if matches!(reading.expr, Expr::Point(_) | Expr::Counted { .. }) {
            date.modifier = date
                .modifier
                .or_else(|| context::preposition(self.text, candidate.tokens.range().start));
        }
        self.dates.push(date);
    }

    /// Gives a range that is one expression its far end.
    fn close(&self, date: &mut DateMention, until: &Point, tokens: TokenSpan) {
        let far = self.place(until, tokens).when;
        date.end_value = Some(far.value());
        date.last_day = far.days().map(|(_, last)| last).or(date.last_day);
    }

    /// A date in figures that can be read in two ways, as the other dates of the article have it, else as it lies within a
    /// week of publication; and whether that settles it. None for all other dates.
    fn reordered(&self, point: &Point, order: Option<Order>) -> Option<(Point, bool)> {
        if order != Some(Order::Either) {
            return None;
        }
        let swapped = overview::swapped(point)?;
        let near = |point: &Point| {
            let day = overview::written_day(point)?;
            let distance = calendar::days_between(day, self.published?)?;
            (distance.abs() <= 7).then_some(())
        };
        Some(match (self.order, near(point), near(&swapped)) {
            (Some(Order::DayFirst), ..) => (swapped, true),
            (Some(_), ..) => (point.clone(), true),
            (None, None, Some(())) => (swapped, true),
            (None, first, second) => (point.clone(), first.is_some() && second.is_none()),
        })
    }

    /// A date counted from one mentioned before, the length alone where none is.
    fn counted(&mut self, point: &Point, length: &Length, tokens: TokenSpan) -> DateMention {
        if let Some(time) = self.clock_from_now(point, tokens) {
            return time;
        }
        let placed = self
            .later(point, tokens)
            .or_else(|| self.in_time(point, tokens));
        match placed {
            Some(placed) => self.placed(point, placed, tokens),
            None => length_of(length, self.text.span(tokens)),
        }
    }

    fn point(&mut self, point: &Point, tokens: TokenSpan) -> DateMention {
        let placed = self.place(point, tokens);
        self.placed(point, placed, tokens)
    }

    fn placed(&mut self, point: &Point, placed: Placed, tokens: TokenSpan) -> DateMention {
        let span = self.text.span(tokens);
        self.remember(point, placed.when, tokens);
        let timed = point.clock.is_some() || point.part.is_some();
        let kind = if timed {
            DateKind::Time
        } else {
            DateKind::Date
        };
        let mut date = DateMention::new(
            span,
            kind,
            timex::time_value(placed.when, point.part, point.clock),
        );
        let known = !point.fiscal || matches!(placed.when, When::Year(_));
        if let Some((first, last)) = placed.when.days().filter(|_| known) {
            date.first_day = Some(first);
            date.last_day = Some(last);
        }
        date.anchor = placed.anchor;
        date.ambiguous = placed.ambiguous || point.fiscal;
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
        match when {
            When::Day(_) => (self.last_day, self.open_day) = (Some(mentioned), None),
            When::Weekday(_) | When::MonthDay(..) => self.open_day = Some(mentioned),
            _ => {}
        }
        if let When::Quarter(Some(year), quarter) = when {
            let past = self.published.is_none_or(|day| {
                when.days().is_some_and(|(_, last)| last <= day) && year >= day.year - 1
            });
            let counted = matches!(
                point.base,
                Base::Shift {
                    origin: Origin::Point(_),
                    ..
                }
            );
            let better = match self.quarter {
                Some((known, _, _)) => year >= known && !counted,
                None => true,
            };
            if past && better {
                self.quarter = Some((year, quarter, self.dates.len()));
            }
        }
    }

    fn place(&self, point: &Point, tokens: TokenSpan) -> Placed {
        match &point.base {
            Base::Open => self.open_time(point.clock, tokens),
            Base::Named { field, year, which } => self.named(*field, *year, *which, tokens),
            Base::Shift {
                grain,
                count,
                origin,
                exact,
            } => self.shifted(*grain, *count, origin, *exact, tokens),
            Base::Within { inner, outer } => {
                let outer = self.place(outer, tokens);
                let open = match inner {
                    Inner::NthWeekday(..) => outer.when,
                    Inner::Weekday(_) | Inner::Nth(..) => When::AnyDay,
                };
                let when = shifted::within(*inner, outer.when).unwrap_or(open);
                Placed { when, ..outer }
            }
        }
    }
}

fn length_of(length: &Length, span: Span) -> DateMention {
    let mut date = DateMention::new(span, DateKind::Duration, timex::length_value(length));
    date.end_value = length.upper.and_then(|upper| {
        let (_, grain) = *length.parts.first()?;
        Some(timex::length_value(&Length {
            parts: vec![(Some(upper), grain)],
            upper: None,
        }))
    });
    date
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
