//! The tokens of a sentence as the grammar sees them, with what each can mean.

use std::cell::Cell;
use std::ops::Range;

use super::lexicon::{self, HOLIDAYS, Meanings, Phrases, REFERENCES, Role, Table, Word};
use super::value::{Grain, Part, Season};
use crate::text::number::{self, Number, NumberKind};
use crate::text::{Class, Text};

/// How far from a word that only points to a time the rest of its expression may begin, in tokens.
const NEAR: u8 = 6;

/// How many numbers are remembered: the parsers come back to the same ones while they try an expression.
const REMEMBERED: usize = 8;

/// What the tokens of a text mean, looked up once.
pub(super) struct Glossary {
    meanings: Vec<&'static Meanings>,
    /// How far the next token is that is a unit, a name or a time, or opens a phrase that is one; 0 where the token itself does.
    to_anchor: Vec<u8>,
    /// The numbers read last, by the low bits of their place.
    numbers: [Cell<(usize, Option<Number>)>; REMEMBERED],
}

impl Glossary {
    pub(super) fn new(text: &Text<'_>) -> Self {
        let meaning = |at| {
            if text.is(at, Class::TEMPORAL) {
                lexicon::meanings(text.lower(at))
            } else {
                lexicon::nothing()
            }
        };
        let meanings: Vec<&'static Meanings> = (0..text.len()).map(meaning).collect();
        let mut to_anchor = vec![u8::MAX; meanings.len()];
        let mut distance = u8::MAX;
        for (at, to_anchor) in to_anchor.iter_mut().enumerate().rev() {
            distance = if meanings[at].anchors || opens_phrase(text, meanings[at], at) {
                0
            } else {
                distance.saturating_add(1)
            };
            *to_anchor = distance;
        }
        Self {
            meanings,
            to_anchor,
            numbers: std::array::from_fn(|_| Cell::new((usize::MAX, None))),
        }
    }

    /// Whether a unit, a name or a time stands at `at` or soon after it.
    fn is_near(&self, at: usize) -> bool {
        self.to_anchor
            .get(at)
            .is_some_and(|&distance| distance <= NEAR)
    }

    fn number(&self, text: &Text<'_>, at: usize) -> Option<Number> {
        let cell = &self.numbers[at % REMEMBERED];
        let (known, number) = cell.get();
        if known == at {
            return number;
        }
        let number = number::parse(text, at);
        cell.set((at, number));
        number
    }
}

/// Whether a word is the mark of a short year ('98) or a year with its code (FY24).
fn opens_year(word: &str) -> bool {
    match word {
        "'" | "\u{2019}" | "\u{2018}" => true,
        _ => matches!(word.as_bytes(), [b'f' | b'c', b'y', b'0'..=b'9', ..]),
    }
}

/// Whether a named day or a reference ("the past") begins at `at`.
fn opens_phrase(text: &Text<'_>, meanings: &Meanings, at: usize) -> bool {
    let word = |at| text.lower(at);
    meanings.opens(Table::References) && REFERENCES.longest(at, word).is_some()
        || meanings.opens(Table::Holidays) && HOLIDAYS.longest(at, word).is_some()
}

/// The tokens of one sentence, as the grammar sees them: what lies past its end is empty.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub text: &'a Text<'a>,
    glossary: &'a Glossary,
    pub start: usize,
    pub limit: usize,
    /// How many dates lie within dates here: "the last day of the week of …".
    depth: u8,
}

/// Dates within dates are read this deep and no deeper.
const DEEPEST: u8 = 3;

impl<'a> View<'a> {
    pub(super) fn new(text: &'a Text<'a>, glossary: &'a Glossary, sentence: Range<usize>) -> Self {
        Self {
            text,
            glossary,
            start: sentence.start,
            limit: sentence.end,
            depth: 0,
        }
    }

    /// The same view for a date within the one that is being read; none where that is too deep.
    pub(super) fn deeper(self) -> Option<Self> {
        let depth = self.depth + 1;
        (depth <= DEEPEST).then_some(Self { depth, ..self })
    }

