//! One quotation that articles put into the mouths of different people.

use rustc_hash::{FxHashMap, FxHashSet};

use super::spelling::edits_at_most;
use super::{Sides, add, contested, fact};
use crate::corpus::compare::Compared;
use crate::corpus::compare::Passage;
use crate::model::{Contrast, EntityKind, Fact, Record, SourceForm, Span, Style};
use crate::text::name::plain;
use crate::text::{Class, Text};

/// How many words in a row make a quotation the same.
const RUN: usize = 5;

/// Names of so many letters or fewer are never spellings of one.
const SHORT: usize = 3;

/// A quotation with its speaker.
#[derive(Clone, Debug)]
pub(in crate::corpus::compare) struct Quoted {
    /// From the speaker to the end of what is quoted.
    span: Span,
    /// The runs of its words.
    runs: Vec<u64>,
    /// The words as they are quoted.
    words: Span,
    speaker: String,
    /// Whether the article names the speaker there; else a pronoun was resolved.
    sure: bool,
}

/// The quotations of an article whose speakers are persons with names.
pub(in crate::corpus::compare) fn quoted(record: &Record, text: &Text<'_>) -> Vec<Quoted> {
    let mut found = Vec::new();
    for claim in record
        .claims
        .iter()
        .flatten()
        .filter(|claim| claim.style != Style::Indirect)
    {
        let entity = claim.source.entity;
        let entity = entity.and_then(|id| record.entities.as_ref()?.get(id.0 as usize));
        let Some(person) = entity.filter(|entity| entity.kind == EntityKind::Person) else {
            continue;
        };
        let Some(content) = &claim.content else {
            continue;
        };
        found.push(Quoted {
            span: claim.span,
            runs: runs(text, content.hull()),
            words: content.spans.first().copied().unwrap_or(content.hull()),
            speaker: person.name.clone(),
            sure: claim.source.form == Some(SourceForm::Name),
        });
    }
    found.retain(|quoted| !quoted.runs.is_empty());
    found
}

/// The runs of words of the quotations that begin in a span.
fn runs(text: &Text<'_>, span: Span) -> Vec<u64> {
    let tokens = text.tokens_in(span).range();
    let inside = |at: usize| {
        let quotation = text.quotation_at(at);
        quotation.is_some_and(|quotation| quotation.inner().range().contains(&at))
    };
    let words: Vec<&str> = tokens
        .filter(|&at| text.is(at, Class::WORD | Class::NUMBER) && inside(at))
        .map(|at| text.lower(at))
        .collect();
    let hash = |run: &[&str]| xxhash_rust::xxh3::xxh3_64(run.join(" ").as_bytes());
    words.windows(RUN).map(hash).collect()
}

/// Quotations that several articles have with different speakers.
pub(super) fn facts(compared: &Compared<'_>) -> Vec<Fact> {
    let mut holders: FxHashMap<u64, Vec<(usize, usize)>> = FxHashMap::default();
    let mut order: Vec<u64> = Vec::new();
    for (article, digest) in compared.digests.iter().enumerate() {
        for (number, quoted) in digest.quoted.iter().enumerate() {
            for &run in &quoted.runs {
                let entry = holders.entry(run).or_default();
                if entry.is_empty() {
                    order.push(run);
                }
                entry.push((article, number));
            }
        }
    }
    let mut done: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut facts = Vec::new();
    for run in order {
        let same = &holders[&run];
        if same.iter().any(|node| done.contains(node)) {
            continue;
        }
        if let Some(found) = spoken(compared, same) {
            done.extend(same);
            facts.push(found);
        }
    }
    facts
}

/// The difference of one quotation's speakers, where there is one.
fn spoken(compared: &Compared<'_>, same: &[(usize, usize)]) -> Option<Fact> {
    let quoted = |&(article, number): &(usize, usize)| &compared.digests[article].quoted[number];
    let mut sides: Sides<String> = Sides::new();
    let mut speakers: Vec<(usize, &str)> = Vec::new();
    for node in same.iter().filter(|node| quoted(node).sure) {
        let speaker = quoted(node).speaker.as_str();
        let known = speakers
            .iter()
            .find(|(_, known)| can_be_one(known, speaker));
        let key = known.map_or(speaker, |(_, known)| known);
        speakers.push((node.0, key));
        let passage = Passage {
            article: node.0,
            span: quoted(node).span,
        };
        add(&mut sides, key.to_owned(), speaker, passage);
    }
    for node in same.iter().filter(|node| !quoted(node).sure) {
        let speaker = quoted(node).speaker.as_str();
        if let Some(&(_, key)) = speakers
            .iter()
            .find(|(_, known)| can_be_one(known, speaker))
        {
            let passage = Passage {
                article: node.0,
                span: quoted(node).span,
            };
            add(&mut sides, key.to_owned(), key, passage);
        }
    }
    if !contested(compared, &speakers) {
        return None;
    }
    let words = quoted(&same[0]).words.of(&compared.digests[same[0].0].text);
    Some(fact(
        compared,
        Contrast::Attribution,
        format!("who said {words}"),
        sides,
    ))
}

/// Whether two names can be of one person: the last part of one stands in the other, or the last parts are one or two letters
/// apart, where they have more letters than can be by chance.
pub(super) fn can_be_one(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    let last = |name: &str| name.rsplit(' ').next().unwrap_or("").to_owned();
    let (own, its) = (last(&a), last(&b));
    let within = |long: &str, last: &str| long.split(' ').any(|part| part == last);
    let long = |name: &str| name.chars().count() > SHORT;
    let spelled = || edits_at_most(2, &own, &its) && long(&own) && long(&its);
    within(&a, &its) || within(&b, &own) || spelled()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_a_letter_apart_are_two() {
        for (a, b) in [
            ("Ana Wu", "Wu"),
            ("Kim Holm", "Holm"),
            ("Garrity", "Mick Garity"),
        ] {
            assert!(can_be_one(a, b) && can_be_one(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("Wu", "Xi"),
            ("Ana Kim", "Ana Lim"),
            ("Ana Marsh", "Ana Holm"),
        ] {
            assert!(!can_be_one(a, b), "{a} {b}");
        }
    }
}
