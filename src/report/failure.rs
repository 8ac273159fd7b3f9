//! An input that failed, as a line of JSON: of `--errors FILE`, and of the output of `--one-to-one`.

use std::borrow::Cow;

use super::wire::{object, write};

object! {
    /// An input that failed: a line of `--errors FILE`, and of `--one-to-one` where a record failed.
    pub(super) struct FailureLine<'a> {
        /// What failed.
        error: Failure<'a>,
        /// The id that the record gave, as it gave it.
        id: GivenId,
    }
}

object! {
    /// What failed of an input.
    pub(super) struct Failure<'a> {
        /// The path of the input.
        path: Cow<'a, str>,
        /// The number of its line or record, where it has several.
        line: Option<u64>,
        /// The number of the article in the record, where that has several.
        article: Option<u64>,
        /// `unreadable`, `no_article`, `no_input`, or `internal`: a fault of newscorp.
        kind: &'a str,
        /// The cause, and what to do.
        message: &'a str,
    }
}

/// The id that a record gave for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GivenId {
    /// None, or nothing that can be one.
    #[default]
    None,
    /// A string.
    Text(String),
    /// A number, digit by digit.
    Number(String),
}

/// An input that failed, and why.
#[derive(Debug)]
pub struct Failed<'a> {
    /// Its path.
    pub path: Cow<'a, str>,
    /// The number of its record, from 1, where it has several.
    pub line: Option<u64>,
    /// The number of the article in it, from 1, where that has several.
    pub article: Option<u64>,
    /// What sort of failure it is.
    pub kind: &'a str,
    /// The cause and what to do.
    pub message: &'a str,
    /// The id that the record gave: a string, a number or null.
    pub id: &'a GivenId,
}

impl Failed<'_> {
    /// The failure as one line of JSON, with its line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        let mut out = String::new();
        let error = Failure {
            path: Cow::Borrowed(&self.path),
            line: self.line,
            article: self.article,
            kind: self.kind,
            message: self.message,
        };
        let id = self.id.clone();
        write(&FailureLine { error, id }, &mut out);
        out.push('\n');
        out
    }
}
