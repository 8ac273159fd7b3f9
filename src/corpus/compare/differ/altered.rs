//! One quotation whose words differ between articles. What is cut at either end, left out with dots, put in brackets or
//! only spelled otherwise is no alteration.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::quote::can_be_one;
use super::spelling::edits_at_most;
use super::{Sides, add, fact, one_origin};
use crate::corpus::compare::diff::{Hunk, hunks};
use crate::corpus::compare::{Compared, Passage, words};
use crate::model::{Contrast, Fact, Record, Span, Style};
use crate::text::{Class, Text, lexicon};

/// How many words in a row two quotations share for them to be compared.
const RUN: usize = 3;
/// How many words they share at least, and of ten words how many.
const SHARED: usize = 5;
const OF_TEN: usize = 6;
/// How many words are changed in one place, and how many places at most.
const CHANGED: usize = 4;
const PLACES: usize = 2;
/// How many shared words stand before a change, and behind it.
const BEFORE: usize = 2;
const BEHIND: usize = 1;
/// Of a run that more quotations have, only the first ones are compared: it is a commonplace.
const COMMON: usize = 16;

/// A quotation that somebody is said to have uttered.
#[derive(Clone, Debug)]
pub(in crate::corpus::compare) struct Utterance {
    span: Span,
    /// Its words by their hashes.
    words: Vec<u64>,
    /// Where each of them stands.
    places: Vec<Span>,
    /// Who says it, where a name is known.
    speaker: Option<String>,
}

/// The quoted utterances of an article.
pub(in crate::corpus::compare) fn utterances(record: &Record, text: &Text<'_>) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    let claims = record.claims.iter().flatten();
    for claim in claims.filter(|claim| claim.style != Style::Indirect) {
        let entity = claim.source.entity;
        let entity = entity.and_then(|id| record.entities.as_ref()?.get(id.0 as usize));
        let speaker = entity.map(|entity| entity.name.clone());
        for &piece in claim.content.iter().flat_map(|content| &content.spans) {
            let tokens = text.tokens_in(piece).range();
            let mut quoted: Vec<_> = tokens.filter_map(|at| text.quotation_at(at)).collect();
            quoted.dedup();
            let said = quoted.into_iter().filter_map(|quotation| {
                let inner = quotation.inner().range();
                utterance(
                    text,
                    text.span(crate::text::TokenSpan::at(inner.start, inner.end)),
                )
            });
            found.extend(said.map(|said| Utterance {
                speaker: speaker.clone(),
                ..said
            }));
        }
    }
    found.sort_by_key(|said| (said.span.start, said.span.end));
    found.dedup_by_key(|said| said.span);
    found
}

fn utterance(text: &Text<'_>, span: Span) -> Option<Utterance> {
    let tokens = text.tokens_in(span).range();
    let tokens: Vec<usize> = tokens
        .filter(|&at| text.is(at, Class::WORD | Class::NUMBER))
        .collect();
    let words: Vec<u64> = tokens
        .iter()
        .map(|&at| xxh3_64(text.lower(at).as_bytes()))
        .collect();
    (words.len() >= SHARED).then(|| Utterance {
        span,
        places: tokens.iter().map(|&at| text.tokens[at].span).collect(),
        words,
        speaker: None,
    })
}

/// An utterance by its article and its position there.
type Place = (usize, usize);

/// The quotations of a story whose words differ.
pub(super) fn facts(compared: &Compared<'_>) -> Vec<Fact> {
    let mut done: FxHashSet<Place> = FxHashSet::default();
    let mut facts = Vec::new();
    let runs = runs(compared);
    for (a, b) in pairs(compared, &runs) {
        if done.contains(&a) || done.contains(&b) {
            continue;
        }
        if let Some(hunk) = altered(compared, a, b) {
            done.extend([a, b]);
            facts.push(alteration(compared, &runs, (a, b), &hunk, &mut done));
        }
    }
    facts
}

fn get<'c>(compared: &'c Compared<'_>, (article, at): Place) -> &'c Utterance {
    &compared.digests[article].utterances[at]
}

