//! Why articles came out as they did: to read, or as JSON.

use std::borrow::Cow;

use super::json_writer::ARRAY;
use super::terminal::{Ink, Page, Phrase};
use super::wire::{object, write};
use super::{Form, MADE_BY, SCHEMA_VERSION};
use crate::model::{Explanation, Format};

/// How many characters of a block that was left out are shown to read.
const SHOWN: usize = 100;

/// What stands before the first explanation, between two, and after the last.
#[must_use]
pub const fn explanation_frame(form: Form) -> (&'static str, &'static str, &'static str) {
    match form {
        Form::Json => ARRAY,
        Form::Ndjson | Form::Csv => ("", "", ""),
        Form::Text(_) | Form::Markdown => ("", "\n", ""),
    }
}

/// The explanation of an article.
#[must_use]
pub fn explanation(explanation: &Explanation, form: Form) -> String {
    let mut out = String::new();
    match form {
        Form::Text(style) => text(explanation, Page::new(&mut out, style)),
        Form::Markdown => text(explanation, Page::markdown(&mut out)),
        Form::Json => object(explanation, &mut out),
        Form::Ndjson | Form::Csv => {
            object(explanation, &mut out);
            out.push('\n');
        }
    }
    out
}

object! {
    /// Why an article came out as it did: a line of `ingest --explain`.
    pub(super) struct ExplanationLine<'a> {
        /// The path of the input.
        path: Cow<'a, str>,
        /// The number of the record in a file that holds many, from 1.
        record: Option<u64>,
        /// The program, its version and the commit that it was built from.
        made_by: &'a str,
        /// The version of the schema of its records.
        schema: u32,
        /// The format that it was read in.
        format: Format,
        /// Why it was read so.
        why: &'a str,
        /// What gave each field of the article.
        fields: Vec<FieldOrigin<'a>>,
        /// What is not in its text, in the order of the input.
        dropped: Vec<LeftOut<'a>>,
    }
}

object! {
    /// What gave a field of an article.
    pub(super) struct FieldOrigin<'a> {
        /// The field, as records name it.
        field: &'a str,
        /// Its value.
        value: &'a str,
        /// What says so; several that agree are parted by commas.
        from: &'a str,
    }
}

object! {
    /// A part of the input that is not in the text.
    pub(super) struct LeftOut<'a> {
        /// Its words.
        text: &'a str,
        /// Why it was left out.
        why: &'a str,
    }
}

fn object(explanation: &Explanation, out: &mut String) {
    let locator = &explanation.locator;
    let fields = explanation.fields.iter().map(|evidence| FieldOrigin {
        field: evidence.field,
        value: &evidence.value,
        from: &evidence.from,
    });
    let dropped = explanation.dropped.iter().map(|dropped| LeftOut {
        text: &dropped.text,
        why: dropped.why,
    });
    let line = ExplanationLine {
        path: locator.path.to_string_lossy(),
        record: locator.record,
        made_by: MADE_BY,
        schema: SCHEMA_VERSION,
        format: explanation.format,
        why: explanation.why,
        fields: fields.collect(),
        dropped: dropped.collect(),
    };
    write(&line, out);
}

fn text(explanation: &Explanation, mut page: Page<'_>) {
    page.columns_are(["field", "value"]);
    let locator = &explanation.locator;
    let path = locator.path.to_string_lossy();
    let origin = match locator.record {
        Some(number) => format!("{path}, record {number}"),
        None => path.into_owned(),
    };
    page.paragraph(0, &Phrase::new(Ink::Title, &origin));
    page.blank();
    let mut row = |label: &str, value: &str, from: &str| {
        let value = Phrase::new(Ink::Plain, value).and(Ink::Faint, &format!(" ← {from}"));
        page.row(&Phrase::new(Ink::Faint, label), &value, 0);
    };
    row("format", explanation.format.name(), explanation.why);
    for evidence in &explanation.fields {
        row(evidence.field, &evidence.value, &evidence.from);
    }
    page.row(
        &Phrase::new(Ink::Faint, "read by"),
        &Phrase::new(Ink::Faint, MADE_BY),
        0,
    );
    let mut before = "";
    for dropped in &explanation.dropped {
        if dropped.why != before {
            page.blank();
            let left_out = format!("left out: {}", dropped.why);
            page.paragraph(2, &Phrase::new(Ink::Faint, &left_out));
            before = dropped.why;
        }
        page.paragraph(4, &Phrase::new(Ink::Plain, &opening(&dropped.text)));
    }
}

/// The first words of a block, on one line.
fn opening(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let head: String = line.chars().take(SHOWN).collect();
    format!("{} …", head.trim_end())
}
