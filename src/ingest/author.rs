//! Names of authors as credit lines give them, freed of roles, outlets, places and addresses.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::labels;
use crate::text::{Class, lexicon};

/// The most words of a personal name.
const LONGEST_NAME: usize = 5;

struct Roles {
    strong: FxHashSet<&'static str>,
    weak: FxHashSet<&'static str>,
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let words = |kind: &'static str| {
        lexicon::entries(include_str!("../data/ingest/roles.txt"))
            .filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(':'))
            .flat_map(str::split_whitespace)
            .collect()
    };
    Roles {
        strong: words("strong"),
        weak: words("weak"),
    }
});

static AGENCIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../data/ingest/agencies.txt")).collect());

static FURNITURE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/ingest/furniture.txt"))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Words that mark an outlet or organisation rather than a person.
const OUTLET_WORDS: &[&str] = &[
    "news",
    "times",
    "post",
    "press",
    "herald",
    "tribune",
    "journal",
    "gazette",
    "magazine",
    "media",
    "network",
    "agency",
    "service",
    "radio",
    "tv",
    "online",
    "daily",
    "weekly",
    "today",
    "university",
    "institute",
    "inc",
    "ltd",
    "llc",
    "com",
    "foundation",
    "association",
    "council",
    "ministry",
    "department",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "van", "von", "zu", "ter",
    "ten", "la", "le", "el", "al", "bin", "ibn", "bint", "ben", "y", "e", "af", "av", "zur", "du",
    "des", "st.",
];

/// The agency that `text` names, as written.
pub(super) fn agency(text: &str) -> Option<&str> {
    let text = text.trim();
    (text.len() <= 40 && AGENCIES.contains(text.to_lowercase().as_str())).then_some(text)
}

/// Whether a lower-case word is one of page furniture.
pub(super) fn is_furniture(word: &str) -> bool {
    FURNITURE.contains(word)
}

/// The authors that `text` names: `Jane Doe and John Roe, Staff Writers`. None if something else stands in it; a generic
/// credit (`Staff Reporter`) names nobody.
pub(super) fn people(text: &str) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for (index, part) in parts(text).enumerate() {
        let part = without_address(part.trim());
        let beside = index > 0 && (labels::whole(part).is_some() || is_outlet_or_post(part));
        if part.is_empty() || is_generic(part) || beside {
            continue;
        }
        match single(part) {
            Some(name) if !found.contains(&name) => found.push(name),
            Some(_) => {}
            None if index == 0 => return None,
            None if is_aside(part) => {}
            None => return None,
        }
    }
    Some(found)
}

/// One author, without the role behind the name.
pub(super) fn single(text: &str) -> Option<String> {
    let text = without_address(text).trim_matches([',', ';', ' ', ':']);
    let text = without_affiliation(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let name = without_role(&words);
    let post = name
        .last()
        .is_some_and(|word| ROLES.strong.contains(lower(word).as_str()));
    (!post && !is_generic(text) && is_name(name)).then(|| name.join(" "))
}

/// Whether words for a role stand in `text`.
pub(super) fn has_role(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| ROLES.strong.contains(lower(word).as_str()))
}

/// Whether every word has a capital but the small ones.
pub(super) fn is_capitalised(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        let first = word.chars().next().unwrap_or(' ');
        first.is_uppercase()
            || word == "&"
            || first.is_alphabetic() && !first.is_lowercase()
            || matches!(
                word,
                "and" | "of" | "the" | "de" | "und" | "et" | "la" | "du" | "y"
            )
    })
}

fn lower(word: &str) -> String {
    word.trim_matches([',', '.', ':', ';', '(', ')'])
        .to_lowercase()
}

/// The names between commas and conjunctions.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '&', '|', '/'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" AND "))
        .flat_map(|part| part.split(" und "))
        .flat_map(|part| part.split(" et "))
        .flat_map(|part| part.split(" with "))
        .map(|part| part.trim().strip_prefix("and ").unwrap_or(part))
}

/// `text` up to an e-mail address, a handle, a link or a bracket.
fn without_address(text: &str) -> &str {
    let end = text
        .split_whitespace()
        .find(|word| {
            word.contains('@') || word.starts_with("http") || word.starts_with(['(', '[', '<'])
        })
        .map_or(text.len(), |word| {
            word.as_ptr() as usize - text.as_ptr() as usize
        });
    text[..end].trim()
}

