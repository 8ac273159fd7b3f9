//! What the words before a figure say: the noun before a preposition, the subject of a verb of change or level, the
//! name that an age follows, and what an earlier figure is about.

use super::super::lists::{CHANGE_NOUNS, CHANGES, LEADS, PREPOSITIONS, STOP_WORDS, TIME_LEADS};
use super::super::{Found, phrase};
use super::About;
use crate::model::FigureKind;
use crate::text::{Class, Text, TokenSpan};

/// How far left of a figure the verb is looked for that governs it, in tokens.
const VERB_REACH: usize = 12;

/// How far left of an age the name is looked for, in tokens.
const NAME_REACH: usize = 9;

/// How many attached phrases are stepped over to the noun that they hang on: "the cost of the repair of the bridge".
const ATTACHED: usize = 3;

/// What the words before the figure say.
pub(super) fn before(text: &Text<'_>, found: &[Found], abouts: &[About], index: usize) -> About {
    let figure = &found[index];
    let floor = text
        .sentences
        .get(text.sentence_of(figure.begin))
        .map_or(0, |sentence| sentence.range().start);
    let at = skip_back(text, figure.begin, floor);
    if figure.kind == FigureKind::Range && matches!(text.lower(figure.begin), "between" | "from") {
        return noun_or_nothing(noun_before(text, figure.begin, floor));
    }
    let Some(last) = at.checked_sub(1).filter(|&i| i >= floor) else {
        return About::default();
    };
    let word = text.lower(last);
    if figure.unit == Some("year") && matches!(word, "," | "aged" | "of" | "(" | "-") {
        return noun_or_nothing(name_before(text, last, floor));
    }
    let previous = index
        .checked_sub(1)
        .filter(|&i| found[i].end + 4 >= at && found[i].begin >= floor);
    let inherited = previous.map_or_else(About::default, |i| About {
        of: None,
        subject: abouts[i].subject,
        shared_out: figure.per.is_some() && found[i].per.is_none() || abouts[i].shared_out,
    });
    if matches!(word, "(" | "or" | "," | "and") {
        if previous.is_some() {
            return inherited;
        }
        let bracket = word == "(";
        return noun_or_nothing(bracket.then(|| phrase::left(text, last, floor)).flatten());
    }
    if CHANGES.contains_key(word) || text.is(last, Class::FUNCTION) && !PREPOSITIONS.contains(word)
    {
        let sums_up = matches!(word, "up" | "down") && previous.is_some();
        return if sums_up {
            inherited
        } else {
            noun_or_nothing(clause_subject(text, last, floor))
        };
    }
    if PREPOSITIONS.contains(word) {
        let follows = previous.is_some_and(|i| found[i].end + 1 >= last);
        return if follows && inherited.subject.is_some() {
            inherited
        } else {
            noun_or_nothing(governing(text, figure, last, floor))
        };
    }
    let owned = figure.unit == Some("%");
    noun_or_nothing(owned.then(|| clause_subject(text, last, floor)).flatten())
}

fn noun_or_nothing(noun: Option<TokenSpan>) -> About {
    noun.map_or_else(About::default, About::subject)
}

/// Steps back over articles, adjectives of size and marks that stand before a figure.
fn skip_back(text: &Text<'_>, from: usize, floor: usize) -> usize {
    let mut at = from;
    while at > floor
        && from - at < 5
        && (LEADS.contains(text.lower(at - 1))
            || matches!(
                text.word(at - 1),
                "*" | "\"" | "\u{201c}" | "\u{2018}" | "~"
            ))
    {
        at -= 1;
    }
    at
}

/// The name that an age follows: "Jo Tan, 49,", "Jo Tan died aged 49".
fn name_before(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let said =
        end - usize::from(end > floor && text.lower(end) == "aged" && text.word(end - 1) == ",");
    if end > floor
        && text.lower(end) == "aged"
        && phrase::is_noun_like(text, said - 1)
        && !text.is(said - 1, Class::CAPITAL)
    {
        return phrase::left(text, said, floor);
    }
    let low = floor.max(end.saturating_sub(NAME_REACH));
    let named = |i: usize| {
        text.is(i, Class::CAPITAL) && !text.is(i, Class::FUNCTION | Class::MONTH | Class::WEEKDAY)
    };
    let last = (low..end).rev().find(|&i| named(i))?;
    let mut start = last;
    while start > floor && last - start < 4 && named(start - 1) {
        start -= 1;
    }
    Some(TokenSpan::at(start, last + 1))
}

