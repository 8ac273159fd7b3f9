//! What readers note for `--explain`, when it is asked for: it costs a look at a flag otherwise.
//!
//! An input is read on one thread, so what is noted is kept there, and no reader has to hand it on.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::model::{Article, Dropped, Locator};

/// What was seen of one article.
pub(super) struct Seen {
    pub(super) locator: Locator,
    /// Fields, what an element or key says of them, and its name.
    pub(super) said: Vec<(&'static str, String, &'static str)>,
    pub(super) dropped: Vec<Dropped>,
}

impl Seen {
    /// That one source says one thing of an article.
    pub(super) fn said(
        article: &Article,
        field: &'static str,
        value: &str,
        source: &'static str,
    ) -> Self {
        Self {
            locator: article.locator.clone(),
            said: vec![(field, value.to_owned(), source)],
            dropped: Vec::new(),
        }
    }
}

thread_local! {
    static SEEN: RefCell<Option<Vec<Seen>>> = const { RefCell::new(None) };
}

/// Whether anything has to be noted.
pub(super) fn is_on() -> bool {
    SEEN.with_borrow(Option::is_some)
}

/// Notes what was seen of an article.
pub(super) fn note(seen: Seen) {
    SEEN.with_borrow_mut(|all| {
        if let Some(all) = all {
            all.push(seen);
        }
    });
}

/// Runs a reader and collects what it notes of each article.
pub(super) fn collect<R>(read: impl FnOnce() -> R) -> (R, FxHashMap<Locator, Seen>) {
    SEEN.set(Some(Vec::new()));
    let result = read();
    let mut all: FxHashMap<Locator, Seen> = FxHashMap::default();
    for next in SEEN.take().unwrap_or_default() {
        match all.get_mut(&next.locator) {
            Some(seen) => {
                seen.said.extend(next.said);
                seen.dropped.extend(next.dropped);
            }
            None => {
                all.insert(next.locator.clone(), next);
            }
        }
    }
    (result, all)
}
