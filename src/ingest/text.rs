//! Plain text of one article.

use super::{IngestError, encoding, stable_id};
use crate::model::{Article, BlockKind, Format, Input};

/// Reads the article of a plain text: its first line is the title.
pub(super) fn read(input: &Input) -> Result<Article, IngestError> {
    let text = encoding::decode(&input.bytes);
    let mut article = Article::empty(input.locator.clone(), Format::Text);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if article.title.is_none() {
            article.title = Some(line.to_owned());
        } else {
            article.push_block(BlockKind::Paragraph, line);
        }
    }
    if article.text.is_empty() {
        return Err(IngestError::Empty);
    }
    article.language = crate::text::language::detect(&article.text).map(str::to_owned);
    article.id = stable_id(&article);
    Ok(article)
}
