//! Text for a terminal: wrapped to its width, coloured where that is wanted, with nothing in it that could drive it.

use std::borrow::Cow;
use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};
use unicode_width::UnicodeWidthStr;

use super::hidden::is_hidden;
use super::notes::Notes;

/// The longest lines that are comfortable to read.
const MEASURE: usize = 112;
/// The shortest lines that are tried.
const NARROWEST: usize = 40;
/// White space between two columns.
const GAP: usize = 2;

/// How text is printed.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether colours are used.
    pub color: bool,
    /// The width of the terminal in columns; 0 where it is not known.
    pub width: usize,
}

impl Style {
    /// Without colour, for files.
    pub(super) const PLAIN: Self = Self {
        color: false,
        width: 100,
    };

    /// The width that lines are wrapped to.
    pub(super) fn measure(self) -> usize {
        match self.width {
            0 => 80,
            width => width.clamp(NARROWEST, MEASURE),
        }
    }
}

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Title,
    Heading,
    Name,
    Quote,
    Figure,
    Day,
    Faint,
}

impl Ink {
    fn ansi(self) -> Ansi {
        let style = Ansi::new();
        let colour = |colour: AnsiColor| style.fg_color(Some(anstyle::Color::Ansi(colour)));
        match self {
            Self::Plain => style,
            Self::Title | Self::Name => style.bold(),
            Self::Heading => colour(AnsiColor::Magenta).bold(),
            Self::Quote => colour(AnsiColor::Green),
            Self::Figure => colour(AnsiColor::Yellow),
            Self::Day => colour(AnsiColor::Cyan),
            Self::Faint => style.dimmed(),
        }
    }
}

/// Text in pieces of different ink, before it is wrapped.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    pieces: Vec<(Ink, String)>,
}

impl Phrase {
    pub(super) fn new(ink: Ink, text: &str) -> Self {
        Self::default().and(ink, text)
    }

    /// The phrase with `text` after it, made harmless; white space of any kind becomes single spaces.
    pub(super) fn and(mut self, ink: Ink, text: &str) -> Self {
        self.push(ink, text);
        self
    }

    pub(super) fn push(&mut self, ink: Ink, text: &str) {
        if !text.is_empty() {
            self.pieces.push((ink, visible(text).into_owned()));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its pieces, each with its ink.
    pub(super) fn pieces(&self) -> &[(Ink, String)] {
        &self.pieces
    }

    /// The phrase in lines of at most `width` columns.
    fn wrap(&self, width: usize) -> Vec<Line> {
        let mut lines = vec![Line::default()];
        let mut word = Line::default();
        for (ink, text) in &self.pieces {
            for (number, part) in text.split(' ').enumerate() {
                if number > 0 {
                    put(&mut lines, &std::mem::take(&mut word), width);
                }
                if !part.is_empty() {
                    word.add(*ink, part, 0);
                }
            }
        }
        put(&mut lines, &word, width);
        lines
    }
}

/// Puts a word on the last line, or on a new one where it does not fit; one that fits nowhere is cut.
fn put(lines: &mut Vec<Line>, word: &Line, width: usize) {
    if word.width == 0 {
        return;
    }
    let used = lines.last().map_or(0, |line| line.width);
    let gap = usize::from(used > 0);
    if used > 0 && used + gap + word.width > width {
        lines.push(Line::default());
    }
    let mut gap = if lines.last().is_some_and(|line| line.width > 0) {
        gap
    } else {
        0
    };
    for (ink, text) in &word.pieces {
        // An address that is cut can no longer be followed.
        if text.contains("://") {
            if let Some(line) = lines.last_mut() {
                line.add(*ink, text, gap);
            }
            gap = 0;
            continue;
        }
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let Some(line) = lines.last_mut() else { return };
            let free = width.saturating_sub(line.width + gap);
            let cut = if rest.width() <= free {
                rest.len()
            } else {
                fitting(rest, free)
            };
            if cut > 0 {
                line.add(*ink, &rest[..cut], gap);
            }
            rest = &rest[cut..];
            gap = 0;
            if !rest.is_empty() {
                lines.push(Line::default());
            }
        }
    }
}

/// How many bytes of `word` fit into `width` columns.
fn fitting(word: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, letter) in word.char_indices() {
        used += unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        if used > width {
            return at;
        }
    }
    word.len()
}

