//! Who wrote the article: structured data, meta elements, links of `rel=author`, elements named as bylines.

use std::cell::LazyCell;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::dom::Dom;
use super::evidence::{Evidence, Fact};
use super::headline::squeeze;
use super::jsonld::Structured;
use super::marks::Marks;
use super::shown;
use super::tag::Tag;
use crate::ingest::labels::{self, Label};
use crate::ingest::{author, byline};
use crate::text::lexicon;

/// Words of signatures that name nobody.
static NOBODY: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../../data/html/nobody.txt"))
        .flat_map(|line| line.split(", "))
        .collect()
});

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
    let near = || near(dom, headline);
    let linked = LazyCell::new(|| by_rel(dom));
    let linked = || linked.iter().map(String::as_str);
    own(split_all(structured.authors.iter().map(String::as_str)))
        .map(|names| more(names, split_all(evidence.best(Fact::Author).into_iter())))
        .or_else(|| own(split_all(evidence.best(Fact::Author).into_iter())))
        .or_else(|| own(split_all(evidence.all(Fact::Author).into_iter())))
        .map(|names| more(names, near()))
        .or_else(|| own(split_all(linked())))
        .or_else(|| own(near()))
        .or_else(|| own(signed(linked(), 3)))
        .or_else(|| own(in_byline(dom, headline)))
        .or_else(|| own(signed(given(evidence, structured), 1)))
        .unwrap_or_default()
}

/// Those of two lists of names that tell more: the second one where it has all of the first, and whole names besides.
fn more(names: Vec<String>, others: Vec<String>) -> Vec<String> {
    // Also `Dr Ada Quill`.
    let is = |name: &str, other: &str| other == name || other.ends_with(&format!(" {name}"));
    let all = names
        .iter()
        .all(|name| others.iter().any(|other| is(name, other)));
    let whole = |name: &String| names.contains(name) || name.contains(' ');
    let tells_more = all && others.iter().all(whole);
    if tells_more { others } else { names }
}

/// The people in the values of a field; what is no name is left out.
fn split_all<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let sound = values.filter(|value| !value.contains("://") && value.len() < 400);
    author::Names::of(sound.flat_map(|value| {
        let value = super::entities::decode(value);
        split(without_by(value.trim()))
    }))
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

/// The texts of the links that are said to lead to the author.
fn by_rel(dom: &Dom<'_>) -> Vec<String> {
    let marked = (0..dom.nodes.len()).filter(|at| {
        let rel = dom.attr(*at, "rel");
        rel.is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"))
            && !in_comments(dom, *at)
    });
    marked.take(8).map(|at| dom.text(at, 200)).collect()
}

/// How far from the headline, in nodes before it and in letters behind it, the authors are named.
const BEFORE: usize = 60;
const BEHIND: usize = 1200;
/// The most letters between the links to two authors of the same article.
const BETWEEN: usize = 8;

/// The names in the first links near the headline that lead to authors by their address.
fn near(dom: &Dom<'_>, headline: Option<usize>) -> Vec<String> {
    let Some(headline) = headline else {
        return Vec::new();
    };
    let mut letters = 0;
    // The letters since the last such link, which ends at a node.
    let (mut since, mut end) = (0, 0);
    let mut texts = Vec::new();
    for at in headline.saturating_sub(BEFORE)..dom.nodes.len() {
        let node = &dom.nodes[at];
        let own = node.text.trim().len();
        letters += if at > headline { own } else { 0 };
        since += if at >= end { own } else { 0 };
        if letters >= BEHIND || since > BETWEEN && !texts.is_empty() {
            break;
        }
        if node.tag == Tag::Link && leads_to_author(dom.attr(at, "href").unwrap_or("")) {
            texts.push(dom.text(at, 100));
            (since, end) = (0, node.end as usize);
        }
    }
    split_all(texts.iter().map(String::as_str))
}

/// What structured data and meta elements give as the author.
fn given<'v>(evidence: &Evidence<'v>, structured: &'v Structured) -> impl Iterator<Item = &'v str> {
    let structured = structured.authors.iter().map(String::as_str);
    structured.chain(evidence.best(Fact::Author))
}

