//! The trainable sequence tagger: a linear chain over hashed features with 8-bit weights.
//!
//! [`tag`] reads the cues of a text (`word`, `cue`), forms the features of the tokens that can stand in names
//! (`feature`), adds up their weights (`model`), of which it keeps sums from text to text (`score`), and takes the best
//! legal sequence of labels (`viterbi`). Decoding works on integers alone, so that every machine gives the same names,
//! and allocates by document, not by token. Training is in `crate::train`.

mod cue;
mod feature;
pub mod label;
mod lists;
mod model;
mod score;
mod table;
mod viterbi;
mod word;

use std::cell::RefCell;

pub use lists::{BadLine, Lists};
pub use model::{Lexica, Model, ModelError, Parts, identity, write};

use self::cue::Cues;
use self::feature::Sentence;
use self::label::Place;
use self::score::{At, Scorer};
use self::viterbi::Decoder;
use self::word::Words;
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
        Known(self.lexica.types(lists::name_hash(words)).unwrap_or(0))
    }

    /// Whether the gazetteer has a country of this lower-case name.
    #[must_use]
    pub fn known_country(&self, name: &str) -> bool {
        let types = self
            .lexica
            .types(lists::name_hash(name.split(' ')))
            .unwrap_or(0);
        Known(types).any(Known::COUNTRY)
    }
}

/// What a thread keeps from text to text.
#[derive(Default)]
struct Memory {
    /// The model that the sums in `scorer` are of.
    model: u64,
    scorer: Scorer,
    decoder: Decoder,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// The names in a text, in text order, without overlap.
#[must_use]
pub fn tag(text: &Text<'_>, model: &Model) -> Vec<Tagged> {
    MEMORY.with_borrow_mut(|memory| {
        if memory.model != model.serial() {
            *memory = Memory {
                model: model.serial(),
                ..Memory::default()
            };
        }
        memory.tag(text, model)
    })
}

impl Memory {
    fn tag(&mut self, text: &Text<'_>, model: &Model) -> Vec<Tagged> {
        self.scorer.turn();
        let cues = &Cues::read(text, &model.lexica, &mut self.scorer.words);
        let at = At { model, text, cues };
        let mut found = Vec::new();
        for &tokens in &text.sentences {
            let mut sentence = None;
            for stretch in feature::stretches(text, tokens) {
                let sentence = *sentence.get_or_insert_with(|| Sentence::read(text, tokens));
                let rows = self.scorer.score(at, sentence, stretch);
                let path = self.decoder.decode(&model.steps, rows);
                collect(model, stretch, path, &mut found);
            }
        }
        found
    }
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
    let mut words = Words::default();
    let cues = Cues::read(text, lexica, &mut words);
    let mut examples = Vec::new();
    for &tokens in &text.sentences {
        let sentence = Sentence::read(text, tokens);
        for stretch in feature::stretches(text, tokens) {
            let features = |index| score::features(text, &cues, &words, sentence, index);
            examples.push((stretch, stretch.range().map(features).collect()));
        }
    }
    examples
}
