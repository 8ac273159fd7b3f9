//! Plain text of one article: title, credit lines, paragraphs, and below them what outlets append.

use super::byline::{self, Credits};
use super::header::{self, Label};
use super::lines::{self, Block, Style};
use super::{
    IngestError, address, author, body, credit, dateline, front, links, mail, markup, outlet,
    signals, timestamp,
};
use crate::model::{Article, Format, Locator};
use crate::text::{Class, lexicon};

/// How many blocks of header lines are looked at.
const HEADER: usize = 12;
/// The most words of a headline.
const TITLE_WORDS: usize = 32;
/// From so many lines of page furniture on, a text is a whole page; each has at most so many words.
const FURNITURE: usize = 5;
const MENU_WORDS: usize = 6;
/// The links of a row of them, fewer only where all are known, and the words of each at most.
const BAR_PARTS: usize = 3;
const BAR_WORDS: usize = 3;
/// How many points may stand between headline and credits.
const POINTS: usize = 8;
/// From so many words on, a block is prose.
const PROSE_WORDS: usize = 25;
/// The values of labelled lines are shorter than this, in bytes.
const LONGEST_VALUE: usize = 300;

/// Reads the article of a plain text.
pub(super) fn read(text: &str, locator: Locator) -> Result<Article, IngestError> {
    let style = style(text, &locator);
    let mut article = Article::empty(locator, Format::Text);
    let text = mail::unquoted(text);
    let below = above(&mut article, &text);
    fill(article, below, style)
}

/// How the lines of a plain text are marked. Markdown has its name, front matter or a heading at its beginning.
pub(super) fn style(text: &str, locator: &Locator) -> Style {
    let ending = locator.path.extension().and_then(|ending| ending.to_str());
    let named = ending.is_some_and(|ending| {
        ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
    });
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let headed = start.starts_with("# ") && !start.starts_with("# #");
    if named || headed || front::split(text).is_some() {
        Style::Markdown
    } else {
        Style::Quoted
    }
}

/// Reads the text of an article of which something may be known.
pub(super) fn fill(mut article: Article, text: &str, style: Style) -> Result<Article, IngestError> {
    let mut blocks = lines::blocks_in(text, style);
    blocks.retain(|block| !signals::is_advert(&block.text));
    if blocks.is_empty() {
        return Err(IngestError::NoArticle("there are no words in it"));
    }
    let (start, skipped) = header(&mut article, &blocks);
    let end = tail(&mut article, &blocks, start);
    let kept: Vec<&Block<'_>> = (start..end)
        .filter(|at| !skipped.contains(at))
        .map(|at| &blocks[at])
        .collect();
    body::fill(&mut article, &kept, &links::references(text));
    if article.text.is_empty() && article.title.is_some() {
        let title = article.title.take().unwrap_or_default();
        article.push_block(crate::model::BlockKind::Paragraph, &title);
    }
    body::finish(article)
}

/// Takes over what the header of a mail or the front matter of Markdown says; gives the text below it.
fn above<'t>(article: &mut Article, text: &'t str) -> &'t str {
    let Some((fields, below)) = front::split(text) else {
        return mail::read_header(article, text);
    };
    let mut credits = Credits::default();
    for (key, value) in fields {
        if let Some(label) = header::label(key) {
            read_field(article, &mut credits, label, &value);
        }
    }
    credit::add(article, credits);
    below
}

/// Whether a text is the dump of a whole page rather than one article: most of its lines are no prose.
pub(super) fn is_dump(text: &str) -> bool {
    let blocks = lines::blocks(text);
    let words = |block: &Block<'_>| block.text.split_whitespace().take(PROSE_WORDS).count();
    let short = blocks.iter().filter(|block| words(block) <= 4).count();
    let first = blocks.iter().position(|block| words(block) == PROSE_WORDS);
    let menus = blocks.len() >= 20 && short * 5 >= blocks.len() * 2;
    let furniture = blocks.iter().filter(|block| is_furniture(&block.text));
    menus
        || furniture.take(FURNITURE).count() == FURNITURE
        || blocks.len() >= 16 && first.is_none_or(|first| first >= HEADER)
}

