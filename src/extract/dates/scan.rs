//! The walk over the text: it asks the grammar at every token that can open an expression.

use super::grammar;
use super::value::Reading;
use super::view::{Glossary, View};
use crate::text::{Text, TokenSpan};

/// An expression found, not yet resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub tokens: TokenSpan,
    pub reading: Reading,
}

/// Finds the expressions of a text from left to right; none overlaps another.
pub(super) fn scan(text: &Text<'_>) -> Vec<Candidate> {
    let glossary = Glossary::new(text);
    let mut found = Vec::new();
    for sentence in &text.sentences {
        let view = View::new(text, &glossary, sentence.range());
        let mut at = view.start;
        while at < view.limit {
            at = if view.can_open(at) {
                grammar::read(view, at, &mut found).unwrap_or(at + 1)
            } else {
                at + 1
            };
        }
    }
    found
}
