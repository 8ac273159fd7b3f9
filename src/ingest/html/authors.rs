//! Who wrote the article: structured data, meta elements, links of `rel=author`, elements named as bylines.

use super::dom::Dom;
use super::evidence::{Evidence, Fact};
use super::headline::squeeze;
use super::jsonld::Structured;
use super::marks::Marks;
use super::tag::Tag;
use crate::ingest::labels::{self, Label};
use crate::ingest::{author, byline};

/// The names of the authors, without roles; never the site's own name.
pub(super) fn find(
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    structured: &Structured,
    headline: Option<usize>,
    sites: &[&str],
) -> Vec<String> {
    let own = |names: Vec<String>| {
        let kept: Vec<String> = names
            .into_iter()
            .filter(|name| !is_site(name, sites))
            .collect();
        (!kept.is_empty()).then_some(kept)
    };
    own(split_all(structured.authors.iter().map(String::as_str)))
        .or_else(|| own(split_all(evidence.best(Fact::Author).into_iter())))
        .or_else(|| own(split_all(evidence.all(Fact::Author).into_iter())))
        .or_else(|| own(linked(dom, headline)))
        .or_else(|| own(shown(dom, headline)))
        .unwrap_or_default()
}

/// The people in the values of a field; what is no name is left out.
fn split_all<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values.filter(|value| !value.contains("://") && value.len() < 400) {
        let value = super::entities::decode(value);
        for name in split(without_by(value.trim())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn split(value: &str) -> Vec<String> {
    let people = author::people(value);
    // An initial can be read as a word, so that a part with one is looked at by itself.
    let is_marked = |part: &str| {
        people.is_none()
            || part
                .split(' ')
                .any(|word| word.len() == 2 && word.ends_with('.'))
    };
    let parts = value
        .split([',', ';', '|', '/', '&'])
        .flat_map(|part| part.split(" and "));
    let named = parts.map(str::trim).filter_map(|part| {
        let alone = author::single(part);
        alone.or_else(|| is_marked(part).then(|| marked_name(part))?)
    });
    let named: Vec<String> = named.collect();
    people
        .filter(|people| people.len() >= named.len())
        .unwrap_or(named)
}

/// A name that is given as one, with words that would not be taken for a name in a line of text: `Colbert I. King`.
fn marked_name(part: &str) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_word = |word: &&str| {
        let first = word.chars().next().unwrap_or(' ');
        let initial = word.len() == 2 && word.ends_with('.');
        first.is_uppercase()
            && (initial || !author::is_furniture(word))
            && word
                .chars()
                .all(|c| c.is_alphabetic() || ".'’-".contains(c))
    };
    let sound =
        (2..=4).contains(&words.len()) && words.iter().all(is_word) && !author::has_role(part);
    (sound && author::agency(part).is_none()).then(|| words.join(" "))
}

/// A value without a leading "by".
fn without_by(value: &str) -> &str {
    match labels::prefix(value) {
        (Some(Label::By), name) => name,
        _ => value,
    }
}

fn is_site(name: &str, sites: &[&str]) -> bool {
    let name = squeeze(name);
    sites
        .iter()
        .map(|site| squeeze(site))
        .any(|site| site == name || site.starts_with(&name) && name.len() > 5)
}

/// How far from the headline, in nodes before it and in letters behind it, the authors are named.
const BEFORE: usize = 60;
const BEHIND: usize = 1200;

/// The texts of the links near the headline that lead to the author: by their `rel`, else by their address.
fn linked(dom: &Dom<'_>, headline: Option<usize>) -> Vec<String> {
    let by_rel = |at: usize| {
        let rel = dom.attr(at, "rel");
        rel.is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"))
    };
    let marked = (0..dom.nodes.len()).filter(|at| by_rel(*at) && !in_comments(dom, *at));
    let texts: Vec<String> = marked.take(8).map(|at| dom.text(at, 200)).collect();
    let names = split_all(texts.iter().map(String::as_str));
    if !names.is_empty() {
        return names;
    }
    let Some(headline) = headline else {
        return names;
    };
    let mut letters = 0;
    let near = (headline.saturating_sub(BEFORE)..dom.nodes.len()).take_while(|at| {
        letters += if *at > headline {
            dom.nodes[*at].text.trim().len()
        } else {
            0
        };
        letters < BEHIND
    });
    let texts: Vec<String> = near
        .filter(|at| {
            dom.nodes[*at].tag == Tag::Link && leads_to_author(dom.attr(*at, "href").unwrap_or(""))
        })
        .map(|at| dom.text(at, 100))
        .collect();
    split_all(texts.iter().map(String::as_str))
}

/// Whether an address has a part such as `/author/`.
fn leads_to_author(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or("");
    let mut parts = path
        .split('/')
        .rev()
        .skip_while(|part| part.is_empty())
        .skip(1);
    parts.any(|part| author::is(author::Kind::Address, part))
}

fn in_comments(dom: &Dom<'_>, at: usize) -> bool {
    dom.ancestors(at)
        .any(|a| dom.nodes[a].marks.any(Marks::COMMENTS))
}

/// The names in the first element that is named as a byline, or in a line below the headline that reads as one.
fn shown(dom: &Dom<'_>, headline: Option<usize>) -> Vec<String> {
    let named = dom.nodes.iter().enumerate().filter(|(at, node)| {
        node.marks.any(Marks::BYLINE)
            && node.element.is_some()
            && (4..200).contains(&dom.letters(*at, 200))
            && !in_comments(dom, *at)
    });
    for (at, _) in named.take(30) {
        let line = dom.text(at, 300);
        let read = byline::read(&line)
            .map(|credits| credits.authors)
            .filter(|a| !a.is_empty());
        let names = read.unwrap_or_else(|| author::people(without_by(&line)).unwrap_or_default());
        if !names.is_empty() {
            return names;
        }
    }
    below(dom, headline).unwrap_or_default()
}

fn below(dom: &Dom<'_>, headline: Option<usize>) -> Option<Vec<String>> {
    let mut reach = 0;
    for at in headline?..dom.nodes.len() {
        let node = &dom.nodes[at];
        reach += node.text.trim().len();
        if reach > 800 {
            return None;
        }
        if node.tag.is_block() && (4..160).contains(&node.own.letters) {
            let authors = byline::read(&dom.text(at, 240)).map(|credits| credits.authors);
            if let Some(authors) = authors.filter(|a| !a.is_empty()) {
                return Some(authors);
            }
        }
    }
    None
}
