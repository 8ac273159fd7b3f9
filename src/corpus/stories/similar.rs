//! Pairs of articles that have terms in common, by an inverted index: never all pairs.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::vector::Vector;
use crate::corpus::background::TermId;

/// Of a term that more articles have, only the first ones are compared with the others: it tells little, and long lists are
/// what would make the work quadratic.
const COMMON: usize = 400;
/// Pairs less alike than this are not kept.
const LEAST: f32 = 0.03;

/// Two articles by position, the smaller first, and their cosine.
pub(super) type Pair = (u32, u32, f32);

/// The pairs that are alike at all, in order.
pub(super) fn pairs(vectors: &[Vector]) -> Vec<Pair> {
    let mut postings: FxHashMap<TermId, Vec<(u32, f32)>> = FxHashMap::default();
    for (position, vector) in (0..).zip(vectors) {
        for &(term, weight) in vector.terms() {
            postings.entry(term).or_default().push((position, weight));
        }
    }
    postings.retain(|_, list| list.len() > 1);
    postings.values_mut().for_each(|list| list.truncate(COMMON));
    let mut pairs = Vec::new();
    let mut sums = vec![0.0_f32; vectors.len()];
    let mut touched = Vec::new();
    for (position, vector) in (0_u32..).zip(vectors) {
        for &(term, weight) in vector.terms() {
            let list = postings.get(&term).map_or(&[][..], Vec::as_slice);
            for &(other, its) in list.iter().take_while(|&&(other, _)| other < position) {
                let sum = &mut sums[other as usize];
                if *sum == 0.0 {
                    touched.push(other);
                }
                *sum += weight * its;
            }
        }
        touched.sort_unstable();
        for other in touched.drain(..) {
            let sum = std::mem::take(&mut sums[other as usize]);
            if sum >= LEAST {
                pairs.push((other, position, sum));
            }
        }
    }
    pairs
}

/// Of each article, the articles most like it with their cosines, at most `most`, the likest first.
pub(super) fn nearest(articles: usize, pairs: &[Pair], most: usize) -> Vec<Vec<(u32, f32)>> {
    let mut near: Vec<Vec<(u32, f32)>> = vec![Vec::new(); articles];
    for &(a, b, cosine) in pairs {
        near[a as usize].push((b, cosine));
        near[b as usize].push((a, cosine));
    }
    for list in &mut near {
        list.sort_unstable_by_key(|&(other, cosine)| (Reverse(cosine.to_bits()), other));
        list.truncate(most);
    }
    near
}
