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

/// The most words of a kicker in front of a headline: `Politics | …`.
const KICKER: usize = 4;

/// Finds the headline: the `<h1>` that other evidence agrees with, a lower heading that the title begins with, the only
/// `<h1>`, else what structured data and meta elements say.
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
    for title in &mut said {
        *title = without_section(without_site(title, names)).to_owned();
    }
    said.retain(|title| !title.is_empty());
    let lower = || {
        let mut headings = evidence.subheads.iter();
        headings.find(|h| words(&h.1).count() > 2 && said.iter().any(|title| same(title, &h.1)))
    };
    let shown = confirmed(evidence, &said)
        .or_else(|| lower().map(|h| (h.0, h.1.as_str())))
        .or_else(|| alone(evidence, names));
    Headline {
        node: shown.map(|h| h.0),
        text: shown
            .map(|h| without_kicker(h.1, &said).to_owned())
            .or_else(|| said.first().cloned()),
    }
}

/// The only `<h1>` that has the length of a headline and is not the name of the site: what readers saw, whatever the
/// page tells machines.
fn alone<'e>(evidence: &'e Evidence<'_>, names: &[&str]) -> Option<(usize, &'e str)> {
    let mut found: Option<(usize, &'e str)> = None;
    for (node, text) in &evidence.headlines {
        let long = (3..=40).contains(&words(text).count());
        if !long || is_name(text, names) || evidence.logos.contains(node) {
            continue;
        }
        if found.is_some_and(|f| f.1 != text) {
            return None;
        }
        found = found.or(Some((*node, text)));
    }
    found
}

/// A title without the section in front of it: `Opinion | …`.
fn without_section(title: &str) -> &str {
    let Some((section, rest)) = title.split_once(" | ") else {
        return title;
    };
    let known = words(section).all(|word| crate::ingest::author::is_furniture(&word));
    let short = words(section).count() <= 2 && words(rest).count() >= 3;
    if known && short { rest.trim() } else { title }
}

/// A heading without the kicker in front of it or the mark behind it that all other evidence leaves out.
fn without_kicker<'h>(heading: &'h str, said: &[String]) -> &'h str {
    let heading = without_section(heading);
    if said.iter().any(|title| same(title, heading)) {
        return heading;
    }
    let starts = heading.split_whitespace().skip(1).take(KICKER);
    let ends = [" | ", " [", " / "]
        .into_iter()
        .filter_map(|mark| heading.rfind(mark));
    let behind = starts.map(|word| &heading[word.as_ptr() as usize - heading.as_ptr() as usize..]);
    let shorter = behind.chain(ends.map(|end| heading[..end].trim_end()));
    shorter
        .filter(|part| words(part).count() > 2)
        .find(|part| said.iter().any(|title| same(title, part)))
        .unwrap_or(heading)
}

fn same(one: &str, other: &str) -> bool {
    words(one).eq(words(other))
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
    fn kickers_and_sections_are_taken_off() {
        let said = ["Ferry runs again on Monday".to_owned()];
        for heading in [
            "Ferry runs again on Monday",
            "Harbour news Ferry runs again on Monday",
            "Politics | Ferry runs again on Monday",
            "Ferry runs again on Monday [Watch]",
        ] {
            assert_eq!(without_kicker(heading, &said), said[0], "{heading}");
        }
        let other = "Ferry runs again on Monday at last";
        assert_eq!(without_kicker(other, &said), other);
        assert_eq!(
            without_section("Ferries | Why they run"),
            "Ferries | Why they run"
        );
    }

    #[test]
    fn the_only_heading_is_what_readers_saw() {
        let with = |headlines: &[(usize, &str)], subheads: &[(usize, &str)]| {
            let own = |of: &[(usize, &str)]| of.iter().map(|h| (h.0, h.1.to_owned())).collect();
            let evidence = Evidence {
                title: "Islands get their boat back | The Quay".into(),
                headlines: own(headlines),
                subheads: own(subheads),
                logos: vec![2],
                ..Evidence::default()
            };
            find(&evidence, &Structured::default(), &["The Quay"]).text
        };
        let seen = (5, "Ferry runs again on Monday");
        assert_eq!(with(&[seen], &[]).as_deref(), Some(seen.1));
        assert_eq!(
            with(&[(2, "News from the quay"), seen], &[]).as_deref(),
            Some(seen.1)
        );
        let title = Some("Islands get their boat back");
        assert_eq!(
            with(&[seen, (9, "Bus fares rise again")], &[]).as_deref(),
            title
        );
        assert_eq!(
            with(&[seen], &[(7, "Islands Get Their Boat Back")]).as_deref(),
            Some("Islands Get Their Boat Back")
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
