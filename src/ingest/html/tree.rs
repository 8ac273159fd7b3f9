//! Parsing with html5ever within bounds: depth, formatting elements and the number of elements.
//!
//! html5ever's tree builder takes quadratic time in the depth of the tree and in the number of open formatting
//! elements, and keeps every node. A filter between tokenizer and tree builder drops the tags that go beyond what
//! browsers allow; their text stays.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, TokenizerResult};
use rustc_hash::FxHashMap;
use scraper::{Html, HtmlTreeSink};

/// The deepest nesting that is kept, as in browsers; what is deeper is flattened.
const MAX_DEPTH: u32 = 512;
/// The most elements that are kept; the text of the others is.
const MAX_ELEMENTS: usize = 200_000;

/// Parses a page. Any text is a page; nothing is refused.
pub(super) fn parse(html: &str) -> Html {
    let sink = Sink {
        inner: HtmlTreeSink::new(Html::new_document()),
        depths: RefCell::new(vec![0]),
        depth: Cell::new(0),
    };
    let filter = Filter {
        builder: TreeBuilder::new(sink, Default::default()),
        dropped: RefCell::default(),
        elements: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(filter, Default::default());
    let input = BufferQueue::default();
    // The tokenizer shifts what is left of a piece at times: short pieces keep that cheap.
    for piece in pieces(html) {
        input.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

fn pieces(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(1 << 16));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Drops the tags that would go beyond the bounds, and the end tags that belong to them.
struct Filter {
    builder: TreeBuilder<Handle, Sink>,
    /// How many start tags of each name were dropped and not closed yet.
    dropped: RefCell<FxHashMap<LocalName, usize>>,
    elements: Cell<usize>,
}

impl TokenSink for Filter {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match token {
            Token::TagToken(mut tag) => {
                let keep = match tag.kind {
                    TagKind::StartTag => self.opens(&mut tag),
                    TagKind::EndTag => self.closes(&tag),
                };
                let token = if keep {
                    Token::TagToken(tag)
                } else {
                    // The words on both sides of a dropped tag are not one.
                    Token::CharacterTokens(StrTendril::from_char('\n'))
                };
                self.builder.process_token(token, line)
            }
            Token::CommentToken(_) | Token::ParseError(_) | Token::NullCharacterToken => {
                TokenSinkResult::Continue
            }
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Filter {
    fn opens(&self, tag: &mut Tag) -> bool {
        if is_formatting(&tag.name) {
            // Equal formatting elements are limited to three by the standard; attributes would make them unequal.
            tag.attrs.clear();
        }
        let deep = self.builder.sink.depth.get() >= MAX_DEPTH;
        let count = self.elements.get();
        self.elements.set(count + 1);
        if !deep && count < MAX_ELEMENTS {
            return true;
        }
        if !is_void(&tag.name) {
            *self
                .dropped
                .borrow_mut()
                .entry(tag.name.clone())
                .or_default() += 1;
        }
        false
    }

    fn closes(&self, tag: &Tag) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        if let Some(count) = dropped.get_mut(&tag.name).filter(|count| **count > 0) {
            *count -= 1;
            return false;
        }
        // Where the element that is closed was nested deeper than one, the next node that is put in corrects this.
        let depth = &self.builder.sink.depth;
        depth.set(depth.get().saturating_sub(1));
        true
    }
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// A node and its place in the list of depths.
#[derive(Clone, Copy)]
struct Handle {
    node: NodeId,
    serial: u32,
}

/// scraper's sink, with the depth of every node, and without the list of errors.
struct Sink {
    inner: HtmlTreeSink,
    depths: RefCell<Vec<u32>>,
    /// The depth of the last node that was put in.
    depth: Cell<u32>,
}

impl Sink {
    fn register(&self, node: NodeId) -> Handle {
        let mut depths = self.depths.borrow_mut();
        depths.push(0);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "inputs are limited far below 4 GiB"
        )]
        let serial = (depths.len() - 1) as u32;
        Handle { node, serial }
    }

    /// Notes that `child` now stands `below` levels below `parent`.
    fn place(&self, parent: Handle, below: u32, child: &NodeOrText<Handle>) {
        let mut depths = self.depths.borrow_mut();
        let depth = depths[parent.serial as usize] + below;
        if let NodeOrText::AppendNode(child) = child {
            depths[child.serial as usize] = depth;
            self.depth.set(depth);
        } else {
            self.depth.set(depth.saturating_sub(1));
        }
    }
}

fn inner(child: NodeOrText<Handle>) -> NodeOrText<NodeId> {
    match child {
        NodeOrText::AppendNode(handle) => NodeOrText::AppendNode(handle.node),
        NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Html;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Html {
        self.inner.finish()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            node: self.inner.get_document(),
            serial: 0,
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Ref<'a, QualName> {
        self.inner.elem_name(&target.node)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.register(self.inner.create_element(name, attrs, flags))
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.register(self.inner.create_comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.register(self.inner.create_pi(target, data))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.place(*parent, 1, &child);
        self.inner.append(&parent.node, inner(child));
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.place(*sibling, 0, &child);
        self.inner
            .append_before_sibling(&sibling.node, inner(child));
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        self.place(*previous, 1, &child);
        self.inner
            .append_based_on_parent_node(&element.node, &previous.node, inner(child));
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.inner.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        Handle {
            node: self.inner.get_template_contents(&target.node),
            serial: target.serial,
        }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(&target.node, attrs);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.inner.remove_from_parent(&target.node);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.inner.reparent_children(&node.node, &new_parent.node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        parse(html).root_element().text().collect()
    }

    #[test]
    fn what_is_nested_too_deep_is_flattened_and_its_text_kept() {
        let deep = format!("{}x{}<p>y", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(text(&deep).split_whitespace().collect::<String>(), "xy");
    }

    #[test]
    fn end_tags_of_dropped_elements_close_nothing_else() {
        let page = format!(
            "<section>{}<div>x</div>y{}<b>z</b></section>",
            "<i>".repeat(3),
            "</i>".repeat(3)
        );
        assert_eq!(text(&page), "xyz");
    }

    #[test]
    fn distinct_formatting_elements_do_not_pile_up() {
        let many: String = (0..5000).map(|i| format!("<b id={i}>")).collect();
        let page = format!("{many}{}", "<p>x</p>".repeat(2000));
        let tree = parse(&page);
        assert!(tree.tree.nodes().count() < 20_000);
    }

    #[test]
    fn there_are_no_more_elements_than_allowed() {
        let tree = parse(&"<p>a".repeat(MAX_ELEMENTS + 50_000));
        assert!(tree.tree.nodes().count() < 3 * MAX_ELEMENTS);
        assert_eq!(
            tree.root_element()
                .text()
                .flat_map(str::chars)
                .filter(|c| *c == 'a')
                .count(),
            MAX_ELEMENTS + 50_000
        );
    }
}
