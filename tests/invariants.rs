//! What has to hold for every input: spans lie in the text, records are read back as they were written, no bytes are
//! fatal.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;

use newscorp::model::{
    Anchor, Approx, Citation, CitationKind, Claim, ClaimId, Cue, CueKind, DateId, DateKind,
    DateMention, Day, Entity, EntityId, EntityKind, Figure, FigureKind, Format, Input, Layers,
    Locator, Modifier, Part, Record, Source, SourceForm, SourceKind, Span, Style,
};
use newscorp::text::Text;
use newscorp::{extract, ingest, report};
use proptest::prelude::*;
use serde_json::Value;

fn input(bytes: &[u8], format: Option<Format>) -> Input {
    Input {
        locator: Locator {
            path: PathBuf::from("in"),
            record: None,
        },
        bytes: bytes.to_vec(),
        format,
        capture: None,
        part: None,
    }
}

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

/// Checks every object of a record that has a start and an end; gives how many there were.
fn check_spans(value: &Value, text: &[char]) -> usize {
    let mut checked = 0;
    if let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) {
        let slice = text.get(start as usize..end as usize).unwrap();
        if let Some(said) = value["text"].as_str() {
            assert_eq!(slice.iter().collect::<String>(), said);
        }
        checked += 1;
    }
    match value {
        Value::Array(items) => {
            checked
                + items
                    .iter()
                    .map(|item| check_spans(item, text))
                    .sum::<usize>()
        }
        Value::Object(fields) => {
            checked
                + fields
                    .values()
                    .map(|field| check_spans(field, text))
                    .sum::<usize>()
        }
        _ => checked,
    }
}

fn check_record(record: &Record) -> usize {
    let json: Value = serde_json::from_str(&report::to_json(record)).unwrap();
    let text: Vec<char> = record.article.text.chars().collect();
    check_spans(&json, &text)
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
            check_record(&record);
        }
    }

    #[test]
    fn tokens_and_sentences_cover_the_text_in_order(text in prose()) {
        let read = Text::new(&text, &[]);
        let mut at = 0;
        for token in &read.tokens {
            prop_assert!(token.span.start >= at && token.span.end > token.span.start);
            prop_assert!(!token.span.of(&text).is_empty());
            at = token.span.end;
        }
        let mut next = 0;
        for sentence in &read.sentences {
            prop_assert_eq!(sentence.start, next);
            next = sentence.end;
        }
        prop_assert_eq!(next as usize, read.len());
        let mut after = 0;
        for quotation in &read.quotations {
            prop_assert!(quotation.tokens.start >= after && quotation.inner().start <= quotation.inner().end);
            after = quotation.tokens.end;
        }
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
                    check_record(&record);
                }
            }
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
    assert!(check_record(&record) > 8);
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
