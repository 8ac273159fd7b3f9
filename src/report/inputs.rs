//! What would be read: one row an input, with what it is taken for.

use std::borrow::Cow;

use super::json_writer::ARRAY;
use super::markdown::escaped;
use super::table::{cells, row_object};
use super::terminal::visible;
use super::text::parted;
use super::wire::{Row, row};
use super::{Form, csv};
use crate::model::{Format, Input};

row! {
    /// An input that would be read.
    pub(super) struct InputRow<'a> {
        /// The path as it was typed or found; a member of an archive follows behind a `#`.
        path: Cow<'a, str>,
        /// The number of the record in a file that holds many, from 1.
        record: Option<u64>,
        /// What it is taken for.
        format: Format,
        /// How large it is, unpacked.
        bytes: u64,
    }
}

/// What stands before the first input, between two, and after the last.
#[must_use]
pub fn input_frame(form: Form) -> (String, &'static str, &'static str) {
    match form {
        Form::Csv => {
            let mut head = String::new();
            csv::header(&InputRow::names(), &mut head);
            (head, "", "")
        }
        Form::Json => (ARRAY.0.to_owned(), ARRAY.1, ARRAY.2),
        Form::Markdown => {
            let head = "| format | bytes | input |\n| --- | ---: | --- |\n";
            (head.to_owned(), "", "")
        }
        Form::Text(_) | Form::Ndjson => (String::new(), "", ""),
    }
}

/// An input, and the format that it is read as.
#[must_use]
pub fn input(input: &Input, format: Format, form: Form) -> String {
    let mut out = String::new();
    let path = input.locator.path.to_string_lossy();
    if let Form::Text(_) | Form::Markdown = form {
        let record = input.locator.record.map(|record| format!(":{record}"));
        let record = record.unwrap_or_default();
        let (name, bytes) = (format.name(), parted(&input.bytes.len()));
        return match form {
            Form::Markdown => {
                let path = escaped(&path).replace('|', "\\|");
                format!("| {name} | {bytes} | {path}{record} |\n")
            }
            _ => format!("{name:<9}  {bytes:>11}  {}{record}\n", visible(&path)),
        };
    }
    let row = InputRow {
        path,
        record: input.locator.record,
        format,
        bytes: input.bytes.len() as u64,
    };
    match form {
        Form::Csv => csv::row(&cells(&row), &mut out),
        _ => row_object(&row, &mut out),
    }
    if let Form::Ndjson = form {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Locator;

    #[test]
    fn an_input_is_a_row() {
        let of = |form| {
            let locator = Locator {
                path: "=a.ndjson".into(),
                record: Some(2),
            };
            let bytes = b"{}".to_vec();
            let format = None;
            let row = Input {
                locator,
                bytes,
                format,
                capture: None,
                part: None,
            };
            input(&row, Format::Ndjson, form)
        };
        assert_eq!(of(Form::Csv), "'=a.ndjson,2,ndjson,2\n");
        assert_eq!(
            of(Form::Ndjson),
            "{\"path\":\"=a.ndjson\",\"record\":2,\"format\":\"ndjson\",\"bytes\":2}\n"
        );
    }
}
