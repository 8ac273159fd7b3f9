//! Why an input gave no article.

use thiserror::Error;

/// Why an input gave no article: the cause and, where there is something to do, what to do.
#[derive(Debug, Error)]
pub enum IngestError {
    /// Nothing in it, or only white space.
    #[error("the input is empty; check how it was collected")]
    Empty,
    /// It is no text in any encoding.
    #[error("binary data, not text; leave it out, or turn it into text first")]
    Binary,
    /// It is so long that places in its text could not be told.
    #[error(
        "its text may be longer than 4 GiB once it is UTF-8; split it, or turn it into UTF-8 first"
    )]
    TooLong,
    /// It is read, but there is no article in it.
    #[error("no article in it: {0}")]
    NoArticle(&'static str),
    /// The answer of an API that says that something went wrong.
    #[error("an error message of an API, not an article: {0}")]
    ApiError(String),
    /// One of several articles in the input.
    #[error("record {0}: {1}")]
    InRecord(u64, Box<IngestError>),
    /// An item of a feed in XML that breaks off or is not well-formed. The other items are read all the same.
    #[error(
        "not well-formed XML: {cause} at line {line}, column {column}; the other items were read"
    )]
    Xml {
        /// What is wrong.
        cause: String,
        /// The line, from 1.
        line: u64,
        /// The character in it, from 1.
        column: u64,
    },
    /// It is not what it claims to be.
    #[error("{}", describe(.0))]
    Json(#[from] serde_json::Error),
}

impl IngestError {
    /// The error of the record of that number.
    #[must_use]
    pub fn of_record(self, number: u64) -> Self {
        Self::InRecord(number, Box::new(self))
    }
}

/// Where the JSON breaks off, or what is wrong in it; in one line of a file, that line is known already.
fn describe(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (cause, _) = text.split_once(" at line ").unwrap_or((&text, ""));
    let place = match error.line() {
        0 | 1 => format!("column {}", error.column()),
        line => format!("line {line}, column {}", error.column()),
    };
    if error.is_eof() {
        format!("not valid JSON: it ends too early, at {place}; fetch it again")
    } else {
        format!("not valid JSON: {cause} at {place}; fetch it again, or mend it there")
    }
}
