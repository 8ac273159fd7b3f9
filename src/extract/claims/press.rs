//! Outlets that no list has: organizations whose names or whose place in the text are those of an outlet.

use super::citation::Mention;
use super::reading::{Kinds, Reader};
use crate::model::{CitationKind, Entity, EntityKind};
use crate::text::{Class, TokenSpan};

/// Adds the mentions of the entities that read as outlets to those of the listed ones; `credit` says how the words
/// around a name credit it.
pub(super) fn add<'e>(
    r: &Reader<'_, '_>,
    entities: &'e [Entity],
    mentions: &mut Vec<Mention<'e>>,
    credit: impl Fn(TokenSpan) -> Option<CitationKind>,
) {
    let mut others: Vec<Mention<'e>> = Vec::new();
    for entity in entities {
        let may = matches!(entity.kind, EntityKind::Organization | EntityKind::Work);
        if !may {
            continue;
        }
        let names = || entity.mentions.iter().map(|&span| r.text.tokens_in(span));
        if names().any(|name| is_outlet(r, name, &credit)) {
            others.extend(names().map(|tokens| Mention {
                outlet: &entity.name,
                tokens,
            }));
        }
    }
    let known = |name: TokenSpan| {
        let after = mentions.partition_point(|m| m.tokens.start <= name.start);
        let near = &mentions[after.saturating_sub(1)..mentions.len().min(after + 1)];
        near.iter().any(|m| m.tokens.overlaps(name))
    };
    others.retain(|mention| !known(mention.tokens));
    mentions.extend(others);
    mentions.sort_by_key(|mention| mention.tokens);
}

/// Whether the name, or how it is credited here, is that of an outlet.
fn is_outlet(
    r: &Reader<'_, '_>,
    name: TokenSpan,
    credit: impl Fn(TokenSpan) -> Option<CitationKind>,
) -> bool {
    if is_body(r, name) {
        return false;
    }
    if is_called_so(r, name) {
        return true;
    }
    if name.len() > 1 && r.is(name.range().end - 1, Kinds::OUTLET_WEAK) {
        let reports = matches!(r.lower(name.range().end), "reported" | "reports");
        let start = name.range().start;
        let according = (start.saturating_sub(4)..start).any(|i| r.lower(i) == "according");
        let told = matches!(
            credit(name),
            Some(CitationKind::Told | CitationKind::Citing)
        );
        return reports || told && !according;
    }
    match credit(name) {
        Some(CitationKind::Told) => in_interview(r, name) || has_article(r, name),
        Some(CitationKind::Reported) => first_reported(r, name) || reported_that(r, name),
        Some(CitationKind::Citing) => first_reported(r, name),
        _ => false,
    }
}

/// Whether the name is that of a ministry, bank, club or the like.
fn is_body(r: &Reader<'_, '_>, name: TokenSpan) -> bool {
    let outlet = |i: usize| r.is(i, Kinds::OUTLET_END.or(Kinds::OUTLET_WEAK));
    name.range().any(|i| {
        r.is(i, Kinds::ORGANIZATION)
            && !outlet(i)
            && !matches!(r.lower(i), "house" | "network" | "channel")
    })
}

/// Whether a word of the name, or the noun before it, says what it is: "the Velmar Courier", "Radio Nine", "the newspaper Dagen".
fn is_called_so(r: &Reader<'_, '_>, name: TokenSpan) -> bool {
    let range = name.range();
    let several = range.len() > 1;
    let last = range.end - 1;
    let ends = several && r.is(last, Kinds::OUTLET_END);
    let starts = several && r.is(range.start, Kinds::OUTLET_START);
    let agency = several && r.lower(last) == "agency" && r.lower(last - 1) == "news";
    let before = range.start.wrapping_sub(1);
    let noun = matches!(
        r.lower(before),
        "newspaper" | "daily" | "broadcaster" | "tabloid" | "weekly"
    );
    ends || starts || agency || noun
}

/// "told X in an interview", "an interview with X"
fn in_interview(r: &Reader<'_, '_>, name: TokenSpan) -> bool {
    let range = name.range();
    let interview = |i: usize| r.lower(i) == "interview";
    (range.end..range.end + 5)
        .take_while(|&i| !r.breaks(i))
        .any(interview)
        || (range.start.saturating_sub(4)..range.start).any(interview)
}

/// Whether the article before the name is part of it: "told The Meridian", inside a sentence.
fn has_article(r: &Reader<'_, '_>, name: TokenSpan) -> bool {
    let range = name.range();
    let article = |i: usize| {
        r.lower(i) == "the" && r.text.is(i, Class::CAPITAL) && !r.text.is(i, Class::SENTENCE_START)
    };
    article(range.start) || range.start > 0 && article(range.start - 1)
}

/// "The Meridian reported on Friday that": one word with an article, that no list of bodies has.
fn reported_that(r: &Reader<'_, '_>, name: TokenSpan) -> bool {
    let range = name.range();
    let single = range.len() == 1 && !r.text.is(range.start, Class::ALL_CAPS);
    let the = range.start > 0 && r.lower(range.start - 1) == "the";
    let mut gap = range.end + 1..range.end + 6;
    let that = gap.find(|&i| r.lower(i) == "that" || r.breaks(i));
    single
        && the
        && !r.is(range.start, Kinds::BODY)
        && r.lower(range.end) == "reported"
        && that.is_some_and(|i| r.lower(i) == "that" || r.text.is(i, Class::STOP))
}

/// "first reported by X", "X first reported"
fn first_reported(r: &Reader<'_, '_>, name: TokenSpan) -> bool {
    let range = name.range();
    let first = |i: usize| r.lower(i) == "first" && r.lower(i + 1) == "reported";
    first(range.end) || (range.start.saturating_sub(4)..range.start).any(first)
}
