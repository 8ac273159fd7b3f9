//! Numbers that measure or count something.

use super::Span;
use super::names::names;

/// A figure: its value and what it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it stands, with its unit.
    pub span: Span,
    /// What it is.
    pub kind: FigureKind,
    /// The value in full ("2.5 billion" is 2.5e9); none for a range or a vague figure.
    pub value: Option<f64>,
    /// The lower end of a range, or the least that a vague figure means.
    pub low: Option<f64>,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// The value before the change, for the later of two linked figures ("from 3% to 3.5%").
    pub previous: Option<f64>,
    /// `%`, an ISO 4217 currency, or the unit's name in the singular; none for plain counts.
    pub unit: Option<String>,
    /// What it is given for each of ("share", "day").
    pub per: Option<String>,
    /// How exact it is said to be.
    pub approx: Option<Approx>,
    /// The whole that a share is of ("GDP").
    pub of: Option<String>,
    /// What is measured or counted ("defence spending", "jobs").
    pub subject: Option<String>,
}

/// The kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// A percentage.
    Percent,
    /// An amount of money.
    Money,
    /// A measure with a unit.
    Quantity,
    /// How many of something.
    Count,
    /// A place in an order.
    Ordinal,
    /// Two ends.
    Range,
    /// A fraction, a multiple, "one in six".
    Ratio,
    /// The result of a match.
    Score,
}

/// How exact a figure is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approx {
    /// "about", "some"
    About,
    /// "at least"
    AtLeast,
    /// "up to", "at most"
    AtMost,
    /// "more than", "over"
    MoreThan,
    /// "less than", "under", "nearly"
    LessThan,
}

names!(FigureKind {
    Percent = "percent",
    Money = "money",
    Quantity = "quantity",
    Count = "count",
    Ordinal = "ordinal",
    Range = "range",
    Ratio = "ratio",
    Score = "score",
});

names!(Approx {
    About = "about",
    AtLeast = "at_least",
    AtMost = "at_most",
    MoreThan = "more_than",
    LessThan = "less_than",
});
