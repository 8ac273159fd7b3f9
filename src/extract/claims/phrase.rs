//! Cues of several words, and those that are no verbs: "according to", "reportedly", "declined to comment",
//! "X's claim that", "is confident that", labels with a colon.

use super::content;
use super::cue::{Cue, LEXICON};
use super::reading::{Kinds, Reader};
use super::source;
use super::tag::{Draft, Tagger};
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// Reads the phrase at `at`, if one begins there; gives the first token that is still to be read.
pub(super) fn find(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    match r.lower(at) {
        "according" if r.lower(at + 1) == "to" => according_to(tagger, at),
        "declined" | "declines" | "declining" | "refused" | "respond" | "responded" | "reached"
        | "comment" | "commented" => no_comment(tagger, at),
        _ if r.is(at, Kinds::HEARSAY) => hearsay(tagger, at),
        _ => None,
    }
}

/// `…, according to X` and `According to X, …`.
fn according_to(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let source = authority(r, at + 2, tagger.end)?;
    let after = source.range().end;
    let leading =
        (tagger.first..at).all(|i| r.is(i, Kinds::CONJUNCTION) || r.text.is(i, Class::MARK));
    let mut draft = Draft::new(CueKind::Say, TokenSpan::at(at, at + 2));
    draft.source = Some(source);
    if leading {
        let start = if r.comma(after) { after + 1 } else { after };
        draft.content.push(content::behind(r, start, tagger.end)?);
        tagger.drafts.push(draft);
        return Some(after);
    }
    let before = content::before(r, tagger.first, 0, at)?;
    tagger.cut(before.range().end);
    draft.content.push(before);
    tagger.drafts.push(draft);
    Some(after)
}

/// The noun phrase behind "according to": it also takes in what it was given in ("a report on Friday" without the day).
fn authority(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<TokenSpan> {
    source::behind(r, at, end)
}

fn no_comment(_tagger: &mut Tagger<'_, '_, '_>, _at: usize) -> Option<usize> {
    None
}

/// "reportedly": the clause around it, without it.
fn hearsay(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let mut draft = Draft::new(CueKind::Hearsay, TokenSpan::at(at, at + 1));
    let subject = source::subject(r, tagger.first, auxiliaries(r, tagger.first, at));
    if let Some(subject) = subject {
        draft.content.push(TokenSpan::at(subject.range().start, at));
    }
    draft.content.push(content::behind(r, at + 1, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

fn auxiliaries(r: &Reader<'_, '_>, first: usize, mut at: usize) -> usize {
    while at > first && (r.is(at - 1, Kinds::AUXILIARY) || r.is(at - 1, Kinds::ADVERB)) {
        at -= 1;
    }
    at
}

/// Whether "is …ed to" of the verb tells hearsay.
pub(super) fn is_hearsay_verb(cue: &Cue) -> bool {
    matches!(
        cue.forms.first(),
        Some(
            &"say"
                | &"expect"
                | &"believe"
                | &"think"
                | &"understand"
                | &"report"
                | &"allege"
                | &"rumour"
                | &"rumor"
                | &"estimate"
                | &"forecast"
                | &"predict"
                | &"suspect"
                | &"see"
                | &"view"
                | &"regard"
                | &"consider"
                | &"fear"
                | &"hope"
                | &"announce"
                | &"know"
                | &"assume"
                | &"suppose"
                | &"deem"
        )
    )
}

/// Keeps the lexicon at hand for the nouns and adjectives.
pub(super) fn row(number: u16) -> &'static Cue {
    LEXICON.cue(number)
}
