//! What a copy changed of its original: sentences cut and added, and inside those that are kept, every word that is another.
//! A changed figure, date, name or quotation is a difference as well, although both are of one origin.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::align::Edge;
use super::diff::{Hunk, hunks};
use super::differ::{self, one_spelling, two_values};
use super::{Compared, Digest};
use crate::model::{Contrast, Copy, Edit, Fact, FactKind, FactSide, Passage, Rewrite, Span};
use crate::text::{Class, Text, TokenSpan};

/// The share of its pairs of words that a sentence has in common with what was made of it, in percent.
const KEPT: usize = 50;
/// Of a pair of words that more sentences have, only the first ones are looked at.
const COMMON: usize = 16;
/// Over so many changes words can have moved.
const PLACES: usize = 4;
/// How many values or names that begin before a place can reach it.
const NESTED: usize = 8;

/// What each copy of a story changed.
pub(super) fn rewrites(compared: &Compared<'_>) -> Vec<Rewrite> {
    let copies = compared.story.copies.iter();
    copies.map(|copy| rewrite(compared, copy)).collect()
}

/// A sentence of a text: where it stands, its words by their hashes and where each of them stands.
struct Sentence {
    span: Span,
    words: Vec<u64>,
    places: Vec<Span>,
}

/// The sentences of a text behind its dateline.
fn sentences(text: &Text<'_>, head: u32) -> Vec<Sentence> {
    let head = text.token_at(head);
    let found = text.sentences.iter().map(|&sentence| {
        let sentence = TokenSpan::at(
            head.max(sentence.start as usize).min(sentence.end as usize),
            sentence.end as usize,
        );
        let range = sentence.range();
        let words = range.filter(|&at| text.is(at, Class::WORD | Class::NUMBER));
        let (words, places) = words
            .map(|at| (xxh3_64(text.lower(at).as_bytes()), text.tokens[at].span))
            .unzip();
        Sentence {
            span: text.span(sentence),
            words,
            places,
        }
    });
    found
        .filter(|sentence| !sentence.words.is_empty())
        .collect()
}

fn rewrite(compared: &Compared<'_>, copy: &Copy) -> Rewrite {
    let body = |article: usize| &compared.digests[article];
    let (own, its) = (body(copy.of), body(copy.article));
    let texts = [own, its].map(|body| Text::new(&body.text, &body.blocks));
    let of = sentences(&texts[0], own.head);
    let article = sentences(&texts[1], its.head);
    let mut kept = Kept::of(&of, &article);
    kept.rewritten(&of, &article);
    let mut edits = Vec::new();
    for (at, &to) in kept.partner.iter().enumerate() {
        if let Some(to) = to {
            let pair = [&of[at], &article[to]];
            edits.extend(changed(compared, copy, &texts, pair));
        }
    }
    let alone = |free: &dyn Fn(usize) -> bool, all: &[Sentence]| -> Vec<Span> {
        let spans = all.iter().enumerate().filter(|(at, _)| free(*at));
        joined(spans.map(|(at, sentence)| (at, sentence.span)))
    };
    Rewrite {
        copy: *copy,
        edits,
        cut: alone(&|at| kept.partner[at].is_none(), &of),
        added: alone(&|at| !kept.taken[at], &article),
    }
}

/// Spans of sentences that follow each other, joined.
fn joined(spans: impl Iterator<Item = (usize, Span)>) -> Vec<Span> {
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (at, span) in spans {
        match found.last_mut() {
            Some((last, before)) if *last + 1 == at => (*last, *before) = (at, before.join(span)),
            _ => found.push((at, span)),
        }
    }
    found.into_iter().map(|(_, span)| span).collect()
}

/// Which sentence of a copy each sentence of its original became.
struct Kept {
    partner: Vec<Option<usize>>,
    /// Which sentences of the copy are partners.
    taken: Vec<bool>,
}

