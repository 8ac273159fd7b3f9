//! Phrases and words that tell page furniture from prose.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::lexicon;

/// The most words of an opening phrase.
const LONGEST: usize = 4;
/// The most words of a line that announces an advertisement, or of buttons for sharing.
const ADVERT_WORDS: usize = 9;

/// What the opening of a line announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// What follows an article: comments, related articles, tags.
    Tail,
    /// What interrupts one: advertisements, links to other articles.
    Inline,
}

struct Signals {
    openings: FxHashMap<&'static str, Opening>,
    /// Whole lines that head what follows an article.
    headings: FxHashSet<&'static str>,
    calls: FxHashSet<&'static str>,
    pleas: FxHashSet<&'static str>,
    captions: FxHashSet<&'static str>,
    appeals: FxHashSet<&'static str>,
    adverts: FxHashSet<&'static str>,
    /// What stands around the name of an advertisement in the line that announces it.
    around: FxHashSet<&'static str>,
    /// Networks and deeds that buttons for sharing name, and what stands around them.
    shares: FxHashSet<&'static str>,
    by_shares: FxHashSet<&'static str>,
    /// What an excerpt ends with.
    excerpts: Vec<&'static str>,
}

static SIGNALS: LazyLock<Signals> = LazyLock::new(|| {
    let mut signals = Signals {
        openings: FxHashMap::default(),
        headings: FxHashSet::default(),
        calls: FxHashSet::default(),
        pleas: FxHashSet::default(),
        captions: FxHashSet::default(),
        appeals: FxHashSet::default(),
        adverts: FxHashSet::default(),
        around: FxHashSet::default(),
        shares: FxHashSet::default(),
        by_shares: FxHashSet::default(),
        excerpts: Vec::new(),
    };
    for line in lexicon::entries(include_str!("../data/ingest/signals.txt")) {
        let (kind, entries) = line.split_once(": ").unwrap_or((line, ""));
        match kind {
            "call" => signals.calls.extend(entries.split_whitespace()),
            "plea" => signals.pleas.extend(entries.split_whitespace()),
            "caption" => signals.captions.extend(entries.split_whitespace()),
            "appeal" => signals.appeals.extend(entries.split_whitespace()),
            "advert" => signals.adverts.extend(entries.split_whitespace()),
            "around" => signals.around.extend(entries.split_whitespace()),
            "share" => signals.shares.extend(entries.split_whitespace()),
            "by_share" => signals.by_shares.extend(entries.split_whitespace()),
            "excerpt" => signals.excerpts.extend(entries.split(" | ")),
            "heading" => signals.headings.extend(entries.split(" | ")),
            _ => {
                let opening = if kind == "tail" {
                    Opening::Tail
                } else {
                    Opening::Inline
                };
                signals
                    .openings
                    .extend(entries.split(" | ").map(|phrase| (phrase, opening)));
            }
        }
    }
    signals
});

