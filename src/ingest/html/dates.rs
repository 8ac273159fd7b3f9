//! When a page was published, and which evidence says so.
//!
//! Structured data counts more than meta elements, these more than what the page shows, that more than its address.
//! A date that says only when the page was updated comes last. Copyright years are never read.

use super::dom::Dom;
use super::evidence::{Evidence, Fact};
use super::jsonld::Structured;
use super::marks::Marks;
use super::tag::Tag;
use crate::ingest::timestamp::{self, Order, Timestamp};
use crate::ingest::{address, byline, credit};
use crate::model::{Article, PublishedFrom};

/// How far behind the headline, in bytes of text, a date of the byline is looked for.
const BYLINE_REACH: usize = 1500;

/// Fills in the day of publication.
pub(super) fn fill(
    article: &mut Article,
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    structured: &Structured,
    headline: Option<usize>,
) {
    let mut updated = None;
    let found = structured_date(structured)
        .map(|stamp| (stamp, PublishedFrom::JsonLd))
        .or_else(|| Some((meta(evidence)?, PublishedFrom::Meta)))
        .or_else(|| Some((time(dom, evidence, headline)?, PublishedFrom::Time)))
        .or_else(|| Some((shown(dom, headline, &mut updated)?, PublishedFrom::Byline)))
        .or_else(|| Some((bare(dom, headline, order(evidence))?, PublishedFrom::Byline)))
        .or_else(|| Some((in_address(article.url.as_deref()?)?, PublishedFrom::Url)))
        .or_else(|| {
            Some((
                last_change(evidence, structured).or(updated)?,
                PublishedFrom::Updated,
            ))
        });
    if let Some((stamp, from)) = found {
        credit::publish(article, Some(stamp), from);
    }
}

fn structured_date(structured: &Structured) -> Option<Timestamp> {
    timestamp::parse(structured.published.as_deref()?)
}

fn meta(evidence: &Evidence<'_>) -> Option<Timestamp> {
    evidence
        .all(Fact::Published)
        .into_iter()
        .find_map(timestamp::parse)
}

fn last_change(evidence: &Evidence<'_>, structured: &Structured) -> Option<Timestamp> {
    let said = structured
        .modified
        .as_deref()
        .into_iter()
        .chain(evidence.all(Fact::Modified));
    said.into_iter().find_map(timestamp::parse)
}

fn in_address(url: &str) -> Option<Timestamp> {
    let day = address::day(url)?;
    Some(Timestamp {
        written: day.to_string(),
        day,
    })
}

/// The `<time>` that is marked as the publication, or the first one behind the headline that is no list of others.
fn time(dom: &Dom<'_>, evidence: &Evidence<'_>, headline: Option<usize>) -> Option<Timestamp> {
    let read = |at: usize| {
        let written = dom.attr(at, "datetime").filter(|d| !d.trim().is_empty());
        written
            .and_then(timestamp::parse)
            .or_else(|| timestamp::parse(&dom.text(at, 120)))
    };
    let times = &evidence.times;
    let is_marked = |at: usize| {
        dom.attr(at, "itemprop") == Some("datePublished")
            || dom.attr(at, "pubdate").is_some()
            || dom
                .attr(at, "class")
                .is_some_and(|c| c.contains("published") && !c.contains("updated"))
    };
    let marked = times
        .iter()
        .copied()
        .filter(|at| is_marked(*at))
        .find_map(read);
    let named = || named_date(dom);
    let behind = || {
        let from = headline.unwrap_or(0);
        let text = |at: usize| {
            dom.nodes[from..at]
                .iter()
                .map(|n| n.text.trim().len())
                .sum::<usize>()
        };
        let mut near = times
            .iter()
            .copied()
            .filter(|at| *at > from && is_shown(dom, *at));
        near.find(|at| text(*at) < BYLINE_REACH).and_then(read)
    };
    marked.or_else(named).or_else(behind)
}

