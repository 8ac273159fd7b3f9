//! What articles hold must not act on a terminal, a spreadsheet or a browser. The parts of an article are parted by
//! the character U+001F: text, title, author, URL, publisher, tag.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use newscorp::corpus::{self, Digest, Names, Sketch};
use newscorp::model::{Format, Layers, Record};
use newscorp::report::{self, Content, Form, Style, Told};
use newscorp::{extract, ingest};

fuzz_target!(|text: &str| {
    let record = article(text);
    for (content, form) in [
        (Content::Record, text_form()),
        (Content::Article, text_form()),
        (Content::Claims, text_form()),
        (Content::Figures, text_form()),
        (Content::Record, Form::Csv),
        (Content::Claims, Form::Csv),
        (Content::Dates, Form::Csv),
        (Content::Article, Form::Markdown),
    ] {
        let format = report::format(content, form);
        let mut out = String::new();
        format.head(&mut out);
        format.record(&record, &mut out);
        match form {
            Form::Csv => cells(&out),
            _ => assert!(!out.chars().any(drives), "{out:?}"),
        }
    }
    let page = page(&record);
    assert_eq!(tags(&page), *TAGS, "an article makes elements of the page");
    assert!(!page.to_lowercase().contains("href=\"javascript:"));
});

const fn text_form() -> Form {
    Form::Text(Style { color: false, width: 80 })
}

fn article(text: &str) -> Record {
    let mut parts = text.split('\u{1f}');
    let mut next = || parts.next().unwrap_or("=1+1").to_owned();
    let line = serde_json::json!({
        "text": next(), "title": next(), "authors": [next()], "url": next(), "publisher": next(), "tags": [next()],
        "id": "f", "language": "en", "published": "2024-06-03",
    });
    let input = newscorp_fuzz::input(line.to_string().as_bytes(), Some(Format::Ndjson));
    let read = ingest::read(&input).into_iter().flatten().next();
    let mut record = read.unwrap_or_else(|| newscorp_fuzz::article("empty"));
    extract::run(&mut record, Layers::ALL);
    record
}

/// Whether a terminal would obey a character.
fn drives(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn cells(table: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    for row in reader.records() {
        for cell in &row.expect("rows of as many cells") {
            assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{cell:?}");
        }
    }
}

/// The page of a story that is told twice.
fn page(record: &Record) -> String {
    let records = [record.clone(), record.clone()];
    let sketches = records.iter().map(|record| Sketch::of(&record.article));
    let told = corpus::grouped(sketches.collect()).into_iter().map(|(story, members)| Told {
        comparison: corpus::compare(story, members.iter().map(|&at| Digest::of(&records[at])).collect()),
        names: Names::of(record).into_entities(),
        records: members,
    });
    report::page(&records, &told.collect::<Vec<_>>()).expect("the template is right")
}

/// How many elements a page has that could act.
fn tags(page: &str) -> usize {
    ["<script", "<iframe", "<img", "<object", "<embed", "<style", "<link", "<base", "<meta", " onclick", "<b "]
        .iter()
        .map(|tag| page.to_lowercase().matches(tag).count())
        .sum()
}

static TAGS: LazyLock<usize> = LazyLock::new(|| tags(&page(&newscorp_fuzz::article("empty"))));
