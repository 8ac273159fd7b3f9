//! What only the operating system knows of a file: which one it is, and whether it is one.

use std::fs::Metadata;

/// Which file it is, whatever path leads to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    device: u64,
    number: u64,
}

impl FileId {
    /// The identity of a regular file; nothing for others, and where the system has none.
    #[cfg(unix)]
    #[must_use]
    pub fn of(seen: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        seen.is_file().then(|| Self {
            device: seen.dev(),
            number: seen.ino(),
        })
    }

    /// The identity of a regular file; nothing for others, and where the system has none.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(_seen: &Metadata) -> Option<Self> {
        None
    }
}

/// What it is if it can never be read as a document: endless, or not to be opened. A named pipe can be.
#[cfg(unix)]
pub(super) fn special(seen: &Metadata) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    let kind = seen.file_type();
    if kind.is_socket() {
        Some("socket")
    } else {
        (kind.is_char_device() || kind.is_block_device()).then_some("device")
    }
}

/// What it is if it can never be read as a document.
#[cfg(not(unix))]
pub(super) fn special(_seen: &Metadata) -> Option<&'static str> {
    None
}
