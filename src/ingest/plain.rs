//! What is put right in plain texts before they are cut into lines: line ends of all kinds, references of HTML.

use std::borrow::Cow;

use super::html::entities;

/// Line ends that are no `\n`: of old systems, of Unicode, of pages and columns.
const ENDS: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
/// The names of references are no longer than this.
const LONGEST: usize = 8;

/// A text with `\n` at the end of all lines, and the characters that references such as `&nbsp;` stand for.
pub(super) fn text(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = match referred(&text) {
        Some(text) => Cow::Owned(text),
        None => text,
    };
    match with_line_ends(&text) {
        Some(text) => Cow::Owned(text),
        None => text,
    }
}

/// The text with one kind of line ends; nothing where it has no other.
fn with_line_ends(text: &str) -> Option<String> {
    let other = |(at, end): (usize, &str)| end != "\r" || !text[at + 1..].starts_with('\n');
    if !text.match_indices(ENDS).any(other) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, end) in text.match_indices(ENDS).filter(|&found| other(found)) {
        out.push_str(&text[from..at]);
        out.push_str(if end == "\u{2029}" { "\n\n" } else { "\n" });
        from = at + end.len();
    }
    out.push_str(&text[from..]);
    Some(out)
}

/// The text with its references resolved; nothing where it has none.
fn referred(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut from = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let Some(reference) = reference(&text[at..]) else {
            continue;
        };
        let read = entities::decode(reference);
        if at >= from && *read != *reference {
            out.push_str(&text[from..at]);
            out.push_str(&read);
            from = at + reference.len();
        }
    }
    (from > 0).then(|| out + &text[from..])
}

/// The reference that a text begins with: `&amp;`, `&#8217;`.
fn reference(text: &str) -> Option<&str> {
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST + 1).position(|b| b == b';')?;
    let bare = name[..end].strip_prefix('#').unwrap_or(&name[..end]);
    let sound = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric());
    sound.then(|| &text[..end + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_line_ends_are_put_right() {
        for (given, expected) in [
            (
                "Fees &amp; rises&nbsp;&#8211; &quot;no&quot;",
                "Fees & rises\u{a0}– \"no\"",
            ),
            ("R&D; AT&T; &unknown; & ; &;", "R&D; AT&T; &unknown; & ; &;"),
            ("&amp;lt;", "&lt;"),
            (
                "one\rtwo\r\nthree\u{c}four\u{2029}five",
                "one\ntwo\r\nthree\nfour\n\nfive",
            ),
        ] {
            assert_eq!(text(Cow::Borrowed(given)), expected);
        }
        assert!(matches!(text(Cow::Borrowed("a & b\r\n")), Cow::Borrowed(_)));
    }
}
