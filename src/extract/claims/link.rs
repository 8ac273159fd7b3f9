//! Puts the claims in order and finds which stand inside the content of others.

use rustc_hash::FxHashSet;

use super::draft::Draft;
use super::reading::{Kinds, Reader};
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// Sorts the claims by where they begin and drops those that say nothing new; gives for every claim the one that it
/// stands in.
pub(super) fn order(r: &Reader<'_, '_>, drafts: &mut Vec<Draft>) -> Vec<Option<usize>> {
    for draft in drafts.iter_mut() {
        draft.content.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| draft.cue.is_some() || !draft.content.is_empty());
    drop_topics(r, drafts);
    drop_repeated(r, drafts);
    drafts.sort_by_key(|draft| {
        let own = own(draft);
        (
            own.start,
            std::cmp::Reverse(own.end),
            draft.cue.map(|c| c.start),
        )
    });
    let parents = nest(drafts);
    let kept: Vec<bool> = drafts
        .iter()
        .zip(&parents)
        .map(|(draft, parent)| parent.is_none() || !is_slight(r, draft))
        .collect();
    if kept.iter().all(|&kept| kept) {
        return parents;
    }
    let mut kept = kept.into_iter();
    drafts.retain(|_| kept.next().unwrap_or(true));
    nest(drafts)
}

/// Drops labels that are nobody who speaks elsewhere: "Analysis: …", "Broader context: …".
fn drop_topics(r: &Reader<'_, '_>, drafts: &mut Vec<Draft>) {
    if !drafts.iter().any(|draft| draft.label) {
        return;
    }
    let sources = drafts
        .iter()
        .filter(|draft| !draft.label)
        .filter_map(|draft| draft.source);
    let words: FxHashSet<String> = sources
        .flat_map(TokenSpan::range)
        .filter(|&i| r.text.is(i, Class::CAPITAL))
        .map(|i| r.lower(i).to_owned())
        .collect();
    let speaks = |source: TokenSpan| {
        let last = source.range().end - 1;
        words.contains(r.lower(last))
            || r.is(
                last,
                Kinds::DOCUMENT
                    .or(Kinds::PEOPLE)
                    .or(Kinds::ORGANIZATION)
                    .or(Kinds::PERSON),
            )
    };
    drafts.retain(|draft| !draft.label || draft.source.is_some_and(speaks));
}

/// Drops what a colon led to where the quotation names its own speaker: "Brokers were glad: “It is over,” said X."
fn drop_repeated(r: &Reader<'_, '_>, drafts: &mut Vec<Draft>) {
    let colon = |draft: &Draft| {
        draft
            .cue
            .is_some_and(|cue| r.lower(cue.range().start) == ":")
    };
    let quoted = |draft: &Draft| draft.content.first().copied();
    let told: FxHashSet<TokenSpan> = drafts
        .iter()
        .filter(|draft| !colon(draft))
        .filter_map(quoted)
        .collect();
    drafts
        .retain(|draft| !colon(draft) || quoted(draft).is_none_or(|piece| !told.contains(&piece)));
}

/// Whether a claim inside another's content is too slight to be told on its own: "he thinks", "they want".
fn is_slight(r: &Reader<'_, '_>, draft: &Draft) -> bool {
    let weak = matches!(
        draft.kind,
        CueKind::Think | CueKind::Want | CueKind::Plan | CueKind::Stance | CueKind::Show
    );
    let pronoun = draft.source.is_some_and(|source| {
        let at = source.range().start;
        let adds = r.lower(at) == "who" && at > 0 && r.comma(at - 1);
        source.len() == 1 && r.is(at, Kinds::SUBJECT.or(Kinds::POSSESSIVE)) && !adds
    });
    let figure = |piece: &TokenSpan| piece.range().take(40).any(|i| r.text.is(i, Class::NUMBER));
    weak && pronoun && !draft.content.iter().any(figure)
}

/// From the first to the last token of a claim.
pub(super) fn hull(draft: &Draft) -> TokenSpan {
    let parts = draft.source.iter().chain(&draft.cue).chain(&draft.content);
    parts
        .copied()
        .reduce(TokenSpan::join)
        .unwrap_or(TokenSpan::new(0, 0))
}

/// The hull without a source that stands with another claim.
fn own(draft: &Draft) -> TokenSpan {
    let source = draft.source.iter().filter(|_| !draft.shared);
    let parts = source.chain(&draft.cue).chain(&draft.content);
    parts
        .copied()
        .reduce(TokenSpan::join)
        .unwrap_or(TokenSpan::new(0, 0))
}

/// One piece of content that is open where the sweep stands.
struct Open {
    claim: usize,
    piece: TokenSpan,
}

/// Sweeps over the pieces of content and the cues in text order; a claim stands in the smallest piece that holds its cue
/// and is not its own.
fn nest(drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut pieces: Vec<Open> = Vec::new();
    for (claim, draft) in drafts.iter().enumerate() {
        pieces.extend(draft.content.iter().map(|&piece| Open { claim, piece }));
    }
    pieces.sort_by_key(|open| (open.piece.start, std::cmp::Reverse(open.piece.end)));
    let mut cues: Vec<(TokenSpan, usize)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(i, d)| d.cue.map(|c| (c, i)))
        .collect();
    cues.sort_unstable();
    let mut parents = vec![None; drafts.len()];
    let mut stack: Vec<&Open> = Vec::new();
    let mut next = 0;
    for (cue, claim) in cues {
        while let Some(open) = pieces
            .get(next)
            .filter(|open| open.piece.start <= cue.start)
        {
            while stack
                .last()
                .is_some_and(|top| top.piece.end <= open.piece.start)
            {
                stack.pop();
            }
            stack.push(open);
            next += 1;
        }
        while stack.last().is_some_and(|top| top.piece.end <= cue.start) {
            stack.pop();
        }
        let holder = stack
            .iter()
            .rev()
            .take(8)
            .find(|open| open.claim != claim && open.piece.end >= cue.end);
        parents[claim] = holder.map(|open| open.claim);
    }
    parents
}
