//! Credit lines of the visible text: who wrote it, when it was published or updated, in which section.
//!
//! A line counts as one only if all of it is explained: `Hwang Sujin Reporter / Updated : 2025-06-22 10:39:35`,
//! `- In Reports`, `By Jane Doe and John Roe, Staff Writers`, `Published: June 21, 2025 | Tokyo/Washington`.

use super::author;
use super::dateline;
use super::labels::{self, Label};
use super::timestamp::{self, Timestamp};

/// Longer lines are prose.
const LONGEST: usize = 240;

/// More words in small letters than this no credit line has, if they have [`LONG_WORD`] letters or more.
const SMALL_WORDS: usize = 5;
const LONG_WORD: usize = 4;

/// What credit lines say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Credits {
    /// The people who wrote it.
    pub authors: Vec<String>,
    /// The agency that it is credited to.
    pub agency: Option<String>,
    /// The place that stands beside the date.
    pub place: Option<String>,
    /// The outlet that it names.
    pub outlet: Option<String>,
    /// The section of the outlet.
    pub section: Option<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When it was last updated.
    pub updated: Option<Timestamp>,
}

impl Credits {
    /// Takes over what `other` says and this does not say yet.
    pub(super) fn merge(&mut self, other: Self) {
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        self.agency = self.agency.take().or(other.agency);
        self.place = self.place.take().or(other.place);
        self.outlet = self.outlet.take().or(other.outlet);
        self.section = self.section.take().or(other.section);
        self.published = self.published.take().or(other.published);
        self.updated = self.updated.take().or(other.updated);
    }
}

/// What a credit line says; none if the line is anything else, or if a part of it remains unexplained.
#[must_use]
pub(super) fn read(line: &str) -> Option<Credits> {
    let bare = strip_bullet(line);
    if bare.is_empty() || bare.len() > LONGEST || runs_on(bare) || opens_prose(bare) {
        return None;
    }
    if let Some(reading) = dateline::alone(bare) {
        return Some(Credits {
            place: reading.dateline.place,
            published: reading.day,
            ..Credits::default()
        });
    }
    let unglued = author::unglue(bare);
    let bulleted = bare.len() < line.trim().len();
    read_bare(&unglued, bulleted)
}

/// Whether a line ends as a sentence does and has more words in small letters than any credit, those of one to three
/// letters not counted: nearly all prose goes here, at the price of counting.
fn runs_on(line: &str) -> bool {
    let (mut words, mut letters) = (0, 0);
    let mut begins = false;
    for byte in line.bytes() {
        if byte.is_ascii_lowercase() && (begins || letters > 0) {
            letters += 1;
            words += usize::from(letters == LONG_WORD);
        } else {
            letters = 0;
        }
        begins = byte == b' ';
    }
    words > SMALL_WORDS && line.ends_with(['.', '!', '?', '"', '”', '’'])
}

/// Whether a dateline with a sentence behind it begins the line: `ROME (AP) — The mayor resigned.`
fn opens_prose(line: &str) -> bool {
    line.ends_with('.')
        && dateline::read(line).is_some_and(|reading| line[reading.end..].trim().contains(' '))
}

fn read_bare(bare: &str, bulleted: bool) -> Option<Credits> {
    let mut reading = Reading::default();
    let mut from = 0;
    for found in timestamp::find(bare) {
        reading.text(bare.get(from..found.span.range().start)?)?;
        reading.stamp(found.stamp);
        from = found.span.range().end;
    }
    reading.text(&bare[from..])?;
    reading.finish(bulleted)
}

/// The name of somebody that a line consists of, without the role behind it: `Hwang Sujin Reporter`.
/// Only what stands around it can tell whether it is the author. One word with more behind it is none: `Police in Paris`.
#[must_use]
pub(super) fn bare_name(line: &str) -> Option<String> {
    let bare = strip_bullet(line);
    author::single(bare)
        .filter(|name| name.contains(char::is_whitespace) || name.len() == bare.len())
        .filter(|_| !opens_prose(bare))
}

/// Whether a line only says that the author's name follows: `By`, `Written by:`.
pub(super) fn announces_author(line: &str) -> bool {
    labels::whole(line) == Some(Label::By)
}

