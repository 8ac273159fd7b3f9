//! Puts the claims in order and finds which stand inside the content of others.

use super::tag::Draft;
use crate::text::TokenSpan;

/// Sorts the claims by where they begin and drops those that say nothing new; gives for every claim the one that it
/// stands in.
pub(super) fn order(drafts: &mut Vec<Draft>) -> Vec<Option<usize>> {
    for draft in drafts.iter_mut() {
        draft.content.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| draft.cue.is_some() || !draft.content.is_empty());
    drafts.sort_by_key(|draft| {
        let own = own(draft);
        (
            own.start,
            std::cmp::Reverse(own.end),
            draft.cue.map(|c| c.start),
        )
    });
    nest(drafts)
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
