//! Publication times as outlets write them: `2025-06-21T18:42:00+05:30`, `06:42 PM, Jun 21, 2025`, `21. Juni 2025`.
//!
//! A day needs its year, and an all-numeric one must be settled: `06/07/2025` is none. The clock is never read.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::pieces::{Piece, pieces};
use crate::model::{Day, Span};
use crate::text::{calendar, lexicon};

/// Lines longer than this hold prose: only their start is searched.
const LONGEST: usize = 400;
/// The days of publication that can be meant.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2099;
/// The largest offset from UTC that is in use, in minutes.
const LARGEST_OFFSET: i32 = 14 * 60;

/// A point in time, as exact as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timestamp {
    /// RFC 3339; without the offset where none was given; the day alone where no time was given.
    pub written: String,
    /// The day in the calendar of the place where it was written.
    pub day: Day,
}

/// A timestamp and where it stands in its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What it says.
    pub stamp: Timestamp,
    /// The bytes of the line that say it, with the day of the week.
    pub span: Span,
}

/// The order of an all-numeric date whose numbers do not settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// 21/06/2025
    DayFirst,
    /// 06/21/2025
    MonthFirst,
}

/// The first timestamp of `text`, which may have words around it.
#[must_use]
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    parse_as(text, None)
}

/// The same, where the order of day and month is known from elsewhere.
#[must_use]
pub(super) fn parse_as(text: &str, order: Option<Order>) -> Option<Timestamp> {
    if let Some(stamp) = exact(text) {
        return Some(stamp);
    }
    find_as(text, order).into_iter().next().map(|f| f.stamp)
}

/// `2025-06-21T18:42:07` and nothing else, as programs write it.
fn exact(text: &str) -> Option<Timestamp> {
    let shaped = text.len() == 19
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => byte == b'T',
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    let year = text[..4].parse().ok().filter(|year| YEARS.contains(year))?;
    let day = calendar::day(year, text[5..7].parse().ok()?, text[8..10].parse().ok()?)?;
    let within = |at: usize, end: u8| text[at..at + 2].parse().is_ok_and(|part: u8| part < end);
    (within(11, 24) && within(14, 60) && within(17, 61)).then(|| Timestamp {
        written: text.to_owned(),
        day,
    })
}

/// Every timestamp of a line, in order.
#[must_use]
pub(super) fn find(line: &str) -> Vec<Found> {
    find_as(line, None)
}

fn find_as(line: &str, order: Option<Order>) -> Vec<Found> {
    let head = &line[..line.floor_char_boundary(LONGEST)];
    if !head.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let pieces = pieces(head);
    let reader = Reader {
        pieces: &pieces,
        order,
    };
    reader.all()
}

/// The number of a month by its name or abbreviation, in lower case and without a full stop.
#[must_use]
pub(super) fn month(name: &str) -> Option<u8> {
    static MONTHS: LazyLock<FxHashMap<&str, u8>> = LazyLock::new(|| {
        lexicon::entries(include_str!("../data/ingest/months.txt"))
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                let number = words.next()?.parse::<u8>().ok()?;
                Some(words.map(move |name| (name, number)))
            })
            .flatten()
            .collect()
    });
    MONTHS.get(name).copied()
}

/// The minutes east of UTC of a zone by its abbreviation in lower case; none inside where it has several meanings.
fn zone(name: &str) -> Option<Option<i32>> {
    static ZONES: LazyLock<FxHashMap<&str, Option<i32>>> = LazyLock::new(|| {
        lexicon::entries(include_str!("../data/ingest/zones.txt"))
            .filter_map(|line| {
                let (name, minutes) = line.split_once(' ')?;
                Some((name, minutes.parse().ok()))
            })
            .collect()
    });
    ZONES.get(name).copied()
}

/// A time of day.
struct Time<'a> {
    hour: u32,
    minute: u32,
    second: u32,
    fraction: &'a str,
    /// Minutes east of UTC.
    offset: Option<i32>,
    /// Whether UTC was written as `Z`.
    zulu: bool,
}

