//! Trains and scores the tagger of names.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::crf::{Crf, Example};
use super::document::{Document, KINDS, KindSet};
use crate::text::tagger::label::{Labels, OUTSIDE, Place};
use crate::text::tagger::{self, Lexica, Lists, Model, Parts};
use crate::text::{Text, TokenSpan};

/// How to train.
#[derive(Clone, Debug)]
pub struct Options {
    /// How often the data is gone through.
    pub epochs: usize,
    /// A feature has to be seen so often.
    pub least: u32,
    /// Weights below this are dropped.
    pub smallest: f32,
    /// The seed of the order of examples and of the features left out.
    pub seed: u64,
    /// What stands in the model about its training.
    pub about: String,
}

/// Annotated texts with how often an epoch has each of them.
pub type Weighted = (Vec<Document>, usize);

/// Trains a model and gives the bytes of its file. `progress` hears of every epoch.
#[must_use]
pub fn train(
    data: &[Weighted],
    lists: &Lists,
    options: &Options,
    mut progress: impl FnMut(&str),
) -> Vec<u8> {
    let (clusters, gazetteer) = lists.pack();
    let lexica = Lexica::read(clusters.clone(), gazetteer.clone()).unwrap_or_default();
    let rows = rows(data, &lexica, options.least);
    let examples = examples(data, &lexica, &rows);
    let order = order(data, &examples);
    progress(&format!(
        "{} features, {} stretches",
        rows.len(),
        order.len()
    ));
    let crf = fit(&examples, order, rows.len(), options, &mut progress);
    write(&crf, &rows, options, &clusters, &gazetteer)
}

/// The features that are seen often enough, numbered in the order of their hashes.
fn rows(data: &[Weighted], lexica: &Lexica, least: u32) -> BTreeMap<u32, u32> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for document in data.iter().flat_map(|(documents, _)| documents) {
        let text = Text::new(&document.text, &document.blocks);
        for (_, tokens) in tagger::examples(&text, lexica) {
            for feature in tokens.iter().flatten() {
                *counts.entry(*feature).or_insert(0) += 1;
            }
        }
    }
    let mut kept: Vec<u32> = counts
        .into_iter()
        .filter(|&(_, n)| n >= least)
        .map(|(f, _)| f)
        .collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

/// The examples of each group of documents.
fn examples(data: &[Weighted], lexica: &Lexica, rows: &BTreeMap<u32, u32>) -> Vec<Vec<Example>> {
    let rows: FxHashMap<u32, u32> = rows.iter().map(|(&feature, &row)| (feature, row)).collect();
    let group = |(documents, _): &Weighted| {
        let mut group = Vec::new();
        for document in documents {
            let text = Text::new(&document.text, &document.blocks);
            let allowed = allowed(document, &text);
            for (stretch, tokens) in tagger::examples(&text, lexica) {
                let mut example = Example {
                    features: Vec::new(),
                    ends: Vec::new(),
                    allowed: allowed[stretch.range()].to_vec(),
                };
                for token in tokens {
                    let known = token.iter().filter_map(|feature| rows.get(feature));
                    example.features.extend(known);
                    example
                        .ends
                        .push(u32::try_from(example.features.len()).unwrap_or(u32::MAX));
                }
                group.push(example);
            }
        }
        group
    };
    data.iter().map(group).collect()
}

/// The labels that each token of a document may have.
fn allowed(document: &Document, text: &Text<'_>) -> Vec<u64> {
    let labels = Labels::new(KINDS.len());
    let places = [Place::Begin, Place::Inside, Place::End, Place::Single];
    let unmarked = document.unmarked.positions();
    let outside = unmarked
        .flat_map(|kind| places.map(|place| 1_u64 << labels.of(kind, place)))
        .fold(1 << OUTSIDE, |set, label| set | label);
    let mut allowed = vec![outside; text.len()];
    for name in &document.names {
        let tokens = text.tokens_in(name.span);
        if text.span(tokens) == name.span {
            mark(&mut allowed, labels, tokens, name.kinds);
        } else {
            allowed[tokens.range()].fill(u64::MAX);
        }
    }
    allowed
}

fn mark(allowed: &mut [u64], labels: Labels, tokens: TokenSpan, kinds: KindSet) {
    let last = tokens.len().saturating_sub(1);
    for (position, set) in allowed[tokens.range()].iter_mut().enumerate() {
        let place = match (position == 0, position == last) {
            (true, true) => Place::Single,
            (true, false) => Place::Begin,
            (false, true) => Place::End,
            (false, false) => Place::Inside,
        };
        *set = kinds
            .positions()
            .map(|kind| 1_u64 << labels.of(kind, place))
            .sum();
    }
}

