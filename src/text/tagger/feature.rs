//! The features of a token, as 32-bit hashes: the templates of the model.
//!
//! Words, shapes and affixes as in Ratinov and Roth, "Design Challenges and Misconceptions in Named Entity Recognition"
//! (2009), with evidence from the whole document. A template has a number of its own; changing one makes older models
//! worthless, so that the version of the file has to change with it.

use super::cue::{self, Cue, Cues};
use crate::text::{Class, Text, TokenSpan};

/// Collects the features of one token.
struct Sink<'a> {
    features: &'a mut Vec<u32>,
    template: u64,
}

impl Sink<'_> {
    /// A feature of the next template with this value; a value of 0 is none.
    fn push(&mut self, value: u64) {
        self.template += 1;
        if value != 0 {
            self.features.push(feature(self.template, value));
        }
    }

    /// Two values together, where both are there.
    fn pair(&mut self, one: u64, other: u64) {
        self.push(if one == 0 || other == 0 {
            0
        } else {
            both(one, other)
        });
    }
}

fn feature(template: u64, value: u64) -> u32 {
    let mixed =
        (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    u32::try_from((mixed ^ mixed >> 29) >> 32).unwrap_or(0)
}

fn both(one: u64, other: u64) -> u64 {
    (one.rotate_left(25) ^ other).wrapping_mul(0xff51_afd7_ed55_8ccd) | 1
}

/// The stretches of `sentence` that can hold names: capitalised words and digits, what stands next to them, and up to
/// three small words between two of them. All other tokens are outside any name.
pub(super) fn stretches(text: &Text<'_>, sentence: TokenSpan) -> impl Iterator<Item = TokenSpan> {
    let range = sentence.range();
    let mut at = range.start;
    let named = |index: usize| {
        let class = text.class(index);
        class.any(Class::CAPITAL | Class::NUMBER | Class::ADDRESS)
    };
    std::iter::from_fn(move || {
        let first = (at..range.end).find(|&index| named(index))?;
        let mut last = first;
        while let Some(next) = (last + 1..range.end.min(last + 5)).find(|&index| named(index)) {
            if next - first >= LONGEST {
                break;
            }
            last = next;
        }
        let start = at.max(first.saturating_sub(1)).max(range.start);
        at = range.end.min(last + 2);
        Some(TokenSpan::at(start, at))
    })
}

/// The longest stretch that is decoded at once: bounds memory on text without small words.
const LONGEST: usize = 400;

/// A sentence of which tokens are looked at, and how it is written.
#[derive(Clone, Copy)]
pub(super) struct Sentence {
    tokens: TokenSpan,
    mode: u64,
}

impl Sentence {
    pub(super) fn read(text: &Text<'_>, tokens: TokenSpan) -> Self {
        let mode = u64::from(cue::mode(text, tokens)) + 1;
        Self { tokens, mode }
    }

    /// The place, if it is one of the sentence.
    fn within(&self, place: Option<usize>) -> Option<usize> {
        place.filter(|place| self.tokens.range().contains(place))
    }
}

/// Appends the features of the token at `index` of `sentence`.
pub(super) fn push(
    text: &Text<'_>,
    cues: &Cues,
    sentence: Sentence,
    index: usize,
    features: &mut Vec<u32>,
) {
    let place = |offset: isize| sentence.within(index.checked_add_signed(offset));
    let window = [-2, -1, 0, 1, 2].map(|offset| cues.get(place(offset)));
    let written = [-1, 0, 1].map(|offset| {
        let word = place(offset).map(|place| text.word(place));
        word.map_or(0, cue::word_hash)
    });
    let mut sink = Sink {
        features,
        template: 0,
    };
    words(&mut sink, &window, written);
    shapes(&mut sink, &window, cue::shapes(text.word(index)).0);
    clusters(&mut sink, &window);
    gazetteer(&mut sink, &window);
    let class = text.class(index);
    start_and_mode(&mut sink, &window[2], class, sentence.mode);
    if class.any(Class::WORD | Class::NUMBER) {
        affixes(&mut sink, text.lower(index));
    }
    sink.template = 100;
    if class.any(Class::CAPITAL) {
        run(&mut sink, cues, sentence, index, &window[2]);
        evidence(&mut sink, cues, index, &window[2], sentence.mode);
    }
}

/// The words around, and as they are written the one before, the token itself and the one after.
fn words(
    sink: &mut Sink<'_>,
    [before2, before, this, after, after2]: &[Cue; 5],
    written: [u64; 3],
) {
    sink.push(1);
    sink.push(written[1]);
    for cue in [before2, before, this, after, after2] {
        sink.push(cue.lower);
    }
    sink.pair(before.lower, this.lower);
    sink.pair(this.lower, after.lower);
    sink.push(written[0]);
    sink.push(written[2]);
    sink.pair(before.lower, this.brief);
    sink.pair(after.lower, this.brief);
    sink.pair(both(before2.lower, before.lower), this.brief);
    sink.pair(both(after.lower, after2.lower), this.brief);
}

fn shapes(sink: &mut Sink<'_>, [before2, before, this, after, after2]: &[Cue; 5], shape: u64) {
    sink.push(shape);
    sink.push(this.brief);
    sink.pair(before.brief, this.brief);
    sink.pair(this.brief, after.brief);
    sink.pair(both(before.brief, this.brief), after.brief);
    sink.pair(both(before2.brief, before.brief), this.brief);
    sink.pair(both(this.brief, after.brief), after2.brief);
}

fn clusters(sink: &mut Sink<'_>, window: &[Cue; 5]) {
    for cue in window {
        for cluster in cue.clusters {
            sink.push(u64::from(cluster));
        }
    }
    let [_, before, this, after, _] = window;
    for size in 1..3 {
        sink.pair(
            u64::from(before.clusters[size]),
            u64::from(this.clusters[size]),
        );
        sink.pair(
            u64::from(this.clusters[size]),
            u64::from(after.clusters[size]),
        );
    }
}

fn gazetteer(sink: &mut Sink<'_>, [_, before, this, after, _]: &[Cue; 5]) {
    for cue in [before, this, after] {
        sink.push(u64::from(cue.gazetteer));
    }
    let code = |cue: &Cue| u64::from(cue.gazetteer) + 1;
    sink.pair(code(before), code(this));
    sink.pair(code(this), code(after));
}

fn start_and_mode(sink: &mut Sink<'_>, this: &Cue, class: Class, mode: u64) {
    let start = u64::from(class.any(Class::SENTENCE_START)) + 1;
    sink.push(mode);
    sink.pair(mode, this.brief);
    sink.pair(start, this.brief);
}

/// The first and last one to four letters.
fn affixes(sink: &mut Sink<'_>, lower: &str) {
    let mut ends = lower.char_indices().skip(1).map(|(at, _)| at);
    let mut starts = lower.char_indices().rev().map(|(at, _)| at);
    for _ in 0..4 {
        let end = ends.next().unwrap_or(0);
        sink.push(hash(&lower[..end]));
        let start = starts.next().filter(|&start| start > 0);
        sink.push(hash(start.map_or("", |start| &lower[start..])));
    }
}

fn hash(part: &str) -> u64 {
    if part.is_empty() {
        return 0;
    }
    xxhash_rust::xxh3::xxh3_64(part.as_bytes())
}

/// The run of capitalised words that the token stands in: its length, its ends, the words around it.
fn run(sink: &mut Sink<'_>, cues: &Cues, sentence: Sentence, index: usize, this: &Cue) {
    let (start, end) = (this.run.0 as usize, this.run.1 as usize);
    let within = |place: Option<usize>| cues.get(sentence.within(place)).lower;
    let from_start = (index - start.min(index)).min(3) as u64;
    let to_end = (end - index.min(end)).min(4) as u64;
    let place = 1 + from_start * 8 + to_end;
    let left = within(start.checked_sub(1));
    let right = within(Some(end));
    sink.push(place);
    sink.pair(left, place);
    sink.pair(right, place);
    sink.pair(left, right);
    sink.push(cues.get(Some(start)).lower);
    sink.push(within(end.checked_sub(1)));
}

/// What the rest of the document tells: how the word is written, and what stands beside it, elsewhere.
fn evidence(sink: &mut Sink<'_>, cues: &Cues, index: usize, this: &Cue, mode: u64) {
    let evidence = cues.evidence(this);
    let writing = 1
        + u64::from(evidence.small)
        + 4 * u64::from(evidence.inside)
        + 16 * u64::from(evidence.start);
    sink.push(writing);
    sink.pair(writing, mode);
    sink.pair(writing, this.brief);
    let first = sink.template;
    for place in evidence.places().filter(|&place| place != index) {
        sink.template = first;
        let (left, right) = (cues.get(place.checked_sub(1)), cues.get(Some(place + 1)));
        sink.push(left.lower);
        sink.push(right.lower);
        sink.push(u64::from(left.gazetteer));
        sink.push(u64::from(left.clusters[2]));
        sink.push(u64::from(right.clusters[2]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Vec<&str> {
        let text = Text::new(source, &[]);
        let spans = stretches(&text, TokenSpan::at(0, text.len()));
        spans.map(|span| text.slice(span)).collect()
    }

    #[test]
    fn small_words_far_from_capitals_are_left_out() {
        assert_eq!(
            parts("the head of the University of the West had not been told of the plan in time"),
            ["the University of the West had"]
        );
        assert_eq!(
            parts("Ana left it for good in the end to Ben"),
            ["Ana left", "to Ben"]
        );
        assert!(parts("nothing here").is_empty());
    }
}
