//! HTML pages.

mod address;
mod authors;
mod blocks;
mod body;
mod dates;
mod dom;
mod entities;
mod evidence;
mod headline;
mod jsonld;
mod marks;
mod metadata;
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
    let evidence = evidence::Evidence::new(&dom);
    let structured = jsonld::read(&stripped.json_ld);
    let mut article = Article::empty(input.locator.clone(), Format::Html);
    let _metadata = metadata::fill(&mut article, &dom, &evidence, &structured);
    for block in body::find(&dom) {
        article.push_block(block.kind, &block.text);
    }
    if article.text.is_empty() {
        return Err(IngestError::Empty);
    }
    let declared = metadata::declared_language(&evidence, &structured);
    article.language = crate::text::language::detect(&article.text)
        .map(str::to_owned)
        .or(declared);
    article.id = stable_id(&article);
    Ok(article)
}