/// Whether a line belongs to the page around an article: `Skip to content`, `Related stories`, the name of a picture.
fn is_furniture(text: &str) -> bool {
    let picture = text.starts_with('[')
        && [".jpg", ".jpeg", ".png", ".webp", ".gif"]
            .iter()
            .any(|ending| text.contains(ending));
    let plain = |word: &str| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        author::is_furniture(&word) || lexicon::classes(&word).any(Class::FUNCTION | Class::PRONOUN)
    };
    let words = text.split_whitespace().take(MENU_WORDS + 1).count();
    picture
        || words <= MENU_WORDS
            && !body::ends_like_sentence(text)
            && (signals::opening(text).is_some() || text.split_whitespace().all(plain))
}

/// Reads title and credits; gives the first block of the text itself, and those behind it that are no part of it.
fn header(article: &mut Article, blocks: &[Block<'_>]) -> (usize, Vec<usize>) {
    let mut credits = Credits::default();
    let mut at = 0;
    while at < blocks.len().min(HEADER) {
        let text = markup::clean(&blocks[at].text);
        let menu = signals::is_share_bar(&blocks[at].text)
            || article.title.is_none() && (is_menu(blocks, at) || is_kicker(blocks, at));
        let over = header::passed_over(blocks, at).max(usize::from(menu));
        if over > 0 && at + over < blocks.len() {
            at += over;
            continue;
        }
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
    let skipped = late(&mut credits, blocks, at);
    credit::add(article, credits);
    (at, skipped)
}

/// Whether a line above the headline is one of the page, not of the article: `Menu`, `Home | News | Sports`. What is no
/// headline itself has one within a few lines below it.
fn is_menu(blocks: &[Block<'_>], at: usize) -> bool {
    let furniture = |at: usize| blocks.get(at).is_some_and(|next| is_furniture(&next.text));
    let menu = |at: usize| {
        let beside = at > 0 && furniture(at - 1) || furniture(at + 1);
        let text = &blocks[at].text;
        furniture(at) && (beside || is_sure(text)) || is_bar(text, beside)
    };
    let below = || {
        let mut lines = at + 1..blocks.len().min(at + HEADER);
        lines.find(|&next| !menu(next) && credit(blocks, next).is_none())
    };
    menu(at) && below().is_some_and(|next| is_title(blocks, next))
}

/// Whether a line of furniture has no more than two words, or none of the small ones of which headlines are made too:
/// `News of the World`.
fn is_sure(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    lower.starts_with("skip to ") || words.clone().count() <= 2 || words.all(author::is_furniture)
}

/// Whether a line is a row of short links, enough of them to what every page has: `Home | News | Sports`; half of them where
/// no marks part them, which are links only `beside` another line of the menu.
fn is_bar(text: &str, beside: bool) -> bool {
    if text.len() > LONGEST_VALUE || text.ends_with(['?', '!']) {
        return false;
    }
    let marked = text
        .replace("  ", "|")
        .replace(['•', '·', '›', '»', '/'], "|");
    let rows = marked.contains('|');
    let parts: Vec<&str> = if rows {
        marked
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    } else {
        text.split_whitespace().collect()
    };
    let known = parts.iter().filter(|part| is_linked(part)).count();
    let short = |part: &&str| {
        let words = part.split_whitespace().count();
        words <= BAR_WORDS && author::is_capitalised(part) || is_linked(part)
    };
    // Without marks between them, words with capitals may be those of a headline.
    let enough = match parts.len() {
        all if all < BAR_PARTS => rows && known == all,
        all if rows => known * 3 >= all,
        all => beside && known * 2 >= all,
    };
    known >= 2 && enough && parts.iter().all(short)
}

/// Whether the words of a link are page furniture, with no more than small words between them.
fn is_linked(part: &str) -> bool {
    let lower = part.to_lowercase();
    let mut words = lower.split_whitespace();
    let small = |word: &str| lexicon::classes(word).any(Class::FUNCTION);
    words.clone().any(author::is_furniture)
        && words.all(|word| author::is_furniture(word) || small(word))
}

/// Whether a line above the headline names the section in two words, with a longer headline below it:
/// `Q&A | Palaeontology`.
fn is_kicker(blocks: &[Block<'_>], at: usize) -> bool {
    let text = &blocks[at].text;
    let words = |text: &str| text.split_whitespace().take(PROSE_WORDS).count();
    let parts = text.split(" | ").map(words);
    let headed = || {
        let next = blocks.get(at + 1).map_or("", |next| next.text.as_ref());
        words(next) > words(text) && is_title(blocks, at + 1)
    };
    text.contains(" | ")
        && parts.into_iter().all(|count| count == 1)
        && credit(blocks, at).is_none()
        && headed()
        && credit(blocks, at + 1).is_none()
}

/// The credit lines and notes below the points with which agencies open a story; they are no part of the text.
fn late(credits: &mut Credits, blocks: &[Block<'_>], start: usize) -> Vec<usize> {
    let mut skipped = Vec::new();
    let mut pending = Vec::new();
    for (at, block) in blocks.iter().enumerate().take(start + POINTS).skip(start) {
        if header::is_note(&block.text) {
            pending.push(at);
        } else if let Some(found) = credit(blocks, at) {
            credits.merge(found);
            skipped.append(&mut pending);
            skipped.push(at);
        } else if !is_point(block) {
            break;
        }
    }
    skipped
}

/// Whether a block can stand between headline and credits: a point of a list, or a short line that is no sentence.
fn is_point(block: &Block<'_>) -> bool {
    let words = block.text.split_whitespace().take(PROSE_WORDS).count();
    words < PROSE_WORDS
        && dateline::read(&block.text).is_none()
        && (block.bullet || !body::ends_like_sentence(&block.text))
}

/// What the block says as a credit line; a bare name counts beside another credit line, below the first line.
fn credit(blocks: &[Block<'_>], at: usize) -> Option<Credits> {
    let line = whole(&blocks[at]);
    byline::read(&line)
        .or_else(|| outlet_line(blocks, at, &line))
        .or_else(|| {
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

/// The outlet that a line by the headline names, alone or behind the author.
fn outlet_line(blocks: &[Block<'_>], at: usize, line: &str) -> Option<Credits> {
    if at > 0 {
        let before = whole(&blocks[at - 1]);
        // Below a byline stands no headline, whatever headlines look like here.
        let apart = outlet::has_plain_words(&before) || byline::read(&before).is_some();
        return outlet::credit(line, apart);
    }
    // Above the headline it is one only if the headline follows.
    let known = outlet::is_name(line);
    let next =
        known && blocks.len() > 2 && is_title(blocks, 1) && byline::read(&blocks[1].text).is_none();
    next.then(|| outlet::credit(line, false)).flatten()
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
    let credited = || credit(blocks, at + 1).is_some();
    words <= TITLE_WORDS
        && at + 1 < blocks.len()
        && (doubled || !sentence && (dateline::read(text).is_none() || credited()))
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
    let Some(label) = header::label(label) else {
        return false;
    };
    read_field(article, credits, label, value);
    true
}

/// Takes over the value of a label.
fn read_field(article: &mut Article, credits: &mut Credits, label: Label, value: &str) {
    let own = || Some(value.to_owned()).filter(|value| !value.is_empty());
    match label {
        Label::Title => article.title = own(),
        Label::Subtitle => article.subtitle = own(),
        Label::Publisher => article.publisher = own(),
        Label::Url => article.url = address::absolute(value, None),
        Label::Section => article.section = own(),
        Label::Date => credits.published = timestamp::parse(value),
        Label::Author => credits.authors = author::people(value).unwrap_or_default(),
        Label::Place => credits.place = own(),
        Label::Tags => {
            body::read_tags(article, &format!("tags: {value}"));
        }
        Label::Other => {}
    }
}

/// Cuts off what stands below the text; gives the block after its last one.
fn tail(article: &mut Article, blocks: &[Block<'_>], start: usize) -> usize {
    let mut end = marker(blocks, start);
    for block in &blocks[end..] {
        read_tail(article, &block.text);
    }
    let below =
        |article: &Article, text: &str| body::is_tail(article, text) || header::is_labelled(text);
    while end > start + 1 && below(article, &blocks[end - 1].text) {
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
        let ends = || {
            body::is_marker(&block.text)
                || header::is_end(&block.text)
                || body::is_end_of_mail(&block.text)
        };
        if before * 2 > all && ends() {
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
    fn menus_above_the_headline_are_no_headline() {
        for menu in [
            "Menu",
            "Skip to content",
            "Home | News | Sports | Obituaries",
            "Search\nSign in",
            "Search / Sign in",
            "Menu\nLatest  Space  Life  Earth  Subscribe",
            "Skip to content\nNews Sport Showbiz Money Travel\nSign in",
            "Menu\nLatest  Space  Life  Subscribe\n\nQ&A | Fees",
            "Share on Facebook Share on X Email Print",
            "Skip to content\nNews Sport Money Travel\nSign in",
        ] {
            let found = article(&format!(
                "{menu}\n\nHarbour fees rise again\n\nTraders plan a protest on the quay\n\n12 September 2025\n\nBy Ana Ruiz\n\n{LEDE}\n\nIt rained."
            ));
            assert_eq!(
                found.title.as_deref(),
                Some("Harbour fees rise again"),
                "{menu}"
            );
            assert_eq!(found.authors, ["Ana Ruiz"], "{menu}");
            assert_eq!(found.published.as_deref(), Some("2025-09-12"), "{menu}");
            assert_eq!(found.text, format!("{LEDE}\n\nIt rained."), "{menu}");
        }
        let found = article(&format!(
            "Menu\n\nThe Portsea Courier\n\nHarbour fees rise again\n\nBy Ana Ruiz\n\n{LEDE}\n\nIt rained."
        ));
        assert_eq!(found.title.as_deref(), Some("Harbour fees rise again"));
        assert_eq!(found.publisher.as_deref(), Some("The Portsea Courier"));
        for title in [
            "Who Will Be the Next Pope?",
            "Who Will Be the Next President of France",
            "News of the World",
            "More Than Sport",
            "We Are All in This Together",
        ] {
            let found = article(&format!(
                "{title}\n\nWhat is known of it so far\n\nBy Ana Ruiz\n\n{LEDE}"
            ));
            assert_eq!(found.title.as_deref(), Some(title));
        }
        let found = article(&format!("Weather\n\n{LEDE}\n\nIt rained."));
        assert_eq!(found.title.as_deref(), Some("Weather"));
    }

    #[test]
    fn a_lede_that_opens_with_people_at_a_place_stays() {
        for lede in [
            "Farmers in France blocked roads around Paris with tractors on Thursday.",
            "Police in Oslo arrested two men.",
        ] {
            for credits in ["By Ana Ruiz\nOct 9, 2025", "Oct 9, 2025"] {
                let found = article(&format!("Roads blocked\n{credits}\n{lede}\n{LEDE}"));
                assert_eq!(found.text, format!("{lede}\n\n{LEDE}"));
                assert!(found.authors.iter().all(|name| name == "Ana Ruiz"));
            }
        }
    }

    #[test]
    fn where_the_author_is_is_no_part_of_the_name() {
        for place in [
            "in eastern Ukraine",
            "in central London",
            "for dpa",
            "at the scene",
        ] {
            let found = article(&format!("Fees rise\n\nBy Ana Ruiz {place}\n\n{LEDE}"));
            assert_eq!(found.authors, ["Ana Ruiz"], "{place}");
            assert_eq!(found.text, LEDE);
        }
    }

    #[test]
    fn posts_below_names_are_read() {
        for credits in [
            "Ana Ruiz\nTransport editor\nWed 20 Aug 2025 06.00 BST",
            "Ana Ruiz Transport editor\nWed 20 Aug 2025 06.00 BST",
        ] {
            let found = article(&format!("Fees rise\n\n{credits}\n\n{LEDE}"));
            assert_eq!(found.authors, ["Ana Ruiz"]);
            assert_eq!(found.published.as_deref(), Some("2025-08-20T06:00:00"));
            assert_eq!(found.text, LEDE);
        }
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
    fn headlines_with_a_colon_are_headlines() {
        for title in [
            "Budget 2025: What changes for traders",
            "PORTSEA: Council votes on fees",
        ] {
            let found = article(&format!("{title}\n\nBy Ana Ruiz\n\n{LEDE}"));
            assert_eq!(found.title.as_deref(), Some(title));
            assert_eq!(found.authors, ["Ana Ruiz"]);
            assert_eq!(found.text, LEDE);
        }
    }

    #[test]
    fn an_outlet_between_byline_and_date_is_the_publisher() {
        for outlet in ["Port Ellery Gazette", "Belmora Herald", "World Wire Agency"] {
            let found = article(&format!(
                "Harbour fees rise\nBy Ana Ruiz\n{outlet}\n9 September 2024\n\n{LEDE}"
            ));
            assert_eq!(found.subtitle, None);
            assert_eq!(found.publisher.as_deref(), Some(outlet));
            assert_eq!(found.text, LEDE);
        }
    }

    #[test]
    fn a_place_below_a_post_is_no_author() {
        let found = article(&format!(
            "Fees rise\n\nSpecial Correspondent\nBENGALURU, June 21\n\n{LEDE}"
        ));
        assert!(found.authors.is_empty());
        assert_eq!(found.dateline.place.as_deref(), Some("BENGALURU"));
        assert_eq!(found.text, LEDE);
    }

    #[test]
    fn credits_below_the_points_of_a_story_are_read() {
        let found = article(&format!(
            "UPDATE 2-Fees rise\n\n* Fees rise by 20%\n* Traders plan protest\n\n(Adds comment, details)\n\nBy Ana Ruiz\n\nPORTSEA, June 21 (Reuters) - {LEDE}\n\nIt rained."
        ));
        assert_eq!(found.authors, ["Ana Ruiz"]);
        assert!(
            found
                .text
                .starts_with("Fees rise by 20%\n\nTraders plan protest\n\nPORTSEA, June 21")
        );
    }

    #[test]
    fn releases_and_letters_lose_what_frames_them() {
        let found = article(&format!(
            "FOR IMMEDIATE RELEASE\n\nContact:\nAna Ruiz\n+1 555 010 0100\n\nFees rise\n\n{LEDE}\n\n{LEDE}\n\nENDS\n\nNotes to editors follow."
        ));
        assert_eq!(found.title.as_deref(), Some("Fees rise"));
        assert_eq!(found.text, format!("{LEDE}\n\n{LEDE}"));
        let found = article(&format!(
            "View this email in your browser\n\nFees rise\n\n{LEDE}\n\n{LEDE}\n\nUnsubscribe | Update your preferences\n\n12 Quay Street, Portsea"
        ));
        assert_eq!(found.title.as_deref(), Some("Fees rise"));
        assert_eq!(found.text, format!("{LEDE}\n\n{LEDE}"));
    }

    #[test]
    fn tables_are_rows_of_cells() {
        let found = article(&format!(
            "Fees rise\n\n{LEDE}\n\n| Berth | 2025 |\n|-------|------|\n| Small | 120 |\n\n{LEDE} It rained."
        ));
        assert_eq!(
            kinds(&found),
            [
                BlockKind::Paragraph,
                BlockKind::Table,
                BlockKind::Table,
                BlockKind::Paragraph
            ]
        );
        assert!(found.text.contains("\n\nSmall | 120\n\n"));
    }

    #[test]
    fn front_matter_is_metadata() {
        let found = article(&format!(
            "---\ntitle: Fees rise\nauthor: Ana Ruiz\ndate: 2025-06-21\nlayout: post\ntags: [ferry]\n---\n{LEDE}\n\n## What is next\n\n{LEDE}"
        ));
        assert_eq!(found.title.as_deref(), Some("Fees rise"));
        assert_eq!(found.authors, ["Ana Ruiz"]);
        assert_eq!(found.tags, ["ferry"]);
        assert_eq!(found.published.as_deref(), Some("2025-06-21"));
        assert!(found.text.starts_with(LEDE));
    }

    #[test]
    fn speakers_are_no_places() {
        let found = article(
            "MODERATOR: Good afternoon, everyone, and thank you for coming to the harbour.\n\nSECRETARY RUIZ: Thank you. We have agreed on a plan for the harbour.\n\nQUESTION: Will fees rise?",
        );
        assert_eq!(found.dateline.place, None);
        assert!(found.text.starts_with("MODERATOR: Good"));
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