impl Time<'_> {
    fn write(&self, day: Day) -> String {
        let (hour, minute, second) = (self.hour, self.minute, self.second);
        let mut out = format!("{day}T{hour:02}:{minute:02}:{second:02}");
        if !self.fraction.is_empty() {
            out.push('.');
            out.push_str(self.fraction);
        }
        match self.offset {
            Some(_) if self.zulu => out.push('Z'),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.unsigned_abs();
                out.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
            }
            None => {}
        }
        out
    }
}

/// Finds dates and times in the pieces of a line. Each `…_at` gives what begins at a piece, and the piece after it.
struct Reader<'a, 'p> {
    pieces: &'p [Piece<'a>],
    order: Option<Order>,
}

impl<'a> Reader<'a, '_> {
    fn all(&self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut from = 0;
        let mut at = 0;
        while at < self.pieces.len() {
            let Some((day, end)) = self.date_at(at) else {
                at += 1;
                continue;
            };
            let after = self.time_after(end);
            let before = after
                .is_none()
                .then(|| self.time_before(from, at))
                .flatten();
            let last = after.as_ref().map_or(end, |&(_, end)| end);
            let first = before.as_ref().map_or(at, |&(_, first)| first);
            let time = after.or(before).map(|(time, _)| time);
            found.push(Found {
                stamp: Timestamp {
                    written: time.map_or_else(|| day.to_string(), |time| time.write(day)),
                    day,
                },
                span: self.span(self.weekday_before(from, first), last),
            });
            at = last;
            from = last;
        }
        found
    }

    fn span(&self, first: usize, end: usize) -> Span {
        let start = self.pieces.get(first).map_or(0, |piece| piece.start);
        let end = end.checked_sub(1).and_then(|last| self.pieces.get(last));
        Span::at(start, end.map_or(start, Piece::end))
    }

    fn text(&self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |piece| piece.text)
    }

    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
        let piece = self.pieces.get(at)?;
        (piece.is_number() && digits.contains(&piece.text.len()))
            .then(|| piece.text.parse().ok())
            .flatten()
    }

    /// Whether the number at `at` is glued to other digits by a point or comma: a part of a larger figure.
    fn inside_figure(&self, at: usize) -> bool {
        at >= 2
            && self.pieces[at - 1].glued
            && self.pieces.get(at).is_some_and(|piece| piece.glued)
            && matches!(self.text(at - 1), "." | "," | "-" | "/" | ":")
            && self.pieces[at - 2].is_number()
    }

    fn date_at(&self, at: usize) -> Option<(Day, usize)> {
        if self.inside_figure(at) {
            return None;
        }
        self.year_first(at)
            .or_else(|| self.compact(at))
            .or_else(|| self.day_month_name(at))
            .or_else(|| self.month_name_day(at))
            .or_else(|| self.numeric(at))
    }

    fn year(&self, at: usize) -> Option<i32> {
        self.number(at, 4..=4).filter(|year| YEARS.contains(year))
    }

    fn small(&self, at: usize) -> Option<u8> {
        self.number(at, 1..=2).and_then(|n| u8::try_from(n).ok())
    }

    /// `2025-06-21`, `2025. 6. 21`, `2025年6月21日`, `2025년 6월 21일`, `2025. június 21.`
    fn year_first(&self, at: usize) -> Option<(Day, usize)> {
        let year = self.year(at)?;
        let first = self.text(at + 1);
        let sign = matches!(first, "-" | "/" | "." | "年" | "년");
        let next = if sign { at + 2 } else { at + 1 };
        if let Some(month) = month(&self.text(next).to_lowercase()) {
            let day = next + 1 + usize::from(self.text(next + 1) == "-");
            return self.ended(year, month, self.small(day)?, day + 1);
        }
        let month = self.small(next).filter(|_| sign)?;
        let second = self.text(next + 1);
        let same = match first {
            "年" => second == "月",
            "년" => second == "월",
            _ => second == first,
        };
        let day = self.small(next + 2).filter(|_| same)?;
        let unit = usize::from(matches!(self.text(next + 3), "日" | "일"));
        self.ended(year, month, day, next + 3 + unit)
    }

    /// `20250621`
    fn compact(&self, at: usize) -> Option<(Day, usize)> {
        let digits = self.number(at, 8..=8)?;
        let month = u8::try_from(digits / 100 % 100).ok()?;
        let day = u8::try_from(digits % 100).ok()?;
        let year = Some(digits / 10_000).filter(|year| (1990..2100).contains(year))?;
        self.ended(year, month, day, at + 1)
    }

    fn ended(&self, year: i32, month: u8, day: u8, end: usize) -> Option<(Day, usize)> {
        calendar::day(year, month, day).map(|day| (day, end))
    }

    /// The first piece from `at` on that is no filler between the parts of a date: `21 de junio de 2025`, `21st of June, 2025`.
    fn skip_filler(&self, mut at: usize) -> usize {
        for _ in 0..3 {
            let filler = matches!(
                self.text(at),
                "." | ","
                    | "-"
                    | "/"
                    | "'"
                    | "’"
                    | "of"
                    | "de"
                    | "del"
                    | "di"
                    | "st"
                    | "nd"
                    | "rd"
                    | "th"
                    | "er"
                    | "º"
            );
            at += usize::from(filler);
        }
        at
    }

    fn month_name(&self, at: usize) -> Option<u8> {
        if !self.text(at).starts_with(char::is_alphabetic) {
            return None;
        }
        month(&self.text(at).to_lowercase())
    }

    /// `21 June 2025`, `21st of June, 2025`, `21-Jun-25`
    fn day_month_name(&self, at: usize) -> Option<(Day, usize)> {
        let day = self.small(at)?;
        let name = self.skip_filler(at + 1);
        let month = self.month_name(name)?;
        let year_at = self.skip_filler(name + 1);
        let year = self.year(year_at).or_else(|| {
            let hyphens = self.text(at + 1) == "-" && self.text(year_at - 1) == "-";
            let short = self.number(year_at, 2..=2).filter(|_| hyphens)?;
            Some(calendar::full_year(short))
        })?;
        self.ended(year, month, day, year_at + 1)
    }

    /// `June 21, 2025`; asctime's `Jun 21 10:39:35 2025` too.
    fn month_name_day(&self, at: usize) -> Option<(Day, usize)> {
        let month = self.month_name(at)?;
        let day_at = self.skip_filler(at + 1);
        let day = self.small(day_at)?;
        let year_at = self.skip_filler(day_at + 1);
        let year = self.year(year_at)?;
        self.ended(year, month, day, year_at + 1)
    }

    /// `21/06/2025`, `21.6.2025`, `12/21/23`: only if its numbers or the caller settle the order.
    fn numeric(&self, at: usize) -> Option<(Day, usize)> {
        let (first, second) = (self.small(at)?, self.small(at + 2)?);
        let sign = self.text(at + 1);
        if !matches!(sign, "/" | "." | "-") || self.text(at + 3) != sign {
            return None;
        }
        let full = self.year(at + 4);
        let dotted = sign == "." && self.order == Some(Order::DayFirst);
        let short = self.number(at + 4, 2..=2).filter(|_| sign == "/" || dotted);
        let year = full.or_else(|| short.map(calendar::full_year))?;
        let day_first = calendar::day(year, second, first);
        let month_first = calendar::day(year, first, second);
        let day = match (day_first, month_first) {
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(day), Some(_)) if full.is_some() && sign == "." => Some(day),
            (Some(day), None) if full.is_some() => Some(day),
            (None, Some(day)) => Some(day),
            (day, other) => match self.order? {
                Order::DayFirst => day,
                Order::MonthFirst => other,
            },
        };
        day.map(|day| (day, at + 5))
    }

    /// The time that follows a date: `T10:39`, `, 10:39`, ` at 6.42pm`, ` | 10:39 IST`.
    fn time_after(&self, end: usize) -> Option<(Time<'a>, usize)> {
        for at in end..end + 4 {
            if let Some(found) = self.time_at(at) {
                return Some(found);
            }
            let joint = matches!(
                self.text(at),
                "T" | "t"
                    | ","
                    | "at"
                    | "|"
                    | "-"
                    | "–"
                    | "—"
                    | "/"
                    | "."
                    | "um"
                    | "à"
                    | "alle"
                    | "kl"
                    | "("
                    | "·"
                    | "•"
            );
            if !joint {
                return None;
            }
        }
        None
    }

    /// The time that stands before a date: `06:42 PM, Jun 21, 2025`.
    fn time_before(&self, from: usize, date: usize) -> Option<(Time<'a>, usize)> {
        let earliest = date.saturating_sub(12).max(from);
        (earliest..date).find_map(|at| {
            let (time, end) = self.time_at(at)?;
            let gap = (end..date).all(|at| {
                let joint = matches!(
                    self.text(at),
                    "," | "on" | "|" | "-" | "–" | "/" | "." | "(" | ")" | "·" | "•"
                );
                joint || self.is_weekday(at) || self.pieces[at].is_zone_like()
            });
            gap.then_some((time, at))
        })
    }

    fn is_weekday(&self, at: usize) -> bool {
        let word = self.text(at).to_lowercase();
        lexicon::classes(&word).any(crate::text::Class::WEEKDAY)
    }

    fn weekday_before(&self, from: usize, first: usize) -> usize {
        let skipped = (from..first)
            .rev()
            .take(2)
            .find(|&at| !matches!(self.text(at), "," | "."));
        skipped.filter(|&at| self.is_weekday(at)).unwrap_or(first)
    }

    /// `10:39`, `10:39:35.120Z`, `6.42pm`, `17.12 GMT`, `6 p.m. EST`, `18h42`
    fn time_at(&self, at: usize) -> Option<(Time<'a>, usize)> {
        let hour = self.number(at, 1..=2)?.unsigned_abs();
        let sign = self.text(at + 1);
        let minute = matches!(sign, ":" | "." | "h" | "H")
            .then(|| self.number(at + 2, 2..=2))
            .flatten();
        let mut end = if minute.is_some() { at + 3 } else { at + 1 };
        let mut time = Time {
            hour,
            minute: minute.unwrap_or(0).unsigned_abs(),
            second: 0,
            fraction: "",
            offset: None,
            zulu: false,
        };
        if sign == ":" && self.text(end) == ":" {
            time.second = self.number(end + 1, 2..=2)?.unsigned_abs();
            end += 2;
            if self.text(end) == "." && self.number(end + 1, 1..=9).is_some() {
                time.fraction = self.text(end + 1);
                end += 2;
            }
        }
        let half = self.half_day(end);
        if let Some((afternoon, after)) = half {
            time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
            end = after;
        }
        // A point may as well be that of a decimal: only a half of the day or a zone makes it a time.
        let zoned = || self.zone_at(end).is_some();
        let clear = half.is_some() || minute.is_some() && (sign != "." || zoned());
        let valid = time.hour < 24 && time.minute < 60 && time.second < 61;
        (clear && valid).then(|| self.with_offset(time, end))
    }

    /// `am`, `PM`, `p.m.`: whether it is the afternoon.
    fn half_day(&self, at: usize) -> Option<(bool, usize)> {
        let word = self.text(at).to_ascii_lowercase();
        match word.as_str() {
            "am" | "pm" => Some((word == "pm", at + 1)),
            "a" | "p" if self.text(at + 1) == "." => {
                let dot = usize::from(self.text(at + 3) == ".");
                let m = self.text(at + 2).eq_ignore_ascii_case("m");
                m.then_some((word == "p", at + 3 + dot))
            }
            _ => None,
        }
    }

    fn with_offset(&self, mut time: Time<'a>, end: usize) -> (Time<'a>, usize) {
        let open = usize::from(self.text(end) == "(");
        let name = self.text(end + open);
        if matches!(name, "Z" | "z") {
            time.offset = Some(0);
            time.zulu = true;
            return (time, end + 1);
        }
        let named = self.zone_at(end + open);
        let after = end + if named.is_some() { open + 1 } else { 0 };
        let (offset, after) = match self.offset_at(after) {
            Some((offset, after)) => (Some(offset), after),
            None => (named.flatten(), after),
        };
        let close = usize::from(open == 1 && named.is_some() && self.text(after) == ")");
        time.offset = offset;
        (time, after + close)
    }

    /// The zone at `at`; one with several meanings only in capitals, as `et` and `ist` are words too.
    fn zone_at(&self, at: usize) -> Option<Option<i32>> {
        let piece = self.pieces.get(at)?;
        zone(&piece.text.to_lowercase()).filter(|known| known.is_some() || piece.is_zone_like())
    }

    /// `+05:30`, `-0400`, `+9`
    fn offset_at(&self, at: usize) -> Option<(i32, usize)> {
        let sign = match self.text(at) {
            "+" => 1,
            "-" | "−" => -1,
            _ => return None,
        };
        if !self.pieces.get(at + 1)?.glued {
            return None;
        }
        let (minutes, end) = if let Some(both) = self.number(at + 1, 4..=4) {
            (both / 100 * 60 + both % 100, at + 2)
        } else {
            let hours = self.number(at + 1, 1..=2)?;
            let minutes = (self.text(at + 2) == ":")
                .then(|| self.number(at + 3, 2..=2))
                .flatten();
            let end = if minutes.is_some() { at + 4 } else { at + 2 };
            (hours * 60 + minutes.unwrap_or(0), end)
        };
        (minutes <= LARGEST_OFFSET).then_some((sign * minutes, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        parse(text).map(|stamp| stamp.written)
    }

    #[test]
    fn the_usual_shapes_are_read() {
        for (text, expected) in [
            ("2025-06-21T18:42:00+05:30", "2025-06-21T18:42:00+05:30"),
            ("2025-06-21T18:42:00.120Z", "2025-06-21T18:42:00.120Z"),
            ("2025-06-22 10:39:35", "2025-06-22T10:39:35"),
            ("06:42 PM, Jun 21, 2025", "2025-06-21T18:42:00"),
            ("June 21, 2025", "2025-06-21"),
            ("Jun. 21st, 2025 at 6.42pm EDT", "2025-06-21T18:42:00-04:00"),
            ("21 June 2025 10:30 IST", "2025-06-21T10:30:00"),
            ("Sat 8 Nov 2025 17.12 GMT", "2025-11-08T17:12:00+00:00"),
            ("Wed 20 Aug 2025 06.00 BST", "2025-08-20T06:00:00"),
            ("20 Aug 2025 6.42 CEST", "2025-08-20T06:42:00+02:00"),
            ("2025.10.26 (Sun)", "2025-10-26"),
            (
                "Sat, 21 Jun 2025 10:39:35 +0530",
                "2025-06-21T10:39:35+05:30",
            ),
            (
                "Sat Jun 21 2025 12:05 a.m. (GMT+9)",
                "2025-06-21T00:05:00+09:00",
            ),
            ("21. Juni 2025, 18:42 Uhr", "2025-06-21T18:42:00"),
            ("21 de junio de 2025", "2025-06-21"),
            ("le 1er août 2025 à 18h42", "2025-08-01T18:42:00"),
            ("2025年6月21日 18:42", "2025-06-21T18:42:00"),
            ("2025년 6월 21일", "2025-06-21"),
            ("2025. június 21.", "2025-06-21"),
            ("21-Jun-25", "2025-06-21"),
            ("21-Jun-98", "1998-06-21"),
            ("12/21/98", "1998-12-21"),
            ("20250621", "2025-06-21"),
            ("21/06/2025", "2025-06-21"),
            ("12/21/23 6:42 PM", "2023-12-21T18:42:00"),
            ("6.7.2025", "2025-07-06"),
            ("May. 21, 2025", "2025-05-21"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_does_not_settle_a_day_gives_none() {
        for text in [
            "06/07/2025",
            "June 21",
            "June 2025",
            "21 of 2025 cases",
            "31/02/2025",
            "1.13.34",
            "+82(0)10 4724 5264",
            "3 hours ago",
            "12.2025.06.21.5",
            "",
            "99999999",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
        assert_eq!(
            parse_as("06/07/2025", Some(Order::MonthFirst)).map(|stamp| stamp.written),
            Some("2025-06-07".to_owned())
        );
        assert_eq!(
            parse_as("23.09.22", Some(Order::DayFirst)).map(|stamp| stamp.written),
            Some("2022-09-23".to_owned())
        );
    }

    #[test]
    fn every_timestamp_of_a_line_is_found_where_it_stands() {
        let line = "Published: Saturday, 21 June 2025 10:30, updated 2025-06-22 11:00";
        let spans: Vec<&str> = find(line).iter().map(|found| found.span.of(line)).collect();
        assert_eq!(spans, ["Saturday, 21 June 2025 10:30", "2025-06-22 11:00"]);
    }

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(month("märz"), Some(3));
        assert_eq!(month("kg"), None);
        assert_eq!(zone("kst"), Some(Some(540)));
        assert_eq!(zone("ist"), Some(None));
    }
}
