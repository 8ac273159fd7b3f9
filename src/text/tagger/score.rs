//! The scores of the labels of a token: sums of weights.
//!
//! Most features of a token hang on one word alone, or on a few values that come up again and again: the sums of their
//! weights are kept from token to token and from text to text. Sums are whole numbers, so that it makes no difference
//! to the result which of them were kept.

use super::cue::Cues;
use super::feature::{self, Group, Listed, Pair, Role, Sentence, Sink, Standing, Writing};
use super::label::MAX_KINDS;
use super::table::Place;
use super::word::Words;
use super::{Model, label};
use crate::text::{Class, Text, TokenSpan};

/// How many labels of names a row has room for.
pub(super) const LANES: usize = 4 * MAX_KINDS;

/// Where a label of a name stands in a row: all that begin names, then all inside, all that end them, all single ones.
pub(super) const fn lane(label: usize) -> usize {
    let name = label - label::OUTSIDE - 1;
    name % 4 * MAX_KINDS + name / 4
}

/// The scores of the labels of names, each less that of the label outside any name: the best sequence is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(64))]
pub(super) struct Row(pub(super) [i16; LANES]);

impl Row {
    pub(super) const ZERO: Self = Self([0; LANES]);

    fn add(&mut self, other: &Self) {
        for (score, more) in self.0.iter_mut().zip(&other.0) {
            *score = score.wrapping_add(*more);
        }
    }

    /// Scores, each less that of the label outside any name.
    pub(super) fn over(scores: &[i16], outside: i16) -> Self {
        let mut row = Self::ZERO;
        for (over, score) in row.0.iter_mut().zip(scores) {
            *over = score.wrapping_sub(outside);
        }
        row
    }
}

/// Where a token stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a, 't> {
    pub(super) model: &'a Model,
    pub(super) text: &'a Text<'t>,
    pub(super) cues: &'a Cues,
}

/// Sums that were kept, and buffers.
#[derive(Debug, Default)]
pub(super) struct Scorer {
    pub(super) words: Words,
    kept: WordRows,
    groups: [GroupRows; 2],
    /// The features whose weights are still to be added up, and what the sums are for.
    features: Vec<u32>,
    sums: Vec<Sum>,
    places: Vec<Place>,
    rows: Vec<Row>,
}

/// A sum to be formed of the features up to `end`, for the row of a token.
#[derive(Clone, Copy, Debug)]
struct Sum {
    end: usize,
    token: usize,
    keep: Keep,
}

/// Under what a sum is kept.
#[derive(Clone, Copy, Debug)]
enum Keep {
    Word(u32, Role),
    Group(usize, u64),
    Not,
}

impl Scorer {
    /// Makes ready for another document.
    pub(super) fn turn(&mut self) {
        if self.words.are_many() || self.kept.is_full() {
            self.words = Words::default();
            self.kept.clear();
        }
        self.words.turn();
    }

    /// The scores of the tokens of `stretch`. First all features are collected whose weights are not there in sums, then
    /// these are looked up together, so that the waits for memory overlap.
    pub(super) fn score(
        &mut self,
        at: At<'_, '_>,
        sentence: Sentence,
        stretch: TokenSpan,
    ) -> &[Row] {
        self.features.clear();
        self.sums.clear();
        self.rows.clear();
        self.rows.resize(stretch.len(), Row::ZERO);
        self.add_words(at, sentence, stretch);
        for index in stretch.range() {
            self.collect(at, sentence, index, index - stretch.range().start);
        }
        self.sum(at.model);
        &self.rows
    }

    fn sum(&mut self, model: &Model) {
        model.look_up(&self.features, &mut self.places);
        let mut start = 0;
        for &Sum { end, token, keep } in &self.sums {
            let row = model.sum(&self.places[start..end]);
            self.rows[token].add(&row);
            match keep {
                Keep::Word(number, role) => self.kept.set(number, role, row),
                Keep::Group(table, key) => self.groups[table].set(key, row),
                Keep::Not => (),
            }
            start = end;
        }
    }

