//! Where one document ends and the next begins: a file is one document, or one a line.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use serde::de::IgnoredAny;

use super::SourceError;
use super::ahead::Ahead;
use super::kind;
use super::parts::Frame;
use crate::model::Format;

/// Bytes that are read as they come.
pub(super) type Stream = Box<dyn Read + Send>;

/// What is known of a stream before its first byte.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints {
    /// The format that the user said it has.
    pub(super) format: Option<Format>,
    /// The name says that every line is a record.
    pub(super) named_lines: bool,
    /// Every line is a record, whatever is in it.
    pub(super) forced_lines: bool,
    /// It cannot be waited for: more may come only after the first record has been answered.
    pub(super) live: bool,
    /// Its size, where it is known.
    pub(super) size: Option<u64>,
    /// How long a document or a line may be, in bytes.
    pub(super) limit: usize,
}

/// A framed stream.
pub(super) enum Framed {
    Whole(Vec<u8>),
    Lines(Lines),
    /// A long frame around many documents, at its beginning.
    Parts(Ahead, Frame),
}

/// Finds out how a stream is framed, and reads it whole if it is one document.
pub(super) fn frame(mut stream: Ahead, hints: Hints) -> Result<Framed, SourceError> {
    let start = stream.view();
    if let Some(kind) = kind::by_content(start) {
        return Err(kind.into());
    }
    let wide = is_wide(start);
    if let Some(frame) = Frame::of(&mut stream, hints)? {
        return Ok(Framed::Parts(stream, frame));
    }
    let mut reader = BufReader::with_capacity(1 << 16, Box::new(stream) as Stream);
    let mut head = Vec::new();
    let lines = !wide && has_lines(&mut reader, &mut head, hints)?;
    if lines {
        return Ok(Framed::Lines(Lines::new(head, reader, hints.limit)));
    }
    if hints.size.is_some_and(|size| size > hints.limit as u64) {
        return Err(SourceError::TooLarge(hints.limit));
    }
    let left = (hints.limit + 1).saturating_sub(head.len());
    reader.take(left as u64).read_to_end(&mut head)?;
    if head.len() > hints.limit {
        return Err(SourceError::TooLarge(hints.limit));
    }
    Ok(Framed::Whole(head))
}

/// Whether the bytes begin with the mark of UTF-16 or UTF-32, in which a byte 10 is not always a line end.
fn is_wide(start: &[u8]) -> bool {
    start.starts_with(b"\xff\xfe")
        || start.starts_with(b"\xfe\xff")
        || start.starts_with(b"\0\0\xfe\xff")
}

/// Whether every line is a record. What has been read to know it is in `head`.
fn has_lines(reader: &mut impl BufRead, head: &mut Vec<u8>, hints: Hints) -> io::Result<bool> {
    if hints.forced_lines {
        return Ok(true);
    }
    match hints.format {
        Some(
            Format::Text | Format::Dump | Format::Html | Format::Feed | Format::Wxr | Format::Mail,
        ) => {
            return Ok(false);
        }
        Some(Format::Ndjson | Format::Wordpress) | None => {}
    }
    let limit = hints.limit;
    let first = next_line(reader, head, limit)?;
    if hints.named_lines || hints.format == Some(Format::Ndjson) {
        return Ok(!matches!(trimmed(&head[first..]), b"{" | b"["));
    }
    if !trimmed(&head[first..]).starts_with(b"{") {
        return Ok(false);
    }
    let complete = is_object(&head[first..]);
    if complete && hints.live {
        return Ok(true);
    }
    let second = next_line(reader, head, limit)?;
    let follows = trimmed(&head[second..]);
    Ok(follows.starts_with(b"{") && (complete || is_object(follows)))
}

/// Appends lines to `head` up to the next one that is not blank, and gives the place where that begins.
fn next_line(reader: &mut impl BufRead, head: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
    loop {
        let start = head.len();
        let left = (limit + 1).saturating_sub(start);
        let read = reader.by_ref().take(left as u64).read_until(b'\n', head)?;
        if read == 0 || !trimmed(&head[start..]).is_empty() {
            return Ok(start);
        }
    }
}

/// The line without white space around it and without a byte order mark.
fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(line)
        .trim_ascii()
}

fn is_object(line: &[u8]) -> bool {
    let line = trimmed(line);
    line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// The bytes that can be had now, without taking them.
fn fill(reader: &mut impl BufRead) -> io::Result<&[u8]> {
    // A loop that returns the borrowed buffer is refused by the borrow checker: wait first, borrow then.
    while let Err(error) = reader.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    reader.fill_buf()
}

/// The lines of a stream, of which only one is held.
pub(super) struct Lines {
    reader: io::Chain<Cursor<Vec<u8>>, BufReader<Stream>>,
    number: u64,
    limit: usize,
}

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its number, from 1, and its bytes without the line end.
    Whole(u64, Vec<u8>),
    /// The number of a line above the limit.
    TooLong(u64),
}

impl Lines {
    fn new(head: Vec<u8>, reader: BufReader<Stream>, limit: usize) -> Self {
        Self {
            reader: Cursor::new(head).chain(reader),
            number: 0,
            limit,
        }
    }

