//! What is known of each token before features are formed: hashes of its forms, word clusters, gazetteer types, and
//! what the rest of the document tells of the word.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::Lexica;
use crate::text::{Class, Text, TokenSpan};

/// What is known of a token, its forms as hashes; 0 stands for nothing. There is one for every token of a document, so
/// what only few places ask for is made there: [`word_hash`], [`shapes`], [`mode`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cue {
    /// In lower case, digits as 0.
    pub(super) lower: u64,
    /// Its letters by their kind, runs as one: `Xx`.
    pub(super) brief: u64,
    /// Clusters of three sizes.
    pub(super) clusters: [u16; 3],
    /// Types in the gazetteer and place in the longest entry that matches.
    pub(super) gazetteer: u16,
    /// The run of capitalised tokens it stands in.
    pub(super) run: (u32, u32),
}

/// How a word stands in the document: how often, up to two, in lower case, capitalised inside a sentence, capitalised
/// at a start; and the first places where it is capitalised.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
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
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let places = self.places.into_iter().take(usize::from(self.count));
        places.map(|place| place as usize)
    }
}

/// The cues of a document.
#[derive(Debug, Default)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    evidence: FxHashMap<u64, Evidence>,
}

impl Cues {
    /// Reads the cues of all tokens.
    pub(super) fn read(text: &Text<'_>, lexica: &Lexica) -> Self {
        let mut cues = Self {
            cues: Vec::with_capacity(text.len()),
            evidence: FxHashMap::default(),
        };
        for index in 0..text.len() {
            cues.push(text, index, lexica);
        }
        cues.match_gazetteer(text, lexica);
        for &sentence in &text.sentences {
            cues.mark_runs(text, sentence);
        }
        cues
    }

    fn push(&mut self, text: &Text<'_>, index: usize, lexica: &Lexica) {
        let lower = lower_hash(text.lower(index));
        self.cues.push(Cue {
            lower,
            brief: shapes(text.word(index)).1,
            clusters: lexica.clusters(lower),
            ..Cue::default()
        });
        if text.is(index, Class::WORD) {
            let evidence = self.evidence.entry(lower).or_default();
            evidence.add(text.class(index), index);
        }
    }

    /// The cue of a token of `block`; nothing before and after it.
    pub(super) fn get(&self, index: Option<usize>) -> Cue {
        index
            .and_then(|index| self.cues.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// What the document tells of the word.
    pub(super) fn evidence(&self, cue: &Cue) -> Evidence {
        self.evidence.get(&cue.lower).copied().unwrap_or_default()
    }

    fn match_gazetteer(&mut self, text: &Text<'_>, lexica: &Lexica) {
        let mut index = 0;
        while index < self.cues.len() {
            let (length, types) = if text.is(index, Class::CAPITAL) {
                self.longest_entry(index, lexica)
            } else {
                (1, 0)
            };
            for place in 0..length {
                self.cues[index + place].gazetteer = code(types, place, length);
            }
            index += length;
        }
    }

    /// How many tokens from `index` on are an entry, and its types; one token and no type where there is none.
    fn longest_entry(&self, index: usize, lexica: &Lexica) -> (usize, u8) {
        let mut found = (1, 0);
        let mut name = 0;
        for (length, cue) in self.cues[index..].iter().take(4).enumerate() {
            name = extend_name(name, cue.lower);
            if let Some(types) = lexica.types(name) {
                found = (length + 1, types);
            }
        }
        found
    }

    fn mark_runs(&mut self, text: &Text<'_>, sentence: TokenSpan) {
        let mut index = sentence.range().start;
        while index < sentence.range().end {
            let end = (index..sentence.range().end)
                .find(|&i| !text.is(i, Class::CAPITAL))
                .unwrap_or(sentence.range().end);
            let run = (
                u32::try_from(index).unwrap_or(0),
                u32::try_from(end).unwrap_or(0),
            );
            for cue in &mut self.cues[index..end] {
                cue.run = run;
            }
            index = end + 1;
        }
    }
}

fn code(types: u8, place: usize, length: usize) -> u16 {
    if types == 0 {
        return 0;
    }
    let place = match (place, place + 1 == length) {
        (0, true) => 0,
        (0, false) => 1,
        (_, false) => 2,
        (_, true) => 3,
    };
    u16::from(types) | place << 8
}

/// The hash of a name that goes on with the word whose hash is `lower`; names begin with 0.
pub(super) fn extend_name(name: u64, lower: u64) -> u64 {
    (name.rotate_left(23) ^ lower).wrapping_mul(0xd6e8_feb8_6659_fd93)
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

/// How a sentence is written: 0 as prose, 1 like a headline, 2 in capitals.
pub(super) fn mode(text: &Text<'_>, sentence: TokenSpan) -> u8 {
    let (mut words, mut capital, mut caps) = (0_usize, 0_usize, 0_usize);
    for index in sentence.range() {
        let class = text.class(index);
        if class.any(Class::WORD) && text.word(index).len() > 3 {
            words += 1;
            capital += usize::from(class.any(Class::CAPITAL));
            caps += usize::from(class.any(Class::ALL_CAPS));
        }
    }
    match words {
        0..=2 => 0,
        _ if caps * 10 >= words * 7 => 2,
        _ if capital * 10 >= words * 8 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(source: &str) -> (Text<'_>, Cues) {
        let text = Text::new(source, &[]);
        let cues = Cues::read(&text, &Lexica::default());
        (text, cues)
    }

    #[test]
    fn the_document_tells_how_a_word_is_written_elsewhere() {
        let (_, cues) = cues("Mark said the mark was hit. Then Mark left.");
        let evidence = cues.evidence(&cues.get(Some(0)));
        assert_eq!((evidence.small, evidence.inside, evidence.start), (1, 1, 1));
        assert_eq!(evidence.places().collect::<Vec<_>>(), [0, 8]);
    }

    #[test]
    fn shapes_and_modes_tell_writing() {
        assert_eq!(shapes("Paris").1, shapes("Rome").1);
        assert_ne!(shapes("Paris").0, shapes("Rome").0);
        assert_ne!(shapes("NATO").1, shapes("Nato").1);
        let (text, _) = cues("Talks Cancelled Over Budget Dispute");
        assert_eq!(mode(&text, text.sentences[0]), 1);
        assert_eq!(lower_hash("f-35"), lower_hash("f-16"));
    }
}
