//! Who is quoted in a story, with all that the articles have them say.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::clean;
use super::links::{Link, Links};
use crate::model::{Claim, Part, Record, SourceKind, Style};
use crate::report::text::{Speaker, entity};

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
            let speaker = Speaker::of(record, claim);
            let key = key(at, record, claim, &speaker);
            let place = *places.entry(key).or_insert_with(|| {
                speakers.push(SpeakerView::of(&speaker, claim));
                speakers.len() - 1
            });
            let known = &mut speakers[place];
            if known.role.is_none() {
                known.role = speaker.role.as_deref().map(clean);
            }
            known.claims.push(said(at, record, claim, links));
        }
    }
    speakers.sort_by_key(|speaker| std::cmp::Reverse(speaker.claims.len()));
    speakers
}

/// What tells one speaker from another: the entity across articles; a description in its own article alone.
fn key(at: usize, record: &Record, claim: &Claim, speaker: &Speaker) -> String {
    match entity(record, claim) {
        Some(entity) => format!("{} {}", entity.kind.name(), entity.key),
        None => format!("{at} {}", speaker.name.to_lowercase()),
    }
}

impl SpeakerView {
    /// A speaker as the first of his claims has him, without any claims yet.
    fn of(speaker: &Speaker, claim: &Claim) -> Self {
        Self {
            name: clean(&speaker.name),
            role: speaker.role.as_deref().map(clean),
            kind: claim.source.kind.name(),
            claims: Vec::new(),
        }
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
