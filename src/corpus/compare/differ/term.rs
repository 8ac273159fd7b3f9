//! Terms that exclude each other, told of one thing: postponed and cancelled, taken over and merged, missing and alive;
//! and deeds that one article tells and another denies.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Sides, add, fact, one_origin};
use crate::corpus::compare::statement::{Feature, Kind, Statement, term_feature};
use crate::corpus::compare::timeline::holder;
use crate::corpus::compare::words;
use crate::corpus::compare::{Compared, Digest, Passage};
use crate::model::{Contrast, Fact, Record, Span};
use crate::text::{Class, Text, TokenSpan, lexicon};

/// What must be shared around two terms for them to be told of one thing, and around two deeds of one person.
const ALIKE: f64 = 6.0;
const ALIKE_DEED: f64 = 5.0;
/// What must be shared for another article to be put to a side.
const JOINS: f64 = 4.0;
/// How many tokens before and behind a term tell what it is told of.
const AROUND: usize = 9;
/// How many tokens at the head of a sentence tell its subject.
const SUBJECT: usize = 5;
/// How many words before a deed a negation may stand.
const NEGATION: usize = 4;
/// What must be shared around two terms that are told of many things, for them to be told of one.
const ALIKE_CONTRARY: f64 = 14.0;
/// Of the terms of a group in a story, so many are compared with each other.
const MOST: usize = 500;
/// Stands for a number behind a word.
const NUMBER: &str = "NUMBER";

/// Terms that exclude each other.
struct Group {
    about: String,
    /// The names of the sides.
    sides: Vec<String>,
    /// Whether they are two facts, of which one is wrong, not two words for one event.
    facts: bool,
    /// Whether they are told of many things in one story.
    contrary: bool,
    /// Whether they are told of somebody, and whether only those of one person exclude each other.
    person: bool,
    one: bool,
    /// Whether either can be true of each of two parties.
    party: bool,
    /// Whether the sides are a deed and its denial.
    deed: bool,
}

impl Group {
    /// A deed, which is done or not; or one that will be done or will not.
    fn of_deed(name: &str, will: &str) -> Self {
        Self {
            about: name.to_owned(),
            sides: vec![format!("{will}{name}"), format!("{will}not {name}")],
            facts: true,
            contrary: false,
            person: true,
            one: false,
            party: false,
            deed: true,
        }
    }

    /// Of the sort that the first column of a line tells.
    fn of_sort(sort: &str, about: &str, sides: &[(&str, &str)]) -> Self {
        let is = |name| sort.split(',').any(|own| own == name);
        Self {
            about: about.to_owned(),
            sides: sides.iter().map(|(name, _)| (*name).to_owned()).collect(),
            facts: is("facts") || is("contrary"),
            contrary: is("contrary"),
            person: is("person"),
            one: is("one"),
            party: is("party"),
            deed: false,
        }
    }
}

/// Groups of terms.
struct Terms {
    groups: Vec<Group>,
    /// A word, or two (the second empty for one alone), with its groups and sides.
    words: FxHashMap<(&'static str, &'static str), Vec<(usize, usize)>>,
    /// Forms of deeds with their group, which is behind those of the terms: those that were done, and that will be.
    deeds: [FxHashMap<&'static str, usize>; 2],
}

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let mut terms = Terms {
        groups: Vec::new(),
        words: FxHashMap::default(),
        deeds: Default::default(),
    };
    for line in lexicon::entries(include_str!("../../../data/corpus/opposites.tsv")) {
        let mut columns = line.split('\t');
        let sort = columns.next().unwrap_or("");
        let about = columns.next().unwrap_or("");
        let sides: Vec<(&str, &str)> = columns.filter_map(|side| side.split_once(": ")).collect();
        for (side, (_, words)) in sides.iter().enumerate() {
            for word in words.split(' ') {
                let place = (terms.groups.len(), side);
                let word = word.split_once('+').unwrap_or((word, ""));
                terms.words.entry(word).or_default().push(place);
            }
        }
        terms.groups.push(Group::of_sort(sort, about, &sides));
    }
    for line in lexicon::entries(include_str!("../../../data/corpus/deeds.tsv")) {
        let mut columns = line.split('\t');
        let name = columns.next().unwrap_or("");
        for ((deeds, forms), will) in terms.deeds.iter_mut().zip(columns).zip(["", "will "]) {
            let forms = forms.split_whitespace();
            deeds.extend(forms.map(|form| (form, terms.groups.len())));
            terms.groups.push(Group::of_deed(name, will));
        }
    }
    terms
});

