//! Who and what is named in a corpus: the entities of its articles, joined by key and kind, persons of one name kept apart
//! where the articles tell of two (`evidence`), short forms joined to the one that they can mean (`short`).

mod evidence;
mod short;

use std::cmp::Reverse;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use self::evidence::Evidence;
use crate::model::{CorpusEntity, Day, Entity, EntityKind, Record};
use crate::text::name;

/// The names of any number of articles, counted one after another. Merging parts in another order gives the same, but for
/// persons of one name of whom little is told.
#[derive(Debug, Default)]
pub struct Names {
    /// Those of one kind and key; several where they are different ones.
    known: FxHashMap<(EntityKind, String), Vec<Bearer>>,
    articles: u32,
}

/// Somebody or something that has a name, with what is counted of it.
#[derive(Debug, Default)]
struct Bearer {
    /// The articles, by their number, in ascending order.
    articles: Vec<u32>,
    mentions: u64,
    first_day: Option<Day>,
    last_day: Option<Day>,
    /// In how many articles it is called so at its fullest.
    names: FxHashMap<String, u64>,
    /// In how many articles it is called so besides.
    aliases: FxHashMap<String, u64>,
    /// In how many articles it has this title or post.
    roles: FxHashMap<String, u64>,
    evidence: Evidence,
}

impl Names {
    /// The names of one article.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let mut names = Self {
            articles: 1,
            ..Self::default()
        };
        let entities = record.entities.as_deref().unwrap_or_default();
        let surroundings = evidence::Surroundings::of(entities);
        for entity in entities {
            let bearers = names
                .known
                .entry((entity.kind, entity.key.clone()))
                .or_default();
            if bearers.is_empty() {
                bearers.push(Bearer::default());
            }
            if let Some(bearer) = bearers.first_mut() {
                bearer.add(entity, record);
                bearer.evidence.add(entity, record, &surroundings);
            }
        }
        names
    }

    /// Adds the names of later articles.
    pub fn merge(&mut self, other: Self) {
        for (key, bearers) in other.known {
            let known = self.known.entry(key).or_default();
            for mut bearer in bearers {
                for article in &mut bearer.articles {
                    *article = article.saturating_add(self.articles);
                }
                match evidence::same(known, &bearer) {
                    Some(at) => known[at].merge(bearer),
                    None => known.push(bearer),
                }
            }
        }
        self.articles = self.articles.saturating_add(other.articles);
    }

    /// The entities: those of the most articles first, then by mentions and name.
    #[must_use]
    pub fn into_entities(mut self) -> Vec<CorpusEntity> {
        short::join(&mut self.known);
        let mut entities = Vec::new();
        for ((kind, key), mut bearers) in self.known {
            bearers.sort_by_key(|bearer| {
                let first = bearer.articles.first().copied();
                (
                    Reverse(bearer.articles.len()),
                    Reverse(bearer.mentions),
                    first,
                )
            });
            let mut keys = FxHashSet::default();
            for bearer in bearers {
                let key = bearer.own_key(&key, &mut keys);
                entities.push(bearer.into_entity(kind, key));
            }
        }
        entities.sort_by(|a, b| {
            let order = |e: &CorpusEntity| (Reverse(e.articles.len()), Reverse(e.mentions));
            order(a)
                .cmp(&order(b))
                .then_with(|| (&a.key, a.kind).cmp(&(&b.key, b.kind)))
        });
        entities
    }
}

impl Bearer {
    /// Counts an entity of an article; one that stands there twice is one.
    fn add(&mut self, entity: &Entity, record: &Record) {
        let text = &record.article.text;
        self.articles = vec![0];
        self.mentions += entity.mentions.len() as u64;
        self.first_day = record.article.published_date;
        self.last_day = self.first_day;
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
        // Those of later articles are greater.
        let later = self.articles.last() < other.articles.first();
        self.articles.extend(other.articles);
        if !later {
            self.articles.sort_unstable();
            self.articles.dedup();
        }
        self.mentions += other.mentions;
        let days = [self.first_day, other.first_day].into_iter().flatten();
        self.first_day = days.min();
        self.last_day = self.last_day.max(other.last_day);
        add(&mut self.names, other.names);
        add(&mut self.aliases, other.aliases);
        add(&mut self.roles, other.roles);
        self.evidence.merge(&other.evidence);
    }

