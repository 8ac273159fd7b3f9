//! The dates: the days on the left, in their order; the words of the text on the right.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::tally::Tally;
use crate::model::{DateMention, Day, Record};
use crate::report::markdown::escaped;
use crate::report::terminal::{Ink, Page, Phrase};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days that are meant, and the time of day.
type Days = (Day, Day, String);

pub(super) fn write(record: &Record, page: &mut Page<'_>) {
    let all = record.dates.as_deref().unwrap_or(&[]);
    let mut dates = all.iter().filter(|date| !is_reference(date)).peekable();
    if dates.peek().is_none() {
        return;
    }
    page.heading("Dates");
    page.columns_are(["day", "words"]);
    let mut days: BTreeMap<Days, Tally<&str>> = BTreeMap::new();
    let mut others = Tally::new();
    for date in dates {
        let words = date.span.of(&record.article.text);
        match resolved(date) {
            Some(row) => days.entry(row).or_insert_with(Tally::new).add(words),
            None => others.add(words),
        };
    }
    for ((first, last, time), words) in &days {
        let left = format!("{}{time}", range(*first, *last));
        page.row(&Phrase::new(Ink::Day, &left), &quoted(words), 0);
    }
    if !others.counts.is_empty() {
        let left = Phrase::new(Ink::Faint, "no certain day");
        page.row(&left, &quoted(&others), 0);
    }
}

/// Whether a date is no more than "now" or "recently", which nobody looks for among days.
fn is_reference(date: &DateMention) -> bool {
    date.value.ends_with("_REF")
}

/// One date: its day on the left; on the right its words, and the title of its article.
pub(super) fn row(record: &Record, date: &DateMention, page: &mut Page<'_>) {
    let day = resolved(date).map_or_else(
        || Phrase::new(Ink::Faint, "no certain day"),
        |(first, last, time)| Phrase::new(Ink::Day, &format!("{}{time}", range(first, last))),
    );
    let words = format!("“{}”", date.span.of(&record.article.text));
    let title = record
        .article
        .title
        .as_deref()
        .unwrap_or(&record.article.id);
    let right = Phrase::new(Ink::Plain, &words).and(Ink::Faint, &format!(" · {title}"));
    page.row(&day, &right, 0);
}

/// The same as an item of a list in Markdown.
pub(super) fn item(record: &Record, date: &DateMention, out: &mut String) {
    let words = escaped(date.span.of(&record.article.text));
    let article = &record.article;
    let title = escaped(article.title.as_deref().unwrap_or(&article.id));
    let _ = writeln!(out, "- **{}**: “{words}” ({title})", when(date));
}

/// The day of a date, and its time of day.
pub(in crate::report) fn when(date: &DateMention) -> String {
    resolved(date).map_or_else(
        || "no certain day".to_owned(),
        |(first, last, time)| format!("{}{time}", range(first, last)),
    )
}

/// The first and last day of a date, and its time of day.
fn resolved(date: &DateMention) -> Option<Days> {
    let (first, last) = (date.first_day?, date.last_day?);
    let time = date.value.split_once('T').map_or("", |(_, time)| time);
    let clock = time.get(..5).filter(|time| time.contains(':'));
    let mut shown = clock.map(|clock| format!(", {clock}")).unwrap_or_default();
    if date.ambiguous {
        shown.push('?');
    }
    Some((first, last, shown))
}

/// The words in quotation marks, each with how often it stands there.
fn quoted(words: &Tally<&str>) -> Phrase {
    let mut phrase = Phrase::default();
    for (number, (words, times)) in words.counts.iter().enumerate() {
        if number > 0 {
            phrase.push(Ink::Plain, ", ");
        }
        phrase.push(Ink::Plain, &format!("“{words}”"));
        if *times > 1 {
            phrase.push(Ink::Faint, &format!(" ×{times}"));
        }
    }
    phrase
}

/// A day with the name of its month.
pub(in crate::report) fn long(day: Day) -> String {
    format!("{} {} {}", day.day, month(day), day.year)
}

fn month(day: Day) -> &'static str {
    MONTHS
        .get(usize::from(day.month).wrapping_sub(1))
        .copied()
        .unwrap_or("?")
}

/// A range of days as shortly as it can be said: a year, a month, `1–20 July 2025`.
pub(in crate::report) fn range(first: Day, last: Day) -> String {
    if first == last {
        return long(first);
    }
    let begins = first.day == 1;
    let ends = last.day == month_length(last);
    match (first.year == last.year, first.month == last.month) {
        (true, true) if begins && ends => format!("{} {}", month(first), first.year),
        (true, true) => format!("{}–{}", first.day, long(last)),
        (true, false) if begins && ends && (first.month, last.month) == (1, 12) => {
            first.year.to_string()
        }
        (true, false) if begins && ends => {
            format!("{}–{} {}", month(first), month(last), last.year)
        }
        (true, false) => format!("{} {} – {}", first.day, month(first), long(last)),
        (false, _) if begins && ends && (first.month, last.month) == (1, 12) => {
            format!("{}–{}", first.year, last.year)
        }
        (false, _) => format!("{} – {}", long(first), long(last)),
    }
}

const fn month_length(day: Day) -> u8 {
    match day.month {
        4 | 6 | 9 | 11 => 30,
        2 if day.year % 4 == 0 && (day.year % 100 != 0 || day.year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_said_shortly() {
        let day = |year, month, day| Day { year, month, day };
        let cases = [
            (day(2025, 7, 1), day(2025, 7, 1), "1 July 2025"),
            (day(2025, 7, 1), day(2025, 7, 31), "July 2025"),
            (day(2024, 2, 1), day(2024, 2, 29), "February 2024"),
            (day(2025, 7, 1), day(2025, 7, 20), "1–20 July 2025"),
            (day(2025, 1, 1), day(2025, 12, 31), "2025"),
            (day(2025, 1, 1), day(2025, 3, 31), "January–March 2025"),
            (day(2025, 6, 30), day(2025, 7, 6), "30 June – 6 July 2025"),
            (day(2020, 1, 1), day(2029, 12, 31), "2020–2029"),
        ];
        for (first, last, expected) in cases {
            assert_eq!(range(first, last), expected);
        }
    }
}
