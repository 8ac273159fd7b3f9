//! Noun phrases: how far left of its end one reaches, what it can end with, and which of its words is its head.

use super::cue::Shapes;
use super::reading::{Kinds, Reader};
use crate::text::{Class, TokenSpan};

/// The longest noun phrase without a comma, in tokens.
pub(super) const LONGEST_PLAIN: usize = 25;

/// The noun phrase without commas that ends before `end`, without the adverbial of time behind it.
pub(super) fn plain(r: &Reader<'_, '_>, first: usize, end: usize) -> Option<TokenSpan> {
    let floor = first.max(end.saturating_sub(LONGEST_PLAIN));
    let mut start = end;
    while start > floor {
        let at = start - 1;
        if r.lower(at) == ")" {
            start = opening_bracket(r, floor, at)?;
        } else if bounds(r, floor, at, end) {
            break;
        } else {
            start = at;
            if begins_anew(r, floor, at) {
                break;
            }
        }
    }
    if start > first && r.lower(start - 1) == "who" && r.is(start, Kinds::PREPOSITION) {
        return Some(TokenSpan::at(start - 1, start));
    }
    let start = trim(r, start, end);
    let end = before_time(r, start, end);
    let start = with_seat(r, first, behind_antecedent(r, start, end));
    let noun = start < end && is_noun(r, end - 1) && !ends_verbal(r, start, end);
    noun.then(|| TokenSpan::at(start, end))
}

/// Where the noun phrase begins whose town and state stand before its noun: "The Omaha, Nebraska-based maker".
fn with_seat(r: &Reader<'_, '_>, first: usize, start: usize) -> usize {
    let name = |i: usize| r.text.is(i, Class::CAPITAL) && !r.is(i, Kinds::DETERMINER);
    let state = start
        + (start..start + 4)
            .take_while(|&i| name(i) && !r.hyphened(i))
            .count();
    let seated =
        name(state) && r.hyphened(state) && matches!(r.lower(state + 2), "based" | "headquartered");
    let Some(comma) = start
        .checked_sub(1)
        .filter(|&i| seated && i > first && r.comma(i))
    else {
        return start;
    };
    let town = (first..comma).rev().take(4).take_while(|&i| name(i)).last();
    let determined = town.and_then(|i| i.checked_sub(1)).filter(|&i| i >= first);
    determined
        .filter(|&i| r.is(i, Kinds::DETERMINER))
        .unwrap_or(start)
}

/// Whether a past form with the object behind it stands at `at`: "rated the jobs".
pub(super) fn takes_object(r: &Reader<'_, '_>, at: usize) -> bool {
    let lower = r.lower(at);
    lower.ends_with("ed")
        && lower.len() > 4
        && r.is(at + 1, Kinds::DETERMINER)
        && r.text.is(at + 1, Class::WORD)
        && !r.text.is(at, Class::CAPITAL)
        && !r.is(at, Kinds::DETERMINER)
}

/// Where the plural noun of a relative clause without pronoun begins behind the singular noun, in apposition, that the
/// clause belongs to: "…, a loophole ethics lawyers call".
fn behind_antecedent(r: &Reader<'_, '_>, start: usize, end: usize) -> usize {
    let apposed = start > 0 && r.comma(start - 1) && matches!(r.lower(start), "a" | "an");
    let common = |i: usize| {
        let loose = Kinds::QUANTIFIER
            .or(Kinds::PREPOSITION)
            .or(Kinds::CONJUNCTION);
        r.text.is(i, Class::WORD) && !r.text.is(i, Class::CAPITAL) && !r.is(i, loose)
    };
    let named = r.is(start + 2, Kinds::PERSON) && r.text.is(start + 3, Class::CAPITAL);
    if apposed && named && common(start + 1) && common(start + 2) && end > start + 3 {
        return start + 2;
    }
    let speakers = end > start + 2 && r.is(end - 1, Kinds::PEOPLE);
    let counted = matches!(
        r.lower(start + 1),
        "dozen" | "hundred" | "thousand" | "million" | "few" | "couple" | "record" | "handful"
    );
    if apposed
        && speakers
        && !counted
        && (3..=4).contains(&(end - start))
        && (start + 1..end).all(common)
    {
        start + 2
    } else {
        start
    }
}

