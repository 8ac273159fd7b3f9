//! Tar archives: blocks of 512 bytes, a header before each file. POSIX (`pax`), GNU and the old forms.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Archive, Step};
use crate::source::SourceError;
use crate::source::ahead::Ahead;

const BLOCK: usize = 512;

/// The longest name, or list of attributes, that is read.
const LONGEST_NAME: u64 = 1 << 16;

const CUT: &str = "the archive ends in the middle of it; fetch it again";

/// A tar archive.
pub(in crate::source) struct Tar {
    shelf: Arc<Mutex<Shelf>>,
    ended: bool,
}

/// The stream, of which the member that is being read holds a part.
struct Shelf {
    stream: Ahead,
    /// How much of the member has not been read.
    left: u64,
    /// How many bytes fill up its last block.
    padding: u64,
    /// The stream ended inside of a member, and that has been said.
    cut: bool,
}

/// The member that is being read.
struct Member(Arc<Mutex<Shelf>>);

/// What a header says.
struct Header {
    name: String,
    size: u64,
    kind: u8,
}

impl Tar {
    /// Whether bytes begin a tar archive: its first header adds up to the sum it gives.
    pub(in crate::source) fn begins(head: &[u8]) -> bool {
        head.get(..BLOCK)
            .is_some_and(|block| block[0] != 0 && is_sound(block))
    }

    pub(in crate::source) fn new(stream: Ahead) -> Self {
        let shelf = Shelf {
            stream,
            left: 0,
            padding: 0,
            cut: false,
        };
        Self {
            shelf: Arc::new(Mutex::new(shelf)),
            ended: false,
        }
    }

    /// The next file; nothing at the end.
    fn step(&mut self) -> Result<Option<Step>, SourceError> {
        let (mut long_name, mut long_size) = (None, None);
        loop {
            let mut shelf = lock(&self.shelf);
            if shelf.cut {
                return Ok(None);
            }
            let Some(header) = shelf.header()? else {
                return Ok(None);
            };
            match header.kind {
                b'L' => long_name = Some(terminated(&shelf.contents(header.size)?)),
                b'x' => {
                    let attributes = shelf.contents(header.size)?;
                    long_name = attribute(&attributes, "path").or(long_name);
                    long_size = attribute(&attributes, "size").and_then(|size| size.parse().ok());
                }
                b'0' | b'7' | 0 if !header.name.ends_with('/') => {
                    let size = long_size.unwrap_or(header.size);
                    shelf.begin(size);
                    drop(shelf);
                    return Ok(Some(Step::Member {
                        name: long_name.unwrap_or(header.name),
                        stream: Box::new(Member(Arc::clone(&self.shelf))),
                        size,
                    }));
                }
                kind => {
                    shelf.begin(header.size);
                    (long_name, long_size) = (None, None);
                    if matches!(kind, b'1'..=b'4' | b'6') {
                        return Ok(Some(Step::Skipped("link or device in an archive")));
                    }
                }
            }
        }
    }
}

impl Archive for Tar {
    fn next(&mut self) -> Option<Step> {
        if self.ended {
            return None;
        }
        let step = self.step();
        self.ended = !matches!(step, Ok(Some(_)));
        match step {
            Ok(step) => step,
            Err(error) => Some(Step::Failed(None, error)),
        }
    }
}

impl Shelf {
    /// The next header, behind what is left of the member before; nothing at the end.
    fn header(&mut self) -> Result<Option<Header>, SourceError> {
        if !self.stream.skip(self.left + self.padding)? {
            return Err(SourceError::Archive(CUT));
        }
        (self.left, self.padding) = (0, 0);
        let block = self.stream.gather(BLOCK)?;
        if block.is_empty() || block.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        if block.len() < BLOCK {
            return Err(SourceError::Archive(CUT));
        }
        let damaged =
            SourceError::Archive("the tar archive is damaged from here on; fetch it again");
        let size = number(&block[124..136])
            .filter(|_| is_sound(&block))
            .ok_or(damaged)?;
        let mut name = terminated(&block[..100]);
        if block[257..].starts_with(b"ustar\0") && block[345] != 0 {
            name = format!("{}/{name}", terminated(&block[345..500]));
        }
        Ok(Some(Header {
            name,
            size,
            kind: block[156],
        }))
    }

    fn begin(&mut self, size: u64) {
        self.left = size.min(u64::MAX >> 1);
        self.padding = self.left.next_multiple_of(BLOCK as u64) - self.left;
    }

    /// The contents of a member that describes the next one.
    fn contents(&mut self, size: u64) -> Result<Vec<u8>, SourceError> {
        self.begin(size);
        let wanted = usize::try_from(size.min(LONGEST_NAME)).unwrap_or(0);
        let contents = self.stream.gather(wanted)?;
        self.left -= contents.len() as u64;
        Ok(contents)
    }
}

impl Read for Member {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut shelf = lock(&self.0);
        let most = usize::try_from(shelf.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if most == 0 {
            return Ok(0);
        }
        let read = shelf.stream.read(&mut buffer[..most])?;
        if read == 0 {
            shelf.cut = true;
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, CUT));
        }
        shelf.left -= read as u64;
        Ok(read)
    }
}

fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the bytes of a header add up to the sum that it gives, with blanks in the place of the sum.
fn is_sound(block: &[u8]) -> bool {
    let (before, after) = (&block[..148], &block[156..BLOCK]);
    let sum: u64 = before
        .iter()
        .chain(after)
        .map(|&byte| u64::from(byte))
        .sum();
    number(&block[148..156]) == Some(sum + 8 * 32)
}

