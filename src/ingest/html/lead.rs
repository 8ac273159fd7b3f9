//! The paragraph between headline and body that many outlets set apart: what it says is not said again below it.

use super::blocks::{self, RawBlock};
use super::dom::Dom;
use super::marks::Marks;
use super::tag::Tag;
use crate::ingest::{body, byline, signals};

/// The fewest and the most letters of a lead; what is shorter is the second line of the headline.
const LETTERS: std::ops::Range<u32> = 90..900;
/// How many nodes and bytes below the headline it is looked for.
const NODES: usize = 120;
const REACH: usize = 1200;
/// So many bytes at the beginning of two blocks make them the same.
const SAME: usize = 40;

/// The lead below the headline that is no part of the subtree at `root`, or that was taken out of it.
pub(super) fn find(
    dom: &Dom<'_>,
    headline: usize,
    dropped: &[bool],
    root: usize,
) -> Option<RawBlock> {
    let from = dom.nodes[headline].end as usize;
    let mut letters = 0;
    for at in from..(from + NODES).min(dom.nodes.len()) {
        letters += dom.nodes[at].text.trim().len();
        if letters > REACH {
            return None;
        }
        if !dom.nodes[at].tag.is_block() || !LETTERS.contains(&dom.nodes[at].own.letters) {
            continue;
        }
        let inside = at > root && at < dom.nodes[root].end as usize;
        let gone = dropped[at]
            || dom
                .ancestors(at)
                .take_while(|a| *a != root)
                .any(|a| dropped[a]);
        if inside && !gone {
            return None;
        }
        if is_lead(dom, at) {
            return blocks::collect(dom, &[at], &|_| false)
                .into_iter()
                .next()
                .filter(|block| is_prose(&block.text));
        }
    }
    None
}

/// Whether a block next to the headline is neither a caption, a menu, a comment nor a credit line.
fn is_lead(dom: &Dom<'_>, at: usize) -> bool {
    let apart = |a: usize| {
        let node = &dom.nodes[a];
        let tagged = matches!(
            node.tag,
            Tag::Nav
                | Tag::Aside
                | Tag::Footer
                | Tag::Form
                | Tag::Caption
                | Tag::Figure
                | Tag::Item
        );
        let marks = Marks::CAPTION | Marks::COMMENTS | Marks::HIDDEN | Marks::BYLINE | Marks::DATE;
        tagged || node.tag == Tag::Skipped || node.marks.any(marks)
    };
    !dom.nodes[at].own.mostly_links(30) && !apart(at) && !dom.ancestors(at).take(12).any(apart)
}

/// Whether it is a sentence that sells nothing and credits nobody.
fn is_prose(text: &str) -> bool {
    let lower = text.to_lowercase();
    let calls = lower.split(|c: char| !c.is_alphabetic());
    body::ends_like_sentence(text)
        && byline::read(text).is_none()
        && calls.filter(|word| signals::is_call(word)).count() < 2
}

/// Puts the lead before the blocks, unless one of the first ones begins like it.
pub(super) fn put(blocks: &mut Vec<RawBlock>, lead: RawBlock) {
    let head = |text: &str| text[..text.floor_char_boundary(SAME)].to_owned();
    let start = head(&lead.text);
    if !blocks
        .iter()
        .take(8)
        .any(|block| head(&block.text) == start)
    {
        blocks.insert(0, lead);
    }
}
