//! Answers of servers as they were recorded: status, header, and a body that may be in chunks and packed.
//!
//! Crawlers differ in what they undo before they write, and many leave the header as it was. So a header is believed only
//! where the body bears it out.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use super::headers::Headers;
use crate::source::SourceError;
use crate::source::kind;
use crate::source::unpack::{Packing, unpack};

const NO_PAGE: &str = "answer of a server that is no page";
const NO_TEXT: &str = "file in a web archive that holds no article";

/// Types of content whose names begin so are never articles.
const NO_TEXTS: [&str; 8] = [
    "image/",
    "audio/",
    "video/",
    "font/",
    "text/css",
    "text/javascript",
    "text/vtt",
    "text/dns",
];

/// Other types than `text/…` whose names hold one of these may be articles.
const TEXTS: [&str; 5] = ["html", "xml", "json", "octet-stream", "text"];

/// How many encodings of one body are undone. Servers use one.
const MOST_ENCODINGS: usize = 4;

/// What a record holds.
pub(super) enum Answer {
    Document {
        bytes: Vec<u8>,
        /// The encoding that the server named.
        charset: Option<String>,
    },
    /// Something else, with the name of what it is.
    Other(&'static str),
    Broken(SourceError),
}

impl Answer {
    /// The content of a record, given its type.
    pub(super) fn of(bytes: Vec<u8>, media: &str) -> Self {
        let media = media.to_ascii_lowercase();
        let plain = media.split(';').next().unwrap_or("").trim();
        let texts = plain.is_empty() || TEXTS.iter().any(|part| plain.contains(part));
        if !texts
            || NO_TEXTS.iter().any(|start| plain.starts_with(start))
            || kind::by_content(&bytes).is_some()
        {
            return Self::Other(NO_TEXT);
        }
        let charset = media
            .split(';')
            .find_map(|part| part.trim().strip_prefix("charset="));
        let charset = charset.map(|name| name.trim_matches(['"', '\'', ' ']).to_owned());
        Self::Document { bytes, charset }
    }
}

/// Reads an answer; a page is at most `limit` bytes large.
pub(super) fn read(block: &[u8], limit: usize) -> Answer {
    let Some((headers, body)) = Headers::split(block) else {
        return Answer::Other(NO_PAGE);
    };
    let status = headers.first.split_whitespace().nth(1).unwrap_or("");
    if !status.starts_with('2') || body.trim_ascii().is_empty() {
        return Answer::Other(NO_PAGE);
    }
    let media = headers.get("content-type").unwrap_or("");
    let chunked = headers
        .get("transfer-encoding")
        .is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    let body = if chunked {
        joined(body)
    } else {
        Cow::Borrowed(body)
    };
    let encodings = headers.get("content-encoding").unwrap_or("");
    match decoded(body, encodings, limit) {
        Ok(bytes) => Answer::of(bytes, media),
        Err(error) => Answer::Broken(error),
    }
}

/// A body without the sizes of its chunks; as it is where it has none.
fn joined(body: &[u8]) -> Cow<'_, [u8]> {
    let mut all = Vec::new();
    let mut rest = body;
    while let Some((size, after)) = chunk_size(rest) {
        if size == 0 {
            return Cow::Owned(all);
        }
        let whole = size.min(after.len());
        all.extend_from_slice(&after[..whole]);
        rest = &after[whole..];
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
    }
    if all.is_empty() {
        return Cow::Borrowed(body);
    }
    // A size that is none: what follows may be the rest of the page.
    all.extend_from_slice(rest);
    Cow::Owned(all)
}

/// The size on the first line, `1a3f;extension`, and what follows that line.
fn chunk_size(body: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', body.get(..body.len().min(100))?)?;
    let line = std::str::from_utf8(&body[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16)
        .ok()
        .filter(|_| digits.len() <= 15)?;
    Some((size, &body[end + 1..]))
}

/// A body unpacked, the last encoding first.
fn decoded(body: Cow<'_, [u8]>, encodings: &str, limit: usize) -> Result<Vec<u8>, SourceError> {
    let mut bytes = body.into_owned();
    for encoding in encodings.rsplit(',').take(MOST_ENCODINGS) {
        let packing = match encoding.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Packing::Gzip,
            "deflate" => deflate(&bytes),
            "br" => Packing::Brotli,
            "zstd" => Packing::Zstd,
            _ => continue,
        };
        // What shows itself as another packing, or as a page, was packed otherwise, or is unpacked already.
        let marked = matches!(packing, Packing::Gzip | Packing::Zstd);
        if marked && Packing::of(&bytes) != Some(packing)
            || bytes.trim_ascii_start().starts_with(b"<")
        {
            continue;
        }
        bytes = unpacked(packing, bytes, limit)?;
    }
    Ok(bytes)
}

