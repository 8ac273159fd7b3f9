//! Parsing with html5ever's tree builder within bounds: depth, formatting elements and the number of elements.
//!
//! The builder takes quadratic time in the depth of the tree and in the number of open formatting elements. A filter
//! between tokenizer and tree builder drops the tags that go beyond what browsers allow; their text stays.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName};
use rustc_hash::FxHashMap;

use super::page::{Element, NodeId, Page};
use super::tokenizer;

/// The deepest nesting that is kept, as in browsers; what is deeper is flattened.
const MAX_DEPTH: u32 = 512;
/// The most elements that are made, but for a few; the text of the others is kept.
const MAX_ELEMENTS: usize = 100_000;
/// So many bytes of markup make a node, about.
const NODE: usize = 40;

/// Parses a page. Any text is a page; nothing is refused.
pub(super) fn parse(html: &str, attributes: tokenizer::Attributes) -> Page {
    let filter = Filter {
        builder: TreeBuilder::new(Sink::new(html.len() / NODE), Default::default()),
        dropped: RefCell::default(),
    };
    tokenizer::run(html, attributes, &filter);
    filter.builder.sink.finish()
}

/// Drops the tags that would go beyond the bounds, and the end tags that belong to them.
struct Filter {
    builder: TreeBuilder<NodeId, Sink>,
    /// How many start tags of each name were dropped and not closed yet.
    dropped: RefCell<FxHashMap<LocalName, usize>>,
}

impl TokenSink for Filter {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
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
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }
}

impl Filter {
    fn opens(&self, tag: &mut Tag) -> bool {
        if is_formatting(&tag.name) {
            // Equal formatting elements are limited to three by the standard; attributes would make them unequal.
            tag.attrs.clear();
        }
        let deep = self.builder.sink.depth.get() >= MAX_DEPTH;
        if !deep && self.builder.sink.elements.get() < MAX_ELEMENTS {
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

/// Puts nodes where the tree builder wants them, and knows how deep they are.
struct Sink {
    page: RefCell<Page>,
    /// The depth of the last node that was put in.
    depth: Cell<u32>,
    /// How many elements were made. A tag can make many: formatting elements that were left open are made again in each block.
    elements: Cell<usize>,
}

impl Sink {
    fn new(room: usize) -> Self {
        Self {
            page: RefCell::new(Page::new(room)),
            depth: Cell::new(0),
            elements: Cell::new(0),
        }
    }

    /// Notes that `child` now stands `below` levels below `parent`.
    fn place(&self, parent: NodeId, below: u32, child: &NodeOrText<NodeId>) {
        let mut page = self.page.borrow_mut();
        let depth = page.depth(parent) + below;
        if let NodeOrText::AppendNode(child) = child {
            page.set_depth(*child, depth);
            self.depth.set(depth);
        } else {
            self.depth.set(depth.saturating_sub(1));
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Page;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Page {
        self.page.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Page::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.page.borrow(), |page| page.name(*target))
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.elements.set(self.elements.get() + 1);
        self.page.borrow_mut().element(Element { name, attrs })
    }

    // Comments never come here; the tree builder wants a node all the same.
    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.page.borrow_mut().nothing()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.page.borrow_mut().nothing()
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.place(*parent, 1, &child);
        self.page.borrow_mut().append(*parent, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.place(*sibling, 0, &child);
        self.page.borrow_mut().insert_before(*sibling, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.place(*previous, 1, &child);
        let mut page = self.page.borrow_mut();
        if page.parent(*element).is_some() {
            page.insert_before(*element, child);
        } else {
            page.append(*previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.page.borrow_mut().add_attributes(*target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.page.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.page.borrow_mut().move_children(*node, *new_parent);
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::Step;
    use super::*;

    fn text(html: &str) -> String {
        let page = parse(html, tokenizer::Attributes::Read);
        page.walk()
            .filter_map(|step| match step {
                Step::Text(text) => Some(text),
                _ => None,
            })
            .collect()
    }

    fn elements(page: &Page) -> usize {
        page.walk()
            .filter(|step| matches!(step, Step::Open(_)))
            .count()
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
        assert!(elements(&parse(&page, tokenizer::Attributes::Read)) < 20_000);
    }

    #[test]
    fn formatting_that_is_made_again_in_each_block_counts() {
        let names = "b big code em font i nobr s small strike strong tt u";
        let open: String = (0..3)
            .flat_map(|_| names.split(' '))
            .map(|name| format!("<{name} id=a class=b>"))
            .collect();
        let page = format!("<div>{open}</div>{}", "<p>x".repeat(50_000));
        assert!(elements(&parse(&page, tokenizer::Attributes::All)) < MAX_ELEMENTS + 100);
        assert_eq!(text(&page).matches('x').count(), 50_000);
    }

    #[test]
    fn attributes_of_repeated_bodies_are_bounded() {
        let bodies: String = (0..50_000).map(|i| format!("<body a{i}>")).collect();
        let page = parse(&format!("{bodies}x"), tokenizer::Attributes::All);
        let most = page.walk().map(|step| match step {
            Step::Open(element) => element.attrs.len(),
            _ => 0,
        });
        assert_eq!(most.max(), Some(tokenizer::MOST_ATTRIBUTES));
    }

    #[test]
    fn there_are_no_more_elements_than_allowed() {
        let page = "<p>a".repeat(MAX_ELEMENTS + 50_000);
        assert!(elements(&parse(&page, tokenizer::Attributes::Read)) < MAX_ELEMENTS + 10);
        assert_eq!(text(&page).matches('a').count(), MAX_ELEMENTS + 50_000);
    }
}
