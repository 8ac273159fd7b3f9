//! Records kept until all have been read: in memory while they are few, beyond that in a file without a name that goes with
//! the run. So a run over many articles does not hold their records in memory; what else it keeps of each, such as the hashes
//! of its runs of words, still grows with the texts.

use std::env;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use tempfile::SpooledTempFile;
use thiserror::Error;

use crate::source;

/// From how many bytes on a file is used.
const MEMORY: usize = 16 << 20;

/// The folder for temporary files that cannot be used, why, and what to do.
#[derive(Debug, Error)]
#[error(
    "cannot keep the articles in the temporary folder {}: {}; make room there, or set TMPDIR to another folder",
    .folder.display(),
    source::plain(.cause)
)]
pub(super) struct SpillError {
    folder: PathBuf,
    cause: io::Error,
}

/// Lines by their numbers.
pub(super) struct Spill {
    file: SpooledTempFile,
    /// Where the file is made.
    folder: PathBuf,
    /// Where each line ends.
    ends: Vec<u64>,
}

impl Spill {
    /// Without lines.
    pub(super) fn new() -> Self {
        Self::within(MEMORY, env::temp_dir())
    }

    /// Without lines, with a file in `folder` from so many bytes on.
    pub(super) fn within(memory: usize, folder: PathBuf) -> Self {
        Self {
            file: SpooledTempFile::new_in(memory, &folder),
            folder,
            ends: Vec::new(),
        }
    }

    /// Appends a line. Lines are appended before any is read.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub(super) fn push(&mut self, line: &str) -> Result<(), SpillError> {
        let written = self.file.write_all(line.as_bytes());
        written.map_err(|cause| self.error(cause))?;
        let before = self.ends.last().copied().unwrap_or(0);
        self.ends.push(before + line.len() as u64);
        Ok(())
    }

    /// The line of a number.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn get(&mut self, number: usize) -> Result<Vec<u8>, SpillError> {
        self.read(number).map_err(|cause| self.error(cause))
    }

    fn read(&mut self, number: usize) -> io::Result<Vec<u8>> {
        let before = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.file.seek(SeekFrom::Start(before))?;
        let length = usize::try_from(self.ends[number] - before).unwrap_or(usize::MAX);
        let mut line = vec![0; length];
        self.file.read_exact(&mut line)?;
        Ok(line)
    }

    fn error(&self, cause: io::Error) -> SpillError {
        SpillError {
            folder: self.folder.clone(),
            cause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_by_their_numbers() {
        let mut spill = Spill::new();
        let long = "x".repeat(MEMORY);
        for line in ["one", "", &long, "four"] {
            spill.push(line).unwrap();
        }
        assert_eq!(spill.get(3).unwrap(), b"four");
        assert_eq!(spill.get(1).unwrap(), b"");
        assert_eq!(spill.get(2).unwrap().len(), MEMORY);
        assert_eq!(spill.get(0).unwrap(), b"one");
    }

    #[test]
    fn a_temporary_folder_that_cannot_be_used_is_named_with_what_to_do() {
        let mut spill = Spill::within(2, "/no/such".into());
        spill.push("ab").unwrap();
        assert_eq!(
            spill.push("c").unwrap_err().to_string(),
            "cannot keep the articles in the temporary folder /no/such: No such file or directory; make room there, \
             or set TMPDIR to another folder"
        );
        assert_eq!(spill.get(0).unwrap(), b"ab");
        spill.ends.push(9);
        let told = spill.get(1).unwrap_err().to_string();
        assert!(told.contains("temporary folder /no/such"), "{told}");
    }
}
