//! The headline of a page, without the name of the site.

use super::evidence::{Evidence, Fact};
use super::jsonld::Structured;

/// What stands between a headline and the name of a site in `<title>`.
const SEPARATORS: [&str; 12] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " ~ ", " < ", " « ",
];

/// The headline and the `<h1>` that shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headline {
    pub(super) text: Option<String>,
    /// The node of the `<h1>`.
    pub(super) node: Option<usize>,
}

/// Finds the headline: the `<h1>` that other evidence agrees with, else what structured data and meta elements say.
pub(super) fn find(evidence: &Evidence<'_>, structured: &Structured, names: &[&str]) -> Headline {
    let mut said: Vec<String> = Vec::new();
    said.extend(structured.headline.clone());
    said.extend(
        evidence
            .all(Fact::Title)
            .into_iter()
            .map(crate::ingest::markup::single_spaced),
    );
    said.push(evidence.title.clone());
    said.retain(|title| !title.is_empty());
    if let Some((node, text)) = confirmed(evidence, &said) {
        return Headline {
            text: Some(text.to_owned()),
            node: Some(node),
        };
    }
    let best = said
        .first()
        .map(|title| without_site(title, names).to_owned());
    let alone = (best.is_none() || evidence.headlines.len() == 1)
        .then(|| evidence.headlines.iter().find(|h| words(&h.1).count() >= 3))
        .flatten();
    Headline {
        node: alone.map(|h| h.0),
        text: best.or_else(|| alone.map(|h| h.1.clone())),
    }
}

/// The `<h1>` that shares the most words with what is said, if those are most of its words.
fn confirmed<'e>(evidence: &'e Evidence<'_>, said: &[String]) -> Option<(usize, &'e str)> {
    let mut best: Option<(usize, usize, &str)> = None;
    for (node, text) in &evidence.headlines {
        if text.len() > 400 {
            continue;
        }
        let shared = said
            .iter()
            .filter_map(|title| agreement(text, title))
            .max()
            .unwrap_or(0);
        if shared > best.map_or(0, |b| b.0) {
            best = Some((shared, *node, text));
        }
    }
    best.map(|(_, node, text)| (node, text))
}

/// How many words of a heading stand in a title too, if they are most of the heading; a site's name behind is no matter.
fn agreement(heading: &str, title: &str) -> Option<usize> {
    let of: Vec<String> = words(heading).collect();
    let mut other: Vec<String> = words(title).collect();
    let all = other.len();
    let mut shared = 0;
    for word in &of {
        if let Some(at) = other.iter().position(|o| o == word) {
            other.swap_remove(at);
            shared += 1;
        }
    }
    let enough = if of.len() < 3 {
        shared == of.len() && all <= 3 * shared + 3
    } else {
        shared * 10 >= of.len() * 6
    };
    enough.then_some(shared)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// The letters and digits of a name in lower case: what is compared where spacing and marks differ.
pub(super) fn squeeze(text: &str) -> String {
    words(text).collect()
}

/// A title without the site's name before or behind it.
fn without_site<'t>(title: &'t str, names: &[&str]) -> &'t str {
    let mut title = title.trim();
    for _ in 0..2 {
        let Some(shorter) = trim_name(title, names) else {
            break;
        };
        title = shorter;
    }
    title
}

fn trim_name<'t>(title: &'t str, names: &[&str]) -> Option<&'t str> {
    let (at, mark) = last_separator(title)?;
    let (head, tail) = (title[..at].trim(), title[at + mark.len()..].trim());
    if is_name(tail, names) && !head.is_empty() {
        return Some(head);
    }
    let (first, first_mark) = SEPARATORS
        .iter()
        .filter_map(|m| Some((title.find(m)?, *m)))
        .min()?;
    let (name, rest) = (
        title[..first].trim(),
        title[first + first_mark.len()..].trim(),
    );
    if is_name(name, names) && !rest.is_empty() {
        return Some(rest);
    }
    // An unknown name of few words behind a headline of many.
    let few = words(tail).count() <= 3 && words(head).count() >= 5 && mark != " / ";
    (few && tail.chars().next().is_some_and(char::is_uppercase) && (mark == " | " || mark == " - "))
        .then_some(head)
}

fn last_separator(title: &str) -> Option<(usize, &'static str)> {
    SEPARATORS
        .iter()
        .filter_map(|mark| Some((title.rfind(mark)?, *mark)))
        .max()
}

/// Whether a part of a title is the name of the site, given its names and its host.
fn is_name(part: &str, names: &[&str]) -> bool {
    let part = squeeze(part);
    !part.is_empty()
        && names.iter().any(|name| {
            let name = squeeze(name);
            name == part
                || part.len() >= 4
                    && (name.contains(&part) || part.contains(&name) && name.len() >= 4)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sites_are_taken_off() {
        let names = ["The Quay", "thequay.example"];
        assert_eq!(
            without_site("Ferry runs again | The Quay", &names),
            "Ferry runs again"
        );
        assert_eq!(
            without_site("The Quay - Ferry runs again", &names),
            "Ferry runs again"
        );
        assert_eq!(
            without_site("Ferry runs again - News - The Quay", &names),
            "Ferry runs again - News"
        );
        assert_eq!(
            without_site("Ferry – and bus – run again", &names),
            "Ferry – and bus – run again"
        );
        assert_eq!(
            without_site("Ferry runs again after a long winter | Harbour Daily", &[]),
            "Ferry runs again after a long winter"
        );
    }

    #[test]
    fn the_heading_that_the_title_begins_with_wins() {
        let headings = [
            (1, "The Quay"),
            (5, "Ferry runs again on Monday"),
            (9, "Sport"),
        ];
        let evidence = Evidence {
            title: "Ferry runs again on Monday | The Quay".into(),
            headlines: headings.map(|(at, text)| (at, text.to_owned())).to_vec(),
            ..Evidence::default()
        };
        let found = find(&evidence, &Structured::default(), &["The Quay"]);
        assert_eq!(
            found,
            Headline {
                text: Some("Ferry runs again on Monday".into()),
                node: Some(5)
            }
        );
    }
}
