//! Sources without a name: their kind, and whom "the official" or "the company" means.

use super::known::{Gender, Known};
use super::reading::Kinds;
use super::resolve::Resolver;
use crate::model::{EntityId, SourceKind};
use crate::text::{Class, TokenSpan};

/// How many claims back a description looks for whom it means.
const MEMORY: usize = 12;

impl Resolver<'_, '_, '_> {
    pub(super) fn identify_noun(&self, span: TokenSpan) -> Known {
        self.head_entity(span)
            .map_or_else(|| self.description(span), |id| self.named(id, span))
    }

    /// The entity that a description was found to mean: "the company".
    pub(super) fn reference_at(&self, span: TokenSpan) -> Option<EntityId> {
        let bytes = self.r.text.span(span);
        let found = self.references.binary_search_by_key(&bytes, |&(s, _)| s);
        found.ok().map(|index| self.references[index].1)
    }

    /// A source without a name.
    pub(super) fn description(&self, span: TokenSpan) -> Known {
        let head_at = self.head_end(span) - 1;
        let head = self.r.lower(head_at).to_owned();
        if let Some(known) = self.national(span) {
            return known;
        }
        if let Some(id) = self.headed(span).or_else(|| self.aged(span)) {
            return self.named(id, span);
        }
        let definite = matches!(
            self.r.lower(span.range().start),
            "the" | "this" | "that" | "these" | "those"
        );
        let short = span.len() <= 3;
        let remembered = self.remembered(head_at).filter(|_| definite && short);
        if let Some(known) = remembered.as_ref().filter(|known| known.entity.is_some()) {
            return known.clone();
        }
        let meant = definite.then(|| self.meant(span)).flatten();
        if let Some(known) = meant.or(remembered) {
            return known;
        }
        let kind = self.kind_of_noun(span, head_at);
        let person = kind == SourceKind::Anonymous;
        Known {
            entity: None,
            kind,
            role: None,
            gender: match (person, self.r.plural(head_at)) {
                (_, true) => Gender::Plural,
                (true, false) => Gender::Unknown,
                (false, false) => Gender::Neuter,
            },
            head: Some(head),
            at: 0,
            aside: false,
            sentence: 0,
        }
    }

    /// The source before that "the official" or "the minister" means: one described by the word, or whose post it is. Only
    /// a word for persons is looked for in all of a role.
    pub(super) fn remembered(&self, head_at: usize) -> Option<Known> {
        let head = self.r.lower(head_at);
        let person = Kinds::PERSON.or(Kinds::ANONYMOUS).or(Kinds::PEOPLE);
        let post = self.r.is(head_at, person);
        self.known
            .iter()
            .rev()
            .take(MEMORY)
            .find(|known| {
                known.head.as_deref() == Some(head)
                    || known
                        .role
                        .as_deref()
                        .is_some_and(|role| post && has_word(role, head) || is_post(role, head))
            })
            .cloned()
    }

    pub(super) fn kind_of_noun(&self, span: TokenSpan, head_at: usize) -> SourceKind {
        let r = self.r;
        let first = span.range().start;
        let pair = span.range().any(|i| r.lower(i) == "nor");
        if !pair && (r.is(first, Kinds::NOBODY) || r.lower(first) == "no") {
            return SourceKind::None;
        }
        if r.is(head_at, Kinds::DOCUMENT) {
            return SourceKind::Document;
        }
        if r.is(head_at, Kinds::ANONYMOUS) {
            return SourceKind::Anonymous;
        }
        if r.is(head_at, Kinds::ORGANIZATION) {
            return SourceKind::Organization;
        }
        if r.is(head_at, Kinds::PERSON.or(Kinds::PEOPLE)) {
            return SourceKind::Anonymous;
        }
        let last = span.range().end - 1;
        let capital =
            r.text.is(head_at, Class::CAPITAL) && !r.text.is(head_at, Class::SENTENCE_START);
        if capital || r.text.is(head_at, Class::CAPITAL) && last == head_at && span.len() > 1 {
            return SourceKind::Organization;
        }
        SourceKind::Anonymous
    }
}

/// Whether the post that a role names is `word`: the last before "of" or "for", "a spokesman for the joint force".
fn is_post(role: &str, word: &str) -> bool {
    let stops = |w: &&str| !matches!(*w, "of" | "for" | "at" | "in" | "with" | "who" | "from");
    let last = role.split_whitespace().take_while(stops).last();
    last.is_some_and(|last| last.trim_end_matches(',').eq_ignore_ascii_case(word))
}

pub(super) fn has_word(role: &str, word: &str) -> bool {
    role.split_whitespace()
        .any(|w| w.eq_ignore_ascii_case(word))
}
