//! Who said what.
//!
//! `tag` finds cue, source and content as token ranges; `link` ties quotations to them and nests them; `resolve` says
//! who the sources are; `citation` finds the outlets that are credited.

mod citation;
mod content;
mod cue;
mod dateline;
mod link;
mod participle;
mod phrase;
mod quote;
mod reading;
mod resolve;
mod silence;
mod source;
mod style;
mod tag;
#[cfg(test)]
mod tests;
mod verb;

use crate::model::{Article, Citation, Claim, ClaimId, Cue, Entity, Part, Span};
use crate::text::{Text, TokenSpan};

/// The claims of the article and the outlets that it credits, in text order.
pub(super) fn find(
    text: &Text<'_>,
    article: &Article,
    entities: &[Entity],
) -> (Vec<Claim>, Vec<Citation>) {
    let reader = reading::Reader::new(text);
    let mut drafts = tag::tag(&reader);
    quote::adopt(&reader, &mut drafts);
    let parents = link::order(&reader, &mut drafts);
    let mut resolver = resolve::Resolver::new(&reader, entities);
    let claims = drafts
        .iter()
        .zip(parents)
        .map(|(draft, parent)| claim(&reader, &mut resolver, draft, parent))
        .collect();
    let citations = citation::find(&reader, article, &drafts);
    (claims, citations)
}

fn claim(
    reader: &reading::Reader<'_, '_>,
    resolver: &mut resolve::Resolver<'_, '_, '_, '_>,
    draft: &tag::Draft,
    parent: Option<usize>,
) -> Claim {
    let mut source = resolver.source(draft);
    source.part = part(reader.text, draft.source.as_slice());
    Claim {
        span: reader.text.span(link::hull(draft)),
        style: style::of(reader, &draft.content),
        source,
        cue: Cue {
            part: part(reader.text, draft.cue.as_slice()),
            kind: draft.kind,
        },
        content: part(reader.text, &draft.content),
        nested_in: parent.map(|number| ClaimId(u32::try_from(number).unwrap_or(u32::MAX))),
        hedged: draft.hedged,
        negated: draft.negated,
    }
}

fn part(text: &Text<'_>, tokens: &[TokenSpan]) -> Option<Part> {
    let spans: Vec<Span> = tokens.iter().map(|&span| text.span(span)).collect();
    (!spans.is_empty()).then_some(Part { spans })
}
