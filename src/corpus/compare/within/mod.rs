//! What an article says against itself: a weekday that is not that of its date, a figure given two ways, a name spelled in
//! two ways.

mod age;
mod figure;
mod name;

use crate::model::{Article, Contrast, DateKind, DateMention, Record, Span};
use crate::text::{Class, Text, calendar, lexicon};

/// So many days around its publication a date without a year is surely of that year.
const NEAR: i64 = 45;
/// So many bytes a weekday and its date stand apart at most: " (", ", ".
const APART: u32 = 3;

/// Two versions of one thing in an article.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    pub(super) contrast: Contrast,
    pub(super) about: String,
    /// Each version and where it stands.
    pub(super) sides: [(String, Span); 2],
}

/// All that an article says against itself.
pub(super) fn slips(record: &Record, text: &Text<'_>) -> Vec<Slip> {
    let mut found = weekdays(record, text);
    found.extend(figure::slips(record, text));
    found.extend(age::slips(record, text));
    found.extend(name::slips(record));
    found
}

static DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn weekdays(record: &Record, text: &Text<'_>) -> Vec<Slip> {
    let dates = record.dates.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for (at, date) in dates.iter().enumerate() {
        let Some(day) = date
            .first_day
            .filter(|_| is_dated(&record.article, text, date))
        else {
            continue;
        };
        let inside = weekday(text, date.span);
        let beside = at.checked_sub(1).map(|before| dates[before].span);
        let beside = beside.filter(|span| {
            let gap = Span::new(span.end.min(date.span.start), date.span.start);
            let between = gap.of(&record.article.text);
            gap.len() <= APART as usize && between.trim_matches([' ', ',', '(']).is_empty()
        });
        let alone = beside.filter(|span| text.tokens_in(*span).range().len() == 1);
        let written = inside.map(|day| (day, date.span)).or_else(|| {
            let span = alone?;
            Some((weekday(text, span)?, span.join(date.span)))
        });
        let real = calendar::weekday(day).and_then(|n| DAYS.get(usize::from(n) - 1));
        if let (Some((written, span)), Some(&real)) = (written, real)
            && written != real
        {
            found.push(Slip {
                contrast: Contrast::Weekday,
                about: format!("weekday of {day}"),
                sides: [
                    (written.to_owned(), span),
                    (format!("{real} by the calendar"), span),
                ],
            });
        }
    }
    found
}

/// Whether a mention gives one day by its number and month, in a year that is sure.
fn is_dated(article: &Article, text: &Text<'_>, date: &DateMention) -> bool {
    let tokens = || text.tokens_in(date.span).range();
    let year = tokens().any(|at| {
        let word = text.word(at);
        word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
    });
    let day = tokens().any(|at| {
        let digits = text.word(at).bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits)
    });
    let month = tokens().any(|at| lexicon::classes(text.lower(at)).any(Class::MONTH));
    let days = article.published_date.zip(date.first_day);
    let days = days.and_then(|(a, b)| calendar::days_between(a, b));
    let near = days.is_some_and(|days| days.abs() <= NEAR);
    let single =
        date.first_day == date.last_day && date.end_value.is_none() && date.value.len() == 10;
    date.kind == DateKind::Date && single && day && month && (year || near)
}

/// The weekday that a span names, where it names one.
fn weekday(text: &Text<'_>, span: Span) -> Option<&'static str> {
    let mut named = text.tokens_in(span).range().filter_map(|at| {
        let word = text.lower(at);
        let day = DAYS.iter().find(|day| {
            let full = day.to_lowercase();
            full == word || word.len() >= 3 && full.starts_with(word.trim_end_matches('.'))
        })?;
        lexicon::classes(word).any(Class::WEEKDAY).then_some(*day)
    });
    let first = named.next()?;
    named.next().is_none().then_some(first)
}
