//! Where the source of a claim stands: the noun phrase left of its verb, or right of it.

use super::apposition::{
    apposition_end, is_adverbial, is_named, name_end_at, with_apposition, with_partner,
};
use super::noun::{LONGEST_PLAIN, before_time, is_noun, plain, takes_object};
use super::reading::{Kinds, Reader};
use crate::text::{Class, TokenSpan};

/// The longest noun phrase, in tokens, with its appositions.
const LONGEST: usize = 60;
/// The longest "neither X nor Y", in tokens.
const LONGEST_PAIR: usize = 30;
/// The longest name of a document before its relative clause, in tokens.
const LONGEST_DOCUMENT: usize = 6;

/// The subject of a verb group that begins at `verb`, in the sentence that begins at `first`.
pub(super) fn subject(r: &Reader<'_, '_>, first: usize, verb: usize) -> Option<TokenSpan> {
    let found = one_subject(r, first, verb).filter(|&found| !is_when_alone(r, found))?;
    if is_predicate(r, first, found) {
        return before_aside(r, first, found.range().start);
    }
    Some(with_partner(r, first, with_neither(r, first, found)))
}

/// The sentence's first noun phrase, where what stands behind its comma and reaches to `at` is an aside of it: "Lodhi, whose
/// speech lasted 95 minutes, maintained".
fn before_aside(r: &Reader<'_, '_>, first: usize, at: usize) -> Option<TokenSpan> {
    let head = opening(r, first, at)?;
    let comma = head.range().end;
    let aside = comma < at && matches!(r.lower(comma + 1), "who" | "which" | "whose");
    (r.comma(comma) && (aside || comma + 1 == at)).then_some(head)
}

/// Both of "neither X nor Y", of which `last` is Y.
fn with_neither(r: &Reader<'_, '_>, first: usize, last: TokenSpan) -> TokenSpan {
    let range = last.range();
    let nor = range
        .start
        .checked_sub(1)
        .filter(|&i| i > first && r.lower(i) == "nor");
    let floor = first.max(range.start.saturating_sub(LONGEST_PAIR));
    let neither = nor.and_then(|nor| (floor..nor).rev().find(|&i| r.lower(i) == "neither"));
    neither.map_or(last, |start| TokenSpan::at(start, range.end))
}

/// Whether what stands before a verb is a bare day, month or year: "No government since 1977 has said".
fn is_when_alone(r: &Reader<'_, '_>, span: TokenSpan) -> bool {
    let at = span.range().start;
    let year = r.text.word(at).len() == 4 && r.text.word(at).bytes().all(|b| b.is_ascii_digit());
    let after = at > 0 && (r.is(at - 1, Kinds::PREPOSITION) || r.lower(at - 1) == "since");
    span.len() == 1 && after && (year || r.is(at, Kinds::TIME))
}

fn one_subject(r: &Reader<'_, '_>, first: usize, verb: usize) -> Option<TokenSpan> {
    let last = verb.checked_sub(1).filter(|&i| i >= first)?;
    if let Some(whole) = with_relative(r, first, last).or_else(|| document(r, first, last)) {
        return Some(whole);
    }
    if r.is(last, Kinds::SUBJECT) || r.lower(last) == "which" {
        return Some(with_coordinated_pronoun(r, first, last));
    }
    if let Some(start) = before_ago(r, first, last).or_else(|| before_years(r, first, last)) {
        return subject(r, first, start);
    }
    if r.comma(last) {
        return with_apposition(r, first, last);
    }
    if let Some(quotation) = r.closes(last).filter(|_| r.comma(last - 1)) {
        return with_term(r, first, quotation.tokens.range().start, last);
    }
    if r.dash(last) {
        return with_aside(r, first, last);
    }
    if let Some(comma) = before_when(r, first, last)
        && let Some(whole) = with_apposition(r, first, comma)
    {
        return Some(whole);
    }
    let noun = plain(r, first, last + 1)?;
    let start = noun.range().start;
    let object = start > first && takes_object(r, start - 1);
    (!object).then(|| with_list(r, first, noun))
}

/// The comma before an adverbial of time that ends at `last`: "X, a lawyer, on Thursday thanked".
fn before_when(r: &Reader<'_, '_>, first: usize, last: usize) -> Option<usize> {
    let time = |i: usize| r.is(i, Kinds::TIME) || r.text.is(i, Class::NUMBER);
    let run = (first..=last)
        .rev()
        .take(4)
        .take_while(|&i| time(i))
        .last()?;
    let start = run
        .checked_sub(1)
        .filter(|&i| matches!(r.lower(i), "on" | "in" | "last"))?;
    start
        .checked_sub(1)
        .filter(|&i| i > first && r.comma(i) && r.is(run, Kinds::TIME))
}

