//! Whether a content is a quotation, a rendering, or both.

use super::reading::Reader;
use crate::model::Style;
use crate::text::{Class, TokenSpan};

/// The style of a content: direct where all its words are quoted, mixed where some are.
pub(super) fn of(r: &Reader<'_, '_>, content: &[TokenSpan]) -> Style {
    let (mut quoted, mut plain) = (false, false);
    for &piece in content {
        let range = piece.range();
        let mut at = range.start;
        while at < range.end {
            if let Some((_, quotation)) = r.quotation(at) {
                quoted = true;
                at = quotation.tokens.range().end;
            } else {
                plain |= r.text.is(at, Class::WORD | Class::NUMBER);
                at += 1;
            }
        }
    }
    match (quoted, plain) {
        (true, false) => Style::Direct,
        (true, true) => Style::Mixed,
        _ => Style::Indirect,
    }
}
