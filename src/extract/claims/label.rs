//! Labels before a colon: the speakers of a transcript or interview, `X: “…”`, and the places of datelines, which say
//! nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use super::content;
use super::draft::Draft;
use super::reading::{Kinds, Reader};
use super::source;
use super::tag::Tagger;
use crate::model::{Article, CueKind, Entity, EntityKind};
use crate::text::{Class, TokenSpan};

/// The longest label before a colon, in tokens.
const LONGEST: usize = 8;
/// The longest heading, in tokens.
const LONGEST_TITLE: usize = 30;

/// What is known of the names of an article before its claims are read, in lower case.
#[derive(Default)]
pub(super) struct Names {
    /// The full names of persons that the article mentions more than once.
    persons: FxHashSet<String>,
    /// The places that can open a dateline.
    places: FxHashSet<String>,
}

impl Names {
    /// The names of the article's entities and dateline.
    pub(super) fn new(article: &Article, entities: &[Entity]) -> Self {
        let mut names = Self::default();
        for entity in entities {
            let all = || std::iter::once(&entity.name).chain(&entity.aliases);
            let lower = || all().map(|name| name.to_lowercase());
            match entity.kind {
                EntityKind::Person if entity.mentions.len() > 1 => {
                    names.persons.extend(lower().filter(|n| n.contains(' ')));
                }
                EntityKind::Location => names.places.extend(lower()),
                _ => {}
            }
        }
        let place = article.dateline.place.as_ref();
        names.places.extend(place.map(|place| place.to_lowercase()));
        names
    }
}

/// The labels of an article.
#[derive(Default)]
pub(super) struct Labels {
    /// Those of speakers: they open at least two blocks, or are the name of a person.
    speakers: FxHashSet<String>,
    /// Those of speakers who ask the questions.
    asking: FxHashSet<String>,
    places: FxHashSet<String>,
}

impl Labels {
    /// Reads the labels that open the blocks of a text; "Q" asks and says nothing.
    pub(super) fn new(r: &Reader<'_, '_>, names: Names) -> Self {
        let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
        for block in &r.text.blocks {
            let range = block.range();
            let Some(colon) = colon_of(r, range.clone()) else {
                continue;
            };
            if r.lower(range.start) != "q" {
                let count = counts.entry(label_of(r, range.start, colon)).or_default();
                let asks = range.clone().any(|i| r.lower(i) == "?");
                *count = (count.0 + 1, count.1 + usize::from(asks));
            }
        }
        let speaks = |label: &String, all: usize| all > 1 || names.persons.contains(label);
        let shouted = transcript(r, &counts);
        counts.retain(|label, &mut (all, _)| speaks(label, all) || shouted.contains(label));
        let asks = |&(all, asked): &(usize, usize)| asked * 3 >= all * 2;
        let answered = counts.values().any(|count| !asks(count));
        let asking = counts.iter().filter(|(_, count)| answered && asks(count));
        Self {
            asking: asking.map(|(label, _)| label.clone()).collect(),
            speakers: counts.into_keys().collect(),
            places: names.places,
        }
    }

    /// Whether the tokens, which a colon follows, are the place of a dateline: "BENGALURU: The court …".
    pub(super) fn is_place(&self, r: &Reader<'_, '_>, start: usize, end: usize) -> bool {
        let shouted = (start..end).all(|i| r.text.is(i, Class::ALL_CAPS | Class::MARK));
        if start >= end || end - start > LONGEST || !shouted {
            return false;
        }
        let label = label_of(r, start, end);
        self.places.contains(&label) && !self.speakers.contains(&label)
    }
}

