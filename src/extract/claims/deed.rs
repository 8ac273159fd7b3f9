//! Deeds that cue verbs can tell as well: "found 612 kg of abalone", "answers the phone", "will decide the match".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cue::{Frames, Shapes};
use super::judge;
use super::noun;
use super::reading::{Kinds, Reader};
use super::tag::Tagger;
use super::verb::{self, Group, Voice};
use crate::text::{Class, TokenSpan};

/// The longest object that is looked through, in tokens.
const LONGEST_OBJECT: usize = 24;
/// How far into an object a share is looked for, in tokens: "54 percent of adults".
const SHARE: usize = 4;

/// The longest title in quotation marks, with these, in tokens.
const LONGEST_TITLE: usize = 8;

/// By what a deed shows; a set.
#[derive(Clone, Copy, Default)]
struct Signs(u16);

impl Signs {
    const NUMBER: Self = Self(1);
    const COUNT: Self = Self(2);
    const THING: Self = Self(4);
    const PAST: Self = Self(8);
    const PHONE: Self = Self(16);
    const PASSIVE: Self = Self(32);
    const PERSON: Self = Self(64);
    const LOOSE: Self = Self(128);
    const WARE: Self = Self(256);
    const MET: Self = Self(512);
    const TRAIT: Self = Self(1024);

    const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn parse(name: &str) -> Option<Self> {
        let sign = match name {
            "number" => Self::NUMBER,
            "count" => Self::COUNT,
            "thing" => Self::THING,
            "past" => Self::PAST,
            "phone" => Self::PHONE,
            "passive" => Self::PASSIVE,
            "person" => Self::PERSON,
            "loose" => Self::LOOSE,
            "ware" => Self::WARE,
            "met" => Self::MET,
            "trait" => Self::TRAIT,
            _ => return None,
        };
        Some(sign)
    }
}

/// The signs by the base forms of the verbs.
static DEEDS: LazyLock<FxHashMap<&'static str, Signs>> =
    LazyLock::new(|| load(include_str!("../../data/claims/deeds.tsv")));

fn load(table: &'static str) -> FxHashMap<&'static str, Signs> {
    let mut deeds: FxHashMap<&'static str, Signs> = FxHashMap::default();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    for (verbs, names) in rows.filter_map(|line| line.split_once('\t')) {
        let signs = names
            .split(' ')
            .filter_map(Signs::parse)
            .fold(0, |all, sign| all | sign.0);
        for verb in verbs.split(' ') {
            deeds.entry(verb).or_default().0 |= signs;
        }
    }
    deeds
}

fn signs(group: &Group) -> Signs {
    let verb = group.cue.forms.first().copied().unwrap_or_default();
    DEEDS.get(verb).copied().unwrap_or_default()
}

