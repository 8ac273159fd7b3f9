//! Words that are parted over the end of a line: `govern-` and `ment`, `well-` and `trained`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::lexicon;

static WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/ingest/common_words.txt"))
        .flat_map(str::split_whitespace)
        .collect()
});

/// What joins two lists in which a hyphen stands for the rest of a word: `two- and three-year terms`, `Vor- und Nachteile`.
const JOINTS: [&str; 9] = ["and", "or", "to", "und", "oder", "bis", "et", "ou", "en"];

/// How a line goes on behind its last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// With a space.
    Space,
    /// Without one; the hyphen belongs to the word.
    Hyphen,
    /// Without one, and without the hyphen.
    Solid,
}

/// The words of a text, which tell how it writes its words; gathered only where a word is parted.
#[derive(Debug)]
pub(super) struct Seen<'t> {
    text: &'t str,
    words: Option<FxHashSet<String>>,
}

impl<'t> Seen<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, words: None }
    }

    fn has(&mut self, word: &str) -> bool {
        let words = self.words.get_or_insert_with(|| {
            let words = self.text.split(|c: char| !c.is_alphanumeric() && c != '-');
            let whole = words.filter(|word| word.len() > 3 && !word.ends_with('-'));
            whole.map(str::to_lowercase).collect()
        });
        words.contains(word)
    }

    /// How `line` is joined with `next`.
    pub(super) fn joint(&mut self, line: &str, next: &str) -> Joint {
        if line.ends_with('\u{ad}') {
            return Joint::Solid;
        }
        let Some(head) = line.strip_suffix(['-', '\u{2010}']) else {
            return Joint::Space;
        };
        let letter = |c: char| c.is_alphanumeric() || c == '-';
        let head = &head[head.trim_end_matches(letter).len()..];
        let tail = &next[..next.find(|c: char| !letter(c)).unwrap_or(next.len())];
        if !head.ends_with(char::is_alphanumeric) || tail.is_empty() || JOINTS.contains(&tail) {
            return Joint::Space;
        }
        let last = head.rsplit('-').next().unwrap_or(head);
        let parted = last.chars().all(char::is_alphabetic) && tail.starts_with(char::is_lowercase);
        if !parted || head.len() > last.len() {
            return Joint::Hyphen;
        }
        self.of_words(&head.to_lowercase(), tail)
    }

    /// A word is written as the text writes it elsewhere, else as the list has it. Two words stay two.
    fn of_words(&mut self, head: &str, tail: &str) -> Joint {
        let solid = format!("{head}{tail}");
        if WORDS.contains(solid.as_str()) || self.has(&solid) {
            return Joint::Solid;
        }
        let first = tail.split('-').next().unwrap_or(tail);
        if WORDS.contains(first) || self.has(&format!("{head}-{tail}")) {
            Joint::Hyphen
        } else {
            Joint::Solid
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_parted_word_loses_its_hyphen() {
        let text = "Portsea voted. The night-watch saw it.";
        for (line, next, expected) in [
            ("the local govern-", "ment had", Joint::Solid),
            ("the coun-", "cil's plan", Joint::Solid),
            ("in Port-", "sea on", Joint::Solid),
            ("der Verwal-", "tung in", Joint::Solid),
            ("the night-", "watch saw", Joint::Hyphen),
            ("a well-", "trained crew", Joint::Hyphen),
            ("a long-", "term plan", Joint::Hyphen),
            ("the 15-", "year-old boat", Joint::Hyphen),
            ("a state-of-", "the-art yard", Joint::Hyphen),
            ("the Franco-", "German plan", Joint::Hyphen),
            ("both two-", "and three-year terms", Joint::Space),
            ("he said -", "and left", Joint::Space),
            ("the ferry", "sails", Joint::Space),
            ("the ship\u{ad}", "yard", Joint::Solid),
        ] {
            assert_eq!(Seen::new(text).joint(line, next), expected, "{line} {next}");
        }
    }
}
