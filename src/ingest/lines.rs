//! Lines of a plain text, freed of indents and bullets, with hard-wrapped paragraphs put together again.

use std::borrow::Cow;

use super::hyphen::{Joint, Seen};
use super::markup;
use crate::text::{Class, lexicon};

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
    /// Whether it is marked as quoted.
    pub quote: bool,
    /// Whether an empty line stands before it.
    pub blank: bool,
}

/// How the lines of a text are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Not at all, or as the dump of a page: what stands there is text.
    Bare,
    /// Quoted lines have a mark in front.
    Quoted,
    /// As Markdown: quotations, headings, and paragraphs that go on up to a blank line.
    Markdown,
}

/// The blocks of a text; those without any letter or digit are left out.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    blocks_in(text, Style::Bare)
}

/// The same for a text whose lines are marked.
pub(super) fn blocks_in(text: &str, style: Style) -> Vec<Block<'_>> {
    let lines: Vec<Line<'_>> = text.lines().map(|line| Line::new(line, style)).collect();
    let widths = widths(&lines);
    let mut seen = Seen::new(text);
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut before: Option<Line<'_>> = None;
    let mut blank = true;
    for (line, width) in lines.into_iter().zip(widths) {
        if line.text.is_empty() {
            blank = true;
            continue;
        }
        if style == Style::Markdown && !blank && line.underlines() && !found.is_empty() {
            underlined(&mut found);
            (before, blank) = (None, true);
            continue;
        }
        let last = before.filter(|last| !blank && !line.bullet && last.quote == line.quote);
        let joined = last.is_some_and(|last| match style {
            Style::Markdown => last.is_plain() && line.is_plain(),
            _ => last.runs_on(&line, width),
        });
        if let Some(block) = found.last_mut().filter(|_| joined) {
            append(&mut block.text, line.text, &mut seen);
        } else {
            found.push(line.block(blank));
        }
        before = Some(line);
        blank = false;
    }
    found.retain(|block| block.text.contains(char::is_alphanumeric));
    found
}

/// Makes the last line a heading, as a line of dashes below it does in Markdown.
fn underlined(found: &mut [Block<'_>]) {
    if let Some(block) = found.last_mut() {
        block.text = Cow::Owned(format!("# {}", block.text));
    }
}

fn append(text: &mut Cow<'_, str>, more: &str, seen: &mut Seen<'_>) {
    let joint = seen.joint(text, more);
    let text = text.to_mut();
    match joint {
        Joint::Space => text.push(' '),
        Joint::Hyphen => {}
        Joint::Solid => {
            text.pop();
        }
    }
    text.push_str(more);
}

#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    indent: usize,
    bullet: bool,
    /// Whether it is marked as quoted.
    quote: bool,
    /// The column after its last letter.
    end: usize,
}

impl<'a> Line<'a> {
    fn new(line: &'a str, style: Style) -> Self {
        let whole = line.trim();
        let quote = style != Style::Bare && whole.starts_with('>');
        let text = if quote {
            whole.trim_start_matches(['>', ' '])
        } else {
            whole
        };
        let indent = columns(line);
        let bare = without_bullet(text);
        Self {
            text: bare.unwrap_or(text),
            indent,
            bullet: bare.is_some(),
            quote,
            end: indent + whole.chars().count(),
        }
    }

    /// Whether it is a line of dashes, as they stand below headings.
    fn underlines(&self) -> bool {
        let of = |mark: char| self.text.chars().all(|c| c == mark);
        !self.bullet && self.text.len() > 1 && (of('=') || of('-'))
    }

    /// Whether a line of Markdown is a part of a paragraph.
    fn is_plain(&self) -> bool {
        !markup::is_heading(self.text)
            && !self.text.starts_with(['|', '`'])
            && self.text.contains(char::is_alphanumeric)
    }

