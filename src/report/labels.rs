//! What is known of one thing, a row each: its label, then the value.

use super::terminal::{Ink, Page, Phrase, Style};

/// Rows of a label and a value, to read; a row without a value is left out.
#[must_use]
pub fn labelled(rows: &[(&str, String)], style: Style) -> String {
    let mut out = String::new();
    let mut page = Page::new(&mut out, style);
    for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        page.row(
            &Phrase::new(Ink::Faint, label),
            &Phrase::new(Ink::Plain, value),
            0,
        );
    }
    out
}
