//! Bytes that are no text in any encoding: programs, pictures, damaged files.

use super::encoding;

/// How many bytes are looked at.
const WINDOW: usize = 1 << 14;

/// Whether the bytes are no text: control characters that text does not have, or hardly a character that means anything.
/// NUL does not count, as some dumps of good texts are padded with it.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = encoding::decode(&bytes[..bytes.len().min(WINDOW)]);
    let (mut all, mut controls, mut lost) = (0_usize, 0_usize, 0_usize);
    for letter in head.chars() {
        all += 1;
        controls += usize::from(is_foreign(letter));
        lost += usize::from(letter == char::REPLACEMENT_CHARACTER);
    }
    controls * 20 > all || lost * 3 > all
}

/// A control character of the first 32 that stands in no text.
const fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{1}'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_from_texts() {
        let program: Vec<u8> = (0..=255).cycle().take(4000).collect();
        assert!(is_binary(&program));
        let text = "The harbour bridge reopened on Monday.\r\n\tIt cost \u{20ac}5.";
        assert!(!is_binary(text.as_bytes()));
        assert!(!is_binary(b""));
        assert!(!is_binary(b"Se\xf1or Mu\xf1oz \xff said."));
        assert!(!is_binary(text.replace(' ', "\0 ").as_bytes()));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!is_binary(&wide));
    }
}
