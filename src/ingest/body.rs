//! From the blocks of an article to its text: credits, dateline, headings, list items and paragraphs.

use std::sync::LazyLock;

use super::byline;
use super::lines::Block;
use super::links::{self, References};
use super::markup::{self, Linked};
use super::signals::{self, Opening};
use super::tags::distinct;
use super::{IngestError, address, author, credit, stable_id};
use crate::model::{Article, BlockKind, Link, Span};
use crate::text::lexicon;

/// The most words of a subheading.
const HEADING_WORDS: usize = 16;
/// The most words of a line that announces what is no part of the article.
const MARKER_WORDS: usize = 14;
/// Longer blocks are no notices.
const LONGEST_NOTICE: usize = 600;

static NOTICES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../data/ingest/notices.txt")).collect());

static LETTERS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../data/ingest/letters.txt")).collect());

/// Writes the blocks into the article's text, and the links in them.
pub(super) fn fill(article: &mut Article, blocks: &[&Block<'_>], references: &References<'_>) {
    for (at, block) in blocks.iter().enumerate() {
        if links::is_definition(&block.text) {
            continue;
        }
        let (text, links) = markup::linked(&block.text, references);
        if text.is_empty() || is_link_to_other(&text) || is_title(article, &text) {
            continue;
        }
        let next = blocks.get(at + 1).map(|next| next.text.as_ref());
        match cells(&text) {
            Some(cells) => article.push_block(BlockKind::Table, &cells),
            None => {
                article.push_block(kind(block, &text, next), &text);
                add_links(article, text.len(), links);
            }
        }
    }
    credit::add_dateline(article);
}

/// Notes the links of the last block, which is so long.
fn add_links(article: &mut Article, length: usize, links: Vec<Linked>) {
    let offset = article.text.len() - length;
    for link in links {
        if let Some(url) = address::absolute(&link.href, article.url.as_deref()) {
            let span = Span::at(offset + link.start, offset + link.end);
            article.links.push(Link { url, span });
        }
    }
}

/// Whether the block repeats the title.
fn is_title(article: &Article, text: &str) -> bool {
    article.title.as_deref().is_some_and(|title| title == text)
}

fn kind(block: &Block<'_>, text: &str, next: Option<&str>) -> BlockKind {
    if block.quote {
        BlockKind::Quote
    } else if block.bullet {
        BlockKind::ListItem
    } else if markup::is_heading(&block.text) || next.is_some_and(|next| is_heading(text, next)) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

/// The cells of a row of a Markdown table, parted as those of pages are: `Small | 120`.
fn cells(text: &str) -> Option<String> {
    let inner = text.strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    (cells.len() > 1).then(|| cells.join(" | "))
}

/// A short line without a mark at its end, followed by something longer.
fn is_heading(text: &str, next: &str) -> bool {
    // A line that is one quotation can be a heading; one that only ends with one goes on somewhere.
    let whole = text.starts_with(['"', '“', '‘', '\'']);
    let quoted = !whole && text.ends_with(['"', '”', '’'])
        || text.ends_with([',', ';', ':', '…', '-', '–', '—']);
    let words = text.split_whitespace().count();
    words <= HEADING_WORDS
        && !quoted
        && !ends_like_sentence(text)
        && text.starts_with(|c: char| !c.is_lowercase())
        && next.len() > text.len()
}

/// Whether a line ends like a sentence, perhaps inside a quotation or bracket.
pub(super) fn ends_like_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…', '。', ':'])
}

/// Whether a line leads to another article: `Also Read: …`, `Advertisement`.
pub(super) fn is_link_to_other(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let marked = text.contains(':') || words <= 3 || text.contains('|');
    signals::is_advert(text)
        || words <= 2 * MARKER_WORDS && marked && signals::opening(text) == Some(Opening::Inline)
}

/// Whether a block at the end of an article is no part of it: comment notices, rights, tags, share bars.
pub(super) fn is_tail(article: &Article, text: &str) -> bool {
    let words = text.split_whitespace().count();
    let sentence = words > 5 && ends_like_sentence(text);
    let marker = words <= MARKER_WORDS && !sentence && signals::opening(text).is_some();
    marker
        || is_notice(text)
        || article
            .authors
            .iter()
            .any(|name| author::is_about(text, name))
        || is_tags(text)
        || text.contains('©')
        || byline::read(text).is_some()
}

/// Whether the whole line is the marker of a tail: `Comments`, `Related articles`.
pub(super) fn is_marker(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words <= 3 && !ends_like_sentence(text) && signals::opening(text) == Some(Opening::Tail)
}

/// Whether it is one of the notices that stand below articles.
pub(super) fn is_notice(text: &str) -> bool {
    if text.len() > LONGEST_NOTICE {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    NOTICES.iter().any(|notice| lower.contains(notice))
}

/// Whether it is one of the lines that stand below the text of a letter to many: `Unsubscribe`.
pub(super) fn is_end_of_mail(text: &str) -> bool {
    if text.len() > LONGEST_NOTICE {
        return false;
    }
    let lower = text.to_lowercase();
    LETTERS.iter().any(|notice| lower.contains(notice))
}

/// Whether all words are tags: `#NATO #G20`.
pub(super) fn is_tags(text: &str) -> bool {
    text.split_whitespace()
        .all(|word| is_tag(word.trim_end_matches(',')))
}

fn is_tag(word: &str) -> bool {
    word.strip_prefix('#')
        .is_some_and(|tag| tag.starts_with(char::is_alphabetic))
}

/// Takes over the tags of a line: `#NATO #G20`, `Tags: harbour, ferries`.
pub(super) fn read_tags(article: &mut Article, text: &str) -> bool {
    let listed = ["tags:", "tagged:", "topics:", "keywords:", "filed under:"]
        .iter()
        .find_map(|label| {
            text.get(..label.len())
                .filter(|head| head.eq_ignore_ascii_case(label))
                .map(|_| &text[label.len()..])
        });
    let tags: Vec<&str> = match listed {
        Some(list) => list.split([',', ';', '|']).collect(),
        None if is_tags(text) => text.split([' ', ',']).collect(),
        None => return false,
    };
    let bare = |tag: &&str| tag.trim().trim_start_matches('#').to_owned();
    let known = std::mem::take(&mut article.tags).into_iter();
    article.tags = distinct(known.chain(tags.iter().map(bare)));
    true
}

/// The outlet that a comment notice or a line about rights names.
pub(super) fn publisher(text: &str) -> Option<String> {
    let name = text
        .split_once("not from ")
        .filter(|(front, _)| front.to_lowercase().contains("comments"))
        .map(|(_, name)| name)
        .or_else(|| holder(text))?;
    let end = name
        .find(['.', ',', '|', ']', ';', '-', '–'])
        .unwrap_or(name.len());
    let name = name[..end].trim();
    let words = name.split_whitespace().count();
    let sound = (1..=5).contains(&words)
        && author::is_capitalised(name)
        && name.contains(char::is_alphabetic);
    sound.then(|| name.to_owned())
}

/// Who holds the rights: what follows `Copyright © 2025`, up to `All rights reserved`.
fn holder(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let after = ["©", "copyright", "(c)"]
        .iter()
        .find_map(|mark| lower.find(mark).map(|at| &text[at + mark.len()..]))?;
    let start = after.find(|c: char| c.is_alphabetic() && c != 'c')?;
    let name = after[start..].trim_start_matches("Copyright").trim_start();
    let end = name.to_ascii_lowercase().find("all rights");
    Some(&name[..end.unwrap_or(name.len())])
}

/// Language and id; no article without text.
pub(super) fn finish(mut article: Article) -> Result<Article, IngestError> {
    if article.text.is_empty() {
        return Err(IngestError::NoArticle("it has no text below its title"));
    }
    article.language = crate::text::language::detect(&article.text).map(str::to_owned);
    let publisher = article.publisher.clone();
    article
        .authors
        .retain(|author| Some(author) != publisher.as_ref());
    article.id = stable_id(&article);
    Ok(article)
}
