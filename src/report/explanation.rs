//! Why articles came out as they did: to read, or as JSON.

use super::Form;
use super::json_writer::{ARRAY, JsonWriter};
use super::terminal::{Ink, Page, Phrase, Style};
use crate::model::Explanation;

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
        Form::Text(style) => text(explanation, style, &mut out),
        Form::Markdown => text(explanation, Style::PLAIN, &mut out),
        Form::Json => object(explanation, &mut out),
        Form::Ndjson | Form::Csv => {
            object(explanation, &mut out);
            out.push('\n');
        }
    }
    out
}

fn object(explanation: &Explanation, out: &mut String) {
    let locator = &explanation.locator;
    JsonWriter::new(out).object(|json| {
        json.key("path").string(&locator.path.to_string_lossy());
        json.key("record");
        match locator.record {
            Some(record) => json.number(record),
            None => json.null(),
        }
        json.key("format").string(explanation.format.name());
        json.key("why").string(explanation.why);
        json.key("fields")
            .array(&explanation.fields, |json, evidence| {
                json.object(|json| {
                    json.key("field").string(evidence.field);
                    json.key("value").string(&evidence.value);
                    json.key("from").string(&evidence.from);
                });
            });
        json.key("dropped")
            .array(&explanation.dropped, |json, dropped| {
                json.object(|json| {
                    json.key("text").string(&dropped.text);
                    json.key("why").string(dropped.why);
                });
            });
    });
}

fn text(explanation: &Explanation, style: Style, out: &mut String) {
    let mut page = Page::new(out, style);
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
