//! Temporal expressions, after TIMEX3 (ISO 24617-1).

use super::Span;
use super::names::names;

/// A day of the proleptic Gregorian calendar. Arithmetic on days is in `text::calendar`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year, astronomically counted.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl std::fmt::Display for Day {
    /// Writes the day as `YYYY-MM-DD`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The position of a date in its record, counted from 0; written as `d1`, `d2`, ….
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateId(pub u32);

/// A temporal expression in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Where it stands, without a leading preposition.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// The TIMEX3 value (`2025-07-01`, `2025-W26`, `P3W`, `PAST_REF`).
    pub value: String,
    /// The TIMEX3 value of the other end of a range.
    pub end_value: Option<String>,
    /// The TIMEX3 `mod`.
    pub modifier: Option<Modifier>,
    /// The first calendar day that it covers.
    pub first_day: Option<Day>,
    /// The last calendar day that it covers.
    pub last_day: Option<Day>,
    /// What a relative expression was counted from; none where the words alone say it.
    pub anchor: Option<Anchor>,
    /// Whether the document does not settle which date is meant.
    pub ambiguous: bool,
}

impl DateMention {
    /// An expression with its value alone: no days, no anchor, nothing that narrows it.
    #[must_use]
    pub const fn new(span: Span, kind: DateKind, value: String) -> Self {
        Self {
            span,
            kind,
            value,
            end_value: None,
            modifier: None,
            first_day: None,
            last_day: None,
            anchor: None,
            ambiguous: false,
        }
    }
}

/// The TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A calendar date of any grain.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// The TIMEX3 modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// "before"
    Before,
    /// "after"
    After,
    /// "on or before", "by"
    OnOrBefore,
    /// "on or after"
    OnOrAfter,
    /// "less than"
    LessThan,
    /// "more than"
    MoreThan,
    /// "no more than"
    EqualOrLess,
    /// "at least"
    EqualOrMore,
    /// "early"
    Start,
    /// "mid"
    Mid,
    /// "late", "the end of"
    End,
    /// "about", "around"
    Approx,
}

/// What a relative date was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day of publication.
    Published,
    /// Another date of the article.
    Date(DateId),
}

names!(DateKind {
    Date = "date",
    Time = "time",
    Duration = "duration",
    Set = "set",
});

names!(Modifier {
    Before = "BEFORE",
    After = "AFTER",
    OnOrBefore = "ON_OR_BEFORE",
    OnOrAfter = "ON_OR_AFTER",
    LessThan = "LESS_THAN",
    MoreThan = "MORE_THAN",
    EqualOrLess = "EQUAL_OR_LESS",
    EqualOrMore = "EQUAL_OR_MORE",
    Start = "START",
    Mid = "MID",
    End = "END",
    Approx = "APPROX",
});
