//! Where the content of a claim stands: behind its cue, or before it.

use super::reading::{Kinds, Reader};
use super::source::is_venue;
use crate::text::{Class, TokenSpan};

/// The longest adverbial at the end of a content that tells where it was said.
const LONGEST_SETTING: usize = 16;
/// The longest adverbial or hearer between a cue and its content.
const LONGEST_GAP: usize = 25;
/// How far back a semicolon is looked for that parts a content from what the article says, in tokens.
const LONGEST_CLAUSE: usize = 80;

/// Where the content begins that stands behind a cue ending at `at`: after adverbials of time and place of utterance
/// and after the comma or colon that opens a quotation.
pub(super) fn start(r: &Reader<'_, '_>, mut at: usize, end: usize) -> usize {
    if let Some(that) = parted_that(r, at, end) {
        return that;
    }
    loop {
        let before = at;
        at = skip_adverbial(r, at, end);
        if r.comma(at)
            && r.is(at + 1, Kinds::ADVERB)
            && r.comma(at + 2)
            && r.opens(at + 3).is_some()
        {
            return at + 3;
        }
        if r.comma(at)
            && matches!(r.lower(at + 1), "citing" | "quoting")
            && let Some(that) = (at + 2..end.min(at + LONGEST_GAP))
                .find(|&i| r.comma(i) && r.lower(i + 1) == "that")
        {
            return that + 1;
        }
        if matches!(r.lower(at), "," | ":") && (r.opens(at + 1).is_some() || r.lower(at) == ":") {
            return at + 1;
        }
        if at == before {
            return at;
        }
    }
}

