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
mod lines;
mod marks;
mod metadata;
mod prepass;
mod tag;
mod tree;

use self::blocks::RawBlock;
use super::byline::Credits;
use super::{IngestError, encoding, stable_id};
use crate::model::{Article, Format, Input, Link, PublishedFrom, Span};

/// Reads the article of a page.
pub(super) fn read(input: &Input) -> Result<Article, IngestError> {
    let text = encoding::decode_html(&input.bytes);
    let stripped = prepass::strip(&text);
    let page = tree::parse(&stripped.html);
    let dom = dom::Dom::new(&page);
    let evidence = evidence::Evidence::new(&dom);
    let structured = jsonld::read(&stripped.json_ld);
    let mut article = Article::empty(input.locator.clone(), Format::Html);
    let base = metadata::fill(&mut article, &dom, &evidence, &structured);
    let (blocks, credits) =
        lines::clean(body::find(&dom), article.title.as_deref(), &article.authors);
    write(&mut article, blocks, base.as_deref());
    add_credits(&mut article, credits);
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

/// Writes blocks and their links into an article.
fn write(article: &mut Article, blocks: Vec<RawBlock>, base: Option<&str>) {
    for block in blocks {
        article.push_block(block.kind, &block.text);
        let offset = article.text.len() - block.text.len();
        for link in block.links {
            if let Some(url) = address::absolute(&link.href, base) {
                let span = Span::at(offset + link.start, offset + link.end);
                article.links.push(Link { url, span });
            }
        }
    }
}

/// Takes over what credit lines of the text say and nothing else said.
fn add_credits(article: &mut Article, credits: Credits) {
    if article.authors.is_empty() {
        article.authors = credits.authors;
    }
    article.dateline.place = article.dateline.place.take().or(credits.place);
    article.dateline.agency = article.dateline.agency.take().or(credits.agency);
    article.section = article.section.take().or(credits.section);
    let stamps = [
        (credits.published, PublishedFrom::Byline),
        (credits.updated, PublishedFrom::Updated),
    ];
    for (stamp, from) in stamps {
        if let Some(stamp) = stamp.filter(|_| article.published.is_none()) {
            article.published = Some(stamp.written);
            article.published_date = Some(stamp.day);
            article.published_from = Some(from);
        }
    }
}
