//! Sentence bounds.
//!
//! A stop ends a sentence unless what follows goes on in lower case; a full stop that belongs to an abbreviation ends
//! one only where a sentence begins after it. Closing quotation marks and brackets go with the sentence that they close.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Class, Token, TokenSpan, lexicon};

/// More tokens than any sentence has: what is longer is cut, so that work by sentence stays bounded.
const LONGEST: usize = 1000;

/// How many tokens after a closing mark may hold the name of the speaker and its verb.
const SPEAKER: usize = 8;

/// What an abbreviation goes on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goes {
    /// With a name, always: `Mr.`, `Gen.`
    ToName,
    /// With a number, else it is no abbreviation: `No. 5`.
    ToNumber,
    /// With a lower-case word, else the sentence ends with it: `etc.`
    ToEnd,
    /// With anything; a sentence may end with it.
    Anywhere,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Goes>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/words/abbreviation.txt"))
        .map(|entry| match entry.split_once(' ') {
            Some((word, "name")) => (word, Goes::ToName),
            Some((word, "end")) => (word, Goes::ToEnd),
            Some((word, _)) => (word, Goes::ToNumber),
            None => (entry, Goes::Anywhere),
        })
        .collect()
});

/// Words that begin sentences far more often than names: after `U.S.` they show that one ended.
static STARTERS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/words/sentence_starter.txt")).collect()
});

/// Whether a word that a full stop and then `rest` follow is an abbreviation.
pub(super) fn is_abbreviation(word: &str, rest: &str) -> bool {
    let number = || {
        rest.trim_start_matches([' ', '\u{a0}'])
            .starts_with(|c: char| c.is_ascii_digit())
    };
    word.len() <= 8
        && ABBREVIATIONS
            .get(word)
            .is_some_and(|&goes| goes != Goes::ToNumber || number())
}

/// Splits `tokens[first..]`, the tokens of one block, and marks the sentences' first words.
pub(super) fn split(
    source: &str,
    tokens: &mut [Token],
    first: usize,
    sentences: &mut Vec<TokenSpan>,
) {
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        let can_end = tokens[at].class.any(Class::STOP | Class::DOTTED);
        let after = if can_end {
            closing(source, tokens, at + 1)
        } else {
            at + 1
        };
        let ends = can_end
            && Bound {
                source,
                tokens,
                start,
            }
            .ends(at, after);
        if ends || after == tokens.len() || after - start >= LONGEST {
            sentences.push(TokenSpan::at(start, after));
            mark_start(&mut tokens[start..after]);
            start = after;
        }
        at = after;
    }
}

fn mark_start(sentence: &mut [Token]) {
    if let Some(token) = sentence
        .iter_mut()
        .find(|t| t.class.any(Class::WORD | Class::NUMBER))
    {
        token.class |= Class::SENTENCE_START;
    }
}

/// The first token from `at` on that is no closing mark of what stands before it.
fn closing(source: &str, tokens: &[Token], at: usize) -> usize {
    let closes = |token: &&Token| {
        token.class.any(Class::GLUED)
            && (token.class.any(Class::QUOTE_END | Class::STOP)
                || matches!(
                    token.span.of(source),
                    ")" | "]" | "\u{201d}" | "\u{2019}" | "\u{bb}"
                ))
    };
    at + tokens.iter().skip(at).take_while(closes).count()
}

/// A stop of a script that sets no space after it.
fn is_ideographic(stop: &str) -> bool {
    matches!(stop, "\u{3002}" | "\u{ff01}" | "\u{ff1f}")
}

/// The sentence that may end.
struct Bound<'a> {
    source: &'a str,
    tokens: &'a [Token],
    /// Its first token.
    start: usize,
}

