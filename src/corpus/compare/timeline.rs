//! What happened and will happen, by day: the dated clauses of a story, those of one day and one subject together.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{Edge, Node};
use super::{Compared, Passage, words};
use crate::model::{Anchor, Contrast, DateKind, DateMention, Day, Event, Fact, Record, Span};
use crate::text::{Class, Text, lexicon};

/// The longest stretch of days that is a date of its own: a year.
const LONGEST: i64 = 366;
/// What two clauses of one day must share for them to be one event.
const ALIKE: f64 = 8.5;
/// How near a verb of speech stands to the day of speaking, in bytes.
const BESIDE: u32 = 4;

/// A date of an article and the clause it stands in.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    first: Day,
    last: Day,
    statement: usize,
}

/// The dates of an article that stand for days of the calendar, those left out on which something was only said.
pub(super) fn dated(
    record: &Record,
    text: &Text<'_>,
    statements: &[super::Statement],
) -> Vec<Dated> {
    let spoken = Spoken::of(record);
    let mut found = Vec::new();
    for date in record.dates.iter().flatten() {
        if !is_day(date) || spoken.on(date) || quoted(text, date) {
            continue;
        }
        let (Some(first), Some(last)) = (date.first_day, date.last_day) else {
            continue;
        };
        let length = crate::text::calendar::days_between(first, last);
        if length.is_none_or(|days| days > LONGEST) {
            continue;
        }
        if let Some(statement) = holder(statements, date.span).filter(|&at| !statements[at].speaker)
        {
            found.push(Dated {
                first,
                last,
                statement,
            });
        }
    }
    found
}

/// Whether a mention means days: a date or a time of day, not "now".
fn is_day(date: &DateMention) -> bool {
    matches!(date.kind, DateKind::Date | DateKind::Time) && !date.value.ends_with("_REF")
}

/// Where the verbs of speech of an article begin and end.
struct Spoken {
    starts: FxHashSet<u32>,
    ends: FxHashSet<u32>,
}

impl Spoken {
    fn of(record: &Record) -> Self {
        let text = &record.article.text;
        let claims = record.claims.iter().flatten();
        let cues = claims.filter_map(|claim| Some(claim.cue.part.as_ref()?.hull()));
        let (starts, ends) = cues
            .filter(|cue| words::is("speech", cue.of(text)))
            .map(|cue| (cue.start, cue.end))
            .unzip();
        Self { starts, ends }
    }

    /// Whether a day is only that of a report: "said on Friday", "reported on Monday".
    fn on(&self, date: &DateMention) -> bool {
        let day = date.span;
        let behind = (0..=BESIDE).any(|gap| {
            let end = day.start.checked_sub(gap);
            end.is_some_and(|end| self.ends.contains(&end))
        });
        behind || (0..=1).any(|gap| self.starts.contains(&(day.end + gap)))
    }
}

/// Whether it is a relative day in somebody's mouth: "tomorrow it goes to work".
fn quoted(text: &Text<'_>, date: &DateMention) -> bool {
    let at = text.token_at(date.span.start);
    let named = text.tokens_in(date.span).range().any(|token| {
        let class = lexicon::classes(text.lower(token));
        class.any(Class::WEEKDAY | Class::MONTH) || text.is(token, Class::NUMBER)
    });
    text.quotation_at(at).is_some() && !named && date.anchor == Some(Anchor::Published)
}

/// The clause that a span begins in.
pub(super) fn holder(statements: &[super::Statement], span: Span) -> Option<usize> {
    let after = statements.partition_point(|s| s.span.start <= span.start);
    let at = after.checked_sub(1)?;
    (span.start < statements[at].span.end).then_some(at)
}

/// The dated clauses by day and, of one day, by what they tell.
pub(super) fn events(compared: &Compared<'_>, edges: &[Edge], facts: &[Fact]) -> Vec<Event> {
    let mut days: Vec<(Day, Day, Node)> = Vec::new();
    for (article, digest) in compared.digests.iter().enumerate() {
        for dated in &digest.dated {
            days.push((dated.first, dated.last, (article, dated.statement)));
        }
    }
    days.sort_unstable();
    days.dedup();
    let mut times: FxHashMap<Node, usize> = FxHashMap::default();
    for day in &days {
        *times.entry(day.2).or_default() += 1;
    }
    let dates = facts
        .iter()
        .filter(|fact| fact.contrast == Some(Contrast::Date));
    let sides = dates.flat_map(|fact| &fact.sides);
    let disputed: Vec<Passage> = sides
        .flat_map(|side| side.support.iter().copied())
        .collect();
    let mut events = Vec::new();
    for same in days.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let nodes: Vec<Node> = same.iter().map(|day| day.2).collect();
        for group in parted(&nodes, edges) {
            let only = |node: &&Node| times[node] == 1;
            let plain: Vec<Node> = group.iter().filter(only).copied().collect();
            let clearest = compared.clearest(if plain.is_empty() { &group } else { &plain });
            let clearest = clearest.map(|node| compared.passage(node));
            let mut support: Vec<Passage> =
                group.iter().map(|&node| compared.passage(node)).collect();
            support.sort_by_key(|passage| (Some(*passage) != clearest, *passage));
            events.push(Event {
                first_day: same[0].0,
                last_day: same[0].1,
                disputed: support.iter().any(|passage| disputed.contains(passage)),
                support,
            });
        }
    }
    events
}

/// What one article alone tells of a day goes with what several tell of it, else with what else that article tells.
fn gathered(parts: Vec<Vec<Node>>) -> Vec<Vec<Node>> {
    let shared = |part: &[Node]| part.iter().any(|node| node.0 != part[0].0);
    let mut found: Vec<Vec<Node>> = Vec::new();
    for part in parts {
        let home = match found.first() {
            Some(first) if !shared(&part) && shared(first) => Some(0),
            _ => found
                .iter()
                .position(|own| own.iter().any(|node| node.0 == part[0].0)),
        };
        match home {
            Some(at) => found[at].extend(part),
            None => found.push(part),
        }
    }
    found
}

/// Clauses of one day, parted into those that are alike; the largest first.
fn parted(nodes: &[Node], edges: &[Edge]) -> Vec<Vec<Node>> {
    let mut group: Vec<usize> = (0..nodes.len()).collect();
    let place = |node: Node| nodes.binary_search(&node).ok();
    for edge in edges.iter().filter(|edge| edge.weight >= ALIKE) {
        if let (Some(a), Some(b)) = (place(edge.a), place(edge.b)) {
            let (into, from) = (group[a].min(group[b]), group[a].max(group[b]));
            let moved = group.iter_mut().filter(|own| **own == from);
            moved.for_each(|own| *own = into);
        }
    }
    let mut parts: Vec<Vec<Node>> = vec![Vec::new(); nodes.len()];
    for (at, &node) in nodes.iter().enumerate() {
        parts[group[at]].push(node);
    }
    parts.retain(|part| !part.is_empty());
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    gathered(parts)
}
