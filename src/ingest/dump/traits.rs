//! What can be seen of one block of a dump: how prose-like its words, marks and end are.

use super::weights::{Sum, Weights, bucket, step};
use crate::ingest::lines::Block;
use crate::ingest::signals::{self, Opening};
use crate::ingest::{author, timestamp};

/// The word counts that part short lines from prose.
pub(super) const LENGTHS: &[usize] = &[1, 2, 3, 5, 8, 13, 21, 41, 81];
/// Marks that close a quotation or bracket behind a full stop.
const CLOSING: &[char] = &['"', '”', '’', '\'', ')', ']', '»'];
/// The words of a block that are kept, enough to know what it is about.
const KEPT: usize = 400;
/// How many blocks around one are looked at for their ends.
const AROUND: usize = 4;

/// How a block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Without a mark.
    Open,
    /// With an ellipsis: a teaser.
    Ellipsis,
    /// Like a sentence.
    Stop,
    /// With a colon.
    Colon,
}

/// What was seen of a block.
pub(super) struct Traits {
    /// White-space words.
    pub words: usize,
    /// The words in lower case, without outer marks; of a very long block only the first ones.
    pub lower: Vec<String>,
    /// How many words begin with a letter, without a capital, and have three letters or less.
    letters: usize,
    uncapitalised: usize,
    short: usize,
    /// How it ends.
    pub end: End,
    /// Sentence ends inside.
    stops: usize,
    furniture: usize,
    calls: usize,
    you: usize,
    /// What its first words announce.
    pub opening: Option<Opening>,
    pleas: usize,
    /// Whether its second half says what its first half does.
    twice: bool,
    caption: bool,
    copyright: bool,
    address: bool,
    /// A day or time stands in a short line.
    pub date: bool,
    /// Whether the same block stands elsewhere on the page.
    pub repeated: bool,
}

impl Traits {
    /// Looks at a block.
    pub(super) fn new(block: &Block<'_>, repeated: bool) -> Self {
        let text = block.text.as_ref();
        let mut traits = Self {
            words: 0,
            lower: Vec::new(),
            letters: 0,
            uncapitalised: 0,
            short: 0,
            end: end(text),
            stops: 0,
            furniture: 0,
            calls: 0,
            you: 0,
            opening: signals::opening(text),
            pleas: 0,
            twice: is_twice(text),
            caption: false,
            copyright: text.contains('©') || text.contains("(c)") || text.contains("(C)"),
            address: text.contains("://") || text.contains("www.") || text.contains('@'),
            date: false,
            repeated,
        };
        traits.read_words(text);
        traits.date = traits.words <= 10 && has_date(text);
        traits
    }

    fn read_words(&mut self, text: &str) {
        let mut stopped = false;
        for token in text.split_whitespace() {
            self.words += 1;
            let word = token.trim_matches(|c: char| !c.is_alphanumeric());
            let first = word.chars().next().unwrap_or(' ');
            if first.is_alphabetic() {
                self.stops += usize::from(stopped && !first.is_lowercase());
                self.read_word(word, first);
            }
            stopped = token
                .trim_end_matches(CLOSING)
                .ends_with(['.', '!', '?', '。']);
        }
        self.words += text.chars().filter(|&c| is_unspaced(c)).count() / 3;
    }

    fn read_word(&mut self, word: &str, first: char) {
        self.letters += 1;
        self.uncapitalised += usize::from(!first.is_uppercase());
        self.short += usize::from(word.chars().take(4).count() <= 3);
        if word.len() > 40 {
            return;
        }
        let lower = word.to_lowercase();
        self.furniture += usize::from(author::is_furniture(&lower));
        self.calls += usize::from(signals::is_call(&lower));
        self.pleas += usize::from(signals::is_plea(&lower));
        self.caption |= signals::is_caption(&lower);
        self.copyright |= lower == "copyright";
        self.you += usize::from(matches!(lower.as_str(), "you" | "your" | "our" | "we"));
        if self.lower.len() < KEPT {
            self.lower.push(lower);
        }
    }

