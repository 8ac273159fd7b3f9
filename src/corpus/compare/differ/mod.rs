//! Where the articles of a story differ: figures of one thing, days of one event, who said a quotation, terms that
//! exclude each other, how a name is spelled and which post its bearer has, the words of a quotation, the verb and the outlet
//! that a statement is credited with. Two things are set against each other only
//! where nothing says that they are two: another unit, day or place, or an article that gives both of its own accord.

mod altered;
mod amount;
mod clash;
mod credit;
mod people;
mod quote;
mod spelling;
mod term;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::align::{Edge, Node};
use super::{Compared, Passage};
use crate::model::{Contrast, Fact, FactKind, FactSide, Span};

pub(super) use altered::{Utterance, one_spelling, utterances};
pub(super) use amount::{Item, ends_of_stretches, items, of_toll, toll};
pub(super) use clash::{is_later_toll, near, of_values};
pub(super) use people::{Named, named};
pub(super) use quote::{Quoted, quoted};
pub(super) use spelling::edits_at_most;
pub(super) use term::{
    Exclusion, Lean, Told, again as terms_again, excluding, exclusion, leans, told,
};

/// All differences of a story.
pub(super) fn facts(compared: &Compared<'_>, edges: &[Edge], groups: &[Vec<Node>]) -> Vec<Fact> {
    let mut facts = clash::facts(compared, edges);
    facts.extend(term::facts(compared));
    facts.extend(quote::facts(compared));
    facts.extend(people::facts(compared));
    facts.extend(altered::facts(compared));
    facts.extend(credit::facts(compared, groups));
    facts.retain(|fact| !reads_alike(fact));
    facts
}

/// Whether all sides of a difference are the same words: nobody sees what differs ("February", of two years).
fn reads_alike(fact: &Fact) -> bool {
    let mut values = fact.sides.iter().map(|side| side.value.as_deref());
    let first = values.next();
    values.all(|value| Some(value) == first)
}

/// One version: what it is called, and the passages that have it.
#[derive(Default)]
struct Side {
    value: String,
    /// The first of the passages.
    first: Option<Passage>,
    support: Vec<Passage>,
}

/// The versions by what they are compared by.
type Sides<K> = BTreeMap<K, Side>;

/// Adds a passage to the version `key`, which is called as the first article calls it.
fn add<K: Ord>(sides: &mut Sides<K>, key: K, value: &str, passage: Passage) {
    let side = sides.entry(key).or_default();
    if side.first.is_none_or(|first| passage < first) {
        value.clone_into(&mut side.value);
        side.first = Some(passage);
    }
    side.support.push(passage);
}

/// The difference that versions make, the one of most articles first.
fn fact<K: Ord>(compared: &Compared<'_>, on: Contrast, about: String, sides: Sides<K>) -> Fact {
    let mut sides: Vec<FactSide> = sides
        .into_values()
        .map(|mut side| {
            side.support.sort_unstable();
            side.support.dedup_by_key(|passage| passage.article);
            FactSide {
                value: Some(side.value),
                support: side.support,
                said: Vec::new(),
            }
        })
        .collect();
    sides.sort_by_key(|side| (std::cmp::Reverse(side.support.len()), side.support[0]));
    let support: Vec<Passage> = sides
        .iter()
        .flat_map(|side| &side.support)
        .copied()
        .collect();
    Fact {
        kind: FactKind::Differ,
        contrast: Some(on),
        about,
        disputed: true,
        origins: compared.origins(&support),
        sides,
    }
}

/// Whether versions that articles give, each by its article, are set against each other: by articles of two origins, and
/// by none within itself.
fn contested<K: PartialEq>(compared: &Compared<'_>, given: &[(usize, K)]) -> bool {
    // Where neither all values nor all origins are the same, two differ in both.
    let apart = given.first().is_some_and(|first| {
        let other = |one: &(usize, K)| !one_origin(compared, one.0, first.0);
        given.iter().any(|one| one.1 != first.1) && given.iter().any(other)
    });
    let mut own: FxHashMap<usize, &K> = FxHashMap::default();
    apart
        && given
            .iter()
            .all(|(article, value)| *own.entry(*article).or_insert(value) == value)
}

/// Whether two articles are copies of one: what differs there was edited, not reported.
fn one_origin(compared: &Compared<'_>, a: usize, b: usize) -> bool {
    compared.original(a) == compared.original(b)
}

/// The value that a passage has.
pub(super) fn value_at(compared: &Compared<'_>, passage: Passage) -> Option<Node> {
    let mut items = compared.digests[passage.article].items.iter();
    let at = items.position(|item| item.span.overlaps(passage.span))?;
    Some((passage.article, at))
}

/// Whether two values of one unit are not the same.
pub(super) fn two_values(a: &Item, b: &Item) -> bool {
    a.comparable(b) && !a.same(b)
}

/// Where two passages give the values of two sides of a difference.
pub(super) fn clashing(
    compared: &Compared<'_>,
    sides: [&FactSide; 2],
    passages: [Passage; 2],
) -> Option<(Span, Span)> {
    let given = |at: usize| {
        let known = value(compared, sides[at])?;
        let mut items = compared.digests[passages[at].article].items.iter();
        let own = items.find(|item| passages[at].span.contains(item.span) && item.same(known))?;
        Some(own.span)
    };
    Some((given(0)?, given(1)?))
}

/// The clauses of an article that give a value of one side of a difference again, of the same thing.
pub(super) fn values_again(compared: &Compared<'_>, side: &FactSide, article: usize) -> Vec<usize> {
    let Some(own) = value(compared, side) else {
        return Vec::new();
    };
    let of_one = |a: &Item, b: &Item| match a.toll {
        Some(_) => a.toll == b.toll,
        None => a.head.is_some() && a.head == b.head,
    };
    let items = compared.digests[article].items.iter();
    let again = items.filter(|item| item.same(own) && of_one(own, item));
    again.map(|item| item.statement).collect()
}

/// The value that a side of a difference is called by.
fn value<'c>(compared: &'c Compared<'_>, side: &FactSide) -> Option<&'c Item> {
    side.support.iter().find_map(|passage| {
        let digest = &compared.digests[passage.article];
        let words = |item: &Item| Some(item.span.of(&digest.text)) == side.value.as_deref();
        let mut items = digest.items.iter();
        items.find(|item| passage.span.contains(item.span) && words(item))
    })
}