impl Tagger<'_, '_, '_> {
    /// Whether an active verb or participle tells a deed and nothing that somebody says, thinks or wants.
    pub(super) fn is_deed(&self, group: &Group, subject: TokenSpan) -> bool {
        let r = self.r;
        let signs = signs(group);
        let next = verb::cue_end(r, group);
        let loose = group.voice == Voice::Gerund
            || !group.supported && group.start > self.first && r.comma(group.start - 1);
        if signs.any(Signs::LOOSE) && loose || self.is_possible(group, subject, next) {
            return true;
        }
        if signs.any(Signs::PHONE) && self.is_named(group, subject, next) {
            return true;
        }
        let lasting = !group.shapes.any(Shapes::PAST.or(Shapes::PARTICIPLE));
        if signs.any(Signs::WARE) && lasting && self.is_ware(next) {
            return true;
        }
        let who = r.lower(subject.range().start) == "who" && r.is(next, Kinds::DETERMINER);
        if signs.any(Signs::THING) && who {
            return true;
        }
        if signs.any(Signs::MET) && self.is_finder(group, subject, next)
            || signs.any(Signs::TRAIT) && self.is_trait(subject, next)
        {
            return true;
        }
        let out = r.lower(next) == "out";
        let adverbial = out || r.breaks(next) || r.is(next, Kinds::PREPOSITION);
        let quoted = self.quotation_before(subject.range().start);
        if next > group.verb + 1 || adverbial || quoted || self.states(next) {
            return false;
        }
        if judge::is_nobody(r, subject) && group.cue.frames.any(Frames::HEARER_CLAUSE) {
            return true;
        }
        let number = is_number(r, next);
        signs.any(Signs::NUMBER) && number
            || signs.any(Signs::COUNT) && number && !is_finding(r, subject, next)
            || signs.any(Signs::THING)
            || signs.any(Signs::PAST) && group.shapes.any(Shapes::PAST.or(Shapes::PARTICIPLE))
    }

    /// Whether a person comes upon a thing, or lets it be seen: "He found the keys", "the woman who found the skull is",
    /// "She showed a tattoo". What inspectors and doctors find is a finding.
    fn is_finder(&self, group: &Group, subject: TokenSpan, at: usize) -> bool {
        let r = self.r;
        let head = noun::head(r, subject);
        let alone = subject.len() == 1;
        let pronoun = alone && r.is(head, Kinds::SUBJECT) && r.lower(head) != "it";
        let past = group.shapes.any(Shapes::PAST) && !group.supported;
        let Some(end) = self.thing_end(at).filter(|_| pronoun && past) else {
            return false;
        };
        let hearer = Kinds::DETERMINER.or(Kinds::PEOPLE).or(Kinds::HEARER);
        let given = r.lower(end) == "to" && r.is(end + 1, hearer);
        let relative = r.lower(head) == "who" && head > self.first && !r.comma(head - 1);
        let object = (at..self.end.min(at + LONGEST_OBJECT)).take_while(|&i| !r.breaks(i));
        let verbs = object.filter(|&i| r.finite(i)).count();
        relative && verbs == 1 && r.is(at, Kinds::DETERMINER) || given || !self.states(at)
    }

    /// The end of the noun phrase at `at`, if nothing is told of it: "the keys", "a dead dog", not "the plan absurd", "a
    /// link between".
    fn thing_end(&self, at: usize) -> Option<usize> {
        let r = self.r;
        let ends = Kinds::PREPOSITION
            .or(Kinds::CONJUNCTION)
            .or(Kinds::AUXILIARY)
            .or(Kinds::TIME);
        let limit = self.end.min(at + LONGEST_OBJECT);
        let noun = |i: &usize| !r.breaks(*i) && !r.is(*i, ends);
        let words = (at + 1..limit).take_while(noun).count();
        let end = at + 1 + words;
        let finding = (at..end).any(|i| r.is(i, Kinds::FINDING_NOUN));
        let any = matches!(r.lower(at), "a" | "an") || is_number(r, at);
        let led = any || r.is(at, Kinds::DETERMINER);
        let bare = led && !finding && r.lower(end) != "of";
        let graded = words == 2 && r.lower(at + 1).ends_with("est");
        (bare && (words == 1 || graded || any && words > 1)).then_some(end)
    }

    /// Whether what is shown is a trait and no evidence: "showed no remorse", not "showed no sign of".
    fn is_trait(&self, subject: TokenSpan, at: usize) -> bool {
        let r = self.r;
        let mut object = (at..self.end.min(at + 4)).take_while(|&i| !r.breaks(i));
        let cited = subject.range().any(|i| r.is(i, Kinds::DOCUMENT));
        !cited && object.any(|i| r.is(i, Kinds::SHOWN_TRAIT) && r.lower(i + 1) != "of")
    }

    /// Whether the object that begins at `at` is a thing and nothing that is said: "offers a space to meet".
    fn is_ware(&self, at: usize) -> bool {
        let r = self.r;
        let object = (at..self.end.min(at + LONGEST_OBJECT)).take_while(|&i| !r.breaks(i));
        let mut noun =
            object.take_while(|&i| i == at || !r.is(i, Kinds::PREPOSITION) && r.lower(i) != "to");
        let spoken = |i: usize| {
            r.cue(i).is_some_and(|cue| cue.noun.is_some())
                || r.is(i, Kinds::SPOKEN.or(Kinds::WORDING))
        };
        let opens = r.lower(at) == "to" || r.quotation(at).is_some() || r.breaks(at);
        !opens && !noun.any(spoken)
    }

    /// Whether a passive with its agent tells a deed: "published by a studio", "a man questioned by police".
    pub(super) fn is_done(&self, group: &Group, subject: TokenSpan) -> bool {
        let signs = signs(group);
        let person = |i: usize| {
            let person = Kinds::PERSON.or(Kinds::PEOPLE).or(Kinds::SUBJECT);
            let name = self.r.text.is(i, Class::CAPITAL) && !self.r.is(i, Kinds::DETERMINER);
            self.r.is(i, person) || name
        };
        signs.any(Signs::PASSIVE) || signs.any(Signs::PERSON) && subject.range().any(person)
    }

    /// Whether the verb tells what somebody can, may or will do and not what they say: "Scans will decide whether",
    /// "may order a state to pay".
    fn is_possible(&self, group: &Group, subject: TokenSpan, next: usize) -> bool {
        let r = self.r;
        let modal = (group.start..group.verb).any(|i| r.is(i, Kinds::MODAL));
        let fond = matches!(group.cue.forms.first(), Some(&("prefer" | "like" | "see")));
        let denied = group.negated || r.is(next, Kinds::NEGATION) || judge::is_nobody(r, subject);
        if !modal || denied || fond || r.breaks(next) {
            return false;
        }
        let told = group
            .cue
            .frames
            .any(Frames::HEARER_CLAUSE.or(Frames::CLAUSE));
        let clause = Kinds::QUESTION.or(Kinds::SUBJECT);
        let (at, _) = self.content_start(group, next);
        let says = told && ((next..next + 2).any(|i| r.is(i, clause)) || r.opens(next).is_some())
            || r.lower(at) == "that";
        let answer = matches!(r.lower(next), "no" | "yes" | "so" | "for");
        !(says || told && answer)
    }

    /// Whether a clause or a quotation stands in the object that begins at `at`, or it is judged "as" something.
    pub(super) fn states(&self, at: usize) -> bool {
        let r = self.r;
        let range = at..self.end.min(at + LONGEST_OBJECT);
        let inside = at.checked_sub(1).and_then(|i| r.quotation(i)).is_some();
        let quoted = |i: usize| r.quotation(i).is_some() && !inside;
        let mut inner = range.take_while(|&i| !r.breaks(i) || quoted(i));
        inner.any(|i| {
            let noun = i > at && r.is(i - 1, Kinds::PREPOSITION);
            let asks = r.is(i, Kinds::QUESTION) && !noun;
            let clause = asks || r.is(i, Kinds::PAST) || r.finite(i) && i > at;
            let subject = r.is(i, Kinds::SUBJECT) && (i > at || r.finite(i + 1));
            clause
                || subject
                || quoted(i)
                || matches!(r.lower(i), "as" | "coming")
                || r.lower(i) == "to" && !r.text.is(i + 1, Class::NUMBER)
                || r.lower(i) == "at" && r.text.is(i + 1, Class::NUMBER)
                || i > at && is_verbal(r, i)
        })
    }

    /// Whether the verb gives a thing its name, or is a call by telephone.
    fn is_named(&self, group: &Group, subject: TokenSpan, next: usize) -> bool {
        let r = self.r;
        let name = |i: &usize| r.text.is(*i, Class::CAPITAL | Class::NUMBER);
        let end = next + (next..self.end).take(8).take_while(name).count();
        let behind = Kinds::PAST
            .or(Kinds::SUBORDINATOR)
            .or(Kinds::CONJUNCTION)
            .or(Kinds::PREPOSITION);
        let closes =
            end > next && (end >= self.end || r.breaks(end) || r.finite(end) || r.is(end, behind));
        let title = r.opens(next).is_some_and(|quotation| {
            let after = quotation.tokens.range().end;
            quotation.tokens.len() <= LONGEST_TITLE
                && r.text.is(next + 1, Class::CAPITAL)
                && r.lower(after) != "by"
        });
        let named = (closes || title) && !self.ends_in_speaker(subject) && !group.supported;
        named || closes && r.text.is(next, Class::NUMBER)
    }
}

