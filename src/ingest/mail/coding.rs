//! How mails carry bytes and words in ASCII: quoted-printable and base64 (RFC 2045), encoded words in header lines (RFC 2047).
//! What is not written as it should be is taken over as it stands.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::ingest::{encoding, mojibake};

/// The bytes of a body by the name of its transfer encoding.
pub(super) fn body<'b>(bytes: &'b [u8], encoding: &str) -> Cow<'b, [u8]> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => Cow::Owned(quoted_printable(bytes)),
        "base64" => Cow::Owned(base64(bytes)),
        _ => Cow::Borrowed(bytes),
    }
}

/// The text of bytes by the name of their charset. UTF-8 is known as such whatever it is called.
pub(super) fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let text = match named {
        Some(named) if named != UTF_8 && std::str::from_utf8(bytes).is_err() => {
            named.decode_without_bom_handling(bytes).0
        }
        // ISO-2022-JP is ASCII to look at.
        Some(named) if named == encoding_rs::ISO_2022_JP => {
            named.decode_without_bom_handling(bytes).0
        }
        _ => encoding::decode(bytes),
    };
    mojibake::repair(text).into_owned()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(byte) = hex(rest) {
            out.push(byte);
            rest = &rest[2..];
        } else if let Some(next) = soft_break(rest) {
            rest = next;
        } else {
            out.push(b'=');
        }
    }
    out.extend_from_slice(rest);
    out
}

/// The byte that two hexadecimal digits at the start mean.
fn hex(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// What follows a line end, perhaps behind white space.
fn soft_break(bytes: &[u8]) -> Option<&[u8]> {
    let blank = bytes
        .iter()
        .take(8)
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    match bytes.get(blank) {
        Some(b'\n') => Some(&bytes[blank + 1..]),
        None => Some(&[]),
        Some(_) => None,
    }
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            // Padding ends a group; another one may follow.
            b'=' => {
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 1;
        // Six bits a letter: from the second one on, each completes a byte.
        if count > 1 {
            let spare = 8 - 2 * count;
            out.push((bits >> (spare & 7)) as u8);
        }
        count %= 4;
    }
    out
}

/// A header line with its encoded words decoded: `=?utf-8?Q?F=C3=A4hre?=`.
pub(super) fn words(line: &str) -> Cow<'_, str> {
    if !line.contains("=?") {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    // A letter may be cut in two between words: bytes are joined before they are decoded.
    let mut open: Option<(&str, Vec<u8>)> = None;
    let mut rest = line;
    while let Some((before, word, after)) = next_word(rest) {
        if !before.trim().is_empty() || open.is_none() {
            flush(&mut out, open.take());
            out.push_str(before);
        }
        match &mut open {
            Some((charset, bytes)) if charset.eq_ignore_ascii_case(word.charset) => {
                bytes.extend_from_slice(&word.bytes);
            }
            _ => {
                flush(&mut out, open.take());
                open = Some((word.charset, word.bytes));
            }
        }
        rest = after;
    }
    flush(&mut out, open);
    out.push_str(rest);
    Cow::Owned(out)
}

fn flush(out: &mut String, word: Option<(&str, Vec<u8>)>) {
    if let Some((charset, bytes)) = word {
        out.push_str(&text(&bytes, Some(charset)));
    }
}

struct Word<'l> {
    charset: &'l str,
    bytes: Vec<u8>,
}

/// The next encoded word, with what stands before and behind it.
fn next_word(line: &str) -> Option<(&str, Word<'_>, &str)> {
    let mut from = 0;
    while let Some(found) = line[from..].find("=?") {
        let start = from + found;
        if let Some((word, end)) = word(&line[start + 2..]) {
            return Some((&line[..start], word, &line[start + 2 + end..]));
        }
        from = start + 2;
    }
    None
}

/// An encoded word behind its first mark, and where it ends.
fn word(text: &str) -> Option<(Word<'_>, usize)> {
    /// Words are 75 letters long at most; some programs write longer ones.
    const LONGEST: usize = 2000;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let (charset, rest) = text.split_once('?')?;
    let (kind, rest) = rest.split_once('?')?;
    let (content, after) = rest.split_once("?=")?;
    let bytes = match kind {
        "B" | "b" => base64(content.as_bytes()),
        "Q" | "q" => quoted_printable(content.replace('_', " ").as_bytes()),
        _ => return None,
    };
    // RFC 2231 lets the language follow: `utf-8*en`.
    let charset = charset.split('*').next().unwrap_or(charset);
    let named = !charset.is_empty() && !charset.contains(char::is_whitespace);
    named.then(|| (Word { charset, bytes }, text.len() - after.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, encoding: &str) -> String {
        String::from_utf8(body(text.as_bytes(), encoding).into_owned()).unwrap()
    }

    #[test]
    fn bodies_are_decoded() {
        for (text, expected) in [
            ("F=C3=A4hre f=\r\n=C3=A4hrt =3D ja", "Fähre fährt = ja"),
            ("a=  \nb", "ab"),
            ("1=1 and =ZZ=", "1=1 and =ZZ"),
        ] {
            assert_eq!(plain(text, "Quoted-Printable"), expected, "{text}");
        }
        for (text, expected) in [
            ("VGhl\r\nIGZlcnJ5", "The ferry"),
            ("VGhlIGZlcnI=", "The ferr"),
            ("VGhlIGZlcg==", "The fer"),
            ("VGhlIGZlcg", "The fer"),
            ("VGhl=IGZlcg==", "The fer"),
        ] {
            assert_eq!(plain(text, "base64"), expected, "{text}");
        }
        assert_eq!(plain("as it =3D is", "8bit"), "as it =3D is");
    }

    #[test]
    fn charsets_are_read() {
        assert_eq!(text(b"F\xe4hre", Some("iso-8859-1")), "Fähre");
        assert_eq!(text("Fähre".as_bytes(), Some("iso-8859-1")), "Fähre");
        assert_eq!(text("Fähre".as_bytes(), Some("no-such-charset")), "Fähre");
        assert_eq!(text(b"\x1b$B$\"\x1b(B", Some("iso-2022-jp")), "あ");
    }

    #[test]
    fn encoded_words_are_decoded_and_joined() {
        for (line, expected) in [
            (
                "=?utf-8?Q?F=C3=A4hre_f=C3=A4hrt?= wieder",
                "Fähre fährt wieder",
            ),
            (
                "Re: =?UTF-8?B?RsOkaHJl?= =?UTF-8?B?IGbDpGhydA==?=",
                "Re: Fähre fährt",
            ),
            ("=?utf-8?Q?F=C3?= =?utf-8?Q?=A4hre?=", "Fähre"),
            ("=?iso-8859-1?q?F=E4hre?= (=?utf-8*de?q?ja?=)", "Fähre (ja)"),
            (
                "1 =? 2, =?x?= and =?utf-8?X?a?=",
                "1 =? 2, =?x?= and =?utf-8?X?a?=",
            ),
            ("plain", "plain"),
        ] {
            assert_eq!(words(line), expected, "{line}");
        }
    }
}