    /// Adds what hangs on single words: of each word to the rows of the tokens around it.
    fn add_words(&mut self, at: At<'_, '_>, sentence: Sentence, stretch: TokenSpan) {
        let stretch = stretch.range();
        for index in sentence.around(&stretch) {
            for (role, offset) in Role::AROUND {
                let token = index.checked_add_signed(-offset);
                if let Some(token) = token.filter(|token| stretch.contains(token)) {
                    self.add_word(at, role, index, token - stretch.start);
                }
            }
        }
    }

    /// Adds the other sums that are there to the row of a token, and collects the features that are still to be summed.
    fn collect(&mut self, at: At<'_, '_>, sentence: Sentence, index: usize, token: usize) {
        let writing = Writing::read(at.text, at.cues, &self.words, sentence, index);
        self.add_group(&writing, token);
        self.add_group(&Listed::read(at.cues, sentence, index), token);
        for pair in Pair::both_sides(at.cues, &self.words, sentence, index) {
            self.add_group(&pair, token);
        }
        if at.text.is(index, Class::CAPITAL) {
            self.add_evidence(at, sentence, index, token);
        }
        let mut sink = Sink(&mut self.features);
        feature::joint(&mut sink, at.cues, &self.words, sentence, index);
        self.close(token, Keep::Not);
    }

    fn add_evidence(&mut self, at: At<'_, '_>, sentence: Sentence, index: usize, token: usize) {
        let evidence = self.words.evidence(at.cues.get(Some(index)).word);
        let standing = Standing::read(at.cues, &self.words, &evidence, sentence, index);
        self.add_group(&standing, token);
        for (_, beside) in feature::elsewhere(&evidence, index) {
            for (role, place) in beside {
                if let Some(place) = place.filter(|&place| place < at.text.len()) {
                    self.add_word(at, role, place, token);
                }
            }
        }
        let mut sink = Sink(&mut self.features);
        for (place, _) in feature::elsewhere(&evidence, index) {
            feature::listed_elsewhere(&mut sink, at.cues, place);
        }
        feature::run(&mut sink, at.cues, &self.words, sentence, index);
        self.close(token, Keep::Not);
    }

    fn add_word(&mut self, at: At<'_, '_>, role: Role, index: usize, token: usize) {
        let number = at.cues.get(Some(index)).word;
        if let Some(kept) = self.kept.get(number, role) {
            self.rows[token].add(kept);
            return;
        }
        let word = self.words.get(number);
        feature::word(&mut Sink(&mut self.features), role, word, at.text, index);
        self.close(token, Keep::Word(number, role));
    }

    fn add_group<G: Group>(&mut self, group: &G, token: usize) {
        let key = group.key();
        if let Some(kept) = self.groups[G::TABLE].get(key) {
            self.rows[token].add(kept);
            return;
        }
        group.push(&mut Sink(&mut self.features));
        self.close(token, Keep::Group(G::TABLE, key));
    }

    /// The features collected since the last call form a sum for the row of a token.
    fn close(&mut self, token: usize, keep: Keep) {
        let end = self.features.len();
        self.sums.push(Sum { end, token, keep });
    }
}

