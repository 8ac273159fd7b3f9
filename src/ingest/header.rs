//! The words that stand above and below the article of a plain text: labels, kickers, contacts, notes of agencies, marks of the end.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lines::Block;
use crate::text::lexicon;

/// The longest label or line that is looked up, in bytes.
const LONGEST: usize = 40;
/// How many lines of a contact are looked at.
const CONTACT: usize = 8;
/// The words of a line of a contact at most.
const CONTACT_WORDS: usize = 8;
/// The digits of a telephone number at least.
const PHONE: usize = 7;

/// What a label before a colon announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Subtitle,
    Publisher,
    Url,
    Section,
    Date,
    Author,
    Place,
    Tags,
    /// What is no part of the article.
    Other,
}

/// What a line, or the beginning of it, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Label(Label),
    Kicker,
    Contact,
    Note,
    End,
}

static ENTRIES: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/ingest/header_labels.txt"))
        .filter_map(|line| {
            let (kind, names) = line.split_once(": ")?;
            let entry = entry(kind)?;
            Some(names.split(" | ").map(move |name| (name, entry)))
        })
        .flatten()
        .collect()
});

fn entry(kind: &str) -> Option<Entry> {
    Some(match kind {
        "title" => Entry::Label(Label::Title),
        "subtitle" => Entry::Label(Label::Subtitle),
        "publisher" => Entry::Label(Label::Publisher),
        "url" => Entry::Label(Label::Url),
        "section" => Entry::Label(Label::Section),
        "date" => Entry::Label(Label::Date),
        "author" => Entry::Label(Label::Author),
        "place" => Entry::Label(Label::Place),
        "tags" => Entry::Label(Label::Tags),
        "other" => Entry::Label(Label::Other),
        "kicker" => Entry::Kicker,
        "contact" => Entry::Contact,
        "note" => Entry::Note,
        "end" => Entry::End,
        _ => return None,
    })
}

fn look_up(text: &str) -> Option<Entry> {
    if text.len() > LONGEST {
        return None;
    }
    ENTRIES.get(text.to_lowercase().as_str()).copied()
}

/// What the words before a colon announce.
pub(super) fn label(name: &str) -> Option<Label> {
    match look_up(name.trim()) {
        Some(Entry::Label(label)) => Some(label),
        _ => None,
    }
}

/// Whether a line is a label and a value of a database, and no part of the text: `Load-Date: June 22, 2025`.
pub(super) fn is_labelled(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, value)| {
        label(name) == Some(Label::Other) && value.split_whitespace().count() <= CONTACT_WORDS
    })
}

/// Whether the line marks the end of a text: `ENDS`.
pub(super) fn is_end(line: &str) -> bool {
    look_up(line.trim().trim_end_matches('.')) == Some(Entry::End)
}

/// Whether the line is a bracket in which an agency says what is new: `(Adds comment of the mayor)`.
pub(super) fn is_note(line: &str) -> bool {
    let inner = line
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let first = inner.and_then(|inner| inner.split([' ', ',']).next());
    first.is_some_and(|first| look_up(first) == Some(Entry::Note))
}

/// Whether the line only says what kind of text follows, or where else to read it.
pub(super) fn is_kicker(line: &str) -> bool {
    look_up(bare(line)) == Some(Entry::Kicker)
}

fn bare(line: &str) -> &str {
    line.trim_matches([':', ' ', '*', '>', '<', '|', '[', ']'])
}

/// How many blocks from `at` on are neither title nor text: a line that says what kind of text follows, or whom to call.
pub(super) fn passed_over(blocks: &[Block<'_>], at: usize) -> usize {
    match look_up(bare(&blocks[at].text)) {
        Some(Entry::Kicker) => 1,
        Some(Entry::Contact) => contact(&blocks[at + 1..]) + 1,
        _ if is_note(&blocks[at].text) => 1,
        _ => 0,
    }
}

/// The lines up to the last address or telephone number of a contact.
fn contact(blocks: &[Block<'_>]) -> usize {
    let short = |block: &&Block<'_>| block.text.split_whitespace().count() <= CONTACT_WORDS;
    let lines = blocks.iter().take(CONTACT).take_while(short);
    let reached = |line: &Block<'_>| {
        let digits = line.text.bytes().filter(u8::is_ascii_digit).count();
        line.text.contains('@') || digits >= PHONE
    };
    let last = lines.enumerate().filter(|(_, line)| reached(line)).last();
    last.map_or(0, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::lines;

    #[test]
    fn whom_to_call_is_passed_over() {
        let text = "Media contact:\n\nAna Ruiz\n\n+1 555 010 0100\n\nana@quay.example\n\nFerry runs again from Monday\n";
        assert_eq!(passed_over(&lines::blocks(text), 0), 4);
        assert_eq!(
            passed_over(&lines::blocks("Contact lost with ferry\n"), 0),
            0
        );
        assert_eq!(passed_over(&lines::blocks("*PRESS RELEASE*\n"), 0), 1);
    }

    #[test]
    fn notes_and_ends_are_whole_lines() {
        assert!(is_note("(Adds comment of the mayor, details)"));
        assert!(!is_note("(The mayor adds that it rained)"));
        assert!(is_labelled("Load-Date: June 22, 2025") && !is_labelled("He said: nothing"));
        assert!(is_end("ENDS") && is_end("-30-") && !is_end("Ends in tears"));
    }
}
