//! Bytes to articles: one file a format. What an input is, its content says before its name does.

mod address;
mod author;
mod binary;
mod body;
mod byline;
mod captured;
mod credit;
mod dateline;
mod dump;
mod encoding;
mod error;
mod explain;
mod feed;
mod front;
mod header;
mod html;
mod hyphen;
mod json;
mod labels;
mod lines;
mod links;
mod mail;
mod markup;
mod mojibake;
mod ndjson;
mod notes;
mod outlet;
mod pieces;
mod plain;
mod signals;
mod tags;
mod text;
mod timestamp;
mod trace;
mod wordpress;

pub use error::IngestError;
pub use explain::explain;
pub use html::Selector;
pub use notes::Notes;

use std::borrow::Cow;

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Article, Format, Input, Record};
use crate::source;

/// How many bytes are looked at to tell what an input is.
const SNIFFED: usize = 1 << 16;
/// The longest text, in bytes: places in it are numbers of 32 bits.
const LONGEST_TEXT: usize = u32::MAX as usize;
/// More end tags than this make a page of HTML.
const END_TAGS: usize = 9;
/// So do more ends of paragraphs than this.
const PARAGRAPHS: usize = 1;

/// What whoever runs the program knows of the inputs.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the text of pages stands. Pages on which it matches nothing are read as without it.
    pub select: Option<Selector>,
}

/// Reads the articles of one input, each on its own: one that cannot be read does not cost the others.
#[must_use]
pub fn read(input: &Input) -> Vec<Result<Record, IngestError>> {
    read_with(input, &Options::default(), &mut Notes::default())
}

/// The same with what is known of the inputs; what is in no record is added to `notes`.
pub fn read_with(
    input: &Input,
    options: &Options,
    notes: &mut Notes,
) -> Vec<Result<Record, IngestError>> {
    if encoding::outgrows(&input.bytes, LONGEST_TEXT, false) {
        return vec![Err(IngestError::TooLong)];
    }
    let Some(capture) = &input.capture else {
        return read_as_is(input, options, notes);
    };
    let mut records = match captured::recoded(&input.bytes, capture) {
        Some(bytes) => {
            let input = Input {
                locator: input.locator.clone(),
                bytes,
                format: input.format,
                capture: input.capture.clone(),
                part: None,
            };
            read_as_is(&input, options, notes)
        }
        None => read_as_is(input, options, notes),
    };
    for record in records.iter_mut().flatten() {
        captured::settle(&mut record.article, capture);
    }
    records
}

fn read_as_is(
    input: &Input,
    options: &Options,
    notes: &mut Notes,
) -> Vec<Result<Record, IngestError>> {
    let format = input.format.unwrap_or_else(|| sniff(input));
    if matches!(format, Format::Text | Format::Dump) && binary::is_binary(&input.bytes) {
        return vec![Err(IngestError::Binary)];
    }
    match format {
        Format::Ndjson => vec![ndjson::read(input)],
        Format::Html => vec![html::read(input, options.select.as_ref(), notes).map(Record::new)],
        Format::Wordpress => wordpress::read(input),
        // The parts of a mail are packed, whatever their encoding.
        Format::Mail if encoding::outgrows(&input.bytes, LONGEST_TEXT, true) => {
            vec![Err(IngestError::TooLong)]
        }
        Format::Mail => mail::read(input),
        Format::Feed | Format::Wxr => feed::read(input, format, notes),
        Format::Text | Format::Dump => vec![of_words(input, format).map(Record::new)],
    }
}

/// The article of an input without any structure but its lines.
fn of_words(input: &Input, format: Format) -> Result<Article, IngestError> {
    let text = words(&input.bytes);
    if text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    match format {
        Format::Dump => dump::read(&text, input.locator.clone()),
        _ => text::read(&text, input.locator.clone()),
    }
}

/// The text of bytes without any structure but lines.
fn words(bytes: &[u8]) -> Cow<'_, str> {
    plain::text(mojibake::repair(encoding::decode(bytes)))
}

/// What the input is, by its content first and its name second. The first part of it is enough to tell.
#[must_use]
pub fn sniff(input: &Input) -> Format {
    if let Some(part) = &input.part {
        return part.format;
    }
    let head = &input.bytes[..input.bytes.len().min(SNIFFED)];
    let text = encoding::decode(head);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if feed::is_json_feed(start) {
        return Format::Feed;
    }
    if start.starts_with(['{', '[']) {
        let whole = encoding::decode(&input.bytes);
        if let Some(format) = sniff_json(&whole) {
            return format;
        }
        // A broken record among records, or a broken file of JSON, is not to pass for a text.
        if input.locator.record.is_some() || has_name(input, &["json", "ndjson", "jsonl"]) {
            return Format::Ndjson;
        }
    }
    if let Some(format) = json::behind_notice(start).and_then(sniff_json) {
        return format;
    }
    if source::is_feed(start.as_bytes()) {
        return source::feed_format(start.as_bytes());
    }
    if mail::is_mail(start) {
        return Format::Mail;
    }
    if is_html(start) || has_name(input, &["html", "htm", "xhtml"]) && start.contains('<') {
        Format::Html
    } else if text::style(&text, &input.locator) != lines::Style::Markdown && text::is_dump(&text) {
        Format::Dump
    } else {
        Format::Text
    }
}

