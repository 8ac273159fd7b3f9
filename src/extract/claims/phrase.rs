//! Cues of several words, and those that are no verbs: "according to", "reportedly", "X's claim that", "is confident that".

use super::apposition;
use super::content;
use super::cue::{Cue, LEXICON, Shapes};
use super::draft::Draft;
use super::idiom;
use super::label;
use super::noun;
use super::reading::{Kinds, Reader};
use super::silence;
use super::source;
use super::tag::Tagger;
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// What is no longer, in tokens, and has no verb is no whole clause.
const LONGEST_FRAGMENT: usize = 8;
/// The longest phrase that tells whose a noun is, in tokens: "pressure from the new administration to".
const LONGEST_VOICE: usize = 12;
/// The longest heading, in tokens.
const LONGEST_TITLE: usize = 30;

/// Reads the phrase at `at`, if one begins there; gives the first token that is still to be read.
pub(super) fn find(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    if r.is(at, Kinds::PHRASE)
        && let Some(next) = idiom::find(tagger, at)
    {
        return Some(next);
    }
    match r.lower(at) {
        "in" | "by" if in_words_of(r, at) => in_words(tagger, at),
        "according" if r.lower(at + 1) == "to" => according_to(tagger, at),
        ":" => label::colon(tagger, at),
        "put" | "puts" if r.lower(at + 1) == "it" && r.breaks(at + 2) => put_it(tagger, at),
        "put" | "puts" => put_at(tagger, at).or_else(|| put_it(tagger, at)),
        "like" if r.lower(at + 1) == "to" => would_like(tagger, at),
        "saying" | "telling" if at > 0 && r.lower(at - 1) == "as" => quoted_as(tagger, at),
        _ if r.is(at, Kinds::HEARSAY) => hearsay(tagger, at),
        _ if r.is(at, Kinds::SILENCE) => silence::find(tagger, at),
        _ if r.is(at, Kinds::SUPPORTER) && r.lower(at + 1) == "of" => supporter(tagger, at),
        _ => {
            let cue = r.cue(at)?;
            let noun = cue.noun.and_then(|row| noun(tagger, at, LEXICON.cue(row)));
            noun.or_else(|| adjective(tagger, at, LEXICON.cue(cue.adjective?)))
        }
    }
}

/// Whether "in the words of" or "by the account of" stands at `at`.
fn in_words_of(r: &Reader<'_, '_>, at: usize) -> bool {
    r.lower(at + 1) == "the" && r.is(at + 2, Kinds::WORDING) && r.lower(at + 3) == "of"
}

/// "in the words of X, …"
fn in_words(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    attributed(tagger, TokenSpan::at(at, at + 4))
}

/// `…, according to X` and `According to X, …`.
fn according_to(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    attributed(tagger, TokenSpan::at(at, at + 2))
}

/// An adverbial that attributes its clause: `cue` and the source behind it.
fn attributed(tagger: &mut Tagger<'_, '_, '_>, cue: TokenSpan) -> Option<usize> {
    let r = tagger.r;
    let std::ops::Range {
        start: at,
        end: next,
    } = cue.range();
    let near = at - tagger.first <= 3;
    let opens = |i: usize| r.is(i, Kinds::CONJUNCTION) || r.text.is(i, Class::MARK);
    let leading = near && (tagger.first..at).all(opens);
    let source = if leading {
        source::leading(r, next, tagger.end)
    } else {
        source::behind(r, next, tagger.end)
    }?;
    let after = source.range().end;
    let mut draft = Draft::new(CueKind::Say, cue);
    draft.source = Some(source);
    let goes_on = r.comma(after) && after + 2 < tagger.end;
    let end = tagger.end;
    if goes_on && r.comma(at - usize::from(at > 0)) && predicate(r, after + 1) {
        return interrupting(tagger, draft, at, after);
    }
    let behind = || {
        let start = if r.comma(after) { after + 1 } else { after };
        content::behind(r, start, end)
    };
    let adverbial = at - tagger.first <= 8 && apposition::is_adverbial(r, tagger.first);
    if leading || adverbial && goes_on {
        tagger.cut(at);
        draft.content.push(behind()?);
    } else {
        let before = content::before(r, tagger.first, at)?;
        tagger.cut(before.range().end);
        draft.content.push(before);
        let incomplete = before.len() <= LONGEST_FRAGMENT && !before.range().any(|i| r.finite(i));
        draft
            .content
            .extend(behind().filter(|_| goes_on && incomplete));
    }
    tagger.drafts.push(draft);
    Some(after)
}

