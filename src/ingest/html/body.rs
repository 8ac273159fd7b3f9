//! The choice of the main content.
//!
//! Several ways propose a part of the page: names of elements, `<article>`, density of prose. The one whose prose
//! is next to the page's best, and that says most clearly that it is the body, is taken.

use super::blocks::{self, RawBlock};
use super::dom::Dom;
use super::lead;
use super::marks::Marks;
use super::tag::Tag;

/// The share of the page's prose, in percent, below which names are thought to have misled.
const TOO_LITTLE: u32 = 30;

/// The blocks of the main content, given the node of the headline.
pub(super) fn find(dom: &Dom<'_>, headline: Option<usize>) -> Vec<RawBlock> {
    let headline = headline.filter(|headline| leads(dom, *headline));
    let strict = Kept::new(dom, Care::Strict, headline);
    let chosen = strict.choose();
    let loose = Kept::new(dom, Care::Loose, headline);
    let other = loose.choose();
    let misled = strict.prose[chosen.at] * 100 < loose.prose[other.at] * TOO_LITTLE;
    // A short text that is clearly named stands against a long one that is not.
    let (kept, root) = if misled && (!chosen.is_named() || other.is_named()) {
        (loose, other.at)
    } else {
        (strict, chosen.at)
    };
    let mut found = blocks::collect(dom, &[root], &|at| kept.dropped[at]);
    if let Some(lead) = headline.and_then(|headline| lead::find(dom, headline, &kept.dropped, root))
    {
        lead::put(&mut found, lead);
    }
    found
}

/// Whether most of the page's prose comes behind the headline.
fn leads(dom: &Dom<'_>, headline: usize) -> bool {
    let prose = |at: &usize| is_prose(dom, *at);
    let behind = (headline..dom.nodes.len()).filter(prose);
    let letters: u32 = behind.map(|at| dom.nodes[at].own.letters).sum();
    letters * 2 >= dom.nodes[0].prose
}

/// The blocks of a fragment that is all content, without what is no part of any article.
pub(super) fn whole(dom: &Dom<'_>) -> Vec<RawBlock> {
    let kept = Kept::new(dom, Care::Strict, None);
    blocks::collect(dom, &[0], &|at| kept.dropped[at])
}

/// The blocks of parts of a page that were asked for, without what is no part of any article; all of them where nothing
/// else stands in them.
pub(super) fn of(dom: &Dom<'_>, roots: &[usize]) -> Vec<RawBlock> {
    let kept = Kept::new(dom, Care::Strict, None);
    let found = blocks::collect(dom, roots, &|at| kept.dropped[at] && !roots.contains(&at));
    if found.is_empty() {
        return blocks::collect(dom, roots, &|_| false);
    }
    found
}

/// What is left of a page once the elements are gone that are no part of any article.
struct Kept<'d, 'a> {
    dom: &'d Dom<'a>,
    /// By node: whether it is taken out with its subtree.
    dropped: Vec<bool>,
    /// By node: the letters of prose in its subtree that are left.
    prose: Vec<u32>,
    headline: Option<usize>,
}

/// The subtree that was chosen, and how clearly it says that it is the body, if it does.
#[derive(Clone, Copy)]
struct Choice {
    at: usize,
    strength: Option<Strength>,
}

impl Choice {
    fn is_named(self) -> bool {
        matches!(self.strength, Some(Strength::Body | Strength::Article))
    }
}

impl<'d, 'a> Kept<'d, 'a> {
    fn new(dom: &'d Dom<'a>, care: Care, headline: Option<usize>) -> Self {
        let total = dom.nodes[0].prose;
        let dropped: Vec<bool> = (0..dom.nodes.len())
            .map(|at| is_dropped(dom, at, total, care))
            .collect();
        let mut kept = Self {
            dom,
            dropped,
            prose: vec![0; dom.nodes.len()],
            headline,
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
    fn choose(&self) -> Choice {
        let dense = self.dense();
        let reach = self.prose[dense];
        for strength in [Strength::Body, Strength::Article, Strength::Main] {
            let Some(candidate) = self.named(strength) else {
                continue;
            };
            if self.prose[candidate] * 100 >= reach * strength.share() {
                return Choice {
                    at: candidate,
                    strength: Some(strength),
                };
            }
        }
        Choice {
            at: dense,
            strength: None,
        }
    }

    /// The element named in that way that has the most prose; the first of equals, the inner one of nested ones.
    fn named(&self, strength: Strength) -> Option<usize> {
        let mut best: Option<usize> = None;
        for at in 0..self.dom.nodes.len() {
            let above = || {
                self.headline
                    .is_some_and(|headline| self.dom.nodes[at].end as usize <= headline)
            };
            if self.prose[at] < 100 || !strength.has(self.dom, at) || above() {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    let credits = node.tag == Tag::Footer && dom.nodes[node.parent as usize].tag == Tag::Quote;
    let holds = |tag: Tag| {
        dom.subtree(at)
            .take(40)
            .any(|inner| dom.nodes[inner].tag == tag)
    };
    if credits || node.tag == Tag::Figure && holds(Tag::Table) {
        return false;
    }
    let named = node
        .marks
        .any(Marks::DROP | Marks::CAPTION | Marks::COMMENTS);
    let address = node
        .element
        .is_some_and(|element| element.name() == "address");
    tagged || named || address || node.marks.any(Marks::HIDDEN) && !is_fold(dom, at)
}

/// Whether a hidden element is a part of the article that unfolds.
fn is_fold(dom: &Dom<'_>, at: usize) -> bool {
    let is_article = |a: usize| {
        let node = &dom.nodes[a];
        matches!(node.tag, Tag::Article | Tag::Main) || node.marks.any(Marks::BODY | Marks::MAIN)
    };
    dom.nodes[at].prose >= FOLDED && dom.ancestors(at).any(is_article)
}