/// Whether a quantifier at `at` begins a noun phrase right behind another: "a venture both sides valued".
fn begins_anew(r: &Reader<'_, '_>, floor: usize, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&i| i >= floor) else {
        return false;
    };
    let other = Kinds::DETERMINER
        .or(Kinds::PREPOSITION)
        .or(Kinds::CONJUNCTION)
        .or(Kinds::SUBORDINATOR)
        .or(Kinds::ADVERB);
    let own = r.is(at, Kinds::POSSESSIVE) && r.is(before, Kinds::HEARD);
    (own || matches!(r.lower(at), "both" | "several" | "many" | "some"))
        && r.text.is(before, Class::WORD)
        && !r.text.is(before, Class::CAPITAL)
        && !r.is(before, other)
        && !r.lower(before).ends_with("ing")
}

/// Whether what looks like a noun phrase is a clause whose verb it ends with: "the court noted", "to disclose".
fn ends_verbal(r: &Reader<'_, '_>, start: usize, end: usize) -> bool {
    let last = end - 1;
    if last == start || r.text.is(last, Class::CAPITAL) || r.is(last - 1, Kinds::DETERMINER) {
        return false;
    }
    let Some(cue) = r
        .cue(last)
        .filter(|cue| cue.noun.is_none() && cue.adjective.is_none())
    else {
        return false;
    };
    let Some((_, shapes)) = cue.verb else {
        return false;
    };
    let named = r.text.is(last - 1, Class::CAPITAL)
        || r.is(last - 1, Kinds::PERSON.or(Kinds::ORGANIZATION));
    shapes.any(Shapes::PAST)
        || shapes.any(Shapes::BASE)
            && (r.lower(last - 1) == "to"
                || r.plural(last - 1) && !r.text.is(last - 1, Class::POSSESSIVE))
        || shapes.any(Shapes::THIRD) && named
}

/// The end of a noun phrase without an adverbial of time: "lawmakers on Wednesday", "officials last week".
pub(super) fn before_time(r: &Reader<'_, '_>, start: usize, end: usize) -> usize {
    let time = |i: usize| r.is(i, Kinds::TIME) || r.text.is(i, Class::NUMBER);
    let run = (start + 1..end).rev().take_while(|&i| time(i)).last();
    let Some(first) = run else { return end };
    let placed = matches!(r.lower(first - 1), "on" | "in" | "late" | "early");
    let on = placed && first > start + 1;
    let loose = r.is(first, Kinds::WEEKDAY) && !r.text.is(first - 1, Class::CAPITAL);
    if !(on || loose) || !time(end - 1) || !r.is(first, Kinds::TIME) {
        return end;
    }
    let stop = if on { first - 1 } else { first };
    let on_late = stop > start + 1 && matches!(r.lower(stop - 1), "late" | "early");
    let stop = if on_late { stop - 1 } else { stop };
    if is_noun(r, stop - 1) { stop } else { end }
}

fn opening_bracket(r: &Reader<'_, '_>, floor: usize, close: usize) -> Option<usize> {
    (floor..close).rev().find(|&i| r.lower(i) == "(")
}

/// Whether a noun phrase that ends before `end` cannot reach over the token at `at`.
fn bounds(r: &Reader<'_, '_>, floor: usize, at: usize, end: usize) -> bool {
    if r.breaks(at) || r.lower(at) == "(" || r.opens(at).is_some() || r.closes(at).is_some() {
        return true;
    }
    if at + 1 == end {
        return false;
    }
    if matches!(r.lower(at), "and" | "or" | "&") {
        return !joins(r, floor, at) || is_share(r, at + 1) && (floor..at).any(|i| is_share(r, i));
    }
    if r.lower(at) == "once" && r.is(at + 1, Kinds::DETERMINER) {
        return true;
    }
    let ended = r.is(at, Kinds::COMPANY_END)
        && r.text.is(at, Class::DOTTED)
        && r.text.is(at + 1, Class::CAPITAL);
    let contracted = at > floor
        && r.text.is(at, Class::POSSESSIVE)
        && (r.is(at - 1, Kinds::SUBJECT)
            || matches!(r.lower(at - 1), "that" | "there" | "here" | "what"));
    let object = takes_object(r, at) && at + 2 < end;
    let relative = at > floor && r.is(at, Kinds::CONTRACTED) && r.is(at - 1, Kinds::PEOPLE);
    let demonstrative = r.lower(at) == "that" && r.text.is(at, Class::SENTENCE_START);
    let told = matches!(r.lower(at), "us" | "me" | "him" | "them")
        && !r.text.is(at, Class::ALL_CAPS)
        && (r.is(at + 1, Kinds::DETERMINER) || r.text.is(at + 1, Class::CAPITAL));
    if is_issued(r, floor, at, end) {
        return false;
    }
    told || contracted
        || object
        || ended
        || r.is(at, Kinds::SUBORDINATOR.or(Kinds::SUBJECT)) && !demonstrative && !relative
        || r.is(at, Kinds::CONJUNCTION)
        || r.finite(at) && !r.text.is(at, Class::CAPITAL) && !r.participle_before_by(at)
        || r.present(at)
        || r.gerund(at) && !r.is(at.wrapping_sub(1), Kinds::DETERMINER) && !is_charged(r, at)
}