/// By what an author signs who gives no name of a person: `harbour_fan`, `ShawnH`, `harbour-watch Team`.
fn signed<'v>(mut values: impl Iterator<Item = &'v str>, words: usize) -> Vec<String> {
    let found = values.find_map(|value| signature(value, words));
    found.into_iter().collect()
}

/// A signature of at most so many words.
fn signature(value: &str, words: usize) -> Option<String> {
    let value = without_by(value.trim());
    let lower = value.to_lowercase();
    let count = lower.split(' ').count();
    let joints = value.chars().filter(|c| "_-.".contains(*c)).count();
    let sound = (2..=30).contains(&value.len())
        && count <= words
        && joints <= 1
        && value.starts_with(char::is_alphanumeric)
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || " _-.".contains(c))
        && value.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !lower.split(' ').any(author::is_furniture)
        && !author::has_role(value)
        && author::agency(value).is_none()
        && !lower.split(' ').any(|word| NOBODY.contains(word));
    sound.then(|| value.to_owned())
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
fn in_byline(dom: &Dom<'_>, headline: Option<usize>) -> Vec<String> {
    let named = dom.nodes.iter().enumerate().filter(|(at, node)| {
        node.marks.any(Marks::BYLINE)
            && node.element.is_some()
            && (4..200).contains(&dom.letters(*at, 200))
            && !in_comments(dom, *at)
            && shown::is_shown(dom, *at)
    });
    for (at, _) in named.take(30) {
        let line = dom.text(at, 300);
        let read = byline::read(&line)
            .map(|credits| credits.authors)
            .filter(|a| !a.is_empty());
        let names = read.unwrap_or_else(|| bare(&line));
        if !names.is_empty() {
            return without_post(dom, at, names);
        }
    }
    below(dom, headline).unwrap_or_default()
}

/// The name in a byline without the post that stands on a line of its own below it and was read as a part of it.
fn without_post(dom: &Dom<'_>, byline: usize, names: Vec<String>) -> Vec<String> {
    let line = dom
        .subtree(byline)
        .find(|at| dom.nodes[*at].tag.is_block() && dom.nodes[*at].own.letters > 0);
    let first = line.and_then(|at| author::single(&dom.text(at, 100)));
    let glued = |name: &String| {
        name.contains(' ')
            && names[0]
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with(' '))
    };
    match first.filter(glued) {
        Some(name) => vec![name],
        None => names,
    }
}

/// The names that a line consists of. A single word needs to be announced: a byline also holds sections and labels.
fn bare(line: &str) -> Vec<String> {
    let text = without_by(line);
    let names = author::people(text).unwrap_or_default();
    let announced = text.len() < line.len();
    let whole = announced || names.iter().all(|name| name.contains(' '));
    if whole { names } else { Vec::new() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_no_accounts_of_an_office() {
        let of = |value: &str| signature(value, 3);
        for known in ["harbour_fan", "ShawnH", "c1pher", "harbour-watch Crew"] {
            assert_eq!(of(known).as_deref(), Some(known));
        }
        assert_eq!(
            of("View all posts by harbour_fan").as_deref(),
            Some("harbour_fan")
        );
        for nobody in [
            "admin",
            "Redaktion",
            "Web Editor",
            "page-head-author-7",
            "a@b.example",
            "PTI",
            "2024",
        ] {
            assert_eq!(of(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn a_longer_list_of_authors_counts_where_it_has_all_of_the_shorter_one() {
        let list = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let of = |names: &[&str], others: &[&str]| more(list(names), list(others)).join(", ");
        assert_eq!(
            of(&["Ada Quill"], &["Ada Quill", "Tom Okafor"]),
            "Ada Quill, Tom Okafor"
        );
        assert_eq!(of(&["Ada Quill"], &["Tom Okafor", "Ana Ruiz"]), "Ada Quill");
        assert_eq!(of(&["Ada Quill"], &["Ada Quill", "Quay"]), "Ada Quill");
        assert_eq!(of(&["Ada Quill"], &["Dr Ada Quill"]), "Dr Ada Quill");
    }
}
