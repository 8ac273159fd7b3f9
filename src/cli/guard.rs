//! What a run writes is nothing that it reads, and nothing of others that lies among what it reads.

use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::args::Common;
use super::output::{is_standard_output, is_stream};
use crate::report::{is_own_failure, is_own_header, is_own_record};
use crate::source::FileId;

/// How much of a file is looked at to tell what it is, in bytes.
const HEAD: u64 = 2048;

/// The longest record that is taken for one of an earlier run, in bytes.
const LONGEST: u64 = 1 << 28;

/// Looks at the files that a run is to write, before one of them is opened. Gives the one that is there already and will
/// be replaced: if it is met among what is read, it has to be an earlier run's.
///
/// # Errors
/// Where one of them was named to be read, the results and the failures go to one file, or what is there would be lost.
pub(super) fn look(common: &Common) -> Result<Option<FileId>> {
    let output = common.output.output.as_deref();
    let output = output.filter(|path| !is_standard_output(path));
    let errors = common.run.errors.as_deref();
    if let Some(errors) = errors.filter(|path| is_taken(path, output)) {
        bail!(
            "the results and the failures would go to one file, {}; give the failures another name",
            errors.display()
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
    let Some(output) = output.filter(|path| !is_stream(path) && is_full(path)) else {
        return Ok(None);
    };
    if common.input.after.is_some() {
        bail!(
            "--after goes on with an earlier run, and -o would replace what it wrote to {}; append to it instead: >> {0}",
            output.display()
        );
    }
    // With patterns it is known only at reading whether it is one of the files that are read.
    if common.input.glob.is_empty() && lies_in_folder(output, &common.paths) {
        keep(output)?;
    }
    Ok(id(fs::metadata(output)))
}

/// Whether a file lies in one of the folders among the paths.
fn lies_in_folder(path: &Path, paths: &[PathBuf]) -> bool {
    let Ok(place) = fs::canonicalize(path) else {
        return false;
    };
    let mut folders = paths.iter().filter_map(|path| fs::canonicalize(path).ok());
    folders.any(|folder| folder != place && place.starts_with(folder))
}

/// Whether the results go to a file that is also named for the failures.
fn is_taken(errors: &Path, output: Option<&Path>) -> bool {
    let Some(place) = place(errors) else {
        return false;
    };
    match output {
        Some(output) => self::place(output) == Some(place),
        None => id(fs::metadata(errors)).is_some_and(|own| id(standard(io::stdout())) == Some(own)),
    }
}

/// Keeps a file that was met among what is read, and would be replaced.
///
/// # Errors
/// Where no earlier run wrote it.
pub(super) fn keep(path: &Path) -> Result<()> {
    if !is_full(path) || is_of_a_run(path)? {
        return Ok(());
    }
    bail!(
        "{} lies among what is read, and it cannot be told that newscorp wrote it: it may be an article; give the output another name or folder, or remove it",
        path.display()
    );
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
        let (name, seen) = if path.as_os_str() == "-" {
            ("standard input".to_owned(), standard(io::stdin()))
        } else {
            (path.display().to_string(), fs::metadata(path))
        };
        if id(seen).is_some_and(|id| written.contains(&id)) {
            bail!("{name} is read and would be written over; give the output another name");
        }
    }
    Ok(())
}

/// Refuses to write failures over what no earlier run wrote.
fn refuse_to_lose_by_failures(path: &Path) -> Result<()> {
    if is_stream(path) || !is_full(path) {
        return Ok(());
    }
    let file = File::open(path).with_context(|| path.display().to_string())?;
    if all_lines(BufReader::new(file), is_own_failure) {
        return Ok(());
    }
    bail!(
        "--errors {}: there is such a file, and it holds something else than failures; give the failures another name, or remove it",
        path.display()
    );
}

/// Whether there is a regular file of this name with something in it.
fn is_full(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|seen| seen.is_file() && seen.len() > 0)
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

/// Whether a file is one that an earlier run wrote: all of its records, or else how it begins.
fn is_of_a_run(path: &Path) -> Result<bool> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut lines = BufReader::new(file);
    let mut head = Vec::new();
    (&mut lines).take(HEAD).read_to_end(&mut head)?;
    let text = String::from_utf8_lossy(&head);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let page = || text.contains(r#"<meta name="generator" content="newscorp "#);
    Ok(first == "<!doctype html>" && page()
        || is_own_header(first)
        || all_lines(head.chain(lines), is_own_record))
}

/// Whether all lines are such records, alone or as an array; the last one may be cut by the end of a run.
fn all_lines(mut lines: impl BufRead, is_own: impl Fn(&str) -> bool) -> bool {
    let mut line = String::new();
    let mut found = false;
    loop {
        line.clear();
        let read = (&mut lines).take(LONGEST).read_line(&mut line);
        match (read, line.trim_end()) {
            (Ok(0), _) => return true,
            (Ok(_), "[" | "]" | "[]" | "") => {}
            (Ok(_), record) if is_own(record) => found = true,
            (Ok(_), cut) if found && !line.ends_with('\n') => return cut.starts_with('{'),
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
    files.extend(id(standard(io::stdout())));
    files
}

/// What is there of files.
pub(super) fn present<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Vec<FileId> {
    let seen = paths.into_iter().map(fs::metadata);
    seen.filter_map(id).collect()
}

/// The identity of a regular file that is there.
fn id(seen: io::Result<Metadata>) -> Option<FileId> {
    FileId::of(&seen.ok()?)
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
