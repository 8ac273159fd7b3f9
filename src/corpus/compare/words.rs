//! The word lists of comparisons (`src/data/corpus/words.tsv`).

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::lexicon;

static LISTS: LazyLock<FxHashMap<&'static str, FxHashSet<&'static str>>> =
    LazyLock::new(|| lexicon::groups(include_str!("../../data/corpus/words.tsv")));

/// Whether a list has a word, which is in lower case.
pub(super) fn is(list: &str, word: &str) -> bool {
    LISTS.get(list).is_some_and(|words| words.contains(word))
}

/// Whether a word makes its clause say the opposite: "not", "never", "hasn't", "refused".
pub(super) fn denies(word: &str) -> bool {
    is("negation", word) || negates(word)
}

/// Whether a word says of its verb that it is not so: "not", "never", "hasn't".
pub(super) fn negates(word: &str) -> bool {
    is("not", word) || word.ends_with("n't") || word.ends_with("n\u{2019}t")
}
