//! Linear models over named features, read from data: one line a feature, one weight for each of its values.

use rustc_hash::FxHashMap;

use crate::text::lexicon;

/// The weights of a model.
pub(super) struct Weights(FxHashMap<&'static str, Vec<f64>>);

impl Weights {
    /// Reads `name weight weight …` lines.
    pub(super) fn read(data: &'static str) -> Self {
        let features = lexicon::entries(data).filter_map(|line| {
            let mut parts = line.split(' ');
            let name = parts.next()?;
            Some((
                name,
                parts.filter_map(|weight| weight.parse().ok()).collect(),
            ))
        });
        Self(features.collect())
    }

    /// A sum of weights, begun with the bias.
    pub(super) fn sum(&self) -> Sum<'_> {
        let mut sum = Sum {
            weights: self,
            total: 0.0,
        };
        sum.pick("bias", 0);
        sum
    }
}

/// The score of one thing, in the making.
pub(super) struct Sum<'w> {
    weights: &'w Weights,
    /// The score so far: log odds.
    pub total: f64,
}

impl Sum<'_> {
    /// The feature `name` has the value number `value`.
    pub(super) fn pick(&mut self, name: &str, value: usize) {
        self.scale(name, value, 1.0);
    }

    /// The feature `name` is there if `present`.
    pub(super) fn flag(&mut self, name: &str, present: bool) {
        if present {
            self.pick(name, 0);
        }
    }

    /// The numeric feature number `value` of `name` has the size `by`.
    pub(super) fn scale(&mut self, name: &str, value: usize, by: f64) {
        let weights = self.weights.0.get(name).map_or(&[][..], Vec::as_slice);
        self.total += by * weights.get(value).copied().unwrap_or(0.0);
    }
}

/// The number of the last of the rising `limits` that `count` reaches; 0 where it reaches none.
pub(super) fn bucket(count: usize, limits: &[usize]) -> usize {
    limits
        .partition_point(|&limit| limit <= count)
        .saturating_sub(1)
}

/// The share `part` of `whole`, in `steps` equal steps, counted from 0 and at most `most`.
pub(super) const fn step(part: usize, whole: usize, steps: usize, most: usize) -> usize {
    let whole = if whole == 0 { 1 } else { whole };
    let step = part * steps / whole;
    if step < most { step } else { most }
}
