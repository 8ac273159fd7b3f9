//! An input that failed: one line on standard error, one line of JSON for machines.

use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::ingest::IngestError;
use crate::model::{Input, Locator};
use crate::report::{Failed, GivenId, is_hidden};
use crate::source::SourceError;

/// How much of a path is shown, and how much of a cause, in characters.
const SHOWN: usize = 300;

/// An input, or one article of it, that failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) kind: Kind,
    locator: Locator,
    /// Which article of the input it is, from 1, where the input holds several.
    article: Option<u64>,
    /// The cause and what to do.
    message: String,
    /// The id that the record gave.
    id: GivenId,
}

/// What sort of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The bytes could not be had.
    Unreadable,
    /// There are bytes, but no article in them.
    NoArticle,
    /// There is nothing that could be read at all: no such path, an empty folder or list.
    NoInput,
    /// A fault of newscorp.
    Internal,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NoArticle => "no_article",
            Self::NoInput => "no_input",
            Self::Internal => "internal",
        }
    }
}

impl Failure {
    /// Of a path that could not be read.
    pub(super) fn unreadable(locator: Locator, error: &SourceError) -> Self {
        let kind = match error {
            error if error.is_nothing() => Kind::NoInput,
            _ => Kind::Unreadable,
        };
        Self::at(locator, kind, error.to_string())
    }

    /// Of an input that was read.
    pub(super) fn of(input: &Input, kind: Kind, message: String) -> Self {
        Self {
            kind,
            locator: input.locator.clone(),
            article: None,
            message,
            id: given_id(&input.bytes),
        }
    }

    /// Of an article that is none.
    pub(super) fn no_article(input: &Input, error: IngestError) -> Self {
        if let IngestError::InRecord(number, error) = error {
            return Self {
                article: Some(number),
                ..Self::no_article(input, *error)
            };
        }
        Self::of(input, Kind::NoArticle, error.to_string())
    }

    /// Of a place that was read before.
    pub(super) const fn at(locator: Locator, kind: Kind, message: String) -> Self {
        Self {
            kind,
            locator,
            article: None,
            message,
            id: GivenId::None,
        }
    }

    /// The failure as one line of JSON, with its line end.
    pub(super) fn to_json(&self) -> String {
        let failed = Failed {
            path: self.locator.path.to_string_lossy(),
            line: self.locator.record,
            article: self.article,
            kind: self.kind.name(),
            message: &self.message,
            id: &self.id,
        };
        failed.to_line()
    }
}

impl fmt::Display for Failure {
    /// `PATH:LINE: cause; what to do`, fit for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.locator.path.to_string_lossy().as_ref() {
            "-" => f.write_str("standard input")?,
            path => f.write_str(&visible(path))?,
        }
        if let Some(line) = self.locator.record {
            write!(f, ":{line}")?;
        }
        if let Some(article) = self.article {
            write!(f, ": article {article}")?;
        }
        write!(f, ": {}", visible(&self.message))
    }
}

/// The id that a record gives for itself, as far as it can be made out.
fn given_id(bytes: &[u8]) -> GivenId {
    #[derive(Deserialize)]
    struct Given<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
        article: Option<Box<Given<'a>>>,
    }
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return GivenId::None;
    }
    let given = serde_json::from_slice::<Given<'_>>(bytes).ok();
    let id = given.and_then(|given| given.article.map_or(given.id, |article| article.id));
    match id.map(RawValue::get) {
        Some(text) if text.starts_with('"') => {
            serde_json::from_str(text).map_or(GivenId::None, GivenId::Text)
        }
        // Digits that a float would not keep are kept.
        Some(number) if number.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
            GivenId::Number(number.to_owned())
        }
        _ => GivenId::None,
    }
}

/// The text with control characters and marks of direction written out, cut in the middle where it is long.
pub(super) fn visible(text: &str) -> String {
    let count = text.chars().count();
    let mut shown = String::with_capacity(text.len().min(4 * SHOWN));
    for (i, c) in text.chars().enumerate() {
        if count > SHOWN && i == SHOWN / 2 {
            shown.push('…');
        }
        if count > SHOWN && i >= SHOWN / 2 && i < count - SHOWN / 2 {
            continue;
        }
        push_written_out(&mut shown, c);
    }
    shown
}

/// The same, uncut: two texts that differ do not look alike.
pub(super) fn written_out(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    text.chars().for_each(|c| push_written_out(&mut shown, c));
    shown
}

fn push_written_out(shown: &mut String, c: char) {
    if is_hidden(c) {
        shown.extend(c.escape_default());
    } else {
        shown.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(path: &str, bytes: &[u8]) -> Failure {
        let input = Input {
            locator: Locator {
                path: path.into(),
                record: Some(7),
            },
            bytes: bytes.to_vec(),
            format: None,
            capture: None,
            part: None,
        };
        Failure::of(&input, Kind::NoArticle, "it has no text".to_owned())
    }

    #[test]
    fn one_clear_line() {
        let failure = line("a\nb\u{1b}[31m\u{202e}.txt", b"");
        assert_eq!(
            failure.to_string(),
            "a\\nb\\u{1b}[31m\\u{202e}.txt:7: it has no text"
        );
        assert_eq!(
            line("-", b"").to_string(),
            "standard input:7: it has no text"
        );
    }

    #[test]
    fn long_texts_are_cut_in_the_middle() {
        let shown = visible(&format!("start{}end", "x".repeat(10_000)));
        assert!(shown.starts_with("start") && shown.ends_with("end"));
        assert_eq!(shown.chars().count(), SHOWN + 1);
    }

    #[test]
    fn the_id_is_given_back_as_it_was() {
        let number = |digits: &str| GivenId::Number(digits.to_owned());
        let long = br#"{"id": 12345678901234567890123}"#;
        assert_eq!(given_id(long), number("12345678901234567890123"));
        let inner = br#"{"article": {"id": "x"}}"#;
        assert_eq!(given_id(inner), GivenId::Text("x".to_owned()));
        assert_eq!(given_id(br#"{"id": [1]}"#), GivenId::None);
        assert_eq!(given_id(b"{bad"), GivenId::None);
        assert!(
            line("a", br#"{"id":"x"}"#)
                .to_json()
                .ends_with(",\"id\":\"x\"}\n")
        );
    }
}
