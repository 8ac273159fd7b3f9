//! Quotations that stand without a cue of their own: they go on with what the last speaker said.

use super::draft::Draft;
use super::reading::{Kinds, Reader};
use super::source;
use crate::model::CueKind;
use crate::text::{Class, Quotation, TokenSpan};

/// The fewest tokens, marks included, of a quotation that is speech and not a term.
const SHORTEST: usize = 6;
/// The fewest tokens of one that goes on right behind its speaker: `“…,” she says. “Twice.”`
const SHORTEST_RESUMED: usize = 4;

/// Gives the quotations that no claim holds to the claims that they continue, or to claims of their own.
pub(super) fn adopt(r: &Reader<'_, '_>, drafts: &mut Vec<Draft>) {
    lead_in(r, drafts);
    let covered = covered(r, drafts);
    let mut speakers = by_sentence(r, drafts);
    let mut before: Option<Adopted> = None;
    for quotation in &r.text.quotations {
        let open = quotation.tokens.range().start;
        if covered[open] {
            before = None;
            continue;
        }
        let sentence = r.text.sentence_of(open);
        let goes_on = resumes(r, drafts, &speakers, sentence);
        if !is_bare(
            r,
            quotation,
            if goes_on { SHORTEST_RESUMED } else { SHORTEST },
        ) {
            continue;
        }
        let speaker = speaker(r, &speakers, before, sentence, quotation);
        let draft = match speaker {
            Some(draft) => draft,
            None => match stranger(r, sentence) {
                Some(draft) => {
                    drafts.push(draft);
                    drafts.len() - 1
                }
                None => continue,
            },
        };
        add(&mut drafts[draft], quotation.tokens);
        let last = r.text.sentence_of(quotation.tokens.range().end - 1);
        before = Some(Adopted { draft, last });
        speakers[last] = Some(draft);
    }
}

/// Gives quotations that are left open, so that the next paragraph goes on with them, to the claim that holds the next:
/// “The road is closed. ¶ “We have no money,” she said.
fn lead_in(r: &Reader<'_, '_>, drafts: &mut [Draft]) {
    let mut holders = first_holders(r, drafts);
    let mut led = Vec::new();
    for number in (1..r.text.quotations.len()).rev() {
        let (quotation, next) = (r.text.quotations[number - 1], r.text.quotations[number]);
        let open = !quotation.closed && next.continues;
        let bare = is_bare(r, &quotation, SHORTEST) && holders[number - 1].is_none();
        if let Some(draft) = holders[number].filter(|_| open && bare) {
            drafts[draft].content.push(quotation.tokens);
            holders[number - 1] = Some(draft);
            led.push(draft);
        }
    }
    led.dedup();
    for draft in led {
        drafts[draft].content.sort_unstable();
    }
}

/// For every quotation the claim whose content begins with it, or holds it.
fn first_holders(r: &Reader<'_, '_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut holders = vec![None; r.text.quotations.len()];
    for (number, draft) in drafts.iter().enumerate() {
        for piece in &draft.content {
            let start = piece.range().start;
            if let Some((quotation, _)) = r.quotation(start).filter(|_| r.opens(start).is_some()) {
                holders[quotation].get_or_insert(number);
            }
        }
    }
    holders
}

/// A quotation that was adopted: by which claim, and the sentence that it ends in.
#[derive(Clone, Copy)]
struct Adopted {
    draft: usize,
    last: usize,
}

/// For every token whether a claim's content or cue holds it.
fn covered(r: &Reader<'_, '_>, drafts: &[Draft]) -> Vec<bool> {
    let mut change = vec![0_i64; r.text.len() + 1];
    for piece in drafts.iter().flat_map(|d| &d.content) {
        change[piece.range().start] += 1;
        change[piece.range().end] -= 1;
    }
    let mut depth = 0;
    change
        .iter()
        .map(|step| {
            depth += step;
            depth > 0
        })
        .collect()
}

