//! The features of a token, as 32-bit hashes: the templates of the model, in groups by what they hang on, so that the
//! scores of a group can be kept (`super::score`).
//!
//! Words, shapes and affixes as in Ratinov and Roth, "Design Challenges and Misconceptions in Named Entity Recognition"
//! (2009), with evidence from the whole document. A template has a number of its own; changing one makes older models
//! worthless, so that the version of the file has to change with it.

use std::ops::Range;

use super::cue::{self, Cues};
use super::word::{self, Evidence, Word, Words};
use crate::text::{Class, Text, TokenSpan};

/// Collects features.
pub(super) struct Sink<'a>(pub(super) &'a mut Vec<u32>);

impl Sink<'_> {
    /// A feature of a template with this value; a value of 0 is none.
    fn push(&mut self, template: u64, value: u64) {
        if value != 0 {
            self.0.push(feature(template, value));
        }
    }

    /// Features of successive templates.
    fn each(&mut self, first: u64, values: impl IntoIterator<Item = u64>) {
        for (template, value) in (first..).zip(values) {
            self.push(template, value);
        }
    }

    /// Two values together, where both are there.
    fn pair(&mut self, template: u64, one: u64, other: u64) {
        if one != 0 && other != 0 {
            self.push(template, both(one, other));
        }
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

/// The stretches of `sentence` that can hold names: capitalised words with up to three tokens between two of them, each
/// of which can stand in a name, and what can stand at the ends of a name. All other tokens are outside any name.
pub(super) fn stretches(text: &Text<'_>, sentence: TokenSpan) -> impl Iterator<Item = TokenSpan> {
    let range = sentence.range();
    let mut at = range.start;
    let named = |index: usize| text.is(index, Class::CAPITAL | Class::ADDRESS);
    std::iter::from_fn(move || {
        let first = (at..range.end).find(|&index| named(index))?;
        let mut last = first;
        while let Some(next) = after_gap(text, last + 1..range.end.min(last + 5)) {
            if next - first >= LONGEST {
                break;
            }
            last = next;
        }
        let start = first - before(text, at..first);
        at = last + 1;
        if at < range.end && ends(text, at) {
            at += 1;
        }
        Some(TokenSpan::at(start, at))
    })
}

/// The first capitalised word of `tokens`, where all before it can stand in a name.
fn after_gap(text: &Text<'_>, mut tokens: Range<usize>) -> Option<usize> {
    let stop =
        tokens.find(|&index| text.is(index, Class::CAPITAL | Class::ADDRESS | Class::PLAIN))?;
    text.is(stop, Class::CAPITAL | Class::ADDRESS)
        .then_some(stop)
}

/// How many of the last of `tokens` can begin the name that follows: `2026` World Cup, `al-` Shabab.
fn before(text: &Text<'_>, tokens: Range<usize>) -> usize {
    let mut back = tokens.rev();
    let small = |index: usize| !text.is(index, Class::PLAIN | Class::FUNCTION | Class::MARK);
    match back.next() {
        Some(dash) if text.is(dash, Class::DASH) => {
            back.next().map_or(0, |index| 2 * usize::from(small(index)))
        }
        Some(index) => usize::from(small(index)),
        None => 0,
    }
}

/// Whether the token after a capitalised word can end a name: Euro `96`, `plc`, a bracket.
fn ends(text: &Text<'_>, index: usize) -> bool {
    text.word(index) == ")" || !text.is(index, Class::PLAIN | Class::FUNCTION | Class::MARK)
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

    /// The place at this distance from `index`, if it is one of the sentence.
    pub(super) fn at(self, index: usize, offset: isize) -> Option<usize> {
        self.within(index.checked_add_signed(offset))
    }

    /// The tokens of the sentence that those of `stretch` look at.
    pub(super) fn around(self, stretch: &Range<usize>) -> Range<usize> {
        let sentence = self.tokens.range();
        let start = stretch.start.saturating_sub(2).max(sentence.start);
        start..sentence.end.min(stretch.end + 2)
    }

    fn within(self, place: Option<usize>) -> Option<usize> {
        place.filter(|place| self.tokens.range().contains(place))
    }
}

/// From where a word is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands two before the token.
    Before2,
    /// It stands before the token.
    Before,
    /// It is the token.
    This,
    /// It stands after the token.
    After,
    /// It stands two after the token.
    After2,
    /// It stands before the token's word elsewhere in the document.
    Left,
    /// It stands after the token's word elsewhere.
    Right,
}

impl Role {
    /// How many there are.
    pub(super) const COUNT: usize = 7;

    /// The roles around a token with their distance from it.
    pub(super) const AROUND: [(Self, isize); 5] = [
        (Self::Before2, -2),
        (Self::Before, -1),
        (Self::This, 0),
        (Self::After, 1),
        (Self::After2, 2),
    ];

