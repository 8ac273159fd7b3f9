//! What the rest of a page tells of its article: credits, address, outlet, section, tags.

use crate::ingest::byline::{self, Credits};
use crate::ingest::lines::Block;
use crate::ingest::{address, author, body, credit};
use crate::model::Article;

/// How many blocks above the headline and into the text credit lines are looked for.
const ABOVE: usize = 8;
const INTO: usize = 2;
/// How many blocks below the article tags are looked for.
const BELOW: usize = 40;
/// Reads what the page says of the article whose headline and text stand at these blocks.
pub(super) fn describe(
    article: &mut Article,
    blocks: &[Block<'_>],
    headline: usize,
    kept: &[usize],
) {
    let first = kept.first().copied().unwrap_or(headline);
    let last = kept.last().copied().unwrap_or(first);
    credit::add(article, credits(blocks, headline, first));
    let below = (last + 1 + BELOW).min(blocks.len());
    for block in &blocks[(last + 1).min(below)..below] {
        body::read_tags(article, &block.text);
    }
    article.section = article
        .section
        .take()
        .or_else(|| section(&blocks[..first.max(headline)]));
    article.url = blocks.iter().find_map(|block| copied_address(&block.text));
    let credited = article.publisher.take();
    article.publisher = publisher(blocks, last).or(credited).or_else(|| {
        article
            .url
            .as_deref()
            .and_then(address::host)
            .map(str::to_owned)
    });
}

/// The credit lines between headline and text first, then those just above the headline and at the top of the text.
fn credits(blocks: &[Block<'_>], headline: usize, first: usize) -> Credits {
    let end = (first.max(headline) + INTO).min(blocks.len());
    let below = (headline..end).filter(|&at| at != headline);
    let above = (headline.saturating_sub(ABOVE)..headline).rev();
    let mut found = Credits::default();
    for at in below.chain(above) {
        if let Some(credits) = byline::read(&blocks[at].text) {
            found.merge(credits);
        }
    }
    if found.authors.is_empty() {
        found.authors = (headline + 1..end)
            .find_map(|at| named(blocks, at))
            .into_iter()
            .collect();
    }
    found
}

/// The name that a block consists of, where it stands below `By` or beside a line with a date.
fn named(blocks: &[Block<'_>], at: usize) -> Option<String> {
    let name = byline::bare_name(&blocks[at].text).filter(|name| name.contains(' '))?;
    let above = blocks[at.checked_sub(1)?].text.as_ref();
    let dated = |at: usize| {
        let credits = blocks.get(at).and_then(|block| byline::read(&block.text));
        credits.is_some_and(|credits| credits.published.is_some() || credits.updated.is_some())
    };
    let beside = byline::announces_author(above) || dated(at - 1) || dated(at + 1) || dated(at + 2);
    beside.then_some(name)
}

/// The last part of a path of sections: `Home > World`.
fn section(blocks: &[Block<'_>]) -> Option<String> {
    blocks.iter().rev().find_map(|block| {
        let mut parts = block.text.split(['>', '»', '›', '/']).map(str::trim);
        let home = parts.next()?.eq_ignore_ascii_case("home");
        let last = parts.rfind(|part| part.split_whitespace().count() <= 4)?;
        (home && !last.is_empty()).then(|| last.to_owned())
    })
}

/// The address that a share bar offers for copying: `https://example.org/a Copy URL copied.`
fn copied_address(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let address = words.next()?;
    let web = address.starts_with("https://") || address.starts_with("http://");
    let copy = words
        .next()
        .is_some_and(|word| word.to_lowercase().starts_with("cop"));
    (web && copy).then(|| address.to_owned())
}

/// The outlet that the lines about rights name; best one that stands on a line of its own, too.
fn publisher(blocks: &[Block<'_>], last: usize) -> Option<String> {
    let names: Vec<String> = blocks[(last + 1).min(blocks.len())..]
        .iter()
        .chain(&blocks[..last])
        .filter(|block| block.text.len() < 400)
        .filter_map(|block| body::publisher(&block.text))
        .take(8)
        .collect();
    let alone = |name: &&String| blocks.iter().any(|block| block.text == **name);
    let outlet = |name: &&String| {
        let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
        !author::is(author::Kind::Owner, last.trim_end_matches('.'))
    };
    let best = names
        .iter()
        .find(alone)
        .or_else(|| names.iter().find(outlet));
    best.cloned()
}