/// `Jane Doe in Tokyo`, `Jane Doe for The Daily Record`: only the name.
fn without_affiliation(text: &str) -> &str {
    const JOINTS: &[&str] = &[" in ", " for ", " at ", " from ", " For ", " of "];
    let end = JOINTS.iter().filter_map(|joint| text.find(joint)).min();
    text[..end.unwrap_or(text.len())].trim_end()
}

/// The words without the role at their end: at least two words of a name have to remain.
fn without_role<'a, 'w>(words: &'w [&'a str]) -> &'w [&'a str] {
    let strong = |word: &&str| ROLES.strong.contains(lower(word).as_str());
    let Some(mut end) = words.iter().rposition(strong) else {
        return words;
    };
    if end + 1 < words.len() && !words[end + 1..].iter().all(is_role_word) {
        return words;
    }
    while end > 2 && is_role_word(&words[end - 1]) {
        end -= 1;
    }
    if end >= 2 { &words[..end] } else { words }
}

fn is_role_word(word: &&str) -> bool {
    let word = lower(word);
    ROLES.strong.contains(word.as_str()) || ROLES.weak.contains(word.as_str())
}

/// Whether only words for roles stand in it: `Staff Reporter`, `News Desk`.
fn is_generic(text: &str) -> bool {
    text.split_whitespace().all(|word| is_role_word(&word))
}

/// What may stand behind a name: a role, an outlet, a place.
fn is_aside(part: &str) -> bool {
    let words = part.split_whitespace().count();
    words <= 6 && (has_role(part) || is_outlet(part) || is_capitalised(part))
}

/// What stands behind a name and is no second one: a single word, or a post with at most one word before it.
fn is_outlet_or_post(part: &str) -> bool {
    let plain = part
        .split_whitespace()
        .filter(|word| !is_role_word(word))
        .count();
    plain <= 1
}

/// Parts words that the layout has run together: `Ana RuizPublished`, `Ana RuizStaff Writer`.
pub(super) fn unglue(line: &str) -> Cow<'_, str> {
    let mut cuts = Vec::new();
    for word in line.split_whitespace() {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        let mut lower = false;
        for (at, letter) in word.char_indices() {
            let rest = &word[at..];
            if lower
                && letter.is_uppercase()
                && (labels::whole(rest).is_some() || is_role_word(&rest))
            {
                cuts.push(start + at);
            }
            lower = letter.is_lowercase();
        }
    }
    if cuts.is_empty() {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + cuts.len());
    let mut from = 0;
    for cut in cuts {
        out.push_str(&line[from..cut]);
        out.push(' ');
        from = cut;
    }
    out.push_str(&line[from..]);
    Cow::Owned(out)
}

fn is_outlet(text: &str) -> bool {
    agency(text).is_some()
        || text
            .split_whitespace()
            .any(|word| OUTLET_WORDS.contains(&lower(word).as_str()))
}

fn is_name(words: &[&str]) -> bool {
    let shaped = words.iter().all(|word| is_name_word(word));
    let plain = words
        .iter()
        .filter(|word| {
            is_furniture(&lower(word))
                || lexicon::classes(&lower(word)).any(Class::FUNCTION | Class::PRONOUN)
        })
        .count();
    (1..=LONGEST_NAME).contains(&words.len())
        && shaped
        && plain <= usize::from(words.len() > 1 && ends_as_staff(words))
        && !is_outlet(&words.join(" "))
        && !words.iter().all(|word| is_particle(word))
}

/// `Myind Staff`: a desk that signs by the outlet's name.
fn ends_as_staff(words: &[&str]) -> bool {
    words.last().is_some_and(|word| lower(word) == "staff")
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

fn is_name_word(word: &str) -> bool {
    let letters = word
        .chars()
        .all(|c| c.is_alphabetic() || ".'’-‑".contains(c));
    let first = word.chars().next().unwrap_or(' ');
    letters && (!first.is_lowercase() && first.is_alphabetic() || is_particle(word))
}