/// Whether a share stands at `at`: "39 percent", "5%".
fn is_share(r: &Reader<'_, '_>, at: usize) -> bool {
    let part = matches!(r.lower(at + 1), "percent" | "per" | "%");
    part && !r.is(at, Kinds::DETERMINER.or(Kinds::PREPOSITION))
}

/// Whether the participle at `at`, or the preposition behind it, tells where a document was issued: "a poll published in the
/// Courier", "a report laid before parliament".
fn is_issued(r: &Reader<'_, '_>, floor: usize, at: usize, end: usize) -> bool {
    let issued = |i: usize| {
        i > floor
            && r.is(i - 1, Kinds::DOCUMENT)
            && (r.participle(i) || r.is(i, Kinds::ISSUED) || r.lower(i) == "laid")
            && r.is(i + 1, Kinds::PREPOSITION.or(Kinds::SUBORDINATOR))
            && i + 2 < end
    };
    issued(at) || r.lower(at) == "before" && at > 0 && issued(at - 1)
}

/// Whether the -ing form at `at` tells what somebody is accused of: "a trader accused of hoarding onions".
fn is_charged(r: &Reader<'_, '_>, at: usize) -> bool {
    at > 1 && matches!(r.lower(at - 1), "of" | "with" | "for") && r.participle(at - 2)
}

/// Whether "and" at `at` joins nouns: nothing verbal stands before it in its clause.
fn joins(r: &Reader<'_, '_>, floor: usize, at: usize) -> bool {
    let left = (floor..at).rev().take(8);
    let mut seen = 0;
    for i in left {
        if r.breaks(i) || r.closes(i).is_some() {
            let alike = || is_alike(r, at) || is_group(r, i + 1, at);
            return seen > 0 && (i == floor || alike());
        }
        if r.finite(i) || r.is(i, Kinds::SUBJECT.or(Kinds::PAST)) {
            return false;
        }
        if r.is(i, Kinds::SUBORDINATOR) {
            return seen > 0;
        }
        seen += 1;
    }
    seen > 0
}

/// Whether the words around "and" at `at` are both names, or both stand for people: "Industry and Trade".
fn is_alike(r: &Reader<'_, '_>, at: usize) -> bool {
    let both = |class: Class| r.text.is(at - 1, class) && r.text.is(at + 1, class);
    both(Class::CAPITAL) || r.is(at - 1, Kinds::PEOPLE) && r.is(at + 1, Kinds::PEOPLE)
}

/// Whether the words before "and" at `at` are a noun phrase of speakers: "officials and aid agencies".
fn is_group(r: &Reader<'_, '_>, start: usize, at: usize) -> bool {
    let speakers = Kinds::PEOPLE
        .or(Kinds::PERSON)
        .or(Kinds::ORGANIZATION)
        .or(Kinds::DOCUMENT);
    let verbal = |i: usize| r.participle(i) || r.is(i, Kinds::PAST.or(Kinds::ADVERB));
    at - start <= 5 && r.is(at - 1, speakers) && !(start..at).any(verbal)
}

/// The head of a subject: the noun before its first comma, relative pronoun or preposition, or its only word.
pub(super) fn head(r: &Reader<'_, '_>, subject: TokenSpan) -> usize {
    let range = subject.range();
    let stop = range.clone().skip(1).find(|&i| {
        r.comma(i)
            || r.lower(i) == "("
            || matches!(r.lower(i), "who" | "which" | "that")
            || r.is(i, Kinds::PREPOSITION) && !r.text.is(i, Class::CAPITAL)
            || r.participle_before_by(i)
            || is_described(r, i, range.end)
    });
    let stop = stop.unwrap_or(range.end);
    let led =
        r.lower(stop) == "by" && stop >= range.start + 2 && !r.text.is(stop - 1, Class::CAPITAL);
    stop - 1 - usize::from(led)
}