/// What the first words of a line announce, if anything. A number in front is passed over: `12 comments`.
pub(super) fn opening(line: &str) -> Option<Opening> {
    let mut words = line.split_whitespace().take(LONGEST + 1).peekable();
    words.next_if(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let mut phrase = String::new();
    let mut ends = Vec::with_capacity(LONGEST);
    for word in words.take(LONGEST).take_while(|word| word.len() < 40) {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.extend(
            word.chars()
                .flat_map(char::to_lowercase)
                .map(|c| if c == '’' { '\'' } else { c }),
        );
        ends.push(phrase.len());
    }
    ends.iter().rev().find_map(|&end| {
        let phrase = &phrase[..end];
        let bare = phrase.trim_end_matches([':', ',', '.', '!', '?', '>', '»', '|', '…']);
        let known = |text: &str| SIGNALS.openings.get(text).copied();
        known(phrase).or_else(|| known(bare))
    })
}

/// Whether a line only says that an advertisement stands there: `Advertisement`, `Story continues below advertisement`.
pub(super) fn is_advert(line: &str) -> bool {
    !line.ends_with(['.', '?']) && consists_of(line, &SIGNALS.adverts, &SIGNALS.around)
}

/// Whether a line is nothing but buttons for sharing: `Share on Facebook`, `Facebook Twitter LinkedIn`, `Copy link`.
pub(super) fn is_share_bar(line: &str) -> bool {
    consists_of(line, &SIGNALS.shares, &SIGNALS.by_shares)
}

/// Whether a short line has words of the first kind and, besides, only words of the second.
fn consists_of(line: &str, named: &FxHashSet<&str>, around: &FxHashSet<&str>) -> bool {
    let words = || {
        let words = line.split(|c: char| !c.is_alphabetic() && c != '\'');
        words.filter(|word| !word.is_empty())
    };
    if words().take(ADVERT_WORDS + 1).count() > ADVERT_WORDS {
        return false;
    }
    let mut found = false;
    let known = words().all(|word| {
        let word = word.to_lowercase();
        let one = named.contains(word.as_str());
        found |= one;
        one || around.contains(word.as_str())
    });
    known && found
}

/// Whether a whole lower-case line, without marks around it, heads what follows an article.
pub(super) fn heads_tail(line: &str) -> bool {
    SIGNALS.headings.contains(line) || SIGNALS.openings.get(line) == Some(&Opening::Tail)
}

/// Whether a lower-case word speaks to the reader as a customer: `subscribe`.
pub(super) fn is_call(word: &str) -> bool {
    SIGNALS.calls.contains(word)
}

/// Whether a lower-case word stands in what outlets ask of their readers: `donate`.
pub(super) fn is_plea(word: &str) -> bool {
    SIGNALS.pleas.contains(word)
}

/// Whether a lower-case word stands in paragraphs that ask readers for money.
pub(super) fn is_appeal(word: &str) -> bool {
    SIGNALS.appeals.contains(word)
}

/// Whether a lower-case word belongs to picture credits: `shutterstock`.
pub(super) fn is_caption(word: &str) -> bool {
    SIGNALS.captions.contains(word)
}

/// Where a text ends as excerpts do, and that ending begins: `read more` behind a sentence, `[…]` anywhere.
pub(super) fn excerpt_ending(text: &str) -> Option<usize> {
    let starts = SIGNALS.excerpts.iter().filter_map(|ending| {
        let start = text.len().checked_sub(ending.len())?;
        let same = text.get(start..)?.eq_ignore_ascii_case(ending);
        let before = text[..start].trim_end();
        let apart = before.is_empty()
            || before.ends_with(['.', '!', '?', '…', ']', '"', '”', '’'])
            || !ending.starts_with(char::is_alphabetic);
        (same && apart).then_some(start)
    });
    starts.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_whole_words() {
        assert_eq!(opening("Related Articles"), Some(Opening::Tail));
        assert_eq!(opening("12 Comments"), Some(Opening::Tail));
        assert_eq!(opening("Editor’s Picks >"), Some(Opening::Tail));
        assert_eq!(
            opening("READ MORE: Ferry is late again"),
            Some(Opening::Inline)
        );
        assert_eq!(opening("Relatedly, the ferry is late."), None);
        assert_eq!(opening(""), None);
    }

    #[test]
    fn adverts_are_whole_lines() {
        for line in [
            "ADVERTISEMENT",
            "- Advertisement -",
            "Advertisement - scroll to continue",
            "Story continues below advertisement",
            "Article continues after this ad",
            "Anzeige",
            "PUBLICITÉ",
        ] {
            assert!(is_advert(line), "{line}");
        }
        for line in [
            "Story continues",
            "An advertisement for the ferry",
            "Advertisement.",
            "Ads are back",
            "2025",
        ] {
            assert!(!is_advert(line), "{line}");
        }
    }

    #[test]
    fn headings_of_tails_are_whole_lines() {
        assert!(heads_tail("see also") && heads_tail("related articles"));
        assert_eq!(opening("See also the harbour plan"), Some(Opening::Inline));
        assert!(!heads_tail("see also the harbour plan") && !heads_tail("listen"));
    }
}
