//! Records kept until all have been read: in memory while they are few, beyond that in a file without a name that goes with
//! the run. So what a run over many articles holds in memory does not grow with their texts.

use std::io::{self, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

/// From how many bytes on a file is used.
const MEMORY: usize = 16 << 20;

/// Lines by their numbers.
pub(super) struct Spill {
    file: SpooledTempFile,
    /// Where each line ends.
    ends: Vec<u64>,
}

impl Spill {
    /// Without lines.
    pub(super) fn new() -> Self {
        Self {
            file: SpooledTempFile::new(MEMORY),
            ends: Vec::new(),
        }
    }

    /// Appends a line. Lines are appended before any is read.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub(super) fn push(&mut self, line: &str) -> io::Result<()> {
        self.file.write_all(line.as_bytes())?;
        let before = self.ends.last().copied().unwrap_or(0);
        self.ends.push(before + line.len() as u64);
        Ok(())
    }

    /// The line of a number.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn get(&mut self, number: usize) -> io::Result<Vec<u8>> {
        let before = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.file.seek(SeekFrom::Start(before))?;
        let length = usize::try_from(self.ends[number] - before).unwrap_or(usize::MAX);
        let mut line = vec![0; length];
        self.file.read_exact(&mut line)?;
        Ok(line)
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
}
