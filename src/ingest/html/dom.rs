//! A parsed page as one array in document order, with the sums that the choice of the main content needs.
//!
//! Every node knows where its subtree ends, so that walks are loops; sums over subtrees are computed once, bottom-up.

use super::marks::{Marks, Namer};
use super::page::{Element, Page, Step};
use super::tag::Tag;

/// A node of the page.
pub(super) struct Node<'a> {
    pub(super) tag: Tag,
    pub(super) parent: u32,
    /// The first node after its subtree.
    pub(super) end: u32,
    /// The text of a run of text; empty for elements.
    pub(super) text: &'a str,
    pub(super) element: Option<&'a Element>,
    pub(super) marks: Marks,
    /// What stands in it outside of inner blocks.
    pub(super) own: Amount,
    /// What stands in its subtree.
    pub(super) all: Amount,
    /// The letters of its subtree's prose: of blocks that are long enough and not mostly links.
    pub(super) prose: u32,
}

/// An amount of text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    /// Bytes of words, white space not counted.
    pub(super) letters: u32,
    /// Those of them in links.
    pub(super) linked: u32,
    /// Commas and their like.
    pub(super) commas: u32,
}

impl Amount {
    fn add(&mut self, other: Self) {
        self.letters += other.letters;
        self.linked += other.linked;
        self.commas += other.commas;
    }

    /// Whether more than `percent` of it are links.
    pub(super) const fn mostly_links(self, percent: u32) -> bool {
        self.linked as u64 * 100 > self.letters as u64 * percent as u64
    }
}

/// The fewest letters of a block that counts as prose.
const PROSE: u32 = 60;

/// A page in document order; its first node is the root.
pub(super) struct Dom<'a> {
    pub(super) nodes: Vec<Node<'a>>,
}

impl<'a> Dom<'a> {
    /// Reads a parsed page.
    pub(super) fn new(page: &'a Page) -> Self {
        let mut builder = Builder {
            nodes: Vec::with_capacity(page.size()),
            open: Vec::new(),
            blocks: vec![0],
            links: 0,
            skipped: 0,
            namer: Namer::default(),
        };
        builder.nodes.push(root());
        builder.walk(page);
        let end = builder.nodes.len();
        builder.finish(0, end);
        Self {
            nodes: builder.nodes,
        }
    }

    /// The nodes of a subtree, its root first.
    pub(super) fn subtree(&self, at: usize) -> std::ops::Range<usize> {
        at..self.nodes[at].end as usize
    }

    /// The children of a node.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[at].end as usize;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| next = self.nodes[child].end as usize)?;
            Some(child)
        })
    }

    /// The ancestors of a node, the nearest first.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut at = at;
        std::iter::from_fn(move || {
            (at != 0).then(|| at = self.nodes[at].parent as usize)?;
            Some(at)
        })
    }

    /// The letters of a node that stands in a line, for which no sums are kept; none of those of skipped elements.
    /// Counting ends at `limit`.
    fn counted(&self, at: usize, limit: u32) -> u32 {
        let mut letters = 0;
        for node in &self.nodes[self.subtree(at)] {
            letters += u32::try_from(node.text.trim().len()).unwrap_or(limit);
            if letters >= limit {
                break;
            }
        }
        letters
    }

    /// The letters of a block or of a part of a line; those of the latter are counted up to `limit`.
    pub(super) fn letters(&self, at: usize, limit: u32) -> u32 {
        match self.nodes[at].tag.is_block() {
            true => self.nodes[at].all.letters,
            false => self.counted(at, limit),
        }
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, at: usize, name: &str) -> Option<&'a str> {
        self.nodes[at].element?.attr(name)
    }

    /// The text of a subtree with its white space made single; at most about `limit` bytes of it.
    pub(super) fn text(&self, at: usize, limit: usize) -> String {
        let mut text = String::new();
        let mut index = at;
        while index < self.nodes[at].end as usize && text.len() < limit {
            let node = &self.nodes[index];
            if node.tag == Tag::Skipped {
                index = node.end as usize;
                continue;
            }
            if node.tag == Tag::Break || node.tag.is_block() {
                text.push(' ');
            }
            text.push_str(node.text);
            index += 1;
        }
        crate::ingest::markup::single_spaced(&text)
    }
}

