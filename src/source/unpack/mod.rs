//! Compressed streams: what packs them, and the bytes that they unpack to, read only as they are wanted.
//!
//! A small file can unpack to more than any disk holds. What is made of the bytes is limited elsewhere; here a stream ends
//! that grows out of all proportion, and a fault in a decoder becomes an error of the one file that brought it about.

mod members;

use std::io::{self, BufReader, Read};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use lzma_rust2::XzReader;

use super::frame::Stream;
use members::{Members, ZstdFrame};

/// How many bytes come of each packed one at most. Deflate reaches 1,032; texts stay under a hundred.
const RATIO: u64 = 1_100;

/// How many bytes any stream may unpack to.
const FREE: u64 = 1 << 20;

/// How much memory a decoder may ask for, in KiB: the dictionary of `xz -9` takes 64 MiB.
const DICTIONARY: u32 = 128 << 10;

const BUFFER: usize = 1 << 16;

/// What a stream is packed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    /// Deflate alone, as in zip archives.
    Deflate,
    /// Deflate in the frame of zlib, as HTTP means by `deflate`.
    Zlib,
    Brotli,
}

impl Packing {
    /// What the first bytes say. They may be too few to tell.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => Some(Self::Bzip2),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, ..] => Some(Self::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    /// What messages call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
            Self::Deflate | Self::Zlib => "deflate",
            Self::Brotli => "brotli",
        }
    }
}

/// The bytes that a packed stream unpacks to.
pub(super) fn unpack(packing: Packing, stream: Stream) -> Stream {
    let taken = Arc::new(AtomicU64::new(0));
    let counted: Stream = Box::new(Counted {
        stream,
        taken: Arc::clone(&taken),
    });
    let input = BufReader::with_capacity(BUFFER, counted);
    let decoder: Stream = match packing {
        Packing::Gzip => Box::new(Members::<GzDecoder<_>>::new(input)),
        Packing::Zstd => Box::new(Members::<ZstdFrame>::new(input)),
        Packing::Bzip2 => Box::new(MultiBzDecoder::new(input)),
        Packing::Xz => Box::new(XzReader::new_mem_limit(input, true, DICTIONARY)),
        Packing::Deflate => Box::new(DeflateDecoder::new(input)),
        Packing::Zlib => Box::new(ZlibDecoder::new(input)),
        Packing::Brotli => Box::new(brotli_decompressor::Decompressor::new(input, BUFFER)),
    };
    Box::new(Unpacked {
        decoder,
        packing,
        taken,
        given: 0,
    })
}

/// Counts the packed bytes.
struct Counted {
    stream: Stream,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Unpacks, and watches over it.
struct Unpacked {
    decoder: Stream,
    packing: Packing,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = panic::catch_unwind(AssertUnwindSafe(|| self.decoder.read(buffer)));
        let read = match read {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => {
                // Only of gzip the members behind the damage are looked for; other decoders may tell of it without end.
                if self.packing != Packing::Gzip && error.kind() != io::ErrorKind::Interrupted {
                    self.decoder = Box::new(io::empty());
                }
                return Err(self.explained(&error));
            }
            Err(_) => {
                self.decoder = Box::new(io::empty());
                return Err(self.explained(&io::ErrorKind::InvalidData.into()));
            }
        };
        self.given += read as u64;
        let taken = self.taken.load(Ordering::Relaxed);
        if self.given > FREE && self.given / RATIO > taken {
            self.decoder = Box::new(io::empty());
            return Err(io::Error::other(format!(
                "it unpacks to more than {RATIO} times its size and was given up; leave it out"
            )));
        }
        Ok(read)
    }
}