/// How the sides of a difference in terms exclude each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::corpus::compare) struct Exclusion {
    /// Whether they are facts, of which one is wrong: not words for one event.
    pub(in crate::corpus::compare) facts: bool,
    /// Whether one denies what the other tells.
    pub(in crate::corpus::compare) denial: bool,
}

/// How the sides of a difference exclude each other: not at all where it is in no terms.
pub(in crate::corpus::compare) fn exclusion(compared: &Compared<'_>, fact: &Fact) -> Exclusion {
    let group = (fact.contrast == Some(Contrast::Term)).then(|| group_of(compared, fact));
    let exclusion = group.flatten().map(|group| Exclusion {
        facts: group.facts,
        denial: group.deed,
    });
    exclusion.unwrap_or_default()
}

/// The group of the terms that a difference is in: all its passages have one of them.
fn group_of(compared: &Compared<'_>, fact: &Fact) -> Option<&'static Group> {
    let within = |passage: &Passage| {
        let told = compared.digests[passage.article].told.iter();
        let span = passage.span;
        told.filter(move |told| span.contains(told.span))
    };
    let mut passages = fact.sides.iter().map(|side| &side.support);
    let mut first = within(passages.next()?.first()?);
    let all = |group: usize| {
        let mut support = fact.sides.iter().flat_map(|side| &side.support);
        support.all(|passage| within(passage).any(|told| told.group == group))
    };
    let group = first.find(|told| all(told.group))?.group;
    Some(&TERMS.groups[group])
}

/// A term in an article.
#[derive(Clone, Debug)]
pub(in crate::corpus::compare) struct Told {
    span: Span,
    statement: usize,
    group: usize,
    side: usize,
    /// What stands around it, in order.
    around: Vec<Feature>,
}

/// The terms of an article that others exclude.
pub(in crate::corpus::compare) fn told(
    record: &Record,
    text: &Text<'_>,
    statements: &[Statement],
) -> Vec<Told> {
    let names = names(record);
    let mut found = Vec::new();
    for at in 0..text.len() {
        for (group, side, tokens) in groups(text, at) {
            let span = text.tokens[at].span;
            let Some(statement) = holder(statements, span) else {
                continue;
            };
            found.push(Told {
                span: text.span(TokenSpan::at(at, at + tokens)),
                statement,
                group,
                side,
                around: told_of(text, at, tokens, &names),
            });
        }
    }
    found
}

/// The groups and sides of the term that begins with a token, and how many tokens it has.
fn groups(text: &Text<'_>, at: usize) -> Vec<(usize, usize, usize)> {
    let word = text.lower(at);
    let places = |second| places(word, second);
    let pair = Some(text.lower(at + 1)).filter(|second| !second.is_empty());
    let number = || places(NUMBER).filter(|_| text.is(at + 1, Class::NUMBER));
    let pair = pair.and_then(places).or_else(number);
    let tokens = if pair.is_some() { 2 } else { 1 };
    let places = pair.or_else(|| places(""));
    // What is denied is neither side.
    let negated = negated(text, at);
    let mut found: Vec<(usize, usize, usize)> = places
        .into_iter()
        .flatten()
        .filter(|_| !negated)
        .map(|&(group, side)| (group, side, tokens))
        .collect();
    let deeds = later(text, at).map(|later| &TERMS.deeds[usize::from(later)]);
    if let Some(&group) = deeds.and_then(|deeds| deeds.get(word)) {
        found.push((group, usize::from(negated), 1));
    }
    found
}

/// Something that a clause says and another can say the opposite of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus::compare) struct Lean {
    group: usize,
    side: usize,
    /// Whether its opposite is true of another party.
    pub(in crate::corpus::compare) party: bool,
}