/// A line without the bullet or dash in front of it.
#[must_use]
pub(super) fn strip_bullet(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches([
        '-', '–', '—', '•', '*', '·', '|', '/', '+', '►', '▪', '~', '○', '□',
    ]);
    if rest.starts_with(char::is_whitespace) || rest.is_empty() {
        rest.trim()
    } else {
        line
    }
}

#[derive(Default)]
struct Reading {
    credits: Credits,
    /// The label that the next part belongs to.
    pending: Option<Label>,
    /// A bare name, waiting for evidence that the line is a credit line.
    name: Option<Vec<String>>,
    /// The name by which somebody signs in: no more than a date beside it tells it from any other word.
    handle: Option<String>,
    /// Whether something in it makes it a credit line.
    strong: bool,
}

impl Reading {
    /// Reads the words between timestamps.
    fn text(&mut self, text: &str) -> Option<()> {
        for segment in segments(text) {
            self.segment(segment)?;
        }
        Some(())
    }

    fn segment(&mut self, segment: &str) -> Option<()> {
        let announces = segment.trim_end().ends_with(':');
        let segment =
            segment.trim_matches(|c: char| c.is_whitespace() || ",;:|()[].•·-–—/".contains(c));
        if segment.is_empty() {
            return Some(());
        }
        if let Some(label) = labels::whole(segment) {
            self.pending = Some(label);
            return Some(());
        }
        let (front, last) = labels::suffix(segment);
        if let Some(label) = last {
            self.segment(front)?;
            self.pending = Some(label);
            return Some(());
        }
        let (label, rest) = labels::prefix(segment);
        let label = label.or_else(|| self.pending.take());
        // What ends in a colon announces something that is not known here: `Load-Date: June 22, 2025`.
        if announces && label.is_none() {
            return None;
        }
        self.labelled(label, rest)
    }

    fn labelled(&mut self, label: Option<Label>, text: &str) -> Option<()> {
        match label {
            Some(Label::By) => self.people(text),
            Some(Label::NotBy) => author::people(text).map(|_| self.strong = true),
            Some(Label::Section) => self.section(text),
            _ => self.unlabelled(text),
        }
    }

    fn people(&mut self, text: &str) -> Option<()> {
        if let Some(agency) = author::agency(text) {
            self.credits.agency = Some(agency.to_owned());
        } else if let Some(people) = author::people(text) {
            self.credits.authors.extend(people);
        } else if author::is_handle(text) {
            self.handle = Some(text.to_owned());
            return Some(());
        } else {
            return None;
        }
        self.strong = true;
        Some(())
    }

    fn section(&mut self, text: &str) -> Option<()> {
        if !is_section(text) {
            return None;
        }
        self.credits.section.get_or_insert_with(|| text.to_owned());
        Some(())
    }

    /// A part that nothing announces: reading time, agency, name, place.
    fn unlabelled(&mut self, text: &str) -> Option<()> {
        if is_age(text) || is_page(text) {
            return Some(());
        }
        if is_reading_time(text) {
            self.strong = true;
        } else if let Some(agency) = author::agency(text) {
            self.credits.agency.get_or_insert_with(|| agency.to_owned());
        } else if self.has_date() && self.name.is_none() && is_place(text) {
            self.credits.place.get_or_insert_with(|| text.to_owned());
        } else if author::names_outlet(text) {
            self.credits.outlet.get_or_insert_with(|| text.to_owned());
        } else {
            let names = author::people(text)?;
            self.strong |= author::has_role(text);
            self.name.get_or_insert(names);
        }
        Some(())
    }

    const fn has_date(&self) -> bool {
        self.credits.published.is_some() || self.credits.updated.is_some()
    }

    fn stamp(&mut self, stamp: Timestamp) {
        self.strong = true;
        let place = if self.pending.take() == Some(Label::Updated) {
            &mut self.credits.updated
        } else {
            &mut self.credits.published
        };
        place.get_or_insert(stamp);
    }

