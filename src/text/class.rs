//! Class bits of tokens: their shape, and the word lists they stand in.

use std::ops::{BitOr, BitOrAssign};

/// A set of classes. The tokeniser gives shapes, `lexicon` adds the word lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u64);

impl Class {
    /// No class.
    pub const NONE: Self = Self(0);

    // Shapes.
    /// Begins with a letter.
    pub const WORD: Self = Self(1 << 0);
    /// Begins with a digit: digits with inner points and commas.
    pub const NUMBER: Self = Self(1 << 1);
    /// A mark that is neither letter nor digit.
    pub const MARK: Self = Self(1 << 2);
    /// A word whose first letter is upper case.
    pub const CAPITAL: Self = Self(1 << 3);
    /// A word of two or more letters, all of them upper case.
    pub const ALL_CAPS: Self = Self(1 << 4);
    /// Ends with a full stop that belongs to it: `U.S.`, `Mr.`.
    pub const DOTTED: Self = Self(1 << 5);
    /// No white space before it: it continues the token before.
    pub const GLUED: Self = Self(1 << 6);
    /// The first word or number of a sentence.
    pub const SENTENCE_START: Self = Self(1 << 7);
    /// An opening quotation mark.
    pub const QUOTE: Self = Self(1 << 8);
    /// A full stop, question or exclamation mark, or ellipsis that can end a sentence.
    pub const STOP: Self = Self(1 << 9);
    /// A hyphen, en dash or em dash.
    pub const DASH: Self = Self(1 << 10);
    /// The possessive `'s` or a bare `'` after a plural.
    pub const POSSESSIVE: Self = Self(1 << 11);
    /// A URL, an e-mail address, a @handle or a #tag.
    pub const ADDRESS: Self = Self(1 << 12);
    /// A closing quotation mark.
    pub const QUOTE_END: Self = Self(1 << 13);

    // Word lists: see `lexicon`.
    /// A month, its abbreviation too.
    pub const MONTH: Self = Self(1 << 16);
    /// A day of the week, its abbreviation too.
    pub const WEEKDAY: Self = Self(1 << 17);
    /// A unit of time: day, weeks, quarter.
    pub const TIME_UNIT: Self = Self(1 << 18);
    /// A number in words: three, dozen.
    pub const NUMBER_WORD: Self = Self(1 << 19);
    /// An ordinal in words: third.
    pub const ORDINAL_WORD: Self = Self(1 << 20);
    /// A magnitude: thousand, million, bn, crore.
    pub const MAGNITUDE: Self = Self(1 << 21);
    /// A word of an attribution cue.
    pub const CUE: Self = Self(1 << 22);
    /// A personal pronoun that can be a source: he, she, they, who.
    pub const PRONOUN: Self = Self(1 << 23);
    /// A function word: article, preposition, conjunction, auxiliary.
    pub const FUNCTION: Self = Self(1 << 24);
    /// A word that, in lower case, stands in no name.
    pub const PLAIN: Self = Self(1 << 25);

    /// A word that can open or join a temporal expression: today, third, late, the.
    pub const TEMPORAL: Self = Self(1 << 40);

    /// Whether it holds any of `other`.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it holds all of `other`.
    #[must_use]
    pub const fn all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