/// JSON of any kind; none for a text that only begins with a bracket: `[Updated]`, `[   ] Search`.
fn sniff_json(text: &str) -> Option<Format> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut inside = start.get(1..)?.trim_start().chars();
    let json = match (start.as_bytes().first(), inside.next()) {
        (_, None) => true,
        (Some(b'{'), Some(next)) => matches!(next, '"' | '}'),
        (_, Some(next)) => {
            matches!(next, '{' | '"') || next == ']' && inside.all(char::is_whitespace)
        }
    };
    json.then(|| wordpress::sniff(start).unwrap_or(Format::Ndjson))
}

/// Whether the text begins with markup, or has an element of every page, or many end tags.
fn is_html(start: &str) -> bool {
    let mut letters = start.chars();
    let opens = letters.next() == Some('<')
        && letters
            .next()
            .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '!' | '?'));
    let elements = [
        "<html",
        "<!DOCTYPE html",
        "<!doctype html",
        "<body",
        "<HTML",
    ];
    opens
        || start.contains('<')
            && (elements.iter().any(|element| start.contains(element))
                || start.matches("</p>").nth(PARAGRAPHS).is_some()
                || start.matches("</").nth(END_TAGS).is_some())
}

/// Whether the name of the file has one of these endings.
fn has_name(input: &Input, endings: &[&str]) -> bool {
    let ending = input.locator.path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|ending| {
        endings
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// The id of an article whose input gives none: `a` and a hash of its URL, else of publisher, title and text.
#[must_use]
pub fn stable_id(article: &Article) -> String {
    let hash = article.url.as_ref().map_or_else(
        || {
            let title = article.title.as_deref().unwrap_or("");
            let publisher = article.publisher.as_deref().unwrap_or("");
            xxh3_64([publisher, title, &article.text].join("\u{1f}").as_bytes())
        },
        |url| xxh3_64(url.as_bytes()),
    );
    format!("a{hash:016x}")
}

/// The ISO 639 code that a language tag begins with: `en` of `en-GB`, also of `de, en`.
fn language_code(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_', ',', ';']).next()?;
    let code = code.trim().to_ascii_lowercase();
    let plausible = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    plausible.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedPart, Locator, Place};

    fn sniffed(name: &str, content: &str) -> Format {
        sniff(&Input {
            locator: Locator {
                path: name.into(),
                record: None,
            },
            bytes: content.as_bytes().to_vec(),
            format: None,
            capture: None,
            part: None,
        })
    }

    #[test]
    fn content_comes_before_the_name() {
        for (content, expected) in [
            ("{\"text\": \"The ferry sailed.\"}", Format::Ndjson),
            ("[{\"id\": 1, \"content\": {}}]", Format::Wordpress),
            ("<!DOCTYPE html><p>The ferry sailed.", Format::Html),
            (
                "Subject: Ferry\nFrom: Ada\n\n<html><p>It sails.",
                Format::Mail,
            ),
            (
                "<br />\n<b>Notice</b>: a in b.php on line <b>3</b><br />\n[{\"id\": 1}]",
                Format::Wordpress,
            ),
            ("Ferry\n\n<p>It sailed.</p>\n<p>It came.</p>", Format::Html),
            ("Warning: x\n<html><p>The ferry sailed.", Format::Html),
            ("[Updated] The ferry sailed on Monday.", Format::Text),
            ("[[Draft]] The ferry sailed.", Format::Text),
            ("[     ]\nSearch for: [    ] Submit", Format::Text),
            ("The ferry sailed at <5 knots.", Format::Text),
        ] {
            assert_eq!(sniffed("a.txt", content), expected, "{content}");
        }
        assert_eq!(sniffed("a.html", "The ferry <b>sailed</b>."), Format::Html);
        assert_eq!(sniffed("a.json", "{broken"), Format::Ndjson);
    }

    #[test]
    fn the_items_of_a_long_feed_do_not_look_through_its_head_each() {
        let locator = Locator {
            path: "a.xml".into(),
            record: Some(1),
        };
        let input = Input {
            part: Some(FeedPart {
                head: vec![b' '; 8 << 20].into(),
                format: Format::Wxr,
                place: Place::START,
            }),
            ..Input::new(locator, b"<item/>".to_vec())
        };
        // At 8 MiB each this would take minutes.
        assert!((0..200_000).all(|_| sniff(&input) == Format::Wxr));
    }

    #[test]
    fn ids_are_the_same_for_the_same_article() {
        let mut article = Article::empty(
            Locator {
                path: "a.txt".into(),
                record: None,
            },
            Format::Text,
        );
        article.text = "The ferry sailed.".to_owned();
        let first = stable_id(&article);
        assert_eq!(first, stable_id(&article));
        article.url = Some("https://example.org/a".to_owned());
        assert_ne!(first, stable_id(&article));
    }
}
