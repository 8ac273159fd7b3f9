//! The headline of a dump: a line above the prose that shares words with it and stands near credits, often twice.

use rustc_hash::{FxHashMap, FxHashSet};

use super::traits::{End, Traits};
use super::weights::{Sum, Weights, bucket, step};
use super::{Page, Segment};
use crate::ingest::byline;
use crate::ingest::lines::Block;

/// The words of a headline.
const WORDS: std::ops::RangeInclusive<usize> = 2..=32;
/// How far above the prose a headline is looked for, in blocks.
const FARTHEST: usize = 1500;

/// The block that is most likely the headline.
pub(super) fn find(
    page: &Page<'_>,
    scores: &[f64],
    segment: Segment,
    weights: &Weights,
) -> Option<usize> {
    let finder = Finder::new(page, scores, segment, weights);
    let first = segment.start.saturating_sub(FARTHEST);
    let mut best: Option<(f64, usize)> = None;
    let mut seen = FxHashSet::default();
    for at in first..segment.end {
        if !WORDS.contains(&page.traits[at].words) {
            continue;
        }
        let again = !seen.insert(&finder.keys[at]);
        let score = finder.score(at, again);
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at)
}

/// A block's words in lower case without marks: what is compared to find it repeated.
pub(super) fn key(traits: &Traits) -> String {
    traits.lower.join(" ")
}

struct Finder<'p, 'a> {
    page: &'p Page<'a>,
    scores: &'p [f64],
    segment: Segment,
    weights: &'p Weights,
    /// The words of the prose.
    body: FxHashSet<&'p str>,
    keys: Vec<String>,
    counts: FxHashMap<String, usize>,
}

impl<'p, 'a> Finder<'p, 'a> {
    fn new(page: &'p Page<'a>, scores: &'p [f64], segment: Segment, weights: &'p Weights) -> Self {
        let keys: Vec<String> = page
            .traits
            .iter()
            .map(|traits| {
                if WORDS.contains(&traits.words) {
                    key(traits)
                } else {
                    String::new()
                }
            })
            .collect();
        let mut counts = FxHashMap::default();
        for key in &keys {
            *counts.entry(key.clone()).or_insert(0) += 1;
        }
        let prose = &page.traits[segment.start..segment.end];
        Self {
            page,
            scores,
            segment,
            weights,
            body: prose
                .iter()
                .flat_map(|traits| traits.lower.iter().map(String::as_str))
                .collect(),
            keys,
            counts,
        }
    }

    fn score(&self, at: usize, again: bool) -> f64 {
        let (block, traits) = (&self.page.blocks[at], &self.page.traits[at]);
        let mut sum = self.weights.sum();
        traits.look(&mut sum, &block.text);
        traits.signs(&mut sum);
        if at > self.segment.start {
            sum.pick("ahead", 0);
            sum.pick("inside", (at - self.segment.start).min(4) - 1);
        } else {
            sum.pick(
                "ahead",
                1 + bucket(self.segment.start - at, &[0, 1, 2, 3, 5, 8, 13, 26]).min(7),
            );
        }
        sum.pick("words", bucket(traits.words, &[2, 3, 4, 5, 7, 10, 15, 21]));
        let (shared, telling) = self.shared(traits);
        sum.pick("shared", step(shared, telling, 5, 4));
        sum.pick("shared_words", shared.min(5));
        sum.pick(
            "count",
            self.counts.get(&self.keys[at]).copied().unwrap_or(0).min(3),
        );
        sum.flag("bullet", block.bullet);
        sum.flag("blank", block.blank);
        sum.flag("again", again);
        sum.flag("prose", self.scores[at] > 1.0);
        sum.flag("credit", self.is_credit(at));
        for after in 1..=3 {
            if self.is_credit(at + after) {
                sum.pick("credit_after", after - 1);
            }
        }
        self.next(&mut sum, at);
        sum.pick("indent", self.page.side(block.indent));
        sum.pick(
            "like_before",
            at.checked_sub(1).map_or(0, |before| self.likeness(before)),
        );
        sum.pick("like_after", self.likeness(at + 1));
        sum.pick("place", bucket(at, &[0, 4, 12]));
        sum.total
    }

    fn next(&self, sum: &mut Sum<'_>, at: usize) {
        if let Some((next, traits)) = self
            .page
            .blocks
            .get(at + 1)
            .zip(self.page.traits.get(at + 1))
        {
            let prose = traits.words >= 13 && traits.end == End::Stop;
            sum.flag("prose_after", prose);
            let deeper = usize::from(next.indent > self.page.blocks[at].indent);
            let shallower = 2 * usize::from(next.indent < self.page.blocks[at].indent);
            sum.pick("indent_after", deeper + shallower);
        }
    }

    /// How much like a headline a neighbour looks, 0 to 4: what stands below one is often its standfirst.
    fn likeness(&self, at: usize) -> usize {
        let Some((block, traits)) = self.page.blocks.get(at).zip(self.page.traits.get(at)) else {
            return 0;
        };
        let plain = (4..=32).contains(&traits.words)
            && !block.bullet
            && traits.end != End::Colon
            && traits.opening.is_none()
            && traits.calls() == 0;
        let (shared, telling) = self.shared(traits);
        if plain {
            1 + step(shared, telling, 4, 3)
        } else {
            0
        }
    }

    /// How many of a block's longer words stand in the prose, and how many there are.
    fn shared(&self, traits: &Traits) -> (usize, usize) {
        let telling = traits.lower.iter().filter(|word| word.chars().count() > 3);
        telling.fold((0, 0), |(shared, all), word| {
            (
                shared + usize::from(self.body.contains(word.as_str())),
                all + 1,
            )
        })
    }

    fn is_credit(&self, at: usize) -> bool {
        let (Some(block), Some(traits)) = (self.page.blocks.get(at), self.page.traits.get(at))
        else {
            return false;
        };
        traits.words <= 12 && (traits.date || is_by(block) || byline::read(&block.text).is_some())
    }
}

fn is_by(block: &Block<'_>) -> bool {
    let mut words = block.text.split_whitespace();
    let by = words.next().unwrap_or("").to_lowercase();
    matches!(by.as_str(), "by" | "von" | "par" | "por")
        && words
            .next()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
}
