//! Marks of UTF-16 and UTF-32: which of them are true. Two odd bytes before a text of another encoding are none.
//!
//! Some shells write UTF-16 into files. Of JSON, that is made UTF-8 as it is read, so that its lines can be told apart.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

/// How many bytes behind a mark are looked at.
const SEEN: usize = 512;

/// How many bytes are made UTF-8 at once.
const CHUNK: usize = 1 << 13;

/// Whether the bytes begin with the mark of UTF-16 or UTF-32, in which a byte 10 is not always a line end.
pub(super) fn is_marked(start: &[u8]) -> bool {
    length(start).is_some()
}

/// The length of the mark with which bytes begin that are in no such encoding.
#[must_use]
pub fn false_mark(bytes: &[u8]) -> Option<usize> {
    let length = length(bytes)?;
    let behind = &bytes[length..];
    let plain = is_plain(&behind[..behind.len().min(SEEN)]);
    plain.then_some(length)
}

/// The encoding of bytes that begin with the mark of UTF-16 and then an object.
pub(super) fn of_json(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [0xff, 0xfe, b'{', 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, 0, b'{', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// A stream that is read as UTF-8, without a mark.
pub(super) struct Narrow<R> {
    stream: R,
    decoder: Decoder,
    text: Vec<u8>,
    /// How much of the text has been given.
    at: usize,
    ended: bool,
}

impl<R: Read> Narrow<R> {
    pub(super) fn new(stream: R, encoding: &'static Encoding) -> Self {
        Self {
            stream,
            decoder: encoding.new_decoder_with_bom_removal(),
            text: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// Reads what comes next.
    fn more(&mut self) -> io::Result<()> {
        let mut bytes = [0; CHUNK];
        let read = self.stream.read(&mut bytes)?;
        self.ended = read == 0;
        // Three bytes at most come of two, and a few of what was left over before.
        self.text.resize(2 * CHUNK, 0);
        let decoded = self
            .decoder
            .decode_to_utf8(&bytes[..read], &mut self.text, self.ended);
        self.text.truncate(decoded.2);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            self.more()?;
        }
        let count = buffer.len().min(self.text.len() - self.at);
        buffer[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

fn length(start: &[u8]) -> Option<usize> {
    match start {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some(4),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some(2),
        _ => None,
    }
}

/// Whether bytes read as a text of single bytes, or as UTF-8, and do not have the zeros of wide encodings.
fn is_plain(bytes: &[u8]) -> bool {
    let is_text = |byte: &&u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let foreign = |byte: &u8| matches!(byte, 0..=8 | 11..=12 | 14..=31 | 127);
    let known = bytes.iter().filter(is_text).count();
    // Chinese without any Latin letter has no zeros either, and half of its bytes at most are such letters.
    let utf_8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    bytes.len() >= 4 && !bytes.iter().any(foreign) && (utf_8 || known * 10 >= bytes.len() * 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> [Vec<u8>; 2] {
        let text = format!("\u{feff}{text}");
        let units = || text.encode_utf16();
        [
            units().flat_map(u16::to_le_bytes).collect(),
            units().flat_map(u16::to_be_bytes).collect(),
        ]
    }

    #[test]
    fn true_marks_stay() {
        for text in [
            "The ferry sailed.",
            "{\"text\": 1}\n{}",
            "渡轮将于星期一恢复运行港口办公室在一份声明中说",
            "Паром",
            "한국",
            "",
            "a",
        ] {
            for bytes in marked(text) {
                assert_eq!(false_mark(&bytes), None, "{text}");
                assert!(is_marked(&bytes));
            }
        }
        let wide = "\u{feff}The ferry".chars();
        let wide: Vec<u8> = wide.flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(false_mark(&wide), None);
    }

    /// Gives one byte at a time.
    struct Slow<R>(R);

    impl<R: Read> Read for Slow<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(1);
            self.0.read(&mut buffer[..count])
        }
    }

    #[test]
    fn utf_16_is_read_as_utf_8() {
        let text = "{\"title\": \"Fähre 渡轮 😀\"}\n".repeat(20);
        for bytes in marked(&text) {
            let encoding = of_json(&bytes).unwrap();
            let (mut read, stream) = (String::new(), Slow(&*bytes));
            let mut narrow = Narrow::new(stream, encoding);
            narrow.read_to_string(&mut read).unwrap();
            assert!(read == text && narrow.read(&mut [0; 9]).unwrap() == 0);
        }
    }

    #[test]
    fn odd_bytes_before_a_text_are_no_mark() {
        for (mark, text) in [
            (&b"\xff\xfe"[..], &b"\n{\"text\": \"The ferry\"}"[..]),
            (b"\xfe\xff", b"{\"text\": \"The ferry\"}\n"),
            (b"\xff\xfe\0\0", b"\n{\"text\": \"The ferry\"}"),
            (b"\0\0\xfe\xff", b"\nThe ferry"),
            (b"\xff\xfe", b"Se\xf1or Alba said that the ferry sailed."),
            (b"\xff\xfe", "\nПаром снова пойдёт".as_bytes()),
        ] {
            assert_eq!(false_mark(&[mark, text].concat()), Some(mark.len()));
        }
        assert_eq!(false_mark(b"The ferry"), None);
    }
}
