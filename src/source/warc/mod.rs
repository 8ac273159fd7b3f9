//! Web archives (WARC 0.17 to 1.1): records of header lines and as many bytes as those say, one after another.
//!
//! A record is named by its number in the file, from 1, all kinds of records counted. Archives that were cut off while they
//! were written, damaged members of `.warc.gz` and wrong lengths cost the records that they hit: reading goes on with the
//! next one that is found.

mod headers;
mod http;

use std::io;

use super::SourceError;
use super::ahead::Ahead;
use super::archive::{Archive, Step};
use crate::model::Capture;
use headers::Headers;
use http::Answer;

const CUT: &str = "the web archive ends in the middle of it; fetch it again";
const WRONG_LENGTH: &str = "its length is not what its header says; it was passed over";
const NO_HEADER: &str =
    "no header of a record is found here; the bytes up to the next one were passed over";
const NO_LENGTH: &str = "its header gives no valid length; it was passed over";

/// How long the header of a record may be.
const LONGEST_HEADER: usize = 256 << 10;

/// A web archive.
pub(super) struct Warc {
    input: Ahead,
    /// How large a page may be.
    limit: usize,
    number: u64,
    /// Something was wrong and has been said: nothing is until a record is found again.
    lost: bool,
    ended: bool,
}

impl Warc {
    /// Whether bytes begin a web archive.
    pub(super) fn begins(head: &[u8]) -> bool {
        matches!(head, [b'W', b'A', b'R', b'C', b'/', b'0' | b'1', b'.', ..])
    }

    pub(super) const fn new(input: Ahead, limit: usize) -> Self {
        Self {
            input,
            limit,
            number: 0,
            lost: false,
            ended: false,
        }
    }

    /// Goes to the next record and reads it; nothing where there is no more.
    fn step(&mut self) -> Result<Option<Step>, SourceError> {
        if !self.find()? {
            return Ok(None);
        }
        self.lost = false;
        self.number += 1;
        let headers = Headers::read(&mut self.input, LONGEST_HEADER)?;
        let headers = headers.ok_or(SourceError::Archive(NO_HEADER))?;
        let length = headers
            .get("content-length")
            .and_then(|length| length.parse().ok());
        let length: u64 = length.ok_or(SourceError::Archive(NO_LENGTH))?;
        Ok(Some(match self.body(length)? {
            Some(body) => self.page(&headers, body),
            None => self.failed(SourceError::TooLarge(self.limit)),
        }))
    }

    /// Goes to where a record begins; false at the end of the file.
    fn find(&mut self) -> Result<bool, SourceError> {
        loop {
            let blank = self.blank()?;
            let ahead = self.input.look(8)?;
            if ahead.is_empty() || Self::begins(ahead) {
                return Ok(!ahead.is_empty());
            }
            if !self.lost {
                return Err(SourceError::Archive(NO_HEADER));
            }
            if !blank && !self.scan()? {
                return Ok(false);
            }
        }
    }

    /// Passes over white space between records; tells whether there was any.
    fn blank(&mut self) -> io::Result<bool> {
        let mut any = false;
        loop {
            let ahead = self.input.look(1)?;
            let blanks = ahead
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            if blanks == 0 {
                return Ok(any);
            }
            any = true;
            self.input.consume(blanks);
        }
    }

