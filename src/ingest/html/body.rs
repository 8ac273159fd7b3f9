//! The choice of the main content.
//!
//! Several ways propose a part of the page: names of elements, `<article>`, density of prose. The one whose prose
//! is next to the page's best, and that says most clearly that it is the body, is taken.

use super::blocks::{self, RawBlock};
use super::dom::Dom;
use super::marks::Marks;
use super::tag::Tag;

/// The share of the page's prose, in percent, below which names are thought to have misled.
const TOO_LITTLE: u32 = 30;

/// The blocks of the main content.
pub(super) fn find(dom: &Dom<'_>) -> Vec<RawBlock> {
    let strict = Kept::new(dom, Care::Strict);
    let chosen = strict.choose();
    let loose = Kept::new(dom, Care::Loose);
    let other = loose.choose();
    let (kept, root) = if strict.prose[chosen] * 100 < loose.prose[other] * TOO_LITTLE {
        (loose, other)
    } else {
        (strict, chosen)
    };
    blocks::collect(dom, &[root], &|at| kept.dropped[at])
}

/// The blocks of a fragment that is all content, without what is no part of any article.
pub(super) fn whole(dom: &Dom<'_>) -> Vec<RawBlock> {
    let kept = Kept::new(dom, Care::Strict);
    blocks::collect(dom, &[0], &|at| kept.dropped[at])
}

/// What is left of a page once the elements are gone that are no part of any article.
struct Kept<'d, 'a> {
    dom: &'d Dom<'a>,
    /// By node: whether it is taken out with its subtree.
    dropped: Vec<bool>,
    /// By node: the letters of prose in its subtree that are left.
    prose: Vec<u32>,
}

impl<'d, 'a> Kept<'d, 'a> {
    fn new(dom: &'d Dom<'a>, care: Care) -> Self {
        let total = dom.nodes[0].prose;
        let dropped: Vec<bool> = (0..dom.nodes.len())
            .map(|at| is_dropped(dom, at, total, care))
            .collect();
        let mut kept = Self {
            dom,
            dropped,
            prose: vec![0; dom.nodes.len()],
        };
        kept.sum();
        kept
    }

    /// Sums up the prose that is left, from the last node to the first.
    fn sum(&mut self) {
        for at in (0..self.dom.nodes.len()).rev() {
            let node = &self.dom.nodes[at];
            if self.dropped[at] {
                self.prose[at] = 0;
                continue;
            }
            if is_prose(self.dom, at) {
                self.prose[at] += node.own.letters;
            }
            if at != 0 {
                self.prose[node.parent as usize] += self.prose[at];
            }
        }
    }

    /// The subtree to take.
    fn choose(&self) -> usize {
        let dense = self.dense();
        let reach = self.prose[dense];
        let mut best = dense;
        for strength in [Strength::Body, Strength::Article, Strength::Main] {
            let Some(candidate) = self.named(strength) else {
                continue;
            };
            if self.prose[candidate] * 100 >= reach * strength.share() {
                best = candidate;
                break;
            }
        }
        best
    }

    /// The element named in that way that has the most prose; the first of equals, the inner one of nested ones.
    fn named(&self, strength: Strength) -> Option<usize> {
        let mut best: Option<usize> = None;
        for at in 0..self.dom.nodes.len() {
            if self.prose[at] < 100 || !strength.has(self.dom, at) {
                continue;
            }
            let better = best.is_none_or(|b| {
                let inside = at < self.dom.nodes[b].end as usize;
                if inside {
                    self.prose[at] * 100 >= self.prose[b] * 85
                } else {
                    self.prose[at] > self.prose[b] * 2
                }
            });
            if better {
                best = Some(at);
            }
        }
        best
    }

    /// The smallest element that holds nearly all prose of its page.
    fn dense(&self) -> usize {
        let mut at = 0;
        loop {
            let need = self.prose[at] / 5 * 4;
            let inner = self
                .dom
                .children(at)
                .find(|c| self.prose[*c] > need && self.dom.nodes[*c].tag.is_container());
            match inner {
                Some(child) => at = child,
                None => return at,
            }
        }
    }
}

/// How clearly an element says that it is the body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Body,
    Article,
    Main,
}

impl Strength {
    /// The share of the densest part's prose that it has to hold, in percent.
    const fn share(self) -> u32 {
        match self {
            Self::Body => 40,
            Self::Article => 50,
            Self::Main => 60,
        }
    }

    fn has(self, dom: &Dom<'_>, at: usize) -> bool {
        let node = &dom.nodes[at];
        match self {
            Self::Body => node.marks.any(Marks::BODY) && node.tag.is_container(),
            Self::Article => node.tag == Tag::Article,
            Self::Main => {
                node.tag == Tag::Main || node.marks.any(Marks::MAIN) && node.tag.is_container()
            }
        }
    }
}

fn is_prose(dom: &Dom<'_>, at: usize) -> bool {
    let node = &dom.nodes[at];
    node.own.letters >= 60 && !node.own.mostly_links(40)
}

/// How much is taken out because of what elements are called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Everything whose name says that it is no part of an article.
    Strict,
    /// Only what is certain: menus, footers, comments.
    Loose,
}

/// Hidden text of so many letters of prose inside an article is the article: a fold, or what subscribers see.
const FOLDED: u32 = 400;

/// Whether an element is taken out, given all prose of the page.
fn is_dropped(dom: &Dom<'_>, at: usize, total: u32, care: Care) -> bool {
    let node = &dom.nodes[at];
    if node.tag == Tag::Skipped || node.tag == Tag::Head {
        return true;
    }
    if node.prose * 2 > total && total > 0 || node.marks.any(Marks::BODY) {
        return false;
    }
    if care == Care::Loose {
        return matches!(node.tag, Tag::Nav | Tag::Footer | Tag::Caption)
            || node.marks.any(Marks::COMMENTS);
    }
    let tagged = matches!(
        node.tag,
        Tag::Nav | Tag::Footer | Tag::Aside | Tag::Header | Tag::Caption | Tag::Figure | Tag::Form
    );
    if node.tag == Tag::Footer && dom.nodes[node.parent as usize].tag == Tag::Quote {
        return false;
    }
    let named = node
        .marks
        .any(Marks::DROP | Marks::CAPTION | Marks::COMMENTS);
    tagged || named || node.marks.any(Marks::HIDDEN) && !is_fold(dom, at)
}

/// Whether a hidden element is a part of the article that unfolds.
fn is_fold(dom: &Dom<'_>, at: usize) -> bool {
    let is_article = |a: usize| {
        let node = &dom.nodes[a];
        matches!(node.tag, Tag::Article | Tag::Main) || node.marks.any(Marks::BODY | Marks::MAIN)
    };
    dom.nodes[at].prose >= FOLDED && dom.ancestors(at).any(is_article)
}
