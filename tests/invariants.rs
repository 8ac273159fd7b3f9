//! What has to hold for every input: spans lie in the text, records are read back as they were written, no bytes are
//! fatal.
#![allow(clippy::unwrap_used, missing_docs)]

/// What the fuzz targets check; they use all of it.
#[allow(dead_code, unreachable_pub)]
#[path = "fuzz/checks.rs"]
mod checks;

use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use checks::{check, input};
use newscorp::corpus::{self, Digest, Sketch};
use newscorp::model::{
    Anchor, Approx, Citation, CitationKind, Claim, ClaimId, Cue, CueKind, DateId, DateKind,
    DateMention, Day, Entity, EntityId, EntityKind, Figure, FigureKind, Format, Layers, Modifier,
    Part, Record, Source, SourceForm, SourceKind, Span, Style,
};
use newscorp::report::Form;
use newscorp::text::Text;
use newscorp::text::tagger::{Model, tag};
use newscorp::{extract, ingest, report};
use proptest::prelude::*;
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

/// The records of an input, with every layer.
fn extracted(bytes: &[u8], format: Option<Format>) -> Vec<Record> {
    let articles = ingest::read(&input(bytes, format)).into_iter().flatten();
    articles
        .map(|mut record| {
            extract::run(&mut record, Layers::ALL);
            record
        })
        .collect()
}

/// Sentences in which the extractors find something, and marks that are hard on them.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Mayor Maria López said on Monday that traffic fell by 12 per cent. ".to_owned()),
        Just("“It cost £4.5m,” she told the BBC. ".to_owned()),
        Just(
            "According to the U.S. Treasury, 3 to 4 million jobs were lost in May 2024. "
                .to_owned()
        ),
        Just("'We won't,' the workers' leader said, 'go.' ".to_owned()),
        Just("\n".to_owned()),
        Just("\u{1f600} e\u{301}\u{200b}東京 ".to_owned()),
        "[“”\"'‘’.,!?(){}$%0-9A-Za-z \\-–…é\u{301}]{0,12}",
    ];
    prop::collection::vec(piece, 1..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_in_the_text(text in prose()) {
        let line = serde_json::json!({"id": "p", "text": text, "language": "en", "published": "2024-06-03"});
        for record in extracted(line.to_string().as_bytes(), Some(Format::Ndjson)) {
            prop_assert_eq!(&record.article.text, &text);
            check(&record);
        }
    }

    #[test]
    fn tokens_and_sentences_cover_the_text_in_order(text in prose()) {
        checks::tokens(&text);
    }

    #[test]
    fn a_record_is_read_back_as_it_was_written(text in prose()) {
        let line = serde_json::json!({"text": text, "language": "en", "published": "2024-06-03"});
        for record in extracted(line.to_string().as_bytes(), Some(Format::Ndjson)) {
            let once = report::to_json(&record);
            let again = extracted(once.as_bytes(), None);
            prop_assert_eq!(again.len(), 1);
            prop_assert_eq!(&report::to_json(&again[0]), &once);
        }
    }

    #[test]
    fn no_bytes_are_fatal(bytes in prop::collection::vec(any::<u8>(), 0..400), text in prose()) {
        for format in [None].into_iter().chain(Format::ALL.map(Some)) {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                for record in extracted(bytes, format) {
                    check(&record);
                }
            }
        }
    }
}

/// Every file that comes with the project to be read, good ones and broken ones.
static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("fixtures"), root.join("tests/broken")];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                &mut folders
            } else {
                &mut paths
            }
            .push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
});

/// The model that comes with the program.
static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/entities.model")).unwrap()
});

/// Changes bytes at some places, and cuts the end off now and then.
fn damage(bytes: &mut Vec<u8>, harm: &[(usize, u8)], kept: usize) {
    for &(at, byte) in harm {
        if let Some(place) = bytes.len().checked_sub(1).map(|last| at % (last + 1)) {
            bytes[place] ^= byte;
        }
    }
    if kept.is_multiple_of(4) {
        bytes.truncate(kept % (bytes.len() + 1));
    }
}

