//! Who wrote the article: structured data, meta elements, links of `rel=author`, elements named as bylines.

use super::dom::Dom;
use super::evidence::{Evidence, Fact};
use super::jsonld::Structured;
use super::marks::Marks;
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
        .or_else(|| own(linked(dom)))
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
    if let Some(people) = author::people(value) {
        return people;
    }
    let parts = value
        .split([',', ';', '|', '/', '&'])
        .flat_map(|part| part.split(" and "));
    parts
        .filter_map(|part| author::single(part.trim()))
        .collect()
}

/// A value without a leading "by".
fn without_by(value: &str) -> &str {
    for label in [
        "by ",
        "von ",
        "par ",
        "por ",
        "di ",
        "written by ",
        "posted by ",
    ] {
        let head = value.get(..label.len()).unwrap_or("");
        if head.eq_ignore_ascii_case(label) {
            return value[label.len()..].trim();
        }
    }
    value
}

fn is_site(name: &str, sites: &[&str]) -> bool {
    let squeeze = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let name = squeeze(name);
    sites
        .iter()
        .map(|site| squeeze(site))
        .any(|site| site == name || site.starts_with(&name) && name.len() > 5)
}

/// The texts of links that lead to the author.
fn linked(dom: &Dom<'_>) -> Vec<String> {
    let marked = (0..dom.nodes.len()).filter(|at| {
        let rel = dom.attr(*at, "rel");
        rel.is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"))
            && !in_comments(dom, *at)
    });
    let texts: Vec<String> = marked.take(8).map(|at| dom.text(at, 200)).collect();
    split_all(texts.iter().map(String::as_str))
}

fn in_comments(dom: &Dom<'_>, at: usize) -> bool {
    dom.ancestors(at)
        .any(|a| dom.nodes[a].marks.any(Marks::COMMENTS))
}

/// The names in the first element that is named as a byline, or in a line below the headline that reads as one.
fn shown(dom: &Dom<'_>, headline: Option<usize>) -> Vec<String> {
    let named = dom.nodes.iter().enumerate().filter(|(at, node)| {
        node.marks.any(Marks::BYLINE)
            && (4..200).contains(&node.all.letters)
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
