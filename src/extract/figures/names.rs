//! Numbers that are no figures: parts of names, references, codes, years, list numbers, turns of speech.

use rustc_hash::FxHashSet;

use super::lists::{
    AFTER_PRONOUN, APPROX, BEFORE_HALF, BEFORE_PLACE, BEFORE_PRONOUN, BEFORE_YEAR, CHANGES,
    NAME_WORDS, NOT_FIGURES, ORDINAL_IDIOMS, STOP_WORDS,
};
use super::phrase;
use super::units::Unit;
use crate::text::number::{Number, NumberKind};
use crate::text::{Class, Text};

/// How many parts a code may have that is skipped at once.
const LONGEST_CODE: usize = 64;

/// Where the scan goes on when no number begins at `at`: after the digits of a code that is no number ("1.2.3").
pub(super) fn code_end(text: &Text<'_>, at: usize) -> usize {
    if text.is(at, Class::NUMBER) {
        return skip_glued(text, at + 1);
    }
    at + 1
}

/// The end of a run of glued digits, words and the marks that join codes.
pub(super) fn skip_glued(text: &Text<'_>, from: usize) -> usize {
    let mut end = from;
    while end < from + LONGEST_CODE {
        end += match () {
            () if goes_on(text, end) => 2,
            () if has_letters_between(text, end) => 4,
            () => break,
        };
    }
    end
}

/// The `-cr-00117` of a case number: letters between hyphens and then digits, all glued.
fn has_letters_between(text: &Text<'_>, at: usize) -> bool {
    let joint = |i: usize| text.class(i).all(Class::DASH | Class::GLUED);
    let short = text.class(at + 1).all(Class::WORD | Class::GLUED) && text.word(at + 1).len() <= 4;
    let number = text.class(at + 3).all(Class::NUMBER | Class::GLUED);
    joint(at) && joint(at + 2) && short && number && text.lower(at + 1) != "to"
}

/// The end of groups of digits in a telephone number: "+44 (0)20 7946 0958".
fn skip_groups(text: &Text<'_>, from: usize) -> usize {
    let group = |&i: &usize| {
        text.is(i, Class::NUMBER | Class::DASH)
            || matches!(text.word(i), "(" | ")") && text.is(i + 1, Class::NUMBER)
    };
    from + (from..from + LONGEST_CODE).take_while(group).count()
}

/// Whether a code goes on at `at`: a joining mark and a number, all glued.
pub(super) fn goes_on(text: &Text<'_>, at: usize) -> bool {
    let joint = text.is(at, Class::DASH) || matches!(text.word(at), "/" | ":" | "." | "_");
    joint && text.is(at, Class::GLUED) && text.class(at + 1).all(Class::NUMBER | Class::GLUED)
}

/// The end of a code that begins with `number` or holds it: phone numbers, times of day, versions, `2+2`, `4x4`.
pub(super) fn code_after(text: &Text<'_>, number: &Number) -> Option<usize> {
    let (start, end) = (number.tokens.range().start, number.end());
    if !text.is(start, Class::NUMBER) {
        return None;
    }
    let slice = text.slice(crate::text::TokenSpan::at(start, end.max(start + 3)));
    if NOT_FIGURES.contains(slice) || NOT_FIGURES.contains(text.slice(number.tokens)) {
        return Some(end.max(start + 3));
    }
    let sum = matches!(text.word(end), "+" | "x" | "*" | "=")
        && text.class(end + 1).all(Class::NUMBER | Class::GLUED);
    if sum && text.is(end, Class::GLUED) {
        return Some(end + 2);
    }
    let before = start.checked_sub(1);
    let hash = before.is_some_and(|i| matches!(text.word(i), "#" | "\u{2116}" | "\u{a7}"));
    if text.is(start, Class::GLUED) && before.is_some_and(|i| text.word(i) == "+") {
        return Some(skip_groups(text, end));
    }
    let clock = text.word(end) == ":" && goes_on(text, end) && text.word(end + 1).len() >= 2;
    let glued = goes_on(text, end);
    if hash || clock || glued && goes_on(text, end + 2) && !is_spread(text, end) {
        return Some(skip_glued(text, end));
    }
    if has_letters_between(text, end) {
        return Some(skip_glued(text, end));
    }
    let phone = glued
        && text.is(end, Class::DASH)
        && text.word(start).len() == 3
        && text.word(end + 1).len() == 4;
    let slash =
        glued && matches!(text.word(end), "/" | "_" | ".") && number.kind != NumberKind::Fraction;
    (phone || slash || is_year_pair(text, start, end)).then(|| skip_glued(text, end))
}

