//! What is worth telling of an input beside its articles.

use std::collections::BTreeMap;

/// What was seen in an input that is in no record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// How many articles hold only an excerpt, as many feeds give no more.
    pub excerpts: u64,
    /// How many pages have nothing that the selector matches, where one was given.
    pub unselected: u64,
    /// What was passed over on purpose, by what it is.
    pub passed_over: BTreeMap<&'static str, u64>,
}

impl Notes {
    pub(super) fn pass_over(&mut self, what: &'static str) {
        *self.passed_over.entry(what).or_default() += 1;
    }
}
