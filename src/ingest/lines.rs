//! Lines of a plain text, freed of indents and bullets, with hard-wrapped paragraphs put together again.

use std::borrow::Cow;

/// The widest column at which texts are wrapped by machines and habit.
const WIDEST: usize = 132;
/// The narrowest one.
const NARROWEST: usize = 40;
/// Columns by which a wrapped line may fall short of the rule, since programs count wide letters differently.
const SLACK: usize = 2;

/// A line, or the lines of one paragraph that was wrapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// Its words, without bullet.
    pub text: Cow<'a, str>,
    /// How many columns it is indented.
    pub indent: usize,
    /// Whether a bullet or number stood before it.
    pub bullet: bool,
    /// Whether an empty line stands before it.
    pub blank: bool,
}

/// The blocks of a text; those without any letter or digit are left out.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
    let width = width(&lines);
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut before: Option<Line<'_>> = None;
    let mut blank = true;
    for line in lines {
        if line.text.is_empty() {
            blank = true;
            continue;
        }
        let joined =
            !blank && !line.bullet && before.is_some_and(|last| last.runs_on(&line, width));
        if let Some(block) = found.last_mut().filter(|_| joined) {
            append(&mut block.text, line.text);
        } else {
            found.push(line.block(blank));
        }
        before = Some(line);
        blank = false;
    }
    found.retain(|block| block.text.contains(char::is_alphanumeric));
    found
}

fn append(text: &mut Cow<'_, str>, more: &str) {
    let text = text.to_mut();
    text.push(' ');
    text.push_str(more);
}

#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    indent: usize,
    bullet: bool,
    /// The column after its last letter.
    end: usize,
}

impl<'a> Line<'a> {
    fn new(line: &'a str) -> Self {
        let text = line.trim();
        let indent = columns(line);
        let bare = without_bullet(text);
        Self {
            text: bare.unwrap_or(text),
            indent,
            bullet: bare.is_some(),
            end: indent + text.chars().count(),
        }
    }

    fn block(self, blank: bool) -> Block<'a> {
        Block {
            text: Cow::Borrowed(self.text),
            indent: self.indent,
            bullet: self.bullet,
            blank,
        }
    }

    /// Whether `next` goes on with the paragraph of this line: its first word had no room left on it.
    fn runs_on(&self, next: &Self, width: Option<usize>) -> bool {
        let Some(width) = width.filter(|_| !self.text.is_empty()) else {
            return false;
        };
        let first = next.text.split_whitespace().next().unwrap_or("");
        let wide = self.text.len() - self.text.chars().count();
        let full = self.end + wide + 1 + first.len() + SLACK > width;
        let open = !self.text.ends_with(['.', '!', '?', ':']);
        full || open && first.starts_with(char::is_lowercase) && self.end * 2 > width
    }
}

/// The columns before the text of a line; a tab reaches to the next multiple of eight.
fn columns(line: &str) -> usize {
    let lead = line.len() - line.trim_start().len();
    line[..lead].chars().fold(0, |column, letter| {
        if letter == '\t' {
            (column / 8 + 1) * 8
        } else {
            column + 1
        }
    })
}

/// The rest of a line that begins with a bullet, or with a number and a full stop or bracket.
fn without_bullet(text: &str) -> Option<&str> {
    const BULLETS: &[char] = &[
        '•', '*', '·', '▪', '►', '○', '□', '▸', '■', '●', '◦', '+', '-', '–', '—', '‣', '⁃', '➢',
        '✓', '→', '»',
    ];
    let rest = text.strip_prefix(BULLETS).or_else(|| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text[digits..]
            .strip_prefix(['.', ')'])
            .filter(|_| (1..=2).contains(&digits))
    })?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// The column at which the lines of the text were wrapped, if they were: many end just before it, hardly any behind.
fn width(lines: &[Line<'_>]) -> Option<usize> {
    let mut ends: Vec<usize> = lines
        .iter()
        .filter(|line| line.text.contains(' '))
        .map(|line| line.end)
        .collect();
    ends.sort_unstable();
    let last = ends.len().checked_sub(1).filter(|&last| last >= 7)?;
    let width = ends[last.min(ends.len() * 197 / 200)];
    let near = ends.len() - ends.partition_point(|&end| end + 14 < width);
    let many = near >= 5 && near * 8 >= ends.len();
    ((NARROWEST..=WIDEST).contains(&width) && many).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        blocks(text)
            .into_iter()
            .map(|block| block.text.into_owned())
            .collect()
    }

    #[test]
    fn bullets_and_indents_are_taken_off() {
        let found = blocks("  • World\n\t* Sport\n1. First\n-\n2+2 talks\n-5 degrees\n");
        let shape: Vec<_> = found
            .iter()
            .map(|block| (block.text.as_ref(), block.indent, block.bullet))
            .collect();
        assert_eq!(
            shape,
            [
                ("World", 2, true),
                ("Sport", 8, true),
                ("First", 0, true),
                ("2+2 talks", 0, false),
                ("-5 degrees", 0, false),
            ]
        );
    }

    #[test]
    fn wrapped_paragraphs_are_joined_and_short_lines_are_not() {
        let paragraph = "The ferry to the outer islands was late again on Friday, and\n\
                         the harbour master said the new timetable would have to wait\n\
                         until the crew had been trained and the second engine had been\n\
                         repaired by the yard, which was expected to take two more weeks.\n";
        let text = format!("{paragraph}\nWhat comes next\n\n{paragraph}\n{paragraph}");
        let found = texts(&text);
        assert_eq!(found.len(), 4);
        assert!(found[0].ends_with("two more weeks."));
        assert_eq!(found[1], "What comes next");
    }

    #[test]
    fn long_lines_are_not_wrapped_ones() {
        let line = "The ferry to the outer islands was late again. ".repeat(6);
        let text = format!("{line}\n").repeat(9);
        assert_eq!(texts(&text).len(), 9);
    }
}
