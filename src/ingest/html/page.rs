//! The tree of a page while it is built: nodes in one array, bound to each other by their places in it.

use html5ever::interface::NodeOrText;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

use super::tokenizer::MOST_ATTRIBUTES;

/// The place of a node.
pub(super) type NodeId = u32;

/// No node.
const NONE: NodeId = NodeId::MAX;

/// An element with those of its attributes that are read.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attrs: Vec<Attribute>,
}

impl Element {
    /// Its name in lower case.
    pub(super) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        let found = self.attrs.iter().find(|attr| &*attr.name.local == name);
        found.map(|attr| &*attr.value)
    }
}

#[derive(Debug)]
enum Content {
    /// The document, or a node that stands for nothing.
    Nothing,
    Element(Element),
    Text(StrTendril),
}

#[derive(Debug)]
struct Node {
    content: Content,
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    depth: u32,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Page {
    nodes: Vec<Node>,
    /// The name of what is no element.
    nameless: QualName,
}

/// A step of a walk in document order.
#[derive(Debug)]
pub(super) enum Step<'a> {
    Open(&'a Element),
    Text(&'a str),
    Close,
}

impl Page {
    /// The document itself.
    pub(super) const ROOT: NodeId = 0;

    /// An empty page, with room for so many nodes.
    pub(super) fn new(room: usize) -> Self {
        let mut page = Self {
            nodes: Vec::with_capacity(room),
            nameless: QualName::new(None, ns!(), local_name!("")),
        };
        page.nothing();
        page
    }

    /// How many nodes there are, at most.
    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    fn push(&mut self, content: Content) -> NodeId {
        self.nodes.push(Node {
            content,
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
        });
        NodeId::try_from(self.nodes.len() - 1).unwrap_or(NONE)
    }

    /// A new element that stands nowhere yet.
    pub(super) fn element(&mut self, element: Element) -> NodeId {
        self.push(Content::Element(element))
    }

    /// A new node that stands nowhere yet and for nothing.
    pub(super) fn nothing(&mut self) -> NodeId {
        self.push(Content::Nothing)
    }

    fn at(&self, node: NodeId) -> &Node {
        &self.nodes[node as usize]
    }

    fn at_mut(&mut self, node: NodeId) -> &mut Node {
        &mut self.nodes[node as usize]
    }

    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        some(self.at(node).parent)
    }

    /// The name of an element.
    pub(super) fn name(&self, node: NodeId) -> &QualName {
        match &self.at(node).content {
            Content::Element(element) => &element.name,
            _ => &self.nameless,
        }
    }

    /// How many elements stand above a node, as the tree builder saw it last.
    pub(super) fn depth(&self, node: NodeId) -> u32 {
        self.at(node).depth
    }

    pub(super) fn set_depth(&mut self, node: NodeId, depth: u32) {
        self.at_mut(node).depth = depth;
    }

    /// Puts a node or a text at the end of a node; texts side by side become one.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeOrText<NodeId>) {
        let last = self.at(parent).last;
        let child = match child {
            NodeOrText::AppendNode(child) => child,
            NodeOrText::AppendText(text) if self.joins(last, &text) => return,
            NodeOrText::AppendText(text) => self.push(Content::Text(text)),
        };
        self.detach(child);
        self.link(parent, self.at(parent).last, child, NONE);
    }

    /// Puts a node or a text before another node, if that has a parent.
    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(child) = child {
            self.detach(child);
        }
        let Some(parent) = self.parent(sibling) else {
            return;
        };
        let previous = self.at(sibling).previous;
        let child = match child {
            NodeOrText::AppendNode(child) => child,
            NodeOrText::AppendText(text) if self.joins(previous, &text) => return,
            NodeOrText::AppendText(text) => self.push(Content::Text(text)),
        };
        self.link(parent, previous, child, sibling);
    }

    /// Adds a text to the node before it, if that is a text.
    fn joins(&mut self, before: NodeId, text: &StrTendril) -> bool {
        match self.nodes.get_mut(before as usize).map(|n| &mut n.content) {
            Some(Content::Text(own)) => {
                own.push_tendril(text);
                true
            }
            _ => false,
        }
    }

    /// Puts a node that stands nowhere between two others.
    fn link(&mut self, parent: NodeId, previous: NodeId, child: NodeId, next: NodeId) {
        let node = self.at_mut(child);
        (node.parent, node.previous, node.next) = (parent, previous, next);
        match some(previous) {
            Some(previous) => self.at_mut(previous).next = child,
            None => self.at_mut(parent).first = child,
        }
        match some(next) {
            Some(next) => self.at_mut(next).previous = child,
            None => self.at_mut(parent).last = child,
        }
    }

    /// Takes a node from its parent.
    pub(super) fn detach(&mut self, node: NodeId) {
        let Some(parent) = self.parent(node) else {
            return;
        };
        let (previous, next) = (self.at(node).previous, self.at(node).next);
        match some(previous) {
            Some(previous) => self.at_mut(previous).next = next,
            None => self.at_mut(parent).first = next,
        }
        match some(next) {
            Some(next) => self.at_mut(next).previous = previous,
            None => self.at_mut(parent).last = previous,
        }
        let node = self.at_mut(node);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Moves all children of a node to the end of another one.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = some(self.at(from).first) {
            self.append(to, NodeOrText::AppendNode(child));
        }
    }

    /// Gives an element the attributes that it does not have yet, up to the bound.
    pub(super) fn add_attributes(&mut self, node: NodeId, attrs: Vec<Attribute>) {
        if let Content::Element(element) = &mut self.at_mut(node).content {
            for attr in attrs {
                if element.attrs.len() >= MOST_ATTRIBUTES {
                    return;
                }
                if !element.attrs.iter().any(|own| own.name == attr.name) {
                    element.attrs.push(attr);
                }
            }
        }
    }

    /// Goes through the page in document order, without recursion.
    pub(super) fn walk(&self) -> impl Iterator<Item = Step<'_>> {
        let mut next = self.at(Self::ROOT).first;
        // The node whose children have all been seen.
        let mut done = None;
        std::iter::from_fn(move || {
            loop {
                if let Some(closed) = done.take() {
                    let node = self.at(closed);
                    next = node.next;
                    if next == NONE {
                        done = some(node.parent).filter(|parent| *parent != Self::ROOT);
                    }
                    if matches!(node.content, Content::Element(_)) {
                        return Some(Step::Close);
                    }
                    continue;
                }
                let id = some(next)?;
                let node = self.at(id);
                next = node.first;
                if next == NONE {
                    done = Some(id);
                }
                match &node.content {
                    Content::Element(element) => return Some(Step::Open(element)),
                    Content::Text(text) => return Some(Step::Text(text)),
                    Content::Nothing => {}
                }
            }
        })
    }
}

fn some(node: NodeId) -> Option<NodeId> {
    (node != NONE).then_some(node)
}
