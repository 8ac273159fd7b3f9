//! Pairs of articles that have terms in common, by an inverted index: never all pairs.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::vector::Vector;
use crate::corpus::background::TermId;

/// Of a term that more articles have, only the first ones are compared with the others: it tells little, and long lists are
/// what would make the work quadratic.
const COMMON: usize = 112;
/// Pairs less alike than this are not kept.
const LEAST: f32 = 0.03;
/// Sorting one number takes about as long as looking at so many.
const SPARSE: usize = 16;
/// How many partners of an article are kept: those most like it.
const PARTNERS: usize = 200;

/// What of a likeness is left without its heaviest term counts at most so many times: one name in common is no story.
const WITHOUT_HEAVIEST: f32 = 2.0;

/// Two articles by position, the smaller first, and their likeness.
pub(super) type Pair = (u32, u32, f32);

/// What two articles have in common: the sum over their terms, and the heaviest of them.
#[derive(Clone, Copy, Debug, Default)]
struct Common {
    sum: f32,
    heaviest: f32,
}

impl Common {
    fn add(&mut self, product: f32) {
        self.sum += product;
        self.heaviest = self.heaviest.max(product);
    }

    /// The cosine, as far as it does not hang on one term.
    fn likeness(self) -> f32 {
        let rest = self.sum - self.heaviest;
        self.sum.min(WITHOUT_HEAVIEST * rest)
    }
}

/// The first articles that have each term, with its weight there.
type Postings = FxHashMap<TermId, Vec<(u32, f32)>>;

/// The index of terms, and of each article whether others are compared with it: not where it comes behind so many with its
/// terms that less than half of what it weighs is in the index.
fn postings(vectors: &[Vector]) -> (Postings, Vec<bool>) {
    let mut postings = Postings::default();
    let mut met = Vec::with_capacity(vectors.len());
    for (position, vector) in (0..).zip(vectors) {
        let (mut kept, mut all) = (0.0, 0.0);
        for &(term, weight) in vector.terms() {
            let list = postings.entry(term).or_default();
            all += weight * weight;
            if list.len() < COMMON {
                list.push((position, weight));
                kept += weight * weight;
            }
        }
        met.push(2.0 * kept >= all);
    }
    (postings, met)
}

/// Of each article whether those behind it are compared with it.
pub(super) fn met(vectors: &[Vector]) -> Vec<bool> {
    postings(vectors).1
}

/// Calls `each` with the pairs that are alike at all and their likenesses, in order of the second, then of the first; no more
/// once `stopped` says so.
fn each_pair(vectors: &[Vector], stopped: &impl Fn() -> bool, mut each: impl FnMut(u32, u32, f32)) {
    let (mut postings, _) = postings(vectors);
    postings.retain(|_, list| list.len() > 1);
    let mut commons = vec![Common::default(); vectors.len()];
    let mut touched = Vec::new();
    for (position, vector) in (0_u32..).zip(vectors).take_while(|_| !stopped()) {
        for &(term, weight) in vector.terms() {
            let list = postings.get(&term).map_or(&[][..], Vec::as_slice);
            for &(other, its) in list.iter().take_while(|&&(other, _)| other < position) {
                let common = &mut commons[other as usize];
                if common.sum == 0.0 {
                    touched.push(other);
                }
                common.add(weight * its);
            }
        }
        in_order(&mut touched, position);
        for other in touched.drain(..) {
            let likeness = std::mem::take(&mut commons[other as usize]).likeness();
            if likeness >= LEAST {
                each(other, position, likeness);
            }
        }
    }
}

/// Puts the articles before `position` that have anything in common with it in order; where they are many, all are looked
/// at, which takes less time than sorting.
fn in_order(touched: &mut Vec<u32>, position: u32) {
    if touched.len() * SPARSE < position as usize {
        touched.sort_unstable();
    } else {
        touched.clear();
        touched.extend(0..position);
    }
}

