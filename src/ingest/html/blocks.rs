//! From the elements of the main content to blocks of text with their links.

use super::dom::Dom;
use super::tag::Tag;
use crate::ingest::markup;
use crate::model::BlockKind;

/// A block as it was found, before the lines that are no part of the article are taken out.
#[derive(Clone, Debug)]
pub(super) struct RawBlock {
    pub(super) kind: BlockKind,
    pub(super) text: String,
    /// Address and byte range of the links in `text`.
    pub(super) links: Vec<RawLink>,
    /// Whether all of it is emphasised.
    pub(super) emphasised: bool,
}

/// A link as it is written in the page.
#[derive(Clone, Debug)]
pub(super) struct RawLink {
    pub(super) href: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl RawBlock {
    /// A paragraph without links.
    pub(super) const fn paragraph(text: String) -> Self {
        Self {
            kind: BlockKind::Paragraph,
            text,
            links: Vec::new(),
            emphasised: false,
        }
    }

    /// How many bytes of it are links.
    pub(super) fn linked(&self) -> usize {
        self.links.iter().map(|link| link.end - link.start).sum()
    }
}

/// Makes blocks of the subtrees of `roots`, without the nodes that `dropped` names.
pub(super) fn collect(
    dom: &Dom<'_>,
    roots: &[usize],
    dropped: &dyn Fn(usize) -> bool,
) -> Vec<RawBlock> {
    let mut collector = Collector {
        dom,
        blocks: Vec::new(),
        line: Line::default(),
        open: Vec::new(),
    };
    for &root in roots {
        collector.subtree(root, dropped);
    }
    collector.blocks
}

struct Collector<'d, 'a> {
    dom: &'d Dom<'a>,
    blocks: Vec<RawBlock>,
    line: Line,
    /// The open elements as node and end.
    open: Vec<usize>,
}

/// The block being put together.
#[derive(Default)]
struct Line {
    text: String,
    links: Vec<RawLink>,
    /// The link that is open: its address and where it starts.
    link: Option<(String, usize)>,
    /// Letters outside of emphasis.
    plain: usize,
    emphasis: usize,
    breaks: usize,
    node: usize,
    /// Whether it names whose words the quotation before it are.
    attribution: bool,
}

impl Collector<'_, '_> {
    fn subtree(&mut self, root: usize, dropped: &dyn Fn(usize) -> bool) {
        let range = self.dom.subtree(root);
        let mut at = range.start;
        while at < range.end {
            self.close_until(at);
            let node = &self.dom.nodes[at];
            if node.tag == Tag::Skipped || dropped(at) {
                if node.tag.is_block() {
                    self.flush(at);
                }
                at = node.end as usize;
                continue;
            }
            self.enter(at);
            at += 1;
        }
        self.close_until(range.end);
        self.flush(root);
    }

    fn close_until(&mut self, at: usize) {
        while let Some(&open) = self.open.last() {
            if self.dom.nodes[open].end as usize > at {
                return;
            }
            self.open.pop();
            self.leave(open);
        }
    }

    fn enter(&mut self, at: usize) {
        let node = &self.dom.nodes[at];
        match node.tag {
            Tag::Text => self.line.push(node.text, at),
            Tag::Break => self.line_break(at),
            Tag::Cell if self.in_data_row(at) => self.line.separate(" | "),
            Tag::Block if self.in_data_row(at) => self.line.separate(" "),
            Tag::Paragraph | Tag::Div if self.in_data_row(at) => self.line.separate(" "),
            Tag::Link => self.line.open_link(self.dom.attr(at, "href")),
            _ if self.is_attribution(at) => {
                self.flush(at);
                self.line.attribution = true;
            }
            tag if tag.is_block() => self.flush(at),
            _ if is_emphasis(self.name(at)) => self.line.emphasis += 1,
            _ => {}
        }
        if node.end as usize > at + 1 || node.tag != Tag::Text {
            self.open.push(at);
        }
    }

