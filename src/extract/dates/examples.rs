//! Runs the examples of `src/data/dates/examples.tsv`, and checks what must hold of any text.

use proptest::prelude::*;
use regex::Regex;

use super::lexicon::tests_only::words;
use super::{resolve, scan};
use crate::model::{Article, DateKind, DateMention, Day, Format, Locator};
use crate::text::{Text, calendar, lexicon};

fn find(text: &Text<'_>, published: Option<Day>) -> Vec<DateMention> {
    let published = resolve::Publication {
        day: published,
        time: None,
        local: true,
    };
    resolve::resolve(text, &scan::scan(text), published)
}

fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    calendar::day(year, month, parts.next()?.parse().ok()?)
}

const fn kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Date => "date",
        DateKind::Time => "time",
        DateKind::Duration => "duration",
        DateKind::Set => "set",
    }
}

#[test]
fn examples_mean_what_their_table_says() {
    let lines: Vec<Vec<&str>> = lexicon::entries(include_str!("../../data/dates/examples.tsv"))
        .map(|line| line.split('\t').collect())
        .collect();
    let mut wrong = Vec::new();
    for group in lines.chunk_by(|a, b| a[0] == b[0]) {
        let [sentence, published, ..] = group[0][..] else {
            panic!("too few columns: {:?}", group[0]);
        };
        let text = Text::new(sentence, &[]);
        let found: Vec<String> = find(&text, day(published))
            .iter()
            .map(|date| {
                format!(
                    "{} {} {}",
                    date.span.of(sentence),
                    kind(date.kind),
                    date.value
                )
            })
            .collect();
        let expected: Vec<String> = group
            .iter()
            .filter(|line| line[2] != "-")
            .map(|line| line[2..].join(" "))
            .collect();
        if found != expected {
            wrong.push(format!("{sentence} {expected:?} but found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ranges_have_both_ends_and_their_days() {
    let text = Text::new("The fair ran from May 3 to June 5, 2024.", &[]);
    let found = find(&text, day("2024-07-01"));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].end_value.as_deref(), Some("2024-06-05"));
    assert_eq!(found[0].first_day, day("2024-05-03"));
    assert_eq!(found[0].last_day, day("2024-06-05"));
    assert_eq!(found[1].end_value, None);
}

/// What a TIMEX3 value may look like.
fn timex() -> Regex {
    Regex::new(
        r"(?x)^(?:
            (?:PAST|PRESENT|FUTURE)_REF
          | BC\d{4}
          | (?:\d{2,4}|XXXX)
          | (?:\d{4}|XXXX)-(?:Q[1-4]|H[12]|SP|SU|FA|WI|W(?:\d\d|XX)(?:-WE|-WD|-[1-7])?|(?:\d\d|XX)(?:-(?:\d\d|XX))?)
            (?:T(?:MO|MI|AF|EV|NI|DT|\d\d:\d\d(?::\d\d)?Z?))?
          | P(?:(?:X|\d+(?:\.\d+)?)(?:Y|M|W|D|DE|CE|WE|Q|H|ML))*(?:T(?:(?:X|\d+(?:\.\d+)?)[HMS])+)?
        )$",
    )
    .unwrap()
}

fn holds(source: &str, published: Option<Day>) -> Result<(), TestCaseError> {
    let text = Text::new(source, &[]);
    let timex = timex();
    let mut end = 0;
    for date in find(&text, published) {
        prop_assert!(
            date.span.start >= end && date.span.start < date.span.end,
            "{source:?}"
        );
        end = date.span.end;
        prop_assert!(source.get(date.span.range()).is_some());
        for value in std::iter::once(&date.value).chain(date.end_value.as_ref()) {
            prop_assert!(
                timex.is_match(value) && value != "P",
                "{value} for {:?}",
                date.span.of(source)
            );
        }
        prop_assert!(date.first_day <= date.last_day);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_dates(source in ".{0,120}") {
        holds(&source, day("2024-02-29"))?;
    }

    #[test]
    fn any_row_of_temporal_words_gives_well_formed_dates(
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8), 0..14),
        dated in any::<bool>(),
    ) {
        let words = words();
        let joins = [" ", " ", "-", ", "];
        let source: String = picks
            .iter()
            .flat_map(|(index, join)| [index.get(&words).as_str(), joins[usize::from(*join)]])
            .collect();
        holds(&source, dated.then(|| day("2024-02-29")).flatten())?;
    }
}

#[test]
fn without_a_day_of_publication_no_year_is_guessed() {
    let sentences = [
        "It rained yesterday, last Friday, in March and on July 3.",
        "It will rain tomorrow, next week, next Easter and in two weeks.",
        "Shops shut on Christmas Day, this year and last year.",
        "Two years later it rained at 5 p.m., three days ago and 20 minutes from now.",
    ];
    for source in sentences {
        let text = Text::new(source, &[]);
        for date in find(&text, None) {
            let year = date
                .value
                .get(..4)
                .filter(|year| year.parse::<u16>().is_ok());
            assert_eq!(year, None, "{} in {source}", date.span.of(source));
            assert_eq!(date.first_day, None, "{source}");
        }
    }
}

