//! Marks of markup that was left in plain text: stars around words, hashes before headings, links in brackets.

use std::borrow::Cow;

use super::links::{self, References};

/// Characters without a meaning that stand around the words of links while a line is cleaned.
const OPEN: char = '\u{f8f0}';
const CLOSE: char = '\u{f8f1}';
/// Behind [`OPEN`] stands the number of the link, as a character without a meaning: that many from this one on.
const NUMBERS: u32 = 0xf_0000;

/// A link in a cleaned line: its address as written, and the bytes of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) href: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A line without left-over markup. Words are never broken: a star inside a number or a word with no partner stays.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains([
        '*', '[', '`', '_', '#', '\\', '~', '\u{a0}', '\u{feff}', '\t', '\u{ad}',
    ]) && !text.contains("  ")
    {
        return Cow::Borrowed(text);
    }
    let text = text.trim_start_matches('#').trim_start();
    let linked = without_links(text);
    Cow::Owned(single_spaced(&without_emphasis(&linked)))
}

/// Whether a line is a heading of Markdown.
pub(super) fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    rest.len() < text.len() && text.len() - rest.len() <= 6 && rest.starts_with(' ')
        || text.len() > 4 && text.starts_with("**") && text.ends_with("**")
}

/// `[words](address)` becomes the words.
fn without_links(text: &str) -> Cow<'_, str> {
    links::replace(text, &References::default(), |out, words, _| {
        out.push_str(words);
    })
}

/// A line without left-over markup, and the links that it had.
pub(super) fn linked<'t>(
    text: &'t str,
    references: &References<'_>,
) -> (Cow<'t, str>, Vec<Linked>) {
    let may_link = text.contains("](") || text.contains("][") || text.contains("<http");
    if !may_link || text.contains([OPEN, CLOSE]) {
        return (clean(text), Vec::new());
    }
    let mut hrefs = Vec::new();
    let marked = links::replace(text, references, |out, words, href| {
        let Some(number) = number(hrefs.len()) else {
            return out.push_str(words);
        };
        out.extend([OPEN, number]);
        out.push_str(words);
        out.push(CLOSE);
        hrefs.push(href.to_owned());
    });
    let (text, links) = unmarked(&clean(&marked), &hrefs);
    (Cow::Owned(text), links)
}

/// The character for the number of a link; there are some 130,000.
fn number(link: usize) -> Option<char> {
    let link = u32::try_from(link).ok()?;
    char::from_u32(NUMBERS.checked_add(link)?)
}

/// Takes out the marks around links, and gives the links in the order in which they begin. A link may stand in another,
/// and one that stood in the words of a picture is gone.
fn unmarked(marked: &str, hrefs: &[String]) -> (String, Vec<Linked>) {
    let (mut out, mut links, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut letters = marked.chars();
    while let Some(letter) = letters.next() {
        match letter {
            OPEN => {
                let number = letters.next().map_or(0, u32::from);
                open.push((number.saturating_sub(NUMBERS) as usize, out.len()));
            }
            CLOSE => links.extend(open.pop().and_then(|(number, start)| {
                let (href, end) = (hrefs.get(number)?.clone(), out.len());
                (start < end).then_some(Linked { href, start, end })
            })),
            _ => out.push(letter),
        }
    }
    links.sort_by_key(|link| link.start);
    (out, links)
}

/// Stars and underscores at the edges of words go, and stars before other marks; `2*3` and `snake_case` stay.
fn without_emphasis(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut after = letters.peek().copied().unwrap_or(' ');
        if letter == '\\' && after.is_ascii_punctuation() {
            letters.next();
            out.push(after);
            before = after;
            continue;
        }
        if letter == '~' && after == '~' {
            letters.next();
            continue;
        }
        if matches!(letter, '*' | '_' | '`') {
            while after == letter {
                letters.next();
                after = letters.peek().copied().unwrap_or(' ');
            }
            let inside = before.is_alphanumeric() && after.is_alphanumeric();
            let apart = before.is_whitespace() && after.is_whitespace();
            if !inside && !apart {
                continue;
            }
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// A text with its white space made single and without characters that show nothing.
pub(super) fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        push_visible(&mut out, word);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Appends a text, each run of white space made one blank and none at the start of a line, without characters that show
/// nothing.
pub(super) fn push_single_spaced(out: &mut String, text: &str) {
    out.reserve(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut spaced = out.is_empty() || out.ends_with(' ');
        while let Some(&byte) = bytes.get(at)
            && (byte == b' ' && !spaced || byte.is_ascii_graphic())
        {
            spaced = byte == b' ';
            at += 1;
        }
        out.push_str(&text[start..at]);
        let Some(letter) = text[at..].chars().next() else {
            return;
        };
        at += letter.len_utf8();
        if letter.is_whitespace() {
            if !spaced {
                out.push(' ');
            }
        } else if !is_invisible(letter) {
            out.push(letter);
        }
    }
}

/// Appends a word without characters that show nothing.
fn push_visible(out: &mut String, word: &str) {
    if word.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        out.push_str(word);
    } else {
        out.extend(word.chars().filter(|letter| !is_invisible(*letter)));
    }
}

const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_go_and_words_stay_whole() {
        for (text, expected) in [
            (
                "raised to *4.5% of income, up. Then, *Harbour News said",
                "raised to 4.5% of income, up. Then, Harbour News said",
            ),
            ("by *Ana Ruiz*, the mayor", "by Ana Ruiz, the mayor"),
            ("a **bold** word and __another__", "a bold word and another"),
            ("2*3 and snake_case stay", "2*3 and snake_case stay"),
            (
                "see [the report](https://example.org/a) now",
                "see the report now",
            ),
            ("## What is next", "What is next"),
            ("two\u{a0}words  apart", "two words apart"),
            (r"2 \* 3 \[sic\] and C:\temp", r"2 * 3 [sic] and C:\temp"),
            ("a ~~struck~~ word", "a struck word"),
            ("plain", "plain"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn white_space_is_made_single_as_it_comes() {
        let mut out = String::new();
        for part in [
            " \n two\u{a0} ",
            " words\u{200b}",
            " \u{200b} and\tmore",
            "",
            " ",
            " é\u{ad}e",
        ] {
            push_single_spaced(&mut out, part);
        }
        assert_eq!(out, "two words and more ée");
    }

    #[test]
    fn links_in_pictures_and_links_do_not_shift_others() {
        for (line, expected) in [
            ("![alt [x](u)](p) and [y](v)", vec![("y", "v")]),
            ("[a [b](x)](y)", vec![("a b", "y"), ("b", "x")]),
            ("[](u) and [y](v)", vec![("y", "v")]),
        ] {
            let (text, links) = linked(line, &References::default());
            let found = links.iter().map(|l| (&text[l.start..l.end], &*l.href));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{line}");
        }
    }

    #[test]
    fn links_lie_on_their_words() {
        let (text, links) = linked(
            "**See** [ *the*  report ](https://a.example/r_(1) \"R\") ![pic](p.jpg) and <https://b.example/x_y>.",
            &References::default(),
        );
        assert_eq!(text, "See the report and https://b.example/x_y.");
        let found: Vec<_> = links
            .iter()
            .map(|l| (&text[l.start..l.end], l.href.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("the report", "https://a.example/r_(1)"),
                ("https://b.example/x_y", "https://b.example/x_y"),
            ]
        );
    }
}
