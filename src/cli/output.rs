//! Where results go: standard output, or a file that appears only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

use super::interrupt;
use crate::source;

const BUFFER: usize = 1 << 16;

/// What cannot be written to, why, and what to do.
#[derive(Debug, Error)]
#[error("cannot write to {name}: {}", advice(.cause))]
pub(super) struct WriteError {
    name: String,
    cause: io::Error,
}

impl WriteError {
    fn new(name: impl Into<String>, cause: io::Error) -> Self {
        let name = name.into();
        Self { name, cause }
    }

    /// Of a file.
    pub(super) fn at(path: &Path, cause: io::Error) -> Self {
        Self::new(path.display().to_string(), cause)
    }

    /// Whether nobody reads it any more.
    pub(super) fn is_closed(&self) -> bool {
        self.cause.kind() == io::ErrorKind::BrokenPipe
    }
}

fn advice(cause: &io::Error) -> String {
    let advice = match cause.kind() {
        io::ErrorKind::NotFound => "there is no such folder; make it first",
        io::ErrorKind::PermissionDenied => "no permission to write there; choose another place",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; choose another place",
        io::ErrorKind::IsADirectory => "it is a folder; give the name of a file",
        io::ErrorKind::StorageFull => "the disk is full; make room or choose another place",
        _ => return source::plain(cause),
    };
    advice.to_owned()
}

/// Where results are written.
pub(super) enum Output {
    /// Standard output.
    Standard(BufWriter<Stdout>),
    /// What is no regular file (`/dev/null`, a named pipe) and is written in place.
    Direct(BufWriter<File>, PathBuf),
    /// A file beside the one that it is to become.
    Temporary(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens standard output, or a file.
    ///
    /// # Errors
    /// Where no file can be written there.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, WriteError> {
        let Some(path) = path.filter(|path| !is_standard_output(path)) else {
            return Ok(Self::Standard(BufWriter::with_capacity(
                BUFFER,
                io::stdout(),
            )));
        };
        Self::create(path).map_err(|cause| WriteError::at(path, cause))
    }

    fn create(path: &Path) -> io::Result<Self> {
        if let Some(stream) = stream(path) {
            let out = BufWriter::with_capacity(BUFFER, stream?);
            return Ok(Self::Direct(out, path.to_path_buf()));
        }
        // The file that a link names is replaced, not the link, unless that leads nowhere.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let present = fs::metadata(&target).ok();
        if present.as_ref().is_some_and(|seen| !seen.is_file()) {
            let file = File::options().write(true).open(&target)?;
            return Ok(Self::Direct(BufWriter::with_capacity(BUFFER, file), target));
        }
        let folder = target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".newscorp-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            // What it says itself names the file beside the one that was asked for.
            .map_err(|error| io::Error::from(error.kind()))?;
        if let Some(seen) = present {
            file.as_file().set_permissions(seen.permissions())?;
        }
        interrupt::remove_at_end(Some(file.path().to_path_buf()));
        Ok(Self::Temporary(
            BufWriter::with_capacity(BUFFER, file),
            target,
        ))
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Standard(out) => out,
            Self::Direct(out, _) => out,
            Self::Temporary(out, _) => out,
        }
    }

    /// Writes a whole record, so that nothing less than that is ever in the file or the pipe.
    pub(super) fn write(&mut self, text: &str) -> Result<(), WriteError> {
        self.write_bytes(text.as_bytes())
    }

    /// The same for what is no text.
    pub(super) fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        let written = self.writer().write_all(bytes);
        written.map_err(|cause| WriteError::new(self.name(), cause))
    }

    /// Hands on what has been written so far.
    pub(super) fn flush(&mut self) -> Result<(), WriteError> {
        let flushed = self.writer().flush();
        flushed.map_err(|cause| WriteError::new(self.name(), cause))
    }

    /// Puts the finished file in its place.
    pub(super) fn finish(mut self) -> Result<(), WriteError> {
        self.flush()?;
        if let Self::Temporary(out, target) = self {
            let placed = out
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|file| {
                    keep(file.as_file())?;
                    Ok(file.persist(&target)?)
                });
            placed.map_err(|cause| WriteError::at(&target, cause))?;
            interrupt::remove_at_end(None);
        }
        Ok(())
    }

    /// The file that is being written.
    pub(super) const fn target(&self) -> Option<&PathBuf> {
        match self {
            Self::Standard(_) => None,
            Self::Direct(_, path) | Self::Temporary(_, path) => Some(path),
        }
    }

    /// What a message calls it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Standard(_) => "standard output".to_owned(),
            Self::Direct(_, path) | Self::Temporary(_, path) => path.display().to_string(),
        }
    }
}

/// Has the disk take a file, so that an error is known before the earlier one is gone. Some file systems cannot.
fn keep(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(cause)
            if matches!(
                cause.kind(),
                io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
            ) =>
        {
            Ok(())
        }
        kept => kept,
    }
}

/// Whether a path stands for standard output.
pub(super) fn is_standard_output(path: &Path) -> bool {
    STANDARD_OUTPUT.iter().any(|name| path == Path::new(name))
}

fn is_standard_error(path: &Path) -> bool {
    STANDARD_ERROR.iter().any(|name| path == Path::new(name))
}

/// Whether a path stands for something that the program was started with: a standard stream, or another that is open.
pub(super) fn is_stream(path: &Path) -> bool {
    let standard = is_standard_output(path) || is_standard_error(path);
    standard || path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

const STANDARD_OUTPUT: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
const STANDARD_ERROR: [&str; 3] = ["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"];

/// What a path stands for that the program was started with; it is written on where others left it.
#[cfg(unix)]
pub(super) fn stream(path: &Path) -> Option<io::Result<File>> {
    use std::os::fd::AsFd;
    let shared = if is_standard_output(path) {
        io::stdout().as_fd().try_clone_to_owned()
    } else if is_standard_error(path) {
        io::stderr().as_fd().try_clone_to_owned()
    } else if is_stream(path) {
        return Some(File::options().append(true).open(path));
    } else {
        return None;
    };
    Some(shared.map(File::from))
}

#[cfg(not(unix))]
pub(super) fn stream(_: &Path) -> Option<io::Result<File>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.ndjson");
        let mut output = Output::open(Some(&path)).unwrap();
        output.write("{}\n").unwrap();
        output.flush().unwrap();
        assert!(!path.exists());
        output.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}\n");
        drop(Output::open(Some(&path)).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named_with_what_to_do() {
        let complaint = |path: &Path| Output::open(Some(path)).err().unwrap().to_string();
        assert_eq!(
            complaint(Path::new("/no/such/folder/x")),
            "cannot write to /no/such/folder/x: there is no such folder; make it first"
        );
        let folder = tempfile::tempdir().unwrap();
        assert!(complaint(folder.path()).ends_with("it is a folder; give the name of a file"));
    }
}