/// Which of the two things that servers call deflate it is: the frame of zlib begins with a sum that comes out even.
fn deflate(bytes: &[u8]) -> Packing {
    match bytes {
        [first, second, ..]
            if first & 0xf == 8 && (usize::from(*first) << 8 | usize::from(*second)) % 31 == 0 =>
        {
            Packing::Zlib
        }
        _ => Packing::Deflate,
    }
}

fn unpacked(packing: Packing, bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, SourceError> {
    let mut out = Vec::new();
    let stream = unpack(packing, Box::new(Cursor::new(bytes)));
    stream.take(limit as u64 + 1).read_to_end(&mut out)?;
    if out.len() > limit {
        return Err(SourceError::TooLarge(limit));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &[u8] = b"<p>The ferry sailed.</p>";

    fn answer(header: &str, body: &[u8]) -> Answer {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"Latin1\"\r\n{header}\r\n\r\n"
        );
        read(&[head.as_bytes(), body].concat(), 1000)
    }

    fn body(header: &str, body: &[u8]) -> String {
        match answer(header, body) {
            Answer::Document { bytes, charset } => {
                assert_eq!(charset.as_deref(), Some("latin1"));
                String::from_utf8_lossy(&bytes).into_owned()
            }
            Answer::Other(what) => what.to_owned(),
            Answer::Broken(error) => error.to_string(),
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn bodies_are_joined_and_unpacked_where_they_have_to_be() {
        let page = String::from_utf8_lossy(PAGE);
        assert_eq!(body("X: y", PAGE), page);
        let chunks = b"a\r\n<p>The fer\r\nE;x=y\r\nry sailed.</p>\r\n0\r\n\r\n";
        assert_eq!(body("Transfer-Encoding: chunked", chunks), page);
        assert_eq!(body("Content-Encoding: gzip", &gzip(PAGE)), page);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(PAGE).unwrap();
        assert_eq!(
            body("Content-Encoding: deflate", &zlib.finish().unwrap()),
            page
        );
        // 0x0b 0x02 0x80: brotli's way to say that the bytes follow as they are.
        let plain = [&[0x8b, 0x0b, 0x80][..], PAGE, &[3]].concat();
        assert_eq!(body("Content-Encoding: br", &plain), page);
    }

    #[test]
    fn a_header_that_the_crawler_left_behind_is_not_believed() {
        let page = String::from_utf8_lossy(PAGE);
        for header in [
            "Transfer-Encoding: chunked",
            "Content-Encoding: gzip, br",
            "Content-Encoding: deflate",
        ] {
            assert_eq!(body(header, PAGE), page, "{header}");
        }
        assert_eq!(
            body(
                "Transfer-Encoding: chunked",
                b"ffffffff\r\n<p>The ferry sailed.</p>"
            ),
            page
        );
        assert_eq!(
            body(
                "Transfer-Encoding: chunked",
                b"3\r\n<p>\r\nThe ferry sailed.</p>"
            ),
            page
        );
    }

    #[test]
    fn what_is_no_page_is_named() {
        assert_eq!(body("X: y", b""), NO_PAGE);
        assert_eq!(body("X: y", b"\x89PNG\r\n\x1a\n..."), NO_TEXT);
        assert!(matches!(
            Answer::of(vec![b'x'], "image/svg+xml"),
            Answer::Other(NO_TEXT)
        ));
        assert!(matches!(
            Answer::of(vec![b'x'], "application/pdf"),
            Answer::Other(NO_TEXT)
        ));
        assert!(matches!(
            Answer::of(vec![b'x'], "application/ld+json"),
            Answer::Document { .. }
        ));
        assert!(body("Content-Encoding: gzip", &gzip(&[b'x'; 2000])).contains("--max-size"));
        let mut damaged = gzip(PAGE);
        damaged.truncate(20);
        assert!(body("Content-Encoding: gzip", &damaged).contains("ends too early"));
    }
}