/// One line of a column.
#[derive(Clone, Debug, Default)]
struct Line {
    pieces: Vec<(Ink, String)>,
    width: usize,
}

impl Line {
    fn of(ink: Ink, text: &str) -> Self {
        Self {
            pieces: vec![(ink, text.to_owned())],
            width: text.width(),
        }
    }

    fn add(&mut self, ink: Ink, word: &str, gap: usize) {
        self.width += gap + word.width();
        let spaces = &" "[..gap];
        match self.pieces.last_mut() {
            Some((last, text)) if *last == ink => {
                text.push_str(spaces);
                text.push_str(word);
            }
            Some((_, text)) => {
                text.push_str(spaces);
                self.pieces.push((ink, word.to_owned()));
            }
            None => self.pieces.push((ink, word.to_owned())),
        }
    }
}

/// A page that is written line by line.
pub(super) struct Page<'o> {
    out: &'o mut String,
    style: Style,
    /// Whether sections have headings.
    pub(super) headings: bool,
    /// Where the left sides of rows end that are not longer; 0 lets them begin at one column.
    pub(super) edge: usize,
    /// Where it is no page for a terminal but Markdown.
    notes: Option<Notes>,
}

impl<'o> Page<'o> {
    pub(super) const fn new(out: &'o mut String, style: Style) -> Self {
        Self {
            out,
            style,
            headings: true,
            edge: 0,
            notes: None,
        }
    }

    /// The same blocks as Markdown.
    pub(super) fn markdown(out: &'o mut String) -> Self {
        Self {
            notes: Some(Notes::default()),
            ..Self::new(out, Style::PLAIN)
        }
    }

    /// Names the columns of the rows that follow, which are read in Markdown alone.
    pub(super) const fn columns_are(&mut self, head: [&'static str; 2]) {
        if let Some(notes) = &mut self.notes {
            notes.columns(head);
        }
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        if self.notes.is_none() {
            self.out.push('\n');
        }
    }

    /// A phrase over the whole width, `indent` columns from the left.
    pub(super) fn paragraph(&mut self, indent: usize, phrase: &Phrase) {
        if let Some(notes) = &mut self.notes {
            return notes.paragraph(phrase, self.out);
        }
        for line in phrase.wrap(self.style.measure() - indent) {
            self.pad(indent);
            self.line(&line);
            self.out.push('\n');
        }
    }

    /// A blank line and, where sections have one, the heading.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        if self.headings {
            self.paragraph(0, &Phrase::new(Ink::Heading, text));
        }
    }

    /// The width of the left column of [`Page::row`].
    pub(super) fn left(&self) -> usize {
        (self.style.measure() / 4).clamp(14, 26)
    }

    /// The column where the left ends of rows of `phrases` all fit, at most the width that there is for them.
    pub(super) fn edge_of<'p>(&self, phrases: impl Iterator<Item = &'p Phrase>) -> usize {
        let width = self.left();
        let lines = phrases.flat_map(|phrase| phrase.wrap(width));
        lines.map(|line| line.width).max().unwrap_or(0).min(width)
    }

    /// Two phrases side by side, the right one `indent` columns further in.
    pub(super) fn row(&mut self, left: &Phrase, right: &Phrase, indent: usize) {
        if let Some(notes) = &mut self.notes {
            return notes.row(left, right, self.out);
        }
        self.columns(left, "", right, indent);
    }

    /// Two phrases side by side with numbers between them; all rows give them in the same width.
    pub(super) fn tallied(&mut self, left: &Phrase, numbers: &str, right: &Phrase) {
        self.columns(left, numbers, right, numbers.width() + GAP);
    }

    /// Two phrases side by side, the right one `indent` columns further in; on the first line `between` stands there.
    fn columns(&mut self, left: &Phrase, between: &str, right: &Phrase, indent: usize) {
        let width = self.left();
        let start = GAP + width + GAP + indent;
        let left = left.wrap(width);
        let right = right.wrap(self.style.measure() - start);
        for number in 0..left.len().max(right.len()) {
            let mut used = 0;
            if let Some(line) = left.get(number).filter(|line| line.width > 0) {
                let pad = GAP + self.edge.saturating_sub(line.width);
                self.pad(pad);
                self.line(line);
                used = pad + line.width;
            }
            if number == 0 && !between.is_empty() {
                let inner = start - indent;
                self.pad(inner.saturating_sub(used));
                self.line(&Line::of(Ink::Faint, between));
                used = inner + between.width();
            }
            if let Some(line) = right.get(number).filter(|line| line.width > 0) {
                self.pad(start.saturating_sub(used));
                self.line(line);
            }
            self.out.push('\n');
        }
    }

    fn pad(&mut self, columns: usize) {
        let _ = write!(self.out, "{:columns$}", "");
    }

    fn line(&mut self, line: &Line) {
        for (ink, text) in &line.pieces {
            let ansi = ink.ansi();
            if self.style.color && *ink != Ink::Plain {
                let _ = write!(self.out, "{}{text}{}", ansi.render(), ansi.render_reset());
            } else {
                self.out.push_str(text);
            }
        }
    }
}