/// Whether an adjective or participle at `at` tells of the people before it: "aides close to him", "doctors treating her".
fn is_described(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    let people = r.is(at - 1, Kinds::PEOPLE.or(Kinds::PERSON)) && !r.text.is(at, Class::CAPITAL);
    let placed = r.is(at + 1, Kinds::PREPOSITION);
    let lower = r.lower(at);
    let acts = lower.ends_with("ing") && lower.len() > 4 && at + 1 < end;
    people && (acts || placed && r.is(at, Kinds::STATE))
}

/// Whether a pronoun at `at` is the object of the preposition or -ing form before it: "close to her", "treating him".
fn is_governed(r: &Reader<'_, '_>, at: usize) -> bool {
    let pronoun = matches!(r.lower(at), "him" | "me" | "us" | "them" | "her");
    let governor = |i: usize| {
        let acts = r.lower(i).ends_with("ing") && i > 0 && r.is(i - 1, Kinds::PEOPLE);
        r.is(i, Kinds::PREPOSITION) || acts
    };
    let says = matches!(
        r.lower(at + 1),
        "say" | "says" | "said" | "told" | "believe" | "believed" | "think" | "thought"
    );
    let own = r.lower(at) == "her" && !says;
    pronoun && !own && at > 0 && governor(at - 1)
}

/// Takes conjunctions, adverbs and adverbials of time off the front of a noun phrase.
fn trim(r: &Reader<'_, '_>, mut start: usize, end: usize) -> usize {
    while start < end {
        if r.lower(start) == "at" && matches!(r.lower(start + 1), "least" | "most") {
            break;
        }
        let quantifier = r.is(start, Kinds::DETERMINER.or(Kinds::PEOPLE));
        if r.is(start, Kinds::CONJUNCTION.or(Kinds::SUBORDINATOR)) && r.lower(start) != "that"
            || r.is(start, Kinds::ADVERB) && !quantifier
            || r.text.is(start, Class::POSSESSIVE)
            || r.text.is(start, Class::MARK) && !matches!(r.lower(start), "$" | "@" | "#")
        {
            start += 1;
        } else if r.is(start, Kinds::PREPOSITION) && !r.lower(start).starts_with("over") {
            start = after_adverbial(r, start, end);
        } else {
            break;
        }
    }
    start
}

/// The end of the adverbial that a noun phrase seems to begin with: "On Friday officials".
fn after_adverbial(r: &Reader<'_, '_>, start: usize, end: usize) -> usize {
    let mut at = start + 1;
    while at < end && (r.is(at, Kinds::TIME) || r.text.is(at, Class::NUMBER)) {
        at += 1;
    }
    if at > start + 1 {
        return at;
    }
    let next = (at + 1..end).find(|&i| r.is(i, Kinds::DETERMINER));
    next.unwrap_or(at)
}

/// Whether a noun phrase can end with the token.
pub(super) fn is_noun(r: &Reader<'_, '_>, at: usize) -> bool {
    let lower = r.lower(at);
    if r.closes(at).is_some() || matches!(lower, ")" | "%") || r.ends_name(at) {
        return true;
    }
    let word = r.text.is(at, Class::WORD | Class::NUMBER | Class::ADDRESS);
    let function = Kinds::PREPOSITION
        .or(Kinds::SUBORDINATOR)
        .or(Kinds::CONJUNCTION)
        .or(Kinds::AUXILIARY)
        .or(Kinds::POSSESSIVE);
    let pronoun = matches!(
        lower,
        "him" | "me" | "us" | "them" | "there" | "the" | "a" | "an" | "such" | "every"
    );
    let capital = r.text.is(at, Class::CAPITAL) && !r.text.is(at, Class::SENTENCE_START);
    let governed = is_governed(r, at);
    let pronoun = pronoun && !governed && !r.text.is(at, Class::ALL_CAPS);
    governed
        || word && !pronoun && (capital || !r.is(at, function) && !r.is(at, Kinds::ADVERB))
        || r.is(at, Kinds::PEOPLE)
        || matches!(lower, "this" | "that" | "one") && r.text.is(at, Class::SENTENCE_START)
}
