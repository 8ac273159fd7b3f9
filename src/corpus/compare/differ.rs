//! Where the articles of a story differ: figures of the same thing, days of the same event, who said a quotation, how a
//! name is spelled and which post its bearer has. Two things are set against each other only where nothing says that
//! they are two: another unit, day, place, or an article that gives both.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::align::{Edge, Node};
use super::statement::{Feature, Kind, Statement, sense, unit_of};
use super::timeline::holder;
use super::{Compared, Passage};
use crate::model::{EntityKind, Fact, FactKind, FactSide, FigureKind, Record, Span};
use crate::text::calendar;
use crate::text::term::stem;

/// What two clauses must share, figures left out, for their figures to be of one thing.
const ALIKE: f64 = 6.0;
/// What the same head of the two counted things weighs.
const HEAD: f64 = 3.0;

/// A figure of an article.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    span: Span,
    statement: usize,
    unit: String,
    value: f64,
    /// The head of what is counted or measured.
    head: Option<String>,
}

/// The figures of an article that can be set against others.
pub(super) fn amounts(record: &Record, statements: &[Statement]) -> Vec<Amount> {
    let mut found = Vec::new();
    for figure in record.figures.iter().flatten() {
        let kinds = [FigureKind::Ordinal, FigureKind::Score, FigureKind::Ratio];
        let Some(value) = figure.value.filter(|_| !kinds.contains(&figure.kind)) else {
            continue;
        };
        let Some(statement) = holder(statements, figure.span) else {
            continue;
        };
        let head = figure
            .subject
            .as_deref()
            .and_then(|subject| subject.rsplit(' ').next());
        found.push(Amount {
            span: figure.span,
            statement,
            unit: unit_of(figure.kind, figure.unit.as_deref()).to_owned(),
            value,
            head: head.map(|head| sense(&stem(&head.to_lowercase())).to_owned()),
        });
    }
    found
}

/// Somebody or something that an article names.
#[derive(Clone, Debug)]
pub(super) struct Named {
    key: String,
    name: String,
    kind: EntityKind,
    mention: Span,
}

/// The names of an article.
pub(super) fn named(record: &Record) -> Vec<Named> {
    let entities = record.entities.iter().flatten();
    entities
        .filter_map(|entity| {
            Some(Named {
                key: entity.key.clone(),
                name: entity.name.clone(),
                kind: entity.kind,
                mention: *entity.mentions.first()?,
            })
        })
        .collect()
}

/// All differences of a story.
pub(super) fn facts(compared: &Compared<'_>, edges: &[Edge]) -> Vec<Fact> {
    let mut facts = figures(compared, edges);
    facts.extend(names(compared));
    facts
}

/// The value of one version, and the passages that have it.
type Sides = BTreeMap<String, Vec<Passage>>;

fn fact(compared: &Compared<'_>, about: String, sides: Sides) -> Fact {
    let support: Vec<Passage> = sides.values().flatten().copied().collect();
    let mut sides: Vec<FactSide> = sides
        .into_iter()
        .map(|(value, mut support)| {
            support.sort_unstable();
            support.dedup();
            FactSide {
                value: Some(value),
                support,
            }
        })
        .collect();
    sides.sort_by_key(|side| (std::cmp::Reverse(side.support.len()), side.support[0]));
    Fact {
        kind: FactKind::Differ,
        about,
        origins: compared.origins(&support),
        sides,
    }
}

/// Two figures, each by its article and its position there, that are set against each other.
struct Clash {
    score: f64,
    a: Node,
    b: Node,
}

fn figures(compared: &Compared<'_>, edges: &[Edge]) -> Vec<Fact> {
    let mut found: Vec<Clash> = Vec::new();
    for edge in edges {
        for (x, a) in amounts_of(compared, edge.a) {
            for (y, b) in amounts_of(compared, edge.b) {
                if let Some(score) = differ(compared, edge, a, b) {
                    found.push(Clash {
                        score,
                        a: (edge.a.0, x),
                        b: (edge.b.0, y),
                    });
                }
            }
        }
    }
    found.sort_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut groups: Vec<Vec<Node>> = Vec::new();
    for Clash { a, b, .. } in found {
        let (at, bt) = (place(&groups, a), place(&groups, b));
        match (at, bt) {
            (None, None) => groups.push(vec![a, b]),
            (Some(at), None) => groups[at].push(b),
            (None, Some(bt)) => groups[bt].push(a),
            _ => {}
        }
    }
    groups
        .iter()
        .map(|group| figure_fact(compared, group))
        .collect()
}

fn place(groups: &[Vec<Node>], item: Node) -> Option<usize> {
    groups.iter().position(|group| group.contains(&item))
}

fn figure_fact(compared: &Compared<'_>, group: &[Node]) -> Fact {
    let mut sides = Sides::new();
    for &(article, at) in group {
        let amount = &compared.digests[article].amounts[at];
        let value = amount.span.of(&compared.digests[article].text);
        let key = sides
            .keys()
            .find(|key| key.as_str() == value)
            .cloned()
            .unwrap_or_else(|| value.to_owned());
        let passage = compared.passage((article, amount.statement));
        sides.entry(key).or_default().push(passage);
    }
    let (article, at) = group[0];
    let amount = &compared.digests[article].amounts[at];
    let about = compared
        .words(compared.passage((article, amount.statement)))
        .to_owned();
    fact(compared, about, sides)
}

