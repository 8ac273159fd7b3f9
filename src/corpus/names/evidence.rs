//! What articles tell of the bearer of a name, and whether two bearers can be one: their walks of life, the places and the
//! persons and organizations that are named with them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::Bearer;
use crate::model::{Entity, EntityKind, Record};
use crate::text::lexicon;

/// For each head of a role its walk of life, as a bit.
static DOMAINS: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let lines = table().zip(0..16_u16);
    lines
        .flat_map(|((_, words), bit)| words.split(' ').map(move |word| (word, 1 << bit)))
        .collect()
});

/// The walks of life that people come to from others.
static OPEN: LazyLock<u16> = LazyLock::new(|| {
    let lines = table().zip(0..16_u16);
    lines
        .filter(|((name, _), _)| name.ends_with('*'))
        .fold(0, |bits, (_, bit)| bits | 1 << bit)
});

fn table() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = include_str!("../../data/names/domain.tsv");
    lexicon::entries(table).filter_map(|line| line.split_once('\t'))
}

/// The most members of a set: what is told later adds nothing.
const MOST: usize = 48;

/// Strings by their hash, a bounded number of them, in ascending order.
#[derive(Clone, Debug, Default)]
struct Set(Vec<u32>);

impl Set {
    fn add(&mut self, hash: u32) {
        if let Err(at) = self.0.binary_search(&hash)
            && self.0.len() < MOST
        {
            self.0.insert(at, hash);
        }
    }

    fn shared(&self, other: &Self) -> usize {
        let held = |hash: &&u32| other.0.binary_search(hash).is_ok();
        self.0.iter().filter(held).count()
    }

    /// Whether both have members, and none in common.
    fn apart(&self, other: &Self) -> bool {
        !self.0.is_empty() && !other.0.is_empty() && self.shared(other) == 0
    }
}

fn hash(text: &str) -> u32 {
    u32::try_from(xxh3_64(text.as_bytes()) >> 32).unwrap_or(0)
}

/// The places of words for their peoples.
static DEMONYMS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = lexicon::entries(include_str!("../../data/names/demonym.tsv"));
    let lines = lines.filter_map(|line| line.split_once('\t'));
    lines
        .flat_map(|(place, words)| words.split(' ').map(move |word| (word, place)))
        .collect()
});

/// Places and peoples by their places: `Kenya` and `Kenyan` are one, `Niger` and `Nigeria` are two.
fn place(kind: EntityKind, key: &str) -> u32 {
    if let Some(place) = DEMONYMS.get(key) {
        return hash(place);
    }
    if kind != EntityKind::Group {
        return hash(key);
    }
    let one = key.strip_suffix('s').filter(|one| one.ends_with("an"));
    let one = one.unwrap_or(key);
    match one.strip_suffix('n').or_else(|| one.strip_suffix('i')) {
        Some(place) if place.ends_with('a') || one.ends_with('i') => hash(place),
        _ => hash(key),
    }
}

/// Whom and what an article names.
pub(super) struct Surroundings {
    places: Set,
    company: Set,
}

impl Surroundings {
    pub(super) fn of(entities: &[Entity]) -> Self {
        let (mut places, mut company) = (Set::default(), Set::default());
        for entity in entities {
            match entity.kind {
                EntityKind::Location | EntityKind::Group => {
                    places.add(place(entity.kind, &entity.key));
                }
                EntityKind::Person if !entity.key.contains(' ') => {}
                EntityKind::Person | EntityKind::Organization => company.add(hash(&entity.key)),
                EntityKind::Event | EntityKind::Law | EntityKind::Work | EntityKind::Product => {}
            }
        }
        Self { places, company }
    }
}

/// What is told of a bearer of a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// Walks of life.
    domains: u16,
    /// The words of its roles.
    titles: Set,
    /// Places named in its roles.
    homes: Set,
    /// Places named in the same articles.
    places: Set,
    /// Persons and organizations named in the same articles.
    company: Set,
}

