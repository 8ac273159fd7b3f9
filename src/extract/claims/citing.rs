//! Those whom a source cites: "the paper said, citing two officials, that …" is a claim of the officials too.

use super::draft::Draft;
use super::reading::{Kinds, Reader};
use super::source;
use super::tag::Tagger;
use crate::model::CueKind;
use crate::text::TokenSpan;

/// The most people cited in one sentence.
const MOST: usize = 3;

/// Gives those who are cited in the sentence the content of the claim beside them.
pub(super) fn link(tagger: &mut Tagger<'_, '_, '_>) {
    let r = tagger.r;
    if tagger.drafts.len() == tagger.from {
        return;
    }
    let citing = |i: &usize| r.lower(*i) == "citing" && r.quotation(*i).is_none();
    for at in (tagger.first..tagger.end).filter(citing).take(MOST) {
        let Some(cited) = source::behind(r, at + 1, tagger.end).filter(|&c| can_speak(r, c)) else {
            continue;
        };
        let cue = TokenSpan::at(at, at + 1);
        let Some(main) = main(tagger, cue) else {
            continue;
        };
        let content = main.content.clone();
        let sentence = tagger.drafts.split_off(tagger.from);
        let others = sentence.into_iter().filter(|draft| draft.cue != Some(cue));
        tagger.drafts.extend(others);
        let mut draft = Draft::new(CueKind::Say, cue);
        draft.source = Some(cited);
        draft.aside = true;
        draft.content = content;
        tagger.drafts.push(draft);
    }
}

/// The claim whose source cites: the one with the cue nearest to "citing", which stands outside its content.
fn main<'d>(tagger: &'d Tagger<'_, '_, '_>, citing: TokenSpan) -> Option<&'d Draft> {
    let says = |d: &&Draft| {
        matches!(d.kind, CueKind::Say | CueKind::Write)
            && d.cue != Some(citing)
            && !d.content.is_empty()
            && !d.content.iter().any(|piece| piece.contains(citing))
    };
    let distance = |d: &&Draft| {
        d.cue
            .map_or(u32::MAX, |cue| cue.start.abs_diff(citing.start))
    };
    tagger.drafts[tagger.from..]
        .iter()
        .filter(says)
        .min_by_key(distance)
}

/// Whether the head of a noun phrase is people or a document: "two officials with knowledge of it".
fn can_speak(r: &Reader<'_, '_>, cited: TokenSpan) -> bool {
    let range = cited.range();
    let stop = range.clone().skip(1).find(|&i| {
        r.breaks(i) || r.is(i, Kinds::PREPOSITION.or(Kinds::SUBORDINATOR)) || r.participle(i)
    });
    let end = stop.unwrap_or(range.end);
    let head = end - 1;
    let speaker = Kinds::PERSON
        .or(Kinds::PEOPLE)
        .or(Kinds::ANONYMOUS)
        .or(Kinds::DOCUMENT);
    let familiar = range.len() > 2 && stop == Some(end) && r.is(end, Kinds::PREPOSITION);
    let speaks = |i: usize| r.is(i, speaker) && !r.is(i, Kinds::DETERMINER);
    speaks(head) || familiar && speaks(head - 1)
}
