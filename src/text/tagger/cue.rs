//! What is known of each token before features are formed: which word it is, gazetteer types, the run of capitals that
//! it stands in.

use super::Lexica;
use super::word::{Word, Words};
use crate::text::{Class, Text, TokenSpan};

/// What is known of a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cue {
    /// The number of its word; 0 where there is no token.
    pub(super) word: u32,
    /// The run of capitalised tokens it stands in.
    pub(super) run: (u32, u32),
    /// Types in the gazetteer and place in the longest entry that matches.
    pub(super) gazetteer: u16,
}

/// The cues of a document.
#[derive(Debug, Default)]
pub(super) struct Cues(Vec<Cue>);

impl Cues {
    /// Reads the cues of all tokens.
    pub(super) fn read(text: &Text<'_>, lexica: &Lexica, words: &mut Words) -> Self {
        let cue = |index| Cue {
            word: words.meet(text, index, lexica),
            ..Cue::default()
        };
        let mut cues = Self((0..text.len()).map(cue).collect());
        cues.match_gazetteer(text, lexica, words);
        for &sentence in &text.sentences {
            cues.mark_runs(text, sentence);
        }
        cues
    }

    /// The cue of a token; nothing before and after the document.
    pub(super) fn get(&self, index: Option<usize>) -> Cue {
        index
            .and_then(|index| self.0.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// What is known of the word of a token.
    pub(super) fn word<'w>(&self, index: Option<usize>, words: &'w Words) -> &'w Word {
        words.get(self.get(index).word)
    }

    fn match_gazetteer(&mut self, text: &Text<'_>, lexica: &Lexica, words: &Words) {
        let mut index = 0;
        while index < self.0.len() {
            let (length, types) = if text.is(index, Class::CAPITAL) {
                self.longest_entry(index, lexica, words)
            } else {
                (1, 0)
            };
            if types != 0 {
                for place in 0..length {
                    self.0[index + place].gazetteer = code(types, place, length);
                }
            }
            index += length;
        }
    }

    /// How many tokens from `index` on are an entry, and its types; one token and no type where there is none. What
    /// entries begin with stands in the gazetteer too, without a type.
    fn longest_entry(&self, index: usize, lexica: &Lexica, words: &Words) -> (usize, u8) {
        let mut found = (1, 0);
        let mut name = 0;
        for (length, cue) in self.0[index..].iter().take(4).enumerate() {
            let word = words.get(cue.word);
            name = extend_name(name, word.lower);
            let listed = match length {
                0 => word.listed,
                _ => lexica.types(name),
            };
            match listed {
                Some(0) => (),
                Some(types) => found = (length + 1, types),
                None => break,
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
            for cue in &mut self.0[index..end] {
                cue.run = run;
            }
            index = end + 1;
        }
    }
}

fn code(types: u8, place: usize, length: usize) -> u16 {
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

    #[test]
    fn a_sentence_tells_how_it_is_written() {
        let text = Text::new("Talks Cancelled Over Budget Dispute", &[]);
        assert_eq!(mode(&text, text.sentences[0]), 1);
    }

    #[test]
    fn runs_end_where_the_capitals_do() {
        let text = Text::new("So said Ann May Lee then", &[]);
        let cues = Cues::read(&text, &Lexica::default(), &mut Words::default());
        assert_eq!(cues.get(Some(3)).run, (2, 5));
        assert_eq!(cues.get(Some(9)).run, (0, 0));
    }
}
