//! What the words around a date tell of it: whether the clause looks ahead or back.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Modifier;
use crate::text::{Class, Text, TokenSpan, lexicon};

/// Where a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    /// Over for certain: "since March", "the year ended June 30".
    Over,
    Past,
    Future,
    /// Ahead, by a weak cue that nothing contradicts.
    Likely,
    /// Perhaps ahead: "could", "the deadline".
    Ahead,
    Unknown,
}

impl Outlook {
    /// Whether the clause looks ahead.
    pub(super) const fn is_ahead(self) -> bool {
        matches!(self, Self::Future | Self::Likely)
    }
}

/// What a cue says; none where "to" has to follow it.
static CUES: LazyLock<FxHashMap<&'static str, Option<Outlook>>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../../data/dates/cues.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, way)| !matches!(*way, "arranged" | "fixture"))
        .map(|(word, way)| {
            let outlook = match way {
                "future" => Some(Outlook::Future),
                "ahead" => Some(Outlook::Ahead),
                "past" => Some(Outlook::Past),
                _ => None,
            };
            (word, outlook)
        })
        .collect()
});

/// Words of a kind of their own in the table of cues.
static KINDS: LazyLock<FxHashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../../data/dates/cues.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

fn is_of(kind: &'static str, word: &str) -> bool {
    KINDS.contains(&(word, kind))
}

/// How many words of what a day owns are looked at, and how many of the clause before it.
const OWNED: usize = 4;
const CLAUSE: usize = 7;

/// How far from a date its cue may stand, in tokens.
const REACH: usize = 24;

/// Where the clause around the date `at` looks: the nearest cue before it in its sentence says so, else the nearest after
/// it. A weak cue counts as a strong one where no past verb stands before it.
pub(super) fn outlook(text: &Text<'_>, at: TokenSpan) -> Outlook {
    let start = at.range().start;
    if start > 0 && matches!(text.lower(start - 1), "since" | "ended" | "dated") {
        return Outlook::Over;
    }
    let deed = owns_a_deed(text, at);
    if deed && !owns_a_fixture(text, at) {
        return Outlook::Past;
    }
    let outlook = if is_present_clause(text, start) {
        Outlook::Future
    } else {
        outlook_of_cues(text, at)
    };
    if deed && outlook != Outlook::Future {
        Outlook::Past
    } else {
        outlook
    }
}

/// What the cues around the date say.
fn outlook_of_cues(text: &Text<'_>, at: TokenSpan) -> Outlook {
    let sentence = text
        .sentences
        .get(text.sentence_of(at.range().start))
        .map_or(0..text.len(), |s| s.range());
    let before = at.range().start.saturating_sub(REACH).max(sentence.start)..at.range().start;
    let after = at.range().end..(at.range().end + REACH).min(sentence.end);
    let last = before.end.checked_sub(1);
    let mut back = before
        .rev()
        .take_while(|&index| text.word(index) != ";")
        .filter_map(|index| Some((index, cue(text, index, at.range().start)?)));
    let mut ahead = after.filter_map(|index| cue(text, index, usize::MAX));
    match back.next() {
        Some((index, Outlook::Ahead)) if text.lower(index) == "would" => {
            let before = back.next().map(|(_, cue)| cue);
            if before == Some(Outlook::Future) {
                Outlook::Future
            } else {
                Outlook::Likely
            }
        }
        Some((index, Outlook::Ahead)) => match back
            .find(|&(at, cue)| cue != Outlook::Ahead || text.lower(at) == "would")
        {
            Some((_, Outlook::Ahead)) => Outlook::Likely,
            Some((_, Outlook::Past)) => Outlook::Ahead,
            Some((_, Outlook::Future)) => Outlook::Future,
            None if last == Some(index) && ahead.next() == Some(Outlook::Past) => Outlook::Ahead,
            None if advises(text, index) => Outlook::Future,
            _ => Outlook::Likely,
        },
        Some((index, Outlook::Future))
            if last == Some(index)
                && matches!(text.lower(index), "until" | "till")
                && back.next().is_none()
                && ahead.next() == Some(Outlook::Past) =>
        {
            Outlook::Ahead
        }
        Some((index, Outlook::Past)) if was_before(text, index) => Outlook::Over,
        Some((_, outlook)) => outlook,
        None => ahead.next().unwrap_or(Outlook::Unknown),
    }
}

