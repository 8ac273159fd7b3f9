//! Who said what.
//!
//! `tag` finds cue, source and content as token ranges; `link` ties quotations to them and nests them; `resolve` says
//! who the sources are; `citation` finds the outlets that are credited.

mod content;
mod cue;
mod phrase;
mod reading;
mod source;
mod tag;
mod verb;

use crate::model::{Article, Citation, Claim, Cue, Entity, Part, Source, SourceKind, Span, Style};
use crate::text::{Text, TokenSpan};

/// The claims of the article and the outlets that it credits, in text order.
pub(super) fn find(
    text: &Text<'_>,
    _article: &Article,
    _entities: &[Entity],
) -> (Vec<Claim>, Vec<Citation>) {
    let reader = reading::Reader::new(text);
    let drafts = tag::tag(&reader);
    let claims = drafts.iter().map(|draft| claim(text, draft)).collect();
    (claims, Vec::new())
}

fn claim(text: &Text<'_>, draft: &tag::Draft) -> Claim {
    let part = |spans: &[TokenSpan]| {
        (!spans.is_empty()).then(|| Part {
            spans: spans.iter().map(|&s| text.span(s)).collect(),
        })
    };
    let source = part(draft.source.as_slice());
    let cue = part(draft.cue.as_slice());
    let content = part(&draft.content);
    let hull = [&source, &cue, &content]
        .into_iter()
        .flatten()
        .map(Part::hull)
        .reduce(Span::join)
        .unwrap_or(Span::new(0, 0));
    Claim {
        span: hull,
        style: Style::Indirect,
        source: Source {
            part: source,
            entity: None,
            role: None,
            kind: SourceKind::None,
            form: None,
            via: None,
        },
        cue: Cue {
            part: cue,
            kind: draft.kind,
        },
        content,
        nested_in: None,
        hedged: draft.hedged,
        negated: draft.negated,
    }
}
