//! Who said what.
//!
//! `tag` finds cue, source and content as token ranges; `link` ties quotations to them and nests them; `resolve` says
//! who the sources are; `citation` finds the outlets that are credited.

mod active;
mod antecedent;
mod apposition;
mod citation;
mod citing;
mod content;
mod cue;
mod dateline;
mod deed;
mod definite;
mod describe;
mod draft;
mod epithet;
mod gender;
mod idiom;
mod judge;
mod known;
mod label;
mod link;
mod naming;
mod noun;
mod object;
mod participle;
mod phrase;
mod press;
mod quote;
mod reading;
mod resolve;
mod signature;
mod silence;
mod source;
mod speaker;
mod style;
mod tag;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_sources;
mod trade;
mod verb;

use crate::model::{
    Article, Citation, Claim, ClaimId, Cue, Entity, EntityId, Part, SourceForm, SourceKind, Span,
    Style,
};
use crate::text::{Text, TokenSpan};

/// What was found.
pub(super) struct Found {
    /// The claims in text order.
    pub(super) claims: Vec<Claim>,
    /// The outlets that the article credits, in text order.
    pub(super) citations: Vec<Citation>,
    /// Pronouns of speakers inside what they say, with their entities.
    pub(super) references: Vec<(EntityId, Span)>,
}

/// The claims of the article and the outlets that it credits.
pub(super) fn find(text: &Text<'_>, article: &Article, entities: &[Entity]) -> Found {
    let reader = reading::Reader::new(text);
    let mut drafts = tag::tag(&reader, label::Names::new(article, entities));
    signature::find(&reader, &article.blocks, &mut drafts);
    quote::adopt(&reader, &mut drafts);
    let parents = link::order(&reader, &mut drafts);
    let press = citation::Press::new(&reader, entities, &drafts);
    let mut resolver = resolve::Resolver::new(&reader, entities, &press);
    let mut claims: Vec<Claim> = drafts
        .iter()
        .zip(parents)
        .map(|(draft, parent)| claim(&reader, &mut resolver, draft, parent))
        .collect();
    speaker::settle(&reader, &mut claims);
    carry(&reader, &press, &mut claims);
    let citations = citation::find(&reader, article, &press);
    let references = speaker::references(&reader, &claims);
    Found {
        claims,
        citations,
        references,
    }
}

fn claim(
    reader: &reading::Reader<'_, '_>,
    resolver: &mut resolve::Resolver<'_, '_, '_>,
    draft: &draft::Draft,
    parent: Option<usize>,
) -> Claim {
    let mut source = resolver.source(draft);
    source.part = part(reader.text, draft.source.as_slice()).map(|part| uncontracted(reader, part));
    Claim {
        span: reader.text.span(link::hull(draft)),
        style: if draft.set_off {
            Style::Direct
        } else {
            style::of(reader, &draft.content)
        },
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

/// Gives what an outlet is said to report of somebody the outlet as its carrier: "X said it rained, the Courier reported".
fn carry(reader: &reading::Reader<'_, '_>, press: &citation::Press<'_>, claims: &mut [Claim]) {
    for number in 0..claims.len() {
        let parent = claims[number]
            .nested_in
            .and_then(|id| claims.get(id.0 as usize));
        let Some(parent) = parent.filter(|p| p.source.kind == SourceKind::Organization) else {
            continue;
        };
        let spans = parent.source.part.as_ref().map(Part::hull);
        let named = spans.and_then(|span| press.named_in(reader.text.tokens_in(span)));
        let outlet = named
            .map(str::to_owned)
            .or_else(|| parent.source.via.clone());
        let own = named.is_some() && is_outlet_itself(&claims[number]);
        let source = &mut claims[number].source;
        if source.part.is_some() && source.via.is_none() && !own {
            source.via = outlet;
        }
    }
}

/// Whether a claim is the outlet's own: it speaks of itself as "it" or "we".
fn is_outlet_itself(claim: &Claim) -> bool {
    claim.source.form == Some(SourceForm::Pronoun) && claim.source.kind == SourceKind::Organization
}

/// A source without the auxiliary that its pronoun is written together with: "They" of "They've".
fn uncontracted(reader: &reading::Reader<'_, '_>, mut part: Part) -> Part {
    let contracted = |span: &Span| {
        let tokens = reader.text.tokens_in(*span);
        tokens.len() == 1 && reader.is(tokens.range().start, reading::Kinds::CONTRACTED)
    };
    if let [span] = part.spans.as_mut_slice()
        && contracted(span)
        && let word = reader.text.word(reader.text.tokens_in(*span).range().start)
        && let Some(Ok(mark)) = word.find(['\'', '\u{2019}']).map(u32::try_from)
    {
        span.end = span.start + mark;
    }
    part
}

fn part(text: &Text<'_>, tokens: &[TokenSpan]) -> Option<Part> {
    let spans: Vec<Span> = tokens.iter().map(|&span| text.span(span)).collect();
    (!spans.is_empty()).then_some(Part { spans })
}
