//! Who and what is named in a corpus: the entities of its articles, joined by key and kind.

use std::cmp::Reverse;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{CorpusEntity, Entity, EntityKind, Record};

/// The names of any number of articles. Parts of a corpus may be counted apart and merged in any order.
#[derive(Debug, Default)]
pub struct Names {
    known: FxHashMap<(EntityKind, String), Counts>,
}

/// What is counted of an entity.
#[derive(Debug, Default)]
struct Counts {
    articles: u64,
    mentions: u64,
    /// In how many articles it is called so at its fullest.
    names: FxHashMap<String, u64>,
    /// In how many articles it is called so besides.
    aliases: FxHashMap<String, u64>,
    /// In how many articles it has this title or post.
    roles: FxHashMap<String, u64>,
}

impl Names {
    /// The names of one article.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let mut names = Self::default();
        for entity in record.entities.iter().flatten() {
            let key = (entity.kind, entity.key.clone());
            let counts = names.known.entry(key).or_default();
            counts.articles = 1;
            counts.add(entity, &record.article.text);
        }
        names
    }

    /// Adds the names of other articles.
    pub fn merge(&mut self, other: Self) {
        for (key, counts) in other.known {
            self.known.entry(key).or_default().merge(counts);
        }
    }

    /// The entities: those of the most articles first, then by mentions and name.
    #[must_use]
    pub fn into_entities(self) -> Vec<CorpusEntity> {
        let known = self.known.into_iter();
        let mut entities: Vec<CorpusEntity> = known
            .map(|((kind, key), counts)| counts.into_entity(kind, key))
            .collect();
        entities.sort_by(|a, b| {
            let order = |e: &CorpusEntity| (Reverse(e.articles), Reverse(e.mentions));
            order(a)
                .cmp(&order(b))
                .then_with(|| (&a.key, a.kind).cmp(&(&b.key, b.kind)))
        });
        entities
    }
}

impl Counts {
    /// Counts an entity of an article; one that stands there twice is one.
    fn add(&mut self, entity: &Entity, text: &str) {
        self.mentions += entity.mentions.len() as u64;
        self.names.insert(entity.name.clone(), 1);
        for alias in &entity.aliases {
            self.aliases.insert(alias.clone(), 1);
        }
        for role in entity
            .roles
            .iter()
            .map(|span| span.of(text))
            .chain(entity.role.as_deref())
        {
            self.roles.insert(role.to_owned(), 1);
        }
    }

    fn merge(&mut self, other: Self) {
        self.articles += other.articles;
        self.mentions += other.mentions;
        add(&mut self.names, other.names);
        add(&mut self.aliases, other.aliases);
        add(&mut self.roles, other.roles);
    }

    fn into_entity(self, kind: EntityKind, key: String) -> CorpusEntity {
        let mut names = ranked(self.names).into_iter();
        let name = names.next().unwrap_or_default();
        let mut seen = FxHashSet::from_iter([name.clone()]);
        let mut aliases: Vec<String> = names.chain(ranked(self.aliases)).collect();
        aliases.retain(|alias| seen.insert(alias.clone()));
        CorpusEntity {
            key,
            kind,
            name,
            aliases,
            roles: ranked(self.roles),
            articles: self.articles,
            mentions: self.mentions,
        }
    }
}

fn add<K: Eq + Hash>(counts: &mut FxHashMap<K, u64>, other: FxHashMap<K, u64>) {
    for (key, count) in other {
        *counts.entry(key).or_default() += count;
    }
}

/// The texts by how many articles have them, then the longer before the shorter.
fn ranked(counts: FxHashMap<String, u64>) -> Vec<String> {
    let mut ranked: Vec<(String, u64)> = counts.into_iter().collect();
    ranked.sort_by(|(a, many), (b, few)| {
        few.cmp(many)
            .then(b.len().cmp(&a.len()))
            .then_with(|| a.cmp(b))
    });
    ranked.into_iter().map(|(text, _)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Format, Locator, Span};

    fn record(entities: &[(&str, &str, &[&str], usize)]) -> Record {
        let locator = Locator {
            path: "a.txt".into(),
            record: None,
        };
        let mut record = Record::new(Article::empty(locator, Format::Text));
        let entity = |&(key, name, aliases, mentions): &(&str, &str, &[&str], usize)| Entity {
            key: key.to_owned(),
            kind: EntityKind::Person,
            name: name.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            role: Some("mayor".to_owned()),
            roles: Vec::new(),
            mentions: vec![Span::new(0, 0); mentions],
            references: Vec::new(),
        };
        record.entities = Some(entities.iter().map(entity).collect());
        record
    }

    #[test]
    fn articles_are_joined_in_any_order() {
        let records = [
            record(&[
                ("maria lopez", "Maria Lopez", &["Lopez"], 3),
                ("tom dee", "Tom Dee", &[], 9),
            ]),
            record(&[("maria lopez", "María López", &["Ms Lopez", "Lopez"], 1)]),
            record(&[("maria lopez", "Maria Lopez", &[], 2)]),
        ];
        let count = |order: [usize; 3]| {
            let mut names = Names::default();
            order
                .iter()
                .for_each(|&index| names.merge(Names::of(&records[index])));
            names.into_entities()
        };
        let entities = count([0, 1, 2]);
        assert_eq!(entities, count([2, 0, 1]));
        assert_eq!(entities[0].name, "Maria Lopez");
        assert_eq!(entities[0].aliases, ["María López", "Lopez", "Ms Lopez"]);
        assert_eq!((entities[0].articles, entities[0].mentions), (3, 6));
        assert_eq!(entities[0].roles, ["mayor"]);
        assert_eq!(entities[1].name, "Tom Dee");
    }
}
