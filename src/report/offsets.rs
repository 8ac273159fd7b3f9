//! Byte offsets to code points.

use crate::model::{Byte, Char, Span};

/// Turns the byte offsets of one text into code points.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// Code points before every `STEP` bytes; empty for a text that is all ASCII.
    checkpoints: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                checkpoints.push(count);
                count += starts(chunk);
            }
            checkpoints.push(count);
        }
        Self { text, checkpoints }
    }

    /// The code points before byte `offset`, which lies on a character.
    pub(super) fn char(&self, offset: u32) -> u32 {
        let at = (offset as usize).min(self.text.len());
        let Some(&before) = self.checkpoints.get(at / STEP) else {
            return offset;
        };
        before + starts(&self.text.as_bytes()[at / STEP * STEP..at])
    }

    pub(super) fn span(&self, span: Span<Byte>) -> Span<Char> {
        Span::new(self.char(span.start), self.char(span.end))
    }
}

/// How many characters begin in `bytes`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a chunk of STEP bytes at most"
)]
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_its_number() {
        let text = "aé€😀 ".repeat(40);
        let offsets = Offsets::new(&text);
        for (number, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.char(u32::try_from(byte).unwrap()) as usize, number);
        }
    }
}
