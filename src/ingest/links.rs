//! Links as Markdown writes them: `[words](address)`, `[words][label]`, `<https://…>`; pictures and notes, which go.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// Addresses and the words of links are shorter than this, in bytes.
const LONGEST: usize = 4000;
/// So is the label of a reference.
const LONGEST_LABEL: usize = 100;

/// The addresses that stand apart from the links, by their labels.
#[derive(Debug, Default)]
pub(super) struct References<'t>(FxHashMap<String, &'t str>);

/// The label and the rest of a line that defines a reference or note: `[1]: https://quay.example`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.trim().strip_prefix('[')?.split_once("]:")?;
    (!label.is_empty() && label.len() <= LONGEST_LABEL).then(|| (label, rest.trim()))
}

/// Whether a line only says where a link leads, or what a note says.
pub(super) fn is_definition(line: &str) -> bool {
    definition(line).is_some_and(|(label, rest)| label.starts_with('^') || address(rest).is_some())
}

/// The addresses that the lines of a text define.
pub(super) fn references(text: &str) -> References<'_> {
    if !text.contains("]:") {
        return References::default();
    }
    let all = text.lines().filter_map(definition);
    let known = all.filter_map(|(label, rest)| Some((label.to_lowercase(), address(rest)?)));
    References(known.collect())
}

/// The web address that a definition begins with.
fn address(rest: &str) -> Option<&str> {
    let first = rest.split_whitespace().next()?;
    let bare = first.trim_start_matches('<').trim_end_matches('>');
    (bare.starts_with("https://") || bare.starts_with("http://")).then_some(bare)
}

/// The text with `write` putting down the words of each link, and without pictures and marks of notes.
pub(super) fn replace<'t>(
    text: &'t str,
    references: &References<'_>,
    mut write: impl FnMut(&mut String, &str, &str),
) -> Cow<'t, str> {
    if !text.contains("](")
        && !text.contains("][")
        && !text.contains("<http")
        && !text.contains("[^")
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    // Where the brackets that are open stand in `out`.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(mark) = text[at..].find(['[', ']', '<']).map(|found| at + found) {
        out.push_str(&text[at..mark]);
        let rest = &text[mark..];
        at = mark + 1;
        if let Some(length) = note(rest) {
            at = mark + length;
        } else if let Some(url) = automatic(rest) {
            write(&mut out, url, url);
            at = mark + url.len() + 2;
        } else if open
            .last()
            .is_some_and(|start| out.len() - start <= LONGEST)
            && let Some((href, length)) = target(rest, references)
            && let Some(start) = open.pop()
        {
            let words = out.split_off(start);
            if out.ends_with("![") {
                out.truncate(out.len() - 2);
            } else {
                out.pop();
                write(&mut out, words.trim(), href);
            }
            at = mark + length;
        } else {
            out.push_str(&rest[..1]);
            match &rest[..1] {
                "[" => open.push(out.len()),
                "]" => drop(open.pop()),
                _ => {}
            }
        }
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The length of the mark of a note: `[^1]`.
fn note(rest: &str) -> Option<usize> {
    let label = rest.strip_prefix("[^")?;
    let end = first(label, LONGEST_LABEL + 1)
        .find(|c: char| !c.is_alphanumeric() && !"-_".contains(c))?;
    label[end..].starts_with(']').then_some(end + 3)
}

/// The address in `<https://…>`.
fn automatic(rest: &str) -> Option<&str> {
    let inner = rest
        .strip_prefix('<')
        .filter(|inner| inner.starts_with("http"))?;
    let end = first(inner, LONGEST).find(|c: char| "<>".contains(c) || c.is_whitespace())?;
    (inner[end..].starts_with('>') && inner[..end].contains("://")).then(|| &inner[..end])
}

/// The address behind the closing bracket of a link, and the length of what is its own: `](https://quay.example "Quay")`.
fn target<'r>(rest: &'r str, references: &References<'r>) -> Option<(&'r str, usize)> {
    if let Some(label) = rest.strip_prefix("][") {
        let end = first(label, LONGEST_LABEL + 1).find(']')?;
        let href = references.0.get(&label[..end].to_lowercase())?;
        return Some((href, end + 3));
    }
    let inner = rest.strip_prefix("](")?;
    let end = closing(inner)?;
    let words = inner[..end].trim();
    let (href, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let titled = title.is_empty() || title.trim_start().starts_with(['"', '\'', '(']);
    let href = href
        .strip_prefix('<')
        .and_then(|href| href.strip_suffix('>'))
        .unwrap_or(href);
    titled.then_some((href, end + 3))
}

/// The first bytes of a text: what is looked for in all of it costs the square of a line that opens much and closes nothing.
fn first(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// Where the bracket is closed that is open before a text; such brackets may stand in it, but none of a link.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b'[' | b']' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, references: &References<'_>) -> String {
        let shown = replace(text, references, |out, words, href| {
            out.push_str(&format!("<{words}|{href}>"));
        });
        shown.into_owned()
    }

    #[test]
    fn links_of_all_kinds_are_found() {
        let known = references("[1]: https://quay.example/n\n[Not a link]: said he\n");
        for (text, expected) in [
            ("see [a [b] c](/x) now", "see <a [b] c|/x> now"),
            (
                "[the notice][1], [other][2]",
                "<the notice|https://quay.example/n>, [other][2]",
            ),
            ("[![pic](a.jpg) Ferry](/f)", "<Ferry|/f>"),
            ("the fee[^1] <5 or <http x", "the fee <5 or <http x"),
            ("[sic](he said so)", "[sic](he said so)"),
            ("](a) [x](b", "](a) [x](b"),
        ] {
            assert_eq!(replaced(text, &known), expected, "{text}");
        }
    }

    #[test]
    fn what_is_opened_and_not_closed_costs_no_square() {
        let none = References::default();
        for piece in ["[^", "<http", "[^é", "<http://é"] {
            let line = format!("see {}", piece.repeat(300_000));
            assert_eq!(replaced(&line, &none), line);
        }
        let deep = 50_000;
        let nested = format!("{}x{}", "[".repeat(deep), "](u)".repeat(deep));
        assert!(replaced(&nested, &none).contains("<x|u>"));
    }

    #[test]
    fn lines_that_define_are_no_text() {
        assert!(is_definition("[1]: https://quay.example/n \"N\""));
        assert!(is_definition("[^note]: Minutes of the council."));
        assert!(!is_definition("[Ana Ruiz]: We will not pay.") && !is_definition("[x]"));
    }
}
