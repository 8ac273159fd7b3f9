//! The language layer: what every extractor sees of an article's text.
//!
//! [`Text::new`] reads the text once into tokens with class bits, sentences and quotations; extractors work on those
//! and on borrowed slices. Token ranges are [`TokenSpan`]s, byte ranges are [`Span`]s.

pub mod address;
pub mod calendar;
mod class;
pub mod gender;
pub mod language;
pub mod lexicon;
pub mod name;
pub mod number;
pub mod outlets;
mod quotation;
mod sentence;
pub mod tagger;
pub mod term;
mod token;

pub use class::Class;
pub use quotation::Quotation;
pub use token::Token;

use crate::model::{Block, Span};

/// The unit of positions in [`Text::tokens`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tok {}

/// A half-open range of tokens.
pub type TokenSpan = Span<Tok>;

/// A text, tokenised.
#[derive(Debug)]
pub struct Text<'a> {
    source: &'a str,
    /// `source` in lower case, letter by letter at the same offsets.
    lower: String,
    /// The tokens in text order; white space belongs to none.
    pub tokens: Vec<Token>,
    /// The sentences in text order; none reaches over the end of a block.
    pub sentences: Vec<TokenSpan>,
    /// The quotations in text order.
    pub quotations: Vec<Quotation>,
    /// The blocks as token ranges, one for each block given, in the same order.
    pub blocks: Vec<TokenSpan>,
}

impl<'a> Text<'a> {
    /// Reads `source`, whose parts are `blocks` (in order, without overlap; what lies between them is white space).
    /// Without blocks, the whole is one.
    #[must_use]
    pub fn new(source: &'a str, blocks: &[Block]) -> Self {
        let lower = lower_in_place(source);
        let whole = [Span::at(0, source.len())];
        let spans: Vec<Span> = if blocks.is_empty() {
            whole.to_vec()
        } else {
            blocks.iter().map(|b| b.span).collect()
        };
        let mut tokens = Vec::with_capacity(source.len() / 5);
        let mut sentences = Vec::new();
        let mut token_blocks = Vec::with_capacity(spans.len());
        for span in spans {
            let first = tokens.len();
            token::tokenize(source, &lower, span, &mut tokens);
            token_blocks.push(TokenSpan::at(first, tokens.len()));
            quotation::mark(source, &lower, &mut tokens, first);
            sentence::split(source, &mut tokens, first, &mut sentences);
        }
        let mut text = Self {
            source,
            lower,
            tokens,
            sentences,
            quotations: Vec::new(),
            blocks: token_blocks,
        };
        text.quotations = quotation::find(&text);
        text
    }

    /// The whole text.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        self.source
    }

    /// How many tokens there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are no tokens.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at `index` as it is written; empty past the end.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens
            .get(index)
            .map_or("", |token| token.span.of(self.source))
    }

    /// The token at `index` in lower case; empty past the end.
    #[must_use]
    pub fn lower(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| token.span.of(&self.lower))
    }

    /// The classes of the token at `index`; none past the end.
    #[must_use]
    pub fn class(&self, index: usize) -> Class {
        self.tokens
            .get(index)
            .map_or(Class::NONE, |token| token.class)
    }

    /// Whether the token at `index` has any of `classes`.
    #[must_use]
    pub fn is(&self, index: usize, classes: Class) -> bool {
        self.class(index).any(classes)
    }

    /// The bytes that a token range covers, from its first to its last token; empty at its start for an empty range.
    #[must_use]
    pub fn span(&self, tokens: TokenSpan) -> Span {
        let at = |index: usize| {
            self.tokens
                .get(index)
                .map_or(Span::at(self.source.len(), self.source.len()), |t| t.span)
        };
        if tokens.is_empty() {
            let start = at(tokens.start as usize).start;
            return Span::new(start, start);
        }
        Span::new(
            at(tokens.start as usize).start,
            at(tokens.end as usize - 1).end,
        )
    }

    /// The text of a token range.
    #[must_use]
    pub fn slice(&self, tokens: TokenSpan) -> &'a str {
        self.span(tokens).of(self.source)
    }

    /// The first token that ends after byte `offset`.
    #[must_use]
    pub fn token_at(&self, offset: u32) -> usize {
        self.tokens
            .partition_point(|token| token.span.end <= offset)
    }

    /// The tokens that share a byte with `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> TokenSpan {
        let first = self.token_at(span.start);
        let end = self
            .tokens
            .partition_point(|token| token.span.start < span.end);
        TokenSpan::at(first, end.max(first))
    }

    /// The quotation that holds the token at `index`, its marks included.
    #[must_use]
    pub fn quotation_at(&self, index: usize) -> Option<Quotation> {
        let after = self
            .quotations
            .partition_point(|quotation| quotation.tokens.start as usize <= index);
        let last = *self.quotations.get(after.checked_sub(1)?)?;
        last.tokens.range().contains(&index).then_some(last)
    }

    /// The number of the sentence that holds the token at `index`, or of the last one.
    #[must_use]
    pub fn sentence_of(&self, index: usize) -> usize {
        let after = self
            .sentences
            .partition_point(|sentence| sentence.start as usize <= index);
        after.saturating_sub(1)
    }

    /// The number of the block that holds the token at `index`, or of the last one.
    #[must_use]
    pub fn block_of(&self, index: usize) -> usize {
        let after = self
            .blocks
            .partition_point(|block| block.start as usize <= index);
        after.saturating_sub(1)
    }
}

/// Lower-cases letter by letter and keeps every offset: a letter whose lower case takes another number of bytes stays.
fn lower_in_place(source: &str) -> String {
    if source.is_ascii() {
        return source.to_ascii_lowercase();
    }
    source
        .chars()
        .map(|letter| {
            let mut lower = letter.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
                _ => letter,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_knows_its_quotation() {
        let text = Text::new("She said \"not yet\" and \"no\" twice.", &[]);
        let held: Vec<bool> = (0..text.len())
            .map(|at| text.quotation_at(at).is_some())
            .collect();
        let quoted = [2, 3, 4, 5, 7, 8, 9];
        assert!(
            (0..text.len()).all(|at| held[at] == quoted.contains(&at)),
            "{held:?}"
        );
    }

    #[test]
    fn lower_case_keeps_offsets() {
        assert_eq!(lower_in_place("ÅNGSTRÖM"), "ångström");
        assert_eq!(lower_in_place("İx").len(), "İx".len());
    }

    #[test]
    fn positions_map_between_bytes_and_tokens() {
        let text = Text::new("One two. Three four.", &[]);
        assert_eq!(text.tokens_in(Span::new(4, 14)), TokenSpan::new(1, 4));
        assert_eq!(text.slice(TokenSpan::new(1, 4)), "two. Three");
        assert_eq!(text.sentence_of(3), 1);
        assert!(text.quotation_at(3).is_none());
        assert_eq!(text.lower(3), "three");
        assert!(text.span(TokenSpan::new(9, 9)).is_empty());
    }
}
