//! Plain text of one article: title, credit lines, paragraphs, and below them what outlets append.

use super::byline::{self, Credits};
use super::lines::{self, Block};
use super::{IngestError, address, author, body, credit, dateline, mail, markup, timestamp};
use crate::model::{Article, Format, Locator};

/// How many blocks of header lines are looked at.
const HEADER: usize = 12;
/// The most words of a headline.
const TITLE_WORDS: usize = 32;
/// From so many words on, a block is prose.
const PROSE_WORDS: usize = 25;
/// The values of labelled lines are shorter than this, in bytes.
const LONGEST_VALUE: usize = 300;

/// Reads the article of a plain text.
pub(super) fn read(text: &str, locator: Locator) -> Result<Article, IngestError> {
    let mut article = Article::empty(locator, Format::Text);
    let text = mail::unquoted(text);
    let blocks = lines::blocks(mail::read(&mut article, &text));
    if blocks.is_empty() {
        return Err(IngestError::NoArticle("there are no words in it"));
    }
    let start = header(&mut article, &blocks);
    let end = tail(&mut article, &blocks, start);
    let kept: Vec<&Block<'_>> = blocks[start..end].iter().collect();
    body::fill(&mut article, &kept);
    if article.text.is_empty() && article.title.is_some() {
        let title = article.title.take().unwrap_or_default();
        article.push_block(crate::model::BlockKind::Paragraph, &title);
    }
    body::finish(article)
}

/// Whether a text is the dump of a whole page rather than one article: most of its lines are no prose.
pub(super) fn is_dump(text: &str) -> bool {
    let blocks = lines::blocks(text);
    let words = |block: &Block<'_>| block.text.split_whitespace().take(PROSE_WORDS).count();
    let short = blocks.iter().filter(|block| words(block) <= 4).count();
    let first = blocks.iter().position(|block| words(block) == PROSE_WORDS);
    let menus = blocks.len() >= 20 && short * 5 >= blocks.len() * 2;
    menus || blocks.len() >= 16 && first.is_none_or(|first| first >= HEADER)
}

