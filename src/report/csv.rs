//! Comma-separated values (RFC 4180, lines end with `\n`), safe to open in a spreadsheet.

use std::borrow::Cow;
use std::fmt::Write;

use super::table::Cell;

/// Appends the line that names the columns.
pub(super) fn header(columns: &[&str], out: &mut String) {
    out.push_str(&columns.join(","));
    out.push('\n');
}

/// Appends a row.
pub(super) fn row(cells: &[Cell<'_>], out: &mut String) {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        match cell {
            Cell::Null => {}
            Cell::Text(text) => field(text, out),
            Cell::List(items) => field(&items.join("; "), out),
            Cell::Whole(number) => {
                let _ = write!(out, "{number}");
            }
            Cell::Float(value) => {
                let _ = write!(out, "{value:?}");
            }
            Cell::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        }
    }
    out.push('\n');
}

/// Appends a field, in quotation marks where it has to be.
fn field(text: &str, out: &mut String) {
    let text = harmless(text);
    // Some spreadsheets part cells at semicolons or tabs, where a formula could begin.
    let special = ['"', ',', ';', '\t', '\n', '\r'];
    if !text.contains(special) && !text.starts_with(' ') && !text.ends_with(' ') {
        out.push_str(&text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

/// What formulas begin with, also in the wide letters of Chinese and Japanese.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '|'];

/// Text that a spreadsheet would take for a formula gets an apostrophe before it.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.trim_start().starts_with(FORMULA) || text.starts_with(['\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_harmless() {
        let list = ["a".to_owned(), "b, c".to_owned()];
        let cells = [
            Cell::text("=1+1"),
            Cell::text("say \"hi\"\nthere"),
            Cell::Null,
            Cell::Float(-5.0),
            Cell::List(&list),
            Cell::Bool(true),
        ];
        let mut out = String::new();
        row(&cells, &mut out);
        assert_eq!(
            out,
            "'=1+1,\"say \"\"hi\"\"\nthere\",,-5.0,\"a; b, c\",true\n"
        );
    }
}
