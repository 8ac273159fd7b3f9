//! Lines inside the main content that are no part of the article: see `src/data/html/lines.txt`.
//!
//! What is left of a page's main content as blocks passes through here once more: the headline repeated, credit
//! lines, advert lines, links to other articles, and everything behind a heading such as "Related".

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::blocks::RawBlock;
use crate::ingest::byline::{self, Credits};
use crate::ingest::{author, body, signals};
use crate::model::BlockKind;

/// The lists of the data file by their names.
struct Lists {
    whole: FxHashSet<&'static str>,
    list: FxHashSet<&'static str>,
    start: Starts,
    link: Starts,
    end: Starts,
    notice: Starts,
}

/// Phrases that a line begins with, by their first word.
#[derive(Default)]
struct Starts(FxHashMap<&'static str, Vec<&'static str>>);

impl Starts {
    fn new(phrases: impl Iterator<Item = &'static str>) -> Self {
        let mut starts = Self::default();
        for phrase in phrases {
            starts.0.entry(first_word(phrase)).or_default().push(phrase);
        }
        starts
    }

    /// Whether a lower-case line begins with one of the phrases, as whole words.
    fn begin(&self, line: &str) -> bool {
        let phrases = self.0.get(first_word(line));
        phrases.is_some_and(|phrases| {
            phrases.iter().any(|phrase| {
                line.strip_prefix(phrase).is_some_and(|rest| {
                    !rest.starts_with(char::is_alphanumeric) || phrase.ends_with(['©', '0'])
                })
            })
        })
    }
}

fn first_word(line: &str) -> &str {
    line.split([' ', ':']).next().unwrap_or(line)
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let section = |name: &'static str| {
        let mut inside = false;
        crate::text::lexicon::entries(include_str!("../../data/html/lines.txt"))
            .filter(move |line| {
                if line.starts_with('[') {
                    inside = line.trim_matches(['[', ']']) == name;
                    return false;
                }
                inside
            })
            .flat_map(|line| line.split(", "))
            .map(|phrase| phrase.trim().trim_end_matches(','))
            .filter(|phrase| !phrase.is_empty())
    };
    Lists {
        whole: section("whole").collect(),
        list: section("list").collect(),
        start: Starts::new(section("start")),
        link: Starts::new(section("link")),
        end: Starts::new(section("end")),
        notice: Starts::new(section("notice")),
    }
});

/// The longest line that can be something else than prose because of how it begins.
const SHORT: usize = 160;

/// The blocks that are the article, and what the credit lines among them said.
pub(super) fn clean(
    blocks: &[RawBlock],
    title: Option<&str>,
    authors: &[String],
) -> (Vec<RawBlock>, Credits) {
    let mut credits = Credits::default();
    let title = title.map(words).unwrap_or_default();
    let mut kept: Vec<RawBlock> = Vec::with_capacity(blocks.len());
    let end = tail(blocks);
    for (at, block) in blocks[..end].iter().enumerate() {
        if is_title(&block.text, &title) || is_noise(block) || is_link(blocks, at) {
            continue;
        }
        if block.text.len() < 200
            && block.kind != BlockKind::Quote
            && let Some(found) = byline::read(&block.text)
        {
            credits.merge(found);
            continue;
        }
        kept.push(block.clone());
    }
    drop_repeated(&mut kept);
    mark_headings(&mut kept);
    trim_end(&mut kept, authors);
    (kept, credits)
}

/// A line in lower case without marks around it.
fn plain(line: &str) -> String {
    let head = &line[..line.floor_char_boundary(SHORT + 40)];
    let head = head.trim_matches(|c: char| !c.is_alphanumeric() && !"(©@".contains(c));
    let lower = head.to_lowercase();
    if lower.contains('’') {
        lower.replace('’', "'")
    } else {
        lower
    }
}

fn words(text: &str) -> String {
    lower_words(text).collect()
}

/// The letters and digits in lower case, the words with a space behind each.
fn lower_words(text: &str) -> impl Iterator<Item = char> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(|word| word.chars().flat_map(char::to_lowercase).chain([' ']))
}

fn is_title(text: &str, title: &str) -> bool {
    !title.is_empty() && text.len() < 2 * title.len() + 40 && lower_words(text).eq(title.chars())
}

/// Whether a block is a line of the page's machinery.
fn is_noise(block: &RawBlock) -> bool {
    // Around the line there may be marks that are not counted.
    if block.text.len() > SHORT + 40 {
        return false;
    }
    let line = plain(&block.text);
    if LISTS.whole.contains(line.as_str()) {
        return !LISTS.list.contains(line.as_str());
    }
    if block.text.len() > SHORT || block.kind == BlockKind::Table {
        return false;
    }
    let linked = block.linked() * 100 / block.text.len().max(1);
    LISTS.start.begin(&line) || linked > 50 && LISTS.link.begin(&line)
}

/// Whether a block is nothing but links to other pages.
fn is_link(blocks: &[RawBlock], at: usize) -> bool {
    let block = &blocks[at];
    let all =
        |block: &RawBlock| block.linked() * 100 >= block.text.len() * 85 && !block.links.is_empty();
    if !all(block) || block.text.len() > 240 {
        return false;
    }
    match block.kind {
        BlockKind::ListItem => {
            let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            near.filter_map(|i| blocks.get(i))
                .any(|b| b.kind == BlockKind::ListItem && all(b))
        }
        BlockKind::Paragraph | BlockKind::Heading | BlockKind::Quote => true,
        BlockKind::Table => false,
    }
}