    /// Passes over bytes up to the next line that begins a record; false at the end.
    fn scan(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.input.look(16)?;
            if let Some(at) = next_record(ahead) {
                self.input.consume(at);
                return Ok(true);
            }
            let (here, last) = (ahead.len(), ahead.len() < 16);
            // The beginning of a record may lie on the edge.
            self.input.consume(if last { here } else { here - 8 });
            if last || !self.input.more()? {
                self.input.consume(here);
                return Ok(false);
            }
        }
    }

    /// The bytes of the record; nothing where they are too many.
    fn body(&mut self, length: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let wanted = usize::try_from(length).unwrap_or(usize::MAX);
        let most = wanted.min(self.limit + 1);
        self.input.look(most)?;
        let fits = wanted <= self.limit && self.input.view().len() >= wanted;
        let whole = fits && self.is_closed(wanted)?;
        let here = self.input.view();
        let here = &here[..here.len().min(most)];
        if whole {
            let body = here.to_vec();
            self.input.consume(wanted);
            return Ok(Some(body));
        }
        // A length beyond the end of the record, of the file, or of any page hides the records behind it.
        let (seen, next) = (here.len(), next_record(here));
        self.input.consume(next.unwrap_or(seen));
        if fits || next.is_some() {
            return Err(SourceError::Archive(WRONG_LENGTH));
        }
        if seen < most || !self.input.skip(length - seen as u64)? {
            self.ended = true;
            return Err(SourceError::Archive(CUT));
        }
        Ok(None)
    }

    /// Whether a record of that length ends there.
    fn is_closed(&mut self, length: usize) -> io::Result<bool> {
        let ahead = self.input.look(length + 1)?;
        let next = ahead.get(length);
        Ok(next.is_none_or(|byte| b"\r\n".contains(byte)))
    }

    /// The page that a record holds.
    fn page(&self, headers: &Headers, body: Vec<u8>) -> Step {
        let kind = headers.get("warc-type").unwrap_or("");
        let media = headers.get("content-type").unwrap_or("");
        let mut capture = Capture {
            url: headers.get("warc-target-uri").map(unbracketed),
            fetched: headers.get("warc-date").map(str::to_owned),
            charset: None,
        };
        let answer = match kind.to_ascii_lowercase().as_str() {
            "response" if media.starts_with("application/http") || body.starts_with(b"HTTP/") => {
                http::read(&body, self.limit)
            }
            "response" | "resource" | "conversion" => Answer::of(body, media),
            "request" => return Step::Skipped("request in a web archive"),
            "revisit" => return Step::Skipped("revisit of a page in a web archive"),
            _ => return Step::Skipped("note in a web archive"),
        };
        match answer {
            Answer::Document { bytes, charset } => {
                capture.charset = charset;
                Step::Page {
                    name: self.number.to_string(),
                    bytes,
                    capture,
                }
            }
            Answer::Other(what) => Step::Skipped(what),
            Answer::Broken(error) => self.failed(error),
        }
    }

    fn failed(&self, error: SourceError) -> Step {
        Step::Failed(Some(self.number.to_string()), error)
    }
}

impl Archive for Warc {
    fn next(&mut self) -> Option<Step> {
        while !self.ended {
            let (lost, number) = (self.lost, self.number);
            match self.step() {
                Ok(step) => {
                    self.ended = step.is_none();
                    return step;
                }
                Err(error) => {
                    self.lost = true;
                    self.ended |= is_final(&error);
                    if matches!(error, SourceError::Io(_)) {
                        // What stands before the damage is not to be joined to what stands behind it.
                        self.input.consume(self.input.view().len());
                    }
                    if !lost || self.number > number {
                        let begun = self.number > number;
                        return Some(Step::Failed(begun.then(|| self.number.to_string()), error));
                    }
                }
            }
        }
        None
    }
}

/// Whether nothing comes behind an error.
fn is_final(error: &SourceError) -> bool {
    match error {
        SourceError::Io(error) => {
            error.kind() != io::ErrorKind::InvalidData
                && error.kind() != io::ErrorKind::InvalidInput
        }
        _ => false,
    }
}

/// Where a line begins that opens a record.
fn next_record(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, b"\nWARC/")
        .map(|at| at + 1)
        .find(|&at| Warc::begins(&bytes[at..]))
}

