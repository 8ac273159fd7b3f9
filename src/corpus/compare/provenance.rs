//! Whom and what an article says it relies on: outlets that it credits, its agency, and the sources of its claims.

use crate::model::{Claim, CueKind, Record, SourceKind, Span};

/// The reliances of an article: where it says so and on whom, in text order, each source once.
pub(super) fn relies(record: &Record) -> Vec<(Span, String)> {
    let text = &record.article.text;
    let mut found: Vec<(Span, String)> = Vec::new();
    for citation in record.citations.iter().flatten() {
        found.push((citation.span, citation.outlet.clone()));
    }
    if let Some(agency) = &record.article.dateline.agency {
        found.push((Span::new(0, 0), agency.clone()));
    }
    for claim in record.claims.iter().flatten().filter(|claim| tells(claim)) {
        if let Some(part) = &claim.source.part {
            let name = claim
                .source
                .entity
                .and_then(|id| record.entities.as_ref()?.get(id.0 as usize));
            let on = name.map_or_else(|| part.of(text).into_owned(), |entity| entity.name.clone());
            found.push((hull(claim, part.hull()), on));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, span.end));
    let mut seen = Vec::new();
    found.retain(|(_, on)| {
        let new = !seen.contains(on);
        seen.push(on.clone());
        new
    });
    found
}

/// Whether a claim hands on what its source told: not what somebody merely wants, plans or favours.
fn tells(claim: &Claim) -> bool {
    matches!(
        claim.cue.kind,
        CueKind::Say | CueKind::Write | CueKind::Show
    ) && claim.source.kind != SourceKind::None
        && claim.nested_in.is_none()
}

/// From the source to its cue.
fn hull(claim: &Claim, source: Span) -> Span {
    let cue = claim
        .cue
        .part
        .as_ref()
        .map_or(source, crate::model::Part::hull);
    Span::new(source.start.min(cue.start), source.end.max(cue.end))
}
