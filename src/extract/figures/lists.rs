//! The word lists and tables of this room, read once from `src/data/figures/`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Approx;
use crate::text::lexicon;

pub(super) type Set = LazyLock<FxHashSet<&'static str>>;

/// The words of a phrase of exactness, and what it says.
pub(super) type Phrase = (Vec<&'static str>, Approx);

/// What a word of change or level does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// A verb, or "up" and "down": its subject or object is what changes.
    Verb,
    /// A verb that says how much something is or costs.
    Level,
}

macro_rules! set {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(super) static $name: Set =
            LazyLock::new(|| lexicon::entries(include_str!(concat!("../../data/figures/", $file))).collect());
    };
}

set!(
    /// Verbs and adverbs that end a noun phrase.
    STOP_WORDS,
    "stop_word.txt"
);
set!(
    /// Nouns of change: "a 3% rise in prices".
    CHANGE_NOUNS,
    "change_noun.txt"
);
set!(
    /// Numbers that are names: "9/11".
    NOT_FIGURES,
    "not_figure.txt"
);
set!(
    /// Words near which "3-1" is a result.
    SCORE_CUES,
    "score_cue.txt"
);
set!(
    /// Words after which an ordinal is a title or a turn of speech.
    ORDINAL_IDIOMS,
    "ordinal_idiom.txt"
);

/// Words of change and level.
pub(super) static CHANGES: LazyLock<FxHashMap<&'static str, Change>> = LazyLock::new(|| {
    columns(include_str!("../../data/figures/change.tsv"))
        .map(|(word, part)| {
            let change = if part == "level" {
                Change::Level
            } else {
                Change::Verb
            };
            (word, change)
        })
        .collect()
});

/// Words after which a number is part of a name; true where lower case will do too.
pub(super) static NAME_WORDS: LazyLock<FxHashMap<&'static str, bool>> = LazyLock::new(|| {
    columns(include_str!("../../data/figures/name_word.tsv"))
        .map(|(word, part)| (word, part == "any"))
        .collect()
});

/// Phrases before a number that say how exact it is, by their last word, longest first.
pub(super) static APPROX: LazyLock<FxHashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<&str, Vec<Phrase>> = FxHashMap::default();
    for (phrase, approx) in columns(include_str!("../../data/figures/approx.tsv")) {
        let words: Vec<&str> = phrase.split(' ').collect();
        if let Some(&last) = words.last() {
            phrases
                .entry(last)
                .or_default()
                .push((words, approx_named(approx)));
        }
    }
    for entry in phrases.values_mut() {
        entry.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
});

fn approx_named(name: &str) -> Approx {
    match name {
        "at_least" => Approx::AtLeast,
        "at_most" => Approx::AtMost,
        "more_than" => Approx::MoreThan,
        "less_than" => Approx::LessThan,
        _ => Approx::About,
    }
}

/// The first two columns of a table; the second is empty where it is missing.
pub(super) fn columns(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::entries(table).map(|line| {
        let mut columns = line.split('\t');
        (columns.next().unwrap_or(""), columns.next().unwrap_or(""))
    })
}
