//! Trains a linear-chain conditional random field by stochastic gradients with `AdaGrad` (Duchi, Hazan and Singer, 2011).
//! The weights at the ends of the later epochs are averaged (Polyak and Juditsky, 1992): less hangs on the order of examples.
//!
//! Where data does not tell the kinds of a name apart, the likelihood of all its legal labellings is raised together: the
//! gradient is the difference between expectations with and without the labels that are allowed.

use crate::text::tagger::label::{Labels, OUTSIDE};

/// A stretch of tokens to learn from.
#[derive(Debug)]
pub(super) struct Example {
    /// The rows of the features, all tokens in a row.
    pub(super) features: Vec<u32>,
    /// Where the features of each token end.
    pub(super) ends: Vec<u32>,
    /// The labels that each token may have, as bits.
    pub(super) allowed: Vec<u64>,
}

impl Example {
    fn features(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start as usize..self.ends[token] as usize]
    }
}

/// Weights under training, with the sums of squared gradients.
pub(super) struct Crf {
    labels: Labels,
    count: usize,
    weights: Vec<f32>,
    squares: Vec<f32>,
    steps: Vec<f32>,
    step_squares: Vec<f32>,
    before: Vec<Vec<usize>>,
    /// Sums of the weights and the scores of steps so far, and of how many times.
    sums: (Vec<f32>, Vec<f32>, f32),
}

/// How likely labels and steps are in an example.
struct Expectation {
    nodes: Vec<f32>,
    edges: Vec<f32>,
}

impl Crf {
    /// A model of `rows` features without any knowledge.
    pub(super) fn new(labels: Labels, rows: usize) -> Self {
        let count = labels.len();
        Self {
            labels,
            count,
            weights: vec![0.0; rows * count],
            squares: vec![1e-6; rows * count],
            steps: vec![0.0; count * count],
            step_squares: vec![1e-6; count * count],
            before: (0..count)
                .map(|label| labels.before(label).collect())
                .collect(),
            sums: (vec![0.0; rows * count], vec![0.0; count * count], 0.0),
        }
    }

    /// Remembers the weights as they are, for the average.
    pub(super) fn remember(&mut self) {
        let (weights, steps, times) = &mut self.sums;
        let pairs = weights.iter_mut().zip(&self.weights);
        for (sum, weight) in pairs.chain(steps.iter_mut().zip(&self.steps)) {
            *sum += weight;
        }
        *times += 1.0;
    }

    /// Takes the average of what was remembered, if anything was.
    pub(super) fn settle(&mut self) {
        let (weights, steps, times) = &self.sums;
        if *times == 0.0 {
            return;
        }
        let pairs = self.weights.iter_mut().zip(weights);
        for (weight, sum) in pairs.chain(self.steps.iter_mut().zip(steps)) {
            *weight = sum / times;
        }
    }