    /// The templates of a word in this role: in lower case, as it is written (0: not), and the first of its clusters.
    const fn templates(self) -> (u64, u64, u64) {
        match self {
            Self::Before2 => (3, 0, 23),
            Self::Before => (4, 10, 26),
            Self::This => (5, 2, 29),
            Self::After => (6, 11, 32),
            Self::After2 => (7, 0, 35),
            Self::Left => (110, 0, 0),
            Self::Right => (111, 0, 0),
        }
    }
}

/// What hangs on one word alone, the one at `index`.
pub(super) fn word(sink: &mut Sink<'_>, role: Role, word: &Word, text: &Text<'_>, index: usize) {
    let (lower, written, clusters) = role.templates();
    sink.push(lower, word.lower);
    if written != 0 {
        sink.push(written, word.written);
    }
    match role {
        Role::Left => sink.push(113, u64::from(word.clusters[2])),
        Role::Right => sink.push(114, u64::from(word.clusters[2])),
        _ => sink.each(clusters, word.clusters.map(u64::from)),
    }
    if role == Role::This {
        sink.push(1, 1);
        sink.push(16, word::shapes(text.word(index)).0);
        sink.push(17, word.brief);
        if text.is(index, Class::WORD | Class::NUMBER) {
            affixes(sink, text.lower(index));
        }
    }
}

/// The first and last one to four letters.
fn affixes(sink: &mut Sink<'_>, lower: &str) {
    let mut ends = lower.char_indices().skip(1).map(|(at, _)| at);
    let mut starts = lower.char_indices().rev().map(|(at, _)| at);
    for template in [50, 52, 54, 56] {
        let end = ends.next().unwrap_or(0);
        sink.push(template, hash(&lower[..end]));
        let start = starts.next().filter(|&start| start > 0);
        sink.push(
            template + 1,
            hash(start.map_or("", |start| &lower[start..])),
        );
    }
}

fn hash(part: &str) -> u64 {
    if part.is_empty() {
        return 0;
    }
    word::word_hash(part)
}

/// A group of features that hang on a few values, of which the same come up again and again.
pub(super) trait Group {
    /// In which of two tables its sums are kept: what seldom comes again is not to drive out what often does.
    const TABLE: usize = 0;

    /// A hash of the values.
    fn key(&self) -> u64;

    /// Collects the features.
    fn push(&self, sink: &mut Sink<'_>);
}

fn key(group: u64, values: impl IntoIterator<Item = u64>) -> u64 {
    values.into_iter().fold(group, both)
}

/// How a token and those around it are written.
pub(super) struct Writing {
    /// Two before, before, the token, after, two after.
    brief: [u64; 5],
    mode: u64,
    start: u64,
}

impl Writing {
    pub(super) fn read(
        text: &Text<'_>,
        cues: &Cues,
        words: &Words,
        sentence: Sentence,
        index: usize,
    ) -> Self {
        let brief = |(_, offset)| cues.word(sentence.at(index, offset), words).brief;
        Self {
            brief: Role::AROUND.map(brief),
            mode: sentence.mode,
            start: u64::from(text.is(index, Class::SENTENCE_START)) + 1,
        }
    }
}

impl Group for Writing {
    fn key(&self) -> u64 {
        key(key(1, self.brief), [self.mode, self.start])
    }

    fn push(&self, sink: &mut Sink<'_>) {
        let [before2, before, this, after, after2] = self.brief;
        sink.pair(18, before, this);
        sink.pair(19, this, after);
        sink.pair(20, both(before, this), after);
        sink.pair(21, both(before2, before), this);
        sink.pair(22, both(this, after), after2);
        sink.push(47, self.mode);
        sink.pair(48, self.mode, this);
        sink.pair(49, self.start, this);
    }
}

/// What the gazetteer has of the token before, the token and the one after.
pub(super) struct Listed([u64; 3]);

impl Listed {
    pub(super) fn read(cues: &Cues, sentence: Sentence, index: usize) -> Self {
        let code = |offset| u64::from(cues.get(sentence.at(index, offset)).gazetteer);
        Self([-1, 0, 1].map(code))
    }
}

impl Group for Listed {
    fn key(&self) -> u64 {
        key(2, self.0)
    }

    fn push(&self, sink: &mut Sink<'_>) {
        let [before, this, after] = self.0;
        sink.each(42, self.0);
        sink.pair(45, before + 1, this + 1);
        sink.pair(46, this + 1, after + 1);
    }
}

/// How a capitalised word stands in its run of capitalised words, and how it is written elsewhere in the document.
pub(super) struct Standing {
    /// The distance to the ends of the run.
    place: u64,
    evidence: u64,
    mode: u64,
    brief: u64,
}

impl Standing {
    pub(super) fn read(
        cues: &Cues,
        words: &Words,
        evidence: &Evidence,
        sentence: Sentence,
        index: usize,
    ) -> Self {
        Self {
            place: place_in_run(cues, index),
            evidence: 1
                + u64::from(evidence.small)
                + 4 * u64::from(evidence.inside)
                + 16 * u64::from(evidence.start),
            mode: sentence.mode,
            brief: cues.word(Some(index), words).brief,
        }
    }
}

impl Group for Standing {
    fn key(&self) -> u64 {
        key(3, [self.place, self.evidence, self.mode, self.brief])
    }

