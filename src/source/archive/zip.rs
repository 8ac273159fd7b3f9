//! Zip archives, read from their directory at the end of the file, also the large form (zip64).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use flate2::Crc;

use super::{Archive, Step};
use crate::source::SourceError;
use crate::source::frame::Stream;
use crate::source::unpack::{Packing, unpack};

const DAMAGED: &str = "the zip archive is damaged; fetch it again";

const OVERLAP: &str =
    "its bytes lie in those of other members or behind the end of the zip archive; leave it out";

/// The end of the directory, with the longest comment.
const TAIL: u64 = 22 + 0xffff;

/// A value of 32 bits that says that the true one is in the zip64 field.
const ELSEWHERE: u64 = 0xffff_ffff;

/// A zip archive.
pub(in crate::source) struct Zip {
    file: Arc<File>,
    /// Where the next entry of the directory stands.
    at: u64,
    /// How many entries are left.
    left: u64,
    /// How many packed bytes the members that are left can have: those that share their bytes, so that a small archive
    /// unpacks to more than any disk holds, have too many.
    room: u64,
}

/// An entry of the directory.
struct Entry {
    name: String,
    encrypted: bool,
    method: u16,
    checksum: u32,
    packed: u64,
    size: u64,
    /// Where its own header stands.
    offset: u64,
}

/// A little-endian number of up to eight bytes; 0 where the bytes end before.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let bytes = bytes.get(at..at + length).unwrap_or(&[]);
    bytes
        .iter()
        .rev()
        .fold(0, |all, &byte| all << 8 | u64::from(byte))
}

/// Reads exactly so many bytes at a place.
fn read_at(mut file: &File, at: u64, length: usize) -> Result<Vec<u8>, SourceError> {
    file.seek(SeekFrom::Start(at))
        .map_err(|_| SourceError::Archive(DAMAGED))?;
    let mut bytes = Vec::new();
    file.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() < length {
        return Err(SourceError::Archive(DAMAGED));
    }
    Ok(bytes)
}

impl Zip {
    /// Whether bytes begin a zip archive, be it empty.
    pub(in crate::source) fn begins(head: &[u8]) -> bool {
        head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
    }

    /// Finds the directory.
    ///
    /// # Errors
    /// Where there is none, as in an archive that is cut short.
    pub(in crate::source) fn open(mut file: File) -> Result<Self, SourceError> {
        let size = file.seek(SeekFrom::End(0))?;
        let from = size.saturating_sub(TAIL);
        let tail = read_at(&file, from, usize::try_from(size - from).unwrap_or(0))?;
        let end = memchr::memmem::rfind(&tail, b"PK\x05\x06").ok_or(SourceError::Archive(
            "the zip archive ends too early; fetch it again",
        ))?;
        let (mut left, mut at) = (number(&tail, end + 10, 2), number(&tail, end + 16, 4));
        let locator = end.checked_sub(20).map(|start| &tail[start..end]);
        if let Some(locator) = locator.filter(|bytes| bytes.starts_with(b"PK\x06\x07")) {
            let record = read_at(&file, number(locator, 8, 8), 56)?;
            (left, at) = (number(&record, 32, 8), number(&record, 48, 8));
        }
        Ok(Self {
            file: Arc::new(file),
            at,
            left,
            room: size,
        })
    }

    fn entry(&mut self) -> Result<Entry, SourceError> {
        let fixed = read_at(&self.file, self.at, 46)?;
        if !fixed.starts_with(b"PK\x01\x02") {
            return Err(SourceError::Archive(DAMAGED));
        }
        let lengths = [28, 30, 32].map(|at| number(&fixed, at, 2));
        let rest = read_at(
            &self.file,
            self.at + 46,
            lengths.iter().sum::<u64>() as usize,
        )?;
        let (name, extra) = rest.split_at(lengths[0] as usize);
        self.at += 46 + rest.len() as u64;
        let mut entry = Entry {
            name: String::from_utf8_lossy(name).into_owned(),
            encrypted: number(&fixed, 8, 2) & 1 != 0,
            method: number(&fixed, 10, 2) as u16,
            checksum: number(&fixed, 16, 4) as u32,
            packed: number(&fixed, 20, 4),
            size: number(&fixed, 24, 4),
            offset: number(&fixed, 42, 4),
        };
        entry.widen(&extra[..lengths[1] as usize]);
        Ok(entry)
    }

    fn member(&mut self, entry: Entry) -> Result<Step, SourceError> {
        let room = self.room.checked_sub(entry.packed);
        self.room = room.ok_or(SourceError::Archive(OVERLAP))?;
        if entry.encrypted {
            return Err(SourceError::Archive(
                "it is protected by a password; unpack it with `unzip` first",
            ));
        }
        let header = read_at(&self.file, entry.offset, 30)?;
        if !header.starts_with(b"PK\x03\x04") {
            return Err(SourceError::Archive(DAMAGED));
        }
        let part = Part {
            file: Arc::clone(&self.file),
            at: entry.offset + 30 + number(&header, 26, 2) + number(&header, 28, 2),
            left: entry.packed,
        };
        let packed: Stream = Box::new(part);
        let stream = match entry.method {
            0 => packed,
            8 => unpack(Packing::Deflate, packed),
            12 => unpack(Packing::Bzip2, packed),
            93 => unpack(Packing::Zstd, packed),
            95 => unpack(Packing::Xz, packed),
            _ => {
                return Err(SourceError::Archive(
                    "it is packed by a method that is not read; unpack it with `unzip` first",
                ));
            }
        };
        Ok(Step::Member {
            name: entry.name,
            stream: Box::new(Checked {
                stream,
                seen: Crc::new(),
                checksum: entry.checksum,
            }),
            size: entry.size,
        })
    }
}

