//! Those who speak of themselves: "I" in a quotation is its speaker, "we" the organization that speaks.

use super::reading::{Kinds, Reader};
use crate::model::{Claim, EntityId, SourceForm, SourceKind, Span};
use crate::text::{Class, TokenSpan};

/// The pronouns of the first person in quotations with the entities that say them, in text order.
pub(super) fn references(r: &Reader<'_, '_>, claims: &[Claim]) -> Vec<(EntityId, Span)> {
    let mut owners = Owners::new(r, claims);
    let mut found = Vec::new();
    for quotation in &r.text.quotations {
        let mut inner = 0_usize;
        for at in quotation.inner().range() {
            if r.text.is(at, Class::QUOTE) {
                inner += 1;
            } else if r.text.is(at, Class::QUOTE_END) {
                inner = inner.saturating_sub(1);
            }
            if inner > 0 {
                continue;
            }
            let speaker = owners
                .of(at)
                .and_then(|number| speaks_as(r, &claims[number], at));
            found.extend(speaker.map(|id| (id, r.text.span(TokenSpan::at(at, at + 1)))));
        }
    }
    found
}

/// Gives the claims of "I" and "we" inside what somebody says to that speaker: "X: I told them that it rained".
pub(super) fn settle(r: &Reader<'_, '_>, claims: &mut [Claim]) {
    for number in 0..claims.len() {
        let parent = claims[number].nested_in.map(|id| id.0 as usize);
        let Some(outer) = parent
            .and_then(|parent| claims.get(parent))
            .map(|c| c.source.clone())
        else {
            continue;
        };
        let claim = &claims[number];
        let part = claim.source.part.as_ref().map(|part| &part.spans);
        let Some(&[span]) = part
            .map(Vec::as_slice)
            .filter(|_| claim.source.entity.is_none())
        else {
            continue;
        };
        let at = r.text.tokens_in(span).range().start;
        let own = match outer.kind {
            SourceKind::Person => r.is(at, Kinds::FIRST_PERSON),
            SourceKind::Organization => r.is(at, Kinds::FIRST_PLURAL),
            _ => false,
        };
        if own && claim.source.form == Some(SourceForm::Pronoun) {
            let source = &mut claims[number].source;
            source.entity = outer.entity;
            source.kind = outer.kind;
            source.role = outer.role;
        }
    }
}

/// The claims by where their contents stand, asked for one token after another.
struct Owners {
    /// The pieces of contents with their claims, in text order.
    next: std::iter::Peekable<std::vec::IntoIter<(TokenSpan, usize)>>,
    /// Those that have begun, the last one on top.
    open: Vec<(TokenSpan, usize)>,
}

impl Owners {
    fn new(r: &Reader<'_, '_>, claims: &[Claim]) -> Self {
        let mut pieces: Vec<(TokenSpan, usize)> = Vec::new();
        for (number, claim) in claims.iter().enumerate() {
            let spans = claim.content.iter().flat_map(|part| &part.spans);
            pieces.extend(spans.map(|&span| (r.text.tokens_in(span), number)));
        }
        pieces.sort_by_key(|&(piece, number)| (piece.start, std::cmp::Reverse(piece.end), number));
        Self {
            next: pieces.into_iter().peekable(),
            open: Vec::new(),
        }
    }

    /// The claim whose content holds the token at `at`, of several the one that begins last. No token asked for may stand
    /// before an earlier one.
    fn of(&mut self, at: usize) -> Option<usize> {
        while let Some(piece) = self.next.next_if(|(piece, _)| piece.range().start <= at) {
            self.open.push(piece);
        }
        while let Some(&(piece, number)) = self.open.last() {
            if piece.range().end > at {
                return Some(number);
            }
            self.open.pop();
        }
        None
    }
}

/// The speaker of a claim, if the word at `at` is the pronoun of one like them.
fn speaks_as(r: &Reader<'_, '_>, claim: &Claim, at: usize) -> Option<EntityId> {
    let pronoun = match claim.source.kind {
        SourceKind::Person => r.is(at, Kinds::FIRST_PERSON),
        SourceKind::Organization => r.is(at, Kinds::FIRST_PLURAL),
        _ => false,
    };
    let numeral = r.text.word(at) == "I" && at > 0 && is_named(r, at - 1);
    let country = r.text.word(at) == "US";
    claim
        .source
        .entity
        .filter(|_| pronoun && !numeral && !country)
}

/// Whether the word is part of a name: "World War I".
fn is_named(r: &Reader<'_, '_>, at: usize) -> bool {
    r.text.is(at, Class::CAPITAL) && !r.text.is(at, Class::SENTENCE_START)
}