    fn block(self, blank: bool) -> Block<'a> {
        Block {
            text: Cow::Borrowed(self.text),
            indent: self.indent,
            bullet: self.bullet,
            quote: self.quote,
            blank,
        }
    }

    /// Whether `next` goes on with the paragraph of this line: its first word had no room left on it.
    fn runs_on(&self, next: &Self, width: Option<usize>) -> bool {
        let Some(width) = width.filter(|_| !self.text.is_empty()) else {
            return false;
        };
        self.is_full(next, width) || self.is_open(next) && self.end * 2 > width
    }

    /// Whether the first word of the next line had no room left on this one.
    fn is_full(&self, next: &Self, width: usize) -> bool {
        let first = next.text.split_whitespace().next().unwrap_or("");
        let wide = self.text.len() - self.text.chars().count();
        self.end + wide + 1 + first.len() + SLACK > width
    }

    /// Whether a sentence goes on behind its end.
    fn is_open(&self, next: &Self) -> bool {
        let first = next.text.split_whitespace().next().unwrap_or("");
        let word = first.trim_end_matches(|c: char| !c.is_alphanumeric());
        !self.text.ends_with(['.', '!', '?', ':'])
            && first.starts_with(char::is_lowercase)
            && !word.contains(['.', '@', '/'])
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

/// The column at which each line was wrapped, if it was: that of the whole text, or that of the lines around it.
fn widths(lines: &[Line<'_>]) -> Vec<Option<usize>> {
    if let Some(width) = width(lines) {
        return vec![Some(width); lines.len()];
    }
    let mut widths = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|line, next| line.text.is_empty() == next.text.is_empty()) {
        widths.resize(widths.len() + run.len(), run_width(run));
        let first = widths.len() - run.len();
        // A headline goes on in no text, be it as long as the lines are.
        if first == 0 && run.len() > 1 && ends_headline(run) {
            widths[1] = None;
        }
    }
    widths
}

/// Whether the first of these lines ends where a sentence does not.
fn ends_headline(run: &[Line<'_>]) -> bool {
    let last = run[0].text.rsplit(' ').next().unwrap_or("");
    let goes_on = || lexicon::classes(&last.to_lowercase()).any(Class::FUNCTION);
    !run[0].is_open(&run[1])
        && run[1].text.starts_with(char::is_uppercase)
        && !run[0].text.ends_with(['.', ',', '-'])
        && !goes_on()
}

/// The column at which the lines of one paragraph were wrapped: a sentence goes on from line to line, and mostly where the next
/// word had no room left.
fn run_width(run: &[Line<'_>]) -> Option<usize> {
    let width = run.iter().map(|line| line.end).max()?;
    if run.len() < 2 || !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let (mut open, mut full) = (0, 0);
    for pair in run.windows(2) {
        if !pair[1].bullet && pair[0].is_open(&pair[1]) {
            open += 1;
            full += usize::from(pair[0].is_full(&pair[1], width));
            if pair[0].end * 4 < width * 3 {
                return None;
            }
        }
    }
    (full > 0 && full * 2 >= open).then_some(width)
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

    #[test]
    fn a_short_paragraph_that_was_wrapped_is_joined() {
        let text = "Council raises mooring fees for all ferries\n\nPORTSEA - The council voted on Tuesday to raise mooring fees by\n\
                    20 per cent for all ferries, a step that the local govern-\nment had put off for years.\n";
        let found = texts(text);
        assert_eq!(found.len(), 2);
        assert!(found[1].ends_with("fees by 20 per cent for all ferries, a step that the local government had put off for years."));
        let untitled = "The ferry to the outer islands was late again on Friday, and\nthe harbour master said so.";
        assert_eq!(texts(untitled).len(), 1);
    }

    #[test]
    fn lines_that_are_whole_stay_apart() {
        for text in [
            "The council voted on Tuesday to raise all mooring fees.\nTraders planned a protest near Quay Street.\nThe mayor left.",
            "He came to the harbour on Monday\nand left on Tuesday\nwith nothing in his hands but a letter from home.",
            "North ward: Ana Ruiz 1,204 votes in all, a record\nSouth ward: Tom Ashby 998 votes",
        ] {
            assert_eq!(texts(text).len(), text.lines().count(), "{text}");
        }
        let titled = "Ferry is late again as the crews wait for the new engine\nThe harbour master said on Friday that the boat would sail\nagain soon.";
        assert_eq!(texts(titled).len(), 2);
    }

    #[test]
    fn markdown_has_paragraphs_quotations_and_underlined_headings() {
        let text = "Fees rise\n=========\nOne\ntwo\n> \"Three\n> four.\"\n>\n> Five\n\n- six\n  seven\n# Eight\nNine\n";
        let found = blocks_in(text, Style::Markdown);
        let shape: Vec<_> = found
            .iter()
            .map(|block| (block.text.as_ref(), block.quote))
            .collect();
        assert_eq!(
            shape,
            [
                ("# Fees rise", false),
                ("One two", false),
                ("\"Three four.\"", true),
                ("Five", true),
                ("six seven", false),
                ("# Eight", false),
                ("Nine", false),
            ]
        );
    }
}