    /// How long a line may be, in bytes.
    pub(super) const fn limit(&self) -> usize {
        self.limit
    }

    /// The next line, blank ones included; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let (mut read, mut too_long) = (false, false);
        loop {
            let chunk = fill(&mut self.reader)?;
            if chunk.is_empty() {
                break;
            }
            read = true;
            let end = memchr::memchr(b'\n', chunk);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            too_long |= line.len() + part.len() > self.limit;
            if too_long {
                line = Vec::new();
            } else {
                line.extend_from_slice(part);
            }
            let taken = part.len() + usize::from(end.is_some());
            self.reader.consume(taken);
            if end.is_some() {
                break;
            }
        }
        if !read {
            return Ok(None);
        }
        self.number += 1;
        if too_long {
            return Ok(Some(Line::TooLong(self.number)));
        }
        if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        Ok(Some(Line::Whole(self.number, line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: Hints = Hints {
        format: None,
        named_lines: false,
        forced_lines: false,
        live: false,
        size: None,
        limit: LIMIT,
    };

    const LIMIT: usize = 1 << 20;

    fn ahead(stream: impl Read + Send + 'static) -> Ahead {
        let mut ahead = Ahead::new(Box::new(stream));
        ahead.look(1).unwrap();
        ahead
    }

    /// The lines that are not blank, or nothing for one document.
    fn lines(bytes: &'static [u8], hints: Hints) -> Option<Vec<String>> {
        let framed = frame(ahead(bytes), hints).unwrap();
        let Framed::Lines(mut lines) = framed else {
            return None;
        };
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            let Line::Whole(_, line) = line else { panic!() };
            all.push(String::from_utf8(line).unwrap());
        }
        Some(all)
    }

    #[test]
    fn objects_on_lines_are_records() {
        let two: &[u8] = b"\xef\xbb\xbf{\"a\":1}\r\n\n{\"a\":2}";
        assert_eq!(lines(two, FILE).unwrap(), ["{\"a\":1}\r", "", "{\"a\":2}"]);
    }

    #[test]
    fn one_object_is_one_document_unless_more_may_come() {
        assert_eq!(lines(b"{\"a\":1}\n\n", FILE), None);
        let live = Hints { live: true, ..FILE };
        assert_eq!(lines(b"{\"a\":1}\n", live).unwrap().len(), 1);
    }

    #[test]
    fn a_document_over_several_lines_stays_whole() {
        for whole in [
            &b"{\n \"a\": 1\n}\n"[..],
            b"[\n{\"a\":1},\n{\"a\":2}\n]",
            b"[{\"a\":1}]",
            b"{ \"a\": 1,\n  \"b\": {}\n}",
            b"A title\n\n{text}",
            b"",
            b"\xff\xfe{\0}\0\n\0{\0}\0",
        ] {
            assert_eq!(lines(whole, FILE), None);
            assert_eq!(lines(whole, Hints { live: true, ..FILE }), None);
        }
    }

    #[test]
    fn a_bad_first_line_does_not_hide_the_records_after_it() {
        let bad_first = b"{\"a\": tru\n{\"a\":2}\n";
        assert_eq!(lines(bad_first, FILE).unwrap().len(), 2);
        let named = Hints {
            named_lines: true,
            ..FILE
        };
        assert_eq!(lines(b"null\n{}\n", named).unwrap().len(), 2);
        assert_eq!(lines(b"{\n\"a\": 1}\n", named), None);
    }

    #[test]
    fn what_the_user_says_decides() {
        let said = |format| Hints {
            format: Some(format),
            ..FILE
        };
        assert_eq!(lines(b"{}\n{}\n", said(Format::Text)), None);
        assert_eq!(lines(b"{}\n", said(Format::Ndjson)).unwrap().len(), 1);
        let forced = Hints {
            forced_lines: true,
            ..FILE
        };
        assert_eq!(lines(b"a\nb", forced).unwrap(), ["a", "b"]);
    }

    #[test]
    fn a_line_above_the_limit_costs_itself_only() {
        let long = io::repeat(b'a').take(LIMIT as u64 + 1);
        let forced = Hints {
            forced_lines: true,
            ..FILE
        };
        let stream = long.chain(&b"\nb"[..]);
        let Framed::Lines(mut lines) = frame(ahead(stream), forced).unwrap() else {
            panic!()
        };
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong(1)));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(2, b"b".to_vec())));
        assert_eq!(lines.next().unwrap(), None);
    }

    #[test]
    fn a_document_above_the_limit_is_refused() {
        let long = io::repeat(b'a').take(LIMIT as u64 + 1);
        assert!(matches!(
            frame(ahead(long), FILE),
            Err(SourceError::TooLarge(LIMIT))
        ));
    }

    #[test]
    fn archives_that_are_not_read_say_how_to_unpack_them() {
        let Err(error) = frame(ahead(&b"Rar!\x1a\x07\0"[..]), FILE) else {
            panic!()
        };
        assert_eq!(
            error.to_string(),
            "a rar archive, which is not read; unpack it with `unrar x` first"
        );
    }
}
