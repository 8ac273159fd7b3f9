//! Named parts of the calendar, and times of day, placed by the year, week or day that the document gives them.

use super::super::context::{self, Outlook};
use super::super::place::{self, Around};
use super::super::timex::When;
use super::super::value::{Clock, Field, Which, Year};
use super::placed::{Mentioned, Placed, anchor_on, date_anchor, is_fine, is_week, year_of};
use super::{Document, overview};
use crate::model::{Anchor, Day};
use crate::text::{Class, TokenSpan, calendar};

/// How many blocks later a day that was named is still told of.
const BLOCKS_ON: usize = 3;

/// How many days before publication a day may lie that later blocks still tell of.
const DAYS_ON: i64 = 3;

impl Document<'_> {
    /// The day of a time of day that stands alone: the last one named in its block, or the day of the last few that a block
    /// just before tells of; else that of publication, or the one before where a morning's article tells of an evening.
    pub(super) fn open_time(&self, clock: Option<Clock>, tokens: TokenSpan) -> Placed {
        let block = self.text.block_of(tokens.range().start);
        let near = self.last_day.filter(|last| {
            let same = self.text.block_of(last.at) == block && !self.looks_past(*last, tokens);
            same || self.tells_on(*last, block, tokens)
        });
        let open = self
            .open_day
            .filter(|last| self.text.block_of(last.at) == block);
        if let Some(last) = open {
            return Placed {
                when: last.when,
                anchor: anchor_on(last),
                ambiguous: true,
            };
        }
        if let Some(last) = near {
            return Placed {
                when: last.when,
                anchor: anchor_on(last),
                ambiguous: false,
            };
        }
        self.published.map_or_else(
            || {
                self.last_day
                    .map_or(Placed::told(When::AnyDay), |last| Placed {
                        when: last.when,
                        anchor: anchor_on(last),
                        ambiguous: true,
                    })
            },
            |day| Placed {
                when: When::Day(self.day_of_clock(day, clock, tokens)),
                anchor: Some(Anchor::Published),
                ambiguous: false,
            },
        )
    }

    /// Whether a clause looks ahead, when the last day named was over before publication.
    fn looks_past(&self, last: Mentioned, tokens: TokenSpan) -> bool {
        let over = last.when.days().zip(self.published);
        over.is_some_and(|((_, day), published)| day < published)
            && !self.narrative
            && context::outlook(self.text, tokens) == Outlook::Future
    }

    /// Whether a block goes on telling of the day that one just before it named: one of the few before publication, in a
    /// clause of the past. A time that opens a sentence is the mark of a running report, which is of its own day.
    fn tells_on(&self, last: Mentioned, block: usize, tokens: TokenSpan) -> bool {
        let near = block - self.text.block_of(last.at) <= BLOCKS_ON;
        let (Some(published), Some((day, _)), true) = (self.published, last.when.days(), near)
        else {
            return false;
        };
        let ago = calendar::days_between(day, published);
        ago.is_some_and(|days| (1..=DAYS_ON).contains(&days))
            && !self.text.is(tokens.range().start, Class::SENTENCE_START)
            && context::outlook(self.text, tokens) == Outlook::Past
    }

    fn day_of_clock(&self, day: Day, clock: Option<Clock>, tokens: TokenSpan) -> Day {
        let evening = clock.is_some_and(|clock| clock.zone.is_none() && clock.hour >= 17);
        let over = || {
            context::outlook(self.text, tokens) == Outlook::Past
                || context::was_done_by(self.text, tokens)
        };
        let before = evening && self.morning && over();
        calendar::add_days(day, -i64::from(before)).unwrap_or(day)
    }

    pub(super) fn named(
        &self,
        field: Field,
        year: Year,
        which: Which,
        tokens: TokenSpan,
    ) -> Placed {
        let (year, anchor) = match year {
            Year::Is(year) => return Placed::told(place::in_year(field, year)),
            Year::Shift(count) => match self.published {
                Some(day) => (day.year + count, Some(Anchor::Published)),
                None if count == 0 => return self.without_year(field, tokens),
                None => return Placed::open(field),
            },
            Year::Mentioned(count) if field == Field::Year && which == Which::Same && count < 0 => {
                return self.year_before(count);
            }
            Year::Mentioned(count) => {
                match self.last.and_then(|last| Some((year_of(last.when)?, last))) {
                    Some((year, last)) => (year + count, anchor_on(last)),
                    None => return self.without_year(field, tokens),
                }
            }
            Year::Open => return self.chosen(field, which, tokens),
        };
        Placed {
            when: place::in_year(field, year),
            anchor,
            ambiguous: false,
        }
    }

    /// "the year-ago quarter": the one reported on, a year before; without one, the year before.
    pub(super) fn year_before(&self, count: i32) -> Placed {
        if let Some((year, quarter, id)) = self.quarter {
            return Placed {
                when: When::Quarter(Some(year + count), quarter),
                anchor: date_anchor(id),
                ambiguous: false,
            };
        }
        let Some(day) = self.published.filter(|_| !self.narrative) else {
            let last = self.last.and_then(|last| Some((year_of(last.when)?, last)));
            return last.map_or(Placed::told(When::AnyYear), |(year, last)| Placed {
                when: When::Year(year + count),
                anchor: anchor_on(last),
                ambiguous: false,
            });
        };
        Placed {
            when: When::Year(day.year + count),
            anchor: Some(Anchor::Published),
            ambiguous: false,
        }
    }

    /// A named part whose year the article itself has to tell: the last one mentioned in a narrative, else that of its
    /// fully dated expressions.
    pub(super) fn without_year(&self, field: Field, tokens: TokenSpan) -> Placed {
        if !place::has_year(field) {
            return self
                .chosen_by_mention(field, Which::Context)
                .unwrap_or_else(|| Placed::open(field));
        }
        let bounds = |at| overview::is_bound(self.text, at);
        let last = self
            .last
            .filter(|last| self.narrative || is_fine(last.when) && !bounds(last.at));
        let ahead = || context::outlook(self.text, tokens) == Outlook::Future;
        if let Some((year, last)) = last.and_then(|last| Some((year_of(last.when)?, last))) {
            return Placed {
                when: place::in_year(field, year),
                anchor: anchor_on(last),
                // A bare year may be told of something else, and what is to come may come in the year after.
                ambiguous: !is_fine(last.when) || self.published.is_none() && ahead(),
            };
        }
        self.own_year.map_or_else(
            || Placed::open(field),
            |(id, year)| Placed {
                when: place::in_year(field, year),
                anchor: date_anchor(id),
                ambiguous: true,
            },
        )
    }

    /// A named part as seen from the last day mentioned.
    fn chosen_by_mention(&self, field: Field, which: Which) -> Option<Placed> {
        let last = self.last_day.or(self
            .last
            .filter(|last| place::has_year(field) || is_week(last.when)))?;
        let (day, _) = last.when.days()?;
        let outlook = Outlook::Unknown;
        let when = place::choose(field, which, Around { day, outlook })?;
        Some(Placed {
            when,
            anchor: anchor_on(last),
            ambiguous: which == Which::Context,
        })
    }

    /// A named part whose year or week the context must tell.
    fn chosen(&self, field: Field, which: Which, tokens: TokenSpan) -> Placed {
        let by_mention = place::from_mention(which) || self.narrative && which != Which::Context;
        if let Some(placed) = by_mention
            .then(|| self.chosen_by_mention(field, which))
            .flatten()
        {
            return placed;
        }
        let told_before = self.last.is_some() || !matches!(field, Field::MonthDay(..));
        if self.narrative && told_before || self.is_told_of(field, tokens) {
            return self.without_year(field, tokens);
        }
        let Some(day) = self.published else {
            return self.without_year(field, tokens);
        };
        let outlook = context::outlook(self.text, tokens);
        place::choose(field, which, Around { day, outlook }).map_or_else(
            || Placed::open(field),
            |when| Placed {
                when,
                anchor: Some(Anchor::Published),
                ambiguous: place::differs(field),
            },
        )
    }

    /// Whether the sentence has just named another year that this part belongs to.
    fn is_told_of(&self, field: Field, tokens: TokenSpan) -> bool {
        let (Some(last), Some(day)) = (self.last, self.published) else {
            return false;
        };
        let same = self.text.sentence_of(last.at) == self.text.sentence_of(tokens.range().start);
        let dated = matches!(field, Field::Month(_) | Field::MonthDay(..));
        let other = year_of(last.when).is_some_and(|year| year < day.year);
        let known = last.explicit && is_fine(last.when);
        let ahead = context::outlook(self.text, tokens) == Outlook::Future;
        dated && !ahead && same && other && known
    }
}
