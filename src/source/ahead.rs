//! A stream that can be looked into before it is read, and given back what was read too much.

use std::io::{self, Read};

use super::frame::Stream;

const CHUNK: usize = 1 << 16;

/// A stream with a view of its next bytes.
pub(super) struct Ahead {
    stream: Stream,
    /// What has been read of the stream; its first `at` bytes have been taken.
    bytes: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Ahead {
    pub(super) const fn new(stream: Stream) -> Self {
        Self {
            stream,
            bytes: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// The bytes that are here.
    pub(super) fn view(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// Reads until `count` bytes are here, or the stream ends: then there are fewer.
    pub(super) fn look(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.view().len() < count && self.more()? {}
        Ok(self.view())
    }

    /// Reads what comes next, whatever its length; false at the end.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        // Moving what is left each time would cost its square where much is looked at and little taken.
        if self.at >= self.bytes.len() / 2 {
            self.bytes.drain(..self.at);
            self.at = 0;
        }
        let start = self.bytes.len();
        self.bytes.resize(start + CHUNK, 0);
        let read = loop {
            match self.stream.read(&mut self.bytes[start..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.bytes
            .truncate(start + read.as_ref().copied().unwrap_or(0));
        self.ended = matches!(read, Ok(0));
        read.map(|read| read > 0)
    }

    /// Whether all that the stream gives is here.
    pub(super) const fn is_whole(&self) -> bool {
        self.ended
    }

    /// Takes bytes that are here.
    pub(super) fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.bytes.len());
    }

    /// Takes `count` bytes without keeping them; false if the stream ends before.
    pub(super) fn skip(&mut self, count: u64) -> io::Result<bool> {
        let mut left = count;
        loop {
            let here = self.view().len();
            if here as u64 >= left {
                self.consume(usize::try_from(left).unwrap_or(here));
                return Ok(true);
            }
            left -= here as u64;
            self.consume(here);
            if !self.more()? {
                return Ok(false);
            }
        }
    }

    /// Takes up to `count` bytes; fewer if the stream ends before.
    pub(super) fn gather(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut taken = Vec::new();
        loop {
            let part = (count - taken.len()).min(self.view().len());
            taken.extend_from_slice(&self.view()[..part]);
            self.consume(part);
            if taken.len() == count || !self.more()? {
                return Ok(taken);
            }
        }
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.view().is_empty() {
            return self.stream.read(buffer);
        }
        let count = self.view().len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.view()[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_still_to_be_read() {
        let mut ahead = Ahead::new(Box::new(&b"abcdefgh"[..]));
        assert_eq!(ahead.look(3).unwrap(), b"abcdefgh");
        assert_eq!(ahead.gather(2).unwrap(), b"ab");
        assert!(ahead.skip(3).unwrap());
        assert_eq!(ahead.gather(9).unwrap(), b"fgh");
        assert!(!ahead.skip(1).unwrap());
        assert!(ahead.look(1).unwrap().is_empty());
    }
}