/// Where the article ends: at a heading of what follows articles, if most of the prose stands before it.
fn tail(blocks: &[RawBlock]) -> usize {
    let prose = |blocks: &[RawBlock]| -> usize {
        let long = blocks
            .iter()
            .filter(|b| b.text.len() > 80 && b.linked() * 2 < b.text.len());
        long.map(|b| b.text.len()).sum()
    };
    let all = prose(blocks);
    let mut before = 0;
    for (at, block) in blocks.iter().enumerate() {
        let is_tail = block.text.len() < 60 && signals::heads_tail(&plain(&block.text));
        if is_tail
            && before * 10 > all * 6
            && (block.kind == BlockKind::Heading || before * 10 > all * 8)
        {
            return at;
        }
        before += prose(std::slice::from_ref(block));
    }
    blocks.len()
}

/// Drops long blocks that came before, and short ones that repeat the one before them.
fn drop_repeated(blocks: &mut Vec<RawBlock>) {
    blocks.dedup_by(|a, b| a.text == b.text);
    let mut seen = FxHashSet::default();
    blocks.retain(|block| block.text.len() < 80 || seen.insert(xxh3_64(block.text.as_bytes())));
}

/// Short emphasised lines and the labels of lists are headings.
fn mark_headings(blocks: &mut [RawBlock]) {
    for at in 0..blocks.len() {
        let followed_by = blocks.get(at + 1).map(|b| b.kind);
        let block = &blocks[at];
        if block.kind != BlockKind::Paragraph || block.text.len() > 100 || followed_by.is_none() {
            continue;
        }
        let open = !block.text.ends_with(['.', '!', '"', '”', ',', ';', ')']);
        let label = followed_by == Some(BlockKind::ListItem)
            && LISTS.list.contains(plain(&block.text).as_str());
        if label || block.emphasised && open && block.links.is_empty() {
            blocks[at].kind = BlockKind::Heading;
        }
    }
}

/// Takes off the end what does not belong to the article: headings without text, notes on authors and sources.
fn trim_end(blocks: &mut Vec<RawBlock>, authors: &[String]) {
    while blocks.len() > 2 {
        let Some(last) = blocks.last() else { return };
        let line = plain(&last.text);
        let is_bio = authors
            .iter()
            .any(|name| author::is_about(&last.text, name));
        let short = last.text.len() < 300 && LISTS.end.begin(&line)
            || last.text.len() < 700 && LISTS.notice.begin(&line)
            || body::is_notice(&last.text);
        if !(last.kind == BlockKind::Heading || is_bio || short) {
            return;
        }
        blocks.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::blocks::RawLink;

    fn block(kind: BlockKind, text: &str) -> RawBlock {
        RawBlock {
            kind,
            ..RawBlock::paragraph(text.to_owned())
        }
    }

    fn linked(text: &str, from: usize) -> RawBlock {
        let link = RawLink {
            href: "/x".into(),
            start: from,
            end: text.len(),
        };
        RawBlock {
            links: vec![link],
            ..block(BlockKind::Paragraph, text)
        }
    }

    fn kept(blocks: &[RawBlock]) -> Vec<String> {
        let cleaned = clean(blocks, Some("Ferry runs again"), &["Ada Quill".to_owned()]).0;
        cleaned.into_iter().map(|b| b.text).collect()
    }

    const PROSE: &str = "The ferry between the two islands will run again from Monday, the harbour office said in a statement.";

    #[test]
    fn lines_of_machinery_go() {
        let blocks = vec![
            block(BlockKind::Heading, "Ferry Runs Again"),
            block(BlockKind::Paragraph, PROSE),
            block(BlockKind::Paragraph, "Article continues below this ad"),
            linked("Also Read : Bus fares rise by a tenth", 12),
            linked("Bus fares rise by a tenth", 0),
            block(BlockKind::Paragraph, "Advertisement"),
            block(
                BlockKind::Paragraph,
                "Read the letter: it is worth it, and it goes on for a while after that, which is why nobody would take this line for a pointer to some other page, or would they?",
            ),
        ];
        assert_eq!(kept(&blocks).len(), 2);
    }

    #[test]
    fn nothing_comes_after_a_tail() {
        let blocks = vec![
            block(BlockKind::Paragraph, PROSE),
            block(BlockKind::Paragraph, PROSE),
            block(BlockKind::Heading, "Related articles"),
            block(
                BlockKind::Paragraph,
                "Another piece on something else, with a teaser that is a sentence of its own, too.",
            ),
        ];
        assert_eq!(kept(&blocks), [PROSE]);
    }

    #[test]
    fn notes_on_the_author_go_from_the_end() {
        let blocks = vec![
            block(BlockKind::Paragraph, PROSE),
            block(BlockKind::Paragraph, "It had been laid up since March."),
            block(
                BlockKind::Paragraph,
                "Ada Quill is a reporter on the islands desk.",
            ),
            block(BlockKind::Heading, "More"),
        ];
        assert_eq!(kept(&blocks).len(), 2);
    }

    #[test]
    fn labels_of_lists_are_headings() {
        let blocks = vec![
            block(BlockKind::Paragraph, PROSE),
            block(BlockKind::Paragraph, "Highlights"),
            block(BlockKind::ListItem, "Ferry runs from Monday"),
            block(BlockKind::ListItem, "Fares stay the same"),
        ];
        let cleaned = clean(&blocks, None, &[]).0;
        assert_eq!(cleaned[1].kind, BlockKind::Heading);
        assert_eq!(cleaned.len(), 4);
    }
}
