//! Text dumps of whole pages, as inscriptis, w3m, lynx and others make them: the article is found among menus, related
//! headlines, share bars and footers.
//!
//! Each block is scored twice by small linear models ([`weights`]): by itself, then with its surroundings. The article is the
//! stretch with the largest sum of scores; what is no prose inside it is dropped. No word list decides alone.

mod appeal;
mod context;
mod lead;
mod page;
mod title;
mod traits;
mod weights;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use self::context::Context;
use self::traits::{End, Traits};
use self::weights::Weights;
use super::lines::{self, Block};
use super::links::References;
use super::{IngestError, body, byline, markup, signals};
use crate::model::{Article, Format, Locator};

static PROSE: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../data/ingest/dump_prose.txt")));
static TITLE: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../data/ingest/dump_title.txt")));
static CONTEXT: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../data/ingest/dump_context.txt")));

/// From so many words on, a block can be the only prose of a page.
const PROSE_WORDS: usize = 13;
/// What the best block is lifted to where none is above zero.
const LIFT: f64 = 1.5;

/// What a line between two paragraphs has to score to be a subheading.
const LEAST_HEADING: f64 = -2.5;

/// A half-open range of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    start: usize,
    end: usize,
}

/// The blocks of a page and what was seen of them.
struct Page<'a> {
    blocks: Vec<Block<'a>>,
    traits: Vec<Traits>,
    /// The indent of most of the prose.
    indent: usize,
}

impl Page<'_> {
    /// How an indent stands to that of the prose: 0 the same, 1 less, 2 more.
    const fn side(&self, indent: usize) -> usize {
        if indent == self.indent {
            0
        } else if indent < self.indent {
            1
        } else {
            2
        }
    }
}

/// Reads the article of a text dump.
pub(super) fn read(text: &str, locator: Locator) -> Result<Article, IngestError> {
    let mut blocks = lines::blocks(text);
    blocks.retain(|block| !signals::is_advert(&block.text));
    if blocks.is_empty() {
        return Err(IngestError::NoArticle("there are no words in it"));
    }
    let (page, headline, mut kept) = find_over_bars(blocks);
    if kept.is_empty() {
        return Err(IngestError::NoArticle(
            "no stretch of prose among the menus; if it is a text, say --input-format text",
        ));
    }
    let mut article = Article::empty(locator, Format::Dump);
    let first = kept.first().copied().unwrap_or(0);
    let headline = headline.filter(|&at| at < page.blocks.len());
    article.title = headline.map(|at| markup::clean(&page.blocks[at].text).into_owned());
    page::describe(&mut article, &page.blocks, headline.unwrap_or(first), &kept);
    while kept.len() > 1
        && kept
            .last()
            .is_some_and(|&last| body::is_tail(&article, &page.blocks[last].text))
    {
        kept.pop();
    }
    let text = kept
        .iter()
        .position(|&at| Some(at) != headline && byline::read(&page.blocks[at].text).is_none());
    // Credit lines before the text are no part of it.
    let kept = kept.split_off(text.unwrap_or(0));
    let blocks: Vec<&Block<'_>> = kept
        .iter()
        .filter(|&&at| Some(at) != headline)
        .map(|&at| &page.blocks[at])
        .collect();
    body::fill(&mut article, &blocks, &References::default());
    body::finish(article)
}

/// The page, its headline and the blocks of its article. Where buttons for sharing stand on lines of their own, it is looked
/// for without them too: what stands above the article then is its lead, and its headline is no sentence of the text.
fn find_over_bars(blocks: Vec<Block<'_>>) -> (Page<'_>, Option<usize>, Vec<usize>) {
    let is_bar = |at: &usize| signals::is_share_bar(&blocks[*at].text);
    let places: Vec<usize> = (0..blocks.len()).filter(|at| !is_bar(at)).collect();
    if places.is_empty() || places.len() == blocks.len() {
        return find(blocks);
    }
    let (_, headline, kept) = find(places.iter().map(|&at| blocks[at].clone()).collect());
    let (page, first_headline, first_kept) = find(blocks);
    let first = first_kept.first().copied().unwrap_or(usize::MAX);
    let above = kept.iter().map(|&at| places[at]);
    let mut all: Vec<usize> = above.take_while(|&at| at < first).collect();
    all.extend(first_kept);
    let is_sentence = |at: &usize| {
        let traits = &page.traits[*at];
        traits.words >= PROSE_WORDS && traits.end == End::Stop
    };
    let other = headline.map(|at| places[at]);
    let headline = first_headline
        .filter(|at| !is_sentence(at))
        .or(other.filter(|at| !is_sentence(at)))
        .or(first_headline);
    (page, headline, all)
}