impl Kept {
    /// Those that are the same word by word.
    fn of(of: &[Sentence], article: &[Sentence]) -> Self {
        let mut same: FxHashMap<&[u64], Vec<usize>> = FxHashMap::default();
        for (at, sentence) in article.iter().enumerate().rev() {
            same.entry(&sentence.words).or_default().push(at);
        }
        let mut taken = vec![false; article.len()];
        let partner = of.iter().map(|sentence| {
            let to = same.get_mut(&*sentence.words)?.pop()?;
            taken[to] = true;
            Some(to)
        });
        Self {
            partner: partner.collect(),
            taken,
        }
    }

    /// Those that were changed: the ones with most pairs of words in common first.
    fn rewritten(&mut self, of: &[Sentence], article: &[Sentence]) {
        let mut holders: FxHashMap<&[u64], Vec<(usize, usize)>> = FxHashMap::default();
        for (to, sentence) in article
            .iter()
            .enumerate()
            .filter(|(to, _)| !self.taken[*to])
        {
            for pair in sentence.words.windows(2) {
                let list = holders.entry(pair).or_default();
                let room = list.len() < COMMON;
                match list.last_mut() {
                    Some((last, times)) if *last == to => *times += 1,
                    _ if room => list.push((to, 1)),
                    _ => {}
                }
            }
        }
        let mut candidates: Vec<(usize, usize, usize)> = Vec::new();
        for (at, sentence) in of.iter().enumerate() {
            if self.partner[at].is_some() {
                continue;
            }
            let mut pairs: FxHashMap<&[u64], usize> = FxHashMap::default();
            for pair in sentence.words.windows(2) {
                *pairs.entry(pair).or_default() += 1;
            }
            let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
            for (pair, own) in pairs {
                for &(to, times) in holders.get(pair).into_iter().flatten() {
                    *shared.entry(to).or_default() += own.min(times);
                }
            }
            candidates.extend(shared.into_iter().filter_map(|(to, count)| {
                let least = sentence.words.len().min(article[to].words.len());
                let percent = 100 * count / least.saturating_sub(1).max(1);
                (percent >= KEPT).then_some((percent, at, to))
            }));
        }
        candidates.sort_by_key(|&(percent, at, to)| (std::cmp::Reverse(percent), at, to));
        for (_, at, to) in candidates {
            if self.partner[at].is_none() && !self.taken[to] {
                (self.partner[at], self.taken[to]) = (Some(to), true);
            }
        }
    }
}