impl Bound<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.source))
    }

    fn is(&self, at: usize, classes: Class) -> bool {
        self.tokens.get(at).is_some_and(|t| t.class.any(classes))
    }

    /// Whether the stop at `at`, with its closing marks up to `after`, ends the sentence.
    fn ends(&self, at: usize, after: usize) -> bool {
        if after >= self.tokens.len() {
            return true;
        }
        // `He spoke of the U.S.?`: the mark behind the abbreviation decides.
        let stopped = (at..after).any(|i| self.is(i, Class::STOP));
        if !stopped {
            return self.abbreviation_ends(at, after);
        }
        if self.is(after, Class::GLUED) && !self.missing_space(at, after) {
            return false;
        }
        let next = self.opened(after);
        let goes_on = self.word(next).starts_with(char::is_lowercase)
            || self.is(after, Class::STOP)
            || matches!(self.word(after), "," | ";" | ":");
        !goes_on && !self.is_numbering(at) && !self.speaker_follows(at, after)
    }

    /// The first token from `at` on that is no opening mark.
    fn opened(&self, at: usize) -> usize {
        let opens = |token: &&Token| {
            token.class.any(Class::QUOTE) || matches!(token.span.of(self.source), "(" | "[")
        };
        at + self.tokens.iter().skip(at).take_while(opens).count()
    }

    /// `policy.The next`, or a quotation that opens at once: a sentence ended and the space is missing.
    fn missing_space(&self, at: usize, after: usize) -> bool {
        if self.is(after, Class::QUOTE) || is_ideographic(self.word(at)) {
            return true;
        }
        let prose = |word: &str| word.len() > 2 && word.chars().all(char::is_lowercase);
        let next = self.word(after);
        let capitalised = next.starts_with(char::is_uppercase)
            && next.chars().skip(1).all(char::is_lowercase)
            && next.len() > 1;
        let before = at > self.start && prose(self.word(at - 1));
        capitalised && (before || STARTERS.contains(next))
    }

    /// `1.` and `2.` before the items of a list.
    fn is_numbering(&self, at: usize) -> bool {
        at == self.start + 1
            && self.is(self.start, Class::NUMBER)
            && self.word(self.start).len() <= 2
    }

    /// `“Why?” Lopez asked.`: a question is quoted and its speaker follows, whose clause says nothing else. Behind a full
    /// stop, which seldom stands for a comma, the sentence has to end with the verb.
    fn speaker_follows(&self, at: usize, after: usize) -> bool {
        let quoted = after > at + 1
            && (self.is(after - 1, Class::QUOTE_END)
                || matches!(self.word(after - 1), "\"" | "\u{201d}"));
        if !quoted || self.is(after, Class::QUOTE) {
            return false;
        }
        let joins = |word: &str| {
            matches!(
                word,
                "of" | "de" | "del" | "la" | "van" | "von" | "al" | "bin"
            )
        };
        let named = (after..after + SPEAKER)
            .take_while(|&i| {
                self.is(
                    i,
                    Class::CAPITAL | Class::DASH | Class::POSSESSIVE | Class::DOTTED,
                ) || i > after && joins(self.word(i))
            })
            .count();
        let verb = after + named;
        let speaks = named > 0 && self.is(verb, Class::CUE) && !self.is(verb, Class::CAPITAL);
        let ends = self.is(verb + 1, Class::STOP) || matches!(self.word(verb + 1), "," | "");
        let says = self.word(verb).starts_with("sa");
        let next = self.word(verb + 1);
        let own = matches!(
            next,
            "that" | "whether" | "if" | "why" | "how" | "what" | "he" | "she"
        ) || says && matches!(next, "the" | "a" | "it" | "they" | "there" | "we" | "no");
        speaks && (ends || !own && !self.word(at).starts_with('.'))
    }

    /// Whether a sentence ends with the abbreviation at `at`.
    fn abbreviation_ends(&self, at: usize, after: usize) -> bool {
        let abbreviation = self.word(at).trim_end_matches('.');
        if !self.word(at).ends_with('.') || self.is(after, Class::GLUED) && after == at + 1 {
            return false;
        }
        let goes = ABBREVIATIONS.get(abbreviation).copied();
        if matches!(goes, Some(Goes::ToName | Goes::ToNumber)) {
            return false;
        }
        let next = self.opened(after);
        if !self.is(next, Class::CAPITAL) {
            return false;
        }
        if matches!(abbreviation, "a.m" | "p.m") {
            return !self.is_time_word(next);
        }
        let initial = abbreviation.chars().count() == 1;
        goes == Some(Goes::ToEnd)
            || STARTERS.contains(self.word(next))
            || next > after && !initial
            || after > at + 1
    }

    /// `Monday`, `ET`, `Eastern time`, `New Year's Day` after an hour.
    fn is_time_word(&self, at: usize) -> bool {
        if self.is(at, Class::WEEKDAY | Class::MONTH | Class::ALL_CAPS) {
            return true;
        }
        let named = !self.is(at, Class::FUNCTION | Class::PRONOUN);
        let zone = |i: usize| matches!(self.word(i), "standard" | "daylight" | "summer" | "time");
        let mut name = (at + 1..at + 4)
            .take_while(|&i| self.is(i, Class::CAPITAL | Class::POSSESSIVE) || zone(i));
        name.any(|i| match self.word(i) {
            "Day" | "Eve" => named,
            word => word.eq_ignore_ascii_case("time"),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    /// Sentences, parted by ` | `, as they have to come out.
    const CASES: &[&str] = &[
        "Mr. Tan left. | He said: \"No.\" | Then he ran.",
        "It cost 3.5 per cent of U.S. output. | The U.S. | The rest",
        "“Stop!” she said. | “Why?” | Nobody knew.",
        "J. R. Smith met Lt. Col. Dee at 5 p.m. on Monday.",
        "They met at 5 p.m. Monday, or 9 a.m. Eastern time.",
        "The gates open at 8 a.m. New Year's Day and 9 a.m. Christmas Eve.",
        "They left at 8 a.m. | On Christmas Day, it snowed.",
        "The hall opened at 8 a.m. | Volunteers marked Veterans Day with songs.",
        "The hall opened at 8 a.m. | Visitors had no time to wait.",
        "It starts at 8 p.m. Eastern daylight time on All Saints' Day.",
        "The shop shut at 5 p.m. | Police came later.",
        "Wait... what? | Yes. | Well... | Then he left.",
        "Acme Inc. Chief Tom Lee quit. | He ran Acme Inc. | The board met.",
        "Is it No. 5? | No. | It is No. 6 of the list.",
        "He lives in the U.S. | “Not for long,” he said.",
        "Robert F. “Bobby” Dale spoke. | (He left.) | She stayed [sic].",
        "\"One.\" | \"Two,\" he said. | 'Three.' | Four.",
        "1. Buy bread. | Then eat.",
        "See example.com for more. | Then go.",
        "It rose . . . and fell. | 15 men ran.",
        "She asked: “Is it the U.S.?” | It was.",
        "Plan B. | The end.",
        "“Why?” Mayor Jo Tipa asked. | \"No!\" Tipa of Lima said on Monday. | Then he left.",
        "“It is late.” Tipa said. | “It is late.” | Tipa said the road was shut.",
        "“Is it?” | Tipa said the road was shut.",
        "They sold pens, ink, etc. | Prices rose in the 1980s. | Lopez left.",
    ];

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        for case in CASES {
            let source = case.replace(" | ", " ");
            let text = Text::new(&source, &[]);
            let found: Vec<&str> = text.sentences.iter().map(|&s| text.slice(s)).collect();
            let expected: Vec<&str> = case.split(" | ").collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_missing_space_parts_sentences_too() {
        assert_eq!(
            Text::new("He left early.The rest stayed.", &[])
                .sentences
                .len(),
            2
        );
    }

    #[test]
    fn a_text_without_stops_is_cut() {
        let source = "so ".repeat(5000);
        assert!(Text::new(&source, &[]).sentences.len() >= 5);
    }
}
