//! Fixed phrases that show an attribution, as data: "made clear that", "came out against", "neither confirmed nor denied".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::content;
use super::cue::{self, Frames};
use super::draft::Draft;
use super::phrase::auxiliaries;
use super::reading::{Kinds, Reader};
use super::source;
use super::tag::Tagger;
use crate::model::CueKind;
use crate::text::TokenSpan;

/// One phrase behind its first word.
struct Idiom {
    kind: CueKind,
    frames: Frames,
    rest: Vec<&'static str>,
}

/// The phrases by the forms of their first word, the longest first.
static IDIOMS: LazyLock<FxHashMap<&'static str, Vec<Idiom>>> =
    LazyLock::new(|| load(include_str!("../../data/claims/phrases.tsv")));

fn load(table: &'static str) -> FxHashMap<&'static str, Vec<Idiom>> {
    let mut idioms: FxHashMap<&'static str, Vec<Idiom>> = FxHashMap::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [kind, frames, first, rest] = columns[..] else {
            continue;
        };
        let Some(kind) = cue::kind(kind) else {
            continue;
        };
        for (word, rest) in first
            .split(' ')
            .flat_map(|word| rest.split('|').map(move |rest| (word, rest)))
        {
            idioms.entry(word).or_default().push(Idiom {
                kind,
                frames: Frames::parse(frames),
                rest: rest.split(' ').collect(),
            });
        }
    }
    for entries in idioms.values_mut() {
        entries.sort_by_key(|idiom| std::cmp::Reverse(idiom.rest.len()));
    }
    idioms
}

/// The first words of the phrases.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    IDIOMS.keys().copied()
}

fn at(r: &Reader<'_, '_>, at: usize) -> Option<&'static Idiom> {
    let entries = IDIOMS.get(r.lower(at))?;
    entries.iter().find(|idiom| {
        let mut words = idiom.rest.iter().enumerate();
        words.all(|(i, word)| r.lower(at + 1 + i) == *word)
    })
}

/// Reads the phrase at `first`, if one stands there; gives the first token that is still to be read.
pub(super) fn find(tagger: &mut Tagger<'_, '_, '_>, first: usize) -> Option<usize> {
    let r = tagger.r;
    let idiom = at(r, first)?;
    let end = first + 1 + idiom.rest.len();
    let group = auxiliaries(r, tagger.first, first);
    let before = group.checked_sub(1).filter(|&i| i >= tagger.first)?;
    let shares = r.is(before, Kinds::CONJUNCTION) || r.gerund(first) && r.comma(before);
    let source = if shares {
        tagger.shared_source(group)
    } else {
        source::subject(r, tagger.first, group)
    }?;
    let silent = idiom.kind == CueKind::NoComment;
    let cue = TokenSpan::at(if silent { group } else { first }, end);
    let mut draft = Draft::new(idiom.kind, cue);
    draft.source = Some(source);
    draft.shared = shares;
    draft.negated = !silent && (group..first).any(|i| r.is(i, Kinds::NEGATION));
    let edge = if shares { group } else { source.range().start };
    draft.content.extend(fill(tagger, idiom, end, edge)?);
    tagger.cut_before(edge);
    tagger.drafts.push(draft);
    Some(end)
}

/// The content of a phrase that ends at `end` and whose source begins at `edge`; none where it takes something else.
fn fill(
    tagger: &Tagger<'_, '_, '_>,
    idiom: &Idiom,
    end: usize,
    edge: usize,
) -> Option<Option<TokenSpan>> {
    let r = tagger.r;
    let start = content::start(r, end, tagger.end);
    let over = content::is_over(r, start, tagger.end);
    let clause = idiom.frames.any(Frames::CLAUSE);
    if over && clause && edge > tagger.first + 1 && r.comma(edge - 1) {
        return Some(Some(content::before(r, tagger.first, edge)?));
    }
    if over || !idiom.frames.any(Frames::CLAUSE.or(Frames::NOUN)) {
        return idiom.frames.any(Frames::ALONE).then_some(None);
    }
    let opens = !clause || content::starts_clause(r, start);
    opens.then(|| content::behind(r, start, tagger.end))
}
