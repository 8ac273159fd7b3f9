//! Those who say nothing: "declined to comment", "remained silent", "would not say whether".

use super::content;
use super::draft::Draft;
use super::judge;
use super::noun;
use super::phrase::auxiliaries;
use super::reading::{Kinds, Reader};
use super::source;
use super::tag::Tagger;
use crate::model::CueKind;
use crate::text::TokenSpan;

/// Reads the refusal to speak at `at`, if one stands there; gives the first token that is still to be read.
pub(super) fn find(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    match tagger.r.lower(at) {
        "silent" => silent(tagger, at),
        _ => withheld(tagger, at)
            .or_else(|| unanswered(tagger, at))
            .or_else(|| no_comment(tagger, at)),
    }
}

/// "remained silent"
fn silent(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let verb = at.checked_sub(1).filter(|&i| i > tagger.first)?;
    let keeps = matches!(
        r.lower(verb),
        "remained" | "remains" | "stayed" | "stays" | "kept"
    );
    if !keeps {
        return None;
    }
    refusal(tagger, auxiliaries(r, tagger.first, verb), verb, at + 1)?;
    Some(at + 1)
}

/// "would not say whether …", "declined to say why", "refused to confirm the report"
fn withheld(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let verb = match r.lower(at) {
        "would" if r.lower(at + 1) == "not" => at + 2,
        "would" if nobody_says(tagger, at) => at + 1,
        "wouldn't" | "wouldn\u{2019}t" => at + 1,
        "declined" | "declines" | "declining" | "refused" | "refuses" | "refusing"
            if r.lower(at + 1) == "to" =>
        {
            at + 2
        }
        _ => return None,
    };
    if !r.is(verb, Kinds::WITHHELD) && !is_kept_back(r, verb) {
        return None;
    }
    refusal(tagger, auxiliaries(r, tagger.first, at), at, verb + 1)?;
    let over = content::is_over(r, verb + 1, tagger.end)
        || r.is(verb + 1, Kinds::ADVERBIAL.or(Kinds::CONJUNCTION));
    let content = content::behind(r, verb + 1, tagger.end)
        .filter(|_| !over)
        .map(|content| to_next_clause(r, content));
    if let Some(draft) = tagger.drafts.last_mut() {
        draft.content.extend(content);
    }
    Some(verb + 1)
}

/// Whether knowledge is refused by the verb at `verb`: "release the names", "give a reason", "name the victim".
fn is_kept_back(r: &Reader<'_, '_>, verb: usize) -> bool {
    match r.lower(verb) {
        "name" | "identify" | "divulge" => true,
        "release" | "provide" | "give" | "share" => {
            let mut object = (verb + 1..verb + 6).take_while(|&i| !r.breaks(i));
            object.any(|i| r.is(i, Kinds::KEPT_BACK))
        }
        _ => false,
    }
}

/// Whether "would say" at `at` is denied by its subject: "Neither X nor Y would say whether", "No one would say who".
fn nobody_says(tagger: &Tagger<'_, '_, '_>, at: usize) -> bool {
    let r = tagger.r;
    let start = content::start(r, at + 2, tagger.end);
    let asked = content::is_over(r, start, tagger.end)
        || r.is(start, Kinds::QUESTION) && r.lower(start) != "that"
        || matches!(r.lower(start), "who" | "which" | "when" | "where");
    asked
        && source::subject(r, tagger.first, at).is_some_and(|subject| judge::is_nobody(r, subject))
}

