//! The days that a page shows to its readers: in lines next to the headline, in elements named so, by themselves.

use super::dom::Dom;
use super::evidence::Evidence;
use super::marks::Marks;
use super::tag::Tag;
use crate::ingest::byline;
use crate::ingest::timestamp::{self, Order, Timestamp};

/// How far behind the headline, in bytes of text, the lines of the article's head are looked for.
pub(super) const REACH: usize = 1500;
/// How far behind it, in bytes, a date is nearer than one above it.
const CLOSE: usize = 160;
/// How many nodes above the headline they are looked for.
pub(super) const ABOVE: usize = 40;
/// The most letters of a line that is little more than a date.
const SHORT: u32 = 56;
/// The most letters of a credit line.
const LONG: u32 = 160;
/// How many short lines with digits are read.
const MOST_DATED: usize = 300;
/// How many elements named so are read.
const NAMED: usize = 40;

/// The day of publication that a page shows. A time of the last change is put aside.
pub(super) fn find(
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    headline: Option<usize>,
    updated: &mut Option<Timestamp>,
) -> Option<Timestamp> {
    let order = order(dom, evidence);
    let named = named(dom);
    headline
        .and_then(|headline| near(dom, headline, order, updated))
        .or_else(|| {
            named
                .iter()
                .find_map(|at| credit(&dom.text(*at, 200), updated))
        })
        .or_else(|| named.iter().find_map(|at| bare(dom, *at, order)))
        .or_else(|| only(dom, headline, updated))
}

/// The day of publication that stands beside the headline.
pub(super) fn beside(
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    headline: Option<usize>,
) -> Option<Timestamp> {
    near(dom, headline?, order(dom, evidence), &mut None)
}

/// The day in a line next to the headline: just below it, above it, then in a credit line further below.
fn near(
    dom: &Dom<'_>,
    headline: usize,
    order: Option<Order>,
    updated: &mut Option<Timestamp>,
) -> Option<Timestamp> {
    let mut letters = 0;
    let below: Vec<(usize, usize)> = (headline..dom.nodes.len())
        .map(|at| {
            letters += dom.nodes[at].text.trim().len();
            (at, letters)
        })
        .take_while(|(_, letters)| *letters < REACH)
        .collect();
    let mut line = |at: usize| {
        let is_line =
            dom.nodes[at].tag.is_block() && (6..LONG).contains(&dom.nodes[at].own.letters);
        is_line
            .then(|| credit(&dom.text(at, 240), updated))
            .flatten()
    };
    let within = |from: usize, to: usize| {
        let reached = below
            .iter()
            .filter(move |(_, letters)| (from..to).contains(letters));
        reached.map(|(at, _)| *at)
    };
    let heading = dom.text(headline, 400).len();
    let (close, far) = (heading + CLOSE, heading + REACH / 3);
    let above = (headline.saturating_sub(ABOVE)..headline).rev();
    let mut near = within(0, close).chain(above).chain(within(close, far));
    near.find_map(|at| line(at).or_else(|| short(dom, at, order)))
        .or_else(|| below.iter().find_map(|(at, _)| line(*at)))
}

/// The date that a short line, or a part of one that is an element or text of its own, consists of.
fn short(dom: &Dom<'_>, at: usize, order: Option<Order>) -> Option<Timestamp> {
    let node = &dom.nodes[at];
    let apart = node.tag.is_block() || node.tag == Tag::Text || node.marks.any(Marks::DATE);
    apart.then(|| bare(dom, at, order)).flatten()
}

/// The elements that are named as dates or bylines.
fn named(dom: &Dom<'_>) -> Vec<usize> {
    let marked =
        dom.nodes.iter().enumerate().filter(|(_, node)| {
            node.element.is_some() && node.marks.any(Marks::DATE | Marks::BYLINE)
        });
    let short = marked.filter(|(at, _)| (6..LONG).contains(&dom.letters(*at, LONG)));
    let shown = short.map(|(at, _)| at).filter(|at| is_shown(dom, *at));
    shown.take(NAMED).collect()
}

/// The date that an element consists of.
fn bare(dom: &Dom<'_>, at: usize, order: Option<Order>) -> Option<Timestamp> {
    if !(6..=SHORT).contains(&dom.letters(at, SHORT + 1)) {
        return None;
    }
    let text = dom.text(at, 120);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let stamp = timestamp::parse_as(&text, order)?;
    let changed =
        || tells_edit(&text) || byline::read(&text).is_some_and(|line| line.published.is_none());
    (digits >= 5 && text.len() <= 72 && !changed()).then_some(stamp)
}

/// The day of all lines that are a date and nothing else, if they name the same one.
fn only(
    dom: &Dom<'_>,
    headline: Option<usize>,
    updated: &mut Option<Timestamp>,
) -> Option<Timestamp> {
    let is_dated = |at: &usize| {
        let text = dom.nodes[*at].text.trim();
        (8..=60).contains(&text.len()) && text.bytes().any(|b| b.is_ascii_digit())
    };
    let dated = (headline.unwrap_or(0)..dom.nodes.len()).filter(is_dated);
    let mut found: Option<Timestamp> = None;
    for at in dated.take(MOST_DATED) {
        if !is_shown(dom, at) || in_link(dom, at) {
            continue;
        }
        let Some(stamp) = credit(dom.nodes[at].text.trim(), updated) else {
            continue;
        };
        if found.as_ref().is_some_and(|found| found.day != stamp.day) {
            return None;
        }
        found.get_or_insert(stamp);
    }
    found
}

/// The time of the last change that a line at the foot of the page tells in a sentence: `This page was last edited on …`.
pub(super) fn last_edit(dom: &Dom<'_>) -> Option<Timestamp> {
    let lines = dom
        .nodes
        .iter()
        .rev()
        .take(2000)
        .map(|node| node.text.trim());
    let mut dated = lines
        .filter(|text| (20..200).contains(&text.len()) && text.bytes().any(|b| b.is_ascii_digit()));
    timestamp::parse(dated.find(|text| tells_edit(text))?)
}

/// Whether a sentence is about the last change of the page.
fn tells_edit(text: &str) -> bool {
    let lower = text.to_lowercase();
    crate::text::lexicon::entries(include_str!("../../data/html/last_edit.txt"))
        .any(|phrase| lower.contains(phrase))
}

/// Whether an element is neither in a comment nor in a list of other pages.
pub(super) fn is_shown(dom: &Dom<'_>, at: usize) -> bool {
    !dom.ancestors(at).any(|a| {
        let node = &dom.nodes[a];
        matches!(node.tag, Tag::Aside | Tag::Footer | Tag::Nav) || node.marks.any(Marks::COMMENTS)
    })
}

fn in_link(dom: &Dom<'_>, at: usize) -> bool {
    dom.ancestors(at)
        .take(6)
        .any(|a| dom.nodes[a].tag == Tag::Link)
}

/// The order of numbers in dates that the language of the page settles.
fn order(dom: &Dom<'_>, evidence: &Evidence<'_>) -> Option<Order> {
    let seen = || crate::text::language::detect(&dom.text(0, 4000));
    let declared = evidence.language.map(str::to_ascii_lowercase);
    match declared.as_deref().or_else(seen)? {
        "en-us" | "en_us" => Some(Order::MonthFirst),
        language if language.len() >= 2 && language != "en" => Some(Order::DayFirst),
        _ => None,
    }
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
