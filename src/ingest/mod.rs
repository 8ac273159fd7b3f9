//! Bytes to articles: one file a format. What an input is, its content says before its name does.

mod author;
mod binary;
pub mod byline;
pub mod dateline;
mod encoding;
mod error;
mod html;
mod json;
mod labels;
mod ndjson;
mod pieces;
mod surrogates;
mod text;
pub mod timestamp;
mod wordpress;

pub use error::IngestError;

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Article, Format, Input, Record};

/// Reads the articles of one input, each on its own: one that cannot be read does not cost the others.
#[must_use]
pub fn read(input: &Input) -> Vec<Result<Record, IngestError>> {
    let format = input.format.unwrap_or_else(|| sniff(input));
    if matches!(format, Format::Text | Format::Dump) && binary::is_binary(&input.bytes) {
        return vec![Err(IngestError::Binary)];
    }
    match format {
        Format::Ndjson => vec![ndjson::read(input)],
        Format::Html => vec![html::read(input).map(Record::new)],
        Format::Wordpress => wordpress::read(input),
        _ => vec![text::read(input).map(Record::new)],
    }
}

/// What the input is, by its content first and its name second.
#[must_use]
pub fn sniff(input: &Input) -> Format {
    let text = encoding::decode(&input.bytes);
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        wordpress::sniff(start).unwrap_or(Format::Ndjson)
    } else if input.bytes.trim_ascii_start().starts_with(b"<") {
        Format::Html
    } else {
        Format::Text
    }
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
