//! What the head of a page and its named elements say, gathered in one walk.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::dom::Dom;
use super::tag::Tag;

/// How many meta elements of one key are read.
const MOST_METAS: usize = 100;

/// The facts that meta elements give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fact {
    Published,
    /// A day that can be that of the last change, too.
    Day,
    Modified,
    Title,
    Site,
    Author,
    Section,
    Tag,
    Url,
    Description,
    Language,
}

/// By key: what it gives, and its rank among the keys for that.
static KEYS: LazyLock<FxHashMap<&'static str, (Fact, usize)>> = LazyLock::new(|| {
    let mut keys = FxHashMap::default();
    for line in crate::text::lexicon::entries(include_str!("../../data/html/meta.txt")) {
        let Some((fact, names)) = line.split_once(": ").and_then(|(f, n)| Some((fact(f)?, n)))
        else {
            continue;
        };
        for (rank, name) in names.split(", ").enumerate() {
            keys.insert(name, (fact, rank));
        }
    }
    keys
});

fn fact(name: &str) -> Option<Fact> {
    Some(match name {
        "published" => Fact::Published,
        "day" => Fact::Day,
        "modified" => Fact::Modified,
        "title" => Fact::Title,
        "site" => Fact::Site,
        "author" => Fact::Author,
        "section" => Fact::Section,
        "tag" => Fact::Tag,
        "url" => Fact::Url,
        "description" => Fact::Description,
        "language" => Fact::Language,
        _ => return None,
    })
}

/// What a page says of itself outside of its text.
#[derive(Default)]
pub(super) struct Evidence<'a> {
    /// Fact, rank of the key, value; in page order.
    pub(super) metas: Vec<(Fact, usize, &'a str)>,
    /// How many of them there are of each fact and rank.
    pub(super) told: FxHashMap<(Fact, usize), usize>,
    /// The content of `<title>`.
    pub(super) title: String,
    /// The `<h1>` elements and their text.
    pub(super) headlines: Vec<(usize, String)>,
    /// The headings of the second and third rank.
    pub(super) subheads: Vec<(usize, String)>,
    /// The `<h1>` elements that stand in menus or lead to another site or to the front page.
    pub(super) logos: Vec<usize>,
    /// The `<time>` elements.
    pub(super) times: Vec<usize>,
    /// `<link rel=canonical>`
    pub(super) canonical: Option<&'a str>,
    /// `<base href>`
    pub(super) base: Option<&'a str>,
    /// `<html lang>`
    pub(super) language: Option<&'a str>,
}

impl<'a> Evidence<'a> {
    /// Gathers what the page says.
    pub(super) fn new(dom: &Dom<'a>) -> Self {
        let mut evidence = Self::default();
        for (at, node) in dom.nodes.iter().enumerate() {
            match node.tag {
                Tag::Meta => evidence.meta(dom, at),
                Tag::Title if evidence.title.is_empty() => evidence.title = dom.text(at, 600),
                Tag::Heading(1) if evidence.headlines.len() < 40 => {
                    evidence.headlines.push((at, dom.text(at, 600)));
                    if is_logo(dom, at) {
                        evidence.logos.push(at);
                    }
                }
                Tag::Heading(2 | 3) if evidence.subheads.len() < 20 => {
                    evidence.subheads.push((at, dom.text(at, 300)));
                }
                Tag::Time if evidence.times.len() < 200 => evidence.times.push(at),
                Tag::LinkElement
                    if dom
                        .attr(at, "rel")
                        .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
                {
                    evidence.canonical = evidence.canonical.or_else(|| dom.attr(at, "href"));
                }
                Tag::Base => evidence.base = evidence.base.or_else(|| dom.attr(at, "href")),
                Tag::Html => {
                    evidence.language = dom.attr(at, "lang").or_else(|| dom.attr(at, "xml:lang"));
                }
                _ => {}
            }
        }
        evidence
    }

    fn meta(&mut self, dom: &Dom<'a>, at: usize) {
        let Some(content) = dom
            .attr(at, "content")
            .map(str::trim)
            .filter(|c| !c.is_empty())
        else {
            return;
        };
        // A microdata item in a list is another page or a reference of this one.
        if dom.attr(at, "itemprop").is_some() && in_list(dom, at) {
            return;
        }
        let keys = ["property", "name", "itemprop", "http-equiv"];
        for key in keys.iter().filter_map(|name| dom.attr(at, name)) {
            if let Some(&(fact, rank)) = KEYS.get(key.trim().to_ascii_lowercase().as_str()) {
                let told = self.told.entry((fact, rank)).or_default();
                *told += 1;
                if *told <= MOST_METAS {
                    self.metas.push((fact, rank, content));
                }
                return;
            }
        }
    }

    /// The values that meta elements give for a fact, the best evidence first.
    pub(super) fn all(&self, fact: Fact) -> Vec<&'a str> {
        let mut found: Vec<(usize, &'a str)> = self
            .metas
            .iter()
            .filter(|meta| meta.0 == fact)
            .map(|meta| (meta.1, meta.2))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, value)| value).collect()
    }

    /// The values of the best key that gives a fact.
    pub(super) fn best(&self, fact: Fact) -> Vec<&'a str> {
        let rank = self
            .metas
            .iter()
            .filter(|meta| meta.0 == fact)
            .map(|meta| meta.1)
            .min();
        let best = self
            .metas
            .iter()
            .filter(|meta| meta.0 == fact && Some(meta.1) == rank);
        best.map(|meta| meta.2).collect()
    }

    /// The best value for a fact.
    pub(super) fn first(&self, fact: Fact) -> Option<&'a str> {
        self.best(fact).into_iter().next()
    }
}

fn in_list(dom: &Dom<'_>, at: usize) -> bool {
    dom.ancestors(at).any(|a| dom.nodes[a].tag == Tag::Item)
}

/// Whether a heading is a sign on the door: in a menu, or a link to a front page.
fn is_logo(dom: &Dom<'_>, at: usize) -> bool {
    let front = |link: usize| {
        let href = dom.attr(link, "href").unwrap_or("").trim_end_matches('/');
        let path = href.split_once("://").map_or(href, |(_, rest)| rest);
        dom.nodes[link].tag == Tag::Link && !path.trim_start_matches('/').contains('/')
    };
    let inside =
        |a: usize| matches!(dom.nodes[a].tag, Tag::Nav | Tag::Footer | Tag::Aside) || front(a);
    dom.ancestors(at).any(inside) || dom.subtree(at).skip(1).take(12).any(front)
}
