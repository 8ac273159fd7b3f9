//! What the words around a date tell of it: whether the clause looks ahead or back.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::Modifier;
use crate::text::{Class, Text, TokenSpan, lexicon};

/// Where a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    Past,
    Future,
    /// Perhaps ahead: "could", "the deadline".
    Ahead,
    Unknown,
}

static CUES: LazyLock<FxHashMap<&'static str, Outlook>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../../data/dates/cues.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, way)| {
            let outlook = match way {
                "future" => Outlook::Future,
                "ahead" => Outlook::Ahead,
                _ => Outlook::Past,
            };
            (word, outlook)
        })
        .collect()
});

/// How far from a date its cue may stand, in tokens.
const REACH: usize = 24;

/// Where the clause around the date `at` looks: the nearest cue before it in its sentence, else the nearest after it.
pub(super) fn outlook(text: &Text<'_>, at: TokenSpan) -> Outlook {
    let sentence = text
        .sentences
        .get(text.sentence_of(at.range().start))
        .map_or(0..text.len(), |s| s.range());
    let before = at.range().start.saturating_sub(REACH).max(sentence.start)..at.range().start;
    let after = at.range().end..(at.range().end + REACH).min(sentence.end);
    before
        .rev()
        .take_while(|&index| text.word(index) != ";")
        .find_map(|index| cue(text, index))
        .or_else(|| after.clone().find_map(|index| cue(text, index)))
        .unwrap_or(Outlook::Unknown)
}

fn cue(text: &Text<'_>, at: usize) -> Option<Outlook> {
    if !text.is(at, Class::WORD) {
        return None;
    }
    let word = text.lower(at);
    if let Some(&outlook) = CUES.get(word) {
        let month = word == "may" && text.is(at, Class::CAPITAL);
        return (!month).then_some(outlook);
    }
    let regular = word.len() > 4 && word.ends_with("ed") && !text.is(at, Class::CAPITAL);
    regular.then_some(Outlook::Past)
}

/// What the preposition before a date makes of it.
pub(super) fn preposition(text: &Text<'_>, at: usize) -> Option<Modifier> {
    if at == 0 {
        return None;
    }
    match text.lower(at - 1) {
        "by" => Some(Modifier::OnOrBefore),
        "before" => Some(Modifier::Before),
        "after" => Some(Modifier::After),
        "since" => Some(Modifier::OnOrAfter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_cue_before_a_date_wins() {
        let cases = [
            ("She said on Friday that it will rain", 3, Outlook::Past),
            ("He said the court will meet on Friday", 7, Outlook::Future),
            ("Talks were scheduled for Friday", 4, Outlook::Future),
            ("On Friday the prices dropped again", 1, Outlook::Past),
            ("Friday", 0, Outlook::Unknown),
        ];
        for (source, at, expected) in cases {
            let text = Text::new(source, &[]);
            assert_eq!(
                outlook(&text, TokenSpan::at(at, at + 1)),
                expected,
                "{source}"
            );
        }
    }
}
