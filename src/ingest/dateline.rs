//! The dateline: place, agency and day in front of the first sentence, `ISLAMABAD (PEN) :`, `TOKYO –`,
//! `WASHINGTON, June 21 (Reuters) -`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::author;
use super::timestamp::{self, Timestamp};
use crate::model::Dateline;
use crate::text::{Class, lexicon};

/// A dateline ends within so many bytes.
const LONGEST: usize = 90;
/// The most words of a place, with its state or country.
const LONGEST_PLACE: usize = 6;

static NO_PLACE: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../data/ingest/no_place.txt")).collect());

/// A dateline and what else it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Place and agency.
    pub dateline: Dateline,
    /// The day, where it has its year.
    pub day: Option<Timestamp>,
    /// The byte after it, where the first sentence begins.
    pub end: usize,
}

/// The dateline that a paragraph begins with.
#[must_use]
pub(super) fn read(paragraph: &str) -> Option<Reading> {
    let head = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    ends(head).find_map(|(stop, end)| {
        let (place, agency, day) = parts(&head[..stop])?;
        Some(Reading {
            dateline: Dateline { place, agency },
            day,
            end,
        })
    })
}

/// Where a dateline can end: before and after each dash or colon that is followed by white space.
fn ends(head: &str) -> impl Iterator<Item = (usize, usize)> {
    let marks = head.char_indices();
    let marks = marks.filter(|(_, mark)| matches!(mark, '-' | '–' | '—' | ':'));
    marks.filter_map(|(at, mark)| {
        let after = head[at..].trim_start_matches(mark);
        let next = after.trim_start();
        let spaced = next.len() < after.len() || matches!(mark, '–' | '—');
        let alone = mark != '-'
            || !head[..at].ends_with(char::is_alphanumeric)
            || after.len() + 1 < head[at..].len();
        let dash = spaced && alone && !next.is_empty();
        dash.then(|| (at, head.len() - next.len()))
    })
}

/// The place and day that a line consists of, as they stand below a credit in South Asia: `BENGALURU, June 21`. The day may
/// lack its year.
#[must_use]
pub(super) fn alone(line: &str) -> Option<Reading> {
    let line = line.trim().trim_end_matches(['.', ',', ':']);
    if line.len() > LONGEST {
        return None;
    }
    let (place, dated) = split_day(line);
    let named = place.trim_end();
    if !dated || !named.ends_with(',') {
        return None;
    }
    let place = named.trim_end_matches([',', ' ']);
    let month = line.split_whitespace().any(|word| {
        let word = word.trim_matches([',', '.']).to_lowercase();
        timestamp::month(&word).is_some()
    });
    let weekday = |word: &str| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        lexicon::classes(&word).any(Class::WEEKDAY | Class::FUNCTION) || author::is_furniture(&word)
    };
    let sound = month
        && is_place(place, true)
        && has_letters(place)
        && is_plainly_place(place)
        && !place.split_whitespace().any(weekday);
    sound.then(|| Reading {
        dateline: Dateline {
            place: Some(place.to_owned()),
            agency: None,
        },
        day: timestamp::parse(line),
        end: line.len(),
    })
}

/// Whether capitalised words are hardly somebody's name: one word, one that opens names of places, or a state behind a comma.
pub(super) fn is_plainly_place(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or("").to_lowercase();
    words.next().is_none() || text.contains([',', '/']) || author::is(author::Kind::Place, &first)
}

type Parts = (Option<String>, Option<String>, Option<Timestamp>);

/// Place, agency and day of the words before the dash.
fn parts(text: &str) -> Option<Parts> {
    let text = text
        .trim()
        .trim_end_matches([':', '-', '–', '—'])
        .trim_end();
    let (front, agency) = split_agency(text);
    let (place, dated) = split_day(front);
    let place = place.trim_matches([',', '.', ' ', ':']);
    let place = if place_ends_in_initials(front) {
        front.trim_end_matches([',', ' '])
    } else {
        place
    };
    let evidence = agency.is_some() || dated;
    if place.is_empty() {
        return evidence.then(|| (None, agency.map(str::to_owned), timestamp::parse(front)));
    }
    let sure = is_place(place, evidence) && (agency.is_some() || has_letters(place));
    sure.then(|| {
        (
            Some(place.to_owned()),
            agency.map(str::to_owned),
            timestamp::parse(front),
        )
    })
}

fn has_letters(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphabetic()).count() >= 3
}

fn place_ends_in_initials(front: &str) -> bool {
    let last = front.rsplit([' ', ',']).next().unwrap_or("");
    last.matches('.').count() >= 2 && last.ends_with('.')
}

/// `LONDON (AFP)`, `MOSCOW /TASS/`: the agency in brackets or slashes at the end.
fn split_agency(text: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('/', '/'), ('[', ']')] {
        let Some(inner) = text.strip_suffix(close) else {
            continue;
        };
        let Some((front, agency)) = inner.rsplit_once(open) else {
            continue;
        };
        if is_agency(agency.trim()) {
            return (front.trim_end(), Some(agency.trim()));
        }
    }
    (text, None)
}

/// An agency is known, or named in capitals; in brackets there is hardly anything else.
fn is_agency(text: &str) -> bool {
    let words = text.split_whitespace().count();
    author::agency(text).is_some() || (1..=4).contains(&words) && author::is_capitalised(text)
}