/// The examples of an epoch, as group and position.
fn order(data: &[Weighted], examples: &[Vec<Example>]) -> Vec<(usize, usize)> {
    let groups = data.iter().zip(examples).enumerate();
    groups
        .flat_map(|(group, ((_, times), examples))| {
            (0..*times).flat_map(move |_| (0..examples.len()).map(move |at| (group, at)))
        })
        .collect()
}

fn fit(
    examples: &[Vec<Example>],
    mut order: Vec<(usize, usize)>,
    rows: usize,
    options: &Options,
    progress: &mut impl FnMut(&str),
) -> Crf {
    let mut crf = Crf::new(Labels::new(KINDS.len()), rows);
    let mut random = Random(options.seed);
    for epoch in 0..options.epochs {
        shuffle(&mut order, &mut random);
        let rate = rate(epoch, options.epochs);
        for &(group, at) in &order {
            crf.learn(&examples[group][at], rate, || {
                !random.next().is_multiple_of(10)
            });
        }
        if epoch >= options.epochs / 2 {
            crf.remember();
        }
        progress(&format!("epoch {} of {}", epoch + 1, options.epochs));
    }
    crf.settle();
    crf
}

/// From .1 down to .01, by the same factor every epoch.
fn rate(epoch: usize, epochs: usize) -> f32 {
    let share = epoch as f32 / (epochs.max(2) - 1) as f32;
    0.1 * 0.1_f32.powf(share)
}

/// A small generator of pseudo-random numbers (`SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }
}

fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for at in (1..items.len()).rev() {
        let other = random.next() % (at as u64 + 1);
        items.swap(at, usize::try_from(other).unwrap_or(0));
    }
}

/// Rounds the weights to eight bits, drops the small ones, and writes the file.
fn write(
    crf: &Crf,
    rows: &BTreeMap<u32, u32>,
    options: &Options,
    clusters: &[u8],
    gazetteer: &[u8],
) -> Vec<u8> {
    let scale = 127.0 / 4.0;
    let mut weights = BTreeMap::new();
    for (&feature, &row) in rows {
        let row = crf.row(row as usize).iter().map(|weight| {
            let kept = weight.abs() >= options.smallest;
            let rounded = (weight * scale).round().clamp(-127.0, 127.0) as i8;
            if kept { rounded } else { 0 }
        });
        weights.insert(feature, row.collect::<Vec<i8>>());
    }
    let transitions: Vec<i16> = crf
        .steps()
        .iter()
        .map(|step| (step * scale).round() as i16)
        .collect();
    tagger::write(&Parts {
        kinds: &KINDS.map(|(_, name)| name),
        about: &options.about,
        transitions: &transitions,
        weights: &weights,
        clusters,
        gazetteer,
    })
}

/// Strict counts of names: right, found, marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found with the same span and kind as marked.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// Marked.
    pub marked: usize,
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            found: self.found + other.found,
            marked: self.marked + other.marked,
        }
    }
}

impl Counts {
    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        match self.found + self.marked {
            0 => 0.0,
            sum => 2.0 * self.right as f64 / sum as f64,
        }
    }
}

/// Scores a model on annotated texts, a count for each of [`KINDS`]. Names whose kind the data leaves open are not
/// counted, nor what the model finds of kinds that the data does not mark.
#[must_use]
pub fn score(model: &Model, documents: &[Document]) -> [Counts; KINDS.len()] {
    let mut counts = [Counts::default(); KINDS.len()];
    for document in documents {
        let text = Text::new(&document.text, &document.blocks);
        let found = tagger::tag(&text, model);
        let spans: FxHashSet<_> = found
            .iter()
            .map(|name| (text.span(name.tokens), name.kind))
            .collect();
        for name in &document.names {
            let mut kinds = name.kinds.positions();
            let (Some(kind), None) = (kinds.next(), kinds.next()) else {
                continue;
            };
            counts[kind].marked += 1;
            counts[kind].right += usize::from(spans.contains(&(name.span, kind)));
        }
        for name in &found {
            if let Some(count) = counts.get_mut(name.kind) {
                count.found += 1;
            }
        }
    }
    counts
}