/// Whether the verb at `index` tells of what was over before the time told of: "had passed the inspection in June"; not what
/// had been planned.
fn was_before(text: &Text<'_>, index: usize) -> bool {
    let had = |back: usize| {
        index
            .checked_sub(back)
            .is_some_and(|at| text.lower(at) == "had")
    };
    let planned = had_been_planned(text, index) || had_been_planned(text, index + 1);
    (had(1) || had(2) && text.lower(index - 1) == "been") && !planned
}

/// Whether a weekday owns what follows and nothing just before makes that one to come: "Friday's close", "Monday's ruling",
/// which is known when it is written of; but "the schedule for Monday's vote".
fn owns_a_deed(text: &Text<'_>, at: TokenSpan) -> bool {
    let (start, end) = (at.range().start, at.range().end);
    let owns = text.is(end, Class::POSSESSIVE);
    let waits = start > 0 && is_wait(text.lower(start - 1));
    owns && text.is(start, Class::WEEKDAY) && !waits
}

/// Whether what a weekday owns is an event of the calendar, which may be still to come: "He will miss Sunday's race", but
/// "after Tuesday's vote".
fn owns_a_fixture(text: &Text<'_>, at: TokenSpan) -> bool {
    let (start, end) = (at.range().start, at.range().end);
    let over = start > 0
        && matches!(
            text.lower(start - 1),
            "after" | "following" | "since" | "despite" | "from" | "on" | "over" | "with"
        );
    let owned = (end + 1..(end + 1 + OWNED).min(text.len()))
        .take_while(|&index| text.is(index, Class::WORD) && !text.is(index, Class::FUNCTION));
    !over
        && owned
            .into_iter()
            .any(|index| is_of("fixture", text.lower(index)))
}

/// Whether a date on which something happens stands in a relative clause of the present tense: "which reports on Tuesday".
fn is_present_clause(text: &Text<'_>, date: usize) -> bool {
    let on = date.checked_sub(1).filter(|&at| text.lower(at) == "on");
    let pronoun = on.and_then(|on| {
        (on.saturating_sub(CLAUSE)..on)
            .rev()
            .take_while(|&index| text.is(index, Class::WORD))
            .find(|&index| matches!(text.lower(index), "which" | "who"))
    });
    let present = |pronoun: usize| {
        let word = text.lower(pronoun + 1);
        let past = |index: usize| cue(text, index, usize::MAX) == Some(Outlook::Past);
        word.len() > 3
            && word.ends_with('s')
            && !matches!(word, "does" | "this" | "always" | "perhaps")
            && !(pronoun + 1..date).any(past)
    };
    pronoun.is_some_and(present)
}

/// Prepositions before an event that is still to come.
fn is_wait(word: &str) -> bool {
    matches!(
        word,
        "for" | "before" | "until" | "till" | "ahead" | "of" | "at" | "by"
    )
}

/// Whether a token is a verb of the past, or its auxiliary.
pub(super) fn is_past(text: &Text<'_>, at: usize) -> bool {
    at < text.len() && cue(text, at, usize::MAX) == Some(Outlook::Past)
}

/// The cue at a token; "to" just before the date at `date` is a mere preposition.
fn cue(text: &Text<'_>, at: usize, date: usize) -> Option<Outlook> {
    if !text.is(at, Class::WORD) {
        return None;
    }
    let word = text.lower(at);
    let regular = word.len() > 4 && word.ends_with("ed") && !text.is(at, Class::CAPITAL);
    let passive = at > 0 && text.lower(at - 1) == "be";
    let describes = word.starts_with("un") || at > 0 && matches!(text.lower(at - 1), "a" | "an");
    if word == "have" && at > 0 && is_modal(text, at - 1) || word == "last" && lasts(text, at) {
        return None;
    }
    if date < text.len() && is_ahead_of(text, at, date) {
        return Some(Outlook::Future);
    }
    if date < text.len() && is_compared(text, at, date) {
        return Some(Outlook::Past);
    }
    let past = (regular && !passive && !describes).then_some(Outlook::Past);
    match CUES.get(word) {
        Some(Some(Outlook::Past))
            if BASES.contains(&word) && (is_base(text, at) || is_noun(text, at)) =>
        {
            None
        }
        Some(_) if word == "may" && text.is(at, Class::CAPITAL) => None,
        Some(_) if word == "to" && (at + 1 == date || !opens_infinitive(text, at)) => None,
        Some(_) if word == "through" && at + 1 != date => None,
        Some(_) if word == "set" && is_set_apart(text.lower(at + 1)) => Some(Outlook::Past),
        Some(Some(Outlook::Past)) if passive => None,
        _ if had_been_planned(text, at) => Some(Outlook::Past),
        Some(Some(outlook)) => Some(*outlook),
        Some(None) if text.lower(at + 1) == "to" => Some(Outlook::Future),
        _ => past,
    }
}