/// Takes the day off the end: `WASHINGTON, June 21`. Tells whether there was one.
fn split_day(front: &str) -> (&str, bool) {
    if !front.bytes().any(|byte| byte.is_ascii_digit()) {
        return (front, false);
    }
    let is_day = |word: &str| {
        let word = word.trim_matches(['.', ',']);
        let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        digits
            || timestamp::month(&word.to_lowercase()).is_some()
            || word.contains(char::is_alphanumeric) && timestamp::parse(word).is_some()
    };
    let first = front
        .split_whitespace()
        .find(|word| is_day(word))
        .map_or(front.len(), |word| {
            word.as_ptr() as usize - front.as_ptr() as usize
        });
    let day = &front[first..];
    // A number alone is a day only where it can be one: `Budget 2025:` opens a headline.
    let number = day.trim_matches([' ', ',', '.']).parse::<u32>();
    let dated = day.bytes().any(|byte| byte.is_ascii_digit())
        && day.split_whitespace().all(is_day)
        && number.map_or(true, |number| (1..=31).contains(&number));
    if dated {
        (&front[..first], true)
    } else {
        (front, false)
    }
}

/// Capitals, or words with a capital where a day or an agency shows that it is a dateline.
fn is_place(text: &str, evidence: bool) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lower = text.to_lowercase();
    let in_list = |word: &str| NO_PLACE.contains(word.trim_matches([',', '.', ':']));
    let listed = in_list(&lower) || lower.split_whitespace().all(in_list);
    let first = text.split([',', '/']).next().unwrap_or("");
    let shouted = !first.chars().any(char::is_lowercase) && first.chars().any(char::is_uppercase);
    (1..=LONGEST_PLACE).contains(&words.len())
        && !listed
        && (shouted || evidence)
        && author::is_capitalised(text)
        && text
            .chars()
            .all(|c| c.is_alphabetic() || " ,./-'’".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_agency_and_day_are_told_apart() {
        for (text, place, agency, rest) in [
            (
                "ISLAMABAD (PEN) : Ships left.",
                Some("ISLAMABAD"),
                Some("PEN"),
                "Ships left.",
            ),
            ("TOKYO – Ships left.", Some("TOKYO"), None, "Ships left."),
            ("LISBON — Ships left.", Some("LISBON"), None, "Ships left."),
            ("LISBON—Ships left.", Some("LISBON"), None, "Ships left."),
            (
                "WASHINGTON, June 21 (Reuters) - Ships left.",
                Some("WASHINGTON"),
                Some("Reuters"),
                "Ships left.",
            ),
            (
                "PORTSEA, 21 June 2025 - Ships left.",
                Some("PORTSEA"),
                None,
                "Ships left.",
            ),
            (
                "RALEIGH, N.C. (AP) -- Ships left.",
                Some("RALEIGH, N.C."),
                Some("AP"),
                "Ships left.",
            ),
            (
                "New Delhi, Jun 21 (PTI): Ships left.",
                Some("New Delhi"),
                Some("PTI"),
                "Ships left.",
            ),
            (
                "Kyiv/London, 2 June 2025 – Ships left.",
                Some("Kyiv/London"),
                None,
                "Ships left.",
            ),
            (
                "June 21 (UPI) -- Ships left.",
                None,
                Some("UPI"),
                "Ships left.",
            ),
            (
                "NEW YORK: Ships left.",
                Some("NEW YORK"),
                None,
                "Ships left.",
            ),
        ] {
            let reading = read(text);
            let reading = reading.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(reading.dateline.place.as_deref(), place, "{text}");
            assert_eq!(reading.dateline.agency.as_deref(), agency, "{text}");
            assert_eq!(&text[reading.end..], rest, "{text}");
        }
        let dated = read("PORTSEA, 21 June 2025 - Ships left.").unwrap();
        assert_eq!(dated.day.unwrap().written, "2025-06-21");
    }

    #[test]
    fn a_line_of_place_and_day_is_known() {
        let place = |line: &str| alone(line).and_then(|reading| reading.dateline.place);
        assert_eq!(place("BENGALURU, June 21").as_deref(), Some("BENGALURU"));
        let dated = alone("New Delhi, 21 June 2025").unwrap();
        assert_eq!(dated.dateline.place.as_deref(), Some("New Delhi"));
        assert_eq!(dated.day.unwrap().written, "2025-06-21");
        for line in [
            "Monday, June 21",
            "Updated, 21 June 2025",
            "June 21, 2025",
            "The Quay 21 June",
            "PORTSEA, 2025",
            "Freitag, 21. Juni 2025",
            "Quelle, 21 June 2025",
            "Amount, June 21",
            "Ana Ruiz, June 21, 2025",
        ] {
            assert_eq!(place(line), None, "{line}");
        }
    }

    #[test]
    fn other_openings_are_no_datelines() {
        for text in [
            "BREAKING: Ships left the harbour.",
            "Analysts – who saw it – were surprised.",
            "Ships left the harbour.",
            "The well-known ship left - at last.",
            "He said: Ships left.",
            "F-35 jets left.",
            "2+2 – the sum of it",
            "Budget 2025: Ships left.",
            "Euro 2024 – Ships left.",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