/// The page, its headline and the blocks of its article.
fn find(blocks: Vec<Block<'_>>) -> (Page<'_>, Option<usize>, Vec<usize>) {
    let mut page = look(blocks);
    let count = page.blocks.len();
    let scores: Vec<f64> = (0..count)
        .map(|at| traits::score(&page.blocks, &page.traits, at, &PROSE))
        .collect();
    let segment = densest(&page, |at| (scores[at] + 0.5).clamp(-2.0, 3.0));
    page.indent = indent(&page, &scores, segment);
    let headline = title::find(&page, &scores, segment, &TITLE);
    let scores = look_around(&page, &scores, segment, headline, &CONTEXT);
    let segment = densest(&page, |at| (scores[at] + 0.3).clamp(-4.0, 4.0));
    let within = (segment.start..segment.end)
        .filter(|&at| scores[at] > 0.0 || is_heading(&page, &scores, at));
    let mut kept = lead::before(&page, &scores, segment);
    kept.extend(within);
    kept.extend(lead::behind(&page, &kept));
    appeal::cut(&page.blocks, &mut kept);
    let mut seen = FxHashSet::default();
    kept.retain(|&at| page.traits[at].words < PROSE_WORDS || seen.insert(&*page.blocks[at].text));
    (page, headline, kept)
}

/// The scores of blocks by those around them.
fn look_around(
    page: &Page<'_>,
    scores: &[f64],
    segment: Segment,
    headline: Option<usize>,
    weights: &Weights,
) -> Vec<f64> {
    let context = Context::new(page, scores, segment, headline);
    let mut scores: Vec<f64> = (0..page.blocks.len())
        .map(|at| context.score(at, weights))
        .collect();
    lift(page, &mut scores);
    scores
}

/// Whether a short line between two paragraphs of the article is a subheading of it.
fn is_heading(page: &Page<'_>, scores: &[f64], at: usize) -> bool {
    let paragraph = |at: Option<usize>| {
        let seen = at.and_then(|at| page.traits.get(at).zip(scores.get(at)));
        seen.is_some_and(|(traits, &score)| {
            traits.words >= PROSE_WORDS && traits.end == End::Stop && score > 0.0
        })
    };
    // An advert or a link to another article may stand in between.
    let before = (at.saturating_sub(3)..at)
        .rev()
        .find(|&before| page.traits[before].opening.is_none());
    let traits = &page.traits[at];
    let text = page.blocks[at].text.as_ref();
    let plain =
        traits.opening.is_none() && !traits.repeated && !traits.date && !traits.is_labelled();
    plain
        && (2..=10).contains(&traits.words)
        && traits.end == End::Open
        && !page.blocks[at].bullet
        && !text.starts_with(['[', '('])
        && scores[at] > LEAST_HEADING
        && byline::read(text).is_none()
        && paragraph(before)
        && paragraph(Some(at + 1))
}

/// Where not a single block is thought to be prose, the best one of some length is taken for it: short articles on busy pages.
fn lift(page: &Page<'_>, scores: &mut [f64]) {
    let longer = page
        .traits
        .iter()
        .zip(&*scores)
        .filter(|(traits, _)| traits.words >= PROSE_WORDS);
    let best = longer
        .map(|(_, &score)| score)
        .fold(f64::NEG_INFINITY, f64::max);
    if best <= 0.0 && best.is_finite() {
        scores.iter_mut().for_each(|score| *score += LIFT - best);
    }
}

fn look(blocks: Vec<Block<'_>>) -> Page<'_> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for block in &blocks {
        *counts.entry(block.text.as_ref()).or_insert(0) += 1;
    }
    let traits = blocks
        .iter()
        .map(|block| {
            Traits::new(
                block,
                counts
                    .get(block.text.as_ref())
                    .is_some_and(|&count| count > 1),
            )
        })
        .collect();
    Page {
        blocks,
        traits,
        indent: 0,
    }
}

/// The stretch of blocks with the largest sum of score × mass (Kadane's algorithm); the first one of several.
fn densest(page: &Page<'_>, score: impl Fn(usize) -> f64) -> Segment {
    let mut best = (f64::NEG_INFINITY, Segment { start: 0, end: 0 });
    let (mut sum, mut start) = (0.0, 0);
    for (at, traits) in page.traits.iter().enumerate() {
        if sum <= 0.0 {
            sum = 0.0;
            start = at;
        }
        sum += score(at) * traits.mass();
        if sum > best.0 {
            best = (sum, Segment { start, end: at + 1 });
        }
    }
    best.1
}

