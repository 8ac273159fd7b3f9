//! The trainable sequence tagger: a linear chain over hashed features with 8-bit weights.
//!
//! [`tag`] reads the cues of a text (`cue`), forms the features of the tokens that can stand in names (`feature`), adds
//! up their weights (`model`) and takes the best legal sequence of labels (`viterbi`). Decoding works on integers alone,
//! so that every machine gives the same names, and allocates by document, not by token. Training is in `crate::train`.

mod cue;
mod feature;
pub mod label;
mod model;
mod table;
mod viterbi;

use std::collections::BTreeMap;

pub use model::{Lexica, Model, ModelError, Parts, write};

use self::cue::Cues;
use self::feature::Sentence;
use self::label::Place;
use self::viterbi::Decoder;
use super::{Text, TokenSpan};

/// A name that the tagger found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its kind, as a position in [`Model::kinds`].
    pub kind: usize,
}

/// The types that the gazetteer has for a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(u8);

impl Known {
    /// A country.
    pub const COUNTRY: Self = Self(1 << 3);
    /// A nationality, people or religion.
    pub const GROUP: Self = Self(1 << 5);
    /// An organization.
    pub const ORGANIZATION: Self = Self(1 << 6);
    /// A region, sea, mountain, quarter.
    pub const REGION: Self = Self(1 << 7);
    /// A place of any type: city, country, state, region.
    pub const PLACE: Self = Self(1 << 2 | 1 << 3 | 1 << 4 | 1 << 7);

    /// Whether it has any type of `other`.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Known {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Model {
    /// What the gazetteer says of a name in a text.
    #[must_use]
    pub fn known(&self, text: &Text<'_>, tokens: TokenSpan) -> Known {
        let words = tokens.range().map(|index| text.lower(index));
        Known(self.lexica.types(name_hash(words)).unwrap_or(0))
    }

    /// Whether the gazetteer has a country of this lower-case name.
    #[must_use]
    pub fn known_country(&self, name: &str) -> bool {
        let types = self.lexica.types(name_hash(name.split(' '))).unwrap_or(0);
        Known(types).any(Known::COUNTRY)
    }
}

/// The hash under which the gazetteer has a name.
fn name_hash<'w>(words: impl Iterator<Item = &'w str>) -> u64 {
    words.fold(0, |hash, word| {
        cue::extend_name(hash, cue::lower_hash(word))
    })
}

/// The names in a text, in text order, without overlap.
#[must_use]
pub fn tag(text: &Text<'_>, model: &Model) -> Vec<Tagged> {
    let cues = Cues::read(text, &model.lexica);
    let mut decoder = Decoder::default();
    let mut features = Vec::new();
    let mut places = Vec::new();
    let mut scores = Vec::new();
    let mut found = Vec::new();
    for &tokens in &text.sentences {
        let sentence = Sentence::read(text, tokens);
        for stretch in feature::stretches(text, tokens) {
            scores.clear();
            scores.resize(stretch.len() * model.labels.len(), 0);
            for (index, row) in stretch
                .range()
                .zip(scores.chunks_exact_mut(model.labels.len()))
            {
                features.clear();
                feature::push(text, &cues, sentence, index, &mut features);
                model.add(&features, &mut places, row);
            }
            let path = decoder.decode(&model.steps, &scores);
            collect(model, stretch, path, &mut found);
        }
    }
    found
}

/// Turns the labels of a stretch into names.
fn collect(model: &Model, stretch: TokenSpan, path: &[u8], found: &mut Vec<Tagged>) {
    let mut start = stretch.range().start;
    for (index, &label) in stretch.range().zip(path) {
        let Some((kind, place)) = model.labels.read(usize::from(label)) else {
            continue;
        };
        if matches!(place, Place::Begin | Place::Single) {
            start = index;
        }
        if matches!(place, Place::End | Place::Single) {
            let tokens = TokenSpan::at(start, index + 1);
            found.push(Tagged { tokens, kind });
        }
    }
}

/// The stretches of a text that can hold names, each with the features of its tokens: what training works on.
pub(crate) fn examples(text: &Text<'_>, lexica: &Lexica) -> Vec<(TokenSpan, Vec<Vec<u32>>)> {
    let cues = Cues::read(text, lexica);
    let mut examples = Vec::new();
    for &tokens in &text.sentences {
        let sentence = Sentence::read(text, tokens);
        for stretch in feature::stretches(text, tokens) {
            let features = |index| {
                let mut features = Vec::new();
                feature::push(text, &cues, sentence, index, &mut features);
                features
            };
            examples.push((stretch, stretch.range().map(features).collect()));
        }
    }
    examples
}

/// Packs lines of `word`, and three cluster numbers, parted by tabs.
pub(crate) fn pack_clusters(lines: &str) -> Vec<u8> {
    let mut entries = BTreeMap::new();
    for line in lines.lines() {
        let mut fields = line.split('\t');
        let word = cue::lower_hash(fields.next().unwrap_or(""));
        let numbers = fields.filter_map(|field| field.parse::<u16>().ok());
        let value: Vec<u8> = numbers.flat_map(|n| (n + 1).to_le_bytes()).collect();
        if value.len() == 6 {
            entries.entry(model::fold(word)).or_insert(value);
        }
    }
    table::write(&entries, 6)
}

/// Packs lines of a type from 0 to 7 and a lower-case name, parted by a tab.
pub(crate) fn pack_gazetteer(lines: &str) -> Vec<u8> {
    let mut entries: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    for line in lines.lines() {
        let Some((kind, name)) = line.split_once('\t') else {
            continue;
        };
        let Some(bit) = kind.parse().ok().and_then(|kind| 1_u8.checked_shl(kind)) else {
            continue;
        };
        let text = Text::new(name, &[]);
        let hash = name_hash((0..text.len()).map(|index| text.lower(index)));
        entries.entry(model::fold(hash)).or_insert_with(|| vec![0])[0] |= bit;
    }
    table::write(&entries, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_lists_are_found_again() {
        let clusters = pack_clusters("tokyo\t5\t17\t900\nbad\t1\n");
        let gazetteer = pack_gazetteer("2\tnew york\n0\tann\n1\tann\n");
        let lexica = Lexica::read(clusters, gazetteer).unwrap();
        assert_eq!(lexica.clusters(cue::lower_hash("tokyo")), [6, 18, 901]);
        assert_eq!(lexica.clusters(cue::lower_hash("bad")), [0; 3]);
        let name = |words: &[&str]| {
            words.iter().fold(0, |hash, word| {
                cue::extend_name(hash, cue::lower_hash(word))
            })
        };
        assert_eq!(lexica.types(name(&["new", "york"])), Some(4));
        assert_eq!(lexica.types(name(&["ann"])), Some(3));
        assert_eq!(lexica.types(name(&["york"])), None);
    }
}