/// What is done to a file: which bytes are changed, and how much is kept.
fn harm() -> impl Strategy<Value = (Vec<(usize, u8)>, usize)> {
    (
        prop::collection::vec((any::<usize>(), any::<u8>()), 0..6),
        any::<usize>(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_or_named(file in any::<prop::sample::Index>(), (harm, kept) in harm()) {
        let mut bytes = file.get(&FILES).clone();
        damage(&mut bytes, &harm, kept);
        checks::read_file(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_model_is_refused_or_tags_within_the_text((harm, kept) in harm(), head in 0_usize..4096) {
        let mut bytes = MODEL.clone();
        let harm: Vec<(usize, u8)> = harm.iter().map(|&(at, byte)| (at, byte)).chain([(20 + head, 1)]).collect();
        damage(&mut bytes, &harm, kept);
        // The checksum is made right, so that what stands behind it is reached.
        if bytes.len() > 20 {
            bytes[..8].copy_from_slice(b"newscorp");
            bytes[8..12].copy_from_slice(&MODEL[8..12]);
            let sum = xxh3_64(&bytes[20..]).to_le_bytes();
            bytes[12..20].copy_from_slice(&sum);
        }
        if let Ok(model) = Model::read(Cow::Owned(bytes)) {
            let text = Text::new("Mayor Maria López told the BBC in Kisumi that the U.S. Treasury would pay.", &[]);
            for tagged in tag(&text, &model) {
                prop_assert!(tagged.tokens.start < tagged.tokens.end && tagged.tokens.end as usize <= text.len());
            }
        }
    }

    #[test]
    fn a_comparison_is_the_same_twice_and_its_passages_lie_in_the_texts(texts in prop::collection::vec(prose(), 1..4)) {
        let records: Vec<Record> = texts
            .iter()
            .flat_map(|text| {
                let line = serde_json::json!({"text": text, "language": "en", "published": "2024-06-03"});
                extracted(line.to_string().as_bytes(), Some(Format::Ndjson))
            })
            .collect();
        let sketches = records.iter().map(|record| Sketch::of(&record.article)).collect();
        for (story, members) in corpus::grouped(sketches) {
            let told = || {
                let digests = members.iter().map(|&at| Digest::of(&records[at])).collect();
                report::comparison(&corpus::compare(story.clone(), digests), Form::Ndjson, true)
            };
            let once = told();
            serde_json::from_str::<Value>(&once).unwrap();
            prop_assert_eq!(once, told());
        }
    }
}

/// A record with something in every field.
fn full_record() -> Record {
    let text = "“Naïve,” said Élodie Dupont, “but 3.5% of GDP.” Since 2024 — 😀 she knows.";
    let line = serde_json::json!({"id": "full", "text": text, "language": "en", "published": "2024-06-03"});
    let mut record = ingest::read(&input(line.to_string().as_bytes(), None))
        .remove(0)
        .unwrap();
    let span = |part: &str| {
        let at = text.find(part).unwrap();
        Span::at(at, at + part.len())
    };
    let part = |parts: &[&str]| Part {
        spans: parts.iter().map(|part| span(part)).collect(),
    };
    record.entities = Some(vec![Entity {
        key: "elodie dupont".into(),
        kind: EntityKind::Person,
        name: "Élodie Dupont".into(),
        aliases: vec!["Dupont".into()],
        role: Some("economist".into()),
        roles: vec![span("GDP")],
        mentions: vec![span("Élodie Dupont")],
        references: vec![span("she")],
    }]);
    record.dates = Some(vec![DateMention {
        span: span("Since 2024"),
        kind: DateKind::Duration,
        value: "2024".into(),
        end_value: Some("2024-06-03".into()),
        modifier: Some(Modifier::OnOrAfter),
        first_day: Some(Day {
            year: 2024,
            month: 1,
            day: 1,
        }),
        last_day: None,
        anchor: Some(Anchor::Date(DateId(0))),
        ambiguous: true,
    }]);
    record.figures = Some(vec![Figure {
        span: span("3.5%"),
        kind: FigureKind::Percent,
        value: Some(3.5),
        low: Some(0.1 + 0.2),
        high: Some(1e21),
        previous: Some(3.0),
        unit: Some("%".into()),
        per: None,
        approx: Some(Approx::LessThan),
        of: Some("GDP".into()),
        subject: Some("\u{85}\u{0}\"odd\"".into()),
    }]);
    record.claims = Some(vec![Claim {
        span: Span::new(0, span("GDP.”").end),
        style: Style::Direct,
        source: Source {
            part: Some(part(&["Élodie Dupont"])),
            entity: Some(EntityId(0)),
            role: None,
            kind: SourceKind::Person,
            form: Some(SourceForm::Name),
            via: Some("Reuters".into()),
        },
        cue: Cue {
            part: Some(part(&["said"])),
            kind: CueKind::Say,
        },
        content: Some(part(&["“Naïve,”", "“but 3.5% of GDP.”"])),
        nested_in: Some(ClaimId(0)),
        hedged: true,
        negated: false,
    }]);
    record.citations = Some(vec![Citation {
        outlet: "Reuters".into(),
        span: span("GDP"),
        kind: CitationKind::Told,
    }]);
    record
}

#[test]
fn every_field_is_read_back() {
    let record = full_record();
    let written = report::to_json(&record);
    assert!(check(&record) > 8);
    let again = ingest::read(&input(written.as_bytes(), None))
        .remove(0)
        .unwrap();
    assert_eq!(report::to_json(&again), written);
    assert_eq!(again.figures, record.figures);
    assert_eq!(again.claims, record.claims);
}

#[test]
fn keys_are_written_in_the_order_of_the_schema() {
    let written = report::to_json(&full_record());
    let keys = [
        "article",
        "id",
        "input",
        "path",
        "format",
        "record",
        "url",
        "publisher",
        "title",
        "subtitle",
        "authors",
        "published",
        "published_date",
        "published_from",
        "modified",
        "language",
        "section",
        "tags",
        "dateline",
        "place",
        "agency",
        "text",
        "blocks",
        "links",
        "words",
        "entities",
        "key",
        "aliases",
        "dates",
        "end_value",
        "figures",
        "low",
        "previous",
        "claims",
        "source",
        "cue",
        "content",
        "nested_in",
        "citations",
        "outlet",
    ];
    let mut at = 0;
    for key in keys {
        let found = written[at..].find(&format!("\"{key}\":"));
        at += found.unwrap_or_else(|| panic!("{key} is missing or too early"));
    }
    assert!(written.contains("\"previous\":3.0"));
}

#[test]
fn a_layer_that_does_not_fit_the_text_is_not_read() {
    let written = report::to_json(&full_record());
    let read = |json: &str| {
        ingest::read(&input(json.as_bytes(), None))
            .remove(0)
            .unwrap()
    };
    let moved = read(&written.replace("\"text\":\"3.5%\"", "\"text\":\"3.6%\""));
    assert!(moved.figures.is_none() && moved.entities.is_some() && moved.claims.is_some());
    // Claims name entities: they go with them.
    let unknown = read(&written.replace("\"type\":\"person\"", "\"type\":\"ghost\""));
    assert!(unknown.entities.is_none() && unknown.claims.is_none() && unknown.dates.is_some());
}
