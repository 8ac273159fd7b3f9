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

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident = $group:literal;)*) => {
        $($(#[$doc])*
        pub(super) static $name: Set =
            LazyLock::new(|| lexicon::group(include_str!("../../data/figures/groups.tsv"), $group));)*

        #[cfg(test)]
        const GROUPS: &[(&str, &Set)] = &[$(($group, &$name)),*];
    };
}

groups! {
    /// Nouns of which each costs or brings so much: "48 cents a share".
    EACH = "each";
    /// Words before a share that let what is left of them say what it measures.
    GOVERNS = "governs";
    /// Ways in which something is measured: "500 km long".
    DIMENSIONS = "dimensions";
    /// Articles, adjectives of size and the like that stand between a figure and what governs it.
    LEADS = "leads";
    /// Prepositions before a figure.
    PREPOSITIONS = "prepositions";
    /// Words inside a time that stands between a noun and its verb.
    TIME_LEADS = "time_leads";
    /// Words before the step of a change rather than its level.
    STEPS = "steps";
    /// Words before the name of a place.
    BEFORE_PLACE = "before_place";
    /// Words before a number that make it a year.
    BEFORE_YEAR = "before_year";
    /// Words before "one" that make it a pronoun.
    BEFORE_PRONOUN = "before_pronoun";
    /// Words after "one" that make it a turn of speech: "one day".
    AFTER_PRONOUN = "after_pronoun";
    /// Words before a "half" that is no share: "second half".
    BEFORE_HALF = "before_half";
    /// Plural nouns without the ending of one.
    PLURALS = "plurals";
    /// Words before a noun that are no part of its head.
    DETERMINERS = "determiners";
    /// Words before a verb.
    MODALS = "modals";
    /// Words in -ly that are no adverbs.
    NO_ADVERBS = "no_adverbs";
    /// Words after a multiple that it is compared with.
    COMPARES = "compares";
    /// Words after "times" that make a multiple of it.
    TIMES_COMPARES = "times_compares";
    /// Words after a "double" that multiplies.
    DOUBLES = "doubles";
    /// What pounds of it are money: "pounds of debt".
    POUNDS_OF = "pounds_of";
    /// The units that measure time.
    TIMES = "times";
    /// Words of the sentence that show that pounds are a weight.
    WEIGHT = "weight";
    /// What something is more of than another: "15 per cent dearer".
    COMPARATIVES = "comparatives";
    /// Nouns that say how high something stands: "to an average of".
    LEVEL_NOUNS = "level_nouns";
    /// Verbs with what costs as subject and who pays as object.
    COSTS = "costs";
    /// What is counted on both sides of a result: "14 votes to 9".
    VOTES = "votes";
    /// Verbs and nouns that tell how a match or a vote ended: "voted 14 to 9".
    DECIDES = "decides";
    /// Plurals that stand before a noun: "arms sales".
    PLURAL_MODIFIERS = "plural_modifiers";
    /// Nouns for persons, whose age may follow: "the boy, 6,".
    PERSONS = "persons";
    /// Verbs whose subject wants, doubts or reckons a figure and is not what it measures.
    STANCES = "stances";
    /// Verbs between two figures after which the second is no other word for the first.
    VERBS_BETWEEN = "verbs_between";
    /// Forms of verbs of change that are no nouns: "the budget raises spending".
    FINITE_CHANGES = "finite_changes";
    /// Words in -ed that are no participles.
    NO_PARTICIPLES = "no_participles";
    /// Words between an owner and how many it has: "the port's roughly 110 crews".
    LOOSE = "loose";
    /// Words near which "3m" is a length.
    LENGTHS = "lengths";
    /// Verbs between a denial and the bound that it denies: "will not cost more than".
    BOUNDED = "bounded";
    /// Words between "from" and the earlier value: "from a record".
    BEFORE_EARLIER = "before_earlier";
}

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

/// When a word that multiplies is a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Multiplies {
    Always,
    /// Before what it is compared with: "twice the size"; "read it twice" counts how often.
    Compared,
    /// Before what it multiplies, or after a word of exactness: "double the price", "more than double".
    Doubling,
}

/// Words that multiply, by how much, and when.
pub(super) static MULTIPLES: LazyLock<FxHashMap<&'static str, (f64, Multiplies)>> =
    LazyLock::new(|| {
        let multiple = |line: &'static str| {
            let mut columns = line.split('\t');
            let word = columns.next()?;
            let value = columns.next()?.parse().ok()?;
            let when = match columns.next() {
                Some("compared") => Multiplies::Compared,
                Some("doubling") => Multiplies::Doubling,
                _ => Multiplies::Always,
            };
            Some((word, (value, when)))
        };
        lexicon::entries(include_str!("../../data/figures/multiple.tsv"))
            .filter_map(multiple)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_the_table_is_read() {
        let table = include_str!("../../data/figures/groups.tsv");
        let lines = table.lines().filter(|line| !line.starts_with("# "));
        assert_eq!(lines.count(), GROUPS.len());
        for (name, words) in GROUPS {
            assert!(!words.is_empty(), "{name}");
        }
    }
}
