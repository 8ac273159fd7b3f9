//! The words that introduce the parts of a credit line: `Published on`, `By`, `Filed under`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::lexicon;

/// The most words that a label has.
const LONGEST: usize = 4;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The time of publication.
    Published,
    /// The time of the last change.
    Updated,
    /// The author.
    By,
    /// Somebody else: an editor, a photographer.
    NotBy,
    /// The section.
    Section,
}

static LABELS: LazyLock<FxHashMap<&'static str, Label>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/ingest/credit_labels.txt"))
        .filter_map(|line| {
            let (kind, labels) = line.split_once(": ")?;
            let label = match kind {
                "published" => Label::Published,
                "updated" => Label::Updated,
                "by" => Label::By,
                "not_by" => Label::NotBy,
                _ => Label::Section,
            };
            Some(labels.split(" | ").map(move |text| (text, label)))
        })
        .flatten()
        .collect()
});

/// The words that labels begin with, and those that they end in.
static EDGES: LazyLock<[FxHashSet<&'static str>; 2]> = LazyLock::new(|| {
    let edge = |word: for<'a> fn(&'a str) -> Option<&'a str>| {
        let labels = LABELS.keys().copied();
        labels.filter_map(word).collect()
    };
    [
        edge(|label| label.split_whitespace().next().map(bare)),
        edge(|label| label.split_whitespace().next_back().map(bare)),
    ]
});

fn bare(word: &str) -> &str {
    word.trim_matches([':', '.'])
}

/// Whether a label can begin, or end, with a word; what is no word at all is passed over.
fn can_be_edge(edge: usize, word: Option<&str>) -> bool {
    let word = word.map_or("", bare);
    word.is_empty() || EDGES[edge].contains(word.to_lowercase().as_str())
}

/// The label that `text` consists of.
pub(super) fn whole(text: &str) -> Option<Label> {
    if text.len() > 60 {
        return None;
    }
    let text = text.to_lowercase();
    LABELS.get(text.trim_matches([':', ' ', '.'])).copied()
}

/// The label at the start of `text`, the longest one, and what follows it.
pub(super) fn prefix(text: &str) -> (Option<Label>, &str) {
    if let Some((front, rest)) = text.split_once(':')
        && let Some(label) = whole(front)
    {
        return (Some(label), rest.trim());
    }
    if !can_be_edge(0, text.split_whitespace().next()) {
        return (None, text);
    }
    let ends = word_ends(text);
    let found = ends.iter().take(LONGEST).rev().find_map(|&end| {
        let label = whole(&text[..end])?;
        let rest = text[end..].trim();
        (!rest.is_empty()).then_some((Some(label), rest))
    });
    found.unwrap_or((None, text))
}

/// What stands before the label at the end of `text`, and that label, if it announces a date: `Jane Doe Published on`.
pub(super) fn suffix(text: &str) -> (&str, Option<Label>) {
    if !can_be_edge(1, text.split_whitespace().next_back()) {
        return (text, None);
    }
    let starts: Vec<usize> = word_starts(text);
    let found = starts.iter().rev().take(LONGEST).rev().find_map(|&start| {
        let label = whole(&text[start..])?;
        let dated = matches!(label, Label::Published | Label::Updated);
        (dated && start > 0).then(|| (text[..start].trim_end(), Some(label)))
    });
    found.unwrap_or((text, None))
}

fn word_ends(text: &str) -> Vec<usize> {
    text.split_whitespace()
        .map(|word| word.as_ptr() as usize - text.as_ptr() as usize + word.len())
        .collect()
}

fn word_starts(text: &str) -> Vec<usize> {
    text.split_whitespace()
        .map(|word| word.as_ptr() as usize - text.as_ptr() as usize)
        .collect()
}
