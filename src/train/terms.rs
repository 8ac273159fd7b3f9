//! Counts index terms, for the background that the similarity of articles is weighed against.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::Document;
use crate::text::Text;
use crate::text::term;

/// In how many of `documents` each term stands: the number of documents, then a line for each term, a tab and its count.
/// Terms of one document only are left out, as any unknown term counts nothing.
#[must_use]
pub fn count_terms(documents: &[Document]) -> String {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for document in documents {
        let text = Text::new(&document.text, &document.blocks);
        let terms: BTreeSet<String> = term::terms(&text)
            .map(|term| term.stem.into_owned())
            .collect();
        for term in terms {
            *counts.entry(term).or_default() += 1;
        }
    }
    let mut out = format!("{}\n", documents.len());
    for (term, count) in counts.iter().filter(|&(_, &count)| count > 1) {
        let _ = writeln!(out, "{term}\t{count}");
    }
    out
}
