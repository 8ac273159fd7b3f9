//! The tags of an article.

use rustc_hash::FxHashSet;

/// A longer tag, in bytes, is none.
const LONGEST: usize = 80;
/// What an article is tagged with beyond that says nothing of it.
const MOST: usize = 60;

/// The tags of a list, each once, whatever its letters' case.
pub(super) fn distinct(given: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    let named = |tag: &String| !tag.is_empty() && tag.len() <= LONGEST;
    let tags = given.into_iter().filter(named);
    tags.filter(|tag| seen.insert(tag.to_lowercase()))
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tag_is_given_once() {
        let given = ["Harbour", "ferries", "", "HARBOUR"].map(str::to_owned);
        assert_eq!(distinct(given), ["Harbour", "ferries"]);
        let many = (0..1000).map(|number| format!("tag{number}"));
        assert_eq!(distinct(many).len(), MOST);
        assert!(distinct(["x".repeat(81)]).is_empty());
    }
}