    /// Whether it looks like a picture credit, a line about rights or an address.
    pub(super) const fn is_labelled(&self) -> bool {
        self.caption || self.copyright || self.address || self.calls > 0
    }

    /// The customer words, set against the length of long blocks.
    pub(super) fn calls(&self) -> usize {
        let calls = if self.words < 40 {
            self.calls
        } else {
            self.calls * 40 / self.words
        };
        calls.min(3)
    }

    /// How much a decision about the block weighs: long blocks more.
    pub(super) fn mass(&self) -> f64 {
        (0.3 + self.words as f64 / 20.0).min(3.0)
    }

    /// Features that the title model has too.
    pub(super) fn look(&self, sum: &mut Sum<'_>, text: &str) {
        let first = text.chars().next().unwrap_or(' ');
        sum.pick("end", self.end as usize);
        sum.pick("low", step(self.uncapitalised, self.letters, 5, 4));
        sum.pick("furn", step(self.furniture, self.letters, 4, 3));
        sum.flag("bracket", matches!(first, '[' | '('));
        sum.flag("quotestart", matches!(first, '"' | '“' | '‘' | '\''));
        sum.flag("lowstart", first.is_lowercase());
        sum.flag("address", self.address);
        sum.flag("date", self.date);
        sum.flag("copyright", self.copyright);
        sum.flag("pipe", text.contains('|'));
        let upper = text.contains(char::is_uppercase) && !text.contains(char::is_lowercase);
        sum.flag("upper", upper);
    }

    /// Signs of furniture that weigh beside the surroundings, too.
    pub(super) fn signs(&self, sum: &mut Sum<'_>) {
        let size = bucket(self.words, &[0, 6, 13]);
        match self.opening {
            Some(Opening::Tail) => sum.pick("tail", size),
            Some(Opening::Inline) => sum.pick("inline", size),
            None => {}
        }
        if self.caption {
            sum.pick("caption", usize::from(self.words > 25));
        }
        if self.you > 0 && self.words <= 60 {
            sum.pick("you", usize::from(self.words > 25));
        }
        sum.pick("call", self.calls());
        sum.flag("repeated", self.repeated);
    }

    /// How the words are written, and what they ask for.
    pub(super) fn habits(&self, sum: &mut Sum<'_>, text: &str) {
        let first = text.chars().next().unwrap_or(' ');
        let size = bucket(self.words, &[0, 5, 13]);
        sum.pick(
            "case",
            size * 5 + step(self.uncapitalised, self.letters, 5, 4),
        );
        sum.flag("lowstart", first.is_lowercase());
        sum.flag(
            "quotestart",
            matches!(first, '"' | '“' | '‘' | '\'' | '„' | '«'),
        );
        sum.flag("pipe", text.contains('|'));
        sum.pick("furn", step(self.furniture, self.letters, 4, 3));
        sum.flag("twice", self.twice);
        if self.you > 0 {
            sum.pick("plea", self.pleas.min(3));
        }
    }

    /// Marks that weigh beside the surroundings, too.
    pub(super) fn marks(&self, sum: &mut Sum<'_>) {
        sum.flag("copyright", self.copyright);
        sum.flag("date", self.date);
        sum.flag("address", self.address);
        sum.pick("end", self.end as usize);
    }

    fn own(&self, sum: &mut Sum<'_>, block: &Block<'_>) {
        let text = block.text.as_ref();
        self.look(sum, text);
        self.signs(sum);
        sum.flag("twice", self.twice);
        if self.you > 0 {
            sum.pick("plea", self.pleas.min(3));
        }
        sum.pick("len", bucket(self.words, LENGTHS));
        sum.pick("short", step(self.short, self.letters, 8, 4));
        sum.pick("stops", self.stops.min(3));
        sum.pick("comma", text.matches(',').take(2).count());
        if self.words >= 9 {
            sum.pick("longlow", step(self.uncapitalised, self.letters, 5, 4));
        }
        if block.bullet {
            sum.pick("bullet", usize::from(self.words >= 13));
        }
        sum.flag("bracketed", is_bracketed(text));
        sum.flag("quote", text.contains(['"', '“', '”']));
        sum.flag("nowords", self.letters == 0);
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            sum.pick("digit", usize::from(self.words > 8));
        }
        sum.flag("blank", block.blank);
    }
}

