//! HTML pages.

pub(super) mod address;
mod authors;
mod blocks;
mod body;
mod dates;
mod dom;
pub(super) mod entities;
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
pub(super) use self::blocks::single_spaced;
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

/// Fills an article with the text of a fragment of HTML, and with what the credit lines in it say.
pub(super) fn fill_from_fragment(article: &mut Article, fragment: &str, base: Option<&str>) {
    let blocks = if is_marked_up(fragment) {
        let page = tree::parse(&prepass::strip(fragment).html);
        body::whole(&dom::Dom::new(&page))
    } else {
        paragraphs(fragment)
    };
    let (blocks, credits) = lines::clean(blocks, article.title.as_deref(), &article.authors);
    write(article, blocks, base);
    add_credits(article, credits);
}

/// Whether a fragment has blocks of its own; a plain text parts its paragraphs by blank lines.
fn is_marked_up(fragment: &str) -> bool {
    ["<p", "<div", "<br", "<li", "<h", "</"]
        .iter()
        .any(|tag| fragment.contains(tag))
}

fn paragraphs(text: &str) -> Vec<RawBlock> {
    let parts = text.split("\n\n").flat_map(|part| part.split("\r\n\r\n"));
    parts
        .map(line)
        .filter(|part| !part.is_empty())
        .map(RawBlock::paragraph)
        .collect()
}

/// The text of a line of HTML: `Ports &amp; <em>ships</em>`.
pub(super) fn line(markup: &str) -> String {
    if !markup.contains('<') {
        return single_spaced(&entities::decode(markup));
    }
    let page = tree::parse(&prepass::strip(markup).html);
    dom::Dom::new(&page).text(0, 2000)
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
