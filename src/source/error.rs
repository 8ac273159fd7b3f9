//! Why a path gave no input.

use std::io;

use thiserror::Error;

use super::kind::{FileType, Handling};

/// Why a path gave no input: the cause and, where there is something to do, what to do.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The operating system would not open or read it.
    #[error("{}", describe(.0))]
    Io(#[from] io::Error),
    /// A symbolic link whose end does not exist, or that leads in a circle.
    #[error("a link that leads nowhere; remove it or restore the file that it names")]
    DeadLink,
    /// A device or a socket.
    #[error("a {0}, not a file; give a file, a folder, or `-` for standard input")]
    Special(&'static str),
    /// An archive of a kind that is not read.
    #[error("a {name}, which is not read; {advice}")]
    Packed {
        /// What it is.
        name: &'static str,
        /// How to unpack it.
        advice: &'static str,
    },
    /// The name says that it has to be opened, and there is nothing of that kind.
    #[error("its name says {0}, but it is cut off or something else; fetch it again, or rename it")]
    Misnamed(&'static str),
    /// A file that holds no article.
    #[error("its content is that of {}; {}", article(.name), or_leave_out(.advice))]
    Foreign {
        /// What it is.
        name: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// A document above the limit of so many bytes.
    #[error(
        "larger than {}; raise the limit with --max-size, or make it NDJSON, which is read line by line",
        size(*.0)
    )]
    TooLarge(usize),
    /// A line above the limit of so many bytes.
    #[error("the line is longer than {} and was passed over; --max-size raises the limit", size(*.0))]
    LineTooLong(usize),
    /// An item above the limit of so many bytes.
    #[error("the item is longer than {} and was passed over; --max-size raises the limit", size(*.0))]
    ItemTooLong(usize),
    /// An element of an array of articles that is a text, a number or a list.
    #[error("the element is no object, so no article")]
    NoObject,
    /// A feed or an array that ends before it is closed.
    #[error("it ends too early, on line {0}; fetch it again. What stands before was read")]
    CutOff(u64),
    /// A feed with a comment or the like that is not closed before its end, behind so many items.
    #[error(
        "{what} behind item {items} is never closed, so that nothing after it can be read; mend it or fetch it again"
    )]
    Unclosed {
        /// What is not closed.
        what: &'static str,
        /// How many items stand before it.
        items: u64,
    },
    /// An archive, or a part of one, that cannot be read.
    #[error("{0}")]
    Archive(&'static str),
    /// An archive in an archive.
    #[error("a {0} inside of an archive, where none is looked into; unpack the outer one first")]
    Nested(&'static str),
    /// A file that is compressed twice.
    #[error("compressed twice ({0} inside); unpack the outer one first")]
    PackedTwice(&'static str),
    /// A zip archive that comes as a stream: its directory stands at its end.
    #[error("a zip archive, which is read only from a file of its own; give its path")]
    ZipStream,
    /// An archive in which nothing can be read.
    #[error("no article in this archive{}", passed_over(*.skipped, "an archive"))]
    NoMembers {
        /// How many members were passed over, as they hold no articles.
        skipped: u64,
    },
    /// A file of records without any.
    #[error("the input is empty; check how it was collected")]
    Empty,
    /// A folder in which nothing can be read.
    #[error("no article in this folder{}", passed_over(*.skipped, "a folder"))]
    NoFiles {
        /// How many files were passed over, as they hold no articles.
        skipped: u64,
    },
    /// A folder of which the patterns leave nothing.
    #[error("{} --glob; check the pattern, or leave it out", none_matches(*.unwanted))]
    NoMatch {
        /// How many files no pattern wanted.
        unwanted: u64,
    },
    /// The input behind which the run is to go on is none of them.
    #[error("--after names no input; `--list-inputs` prints what there is")]
    NotMet,
    /// The list of paths was empty.
    #[error("the list names no path")]
    NoPaths,
    /// A line of the list of paths is longer than a path can be.
    #[error(
        "no list of paths: a line of it is longer than 64 KiB; give a file with a path on each line"
    )]
    NoList,
}

impl SourceError {
    /// Whether there is nothing at all to read: no such path, an empty folder or list.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Io(error) => error.kind() == io::ErrorKind::NotFound,
            Self::DeadLink
            | Self::NoFiles { .. }
            | Self::NoMembers { .. }
            | Self::NoMatch { .. }
            | Self::NotMet
            | Self::NoPaths
            | Self::NoList => true,
            _ => false,
        }
    }
}

impl From<&FileType> for SourceError {
    fn from(kind: &FileType) -> Self {
        let (name, advice) = (kind.name, kind.advice);
        match kind.handling {
            Handling::Packed => Self::Packed { name, advice },
            Handling::Skip => Self::Foreign { name, advice },
        }
    }
}

fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "no permission to read it; change its mode or run as its owner".to_owned()
        }
        io::ErrorKind::InvalidFilename => "the path is too long; start further down".to_owned(),
        _ => plain(error),
    }
}

/// What the operating system says, without Rust's `(os error 5)`.
#[must_use]
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// A size as it is typed: `64 MiB`.
fn size(bytes: usize) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let unit = units
        .iter()
        .find(|(bits, _)| bytes >= 1 << bits && bytes.is_multiple_of(1 << bits));
    match unit {
        Some((bits, name)) => format!("{} {name}", bytes >> bits),
        None => format!("{bytes} bytes"),
    }
}

fn article(name: &str) -> String {
    let vowel = name.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}

fn or_leave_out(advice: &'static str) -> &'static str {
    if advice.is_empty() {
        "leave it out"
    } else {
        advice
    }
}

fn none_matches(files: u64) -> String {
    match files {
        1 => "its only file does not match".to_owned(),
        _ => format!("none of its {files} files matches"),
    }
}

fn passed_over(skipped: u64, what: &str) -> String {
    match skipped {
        0 => format!("; give {what} that holds some"),
        1 => ": 1 file passed over, as it holds none".to_owned(),
        _ => format!(": {skipped} files passed over, as they hold none"),
    }
}