    /// The credits, if something shows that the line is of this kind. `bulleted` lines need less: `- In Reports`.
    fn finish(mut self, bulleted: bool) -> Option<Credits> {
        let section = self.credits.section.is_some() && bulleted;
        if !(self.strong || section) || self.handle.is_some() && !self.has_date() {
            return None;
        }
        self.credits.authors.extend(self.handle);
        if let Some(names) = self.name.filter(|_| self.credits.authors.is_empty()) {
            // One bare word beside a date is where it was written, not who wrote it.
            match names.as_slice() {
                [word] if is_place(word) && !is_signed(word) && self.credits.place.is_none() => {
                    self.credits.place = Some(word.clone());
                }
                _ => self.credits.authors = names,
            }
        }
        Some(self.credits)
    }
}

/// The parts of a line between separators.
fn segments(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        let cut = separator(whole);
        rest = cut.map(|(_, after)| &whole[after..]);
        Some(cut.map_or(whole, |(end, _)| &whole[..end]))
    })
}

/// Where the next separator begins and ends: a bar or point, or a dash or stroke between spaces.
fn separator(text: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(at, mark)| {
        let end = at + mark.len_utf8();
        let spaced = || text[end..].starts_with(' ');
        match mark {
            '|' | '•' | '·' | '\t' | '¦' | '│' => Some((at, end)),
            ';' if spaced() => Some((at, end + 1)),
            '/' | '-' | '–' | '—' if text[..at].ends_with(' ') && spaced() => {
                Some((at - 1, end + 1))
            }
            _ => None,
        }
    })
}

/// One to four words, all but small ones with a capital: `Reports`, `Arts & Culture`.
fn is_section(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=4).contains(&words)
        && author::is_capitalised(text)
        && !text.bytes().any(|b| b.is_ascii_digit())
}

/// `Tokyo/Washington`, `New Delhi`
fn is_place(text: &str) -> bool {
    is_section(text) && (text.contains('/') || text.split_whitespace().count() == 1)
}

/// `HarbourFan`: a word with capitals inside is a name by which somebody signs in.
fn is_signed(word: &str) -> bool {
    let mut lower = false;
    word.chars().any(|letter| {
        let inside = lower && letter.is_uppercase();
        lower = letter.is_lowercase();
        inside
    })
}

/// `3 min read`, `Reading time: 4 minutes`
fn is_reading_time(text: &str) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let lower = text.to_lowercase();
    lower.contains("min") && lower.contains("read") && lower.split_whitespace().count() <= 5
}

/// `Page 3`, `Pg. A12`, `S. 4`: where it stood in print.
fn is_page(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let label = words
        .next()
        .unwrap_or("")
        .trim_end_matches('.')
        .to_lowercase();
    let number = words.next().unwrap_or("");
    matches!(label.as_str(), "page" | "pg" | "p" | "pp" | "seite" | "s")
        && number.len() <= 7
        && number.bytes().any(|byte| byte.is_ascii_digit())
        && words.next().is_none()
}