/// For every sentence the last claim in it that somebody speaks.
fn by_sentence(r: &Reader<'_, '_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut speakers = vec![None; r.text.sentences.len()];
    for (number, draft) in drafts.iter().enumerate() {
        let speaks = matches!(
            draft.kind,
            CueKind::Say | CueKind::Write | CueKind::Think | CueKind::Deny
        );
        if !speaks || draft.source.is_none() {
            continue;
        }
        let ends = draft
            .content
            .iter()
            .map(|s| s.range().end)
            .chain(draft.cue.map(|c| c.range().end));
        let Some(end) = ends.max() else { continue };
        speakers[r.text.sentence_of(end.saturating_sub(1))] = Some(number);
    }
    speakers
}

/// Whether the sentence before ends with the speaker of a quotation, in the same block.
fn resumes(
    r: &Reader<'_, '_>,
    drafts: &[Draft],
    speakers: &[Option<usize>],
    sentence: usize,
) -> bool {
    let Some(last) = sentence.checked_sub(1) else {
        return false;
    };
    let before = r.text.sentences[last].range();
    let open = r.text.sentences[sentence].range().start;
    let Some(draft) = speakers[last].map(|number| &drafts[number]) else {
        return false;
    };
    let quoted = draft
        .content
        .iter()
        .any(|p| r.opens(p.range().start).is_some());
    let ends = draft.source.iter().chain(&draft.cue).map(|s| s.range().end);
    let near = ends.max().is_some_and(|end| end + 2 >= before.end);
    quoted && near && r.text.block_of(before.start) == r.text.block_of(open)
}

/// Whether a quotation is a sentence or more of its own; without a stop it is a heading or a term.
fn is_bare(r: &Reader<'_, '_>, quotation: &Quotation, shortest: usize) -> bool {
    let range = quotation.tokens.range();
    let opens = range.start == 0
        || r.text.sentences[r.text.sentence_of(range.start)]
            .range()
            .start
            == range.start;
    let sentence = r.text.sentences[r.text.sentence_of(range.end - 1)];
    let stops = r
        .text
        .is(range.end.saturating_sub(2), Class::STOP | Class::DOTTED);
    let ends = !quotation.closed || stops && sentence.range().end == range.end;
    range.len() >= shortest && opens && ends
}

/// The claim that a bare quotation continues.
fn speaker(
    r: &Reader<'_, '_>,
    speakers: &[Option<usize>],
    before: Option<Adopted>,
    sentence: usize,
    quotation: &Quotation,
) -> Option<usize> {
    if let Some(adopted) = before
        && (quotation.continues || adopted.last + 1 == sentence)
    {
        return Some(adopted.draft);
    }
    let last = sentence.checked_sub(1)?;
    if let Some(draft) = speakers[last] {
        return Some(draft);
    }
    let block = r.text.block_of(quotation.tokens.range().start);
    let opens_block = r.text.blocks[block].range().start == quotation.tokens.range().start;
    if !opens_block {
        return None;
    }
    let previous = block.checked_sub(1)?;
    let first = r.text.sentence_of(r.text.blocks[previous].range().start);
    (first.max(last.saturating_sub(4))..last)
        .rev()
        .find_map(|s| speakers[s])
}

/// A claim without a cue by whom the sentence before is about: "X was not amused. “…”"
fn stranger(r: &Reader<'_, '_>, sentence: usize) -> Option<Draft> {
    let before = r.text.sentences[sentence.checked_sub(1)?].range();
    let same_block = r.text.block_of(before.start) == r.text.block_of(before.end);
    let subject = source::opening(r, before.start, before.end)?;
    let first = subject.range().start;
    let named = r.text.is(subject.range().end - 1, Class::CAPITAL)
        || r.is(first, Kinds::MASCULINE.or(Kinds::FEMININE));
    let mut draft = Draft::new(CueKind::Say, subject);
    draft.cue = None;
    draft.source = Some(subject);
    let quoted = r.quotation(first).is_some();
    (same_block && named && !quoted).then_some(draft)
}

/// Adds a piece to a claim's content, which stays in text order.
fn add(draft: &mut Draft, piece: TokenSpan) {
    let at = draft.content.partition_point(|other| *other < piece);
    draft.content.insert(at, piece);
}
