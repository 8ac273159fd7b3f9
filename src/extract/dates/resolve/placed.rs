//! Dates placed in the calendar, and the dates mentioned before that others count from.

use super::super::place;
use super::super::timex::When;
use super::super::value::Field;
use crate::model::{Anchor, DateId};

/// A date placed in the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub when: When,
    pub anchor: Option<Anchor>,
    pub ambiguous: bool,
}

impl Placed {
    /// A part whose year or week nothing tells.
    pub(super) fn open(field: Field) -> Self {
        Self {
            when: place::open(field),
            anchor: None,
            ambiguous: true,
        }
    }

    pub(super) const fn told(when: When) -> Self {
        Self {
            when,
            anchor: None,
            ambiguous: false,
        }
    }
}

/// A date mentioned before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mentioned {
    pub id: usize,
    pub when: When,
    pub at: usize,
    /// Whether its year stands in the text.
    pub explicit: bool,
}

pub(super) fn date_anchor(id: usize) -> Option<Anchor> {
    Some(Anchor::Date(DateId(u32::try_from(id).ok()?)))
}

pub(super) fn anchor_on(last: Mentioned) -> Option<Anchor> {
    date_anchor(last.id)
}

/// Whether a date is told to the month or the day.
pub(super) const fn is_fine(when: When) -> bool {
    matches!(when, When::Day(_) | When::Month(..))
}

/// Whether a date is told to the week.
pub(super) const fn is_week(when: When) -> bool {
    matches!(when, When::Week(..) | When::Weekend(..))
}

/// The year that a date lies in, where it lies in one.
pub(super) fn year_of(when: When) -> Option<i32> {
    match when {
        When::Week(year, _) | When::Weekend(year, _) => Some(year),
        When::Decade(_) | When::Century(_) => None,
        _ => when.days().map(|(first, _)| first.year),
    }
}