/// A list of names whose last two are `noun`: "the governments of Peru, Chile and Haiti".
fn with_list(r: &Reader<'_, '_>, first: usize, noun: TokenSpan) -> TokenSpan {
    let start = noun.range().start;
    let joined = noun.range().any(|i| r.lower(i) == "and");
    let listed = start > first + 1
        && joined
        && r.comma(start - 1)
        && r.text.is(start, Class::CAPITAL)
        && r.text.is(start - 2, Class::CAPITAL)
        && !r.is(start - 2, Kinds::TIME);
    let Some(left) = plain(r, first, start.saturating_sub(1)).filter(|_| listed) else {
        return noun;
    };
    let part = |i: usize| {
        r.text.is(i, Class::CAPITAL)
            || r.is(
                i,
                Kinds::DETERMINER.or(Kinds::ORGANIZATION).or(Kinds::PEOPLE),
            )
            || matches!(r.lower(i), "of" | "&")
    };
    let clean = left.len() <= 6 && left.range().all(part) && left.range().start <= first + 1;
    if clean { left.join(noun) } else { noun }
}

/// The noun phrase with its relative clause that ends with `last`: "two people who have read it".
fn with_relative(r: &Reader<'_, '_>, first: usize, last: usize) -> Option<TokenSpan> {
    if r.comma(last) {
        return None;
    }
    let floor = first.max(last.saturating_sub(LONGEST_PLAIN));
    let stretch = (floor + 1..last).rev().take_while(|&i| !r.breaks(i));
    let mut inner = stretch.filter(|&i| r.quotation(i).is_none());
    let who = inner.find(|&i| r.is(i, Kinds::SUBJECT) || r.lower(i) == "that")?;
    let object = Kinds::DETERMINER.or(Kinds::PREPOSITION);
    let verb = |i: usize| {
        let cue = r.cue(i).is_some_and(|cue| cue.verb.is_some());
        let third = r.lower(i).ends_with('s') || r.participle(i) || r.is(i, Kinds::PAST);
        let behind = r.is(i + 1, object) || r.text.is(i + 1, Class::NUMBER | Class::CAPITAL);
        r.finite(i) || cue || third && behind
    };
    let paper = r.lower(who) == "that" && r.is(who - 1, Kinds::DOCUMENT);
    let verbal = verb(who + 1) || paper && (r.participle(who + 1) || r.is(who + 1, Kinds::PAST));
    let clause = (r.lower(who) == "who" || paper) && !r.comma(who - 1) && verbal;
    let head = plain(r, first, who).filter(|_| clause)?;
    let noun = head.range().end - 1;
    let people = paper || r.plural(noun) || r.is(noun, Kinds::PERSON.or(Kinds::ANONYMOUS));
    people.then(|| TokenSpan::at(head.range().start, last + 1))
}

/// Where "a week ago" begins that ends at `last`, behind a subject: "the board, which a week ago had threatened".
fn before_ago(r: &Reader<'_, '_>, first: usize, last: usize) -> Option<usize> {
    let start = last
        .checked_sub(2)
        .filter(|&i| i > first && r.lower(last) == "ago")?;
    let counted = r.is(start, Kinds::DETERMINER) || r.text.is(start, Class::NUMBER);
    counted.then_some(start)
}

/// Where the auxiliaries before "for years" begin that end at `last`: "Astronomers have for years feared".
fn before_years(r: &Reader<'_, '_>, first: usize, last: usize) -> Option<usize> {
    let long = r.is(last, Kinds::YEARS);
    let mut start = last
        .checked_sub(1)
        .filter(|&i| i > first && long && r.lower(i) == "for")?;
    while start > first && r.is(start - 1, Kinds::AUXILIARY) {
        start -= 1;
    }
    Some(start)
}

/// The document whose relative clause "that" at `that` opens: "a report that said".
fn document(r: &Reader<'_, '_>, first: usize, that: usize) -> Option<TokenSpan> {
    let noun = that.checked_sub(1).filter(|&i| i >= first)?;
    if r.lower(that) != "that" || !r.is(noun, Kinds::DOCUMENT) {
        return None;
    }
    let floor = first.max(noun.saturating_sub(LONGEST_DOCUMENT));
    let mut left = (floor..noun)
        .rev()
        .take_while(|&i| !r.breaks(i) && !r.finite(i));
    let determined = left.find(|&i| r.is(i, Kinds::DETERMINER));
    Some(TokenSpan::at(determined.unwrap_or(noun), that))
}

