//! Average-link clustering of a sparse graph (Sokal and Michener 1958): the two groups whose members are most alike on
//! average are joined, until none are alike enough. Pairs that are not in the graph count as not alike at all, but for those
//! that nobody compared: an average is that of the others.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

/// Likenesses are summed as whole numbers of this fraction, so that no order of adding them makes a difference.
const UNIT: f32 = 1_048_576.0;

/// Two groups by the smallest position in each, with the sum of the likenesses of their members, the pairs that it is the sum
/// of and the sizes that they had then. The greatest average comes first; where two are equal, the first groups do.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Candidate {
    sum: u64,
    pairs: u64,
    sizes: (usize, usize),
    groups: Reverse<(u32, u32)>,
}

impl Candidate {
    /// Whether the groups are alike enough on average.
    fn reaches(&self, least: u64) -> bool {
        self.sum >= least * self.pairs
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let cross = |a: &Self, b: &Self| u128::from(a.sum) * u128::from(b.pairs);
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

/// The groups of positions whose likeness is `least` or more on average; each in order, the groups by their first member.
/// `met` says of each position whether others were compared with it: two of which neither was, are no pair. No more are
/// joined once `stopped` says so.
pub(super) fn cluster(
    met: &[bool],
    pairs: &[(u32, u32, f32)],
    least: f32,
    stopped: &impl Fn() -> bool,
) -> Vec<Vec<u32>> {
    let mut groups = Groups::new(met, pairs);
    let least = (least * UNIT) as u64;
    let best = |groups: &Groups, of| groups.best(of).filter(|c| c.reaches(least));
    let all = (0..).take(met.len());
    // Of each group the best pair alone, which keeps the heap small. A join makes no average greater than both were, so that
    // no pair is missed: a group is looked at again when its best pair is no more, or it has grown.
    let mut heap: BinaryHeap<(Candidate, u32)> = all
        .filter_map(|group| Some((best(&groups, group)?, group)))
        .collect();
    while let Some((candidate, of)) = heap.pop().filter(|_| !stopped()) {
        let again = match groups.is_current(&candidate) {
            true => {
                let Reverse((kept, gone)) = candidate.groups;
                groups.join(kept, gone);
                kept
            }
            false => of,
        };
        heap.extend(best(&groups, again).map(|best| (best, again)));
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
    /// Of each group, how many of its members others were not compared with.
    unmet: Vec<u64>,
    /// Of each group, the sums of likenesses to others.
    links: Vec<FxHashMap<u32, u64>>,
}

impl Groups {
    fn new(met: &[bool], pairs: &[(u32, u32, f32)]) -> Self {
        let mut links = vec![FxHashMap::default(); met.len()];
        for &(a, b, likeness) in pairs {
            let likeness = (likeness * UNIT) as u64;
            links[a as usize].insert(b, likeness);
            links[b as usize].insert(a, likeness);
        }
        let members = (0..).take(met.len()).map(|position| vec![position]);
        Self {
            members: members.collect(),
            unmet: met.iter().map(|&met| u64::from(!met)).collect(),
            links,
        }
    }

    fn size(&self, group: u32) -> usize {
        self.members[group as usize].len()
    }

    /// How many pairs of the members of two groups were compared.
    fn pairs(&self, a: u32, b: u32) -> u64 {
        let all = self.size(a) as u64 * self.size(b) as u64;
        match all - self.unmet[a as usize] * self.unmet[b as usize] {
            0 => all,
            compared => compared,
        }
    }

    fn candidate(&self, a: u32, b: u32, sum: u64) -> Candidate {
        let (a, b) = (a.min(b), a.max(b));
        Candidate {
            sum,
            pairs: self.pairs(a, b),
            sizes: (self.size(a), self.size(b)),
            groups: Reverse((a, b)),
        }
    }

    /// The best pair that a group is in.
    fn best(&self, group: u32) -> Option<Candidate> {
        let links = self.links[group as usize].iter();
        let all = links.map(|(&other, &sum)| self.candidate(group, other, sum));
        all.max()
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
        self.unmet[kept as usize] += self.unmet[gone as usize];
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
            cluster(&[true; 5], &pairs, 0.3, &|| false),
            [vec![0, 1, 2], vec![3], vec![4]]
        );
        assert_eq!(
            cluster(&[true; 5], &pairs, 0.2, &|| false),
            [vec![0, 1, 2, 3], vec![4]]
        );
    }

    #[test]
    fn pairs_that_nobody_compared_make_no_average_smaller() {
        // All are the same, but others are compared with the first alone.
        let pairs: Vec<(u32, u32, f32)> = (1..9).map(|at| (0, at, 0.9)).collect();
        let mut met = [true; 9];
        assert!(cluster(&met, &pairs, 0.5, &|| false).len() > 1);
        met[1..].fill(false);
        assert_eq!(cluster(&met, &pairs, 0.5, &|| false).len(), 1);
    }

    #[test]
    fn the_order_of_pairs_makes_no_difference() {
        let mut pairs = vec![(0, 1, 0.5), (1, 2, 0.5), (2, 3, 0.5), (0, 3, 0.5)];
        let found = cluster(&[true; 4], &pairs, 0.3, &|| false);
        pairs.reverse();
        assert_eq!(cluster(&[true; 4], &pairs, 0.3, &|| false), found);
    }
}
