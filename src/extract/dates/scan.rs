//! The walk over the text: it asks the grammar at every token that can open an expression.

use super::grammar;
use super::lexicon::{self, Role, Word};
use super::value::{Grain, Part, Reading, Season};
use crate::text::number::{self, NumberKind};
use crate::text::{Class, Text, TokenSpan};

/// An expression found, not yet resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub tokens: TokenSpan,
    pub reading: Reading,
}

/// The tokens that can belong to an expression.
const TRIGGERS: Class = Class::TEMPORAL;

/// The meanings of all tokens, looked up once.
pub(super) fn meanings(text: &Text<'_>) -> Vec<&'static [Word]> {
    let meaning = |at| {
        if text.is(at, TRIGGERS) {
            lexicon::meanings(text.lower(at))
        } else {
            &[]
        }
    };
    (0..text.len()).map(meaning).collect()
}

/// Finds the expressions of a text from left to right; none overlaps another.
pub(super) fn scan(text: &Text<'_>) -> Vec<Candidate> {
    let meanings = meanings(text);
    let mut found = Vec::new();
    for sentence in &text.sentences {
        let view = View {
            text,
            meanings: &meanings,
            start: sentence.range().start,
            limit: sentence.range().end,
            depth: 0,
        };
        let mut at = sentence.range().start;
        while at < view.limit {
            at = if view.can_open(at) {
                grammar::read(view, at, &mut found).unwrap_or(at + 1)
            } else {
                at + 1
            };
        }
    }
    found
}

/// The tokens of one sentence, as the grammar sees them: what lies past its end is empty.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub text: &'a Text<'a>,
    meanings: &'a [&'static [Word]],
    pub start: usize,
    pub limit: usize,
    /// How many dates lie within dates here: "the last day of the week of …".
    depth: u8,
}

/// Dates within dates are read this deep and no deeper.
const DEEPEST: u8 = 3;

impl<'a> View<'a> {
    /// The same view for a date within the one that is being read; none where that is too deep.
    pub(super) fn deeper(self) -> Option<Self> {
        let depth = self.depth + 1;
        (depth <= DEEPEST).then_some(Self { depth, ..self })
    }

    fn can_open(self, at: usize) -> bool {
        self.text.is(
            at,
            TRIGGERS | Class::NUMBER | Class::NUMBER_WORD | Class::ORDINAL_WORD,
        ) || matches!(self.text.word(at), "'" | "\u{2019}" | "\u{2018}")
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

    pub(super) fn meanings(self, at: usize) -> &'static [Word] {
        if at < self.limit {
            self.meanings.get(at).copied().unwrap_or(&[])
        } else {
            &[]
        }
    }

    pub(super) fn meaning<T>(self, at: usize, pick: impl Fn(Word) -> Option<T>) -> Option<T> {
        self.meanings(at).iter().find_map(|&word| pick(word))
    }

    pub(super) fn role(self, at: usize) -> Option<Role> {
        self.meaning(at, |word| match word {
            Word::Role(role) => Some(role),
            _ => None,
        })
    }

    pub(super) fn has_role(self, at: usize, role: Role) -> bool {
        self.meanings(at).contains(&Word::Role(role))
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
        let number = number::parse(self.text, at)?;
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