/// The noun phrase with the aside between dashes that ends at `dash`: "Kall — an editor of books — said".
fn with_aside(r: &Reader<'_, '_>, first: usize, dash: usize) -> Option<TokenSpan> {
    let floor = first.max(dash.saturating_sub(LONGEST_PLAIN));
    let open = (floor..dash).rev().find(|&i| r.dash(i))?;
    let clause = (open + 1..dash).any(|i| r.is(i, Kinds::AUXILIARY) || r.text.is(i, Class::STOP));
    let head = plain(r, first, open).filter(|_| !clause)?;
    Some(TokenSpan::at(head.range().start, dash))
}

/// The noun phrase whose relative clause or apposition ends with a term or title in quotation marks: "Kall, who rates the
/// stock “hold,” said".
fn with_term(r: &Reader<'_, '_>, first: usize, open: usize, last: usize) -> Option<TokenSpan> {
    let floor = first.max(open.saturating_sub(LONGEST_PLAIN));
    let comma = (floor..open).rev().find(|&i| r.breaks(i))?;
    let aside = comma > first
        && r.comma(comma)
        && last - open <= LONGEST_DOCUMENT
        && (matches!(r.lower(comma + 1), "who" | "whose" | "which") || is_titled(r, comma + 1));
    let whole = with_apposition(r, first, last - 1).filter(|_| aside)?;
    (whole.range().start < comma).then(|| TokenSpan::at(whole.range().start, last + 1))
}

/// Whether somebody's trade opens what begins at `at`: "author of", "a writer of".
fn is_titled(r: &Reader<'_, '_>, at: usize) -> bool {
    let at = at + usize::from(r.is(at, Kinds::DETERMINER));
    r.is(at, Kinds::PERSON) && matches!(r.lower(at + 1), "of" | "in" | "behind")
}

/// "he and Brafman", "Smith and I".
fn with_coordinated_pronoun(r: &Reader<'_, '_>, first: usize, last: usize) -> TokenSpan {
    let joined = last >= first + 2
        && r.lower(last - 1) == "and"
        && r.text.is(last - 2, Class::CAPITAL)
        && r.lower(last) != "it";
    if joined && let Some(left) = plain(r, first, last - 1) {
        return TokenSpan::at(left.range().start, last + 1);
    }
    TokenSpan::at(last, last + 1)
}

/// Whether what looks like a noun phrase holds a verb: "fell 3.3% to 131.05", "put the outbreak at 3,137", "who deals with it".
fn is_predicate(r: &Reader<'_, '_>, first: usize, span: TokenSpan) -> bool {
    let std::ops::Range { start, end } = span.range();
    let head =
        (start..end).find(|&i| r.breaks(i) || r.is(i, Kinds::SUBORDINATOR.or(Kinds::SUBJECT)));
    let end = head.unwrap_or(end);
    let object =
        |i: usize| r.is(i, Kinds::DETERMINER.or(Kinds::PREPOSITION)) || r.text.is(i, Class::NUMBER);
    let common = |i: usize| r.text.is(i, Class::WORD) && !r.text.is(i, Class::CAPITAL);
    let past = |i: usize| r.is(i, Kinds::FINITE_PAST) && !r.is(i - 1, Kinds::DETERMINER);
    if (start + 1..end).any(|i| common(i) && past(i) && object(i + 1)) {
        return true;
    }
    let loose = start > first && (r.breaks(start - 1) || r.is(start - 1, Kinds::RELATIVE));
    let relative = start > first && r.is(start - 1, Kinds::RELATIVE);
    let verb = r.is(start, Kinds::PAST) || r.participle(start);
    let third = relative && r.lower(start).ends_with('s') && !r.is(start, Kinds::PEOPLE);
    let plain = !r.is(
        start,
        Kinds::DETERMINER.or(Kinds::SUBJECT).or(Kinds::PREPOSITION),
    );
    loose && common(start) && plain && (verb || third) && end > start + 1 && object(start + 1)
}

/// The noun phrase that begins at `start` and stands behind its verb: `said X, a Y,`; `end` is the sentence's end.
pub(super) fn behind(r: &Reader<'_, '_>, start: usize, end: usize) -> Option<TokenSpan> {
    with_appositions(r, start, end, false)
}

/// The same where the sentence's clause follows it after a comma: "According to X, a Y, …".
pub(super) fn leading(r: &Reader<'_, '_>, start: usize, end: usize) -> Option<TokenSpan> {
    with_appositions(r, start, end, true)
}