/// "6-4-2" and dates are codes; "5-10.5" is not.
fn is_spread(text: &Text<'_>, end: usize) -> bool {
    text.word(end + 2) == "."
}

/// "2012-13", "2012–2014".
fn is_year_pair(text: &Text<'_>, start: usize, end: usize) -> bool {
    let year = |i: usize| {
        let word = text.word(i);
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
    };
    text.class(end).all(Class::DASH | Class::GLUED)
        && text.is(end + 1, Class::NUMBER)
        && year(start)
        && (text.word(end + 1).len() == 2 || year(end + 1))
}

/// Whether an ordinal is part of a name or a turn of speech: "the First Lady", "at first", "Second, …".
pub(super) fn is_idiom(text: &Text<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.range().start, number.end());
    let before = start.checked_sub(1).map_or("", |i| text.lower(i));
    let hyphen = text.class(end).all(Class::DASH | Class::GLUED);
    let after = text.lower(end + usize::from(hyphen));
    let named = start
        .checked_sub(1)
        .is_some_and(|i| text.is(i, Class::CAPITAL));
    let name = number.in_words
        && text.is(start, Class::CAPITAL)
        && !text.is(start, Class::SENTENCE_START)
        && (named || text.is(end, Class::CAPITAL));
    let counted =
        hyphen || text.is(end, Class::WORD) && (!text.is(end, Class::FUNCTION) || after == "of");
    let in_order = text.lower(start) == "first"
        && (!counted || after.ends_with("ed") || STOP_WORDS.contains(after));
    let opens =
        in_order || text.is(start, Class::SENTENCE_START) && matches!(text.word(end), "," | ":");
    let adverb = matches!(before, "at" | "from") && !text.is(end, Class::WORD);
    let time = text.is(end, Class::TIME_UNIT) && matches!(after, "quarter" | "half" | "second");
    let street = !number.in_words
        && matches!(
            text.word(end),
            "St" | "St." | "Street" | "Avenue" | "Ave" | "Ave."
        );
    let second = text.lower(start) == "second"
        && matches!(before, "a" | "per" | "every" | "each" | "split")
        && !text.is(end, Class::WORD);
    let month = text.is(start.wrapping_sub(1), Class::MONTH)
        || after == "of" && text.is(end + 1, Class::MONTH);
    name || opens
        || adverb
        || time
        || street
        || second
        || month
        || before == "-" && number.in_words && text.is(start, Class::GLUED)
        || ORDINAL_IDIOMS.contains(after)
}

/// Whether a unit may follow this number: "500 km" may, "the A350 m" or "World War II in" may not.
pub(super) fn allows_unit(text: &Text<'_>, number: &Number, unit: &Unit) -> bool {
    let start = number.tokens.range().start;
    let one_point =
        unit.name == "point" && number.in_words && start > 0 && text.lower(start - 1) == "at";
    let glued_name = text.is(start, Class::GLUED) && is_glued_name(text, start);
    let year_points =
        unit.name == "bit" || unit.name == "second" && text.lower(unit.end - 1) == "second";
    !(one_point
        || glued_name
        || year_points && number.value <= 1.0
        || is_place_name(text, number, unit))
}