impl Lean {
    /// Whether another one is the opposite.
    pub(in crate::corpus::compare) const fn opposes(&self, other: &Self) -> bool {
        self.group == other.group && self.side != other.side
    }
}

/// What tokens say that others can say the opposite of: nothing where they say both.
pub(in crate::corpus::compare) fn leans(text: &Text<'_>, tokens: TokenSpan) -> Vec<Lean> {
    let places = tokens.range().flat_map(|at| groups(text, at));
    let facts = places.filter(|(group, ..)| {
        let group = &TERMS.groups[*group];
        group.facts && !group.deed
    });
    let all: Vec<Lean> = facts
        .map(|(group, side, _)| Lean {
            group,
            side,
            party: TERMS.groups[group].party,
        })
        .collect();
    let both = |lean: &Lean| all.iter().any(|other| other.opposes(lean));
    all.iter().filter(|lean| !both(lean)).copied().collect()
}

/// The groups and sides of a word, or of two.
fn places<'w>(first: &'w str, second: &'w str) -> Option<&'w [(usize, usize)]> {
    let words: &FxHashMap<(&'w str, &'w str), _> = &TERMS.words;
    words.get(&(first, second)).map(Vec::as_slice)
}

fn before<'t>(text: &'t Text<'_>, at: usize) -> impl Iterator<Item = &'t str> {
    let sentence = text.sentences[text.sentence_of(at)];
    let first = (sentence.start as usize).max(at.saturating_sub(NEGATION));
    (first..at)
        .rev()
        .map(|token| text.lower(token))
        .take_while(|word| !matches!(*word, "," | ";" | ":" | "and" | "but"))
}

/// Whether a word before denies it: "has not conceded", "had yet to concede".
fn negated(text: &Text<'_>, at: usize) -> bool {
    before(text, at).any(words::denies)
}

/// Whether a deed is still to come ("will sign") or was due before ("has signed"); none where it is only possible ("could
/// sign").
fn later(text: &Text<'_>, at: usize) -> Option<bool> {
    let sure = before(text, at).find(|word| !words::is("between", word));
    let will = sure.is_some_and(|word| words::is("will", word));
    let open = || before(text, at).any(|word| words::is("future", word));
    match will {
        true => Some(true),
        false => (negated(text, at) || !open()).then_some(false),
    }
}

/// Where names and figures stand, and what they are.
pub(super) fn names(record: &Record) -> Vec<(u32, Feature)> {
    let entities = record.entities.iter().flatten();
    let mut names: Vec<(u32, Feature)> = entities
        .flat_map(|entity| {
            let all = entity.mentions.iter().chain(&entity.references);
            all.map(|mention| (mention.start, Feature::entity(entity)))
        })
        .collect();
    let figures = record.figures.iter().flatten();
    names.extend(figures.filter_map(|figure| Some((figure.span.start, Feature::figure(figure)?))));
    names.sort_unstable();
    names
}

