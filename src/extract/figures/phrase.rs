//! Noun phrases by shape: there is no part-of-speech tagger, so word lists and plural endings bound them.

use super::lists::{
    CHANGES, Change, DETERMINERS, FINITE_CHANGES, LOOSE, MODALS, NO_ADVERBS, NO_PARTICIPLES,
    PLURAL_MODIFIERS, PLURALS, STOP_WORDS,
};
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
    let first = after_determiners(text, at, limit);
    let mut phrase = Phrase {
        text,
        start: first,
        end: first,
        plural: false,
        determined: first > at,
    };
    while phrase.end < limit.min(phrase.start + REACH) && phrase.extend(limit) {}
    trim(text, phrase.start, phrase.end)
}

/// Where the words begin that determiners and opening marks at `at` stand before.
fn after_determiners(text: &Text<'_>, at: usize, limit: usize) -> usize {
    let mut start = at;
    while start < limit.min(at + 4)
        && (DETERMINERS.contains(text.lower(start))
            || matches!(text.word(start), "*" | "\"" | "\u{201c}" | "\u{2018}")
            || text.word(start) == "(" && start > at)
    {
        start += 1;
    }
    start
}

/// A noun phrase while it is read from left to right.
struct Phrase<'t, 's> {
    text: &'t Text<'s>,
    start: usize,
    end: usize,
    /// Whether its last word is a plural noun.
    plural: bool,
    /// Whether a determiner stands before it.
    determined: bool,
}

impl Phrase<'_, '_> {
    /// Takes what stands at its end into it; false where it ends.
    fn extend(&mut self, limit: usize) -> bool {
        let (text, end) = (self.text, self.end);
        let inner = end > self.start;
        if inner && text.is(end, Class::POSSESSIVE) {
            self.restart(after_amount(text, end + 1, limit));
        } else if inner && joins(text, end) && text.is(end + 1, Class::WORD) {
            self.end += 2;
        } else if inner && is_code(text, end) {
            self.end += 2 + usize::from(text.class(end + 2).all(Class::WORD | Class::GLUED));
        } else if self.takes(end) {
            self.plural = is_plural(text, end) && !text.is(end, Class::CAPITAL);
            self.end += 1;
        } else {
            return false;
        }
        true
    }

    /// Begins anew after an owner: "the port's crews".
    fn restart(&mut self, at: usize) {
        self.start = at;
        self.end = at;
        self.plural = false;
    }

    /// Whether the token at `at`, its end, belongs to it.
    fn takes(&self, at: usize) -> bool {
        let text = self.text;
        if text.is(at, Class::NUMBER) {
            return self.takes_number(at);
        }
        is_noun_like(text, at) && (!self.plural || goes_on_plural(text, at))
    }

    /// Whether a number belongs to it: after a name, after a determiner, or between nouns.
    fn takes_number(&self, at: usize) -> bool {
        let text = self.text;
        if self.plural || !is_noun_like(text, at + 1) || self.is_glued_digits(at) {
            return false;
        }
        at > self.start || self.determined
    }

    /// Whether digits are glued to a word before them.
    fn is_glued_digits(&self, at: usize) -> bool {
        let text = self.text;
        at > self.start && text.is(at, Class::GLUED) && !text.is(at - 1, Class::MARK)
    }
}

/// Steps over how many an owner has: "the port's roughly 110 crews".
fn after_amount(text: &Text<'_>, at: usize, limit: usize) -> usize {
    let number = Class::NUMBER | Class::NUMBER_WORD | Class::MAGNITUDE;
    let amount = |&i: &usize| text.is(i, number) || LOOSE.contains(text.lower(i));
    at + (at..limit.min(at + 6)).take_while(amount).count()
}

/// "-35" of "F-35" at `at`, after a capitalised word.
fn is_code(text: &Text<'_>, at: usize) -> bool {
    text.class(at).all(Class::DASH | Class::GLUED)
        && text.class(at + 1).all(Class::NUMBER | Class::GLUED)
        && text.is(at - 1, Class::CAPITAL)
}

/// Whether the word is a participle in -ed: no noun, though it can stand before one.
pub(super) fn is_participle(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    word.len() > 3
        && word.ends_with("ed")
        && !text.is(at, Class::CAPITAL)
        && !NO_PARTICIPLES.contains(word)
}

