//! Why an article came out as it did.

use super::{Format, Locator};

/// Which reader took an input, what gave each field of the article, and what was left out of its text.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Where the article was read from.
    pub locator: Locator,
    /// The format that it was read in.
    pub format: Format,
    /// Why it was read so.
    pub why: &'static str,
    /// What is known of the article, in the order of the record.
    pub fields: Vec<Evidence>,
    /// What is not in its text, in the order of the input.
    pub dropped: Vec<Dropped>,
}

/// What gave a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The field, as records name it.
    pub field: &'static str,
    /// Its value.
    pub value: String,
    /// What says so; several that agree are parted by commas.
    pub from: String,
}

/// A part of the input that is not in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Its words.
    pub text: String,
    /// Why it was left out.
    pub why: &'static str,
}