    /// Whether an expression may begin at `at`: words that only point to a time, and numbers, need the time itself near them,
    /// but for numbers that can be years, clock times or dates in figures.
    pub(super) fn can_open(self, at: usize) -> bool {
        let class = self.text.class(at);
        if class.any(Class::NUMBER) {
            return !self.is_chained(at)
                && (self.is_shaped(at)
                    || self.glossary.is_near(at + 1)
                    || self.is_clock_word(at + 1));
        }
        if class.any(Class::TEMPORAL) {
            return self.glossary.is_near(at) || self.leads_to_number(at);
        }
        if class.any(Class::NUMBER_WORD | Class::ORDINAL_WORD) {
            return self.glossary.is_near(at + 1)
                || self.is_clock_word(at + 1)
                || self.is(at + 1, Class::NUMBER_WORD | Class::MAGNITUDE | Class::DASH);
        }
        opens_year(self.lower(at))
    }

    /// Whether a date can begin at `at` where something before it already tells of time.
    pub(super) fn is_temporal(self, at: usize) -> bool {
        let classes = Class::TEMPORAL | Class::NUMBER | Class::NUMBER_WORD | Class::ORDINAL_WORD;
        self.is(at, classes)
            || match self.lower(at) {
                "its" | "their" | "final" | "ad" | "a.d." => true,
                word => opens_year(word),
            }
    }

    /// The word between the minutes and the hour: "ten past four".
    fn is_clock_word(self, at: usize) -> bool {
        let meanings = self.meanings(at);
        meanings.has_role(Role::Past) || meanings.has_role(Role::After)
    }

    /// Whether a number that makes it an expression stands soon after the word at `at`: "the end of 1998", "around 10:30".
    fn leads_to_number(self, at: usize) -> bool {
        let number = Class::NUMBER | Class::NUMBER_WORD;
        let leads = self.meanings(at).leads_to_number;
        leads && (at + 1..=at + 1 + usize::from(NEAR)).any(|next| self.is(next, number))
            || self.is(at + 1, Class::NUMBER) && self.lower(at + 2) == ":"
    }

    /// Whether a number in digits can be a date or time by its own shape and the mark that follows it.
    fn is_shaped(self, at: usize) -> bool {
        let word = self.text.word(at);
        word.len() == 4
            || word.contains('.')
            || self.is(at + 1, Class::DASH)
            || matches!(self.lower(at + 1), ":" | "/")
            || self.is(at + 1, Class::NUMBER)
            || self.is(at + 1, Class::WORD) && self.glued(at + 1)
    }

    /// Whether a number stands within a chain of slashes: "1/2/3/4" begins nothing at its 2.
    fn is_chained(self, at: usize) -> bool {
        let slash = |at| self.lower(at) == "/" && self.glued(at);
        at > self.start && self.glued(at) && slash(at - 1) && slash(at + 1) && self.glued(at + 2)
    }

    /// The number that begins at `at`.
    pub(super) fn number(self, at: usize) -> Option<Number> {
        self.glossary.number(self.text, at)
    }

