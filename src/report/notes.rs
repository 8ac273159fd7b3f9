//! Reports as Markdown: the same phrases that a terminal shows in columns, as paragraphs and tables.

use std::fmt::Write;

use super::markdown::escaped;
use super::terminal::{Ink, Phrase};

/// Blocks of Markdown, written one after another.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The heads of the columns of the rows that follow.
    head: [&'static str; 2],
    /// Whether a table is open.
    table: bool,
}

impl Notes {
    /// Names the columns of the rows that follow.
    pub(super) const fn columns(&mut self, head: [&'static str; 2]) {
        self.head = head;
    }

    /// A paragraph; a heading where the phrase begins as one.
    pub(super) fn paragraph(&mut self, phrase: &Phrase, out: &mut String) {
        self.table = false;
        let lead = match phrase.pieces().first() {
            None => return,
            Some((Ink::Title, _)) => "# ",
            Some((Ink::Heading, _)) => "## ",
            Some(_) => "",
        };
        part(out);
        let _ = writeln!(out, "{lead}{}", inline(phrase, ""));
    }

    /// A row of a table, which is begun where none is open.
    pub(super) fn row(&mut self, left: &Phrase, right: &Phrase, out: &mut String) {
        if !self.table {
            part(out);
            let [left, right] = self.head;
            let _ = writeln!(out, "| {left} | {right} |\n| --- | --- |");
            self.table = true;
        }
        let _ = writeln!(out, "| {} | {} |", cell(left), cell(right));
    }
}

/// Leaves a blank line to what stands before.
fn part(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

/// A phrase fit for a cell of a table.
pub(super) fn cell(phrase: &Phrase) -> String {
    // Nothing in a cell stands at the beginning of a line.
    let words = inline(phrase, "|");
    words.replace('|', "\\|")
}

/// A phrase on one line behind `before`, with names in bold and what is faint in italics.
fn inline(phrase: &Phrase, before: &str) -> String {
    let mut out = String::new();
    let mut pieces = phrase.pieces().iter().peekable();
    while let Some((ink, text)) = pieces.next() {
        let mark = match ink {
            Ink::Name => "**",
            Ink::Faint => "*",
            _ => "",
        };
        let next = pieces.peek().and_then(|(_, next)| next.chars().next());
        if mark.is_empty() || !can_stand_out(&out, text, next) {
            let first = before.is_empty() && out.is_empty();
            out.push_str(&escaped_within(first, text));
            continue;
        }
        let core = text.trim();
        let start = text.len() - text.trim_start().len();
        let _ = write!(
            out,
            "{}{mark}{}{mark}{}",
            &text[..start],
            escaped(core),
            &text[start + core.len()..]
        );
    }
    out.trim().to_owned()
}

/// Whether marks of emphasis around a text would be read as such between what stands before and behind it.
fn can_stand_out(before: &str, text: &str, next: Option<char>) -> bool {
    let core = text.trim();
    let edges = [core.chars().next(), core.chars().next_back()];
    let words = edges
        .iter()
        .all(|edge| edge.is_some_and(char::is_alphanumeric));
    let free = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let opens = text.starts_with(' ') || before.is_empty() || before.ends_with([' ', '(']);
    words && opens && (text.ends_with(' ') || free(next))
}

/// Words in which nothing is markup; what is special at the beginning of a line alone is escaped only there.
fn escaped_within(first: bool, text: &str) -> String {
    if first {
        return escaped(text);
    }
    let line = format!("x{text}");
    escaped(&line)[1..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_become_markdown() {
        let phrase = Phrase::new(Ink::Name, "Ana *Li*")
            .and(Ink::Plain, ", ")
            .and(Ink::Faint, "mayor");
        assert_eq!(inline(&phrase, ""), "Ana \\*Li\\*, *mayor*");
        let phrase = Phrase::new(Ink::Name, "Ana")
            .and(Ink::Faint, " ×2")
            .and(Ink::Faint, "; also ");
        assert_eq!(inline(&phrase, ""), "**Ana** ×2; also");
        assert_eq!(cell(&Phrase::new(Ink::Plain, "a|b - c")), "a\\|b - c");
        assert_eq!(cell(&Phrase::new(Ink::Plain, "- 1")), "- 1");
        assert_eq!(inline(&Phrase::new(Ink::Plain, "- c"), ""), "\\- c");
    }

    #[test]
    fn rows_make_a_table() {
        let (mut notes, mut out) = (Notes::default(), String::new());
        notes.paragraph(&Phrase::new(Ink::Heading, "Figures"), &mut out);
        notes.columns(["figure", "of what"]);
        let left = Phrase::new(Ink::Figure, "6%");
        notes.row(&left, &Phrase::new(Ink::Plain, "raise"), &mut out);
        notes.row(&left, &Phrase::default(), &mut out);
        assert_eq!(
            out,
            "## Figures\n\n| figure | of what |\n| --- | --- |\n| 6% | raise |\n| 6% |  |\n"
        );
    }
}
