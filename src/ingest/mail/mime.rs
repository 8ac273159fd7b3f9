//! The parts of a mail (RFC 2045, 2046): the text that its reader sees, in words or as a page. Attachments are left out.

use super::coding;
use super::header::{self, Header};

/// The most parts that are looked at, and how deep they may lie in each other.
const MOST_PARTS: usize = 2000;
const DEEPEST: usize = 16;
/// The words of a part that only says that there is a page.
const STUB_WORDS: usize = 40;
/// The bytes of a page that holds more than such a part.
const PAGE: usize = 2000;

/// What a mail says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    Text(String),
    Page(String),
}

#[derive(Default)]
struct Found {
    texts: Vec<String>,
    pages: Vec<String>,
}

/// The body of a mail; none where it has attachments only.
pub(super) fn body(header: &Header, bytes: &[u8]) -> Option<Body> {
    let mut found = Found::default();
    let mut open = vec![(Content::of(header), bytes, 0)];
    let mut seen = 0;
    while let Some((mut content, bytes, depth)) = open.pop() {
        seen += 1;
        if seen > MOST_PARTS {
            break;
        }
        if content.kind.starts_with("multipart/") && depth < DEEPEST {
            let Some(boundary) = &content.boundary else {
                content.kind.clear();
                found.add(&content, bytes);
                continue;
            };
            let parts = parts(bytes, boundary);
            let inner = parts.into_iter().rev().map(|part| {
                let (header, body) = header::split_part(part);
                (Content::of(&header), body, depth + 1)
            });
            open.extend(inner);
        } else if content.kind == "message/rfc822" && depth < DEEPEST {
            let (header, body) = header::split_part(bytes);
            open.push((Content::of(&header), body, depth + 1));
        } else {
            found.add(&content, bytes);
        }
    }
    found.best()
}

impl Found {
    fn add(&mut self, content: &Content, bytes: &[u8]) {
        let text =
            !content.attached && matches!(content.kind.as_str(), "text/plain" | "text/html" | "");
        if !text {
            return;
        }
        let decoded = coding::body(bytes, &content.encoding);
        let text = coding::text(&decoded, content.charset.as_deref());
        if content.kind == "text/html" || is_page(&text) {
            self.pages.push(text);
        } else if content.flowed {
            self.texts.push(joined(&text));
        } else {
            self.texts.push(text);
        }
    }

    /// The words, if they are more than a hint at the page.
    fn best(self) -> Option<Body> {
        let words = || self.texts.iter().flat_map(|text| text.split_whitespace());
        let page = self.pages.iter().map(String::len).sum::<usize>();
        let stub = words().take(STUB_WORDS).count() < STUB_WORDS;
        let any = words().next().is_some();
        if any && !(stub && page > PAGE) {
            Some(Body::Text(self.texts.join("\n\n")))
        } else if page > 0 {
            Some(Body::Page(self.pages.join("\n")))
        } else {
            None
        }
    }
}

/// Whether a text without any label is a page: `<html`.
fn is_page(text: &str) -> bool {
    let start = text.trim_start();
    let lower = start[..start.floor_char_boundary(32)].to_ascii_lowercase();
    lower.starts_with("<html") || lower.starts_with("<!doctype html")
}

/// The lines of a text in which a space at the end says that the paragraph goes on (RFC 3676).
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        // The line above a signature belongs to no paragraph.
        if line == "-- " && !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            out.push('\n');
        }
    }
    out
}

/// What the header of a part says of its content.
struct Content {
    /// The media type in lower case; empty where none is given.
    kind: String,
    boundary: Option<String>,
    charset: Option<String>,
    encoding: String,
    flowed: bool,
    attached: bool,
}

impl Content {
    fn of(header: &Header) -> Self {
        let value = |name: &str| header.get(name).unwrap_or("").to_owned();
        let kind = value("content-type");
        let flowed = parameter(&kind, "format").is_some_and(|f| f.eq_ignore_ascii_case("flowed"));
        Self {
            boundary: parameter(&kind, "boundary"),
            charset: parameter(&kind, "charset"),
            encoding: value("content-transfer-encoding"),
            flowed,
            attached: value("content-disposition")
                .to_ascii_lowercase()
                .starts_with("attachment"),
            kind: kind
                .split(';')
                .next()
                .unwrap_or("")
                .trim()
                .to_ascii_lowercase(),
        }
    }
}