impl Unpacked {
    /// What an error of the decoder means to whoever has the file. The disk's own errors say it themselves.
    fn explained(&self, error: &io::Error) -> io::Error {
        use io::ErrorKind as Kind;
        let name = self.packing.name();
        let text = match error.kind() {
            Kind::Interrupted => return Kind::Interrupted.into(),
            Kind::UnexpectedEof => format!("the {name} data ends too early; fetch it again"),
            Kind::OutOfMemory => format!("the {name} data asks for too much memory; leave it out"),
            Kind::InvalidData | Kind::InvalidInput | Kind::Other | Kind::Unsupported => {
                format!("the {name} data is damaged; fetch it again")
            }
            kind => return kind.into(),
        };
        io::Error::new(error.kind(), text)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn unpacked(packing: Packing, bytes: Vec<u8>) -> Result<String, String> {
        let mut text = String::new();
        unpack(packing, Box::new(io::Cursor::new(bytes)))
            .read_to_string(&mut text)
            .map(|_| text)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn first_bytes_tell_the_packing() {
        assert_eq!(Packing::of(&gzip(b"x")), Some(Packing::Gzip));
        assert_eq!(Packing::of(b"\x28\xb5\x2f\xfd\x04"), Some(Packing::Zstd));
        assert_eq!(Packing::of(b"BZh91AY&SY"), Some(Packing::Bzip2));
        assert_eq!(Packing::of(b"BZh9 is a flight"), None);
        assert_eq!(Packing::of(b"\x1f\x8b"), None);
    }

    #[test]
    fn members_follow_each_other_and_what_pads_them_is_passed_over() {
        let all = [gzip(b"one "), gzip(b"two"), vec![0; 20]].concat();
        assert_eq!(unpacked(Packing::Gzip, all).unwrap(), "one two");
        let trailing = [gzip(b"one"), b"rubbish".to_vec()].concat();
        assert_eq!(unpacked(Packing::Gzip, trailing).unwrap(), "one");
    }

    #[test]
    fn damage_is_told_from_a_cut() {
        let whole = gzip(&b"The harbour bridge reopened. ".repeat(50));
        let cut = whole[..whole.len() - 20].to_vec();
        assert!(
            unpacked(Packing::Gzip, cut)
                .unwrap_err()
                .contains("ends too early")
        );
        let mut damaged = whole;
        damaged[12..30].fill(0xff);
        assert!(
            unpacked(Packing::Gzip, damaged)
                .unwrap_err()
                .contains("damaged")
        );
        for packing in [Packing::Zstd, Packing::Bzip2, Packing::Xz, Packing::Deflate] {
            assert!(unpacked(packing, vec![0xff; 100]).is_err(), "{packing:?}");
        }
    }

    #[test]
    fn reading_goes_on_behind_a_damaged_member() {
        let mut bad = gzip(&b"second record ".repeat(40));
        let end = bad.len() - 12;
        bad[14..end].fill(0xa5);
        let all = [gzip(b"first"), bad, gzip(b"third")].concat();
        let mut stream = unpack(Packing::Gzip, Box::new(io::Cursor::new(all)));
        let (mut text, mut errors) = (Vec::new(), 0);
        let mut buffer = [0; 512];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => text.extend_from_slice(&buffer[..read]),
                Err(_) => errors += 1,
            }
        }
        assert!(text.starts_with(b"first") && text.ends_with(b"third"));
        assert_eq!(errors, 1);
    }

    #[test]
    fn damage_is_told_once() {
        let text: String = (0..40_000).map(|number| format!("{number:x} ")).collect();
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip2.write_all(text.as_bytes()).unwrap();
        let mut bad = bzip2.finish().unwrap();
        let middle = bad.len() / 2;
        bad[middle..middle + 200].fill(0xa5);
        let noise = |mark: &[u8]| [mark, &[0xa5; 4_000]].concat();
        for (packing, bytes) in [
            (Packing::Bzip2, bad),
            (Packing::Bzip2, noise(b"BZh91AY&SY")),
            (Packing::Xz, noise(b"\xfd7zXZ\0")),
            (Packing::Zstd, noise(b"\x28\xb5\x2f\xfd")),
            (Packing::Deflate, noise(b"\xff")),
            (Packing::Zlib, noise(b"\x78\x9c")),
            (Packing::Brotli, noise(b"\xff")),
        ] {
            let mut stream = unpack(packing, Box::new(io::Cursor::new(bytes)));
            let mut buffer = [0; 512];
            let read = (0..10_000).map(|_| stream.read(&mut buffer));
            let errors = read.filter(io::Result::is_err).count();
            assert_eq!(errors, 1, "{packing:?}");
        }
    }

    #[test]
    fn what_grows_out_of_all_proportion_is_given_up() {
        // Two layers of deflate: the outer one shows how few bytes the inner one needs.
        let mut zeros = DeflateEncoder::new(Vec::new(), Compression::best());
        zeros.write_all(&vec![0; 8 << 20]).unwrap();
        let inner = zeros.finish().unwrap();
        assert_eq!(
            unpacked(Packing::Deflate, inner).map(|text| text.len()),
            Ok(8 << 20)
        );
        let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
        let block = |last: u32| {
            [
                (last | 2 | (100_000 << 3)).to_le_bytes()[..3].to_vec(),
                vec![b'a'],
            ]
        };
        let mut bomb = frame.to_vec();
        for i in 0..100 {
            bomb.extend(block(u32::from(i == 99)).concat());
        }
        let said = unpacked(Packing::Zstd, bomb).unwrap_err();
        assert!(said.contains("1100 times its size"), "{said}");
    }
}
