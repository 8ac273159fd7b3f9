//! Lines by the headline of a text that name the outlet: `The Portsea Courier`, `quaynews.example`, `Ana Ruiz, BBC News`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::author::{self, Kind};
use super::byline::Credits;
use crate::text::lexicon;
use crate::text::outlets::{Outlet, outlets};

/// The most words of an outlet's name.
const LONGEST: usize = 6;
/// The most words of one that is known only by its last word.
const LONGEST_UNKNOWN: usize = 4;

/// The names of outlets, as written, without `The`.
static KNOWN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    outlets()
        .flat_map(Outlet::names)
        .map(without_article)
        .filter(|name| !name.is_empty())
        .collect()
});

/// Words that end the names of newspapers and stations.
static ENDINGS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/ingest/outlet_endings.txt"))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Endings of the names of files, which look as hosts do.
static FILES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/ingest/file_endings.txt"))
        .flat_map(str::split_whitespace)
        .collect()
});

fn without_article(name: &str) -> &str {
    let rest = name
        .strip_prefix("The ")
        .or_else(|| name.strip_prefix("the "));
    rest.unwrap_or(name)
}

/// What a line says that names an outlet. `apart` tells that headlines here are not written in capitals, so that a line in
/// capitals is a name.
pub(super) fn credit(line: &str, apart: bool) -> Option<Credits> {
    if let Some(agency) = author::agency(line) {
        return Some(Credits {
            agency: Some(agency.to_owned()),
            ..Credits::default()
        });
    }
    if is_known(line) || is_host(line) || is_named_so(line, apart) {
        return Some(Credits {
            outlet: Some(line.to_owned()),
            ..Credits::default()
        });
    }
    signed(line)
}

/// `Ana Ruiz, The Portsea Courier`; `Ana Ruiz | BBC News`.
fn signed(line: &str) -> Option<Credits> {
    let (name, outlet) = [", ", " | ", " / ", " – ", " — ", " - "]
        .iter()
        .find_map(|mark| line.rsplit_once(mark))?;
    let outlet = outlet.trim();
    let authors = author::people(name.trim()).filter(|names| !names.is_empty())?;
    (is_known(outlet) || is_named_so(outlet, true)).then(|| Credits {
        authors,
        outlet: Some(outlet.to_owned()),
        ..Credits::default()
    })
}

/// Whether a line can be nothing but the name of an outlet.
pub(super) fn is_name(line: &str) -> bool {
    is_known(line) || is_host(line) || is_named_so(line, false)
}

/// Whether it is the name of an outlet that is known.
fn is_known(line: &str) -> bool {
    line.len() <= 60 && KNOWN.contains(without_article(line))
}

/// Whether it ends as names of newspapers do and is written as a name: `The Portsea Courier`, `Harbour Daily News`.
fn is_named_so(line: &str, apart: bool) -> bool {
    let line = line.strip_suffix(" Agency").unwrap_or(line);
    let words: Vec<&str> = line.split_whitespace().take(LONGEST + 1).collect();
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    let article = before
        .first()
        .is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let names = before.len() - usize::from(article);
    let shaped = |word: &&str| {
        word.chars()
            .all(|c| c.is_alphabetic() || "'’&-".contains(c))
    };
    (apart || article)
        && (1..LONGEST_UNKNOWN).contains(&names)
        && words.iter().all(shaped)
        && author::is_capitalised(line)
        && ENDINGS.contains(last.to_lowercase().as_str())
        && !before
            .iter()
            .any(|word| author::is(Kind::Role, &word.to_lowercase()))
}

/// Whether a headline has a word that capitals would mark, were they used for all words.
pub(super) fn has_plain_words(title: &str) -> bool {
    title
        .split_whitespace()
        .any(|word| word.len() > 4 && word.starts_with(char::is_lowercase))
}

/// Whether it is the host of a site: `www.quaynews.example`.
fn is_host(line: &str) -> bool {
    let host = line.strip_prefix("www.").unwrap_or(line);
    let labels: Vec<&str> = host.split('.').collect();
    let sound = |label: &&str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let top = labels.last().copied().unwrap_or("");
    (2..=4).contains(&labels.len())
        && labels.iter().all(sound)
        && (host.len() < line.len() || !FILES.contains(top))
        && (2..=12).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_outlets_are_told_from_lines_of_words() {
        for (line, apart) in [
            ("The Portsea Courier", false),
            ("Portsea Daily News", true),
            ("BBC News", false),
            ("quaynews.example", false),
            ("www.notes.md", false),
            ("World Wire Agency", true),
        ] {
            let found = credit(line, apart).unwrap();
            assert_eq!(found.outlet.as_deref(), Some(line));
            assert!(found.authors.is_empty());
        }
        for line in [
            "Harbour master warns of delays",
            "Mayor Meets Press",
            "Ana Ruiz",
            "Fees up 20.5",
            "The News",
            "ferry.jpg",
            "notes.md",
            "Nuclear Energy Agency",
            "The mayor and the press",
        ] {
            assert!(credit(line, false).is_none(), "{line}");
        }
    }

    #[test]
    fn an_author_may_stand_before_the_outlet() {
        let found = credit("Ana Ruiz, The Portsea Courier", true).unwrap();
        assert_eq!(found.authors, ["Ana Ruiz"]);
        assert_eq!(found.outlet.as_deref(), Some("The Portsea Courier"));
        assert_eq!(
            credit("Reuters", true).unwrap().agency.as_deref(),
            Some("Reuters")
        );
    }
}