/// A text on one line with what would drive a terminal, or turn the reading direction, made visible.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|c| is_hidden(c) || c.is_whitespace() && c != ' ')
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            _ if letter.is_whitespace() => shown.push(' '),
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(letter))),
            '\u{7f}' => shown.push('\u{2421}'),
            _ if is_hidden(letter) => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(letter));
            }
            _ => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style {
        color: false,
        width: 40,
    };

    #[test]
    fn nothing_drives_the_terminal() {
        assert_eq!(
            visible("a\u{1b}[31mb\r\nc\u{9b}\u{202e}"),
            "a\u{241b}[31mb  c<U+009B><U+202E>"
        );
        assert_eq!(visible("plain text"), "plain text");
    }

    #[test]
    fn columns_are_wrapped_by_width() {
        let mut out = String::new();
        let left = Phrase::new(Ink::Name, "A name of 東京 length");
        let right = Phrase::new(Ink::Plain, "what is said of it goes on and on");
        Page::new(&mut out, PLAIN).row(&left, &right, 0);
        assert_eq!(
            out,
            "  A name of 東京  what is said of it\n  length          goes on and on\n"
        );
    }

    #[test]
    fn numbers_stand_below_each_other() {
        let mut out = String::new();
        let mut page = Page::new(&mut out, PLAIN);
        page.tallied(
            &Phrase::new(Ink::Name, "Ana"),
            " 9",
            &Phrase::new(Ink::Plain, "nurse"),
        );
        page.tallied(&Phrase::new(Ink::Name, "Bo"), "10", &Phrase::default());
        assert_eq!(out, "  Ana              9  nurse\n  Bo              10\n");
    }

    #[test]
    fn words_longer_than_a_line_are_cut() {
        let mut out = String::new();
        let phrase = Phrase::new(Ink::Plain, &"ab".repeat(45));
        Page::new(&mut out, PLAIN).paragraph(0, &phrase);
        assert_eq!(out.lines().count(), 3);
        assert!(out.lines().all(|line| line.width() <= 40));
    }

    #[test]
    fn pieces_of_other_ink_keep_their_places() {
        let mut out = String::new();
        let phrase = Phrase::new(Ink::Name, "One")
            .and(Ink::Faint, " two,")
            .and(Ink::Plain, " three");
        let style = Style {
            color: true,
            ..PLAIN
        };
        Page::new(&mut out, style).paragraph(0, &phrase);
        assert_eq!(out, "\u{1b}[1mOne \u{1b}[0m\u{1b}[2mtwo, \u{1b}[0mthree\n");
    }

    #[test]
    fn marks_stay_with_the_word_before_them() {
        let mut out = String::new();
        let phrase = Phrase::new(Ink::Plain, &format!("{} word", "a".repeat(35)));
        Page::new(&mut out, PLAIN).paragraph(0, &phrase.and(Ink::Faint, "; more"));
        assert!(out.ends_with("\nword; more\n"), "{out}");
    }
}