/// The indent under which most words of good blocks stand; the smaller one of two.
fn indent(page: &Page<'_>, scores: &[f64], segment: Segment) -> usize {
    let mut words: FxHashMap<usize, usize> = FxHashMap::default();
    for at in (segment.start..segment.end).filter(|&at| scores[at] > 0.0) {
        *words.entry(page.blocks[at].indent).or_insert(0) += page.traits[at].words;
    }
    let best = words
        .into_iter()
        .max_by_key(|&(indent, words)| (words, std::cmp::Reverse(indent)));
    best.map_or(0, |(indent, _)| indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
  * Home
  * World
  * Sport
  * LOGIN
Harbour Post
Home > World

Ferry runs aground off the northern islands, nobody is hurt

Ana Ruiz Reporter / Updated : 2025-06-22 10:39:35
  * Print

PORTSEA – A ferry with 120 passengers ran aground off the northern islands on Sunday, the coast guard said, after its engine had failed in a storm that had been expected since the morning.

All of them were taken to land by helicopter within three hours, and nobody was hurt, said the harbour master, who had warned the operator twice.

[Copyright (c) Harbour Post. All Rights Reserved.]

  * #ferry
  * #storm

Popular articles

  * Why the old lighthouse is painted every second year
  * Bakers of the old town keep their ovens

  * https://www.harbourpost.example/article/77 Copy URL copied.

Copyright © Harbour Post All Rights Reserved
  * World
  * Sport
  * 날씨
";

    fn article(text: &str) -> Article {
        let locator = Locator {
            path: "a.txt".into(),
            record: None,
        };
        read(text, locator).unwrap()
    }

    #[test]
    fn the_article_is_found_among_menus() {
        let found = article(PAGE);
        assert!(found.text.starts_with("PORTSEA – A ferry"));
        assert!(found.text.ends_with("warned the operator twice."));
        assert_eq!(found.blocks.len(), 2);
        let title = "Ferry runs aground off the northern islands, nobody is hurt";
        assert_eq!(found.title.as_deref(), Some(title));
        assert_eq!(found.authors, ["Ana Ruiz"]);
        assert_eq!(
            found.published_date.map(|day| day.to_string()).as_deref(),
            Some("2025-06-22")
        );
        assert_eq!(found.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(found.section.as_deref(), Some("World"));
        assert_eq!(found.tags, ["ferry", "storm"]);
        assert_eq!(
            found.url.as_deref(),
            Some("https://www.harbourpost.example/article/77")
        );
        assert_eq!(found.dateline.place.as_deref(), Some("PORTSEA"));
    }

    #[test]
    fn a_headline_and_lead_among_buttons_are_kept() {
        let lead = "The harbour bridge in Portsea will reopen on Monday after two years of repairs, the city said.";
        let rest = "Engineers replaced 400 cables. The work cost 12 million euros, twice as much as planned.";
        let page = format!(
            "Home News Sport Weather\nShare this\nTweet\nEmail\nPrint\nHarbour bridge to reopen after two years of repairs\nShare\n{lead}\nFacebook Twitter LinkedIn\nCopy link\n{rest}\n\"We are glad,\" mayor Ana Ruiz said on Friday at the site.\nRelated stories\nFerry fares to rise\n"
        );
        let found = article(&page);
        assert!(found.text.starts_with(lead), "{}", found.text);
        assert!(found.text.contains(rest));
        let title = "Harbour bridge to reopen after two years of repairs";
        assert_eq!(found.title.as_deref(), Some(title));
    }

    #[test]
    fn a_sentence_alone_among_buttons_is_the_text() {
        let text = "The bridge will open on Monday after two years of repairs, the city said.";
        let page = format!("{}{text}\n", "Share\nFacebook\n".repeat(20));
        assert_eq!(article(&page).text, text);
    }

    #[test]
    fn an_article_that_shows_only_without_the_buttons_is_found() {
        let text = "It cost 12 million euros, twice as much as planned.";
        let rest = "The mayor said she was glad it was over.";
        let bars = "Share this\nTweet\nEmail\nPrint\n".repeat(20);
        let page = format!(
            "{bars}The harbour bridge will open on Monday, the city said.\n\nShare\n\n{text}\n\nShare\n\n{rest}\n"
        );
        assert!(article(&page).text.ends_with(rest));
    }

    #[test]
    fn wrapping_and_bullets_do_not_matter() {
        let plain = article(PAGE).text;
        let other = PAGE.replace("  * ", "   □ ").replace('\n', "\r\n");
        assert_eq!(article(&other).text, plain);
    }
}