/// `3 hours ago`, `5 days ago`, `2 months`
fn is_age(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let count = words.next().is_some_and(|word| word.parse::<u16>().is_ok());
    let unit = words.next().is_some_and(|word| {
        crate::text::lexicon::classes(&word.to_lowercase()).any(crate::text::Class::TIME_UNIT)
    });
    count && unit && words.next().is_none_or(|word| word == "ago") && words.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(line: &str) -> Option<Vec<String>> {
        read(line).map(|credits| credits.authors)
    }

    #[test]
    fn authors_are_read_without_roles_outlets_and_places() {
        for (line, expected) in [
            (
                "By Ana Ruiz and Tom Okafor",
                &["Ana Ruiz", "Tom Okafor"][..],
            ),
            ("by Brett Hall - 12/22/23 11:35 AM ET", &["Brett Hall"]),
            (
                "Park Jiwoo Reporter / Updated : 2025-06-22 10:39:35",
                &["Park Jiwoo"],
            ),
            ("By Ana Ruiz, Senior Political Correspondent", &["Ana Ruiz"]),
            ("By Ana Ruiz, Harbour Times | 3 min read", &["Ana Ruiz"]),
            ("By ANA RUIZ Published 21 June 2025", &["ANA RUIZ"]),
            ("By Ana RuizDec 20, 2023", &["Ana Ruiz"]),
            ("By Ana Ruiz in Lisbon for The Harbour Post", &["Ana Ruiz"]),
            ("Dec 19, 2023 by Ana Ruiz", &["Ana Ruiz"]),
            ("Von Ute van der Heide, 21.06.2025", &["Ute van der Heide"]),
            ("By Ana Ruiz ana@example.org", &["Ana Ruiz"]),
            ("By Ana RuizPublished: June 21, 2025", &["Ana Ruiz"]),
            ("By Ana Ruiz, CNN", &["Ana Ruiz"]),
            (
                "Reporting by Ana Ruiz; editing by Tom Okafor",
                &["Ana Ruiz"],
            ),
            (
                "By Tom Okafor, Harbour Correspondent, Updated June 21, 2025",
                &["Tom Okafor"],
            ),
            ("Ana Ruiz 19 December 2023 • 3:54pm", &["Ana Ruiz"]),
            ("By Staff Reporter", &[]),
            ("Posted on 2022-11-08 by kdv", &["kdv"]),
            ("HarbourFan 18.10.2019, 15:07", &["HarbourFan"]),
            (
                "Datum: 03.11.2021 Autor: Ada Quill/Quay-News",
                &["Ada Quill"],
            ),
            ("by harbour_fan on June 21, 2025", &["harbour_fan"]),
        ] {
            assert_eq!(
                authors(line).as_deref(),
                Some(&expected.iter().map(|&n| n.to_owned()).collect::<Vec<_>>()[..]),
                "{line}"
            );
        }
    }

    #[test]
    fn dates_are_told_by_their_labels() {
        let credits = read("Published 21 June 2025 10:30, Last updated: 22 June 2025").unwrap();
        assert_eq!(credits.published.unwrap().written, "2025-06-21T10:30:00");
        assert_eq!(credits.updated.unwrap().written, "2025-06-22");
        for zone in ["BST", "ET", "IST"] {
            let credits = read(&format!("Published June 21, 2025 7:31 a.m. {zone}")).unwrap();
            assert_eq!(credits.place, None, "{zone}");
        }
        let credits = read("Published: June 21, 2025 | Oslo/Bergen").unwrap();
        assert_eq!(credits.place.as_deref(), Some("Oslo/Bergen"));
        let credits = read("Aktualisiert am 21.06.2025, 18:42 Uhr");
        assert!(credits.is_none_or(|credits| credits.updated.is_some()));
    }

    #[test]
    fn a_place_beside_a_day_is_no_author() {
        for line in [
            "BENGALURU, June 21",
            "BENGALURU, June 21, 2025",
            "Madrid - 21 June 2025",
            "Lisbon | 21 June 2025",
        ] {
            let credits = read(line).unwrap();
            assert!(credits.authors.is_empty(), "{line}");
            assert!(credits.place.is_some(), "{line}");
        }
        assert_eq!(authors("Load-Date: June 22, 2025"), None);
        let credits = read("By ANA RUIZ | The Harbour Post | June 21, 2025").unwrap();
        assert_eq!(credits.authors, ["ANA RUIZ"]);
        assert_eq!(credits.outlet.as_deref(), Some("The Harbour Post"));
        let credits = read("The Harbour Post, 21 June 2025, Page 3").unwrap();
        assert_eq!(credits.outlet.as_deref(), Some("The Harbour Post"));
    }

    #[test]
    fn sections_and_agencies_are_told_from_people() {
        assert_eq!(
            read("- In Reports").unwrap().section.as_deref(),
            Some("Reports")
        );
        let credits = read("AFP / Updated: Dec 22, 2023, 19:28 IST").unwrap();
        assert_eq!(credits.agency.as_deref(), Some("AFP"));
        assert!(credits.authors.is_empty());
        assert_eq!(
            bare_name("- Harbour Staff").as_deref(),
            Some("Harbour Staff")
        );
        assert_eq!(bare_name("Staff Reporter"), None);
        assert_eq!(bare_name("Statehouse Correspondent"), None);
    }

    #[test]
    fn prose_and_menus_are_no_credit_lines() {
        for line in [
            "By the numbers",
            "by kdv",
            "Updated on June 21, 2025 by email",
            "In Reports",
            "The bridge opened on June 21, 2025, after long repairs.",
            "By Monday the ferry will run again, the harbour master said.",
            "World | Business | Sport",
            "Home > World",
            "",
            "- ",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(bare_name("Read More"), None);
        assert_eq!(bare_name("Police in Paris"), None);
        assert_eq!(bare_name("The Harbour Bridge"), None);
    }
}
