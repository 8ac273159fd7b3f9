//! Who a source is: the entity that it names or means, its kind, form and role.

use rustc_hash::FxHashMap;

use super::citation::Press;
use super::reading::{Kinds, Reader};
use super::tag::Draft;
use crate::model::{Entity, EntityId, EntityKind, Source, SourceForm, SourceKind, Span};
use crate::text::{Class, TokenSpan};

/// How many claims back a pronoun or description looks for whom it means.
const MEMORY: usize = 12;
/// The longest stretch beside a cue that tells to whom it was said, in tokens.
const MOST_BESIDE: usize = 15;
/// How many sentences back a pronoun looks for a name.
const REACH: usize = 3;

/// Which grammatical person and number a source is spoken of in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
    Plural,
    Neuter,
    Unknown,
}

/// What is remembered of a source for those that refer to it later.
#[derive(Clone)]
struct Known {
    entity: Option<EntityId>,
    kind: SourceKind,
    role: Option<String>,
    gender: Gender,
    /// The head noun of a description.
    head: Option<String>,
    /// The token and sentence that it stands at.
    at: usize,
    sentence: usize,
}

/// Resolves the sources of claims in text order.
pub(super) struct Resolver<'r, 't, 'a> {
    r: &'r Reader<'t, 'a>,
    entities: &'r [Entity],
    press: &'r Press<'r>,
    /// Pronouns and descriptions whose entity is known, in text order.
    references: Vec<(Span, EntityId)>,
    /// All mentions in text order.
    mentions: Vec<(Span, EntityId)>,
    known: Vec<Known>,
    /// The persons by the initials of their full names; none where two have them.
    initials: FxHashMap<String, Option<EntityId>>,
}

