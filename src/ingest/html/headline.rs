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
            .map(super::blocks::single_spaced),
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

/// The `<h1>` that most of what is said begins with or agrees with.
fn confirmed<'e>(evidence: &'e Evidence<'_>, said: &[String]) -> Option<(usize, &'e str)> {
    let mut best: Option<(usize, usize, &str)> = None;
    for (node, text) in &evidence.headlines {
        let count = words(text).count();
        if count == 0 || text.len() > 400 {
            continue;
        }
        let score = said
            .iter()
            .map(|title| agreement(text, title))
            .max()
            .unwrap_or(0);
        let enough = score >= 60 && count >= 3 || score >= 90;
        if enough && best.is_none_or(|b| score > b.0) {
            best = Some((score, *node, text));
        }
    }
    best.map(|(_, node, text)| (node, text))
}

/// How much of two titles' words are the same, in percent of the shorter one; a site's name behind is no matter.
fn agreement(headline: &str, title: &str) -> usize {
    let of: Vec<String> = words(headline).collect();
    let mut other: Vec<String> = words(title).collect();
    let (shorter, longer) = (of.len().min(other.len()), of.len().max(other.len()));
    if shorter == 0 || shorter < 3 && longer > 4 * shorter + 4 {
        return 0;
    }
    let mut same = 0;
    for word in &of {
        if let Some(at) = other.iter().position(|o| o == word) {
            other.swap_remove(at);
            same += 1;
        }
    }
    same * 100 / of.len().max(shorter)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// A title without the site's name before or behind it.
pub(in crate::ingest) fn without_site<'t>(title: &'t str, names: &[&str]) -> &'t str {
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
    let squeeze = |text: &str| words(text).collect::<String>();
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
        let evidence = Evidence {
            title: "Ferry runs again on Monday | The Quay".into(),
            headlines: vec![
                (1, "The Quay".into()),
                (5, "Ferry runs again on Monday".into()),
                (9, "Sport".into()),
            ],
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
