//! The second look at a block: its own score together with those around it, and its place between headline and tail.

use super::traits::{self, End, LENGTHS, Traits};
use super::weights::{Sum, Weights, bucket};
use super::{Page, Segment};
use crate::ingest::signals::Opening;

/// Scores are cut at this size, so that no single block decides.
const LIMIT: f64 = 4.0;
/// The score of what lies beyond the ends of the page.
const OUTSIDE: f64 = -3.0;

/// What the first look found.
pub(super) struct Context<'p, 'a> {
    page: &'p Page<'a>,
    scores: Vec<f64>,
    segment: Segment,
    title: Option<usize>,
    title_key: String,
    /// Sums of score × mass, of mass, and of tail openings over the blocks before each.
    weighed: Vec<f64>,
    mass: Vec<f64>,
    tails: Vec<usize>,
    /// The share of the good prose that lies up to each block.
    done: Vec<f64>,
}

impl<'p, 'a> Context<'p, 'a> {
    pub(super) fn new(
        page: &'p Page<'a>,
        scores: &[f64],
        segment: Segment,
        title: Option<usize>,
    ) -> Self {
        let scores: Vec<f64> = scores
            .iter()
            .map(|score| score.clamp(-LIMIT, LIMIT))
            .collect();
        let mut context = Self {
            page,
            segment,
            title,
            title_key: title.map_or_else(String::new, |at| super::title::key(&page.traits[at])),
            weighed: vec![0.0],
            mass: vec![0.0],
            tails: vec![0],
            done: Vec::with_capacity(scores.len()),
            scores,
        };
        context.accumulate();
        context
    }

    fn accumulate(&mut self) {
        let (mut weighed, mut mass, mut tails, mut good) = (0.0, 0.0, 0, 0.0);
        for (traits, &score) in self.page.traits.iter().zip(&self.scores) {
            weighed += score * traits.mass();
            mass += traits.mass();
            tails += usize::from(is_tail(traits));
            good += if score > 0.0 { traits.mass() } else { 0.0 };
            self.weighed.push(weighed);
            self.mass.push(mass);
            self.tails.push(tails);
            self.done.push(good);
        }
        if good > 0.0 {
            self.done.iter_mut().for_each(|share| *share /= good);
        }
    }

    /// The log odds that the block at `at` belongs to the article.
    pub(super) fn score(&self, at: usize, weights: &Weights) -> f64 {
        let mut sum = weights.sum();
        self.around(&mut sum, at);
        self.place(&mut sum, at);
        self.headline(&mut sum, at);
        self.tail(&mut sum, at);
        let traits = &self.page.traits[at];
        let block = &self.page.blocks[at];
        traits.signs(&mut sum);
        traits.marks(&mut sum);
        traits.habits(&mut sum, &block.text);
        self.sides(&mut sum, at);
        self.neighbours(&mut sum, at);
        sum.flag("bracketed", traits::is_bracketed(&block.text));
        sum.pick("indent", self.page.side(block.indent));
        let before = at
            .checked_sub(1)
            .and_then(|before| self.page.blocks.get(before));
        sum.flag(
            "indent_change",
            before.is_some_and(|before| before.indent != block.indent),
        );
        sum.total
    }

    fn around(&self, sum: &mut Sum<'_>, at: usize) {
        let score = self.scores[at];
        sum.scale("z", 0, score);
        sum.scale("z_up", 0, score.max(0.0));
        for (number, back) in [3, 2, 1].into_iter().enumerate() {
            sum.scale("z_near", number, self.near(at.checked_sub(back)));
            sum.scale("z_near", 5 - number, self.near(Some(at + back)));
        }
        for (number, reach) in [4, 8].into_iter().enumerate() {
            sum.scale(
                "mean_before",
                number,
                self.mean(at.saturating_sub(reach), at),
            );
            let end = (at + reach + 1).min(self.scores.len());
            sum.scale("mean_after", number, self.mean(at + 1, end));
        }
    }

    /// The first scores beside a block; what lies beyond the page is bad.
    fn near(&self, other: Option<usize>) -> f64 {
        other
            .and_then(|other| self.scores.get(other).copied())
            .unwrap_or(OUTSIDE)
    }

