//! `--after`: goes on where an earlier run ended. Inputs come in the same order each time, so it is enough to know the
//! last one that was done.

use std::borrow::Cow;

use super::failure::written_out;
use crate::model::Locator;
use crate::report::is_hidden;
use crate::source::{Item, SourceError};

/// Where an item stands: which one it is of those that come from the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    locator: Locator,
    turn: u64,
}

impl Place {
    /// What it is called, fit for a terminal: `crawl/a.html`, `articles.ndjson:17` for a line, `-:3`; for the third
    /// item of a long feed `feed.xml:3`.
    pub(super) fn name(&self) -> String {
        self.numbered(written_out(&self.locator.path.to_string_lossy()))
    }

    fn numbered(&self, path: String) -> String {
        match (self.locator.record, self.turn) {
            (Some(number), _) | (None, number @ 2..) => format!("{path}:{number}"),
            (None, _) => path,
        }
    }

    fn is_called(&self, name: &str) -> bool {
        let path = self.locator.path.to_string_lossy();
        // The path is compared first, as it is done for every input that is passed over.
        name.starts_with(&*path) && self.numbered(path.to_string()) == name
            || path.chars().any(is_hidden) && self.name() == name
    }
}

/// An item and where it stands; what was passed over stands nowhere.
pub(super) type Placed = (Option<Place>, Item);

/// The items of a source behind one of them.
pub(super) struct After<S> {
    items: S,
    /// The name of the last one that was done; nothing once it has been met.
    done: Option<String>,
    last: Option<Place>,
}

impl<S: Iterator<Item = Item>> After<S> {
    /// All items, or those behind the one of this name.
    pub(super) const fn new(items: S, done: Option<String>) -> Self {
        Self {
            items,
            done,
            last: None,
        }
    }

    fn placed(&mut self) -> Option<Placed> {
        let item = self.items.next()?;
        let locator = match &item {
            Item::Input(input) => &input.locator,
            Item::Failed(locator, _) => locator,
            Item::Skipped(_) => return Some((None, item)),
        };
        let same = self.last.take().filter(|last| last.locator == *locator);
        let place = Place {
            locator: locator.clone(),
            turn: same.map_or(1, |last| last.turn + 1),
        };
        self.last = Some(place.clone());
        Some((Some(place), item))
    }
}

impl<S: Iterator<Item = Item>> Iterator for After<S> {
    type Item = Placed;

    fn next(&mut self) -> Option<Placed> {
        let Some(done) = self.done.take() else {
            return self.placed();
        };
        while let Some((place, _)) = self.placed() {
            if place.is_some_and(|place| place.is_called(&done)) {
                return self.placed();
            }
        }
        let locator = Locator {
            path: done.into(),
            record: None,
        };
        Some((None, Item::Failed(locator, SourceError::NotMet)))
    }
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "-_./:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Input;

    /// What is left of inputs behind the one of this name.
    fn left(inputs: &[(&str, Option<u64>)], done: &str) -> Vec<String> {
        let items: Vec<Item> = inputs
            .iter()
            .map(|&(path, record)| {
                let path = path.into();
                Item::Input(Input::new(Locator { path, record }, Vec::new()))
            })
            .collect();
        After::new(items.into_iter(), Some(done.to_owned()))
            .map(|(place, item)| match item {
                Item::Failed(_, error) => error.to_string(),
                _ => place.map_or_else(String::new, |place| place.name()),
            })
            .collect()
    }

    #[test]
    fn what_stands_behind_the_last_one_is_left() {
        let all = [
            ("a.txt", None),
            ("b.nd", Some(1)),
            ("b.nd", Some(2)),
            ("c\n", None),
            ("d", None),
        ];
        assert_eq!(left(&all, "b.nd:1"), ["b.nd:2", "c\\n", "d"]);
        assert_eq!(left(&all, "a.txt").len(), 4);
        assert_eq!(left(&all, "c\n"), ["d"]);
        assert_eq!(left(&all, "c\\n"), ["d"]);
        assert!(left(&all, "d").is_empty());
    }

    #[test]
    fn items_from_one_place_are_counted() {
        let all = [
            ("a.xml", None),
            ("a.xml", None),
            ("a.xml", None),
            ("b.xml", None),
        ];
        assert_eq!(left(&all, "a.xml"), ["a.xml:2", "a.xml:3", "b.xml"]);
        assert_eq!(left(&all, "a.xml:2"), ["a.xml:3", "b.xml"]);
    }

    #[test]
    fn a_name_that_is_not_met_is_said() {
        let all = [("a.txt", None)];
        assert!(left(&all, "b.txt")[0].starts_with("--after names no input"));
    }

    #[test]
    fn names_are_quoted_for_a_shell() {
        assert_eq!(quoted("crawl/a-1.html:3"), "crawl/a-1.html:3");
        assert_eq!(quoted("it's $x"), r"'it'\''s $x'");
    }
}