impl Entry {
    /// Takes over the values that do not fit into 32 bits: they stand in this order, and only where they are needed.
    fn widen(&mut self, extra: &[u8]) {
        let mut at = 0;
        while at + 4 <= extra.len() {
            let (kind, length) = (number(extra, at, 2), number(extra, at + 2, 2) as usize);
            at += 4;
            if kind == 1 {
                let mut field = at;
                for value in [&mut self.size, &mut self.packed, &mut self.offset] {
                    if *value == ELSEWHERE {
                        *value = number(extra, field, 8);
                        field += 8;
                    }
                }
                return;
            }
            at += length;
        }
    }
}

impl Archive for Zip {
    fn next(&mut self) -> Option<Step> {
        loop {
            self.left = self.left.checked_sub(1)?;
            let entry = match self.entry() {
                Ok(entry) if entry.name.ends_with('/') => continue,
                Ok(entry) => entry,
                Err(error) => {
                    self.left = 0;
                    return Some(Step::Failed(None, error));
                }
            };
            let name = entry.name.clone();
            let step = self.member(entry);
            return Some(step.unwrap_or_else(|error| Step::Failed(Some(name), error)));
        }
    }
}

/// The packed bytes of a member.
struct Part {
    file: Arc<File>,
    at: u64,
    left: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..most])?;
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Compares the sum of what was read with that in the directory.
struct Checked {
    stream: Stream,
    seen: Crc,
    checksum: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.seen.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.seen.sum() != self.checksum {
            return Err(io::Error::new(io::ErrorKind::InvalidData, DAMAGED));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// An archive of stored members, with their sums wrong where `sound` is false.
    fn archive(members: &[(&str, &str)], sound: bool) -> Vec<u8> {
        let (mut all, mut directory) = (Vec::new(), Vec::new());
        for (name, content) in members {
            let mut sum = Crc::new();
            sum.update(content.as_bytes());
            let sum = if sound { sum.sum() } else { 7 };
            let size = content.len() as u32;
            let common = [
                &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
                &sum.to_le_bytes(),
                &size.to_le_bytes(),
                &size.to_le_bytes(),
                &(name.len() as u32).to_le_bytes(),
            ]
            .concat();
            let offset = all.len() as u32;
            all.extend(
                [
                    b"PK\x03\x04",
                    &common[..],
                    name.as_bytes(),
                    content.as_bytes(),
                ]
                .concat(),
            );
            let entry = [
                b"PK\x01\x02\x14\0",
                &common[..],
                &[0; 10],
                &offset.to_le_bytes(),
                name.as_bytes(),
            ];
            directory.extend(entry.concat());
        }
        let (count, at) = (
            (members.len() as u16).to_le_bytes(),
            (all.len() as u32).to_le_bytes(),
        );
        let length = (directory.len() as u32).to_le_bytes();
        all.extend(directory);
        all.extend(
            [
                b"PK\x05\x06\0\0\0\0",
                &count[..],
                &count,
                &length,
                &at,
                &[0, 0],
            ]
            .concat(),
        );
        all
    }

    fn read(archive: &[u8]) -> Result<Vec<String>, String> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(archive).unwrap();
        let mut zip = Zip::open(file).map_err(|error| error.to_string())?;
        let mut all = Vec::new();
        while let Some(step) = zip.next() {
            let Step::Member {
                name, mut stream, ..
            } = step
            else {
                return Err("no member".to_owned());
            };
            let mut text = String::new();
            stream
                .read_to_string(&mut text)
                .map_err(|error| error.to_string())?;
            all.push(format!("{name}: {text}"));
        }
        Ok(all)
    }

    #[test]
    fn members_come_in_the_order_of_the_directory() {
        let good = archive(&[("a.txt", "one"), ("folder/", ""), ("b.txt", "two")], true);
        assert_eq!(read(&good).unwrap(), ["a.txt: one", "b.txt: two"]);
        assert!(read(&archive(&[], true)).unwrap().is_empty());
    }

    #[test]
    fn members_that_share_their_bytes_are_refused() {
        let mut shared = archive(&[("a.txt", &"x".repeat(400))], true);
        let end = shared.len() - 22;
        let start = end - 46 - "a.txt".len();
        let entry = shared[start..end].to_vec();
        shared.splice(end..end, entry);
        let counts = shared.len() - 14;
        shared[counts..counts + 4].copy_from_slice(&[2, 0, 2, 0]);
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&shared).unwrap();
        let mut zip = Zip::open(file).unwrap();
        assert!(matches!(zip.next(), Some(Step::Member { .. })));
        let Some(Step::Failed(Some(name), error)) = zip.next() else {
            panic!()
        };
        assert_eq!(
            (name.as_str(), error.to_string().as_str()),
            ("a.txt", OVERLAP)
        );
        assert!(zip.next().is_none());
    }

    #[test]
    fn what_is_damaged_or_cut_says_so() {
        let good = archive(&[("a.txt", "one"), ("b.txt", "two")], true);
        assert!(
            read(&good[..good.len() - 30])
                .unwrap_err()
                .contains("ends too early")
        );
        assert!(
            read(&archive(&[("a.txt", "one")], false))
                .unwrap_err()
                .contains("damaged")
        );
        for at in 0..good.len() {
            let mut odd = good.clone();
            odd[at] ^= 0xff;
            let _any = read(&odd);
        }
    }
}
