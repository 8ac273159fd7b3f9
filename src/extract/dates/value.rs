//! What the grammar makes of the words alone: typed values that may leave open the year, the week or what they count from.

use crate::model::Modifier;

/// The units of time, from fine to coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// A part of the year, named after the northern one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of the day, as TIMEX3 writes it after `T`.
pub(super) type Part = &'static str;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: Option<u8>,
    /// The offset from UTC as TIMEX3 writes it, where a zone of one offset is named.
    pub zone: Option<&'static str>,
}

/// A date or time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub base: Base,
    pub part: Option<Part>,
    pub clock: Option<Clock>,
    /// Whether it counts by somebody's business year, which may begin in any month.
    pub fiscal: bool,
}

impl Point {
    pub(super) fn new(base: Base) -> Self {
        Self {
            base,
            part: None,
            clock: None,
            fiscal: false,
        }
    }

    pub(super) fn named(field: Field, year: Year, which: Which) -> Self {
        Self::new(Base::Named { field, year, which })
    }

    pub(super) fn shift(grain: Grain, count: i64, origin: Origin) -> Self {
        Self::new(Base::Shift {
            grain,
            count,
            origin,
            exact: false,
        })
    }
}

/// The calendar part of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A time of day without its day.
    Open,
    /// A named part of the calendar: March, the third quarter, Friday.
    Named {
        field: Field,
        year: Year,
        which: Which,
    },
    /// So many units from an origin: last week, two days later.
    Shift {
        grain: Grain,
        count: i64,
        origin: Origin,
        /// Whether the day is meant also where the unit is coarser ("in two weeks").
        exact: bool,
    },
    /// A part of another point: Friday of last week, the last day of May, the second week of March.
    Within { inner: Inner, outer: Box<Point> },
}

/// A part of a longer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    Weekday(u8),
    /// The nth unit, counted from the end where negative.
    Nth(i8, Grain),
    /// The nth such weekday of a month, counted from the end where negative.
    NthWeekday(i8, u8),
}

/// What a relative date counts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Published,
    /// The last date mentioned before.
    Mention,
    Point(Box<Point>),
}

/// A named part of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Year,
    Bc,
    Half(u8),
    Quarter(u8),
    Season(Season),
    Month(u8),
    /// Month, day, and the weekday where it is told too.
    MonthDay(u8, u8, Option<u8>),
    /// The 24th.
    MonthlyDay(u8, Option<u8>),
    Weekday(u8),
    Weekend,
    Week(u8),
    Holiday(usize),
    Decade,
    /// The nth century.
    Century(u8),
}

/// The year of a named part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Open,
    Is(i32),
    /// So many years after that of publication.
    Shift(i32),
    /// That of the last date mentioned, and so many years more.
    Mentioned(i32),
}

/// Which of the parts of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// As the context has it.
    Context,
    /// The latest before the origin.
    Last,
    /// That of the running unit.
    This,
    /// The earliest after the origin.
    Coming,
    /// The same, but not tomorrow: that would be called so.
    Next,
    /// The latest before the last date mentioned.
    Previous,
    /// The earliest after the last date mentioned.
    Following,
    /// The one mentioned before.
    Same,
}

/// How many, in thousandths; none for an unknown number ("several").
pub(super) type Count = Option<i64>;

/// A length of time: amounts with their units, coarse ones first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub parts: Vec<(Count, Grain)>,
    /// The other end of "two to three weeks".
    pub upper: Option<i64>,
}

/// What recurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recurring {
    Every(Length),
    Weekday(u8),
    Named(Field),
    Part(Part, Option<u8>),
    Written(&'static str),
}

/// The value of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    Point(Point),
    /// A date so long after one mentioned before ("two years later") or after publication ("in two weeks"), and that
    /// length alone, which is what is meant where the document gives nothing to count from.
    Counted {
        point: Point,
        length: Length,
    },
    Length(Length),
    Set(Recurring),
    Reference(&'static str),
}

/// Which of the first two numbers of a date in figures is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    /// Both readings are days; the value has the month first.
    Either,
}

/// An expression with its modifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub expr: Expr,
    pub modifier: Option<Modifier>,
    /// Whether it is the near end of a range whose far end is the next expression.
    pub opens_range: bool,
    /// Which of two numbers is the day, in a date in figures.
    pub order: Option<Order>,
    /// The far end of a range that is one expression: "the 2024-25 season".
    pub until: Option<Point>,
}

impl Reading {
    pub(super) fn new(expr: Expr) -> Self {
        Self {
            expr,
            modifier: None,
            opens_range: false,
            order: None,
            until: None,
        }
    }

    pub(super) fn with(mut self, modifier: Option<Modifier>) -> Self {
        self.modifier = modifier.or(self.modifier);
        self
    }
}