/// "Sixteen Mile Branch", "Five Points": number and unit in words with capitals, where no title in capitals goes on.
fn is_place_name(text: &Text<'_>, number: &Number, unit: &Unit) -> bool {
    let start = number.tokens.range().start;
    let capital = |at: usize| text.is(at, Class::CAPITAL) && !text.is(at, Class::SENTENCE_START);
    let led = start
        .checked_sub(1)
        .is_some_and(|i| text.is(i, Class::WORD) && !text.is(i, Class::CAPITAL));
    number.in_words && number.tokens.len() == 1 && led && capital(start) && capital(unit.end - 1)
}

/// `F-35`, `A/35`: letters and a joint before the number, all glued.
fn is_glued_name(text: &Text<'_>, start: usize) -> bool {
    let Some(joint) = start.checked_sub(1) else {
        return false;
    };
    if text.is(joint, Class::WORD) {
        return true;
    }
    let word = joint.checked_sub(1).is_some_and(|i| {
        text.is(i, Class::WORD) && !text.is(i, Class::NUMBER_WORD | Class::MAGNITUDE)
    });
    let mark = (text.is(joint, Class::DASH) && text.word(joint).len() < 3)
        || matches!(text.word(joint), "/" | "_" | "." | "&" | "'" | "\u{2019}");
    word && mark && text.is(joint, Class::GLUED) && text.is(start, Class::GLUED)
}

/// Whether a bare number is part of a name, a reference, a year or a list number rather than a count.
pub(super) fn is_name(text: &Text<'_>, number: &Number, known: &Known<'_>) -> bool {
    let (start, end) = (number.tokens.range().start, number.end());
    if text.is(start, Class::GLUED) && is_glued_name(text, start) {
        return true;
    }
    if text.is(start, Class::NUMBER) {
        return has_letters_after(text, end)
            || is_list_number(text, start, end)
            || is_footnote(text, start, end)
            || is_phone(text, start, end)
            || after_name(text, start, end)
            || known.names(text, start) && number.tokens.len() == 1
            || text.is(start.wrapping_sub(1), Class::MONTH) && number.value <= 31.0
            || is_year(text, number);
    }
    is_word_name(text, number)
}

/// `747s`, `35B`, `20s`: letters glued to the digits; or a hyphen and a capital or digits (`737-800`).
fn has_letters_after(text: &Text<'_>, end: usize) -> bool {
    let glued = text.is(end, Class::GLUED);
    let hyphen = glued && text.is(end, Class::DASH) && text.is(end + 1, Class::GLUED);
    glued && text.is(end, Class::WORD) || hyphen && text.is(end + 1, Class::CAPITAL)
}

/// "1. Open the box", "2) Close it": a number at the start of a block or sentence before a stop or bracket.
fn is_list_number(text: &Text<'_>, start: usize, end: usize) -> bool {
    let block = text.blocks[text.block_of(start)];
    let opens = block.start as usize == start;
    let alone = opens && block.end as usize <= end + 1 && text.blocks.len() > 1;
    alone || opens && text.is(end, Class::GLUED) && matches!(text.word(end), "." | ")" | ":")
}

/// `+82(0)10 4724 5264`: groups of digits side by side, or glued to brackets.
fn is_phone(text: &Text<'_>, start: usize, end: usize) -> bool {
    let group = |i: usize| {
        text.is(i, Class::NUMBER) && text.word(i).len() >= 3 && !text.word(i).contains(',')
    };
    let beside = group(end) || start > 0 && group(start - 1) && group(start);
    let inside = start > 1
        && text.class(start - 1).all(Class::MARK | Class::GLUED)
        && text.word(start - 1) == "("
        && text.is(start - 2, Class::NUMBER);
    let bracket = inside
        || text.is(end, Class::GLUED) && text.word(end) == "("
        || text.is(start, Class::GLUED) && start > 0 && text.word(start - 1) == ")";
    group(start) && beside || bracket || text.word(end) == ")" && group(end + 1)
}

/// `[3]`.
fn is_footnote(text: &Text<'_>, start: usize, end: usize) -> bool {
    start.checked_sub(1).is_some_and(|i| text.word(i) == "[") && text.word(end) == "]"
}