impl Evidence {
    /// Adds what an article tells.
    pub(super) fn add(&mut self, entity: &Entity, record: &Record, around: &Surroundings) {
        let text = &record.article.text;
        let roles = entity.roles.iter().map(|span| span.of(text));
        for role in roles.chain(entity.role.as_deref()) {
            self.add_role(role);
        }
        for other in record.entities.iter().flatten() {
            let placed = matches!(other.kind, EntityKind::Location | EntityKind::Group);
            let within = |mention: &crate::model::Span| {
                let inside = |role: &&crate::model::Span| {
                    role.start <= mention.start && mention.end <= role.end
                };
                entity.roles.iter().any(|role| inside(&role))
            };
            if placed && other.mentions.iter().any(within) {
                self.homes.add(place(other.kind, &other.key));
            }
        }
        let own = hash(&entity.key);
        self.places = around.places.clone();
        self.company = Set(around
            .company
            .0
            .iter()
            .copied()
            .filter(|&c| c != own)
            .collect());
    }

    fn add_role(&mut self, role: &str) {
        for word in role.split(|c: char| !c.is_alphanumeric()) {
            let lower = word.to_lowercase();
            let one = lower.strip_suffix('s').unwrap_or(&lower);
            let domain = DOMAINS.get(lower.as_str()).or_else(|| DOMAINS.get(one));
            self.domains |= domain.copied().unwrap_or(0);
            if lower.len() > 3 {
                self.titles.add(hash(&lower));
            }
        }
    }

    /// Adds what other articles tell.
    pub(super) fn merge(&mut self, other: &Self) {
        self.domains |= other.domains;
        let sets = [
            (&mut self.titles, &other.titles),
            (&mut self.homes, &other.homes),
            (&mut self.places, &other.places),
            (&mut self.company, &other.company),
        ];
        for (own, other) in sets {
            other.0.iter().for_each(|&hash| own.add(hash));
        }
    }

    /// Whether both can hardly be told of one: their walks of life never meet; or they differ in that or in the places
    /// of their posts, and nothing that is named with one is named with the other.
    pub(super) fn against(&self, other: &Self) -> bool {
        let company = self.company.shared(&other.company);
        let domains = self.domains != 0 && other.domains != 0 && self.domains & other.domains == 0;
        let closed = (self.domains | other.domains) & *OPEN == 0;
        if domains && closed {
            return company < 2;
        }
        let differ = domains || self.homes.apart(&other.homes);
        differ && company == 0 && self.places.apart(&other.places)
    }

    /// How much both have in common.
    fn weight(&self, other: &Self) -> usize {
        2 * self.company.shared(&other.company)
            + self.titles.shared(&other.titles)
            + self.places.shared(&other.places)
    }

    /// Whether both are named with the same people, or have the same post.
    pub(super) fn akin(&self, other: &Self) -> bool {
        self.company.shared(&other.company) + self.titles.shared(&other.titles) > 0
    }

    /// Whether both are named with the same people or places.
    pub(super) fn near(&self, other: &Self) -> bool {
        self.company.shared(&other.company) + self.places.shared(&other.places) > 0
    }
}

/// Which of `known` the other bearer of their name is: the one that it has the most in common with, if it can be one.
pub(super) fn same(known: &[Bearer], other: &Bearer) -> Option<usize> {
    let possible = |bearer: &Bearer| !bearer.evidence.against(&other.evidence);
    let weight = |at: &usize| known[*at].evidence.weight(&other.evidence);
    (0..known.len())
        .rev()
        .filter(|&at| possible(&known[at]))
        .max_by_key(weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_are_of_their_places() {
        let land = |key| place(EntityKind::Location, key);
        let people = |key| place(EntityKind::Group, key);
        for (a, b) in [
            ("kenya", "kenyan"),
            ("kenya", "kenyans"),
            ("iraq", "iraqi"),
            ("germany", "german"),
            ("france", "french"),
            ("nigeria", "nigerian"),
            ("austria", "austrian"),
            ("japan", "japanese"),
            ("haiti", "haitian"),
            ("mali", "malian"),
        ] {
            assert_eq!(land(a), people(b), "{a} {b}");
        }
        for (a, b) in [
            ("austria", "australia"),
            ("niger", "nigeria"),
            ("united states", "united kingdom"),
            ("new york", "new delhi"),
            ("mali", "malta"),
        ] {
            assert_ne!(land(a), land(b), "{a} {b}");
        }
    }
}
