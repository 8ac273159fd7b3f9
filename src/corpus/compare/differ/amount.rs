//! The values of an article that can be set against those of another: figures, days, years, times, lengths of time.

use rustc_hash::FxHashSet;

use crate::corpus::compare::denied::is_denied;
use crate::corpus::compare::slip::slipped;
use crate::corpus::compare::statement::{Feature, Statement, sense, unit_of};
use crate::corpus::compare::timeline::holder;
use crate::corpus::compare::words;
use crate::model::{
    Approx, Contrast, DateKind, DateMention, Day, Figure, FigureKind, Modifier, Record, Span,
};
use crate::text::term::{stem, term};
use crate::text::{Text, calendar};

/// The greatest bare count that is small: such counts say little by themselves.
const SMALL: f64 = 12.0;

/// What sort of value it is; only those of one sort are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus::compare) enum Sort {
    Figure,
    Day,
    Month,
    Year,
    Clock,
    Length,
}

impl Sort {
    pub(super) const fn contrast(self) -> Contrast {
        match self {
            Self::Figure => Contrast::Figure,
            _ => Contrast::Date,
        }
    }
}

/// A value in an article.
#[derive(Clone, Debug)]
pub(in crate::corpus::compare) struct Item {
    pub(super) span: Span,
    pub(super) statement: usize,
    pub(super) sort: Sort,
    /// Its unit: figures of two units are never compared.
    pub(super) unit: String,
    /// Its least and its greatest value: a number, a day's number, a year, minutes, days.
    pub(super) low: f64,
    pub(super) high: f64,
    /// The head of what is counted or measured.
    pub(super) head: Option<String>,
    /// What it is a share of, or what it is for each of.
    pub(super) of: Option<String>,
    /// Whether it is a part of a whole that the words behind it name.
    pub(super) part: bool,
    /// Which count of a disaster it is: of the dead, the missing, the ill.
    pub(super) toll: Option<&'static str>,
    /// Whether a day is given by its date, not by its weekday.
    pub(super) dated: bool,
    /// Whether it is the day since when something lasts, or until when.
    pub(super) since: bool,
    pub(super) until: bool,
    /// Whether it is the evening or the night of that day, or late on it: what happens then can be told of the next.
    pub(super) late: bool,
    /// How exact it is said to be.
    approx: Option<Approx>,
    /// What stands around it, in order.
    pub(super) around: Vec<Feature>,
}

/// Counts that grow with every report: of two days, two are no contradiction.
const TOLLS: &[&str] = &["die", "missing", "survive", "injure", "ill", "evacuate"];
/// The unit of the strength of an earthquake.
const MAGNITUDE: &str = "magnitude";
/// The unit of a result: "23 to 19".
const SCORE: &str = "score";
/// By which share of it a rounded value can be off.
const ROUNDED: f64 = 0.05;
/// How many tokens from a count its toll may stand.
const BESIDE: usize = 6;

impl Item {
    /// A value of which nothing else is known yet.
    const fn new(span: Span, sort: Sort, low: f64, high: f64) -> Self {
        Self {
            span,
            statement: 0,
            sort,
            unit: String::new(),
            low,
            high,
            head: None,
            of: None,
            part: false,
            toll: None,
            dated: false,
            since: false,
            until: false,
            late: false,
            approx: None,
            around: Vec::new(),
        }
    }

    /// Where it stands.
    pub(in crate::corpus::compare) const fn span(&self) -> Span {
        self.span
    }

    /// What articles differ in that give another one.
    pub(in crate::corpus::compare) const fn contrast(&self) -> Contrast {
        self.sort.contrast()
    }

    /// Its value, or the greatest one that it can be.
    pub(super) const fn number(&self) -> f64 {
        self.high
    }

    pub(super) fn small(&self) -> bool {
        self.sort == Sort::Figure && self.unit.is_empty() && self.high <= SMALL
    }

    /// Whether it is a result: "23 to 19".
    pub(super) fn is_score(&self) -> bool {
        self.unit == SCORE
    }

