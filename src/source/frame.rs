//! Where one document ends and the next begins: a file is one document, or one a line.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::mem;

use memchr::{memchr, memchr_iter, memmem};
use serde::de::IgnoredAny;

use super::SourceError;
use super::ahead::Ahead;
use super::parts::Frame;
use super::wide::Narrow;
use super::{kind, wide};
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
    if hints.forced_lines {
        return Ok(Framed::Lines(Lines::new(
            Head::default(),
            buffered(stream),
            hints.limit,
        )));
    }
    let start = stream.view();
    if let Some(kind) = kind::by_content(start).filter(|_| !is_bad_line(start, hints)) {
        return Err(kind.into());
    }
    stream.consume(wide::false_mark(start).unwrap_or(0));
    if let Some(encoding) = wide::of_json(stream.view()) {
        stream = Ahead::new(Box::new(Narrow::new(stream, encoding)));
        stream.look(1)?;
    }
    let wide = wide::is_marked(stream.view());
    if let Some(frame) = Frame::of(&mut stream, hints)? {
        return Ok(Framed::Parts(stream, frame));
    }
    let mut reader = buffered(stream);
    let mut head = Head::default();
    let lines = !wide && has_lines(&mut reader, &mut head, hints)?;
    if lines {
        return Ok(Framed::Lines(Lines::new(head, reader, hints.limit)));
    }
    let known = hints.size.is_some_and(|size| size > hints.limit as u64);
    if known || head.passed > 0 {
        return Err(SourceError::TooLarge(hints.limit));
    }
    let mut head = head.bytes;
    let left = (hints.limit + 1).saturating_sub(head.len());
    reader.take(left as u64).read_to_end(&mut head)?;
    if head.len() > hints.limit {
        return Err(SourceError::TooLarge(hints.limit));
    }
    Ok(Framed::Whole(head))
}

fn buffered(stream: Ahead) -> BufReader<Stream> {
    BufReader::with_capacity(1 << 16, Box::new(stream))
}

/// Whether what begins like a file of another kind is but a bad record: every line is to be one, the second looks like one,
/// and the first is not the beginning of a file in which a record stands as it is.
pub(super) fn is_bad_line(start: &[u8], hints: Hints) -> bool {
    let mut lines = start.split(|&byte| byte == b'\n');
    let (first, second) = (lines.next().unwrap_or(&[]), lines.next().unwrap_or(&[]));
    (hints.named_lines || hints.format == Some(Format::Ndjson))
        && !first.contains(&b'{')
        && begins_record(second)
}

fn begins_record(line: &[u8]) -> bool {
    let text = line.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let text = text.trim_end();
    text.starts_with('{')
        && text.contains('"')
        && text.contains(':')
        && !text.contains(char::is_control)
}

/// What has been read of a stream to know whether every line is a record.
#[derive(Default)]
struct Head {
    /// How many lines have been passed over: the last of them was too long to be held, those before were blank.
    passed: u64,
    bytes: Vec<u8>,
}

/// Whether every line is a record.
fn has_lines(reader: &mut BufReader<impl Read>, head: &mut Head, hints: Hints) -> io::Result<bool> {
    match hints.format {
        Some(
            Format::Text | Format::Dump | Format::Html | Format::Feed | Format::Wxr | Format::Mail,
        ) => {
            return Ok(false);
        }
        Some(Format::Ndjson | Format::Wordpress) | None => {}
    }
    let limit = hints.limit;
    let first = next_line(reader, &mut head.bytes, limit)?;
    let line = &head.bytes[first..];
    if hints.named_lines || hints.format == Some(Format::Ndjson) {
        return Ok(!matches!(trimmed(line), b"{" | b"["));
    }
    if !trimmed(line).starts_with(b"{") {
        return records_follow(reader, &mut head.bytes, limit);
    }
    let complete = if line.len() > limit && !line.ends_with(b"\n") {
        pass_over(reader, head)?
    } else {
        is_object(line)
    };
    if complete && hints.live {
        return Ok(true);
    }
    let second = next_line(reader, &mut head.bytes, limit)?;
    let follows = trimmed(&head.bytes[second..]);
    Ok(follows.starts_with(b"{") && (complete || is_object(follows)))
}

/// So many lines behind a first one that is no record are asked what the others are, in so many bytes.
const VOTERS: usize = 16;
const VOTERS_BYTES: usize = 1 << 18;

/// Whether a first line that is no record stands before records: the next two are some, and most of the lines behind them.
/// A text about records has words behind them.
fn records_follow(
    reader: &mut BufReader<impl Read>,
    head: &mut Vec<u8>,
    limit: usize,
) -> io::Result<bool> {
    for _ in 0..2 {
        let ended = head.ends_with(b"\n");
        let line = next_line(reader, head, limit)?;
        if !ended || !is_record(&head[line..]) {
            return Ok(false);
        }
    }
    // Always as many lines, however much of a slow stream has come so far.
    let (mut all, mut records, start) = (0_usize, 0_usize, head.len());
    while all < VOTERS && head.len() - start < VOTERS_BYTES {
        let line = next_line(reader, head, limit)?;
        let line = trimmed(&head[line..]);
        if line.is_empty() {
            break;
        }
        all += 1;
        records += usize::from(line.starts_with(b"{"));
    }
    Ok(records * 2 >= all)
}

