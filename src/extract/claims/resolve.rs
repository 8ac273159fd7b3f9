//! Who a source is: the entity that it names or means, its kind, form and role, and the outlet that carries it.

use rustc_hash::FxHashMap;

use super::citation::Press;
use super::definite::Labels;
use super::draft::Draft;
use super::gender;
use super::known::{Gender, Known};
use super::naming;
use super::reading::{Kinds, Reader};
use super::trade;
use crate::model::{Entity, EntityId, EntityKind, Source, SourceForm, SourceKind, Span};
use crate::text::TokenSpan;

/// The longest stretch beside a cue that tells to whom it was said, in tokens.
const MOST_BESIDE: usize = 15;

/// Resolves the sources of claims in text order.
pub(super) struct Resolver<'r, 't, 'a> {
    pub(super) r: &'r Reader<'t, 'a>,
    pub(super) entities: &'r [Entity],
    pub(super) press: &'r Press<'r>,
    /// Pronouns and descriptions whose entity is known, in text order.
    pub(super) references: Vec<(Span, EntityId)>,
    /// All mentions in text order.
    pub(super) mentions: Vec<(Span, EntityId)>,
    pub(super) known: Vec<Known>,
    /// Where what the source says begins, if it stands right before the source: none of it tells who speaks.
    pub(super) said_from: Option<usize>,
    /// Whether each entity is a man, a woman or a thing.
    pub(super) genders: Vec<Gender>,
    /// What the names and posts of each entity tell.
    pub(super) labels: Vec<Labels>,
    /// The persons that the article speaks of most, the first of them first.
    pub(super) persons: Vec<EntityId>,
    /// The persons by the initials of their full names; none where two have them.
    pub(super) initials: FxHashMap<String, Option<EntityId>>,
}

impl<'r, 't, 'a> Resolver<'r, 't, 'a> {
    /// A resolver for a text, its entities and outlets.
    pub(super) fn new(r: &'r Reader<'t, 'a>, entities: &'r [Entity], press: &'r Press<'r>) -> Self {
        let mut mentions: Vec<(Span, EntityId)> = Vec::new();
        let mut references: Vec<(Span, EntityId)> = Vec::new();
        for (id, entity) in (0_u32..).zip(entities) {
            mentions.extend(entity.mentions.iter().map(|&span| (span, EntityId(id))));
            references.extend(entity.references.iter().map(|&span| (span, EntityId(id))));
        }
        mentions.sort_unstable();
        references.sort_unstable();
        Self {
            r,
            entities,
            press,
            references,
            mentions,
            known: Vec::new(),
            said_from: None,
            genders: gender::of_all(r, entities),
            labels: labels(r, entities),
            persons: persons(entities),
            initials: naming::initials(entities),
        }
    }

    /// The source of a claim; its part is set by the caller.
    pub(super) fn source(&mut self, draft: &Draft) -> Source {
        let Some(span) = draft.source else {
            return blank(SourceKind::None);
        };
        let first = span.range().start;
        let quoted = |piece: &TokenSpan| self.r.quotation(piece.range().start).is_some();
        let whole = draft.content.len() == 1 || draft.content.first().is_some_and(quoted);
        let thing = !self.r.is(first, Kinds::MASCULINE.or(Kinds::FEMININE));
        self.said_from = said_before(draft, first).filter(|_| whole || thing);
        let mut known = self.identify(span);
        known.at = span.range().start;
        known.aside = draft.aside;
        known.sentence = self.r.text.sentence_of(known.at);
        let form = self.form(span, known.entity);
        let source = Source {
            part: None,
            entity: known.entity,
            role: known.role.clone(),
            kind: known.kind,
            form: Some(form),
            via: self.via(span, draft),
        };
        let relative = self.r.lower(known.at) == "who" && known.entity.is_none();
        if !relative {
            self.known.push(known);
        }
        source
    }

    fn identify(&self, span: TokenSpan) -> Known {
        let first = span.range().start;
        if self.is_pronoun(span) {
            return self.pronoun(first);
        }
        if let Some(kind) = self.joined_kind(span) {
            return Known {
                kind,
                gender: Gender::Plural,
                ..self.description(span)
            };
        }
        if let Some(id) = self.initialled(span).or_else(|| self.head_entity(span)) {
            return self.named(id, span);
        }
        if let Some(id) = self.reference_at(span) {
            return self.named(id, span);
        }
        let mut known = self.description(span);
        if known.kind == SourceKind::Document {
            known.entity = known.entity.or_else(|| self.author(span));
        }
        known
    }

    fn is_pronoun(&self, span: TokenSpan) -> bool {
        let first = span.range().start;
        let kinds = Kinds::SUBJECT.or(Kinds::POSSESSIVE);
        span.len() == 1 && (self.r.is(first, kinds) || self.r.lower(first) == "which")
    }