/// Reads title and credits; gives the first block of the text itself.
fn header(article: &mut Article, blocks: &[Block<'_>]) -> usize {
    let mut credits = Credits::default();
    let mut at = 0;
    while at < blocks.len().min(HEADER) {
        let text = markup::clean(&blocks[at].text);
        let repeated = article.title.as_deref() == Some(&*text);
        if repeated || read_labelled(article, &mut credits, &text) {
            at += 1;
        } else if let Some(found) = credit(blocks, at) {
            credits.merge(found);
            at += 1;
        } else if article.title.is_none() && is_title(blocks, at) {
            article.title = Some(text.into_owned());
            at += 1;
        } else if is_subtitle(article, blocks, at) {
            article.subtitle = Some(text.into_owned());
            at += 1;
        } else {
            break;
        }
    }
    credit::add(article, credits);
    at
}

/// What the block says as a credit line; a bare name counts beside another credit line, below the first line.
fn credit(blocks: &[Block<'_>], at: usize) -> Option<Credits> {
    let line = whole(&blocks[at]);
    byline::read(&line).or_else(|| {
        let beside = |other: Option<&Block<'_>>| {
            other.is_some_and(|other| byline::read(&whole(other)).is_some())
        };
        let name = byline::bare_name(&line).filter(|_| at > 0)?;
        let credited = beside(at.checked_sub(1).and_then(|before| blocks.get(before)))
            || beside(blocks.get(at + 1));
        credited.then(|| Credits {
            authors: vec![name],
            ..Credits::default()
        })
    })
}

/// The line with the bullet that it had, without markup.
fn whole(block: &Block<'_>) -> String {
    let mark = if block.bullet { "- " } else { "" };
    format!("{mark}{}", markup::clean(&block.text))
}

/// A line at the top that can be a headline: no sentence, no dateline, and something follows it.
fn is_title(blocks: &[Block<'_>], at: usize) -> bool {
    let text = blocks[at].text.as_ref();
    let words = text.split_whitespace().take(TITLE_WORDS + 1).count();
    let doubled = blocks.get(at + 1).is_some_and(|next| next.text == text);
    let sentence = text.ends_with(['.', ':', ',', ';']) || text.starts_with(char::is_lowercase);
    words <= TITLE_WORDS
        && at + 1 < blocks.len()
        && (doubled || !sentence && dateline::read(text).is_none())
}

/// A line below the headline that is followed by a credit line.
fn is_subtitle(article: &Article, blocks: &[Block<'_>], at: usize) -> bool {
    let words = blocks[at]
        .text
        .split_whitespace()
        .take(TITLE_WORDS + 9)
        .count();
    article.title.is_some()
        && article.subtitle.is_none()
        && words <= TITLE_WORDS + 8
        && at + 1 < blocks.len()
        && credit(blocks, at + 1).is_some()
}

/// Reads a labelled line above the text, as those of a mail: `Subject: …`. Tells whether it is one.
fn read_labelled(article: &mut Article, credits: &mut Credits, line: &str) -> bool {
    let Some((label, value)) = line.split_once(':') else {
        return false;
    };
    let value = value.trim();
    if value.is_empty() || value.len() >= LONGEST_VALUE || label.len() > 20 {
        return false;
    }
    let own = || Some(value.to_owned());
    match label.trim().to_ascii_lowercase().as_str() {
        "subject" | "title" | "headline" => article.title = own(),
        "source" | "publisher" => article.publisher = own(),
        "url" | "link" => article.url = address::absolute(value, None),
        "section" => article.section = own(),
        "date" => credits.published = timestamp::parse(value),
        "author" => credits.authors = author::people(value).unwrap_or_default(),
        "from" | "to" => {}
        _ => return false,
    }
    true
}

/// Cuts off what stands below the text; gives the block after its last one.
fn tail(article: &mut Article, blocks: &[Block<'_>], start: usize) -> usize {
    let mut end = marker(blocks, start);
    for block in &blocks[end..] {
        read_tail(article, &block.text);
    }
    while end > start + 1 && body::is_tail(article, &blocks[end - 1].text) {
        end -= 1;
        read_tail(article, &blocks[end].text);
    }
    end
}

/// The first line that marks a tail, if less prose follows it than stands before it.
fn marker(blocks: &[Block<'_>], start: usize) -> usize {
    let mass = |blocks: &[Block<'_>]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let all = mass(&blocks[start..]);
    let mut before = 0;
    for (at, block) in blocks.iter().enumerate().skip(start) {
        if before * 2 > all && body::is_marker(&block.text) {
            return at;
        }
        before += block.text.len();
    }
    blocks.len()
}

fn read_tail(article: &mut Article, text: &str) {
    if body::read_tags(article, text) {
        return;
    }
    if article.publisher.is_none() {
        article.publisher = body::publisher(text);
    }
    if article.authors.is_empty()
        && let Some(credits) = byline::read(text)
    {
        article.authors = credits.authors;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, PublishedFrom};

    const LEDE: &str =
        "The ferry to the outer islands was late again on Friday, the harbour master said.";

    fn article(text: &str) -> Article {
        let locator = Locator {
            path: "a.txt".into(),
            record: None,
        };
        read(text, locator).unwrap()
    }

    fn kinds(article: &Article) -> Vec<BlockKind> {
        article.blocks.iter().map(|block| block.kind).collect()
    }

    #[test]
    fn a_doubled_title_is_one_title() {
        let found = article(&format!(
            "Ferry late again\n\nFerry late again\n\n{LEDE}\n\n{LEDE} It rained."
        ));
        assert_eq!(found.title.as_deref(), Some("Ferry late again"));
        assert_eq!(found.text, format!("{LEDE}\n\n{LEDE} It rained."));
    }

    #[test]
    fn a_lede_is_no_title() {
        let found = article(&format!("PORTSEA (PNA) : {LEDE}\nWhat comes next\n{LEDE}"));
        assert_eq!(found.title, None);
        assert_eq!(found.dateline.agency.as_deref(), Some("PNA"));
        assert!(found.text.starts_with("PORTSEA (PNA) :"));
        assert_eq!(
            kinds(&found),
            [
                BlockKind::Paragraph,
                BlockKind::Heading,
                BlockKind::Paragraph
            ]
        );
    }

    #[test]
    fn credit_lines_are_read_and_left_out() {
        let text = format!(
            "Ferry late again\n- In Reports\n- 06:42 PM, Jun 21, 2025\n- Harbour Staff\n{LEDE}\nComments"
        );
        let found = article(&text);
        assert_eq!(found.text, LEDE);
        assert_eq!(found.section.as_deref(), Some("Reports"));
        assert_eq!(found.authors, ["Harbour Staff"]);
        assert_eq!(found.published.as_deref(), Some("2025-06-21T18:42:00"));
        assert_eq!(found.published_from, Some(PublishedFrom::Byline));
    }

    #[test]
    fn ledes_and_last_sentences_stay() {
        let article = article(
            "Dockers in Port Velmar vote\n\nBy Ann Lee\n\nROME (AP) — The mayor resigned.\n\n\
             The council will vote next week, officials said.\n\nSources said the minister would go.",
        );
        assert_eq!(
            article.title.as_deref(),
            Some("Dockers in Port Velmar vote")
        );
        assert_eq!(article.authors, ["Ann Lee"]);
        assert!(article.text.starts_with("ROME (AP) — The mayor resigned."));
        assert!(
            article
                .text
                .ends_with("Sources said the minister would go.")
        );
    }

    #[test]
    fn tails_are_cut_and_tell_the_outlet() {
        let notice = "The comments posted here are not from Harbour Live. Kindly refrain from using harsh words.";
        let found = article(&format!(
            "Ferry late again\n{LEDE}\n{LEDE}\nTags: ferry, storm\n{notice}"
        ));
        assert_eq!(found.text, format!("{LEDE}\n\n{LEDE}"));
        assert_eq!(found.publisher.as_deref(), Some("Harbour Live"));
        assert_eq!(found.tags, ["ferry", "storm"]);
    }

    #[test]
    fn a_dateline_gives_the_day_only_if_nothing_better_does() {
        let found = article(&format!(
            "Ferry late again\n\nPORTSEA, 21 June 2025 - {LEDE}"
        ));
        assert_eq!(found.published.as_deref(), Some("2025-06-21"));
        assert_eq!(found.published_from, Some(PublishedFrom::Dateline));
        let found = article(&format!(
            "Ferry late again\nUpdated: 22 June 2025\nPORTSEA, 21 June 2025 - {LEDE}"
        ));
        assert_eq!(found.published_from, Some(PublishedFrom::Updated));
    }

    #[test]
    fn texts_and_dumps_are_told_apart() {
        let menu = "  * World\n  * Sport\n".repeat(12);
        assert!(is_dump(&format!("{menu}{LEDE}\n{menu}")));
        assert!(!is_dump(&format!(
            "Ferry late again\n{}",
            format!("{LEDE}\n").repeat(30)
        )));
        assert!(!is_dump(""));
    }
}