    /// Whether two are of one sort, unit and whole, and not of two tolls.
    pub(super) fn comparable(&self, other: &Self) -> bool {
        let apart = |a: &Option<String>, b: &Option<String>| {
            a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a != b)
        };
        let ranged = (self.low < self.high) == (other.low < other.high);
        let tolls = self.toll.zip(other.toll).is_some_and(|(a, b)| a != b);
        let whole = !apart(&self.of, &other.of);
        self.sort == other.sort && self.unit == other.unit && ranged && whole && !tolls
    }

    /// What all that are the same as it have.
    pub(in crate::corpus::compare) fn value(&self) -> (u64, u64) {
        // There is one zero.
        ((self.low + 0.0).to_bits(), (self.high + 0.0).to_bits())
    }

    /// Whether it is a day.
    pub(super) fn is_day(&self) -> bool {
        self.sort == Sort::Day
    }

    /// The clause that it stands in.
    pub(in crate::corpus::compare) const fn clause(&self) -> usize {
        self.statement
    }

    pub(super) fn same(&self, other: &Self) -> bool {
        self.sort == other.sort
            && self.unit == other.unit
            && self.low == other.low
            && self.high == other.high
    }

    /// Whether one rounds the other or bounds it: "more than 300" and 340, "about 3,000" and 2,986; or one is the night
    /// before the other.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let night = |a: &Self, b: &Self| a.late && !b.late && b.low - a.low == 1.0;
        if self.sort == Sort::Day && (night(self, other) || night(other, self)) {
            return true;
        }
        let bounds = |a: &Self, b: &Self| match a.approx {
            Some(Approx::About) => (a.high - b.high).abs() <= ROUNDED * a.high.abs(),
            // "At least 14 dead" is how every toll is told.
            Some(Approx::AtLeast) if a.toll.is_some() => false,
            Some(Approx::AtLeast | Approx::MoreThan) => b.low >= a.low && b.approx != a.approx,
            Some(Approx::AtMost | Approx::LessThan) => b.high <= a.high && b.approx != a.approx,
            None => false,
        };
        bounds(self, other) || bounds(other, self)
    }

    /// Whether one slip of a typist makes one the other: 412 and 421.
    pub(super) fn transposed(&self, other: &Self) -> bool {
        self.is_exact() && other.is_exact() && slipped(self.high, other.high)
    }

    /// Whether it is one number.
    pub(super) fn is_exact(&self) -> bool {
        self.sort == Sort::Figure && self.low == self.high
    }
}

/// The values of an article that can be compared.
pub(in crate::corpus::compare) fn items(
    record: &Record,
    text: &Text<'_>,
    statements: &[Statement],
) -> Vec<Item> {
    let names = super::term::names(record);
    let figures = record.figures.iter().flatten();
    let told = |figure: &&Figure| !is_denied(text, text.tokens_in(figure.span).range());
    let figures = figures.filter(told).filter_map(figure);
    let published = record.article.published_date;
    let dates = record.dates.iter().flatten();
    let dates = dates.filter_map(|mention| date(mention, published));
    let held = |mut item: Item| {
        item.statement = holder(statements, item.span)?;
        let tokens = text.tokens_in(item.span).range();
        item.dated = tokens
            .clone()
            .any(|at| text.is(at, crate::text::Class::NUMBER));
        let before = tokens.start.checked_sub(1).map(|at| text.lower(at));
        item.since = item.sort == Sort::Day && before == Some("since");
        item.until = item.sort == Sort::Day && before == Some("until");
        item.late |= item.sort == Sort::Day && is_late(text, tokens.start);
        item.around = super::term::around(text, tokens.start, tokens.len(), &names);
        if item.sort == Sort::Figure && item.unit.is_empty() && is_magnitude(text, &tokens, &item) {
            item.unit = MAGNITUDE.to_owned();
            item.head = None;
        }
        if item.sort == Sort::Figure && item.unit.is_empty() {
            item.toll = toll(text, tokens.start, tokens.end);
        }
        Some(item)
    };
    figures.chain(dates).filter_map(held).collect()
}

/// Whether a bare figure is how strong an earthquake was: "a magnitude 6.4 earthquake", "the 6.4 quake".
fn is_magnitude(text: &Text<'_>, tokens: &std::ops::Range<usize>, item: &Item) -> bool {
    let near = |at: usize| text.lower(at) == MAGNITUDE;
    let quake = || term(text, tokens.end).is_some_and(|word| sense(&word.stem) == "quake");
    let first = tokens.start.saturating_sub(2);
    (first..tokens.start)
        .chain(tokens.end..tokens.end + 2)
        .any(near)
        || item.high.fract() != 0.0 && quake()
}

