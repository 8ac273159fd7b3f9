//! Marks of markup that was left in plain text: stars around words, hashes before headings, links in brackets.

use std::borrow::Cow;

/// A line without left-over markup. Words are never broken: a star inside a number or a word with no partner stays.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains([
        '*', '[', '`', '_', '#', '\u{a0}', '\u{feff}', '\t', '\u{ad}',
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
    if !text.contains("](") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((open, (address, next))) = before.rfind('[').zip(after.split_once(')')) else {
            break;
        };
        if address.contains(char::is_whitespace) {
            out.push_str(before);
            out.push_str("](");
            rest = after;
            continue;
        }
        out.push_str(before[..open].strip_suffix('!').unwrap_or(&before[..open]));
        out.push_str(&before[open + 1..]);
        rest = next;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Stars and underscores at the edges of words go, and stars before other marks; `2*3` and `snake_case` stay.
fn without_emphasis(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut after = letters.peek().copied().unwrap_or(' ');
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

/// Appends a word without characters that show nothing.
pub(super) fn push_visible(out: &mut String, word: &str) {
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
            ("plain", "plain"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }
}
