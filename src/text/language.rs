//! The language of a text.

/// The language of `text` as an ISO 639-1 code, or none where it is too short or unclear to tell.
#[must_use]
pub fn detect(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(head(text, 4000))?;
    let long = text.len() >= 200;
    if !(info.is_reliable() || long && info.confidence() > 0.3) {
        return None;
    }
    iso_639_1(info.lang().code())
}

/// The first `limit` bytes of a text, cut at a character.
fn head(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// The two-letter code of a three-letter one.
fn iso_639_1(code: &str) -> Option<&'static str> {
    super::lexicon::entries(include_str!("../data/words/language.txt")).find_map(|entry| {
        let (three, two) = entry.split_once(' ')?;
        (three == code).then_some(two)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_told_apart() {
        assert_eq!(
            detect(
                "The prime minister said on Monday that the government would not change its policy."
            ),
            Some("en")
        );
        assert_eq!(
            detect(
                "Der Ministerpräsident sagte am Montag, die Regierung werde ihre Politik nicht ändern."
            ),
            Some("de")
        );
        assert_eq!(detect(""), None);
    }
}