fn root<'a>() -> Node<'a> {
    Node {
        tag: Tag::Block,
        parent: 0,
        end: 0,
        text: "",
        element: None,
        marks: Marks::default(),
        own: Amount::default(),
        all: Amount::default(),
        prose: 0,
    }
}

struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    /// The open elements.
    open: Vec<u32>,
    /// The open blocks.
    blocks: Vec<u32>,
    /// How many of the open elements are links, and how many are skipped.
    links: u32,
    skipped: u32,
    namer: Namer<'a>,
}

impl<'a> Builder<'a> {
    fn walk(&mut self, page: &'a Page) {
        for step in page.walk() {
            match step {
                Step::Open(element) => self.open(element),
                Step::Text(text) => self.text(text),
                Step::Close => self.close(),
            }
        }
    }

    fn child(&self) -> Node<'a> {
        Node {
            parent: self.open.last().copied().unwrap_or(0),
            ..root()
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number of nodes is limited"
    )]
    fn text(&mut self, text: &'a str) {
        if self.skipped == 0 {
            self.count(text);
        }
        self.nodes.push(Node {
            tag: Tag::Text,
            text,
            end: self.nodes.len() as u32 + 1,
            ..self.child()
        });
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number of nodes is limited"
    )]
    fn open(&mut self, element: &'a Element) {
        let tag = Tag::of(element.name());
        let node = Node {
            tag,
            marks: self.namer.marks(tag, element),
            element: Some(element),
            ..self.child()
        };
        let index = self.nodes.len() as u32;
        self.nodes.push(node);
        self.open.push(index);
        self.links += u32::from(tag == Tag::Link);
        self.skipped += u32::from(is_unread(tag));
        if tag.is_block() {
            self.blocks.push(index);
        }
    }

    /// Adds a run of text to the block that it stands in.
    fn count(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut commas = bytes.iter().filter(|b| matches!(b, b',' | b';')).count();
        // The first bytes of the wide ones.
        if memchr::memchr3(0xd8, 0xe3, 0xef, bytes).is_some() {
            let wide = |c: &char| matches!(c, '，' | '、' | '،' | '；');
            commas += text.chars().filter(wide).count();
        }
        let letters = bytes.iter().filter(|b| !b.is_ascii_whitespace()).count();
        let mut amount = Amount {
            letters: u32::try_from(letters).unwrap_or(u32::MAX),
            commas: u32::try_from(commas).unwrap_or(u32::MAX),
            ..Amount::default()
        };
        if self.links > 0 {
            amount.linked = amount.letters;
        }
        let block = self.blocks.last().map_or(0, |b| *b as usize);
        self.nodes[block].own.add(amount);
    }

    fn close(&mut self) {
        let Some(index) = self.open.pop() else { return };
        let tag = self.nodes[index as usize].tag;
        self.links -= u32::from(tag == Tag::Link);
        self.skipped -= u32::from(is_unread(tag));
        if tag.is_block() {
            self.blocks.pop();
        }
        self.finish(index as usize, self.nodes.len());
    }

    /// Closes the subtree of a node and adds its sums to its parent.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number of nodes is limited"
    )]
    fn finish(&mut self, index: usize, end: usize) {
        let node = &mut self.nodes[index];
        node.end = end as u32;
        if node.own.letters >= PROSE && !node.own.mostly_links(40) {
            node.prose += node.own.letters;
        }
        let own = node.own;
        node.all.add(own);
        let (all, prose, parent) = (node.all, node.prose, node.parent as usize);
        if index != 0 {
            self.nodes[parent].all.add(all);
            self.nodes[parent].prose += prose;
        }
    }
}

const fn is_unread(tag: Tag) -> bool {
    matches!(tag, Tag::Skipped | Tag::Head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_count_what_stands_below() {
        let page = super::super::tree::parse(
            "<div><p>One, two <a href=x>three</a></p><script>no</script></div>",
            super::super::tokenizer::Attributes::Read,
        );
        let dom = Dom::new(&page);
        let div = dom.nodes.iter().position(|n| n.tag == Tag::Div).unwrap();
        assert_eq!(dom.nodes[div].own.letters, 0);
        assert_eq!(dom.nodes[div].all.letters, 12);
        assert_eq!(dom.nodes[div].all.linked, 5);
        assert_eq!(dom.nodes[div].all.commas, 1);
        assert_eq!(dom.text(div, 100), "One, two three");
    }
}
