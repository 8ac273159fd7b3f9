//! Files that hold others: one file a format behind a trait of one method. Members come in the order of the archive and
//! are read one at a time; nothing is ever written to the disk.

mod tar;
mod zip;

use super::SourceError;
use super::ahead::Ahead;
use super::frame::Stream;
use super::warc::Warc;
use crate::model::Capture;

pub(super) use tar::Tar;
pub(super) use zip::Zip;

/// What comes next in an archive.
pub(super) enum Step {
    /// A file, to be read before the next step is asked for.
    Member {
        name: String,
        stream: Stream,
        size: u64,
    },
    /// A page of a web archive.
    Page {
        name: String,
        bytes: Vec<u8>,
        capture: Capture,
    },
    /// Something that is no document, with the name of what it is.
    Skipped(&'static str),
    /// A member that cannot be read, or, without a name, the rest of the archive.
    Failed(Option<String>, SourceError),
}

/// A file that holds others.
pub(super) trait Archive: Send {
    /// What comes next; nothing at the end.
    fn next(&mut self) -> Option<Step>;
}

/// How much of a stream has to be seen to know that it is an archive: one block of tar.
pub(super) const HEAD: usize = 512;

/// The archive that a stream is, by its first bytes; the stream itself where it is none.
pub(super) fn open(stream: Ahead, limit: usize) -> Result<Box<dyn Archive>, Ahead> {
    let head = stream.view();
    if Warc::begins(head) {
        return Ok(Box::new(Warc::new(stream, limit)));
    }
    if Tar::begins(head) {
        return Ok(Box::new(Tar::new(stream)));
    }
    Err(stream)
}

/// The name of the archive that these bytes begin, if they do.
pub(super) fn name(head: &[u8]) -> Option<&'static str> {
    if Warc::begins(head) {
        Some("web archive (WARC)")
    } else if Tar::begins(head) {
        Some("tar archive")
    } else if Zip::begins(head) {
        Some("zip archive")
    } else {
        None
    }
}