/// `closed`: an apposition has to end with a comma.
fn with_appositions(
    r: &Reader<'_, '_>,
    start: usize,
    end: usize,
    closed: bool,
) -> Option<TokenSpan> {
    let him = matches!(r.lower(start), "him" | "them" | "me") || r.text.word(start) == "us";
    if r.is(start, Kinds::SUBJECT) || him {
        return Some(TokenSpan::at(start, start + 1));
    }
    let end = end.min(start + LONGEST);
    let head = head_end(r, start, end);
    if let Some(end) = (start + 1..=head).find_map(|who| withheld(r, who)) {
        return Some(TokenSpan::at(start, end));
    }
    if head == start || !is_noun(r, head - 1) {
        return None;
    }
    Some(TokenSpan::at(start, apposition_end(r, head, end, closed)))
}

/// The end of a relative clause at `who` by which a source keeps its name back: "who asked not to be named", "who spoke
/// on condition of anonymity".
pub(super) fn withheld(r: &Reader<'_, '_>, who: usize) -> Option<usize> {
    let clause = (who + 2..who + 9).take_while(|&i| !r.breaks(i));
    let mut last = clause.take_while(|&i| !r.is(i, Kinds::SUBJECT));
    let is_clause = r.lower(who) == "who" && !r.comma(who - 1);
    last.find(|&i| is_clause && r.is(i, Kinds::ANONYMITY))
        .map(|i| i + 1)
}

/// The end of the noun phrase at `start`, up to its first comma, adverbial or verb.
fn head_end(r: &Reader<'_, '_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        if r.lower(at) == "(" {
            at = (at..end)
                .find(|&i| r.lower(i) == ")")
                .map_or(end, |i| i + 1);
            continue;
        }
        if ends_head(r, start, at) {
            break;
        }
        at += 1;
    }
    at
}

fn ends_head(r: &Reader<'_, '_>, start: usize, at: usize) -> bool {
    if r.breaks(at) || r.opens(at).is_some() || r.closes(at).is_some() || r.lower(at) == ")" {
        return true;
    }
    if at == start {
        return false;
    }
    if r.is(at, Kinds::TIME)
        && !r.text.is(at - 1, Class::CAPITAL)
        && !r.is(at - 1, Kinds::DETERMINER)
        && !matches!(r.lower(at - 1), "on" | "in")
    {
        return true;
    }
    let named = r.text.is(at - 1, Class::CAPITAL);
    match r.lower(at) {
        "of" | "from" | "&" => false,
        "on" | "in" if r.participle(at - 1) => false,
        "who" | "whose" => false,
        "by" => !(r.is(at - 1, Kinds::DOCUMENT.or(Kinds::PAST)) || r.participle(at - 1)),
        _ if r.is(at, Kinds::AFTER_HEAD) => true,
        "in" | "at" | "to" | "with" => named || is_venue(r, at),
        "and" | "or" => {
            !(r.text.is(at + 1, Class::CAPITAL)
                || r.is(at + 1, Kinds::PEOPLE.or(Kinds::DETERMINER)))
        }
        _ => {
            r.is(at, Kinds::AUXILIARY)
                || r.is(at, Kinds::SUBJECT) && !r.is(at - 1, Kinds::PREPOSITION)
                || r.is(at, Kinds::ADVERB) && !r.is(at, Kinds::DETERMINER)
        }
    }
}

/// Whether the preposition at `at` leads to a place of utterance: "in a statement", "at a news conference".
pub(super) fn is_venue(r: &Reader<'_, '_>, at: usize) -> bool {
    (at + 1..at + 5).any(|i| r.is(i, Kinds::VENUE) && !r.text.is(i, Class::CAPITAL))
        && !(at + 1..at + 4).any(|i| r.breaks(i))
}

/// The subject of a sentence or clause that begins at `first`: its first noun phrase, up to its verb.
pub(super) fn opening(r: &Reader<'_, '_>, first: usize, end: usize) -> Option<TokenSpan> {
    let limit = end.min(first + LONGEST_PLAIN);
    let mut start = first;
    while start < limit && is_adverbial(r, start) {
        let comma = (start..limit).find(|&i| r.comma(i));
        if r.is(start, Kinds::CONJUNCTION) && leads_clause(r, start + 1, comma) {
            start += 1;
            continue;
        }
        let placed = r.is(start, Kinds::PREPOSITION);
        start = comma.map_or(start + 1, |i| behind_place(r, i + 1, placed));
    }
    if r.is(start, Kinds::SUBJECT) {
        return Some(TokenSpan::at(start, start + 1));
    }
    let stop = (start..limit).find(|&i| {
        r.breaks(i)
            || r.is(i, Kinds::AUXILIARY)
            || r.is(i, Kinds::SUBORDINATOR)
            || verbal(r, i)
            || i > start && (has_object(r, i) || is_when(r, i))
            || i > start && r.is(i, Kinds::FINITE_PAST) && !r.text.is(i, Class::CAPITAL)
    })?;
    let stop = (start..stop)
        .rev()
        .find(|&i| !r.is(i, Kinds::ADVERB.or(Kinds::NEGATION)))
        .map_or(stop, |i| i + 1);
    let stop = before_time(r, start, stop);
    if stop <= start || !is_noun(r, stop - 1) {
        return None;
    }
    let titled = r.lower(start) == "the" && !r.text.is(stop - 1, Class::POSSESSIVE);
    Some(TokenSpan::at(start, with_name(r, stop, limit, titled)))
}

