//! Comma-separated values (RFC 4180, lines end with `\n`), safe to open in a spreadsheet and to show on a terminal.
//!
//! A table has no escapes, so what would act is taken out of the cells: a control character or one that turns the reading
//! direction becomes `�`, and an apostrophe stands before what would run. Who needs the text as it is reads NDJSON.

use std::borrow::Cow;
use std::fmt::Write;

use memchr::{memchr2, memchr3};

use super::hidden::is_turning;
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
    let text = seen(text);
    let text = harmless(&text);
    let bytes = text.as_bytes();
    let special = memchr3(b'"', b',', b';', bytes).or_else(|| memchr3(b'\t', b'\n', b'\r', bytes));
    if special.is_none() && !text.starts_with(' ') && !text.ends_with(' ') {
        out.push_str(&text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

/// The text with a `�` for each letter that acts where it is shown. Tabs and line ends are what they are.
fn seen(text: &str) -> Cow<'_, str> {
    let acts = |(at, letter): (usize, char)| match letter {
        '\t' | '\n' => false,
        '\r' => !text[at + 1..].starts_with('\n'),
        _ => letter.is_control() || is_turning(letter),
    };
    // Most texts have no byte that begins such a letter.
    let may_act = |byte: u8| matches!(byte, 0..=8 | 11..=31 | 127 | 0xc2 | 0xe2);
    let begins = |at: usize| text[at..].chars().next().map(|letter| (at, letter));
    let mut bytes = text.bytes().enumerate();
    if !bytes.any(|(at, byte)| may_act(byte) && begins(at).is_some_and(acts)) {
        return Cow::Borrowed(text);
    }
    let shown = |(at, letter)| {
        if acts((at, letter)) {
            char::REPLACEMENT_CHARACTER
        } else {
            letter
        }
    };
    Cow::Owned(text.char_indices().map(shown).collect())
}

/// What formulas begin with, also in the wide letters of Chinese and Japanese.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '|'];

/// Text that a spreadsheet would take for a formula gets an apostrophe before it; so does what stands behind a semicolon or
/// a tab, where some spreadsheets part cells whatever is in quotation marks.
fn harmless(text: &str) -> Cow<'_, str> {
    let opens = |text: &str| text.trim_start().starts_with(FORMULA);
    let whole = memchr2(b';', b'\t', text.as_bytes()).is_none();
    if whole && !opens(text) && !text.starts_with(['\r', '\n']) {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split_inclusive([';', '\t']);
    let first = parts.next().unwrap_or("");
    let first_acts = opens(first) || text.starts_with(['\t', '\r', '\n']);
    if !first_acts && !parts.clone().any(opens) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    out.push_str(if first_acts { "'" } else { "" });
    out.push_str(first);
    for part in parts {
        let formula = part.trim_start();
        out.push_str(&part[..part.len() - formula.len()]);
        out.push_str(if opens(part) { "'" } else { "" });
        out.push_str(formula);
    }
    Cow::Owned(out)
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

    fn written(text: &str) -> String {
        let mut out = String::new();
        field(text, &mut out);
        out
    }

    #[test]
    fn what_acts_on_a_terminal_is_taken_out() {
        assert_eq!(
            written("\u{1b}]0;x\u{7} \u{9b}\u{202e}evil\u{2069}\r"),
            "\"\u{fffd}]0;x\u{fffd} \u{fffd}\u{fffd}evil\u{fffd}\u{fffd}\""
        );
        assert_eq!(written("a\r\nb\tc"), "\"a\r\nb\tc\"");
        assert_eq!(
            written("שלום\u{200f}! 6\u{200e}%"),
            "שלום\u{200f}! 6\u{200e}%"
        );
    }

    #[test]
    fn no_formula_stands_behind_what_parts_cells_elsewhere() {
        assert_eq!(written(";=1+1;x"), "\";'=1+1;x\"");
        assert_eq!(written("a;  @b; c"), "\"a;  '@b; c\"");
        assert_eq!(written("a\t-1"), "\"a\t'-1\"");
        let mut out = String::new();
        let authors = ["a".to_owned(), "=1+1".to_owned()];
        row(&[Cell::List(&authors)], &mut out);
        assert_eq!(out, "\"a; '=1+1\"\n");
    }
}