/// Whether the words from `at` on tell that what happens at the date is still to come: "was forecast for Sunday", "did not
/// rule out a cut in June", "have an exam on Thursday".
fn is_ahead_of(text: &Text<'_>, at: usize, date: usize) -> bool {
    let day = text.is(date, Class::WEEKDAY);
    let before = |back: usize| at.checked_sub(back).map_or("", |index| text.lower(index));
    match text.lower(at) {
        "out" => !day && before(1) == "rule" && at + 3 < date,
        "have" | "has" => {
            day && matches!(text.lower(at + 1), "a" | "an")
                && date - at <= CLAUSE
                && text.lower(date - 1) == "on"
        }
        word => {
            text.lower(at + 1) == "for"
                && at + 2 == date
                && is_of("arranged", word)
                && !(before(1) == "been" && before(2) == "had")
        }
    }
}

/// Whether what stands behind the word at `at` is an earlier figure, and the date that of it: "down from 1.4% in December",
/// "higher than in May".
fn is_compared(text: &Text<'_>, at: usize, date: usize) -> bool {
    match text.lower(at) {
        "from" => at + 1 < date && at > 0 && matches!(text.lower(at - 1), "down" | "up"),
        "than" => at + 2 == date && matches!(text.lower(at + 1), "in" | "on" | "at"),
        _ => false,
    }
}

/// Whether "last" is a verb: "would not last beyond Christmas".
fn lasts(text: &Text<'_>, at: usize) -> bool {
    at > 0
        && (is_base(text, at)
            || matches!(
                text.lower(at - 1),
                "to" | "will" | "not" | "cannot" | "never"
            ))
}

/// What follows a "set" of the past: "set in", "set aside".
fn is_set_apart(word: &str) -> bool {
    matches!(word, "on" | "in" | "aside" | "off" | "up" | "out" | "about")
}

/// Whether a plan that is told at `at`, or just before it by a word with "to", was one before the time told of: "had been
/// due to expire on Friday".
fn had_been_planned(text: &Text<'_>, at: usize) -> bool {
    let to = |at: usize| text.lower(at) == "to";
    let plan = match at {
        2.. if to(at - 1) => at - 2,
        1.. if to(at) => at - 1,
        _ => at,
    };
    let had = plan.checked_sub(2).is_some_and(|i| text.lower(i) == "had");
    had && text.lower(plan - 1) == "been"
        && matches!(
            text.lower(plan),
            "due" | "scheduled" | "expected" | "set" | "planned" | "supposed" | "slated" | "meant"
        )
}

/// Whether "to" leads a verb, not a number, a name or a noun phrase: "to leave", but "to $40", "to Iraq", "to the court".
fn opens_infinitive(text: &Text<'_>, at: usize) -> bool {
    let verb = text.is(at + 1, Class::WORD) && !text.is(at + 1, Class::CAPITAL | Class::NUMBER);
    let noun = text.is(
        at + 1,
        Class::FUNCTION | Class::PRONOUN | Class::NUMBER_WORD,
    );
    verb && (!noun || matches!(text.lower(at + 1), "be" | "have" | "do"))
}

/// Whether the verb at `at` says what somebody is to do: "should stay in", not "should be done" or "should have left".
fn advises(text: &Text<'_>, at: usize) -> bool {
    matches!(text.lower(at), "should" | "must")
        && text.is(at + 1, Class::WORD)
        && !matches!(text.lower(at + 1), "be" | "have")
}