    pub(super) fn lower(self, at: usize) -> &'a str {
        if at < self.limit {
            self.text.lower(at)
        } else {
            ""
        }
    }

    pub(super) fn is(self, at: usize, classes: Class) -> bool {
        at < self.limit && self.text.is(at, classes)
    }

    /// The token before `at` in lower case; empty at the start of the sentence.
    pub(super) fn before(self, at: usize) -> &'a str {
        if at > self.start {
            self.text.lower(at - 1)
        } else {
            ""
        }
    }

    pub(super) fn glued(self, at: usize) -> bool {
        self.is(at, Class::GLUED)
    }

    /// A hyphen or dash that joins two words without white space.
    pub(super) fn joint(self, at: usize) -> bool {
        self.text.class(at).all(Class::DASH | Class::GLUED) && self.glued(at + 1)
    }

    /// The token after a hyphen at `at`, or `at` itself where there is none.
    pub(super) fn past_joint(self, at: usize) -> usize {
        at + usize::from(self.joint(at))
    }

    pub(super) fn any(self, at: usize, words: &[&str]) -> bool {
        let word = self.lower(at);
        words.contains(&word)
    }

    /// Whether the token before `at` is one of `words`.
    pub(super) fn any_before(self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.before(at))
    }

    pub(super) fn meanings(self, at: usize) -> &'static Meanings {
        match self.glossary.meanings.get(at) {
            Some(meanings) if at < self.limit => meanings,
            _ => lexicon::nothing(),
        }
    }

    /// The longest phrase of a table that begins at `at`: its place there and the token after it.
    pub(super) fn phrase<T>(self, at: usize, phrases: &Phrases<T>) -> Option<(usize, usize)> {
        let opens = self.meanings(at).opens(phrases.table);
        opens
            .then(|| phrases.longest(at, |n| self.lower(n)))
            .flatten()
    }

    pub(super) fn meaning<T>(self, at: usize, pick: impl Fn(Word) -> Option<T>) -> Option<T> {
        self.meanings(at).words.iter().find_map(|&word| pick(word))
    }

    pub(super) fn role(self, at: usize) -> Option<Role> {
        self.meaning(at, |word| match word {
            Word::Role(role) => Some(role),
            _ => None,
        })
    }

    pub(super) fn has_role(self, at: usize, role: Role) -> bool {
        self.meanings(at).has_role(role)
    }

    pub(super) fn unit(self, at: usize) -> Option<Grain> {
        self.meaning(at, |word| match word {
            Word::Unit(grain) => Some(grain),
            _ => None,
        })
    }

    pub(super) fn month(self, at: usize) -> Option<u8> {
        self.meaning(at, |word| match word {
            Word::Month(month) => Some(month),
            _ => None,
        })
    }

    /// Whether the token before `at` is the name of a month.
    pub(super) fn month_before(self, at: usize) -> bool {
        at > self.start && self.text.is(at - 1, Class::CAPITAL) && self.month(at - 1).is_some()
    }

    pub(super) fn weekday(self, at: usize) -> Option<u8> {
        self.meaning(at, |word| match word {
            Word::Weekday(day) => Some(day),
            _ => None,
        })
    }

    pub(super) fn season(self, at: usize) -> Option<Season> {
        self.meaning(at, |word| match word {
            Word::Season(season) => Some(season),
            _ => None,
        })
    }

    pub(super) fn part(self, at: usize) -> Option<Part> {
        self.meaning(at, |word| match word {
            Word::Part(part) => Some(part),
            _ => None,
        })
    }

    /// A whole number in digits without separators, and how many digits it has.
    pub(super) fn digits(self, at: usize) -> Option<(u32, usize)> {
        if !self.is(at, Class::NUMBER) {
            return None;
        }
        let word = self.text.word(at);
        let plain = word.len() <= 8 && word.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| word.parse().ok().map(|n| (n, word.len())))?
    }

    /// Digits of at most two places within bounds.
    pub(super) fn small(self, at: usize, low: u32, high: u32) -> Option<u8> {
        let (number, places) = self.digits(at)?;
        (places <= 2 && (low..=high).contains(&number))
            .then(|| u8::try_from(number).ok())
            .flatten()
    }

    /// An ordinal from 1 to 31, in digits or words, and the token after it.
    pub(super) fn ordinal(self, at: usize) -> Option<(u8, usize)> {
        if !self.is(at, Class::NUMBER | Class::ORDINAL_WORD | Class::NUMBER_WORD) {
            return None;
        }
        let number = self.number(at)?;
        let fits = number.kind == NumberKind::Ordinal && number.end() <= self.limit;
        (fits && (1.0..=99.0).contains(&number.value)).then(|| (to_u8(number.value), number.end()))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the caller has checked the bounds"
)]
fn to_u8(value: f64) -> u8 {
    value as u8
}
