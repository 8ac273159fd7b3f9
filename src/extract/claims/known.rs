//! What is remembered of a source for those that refer to it later.

use super::reading::{Kinds, Reader};
use crate::model::{EntityId, SourceKind};

/// Which grammatical person and number a source is spoken of in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
    Plural,
    Neuter,
    Unknown,
}

/// What is remembered of a source for those that refer to it later.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) entity: Option<EntityId>,
    pub(super) kind: SourceKind,
    pub(super) role: Option<String>,
    pub(super) gender: Gender,
    /// The head noun of a description.
    pub(super) head: Option<String>,
    /// The token and sentence that it stands at.
    pub(super) at: usize,
    /// Whether it is whose noun the claim hangs on: "X's plan", so that no pronoun means it first.
    pub(super) aside: bool,
    pub(super) sentence: usize,
}

pub(super) fn unknown(kind: SourceKind, gender: Gender) -> Known {
    Known {
        entity: None,
        kind,
        role: None,
        gender,
        head: None,
        at: 0,
        aside: false,
        sentence: 0,
    }
}

pub(super) fn gender_of_pronoun(r: &Reader<'_, '_>, at: usize) -> Gender {
    if r.is(at, Kinds::MASCULINE) {
        Gender::Masculine
    } else if r.is(at, Kinds::FEMININE) {
        Gender::Feminine
    } else if matches!(r.lower(at), "they" | "their" | "they've" | "they\u{2019}ve") {
        Gender::Plural
    } else if matches!(r.lower(at), "it" | "its") {
        Gender::Neuter
    } else {
        Gender::Unknown
    }
}

/// Whether a pronoun of `wanted` can mean a source.
pub(super) fn agrees(known: &Known, wanted: Gender) -> bool {
    match wanted {
        Gender::Masculine | Gender::Feminine => {
            let person = known.kind == SourceKind::Person
                || known.kind == SourceKind::Anonymous && known.gender == Gender::Unknown;
            person && (known.gender == wanted || known.gender == Gender::Unknown)
        }
        Gender::Plural => matches!(known.gender, Gender::Plural | Gender::Neuter),
        Gender::Neuter => {
            matches!(known.gender, Gender::Neuter) && known.kind != SourceKind::Person
        }
        Gender::Unknown => false,
    }
}
