//! Average-link clustering of a sparse graph (Sokal and Michener 1958): the two groups whose members are most alike on
//! average are joined, until none are alike enough. Pairs that are not in the graph count as not alike at all.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

/// Likenesses are summed as whole numbers of this fraction, so that no order of adding them makes a difference.
const UNIT: f32 = 1_048_576.0;

/// Two groups by the smallest position in each, with the sum of the likenesses of their members and the sizes that they
/// had then. The greatest average comes first; where two are equal, the first groups do.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Candidate {
    sum: u64,
    sizes: (u64, u64),
    groups: Reverse<(u32, u32)>,
}

impl Candidate {
    /// Whether the groups are alike enough on average.
    fn reaches(&self, least: u64) -> bool {
        self.sum >= least * self.sizes.0 * self.sizes.1
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let cross = |a: &Self, b: &Self| u128::from(a.sum) * u128::from(b.sizes.0 * b.sizes.1);
        cross(self, other)
            .cmp(&cross(other, self))
            .then_with(|| self.groups.cmp(&other.groups))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The groups of `items` positions whose likeness is `least` or more on average; each in order, the groups by their first
/// member. No more are joined once `stopped` says so.
pub(super) fn cluster(
    items: usize,
    pairs: &[(u32, u32, f32)],
    least: f32,
    stopped: &impl Fn() -> bool,
) -> Vec<Vec<u32>> {
    let mut groups = Groups::new(items, pairs);
    let least = (least * UNIT) as u64;
    // Two groups that are not alike enough are looked at again only when one of them has grown.
    let candidates = groups.candidates().filter(|c| c.reaches(least));
    let mut heap: BinaryHeap<Candidate> = candidates.collect();
    while let Some(best) = heap.pop().filter(|_| !stopped()) {
        if groups.is_current(&best) {
            let Reverse((kept, gone)) = best.groups;
            groups.join(kept, gone);
            let candidates = groups.candidates_of(kept);
            heap.extend(candidates.filter(|c| c.reaches(least)));
        }
    }
    let mut found: Vec<Vec<u32>> = groups
        .members
        .into_iter()
        .filter(|m| !m.is_empty())
        .collect();
    found.iter_mut().for_each(|group| group.sort_unstable());
    found
}

struct Groups {
    /// The members of each group, under its smallest position; empty once it is part of another.
    members: Vec<Vec<u32>>,
    /// Of each group, the sums of likenesses to others.
    links: Vec<FxHashMap<u32, u64>>,
}

impl Groups {
    fn new(items: usize, pairs: &[(u32, u32, f32)]) -> Self {
        let mut links = vec![FxHashMap::default(); items];
        for &(a, b, likeness) in pairs {
            let likeness = (likeness * UNIT) as u64;
            links[a as usize].insert(b, likeness);
            links[b as usize].insert(a, likeness);
        }
        let members = (0..).take(items).map(|position| vec![position]).collect();
        Self { members, links }
    }

    fn size(&self, group: u32) -> u64 {
        self.members[group as usize].len() as u64
    }

    fn candidate(&self, a: u32, b: u32, sum: u64) -> Candidate {
        Candidate {
            sum,
            sizes: (self.size(a.min(b)), self.size(a.max(b))),
            groups: Reverse((a.min(b), a.max(b))),
        }
    }

    fn candidates_of(&self, group: u32) -> impl Iterator<Item = Candidate> {
        let links = self.links[group as usize].iter();
        links.map(move |(&other, &sum)| self.candidate(group, other, sum))
    }

    fn candidates(&self) -> impl Iterator<Item = Candidate> {
        let all = (0..).take(self.members.len());
        all.flat_map(|group| {
            self.candidates_of(group)
                .filter(move |c| c.groups.0.0 == group)
        })
    }

    /// Whether both groups are as they were when the candidate was made.
    fn is_current(&self, candidate: &Candidate) -> bool {
        let Reverse((a, b)) = candidate.groups;
        candidate.sizes == (self.size(a), self.size(b)) && self.links[a as usize].contains_key(&b)
    }

    /// Makes `gone` a part of `kept`.
    fn join(&mut self, kept: u32, gone: u32) {
        let moved = std::mem::take(&mut self.members[gone as usize]);
        self.members[kept as usize].extend(moved);
        self.links[kept as usize].remove(&gone);
        for (other, sum) in std::mem::take(&mut self.links[gone as usize]) {
            if other != kept {
                *self.links[kept as usize].entry(other).or_default() += sum;
                let theirs = &mut self.links[other as usize];
                theirs.remove(&gone);
                *theirs.entry(kept).or_default() += sum;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_joined_by_the_average() {
        // 0-1-2 hang together; 3 is like 2 alone, which is too little on average.
        let pairs = [(0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.9), (2, 3, 0.6)];
        assert_eq!(
            cluster(5, &pairs, 0.3, &|| false),
            [vec![0, 1, 2], vec![3], vec![4]]
        );
        assert_eq!(
            cluster(5, &pairs, 0.2, &|| false),
            [vec![0, 1, 2, 3], vec![4]]
        );
    }

    #[test]
    fn the_order_of_pairs_makes_no_difference() {
        let mut pairs = vec![(0, 1, 0.5), (1, 2, 0.5), (2, 3, 0.5), (0, 3, 0.5)];
        let found = cluster(4, &pairs, 0.3, &|| false);
        pairs.reverse();
        assert_eq!(cluster(4, &pairs, 0.3, &|| false), found);
    }
}