/// Whether a verb with its auxiliaries begins at `at`, so that a clause goes on there.
fn predicate(r: &Reader<'_, '_>, at: usize) -> bool {
    let cue = r
        .cue(at)
        .is_some_and(|cue| cue.verb.is_some() && cue.noun.is_none());
    !r.text.is(at, Class::CAPITAL)
        && !r.gerund(at)
        && (r.finite(at) || cue || r.is(at, Kinds::PAST))
}

/// "…, according to X, …" between a subject and its verb: both are the content, and it stands inside the claims before it.
fn interrupting(
    tagger: &mut Tagger<'_, '_, '_>,
    mut draft: Draft,
    at: usize,
    after: usize,
) -> Option<usize> {
    let r = tagger.r;
    let holds = |d: &&Draft| {
        let piece = d.content.last().map(|p| p.range());
        piece.is_some_and(|p| p.start < at && p.end > after)
    };
    let outer = tagger.drafts[tagger.from..]
        .iter()
        .rev()
        .take(4)
        .find(holds);
    let first = outer
        .and_then(|d| d.content.last())
        .map(|p| p.range().start);
    let first = first.map_or(tagger.first, |i| i + usize::from(r.lower(i) == "that"));
    draft.content.push(content::before(r, first, at)?);
    draft
        .content
        .push(content::behind(r, after + 1, tagger.end)?);
    tagger.drafts.push(draft);
    Some(after)
}