    /// How good the worse and the better side of a block are, by what kind of block it is: short lines between paragraphs
    /// belong to the article, those at its edge hardly.
    fn sides(&self, sum: &mut Sum<'_>, at: usize) {
        let traits = &self.page.traits[at];
        let before = self
            .near(at.checked_sub(1))
            .max(self.near(at.checked_sub(2)));
        let after = self.near(Some(at + 1)).max(self.near(Some(at + 2)));
        let shape = bucket(traits.words, &[0, 6, 13]) * 2 + usize::from(traits.end == End::Stop);
        sum.scale("between", shape, before.min(after));
        sum.scale("either", shape, before.max(after));
        let end = (at + 9).min(self.scores.len());
        let (back, forth) = (self.mean(at.saturating_sub(8), at), self.mean(at + 1, end));
        sum.scale("amid", shape, back.min(forth));
    }

    /// Lines with dates around, as teasers have them, and the kind of the line above.
    fn neighbours(&self, sum: &mut Sum<'_>, at: usize) {
        let last = (at + 4).min(self.scores.len());
        let dates = (at.saturating_sub(3)..last)
            .filter(|&other| other != at && self.page.traits[other].date)
            .count();
        sum.pick("dates_near", dates.min(3));
        match at
            .checked_sub(1)
            .and_then(|above| self.page.traits[above].opening)
        {
            Some(Opening::Tail) => sum.pick("under", 0),
            Some(Opening::Inline) => sum.pick("under", 1),
            None => {}
        }
        if let Some(title) = self.title.filter(|&title| title < at && at <= title + 4) {
            let (from, traits) = (at - title - 1, &self.page.traits[at]);
            sum.pick("below_title", from * 9 + bucket(traits.words, LENGTHS));
            sum.pick("below_title_end", from * 4 + traits.end as usize);
        }
    }

    fn mean(&self, start: usize, end: usize) -> f64 {
        if start >= end {
            return OUTSIDE;
        }
        (self.weighed[end] - self.weighed[start]) / (self.mass[end] - self.mass[start])
    }

    /// Where it stands to the densest stretch of prose.
    fn place(&self, sum: &mut Sum<'_>, at: usize) {
        let Segment { start, end } = self.segment;
        let distance = |blocks: usize| bucket(blocks, &[1, 2, 3, 6, 12]);
        if at < start {
            sum.pick("ahead", distance(start - at));
        } else if at >= end {
            sum.pick("behind", distance(at + 1 - end));
        } else {
            let traits = &self.page.traits[at];
            sum.pick("in_len", bucket(traits.words, LENGTHS));
            sum.pick("in_last", (end - 1 - at).min(3));
            sum.pick("in_first", (at - start).min(3));
            sum.pick("in_end", traits.end as usize);
            sum.scale("in_z", 0, self.scores[at]);
            sum.flag("in_bullet", self.page.blocks[at].bullet);
            if let Some(&next) = self.scores.get(at + 1) {
                sum.scale("in_next", 0, next);
            }
        }
        sum.scale("done", 0, self.done[at]);
    }

    fn headline(&self, sum: &mut Sum<'_>, at: usize) {
        let Some(title) = self.title else {
            return;
        };
        let place = if at < title {
            usize::from(title - at <= 3)
        } else {
            bucket(at - title, &[0, 1, 2, 3, 6]) + 2
        };
        sum.pick("title", place);
        let same = super::title::key(&self.page.traits[at]) == self.title_key;
        sum.flag("is_title", same);
    }

    fn tail(&self, sum: &mut Sum<'_>, at: usize) {
        let since = at.max(self.segment.start);
        let tails = (self.tails[since] - self.tails[self.segment.start]).min(3);
        sum.pick("tails", tails);
        let near = self.tails[at] - self.tails[at.saturating_sub(6)];
        sum.pick("tails_near", near.min(3));
        let length = bucket(self.page.traits[at].words, LENGTHS);
        if length >= 7 {
            sum.pick("long_tails", (length - 7) * 3 + tails.min(2));
        }
    }
}

fn is_tail(traits: &Traits) -> bool {
    traits.opening == Some(Opening::Tail) && traits.words <= 12
}
