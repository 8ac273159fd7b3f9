//! Quotation regions.
//!
//! Within a block, marks are paired by kind: curly with curly, straight with straight, `` `` `` with `''`, guillemets,
//! and single marks where they open a word and a closing one follows. A region that is not closed at the end of its
//! block ends there; where the next block opens with the same mark, the quotation is continued.

use super::{Class, Token, TokenSpan};

/// A stretch of text in quotation marks, inside one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The tokens, its marks included.
    pub tokens: TokenSpan,
    /// Whether a closing mark was found; the last token is that mark.
    pub closed: bool,
    /// Whether it continues the quotation before, which was left open at the end of the block before.
    pub continues: bool,
}

impl Quotation {
    /// The tokens between the marks.
    #[must_use]
    pub const fn inner(self) -> TokenSpan {
        let end = if self.closed {
            self.tokens.end - 1
        } else {
            self.tokens.end
        };
        TokenSpan::new(self.tokens.start + 1, end)
    }
}

/// The quotations of the blocks, in order.
pub(super) fn find(source: &str, tokens: &[Token], blocks: &[TokenSpan]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut left_open = false;
    for &block in blocks {
        let first = found.len();
        in_block(source, tokens, block, &mut found);
        if let Some(quotation) = found.get_mut(first) {
            quotation.continues = left_open && quotation.tokens.start == block.start;
        }
        left_open = found
            .get(first..)
            .and_then(<[_]>::last)
            .is_some_and(|quotation| !quotation.closed);
    }
    found
}

fn in_block(source: &str, tokens: &[Token], block: TokenSpan, found: &mut Vec<Quotation>) {
    let mut at = block.range().start;
    let end = block.range().end;
    while at < end {
        let Some(close) = closing_mark(source, tokens, at, end) else {
            at += 1;
            continue;
        };
        let single = matches!(close, "'" | "\u{2019}");
        let mark = (at + 1..end).find(|&i| {
            tokens[i].span.of(source) == close && (!single || closes_single(tokens, i, end))
        });
        if mark.is_none() && (single || at > block.range().start && close == "\"") {
            at += 1;
            continue;
        }
        let last = mark.map_or(end, |i| i + 1);
        found.push(Quotation {
            tokens: TokenSpan::at(at, last),
            closed: mark.is_some(),
            continues: false,
        });
        at = last;
    }
}

/// The mark that would close a quotation opened by the token at `at`, if it can open one.
fn closing_mark(source: &str, tokens: &[Token], at: usize, end: usize) -> Option<&'static str> {
    let glued_next = at + 1 < end && tokens[at + 1].class.any(Class::GLUED);
    let spaced = !tokens[at].class.any(Class::GLUED)
        || at == 0
        || matches!(
            tokens[at - 1].span.of(source),
            "(" | "[" | "\"" | "\u{201c}" | "\u{2018}"
        )
        || tokens[at - 1].class.any(Class::DASH);
    match tokens[at].span.of(source) {
        "\u{201c}" | "\u{201e}" => Some("\u{201d}"),
        "\u{ab}" => Some("\u{bb}"),
        "``" => Some("''"),
        "\"" => Some("\""),
        "\u{2018}" if glued_next => Some("\u{2019}"),
        "'" if glued_next && spaced => Some("'"),
        _ => None,
    }
}

/// Whether a single mark closes a quotation: it follows its word and no letter follows it.
fn closes_single(tokens: &[Token], at: usize, end: usize) -> bool {
    let glued = tokens[at].class.any(Class::GLUED);
    let free = at + 1 >= end || !tokens[at + 1].class.all(Class::GLUED | Class::WORD);
    glued && free
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, BlockKind, Span};
    use crate::text::Text;

    fn quoted(source: &str) -> Vec<&str> {
        let text = Text::new(source, &[]);
        text.quotations
            .iter()
            .map(|q| text.slice(q.tokens))
            .collect()
    }

    #[test]
    fn marks_are_paired_by_kind() {
        assert_eq!(
            quoted("He “left” and \"came\" ‘back’ in the '90s."),
            ["“left”", "\"came\"", "‘back’"]
        );
        assert_eq!(
            quoted("'I can't,' said the workers' leader."),
            ["'I can't,'"]
        );
        assert_eq!(quoted("A 12\" pipe"), Vec::<&str>::new());
    }

    #[test]
    fn an_open_quotation_goes_on_in_the_next_block() {
        let source = "“One.\n\n“Two.” End.";
        let blocks = [Span::at(0, 7), Span::at(9, source.len())].map(|span| Block {
            kind: BlockKind::Paragraph,
            span,
        });
        let text = Text::new(source, &blocks);
        assert_eq!(text.quotations.len(), 2);
        assert!(!text.quotations[0].closed && text.quotations[1].continues);
    }
}