/// The element that microdata marks as the day of publication.
fn named_date(dom: &Dom<'_>) -> Option<Timestamp> {
    let marked = dom
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.tag != Tag::Meta && node.element.is_some());
    let in_rdfa = |at: usize| {
        let property = dom.attr(at, "property").unwrap_or("");
        property.ends_with("datePublished")
            || property.ends_with("dateCreated")
            || property == "dc:date"
    };
    marked
        .filter(|(at, node)| {
            node.marks.any(Marks::DATE) && dom.attr(*at, "itemprop").is_some() || in_rdfa(*at)
        })
        .find_map(|(at, _)| {
            let written = dom.attr(at, "content").or_else(|| dom.attr(at, "datetime"));
            written
                .and_then(timestamp::parse)
                .or_else(|| timestamp::parse(&dom.text(at, 120)))
        })
}

/// Whether an element is neither in a comment nor in a list of other pages.
fn is_shown(dom: &Dom<'_>, at: usize) -> bool {
    !dom.ancestors(at).any(|a| {
        let node = &dom.nodes[a];
        matches!(node.tag, Tag::Aside | Tag::Footer | Tag::Nav) || node.marks.any(Marks::COMMENTS)
    })
}

/// The date that the lines around the headline show; a date of an update is put aside.
fn shown(
    dom: &Dom<'_>,
    headline: Option<usize>,
    updated: &mut Option<Timestamp>,
) -> Option<Timestamp> {
    let by_name = dom
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| {
            node.marks.any(Marks::DATE | Marks::BYLINE)
                && node.all.letters < 160
                && node.all.letters > 5
        })
        .filter(|(at, _)| is_shown(dom, *at))
        .take(40);
    for (at, _) in by_name {
        if let Some(stamp) = credit(&dom.text(at, 200), updated) {
            return Some(stamp);
        }
    }
    let from = headline?;
    let mut reach = 0;
    for at in from..dom.nodes.len() {
        let node = &dom.nodes[at];
        reach += node.text.trim().len();
        if reach > BYLINE_REACH {
            return None;
        }
        if node.tag.is_block()
            && (6..160).contains(&node.own.letters)
            && let Some(stamp) = credit(&dom.text(at, 240), updated)
        {
            return Some(stamp);
        }
    }
    None
}

/// The order of numbers in dates that the language of the page settles.
fn order(evidence: &Evidence<'_>) -> Option<Order> {
    let language = evidence.language?.to_ascii_lowercase();
    match language.as_str() {
        "en-us" | "en_us" => Some(Order::MonthFirst),
        "en" => None,
        _ if language.len() >= 2 => Some(Order::DayFirst),
        _ => None,
    }
}

/// A date that stands by itself: in an element named so, or in a short line next to the headline.
fn bare(dom: &Dom<'_>, headline: Option<usize>, order: Option<Order>) -> Option<Timestamp> {
    let read = |at: usize| {
        let text = dom.text(at, 120);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let stamp = timestamp::parse_as(&text, order)?;
        (digits >= 5 && text.len() <= 60).then_some(stamp)
    };
    let is_short = |at: usize| (6..=48).contains(&dom.nodes[at].all.letters);
    if let Some(headline) = headline {
        let before = (headline.saturating_sub(40)..headline).rev();
        let mut letters = 0;
        let behind = (headline..dom.nodes.len()).take_while(|at| {
            letters += dom.nodes[*at].text.trim().len();
            letters < BYLINE_REACH / 3
        });
        let is_line = |at: &usize| {
            (dom.nodes[*at].tag.is_block() || dom.nodes[*at].marks.any(Marks::DATE))
                && is_short(*at)
        };
        let near: Vec<usize> = behind
            .filter(is_line)
            .chain(before.filter(is_line))
            .collect();
        if let Some(stamp) = near.into_iter().find_map(read) {
            return Some(stamp);
        }
    }
    let named = (0..dom.nodes.len())
        .filter(|at| dom.nodes[*at].marks.any(Marks::DATE) && is_short(*at) && is_shown(dom, *at));
    named.take(20).find_map(read)
}

/// The day of publication that a credit line gives.
fn credit(line: &str, updated: &mut Option<Timestamp>) -> Option<Timestamp> {
    let credits = byline::read(line);
    let credits = credits.or_else(|| line.split(['|', '•', '·']).find_map(byline::read))?;
    if updated.is_none() {
        *updated = credits.updated;
    }
    credits.published
}