/// "Boeing 787", "Article 9", "the S&P 500": a capitalised word before digits, unless they count what follows.
fn after_name(text: &Text<'_>, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let word = text.lower(before);
    if let Some(&lower_case) = NAME_WORDS.get(word) {
        return lower_case || is_capitalised(text, before);
    }
    if matches!(word, "'" | "\u{2019}" | "\u{2018}") {
        return text.is(start, Class::GLUED) && text.word(start).len() == 2;
    }
    if text.word(start).ends_with(".0") && is_capitalised(text, before) {
        return true;
    }
    let possessive = text.is(before, Class::POSSESSIVE) && before > 0;
    if possessive {
        return is_capitalised(text, before - 1)
            && !counts_next(text, end)
            && (text.is(end, Class::WORD) && !text.is(end, Class::FUNCTION)
                || text.is(end, Class::MARK) && text.word(start).len() == 3);
    }
    ends_name(text, before)
        && text.lower(end) != "of"
        && !(counts_next(text, end) && is_place(text, before))
}

/// Whether the word at `at` is one of a name: capitalised, and no word that sentences or headlines begin with.
fn ends_name(text: &Text<'_>, at: usize) -> bool {
    let word = text.lower(at);
    let plain = text.is(
        at,
        Class::SENTENCE_START | Class::FUNCTION | Class::MONTH | Class::WEEKDAY,
    ) && !text.is(at, Class::ALL_CAPS)
        || STOP_WORDS.contains(word)
        || CHANGES.contains_key(word) && !text.is(at, Class::ALL_CAPS)
        || APPROX.contains_key(word);
    is_capitalised(text, at) && !plain
}

/// Capitalised, or with a capital inside: "iPhone".
fn is_capitalised(text: &Text<'_>, at: usize) -> bool {
    text.is(at, Class::CAPITAL)
        || text.is(at, Class::WORD) && text.word(at).bytes().any(|b| b.is_ascii_uppercase())
}

/// Whether the name that ends at `at` stands after a preposition: "In Gaza 32 people".
fn is_place(text: &Text<'_>, at: usize) -> bool {
    let mut start = at;
    while start > 0
        && at - start < 4
        && text.is(start - 1, Class::CAPITAL)
        && !text.is(start - 1, Class::FUNCTION)
    {
        start -= 1;
    }
    start
        .checked_sub(1)
        .is_some_and(|i| BEFORE_PLACE.contains(text.lower(i)))
}

/// The numbers of three digits or more that stand in names somewhere in the text: "the new 737" after "a Boeing 737".
#[derive(Debug)]
pub(super) struct Known<'a>(FxHashSet<&'a str>);

impl<'a> Known<'a> {
    /// Whether the number at `at` is one of them, or goes on one: "737-800".
    fn names(&self, text: &Text<'_>, at: usize) -> bool {
        let joined = at >= 2 && text.is(at, Class::GLUED) && text.is(at - 1, Class::DASH);
        self.0.contains(text.word(at)) || joined && self.0.contains(text.word(at - 2))
    }

    /// Reads them off the text.
    pub(super) fn new(text: &Text<'a>) -> Self {
        let named = |&at: &usize| {
            at > 0
                && text.is(at, Class::NUMBER)
                && (3..=4).contains(&text.word(at).len())
                && is_capitalised(text, at - 1)
                && !text.word(at).contains([',', '.'])
                && after_name(text, at, at + 1)
                && !(1900..2100).contains(&text.word(at).parse().unwrap_or(0))
        };
        Self(
            (0..text.len())
                .filter(named)
                .map(|at| text.word(at))
                .collect(),
        )
    }
}

/// Whether what follows is counted: a plural noun in lower case, maybe after an adjective.
pub(super) fn counts_next(text: &Text<'_>, at: usize) -> bool {
    let noun = |i: usize| phrase::is_noun_like(text, i) && !text.is(i, Class::CAPITAL);
    noun(at) && (phrase::is_plural(text, at) || noun(at + 1) && phrase::is_plural(text, at + 1))
}