fn amounts_of<'c>(
    compared: &'c Compared<'_>,
    node: Node,
) -> impl Iterator<Item = (usize, &'c Amount)> {
    let amounts = compared.digests[node.0].amounts.iter().enumerate();
    amounts.filter(move |(_, amount)| amount.statement == node.1)
}

/// How sure it is that two figures are of one thing and differ; none where they are not set against each other.
fn differ(compared: &Compared<'_>, edge: &Edge, a: &Amount, b: &Amount) -> Option<f64> {
    if a.unit != b.unit
        || a.value == b.value
        || compared.original(edge.a.0) == compared.original(edge.b.0)
    {
        return None;
    }
    if gives(compared, edge.b.0, a) || gives(compared, edge.a.0, b) || !same_time(compared, edge) {
        return None;
    }
    if elsewhere(compared, edge) {
        return None;
    }
    let head = a.head.is_some() && a.head == b.head;
    let score = edge.weight + if head { HEAD } else { 0.0 };
    (score >= ALIKE).then_some(score)
}

/// Whether an article gives a figure too: then it is no version of another one there.
fn gives(compared: &Compared<'_>, article: usize, amount: &Amount) -> bool {
    let mut amounts = compared.digests[article].amounts.iter();
    amounts.any(|other| other.unit == amount.unit && other.value == amount.value)
}

/// Whether two clauses can speak of one time: no day that only one sentence names, no later count.
fn same_time(compared: &Compared<'_>, edge: &Edge) -> bool {
    let day = |node: Node| compared.story.articles[node.0].day;
    let apart = day(edge.a)
        .zip(day(edge.b))
        .and_then(|(a, b)| calendar::days_between(a, b));
    if apart.is_some_and(|days| days.abs() > 1) {
        let dated = |node: Node| {
            compared
                .alignment
                .sentence(node)
                .iter()
                .any(|f| f.kind == Kind::Date)
        };
        if !(dated(edge.a) && dated(edge.b)) {
            return false;
        }
    }
    shares(compared, edge, &[Kind::Date])
}

/// Whether what both sentences have of some kinds has anything in common.
fn shares(compared: &Compared<'_>, edge: &Edge, kinds: &[Kind]) -> bool {
    let of = |node: Node| -> FxHashSet<Feature> {
        let features = compared.alignment.sentence(node).iter().copied();
        features
            .filter(|feature| kinds.contains(&feature.kind))
            .collect()
    };
    let (a, b) = (of(edge.a), of(edge.b));
    a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
}

/// Whether both clauses name somebody or some place, and none in common.
fn elsewhere(compared: &Compared<'_>, edge: &Edge) -> bool {
    let of = |node: Node| -> FxHashSet<Feature> {
        let features = compared.alignment.statement(node).features.iter().copied();
        features
            .filter(|feature| matches!(feature.kind, Kind::Name | Kind::Person))
            .collect()
    };
    let (a, b) = (of(edge.a), of(edge.b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// People whose names are spelled in two ways.
fn names(compared: &Compared<'_>) -> Vec<Fact> {
    let mut all: Vec<(usize, &Named)> = Vec::new();
    for (article, digest) in compared.digests.iter().enumerate() {
        let people = digest
            .named
            .iter()
            .filter(|named| named.kind == EntityKind::Person);
        all.extend(
            people
                .filter(|named| named.key.contains(' '))
                .map(|named| (article, named)),
        );
    }
    let mut facts = Vec::new();
    let mut done: FxHashSet<&str> = FxHashSet::default();
    for (index, &(article, named)) in all.iter().enumerate() {
        if !done.insert(&named.key) {
            continue;
        }
        let variants: Vec<&(usize, &Named)> = all[index + 1..]
            .iter()
            .filter(|(other, its)| *other != article && variant(&named.key, &its.key))
            .filter(|(other, _)| {
                !compared.digests[*other]
                    .named
                    .iter()
                    .any(|n| n.key == named.key)
            })
            .collect();
        if variants.is_empty() {
            continue;
        }
        let mut sides = Sides::new();
        let keys: FxHashSet<&str> = variants
            .iter()
            .map(|(_, its)| its.key.as_str())
            .chain([named.key.as_str()])
            .collect();
        for &(article, its) in all
            .iter()
            .filter(|(_, its)| keys.contains(its.key.as_str()))
        {
            done.insert(&its.key);
            let passage = Passage {
                article,
                span: its.mention,
            };
            sides.entry(its.name.clone()).or_default().push(passage);
        }
        facts.push(fact(compared, format!("name of {}", named.name), sides));
    }
    facts
}

/// Whether two names are spellings of one: as many parts, all the same but one, and that one or two letters apart.
fn variant(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if a.len() != b.len() {
        return false;
    }
    let mut odd = a.iter().zip(&b).filter(|(x, y)| x != y);
    let first = odd.next();
    first.is_some_and(|(x, y)| x.chars().count() > 3 && distance(x, y) <= 2)
        && odd.all(|(x, y)| distance(x, y) <= 1)
}

/// How many letters have to be added, taken out or changed (Levenshtein 1965).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        assert!(variant("rogelio magbanua", "rogelio magbanwa"));
        assert!(!variant("rogelio magbanua", "rogelia magtoto"));
        assert!(
            !variant("ana lim", "ana lee"),
            "short names differ by little"
        );
        assert!(!variant("hideo kuramoto", "kuramoto"));
        assert_eq!(distance("ndoye", "ndaye"), 1);
    }
}
