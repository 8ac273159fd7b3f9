//! Packed streams that follow each other in one file, as `cat a.gz b.gz` and web archives make them.

use std::io::{self, BufRead, BufReader, Read};
use std::mem;

use flate2::bufread::GzDecoder;
use memchr::memmem;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use crate::source::frame::Stream;

const GZIP: [u8; 3] = [0x1f, 0x8b, 8];

/// The first four bytes of what zstd lets others keep in its files; the lowest one may be any of sixteen.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];

type Packed = BufReader<Stream>;

/// One of the packed streams.
pub(super) trait Member: Read + Sized {
    /// Goes to the next one; false where there is none. Behind `damage` it may have to be looked for.
    fn find(input: &mut Packed, damage: bool) -> io::Result<bool>;

    /// Begins to unpack it.
    fn begin(input: Packed) -> io::Result<Self>;

    /// Gives the input back, behind the stream.
    fn end(self) -> Packed;
}

/// The streams of a file, unpacked one after another. After an error, reading goes on with the next one that is found.
pub(super) struct Members<M> {
    state: State<M>,
    damage: bool,
}

enum State<M> {
    Between(Packed),
    Inside(Box<M>),
    Ended,
}

impl<M: Member> Members<M> {
    pub(super) const fn new(input: Packed) -> Self {
        Self {
            state: State::Between(input),
            damage: false,
        }
    }
}

impl<M: Member> Read for Members<M> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            // An error on the way leaves the state `Ended`.
            match mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(mut input) => {
                    if !M::find(&mut input, mem::take(&mut self.damage))? {
                        return Ok(0);
                    }
                    self.state = State::Inside(Box::new(M::begin(input)?));
                }
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.end()),
                    Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                        self.damage = true;
                        self.state = State::Between(member.end());
                        return Err(error);
                    }
                    read => {
                        self.state = State::Inside(member);
                        return read;
                    }
                },
            }
        }
    }
}

impl Member for GzDecoder<Packed> {
    /// What follows the last member is passed over, as `gzip` does it: tapes are filled up with zeros.
    fn find(input: &mut Packed, damage: bool) -> io::Result<bool> {
        loop {
            let ahead = input.fill_buf()?;
            let Some(&first) = ahead.first() else {
                return Ok(false);
            };
            let zeros = ahead.iter().take_while(|&&byte| byte == 0).count();
            let skipped = if damage {
                // A member whose first bytes lie on the edge of the buffer is missed; the one behind it is not.
                memmem::find(ahead, &GZIP).unwrap_or(ahead.len())
            } else {
                zeros
            };
            if skipped == 0 {
                return Ok(first == GZIP[0]);
            }
            let found = skipped < ahead.len();
            input.consume(skipped);
            if found && damage {
                return Ok(true);
            }
        }
    }

    fn begin(input: Packed) -> io::Result<Self> {
        Ok(Self::new(input))
    }

    fn end(self) -> Packed {
        self.into_inner()
    }
}

/// A frame of zstd.
pub(super) struct ZstdFrame(StreamingDecoder<Packed, FrameDecoder>);

impl Read for ZstdFrame {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Member for ZstdFrame {
    fn find(input: &mut Packed, damage: bool) -> io::Result<bool> {
        loop {
            if damage || input.fill_buf()?.is_empty() {
                return Ok(false);
            }
            let skippable =
                matches!(input.buffer(), [0x50..=0x5f, rest @ ..] if rest.starts_with(&SKIPPABLE));
            if !skippable {
                return Ok(true);
            }
            let mut header = [0; 8];
            input.read_exact(&mut header)?;
            let length = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
            io::copy(&mut input.by_ref().take(length.into()), &mut io::sink())?;
        }
    }

    fn begin(input: Packed) -> io::Result<Self> {
        StreamingDecoder::new(input)
            .map(Self)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
    }

    fn end(self) -> Packed {
        self.0.into_inner()
    }
}