/// All features of the token at `index` of `sentence`: what training works on.
pub(super) fn features(
    text: &Text<'_>,
    cues: &Cues,
    words: &Words,
    sentence: Sentence,
    index: usize,
) -> Vec<u32> {
    let mut features = Vec::new();
    let sink = &mut Sink(&mut features);
    let word = |sink: &mut Sink<'_>, (role, place): (Role, Option<usize>)| {
        if let Some(place) = place.filter(|&place| place < text.len()) {
            feature::word(sink, role, cues.word(Some(place), words), text, place);
        }
    };
    for (role, offset) in Role::AROUND {
        word(sink, (role, sentence.at(index, offset)));
    }
    Writing::read(text, cues, words, sentence, index).push(sink);
    Listed::read(cues, sentence, index).push(sink);
    for pair in Pair::both_sides(cues, words, sentence, index) {
        pair.push(sink);
    }
    feature::joint(sink, cues, words, sentence, index);
    if text.is(index, Class::CAPITAL) {
        let evidence = words.evidence(cues.get(Some(index)).word);
        Standing::read(cues, words, &evidence, sentence, index).push(sink);
        feature::run(sink, cues, words, sentence, index);
        for (place, beside) in feature::elsewhere(&evidence, index) {
            beside.into_iter().for_each(|there| word(sink, there));
            feature::listed_elsewhere(sink, cues, place);
        }
    }
    features
}

/// Rows by word and role.
#[derive(Debug)]
struct WordRows {
    /// For each word the places of its rows, one a role; 0 where there is none.
    places: Vec<[u32; Role::COUNT]>,
    rows: Vec<Row>,
}

/// The most rows of words: 8 MB.
const ROWS: usize = 1 << 17;

impl Default for WordRows {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            rows: vec![Row::ZERO],
        }
    }
}

impl WordRows {
    const fn is_full(&self) -> bool {
        self.rows.len() >= ROWS
    }

    fn clear(&mut self) {
        self.places.clear();
        self.rows.truncate(1);
    }

    fn get(&self, word: u32, role: Role) -> Option<&Row> {
        match self.places.get(word as usize)?[role as usize] {
            0 => None,
            place => self.rows.get(place as usize),
        }
    }

    /// Keeps a row, if there is room.
    fn set(&mut self, word: u32, role: Role, row: Row) {
        if self.is_full() || self.get(word, role).is_some() {
            return;
        }
        let word = word as usize;
        if self.places.len() <= word {
            self.places.resize(word + 1, [0; Role::COUNT]);
        }
        self.places[word][role as usize] = u32::try_from(self.rows.len()).unwrap_or(0);
        self.rows.push(row);
    }
}

/// Rows by key; one takes the place of another.
#[derive(Debug)]
struct GroupRows {
    keys: Vec<u64>,
    rows: Vec<Row>,
}

/// How many rows of groups are kept, as a power of two.
const GROUP_BITS: u32 = 13;

impl Default for GroupRows {
    fn default() -> Self {
        Self {
            keys: vec![0; 1 << GROUP_BITS],
            rows: vec![Row::ZERO; 1 << GROUP_BITS],
        }
    }
}

impl GroupRows {
    const fn place(key: u64) -> usize {
        (key >> (64 - GROUP_BITS)) as usize
    }

    fn get(&self, key: u64) -> Option<&Row> {
        let place = Self::place(key);
        (self.keys[place] == key).then(|| &self.rows[place])
    }

    fn set(&mut self, key: u64, row: Row) {
        let place = Self::place(key);
        self.keys[place] = key;
        self.rows[place] = row;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_words_are_kept_while_there_is_room() {
        let mut rows = WordRows::default();
        let row = Row([7; LANES]);
        rows.set(3, Role::After, row);
        rows.set(3, Role::After, Row::ZERO);
        assert_eq!(rows.get(3, Role::After), Some(&row));
        assert_eq!(rows.get(3, Role::Before), None);
        assert_eq!(rows.get(4, Role::After), None);
        (4..)
            .zip(1..ROWS)
            .for_each(|(word, _)| rows.set(word, Role::This, row));
        assert!(rows.is_full());
        rows.set(3, Role::This, row);
        assert_eq!(rows.get(3, Role::This), None);
        rows.clear();
        assert_eq!(rows.get(3, Role::After), None);
    }

    #[test]
    fn lanes_are_parted_by_place() {
        let lanes: Vec<usize> = (1..=LANES).map(lane).collect();
        assert_eq!(lanes[..5], [0, 8, 16, 24, 1]);
        let mut sorted = lanes;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..LANES));
    }
}
