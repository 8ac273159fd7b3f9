//! Who is quoted in a story, with all that the articles have them say.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::clean;
use super::links::{Link, Links};
use crate::model::{Claim, Part, Record, SourceKind, Style};
use crate::report::text::Speaker;

/// A speaker.
#[derive(Serialize)]
pub(super) struct SpeakerView {
    name: String,
    role: Option<String>,
    kind: &'static str,
    claims: Vec<Said>,
}

/// One claim of a speaker.
#[derive(Serialize)]
struct Said {
    link: Link,
    cue: String,
    content: String,
    direct: bool,
    note: Option<&'static str>,
}

/// The speakers of a story, those of the most claims first.
pub(super) fn all(articles: &[usize], links: &Links<'_>) -> Vec<SpeakerView> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut speakers: Vec<SpeakerView> = Vec::new();
    for &at in articles {
        let record = links.record(at);
        for claim in record.claims.iter().flatten() {
            if claim.source.kind == SourceKind::None {
                continue;
            }
            let place = *places.entry(key(at, record, claim)).or_insert_with(|| {
                speakers.push(speaker(record, claim));
                speakers.len() - 1
            });
            let known = &mut speakers[place];
            if known.role.is_none() {
                known.role = Speaker::of(record, claim).role.as_deref().map(clean);
            }
            known.claims.push(said(at, record, claim, links));
        }
    }
    speakers.sort_by_key(|speaker| std::cmp::Reverse(speaker.claims.len()));
    speakers
}

/// What tells one speaker from another: the entity across articles; a description in its own article alone.
fn key(at: usize, record: &Record, claim: &Claim) -> String {
    let entities = record.entities.as_deref().unwrap_or(&[]);
    let entity = claim.source.entity.map(|id| id.0 as usize);
    match entity.and_then(|id| entities.get(id)) {
        Some(entity) => format!("{} {}", entity.kind.name(), entity.key),
        None => format!("{at} {}", Speaker::of(record, claim).name.to_lowercase()),
    }
}

fn speaker(record: &Record, claim: &Claim) -> SpeakerView {
    let speaker = Speaker::of(record, claim);
    SpeakerView {
        name: clean(&speaker.name),
        role: speaker.role.as_deref().map(clean),
        kind: claim.source.kind.name(),
        claims: Vec::new(),
    }
}

fn said(at: usize, record: &Record, claim: &Claim, links: &Links<'_>) -> Said {
    let words = |part: &Option<Part>| {
        let part = part.as_ref().map(|part| part.of(&record.article.text));
        clean(&part.unwrap_or_default())
    };
    let note = if claim.negated {
        Some("denied")
    } else if claim.hedged {
        Some("hedged")
    } else {
        None
    };
    Said {
        link: links.to(at, claim.span),
        cue: words(&claim.cue.part),
        content: words(&claim.content),
        direct: claim.style == Style::Direct,
        note,
    }
}
