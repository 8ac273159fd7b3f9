//! A line of NDJSON: a bare normalised article, or a record of newscorp itself.
//!
//! The text is taken verbatim and the id is kept. Of a record, the layers that are there are read back and will not be
//! run again. A layer whose spans do not fit the text, or that is not shaped as newscorp writes it, counts as not run: the
//! text is what the input says for sure, and whoever changed it with another tool gets findings of the text as it is.

mod code_points;
mod fields;
mod layers;

use serde_json::value::RawValue;

use super::{IngestError, json, language_code, stable_id, timestamp};
use crate::model::{
    Article, Block, BlockKind, Dateline, Day, Format, Input, Link, PublishedFrom, Record, Span,
};
use crate::text::{calendar, language};
use code_points::CodePoints;
use fields::Fields;

/// Reads one article.
pub(super) fn read(input: &Input) -> Result<Record, IngestError> {
    let lossy = String::from_utf8_lossy(&input.bytes);
    let json = json::repair(lossy.trim_start_matches('\u{feff}').trim());
    if json.is_empty() {
        return Err(IngestError::Empty);
    }
    if !json.starts_with('{') {
        let value: &RawValue = serde_json::from_str(&json)?;
        return Err(IngestError::NoArticle(not_an_object(value.get())));
    }
    let line: layers::Raw<'_> = serde_json::from_str(&json)?;
    let inner = line
        .article
        .map(RawValue::get)
        .filter(|a| a.starts_with('{'));
    let fields: Fields<'_> = serde_json::from_str(inner.unwrap_or(&json))?;
    let mut article = Article::empty(input.locator.clone(), Format::Ndjson);
    article.text = text(fields.text)?;
    fill(&mut article, fields, inner.is_some());
    let mut record = Record::new(article);
    if inner.is_some() {
        layers::read(&line, &mut record);
    }
    Ok(record)
}

const fn not_an_object(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'[') => "the line is an array; give one object a line",
        Some(b'n') => "the line is null",
        _ => "the line is no object",
    }
}

fn text(raw: Option<&RawValue>) -> Result<String, IngestError> {
    let raw = raw.ok_or(IngestError::NoArticle("the object has no \"text\""))?;
    let text: String = serde_json::from_str(raw.get())
        .map_err(|_| IngestError::NoArticle("its \"text\" is not a string"))?;
    if text.trim().is_empty() {
        return Err(IngestError::NoArticle("its \"text\" is empty"));
    }
    Ok(text)
}

/// Fills in what is told of the article, and what follows from it; `record` tells whether newscorp wrote it.
fn fill(article: &mut Article, fields: Fields<'_>, record: bool) {
    let points = CodePoints::new(&article.text);
    article.blocks = blocks(&fields.blocks, &points)
        .filter(|blocks| covers(&article.text, blocks))
        .unwrap_or_else(|| lines(&article.text));
    article.links = links(fields.links, &points);
    article.url = fields.url;
    article.publisher = fields.publisher;
    article.title = fields.title;
    article.subtitle = fields.subtitle;
    article.authors = fields.authors;
    article.modified = fields.modified;
    article.section = fields.section;
    article.tags = fields.tags;
    article.dateline = Dateline {
        place: fields.dateline.place,
        agency: fields.dateline.agency,
    };
    article.language = fields
        .language
        .and_then(|tag| language_code(&tag))
        .or_else(|| language::detect(&article.text).map(str::to_owned));
    article.published_date = fields.published_date.as_deref().and_then(day);
    article.published_from = fields
        .published_from
        .as_deref()
        .and_then(PublishedFrom::from_name);
    if record {
        article.published = fields.published;
    } else {
        date(article, fields.published.as_deref());
    }
    article.id = fields.id.unwrap_or_else(|| stable_id(article));
}

/// Reads the date of a bare article, which may be written in any usual way.
fn date(article: &mut Article, published: Option<&str>) {
    let stamp = published.and_then(timestamp::parse);
    article.published_date = stamp
        .as_ref()
        .map(|stamp| stamp.day)
        .or(article.published_date);
    article.published = stamp
        .map(|stamp| stamp.written)
        .or_else(|| article.published_date.map(|day| day.to_string()));
    if article.published.is_none() {
        article.published_from = None;
    } else if article.published_from.is_none() {
        article.published_from = Some(PublishedFrom::Meta);
    }
}