/// A number: octal digits, or, where the first bit is set, bytes.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let rest = &field[1..];
        let (high, low) = rest.split_at(rest.len().saturating_sub(8));
        let sound = field[0] == 0x80 && high.iter().all(|&byte| byte == 0);
        return sound.then(|| low.iter().fold(0, |all, &byte| all << 8 | u64::from(byte)));
    }
    let digits = terminated(field);
    u64::from_str_radix(digits.trim(), 8).ok()
}

/// The text before the first NUL.
fn terminated(field: &[u8]) -> String {
    let end = memchr::memchr(0, field).unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

/// An attribute of a `pax` header: lines `LENGTH KEY=VALUE`, whose length counts all of the line.
fn attribute(lines: &[u8], wanted: &str) -> Option<String> {
    let mut rest = lines;
    loop {
        let space = memchr::memchr(b' ', rest)?;
        let length: usize = std::str::from_utf8(&rest[..space]).ok()?.parse().ok()?;
        let line = rest.get(space + 1..length)?;
        if let Some(value) = line
            .strip_prefix(wanted.as_bytes())
            .and_then(|v| v.strip_prefix(b"="))
        {
            return Some(String::from_utf8_lossy(value.trim_ascii_end()).into_owned());
        }
        rest = &rest[length..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str, size: usize, kind: u8) -> Vec<u8> {
        let mut block = vec![0; BLOCK];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
        block[156] = kind;
        block[257..263].copy_from_slice(b"ustar\0");
        block[148..156].fill(b' ');
        let sum: u64 = block.iter().map(|&byte| u64::from(byte)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        block
    }

    fn file(name: &str, content: &str, kind: u8) -> Vec<u8> {
        let mut all = header(name, content.len(), kind);
        all.extend_from_slice(content.as_bytes());
        all.resize(all.len().next_multiple_of(BLOCK), 0);
        all
    }

    /// Names and contents, or what is wrong.
    fn read(archive: Vec<u8>) -> Vec<String> {
        let mut ahead = Ahead::new(Box::new(io::Cursor::new(archive)));
        ahead.look(BLOCK).unwrap();
        assert!(Tar::begins(ahead.view()));
        let mut tar = Tar::new(ahead);
        let mut all = Vec::new();
        while let Some(step) = tar.next() {
            all.push(match step {
                Step::Member {
                    name, mut stream, ..
                } => {
                    let mut text = String::new();
                    match stream.read_to_string(&mut text) {
                        Ok(_) => format!("{name}: {text}"),
                        Err(error) => format!("{name}! {error}"),
                    }
                }
                Step::Skipped(what) => format!("({what})"),
                Step::Failed(_, error) => format!("! {error}"),
                Step::Page { .. } => panic!(),
            });
        }
        all
    }

    #[test]
    fn numbers_are_octal_digits_or_bytes() {
        assert_eq!(number(b"0000644\0"), Some(0o644));
        assert_eq!(number(&[0x80, 0, 0, 0, 0, 0, 1, 2]), Some(258));
        assert_eq!(number(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]), Some(258));
        assert_eq!(number(&[0xe2, 0x80, 0x99, b's', 0, 0, 0, 0]), None);
    }

    #[test]
    fn files_come_with_their_names() {
        let long = format!("{}/c.txt", "d".repeat(120));
        let pax = format!("{} path={long}\n", long.len() + 10);
        let archive = [
            file("a.txt", "one", b'0'),
            file("folder/", "", b'5'),
            file("b.txt", "", 0),
            file("link", "", b'2'),
            file("././@LongLink", &format!("{long}\0"), b'L'),
            file("cut-name", "two", b'0'),
            file("PaxHeader", &pax, b'x'),
            file("cut-name", "three", b'0'),
            vec![0; 2 * BLOCK],
        ];
        assert_eq!(
            read(archive.concat()),
            [
                "a.txt: one".to_owned(),
                "b.txt: ".to_owned(),
                "(link or device in an archive)".to_owned(),
                format!("{long}: two"),
                format!("{long}: three"),
            ]
        );
    }

    #[test]
    fn a_member_that_is_not_read_is_passed_over() {
        let archive = [file("a", &"x".repeat(2000), b'0'), file("b", "two", b'0')].concat();
        let mut tar = Tar::new(Ahead::new(Box::new(io::Cursor::new(archive))));
        assert!(matches!(tar.next(), Some(Step::Member { name, .. }) if name == "a"));
        assert!(matches!(tar.next(), Some(Step::Member { name, .. }) if name == "b"));
        assert!(tar.next().is_none());
    }

    #[test]
    fn damage_is_said_once() {
        let whole = [file("a", "one", b'0'), file("b", &"x".repeat(900), b'0')].concat();
        let cut = read(whole[..2 * BLOCK + BLOCK + 50].to_vec());
        assert_eq!(cut[1], format!("b! {CUT}"));
        assert_eq!(cut.len(), 2);
        let mut damaged = whole;
        damaged[2 * BLOCK] = b'z';
        assert!(read(damaged)[1].contains("damaged"));
    }

    #[test]
    fn texts_are_no_archives() {
        assert!(!Tar::begins(&[b'a'; BLOCK]));
        assert!(!Tar::begins(&[0; BLOCK]));
        assert!(!Tar::begins(b"short"));
    }
}
