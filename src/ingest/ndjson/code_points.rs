//! Code points to byte offsets.

use crate::model::Span;

/// How many code points lie between two checkpoints.
const STEP: usize = 64;

/// Turns offsets in code points into bytes of one text.
pub(super) struct CodePoints<'a> {
    text: &'a str,
    /// The byte at which every `STEP`th code point begins; empty for a text that is all ASCII.
    checkpoints: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let checkpoints = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = text.char_indices().map(|(at, _)| at);
            starts.step_by(STEP).collect()
        };
        Self { text, checkpoints }
    }

    /// The byte before which `offset` code points stand; none past the end of the text.
    fn byte(&self, offset: u32) -> Option<usize> {
        let offset = offset as usize;
        if self.checkpoints.is_empty() {
            return (offset <= self.text.len()).then_some(offset);
        }
        // The end of the text has no checkpoint where it is the next step.
        let checkpoint = (offset / STEP).min(self.checkpoints.len() - 1);
        let from = self.checkpoints[checkpoint];
        let rest = &self.text[from..];
        let skipped = offset - checkpoint * STEP;
        let mut starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        starts.nth(skipped).map(|at| from + at)
    }

    /// The bytes of `start..end`; none where it does not lie in the text.
    pub(super) fn span(&self, start: u32, end: u32) -> Option<Span> {
        let (start, end) = (self.byte(start)?, self.byte(end)?);
        (start <= end).then(|| Span::at(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_point_has_its_byte() {
        for text in [
            "aé€😀 ".repeat(64),
            "plain".to_owned(),
            String::new(),
            "é".repeat(64),
        ] {
            let points = CodePoints::new(&text);
            let count = text.chars().count();
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (number, byte) in ends.enumerate() {
                assert_eq!(points.byte(number as u32), Some(byte), "{number}");
            }
            assert_eq!(points.byte(count as u32 + 1), None);
        }
        assert!(CodePoints::new("abc").span(2, 1).is_none());
    }
}
