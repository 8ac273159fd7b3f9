//! The best legal sequence of labels.

use super::label::{Labels, OUTSIDE};

/// Buffers for decoding, to be used again and again.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    best: Vec<i32>,
    next: Vec<i32>,
    back: Vec<u8>,
    path: Vec<u8>,
}

/// The legal steps between labels and their scores, in the order in which decoding needs them.
#[derive(Debug)]
pub(super) struct Steps {
    labels: Labels,
    /// For each label the labels before it with the score of the step; label `n` owns `bounds[n]..bounds[n + 1]`.
    steps: Vec<(u8, i32)>,
    bounds: Vec<usize>,
}

impl Steps {
    /// `scores[before * labels.len() + after]`
    pub(super) fn new(labels: Labels, scores: &[i16]) -> Self {
        let mut steps = Vec::new();
        let mut bounds = vec![0];
        for after in 0..labels.len() {
            for before in labels.before(after) {
                let score = scores[before * labels.len() + after];
                steps.push((u8::try_from(before).unwrap_or(0), i32::from(score)));
            }
            bounds.push(steps.len());
        }
        Self {
            labels,
            steps,
            bounds,
        }
    }

    /// The best step to `after`: its score with that of the path up to it, and where it comes from.
    fn best(&self, path: &[i32], after: usize) -> (i32, u8) {
        let steps = &self.steps[self.bounds[after]..self.bounds[after + 1]];
        let mut best = (i32::MIN, 0);
        for &(before, score) in steps {
            let score = path[usize::from(before)] + score;
            if score > best.0 {
                best = (score, before);
            }
        }
        best
    }
}

/// Far below every score, far above overflow.
const NEVER: i32 = i32::MIN / 2;

impl Decoder {
    /// The best labels for `scores`, a row of scores a token; what stands around the tokens is outside any name.
    pub(super) fn decode(&mut self, steps: &Steps, scores: &[i32]) -> &[u8] {
        let count = steps.labels.len();
        self.best.clear();
        self.best.resize(count, NEVER);
        self.best[OUTSIDE] = 0;
        self.back.clear();
        for row in scores.chunks_exact(count) {
            self.next.clear();
            for (after, &score) in row.iter().enumerate() {
                let (best, before) = steps.best(&self.best, after);
                self.next.push((best + score).max(NEVER));
                self.back.push(before);
            }
            std::mem::swap(&mut self.best, &mut self.next);
        }
        self.trace(count, steps.best(&self.best, OUTSIDE).1)
    }

    fn trace(&mut self, count: usize, last: u8) -> &[u8] {
        self.path.clear();
        let mut label = last;
        for row in self.back.chunks_exact(count).rev() {
            self.path.push(label);
            label = row[usize::from(label)];
        }
        self.path.reverse();
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_illegal_sequence_is_never_the_best() {
        let labels = Labels::new(1);
        let steps = Steps::new(labels, &[0; 25]);
        // Inside, then outside would score best if it were legal.
        let scores = [0, 1, 50, 0, 2, 9, 0, 0, 3, 0];
        assert_eq!(Decoder::default().decode(&steps, &scores), [4, 0]);
        let scores = [0, 9, 0, 0, 2, 0, 0, 0, 3, 0];
        assert_eq!(Decoder::default().decode(&steps, &scores), [1, 3]);
        assert!(Decoder::default().decode(&steps, &[]).is_empty());
    }
}