impl<'r, 't, 'a> Resolver<'r, 't, 'a> {
    /// A resolver for a text, its entities and outlets.
    pub(super) fn new(r: &'r Reader<'t, 'a>, entities: &'r [Entity], press: &'r Press<'r>) -> Self {
        let mut mentions: Vec<(Span, EntityId)> = Vec::new();
        let mut references = mentions.clone();
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
            initials: initials(entities),
        }
    }

    /// The source of a claim; its part is set by the caller.
    pub(super) fn source(&mut self, draft: &Draft) -> Source {
        let Some(span) = draft.source else {
            return blank(SourceKind::None);
        };
        let mut known = self.identify(span);
        known.at = span.range().start;
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
        self.known.push(known);
        source
    }

    fn identify(&self, span: TokenSpan) -> Known {
        let first = span.range().start;
        if span.len() == 1
            && (self.r.is(first, Kinds::SUBJECT.or(Kinds::POSSESSIVE))
                || self.r.lower(first) == "which")
        {
            return self.pronoun(first);
        }
        if let Some(id) = self.initialled(span).or_else(|| self.head_entity(span)) {
            return self.named(id, span);
        }
        self.description(span)
    }

    /// The person whose initials label what is said, behind the full name: "SL: We had no heating."
    fn initialled(&self, span: TokenSpan) -> Option<EntityId> {
        let range = span.range();
        let labels = range.len() == 1
            && self.r.lower(range.end) == ":"
            && self.r.text.is(range.start, Class::ALL_CAPS);
        let label = self.r.text.word(range.start);
        let id = self
            .initials
            .get(label)
            .copied()
            .flatten()
            .filter(|_| labels)?;
        let entity = self.entities.get(id.0 as usize)?;
        let first = entity.mentions.iter().map(|m| m.start).min()?;
        (first < self.r.text.span(span).start).then_some(id)
    }

    /// A pronoun: the nearest source that it can mean.
    fn pronoun(&self, at: usize) -> Known {
        let lower = self.r.lower(at);
        if matches!(lower, "who" | "which" | "whose") {
            return self.antecedent(at);
        }
        let wanted = gender_of_pronoun(self.r, at);
        if let Some(id) = self.referred(at) {
            let mut known = self.named(id, TokenSpan::at(at, at + 1));
            known.gender = wanted;
            return known;
        }
        if wanted == Gender::Unknown {
            return unknown(SourceKind::Anonymous, Gender::Unknown);
        }
        let mut known = self.nearest(at, wanted);
        if matches!(wanted, Gender::Masculine | Gender::Feminine) {
            known.gender = wanted;
        }
        known
    }

    /// The entity that the pronoun at `at` was found to mean.
    fn referred(&self, at: usize) -> Option<EntityId> {
        let span = self.r.text.span(TokenSpan::at(at, at + 1));
        let found = self.references.binary_search_by_key(&span, |&(s, _)| s);
        found.ok().map(|index| self.references[index].1)
    }

    /// Sentence by sentence backwards: a source that agrees, else whom the sentence names first.
    fn nearest(&self, at: usize, wanted: Gender) -> Known {
        let sentence = self.r.text.sentence_of(at);
        for number in (sentence.saturating_sub(REACH)..=sentence).rev() {
            let sources = self.known.iter().rev().take(MEMORY);
            let source = sources
                .filter(|k| k.at < at && k.sentence == number)
                .find(|k| agrees(k, wanted));
            if let Some(known) = source {
                return known.clone();
            }
            let tokens = self.r.text.sentences[number].range();
            let bytes = self
                .r
                .text
                .span(TokenSpan::at(tokens.start, tokens.end.min(at)));
            if let Some(id) = self.first_mention(bytes, wanted) {
                return self.named(id, TokenSpan::at(at, at + 1));
            }
        }
        let mut earlier = self.known.iter().rev().take(MEMORY);
        let found = earlier
            .find(|known| known.at < at && agrees(known, wanted))
            .cloned();
        found.unwrap_or_else(|| unknown(SourceKind::Anonymous, wanted))
    }

    /// The first mention in a stretch of text that a pronoun of `wanted` can mean.
    fn first_mention(&self, bytes: Span, wanted: Gender) -> Option<EntityId> {
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < bytes.start);
        let inside = self.mentions[from..]
            .iter()
            .take(16)
            .take_while(|(span, _)| span.end <= bytes.end);
        inside.map(|&(_, id)| id).find(|&id| self.fits(id, wanted))
    }

    fn fits(&self, id: EntityId, wanted: Gender) -> bool {
        let Some(entity) = self.entities.get(id.0 as usize) else {
            return false;
        };
        match wanted {
            Gender::Masculine | Gender::Feminine => {
                let remembered = self
                    .known
                    .iter()
                    .rev()
                    .take(MEMORY * 4)
                    .find(|k| k.entity == Some(id))
                    .map(|k| k.gender);
                let other = if wanted == Gender::Masculine {
                    Gender::Feminine
                } else {
                    Gender::Masculine
                };
                entity.kind == EntityKind::Person && remembered != Some(other)
            }
            Gender::Neuter => {
                matches!(entity.kind, EntityKind::Organization | EntityKind::Location)
            }
            Gender::Plural => matches!(entity.kind, EntityKind::Organization | EntityKind::Group),
            Gender::Unknown => false,
        }
    }

    /// Whom "who" or "which" refers to: the name or noun right before it.
    fn antecedent(&self, at: usize) -> Known {
        let end = if at > 0 && self.r.comma(at - 1) {
            at - 1
        } else {
            at
        };
        match super::source::plain(self.r, end.saturating_sub(25), end) {
            Some(span) => {
                let known = self.identify_noun(span);
                let apposed = self.apposed_to(span.range().start);
                match apposed.filter(|_| known.entity.is_none() && self.r.lower(at) == "who") {
                    Some(id) => self.named(id, span),
                    None => known,
                }
            }
            None => unknown(SourceKind::Anonymous, Gender::Unknown),
        }
    }

    /// The person whose name stands before the apposition that begins at `at`: "X, a Y".
    fn apposed_to(&self, at: usize) -> Option<EntityId> {
        let comma = at.checked_sub(1).filter(|&i| i > 0 && self.r.comma(i))?;
        let name = self.r.text.span(TokenSpan::at(comma - 1, comma));
        let (_, id) = self.mention_at(name)?;
        let entity = self.entities.get(id.0 as usize)?;
        (entity.kind == EntityKind::Person).then_some(id)
    }

    fn identify_noun(&self, span: TokenSpan) -> Known {
        self.head_entity(span)
            .map_or_else(|| self.description(span), |id| self.named(id, span))
    }

    /// The entity that the head of a noun phrase names: the last mention before its first comma or preposition, or the
    /// name that stands in apposition to it.
    fn head_entity(&self, span: TokenSpan) -> Option<EntityId> {
        let range = span.range();
        let head_end = self.head_end(span);
        let apostrophe = head_end > range.start + 1 && self.r.ends_name(head_end - 1);
        let head_end = head_end - usize::from(apostrophe);
        let head = self.r.text.span(TokenSpan::at(range.start, head_end));
        let last = self.r.text.span(TokenSpan::at(head_end - 1, head_end));
        let in_head = self
            .mention_at(last)
            .filter(|&(mention, _)| head.overlaps(mention));
        if let Some((_, id)) = in_head {
            return Some(id);
        }
        let rest = self.r.text.span(span);
        let apposed = self.mentions_in(rest).find(|&&(mention, id)| {
            let person = self
                .entities
                .get(id.0 as usize)
                .is_some_and(|e| e.kind == EntityKind::Person);
            let next = self.r.text.token_at(mention.start) == head_end + 1;
            person
                && self.follows_comma(mention)
                && (next || self.r.is(head_end - 1, Kinds::PERSON))
                && !self.r.plural(head_end - 1)
        });
        let apposed = apposed.map(|&(_, id)| id);
        apposed.or_else(|| self.apposition_name(span, head_end))
    }

    /// The name that the apposition to a singular noun ends with: "his neighbour, the retired judge Helen Abara", "the
    /// operator, Northsound Lines".
    fn apposition_name(&self, span: TokenSpan, head_end: usize) -> Option<EntityId> {
        let head = head_end - 1;
        let range = span.range();
        let comma = (head_end..range.end).find(|&i| self.r.comma(i))?;
        let common = !self.r.text.is(head, Class::CAPITAL) && !self.r.plural(head);
        let joined = (head_end..comma).any(|i| self.r.lower(i) == "and");
        if !common || joined {
            return None;
        }
        let end = (comma + 1..range.end)
            .find(|&i| self.r.comma(i))
            .unwrap_or(range.end);
        let last = self.r.text.span(TokenSpan::at(end - 1, end));
        let (_, id) = self.mention_at(last)?;
        let relative = (comma + 1..end).any(|i| {
            self.r.is(i, Kinds::PREPOSITION.or(Kinds::SUBORDINATOR)) && !self.inside_mention(i)
        });
        let kind = self.entities.get(id.0 as usize)?.kind;
        let thing = self.r.is(head, Kinds::ORGANIZATION.or(Kinds::DOCUMENT));
        let post = self.r.is(head, Kinds::PERSON);
        let person = (post || !thing) && kind == EntityKind::Person;
        let body =
            (!post || self.r.is(head, Kinds::PROPRIETOR)) && kind == EntityKind::Organization;
        (!relative && (person || body)).then_some(id)
    }

    fn follows_comma(&self, mention: Span) -> bool {
        let at = self.r.text.token_at(mention.start);
        at > 0 && (self.r.comma(at - 1) || at > 1 && self.r.comma(at - 2))
    }

    fn mentions_in(&self, bytes: Span) -> impl Iterator<Item = &(Span, EntityId)> {
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < bytes.start);
        self.mentions[from..]
            .iter()
            .take(16)
            .take_while(move |(span, _)| span.end <= bytes.end)
    }

    /// The mention that holds a stretch of text.
    fn mention_at(&self, bytes: Span) -> Option<(Span, EntityId)> {
        let after = self
            .mentions
            .partition_point(|(span, _)| span.start <= bytes.start);
        let before = self.mentions[..after].iter().rev().take(4);
        before.copied().find(|(span, _)| span.overlaps(bytes))
    }

    /// The end of the head of a noun phrase: before its first comma, bracket, preposition or relative pronoun.
    fn head_end(&self, span: TokenSpan) -> usize {
        let range = span.range();
        let stop = (range.start + 1..range.end).find(|&i| {
            self.r.breaks(i)
                || self.r.lower(i) == "("
                || self.r.is(i, Kinds::ISSUED)
                || self.r.is(i, Kinds::PREPOSITION.or(Kinds::SUBORDINATOR))
                    && !self.inside_mention(i)
        });
        stop.unwrap_or(range.end)
    }

    fn inside_mention(&self, at: usize) -> bool {
        self.mention_at(self.r.text.span(TokenSpan::at(at, at + 1)))
            .is_some()
    }

    fn named(&self, id: EntityId, span: TokenSpan) -> Known {
        let entity = self.entities.get(id.0 as usize);
        let kind = entity.map_or(SourceKind::Anonymous, |e| kind_of(e.kind));
        let role = entity
            .and_then(|e| e.role.clone())
            .or_else(|| self.role_beside(span, id));
        Known {
            entity: Some(id),
            kind,
            role: role.filter(|_| kind == SourceKind::Person),
            gender: if kind == SourceKind::Person {
                Gender::Unknown
            } else {
                Gender::Neuter
            },
            head: None,
            at: 0,
            sentence: 0,
        }
    }

    /// The words of a noun phrase before the name, without its possessor, or its apposition, where they tell a post.
    fn role_beside(&self, span: TokenSpan, id: EntityId) -> Option<String> {
        let bytes = self.r.text.span(span);
        let &(mention, _) = self.mentions_in(bytes).find(|(_, other)| *other == id)?;
        let at = self.r.text.token_at(mention.start);
        let start =
            span.range().start + usize::from(self.r.is(span.range().start, Kinds::DETERMINER));
        let comma = (start..at).find(|&i| self.r.comma(i));
        let tokens = self.bare_post(TokenSpan::at(start, comma.unwrap_or(at).max(start)));
        let tells = tokens.range().any(|i| self.r.is(i, Kinds::PERSON));
        if tells {
            return Some(self.r.text.slice(tokens).to_owned());
        }
        let after = self.r.text.tokens_in(mention).range().end;
        let end = span.range().end;
        let apposed = TokenSpan::at((after + 1).min(end), end);
        let tells = self.r.comma(after)
            && apposed
                .range()
                .take(12)
                .any(|i| self.r.is(i, Kinds::PERSON));
        tells.then(|| self.r.text.slice(apposed).to_owned())
    }

    /// A phrase before a name without the possessor at its start and the comma and "Dr" at its end.
    fn bare_post(&self, phrase: TokenSpan) -> TokenSpan {
        let text = self.r.text;
        let mut range = phrase.range();
        let mark = |i: usize| text.is(i, Class::MARK | Class::DOTTED | Class::STOP);
        let address = |i: usize| matches!(text.lower(i), "mr" | "mrs" | "ms" | "dr" | "rev");
        while !range.is_empty() && (mark(range.end - 1) || address(range.end - 1)) {
            range.end -= 1;
        }
        let owner = range
            .clone()
            .rev()
            .find(|&i| text.is(i, Class::POSSESSIVE) || matches!(text.lower(i), "its" | "their"));
        if let Some(owner) = owner {
            range.start = owner + 1;
        }
        TokenSpan::at(range.start, range.end)
    }

    /// A source without a name.
    fn description(&self, span: TokenSpan) -> Known {
        let head_at = self.head_end(span) - 1;
        let head = self.r.lower(head_at).to_owned();
        let definite = matches!(
            self.r.lower(span.range().start),
            "the" | "this" | "that" | "these" | "those"
        );
        let short = span.len() <= 3;
        if definite
            && short
            && let Some(known) = self.remembered(&head)
        {
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
            sentence: 0,
        }
    }

    /// The source before that "the official" or "the minister" means: one described by the word, or whose role has it.
    fn remembered(&self, head: &str) -> Option<Known> {
        self.known
            .iter()
            .rev()
            .take(MEMORY)
            .find(|known| {
                known.head.as_deref() == Some(head)
                    || known
                        .role
                        .as_deref()
                        .is_some_and(|role| has_word(role, head))
            })
            .cloned()
    }

    fn kind_of_noun(&self, span: TokenSpan, head_at: usize) -> SourceKind {
        let r = self.r;
        let first = span.range().start;
        if r.is(first, Kinds::NOBODY) || r.lower(first) == "no" {
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

    fn form(&self, span: TokenSpan, entity: Option<EntityId>) -> SourceForm {
        let first = span.range().start;
        if span.len() == 1
            && (self.r.is(first, Kinds::SUBJECT.or(Kinds::POSSESSIVE))
                || self.r.lower(first) == "which")
        {
            return SourceForm::Pronoun;
        }
        let bytes = self.r.text.span(span);
        let named = entity.is_some_and(|id| self.mentions_in(bytes).any(|(_, other)| *other == id));
        if named || self.initialled(span).is_some() {
            SourceForm::Name
        } else {
            SourceForm::Description
        }
    }

    /// The outlet that carries it: the one that was told, or "speaking to X" and "in an interview with X" beside the cue.
    fn via(&self, source: TokenSpan, draft: &Draft) -> Option<String> {
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
        let after = || self.press.told_in(self.beside(edge.max(cue.end), draft));
        let behind = || {
            let end = draft.content.last()?.range().end;
            let setting = matches!(self.r.lower(end), "in" | "at" | "during");
            self.press
                .told_in(self.beside(end, draft))
                .filter(|_| setting)
        };
        before.or_else(after).or_else(behind).map(str::to_owned)
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

/// The persons by the initials of their names, of two or three words; none where two persons share them.
fn initials(entities: &[Entity]) -> FxHashMap<String, Option<EntityId>> {
    let mut found: FxHashMap<String, Option<EntityId>> = FxHashMap::default();
    for (id, entity) in (0_u32..).zip(entities) {
        if entity.kind != EntityKind::Person {
            continue;
        }
        let letters = entity
            .name
            .split_whitespace()
            .filter_map(|w| w.chars().next());
        let key: String = letters.filter(|letter| letter.is_uppercase()).collect();
        if (2..=3).contains(&key.chars().count()) {
            found
                .entry(key)
                .and_modify(|other| *other = None)
                .or_insert(Some(EntityId(id)));
        }
    }
    found
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

fn unknown(kind: SourceKind, gender: Gender) -> Known {
    Known {
        entity: None,
        kind,
        role: None,
        gender,
        head: None,
        at: 0,
        sentence: 0,
    }
}

const fn kind_of(kind: EntityKind) -> SourceKind {
    match kind {
        EntityKind::Person => SourceKind::Person,
        EntityKind::Work | EntityKind::Law => SourceKind::Document,
        _ => SourceKind::Organization,
    }
}

fn has_word(role: &str, word: &str) -> bool {
    role.split_whitespace()
        .any(|w| w.eq_ignore_ascii_case(word))
}

fn gender_of_pronoun(r: &Reader<'_, '_>, at: usize) -> Gender {
    if r.is(at, Kinds::MASCULINE) {
        Gender::Masculine
    } else if r.is(at, Kinds::FEMININE) {
        Gender::Feminine
    } else if matches!(r.lower(at), "they" | "their") {
        Gender::Plural
    } else if matches!(r.lower(at), "it" | "its") {
        Gender::Neuter
    } else {
        Gender::Unknown
    }
}

/// Whether a pronoun of `wanted` can mean a source.
fn agrees(known: &Known, wanted: Gender) -> bool {
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
