//! Whether the persons of an article are men or women, as far as titles, roles and pronouns tell.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::known::Gender;
use super::reading::{self, Reader};
use crate::model::{Entity, EntityKind};
use crate::text::TokenSpan;

/// The gender of every entity; that of things is neuter.
pub(super) fn of_all(r: &Reader<'_, '_>, entities: &[Entity]) -> Vec<Gender> {
    entities.iter().map(|entity| of(r, entity)).collect()
}

fn of(r: &Reader<'_, '_>, entity: &Entity) -> Gender {
    if entity.kind != EntityKind::Person {
        return Gender::Neuter;
    }
    let titled = entity
        .mentions
        .iter()
        .find_map(|&span| title(r, r.text.tokens_in(span)));
    let role = || {
        let words = entity.role.as_deref()?.split_whitespace();
        words
            .rev()
            .find_map(|word| reading::is_male(&word.to_lowercase()))
    };
    let pronoun = || {
        let tokens = entity.references.iter().map(|&span| r.text.tokens_in(span));
        tokens
            .into_iter()
            .find_map(|tokens| match r.lower(tokens.range().start) {
                "he" | "his" | "him" => Some(true),
                "she" | "her" => Some(false),
                _ => None,
            })
    };
    let given = || given_name(entity.name.split([' ', '-']).next()?);
    match titled.or_else(role).or_else(given).or_else(pronoun) {
        Some(true) => Gender::Masculine,
        Some(false) => Gender::Feminine,
        None => Gender::Unknown,
    }
}

/// The given names of the list: true for a man's.
static GIVEN: LazyLock<FxHashMap<&'static str, bool>> = LazyLock::new(|| {
    let table = include_str!("../../data/claims/given_names.tsv");
    let lists = table.lines().filter_map(|line| line.split_once('\t'));
    let names =
        lists.flat_map(|(gender, list)| list.split(' ').map(move |name| (name, gender == "male")));
    names.collect()
});

/// Whether a given name is mostly a man's, or a woman's.
fn given_name(name: &str) -> Option<bool> {
    GIVEN.get(name.to_lowercase().as_str()).copied()
}

/// What the title before a name, or its first word, tells: "Mr Tan", "Dame Una Roe".
fn title(r: &Reader<'_, '_>, name: TokenSpan) -> Option<bool> {
    let range = name.range();
    let first = reading::is_male(r.lower(range.start)).filter(|_| range.len() > 1);
    let before = range.start.checked_sub(1).map(|i| r.lower(i));
    let stop = before == Some(".");
    let word = if stop {
        range.start.checked_sub(2).map(|i| r.lower(i))
    } else {
        before
    };
    first.or_else(|| word.and_then(reading::is_male))
}
