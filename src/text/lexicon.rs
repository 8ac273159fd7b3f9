//! The word lists: which classes a lower-case word has.
//!
//! A list is a file of `src/data/words/`, one lower-case word a line, `#` for comments;
//! in a table (`.tsv`), the word is the first column. One look-up a token gives the
//! bits of all lists; values (which month, which unit) are looked up by the extractor that needs them, once a bit is set.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Class;

const LISTS: &[(Class, &str)] = &[
    (Class::MONTH, include_str!("../data/words/month.txt")),
    (Class::WEEKDAY, include_str!("../data/words/weekday.txt")),
    (
        Class::TIME_UNIT,
        include_str!("../data/words/time_unit.txt"),
    ),
    (Class::NUMBER_WORD, include_str!("../data/words/number.tsv")),
    (
        Class::ORDINAL_WORD,
        include_str!("../data/words/ordinal.tsv"),
    ),
    (
        Class::MAGNITUDE,
        include_str!("../data/words/magnitude.tsv"),
    ),
    (Class::PRONOUN, include_str!("../data/words/pronoun.txt")),
    (Class::CUE, include_str!("../data/words/cue.txt")),
    (Class::FUNCTION, include_str!("../data/words/function.txt")),
    (Class::PLAIN, include_str!("../data/words/plain.txt")),
];

/// Tables of the temporal expressions: the first word of each line gets the class.
const TEMPORAL: &[&str] = &[
    include_str!("../data/dates/words.tsv"),
    include_str!("../data/dates/holidays.tsv"),
    include_str!("../data/dates/references.tsv"),
    include_str!("../data/dates/degrees.tsv"),
];

static CLASSES: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut classes = FxHashMap::default();
    for &(class, list) in LISTS {
        for word in entries(list) {
            let word = word.split('\t').next().unwrap_or(word);
            *classes.entry(word).or_insert(Class::NONE) |= class;
        }
    }
    for word in TEMPORAL.iter().flat_map(|table| entries(table)) {
        let word = word.split_whitespace().next().unwrap_or(word);
        for word in [word, word.split('\'').next().unwrap_or(word)] {
            *classes.entry(word).or_insert(Class::NONE) |= Class::TEMPORAL;
        }
    }
    classes
});

/// The classes of a lower-case word; none where no list has it.
#[must_use]
pub fn classes(lower: &str) -> Class {
    CLASSES.get(lower).copied().unwrap_or(Class::NONE)
}

/// Currency codes, as they are written, that amounts are glued to.
static CURRENCY_CODES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../data/words/currency_code.txt")).collect());

/// Whether letters before digits are a currency: `Rs500` is an amount, `A380` is none.
pub(super) fn is_currency_code(letters: &str) -> bool {
    CURRENCY_CODES.contains(letters)
}

/// The entries of a word list: its lines without comments, blank lines and outer white space.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .filter(|line| !line.is_empty())
}

/// The words of one group of a table whose lines are a group, a tab and its words; empty where the table has no such
/// group. Comments are whole lines that begin with `# `, so that `#` can be a word.
#[must_use]
pub fn group(table: &'static str, name: &str) -> FxHashSet<&'static str> {
    groups(table).remove(name).unwrap_or_default()
}

/// All groups of such a table. Lines of one name make one group.
#[must_use]
pub fn groups(table: &'static str) -> FxHashMap<&'static str, FxHashSet<&'static str>> {
    let mut groups: FxHashMap<_, FxHashSet<_>> = FxHashMap::default();
    let lines = table.lines().filter(|line| !line.starts_with("# "));
    for (name, words) in lines.filter_map(|line| line.split_once('\t')) {
        groups.entry(name).or_default().extend(words.split(' '));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_classes_of_every_list_that_holds_it() {
        assert!(classes("may").all(Class::MONTH | Class::FUNCTION));
        assert_eq!(classes("mayonnaise"), Class::NONE);
    }
}