/// "X put the damage at 4 million euros"
fn put_at(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let figure =
        |i: usize| r.text.is(i, Class::NUMBER) || matches!(r.lower(i), "$" | "\u{20ac}" | "\u{a3}");
    let amount = |i: usize| figure(i) || r.is(i, Kinds::ABOUT) && (i..i + 4).any(figure);
    if r.is(at + 1, Kinds::ADVERB) && r.is(at + 2, Kinds::BOUND) {
        return None;
    }
    let mut object = (at + 2..tagger.end.min(at + 16)).take_while(|&i| !r.breaks(i));
    object.find(|&i| r.is(i, Kinds::BOUND) && amount(i + 1))?;
    let group = auxiliaries(r, tagger.first, at);
    let shares = group > tagger.first && r.is(group - 1, Kinds::CONJUNCTION);
    let source = if shares {
        tagger.shared_source(group)
    } else {
        source::subject(r, tagger.first, group)
    }?;
    if tagger.is_circumstance(source) {
        return None;
    }
    let mut draft = Draft::new(CueKind::Say, TokenSpan::at(at, at + 1));
    draft.source = Some(source);
    draft.shared = shares;
    draft.content.push(content::behind(r, at + 1, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// "X would like to see …"
fn would_like(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let group = auxiliaries(r, tagger.first, at);
    let would = |i: usize| matches!(r.lower(i), "would" | "wouldn't" | "wouldn\u{2019}t");
    let modal = (group..at).find(|&i| would(i))?;
    let source = source::subject(r, tagger.first, group)?;
    let mut draft = Draft::new(CueKind::Want, TokenSpan::at(modal, at + 1));
    draft.source = Some(source);
    draft.negated = (group..at).any(|i| r.is(i, Kinds::NEGATION));
    draft.content.push(content::behind(r, at + 1, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// "The paper quoted Lee as saying that …", "Lee was quoted as saying …".
fn quoted_as(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let floor = tagger.first.max(at.saturating_sub(20));
    let quoted = (floor..at - 1).rev().find(|&i| {
        matches!(
            r.lower(i),
            "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing"
        )
    })?;
    let active = quoted + 1 < at - 1 && r.lower(quoted + 1) != "by";
    let (source, cue) = if active {
        (noun::plain(r, quoted + 1, at - 1)?, at)
    } else {
        let group = auxiliaries(r, tagger.first, quoted);
        let cue = if quoted + 2 == at { group } else { at };
        (source::subject(r, tagger.first, group)?, cue)
    };
    let mut draft = Draft::new(CueKind::Say, TokenSpan::at(cue, at + 1));
    draft.source = Some(source);
    let start = content::start(r, at + 1, tagger.end);
    draft.content.push(content::behind(r, start, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// "as X put it"
fn put_it(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    if r.lower(at + 1) != "it" {
        return None;
    }
    let subject = source::subject(r, tagger.first, at)?;
    let mut draft = Draft::new(CueKind::Say, TokenSpan::at(at, at + 2));
    draft.source = Some(subject);
    let start = content::start(r, at + 2, tagger.end);
    let as_before = subject
        .range()
        .start
        .checked_sub(1)
        .filter(|&i| r.lower(i) == "as");
    let leads = as_before == Some(tagger.first) && r.comma(at + 2);
    let content = if leads {
        content::behind(r, at + 3, tagger.end)
    } else if r.opens(start).is_some() {
        content::behind(r, start, tagger.end)
    } else {
        content::before(r, tagger.first, as_before.unwrap_or(subject.range().start))
    };
    draft.content.push(content?);
    tagger.drafts.push(draft);
    Some(at + 2)
}

/// "reportedly": the clause around it, without it.
fn hearsay(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let mut draft = Draft::new(CueKind::Hearsay, TokenSpan::at(at, at + 1));
    let verb = auxiliaries(r, tagger.first, at);
    if let Some(subject) = source::subject(r, tagger.first, verb) {
        draft.content.push(TokenSpan::at(subject.range().start, at));
    } else if let Some(before) = (verb < at).then(|| TokenSpan::at(verb, at)) {
        draft.content.push(before);
    }
    draft.content.push(content::behind(r, at + 1, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// The first of the auxiliaries and adverbs before `at`.
pub(super) fn auxiliaries(r: &Reader<'_, '_>, first: usize, mut at: usize) -> usize {
    let floor = first.max(at.saturating_sub(6));
    while at > floor
        && r.is(
            at - 1,
            Kinds::AUXILIARY.or(Kinds::ADVERB).or(Kinds::NEGATION),
        )
    {
        at -= 1;
    }
    at
}

/// "X's claim that …", "his decision to …"
fn noun(tagger: &mut Tagger<'_, '_, '_>, at: usize, cue: &Cue) -> Option<usize> {
    let r = tagger.r;
    let next = r.lower(at + 1);
    let preposition = cue.prepositions.contains(&next);
    if matches!(next, "from" | "by") {
        return voiced(tagger, at, cue);
    }
    if r.is(at + 1, Kinds::BE) && matches!(r.lower(at + 2), "that" | "to") {
        return is_that(tagger, at, cue);
    }
    if !preposition && !matches!(next, "that" | "to") || is_revised(r, tagger.first, at) {
        return None;
    }
    let shared = || preposition.then(|| sharer(tagger, at)).flatten();
    let Some(possessor) = possessor(r, tagger.first, at).or_else(shared) else {
        return unsourced(tagger, at);
    };
    let cue_end = if preposition { at + 2 } else { at + 1 };
    let mut draft = Draft::new(cue.kind, TokenSpan::at(at, cue_end));
    draft.source = Some(possessor);
    draft.aside = true;
    draft.content.push(object(r, cue_end, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// Whether the noun at `at` tells of a figure that is changed: "lowered its forecast for growth to 0.6%".
fn is_revised(r: &Reader<'_, '_>, first: usize, at: usize) -> bool {
    let mut left = (first..at).rev().take(3);
    let own = left.find(|&i| r.is(i, Kinds::POSSESSIVE));
    let verb = own.and_then(|i| i.checked_sub(1));
    r.is(at, Kinds::ESTIMATED) && verb.is_some_and(|i| r.is(i, Kinds::REVISED))
}

/// Whose noun it is that "and" joins with one before: "earlier British pressure for a ban and broader calls for".
fn sharer(tagger: &Tagger<'_, '_, '_>, at: usize) -> Option<TokenSpan> {
    let r = tagger.r;
    let last = tagger.drafts[tagger.from..].last().filter(|d| d.aside)?;
    let end = last.content.last()?.range().end;
    let joins = r.lower(end) == "and" && end < at && at - end <= 3;
    let plain = !(end + 1..at).any(|i| r.breaks(i) || r.is(i, Kinds::DETERMINER));
    last.source.filter(|_| joins && plain)
}

/// "X's view is that …", "The fear is that …": whose it is may not be told.
fn is_that(tagger: &mut Tagger<'_, '_, '_>, at: usize, cue: &Cue) -> Option<usize> {
    let r = tagger.r;
    let that = r.lower(at + 2) == "that";
    let possessor = possessor(r, tagger.first, at);
    let held = r.lower(tagger.first) == "the" && at <= tagger.first + 2;
    if possessor.is_none() && !(held && that) {
        return None;
    }
    let kind = if possessor.is_some() {
        cue.kind
    } else {
        CueKind::Hearsay
    };
    let mut draft = Draft::new(kind, TokenSpan::at(at, at + 2));
    draft.source = possessor;
    draft.aside = true;
    draft.content.push(content::behind(r, at + 2, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 2)
}

/// "pressure from X to …", "calls by X for …"
fn voiced(tagger: &mut Tagger<'_, '_, '_>, at: usize, cue: &Cue) -> Option<usize> {
    let r = tagger.r;
    let limit = tagger.end.min(at + LONGEST_VOICE);
    let opens = |i: usize| {
        matches!(r.lower(i), "that" | "to" | "for")
            || cue.prepositions.contains(&r.lower(i)) && r.lower(i) != "of"
    };
    let present = |i: usize| {
        let plain = r
            .cue(i)
            .is_some_and(|cue| cue.verb.is_some() && cue.noun.is_none());
        plain && !r.text.is(i, Class::CAPITAL)
    };
    let barred = |i: usize| r.breaks(i) || r.finite(i) || present(i) || r.quotation(i).is_some();
    let next = (at + 3..limit).find(|&i| opens(i) || barred(i))?;
    let named =
        r.is(at + 2, Kinds::DETERMINER.or(Kinds::PEOPLE)) || r.text.is(at + 2, Class::CAPITAL);
    if !named || !opens(next) || r.is(next + 1, Kinds::TIME) || r.is(at + 2, Kinds::TIME) {
        return None;
    }
    let mut draft = Draft::new(cue.kind, TokenSpan::at(at, at + 1));
    draft.source = Some(TokenSpan::at(at + 2, next));
    draft.aside = true;
    let start = if matches!(r.lower(next), "that" | "to") {
        next
    } else {
        next + 1
    };
    draft.content.push(object(r, start, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// "fears that …", "rumours that …": nobody is named whose they are.
fn unsourced(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let clause = r.lower(at + 1) == "that"
        && !r.is(at + 2, Kinds::AUXILIARY)
        && content::starts_clause(r, at + 2);
    let before = at.checked_sub(1).filter(|&i| i >= tagger.first);
    let noun = before.is_none_or(|i| {
        let word = Kinds::PREPOSITION
            .or(Kinds::DETERMINER)
            .or(Kinds::CONJUNCTION);
        r.breaks(i) && !r.comma(i) || r.is(i, word) || r.finite(i) || r.participle(i)
    });
    if !clause || !noun || !r.plural(at) && r.lower(at) != "speculation" {
        return None;
    }
    let mut draft = Draft::new(CueKind::Hearsay, TokenSpan::at(at, at + 1));
    draft.aside = true;
    draft.content.push(object(r, at + 1, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}

/// "X has been a proponent of …"
fn supporter(tagger: &mut Tagger<'_, '_, '_>, at: usize) -> Option<usize> {
    let r = tagger.r;
    let floor = tagger.first.max(at.saturating_sub(6));
    let verb = (floor..at)
        .rev()
        .find(|&i| r.is(i, Kinds::BE) || r.breaks(i) || r.is(i, Kinds::PREPOSITION))?;
    if !r.is(verb, Kinds::BE) || !r.is(verb + 1, Kinds::DETERMINER.or(Kinds::ADVERB)) {
        return None;
    }
    let group = auxiliaries(r, tagger.first, verb);
    let mut draft = Draft::new(CueKind::Stance, TokenSpan::at(verb + 1, at + 2));
    draft.source = Some(source::subject(r, tagger.first, group)?);
    draft.negated = (group..verb + 2).any(|i| r.is(i, Kinds::NEGATION));
    draft.content.push(content::behind(r, at + 2, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 2)
}

/// Whose noun it is at `at`: "his", "Ms Tan's", "U.S.".
fn possessor(r: &Reader<'_, '_>, first: usize, at: usize) -> Option<TokenSpan> {
    let floor = first.max(at.saturating_sub(3));
    let mark = (floor..at).rev().find(|&i| {
        r.text.is(i, Class::POSSESSIVE)
            || r.is(i, Kinds::POSSESSIVE)
            || r.is(i, Kinds::DETERMINER)
            || r.breaks(i)
    });
    match mark {
        Some(mark) if r.text.is(mark, Class::POSSESSIVE) => owner(r, first, mark),
        Some(mark) if r.is(mark, Kinds::POSSESSIVE) => {
            (r.lower(mark) != "whose").then(|| TokenSpan::at(mark, mark + 1))
        }
        _ => adjectival(r, first, at),
    }
}

/// The noun phrase before the possessive mark at `mark`; it reaches over no verb and no preposition but "of" and "for".
fn owner(r: &Reader<'_, '_>, first: usize, mark: usize) -> Option<TokenSpan> {
    let whole = noun::plain(r, first, mark)?.range();
    let inner = whole.clone().rev().find(|&i| {
        r.is(i, Kinds::PREPOSITION) && !matches!(r.lower(i), "of" | "for") || r.finite(i)
    });
    let start = inner.map_or(whole.start, |i| i + 1);
    let start = behind_verb(r, start, whole.end).unwrap_or(start);
    (start < whole.end).then(|| TokenSpan::at(start, whole.end))
}

/// The determiner of an owner that a gerund stands before: "parroting the leader's remarks".
fn behind_verb(r: &Reader<'_, '_>, start: usize, end: usize) -> Option<usize> {
    let gerund = r.lower(start).ends_with("ing") && !r.text.is(start, Class::CAPITAL);
    let determiner = (start + 1..end).find(|&i| r.is(i, Kinds::DETERMINER))?;
    (gerund && determiner == start + 1).then_some(determiner)
}

/// The name that stands before a noun without a mark of possession: "a U.S. demand that".
fn adjectival(r: &Reader<'_, '_>, first: usize, at: usize) -> Option<TokenSpan> {
    let name = |i: usize| {
        let short = Class::ALL_CAPS | Class::DOTTED;
        r.text.is(i, Class::CAPITAL)
            && (!r.text.is(i, Class::SENTENCE_START) || r.text.is(i, short))
            && !r.is(i, Kinds::TIME)
    };
    let takes = matches!(r.lower(at + 1), "that" | "to" | "for");
    if !takes || r.text.is(at, Class::CAPITAL) {
        return None;
    }
    let floor = first.max(at.saturating_sub(4));
    let start = (floor..at).rev().take_while(|&i| name(i)).last()?;
    let place = start > first && matches!(r.lower(start - 1), "in" | "at" | "from");
    let opens = start > first
        && start - 1 == first
        && (r.text.is(first, Class::CAPITAL) && !r.is(first, Kinds::PREPOSITION));
    let verb = r.cue(at).and_then(|cue| cue.verb);
    let acts = opens && verb.is_some_and(|(_, shapes)| shapes.any(Shapes::THIRD));
    (!place && !acts).then(|| TokenSpan::at(start, at))
}

/// The object of a noun or adjective: up to the next comma or verb of its clause.
fn object(r: &Reader<'_, '_>, start: usize, end: usize) -> Option<TokenSpan> {
    let whole = content::behind(r, start, end)?;
    let clause = r.lower(start) == "that";
    let verb = main_verb(r, whole).filter(|_| clause);
    let stop = whole.range().skip(1).take(40).find(|&i| {
        verb == Some(i)
            || r.comma(i)
            || r.dash(i)
            || !clause && goes_on(r, i)
            || !clause && !matches!(r.lower(start), "a" | "an" | "the") && parallel(r, i)
            || !clause
                && r.quotation(i).is_none()
                && (r.is(i, Kinds::AUXILIARY)
                    || r.is(i, Kinds::SUBORDINATOR) && r.lower(i) != "that")
    });
    let stop = stop.unwrap_or(whole.range().end);
    (stop > start).then(|| TokenSpan::at(start, stop))
}

/// The verb of the sentence behind the clause of a noun: "X's claim that the files were lost was denied".
fn main_verb(r: &Reader<'_, '_>, clause: TokenSpan) -> Option<usize> {
    let joins = Kinds::CONJUNCTION
        .or(Kinds::SUBORDINATOR)
        .or(Kinds::SUBJECT)
        .or(Kinds::QUESTION);
    let (mut seen, mut gap) = (false, false);
    for i in clause.range().skip(1).take(40) {
        let open = r.opens(i).is_some();
        if r.comma(i) || r.is(i, joins) {
            (seen, gap) = (false, false);
        } else if r.is(i + usize::from(open), Kinds::AUXILIARY) && r.lower(i - 1) != "to" {
            if seen && gap {
                return Some(i);
            }
            seen = true;
        } else {
            seen |= r.finite(i);
            gap |= seen && !r.finite(i) && !r.participle(i) && !r.is(i, Kinds::ADVERB);
        }
    }
    None
}

/// Whether the verb of the clause stands at `at` whose subject the noun is: "pressure for more spending aligns with".
fn goes_on(r: &Reader<'_, '_>, at: usize) -> bool {
    let third = r.lower(at).ends_with('s') && r.plural(at) && !r.text.is(at, Class::CAPITAL);
    let object = matches!(
        r.lower(at + 1),
        "with" | "the" | "a" | "an" | "that" | "how" | "its"
    );
    let noun = r.text.is(at - 1, Class::WORD)
        && !r.plural(at - 1)
        && !r.is(
            at - 1,
            Kinds::DETERMINER
                .or(Kinds::PREPOSITION)
                .or(Kinds::CONJUNCTION),
        );
    let compound = r.lower(at + 1) == "with" && !r.lower(at - 1).ends_with("ing");
    third && object && noun && !compound
}

/// Whether "and" at `at` goes on with what the noun's own phrase is part of: "a rebuke to X's demands for Y and a sign of Z".
fn parallel(r: &Reader<'_, '_>, at: usize) -> bool {
    let noun = |i: usize| {
        let cue = r.cue(i).and_then(|cue| cue.noun);
        cue.is_some_and(|row| LEXICON.cue(row).prepositions.contains(&r.lower(i + 1)))
    };
    r.lower(at) == "and" && (matches!(r.lower(at + 1), "a" | "an") || (at + 1..at + 4).any(noun))
}

/// Whether the sentence is a heading or note without a verb: "Oslo wary of more talks".
pub(super) fn in_note(tagger: &Tagger<'_, '_, '_>, at: usize) -> bool {
    let r = tagger.r;
    let block = r.text.blocks[r.text.block_of(at)].range();
    let whole = block.start == tagger.first && block.end == tagger.end;
    let stop = r.text.is(block.end - 1, Class::STOP);
    whole && !stop && block.len() <= LONGEST_TITLE && !block.clone().any(|i| r.finite(i))
}

/// "X is confident that …"
fn adjective(tagger: &mut Tagger<'_, '_, '_>, at: usize, cue: &Cue) -> Option<usize> {
    let r = tagger.r;
    let next = r.lower(at + 1);
    let preposition = cue.prepositions.contains(&next);
    if !preposition && !matches!(next, "that" | "to") {
        return None;
    }
    let group = auxiliaries(r, tagger.first, at);
    let is = (group..at).any(|i| r.is(i, Kinds::BE))
        || matches!(
            r.lower(group.checked_sub(1)?),
            "felt" | "seemed" | "remains" | "remained"
        );
    if !is && !in_note(tagger, at) {
        return None;
    }
    let source = source::subject(r, tagger.first, group)?;
    let cue_end = if preposition { at + 2 } else { at + 1 };
    let mut draft = Draft::new(cue.kind, TokenSpan::at(at, cue_end));
    draft.source = Some(source);
    draft.negated = (group..at).any(|i| r.is(i, Kinds::NEGATION));
    draft.content.push(content::behind(r, cue_end, tagger.end)?);
    tagger.drafts.push(draft);
    Some(at + 1)
}