/// What stands before a preposition: a noun phrase, or a verb whose subject is meant.
fn governing(
    text: &Text<'_>,
    figure: &Found,
    preposition: usize,
    floor: usize,
) -> Option<TokenSpan> {
    let before = preposition.checked_sub(1).filter(|&i| i >= floor)?;
    let word = text.lower(before);
    let of = text.lower(preposition) == "of";
    if CHANGE_NOUNS.contains(word) && (of || !CHANGES.contains_key(word)) {
        let noun = phrase::left(text, preposition, floor)
            .unwrap_or_else(|| TokenSpan::at(before, preposition));
        if figure.kind == FigureKind::Money && of {
            return Some(noun);
        }
        let start = skip_back(text, noun.start as usize, floor);
        return clause_subject(text, start, floor).or(Some(noun));
    }
    let verbal = CHANGES.contains_key(word)
        || STOP_WORDS.contains(word)
        || text.is(before, Class::FUNCTION) && !text.is(before, Class::ALL_CAPS);
    if verbal && !of {
        return clause_subject(text, before, floor);
    }
    noun_before(text, preposition, floor)
}

/// The noun phrase that ends before `end`, or the one that it hangs on: "a sharp rise in the price of oil".
fn noun_before(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let end = skip_time(text, bracket_before(text, end, floor), floor);
    let mut noun = phrase::left(text, end, floor)?;
    for _ in 0..ATTACHED {
        let start = skip_back(text, noun.start as usize, floor);
        let Some(joint) = start.checked_sub(1).filter(|&i| i > floor) else {
            break;
        };
        if !matches!(
            text.lower(joint),
            "in" | "from" | "on" | "at" | "during" | "of"
        ) {
            break;
        }
        if CHANGES.contains_key(text.lower(joint - 1)) && text.lower(joint) != "of" {
            return clause_subject(text, joint - 1, floor).or(Some(noun));
        }
        match phrase::left(text, joint, floor) {
            Some(head) if !is_measure_of(text, head, joint) => noun = head,
            _ => break,
        }
    }
    Some(noun)
}

/// Whether the phrase before "of" only says how much of what follows: "the number of jobs", "a fall of the yen".
fn is_measure_of(text: &Text<'_>, head: TokenSpan, joint: usize) -> bool {
    let last = text.lower(head.end as usize - 1);
    text.lower(joint) == "of"
        && (CHANGE_NOUNS.contains(last)
            || matches!(
                last,
                "number" | "share" | "percentage" | "proportion" | "amount" | "level"
            ))
}

/// Steps back over a time that stands between a noun and its verb: "revenue last year rose".
fn skip_time(text: &Text<'_>, end: usize, floor: usize) -> usize {
    let mut at = end;
    while at > floor
        && end - at < 5
        && (text.is(at - 1, Class::TIME_UNIT | Class::WEEKDAY)
            || text.is(at - 1, Class::MONTH) && text.is(at - 1, Class::CAPITAL)
            || at < end
                && (text.is(at - 1, Class::NUMBER) || TIME_LEADS.contains(text.lower(at - 1)))
            || matches!(
                text.lower(at - 1),
                "yesterday" | "today" | "earlier" | "ago" | "now" | "already"
            ))
    {
        at -= 1;
    }
    at
}

/// The start of a bracket that ends before `end`, or `end`.
fn bracket_before(text: &Text<'_>, end: usize, floor: usize) -> usize {
    if end > floor && text.word(end - 1) == ")" {
        let low = floor.max(end.saturating_sub(10));
        return (low..end)
            .rev()
            .find(|&i| text.word(i) == "(")
            .unwrap_or(end);
    }
    end
}

/// The subject of the verb at `verb`: the noun phrase left of it and of its auxiliaries; with "which", what that stands for.
fn clause_subject(text: &Text<'_>, verb: usize, floor: usize) -> Option<TokenSpan> {
    let low = floor.max(verb.saturating_sub(VERB_REACH));
    let mut at = verb;
    while at > low {
        let before = at - 1;
        let word = text.lower(before);
        let auxiliary = (text.is(before, Class::FUNCTION)
            || STOP_WORDS.contains(word)
            || CHANGES.contains_key(word)
            || CHANGE_NOUNS.contains(word))
            && !matches!(
                word,
                "and" | "but" | "while" | "as" | "if" | "when" | "after"
            );
        let relative = matches!(word, "which" | "that" | "who") && before > low;
        if relative {
            at = if text.word(before - 1) == "," {
                before - 1
            } else {
                before
            };
            return noun_before(text, at, floor);
        }
        if word == "," {
            return past_comma(text, before, low, floor);
        }
        if !auxiliary {
            break;
        }
        at = before;
    }
    noun_before(text, at, floor)
}

/// "The index, the main gauge of shares, fell": the noun before the words between two commas.
fn past_comma(text: &Text<'_>, comma: usize, low: usize, floor: usize) -> Option<TokenSpan> {
    let open = (low..comma).rev().find(|&i| text.word(i) == ",");
    match open {
        Some(open) => noun_before(text, open, floor),
        None => noun_before(text, comma, floor),
    }
}
