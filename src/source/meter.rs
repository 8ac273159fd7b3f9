//! How much of the files has been read, for who waits.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Globs;
use super::walk::{Entry, Walk};

/// Counts the bytes of files as they are read, packed ones as they are packed.
#[derive(Debug, Default)]
pub struct Meter {
    read: AtomicU64,
    total: AtomicU64,
}

impl Meter {
    /// How many bytes have been read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// How many there are in all; none as long as that is not known.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|&total| total > 0)
    }

    /// Finds out how many bytes the files of `paths` have; a path that has no length leaves it unknown.
    pub fn measure(&self, paths: Vec<PathBuf>, globs: &Globs) {
        let sizes = paths.into_iter().map(|path| size(path, globs));
        if let Some(total) = sizes.sum::<Option<u64>>() {
            self.total.store(total, Ordering::Relaxed);
        }
    }

    pub(super) fn add(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// The bytes of a file, or of the files of a folder.
fn size(path: PathBuf, globs: &Globs) -> Option<u64> {
    let seen = fs::metadata(&path).ok()?;
    if !seen.is_dir() {
        return seen.is_file().then_some(seen.len());
    }
    let mut walk = Walk::new(path).ok()?;
    let mut total = 0;
    while let Some(entry) = walk.next(globs) {
        if let Entry::File(path) = entry {
            total += fs::metadata(path).map_or(0, |seen| seen.len());
        }
    }
    Some(total)
}

/// A file whose bytes are counted.
pub(super) struct Metered<R> {
    pub(super) file: R,
    pub(super) meter: Arc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.meter.add(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Source};
    use super::*;

    #[test]
    fn all_that_is_measured_is_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "The ferry was late.").unwrap();
        fs::write(
            folder.path().join("b.ndjson"),
            "{\"text\":\"a\"}\n".repeat(9),
        )
        .unwrap();
        fs::write(folder.path().join("c.png"), "a picture").unwrap();
        let meter = Arc::new(Meter::default());
        assert_eq!(meter.total(), None);
        meter.measure(vec![folder.path().into()], &Globs::default());
        assert_eq!(meter.total(), Some(19 + 9 * 13));
        let paths = Box::new(std::iter::once(Ok(folder.path().into())));
        let source = Source::new(paths, Options::default()).metered(Arc::clone(&meter));
        assert_eq!(source.count(), 11);
        assert_eq!(Some(meter.read()), meter.total());
        let unknown = Meter::default();
        unknown.measure(vec!["-".into()], &Globs::default());
        assert_eq!(unknown.total(), None);
    }
}
