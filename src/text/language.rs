//! The language of a text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Class, lexicon};

/// How much of a text is looked at, in bytes.
const HEAD: usize = 4096;

/// Two-letter codes by three-letter ones.
static CODES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../data/words/language.txt"))
        .filter_map(|entry| entry.split_once(' '))
        .collect()
});

/// The language of `text` as an ISO 639-1 code, or none where it is too short or unclear to tell.
#[must_use]
pub fn detect(text: &str) -> Option<&'static str> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    if is_english(head) {
        return Some("en");
    }
    let info = whatlang::detect(head)?;
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    let sure = info.is_reliable() || info.confidence() > 0.1 && letters >= 40;
    let code = CODES.get(info.lang().code()).copied()?;
    (sure && code != "en" || info.is_reliable() && letters >= 40).then_some(code)
}

/// Whether function words show that a text is English: of its running words they are about two fifths, of another
/// language's words at most a tenth look like one; three tenths leave room to terse reports and to foreign names.
fn is_english(text: &str) -> bool {
    let mut words = 0usize;
    let mut function = 0usize;
    let mut lower = String::new();
    for word in running_words(text) {
        words += 1;
        if word.len() < 12 {
            lower.clear();
            lower.push_str(word);
            lower.make_ascii_lowercase();
            function += usize::from(lexicon::classes(&lower).any(Class::FUNCTION));
        }
    }
    words >= 4 && function * 10 >= words * 3
}

/// The runs of letters and apostrophes.
fn running_words(text: &str) -> impl Iterator<Item = &str> {
    let mut bytes = text.bytes().enumerate();
    std::iter::from_fn(move || {
        let start = bytes
            .find(|&(at, byte)| in_word(text, at, byte) == Some(true))?
            .0;
        let end = bytes.find(|&(at, byte)| in_word(text, at, byte) == Some(false));
        Some(&text[start..end.map_or(text.len(), |(at, _)| at)])
    })
}

/// Whether the character that begins at a byte belongs to a word; none inside a character.
fn in_word(text: &str, at: usize, byte: u8) -> Option<bool> {
    match byte {
        0..0x80 => Some(byte.is_ascii_alphabetic() || byte == b'\''),
        0x80..0xc0 => None,
        _ => Some(text[at..].starts_with(|c: char| c.is_alphabetic() || c == '\u{2019}')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_apart() {
        let cases = [
            (
                "The prime minister said on Monday that the government would not change its policy.",
                Some("en"),
            ),
            ("The harbour bridge reopened on Monday.", Some("en")),
            (
                "Der Ministerpräsident sagte am Montag, die Regierung werde ihre Politik nicht ändern.",
                Some("de"),
            ),
            (
                "Le premier ministre a déclaré lundi que le gouvernement ne changerait pas de politique.",
                Some("fr"),
            ),
            ("", None),
            ("2025 – 17:3", None),
        ];
        for (text, expected) in cases {
            assert_eq!(detect(text), expected, "{text}");
        }
    }

    #[test]
    fn one_endless_word_has_no_language() {
        assert_eq!(detect(&"a".repeat(1 << 20)), None);
    }
}
