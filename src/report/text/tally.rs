//! Things in the order of their first appearance, each with how often it was met.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Counts things.
pub(super) struct Tally<T> {
    places: FxHashMap<T, usize>,
    /// The things and how often each was met.
    pub(super) counts: Vec<(T, usize)>,
}

impl<T: Clone + Eq + Hash> Tally<T> {
    pub(super) fn new() -> Self {
        Self {
            places: FxHashMap::default(),
            counts: Vec::new(),
        }
    }

    /// Counts `thing`; true where it is met for the first time.
    pub(super) fn add(&mut self, thing: T) -> bool {
        if let Some(&place) = self.places.get(&thing) {
            self.counts[place].1 += 1;
            return false;
        }
        self.places.insert(thing.clone(), self.counts.len());
        self.counts.push((thing, 1));
        true
    }
}
