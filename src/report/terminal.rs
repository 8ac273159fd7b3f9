//! Text for a terminal: wrapped to its width, coloured where that is wanted, with nothing in it that could drive it.

use std::borrow::Cow;
use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::hidden::is_hidden;
use super::notes::Notes;

/// The longest lines that are comfortable to read.
const MEASURE: usize = 112;
/// The shortest lines that are tried.
const NARROWEST: usize = 40;
/// White space between two columns.
const GAP: usize = 2;
/// How much further in the lines stand that go on with a row.
const HANG: usize = 2;
/// The narrowest right column; where there is less room, it stands below the left one.
const RIGHT: usize = 18;
/// How far in it stands there.
const BELOW: usize = 6;

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

/// Between words of a [`Phrase`] that stay on one line; shown as a space. No text has it, as white space is made spaces.
const TIE: &str = "\u{a0}";

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

    /// Adds `text`, whose words stay on one line.
    pub(super) fn push_whole(&mut self, ink: Ink, text: &str) {
        self.pieces.push((ink, visible(text).replace(' ', TIE)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its pieces, each with its ink.
    pub(super) fn pieces(&self) -> &[(Ink, String)] {
        &self.pieces
    }

    /// The phrase in lines of at most `width` columns, all but the first of them `hang` columns further in.
    fn wrap(&self, width: usize, hang: usize) -> Vec<Line> {
        let mut lines = Lines {
            done: vec![Line::default()],
            width,
            hang,
        };
        let mut word = Line::default();
        for (ink, text) in &self.pieces {
            for (number, part) in text.split(' ').enumerate() {
                if number > 0 {
                    lines.put(&std::mem::take(&mut word));
                }
                if !part.is_empty() {
                    word.add(*ink, part, 0);
                }
            }
        }
        lines.put(&word);
        lines.done
    }
}

/// Lines that are filled word by word.
struct Lines {
    done: Vec<Line>,
    width: usize,
    hang: usize,
}

impl Lines {
    /// How many columns are free on the last line behind `gap`.
    fn free(&self, gap: usize) -> usize {
        let used = self.done.last().map_or(0, |line| line.end() + gap);
        self.width.saturating_sub(used)
    }

    fn begin(&mut self) {
        self.done.push(Line {
            indent: self.hang,
            ..Line::default()
        });
    }

    /// Puts a word on the last line, or on a new one where it does not fit; one that fits nowhere is cut, and so is one
    /// of wide letters, between which lines break anyway.
    fn put(&mut self, word: &Line) {
        if word.width == 0 {
            return;
        }
        let mut gap = usize::from(self.done.last().is_some_and(|line| line.width > 0));
        if gap > 0 && self.free(gap) < word.width && !(word.is_wide() && self.free(gap) > 1) {
            self.begin();
            gap = 0;
        }
        for (ink, text) in &word.pieces {
            self.add(*ink, text, gap);
            gap = 0;
        }
    }

    fn add(&mut self, ink: Ink, text: &str, mut gap: usize) {
        // An address that is cut can no longer be followed.
        let whole = text.contains("://");
        let mut rest = text;
        while !rest.is_empty() {
            let free = self.free(gap);
            let cut = if whole || rest.width() <= free {
                rest.len()
            } else {
                fitting(rest, free)
            };
            if let Some(line) = self.done.last_mut().filter(|_| cut > 0) {
                line.add(ink, &rest[..cut], gap);
            }
            rest = &rest[cut..];
            gap = 0;
            if !rest.is_empty() {
                self.begin();
            }
        }
    }
}

/// How many bytes of `word` fit into `width` columns.
fn fitting(word: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, letter) in word.char_indices() {
        used += letter.width().unwrap_or(0);
        if used > width {
            return at;
        }
    }
    word.len()
}

/// One line of a column.
#[derive(Clone, Debug, Default)]
struct Line {
    /// How much further in than others it stands.
    indent: usize,
    pieces: Vec<(Ink, String)>,
    width: usize,
}

impl Line {
    fn of(ink: Ink, text: &str) -> Self {
        Self {
            indent: 0,
            pieces: vec![(ink, text.to_owned())],
            width: text.width(),
        }
    }

    /// The column behind it.
    const fn end(&self) -> usize {
        self.indent + self.width
    }

    /// Whether letters of two columns are in it, as Chinese, Japanese and Korean ones are.
    fn is_wide(&self) -> bool {
        let mut letters = self.pieces.iter().flat_map(|(_, text)| text.chars());
        letters.any(|letter| letter >= '\u{1100}' && letter.width() == Some(2))
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
        for line in phrase.wrap(self.style.measure() - indent, 0) {
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
        (self.style.measure() / 4).clamp(16, 26)
    }

    /// The column where the left ends of rows of `phrases` all fit, at most the width that there is for them.
    pub(super) fn edge_of<'p>(&self, phrases: impl Iterator<Item = &'p Phrase>) -> usize {
        let width = self.left();
        let lines = phrases.flat_map(|phrase| phrase.wrap(width, 0));
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
        let (inner, measure) = (GAP + width + GAP, self.style.measure());
        let below = measure < inner + indent + RIGHT;
        let start = if below { BELOW } else { inner + indent };
        let mut left = left.wrap(width, if self.edge > 0 { 0 } else { HANG });
        let mut right = right.wrap(measure - start, HANG);
        let mut shown = if below {
            std::mem::take(&mut right)
        } else {
            Vec::new()
        };
        for number in 0..left.len().max(right.len()) {
            let mut used = 0;
            if let Some(line) = left.get_mut(number).filter(|line| line.width > 0) {
                line.indent += GAP + self.edge.saturating_sub(line.width);
                used = self.put(line, used);
            }
            if number == 0 && !between.is_empty() {
                let mut between = Line::of(Ink::Faint, between);
                between.indent = inner;
                used = self.put(&between, used);
            }
            if let Some(line) = right.get_mut(number).filter(|line| line.width > 0) {
                line.indent += start;
                self.put(line, used);
            }
            self.out.push('\n');
        }
        shown.retain(|line| line.width > 0);
        for mut line in shown {
            line.indent += start;
            self.put(&line, 0);
            self.out.push('\n');
        }
    }

    /// Writes a line at its indent behind `used` columns, and gives the column behind it.
    fn put(&mut self, line: &Line, used: usize) -> usize {
        self.pad(line.indent.saturating_sub(used));
        self.line(line);
        line.end().max(used)
    }

    fn pad(&mut self, columns: usize) {
        let _ = write!(self.out, "{:columns$}", "");
    }

    fn line(&mut self, line: &Line) {
        for (ink, text) in &line.pieces {
            let text = text.replace(TIE, " ");
            let ansi = ink.ansi();
            if self.style.color && *ink != Ink::Plain {
                let _ = write!(self.out, "{}{text}{}", ansi.render(), ansi.render_reset());
            } else {
                self.out.push_str(&text);
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
            "  A name of 東京    what is said of it\n    length            goes on and on\n"
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
        // At 40 columns there is no room for a third column.
        assert_eq!(
            out,
            "  Ana                9\n      nurse\n  Bo                10\n"
        );
        let style = Style { width: 60, ..PLAIN };
        let mut out = String::new();
        Page::new(&mut out, style).tallied(
            &Phrase::new(Ink::Name, "Ana"),
            " 9",
            &Phrase::new(Ink::Plain, "nurse"),
        );
        assert_eq!(out, "  Ana                9  nurse\n");
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
    fn lines_of_wide_letters_are_filled() {
        let mut out = String::new();
        let phrase = Phrase::new(Ink::Plain, &format!("Tokyo {}", "橋".repeat(30)));
        Page::new(&mut out, PLAIN).paragraph(0, &phrase);
        let widths: Vec<usize> = out.lines().map(UnicodeWidthStr::width).collect();
        assert_eq!(widths, [40, 26]);
        let marked = Phrase::new(Ink::Plain, &"e\u{301}".repeat(60));
        let mut out = String::new();
        Page::new(&mut out, PLAIN).paragraph(0, &marked);
        assert!(out.lines().all(|line| line.starts_with('e')), "{out}");
    }

    #[test]
    fn what_is_whole_stays_on_one_line() {
        let mut out = String::new();
        let mut phrase = Phrase::new(Ink::Plain, &format!("{} ", "x".repeat(36)));
        phrase.push_whole(Ink::Faint, "2 origins");
        Page::new(&mut out, PLAIN).paragraph(0, &phrase);
        assert_eq!(out.lines().nth(1), Some("2 origins"));
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
