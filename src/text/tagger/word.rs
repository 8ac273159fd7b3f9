//! The words that a thread has met: what hangs on the word alone is found out once, not for every token of every text.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::{Lexica, cue};
use crate::text::{Class, Text};

/// What is known of a word, its forms as hashes; 0 stands for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// As it is written.
    pub(super) written: u64,
    /// In lower case, digits as 0.
    pub(super) lower: u64,
    /// Its letters by their kind, runs as one: `Xx`.
    pub(super) brief: u64,
    /// Clusters of three sizes.
    pub(super) clusters: [u16; 3],
    /// What the gazetteer has of it as a name, or as the beginning of one.
    pub(super) listed: Option<u8>,
    /// The place of what the document tells of it, whatever its case.
    evidence: u32,
}

/// How a word stands in the document: how often, up to two, in lower case, capitalised inside a sentence, capitalised
/// at a start; and the first places where it is capitalised.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// The number of the document.
    document: u32,
    pub(super) small: u8,
    pub(super) inside: u8,
    pub(super) start: u8,
    count: u8,
    places: [u32; PLACES],
}

/// How many other places of a word are looked at.
const PLACES: usize = 6;

impl Evidence {
    fn add(&mut self, class: Class, at: usize) {
        let count = match class {
            _ if !class.any(Class::CAPITAL) => &mut self.small,
            _ if class.any(Class::SENTENCE_START) => &mut self.start,
            _ => &mut self.inside,
        };
        *count = (*count + 1).min(2);
        if class.any(Class::CAPITAL) && usize::from(self.count) < PLACES {
            self.places[usize::from(self.count)] = u32::try_from(at).unwrap_or(u32::MAX);
            self.count += 1;
        }
    }

    /// The first places where the word is capitalised.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + use<> {
        let places = self.places.into_iter().take(usize::from(self.count));
        places.map(|place| place as usize)
    }
}

/// After a document that brings it to so many words, all are forgotten: bounds memory.
const KEPT: usize = 1 << 15;

/// The words met since they were last forgotten. Number 0 is no word.
#[derive(Debug)]
pub(super) struct Words {
    /// The number of each word and its place in `evidence`.
    numbers: FxHashMap<u64, (u32, u32)>,
    words: Vec<Word>,
    /// The places in `evidence`, by lower-case word.
    lower: FxHashMap<u64, u32>,
    evidence: Vec<Evidence>,
    document: u32,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            numbers: FxHashMap::default(),
            words: vec![Word::default()],
            lower: FxHashMap::default(),
            evidence: vec![Evidence::default()],
            document: 1,
        }
    }
}

impl Words {
    /// Makes ready for another document.
    pub(super) fn turn(&mut self) {
        self.document += 1;
    }

    /// Whether there is no room for the words of another document.
    pub(super) fn are_many(&self) -> bool {
        self.words.len() > KEPT || self.document == u32::MAX
    }

    /// The number of the word at `index`; the document's evidence counts it.
    pub(super) fn meet(&mut self, text: &Text<'_>, index: usize, lexica: &Lexica) -> u32 {
        let written = word_hash(text.word(index));
        let key = written ^ u64::from(text.is(index, Class::WORD | Class::NUMBER));
        let (number, place) = match self.numbers.get(&key) {
            Some(&known) => known,
            None => self.add(key, written, text, index, lexica),
        };
        if text.is(index, Class::WORD) {
            let evidence = &mut self.evidence[place as usize];
            if evidence.document != self.document {
                *evidence = Evidence {
                    document: self.document,
                    ..Evidence::default()
                };
            }
            evidence.add(text.class(index), index);
        }
        number
    }