    /// The weights of a feature, one a label.
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.weights[row * self.count..(row + 1) * self.count]
    }

    /// The scores of steps: `[before * labels + after]`.
    pub(super) fn steps(&self) -> &[f32] {
        &self.steps
    }

    /// Learns from one example; features for which `keep` is false are left out this time.
    pub(super) fn learn(&mut self, example: &Example, rate: f32, mut keep: impl FnMut() -> bool) {
        let kept: Vec<Vec<u32>> = (0..example.ends.len())
            .map(|token| {
                example
                    .features(token)
                    .iter()
                    .copied()
                    .filter(|_| keep())
                    .collect()
            })
            .collect();
        let scores = self.scores(&kept);
        let jumps: Vec<f32> = self.steps.iter().map(|step| step.exp()).collect();
        let Some(told) = self.expect(&scores, &jumps, &example.allowed) else {
            return;
        };
        let all = vec![u64::MAX; example.allowed.len()];
        let Some(free) = self.expect(&scores, &jumps, &all) else {
            return;
        };
        self.update(&kept, &told, &free, rate);
    }

    fn scores(&self, tokens: &[Vec<u32>]) -> Vec<f32> {
        let mut scores = vec![0.0; tokens.len() * self.count];
        for (features, scores) in tokens.iter().zip(scores.chunks_exact_mut(self.count)) {
            for &feature in features {
                for (score, weight) in scores.iter_mut().zip(self.row(feature as usize)) {
                    *score += weight;
                }
            }
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            for score in scores {
                *score = (*score - top).exp();
            }
        }
        scores
    }

    /// Forward and backward pass; none where the allowed labels leave no path.
    fn expect(&self, scores: &[f32], jumps: &[f32], allowed: &[u64]) -> Option<Expectation> {
        let count = self.count;
        let tokens = allowed.len();
        let potential = |token: usize, label: usize| {
            if allowed[token] & 1 << label == 0 {
                0.0
            } else {
                scores[token * count + label]
            }
        };
        let (forward, sums) = self.forward(tokens, jumps, &potential)?;
        let mut nodes = vec![0.0; tokens * count];
        let mut edges = vec![0.0; count * count];
        let mut back: Vec<f32> = (0..count)
            .map(|label| {
                if self.labels.closes(label) {
                    jumps[label * count + OUTSIDE]
                } else {
                    0.0
                }
            })
            .collect();
        for token in (0..tokens).rev() {
            let here = &forward[token * count..(token + 1) * count];
            let total: f32 = here.iter().zip(&back).map(|(f, b)| f * b).sum();
            if total <= 0.0 || !total.is_finite() {
                return None;
            }
            for label in 0..count {
                nodes[token * count + label] = here[label] * back[label] / total;
            }
            let mut next = vec![0.0; count];
            for after in 0..count {
                let weight = potential(token, after) * back[after];
                if weight <= 0.0 {
                    continue;
                }
                for &before in &self.before[after] {
                    let path = jumps[before * count + after] * weight;
                    next[before] += path / sums[token];
                    let left = if token == 0 {
                        f32::from(u8::from(before == OUTSIDE))
                    } else {
                        forward[(token - 1) * count + before]
                    };
                    edges[before * count + after] += left * path / (sums[token] * total);
                }
            }
            back = next;
        }
        Some(Expectation { nodes, edges })
    }

    fn forward(
        &self,
        tokens: usize,
        jumps: &[f32],
        potential: &impl Fn(usize, usize) -> f32,
    ) -> Option<(Vec<f32>, Vec<f32>)> {
        let count = self.count;
        let mut forward = vec![0.0; tokens * count];
        let mut sums = Vec::with_capacity(tokens);
        let mut last = vec![0.0; count];
        last[OUTSIDE] = 1.0;
        for token in 0..tokens {
            let row = &mut forward[token * count..(token + 1) * count];
            for (after, value) in row.iter_mut().enumerate() {
                let here = potential(token, after);
                if here > 0.0 {
                    let paths = self.before[after]
                        .iter()
                        .map(|&b| last[b] * jumps[b * count + after]);
                    *value = here * paths.sum::<f32>();
                }
            }
            let sum: f32 = row.iter().sum();
            if sum <= 0.0 || !sum.is_finite() {
                return None;
            }
            row.iter_mut().for_each(|value| *value /= sum);
            sums.push(sum);
            last.copy_from_slice(row);
        }
        Some((forward, sums))
    }

    fn update(&mut self, tokens: &[Vec<u32>], told: &Expectation, free: &Expectation, rate: f32) {
        let mut wrong = Vec::new();
        for (token, features) in tokens.iter().enumerate() {
            wrong.clear();
            for label in 0..self.count {
                let at = token * self.count + label;
                let gradient = told.nodes[at] - free.nodes[at];
                if gradient.abs() > 1e-3 {
                    wrong.push((label, gradient));
                }
            }
            for &feature in features {
                let row = feature as usize * self.count;
                for &(label, gradient) in &wrong {
                    step(
                        &mut self.weights[row + label],
                        &mut self.squares[row + label],
                        gradient,
                        rate,
                    );
                }
            }
        }
        for at in 0..self.steps.len() {
            let gradient = told.edges[at] - free.edges[at];
            if gradient.abs() > 1e-4 {
                step(
                    &mut self.steps[at],
                    &mut self.step_squares[at],
                    gradient,
                    rate,
                );
            }
        }
    }
}

fn step(weight: &mut f32, square: &mut f32, gradient: f32, rate: f32) {
    *square += gradient * gradient;
    *weight += rate * gradient / square.sqrt();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tagger::label::Place;

    #[test]
    fn it_learns_what_it_is_told() {
        let labels = Labels::new(2);
        let mut crf = Crf::new(labels, 2);
        let single = labels.of(1, Place::Single);
        let example = Example {
            features: vec![0, 1],
            ends: vec![1, 2],
            allowed: vec![1 << single | 1 << labels.of(0, Place::Single), 1 << OUTSIDE],
        };
        let clear = Example {
            features: vec![0],
            ends: vec![1],
            allowed: vec![1 << single],
        };
        for _ in 0..50 {
            crf.learn(&example, 0.1, || true);
            crf.learn(&clear, 0.1, || true);
        }
        let best = |row: usize| {
            let row = crf.row(row);
            (0..row.len())
                .max_by(|&a, &b| row[a].total_cmp(&row[b]))
                .unwrap()
        };
        assert_eq!((best(0), best(1)), (single, OUTSIDE));
        let before = crf.row(0)[single];
        crf.remember();
        crf.learn(&clear, 0.1, || true);
        let after = crf.row(0)[single];
        crf.remember();
        crf.settle();
        assert!(before < after && (crf.row(0)[single] - f32::midpoint(before, after)).abs() < 1e-6);
    }
}
