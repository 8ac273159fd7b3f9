//! How common terms are in ordinary news, so that what is common anywhere weighs little even where only a handful of
//! articles is compared.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::text::lexicon;

/// A term, hashed together with its language: articles of different languages have none in common.
pub(super) type TermId = u32;

/// In how many background articles each term stands.
pub(super) struct Background {
    /// How many articles there are.
    pub(super) articles: f64,
    counts: FxHashMap<TermId, f64>,
}

impl Background {
    /// In how many of them `term` stands.
    pub(super) fn count(&self, term: TermId) -> f64 {
        self.counts.get(&term).copied().unwrap_or(0.0)
    }
}

pub(super) static BACKGROUND: LazyLock<Background> = LazyLock::new(|| {
    let mut lines = lexicon::entries(include_str!("../data/corpus/terms.tsv"));
    let number = |text: Option<&str>| text.and_then(|n| n.parse().ok()).unwrap_or(0.0);
    let articles = number(lines.next());
    let counts = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(term, count)| (id("en", term), number(Some(count))))
        .collect();
    Background { articles, counts }
});

/// The id of a stem in a language.
pub(super) fn id(language: &str, stem: &str) -> TermId {
    let hash = xxh3_64_with_seed(stem.as_bytes(), xxh3_64_with_seed(language.as_bytes(), 0));
    (hash >> 32) as u32
}