    fn push(&self, sink: &mut Sink<'_>) {
        sink.push(101, self.place);
        sink.push(107, self.evidence);
        sink.pair(108, self.evidence, self.mode);
        sink.pair(109, self.evidence, self.brief);
    }
}

fn place_in_run(cues: &Cues, index: usize) -> u64 {
    let (start, end) = cues.get(Some(index)).run;
    let from_start = (index - (start as usize).min(index)).min(3) as u64;
    let to_end = (end as usize - index.min(end as usize)).min(4) as u64;
    1 + from_start * 8 + to_end
}

/// A token and the one before or after it.
pub(super) struct Pair {
    this: Word,
    other: Word,
    after: bool,
}

impl Pair {
    pub(super) fn both_sides(
        cues: &Cues,
        words: &Words,
        sentence: Sentence,
        index: usize,
    ) -> [Self; 2] {
        [(-1, false), (1, true)].map(|(offset, after)| Self {
            this: *cues.word(Some(index), words),
            other: *cues.word(sentence.at(index, offset), words),
            after,
        })
    }

    /// The number of a template and two values in text order.
    fn pair(&self, sink: &mut Sink<'_>, template: u64, this: u64, other: u64) {
        if self.after {
            sink.pair(template + 1, this, other);
        } else {
            sink.pair(template, other, this);
        }
    }
}

impl Group for Pair {
    const TABLE: usize = 1;

    fn key(&self) -> u64 {
        key(
            4 + u64::from(self.after),
            [self.this.written, self.other.lower],
        )
    }

    fn push(&self, sink: &mut Sink<'_>) {
        let Self { this, other, after } = self;
        self.pair(sink, 8, this.lower, other.lower);
        sink.pair(12 + u64::from(*after), other.lower, this.brief);
        for (template, size) in [(38, 1), (40, 2)] {
            let [own, beside] = [this, other].map(|word| u64::from(word.clusters[size]));
            self.pair(sink, template, own, beside);
        }
    }
}

/// How the token is written, with both words before it and with both after it.
pub(super) fn joint(
    sink: &mut Sink<'_>,
    cues: &Cues,
    words: &Words,
    sentence: Sentence,
    index: usize,
) {
    let [before2, before, this, after, after2] =
        Role::AROUND.map(|(_, offset)| cues.word(sentence.at(index, offset), words));
    sink.pair(14, both(before2.lower, before.lower), this.brief);
    sink.pair(15, both(after.lower, after2.lower), this.brief);
}

/// The words at the ends of the run of capitalised words that the token stands in, and around it.
pub(super) fn run(
    sink: &mut Sink<'_>,
    cues: &Cues,
    words: &Words,
    sentence: Sentence,
    index: usize,
) {
    let run = cues.get(Some(index)).run;
    let (start, end) = (run.0 as usize, run.1 as usize);
    let within = |place| cues.word(sentence.within(place), words).lower;
    let (left, right) = (within(start.checked_sub(1)), within(Some(end)));
    let place = place_in_run(cues, index);
    sink.pair(102, left, place);
    sink.pair(103, right, place);
    sink.pair(104, left, right);
    sink.push(105, cues.word(Some(start), words).lower);
    sink.push(106, within(end.checked_sub(1)));
}

/// What the gazetteer has of the token before another place of the word.
pub(super) fn listed_elsewhere(sink: &mut Sink<'_>, cues: &Cues, place: usize) {
    let left = cues.get(place.checked_sub(1));
    sink.push(112, u64::from(left.gazetteer));
}

/// The other places of the word at `index`, and what stands beside each.
pub(super) fn elsewhere(
    evidence: &Evidence,
    index: usize,
) -> impl Iterator<Item = (usize, [(Role, Option<usize>); 2])> + use<> {
    let others = evidence.places().filter(move |&place| place != index);
    others.map(|place| {
        let beside = [
            (Role::Left, place.checked_sub(1)),
            (Role::Right, Some(place + 1)),
        ];
        (place, beside)
    })
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
    fn words_that_stand_in_no_name_are_left_out() {
        let told = "the head of the University of the West had not been told of the plan in time";
        assert_eq!(parts(told), ["University of the West"]);
        assert_eq!(parts("Ana said Ben was there"), ["Ana", "Ben"]);
        let ends = "Held at the 2026 World Cup, it won al-Shabab of Mali plc 3 points";
        assert_eq!(
            parts(ends),
            ["Held at the 2026 World Cup", "al-Shabab of Mali plc"]
        );
        assert!(parts("nothing here").is_empty());
    }
}
