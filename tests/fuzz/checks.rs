//! What has to hold for any bytes, and how a target comes from bytes to what it checks.

use std::io::Write;

use newscorp::model::{Format, Input, Layers, Locator, Record};
use newscorp::source::{Item, Options, Source};
use newscorp::text::Text;
use newscorp::{extract, ingest, report};
use serde_json::Value;

/// What a document may hold while it is fuzzed, so that a bomb is found by its logic and not by the memory of the machine.
pub const LIMIT: usize = 1 << 20;

/// An input of this format, or of one that is found out.
#[must_use]
pub fn input(bytes: &[u8], format: Option<Format>) -> Input {
    let locator = Locator {
        path: "in".into(),
        record: None,
    };
    Input {
        format,
        ..Input::new(locator, bytes.to_vec())
    }
}

/// The article of a plain text in English, verbatim, with a day that relative dates are counted from.
#[must_use]
pub fn article(text: &str) -> Record {
    let line =
        serde_json::json!({"id": "f", "text": text, "language": "en", "published": "2024-06-03"});
    let read = ingest::read(&input(line.to_string().as_bytes(), Some(Format::Ndjson)));
    read.into_iter().flatten().next().unwrap_or_else(|| {
        // An empty text is no article; one of a word stands for it.
        article("empty")
    })
}

/// Reads bytes as a format and checks each record that comes of it.
pub fn read_as(bytes: &[u8], format: Option<Format>) {
    let input = input(bytes, format);
    let records: Vec<Record> = ingest::read(&input).into_iter().flatten().collect();
    for record in &records {
        check(record);
    }
    if bytes.len().is_multiple_of(4) {
        let again: Vec<Record> = ingest::read(&input).into_iter().flatten().collect();
        let lines = |records: &[Record]| records.iter().map(report::to_json).collect::<Vec<_>>();
        assert_eq!(lines(&records), lines(&again), "two readings differ");
        for explained in ingest::explain(&input, &ingest::Options::default())
            .into_iter()
            .flatten()
        {
            let json = report::explanation(&explained, report::Form::Ndjson);
            serde_json::from_str::<Value>(&json).expect("an explanation is JSON");
        }
    }
}

/// Runs layers over a text and checks what they find, twice now and then.
pub fn run(text: &str, layers: Layers) -> Record {
    let mut record = article(text);
    let mut again = record.clone();
    extract::run(&mut record, layers);
    check(&record);
    if text.len().is_multiple_of(8) {
        extract::run(&mut again, layers);
        assert_eq!(
            report::to_json(&record),
            report::to_json(&again),
            "two runs differ"
        );
    }
    record
}

/// A record is JSON whose offsets lie in its text, whose findings are the slices that they say, and which is read back;
/// gives how many offsets there were.
pub fn check(record: &Record) -> usize {
    let line = report::to_json(record);
    let json: Value = serde_json::from_str(&line).expect("a record is JSON");
    let text: Vec<char> = record.article.text.chars().collect();
    let checked = spans(&json, &text);
    blocks(record);
    let back = ingest::read(&input(line.as_bytes(), Some(Format::Ndjson)));
    let back = back.into_iter().next().expect("a record is read back");
    let back = back.expect("a record is read back");
    assert_eq!(back.article.text, record.article.text);
    assert_eq!(back.article.blocks, record.article.blocks);
    assert_eq!(back.article.id, record.article.id);
    assert_eq!(back.figures, record.figures);
    assert_eq!(back.claims, record.claims);
    checked
}

/// Checks every object that has a start and an end; gives how many there were.
fn spans(value: &Value, text: &[char]) -> usize {
    let mut checked = 0;
    if let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) {
        let slice = text.get(start as usize..end as usize);
        let slice = slice.expect("offsets lie in the text");
        if let Some(said) = value["text"].as_str() {
            assert!(
                said.chars().eq(slice.iter().copied()),
                "{said:?} is not its slice"
            );
        }
        checked = 1;
    }
    let inside: usize = match value {
        Value::Array(items) => items.iter().map(|item| spans(item, text)).sum(),
        Value::Object(fields) => fields.values().map(|field| spans(field, text)).sum(),
        _ => 0,
    };
    checked + inside
}

/// Blocks stand in order, without overlap, on character boundaries, with white space between them.
fn blocks(record: &Record) {
    let text = &record.article.text;
    let mut at = 0;
    for block in &record.article.blocks {
        let range = block.span.range();
        let between = text.get(at..range.start).expect("blocks are in order");
        assert!(between.trim().is_empty(), "{between:?} is in no block");
        assert!(text.get(range.clone()).is_some(), "a block is cut");
        at = range.end;
    }
}

/// Tokens, sentences and quotations cover a text in order.
pub fn tokens(text: &str) {
    let read = Text::new(text, &[]);
    let mut at = 0;
    for token in &read.tokens {
        assert!(token.span.start >= at && token.span.end > token.span.start);
        assert!(!token.span.of(text).is_empty(), "a token is cut");
        at = token.span.end;
    }
    let mut next = 0;
    for sentence in &read.sentences {
        assert_eq!(sentence.start, next);
        next = sentence.end;
    }
    assert_eq!(next as usize, read.len());
    let mut after = 0;
    for quotation in &read.quotations {
        assert!(quotation.tokens.start >= after);
        assert!(quotation.inner().start <= quotation.inner().end);
        after = quotation.tokens.end;
    }
}

/// Reads bytes as a file, with what is packed in it, and every article in that.
pub fn read_file(bytes: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("a file");
    let path = file.path().to_path_buf();
    let options = Options {
        limit: LIMIT,
        ..Options::default()
    };
    let paths = Box::new(std::iter::once(Ok(path)));
    let (mut left, mut damaged) = (512, 0);
    for item in Source::new(paths, options) {
        match item {
            Item::Input(input) => {
                // A bomb of many small members takes long by right; what is in the first ones is enough.
                left -= 1;
                if left == 0 {
                    break;
                }
                assert!(input.bytes.len() <= LIMIT, "above the limit");
                for record in ingest::read(&input).into_iter().flatten() {
                    check(&record);
                }
            }
            Item::Failed(_, error) => {
                let said = error.to_string();
                assert!(!said.is_empty() && said.len() < 4096 && !said.contains('\n'));
                damaged += usize::from(said.contains("data is damaged"));
                assert!(damaged < 16 + bytes.len() / 8, "records out of nothing");
            }
            Item::Skipped(_) => {}
        }
    }
}
