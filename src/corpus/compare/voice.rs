//! Who is made to answer for a passage, and in what words: the outermost claim that it is the content of.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words;
use crate::model::{Claim, CueKind, Record, Said, SourceForm, SourceKind, Span, Style};
use crate::text::{Class, Text, lexicon};

/// How a verb of speech stands to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Force {
    Plain,
    Doubt,
    Admission,
    Denial,
}

static FORCES: LazyLock<FxHashMap<&'static str, Force>> = LazyLock::new(|| {
    let table = include_str!("../../data/corpus/force.tsv");
    let forces = [
        ("plain", Force::Plain),
        ("doubt", Force::Doubt),
        ("admission", Force::Admission),
        ("denial", Force::Denial),
    ];
    let forms = forces.iter().flat_map(|&(name, force)| {
        let words = lexicon::group(table, name).into_iter();
        words.map(move |word| (word, force))
    });
    forms.collect()
});

/// A claim of an article, as far as others are compared with it.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    /// The pieces of what is said.
    pub(super) content: Vec<Span>,
    /// The source and the verb.
    pub(super) by: Vec<Span>,
    /// From its first word to its last.
    pub(super) span: Span,
    /// Where the last of it and of all before it ends.
    reach: u32,
    /// Who says it, with a name where one is known, and the verb.
    pub(super) said: Said,
    /// Where the verb stands.
    pub(super) cue: Option<Span>,
    /// Who and what is named as the source: keys of entities.
    pub(super) named: Vec<String>,
    pub(super) force: Option<Force>,
    /// Whether the source is not named.
    pub(super) anonymous: bool,
    /// Whether what is said has a negation: set beside a denial it means the same.
    pub(super) negative: bool,
}

/// The claims of an article in text order, those inside others left out.
pub(super) fn voices(record: &Record, text: &Text<'_>) -> Vec<Voice> {
    let claims = record.claims.iter().flatten();
    let outer = claims.filter(|claim| claim.nested_in.is_none() && tells(claim.cue.kind));
    let mentions = mentions(record);
    let mut found: Vec<Voice> = outer
        .filter_map(|claim| voice(record, text, claim, &mentions))
        .collect();
    found.sort_by_key(|voice| (voice.span.start, voice.span.end));
    let mut reach = 0;
    for voice in &mut found {
        reach = voice.span.end.max(reach);
        voice.reach = reach;
    }
    found
}

const fn tells(kind: CueKind) -> bool {
    matches!(
        kind,
        CueKind::Say | CueKind::Write | CueKind::Show | CueKind::Deny | CueKind::Hearsay
    )
}

/// Where names stand, and the key of each, in text order.
fn mentions(record: &Record) -> Vec<(Span, &str)> {
    let entities = record.entities.iter().flatten();
    let mut found: Vec<(Span, &str)> = entities
        .flat_map(|entity| entity.mentions.iter().map(|&span| (span, &*entity.key)))
        .collect();
    found.sort_unstable();
    found
}

fn voice(
    record: &Record,
    text: &Text<'_>,
    claim: &Claim,
    mentions: &[(Span, &str)],
) -> Option<Voice> {
    let content = claim.content.as_ref()?;
    let source = claim.source.part.as_ref();
    let entity = claim.source.entity;
    let entity = entity.and_then(|id| record.entities.as_ref()?.get(id.0 as usize));
    let mut named: Vec<String> = entity.iter().map(|entity| entity.key.clone()).collect();
    for span in source.iter().flat_map(|part| &part.spans) {
        let from = mentions.partition_point(|(mention, _)| mention.start < span.start);
        let inside = mentions[from..].iter().take_while(|m| m.0.start < span.end);
        named.extend(inside.map(|(_, key)| (*key).to_owned()));
    }
    let pronoun = claim.source.form == Some(SourceForm::Pronoun);
    let words = |part: &crate::model::Part| part.of(&record.article.text).into_owned();
    let cue = claim.cue.part.as_ref().map(words);
    let first = cue.as_deref().and_then(|cue| cue.split(' ').next());
    // Of a claim that is quoted in part, what stands behind the verb need not be said.
    let first = first.filter(|_| claim.style != Style::Mixed);
    let force = first.and_then(|word| FORCES.get(word.to_lowercase().as_str()).copied());
    Some(Voice {
        by: [source, claim.cue.part.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(|part| part.spans.clone())
            .collect(),
        content: content.spans.clone(),
        span: claim.span,
        reach: claim.span.end,
        said: Said {
            source: match entity.filter(|_| pronoun) {
                Some(entity) => Some(entity.name.clone()),
                None => source.map(words),
            },
            cue,
        },
        cue: claim.cue.part.as_ref().map(crate::model::Part::hull),
        named,
        force,
        anonymous: claim.source.kind == SourceKind::Anonymous,
        negative: content.spans.iter().any(|&span| negative(text, span)),
    })
}

/// Whether a word of a span denies something.
fn negative(text: &Text<'_>, span: Span) -> bool {
    let tokens = text.tokens_in(span).range();
    let mut found = tokens.filter(|&at| text.is(at, Class::WORD));
    found.any(|at| words::denies(text.lower(at)))
}

/// The claim that a passage is the content of: of those that have a third of it, the one that has most.
pub(super) fn of(voices: &[Voice], passage: Span) -> Option<&Voice> {
    let shared = |a: Span, b: Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let before = voices.partition_point(|voice| voice.span.start < passage.end);
    let from = voices.partition_point(|voice| voice.reach <= passage.start);
    let near = voices[from.min(before)..before]
        .iter()
        .filter(|v| v.span.overlaps(passage));
    let within =
        |pieces: &[Span]| -> u32 { pieces.iter().map(|&piece| shared(piece, passage)).sum() };
    near.filter(|voice| {
        let told = within(&voice.content);
        let length = passage.end - passage.start;
        told > 0 && 3 * told >= length.saturating_sub(within(&voice.by))
    })
    .max_by_key(|voice| (within(&voice.content), std::cmp::Reverse(voice.span.start)))
}