/// The names and words around a term in its sentence, and at the head of that, where its subject stands.
fn told_of(text: &Text<'_>, at: usize, tokens: usize, names: &[(u32, Feature)]) -> Vec<Feature> {
    let head = text.sentences[text.sentence_of(at)].start as usize;
    let mut found = around(text, at, tokens, names);
    if head + SUBJECT < at {
        found.extend(within(text, head..head + SUBJECT, names));
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// The names and words around a term in its sentence.
pub(super) fn around(
    text: &Text<'_>,
    at: usize,
    tokens: usize,
    names: &[(u32, Feature)],
) -> Vec<Feature> {
    let sentence = text.sentences[text.sentence_of(at)];
    let first = (sentence.start as usize).max(at.saturating_sub(AROUND));
    let last = (sentence.end as usize).min(at + tokens + AROUND);
    let outside = |token: &usize| !(at..at + tokens).contains(token);
    let mut found: Vec<Feature> = within(text, (first..last).filter(outside), names).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The names and words that tokens are.
fn within<'t>(
    text: &'t Text<'_>,
    tokens: impl Iterator<Item = usize> + 't,
    names: &'t [(u32, Feature)],
) -> impl Iterator<Item = Feature> + 't {
    let tokens = tokens.filter(|&token| !text.is(token, Class::MARK));
    tokens.filter_map(|token| {
        let start = text.tokens[token].span.start;
        let name = names.binary_search_by_key(&start, |(start, _)| *start);
        name.map(|at| names[at].1)
            .ok()
            .or_else(|| term_feature(text, token))
    })
}

/// The clauses of an article that tell again the terms of a passage.
pub(in crate::corpus::compare) fn again(digest: &Digest, passage: Span) -> Vec<usize> {
    let own = digest
        .told
        .iter()
        .filter(|told| passage.contains(told.span));
    let own: Vec<(usize, usize)> = own.map(|told| (told.group, told.side)).collect();
    let again = digest.told.iter();
    let again = again.filter(|told| own.contains(&(told.group, told.side)));
    again.map(|told| told.statement).collect()
}

/// Where two passages have terms that exclude each other.
pub(in crate::corpus::compare) fn excluding(
    a: &Digest,
    own: Span,
    b: &Digest,
    other: Span,
) -> Option<(Span, Span)> {
    let mine = a.told.iter().filter(|told| own.contains(told.span));
    let theirs = || b.told.iter().filter(|told| other.contains(told.span));
    let mut pairs = mine.flat_map(|a| theirs().map(move |b| (a, b)));
    let (a, b) = pairs.find(|(a, b)| a.group == b.group && a.side != b.side)?;
    Some((a.span, b.span))
}

/// A term with the position of its article.
type Held<'c> = (usize, &'c Told);

/// The excluding terms of a story.
pub(super) fn facts(compared: &Compared<'_>) -> Vec<Fact> {
    (0..TERMS.groups.len())
        .filter_map(|group| group_fact(compared, group))
        .collect()
}

/// The terms of a group, of each article as many as of any other where they are more than are compared.
fn told_in<'c>(compared: &'c Compared<'_>, group: usize) -> Vec<Held<'c>> {
    let digests = compared.digests.iter().enumerate();
    let all = digests.flat_map(|(article, digest)| {
        let own = digest.told.iter().filter(move |told| told.group == group);
        own.take(MOST)
            .enumerate()
            .map(move |(number, told)| (number, article, told))
    });
    let mut all: Vec<(usize, usize, &Told)> = all.collect();
    if all.len() > MOST {
        all.sort_by_key(|&(number, article, _)| (number, article));
        all.truncate(MOST);
        all.sort_by_key(|&(number, article, _)| (article, number));
    }
    let held = all.into_iter();
    held.map(|(_, article, told)| (article, told)).collect()
}

fn group_fact(compared: &Compared<'_>, group: usize) -> Option<Fact> {
    let all = told_in(compared, group);
    let (a, b) = best(compared, &all)?;
    let mut members = vec![a, b];
    for &(article, told) in &all {
        let near = members
            .iter()
            .any(|&(other, its)| other != article && alike(compared, told, its) >= joins(group));
        let mut same = members.iter().filter(|(other, _)| *other == article);
        if near && !same.any(|(_, its)| its.span == told.span) {
            members.push((article, told));
        }
    }
    let Group {
        about,
        sides: names,
        ..
    } = &TERMS.groups[group];
    let mut sides: Sides<usize> = Sides::new();
    for (article, told) in members {
        let passage: Passage = compared.passage((article, told.statement));
        add(&mut sides, told.side, &names[told.side], passage);
    }
    let words = compared.words(compared.passage((a.0, a.1.statement)));
    Some(fact(
        compared,
        Contrast::Term,
        format!("{about}: {words}"),
        sides,
    ))
}