    fn add(
        &mut self,
        key: u64,
        written: u64,
        text: &Text<'_>,
        index: usize,
        lexica: &Lexica,
    ) -> (u32, u32) {
        let lower = lower_hash(text.lower(index));
        let next = u32::try_from(self.evidence.len()).unwrap_or(0);
        let evidence = *self.lower.entry(lower).or_insert(next);
        if evidence == next {
            self.evidence.push(Evidence::default());
        }
        let number = u32::try_from(self.words.len()).unwrap_or(0);
        self.numbers.insert(key, (number, evidence));
        self.words.push(Word {
            written,
            lower,
            brief: shapes(text.word(index)).1,
            clusters: lexica.clusters(lower),
            listed: lexica.types(cue::extend_name(0, lower)),
            evidence,
        });
        (number, evidence)
    }

    /// What is known of a word.
    pub(super) fn get(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// What the document tells of the word.
    pub(super) fn evidence(&self, number: u32) -> Evidence {
        let evidence = self.evidence[self.get(number).evidence as usize];
        if evidence.document == self.document {
            evidence
        } else {
            Evidence::default()
        }
    }
}

/// The hash of a word as it is written.
pub(super) fn word_hash(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

/// The hash of a lower-case word whose digits count as 0.
pub(super) fn lower_hash(lower: &str) -> u64 {
    if !lower.bytes().any(|byte| byte.is_ascii_digit()) {
        return xxh3_64(lower.as_bytes());
    }
    let mut zeros = [0; 32];
    let length = lower.len().min(zeros.len());
    for (zero, &byte) in zeros.iter_mut().zip(lower.as_bytes()) {
        *zero = if byte.is_ascii_digit() { b'0' } else { byte };
    }
    xxh3_64(&zeros[..length])
}

/// The shape of a word, every letter by its kind (`Xxxx`), and the one where a run of letters of a kind is one (`Xx`).
pub(super) fn shapes(word: &str) -> (u64, u64) {
    let mut shape = 1_u64;
    let mut brief = 1_u64;
    let mut before = 0;
    for letter in word.chars().take(12) {
        let kind = match letter {
            'a'..='z' => 1,
            'A'..='Z' => 2,
            '0'..='9' => 3,
            '.' => 4,
            '\'' | '\u{2019}' => 5,
            _ if letter.is_lowercase() => 1,
            _ if letter.is_uppercase() => 2,
            _ if letter.is_alphabetic() => 6,
            _ => 8 + u64::from(u32::from(letter) & 0xff),
        };
        shape = shape.wrapping_mul(283).wrapping_add(kind);
        if kind != before {
            brief = brief.wrapping_mul(283).wrapping_add(kind);
        }
        before = kind;
    }
    (shape, brief)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(words: &mut Words, source: &str) -> Vec<u32> {
        let text = Text::new(source, &[]);
        words.turn();
        (0..text.len())
            .map(|index| words.meet(&text, index, &Lexica::default()))
            .collect()
    }

    #[test]
    fn the_document_tells_how_a_word_is_written_elsewhere() {
        let mut words = Words::default();
        let met = meet(
            &mut words,
            "Mark said the mark was hit. Then Mark left. Mark!",
        );
        let evidence = words.evidence(met[0]);
        assert_eq!((evidence.small, evidence.inside, evidence.start), (1, 1, 2));
        assert_eq!(evidence.places().collect::<Vec<_>>(), [0, 8, 11]);
        assert_eq!(met[0], met[8]);
        let met = meet(&mut words, "The mark was hit.");
        let evidence = words.evidence(met[1]);
        assert_eq!((evidence.small, evidence.inside, evidence.start), (1, 0, 0));
    }

    #[test]
    fn too_many_words_are_noticed() {
        let mut words = Words::default();
        let many: String = (0..KEPT).map(|n| format!("w{n} ")).collect();
        meet(&mut words, "one two");
        assert!(!words.are_many());
        meet(&mut words, &many);
        assert!(words.are_many());
    }

    #[test]
    fn shapes_tell_writing() {
        assert_eq!(shapes("Paris").1, shapes("Rome").1);
        assert_ne!(shapes("Paris").0, shapes("Rome").0);
        assert_ne!(shapes("NATO").1, shapes("Nato").1);
        assert_eq!(lower_hash("f-35"), lower_hash("f-16"));
    }
}
