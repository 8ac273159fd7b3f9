//! Reading annotated data, training and scoring models.

mod columns;
mod corpus;
mod crf;
mod document;
mod entities;
mod terms;

pub use document::{Document, KINDS, KindSet, Name};
pub use entities::{Counts, Options, Weighted, score, train};
pub use terms::count_terms;

/// Why annotated data cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {cause}")]
pub struct TrainError {
    line: usize,
    cause: String,
}

impl TrainError {
    fn at(line: usize, cause: &str) -> Self {
        Self {
            line,
            cause: cause.to_owned(),
        }
    }
}

/// Reads annotated texts: the project's own articles (`<corpus>`), or a column file.
///
/// # Errors
/// Where the data is not well formed: with its line.
pub fn read(source: &str) -> Result<Vec<Document>, TrainError> {
    if source.trim_start().starts_with('<') {
        corpus::read(source)
    } else {
        columns::read(source)
    }
}