/// A day written as `YYYY-MM-DD`.
fn day(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    calendar::day(year, month, parts.next()?.parse().ok()?)
}

fn blocks(given: &[fields::Block], points: &CodePoints<'_>) -> Option<Vec<Block>> {
    let read = |block: &fields::Block| {
        Some(Block {
            kind: BlockKind::from_name(&block.kind)?,
            span: points.span(block.start, block.end)?,
        })
    };
    given.iter().map(read).collect()
}

/// Whether the blocks are in order and only white space lies between them.
fn covers(text: &str, blocks: &[Block]) -> bool {
    let blank =
        |from: u32, to: u32| from <= to && Span::<_>::new(from, to).of(text).trim().is_empty();
    let mut at = 0;
    for block in blocks {
        if !blank(at, block.span.start) {
            return false;
        }
        at = block.span.end;
    }
    text.get(at as usize..)
        .is_some_and(|rest| rest.trim().is_empty())
}

/// The lines of a text that was given without blocks, as paragraphs.
fn lines(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let length = line.trim().len();
        if length > 0 {
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: Span::at(start + lead, start + lead + length),
            });
        }
        start += line.len();
    }
    blocks
}

/// The links that lie in the text.
fn links(given: Vec<fields::Link>, points: &CodePoints<'_>) -> Vec<Link> {
    let read = |link: fields::Link| {
        let span = points.span(link.start, link.end)?;
        Some(Link {
            url: link.url,
            span,
        })
    };
    given.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Locator;

    fn try_read(json: &str) -> Result<Record, IngestError> {
        read(&Input {
            locator: Locator {
                path: "in.ndjson".into(),
                record: Some(1),
            },
            bytes: json.as_bytes().to_vec(),
            format: None,
            capture: None,
            part: None,
        })
    }

    #[test]
    fn a_bare_article_needs_only_its_text() {
        let record = try_read(r#"{"text": "One.\nTwo \ud83d."}"#).unwrap();
        assert_eq!(record.article.text, "One.\nTwo \u{fffd}.");
        assert_eq!(record.article.blocks.len(), 2);
        assert!(record.article.id.starts_with('a') && record.entities.is_none());
    }

    #[test]
    fn what_is_told_is_kept_and_the_rest_is_left_open() {
        let record = try_read(
            r#"{"id": 17, "text": " x ", "title": 5, "published": "Jun 21, 2025", "language": "en-GB", "tags": null, "url": ""}"#,
        )
        .unwrap();
        let article = record.article;
        assert_eq!((article.id.as_str(), article.text.as_str()), ("17", " x "));
        assert_eq!(article.published.as_deref(), Some("2025-06-21"));
        assert_eq!(article.published_from, Some(PublishedFrom::Meta));
        assert_eq!(article.language.as_deref(), Some("en"));
        assert_eq!((article.title, article.url), (None, None));
    }

    #[test]
    fn failures_say_what_is_wrong() {
        let cases = [
            ("", "the input is empty; check how it was collected"),
            ("null", "no article in it: the line is null"),
            (
                "[]",
                "no article in it: the line is an array; give one object a line",
            ),
            (
                r#"{"id": 5}"#,
                "no article in it: the object has no \"text\"",
            ),
            (
                r#"{"text": 7}"#,
                "no article in it: its \"text\" is not a string",
            ),
            (
                r#"{"text": " "}"#,
                "no article in it: its \"text\" is empty",
            ),
            (
                "{bad json",
                "not valid JSON: key must be a string at column 2; fetch it again, or mend it there",
            ),
        ];
        for (json, expected) in cases {
            assert_eq!(try_read(json).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn blocks_that_leave_text_out_give_way_to_lines() {
        let json =
            r#"{"text": "One. Two.", "blocks": [{"kind": "paragraph", "start": 0, "end": 4}]}"#;
        let blocks = try_read(json).unwrap().article.blocks;
        assert_eq!(blocks[0].span, Span::new(0, 9));
    }
}
