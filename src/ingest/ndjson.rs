//! A line of NDJSON: a bare normalised article, or a record of newscorp itself.

use serde_json::Value;

use super::{IngestError, stable_id};
use crate::model::{Article, Block, BlockKind, Day, Format, Input, PublishedFrom, Record, Span};

/// Reads one normalised article; its text is taken verbatim.
pub(super) fn read(input: &Input) -> Result<Record, IngestError> {
    let value: Value = serde_json::from_slice(&input.bytes)?;
    let object = value.get("article").unwrap_or(&value);
    let field = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut article = Article::empty(input.locator.clone(), Format::Ndjson);
    article.text = field("text").ok_or(IngestError::NoArticle("it has no text"))?;
    article.title = field("title").filter(|title| !title.is_empty());
    article.url = field("url");
    article.publisher = field("publisher");
    article.language = field("language")
        .or_else(|| crate::text::language::detect(&article.text).map(str::to_owned));
    article.published = field("published");
    article.published_date = article.published.as_deref().and_then(leading_day);
    article.published_from = article.published_date.map(|_| PublishedFrom::Meta);
    article.id = field("id").unwrap_or_else(|| stable_id(&article));
    article.blocks = paragraphs(&article.text);
    Ok(Record::new(article))
}

fn leading_day(text: &str) -> Option<Day> {
    let mut parts = text.get(..10)?.split('-').map(str::parse::<u16>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    crate::text::calendar::day(
        i32::from(year),
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

/// The lines of a text that was given without blocks.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            let lead = line.len() - line.trim_start().len();
            let span = Span::at(start + lead, start + lead + line.trim().len());
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span,
            });
        }
        start += line.len();
    }
    blocks
}