/// The "that" behind adverbials which a comma or bracket closes: "said on Monday (local time), that".
fn parted_that(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<usize> {
    if !r.is(at, Kinds::PREPOSITION.or(Kinds::TIME)) && !r.comma(at) {
        return None;
    }
    let beside = matches!(r.lower(at + 1), "as" | "like") && r.comma(at);
    let mut gap = at..end.min(at + LONGEST_GAP);
    gap.find_map(|i| {
        let that = r.lower(i) == "that" && r.lower(i + 1) != "," && !r.is(i + 1, Kinds::AUXILIARY);
        let that = that && (!beside || r.comma(i - 1));
        let barred = r.finite(i) && !beside
            || r.gerund(i)
            || r.is(i, Kinds::SUBORDINATOR) && !(beside && i == at + 1)
            || r.opens(i).is_some()
            || r.text.is(i, Class::STOP)
            || matches!(r.lower(i), ";" | ":");
        (that || barred).then_some(that.then_some(i))
    })?
}

/// The end of the adverbial at `at`, or `at`.
fn skip_adverbial(r: &Reader<'_, '_>, at: usize, end: usize) -> usize {
    let time = |i: usize| r.is(i, Kinds::TIME) || r.text.is(i, Class::NUMBER);
    if is_that_day(r, at, end) {
        return at + 2;
    }
    let mut to = at;
    if matches!(
        r.lower(at),
        "on" | "in" | "at" | "late" | "early" | "during" | "by"
    ) {
        to += 1;
        let late = matches!(r.lower(at), "late" | "early");
        to += usize::from(late && matches!(r.lower(to), "on" | "in"));
    }
    if r.is(to, Kinds::TIME) {
        while to < end
            && (time(to)
                || r.comma(to)
                    && r.text.is(to + 1, Class::NUMBER)
                    && r.text.is(to.wrapping_sub(1), Class::NUMBER))
        {
            to += 1;
        }
        return if starts_clause(r, to) || r.breaks(to) || r.is(to, Kinds::PREPOSITION) {
            to
        } else {
            at
        };
    }
    let act = r.lower(at) == "to" && r.is(at + 1, Kinds::VENUE);
    if r.is(at, Kinds::UTTERANCE) && !act && (is_venue(r, at) || r.is(at + 1, Kinds::HEARER)) {
        return end_of_gap(r, at, end).unwrap_or(at);
    }
    if r.is(at, Kinds::PLACING)
        && let Some(end) = plain_gap(r, at, end)
    {
        return end;
    }
    if r.is(at, Kinds::ADVERB)
        && !r.is(at, Kinds::DETERMINER)
        && (starts_clause(r, at + 1) || r.breaks(at + 1))
    {
        return at + 1;
    }
    at
}

/// Whether "that" at `at` points to a time and opens no clause: "she told the Courier that year.", "said that day that".
fn is_that_day(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    let after = at + 2;
    r.lower(at) == "that"
        && r.is(at + 1, Kinds::DAY_NOUN)
        && (after >= end || r.breaks(after) || r.lower(after) == "that" || r.opens(after).is_some())
}

/// The end of an adverbial that a quotation, comma or stop follows: "on Twitter:", "in Ohio,".
fn plain_gap(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<usize> {
    if matches!(r.lower(at + 1), "least" | "most") {
        return None;
    }
    let stop = (at + 1..end.min(at + 12)).find(|&i| {
        r.breaks(i)
            || r.opens(i).is_some()
            || r.finite(i)
            || r.is(i, Kinds::SUBORDINATOR.or(Kinds::SUBJECT))
    })?;
    let place = r.is(stop, Kinds::SUBJECT) && r.text.is(stop - 1, Class::CAPITAL);
    let closed = r.breaks(stop) || r.opens(stop).is_some() || place && stop <= at + 5;
    closed.then_some(stop)
}

/// Where an adverbial or hearer that begins at `at` gives way to the content: at "that", a quotation, or a colon.
pub(super) fn end_of_gap(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<usize> {
    let limit = end.min(at + LONGEST_GAP);
    let found = (at + 1..limit).find(|&i| {
        r.breaks(i)
            || r.opens(i).is_some()
            || matches!(r.lower(i), "that" | "whether")
            || r.is(i, Kinds::SUBJECT) && r.lower(i) != "who"
    })?;
    Some(found)
}

/// Whether a clause can begin at `at`.
pub(super) fn starts_clause(r: &Reader<'_, '_>, at: usize) -> bool {
    r.opens(at).is_some()
        || r.lower(at) == "there"
        || r.is(at, Kinds::QUESTION.or(Kinds::SUBJECT).or(Kinds::DETERMINER))
        || r.text.is(at, Class::CAPITAL)
        || r.plural(at)
}

/// Whether nothing that could be content begins at `at`: the clause ends here.
pub(super) fn is_over(r: &Reader<'_, '_>, at: usize, end: usize) -> bool {
    at >= end
        || r.closes(at).is_some()
        || matches!(r.lower(at), ")" | "]")
        || r.breaks(at) && !(r.comma(at) || r.dash(at))
        || (r.comma(at) || r.dash(at)) && r.opens(at + 1).is_none()
}

/// The content that begins at `at` and goes on to the end of its clause; `end` is the end of its sentence.
pub(super) fn behind(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<TokenSpan> {
    if at >= end && r.opens(at).is_none() {
        return None;
    }
    if let Some(quotation) = r.opens(at) {
        let close = quotation.tokens.range().end;
        if close >= end || ends_after_quotation(r, close) {
            return Some(TokenSpan::at(at, close));
        }
    }
    let clause = semicolon(r, at, end).unwrap_or(end);
    let stop = reach(r, at, before_setting(r, at, trim_stop(r, at, clause))).max(at);
    (stop > at).then(|| TokenSpan::at(at, stop))
}

/// The end of a content without the words behind it that tell where it was said: "… in an interview with the BBC".
fn before_setting(r: &Reader<'_, '_>, start: usize, end: usize) -> usize {
    let floor = (start + 3).max(end.saturating_sub(LONGEST_SETTING));
    let setting = (floor..end)
        .rev()
        .take_while(|&i| !r.breaks(i) && !r.finite(i));
    let mut nouns = setting.filter(|&i| r.is(i, Kinds::SETTING) && r.quotation(i).is_none());
    let Some(noun) = nouns.next() else { return end };
    let placed = (floor..noun)
        .rev()
        .take(5)
        .find(|&i| r.is(i, Kinds::PREPOSITION));
    match placed {
        Some(at)
            if matches!(r.lower(at), "in" | "at" | "during" | "via")
                && r.is(at + 1, Kinds::DETERMINER)
                && !r.is(noun + 1, Kinds::SUBORDINATOR) =>
        {
            at
        }
        _ => end,
    }
}

/// Ends an object before the next verb of its subject: "blamed the rain but was glad", "confirmed it but gave no day".
pub(super) fn to_next_verb(r: &Reader<'_, '_>, content: TokenSpan) -> TokenSpan {
    let range = content.range();
    let verb = |i: usize, but: bool| {
        let plain = r.finite(i) && !r.is(i, Kinds::MODAL) || r.is(i, Kinds::PAST);
        let behind = Kinds::DETERMINER
            .or(Kinds::PREPOSITION)
            .or(Kinds::SUBORDINATOR);
        let object = r.is(i + 1, behind) || r.text.is(i + 1, Class::CAPITAL);
        // Of a noun that is still to come: "a rare but pointed signal".
        let adjective = i > 2
            && r.is(i - 3, Kinds::DETERMINER)
            && r.participle(i)
            && !object
            && r.text.is(i + 1, Class::WORD);
        (plain || but && r.participle(i) && object) && !adjective
    };
    let next = range.clone().skip(2).take(60).find(|&i| {
        let but = r.lower(i) == "but";
        let behind = i + 1 + usize::from(r.is(i + 1, Kinds::ADVERB));
        (but || r.lower(i) == "and") && r.quotation(i).is_none() && verb(behind, but)
    });
    let clause = |end: usize| range.clone().take_while(|&i| i < end).any(|i| r.finite(i));
    let Some(mut end) = next.filter(|&end| !clause(end)) else {
        return content;
    };
    end -= usize::from(r.comma(end - 1));
    TokenSpan::at(range.start, end)
}

/// Ends a content before a comma behind which the article speaks for itself again: ", but", ", though"; an object also
/// before what it led to: "demanded a rise in spending, straining the alliance".
pub(super) fn to_turn(r: &Reader<'_, '_>, content: TokenSpan) -> TokenSpan {
    let range = content.range();
    let mut clause = r.is(range.start, Kinds::QUESTION.or(Kinds::SUBJECT));
    clause |= matches!(r.lower(range.start), "to" | "there");
    for i in range.clone().skip(1).take(LONGEST_CLAUSE) {
        if r.quotation(i).is_some() {
            break;
        }
        let anew = r.lower(i) == "but"
            && r.is(i + 1, Kinds::SUBJECT)
            && r.cue(i + 2).is_some_and(|cue| cue.verb.is_some());
        if anew || r.comma(i) && turns(r, i, range.end, clause) {
            return TokenSpan::at(range.start, i);
        }
        clause |= r.finite(i);
    }
    content
}

/// Whether the comma at `at` parts a content, a `clause` or an object, from what is no part of it.
fn turns(r: &Reader<'_, '_>, at: usize, end: usize, clause: bool) -> bool {
    let next = at + 1;
    let led = r.lower(next).ends_with("ing") && r.lower(next).len() > 4 && !r.plural(next);
    let led = led
        && !clause
        && !r.text.is(next, Class::CAPITAL)
        && !matches!(r.lower(next), "including" | "during");
    let closes = !(next..end.min(next + LONGEST_CLAUSE)).any(|i| r.comma(i));
    match r.lower(next) {
        "but" => !matches!(r.lower(next + 1), "not" | "only" | "also"),
        "though" | "although" => true,
        "while" => !clause,
        "without" => closes,
        _ => led && closes,
    }
}

/// The first semicolon outside quotations, after which the article may speak for itself again.
fn semicolon(r: &Reader<'_, '_>, at: usize, end: usize) -> Option<usize> {
    (at..end.min(at + 80)).find(|&i| r.lower(i) == ";" && r.quotation(i).is_none())
}

/// Ends a content inside the clause that opens its sentence: "While X said the talks were “postponed,” no …". The
/// comma may stand inside the quotation marks.
pub(super) fn to_comma(r: &Reader<'_, '_>, content: TokenSpan) -> TokenSpan {
    let range = content.range();
    let comma = range.clone().skip(1).take(60).find(|&i| {
        let inside = r.quotation(i).is_some();
        r.comma(i) && (!inside || r.closes(i + 1).is_some())
    });
    let end = comma.map_or(
        range.end,
        |i| if r.closes(i + 1).is_some() { i + 2 } else { i },
    );
    TokenSpan::at(range.start, end.min(range.end))
}

/// Whether a content that is one quotation ends with it.
fn ends_after_quotation(r: &Reader<'_, '_>, close: usize) -> bool {
    r.breaks(close)
        || r.lower(close) == ")"
        || r.is(close, Kinds::ADVERBIAL)
        || r.is(close, Kinds::CONJUNCTION)
            && (r.cue(close + 1).is_some() || r.is(close + 1, Kinds::SUBJECT.or(Kinds::ADVERB)))
        || close
            .checked_sub(2)
            .is_some_and(|i| r.text.is(i, Class::STOP))
}

/// The end without the sentence's stop; a stop inside closing quotation marks stays.
fn trim_stop(r: &Reader<'_, '_>, start: usize, mut end: usize) -> usize {
    let floor = start.max(end.saturating_sub(60));
    while end > floor
        && (r.text.is(end - 1, Class::STOP) || matches!(r.lower(end - 1), ")" | "]" | ":" | ";"))
    {
        if r.lower(end - 1) == ")" && (floor..end).any(|i| r.lower(i) == "(")
            || r.lower(end - 1) == "?"
        {
            break;
        }
        end -= 1;
    }
    end
}

/// Where an end falls into a quotation that began before it, the end of the quotation.
fn reach(r: &Reader<'_, '_>, start: usize, end: usize) -> usize {
    let Some((_, quotation)) = end.checked_sub(1).and_then(|i| r.quotation(i)) else {
        return end;
    };
    if quotation.tokens.range().start < start {
        return end;
    }
    end.max(quotation.tokens.range().end)
}

/// The content that stands before an attribution which begins at `at`, in the sentence that begins at `first`.
pub(super) fn before(r: &Reader<'_, '_>, first: usize, at: usize) -> Option<TokenSpan> {
    let mut end = at;
    while end > first && (r.comma(end - 1) || r.dash(end - 1)) && r.quotation(end - 1).is_none() {
        end -= 1;
    }
    if end <= first {
        return None;
    }
    let closing = r.closes(end - 1);
    let mut start = first;
    if let Some(quotation) = closing {
        let open = quotation.tokens.range().start;
        start = if opens_sentence(r, open) || open < first {
            open.min(start)
        } else {
            start
        };
        if start < open && r.breaks(open - 1) && !r.comma(open - 1) {
            start = open;
        }
    }
    let parted = (start.max(end.saturating_sub(LONGEST_CLAUSE))..end)
        .rev()
        .find(|&i| r.lower(i) == ";" && r.quotation(i).is_none());
    start = parted.map_or(start, |i| i + 1);
    while start < end && (r.is(start, Kinds::CONJUNCTION) || r.comma(start) || r.dash(start)) {
        start += 1;
    }
    (start < end).then(|| TokenSpan::at(start, end))
}

fn opens_sentence(r: &Reader<'_, '_>, open: usize) -> bool {
    r.text.is(open + 1, Class::SENTENCE_START)
}