/// "Calls to X were not returned", "Efforts to reach X were unsuccessful": X says nothing.
fn unanswered(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let group = auxiliaries(r, tagger.first, at);
    let group = if group > tagger.first && r.lower(group - 1) == "went" {
        group - 1
    } else {
        group
    };
    let denied = (group..at).any(|i| r.is(i, Kinds::NEGATION));
    let failed = r.is(at, Kinds::UNANSWERED)
        || r.lower(at) == "failed" && group == at && r.lower(at + 1) != "to"
        || denied && matches!(r.lower(at), "returned" | "answered");
    let mut head = tagger.first..group.min(tagger.first + 4);
    let attempt = head.find(|&i| failed && r.is(i, Kinds::ATTEMPT))?;
    let sought = sought(r, attempt + 1, group)?;
    let mut draft = Draft::new(CueKind::NoComment, TokenSpan::at(group, at + 1));
    draft.source = Some(noun::plain(r, sought, group)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// Where those are named whom an attempt is made to reach: behind "to", "to reach", "left for", "for comment to".
fn sought(r: &Reader<'_, '_>, from: usize, end: usize) -> Option<usize> {
    let leads = |i: usize| matches!(r.lower(i), "to" | "for" | "from" | "with" | "at");
    let mut leading = (from..end).filter(|&i| leads(i));
    let last = leading.rfind(|&i| i == from || i + 1 < end && !r.is(i + 1, Kinds::TIME))?;
    let verb = matches!(
        r.lower(last + 1),
        "reach" | "contact" | "call" | "interview"
    );
    let start = last + 1 + usize::from(verb);
    (start < end && !r.is(start, Kinds::REQUEST)).then_some(start)
}

/// Ends a content before ", but".
fn to_next_clause(r: &Reader<'_, '_>, content: TokenSpan) -> TokenSpan {
    let range = content.range();
    let mut inner = range.clone().skip(1).take(60);
    let next = inner.find(|&i| r.comma(i) && r.is(i + 1, Kinds::CONJUNCTION));
    TokenSpan::at(range.start, next.unwrap_or(range.end))
}

/// Adds a claim whose verb group begins at `group` and whose cue is from `cue` to `end`.
fn refusal(tagger: &mut Tagger<'_, '_, '_>, group: usize, cue: usize, end: usize) -> Option<()> {
    let r = tagger.r;
    let shares = r.is(group.checked_sub(1)?, Kinds::CONJUNCTION);
    let source = if shares {
        tagger.shared_source(group)
    } else {
        source::subject(r, tagger.first, group)
    }?;
    let mut draft = Draft::new(CueKind::NoComment, TokenSpan::at(cue, end));
    draft.source = Some(source);
    draft.negated = judge::is_nobody(r, source);
    draft.shared = shares;
    let edge = if shares { group } else { source.range().start };
    let inner = edge > tagger.first && r.is(edge - 1, Kinds::SUPPOSING);
    if !inner {
        tagger.cut_before(edge);
    }
    tagger.drafts.push(draft);
    Some(())
}

/// "declined to comment", "did not respond to a request", "could not be reached", "had no comment".
fn no_comment(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let swift = at > 0 && r.is(at - 1, Kinds::SWIFT);
    let no = at.saturating_sub(1 + usize::from(swift));
    let got = no > tagger.first && r.lower(no) == "no";
    let verb = if got { no - 1 } else { at };
    let group = auxiliaries(r, tagger.first, verb);
    let gives = |i: usize| {
        r.is(i, Kinds::HAVE) || matches!(r.lower(i), "gave" | "offered" | "made" | "issued" | "was")
    };
    if got && !gives(no - 1) {
        return None;
    }
    let denied = (group..at).any(|i| r.is(i, Kinds::NEGATION))
        || source::subject(r, tagger.first, group)
            .is_some_and(|subject| judge::is_nobody(r, subject));
    let end = match r.lower(at) {
        "declined" | "declines" | "declining" | "refused" | "refuses" => {
            let verb = at + 2;
            let silent = r.lower(at + 1) == "to"
                && matches!(
                    r.lower(verb),
                    "comment" | "respond" | "elaborate" | "answer" | "discuss"
                );
            (silent && r.lower(verb) != "discuss").then_some(verb + 1)
        }
        _ if r.is(at, Kinds::REACTION) && denied => Some(silence_end(r, at + 1)),
        "issued" | "made" | "released" if denied => statement_end(r, at + 1),
        "reached" | "available" if denied => Some(silence_end(r, at + 1)),
        "unavailable" => (r.lower(at + 1) == "for").then(|| silence_end(r, at + 1)),
        _ => None,
    }?;
    let cue = if denied || r.lower(at) == "unavailable" {
        group
    } else {
        at
    };
    refusal(tagger, group, cue, end)?;
    Some(end)
}

/// The end of "any public statement" behind "not issued".
fn statement_end(r: &Reader<'_, '_>, at: usize) -> Option<usize> {
    let end =
        (at..at + 5).find(|&i| matches!(r.lower(i), "statement" | "statements" | "comment"))?;
    Some(end + 1)
}

/// The end of "to a request for comment", "for comment", "to questions".
fn silence_end(r: &Reader<'_, '_>, at: usize) -> usize {
    let limit =
        (at..at + 9).find(|&i| r.breaks(i) || r.is(i, Kinds::CONJUNCTION.or(Kinds::SUBORDINATOR)));
    let limit = limit.unwrap_or(at + 9).min(r.text.len());
    let last = (at..limit).rev().find(|&i| r.is(i, Kinds::REQUEST));
    last.map_or(at, |i| i + 1)
}
