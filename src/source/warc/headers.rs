//! Header lines, as WARC and HTTP have them: `Name: value`, ended by a blank line.

use std::io;

use crate::source::ahead::Ahead;

/// The lines of a header, by name.
pub(super) struct Headers {
    /// The line before the named ones: a version, or a status.
    pub(super) first: String,
    /// Names in small letters.
    fields: Vec<(String, String)>,
}

impl Headers {
    /// Takes a header off a stream; nothing where it does not end within `longest` bytes.
    pub(super) fn read(input: &mut Ahead, longest: usize) -> io::Result<Option<Self>> {
        let mut seen = 0;
        loop {
            let ahead = input.view();
            if let Some(end) = end(ahead, seen) {
                let headers = Self::parse(&ahead[..end]);
                input.consume(end);
                return Ok(Some(headers));
            }
            seen = ahead.len();
            if seen > longest || !input.more()? {
                input.consume(seen.min(longest));
                return Ok(None);
            }
        }
    }

    /// The header that bytes begin with, and what follows it.
    pub(super) fn split(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let end = end(bytes, 0)?;
        Some((Self::parse(&bytes[..end]), &bytes[end..]))
    }

    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let first = lines.next().unwrap_or("").trim().to_owned();
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            // A line that begins with white space goes on with the value before.
            if line.starts_with([' ', '\t'])
                && let Some((_, value)) = fields.last_mut()
            {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self { first, fields }
    }

    /// The value of the first field of that name, which is given in small letters.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Where a header ends, behind its blank line. The first `seen` bytes are known to hold no end.
fn end(bytes: &[u8], seen: usize) -> Option<usize> {
    let from = seen.saturating_sub(3);
    memchr::memchr_iter(b'\n', &bytes[from..]).find_map(|at| match &bytes[from + at + 1..] {
        [b'\n', ..] => Some(from + at + 2),
        [b'\r', b'\n', ..] => Some(from + at + 3),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_name_and_may_be_folded() {
        let (headers, rest) = Headers::split(
            b"HTTP/1.1 200 OK\r\nX-A:  b\r\n  c\r\nodd\r\nContent-Type:text/html\r\n\r\nbody\n\n",
        )
        .unwrap();
        assert_eq!(headers.first, "HTTP/1.1 200 OK");
        assert_eq!(headers.get("x-a"), Some("b c"));
        assert_eq!(headers.get("content-type"), Some("text/html"));
        assert_eq!((headers.get("odd"), rest), (None, &b"body\n\n"[..]));
        assert!(Headers::split(b"X: y\r\n").is_none());
    }

    #[test]
    fn a_header_is_taken_off_a_stream() {
        let mut input = Ahead::new(Box::new(&b"WARC/1.0\nA: b\n\nrest"[..]));
        let headers = Headers::read(&mut input, 100).unwrap().unwrap();
        assert_eq!(
            (headers.first.as_str(), headers.get("a")),
            ("WARC/1.0", Some("b"))
        );
        assert_eq!(input.gather(9).unwrap(), b"rest");
        let mut endless = Ahead::new(Box::new(&[b'a'; 300_000][..]));
        assert!(Headers::read(&mut endless, 100).unwrap().is_none());
    }
}
