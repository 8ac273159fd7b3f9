//! What happened and will happen, by day: the dated clauses of a story, those of one day and one subject together.

use super::align::Node;
use super::{Compared, Passage};
use crate::model::{DateKind, Day, Event, Record, Span};

/// The longest stretch of days that is a date of its own: a year.
const LONGEST: i64 = 366;

/// A date of an article and the clause it stands in.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    first: Day,
    last: Day,
    statement: usize,
}

/// The dates of an article that stand for days of the calendar.
pub(super) fn dated(record: &Record, statements: &[super::Statement]) -> Vec<Dated> {
    let mut found = Vec::new();
    for date in record.dates.iter().flatten() {
        if !matches!(date.kind, DateKind::Date | DateKind::Time) || date.value.ends_with("_REF") {
            continue;
        }
        let (Some(first), Some(last)) = (date.first_day, date.last_day) else {
            continue;
        };
        let length = crate::text::calendar::days_between(first, last);
        if length.is_none_or(|days| days > LONGEST) {
            continue;
        }
        if let Some(statement) = holder(statements, date.span) {
            found.push(Dated {
                first,
                last,
                statement,
            });
        }
    }
    found
}

/// The clause that a span begins in.
pub(super) fn holder(statements: &[super::Statement], span: Span) -> Option<usize> {
    let after = statements.partition_point(|s| s.span.start <= span.start);
    let at = after.checked_sub(1)?;
    (span.start < statements[at].span.end).then_some(at)
}

/// The dated clauses by day: those of the same days are one event.
pub(super) fn events(compared: &Compared<'_>) -> Vec<Event> {
    let mut days: Vec<(Day, Day, Node)> = Vec::new();
    for (article, digest) in compared.digests.iter().enumerate() {
        for dated in &digest.dated {
            days.push((dated.first, dated.last, (article, dated.statement)));
        }
    }
    days.sort_unstable();
    days.dedup();
    let mut events = Vec::new();
    for same in days.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let support: Vec<Passage> = same.iter().map(|day| compared.passage(day.2)).collect();
        events.push(Event {
            first_day: same[0].0,
            last_day: same[0].1,
            support,
        });
    }
    events
}