    fn leave(&mut self, at: usize) {
        match self.dom.nodes[at].tag {
            Tag::Link => self.line.close_link(),
            Tag::Cell | Tag::Block | Tag::Paragraph | Tag::Div if self.in_data_row(at) => {}
            tag if tag.is_block() => self.flush(at),
            Tag::Other if self.line.attribution && self.name(at) == "cite" => self.flush(at),
            Tag::Other if is_emphasis(self.name(at)) => {
                self.line.emphasis = self.line.emphasis.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn name(&self, at: usize) -> &str {
        self.dom.nodes[at]
            .element
            .map_or("", |element| element.name())
    }

    /// Whether the node is the end of a quotation that says whose words it is: `<cite>` on a line of its own, `<footer>`.
    fn is_attribution(&self, at: usize) -> bool {
        let node = &self.dom.nodes[at];
        let cite = node.tag == Tag::Other && self.name(at) == "cite";
        let apart = self.line.text.trim_end();
        let alone = apart.is_empty() || apart.ends_with(['.', '!', '?', '"', '”', '»', '’', '…']);
        if !(node.tag == Tag::Footer || cite && alone && !self.line.attribution) {
            return false;
        }
        let quote = || {
            self.dom
                .ancestors(at)
                .take(6)
                .find(|a| self.dom.nodes[*a].tag == Tag::Quote)
        };
        let last = |quote: usize| {
            let rest = node.end as usize..self.dom.nodes[quote].end as usize;
            rest.len() < 40
                && rest
                    .into_iter()
                    .all(|n| self.dom.nodes[n].text.trim().is_empty())
        };
        quote().is_some_and(last)
    }

    /// Whether the node stands in a row of a table that holds data, so that the row is one block.
    fn in_data_row(&self, at: usize) -> bool {
        let row = self
            .dom
            .ancestors(at)
            .take(6)
            .find(|a| self.dom.nodes[*a].tag == Tag::Row);
        row.is_some_and(|row| is_data_row(self.dom, row))
    }

    /// A line break ends a block where it stands twice or ends a sentence.
    fn line_break(&mut self, at: usize) {
        self.line.breaks += 1;
        let ends = self
            .line
            .text
            .trim_end()
            .ends_with(['.', '!', '?', '"', '”', '»', ':', '。', '।', '…']);
        if self.line.breaks > 1 || ends {
            self.flush(at);
        } else {
            self.line.separate(" ");
        }
    }

    fn flush(&mut self, at: usize) {
        let line = std::mem::take(&mut self.line);
        self.line.link = line.link.as_ref().map(|(href, _)| (href.clone(), 0));
        self.line.emphasis = line.emphasis;
        let node = line.node;
        if let Some(block) = line.finish(|| self.kind(node)) {
            self.blocks.push(block);
        }
        self.line.node = at;
    }

    /// What the block is that a text stands in.
    fn kind(&self, at: usize) -> BlockKind {
        for ancestor in std::iter::once(at).chain(self.dom.ancestors(at)).take(24) {
            match self.dom.nodes[ancestor].tag {
                Tag::Heading(_) => return BlockKind::Heading,
                Tag::Item => return BlockKind::ListItem,
                Tag::Quote => return BlockKind::Quote,
                Tag::Row if is_data_row(self.dom, ancestor) => return BlockKind::Table,
                Tag::Article | Tag::Main | Tag::Body => break,
                _ => {}
            }
        }
        BlockKind::Paragraph
    }
}

/// Whether the row of a table holds short cells, not the layout of a page.
fn is_data_row(dom: &Dom<'_>, row: usize) -> bool {
    if dom.nodes[row].all.letters > 1500 || dom.nodes[row].end as usize - row > 400 {
        return false;
    }
    let mut cells = 0;
    for child in dom
        .children(row)
        .filter(|child| dom.nodes[*child].tag == Tag::Cell)
    {
        if dom.nodes[child].all.letters > 300 {
            return false;
        }
        cells += 1;
    }
    cells > 1
}

fn is_emphasis(name: &str) -> bool {
    matches!(name, "em" | "i" | "strong" | "b")
}

impl Line {
    /// Appends a run of text, its white space made single.
    fn push(&mut self, text: &str, node: usize) {
        let before = self.text.len();
        markup::push_single_spaced(&mut self.text, text);
        if self.text.len() > before {
            if self.text[before..].chars().any(|c| c != ' ') {
                self.breaks = 0;
                self.node = node;
            }
            if self.emphasis == 0 {
                self.plain += self.text[before..].trim().len();
            }
        }
    }

    fn separate(&mut self, mark: &str) {
        if self.text.is_empty() {
            return;
        }
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.push_str(mark);
    }

    fn open_link(&mut self, href: Option<&str>) {
        self.close_link();
        self.link = href.map(|href| (href.to_owned(), self.text.len()));
    }

    fn close_link(&mut self) {
        let Some((href, start)) = self.link.take() else {
            return;
        };
        let inner = self.text.get(start..).unwrap_or("");
        let start = start + inner.len() - inner.trim_start().len();
        let end = self.text.trim_end().len();
        if end > start {
            self.links.push(RawLink { href, start, end });
        }
    }

    /// Puts the dash before a name that shows whose words a quotation is.
    fn dash(&mut self) {
        const DASH: &str = "— ";
        let bare = self.text.trim_start_matches(['-', '–', '—', '―', '~', ' ']);
        let cut = self.text.len() - bare.len();
        self.text.replace_range(..cut, DASH);
        for link in &mut self.links {
            link.start = link.start.max(cut) - cut + DASH.len();
            link.end = link.end.max(cut) - cut + DASH.len();
        }
    }

    fn finish(mut self, kind: impl FnOnce() -> BlockKind) -> Option<RawBlock> {
        self.close_link();
        let end = self.text.trim_end_matches([' ', '|']).len();
        self.text.truncate(end);
        if !self.text.chars().any(char::is_alphanumeric) {
            return None;
        }
        self.links.retain(|link| link.end <= end);
        if self.attribution {
            self.dash();
        }
        Some(RawBlock {
            kind: kind(),
            emphasised: self.plain == 0,
            text: self.text,
            links: self.links,
        })
    }
}