/// Whether the word at `at` is the verb of a clause for its form and what follows: "added 40 people died on Monday".
fn is_verbal(r: &Reader<'_, '_>, at: usize) -> bool {
    let next = at + 1;
    let behind = r.breaks(next) || r.is(next, Kinds::PREPOSITION.or(Kinds::DETERMINER));
    r.lower(at).ends_with("ed") && r.lower(at).len() > 4 && behind && r.lower(next) != "by"
}

fn is_number(r: &Reader<'_, '_>, at: usize) -> bool {
    let word = |i: usize| {
        r.text.is(i, Class::NUMBER)
            || r.is(i, Kinds::NUMBER_WORD)
            || matches!(r.lower(i), "$" | "\u{20ac}" | "\u{a3}")
    };
    word(at) || r.is(at, Kinds::ABOUT) && word(at + 1)
}

/// Whether what is found is the finding of a document, or a share: "found 54 percent of adults opposed".
fn is_finding(r: &Reader<'_, '_>, subject: TokenSpan, at: usize) -> bool {
    let share = |i: usize| matches!(r.lower(i), "percent" | "per" | "%");
    subject.range().any(|i| r.is(i, Kinds::DOCUMENT)) || (at..at + SHARE).any(share)
}

#[cfg(test)]
mod tests {
    use super::{DEEDS, Signs};
    use crate::extract::claims::cue::{LEXICON, WordClass};

    #[test]
    fn every_sign_of_the_table_is_known_and_every_verb_is_a_cue() {
        let table = include_str!("../../data/claims/deeds.tsv");
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        let mut verbs = 0;
        for row in rows {
            let (listed, signs) = row.split_once('\t').expect(row);
            for sign in signs.split(' ') {
                assert!(Signs::parse(sign).is_some(), "{sign}");
            }
            for verb in listed.split(' ') {
                let cue = |cue: &&super::super::cue::Cue| {
                    cue.class == WordClass::Verb && cue.forms.first() == Some(&verb)
                };
                assert!(LEXICON.cues.iter().any(|c| cue(&c)), "{verb}");
                assert!(DEEDS.contains_key(verb), "{verb}");
                verbs += 1;
            }
        }
        assert!(verbs >= DEEDS.len());
    }
}
