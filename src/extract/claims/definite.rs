//! Whom "the company", "the finance ministry" or "the minister" means: the nearest name that the words fit.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::epithet;
use super::known::{self, Gender, Known};
use super::reading::{self, Kinds};
use super::resolve::Resolver;
use crate::model::{Entity, EntityId, EntityKind, SourceKind, Span};
use crate::text::{Class, TokenSpan, lexicon};

/// The most tokens of a description that is looked up, its article included.
const LONGEST: usize = 3;
/// The same where the description tells the trade: "the mine-clearing charity".
const LONGEST_TRADE: usize = 6;
/// How far beside a name its country is looked for, in tokens.
const NEAR: usize = 6;
/// How many mentions back a description looks for a name.
const MENTIONS: usize = 80;
/// How many sentences back a common noun reaches that no part of the name repeats.
const REACH: usize = 4;
/// How many sentences back "the retired nurse" reaches.
const NEAR_PERSON: usize = 3;
/// The same for "the company".
const COMPANY_REACH: usize = 12;

/// What the words of an entity's names and posts tell of it, in lower case.
pub(super) struct Labels {
    /// The last word of each name, the one before "of" or "for", and the first.
    heads: Vec<String>,
    /// All words of its names.
    names: Vec<String>,
    /// Its names.
    full: Vec<String>,
    /// The common nouns beside its names: "the Centre party", "the charity Northaid", "Northaid, a charity".
    trades: Vec<String>,
    /// All words of its posts.
    posts: Vec<String>,
    /// Whether a name ends as those of companies do: "Boorara Iron Ltd".
    company: bool,
    /// Whether a name has the word for a body that is no company: "Miners' Union".
    body: bool,
    /// Whether a name has the word for a body of the state: "Court of Appeal".
    public: bool,
    /// Whether it is named more than once.
    again: bool,
}

impl Labels {
    /// The labels of an entity of the text.
    pub(super) fn of(entity: &Entity, posts: &[&str], trades: Vec<String>) -> Self {
        let all = || std::iter::once(&entity.name).chain(entity.aliases.iter().take(4));
        let names: Vec<String> = all().flat_map(|name| words(name)).collect();
        let kind = |kinds: Kinds| names.iter().any(|w| reading::kinds_of(w).any(kinds));
        Self {
            heads: all().flat_map(|name| heads(&words(name))).collect(),
            posts: posts.iter().flat_map(|post| post_words(post)).collect(),
            company: kind(Kinds::COMPANY_END),
            body: kind(Kinds::ORGANIZATION),
            public: kind(Kinds::PUBLIC_BODY),
            again: entity.mentions.len() > 1,
            full: all().map(|name| name.to_lowercase()).collect(),
            trades,
            names,
        }
    }
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .map(str::to_lowercase)
        .collect()
}

/// The titles that stand shortened before names, by their short forms.
static TITLES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let table = lexicon::entries(include_str!("../../data/claims/titles.tsv"));
    table.filter_map(|line| line.split_once('\t')).collect()
});

/// The words of a post, shortened titles in full as well: "Gov." is a governor, "Lt. Gov." is not.
fn post_words(post: &str) -> Vec<String> {
    let mut all = words(post);
    let below = all.iter().any(|word| matches!(word.as_str(), "lt." | "lt"));
    let full: Vec<String> = all
        .iter()
        .filter_map(|word| TITLES.get(word.trim_end_matches('.')))
        .filter(|title| !(below && **title == "governor"))
        .map(|&title| title.to_owned())
        .collect();
    all.extend(full);
    all
}

fn heads(words: &[String]) -> Vec<String> {
    let of = words.iter().position(|w| w == "of" || w == "for");
    let before = of.and_then(|at| at.checked_sub(1));
    let ends = [before, words.len().checked_sub(1), Some(0)];
    let found = ends.iter().flatten().filter_map(|&at| words.get(at));
    found.cloned().collect()
}