/// The utterances that have a run of words, in order.
type Runs<'c> = FxHashMap<&'c [u64], Vec<Place>>;

fn runs<'c>(compared: &'c Compared<'_>) -> Runs<'c> {
    let mut found: Runs<'c> = FxHashMap::default();
    for (article, digest) in compared.digests.iter().enumerate() {
        for (at, said) in digest.utterances.iter().enumerate() {
            for run in said.words.windows(RUN) {
                let list = found.entry(run).or_default();
                if list.last() != Some(&(article, at)) {
                    list.push((article, at));
                }
            }
        }
    }
    found
}

/// Utterances of two origins that share a run of words, in order.
fn pairs(compared: &Compared<'_>, runs: &Runs<'_>) -> Vec<(Place, Place)> {
    let mut found: Vec<(Place, Place)> = Vec::new();
    for list in runs.values() {
        for (index, &b) in list.iter().take(COMMON).enumerate() {
            let others = list[..index]
                .iter()
                .filter(|a| !one_origin(compared, a.0, b.0));
            found.extend(others.map(|&a| (a, b)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The first place in which two utterances of one speaker differ, where they are one utterance that somebody changed.
fn altered(compared: &Compared<'_>, a: Place, b: Place) -> Option<Hunk> {
    let (own, its) = (get(compared, a), get(compared, b));
    let speakers = own.speaker.as_ref().zip(its.speaker.as_ref());
    if speakers.is_some_and(|(own, its)| !can_be_one(own, its)) {
        return None;
    }
    let texts = [&*compared.digests[a.0].text, &*compared.digests[b.0].text];
    let all = hunks(&own.words, &its.words);
    let (m, n) = (own.words.len(), its.words.len());
    let ends =
        |hunk: &Hunk| hunk.a.start.min(hunk.b.start) == 0 || hunk.a.end == m || hunk.b.end == n;
    let inner: Vec<&Hunk> = all.iter().filter(|hunk| !ends(hunk)).collect();
    let cut: usize = all.iter().map(|hunk| hunk.a.len()).sum();
    let shared = m - cut;
    let changed: usize = inner.iter().map(|h| h.a.len().max(h.b.len())).sum();
    let real: Vec<&&Hunk> = inner
        .iter()
        .filter(|hunk| !trivial(texts, own, its, hunk))
        .collect();
    let fits = (1..=PLACES).contains(&real.len())
        && inner
            .iter()
            .all(|hunk| hunk.a.len().max(hunk.b.len()) <= CHANGED)
        && shared >= SHARED
        && shared * 10 >= (shared + changed) * OF_TEN;
    let first = real.into_iter().find(|hunk| flanked(&all, hunk, m))?;
    fits.then(|| (*first).clone())
}

/// Whether shared words stand before and behind a change.
fn flanked(all: &[Hunk], hunk: &Hunk, length: usize) -> bool {
    let at = all.iter().position(|other| other == hunk).unwrap_or(0);
    let from = if at == 0 { 0 } else { all[at - 1].a.end };
    let to = all.get(at + 1).map_or(length, |next| next.a.start);
    hunk.a.start - from >= BEFORE && to - hunk.a.end >= BEHIND
}

/// Whether a change is none: words left out with dots or put in brackets, another spelling, a short form written out.
fn trivial(texts: [&str; 2], own: &Utterance, its: &Utterance, hunk: &Hunk) -> bool {
    let side = |text: &'_ str, said: &Utterance, range: &std::ops::Range<usize>| {
        let from = said.places[range.start.saturating_sub(1)].end;
        let to = said.places[range.end.min(said.places.len() - 1)].start;
        Span::new(from, to.max(from)).of(text).trim().to_lowercase()
    };
    let a = side(texts[0], own, &hunk.a);
    let b = side(texts[1], its, &hunk.b);
    let marked = |words: &str| words.contains(['[', ']', '(', '\u{2026}']) || words.contains("..");
    marked(&a) || marked(&b) || one_spelling(&a, &b) || short_form(&a, &b) || short_form(&b, &a)
}

/// Whether two stretches are the same but for spaces, marks and a letter of a long word, or one number written in two ways.
pub(in crate::corpus::compare) fn one_spelling(a: &str, b: &str) -> bool {
    let bare = |words: &str| -> String { words.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (x, y) = (bare(a), bare(b));
    let long = x.chars().count() > 5 && x.chars().next() == y.chars().next();
    let digits = |words: &str| words.contains(|c: char| c.is_ascii_digit());
    let number = |word: &str| lexicon::classes(word).any(Class::NUMBER_WORD);
    x == y
        || long && !digits(&x) && !digits(&y) && edits_at_most(1, &x, &y)
        || digits(&x) && number(b)
        || digits(&y) && number(a)
}

/// Whether `short` is `long` with an apostrophe: "we'll", "we will".
fn short_form(short: &str, long: &str) -> bool {
    let (Some((stem, _)), Some((first, last))) =
        (short.split_once(['\'', '\u{2019}']), long.rsplit_once(' '))
    else {
        return last_alone(short, long);
    };
    words::is("contracted", last) && stem.starts_with(first.split(' ').next().unwrap_or(first))
        || last_alone(short, long)
}

/// Whether what a short form leaves over is all that differs: "'ll" against "will".
fn last_alone(short: &str, long: &str) -> bool {
    let cut = short.starts_with(['\'', '\u{2019}']) || short == "n't" || short == "n\u{2019}t";
    cut && words::is("contracted", long)
}

/// The difference that two utterances make, with the other articles that have either version.
fn alteration(
    compared: &Compared<'_>,
    runs: &Runs<'_>,
    (a, b): (Place, Place),
    hunk: &Hunk,
    done: &mut FxHashSet<Place>,
) -> Fact {
    let around = |said: &Utterance, range: &std::ops::Range<usize>| -> Vec<u64> {
        let to = (range.end + BEHIND).min(said.words.len());
        said.words[range.start.saturating_sub(BEFORE)..to].to_vec()
    };
    let versions = [
        around(get(compared, a), &hunk.a),
        around(get(compared, b), &hunk.b),
    ];
    let begins = versions.iter().filter_map(|run| runs.get(run.get(..RUN)?));
    let mut places: Vec<Place> = begins.flatten().copied().chain([a, b]).collect();
    places.sort_unstable();
    places.dedup();
    let mut sides: Sides<usize> = Sides::new();
    for place in places {
        let said = get(compared, place);
        let has = |run: &Vec<u64>| said.words.windows(run.len()).any(|words| words == run);
        let side = match place {
            place if place == a => Some(0),
            place if place == b => Some(1),
            _ => versions.iter().position(has),
        };
        if let Some(side) = side {
            done.insert(place);
            let passage = Passage {
                article: place.0,
                span: said.span,
            };
            let words = said.span.of(&compared.digests[place.0].text);
            add(&mut sides, side, words, passage);
        }
    }
    let speaker = [a, b].map(|place| get(compared, place).speaker.as_deref());
    let speaker = speaker.into_iter().flatten().next();
    let about = speaker.map_or_else(
        || "words of one quotation".to_owned(),
        |speaker| format!("words of {speaker}"),
    );
    fact(compared, Contrast::Quotation, about, sides)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_short_forms_alter_nothing() {
        assert!(one_spelling("per cent", "percent"));
        assert!(one_spelling("defence", "defense"));
        assert!(one_spelling("ten", "10"));
        assert!(!one_spelling("bought", "bribed"));
        assert!(!one_spelling("bought", "fought"));
        assert!(short_form("we'll", "we will"));
        assert!(short_form("don\u{2019}t", "do not"));
        assert!(!short_form("we'll", "we may"));
    }

    #[test]
    fn a_word_of_any_length_has_one_spelling() {
        let long = "ab".repeat(50_000);
        assert!(one_spelling(&long, &format!("{long}e")));
        assert!(!one_spelling(&long, &format!("a{}", "c".repeat(99_999))));
        assert!(!one_spelling(&long, &format!("ae{long}e")));
    }
}
