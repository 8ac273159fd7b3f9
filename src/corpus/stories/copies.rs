//! Copies and rewrites: how many of an article's runs of five words stand in another (shingles and containment;
//! Broder 1997). Containment, not resemblance, so that an excerpt of a long article is found.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::text::{Class, Text};

/// How many words make a shingle.
const WORDS: usize = 5;
/// The containment from which an article is called a copy of another.
pub(super) const LEAST: f64 = 0.5;
/// Articles of fewer shingles are too short to tell.
const FEWEST: usize = 8;
/// A shingle is looked for in the first articles that have it: those that others can be copies of.
const FIRST: usize = 64;

/// The hashed shingles of a text, in order of their hashes, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Shingles(Vec<u32>);

impl Shingles {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let words: Vec<u64> = (0..text.len())
            .filter(|&at| text.is(at, Class::WORD | Class::NUMBER))
            .map(|at| xxh3_64_with_seed(text.lower(at).as_bytes(), 0))
            .collect();
        let shingle = |run: &[u64]| {
            let mixed = run.iter().fold(0_u64, |sum, &word| {
                (sum.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            });
            (mixed >> 32) as u32
        };
        let mut shingles: Vec<u32> = words.windows(WORDS).map(shingle).collect();
        shingles.sort_unstable();
        shingles.dedup();
        Self(shingles)
    }
}

/// For each pair of articles that share shingles, how much of the shorter one stands in the other: `(a, b, share)`
/// with `a` before `b`.
pub(super) fn contained(articles: &[&Shingles]) -> Vec<(usize, usize, f64)> {
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (position, shingles) in articles.iter().enumerate() {
        for &shingle in &shingles.0 {
            holders.entry(shingle).or_default().push(position);
        }
    }
    let mut shared: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for list in holders.values() {
        for (index, &b) in list.iter().enumerate() {
            for &a in list[..index].iter().take(FIRST) {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(usize, usize, f64)> = shared
        .into_iter()
        .filter_map(|((a, b), count)| {
            let least = articles[a].0.len().min(articles[b].0.len());
            (least >= FEWEST).then(|| (a, b, count as f64 / least as f64))
        })
        .collect();
    found.sort_by_key(|&(a, b, _)| (a, b));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_contained() {
        let whole = "The port will close for nine days in May while divers mend the lock gate, the harbour master said on Friday.";
        let part =
            "Port news: the port will close for nine days in May while divers mend the lock gate.";
        let other = "The harbour master of the old port said nothing on Friday about divers, gates or the nine days of May.";
        let shingles = [whole, part, other].map(|text| Shingles::of(&Text::new(text, &[])));
        let found = contained(&shingles.each_ref());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].1), (0, 1));
        assert!(found[0].2 > 0.7);
    }
}