/// The toll that a count is of: the nearest word of one, in its clause.
pub(in crate::corpus::compare) fn toll(
    text: &Text<'_>,
    start: usize,
    end: usize,
) -> Option<&'static str> {
    let sentence = text.sentences[text.sentence_of(start)];
    let stops = |at: &usize| !matches!(text.word(*at), "," | ";" | ":" | "and");
    let of = |at: usize| {
        let word = term(text, at)?;
        let sense = sense(&word.stem);
        TOLLS.iter().find(|toll| **toll == sense).copied()
    };
    let after = (end..(end + BESIDE + 1).min(sentence.end as usize)).take_while(stops);
    let first = (sentence.start as usize).max(start.saturating_sub(BESIDE));
    let before = (first..start).rev().take_while(stops);
    after
        .clone()
        .find_map(of)
        .or_else(|| before.clone().find_map(of))
}

/// Whether the sentence of a token counts those whom a disaster hit.
pub(in crate::corpus::compare) fn of_toll(text: &Text<'_>, at: usize) -> bool {
    let mut sentence = text.sentences[text.sentence_of(at)].range();
    sentence.any(|at| {
        let word = term(text, at);
        words::is("toll", text.lower(at))
            || word.is_some_and(|word| TOLLS.contains(&sense(&word.stem)))
    })
}

fn figure(figure: &Figure) -> Option<Item> {
    let excluded = [FigureKind::Ordinal, FigureKind::Ratio];
    if excluded.contains(&figure.kind) {
        return None;
    }
    let (low, high) = match figure.value {
        Some(value) => (value, value),
        None => (figure.low?, figure.high?),
    };
    let head = |words: &Option<String>| {
        let last = words.as_deref()?.rsplit(' ').next()?;
        Some(sense(&stem(&last.to_lowercase())).to_owned())
    };
    Some(Item {
        unit: match figure.kind {
            FigureKind::Score => SCORE,
            kind => unit_of(kind, figure.unit.as_deref()),
        }
        .to_owned(),
        head: head(&figure.subject).or_else(|| head(&figure.of)),
        of: head(&figure.per),
        approx: figure.approx,
        part: figure.kind == FigureKind::Count && figure.of.is_some(),
        ..Item::new(figure.span, Sort::Figure, low, high)
    })
}

/// A day, month, year, time of day or length of time; not the day of publication itself, on which everything is told.
fn date(mention: &DateMention, published: Option<Day>) -> Option<Item> {
    let value = mention.value.as_str();
    let (sort, number) = match mention.kind {
        DateKind::Duration => (Sort::Length, days(value)?),
        DateKind::Time => match part_of_day(value) {
            Some(_) => (Sort::Day, day_number(mention.first_day?)?),
            None => (Sort::Clock, minutes(value)?),
        },
        DateKind::Set => return None,
        DateKind::Date if value.ends_with("_REF") || mention.end_value.is_some() => return None,
        DateKind::Date => match (value.len(), mention.first_day?) {
            (4, day) => (Sort::Year, f64::from(day.year)),
            (7, day) if value.as_bytes()[5].is_ascii_digit() => {
                (Sort::Month, f64::from(day.year * 12 + i32::from(day.month)))
            }
            (10, day) => (Sort::Day, day_number(day)?),
            _ => return None,
        },
    };
    if sort == Sort::Day && mention.first_day == published {
        return None;
    }
    let late = part_of_day(value).is_some_and(|part| matches!(part, "EV" | "NI"));
    Some(Item {
        late: late || mention.modifier == Some(Modifier::End),
        ..Item::new(mention.span, sort, number, number)
    })
}

/// The first and the last days of the stretches that an article gives: "from Aug. 6 to Aug. 20".
pub(in crate::corpus::compare) fn ends_of_stretches(record: &Record) -> FxHashSet<u64> {
    let dates = record.dates.iter().flatten();
    let stretches = dates.filter(|date| date.end_value.is_some());
    let days = stretches.flat_map(|date| [date.first_day, date.last_day]);
    let numbers = days.flatten().filter_map(day_number);
    numbers.map(|day| (day + 0.0).to_bits()).collect()
}