    fn form(&self, span: TokenSpan, entity: Option<EntityId>) -> SourceForm {
        if self.is_pronoun(span) {
            return SourceForm::Pronoun;
        }
        let bytes = self.r.text.span(span);
        let described = self.head_entity(span).is_none();
        let named = entity.is_some_and(|id| self.mentions_in(bytes).any(|(_, other)| *other == id));
        if named && !described || self.initialled(span).is_some() {
            SourceForm::Name
        } else {
            SourceForm::Description
        }
    }

    /// The outlet that carries it: the one that was told, or "speaking to X" and "in an interview with X" beside the cue.
    fn via(&self, source: TokenSpan, draft: &Draft) -> Option<String> {
        let inner = |i: usize| {
            matches!(
                self.r.lower(i),
                "cited" | "quoted" | "interviewed" | "obtained" | "seen" | "reviewed"
            ) && self.r.lower(i + 1) == "by"
        };
        if let Some(by) = source.range().find(|&i| inner(i)) {
            let name = TokenSpan::at(by + 2, source.range().end.max(by + 2));
            return self.press.named_in(name).map(str::to_owned);
        }
        if let Some(hearer) = draft.hearer {
            return self.press.named_in(hearer).map(str::to_owned);
        }
        let cue = draft.cue?.range();
        let edge = source.range().end;
        let gap = TokenSpan::at(edge.min(cue.start), cue.start);
        let speaking = gap
            .range()
            .take(MOST_BESIDE)
            .find(|&i| self.r.lower(i) == "speaking");
        let before = speaking.and_then(|at| self.press.named_in(TokenSpan::at(at, cue.start)));
        let opening = || self.press.named_in(self.speaking_to(source)?);
        let after = || self.press.told_in(self.beside(edge.max(cue.end), draft));
        let behind = || {
            let end = draft.content.last()?.range().end;
            let setting = matches!(self.r.lower(end), "in" | "at" | "during");
            self.press
                .told_in(self.beside(end, draft))
                .filter(|_| setting)
        };
        before
            .or_else(opening)
            .or_else(after)
            .or_else(behind)
            .map(str::to_owned)
    }

    /// What stands between "speaking to" at the start of a sentence and the source: "Speaking to the BBC, X said".
    fn speaking_to(&self, source: TokenSpan) -> Option<TokenSpan> {
        let start = source.range().start;
        let sentence = self.r.text.sentences[self.r.text.sentence_of(start)].range();
        let speaks = self.r.lower(sentence.start) == "speaking";
        let near = start > sentence.start && start - sentence.start <= MOST_BESIDE;
        let comma = near && self.r.comma(start - 1);
        (speaks && comma).then(|| TokenSpan::at(sentence.start, start))
    }

    /// What stands behind source and cue and is none of the content, up to the end of the sentence.
    fn beside(&self, from: usize, draft: &Draft) -> TokenSpan {
        let sentence = self.r.text.sentence_of(from.saturating_sub(1));
        let end = self.r.text.sentences[sentence].range().end;
        let next = draft.content.iter().map(|p| p.range().start);
        let content = next.filter(|&start| start >= from).min();
        let limit = content.unwrap_or(end).min(end).min(from + MOST_BESIDE);
        TokenSpan::at(from, limit.max(from))
    }
}

/// How many of the persons of an article a pronoun can mean from afar.
const MOST_PERSONS: usize = 12;
/// The most posts of a person that are looked at.
const MOST_POSTS: usize = 4;

/// Where the piece of content begins that ends right before a source: "The ship went down, he said".
fn said_before(draft: &Draft, source: usize) -> Option<usize> {
    let mut pieces = draft.content.iter().map(|piece| piece.range());
    let piece = pieces.find(|piece| piece.end <= source && source <= piece.end + 2)?;
    Some(piece.start)
}

fn labels(r: &Reader<'_, '_>, entities: &[Entity]) -> Vec<Labels> {
    let of = |entity: &Entity| {
        let roles = entity.roles.iter().take(MOST_POSTS);
        let posts: Vec<&str> = roles
            .map(|&span| r.text.slice(r.text.tokens_in(span)))
            .chain(entity.role.as_deref())
            .collect();
        Labels::of(entity, &posts, trade::beside(r, entity))
    };
    entities.iter().map(of).collect()
}

fn persons(entities: &[Entity]) -> Vec<EntityId> {
    let person = |&(_, entity): &(u32, &Entity)| entity.kind == EntityKind::Person;
    let mut found: Vec<(u32, &Entity)> = (0_u32..).zip(entities).filter(person).collect();
    found.sort_by_key(|(id, entity)| (std::cmp::Reverse(entity.mentions.len()), *id));
    found.truncate(MOST_PERSONS);
    found.into_iter().map(|(id, _)| EntityId(id)).collect()
}

fn blank(kind: SourceKind) -> Source {
    Source {
        part: None,
        entity: None,
        role: None,
        kind,
        form: None,
        via: None,
    }
}