/// Whether a line is an object that holds an article, as far as its keys tell.
fn is_record(line: &[u8]) -> bool {
    let keys: [&[u8]; 3] = [b"\"text\"", b"\"article\"", b"\"content\""];
    is_object(line) && keys.iter().any(|key| memmem::find(line, key).is_some())
}

/// Passes over the rest of a line that is too long to be held; whether there is an end of it, and an object ends there.
fn pass_over(reader: &mut impl BufRead, head: &mut Head) -> io::Result<bool> {
    head.passed = 1 + memchr_iter(b'\n', &head.bytes).count() as u64;
    let mut last = head.bytes.trim_ascii_end().last().copied();
    head.bytes.clear();
    loop {
        let chunk = fill(reader)?;
        if chunk.is_empty() {
            return Ok(false);
        }
        let end = memchr(b'\n', chunk);
        let part = &chunk[..end.unwrap_or(chunk.len())];
        last = part.trim_ascii_end().last().copied().or(last);
        let taken = part.len() + usize::from(end.is_some());
        reader.consume(taken);
        if end.is_some() {
            return Ok(last == Some(b'}'));
        }
    }
}

/// Appends lines to `head` up to the next one that is not blank, and gives the place where that begins.
fn next_line(reader: &mut impl BufRead, head: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
    let before = head.len();
    loop {
        let start = head.len();
        let mut line = reader.by_ref().take(limit as u64 + 1);
        let read = line.read_until(b'\n', head)?;
        if read == 0 || start - before > limit || !trimmed(&head[start..]).is_empty() {
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
    /// The last line that has been passed over was too long, and that has not been said.
    passed: bool,
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
    fn new(head: Head, reader: BufReader<Stream>, limit: usize) -> Self {
        Self {
            reader: Cursor::new(head.bytes).chain(reader),
            number: head.passed,
            passed: head.passed > 0,
            limit,
        }
    }

    /// How long a line may be, in bytes.
    pub(super) const fn limit(&self) -> usize {
        self.limit
    }

    /// The next line, blank ones included; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        if mem::take(&mut self.passed) {
            return Ok(Some(Line::TooLong(self.number)));
        }
        let mut line = Vec::new();
        let (mut read, mut too_long) = (false, false);
        loop {
            let chunk = fill(&mut self.reader)?;
            if chunk.is_empty() {
                break;
            }
            read = true;
            let end = memchr(b'\n', chunk);
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

    /// Gives a byte at a time.
    struct Slow(&'static [u8]);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let few = buffer.len().min(1);
            self.0.read(&mut buffer[..few])
        }
    }

    #[test]
    fn slow_streams_are_framed_like_fast_ones() {
        let text = b"A title\n{\"text\": 1}\n{\"text\": 2}\nand words\nand more\n{\"text\": 3}\n";
        let records = b"null\n{\"text\": 1}\n{\"text\": 2}\n{\"text\": 3}\n";
        for (bytes, expected) in [(text.as_slice(), false), (records, true)] {
            let slow = frame(Ahead::new(Box::new(Slow(bytes))), FILE).unwrap();
            assert_eq!(matches!(slow, Framed::Lines(_)), expected);
            assert_eq!(lines(bytes, FILE).is_some(), expected);
        }
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
            b"A title\n{\"text\": 1}\nand words",
            b"A title\n{\"text\": 1}\n{\"text\": 2}\nand words\nand more",
            b"A title\n{\"@type\": \"Thing\"}\n{\"@type\": \"Thing\"}",
            b"",
            b"\xff\xfeA\0\n\0{\0}\0",
        ] {
            assert_eq!(lines(whole, FILE), None);
            assert_eq!(lines(whole, Hints { live: true, ..FILE }), None);
        }
    }

    #[test]
    fn a_bad_first_line_does_not_hide_the_records_after_it() {
        let bad_first = b"{\"a\": tru\n{\"a\":2}\n";
        assert_eq!(lines(bad_first, FILE).unwrap().len(), 2);
        for first in ["null", "Loading ...", "[]"] {
            let all = format!("{first}\n{{\"text\":1}}\n\n{{\"text\":2}}\n{{bad\n{{}}\n");
            assert_eq!(lines(all.leak().as_bytes(), FILE).unwrap().len(), 6);
        }
        let named = Hints {
            named_lines: true,
            ..FILE
        };
        assert_eq!(lines(b"null\n{}\n", named).unwrap().len(), 2);
        assert_eq!(lines(b"{\n\"a\": 1}\n", named), None);
    }

    #[test]
    fn records_in_utf_16_are_read_line_by_line() {
        let units = "\u{feff}{\"a\":1}\r\n{\"ä\":2}".encode_utf16();
        let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        let expected = ["{\"a\":1}\r", "{\"ä\":2}"];
        assert_eq!(lines(bytes.leak(), FILE).unwrap(), expected);
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