/// Verbs whose past is their base form.
const BASES: [&str; 8] = [
    "put", "cut", "hit", "spread", "read", "shut", "split", "quit",
];

/// Whether such a word is a noun: "a cut", "any further split".
fn is_noun(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        matches!(
            text.lower(before),
            "a" | "an" | "any" | "another" | "further"
        )
    })
}

/// Whether the verb at `at` is an infinitive after a modal verb: "should put off".
fn is_base(text: &Text<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| {
        matches!(
            text.lower(i),
            "will"
                | "would"
                | "should"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "shall"
                | "please"
        )
    })
}

/// Whether "have" after `at` is an infinitive: "will have", "to have", "not have".
fn is_modal(text: &Text<'_>, at: usize) -> bool {
    let outlook = CUES.get(text.lower(at)).copied().flatten();
    matches!(outlook, Some(Outlook::Future | Outlook::Ahead)) || text.lower(at) == "not"
}

/// Whether the date is one by which something was done: "was full by 8 p.m.", not "could be full by 8 p.m."
pub(super) fn was_done_by(text: &Text<'_>, at: TokenSpan) -> bool {
    let start = at.range().start;
    let modal = |index: usize| {
        matches!(
            text.lower(index),
            "may" | "might" | "can" | "could" | "should" | "must" | "to" | "would" | "will"
        )
    };
    start > 0
        && text.lower(start - 1) == "by"
        && !(start.saturating_sub(CLAUSE)..start).any(modal)
        && outlook(text, at) == Outlook::Ahead
}

/// What the preposition before a date makes of it.
pub(super) fn preposition(text: &Text<'_>, at: usize) -> Option<Modifier> {
    if at == 0 {
        return None;
    }
    match text.lower(at - 1) {
        "by" => Some(Modifier::OnOrBefore),
        "before" => Some(Modifier::Before),
        "after" => Some(Modifier::After),
        "since" => Some(Modifier::OnOrAfter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_cue_before_a_date_wins() {
        let cases = [
            ("She said on Friday that it will rain", 3, Outlook::Past),
            ("He said the court will meet on Friday", 7, Outlook::Future),
            ("Talks were scheduled for Friday", 4, Outlook::Future),
            ("On Friday the prices dropped again", 1, Outlook::Past),
            ("It should be completed by Friday", 5, Outlook::Likely),
            ("They had met until Friday", 4, Outlook::Future),
            ("The deal was signed by Friday", 5, Outlook::Ahead),
            ("He planned to leave on Friday", 5, Outlook::Future),
            (
                "He said the price would rise before Friday",
                7,
                Outlook::Likely,
            ),
            (
                "The truce had been due to expire on Friday",
                8,
                Outlook::Past,
            ),
            (
                "The truce has been set to expire on Friday",
                8,
                Outlook::Future,
            ),
            ("He set aside the money on Friday", 6, Outlook::Past),
            ("Rain was forecast for Friday", 4, Outlook::Future),
            ("Rain had been forecast for Friday", 5, Outlook::Over),
            ("He will miss Friday's race", 3, Outlook::Future),
            ("Friday's vote will be close", 0, Outlook::Future),
            ("After Friday's vote the bill will pass", 1, Outlook::Past),
            ("He will appeal Friday's ruling", 3, Outlook::Past),
            (
                "The firm, which reports on Friday, cut its outlook",
                6,
                Outlook::Future,
            ),
            (
                "The firm, which said on Friday it would sell",
                6,
                Outlook::Past,
            ),
            (
                "The man, whom police held and who officials said died on Friday",
                12,
                Outlook::Past,
            ),
            ("I have an exam on Friday", 5, Outlook::Future),
            (
                "Growth is put at 2%, down from 3% in May",
                11,
                Outlook::Past,
            ),
            ("He did not rule out a cut in May", 8, Outlook::Future),
            ("He ruled out a cut on Friday", 6, Outlook::Past),
            ("It would not last beyond May", 5, Outlook::Likely),
            ("Friday", 0, Outlook::Unknown),
        ];
        for (source, at, expected) in cases {
            let text = Text::new(source, &[]);
            assert_eq!(
                outlook(&text, TokenSpan::at(at, at + 1)),
                expected,
                "{source}"
            );
        }
    }
}