/// The value of a parameter: `charset` in `text/plain; charset="utf-8"`.
fn parameter(line: &str, name: &str) -> Option<String> {
    let mut quoted = false;
    let mut fields = line.split(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    fields.find_map(|field| {
        let (key, value) = field.split_once('=')?;
        let value = value.trim();
        let value = match value.strip_prefix('"') {
            Some(inner) => inner.split('"').next().unwrap_or(inner).trim(),
            None => value,
        };
        let named = key.trim().eq_ignore_ascii_case(name);
        named.then(|| value.to_owned())
    })
}

/// The parts between lines of `--boundary`; the last one may lack its end.
fn parts<'b>(bytes: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let mark = format!("--{boundary}").into_bytes();
    let mut parts = Vec::new();
    let mut start = None;
    let mut from = 0;
    while from < bytes.len() && parts.len() < MOST_PARTS {
        let end = memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |at| from + at + 1);
        if let Some(rest) = bytes[from..end].strip_prefix(mark.as_slice())
            && matches!(rest.trim_ascii(), b"" | b"--")
        {
            parts.extend(start.map(|start| &bytes[start..from]));
            start = (!rest.starts_with(b"--")).then_some(end);
        }
        from = end;
    }
    parts.extend(start.map(|start| &bytes[start..]));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(mail: &str) -> Option<Body> {
        let mail = mail.replace('\n', "\r\n");
        let (header, bytes) = header::split_part(mail.as_bytes());
        body(&header, bytes)
    }

    fn text(words: &str) -> Option<Body> {
        Some(Body::Text(words.to_owned()))
    }

    const LONG: &str = "The ferry sails at noon. The ferry sails at noon. The ferry sails at noon. The ferry sails at noon. \
        The ferry sails at noon. The ferry sails at noon. The ferry sails at noon. The ferry sails at noon.";

    #[test]
    fn words_come_before_pages_and_attachments_do_not_count() {
        let mail = format!(
            "Content-Type: multipart/mixed; boundary=\"a b\"\n\nIgnore this.\n--a b\nContent-Type: multipart/alternative;\n boundary=c\n\n--c\n\
             Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{LONG} F=C3=A4hre\n--c\nContent-Type: text/html\n\n\
             <p>Page</p>\n--c--\n--a b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nNo.\n--a b--\n"
        );
        let Some(Body::Text(found)) = of(&mail) else {
            panic!("no text")
        };
        assert_eq!(found.trim(), format!("{LONG} Fähre"));
    }

    #[test]
    fn a_page_serves_where_the_words_only_hint_at_it() {
        let page = format!("<p>{}</p>", LONG.repeat(12));
        let mail = format!(
            "Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain\n\nSee it in your browser.\n--c\nContent-Type: text/html\n\n{page}\n"
        );
        assert!(matches!(of(&mail), Some(Body::Page(found)) if found.trim() == page));
    }

    #[test]
    fn parameters_stand_between_semicolons() {
        for (line, expected) in [
            ("text/plain; x; charset=latin1", Some("latin1")),
            (
                "text/plain; name=\"a; charset=b\"; Charset = \"utf-8\" ",
                Some("utf-8"),
            ),
            ("text/plain; name=\"a", None),
            ("text/plain; charset=\"utf-8", Some("utf-8")),
            ("text/plain", None),
        ] {
            assert_eq!(parameter(line, "charset").as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn broken_parts_are_read_as_far_as_they_go() {
        assert_eq!(
            of("Content-Type: multipart/mixed\n\nIt sails."),
            text("It sails.")
        );
        assert_eq!(of("Subject: a\n\nIt sails."), text("It sails."));
        assert_eq!(of("Content-Type: image/png\n\nx"), None);
        let nested = "Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(400);
        assert!(of(&nested).is_none());
        assert_eq!(
            of("Content-Type: text/plain; format=flowed\n\nThe ferry \nsails.\n\nIt does."),
            text("The ferry sails.\n\nIt does.\n")
        );
    }
}
