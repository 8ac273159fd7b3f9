//! Who and what is named.

use super::Span;
use super::names::names;

/// The position of an entity in its record, counted from 0; written as `e1`, `e2`, ….
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// Somebody or something that is named, with all its mentions in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The name in the form in which articles are joined: lower case, without accents, articles and marks.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name in the article.
    pub name: String,
    /// The other names that the article calls it by, in the order of their appearance.
    pub aliases: Vec<String>,
    /// The title or post of a person, the fullest one of `roles`.
    pub role: Option<String>,
    /// Where a title or post is given.
    pub roles: Vec<Span>,
    /// Where the name stands, in text order.
    pub mentions: Vec<Span>,
    /// Pronouns and descriptions that mean it.
    pub references: Vec<Span>,
}

/// The kinds of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A person, or a named animal.
    Person,
    /// A company, party, authority, outlet, club, national team.
    Organization,
    /// A country, city, region, river, building.
    Location,
    /// A nationality, people, religion, the followers of a party; a language.
    Group,
    /// A war, cup, prize, summit, storm.
    Event,
    /// An act, treaty, article, scheme.
    Law,
    /// A book, film, song, report.
    Work,
    /// A product, vehicle, weapon, index.
    Product,
}

names!(EntityKind {
    Person = "person",
    Organization = "organization",
    Location = "location",
    Group = "group",
    Event = "event",
    Law = "law",
    Work = "work",
    Product = "product",
});
