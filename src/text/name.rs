//! Names as strings: the key by which they are compared, acronyms, what two names for one thing have in common.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexicon;

/// For each letter with marks the plain letters that keys have for it.
static PLAIN: LazyLock<FxHashMap<char, &'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/names/fold.txt"))
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(plain, letters)| letters.chars().map(move |letter| (letter, plain)))
        .collect()
});

/// For each name the one that stands for it in keys.
static SAME: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut same = FxHashMap::default();
    for line in lexicon::entries(include_str!("../data/names/same.txt")) {
        let mut names = line.split('|').map(plain);
        let Some(first) = names.next() else { continue };
        for name in names {
            same.insert(name, first.clone());
        }
    }
    same
});

/// The key of a name: lower case, letters without marks, words parted by one blank, no article before them.
///
/// ```
/// assert_eq!(newscorp::text::name::plain("The São Paulo–Santos Line"), "sao paulo santos line");
/// assert_eq!(newscorp::text::name::plain("U.S."), "us");
/// ```
#[must_use]
pub fn plain(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            key.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() {
            push_plain(&mut key, letter);
        } else if parts_words(letter) && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    let trimmed = key.trim();
    let bare = trimmed.strip_prefix("the ").unwrap_or(trimmed);
    bare.to_owned()
}

fn push_plain(key: &mut String, letter: char) {
    for lower in letter.to_lowercase() {
        match PLAIN.get(&lower) {
            Some(plain) => key.push_str(plain),
            None if ('\u{300}'..='\u{36f}').contains(&lower) => {}
            None => key.push(lower),
        }
    }
}

/// Whether a mark parts words; others (`.`, `'`) stand inside them.
fn parts_words(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '-' | '\u{2010}'..='\u{2015}' | '/' | ',' | '&' | '_' | ':'
        )
}

/// The key under which all names of a well-known thing meet: `us`, `america` and `united states` are one.
#[must_use]
pub fn key(name: &str) -> String {
    let plain = plain(name);
    SAME.get(&plain).cloned().unwrap_or(plain)
}

/// The acronyms that a name of several words can have, in lower case: of its capitalised words, and of all its words.
#[must_use]
pub fn acronyms(name: &str) -> Vec<String> {
    let words = || {
        name.split(|c: char| c.is_whitespace() || c == '-')
            .filter(|w| !w.is_empty())
    };
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let large: String = words()
        .filter_map(first)
        .filter(|c| c.is_uppercase())
        .collect();
    let all: String = words().filter_map(first).collect();
    let mut found: Vec<String> = [large, all].iter().map(|letters| plain(letters)).collect();
    found.dedup();
    found.retain(|acronym| acronym.chars().count() > 1);
    found
}

/// Whether a written form looks like an acronym: two to eight letters, most of them capitals.
#[must_use]
pub fn is_acronym(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphanumeric()).count();
    let large = form.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters) && large * 3 >= letters * 2 && !form.contains(' ')
}

/// Whether the letters of `short` stand in `long` in the same order, the first one first.
#[must_use]
pub fn abbreviates(short: &str, long: &str) -> bool {
    let (short, long) = (plain(short), plain(long));
    let mut letters = long.chars();
    long.chars().next() == short.chars().next()
        && short.chars().all(|letter| letters.any(|l| l == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_meet_where_names_differ_in_writing_alone() {
        assert_eq!(plain("Erdoğan"), plain("Erdogan"));
        assert_eq!(plain("O’Brien"), plain("O'Brien"));
        assert_eq!(key("the U.S."), key("United States"));
        assert_eq!(key("Congo-Kinshasa"), key("DR Congo"));
        assert_eq!(plain("  "), "");
    }

    #[test]
    fn acronyms_are_of_large_or_of_all_words() {
        assert_eq!(acronyms("Ministry of Trade"), ["mt", "mot"]);
        assert_eq!(acronyms("World Bank"), ["wb"]);
        assert!(acronyms("Reuters").is_empty());
        assert!(is_acronym("LDP") && is_acronym("U.N.") && !is_acronym("Tokyo"));
        assert!(abbreviates("KPMS", "Kampala Ministry") && !abbreviates("XM", "Max"));
    }
}