/// The labels in capitals of a transcript: some of them open two blocks or more, or "Q" asks and "A" answers.
fn transcript(r: &Reader<'_, '_>, counts: &FxHashMap<String, (usize, usize)>) -> FxHashSet<String> {
    let mut shouted = FxHashSet::default();
    let mut asks = false;
    for block in &r.text.blocks {
        let range = block.range();
        let Some(colon) = colon_of(r, range.clone()) else {
            continue;
        };
        asks |= r.lower(range.start) == "q";
        let capital = |i: usize| r.text.is(i, Class::ALL_CAPS | Class::MARK | Class::DOTTED);
        if (range.start..colon).all(|i| capital(i) || r.text.word(i) == "A") {
            shouted.insert(label_of(r, range.start, colon));
        }
    }
    let again = |label: &String| counts.get(label).is_some_and(|&(all, _)| all > 1);
    if !asks && !shouted.iter().any(again) {
        shouted.clear();
    }
    shouted
}

/// The colon behind the label that opens a block.
fn colon_of(r: &Reader<'_, '_>, block: std::ops::Range<usize>) -> Option<usize> {
    let mut head = block.clone().take(LONGEST + 1);
    let colon = head.find(|&i| r.lower(i) == ":")?;
    (colon + 2 < block.end && is_label(r, block.start, colon)).then_some(colon)
}

fn label_of(r: &Reader<'_, '_>, start: usize, end: usize) -> String {
    r.text.slice(TokenSpan::at(start, end)).to_lowercase()
}

/// Whether the tokens read as the name of a speaker.
fn is_label(r: &Reader<'_, '_>, start: usize, end: usize) -> bool {
    let fits = |i: usize| {
        r.text.is(i, Class::CAPITAL | Class::POSSESSIVE)
            || matches!(
                r.lower(i),
                "of" | "the" | "and" | "(" | ")" | "-" | "&" | "," | "."
            )
            || r.is(i, Kinds::PERSON.or(Kinds::PEOPLE).or(Kinds::DOCUMENT))
    };
    start < end
        && (start..end).all(fits)
        && r.text.is(start, Class::CAPITAL)
        && !r.is(start, Kinds::TIME)
}

/// Whether a label tells the part of those whose names follow its colon at `at`: "Referee: A Kessler".
fn is_line_up(r: &Reader<'_, '_>, start: usize, at: usize, end: usize) -> bool {
    let name = |i: usize| {
        r.text.is(
            i,
            Class::CAPITAL | Class::MARK | Class::STOP | Class::NUMBER,
        )
    };
    r.is(at - 1, Kinds::LINE_UP) && at - start <= 2 && (at + 1..end).all(name)
}

/// `X: “…”` and, where no sentence follows, `X: …`; `at` is the colon. Gives the first token that is still to be read.
pub(super) fn colon(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let quoted = r.opens(at + 1).is_some_and(|q| q.tokens.len() > 4);
    let taken = tagger.drafts[tagger.from..]
        .last()
        .is_some_and(|d| d.content.iter().any(|p| p.range().end > at));
    if taken {
        return None;
    }
    let block = r.text.blocks.get(r.text.block_of(at))?.range();
    let label =
        block.start == tagger.first && at - block.start <= LONGEST && is_label(r, block.start, at);
    if label && is_line_up(r, block.start, at, tagger.end) {
        return None;
    }
    let title = label && tagger.end == block.end && block.len() <= LONGEST_TITLE;
    let name = label.then(|| label_of(r, block.start, at));
    let holds = |set: &FxHashSet<String>| name.as_ref().is_some_and(|name| set.contains(name));
    let again = holds(&tagger.labels.speakers);
    if holds(&tagger.labels.asking) {
        return None;
    }
    let shout =
        again || label && (block.start..at).all(|i| r.text.is(i, Class::ALL_CAPS | Class::MARK));
    let inner = || at - tagger.first <= LONGEST && is_label(r, tagger.first, at);
    let source = if label && (quoted || title || shout) {
        Some(TokenSpan::at(block.start, at))
    } else if quoted && inner() {
        Some(TokenSpan::at(tagger.first, at))
    } else if quoted {
        source::opening(r, tagger.first, at)
    } else {
        None
    }?;
    let mut draft = Draft::new(CueKind::Say, TokenSpan::at(at, at + 1));
    draft.source = Some(source);
    draft.label = !quoted && !again;
    let end = if shout { block.end } else { tagger.end };
    draft.content.push(content::behind(r, at + 1, end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}
