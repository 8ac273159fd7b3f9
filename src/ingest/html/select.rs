//! The part of a page that whoever runs the program says the text stands in, as a CSS selector.

use rustc_hash::{FxHashMap, FxHashSet};
use scraper::Html;
use scraper::node;

use super::blocks::RawBlock;
use super::body;
use super::dom::Dom;
use super::page::{Element, Page, Step};

/// A CSS selector, or several parted by commas.
#[derive(Clone, Debug)]
pub struct Selector(scraper::Selector);

impl Selector {
    /// Reads a selector as style sheets have it: `article .body > p`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(css: &str) -> Result<Self, String> {
        scraper::Selector::parse(css).map(Self).map_err(|error| {
            // The crate asks to report some of them to its developers; what it is about stands last.
            let message = error.to_string();
            let cause = message.lines().last().unwrap_or_default();
            format!("no selector as style sheets have it ({cause})")
        })
    }
}

/// The blocks of what `selector` matches; nothing where it matches no text.
pub(super) fn blocks(selector: &Selector, page: &Page, dom: &Dom<'_>) -> Option<Vec<RawBlock>> {
    let matched = matched(selector, page);
    let mut roots: Vec<usize> = Vec::new();
    for (at, node) in dom.nodes.iter().enumerate() {
        let is_match = node.element.is_some_and(|e| matched.contains(&place(e)));
        // What stands in a match is in it already.
        let inside = roots
            .last()
            .is_some_and(|last| dom.subtree(*last).contains(&at));
        if is_match && !inside {
            roots.push(at);
        }
    }
    let found = body::of(dom, &roots);
    (!found.is_empty()).then_some(found)
}

/// The elements of a page that are matched, by their places.
fn matched(selector: &Selector, page: &Page) -> FxHashSet<*const Element> {
    let mut tree = Html::new_document();
    let mut open = vec![tree.tree.root().id()];
    let mut elements = FxHashMap::default();
    for step in page.walk() {
        let mut parent = open.last().and_then(|id| tree.tree.get_mut(*id));
        match (step, &mut parent) {
            (Step::Open(element), Some(parent)) => {
                let copy = node::Element::new(element.name.clone(), element.attrs.clone());
                let id = parent.append(node::Node::Element(copy)).id();
                elements.insert(id, place(element));
                open.push(id);
            }
            (Step::Text(text), Some(parent)) => {
                let text = text.into();
                parent.append(node::Node::Text(node::Text { text }));
            }
            (Step::Close, _) => {
                open.pop();
            }
            (_, None) => {}
        }
    }
    let matches = tree.select(&selector.0);
    matches
        .filter_map(|element| elements.get(&element.id()).copied())
        .collect()
}

fn place(element: &Element) -> *const Element {
    std::ptr::from_ref(element)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::{prepass, tokenizer, tree};

    fn texts(css: &str, html: &str) -> Option<Vec<String>> {
        let stripped = prepass::strip(html);
        let page = tree::parse(&stripped.html, tokenizer::Attributes::All);
        let dom = Dom::new(&page);
        let found = blocks(&Selector::parse(css).unwrap(), &page, &dom)?;
        Some(found.into_iter().map(|block| block.text).collect())
    }

    #[test]
    fn what_is_selected_is_the_text() {
        let html = "<main><p>Menu of the day</p><div class='a b' data-part=story><p>One.</p><p>Two.</p><div><p>In.</p></div></div>\
                    <aside id=more class=related><p>Aside.</p></aside></main>";
        let story = ["One.", "Two.", "In."];
        for css in [".a.b", "[data-part=story], .b p", "main > div:not(#more)"] {
            assert_eq!(texts(css, html).unwrap(), story, "{css}");
        }
        assert_eq!(texts("p:first-of-type", html).unwrap().len(), 4);
        // What is no part of articles as a rule is one if it is asked for.
        assert_eq!(texts("#more", html).unwrap(), ["Aside."]);
        assert_eq!(texts("table", html), None);
    }

    #[test]
    fn what_is_no_selector_is_refused() {
        for wrong in ["", "p >", "div[", "::nonsense"] {
            assert!(Selector::parse(wrong).is_err(), "{wrong}");
        }
    }
}