/// The two terms of different sides in different articles that share most around them.
fn best<'c>(compared: &Compared<'_>, all: &[(usize, &'c Told)]) -> Option<(Held<'c>, Held<'c>)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for (x, a) in all.iter().enumerate() {
        for (y, b) in all.iter().enumerate().skip(x + 1) {
            if a.1.side == b.1.side || one_origin(compared, a.0, b.0) {
                continue;
            }
            let score = alike(compared, a.1, b.1);
            if score >= least(a.1.group, a.1) && best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, x, y));
            }
        }
    }
    best.map(|(_, x, y)| (all[x], all[y]))
}

/// What two terms have in common around them: nothing where they need not be told of one thing. News gives many fates at
/// once: only those of one person exclude each other.
fn alike(compared: &Compared<'_>, a: &Told, b: &Told) -> f64 {
    let one = TERMS.groups[a.group].one;
    let shared = a
        .around
        .iter()
        .filter(|feature| b.around.binary_search(feature).is_ok());
    let mut thing = false;
    let mut sum = 0.0;
    for &feature in shared {
        thing |= feature.kind == Kind::Person || !one && feature.kind == Kind::Word;
        sum += compared.alignment.plain(feature);
    }
    if thing { sum } else { 0.0 }
}

/// What two terms of a group must share.
fn least(group: usize, told: &Told) -> f64 {
    let group = &TERMS.groups[group];
    let mut around = told.around.iter();
    let person = around.any(|feature| feature.kind == Kind::Person);
    match group {
        Group { party: true, .. } => f64::INFINITY,
        Group { contrary: true, .. } => ALIKE_CONTRARY,
        Group { person: true, .. } if person => ALIKE_DEED,
        _ => ALIKE,
    }
}

/// What must be shared for another article to be put to a side of a group.
fn joins(group: usize) -> f64 {
    if TERMS.groups[group].contrary {
        ALIKE_CONTRARY
    } else {
        JOINS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(text: &str) -> Vec<(&'static str, usize)> {
        let text = Text::new(text, &[]);
        (0..text.len())
            .flat_map(|at| groups(&text, at))
            .map(|(group, side, _)| (&*TERMS.groups[group].about, side))
            .collect()
    }

    #[test]
    fn plans_have_sides_of_their_own() {
        let sided = |text: &'static str| {
            let text = Text::new(text, &[]);
            let found = (0..text.len()).flat_map(|at| groups(&text, at));
            let named = found.map(|(group, side, _)| TERMS.groups[group].sides[side].as_str());
            named.collect::<Vec<_>>()
        };
        assert_eq!(sided("Pryce will appeal."), ["will appeal"]);
        assert_eq!(sided("He would not now appeal."), ["will not appeal"]);
        assert_eq!(sided("He has not resigned."), ["not resign"]);
        assert!(sided("The court will hear an appeal.").is_empty());
    }

    #[test]
    fn terms_take_sides() {
        assert_eq!(
            sides("The talks were called off."),
            [("fate of the event", 1)]
        );
        assert_eq!(sides("The talks were not cancelled."), []);
        assert_eq!(sides("He has not conceded."), [("concede", 1)]);
        assert_eq!(sides("He conceded at ten."), [("concede", 0)]);
        assert_eq!(sides("He had yet to concede."), [("concede", 1)]);
        assert_eq!(sides("He could concede tomorrow."), []);
    }
}
