//! Why an input gave no article.

use thiserror::Error;

/// Why an input gave no article: the cause and, where there is something to do, what to do.
#[derive(Debug, Error)]
pub enum IngestError {
    /// Nothing in it, or only white space.
    #[error("the input is empty")]
    Empty,
    /// It is read, but there is no article in it.
    #[error("no article in it: {0}")]
    NoArticle(&'static str),
    /// It is not what it claims to be.
    #[error("not valid JSON: {0}")]
    Json(#[from] serde_json::Error),
}
