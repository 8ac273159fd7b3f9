//! What a run writes is nothing that it reads, and nothing of others that lies among what it reads.

use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::Common;
use super::output::{is_standard_output, is_stream};
use crate::report::{is_own_header, is_own_record};
use crate::source::FileId;

/// How much of a file is looked at to tell what it is, in bytes.
const HEAD: u64 = 2048;

/// The longest record that is taken for one of an earlier run, in bytes.
const LONGEST: u64 = 1 << 28;

/// Looks at the files that a run is to write, before one of them is opened. Gives the one that is there already and may
/// be somebody's article: if it is read, the run has to end.
///
/// # Errors
/// Where one of them is read, the results and the failures go to one file, or what is there would be lost.
pub(super) fn look(common: &Common) -> Result<Option<FileId>> {
    let output = common.output.output.as_deref();
    let output = output.filter(|path| !is_standard_output(path));
    let errors = common.run.errors.as_deref();
    if let Some((output, errors)) = output.zip(errors)
        && place(output).is_some_and(|place| self::place(errors) == Some(place))
    {
        bail!(
            "-o and --errors name one file, {}; give the failures another name",
            output.display()
        );
    }
    let usual = PathBuf::from("-");
    let mut paths: Vec<&PathBuf> = common.paths.iter().collect();
    paths.extend(&common.input.files_from);
    if paths.is_empty() {
        paths.push(&usual);
    }
    refuse_what_is_read(paths, &files(common))?;
    if let Some(errors) = errors.filter(|_| common.input.after.is_none()) {
        refuse_to_lose_by_failures(errors)?;
    }
    let Some(output) = output.filter(|path| is_full(path)) else {
        return Ok(None);
    };
    if common.input.after.is_some() {
        bail!(
            "--after goes on with an earlier run, and -o would replace what it wrote to {}; append to it instead: >> {0}",
            output.display()
        );
    }
    let own = is_of_a_run(output)?;
    if !own && lies_in_folder(output, &common.paths) {
        return Err(lost(output));
    }
    Ok(fs::metadata(output)
        .ok()
        .filter(|_| !own)
        .and_then(|seen| FileId::of(&seen)))
}

/// The complaint about a file of articles that would be written over.
pub(super) fn lost(path: impl AsRef<Path>) -> anyhow::Error {
    anyhow::anyhow!(
        "{} lies among what is read, and it cannot be told that newscorp wrote it: it may be an article; give the output another name or folder, or remove it",
        path.as_ref().display()
    )
}

/// Refuses a run that would write over a file it was told to read.
///
/// # Errors
/// Where one of the paths, of which `-` is standard input, is one of the files that are written.
pub(super) fn refuse_what_is_read<'p>(
    paths: impl IntoIterator<Item = &'p PathBuf>,
    written: &[FileId],
) -> Result<()> {
    for path in paths {
        let live = path.as_os_str() == "-";
        let seen = if live {
            standard(io::stdin())
        } else {
            fs::metadata(path)
        };
        let id = seen.ok().as_ref().and_then(FileId::of);
        if id.is_some_and(|id| written.contains(&id)) {
            let name = if live {
                "standard input".into()
            } else {
                path.display().to_string()
            };
            bail!("{name} is read and would be written over; give the output another name");
        }
    }
    Ok(())
}

/// Refuses to write failures over what no earlier run wrote.
fn refuse_to_lose_by_failures(path: &Path) -> Result<()> {
    if is_stream(path) || !is_full(path) || is_of_a_run(path)? {
        return Ok(());
    }
    bail!(
        "--errors {}: there is such a file, and it cannot be told that newscorp wrote it; give the failures another name, or remove it",
        path.display()
    );
}

/// Whether there is a regular file of this name with something in it.
fn is_full(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|seen| seen.is_file() && seen.len() > 0)
}

/// Whether a file lies in one of the folders among the paths.
fn lies_in_folder(path: &Path, paths: &[PathBuf]) -> bool {
    let Ok(place) = fs::canonicalize(path) else {
        return false;
    };
    let mut folders = paths.iter().filter_map(|path| fs::canonicalize(path).ok());
    folders.any(|folder| folder != place && place.starts_with(folder))
}

/// Where a regular file is, or will be.
fn place(path: &Path) -> Option<PathBuf> {
    if is_stream(path) {
        return None;
    }
    if let Ok(seen) = fs::metadata(path) {
        return fs::canonicalize(path).ok().filter(|_| seen.is_file());
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
    Some(folder.join(path.file_name()?))
}

/// Whether a file is one that an earlier run wrote, all of it.
fn is_of_a_run(path: &Path) -> Result<bool> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut lines = BufReader::new(file);
    let mut head = Vec::new();
    (&mut lines).take(HEAD).read_to_end(&mut head)?;
    let text = String::from_utf8_lossy(&head);
    if text.contains(r#"<meta name="generator" content="newscorp "#) {
        return Ok(true);
    }
    let first = text.lines().next().unwrap_or_default();
    Ok(is_own_header(first) || are_own_records(head.chain(lines)))
}

/// Whether all lines are records that newscorp writes, alone or as an array.
fn are_own_records(mut lines: impl BufRead) -> bool {
    let mut line = String::new();
    let mut found = false;
    loop {
        line.clear();
        let read = (&mut lines).take(LONGEST).read_line(&mut line);
        match (read, line.trim_end()) {
            (Ok(0), _) => return found,
            (Ok(_), "[" | "]" | "") => {}
            (Ok(_), record) if is_own_record(record) => found = true,
            // What is no text is nothing that was written here.
            (Ok(_) | Err(_), _) => return false,
        }
    }
}

/// The files that the run writes, as far as they are there: reading them too would never end, or give what an earlier
/// run found.
pub(super) fn files(common: &Common) -> Vec<FileId> {
    let named = common.output.output.iter().chain(&common.run.errors);
    let mut files = present(named);
    let out = standard(io::stdout()).ok();
    files.extend(out.as_ref().and_then(FileId::of));
    files
}

/// What is there of files.
pub(super) fn present<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Vec<FileId> {
    let seen = paths.into_iter().filter_map(|path| fs::metadata(path).ok());
    seen.filter_map(|seen| FileId::of(&seen)).collect()
}

/// What one of the standard streams is.
#[cfg(unix)]
fn standard(stream: impl std::os::fd::AsFd) -> io::Result<Metadata> {
    File::from(stream.as_fd().try_clone_to_owned()?).metadata()
}

#[cfg(not(unix))]
fn standard<S>(_: S) -> io::Result<Metadata> {
    Err(io::ErrorKind::Unsupported.into())
}
