//! Who and what is named: people with their roles, organisations, places, and what else there is.

use crate::model::{Entity, EntityKind, Record};
use crate::report::terminal::{Ink, Page, Phrase};

/// The sections and the kinds in each.
pub(in crate::report) const SECTIONS: &[(&str, &[EntityKind])] = &[
    ("People", &[EntityKind::Person]),
    ("Organisations", &[EntityKind::Organization]),
    ("Places", &[EntityKind::Location]),
    (
        "Also named",
        &[
            EntityKind::Group,
            EntityKind::Event,
            EntityKind::Law,
            EntityKind::Work,
            EntityKind::Product,
        ],
    ),
];

pub(super) fn write(record: &Record, page: &mut Page<'_>) {
    for (title, kinds) in SECTIONS {
        let mut entities: Vec<&Entity> = record
            .entities
            .iter()
            .flatten()
            .filter(|entity| kinds.contains(&entity.kind))
            .collect();
        if entities.is_empty() {
            continue;
        }
        entities.sort_by_key(|entity| std::cmp::Reverse(entity.mentions.len()));
        page.heading(title);
        page.columns_are(["name", "role, other names"]);
        let (told, bare): (Vec<&Entity>, Vec<&Entity>) =
            entities.into_iter().partition(|entity| is_told_of(entity));
        for entity in told {
            page.row(&named(entity), &known(entity), 0);
        }
        if !bare.is_empty() {
            page.paragraph(2, &list(&bare));
        }
    }
}

/// Whether there is more to an entity than its name.
fn is_told_of(entity: &Entity) -> bool {
    entity.role.is_some() || !entity.aliases.is_empty()
}

/// The name, and how often it stands there.
fn named(entity: &Entity) -> Phrase {
    let phrase = Phrase::new(Ink::Name, &entity.name);
    match entity.mentions.len() {
        0 | 1 => phrase,
        times => phrase.and(Ink::Faint, &format!(" ×{times}")),
    }
}

/// The role and the other names.
fn known(entity: &Entity) -> Phrase {
    let mut phrase = Phrase::new(Ink::Plain, entity.role.as_deref().unwrap_or(""));
    if !entity.aliases.is_empty() {
        let lead = if phrase.is_empty() {
            "also "
        } else {
            "; also "
        };
        phrase.push(Ink::Faint, lead);
        phrase.push(Ink::Plain, &entity.aliases.join(", "));
    }
    phrase
}

/// Names one after another.
fn list(entities: &[&Entity]) -> Phrase {
    let mut phrase = Phrase::default();
    for (number, entity) in entities.iter().enumerate() {
        if number > 0 {
            phrase.push(Ink::Plain, ", ");
        }
        phrase.push(Ink::Plain, &entity.name);
        if entity.mentions.len() > 1 {
            phrase.push(Ink::Faint, &format!(" ×{}", entity.mentions.len()));
        }
    }
    phrase
}
