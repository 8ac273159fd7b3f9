//! Names that stand under a quotation: a line "— Ana Tull, shop owner", the `<cite>` of a block quotation.

use super::apposition;
use super::draft::Draft;
use super::reading::Reader;
use crate::model::{Block, BlockKind, CueKind};
use crate::text::{Class, TokenSpan};

/// The longest line with a name, in tokens.
const LONGEST: usize = 20;
/// The most blocks of one quotation.
const MOST_BLOCKS: usize = 8;
/// The fewest tokens of a quotation that is signed.
const SHORTEST: usize = 5;

/// Adds the claims of those who sign a quotation; `blocks` are those of the article.
pub(super) fn find(r: &Reader<'_, '_>, blocks: &[Block], drafts: &mut Vec<Draft>) {
    let quoted = |block: usize| {
        blocks
            .get(block)
            .is_some_and(|b| b.kind == BlockKind::Quote)
    };
    for (number, block) in r.text.blocks.iter().enumerate() {
        let range = block.range();
        let dash = range.len() > 1 && is_dash(r, range.start);
        let first = range.start + usize::from(dash);
        let under = number > 0 && (dash || quoted(number) && quoted(number - 1));
        let signed = if under {
            name_line(r, first, range.end, dash).zip(above(r, number, &quoted))
        } else {
            inside(r, *block)
        };
        let Some((source, content)) = signed else {
            continue;
        };
        let mut draft = Draft::new(CueKind::Say, source);
        let cue = source.range().start.wrapping_sub(1);
        draft.cue = is_dash(r, cue).then(|| TokenSpan::at(cue, cue + 1));
        draft.source = Some(source);
        draft.content = content;
        draft.set_off = true;
        drafts.push(draft);
    }
}

fn is_dash(r: &Reader<'_, '_>, at: usize) -> bool {
    matches!(
        r.text.word(at),
        "\u{2014}" | "\u{2013}" | "\u{2015}" | "-" | "--" | "~"
    )
}

/// The name with the role behind it that fills the line from `at` to `end`.
fn name_line(r: &Reader<'_, '_>, at: usize, end: usize, dash: bool) -> Option<TokenSpan> {
    let name = apposition::name_end_at(r, at).min(end);
    let least = if dash { 1 } else { 2 };
    let follows = name >= end || matches!(r.lower(name), "," | "(" | "." | "at" | "in");
    // A block of control characters has no token.
    let last = end.checked_sub(1).filter(|&last| last >= at)?;
    let stop = r.text.is(last, Class::STOP) && r.lower(last) == ".";
    let end = if stop { last } else { end };
    let verbal = (at..end).any(|i| r.finite(i) || r.quotation(i).is_some());
    let fits = name >= at + least && follows && !verbal && end - at <= LONGEST;
    (fits && end > at).then(|| TokenSpan::at(at, end))
}

/// The quotation that stands in the blocks above a name: those of a block quotation, or one in quotation marks.
fn above(
    r: &Reader<'_, '_>,
    number: usize,
    quoted: &impl Fn(usize) -> bool,
) -> Option<Vec<TokenSpan>> {
    let marked = |block: usize| {
        let range = r.text.blocks[block].range();
        range.len() >= SHORTEST
            && r.quotation(range.start)
                .is_some_and(|(_, q)| q.tokens.range().end >= range.end)
    };
    let fits = |block: &usize| quoted(*block) || marked(*block);
    let goes_on = |block: usize| {
        let first = r.text.blocks[block].range().start;
        let open = r.quotation(first).is_some_and(|(_, q)| q.continues);
        open || quoted(block) && quoted(block - 1)
    };
    let floor = number.saturating_sub(MOST_BLOCKS);
    let blocks = (floor..number)
        .rev()
        .take_while(|&block| fits(&block) && (block + 1 == number || goes_on(block + 1)));
    let mut pieces: Vec<TokenSpan> = blocks.map(|block| r.text.blocks[block]).collect();
    pieces.reverse();
    pieces.retain(|piece| piece.len() >= SHORTEST);
    (!pieces.is_empty()).then_some(pieces)
}

/// A quotation that opens a block, and the name behind a dash that ends it.
fn inside(r: &Reader<'_, '_>, block: TokenSpan) -> Option<(TokenSpan, Vec<TokenSpan>)> {
    let range = block.range();
    let quotation = r.opens(range.start)?;
    let close = quotation.tokens.range().end;
    let long = quotation.closed && quotation.tokens.len() >= SHORTEST;
    let signed = long && close + 1 < range.end && is_dash(r, close);
    let source = name_line(r, close + 1, range.end, true).filter(|_| signed)?;
    Some((source, vec![quotation.tokens]))
}
