//! The dateline that opens an article's text, which is no part of what its first sentence says.

use super::label::Labels;
use super::reading::{Kinds, Reader};
use crate::text::Class;

/// The longest dateline, in tokens.
const LONGEST: usize = 16;

/// The first token behind the dateline that begins at `first`, or that the full stop of an abbreviated state parts there,
/// or `first`: "OSLO, May 3 (Agency) —", "HAZARD, Ky. (Agency) —", "OSLO –", and "OSLO:" where `labels` know the place.
pub(super) fn skip(r: &Reader<'_, '_>, labels: &Labels, first: usize, end: usize) -> usize {
    let block = r.text.blocks.get(r.text.block_of(first));
    let opening = block.map_or(first, |block| block.range().start);
    if first - opening > LONGEST {
        return first;
    }
    behind(r, labels, opening, end).max(first)
}

/// The first token behind the dateline that opens a block at `first`, or `first`.
fn behind(r: &Reader<'_, '_>, labels: &Labels, first: usize, end: usize) -> usize {
    if !r.text.is(first, Class::CAPITAL) || r.is(first, Kinds::DOCUMENT) {
        return first;
    }
    let limit = end.min(first + LONGEST);
    let stop = (first + 1..limit)
        .find(|&i| !belongs(r, i))
        .unwrap_or(first);
    let shouted = r.text.is(first, Class::ALL_CAPS);
    let dated = |i: usize| r.text.is(i, Class::NUMBER);
    let bracket = (first + 1..stop).find(|&i| r.lower(i) == ")");
    if let Some(bracket) = bracket.filter(|&i| i + 1 < stop && shouted && (first..i).any(dated)) {
        return bracket + 1;
    }
    let agency = stop > first + 2 && r.lower(stop - 1) == ")";
    let dash = r.dash(stop) || matches!(r.lower(stop), "-" | "--");
    let colon = r.lower(stop) == ":" && (agency || shouted && labels.is_place(r, first, stop));
    let colon = colon && r.opens(stop + 1).is_none_or(|q| q.tokens.range().end < end);
    let ends = dash && (shouted || agency) || colon;
    if ends && stop + 1 < end {
        stop + 1
    } else {
        first
    }
}

/// Whether a dateline can hold the token: a part of a place, a date, an agency in brackets.
fn belongs(r: &Reader<'_, '_>, at: usize) -> bool {
    let part = Class::CAPITAL | Class::NUMBER | Class::MONTH;
    let glued = r.text.is(at, Class::GLUED) && r.text.is(at + 1, Class::GLUED);
    let hyphen = glued && r.text.word(at) == "-";
    r.text.is(at, part) || hyphen || matches!(r.lower(at), "," | "(" | ")" | "/" | ".")
}
