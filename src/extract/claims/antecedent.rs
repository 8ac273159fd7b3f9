//! Whom a pronoun means that is a source: the nearest source or name that agrees with it.

use super::known::{Gender, Known, agrees, gender_of_pronoun, unknown};
use super::reading::Kinds;
use super::resolve::Resolver;
use crate::model::{EntityId, EntityKind, SourceKind, Span};
use crate::text::{Class, TokenSpan};

/// How many claims back a pronoun looks for whom it means.
const MEMORY: usize = 12;
/// The longest adverbial before a pronoun that opens its sentence, in tokens: "Written in May, it says".
const LONGEST_OPENING: usize = 14;
/// How many sentences back a pronoun looks for a name.
const REACH: usize = 3;

impl Resolver<'_, '_, '_> {
    /// A pronoun: the nearest source that it can mean.
    pub(super) fn pronoun(&self, at: usize) -> Known {
        let lower = self.r.lower(at);
        if matches!(lower, "who" | "which" | "whose") {
            return self.antecedent(at);
        }
        if let Some(again) = self.known.iter().rev().take(MEMORY).find(|k| k.at == at) {
            return again.clone();
        }
        let wanted = gender_of_pronoun(self.r, at);
        if let Some(id) = self.referred(at).filter(|&id| self.may_be(id, wanted)) {
            let mut known = self.named(id, TokenSpan::at(at, at + 1));
            known.gender = wanted;
            return known;
        }
        if wanted == Gender::Neuter
            && let Some(document) = self.document_before(at)
        {
            return document;
        }
        if wanted == Gender::Plural
            && let Some(people) = self.people_before(at)
        {
            return people;
        }
        if wanted == Gender::Unknown {
            return unknown(SourceKind::Anonymous, Gender::Unknown);
        }
        if wanted == Gender::Plural && self.r.quotation(at).is_some() {
            return unknown(SourceKind::Anonymous, Gender::Plural);
        }
        let from = self.said_from.unwrap_or(at);
        let person = matches!(wanted, Gender::Masculine | Gender::Feminine);
        if person && self.is_stranger_before(from) {
            return unknown(SourceKind::Anonymous, wanted);
        }
        let mut known = self.nearest(from, wanted);
        if person {
            known.gender = wanted;
        }
        known
    }

    /// Whether nothing tells that an entity is of another gender than `wanted`.
    fn may_be(&self, id: EntityId, wanted: Gender) -> bool {
        let gender = self.genders.get(id.0 as usize).copied();
        !matches!(
            (gender, wanted),
            (Some(Gender::Masculine), Gender::Feminine)
                | (Some(Gender::Feminine), Gender::Masculine)
        )
    }

    /// The entity that the pronoun at `at` was found to mean.
    pub(super) fn referred(&self, at: usize) -> Option<EntityId> {
        let span = self.r.text.span(TokenSpan::at(at, at + 1));
        let found = self.references.binary_search_by_key(&span, |&(s, _)| s);
        found.ok().map(|index| self.references[index].1)
    }

    /// Sentence by sentence backwards: a source that agrees, else whom the sentence names first.
    pub(super) fn nearest(&self, at: usize, wanted: Gender) -> Known {
        let sentence = self.r.text.sentence_of(at);
        for number in (sentence.saturating_sub(REACH)..=sentence).rev() {
            let sources = self.known.iter().rev().take(MEMORY);
            let source = sources
                .filter(|k| k.at < at && k.sentence == number && !k.aside)
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
        let main = || {
            let id = self.main_person(at, wanted)?;
            Some(self.named(id, TokenSpan::at(at, at + 1)))
        };
        let named = found.as_ref().is_some_and(|known| known.entity.is_some());
        let main = (!named).then(main).flatten();
        main.or(found)
            .unwrap_or_else(|| unknown(SourceKind::Anonymous, wanted))
    }

    /// The person that the article speaks of most, where no stranger stands between them and the pronoun.
    fn main_person(&self, at: usize, wanted: Gender) -> Option<EntityId> {
        if !matches!(wanted, Gender::Masculine | Gender::Feminine) || self.stranger_before(at) {
            return None;
        }
        let start = self.r.text.span(TokenSpan::at(at, at + 1)).start;
        let named = |id: EntityId| {
            let entity = self.entities.get(id.0 as usize);
            entity.is_some_and(|e| e.mentions.first().is_some_and(|m| m.start < start))
        };
        let mut all = self.persons.iter().copied();
        all.find(|&id| named(id) && self.fits(id, wanted))
    }

    /// Whether the sentence of a pronoun, or one of the two before, brings somebody in without a name: "a teacher", "my mother".
    fn stranger_before(&self, at: usize) -> bool {
        let sentence = self.r.text.sentence_of(at).saturating_sub(2);
        let first = self.r.text.sentences[sentence]
            .range()
            .start
            .max(at.saturating_sub(80));
        (first + 1..at).any(|i| {
            let led = (first.max(i.saturating_sub(4))..i)
                .any(|j| self.r.is(j, Kinds::DETERMINER) && self.r.lower(j) != "the");
            self.r.is(i, Kinds::PERSON) && led && !self.r.text.is(i, Class::CAPITAL)
        })
    }

    /// The first mention in a stretch of text that a pronoun of `wanted` can mean.
    pub(super) fn first_mention(&self, bytes: Span, wanted: Gender) -> Option<EntityId> {
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < bytes.start);
        let inside = self.mentions[from..]
            .iter()
            .take(16)
            .take_while(|(span, _)| span.end <= bytes.end);
        let place = |id: EntityId| self.kind_of(id) == Some(EntityKind::Location);
        let acts = |span: Span| {
            let next = self.r.text.tokens_in(span).range().end;
            let joins = Kinds::PREPOSITION
                .or(Kinds::CONJUNCTION)
                .or(Kinds::SUBORDINATOR)
                .or(Kinds::TIME);
            let word = self.r.text.is(next, Class::WORD) && !self.r.is(next, joins);
            word && !self.r.text.is(next, Class::CAPITAL | Class::POSSESSIVE)
        };
        let mut fitting = inside.filter(|&&(_, id)| self.fits(id, wanted));
        fitting
            .find(|&&(span, id)| wanted != Gender::Neuter || !place(id) || acts(span))
            .map(|&(_, id)| id)
    }

    pub(super) fn fits(&self, id: EntityId, wanted: Gender) -> bool {
        let Some(kind) = self.kind_of(id) else {
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
                kind == EntityKind::Person && remembered != Some(other) && self.may_be(id, wanted)
            }
            Gender::Neuter => {
                matches!(kind, EntityKind::Organization | EntityKind::Location)
            }
            Gender::Plural => matches!(kind, EntityKind::Organization | EntityKind::Group),
            Gender::Unknown => false,
        }
    }

    /// Whom "who" or "which" refers to: the name or noun right before it.
    pub(super) fn antecedent(&self, at: usize) -> Known {
        let end = if at > 0 && self.r.comma(at - 1) {
            at - 1
        } else {
            at
        };
        if end < at
            && let Some(id) = self.named_before(at, end)
        {
            return self.named(id, TokenSpan::at(end - 1, end));
        }
        match super::noun::plain(self.r, end.saturating_sub(25), end) {
            Some(span) => {
                let known = self.identify_noun(span);
                let apposed = self.apposed_to(span.range().start);
                let who = self.r.lower(at) == "who";
                let place = || self.person_from(at, known.entity?);
                match apposed
                    .filter(|_| known.entity.is_none())
                    .or_else(place)
                    .filter(|_| who)
                {
                    Some(id) => self.named(id, span),
                    None => known,
                }
            }
            None => unknown(SourceKind::Anonymous, Gender::Unknown),
        }
    }

    /// Who or what the name right before the comma `comma` is, where the relative pronoun at `at` can mean it: "Astana, which".
    fn named_before(&self, at: usize, comma: usize) -> Option<EntityId> {
        let last = comma.checked_sub(1)?;
        let (mention, id) = self.mention_at(self.r.text.span(TokenSpan::at(last, comma)))?;
        let kind = self.kind_of(id)?;
        let start = self.r.text.token_at(mention.start);
        let article = usize::from(start > 0 && self.r.lower(start - 1) == "the");
        let before = start.checked_sub(1 + article);
        let placed =
            before.is_some_and(|i| self.r.is(i, Kinds::PREPOSITION) && self.r.lower(i) != "by");
        let fits = match self.r.lower(at) {
            "who" => kind == EntityKind::Person,
            "which" if placed => false,
            "which" => matches!(kind, EntityKind::Organization | EntityKind::Location),
            _ => false,
        };
        fits.then_some(id)
    }

    /// The person named last before the place that "who" at `at` seems to mean: "X, a lawyer in Reston, Va., who".
    fn person_from(&self, at: usize, place: EntityId) -> Option<EntityId> {
        if self.kind_of(place) != Some(EntityKind::Location) {
            return None;
        }
        let sentence = self.r.text.sentences[self.r.text.sentence_of(at)].range();
        let bytes = self.r.text.span(TokenSpan::at(sentence.start, at));
        let inside = self.mentions_in(bytes).map(|&(_, id)| id);
        inside
            .filter(|&id| self.kind_of(id) == Some(EntityKind::Person))
            .last()
    }

    /// The document or body that the sentence before begins with, which "It" at the start of a sentence means: "A memo was
    /// leaked. It says".
    fn document_before(&self, at: usize) -> Option<Known> {
        let subject = self.subject_before(at)?;
        let head = super::noun::head(self.r, subject);
        let thing = self.r.is(head, Kinds::DOCUMENT.or(Kinds::ORGANIZATION));
        let issued = thing && !self.r.plural(head);
        (issued && self.head_entity(subject).is_none()).then(|| self.description(subject))
    }

    /// The people that the sentence before begins with, whom "They" at the start of a sentence means: "The judges heard
    /// nine witnesses. They found".
    fn people_before(&self, at: usize) -> Option<Known> {
        let subject = self.subject_before(at)?;
        let head = super::noun::head(self.r, subject);
        let many = self.r.is(head, Kinds::PEOPLE) && !self.r.text.is(head, Class::CAPITAL);
        (many && self.head_entity(subject).is_none()).then(|| self.description(subject))
    }

    /// Whether the sentence before begins with somebody without a name: "One retiring lawmaker was sorry. “It hurts,” he said."
    fn is_stranger_before(&self, at: usize) -> bool {
        let Some(subject) = self.subject_before(at) else {
            return false;
        };
        let head = super::noun::head(self.r, subject);
        let first = self.r.lower(subject.range().start);
        matches!(first, "a" | "an" | "one" | "another")
            && self.r.is(head, Kinds::PERSON)
            && !subject.range().any(|i| self.r.comma(i))
            && self.head_entity(subject).is_none()
    }

    /// The subject of the sentence before that of the pronoun at `at`, which opens it, in the same block.
    fn subject_before(&self, at: usize) -> Option<TokenSpan> {
        let block = |i: usize| self.r.text.block_of(i);
        self.opening_before(at)
            .filter(|subject| block(subject.range().start) == block(at))
    }

    /// The subject of the sentence before that which what stands at `at` opens.
    pub(super) fn opening_before(&self, at: usize) -> Option<TokenSpan> {
        let number = self.r.text.sentence_of(at);
        let first = self.r.text.sentences[number].range().start;
        let before = self.r.text.sentences.get(number.checked_sub(1)?)?.range();
        let led = |i: usize| {
            self.r.finite(i) || self.r.is(i, Kinds::SUBJECT) || self.r.quotation(i).is_some()
        };
        let behind = at > first && at - first <= LONGEST_OPENING && self.r.comma(at - 1);
        let opening = at == first || behind && !(first..at).any(led);
        super::source::opening(self.r, before.start, before.end).filter(|_| opening)
    }

    /// The person whose name stands before the apposition that begins at `at`: "X, a Y".
    pub(super) fn apposed_to(&self, at: usize) -> Option<EntityId> {
        let comma = at.checked_sub(1).filter(|&i| i > 0 && self.r.comma(i))?;
        let name = self.r.text.span(TokenSpan::at(comma - 1, comma));
        let (_, id) = self.mention_at(name)?;
        (self.kind_of(id) == Some(EntityKind::Person)).then_some(id)
    }
}
