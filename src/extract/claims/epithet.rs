//! What well-known bodies go by, as data: "the world body", "the bloc".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The names, in lower case, of those that each description can mean.
static EPITHETS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| load(include_str!("../../data/claims/epithets.tsv")));

fn load(table: &'static str) -> FxHashMap<&'static str, Vec<&'static str>> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let columns = rows.filter_map(|line| line.split_once('\t'));
    let each = columns.flat_map(|(words, names)| {
        let names: Vec<&str> = names.split('|').collect();
        words.split('|').map(move |word| (word, names.clone()))
    });
    each.collect()
}

/// The names of those that a description without its article can mean.
pub(super) fn names(words: &str) -> Option<&'static [&'static str]> {
    EPITHETS.get(words).map(Vec::as_slice)
}