/// The articles most like one, in memory that does not grow with how many are alike at all.
#[derive(Clone, Debug, Default)]
struct Nearest(Vec<(u32, f32)>);

impl Nearest {
    /// Adds an article, and drops the least alike once there are twice as many as are kept.
    fn add(&mut self, other: u32, likeness: f32, most: usize) {
        self.0.push((other, likeness));
        if self.0.len() >= 2 * most {
            self.cut(most);
        }
    }

    /// The likest first, at most `most`.
    fn cut(&mut self, most: usize) {
        self.0
            .sort_unstable_by_key(|&(other, likeness)| (Reverse(likeness.to_bits()), other));
        self.0.truncate(most);
    }
}

/// Of each article, the articles most like it with their likenesses, at most `most`, the likest first.
pub(super) fn nearest(
    vectors: &[Vector],
    most: usize,
    stopped: &impl Fn() -> bool,
) -> Vec<Vec<(u32, f32)>> {
    let mut near = vec![Nearest::default(); vectors.len()];
    each_pair(vectors, stopped, |a, b, alike| {
        near[a as usize].add(b, alike, most);
        near[b as usize].add(a, alike, most);
    });
    near.into_iter()
        .map(|mut list| {
            list.cut(most);
            list.0
        })
        .collect()
}

/// The pairs that can be of one story, where stories hang together by pairs of `least` likeness or more: all pairs of what
/// so hangs together, but at most so many partners of an article. A likeness is scaled by what `scale` says of the two.
pub(super) fn pairs(
    vectors: &[Vector],
    scale: impl Fn(u32, u32) -> f32,
    least: f32,
    stopped: &impl Fn() -> bool,
) -> Vec<Pair> {
    let mut parts = Parts::new(vectors.len());
    each_pair(vectors, stopped, |a, b, alike| {
        if alike * scale(a, b) >= least {
            parts.join(a, b);
        }
    });
    let parts = parts.roots();
    let mut near = vec![Nearest::default(); vectors.len()];
    each_pair(vectors, stopped, |a, b, alike| {
        if parts[a as usize] == parts[b as usize] {
            let likeness = alike * scale(a, b);
            near[a as usize].add(b, likeness, PARTNERS);
            near[b as usize].add(a, likeness, PARTNERS);
        }
    });
    let mut pairs: Vec<Pair> = Vec::new();
    for (a, mut list) in (0..).zip(near) {
        list.cut(PARTNERS);
        let own = list.0.into_iter();
        pairs.extend(own.map(|(b, likeness)| (a.min(b), a.max(b), likeness)));
    }
    pairs.sort_unstable_by_key(|&(a, b, _)| (a, b));
    pairs.dedup_by_key(|&mut (a, b, _)| (a, b));
    pairs
}

/// What hangs together (Tarjan 1975: union by order, with path halving).
struct Parts(Vec<u32>);

impl Parts {
    fn new(items: usize) -> Self {
        Self((0..).take(items).collect())
    }

    fn root(&mut self, mut item: u32) -> u32 {
        while self.0[item as usize] != item {
            let above = self.0[item as usize];
            self.0[item as usize] = self.0[above as usize];
            item = above;
        }
        item
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    /// The first item of each item's part.
    fn roots(mut self) -> Vec<u32> {
        let all = (0..).take(self.0.len());
        all.map(|item| self.root(item)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hang_together() {
        let mut parts = Parts::new(5);
        parts.join(3, 4);
        parts.join(0, 4);
        assert_eq!(parts.roots(), [0, 1, 2, 0, 0]);
    }

    #[test]
    fn the_likest_are_kept() {
        let mut near = Nearest::default();
        for (other, likeness) in [(1, 0.2), (2, 0.9), (3, 0.9), (4, 0.1), (5, 0.5)] {
            near.add(other, likeness, 2);
        }
        near.cut(2);
        assert_eq!(near.0, [(2, 0.9), (3, 0.9)]);
    }
}