    /// The key of its own: `key` for the first one of several, then with the role behind it, or a number.
    fn own_key(&self, key: &str, taken: &mut FxHashSet<String>) -> String {
        let role = ranked(&self.roles).first().map(|role| name::plain(role));
        let described = role.map(|role| format!("{key} ({role})"));
        let numbered = (2_u32..).map(|number| format!("{key} ({number})"));
        let mut keys = std::iter::once(key.to_owned())
            .chain(described)
            .chain(numbered);
        keys.find(|key| taken.insert(key.clone()))
            .unwrap_or_default()
    }

    fn into_entity(self, kind: EntityKind, key: String) -> CorpusEntity {
        let mut names = ranked(&self.names).into_iter();
        let name = names.next().unwrap_or_default();
        let mut seen = FxHashSet::from_iter([name.clone()]);
        let mut aliases: Vec<String> = names.chain(ranked(&self.aliases)).collect();
        aliases.retain(|alias| seen.insert(alias.clone()));
        CorpusEntity {
            key,
            kind,
            name,
            aliases,
            roles: ranked(&self.roles),
            articles: self.articles,
            mentions: self.mentions,
            first_day: self.first_day,
            last_day: self.last_day,
        }
    }
}

fn add<K: Eq + Hash>(counts: &mut FxHashMap<K, u64>, other: FxHashMap<K, u64>) {
    for (key, count) in other {
        *counts.entry(key).or_default() += count;
    }
}

