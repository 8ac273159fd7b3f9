//! Where bytes come from: files, folders, standard input. It frames: one [`Input`] a document or record, lazily, in a
//! stable order, within limits of size.
//!
//! A file is one document, unless its name (`.ndjson`, `.jsonl`) or its content (an object on each of the first lines)
//! says that every line is a record. Lines are read as they come, so that a file of any length takes the memory of one
//! line.

mod error;
mod file;
mod frame;
mod glob;
mod kind;
mod records;
mod walk;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

pub use error::{SourceError, plain};
pub use file::FileId;
pub use glob::Globs;

use crate::model::{Format, Input, Locator};
use frame::{Framed, Hints, Stream};
use kind::Handling;
use records::Records;
use walk::{Entry, Walk};

/// The size up to which a document is read, in bytes.
pub const WHOLE_LIMIT: usize = 64 << 20;

/// The length up to which a line is read as a record, in bytes.
pub const LINE_LIMIT: usize = 64 << 20;

/// What a path gave.
#[derive(Debug)]
pub enum Item {
    /// A document or a record, not yet looked into.
    Input(Input),
    /// A file in a folder that was passed over, as it holds no article; with the name of what it is.
    Skipped(&'static str),
    /// A path, or a line of one, that could not be read.
    Failed(Locator, SourceError),
}

/// How paths are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format that the inputs have; `None` means it is found out.
    pub format: Option<Format>,
    /// Which files of folders are read.
    pub globs: Globs,
    /// Every line of standard input is a record, even a blank one and whatever is in it.
    pub every_line: bool,
    /// Files that are being written, which must not be read at the same time.
    pub outputs: Vec<FileId>,
}

/// The paths to read; a list of them may fail half way.
pub type Paths = Box<dyn Iterator<Item = Result<PathBuf, (Locator, SourceError)>> + Send>;

/// The inputs of paths, read one after another.
pub struct Source {
    paths: Paths,
    options: Options,
    walk: Option<Walk>,
    records: Option<Records>,
}

impl Source {
    /// Reads the files, folders and `-` (standard input) that `paths` gives.
    #[must_use]
    pub fn new(paths: Paths, options: Options) -> Self {
        Self {
            paths,
            options,
            walk: None,
            records: None,
        }
    }

    /// Begins with a path that was given: opens a folder or a file; nothing where the items follow.
    fn begin(&mut self, path: PathBuf) -> Option<Item> {
        if path.as_os_str() == "-" {
            let hints = Hints {
                live: true,
                forced_lines: self.options.every_line,
                ..self.hints(&path)
            };
            return self.frame(path, Box::new(io::stdin()), hints);
        }
        match fs::metadata(&path) {
            Ok(seen) if seen.is_dir() => match Walk::new(path.clone()) {
                Ok(walk) => {
                    self.walk = Some(walk);
                    None
                }
                Err(error) => Some(failed(path, error.into())),
            },
            Ok(seen) => match file::special(&seen) {
                Some(kind) => Some(failed(path, SourceError::Special(kind))),
                None => self.open(path),
            },
            Err(_) if path.is_symlink() => Some(failed(path, SourceError::DeadLink)),
            Err(error) => Some(failed(path, error.into())),
        }
    }

    fn entry(&mut self, entry: Entry) -> Option<Item> {
        match entry {
            Entry::Skipped(kind) => Some(Item::Skipped(kind)),
            Entry::Failed(path, error) => Some(failed(path, error)),
            Entry::File(path) => {
                let nameless = path.extension().is_none();
                match self.open(path) {
                    Some(Item::Failed(_, SourceError::Foreign { name, .. })) if nameless => {
                        Some(Item::Skipped(name))
                    }
                    item => item,
                }
            }
        }
    }

    fn open(&mut self, path: PathBuf) -> Option<Item> {
        if let Some(packed) = kind::by_name(&path).filter(|kind| kind.handling == Handling::Packed)
        {
            return Some(failed(path, packed.into()));
        }
        let opened = File::open(&path).and_then(|file| Ok((file.metadata()?, file)));
        let (seen, file) = match opened {
            Ok(opened) => opened,
            Err(error) => return Some(failed(path, error.into())),
        };
        if FileId::of(&seen).is_some_and(|id| self.options.outputs.contains(&id)) {
            return Some(Item::Skipped("file that is being written"));
        }
        let hints = Hints {
            live: !seen.is_file(),
            size: seen.is_file().then_some(seen.len()),
            ..self.hints(&path)
        };
        self.frame(path, Box::new(file), hints)
    }

    fn hints(&self, path: &Path) -> Hints {
        Hints {
            format: self.options.format,
            named_lines: kind::names_lines(path),
            ..Hints::default()
        }
    }

    fn frame(&mut self, path: PathBuf, stream: Stream, hints: Hints) -> Option<Item> {
        match frame::frame(stream, hints) {
            Err(error) => Some(failed(path, error)),
            Ok(Framed::Whole(bytes)) => Some(Item::Input(Input {
                locator: Locator { path, record: None },
                bytes,
                format: self.options.format,
                capture: None,
            })),
            Ok(Framed::Lines(lines)) => {
                let records = Records::new(path, lines, self.options.format);
                self.records = Some(if hints.forced_lines {
                    records.every_line()
                } else {
                    records
                });
                None
            }
        }
    }
}

impl Iterator for Source {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let item = if let Some(records) = &mut self.records {
                let item = records.next();
                if item.is_none() {
                    self.records = None;
                }
                item
            } else if let Some(walk) = &mut self.walk {
                if let Some(entry) = walk.next(&self.options.globs) {
                    self.entry(entry)
                } else {
                    self.walk = None;
                    None
                }
            } else {
                match self.paths.next()? {
                    Ok(path) => self.begin(path),
                    Err((locator, error)) => Some(Item::Failed(locator, error)),
                }
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

fn failed(path: PathBuf, error: SourceError) -> Item {
    Item::Failed(Locator { path, record: None }, error)
}
