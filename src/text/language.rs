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

/// Whether function words show that a text is English: of its running words they are two fifths, of another
/// language's words at most a tenth look like one.
fn is_english(text: &str) -> bool {
    let mut words = 0usize;
    let mut function = 0usize;
    let mut lower = String::new();
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '\u{2019}') {
        if word.is_empty() {
            continue;
        }
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