/// Old archives put addresses in angle brackets.
fn unbracketed(address: &str) -> String {
    address
        .trim_start_matches('<')
        .trim_end_matches('>')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn record(kind: &str, length: Option<usize>, block: &str) -> String {
        let length = length.unwrap_or(block.len());
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://quay.example/{kind}>\r\n\
             WARC-Date: 2025-06-21T10:00:00Z\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    }

    fn page(body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}")
    }

    /// Numbers and bodies, or what is wrong.
    fn read(archive: &str) -> Vec<String> {
        let input = Ahead::new(Box::new(Cursor::new(archive.as_bytes().to_vec())));
        let mut warc = Warc::new(input, 10_000);
        let mut all = Vec::new();
        while let Some(step) = warc.next() {
            all.push(match step {
                Step::Page {
                    name,
                    bytes,
                    capture,
                } => {
                    assert!(
                        capture
                            .url
                            .is_some_and(|url| url.starts_with("https://quay"))
                    );
                    format!("{name} {}", String::from_utf8(bytes).unwrap())
                }
                Step::Skipped(what) => format!("({what})"),
                Step::Failed(name, error) => {
                    format!("{} ! {error}", name.as_deref().unwrap_or("?"))
                }
                Step::Member { .. } => panic!(),
            });
        }
        all
    }

    #[test]
    fn pages_are_told_from_other_records() {
        let archive = [
            record("warcinfo", None, "software: x"),
            record("request", None, "GET / HTTP/1.1\r\n\r\n"),
            record("response", None, &page("<p>One")),
            record("resource", None, "Two"),
            record("response", None, "HTTP/1.1 404 Not Found\r\n\r\n<p>No"),
        ];
        assert_eq!(
            read(&archive.concat()),
            [
                "(note in a web archive)",
                "(request in a web archive)",
                "3 <p>One",
                "4 Two",
                "(answer of a server that is no page)",
            ]
        );
    }

    /// Gives some bytes, then an error, then the rest.
    struct Damaged(Vec<io::Result<Vec<u8>>>);

    impl io::Read for Damaged {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.pop() {
                None => Ok(0),
                Some(Err(error)) => Err(error),
                Some(Ok(mut bytes)) => {
                    let rest = bytes.split_off(bytes.len().min(buffer.len()));
                    buffer[..bytes.len()].copy_from_slice(&bytes);
                    if !rest.is_empty() {
                        self.0.push(Ok(rest));
                    }
                    Ok(bytes.len())
                }
            }
        }
    }

    #[test]
    fn what_stands_before_damage_is_not_joined_to_what_stands_behind() {
        let bad = record("lost", None, &page("<p>Lost"));
        let good = record("response", None, &page("<p>Found"));
        for cut in 1..bad.len() {
            let mut parts = vec![
                Ok(bad.as_bytes()[..cut].to_vec()),
                Err(io::ErrorKind::InvalidData.into()),
                Ok(good.as_bytes().to_vec()),
            ];
            parts.reverse();
            let mut warc = Warc::new(Ahead::new(Box::new(Damaged(parts))), 10_000);
            let steps = std::iter::from_fn(|| warc.next());
            let pages = steps.filter_map(|step| match step {
                Step::Page { bytes, capture, .. } => {
                    let url = capture.url.unwrap_or_default();
                    Some((url, String::from_utf8_lossy(&bytes).into_owned()))
                }
                _ => None,
            });
            let found = (
                "https://quay.example/response".to_owned(),
                "<p>Found".to_owned(),
            );
            assert_eq!(pages.collect::<Vec<_>>(), [found], "{cut}");
        }
    }

    #[test]
    fn wrong_lengths_cost_only_their_record() {
        let good = record("response", None, &page("<p>One"));
        for length in [usize::MAX, 9_000, 20, page("<p>Bad").len() + 40] {
            let bad = record("response", Some(length), &page("<p>Bad"));
            let all = read(&[bad, good.clone()].concat());
            assert_eq!(
                all,
                [format!("1 ! {WRONG_LENGTH}"), "2 <p>One".to_owned()],
                "{length}"
            );
        }
        let none =
            record("response", None, &page("x")).replace("Content-Length: ", "Content-Length: -");
        let all = read(&[none, good.clone()].concat());
        assert_eq!(all, [format!("1 ! {NO_LENGTH}"), "2 <p>One".to_owned()]);
        let large = record("response", None, &page(&"x".repeat(20_000)));
        let all = read(&[large, good].concat());
        assert!(
            all[0].contains("--max-size") && all[1] == "2 <p>One",
            "{all:?}"
        );
    }

    #[test]
    fn an_archive_that_is_cut_short_gives_its_whole_records() {
        let good = record("response", None, &page("<p>One"));
        let cut = &record("response", None, &page("<p>Two"))[..190];
        assert_eq!(
            read(&[&good, cut].concat()),
            ["1 <p>One".to_owned(), format!("2 ! {CUT}")]
        );
    }

    #[test]
    fn rubbish_between_records_is_said_once() {
        let good = record("response", None, &page("<p>One"));
        let all = read(&[&good, "rubbish\nmore\n", &good, &good].concat());
        assert_eq!(all[1], format!("? ! {NO_HEADER}"));
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn endless_headers_end() {
        let endless = format!("WARC/1.0\r\n{}", "X-A: b\r\n".repeat(100_000));
        assert_eq!(read(&endless).len(), 1);
    }
}