/// The part of a day that a value ends with: that of `2024-05-01TNI`, a night.
fn part_of_day(value: &str) -> Option<&str> {
    let (day, part) = value.split_once('T')?;
    let letters = part.bytes().all(|byte| byte.is_ascii_uppercase());
    (day.len() == 10 && part.len() == 2 && letters).then_some(part)
}

/// Whether a day that begins with a token is said to be near its end: "late on Sunday", "late Sunday"; not "the late Sunday
/// ferry".
fn is_late(text: &Text<'_>, start: usize) -> bool {
    let first = text.sentences[text.sentence_of(start)].start as usize;
    let before = |back: usize| {
        let at = start.checked_sub(back).filter(|&at| at >= first);
        at.map_or("", |at| text.lower(at))
    };
    let late = if matches!(before(1), "on" | "in") {
        2
    } else {
        1
    };
    before(late) == "late" && !matches!(before(late + 1), "the" | "a" | "an")
}

pub(super) fn day_number(day: Day) -> Option<f64> {
    let from = calendar::day(1970, 1, 1)?;
    Some(calendar::days_between(from, day)? as f64)
}

/// The minutes of a day that a value with a time of day gives: `2024-05-01T17:30`.
fn minutes(value: &str) -> Option<f64> {
    let (hours, rest) = value.split_once('T')?.1.split_once(':')?;
    let zone = rest.get(2..).unwrap_or("");
    let hours: f64 = hours.parse().ok()?;
    let minutes: f64 = rest.get(..2)?.parse().ok()?;
    zone.is_empty().then_some(hours * 60.0 + minutes)
}

/// The days of a length like `P8W`; none for lengths of hours or mixed ones.
fn days(value: &str) -> Option<f64> {
    let length = value.strip_prefix('P')?;
    let unit = length.chars().next_back()?;
    let number: f64 = length.strip_suffix(unit)?.parse().ok()?;
    match unit {
        'D' => Some(number),
        'W' => Some(number * 7.0),
        'M' => Some(number * 30.0),
        'Y' => Some(number * 365.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> Item {
        Item::new(Span::new(0, 1), Sort::Figure, value, value)
    }

    #[test]
    fn single_numbers_are_mistyped() {
        assert!(number(412.0).transposed(&number(421.0)));
        let range = Item {
            low: 400.0,
            ..number(412.0)
        };
        assert!(!range.transposed(&number(421.0)));
    }

    #[test]
    fn a_night_lasts_into_the_next_day() {
        let day = |low, late| Item {
            late,
            ..Item::new(Span::new(0, 1), Sort::Day, low, low)
        };
        assert!(day(7.0, true).fits(&day(8.0, false)));
        assert!(!day(7.0, false).fits(&day(8.0, false)));
        assert!(!day(7.0, true).fits(&day(6.0, false)));
        assert_eq!(part_of_day("2024-03-03TNI"), Some("NI"));
        assert_eq!(part_of_day("2024-03-03T10:30"), None);
    }

    #[test]
    fn what_is_late_is_the_day() {
        let late = |text: &str| {
            let text = Text::new(text, &[]);
            (0..text.len())
                .find(|&at| text.lower(at) == "sunday")
                .is_some_and(|at| is_late(&text, at))
        };
        assert!(late("It began late on Sunday."));
        assert!(late("It began late Sunday."));
        assert!(!late("The late Sunday ferry sank."));
        assert!(!late("It came too late. Sunday was quiet."));
        assert!(!late("It came late. On Sunday it was quiet."));
    }

    #[test]
    fn lengths_and_times_are_numbers() {
        assert_eq!(days("P8W"), Some(56.0));
        assert_eq!(days("PT3H"), None);
        for odd in ["P", "PW", "P8\u{e9}", "P\u{e9}W"] {
            assert_eq!(days(odd), None, "{odd}");
        }
        assert_eq!(minutes("2024-05-01T17:30"), Some(1050.0));
        assert_eq!(minutes("2024-05-01TEV"), None);
        assert_eq!(minutes("2024-05-01T17:30Z"), None);
    }
}