#[test]
fn the_time_of_publication_counts_where_it_is_known() {
    let text = Text::new("We start 3 minutes from now.", &[]);
    let published = resolve::Publication {
        day: day("2024-07-01"),
        time: Some(23 * 3600 + 58 * 60),
        local: true,
    };
    let found = resolve::resolve(&text, &scan::scan(&text), published);
    assert_eq!(found[0].value, "2024-07-02T00:01:00");
    assert_eq!(found[0].first_day, day("2024-07-02"));
}

#[test]
fn a_time_of_publication_that_is_none_is_passed_over() {
    let locator = Locator {
        path: "a".into(),
        record: None,
    };
    let mut article = Article::empty(locator, Format::Text);
    article.published_date = day("2024-07-01");
    for (stamp, time) in [
        ("2024-07-01T01:00:05Z", Some(3605)),
        ("2024-07-01T25:00:00Z", None),
        ("2024-07-01T99999999", None),
        ("2024-07-02T01:00:05Z", None),
    ] {
        article.published = Some(stamp.to_owned());
        assert_eq!(resolve::Publication::of(&article).time, time, "{stamp}");
    }
}

#[test]
fn an_evening_told_of_in_the_morning_was_the_day_before() {
    let value = |source: &str, local| {
        let text = Text::new(source, &[]);
        let published = resolve::Publication {
            day: day("2024-07-02"),
            time: Some(7 * 3600),
            local,
        };
        resolve::resolve(&text, &scan::scan(&text), published)[0]
            .value
            .clone()
    };
    let told = "The fire broke out at 10:30pm.";
    assert_eq!(value(told, true), "2024-07-01T22:30");
    assert_eq!(value(told, false), "2024-07-02T22:30");
    assert_eq!(
        value("The show will start at 8pm.", true),
        "2024-07-02T20:00"
    );
}

#[test]
fn two_years_that_are_one_have_both_ends() {
    let text = Text::new("The 2024-25 target was missed.", &[]);
    let found = find(&text, None);
    assert_eq!(found[0].end_value.as_deref(), Some("2025"));
    assert_eq!(found[0].last_day, day("2025-12-31"));
}

#[test]
fn figures_that_nothing_settles_are_ambiguous() {
    let ambiguous = |source: &str| {
        let text = Text::new(source, &[]);
        find(&text, day("2025-06-21"))[0].ambiguous
    };
    assert!(ambiguous("It was signed on 04/05/2025."));
    assert!(!ambiguous("It was signed on 04/05/2025 and on 25/05/2025."));
    assert!(!ambiguous("It was signed on 04.05.2025."));
}

/// Words of dates that name no year, and of clauses that look ahead or back.
const RELATIVE: &[&str] = &[
    "yesterday",
    "last",
    "next",
    "this",
    "the",
    "previous",
    "following",
    "week",
    "month",
    "year",
    "quarter",
    "weekend",
    "Friday",
    "on Tuesday",
    "in March",
    "May 3",
    "the 24th",
    "summer",
    "evening",
    "two",
    "days",
    "ago",
    "later",
    "earlier",
    "before",
    "noon",
    "at 5 p.m.",
    "first",
    "half",
    "of",
    "by",
    "until",
    "since",
    "will meet",
    "met",
    "said",
    "had been due",
    "year-end",
    "early",
    "late",
    ",",
    ".",
];

proptest! {
    /// The calendar and its weekdays repeat themselves after 400 years: so does every date that counts from the day of
    /// publication, and so nothing else can tell what day it is.
    #[test]
    fn dates_hang_on_the_day_of_publication_alone(
        picks in prop::collection::vec(prop::sample::select(RELATIVE), 1..14),
        published in (2010..2030_i32, 1..13_u8, 1..29_u8),
    ) {
        let source = picks.join(" ");
        let text = Text::new(&source, &[]);
        let (year, month, of_month) = published;
        let on = |year| find(&text, calendar::day(year, month, of_month));
        let (found, later) = (on(year), on(year + 400));
        prop_assert_eq!(found.len(), later.len(), "{}", &source);
        for (date, later) in found.iter().zip(&later) {
            let moved = |day: Option<Day>| day.map(|day| Day { year: day.year + 400, ..day });
            prop_assert_eq!(date.span, later.span);
            prop_assert_eq!(moved(date.first_day), later.first_day, "{} in {}", date.value, &source);
            prop_assert_eq!(moved(date.last_day), later.last_day, "{} in {}", date.value, &source);
        }
    }
}

#[test]
fn long_runs_of_one_word_come_to_an_end() {
    for word in [
        "may ",
        "the last day of ",
        "a day before ",
        "1 ",
        "1999-",
        "12:",
        "1/2/",
        "between 1 and ",
        "a quarter to ",
        "next week Friday the ",
        "and a half ",
        "'",
    ] {
        // What grows faster than the text would not end in any time that a test may take.
        let source = word.repeat(30_000);
        let text = Text::new(&source, &[]);
        assert!(find(&text, day("2024-02-29")).len() <= text.len());
    }
}
