//! Noun phrases by shape: there is no part-of-speech tagger, so word lists and plural endings bound them.

use super::lists::{CHANGES, Change, DETERMINERS, MODALS, NO_ADVERBS, PLURALS, STOP_WORDS};
use crate::text::{Class, Text, TokenSpan};

/// The longest head that a figure is about, in words.
const LONGEST_HEAD: usize = 5;

/// How far a phrase is read.
const REACH: usize = 9;

/// Whether the token can stand in a noun phrase as a noun or its modifier.
pub(super) fn is_noun_like(text: &Text<'_>, at: usize) -> bool {
    if !text.is(at, Class::WORD) || text.is(at, Class::NUMBER_WORD | Class::MAGNITUDE) {
        return false;
    }
    let acronym = text.is(at, Class::ALL_CAPS) && text.word(at).len() == 2;
    let function = text.is(at, Class::FUNCTION | Class::PRONOUN | Class::WEEKDAY) && !acronym;
    let month = text.class(at).all(Class::MONTH | Class::CAPITAL);
    let share = matches!(text.lower(at), "percent" | "cent" | "percentage" | "pct");
    !(function || month || share || STOP_WORDS.contains(text.lower(at)))
}

/// Whether the word looks like a plural noun.
pub(super) fn is_plural(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    if word.len() <= 2 {
        return false;
    }
    let irregular = PLURALS.contains(word);
    irregular
        || word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
}

/// Whether the hyphen at `at` joins two parts of a word.
fn joins(text: &Text<'_>, at: usize) -> bool {
    let glued = text.is(at, Class::GLUED) && text.is(at + 1, Class::GLUED);
    glued && matches!(text.word(at), "-" | "\u{2010}" | "\u{2011}")
}

/// The noun phrase that begins at `at` and ends before `limit`, without determiners and possessors; none where no noun
/// stands there.
pub(super) fn right(text: &Text<'_>, at: usize, limit: usize) -> Option<TokenSpan> {
    let mut start = at;
    while start < limit.min(at + 4)
        && (DETERMINERS.contains(text.lower(start))
            || matches!(text.word(start), "*" | "\"" | "\u{201c}" | "\u{2018}")
            || text.word(start) == "(" && start > at)
    {
        start += 1;
    }
    let mut end = start;
    let mut plural = false;
    while end < limit.min(start + REACH) {
        if text.is(end, Class::POSSESSIVE) && end > start {
            start = end + 1;
            end = start;
            plural = false;
            continue;
        }
        if end > start && joins(text, end) && text.is(end + 1, Class::WORD) {
            end += 2;
            continue;
        }
        let name_number = text.is(end, Class::NUMBER)
            && end > start
            && text.is(end - 1, Class::CAPITAL)
            && is_noun_like(text, end + 1);
        let code = end > start
            && text.class(end).all(Class::DASH | Class::GLUED)
            && text.class(end + 1).all(Class::NUMBER | Class::GLUED)
            && text.is(end - 1, Class::CAPITAL);
        if code {
            end += 2 + usize::from(text.class(end + 2).all(Class::WORD | Class::GLUED));
            continue;
        }
        let first_number = text.is(end, Class::NUMBER)
            && end == start
            && start > at
            && is_noun_like(text, end + 1);
        let later_number = text.is(end, Class::NUMBER)
            && end > start
            && is_noun_like(text, end + 1)
            && !text.is(end - 1, Class::CAPITAL)
            && !plural;
        if !(is_noun_like(text, end) || name_number || later_number || first_number)
            || plural && !goes_on_plural(text, end)
        {
            break;
        }
        let glued_digits = text.class(end).all(Class::GLUED) && end > start;
        if glued_digits && !text.is(end - 1, Class::MARK) {
            break;
        }
        plural = is_plural(text, end) && !text.is(end, Class::CAPITAL);
        end += 1;
    }
    trim(text, start, end)
}

/// Whether a plural noun is followed by one that it modifies: "weapons systems".
fn goes_on_plural(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    let verbal = word.ends_with("ing") || word.ends_with("ed");
    !verbal
        && (is_plural(text, at) && is_noun_like(text, at)
            || is_noun_like(text, at) && is_plural(text, at + 1) && is_noun_like(text, at + 1))
        && !text.is(at, Class::CAPITAL)
}

/// The last words of `start..end`, without a verb form at their end.
fn trim(text: &Text<'_>, start: usize, end: usize) -> Option<TokenSpan> {
    let mut end = end;
    while end > start
        && (text.is(end - 1, Class::MARK) || end > start + 1 && is_adverb(text.lower(end - 1)))
    {
        end -= 1;
    }
    let mut first = end.saturating_sub(LONGEST_HEAD).max(start);
    while first < end && text.is(first, Class::MARK) {
        first += 1;
    }
    (first < end).then(|| TokenSpan::at(first, end))
}

fn is_adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly") && !NO_ADVERBS.contains(word)
}

/// The noun phrase that ends before `end` and begins after `floor`, without determiners; none where no noun ends there.
pub(super) fn left(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let mut end = end;
    while end > floor && matches!(text.word(end - 1), "\"" | "\u{201d}" | "\u{2019}" | "*") {
        end -= 1;
    }
    let mut start = end;
    while start > floor && end - start < REACH && extends(text, start - 1, start, end, floor) {
        start -= 1;
    }
    while end > start && is_adverb(text.lower(end - 1)) {
        end -= 1;
    }
    // "to hike spending", "would contribute": the first word is a verb.
    if start > floor
        && start < end
        && !text.is(start, Class::CAPITAL)
        && MODALS.contains(text.lower(start - 1))
    {
        start += 1;
    }
    let mut first = end.saturating_sub(LONGEST_HEAD).max(start);
    while first < end && !text.is(first, Class::WORD) {
        first += 1;
    }
    (first < end).then(|| TokenSpan::at(first, end))
}

/// Whether the token at `at` belongs to the phrase `start..end` on its right.
fn extends(text: &Text<'_>, at: usize, start: usize, end: usize, floor: usize) -> bool {
    let inner = at > floor && start < end;
    if inner && (joins(text, at) || matches!(text.word(at), "/" | "&")) {
        return text.is(at - 1, Class::WORD | Class::NUMBER);
    }
    if text.is(at, Class::NUMBER) {
        return at > floor
            && text.is(at - 1, Class::WORD | Class::MARK)
            && !text.is(at - 1, Class::FUNCTION);
    }
    is_noun_like(text, at)
        && !(start < end && (is_past_verb(text, at, floor) || is_change_verb(text, at, floor)))
}

/// "Japan raise spending": a word of change inside a phrase is a verb unless a determiner or modifier stands before it.
fn is_change_verb(text: &Text<'_>, at: usize, floor: usize) -> bool {
    let lower_noun = at > floor
        && (DETERMINERS.contains(text.lower(at - 1))
            || is_noun_like(text, at - 1) && !text.is(at - 1, Class::CAPITAL));
    CHANGES.get(text.lower(at)) == Some(&Change::Verb) && !lower_noun
}

/// "Delta posted net income": a form in -ed with a noun before it is a verb, "its planned output" has none.
fn is_past_verb(text: &Text<'_>, at: usize, floor: usize) -> bool {
    let glued = text.is(at + 1, Class::GLUED) || text.is(at, Class::GLUED);
    let noun =
        at > floor && (is_noun_like(text, at - 1) || text.is(at - 1, Class::MARK | Class::PRONOUN));
    text.lower(at).ends_with("ed") && !glued && !text.is(at, Class::CAPITAL) && noun
}