/// Whether the whole block stands in square brackets, as names of pictures do.
pub(super) fn is_bracketed(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']')
}

/// Whether a line is the same words two times over, as texts of pictures beside their captions are.
fn is_twice(text: &str) -> bool {
    let half = text.len() / 2;
    let second = (half..text.len())
        .take(2)
        .find(|&at| text.is_char_boundary(at));
    second.is_some_and(|at| text.len() > 8 && text[..at].trim() == text[at..].trim())
}

/// The log odds that a block is prose of the article, by itself and the blocks beside it.
pub(super) fn score(blocks: &[Block<'_>], traits: &[Traits], at: usize, weights: &Weights) -> f64 {
    let mut sum = weights.sum();
    traits[at].own(&mut sum, &blocks[at]);
    beside(
        &mut sum,
        blocks,
        traits,
        at,
        at.checked_sub(1),
        ["before", "before_bullet", "before_indent"],
    );
    beside(
        &mut sum,
        blocks,
        traits,
        at,
        Some(at + 1),
        ["after", "after_bullet", "after_indent"],
    );
    let run = run(traits, at);
    sum.pick("run", run);
    sum.pick("run_end", traits[at].end as usize * 6 + run);
    sum.total
}

fn beside(
    sum: &mut Sum<'_>,
    blocks: &[Block<'_>],
    traits: &[Traits],
    at: usize,
    other: Option<usize>,
    names: [&str; 3],
) {
    let Some((block, seen)) = other.and_then(|other| blocks.get(other).zip(traits.get(other)))
    else {
        sum.pick(names[0], 12);
        return;
    };
    sum.pick(names[0], seen.end as usize * 3 + (seen.words / 8).min(2));
    sum.flag(names[1], block.bullet);
    sum.flag(names[2], block.indent != blocks[at].indent);
}

/// How many of the longer blocks around end like sentences, in quarters counted from 1; 0 where there are none.
fn run(traits: &[Traits], at: usize) -> usize {
    let last = (at + AROUND + 1).min(traits.len());
    let longer =
        (at.saturating_sub(AROUND)..last).filter(|&other| other != at && traits[other].words >= 6);
    let (stops, all) = longer.fold((0, 0), |(stops, all), other| {
        (stops + usize::from(traits[other].end == End::Stop), all + 1)
    });
    (4 * stops)
        .checked_div(all)
        .map_or(0, |quarters| 1 + quarters)
}

fn end(text: &str) -> End {
    let bare = text.trim_end_matches(|c: char| CLOSING.contains(&c) || c == ' ');
    if bare.ends_with("...") || bare.ends_with('…') {
        End::Ellipsis
    } else if bare.ends_with(['.', '!', '?', '。']) {
        End::Stop
    } else if bare.ends_with(':') {
        End::Colon
    } else {
        End::Open
    }
}

/// Whether a letter belongs to a script that is written without spaces.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}')
}

/// A day, a time or an age: `Dec 20`, `10:30`, `5 days ago`.
fn has_date(text: &str) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let number = |word: &str| {
        word.trim_matches([',', '.'])
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    let month =
        |word: &str| timestamp::month(&word.trim_matches([',', '.']).to_lowercase()).is_some();
    let mut before = "";
    for word in text.split_whitespace() {
        let pair = number(before) && month(word) || month(before) && number(word);
        if !before.is_empty() && pair || is_clock(word) || word == "ago" {
            return true;
        }
        before = word;
    }
    !timestamp::find(text).is_empty()
}

fn is_clock(word: &str) -> bool {
    word.split_once(':').is_some_and(|(hour, minute)| {
        hour.ends_with(|c: char| c.is_ascii_digit())
            && minute.len() >= 2
            && minute.as_bytes()[..2].iter().all(u8::is_ascii_digit)
    })
}