/// The texts by how many articles have them, then the longer before the shorter.
fn ranked(counts: &FxHashMap<String, u64>) -> Vec<String> {
    let mut ranked: Vec<(&String, u64)> =
        counts.iter().map(|(text, &count)| (text, count)).collect();
    ranked.sort_by(|(a, many), (b, few)| {
        few.cmp(many)
            .then(b.len().cmp(&a.len()))
            .then_with(|| a.cmp(b))
    });
    ranked.into_iter().map(|(text, _)| text.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Format, Locator, Span};

    /// An entity of the tests: kind, key and name, aliases, role.
    type Told<'a> = (EntityKind, &'a str, &'a [&'a str], &'a str);

    fn record(day: u8, entities: &[Told<'_>]) -> Record {
        let locator = Locator {
            path: "a.txt".into(),
            record: None,
        };
        let mut record = Record::new(Article::empty(locator, Format::Text));
        record.article.published_date = Some(Day {
            year: 2025,
            month: 6,
            day,
        });
        let entity = |&(kind, name, aliases, role): &Told<'_>| Entity {
            key: name::key(name),
            kind,
            name: name.to_owned(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            role: (!role.is_empty()).then(|| role.to_owned()),
            roles: Vec::new(),
            mentions: vec![Span::new(0, 0); 2],
            references: Vec::new(),
        };
        record.entities = Some(entities.iter().map(entity).collect());
        record
    }

    fn counted(records: &[Record]) -> Vec<CorpusEntity> {
        let mut names = Names::default();
        for record in records {
            names.merge(Names::of(record));
        }
        names.into_entities()
    }

    /// The keys of the persons, sorted.
    fn persons(records: &[Record]) -> Vec<String> {
        let mut keys: Vec<String> = counted(records)
            .into_iter()
            .filter(|entity| entity.kind == Person)
            .map(|entity| entity.key)
            .collect();
        keys.sort();
        keys
    }

    use EntityKind::{Location, Organization, Person};

    #[test]
    fn articles_are_joined_by_key() {
        let entities = counted(&[
            record(
                3,
                &[
                    (Person, "Maria Lopez", &["Lopez"], "mayor"),
                    (Person, "Tom Dee", &[], ""),
                ],
            ),
            record(
                1,
                &[(Person, "María López", &["Ms Lopez", "Lopez"], "mayor")],
            ),
            record(2, &[(Person, "Maria Lopez", &[], "mayor")]),
        ]);
        let lopez = &entities[0];
        assert_eq!(lopez.name, "Maria Lopez");
        assert_eq!(lopez.aliases, ["María López", "Lopez", "Ms Lopez"]);
        assert_eq!((lopez.articles.len(), lopez.mentions), (3, 6));
        assert_eq!(lopez.roles, ["mayor"]);
        assert_eq!(lopez.first_day.unwrap().day, 1);
        assert_eq!(lopez.last_day.unwrap().day, 3);
        assert_eq!(entities[1].name, "Tom Dee");
    }

    #[test]
    fn two_persons_of_one_name_have_keys_of_their_own() {
        let player = record(
            1,
            &[
                (Person, "Mike Dorn", &[], "striker"),
                (Organization, "Rovers", &[], ""),
            ],
        );
        let again = record(
            2,
            &[
                (Person, "Mike Dorn", &[], "coach"),
                (Organization, "Rovers", &[], ""),
            ],
        );
        let scholar = record(
            3,
            &[
                (Person, "Mike Dorn", &[], "professor"),
                (Organization, "Dorn University", &[], ""),
            ],
        );
        assert_eq!(
            persons(&[player, scholar, again]),
            ["mike dorn", "mike dorn (professor)"]
        );
    }

    #[test]
    fn a_career_is_one_person() {
        let records = [
            record(
                1,
                &[
                    (Person, "Ana Li", &[], "lawyer"),
                    (Location, "Kenya", &[], ""),
                ],
            ),
            record(
                2,
                &[
                    (Person, "Ana Li", &[], "president"),
                    (Location, "Kenya", &[], ""),
                ],
            ),
            record(
                3,
                &[(Person, "Ana Li", &[], ""), (Location, "Peru", &[], "")],
            ),
        ];
        assert_eq!(persons(&records), ["ana li"]);
    }

    #[test]
    fn officials_of_two_countries_are_two() {
        let records = [
            record(
                1,
                &[
                    (Person, "Ana Li", &[], "minister"),
                    (Location, "Kenya", &[], ""),
                ],
            ),
            record(
                2,
                &[
                    (Person, "Ana Li", &[], "lawyer"),
                    (Location, "Peru", &[], ""),
                ],
            ),
        ];
        assert_eq!(persons(&records), ["ana li", "ana li (lawyer)"]);
    }

    #[test]
    fn father_and_son_are_two() {
        let records = [
            record(
                1,
                &[
                    (Person, "Bo Tan Sr.", &[], "senator"),
                    (Location, "Peru", &[], ""),
                ],
            ),
            record(
                2,
                &[
                    (Person, "Bo Tan Jr.", &[], "senator"),
                    (Location, "Peru", &[], ""),
                ],
            ),
        ];
        assert_eq!(persons(&records), ["bo tan jr", "bo tan sr"]);
    }

    #[test]
    fn a_surname_alone_means_the_one_who_has_the_same_post() {
        let full = || record(1, &[(Person, "Ana Lopes", &["Lopes"], "President")]);
        let alone = record(2, &[(Person, "Lopes", &[], "President")]);
        assert_eq!(persons(&[full(), alone]), ["ana lopes"]);
        let other = record(2, &[(Person, "Lopes", &[], "goalkeeper")]);
        assert_eq!(persons(&[full(), other]), ["ana lopes", "lopes"]);
        let second = record(3, &[(Person, "Rui Lopes", &["Lopes"], "President")]);
        let alone = record(2, &[(Person, "Lopes", &[], "President")]);
        assert_eq!(persons(&[full(), second, alone]).len(), 3);
    }

    #[test]
    fn an_acronym_means_the_one_that_is_called_so() {
        let full = record(
            1,
            &[
                (Organization, "Mere Lake Board", &["MLB"], ""),
                (Location, "Mere", &[], ""),
            ],
        );
        let short = record(
            2,
            &[(Organization, "MLB", &[], ""), (Location, "Mere", &[], "")],
        );
        let far = record(
            2,
            &[
                (Organization, "MLB", &[], ""),
                (Location, "Boston", &[], ""),
            ],
        );
        assert_eq!(counted(&[full, short])[0].articles, [0, 1]);
        let full = record(
            1,
            &[
                (Organization, "Mere Lake Board", &["MLB"], ""),
                (Location, "Mere", &[], ""),
            ],
        );
        assert!(
            counted(&[full, far])
                .iter()
                .any(|entity| entity.key == "mlb")
        );
    }
}
