//! Who and what is named: `mention` finds the names, `resolve` joins those of one thing, `role` ties titles and posts to
//! persons.

mod bearer;
mod beside;
mod bounds;
mod choose;
mod dateline;
mod mend;
mod mention;
mod refer;
mod region;
mod resolve;
mod role;
mod words;

use std::borrow::Cow;
use std::sync::LazyLock;

use self::mention::Mention;
use crate::model::{Article, Entity, EntityKind, Span};
use crate::text::tagger::{Model, identity};
use crate::text::{Text, name};

static BYTES: &[u8] = include_bytes!("../../data/entities.model");

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(Cow::Borrowed(BYTES)).ok());

/// The model that comes with the program.
#[must_use]
pub fn model() -> Option<&'static Model> {
    MODEL.as_ref()
}

/// Which model that is.
#[must_use]
pub fn model_identity() -> Option<String> {
    identity(BYTES)
}

/// The entities of the article, in the order of their first mention.
pub(super) fn find(text: &Text<'_>, article: &Article, model: Option<&Model>) -> Vec<Entity> {
    let Some(model) = model else {
        return Vec::new();
    };
    let mentions = mention::find(text, model, article);
    let groups = resolve::group(text, &mentions);
    let roles = role::find(text, &mentions, &groups);
    let references = refer::find(text, &mentions, &groups, &roles);
    groups
        .iter()
        .zip(roles)
        .zip(references)
        .map(|((group, roles), references)| Entity {
            references,
            ..entity(text, &mentions, group, roles)
        })
        .collect()
}

/// The same name in ordinary letters, where one of `names` has it so: `Tokyo` for the `TOKYO` of a dateline.
fn ordinary<'a>(name: &'a str, mut names: impl Iterator<Item = &'a str>) -> &'a str {
    let shouted = |name: &str| !name.contains(char::is_lowercase);
    if name.len() < 5 || !shouted(name) {
        return name;
    }
    let lower = name.to_lowercase();
    names
        .find(|other| !shouted(other) && other.to_lowercase() == lower)
        .unwrap_or(name)
}

/// The key of a name; that of an organization without its legal form, so that `Kite Ltd` and `Kite` meet.
fn key(kind: EntityKind, name: &str) -> String {
    let mut bare = name;
    while let Some((rest, last)) = bare.rsplit_once(' ') {
        if kind != EntityKind::Organization || words::legal_form(last).is_none() {
            break;
        }
        bare = rest.trim_end_matches(',');
    }
    name::key(bare)
}

fn entity(text: &Text<'_>, mentions: &[Mention], group: &[usize], roles: Vec<Span>) -> Entity {
    let spans: Vec<Span> = group.iter().map(|&at| mentions[at].span).collect();
    let names = || spans.iter().map(|span| span.of(text.source()));
    let fullest = names()
        .rev()
        .max_by_key(|name| (name.split_whitespace().count(), name.chars().count()));
    let name = fullest.map_or("", |name| ordinary(name, names()));
    let mut aliases: Vec<String> = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    for alias in names().filter(|&alias| alias != name) {
        if seen.insert(alias) {
            aliases.push(alias.to_owned());
        }
    }
    let fullest_role = roles.iter().rev().max_by_key(|role| role.len());
    Entity {
        key: key(mentions[group[0]].kind, name),
        kind: mentions[group[0]].kind,
        name: name.to_owned(),
        aliases,
        role: fullest_role.map(|role| role.of(text.source()).to_owned()),
        roles,
        mentions: spans,
        references: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_meet_without_their_legal_form() {
        let organization = |name| key(EntityKind::Organization, name);
        assert_eq!(organization("Sumida Trading Co., Ltd."), "sumida trading");
        assert_eq!(organization("AS"), "as");
        assert_eq!(key(EntityKind::Person, "Bo Co"), "bo co");
    }

    #[test]
    fn a_name_is_shown_in_ordinary_letters_where_it_stands_so() {
        let names = ["LISBON", "Lisbon"];
        assert_eq!(ordinary("LISBON", names.into_iter()), "Lisbon");
        assert_eq!(ordinary("LISBON", ["LISBON"].into_iter()), "LISBON");
        assert_eq!(ordinary("NATO", ["NATO", "Nato"].into_iter()), "NATO");
    }
}