/// Whether the word at `at` is a form in -ing after a form of "be": "is asking for".
pub(super) fn is_progressive(text: &Text<'_>, at: usize) -> bool {
    let be = at.checked_sub(1).map_or("", |i| text.lower(i));
    text.lower(at).ends_with("ing")
        && matches!(
            be,
            "is" | "are" | "was" | "were" | "been" | "be" | "'s" | "’s" | "not"
        )
}

/// Whether a plural noun is followed by one that it modifies: "weapons systems".
fn goes_on_plural(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    let verbal = word.ends_with("ing") || word.ends_with("ed");
    let modifies = at
        .checked_sub(1)
        .is_some_and(|i| PLURAL_MODIFIERS.contains(text.lower(i)));
    !verbal
        && (is_plural(text, at) && is_noun_like(text, at) && modifies
            || is_noun_like(text, at) && is_plural(text, at + 1) && is_noun_like(text, at + 1))
        && !text.is(at, Class::CAPITAL)
}

/// The last words of `start..end`, without a verb form at their end.
fn trim(text: &Text<'_>, start: usize, end: usize) -> Option<TokenSpan> {
    let mut end = end;
    while end > start
        && (text.is(end - 1, Class::MARK)
            || is_participle(text, end - 1)
            || is_adverb(text.lower(end - 1)))
    {
        end -= 1;
    }
    let mut first = end.saturating_sub(LONGEST_HEAD).max(start);
    while first < end && text.is(first, Class::MARK) {
        first += 1;
    }
    while first > start + 1 && joins(text, first - 1) {
        first -= 2;
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
    if end > start && is_participle(text, end - 1) {
        return None;
    }
    // ", valuing the firm at": the first word is a participle.
    let opens = start > floor && text.word(start - 1) == ",";
    if opens && end > start + 1 && text.lower(start).ends_with("ing") {
        start += 1;
    }
    // "to hike spending", "would contribute": the first word is a verb.
    if start > floor
        && start < end
        && !text.is(start, Class::CAPITAL)
        && MODALS.contains(text.lower(start - 1))
    {
        start += 1;
    }
    if is_gerund(text, start, end) || end == start + 1 && is_after_subject(text, start, floor) {
        return None;
    }
    let mut first = end.saturating_sub(LONGEST_HEAD).max(start);
    let compound = |at: usize| joins(text, at + 1) && text.is(at + 2, Class::WORD);
    while first < end && !text.is(first, Class::WORD) && !compound(first) {
        first += 1;
    }
    while first > start + 1 && joins(text, first - 1) {
        first -= 2;
    }
    (first < end).then(|| TokenSpan::at(first, end))
}

/// "rejecting an offer": a lone form in -ing before a determiner is a verb.
fn is_gerund(text: &Text<'_>, start: usize, end: usize) -> bool {
    end == start + 1
        && text.lower(start).ends_with("ing")
        && !text.is(start, Class::CAPITAL)
        && DETERMINERS.contains(text.lower(end))
}

/// "it plans to raise": a word after a pronoun that is a subject is a verb.
fn is_after_subject(text: &Text<'_>, at: usize, floor: usize) -> bool {
    at > floor
        && matches!(
            text.lower(at - 1),
            "it" | "he" | "she" | "they" | "we" | "i" | "who"
        )
}

/// Whether the token at `at` belongs to the phrase `start..end` on its right.
fn extends(text: &Text<'_>, at: usize, start: usize, end: usize, floor: usize) -> bool {
    let inner = at > floor && start < end;
    if inner && (joins(text, at) || matches!(text.word(at), "/" | "&")) {
        return text.is(at - 1, Class::WORD | Class::NUMBER);
    }
    let compound = at > 0 && joins(text, at - 1) || joins(text, at + 1);
    if inner && compound && text.is(at, Class::WORD | Class::NUMBER) {
        return true;
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
    FINITE_CHANGES.contains(text.lower(at))
        || CHANGES.get(text.lower(at)) == Some(&Change::Verb) && !lower_noun
}

/// "Delta posted net income": a form in -ed with a noun before it is a verb, "its planned output" has none.
fn is_past_verb(text: &Text<'_>, at: usize, floor: usize) -> bool {
    let glued = text.is(at + 1, Class::GLUED) || text.is(at, Class::GLUED);
    let noun =
        at > floor && (is_noun_like(text, at - 1) || text.is(at - 1, Class::MARK | Class::PRONOUN));
    text.lower(at).ends_with("ed") && !glued && !text.is(at, Class::CAPITAL) && noun
}
