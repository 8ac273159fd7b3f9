//! What would be read: one row an input, with what it is taken for.

use super::json_writer::ARRAY;
use super::table::{Cell, write_object};
use super::terminal::visible;
use super::{Form, csv};
use crate::model::{Format, Input};

const COLUMNS: [&str; 4] = ["path", "record", "format", "bytes"];

/// What stands before the first input, between two, and after the last.
#[must_use]
pub fn input_frame(form: Form) -> (String, &'static str, &'static str) {
    match form {
        Form::Csv => {
            let mut head = String::new();
            csv::header(&COLUMNS, &mut head);
            (head, "", "")
        }
        Form::Json => (ARRAY.0.to_owned(), ARRAY.1, ARRAY.2),
        Form::Text(_) | Form::Ndjson | Form::Markdown => (String::new(), "", ""),
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
        return format!("{:<10}{}{record}\n", format.name(), visible(&path));
    }
    let row = [
        Cell::text(&path),
        input.locator.record.map_or(Cell::Null, Cell::Whole),
        Cell::text(format.name()),
        Cell::Whole(input.bytes.len() as u64),
    ];
    match form {
        Form::Csv => csv::row(&row, &mut out),
        _ => write_object(&COLUMNS, &row, &mut out),
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