/// A year that no date claimed, unless a plural noun follows it.
fn is_year(text: &Text<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.range().start, number.end());
    let word = text.word(start);
    let shape = word.len() == 4 && end == start + 1 && word.bytes().all(|b| b.is_ascii_digit());
    let before = start.checked_sub(1).map_or("", |i| text.lower(i));
    let dated = BEFORE_YEAR.contains(before)
        || start
            .checked_sub(1)
            .is_some_and(|i| text.is(i, Class::MONTH));
    shape && (1900.0..=2100.0).contains(&number.value) && (dated || !counts_next(text, end))
        || shape && dated && (1500.0..1900.0).contains(&number.value) && !counts_next(text, end)
}

/// Number words that count nothing: "no one", "one of", "Big Three", "half" of a game, "zero tolerance".
fn is_word_name(text: &Text<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.range().start, number.end());
    let before = start.checked_sub(1).map_or("", |i| text.lower(i));
    let capital = text.is(start, Class::CAPITAL) && !text.is(start, Class::SENTENCE_START);
    let named = start.checked_sub(1).is_some_and(|i| {
        text.is(i, Class::CAPITAL) && !text.is(i, Class::SENTENCE_START | Class::FUNCTION)
    });
    let quoted = start
        .checked_sub(1)
        .is_some_and(|i| matches!(text.word(i), "\u{201c}" | "\"" | "\u{2018}" | "'" | ":"));
    if capital && !quoted && start > 0 && (named || text.is(end, Class::CAPITAL)) {
        return true;
    }
    if NAME_WORDS.get(before) == Some(&true) && number.tokens.len() == 1 {
        return true;
    }
    if before == "the"
        && number.value < 10.0
        && matches!(
            text.lower(end),
            "sides" | "companies" | "parties" | "countries" | "nations" | "leaders" | "governments"
        )
    {
        return true;
    }
    match text.lower(start) {
        "one" if number.tokens.len() == 1 => is_pronoun(text, start, end, before),
        "half" => is_other_half(text, end, before),
        "a" | "an" if number.tokens.len() == 2 => {
            matches!(text.lower(start + 1), "couple" | "pair") && text.lower(end) != "of"
        }
        "zero" | "nil" | "naught" => {
            matches!(before, "ground" | "net" | "absolute")
                || matches!(text.lower(end), "tolerance" | "-" | "in" | "emissions")
        }
        "hundred" | "thousand" | "million" | "billion" | "trillion" | "dozen" | "crore"
        | "lakh" => {
            let code = start
                .checked_sub(1)
                .is_some_and(|i| text.word(i).bytes().any(|b| b.is_ascii_digit()));
            code || matches!(before, "per" | "the" | "every" | "each")
        }
        _ => false,
    }
}

/// "one" that stands for a noun: it counts only before a noun, and alone after "only", "just", "at least".
fn is_pronoun(text: &Text<'_>, start: usize, end: usize, before: &str) -> bool {
    let takes_noun = phrase::is_noun_like(text, end) && !STOP_WORDS.contains(text.lower(end));
    let determined = BEFORE_PRONOUN.contains(before);
    let hyphen = text.class(end).all(Class::DASH | Class::GLUED) || text.is(start, Class::GLUED);
    let idiom = AFTER_PRONOUN.contains(text.lower(end));
    let comma =
        matches!(text.lower(end), "with" | "without" | "in") && matches!(before, "only" | "just");
    determined || hyphen || idiom || !(takes_noun || comma)
}

/// "half" that is a part of a game, a side or a prefix.
fn is_other_half(text: &Text<'_>, end: usize, before: &str) -> bool {
    let part = BEFORE_HALF.contains(before);
    let hyphen = text.class(end).all(Class::DASH | Class::GLUED);
    let article = usize::from(text.lower(end) == "an");
    let time = text.is(end + article, Class::TIME_UNIT);
    part || hyphen
        || time
        || matches!(
            text.lower(end),
            "time" | "way" | "hour" | "hearted" | "back" | "century" | "year"
        )
}