impl Resolver<'_, '_, '_> {
    /// The entity that a definite description of few words means: "the commission", "the finance ministry".
    pub(super) fn meant(&self, span: TokenSpan) -> Option<Known> {
        let range = span.range();
        let end = self.head_end(span);
        let whole = end == range.end || self.r.comma(end) || self.r.lower(end) == "(";
        let head = end.checked_sub(1).filter(|&head| head > range.start)?;
        if let Some(id) = self.of_person(range.start, head).filter(|_| whole) {
            return Some(self.named(id, TokenSpan::at(range.start, end)));
        }
        let common = !(range.start + 1..end).any(|i| self.r.text.is(i, Class::CAPITAL));
        let body = range.len() == 2 && self.r.is(head, Kinds::ORGANIZATION);
        let place = end == range.start + 3
            && !self.r.text.is(head, Class::CAPITAL)
            && self
                .r
                .is(head, Kinds::OUTLET_NOUN.or(Kinds::COMPANY).or(Kinds::TEAM));
        let common = common || body || place;
        if !whole || !common || end - range.start > LONGEST_TRADE || self.r.plural(head) {
            return None;
        }
        let words: Vec<&str> = (range.start + 1..end).map(|i| self.r.lower(i)).collect();
        let hyphens = (range.start + 1..end)
            .filter(|&i| self.r.hyphened(i))
            .count();
        let short = end - range.start <= LONGEST + 2 * hyphens;
        let found = if self.r.is(head, Kinds::PERSON) {
            self.of_post(range.start, &words).filter(|_| short)
        } else {
            let named = self.of_name(range.start, &words).filter(|_| short);
            named.or_else(|| self.of_epithet(range.start, &words))
        };
        let trade = || self.of_trade(range.start, head);
        let id = found.or_else(|| trade().filter(|_| short))?;
        Some(self.named(id, TokenSpan::at(range.start, end)))
    }

    /// The mentions before a token, the nearest first.
    fn before(&self, at: usize) -> impl Iterator<Item = (Span, EntityId)> {
        let bytes = self.r.text.span(TokenSpan::at(at, at + 1));
        let end = self
            .mentions
            .partition_point(|(m, _)| m.start < bytes.start);
        self.mentions[..end].iter().rev().take(MENTIONS).copied()
    }

    fn labels(&self, id: EntityId, kind: EntityKind) -> Option<&Labels> {
        let fits = self.kind_of(id) == Some(kind);
        self.labels.get(id.0 as usize).filter(|_| fits)
    }

    /// "the commission": the organization whose name has all the words, the last as its head.
    fn of_name(&self, at: usize, words: &[&str]) -> Option<EntityId> {
        let head = words.last()?;
        if matches!(*head, "government" | "administration") {
            return None;
        }
        let fits = |id: EntityId| {
            self.labels(id, EntityKind::Organization).is_some_and(|l| {
                let named = |w: &&str| l.names.iter().chain(&l.trades).any(|name| name == w);
                l.heads.iter().chain(&l.trades).any(|h| h == head) && words.iter().all(named)
            })
        };
        self.before(at).map(|(_, id)| id).find(|&id| fits(id))
    }

    /// "the world body": the only one named before of those that go by the words.
    fn of_epithet(&self, at: usize, words: &[&str]) -> Option<EntityId> {
        let names = epithet::names(&words.join(" "))?;
        let fits = |id: &EntityId| {
            let labels = self.labels.get(id.0 as usize);
            labels.is_some_and(|l| l.full.iter().any(|name| names.contains(&name.as_str())))
        };
        let mut found = self.before(at).map(|(_, id)| id).filter(fits);
        let id = found.next()?;
        found.all(|other| other == id).then_some(id)
    }

    /// Whether a noun phrase is one person by their country: "the Jamaican".
    pub(super) fn is_national(&self, span: TokenSpan) -> bool {
        let range = span.range();
        let at = range.start + 1;
        let bytes = self.r.text.span(TokenSpan::at(at, at + 1));
        let group = self
            .mention_at(bytes)
            .is_some_and(|(_, id)| self.kind_of(id) == Some(EntityKind::Group));
        let regular = group && self.r.lower(at).ends_with("an");
        self.r.lower(range.start) == "the"
            && range.len() == 2
            && self.r.text.is(at, Class::CAPITAL)
            && (regular || self.r.is(at, Kinds::NATIONAL))
    }

    /// Whom "the Jamaican" means: the person beside whose name the country stands the nearest, else somebody without a name.
    pub(super) fn national(&self, span: TokenSpan) -> Option<Known> {
        if !self.is_national(span) {
            return None;
        }
        let word = self.r.text.word(span.range().start + 1);
        let length = word.chars().count().saturating_sub(3).max(4);
        let stem: String = word.chars().take(length).collect();
        let start = self.r.text.span(span).start;
        let country = |i: usize| self.r.text.word(i).starts_with(&stem);
        let gap = |mention: &Span| {
            let tokens = self.r.text.tokens_in(*mention).range();
            let before = tokens.start.min(NEAR);
            let after = self.r.text.len().saturating_sub(tokens.end).min(NEAR);
            let left = (1..=before).find(|&n| country(tokens.start - n));
            let right = (1..=after).find(|&n| country(tokens.end + n - 1));
            let near = [left, right].into_iter().flatten().min();
            near.filter(|_| mention.start < start)
        };
        let nearest = |id: EntityId| {
            let mentions = self.entities.get(id.0 as usize).map(|e| &e.mentions);
            Some((mentions?.iter().filter_map(gap).min()?, id))
        };
        let mut found: Vec<(usize, EntityId)> =
            self.persons.iter().copied().filter_map(nearest).collect();
        found.sort_unstable();
        let only = match found[..] {
            [(near, _), (other, _), ..] if near == other => None,
            _ => found.first().map(|&(_, id)| id),
        };
        let alone = || self.only_subject(span.range().start);
        let only = only.or_else(|| alone().filter(|_| found.is_empty()));
        let nobody = || known::unknown(SourceKind::Anonymous, Gender::Unknown);
        Some(only.map_or_else(nobody, |id| self.named(id, span)))
    }

    /// "the home minister": the person whose post has all the words.
    fn of_post(&self, at: usize, words: &[&str]) -> Option<EntityId> {
        let fits = |id: EntityId| {
            self.labels(id, EntityKind::Person).is_some_and(|l| {
                let has = |word: &str| l.posts.iter().any(|post| post == word);
                let lower = ["vice", "deputy", "former"];
                words.iter().all(|w| has(w)) && !lower.iter().any(|w| has(w) && !words.contains(w))
            })
        };
        self.before(at).map(|(_, id)| id).find(|&id| fits(id))
    }

    /// "the company", "the group", "the paper": of the nearest sentence that names one, the first.
    fn of_trade(&self, at: usize, head: usize) -> Option<EntityId> {
        if self.r.is(head, Kinds::COMPANY) {
            return self.company(at);
        }
        if self.r.is(head, Kinds::OUTLET_NOUN) {
            return self.first_named(at, COMPANY_REACH, |mention, _| self.is_outlet(mention));
        }
        if self.r.is(head, Kinds::TEAM) {
            return self.first_named(at, COMPANY_REACH, |mention, l| {
                !l.company && !l.public && !l.body && !self.is_outlet(mention)
            });
        }
        let common = self.r.is(head, Kinds::COMMON_BODY);
        let fits = |mention: Span, l: &Labels| !l.company && !l.public && !self.is_outlet(mention);
        common.then(|| self.first_named(at, REACH, fits))?
    }

    /// "the company": one whose name says so, else any organization that is neither a body nor an outlet; one that is
    /// named again before one that is named once.
    fn company(&self, at: usize) -> Option<EntityId> {
        let known = self.labels.iter().any(|l| l.company);
        let fits = |mention: Span, l: &Labels| {
            (if known { l.company } else { !l.body }) && !self.is_outlet(mention)
        };
        let again = self.first_named(at, COMPANY_REACH, |m, l| l.again && fits(m, l));
        let once = || self.first_named(at, COMPANY_REACH, fits).filter(|_| known);
        again.or_else(once)
    }

    fn is_outlet(&self, mention: Span) -> bool {
        let tokens = self.r.text.tokens_in(mention);
        self.press.named_in(tokens).is_some()
    }

    /// "the 44-year-old", "the 29-year-old striker": the person of that age, else the one named last.
    pub(super) fn aged(&self, span: TokenSpan) -> Option<EntityId> {
        let range = span.range();
        let start = range.start;
        let age = start + 1;
        if age >= range.end || !self.r.text.is(age, Class::NUMBER) {
            return None;
        }
        let old = (age..range.end.min(age + 6)).any(|i| self.r.lower(i).ends_with("old"));
        if self.r.lower(start) != "the" || !old {
            return None;
        }
        let floor = self.r.text.sentence_of(start).saturating_sub(REACH);
        let number = self.r.text.word(age).split('-').next().unwrap_or_default();
        let told = |mention: Span| {
            let end = self.r.text.tokens_in(mention).range().end;
            self.r.comma(end) && self.r.text.word(end + 1) == number
        };
        let person = |id: EntityId| self.kind_of(id) == Some(EntityKind::Person);
        let near =
            |mention: Span| self.r.text.sentence_of(self.r.text.token_at(mention.start)) >= floor;
        let people = || self.before(start).filter(|&(_, id)| person(id));
        let same = people().find(|&(mention, _)| told(mention));
        same.or_else(|| people().find(|&(mention, _)| near(mention)))
            .map(|(_, id)| id)
    }

    /// "the retired bus inspector", "the Arizona congresswoman": the only person that the sentences before name, where the
    /// description tells of somebody known and is no new post.
    fn of_person(&self, start: usize, head: usize) -> Option<EntityId> {
        let former = (start + 1..head).any(|i| self.r.is(i, Kinds::FORMERLY));
        let place = head == start + 2 && self.r.text.is(start + 1, Class::CAPITAL);
        let bare = head == start + 1 && self.r.is(head, Kinds::BARE_TRADE);
        let tells = former || bare || place && self.r.is(head, Kinds::TRADE);
        if !tells || self.r.lower(start) != "the" || !self.r.is(head, Kinds::EPITHET) {
            return None;
        }
        self.only_person(start)
    }

    /// The only person before `start`, where the sentence before tells of them: "Holm was furious. “A joke,” the Dane said."
    fn only_subject(&self, start: usize) -> Option<EntityId> {
        let subject = self.opening_before(self.said_from.unwrap_or(start))?;
        let told = self.head_entity(subject);
        self.only_person(start).filter(|&only| told == Some(only))
    }

    /// The person whom the sentences before `start` name, if they name one alone; "the Dane" names nobody.
    fn only_person(&self, start: usize) -> Option<EntityId> {
        let floor = self.r.text.sentence_of(start).saturating_sub(NEAR_PERSON);
        let at = |mention: Span| self.r.text.token_at(mention.start);
        let near = self
            .before(start)
            .take_while(|&(mention, _)| self.r.text.sentence_of(at(mention)) >= floor);
        let mut persons = near.filter(|&(mention, id)| {
            let person = self.kind_of(id) == Some(EntityKind::Person);
            person && !self.r.is(at(mention), Kinds::NATIONAL)
        });
        let (_, only) = persons.next()?;
        persons.all(|(_, id)| id == only).then_some(only)
    }

    /// "Company" at the head of an alert, before any name: the organization that the article names first.
    pub(super) fn headed(&self, span: TokenSpan) -> Option<EntityId> {
        let at = span.range().start;
        let alone = span.len() == 1 && self.r.is(at, Kinds::COMPANY);
        let headed = alone && self.r.text.is(at, Class::SENTENCE_START);
        let body = |id: &EntityId| self.labels(*id, EntityKind::Organization).is_some();
        let mut named = self.mentions.iter().take(MENTIONS).map(|&(_, id)| id);
        named.find(body).filter(|_| headed)
    }

    /// The first organization that fits in the nearest sentence before `at` that has one.
    fn first_named(
        &self,
        at: usize,
        reach: usize,
        fits: impl Fn(Span, &Labels) -> bool,
    ) -> Option<EntityId> {
        let floor = self.r.text.sentence_of(at).saturating_sub(reach);
        let mut best: Option<(usize, EntityId)> = None;
        for (mention, id) in self.before(at) {
            let sentence = self.r.text.sentence_of(self.r.text.token_at(mention.start));
            if sentence < floor || best.is_some_and(|(other, _)| other != sentence) {
                break;
            }
            let labels = self.labels(id, EntityKind::Organization);
            if labels.is_some_and(|l| fits(mention, l)) {
                best = Some((sentence, id));
            }
        }
        best.map(|(_, id)| id)
    }
}