/// Whether a clause without an adverbial before it begins at `at`, behind a conjunction, and ends at its `comma`: "But Lopes
/// hit back, accusing", not "But for Lopes, winning".
fn leads_clause(r: &Reader<'_, '_>, at: usize, comma: Option<usize>) -> bool {
    let Some(comma) = comma.filter(|_| !is_adverbial(r, at) && !r.is(at, Kinds::PREPOSITION))
    else {
        return false;
    };
    let next = comma + 1 + usize::from(r.is(comma + 1, Kinds::ADVERB));
    let counted = (at..comma).any(|i| r.is(i, Kinds::TIME.or(Kinds::YEARS)));
    let verb = |i: usize| {
        let past = Kinds::FINITE_PAST.or(Kinds::PAST);
        !r.text.is(i, Class::CAPITAL) && (r.finite(i) || r.is(i, past))
    };
    let acts = r.lower(next).ends_with("ing") && !r.text.is(next, Class::CAPITAL);
    !counted && at < comma && (acts || (at + 1..comma).any(verb))
}

/// The first token behind the name of a place that goes on with an adverbial, which was `placed` by a preposition: "In the
/// second city, Tol, thousands marched"; `at` without such a name.
fn behind_place(r: &Reader<'_, '_>, at: usize, placed: bool) -> usize {
    let end = name_end_at(r, at);
    let next = end + 1;
    let verb = r.finite(next) || verbal(r, next) || r.is(next, Kinds::RELATIVE);
    let goes_on = r.is(
        next,
        Kinds::PEOPLE.or(Kinds::NUMBER_WORD).or(Kinds::SUBJECT),
    ) || r.text.is(next, Class::CAPITAL | Class::NUMBER);
    let named = end > at && r.comma(end) && !r.is(at, Kinds::PERSON);
    if placed && named && goes_on && !verb {
        next
    } else {
        at
    }
}

/// The end of a post with the name behind it: "His deputy, Ana Brandt, was"; one that is `titled`, "The regional manager of
/// education, Guido Ros, was", may end with any noun.
fn with_name(r: &Reader<'_, '_>, stop: usize, limit: usize, titled: bool) -> usize {
    let end = name_end_at(r, stop + 1);
    let whole = end > stop + 2 && r.comma(end);
    let named = r.comma(stop) && (is_named(r, stop) || titled && whole);
    let follows = |i: usize| {
        r.finite(i) || verbal(r, i) || r.is(i, Kinds::PREPOSITION) || r.lower(i) == "who"
    };
    let goes_on = r.comma(end) && end + 1 < limit && follows(end + 1);
    if named && goes_on { end } else { stop }
}

/// Whether the word at `at` has an object behind it and so is a verb: "left its", not "of its".
fn has_object(r: &Reader<'_, '_>, at: usize) -> bool {
    let joins = Kinds::PREPOSITION
        .or(Kinds::CONJUNCTION)
        .or(Kinds::DETERMINER);
    !r.text.is(at, Class::CAPITAL)
        && !r.is(at, joins)
        && r.is(at + 1, Kinds::DETERMINER)
        && r.text.is(at, Class::WORD)
}

/// Whether an adverbial of time begins at `at`: "on Tuesday", "last week".
fn is_when(r: &Reader<'_, '_>, at: usize) -> bool {
    let preposition = matches!(r.lower(at), "on" | "in" | "at");
    r.is(at + usize::from(preposition), Kinds::TIME) && !r.is(at - 1, Kinds::DETERMINER)
}

fn verbal(r: &Reader<'_, '_>, at: usize) -> bool {
    let lower = r.lower(at);
    !r.text.is(at, Class::CAPITAL) && (r.finite(at) || lower.ends_with("ed") && lower.len() > 4)
}
