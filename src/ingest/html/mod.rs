//! HTML pages.

mod blocks;
mod body;
mod dom;
mod marks;
mod prepass;
mod tag;
mod tree;

use super::{IngestError, encoding, stable_id};
use crate::model::{Article, Format, Input};

/// Reads the article of a page.
pub(super) fn read(input: &Input) -> Result<Article, IngestError> {
    let text = encoding::decode_html(&input.bytes);
    let stripped = prepass::strip(&text);
    let page = tree::parse(&stripped.html);
    let dom = dom::Dom::new(&page);
    let mut article = Article::empty(input.locator.clone(), Format::Html);
    for block in body::find(&dom) {
        article.push_block(block.kind, &block.text);
    }
    if article.text.is_empty() {
        return Err(IngestError::Empty);
    }
    article.language = crate::text::language::detect(&article.text).map(str::to_owned);
    article.id = stable_id(&article);
    Ok(article)
}