/// What was changed in a sentence.
fn changed(
    compared: &Compared<'_>,
    copy: &Copy,
    texts: &[Text<'_>; 2],
    pair: [&Sentence; 2],
) -> Vec<Edit> {
    let found = hunks(&pair[0].words, &pair[1].words).into_iter();
    let mut edits: Vec<Edit> = Vec::new();
    for hunk in found {
        let Hunk { a, b } = hunk;
        let was = stretch(pair[0], &a);
        let now = stretch(pair[1], &b);
        let words = |text: &Text<'_>, span: Span| span.of(text.source()).to_lowercase();
        let edit = grown(compared, copy, texts, (was, now));
        let spelled = one_spelling(&words(&texts[0], was), &words(&texts[1], now));
        if spelled && edit.kind != Some(Contrast::Name) {
            continue;
        }
        match edits.last_mut() {
            // Two changes in one figure or one name are one.
            Some(last) if last.was.overlaps(edit.was) && last.now.overlaps(edit.now) => {
                (last.was, last.now) = (last.was.join(edit.was), last.now.join(edit.now));
            }
            _ => edits.push(edit),
        }
    }
    unmoved(texts, &edits)
}

/// Without the words that only changed their place: "5 January", "January 5".
fn unmoved(texts: &[Text<'_>; 2], edits: &[Edit]) -> Vec<Edit> {
    let words = |text: &Text<'_>, span: Span| span.of(text.source()).to_lowercase();
    let was = |edit: &Edit| words(&texts[0], edit.was);
    let now = |edit: &Edit| words(&texts[1], edit.now);
    let moved = |at: usize| {
        let from = at.saturating_sub(PLACES);
        let near = &edits[from..(at + PLACES + 1).min(edits.len())];
        let own = &edits[at];
        own.kind.is_none()
            && near
                .iter()
                .any(|other| was(own) == now(other) && now(own) == was(other))
    };
    let kept = (0..edits.len()).filter(|&at| !moved(at));
    kept.map(|at| edits[at]).collect()
}

/// Where some words of a sentence stand; where they are none, the place between the words around it.
fn stretch(sentence: &Sentence, words: &std::ops::Range<usize>) -> Span {
    match sentence.places.get(words.clone()) {
        Some([first, .., last]) => first.join(*last),
        Some([only]) => *only,
        _ => {
            let at = sentence.places.get(words.start).map(|place| place.start);
            let at = at.unwrap_or(sentence.places[sentence.places.len() - 1].end);
            Span::new(at, at)
        }
    }
}

/// An edit with the whole figure, date or name that it is in, and what it changes.
fn grown(
    compared: &Compared<'_>,
    copy: &Copy,
    texts: &[Text<'_>; 2],
    (was, now): (Span, Span),
) -> Edit {
    let (own, its) = (&compared.digests[copy.of], &compared.digests[copy.article]);
    let edit = |kind, was, now| Edit { kind, was, now };
    let value = |body: &Digest, span: Span| {
        // Their ends are in no order where one stands in another.
        let before = body.values.partition_point(|(own, _)| own.start < span.end);
        let mut near = body.values[before.saturating_sub(NESTED)..before].iter();
        let (_, item) = near.find(|(own, _)| own.overlaps(span))?;
        Some(*item)
    };
    if let (Some(a), Some(b)) = (value(own, was), value(its, now)) {
        let (a, b) = (&own.items[a], &its.items[b]);
        let spans = (a.span().join(was), b.span().join(now));
        let near = |span: Span, change: Span| span.len() <= change.len() + 24;
        if near(spans.0, was) && near(spans.1, now) && two_values(a, b) {
            return edit(Some(a.contrast()), spans.0, spans.1);
        }
    }
    let name = |body: &Digest, span: Span| {
        let places = &body.names;
        let before = places.partition_point(|place| place.start < span.end);
        let mut near = places[before.saturating_sub(NESTED)..before].iter();
        near.find(|place| place.overlaps(span)).copied()
    };
    if let (Some(a), Some(b)) = (name(own, was), name(its, now)) {
        return edit(Some(Contrast::Name), a.join(was), b.join(now));
    }
    let quoted =
        |text: &Text<'_>, span: Span| text.quotation_at(text.token_at(span.start)).is_some();
    if quoted(&texts[0], was) && quoted(&texts[1], now) {
        return edit(Some(Contrast::Quotation), was, now);
    }
    edit(None, was, now)
}

/// The differences that the edits of copies make, where none of `known` says so: what is only worded otherwise is none.
pub(super) fn facts(
    compared: &Compared<'_>,
    edges: &[Edge],
    rewrites: &[Rewrite],
    known: &mut Vec<Fact>,
) {
    let mut told = Told::default();
    known.iter().for_each(|fact| told.put(fact));
    let near = differ::near(edges);
    let mut spread = Vec::new();
    for rewrite in rewrites {
        for edit in &rewrite.edits {
            let Some(contrast) = edit.kind else {
                continue;
            };
            let was = Passage {
                article: rewrite.copy.of,
                span: edit.was,
            };
            let now = Passage {
                article: rewrite.copy.article,
                span: edit.now,
            };
            if edit.was.is_empty() || edit.now.is_empty() || told.has(contrast, was, now) {
                continue;
            }
            let value = |passage| differ::value_at(compared, passage);
            let values = matches!(contrast, Contrast::Figure | Contrast::Date);
            // Other copies can have the same edit: a difference of values is told with all who give them.
            let (fact, to) = match value(was).zip(value(now)).filter(|_| values) {
                Some(pair) => (differ::of_values(compared, &near, pair), &mut spread),
                None => (edited(compared, contrast, was, now), &mut *known),
            };
            told.put(&fact);
            to.push(fact);
        }
    }
    known.extend(spread);
}

/// The passages on the sides of differences: what they differ in, the number of the difference and of the side.
#[derive(Default)]
struct Told {
    facts: usize,
    places: FxHashMap<(usize, Option<Contrast>), Vec<Sided>>,
}

/// A passage with the number of its difference and of its side.
type Sided = (Span, usize, usize);

impl Told {
    fn put(&mut self, fact: &Fact) {
        for (side, told) in fact.sides.iter().enumerate() {
            for passage in &told.support {
                let places = self.places.entry((passage.article, fact.contrast));
                let place = (passage.span, self.facts, side);
                places.or_default().push(place);
            }
        }
        self.facts += 1;
    }

    /// Whether a difference sets two passages against each other.
    fn has(&self, contrast: Contrast, was: Passage, now: Passage) -> bool {
        let on = |passage: Passage| {
            let places = self.places.get(&(passage.article, Some(contrast)));
            let places = places.into_iter().flatten();
            places.filter(move |place| place.0.overlaps(passage.span))
        };
        on(was).any(|a| on(now).any(|b| a.1 == b.1 && a.2 != b.2))
    }
}

fn edited(compared: &Compared<'_>, contrast: Contrast, was: Passage, now: Passage) -> Fact {
    let side = |passage: Passage| FactSide {
        value: Some(compared.words(passage).to_owned()),
        support: vec![compared.around(passage)],
        said: Vec::new(),
    };
    let support = compared.around(was);
    Fact {
        kind: FactKind::Differ,
        contrast: Some(contrast),
        about: compared.words(support).to_owned(),
        disputed: true,
        origins: compared.origins(&[support]),
        sides: vec![side(was), side(now)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Sentence> {
        sentences(&Text::new(text, &[]), 0)
    }

    fn partners(of_text: &str, text: &str) -> (Vec<Option<usize>>, Vec<bool>) {
        let (a, b) = (of(of_text), of(text));
        let mut kept = Kept::of(&a, &b);
        kept.rewritten(&a, &b);
        (kept.partner, kept.taken)
    }

    #[test]
    fn sentences_are_kept_changed_cut_and_added() {
        let original =
            "The gate shut at nine. Nils Aune lost 40 boats in the storm. Nobody was hurt.";
        let copy =
            "Nils Aune lost 14 boats in the storm. Read more on our site. The gate shut at nine.";
        let (partner, taken) = partners(original, copy);
        assert_eq!(partner, [Some(2), Some(0), None]);
        assert_eq!(taken, [true, false, true]);
    }

    #[test]
    fn a_pair_of_words_counts_as_often_as_both_have_it() {
        let original = "The gate the gate the gate, she called, is open to all of us now.";
        let copy = "Shut the gate. The gate the gate, she called, is open to all of us again.";
        assert_eq!(partners(original, copy).0, [Some(1)]);
    }

    #[test]
    fn words_that_change_their_place_are_no_edit() {
        let (a, b) = ("due on 5 January here", "due on January 5 here");
        let texts = [Text::new(a, &[]), Text::new(b, &[])];
        let edit = |was: (u32, u32), now: (u32, u32)| Edit {
            kind: None,
            was: Span::new(was.0, was.1),
            now: Span::new(now.0, now.1),
        };
        let moved = [edit((7, 8), (7, 7)), edit((17, 17), (15, 16))];
        assert!(unmoved(&texts, &moved).is_empty());
        let changed = [edit((7, 8), (7, 14))];
        assert_eq!(unmoved(&texts, &changed).len(), 1);
    }
}
