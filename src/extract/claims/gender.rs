//! Whether the persons of an article are men or women, as far as titles, roles and pronouns tell.

use super::known::Gender;
use super::reading::Reader;
use crate::model::{Entity, EntityKind};
use crate::text::TokenSpan;
use crate::text::gender::{self, Gender as Told};

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
            .find_map(|word| gender::of_word(&word.to_lowercase()))
    };
    let pronoun = || {
        let tokens = entity.references.iter().map(|&span| r.text.tokens_in(span));
        tokens
            .into_iter()
            .find_map(|tokens| match r.lower(tokens.range().start) {
                "he" | "his" | "him" => Some(Told::Male),
                "she" | "her" => Some(Told::Female),
                _ => None,
            })
    };
    let given = || gender::of_given_name(entity.name.split([' ', '-']).next()?);
    match titled.or_else(role).or_else(given).or_else(pronoun) {
        Some(Told::Male) => Gender::Masculine,
        Some(Told::Female) => Gender::Feminine,
        None => Gender::Unknown,
    }
}

/// What the title before a name, or its first word, tells: "Mr Tan", "Dame Una Roe".
fn title(r: &Reader<'_, '_>, name: TokenSpan) -> Option<Told> {
    let range = name.range();
    let first = gender::of_word(r.lower(range.start)).filter(|_| range.len() > 1);
    let before = range.start.checked_sub(1).map(|i| r.lower(i));
    let stop = before == Some(".");
    let word = if stop {
        range.start.checked_sub(2).map(|i| r.lower(i))
    } else {
        before
    };
    first.or_else(|| word.and_then(gender::of_word))
}
