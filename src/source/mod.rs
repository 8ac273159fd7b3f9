//! Where bytes come from: files, folders, standard input, and what is packed in them. It frames: one [`Input`] a document
//! or record, lazily, in a stable order, within limits of size.
//!
//! A file is one document, unless its name (`.ndjson`, `.jsonl`) or its content (an object on each of the first lines)
//! says that every line is a record. Lines are read as they come, so that a file of any length takes the memory of one
//! line; so are long feeds and arrays of JSON, item by item. Compressed files are unpacked as they are read; the members of an archive are documents, or files of records, of
//! their own. What a file is packed by, its first bytes say.

mod ahead;
mod archive;
mod error;
mod file;
mod frame;
mod glob;
mod kind;
mod members;
mod meter;
mod parts;
mod records;
mod unpack;
mod walk;
mod warc;
mod wide;

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use error::{SourceError, plain};
pub use file::FileId;
pub use glob::Globs;
pub use meter::Meter;
pub use parts::{array_items, feed_format, feed_items, is_feed};
pub use wide::false_mark;

use crate::model::{Format, Input, Locator};
use ahead::Ahead;
use archive::{Archive, Zip};
use frame::{Framed, Hints};
use kind::Handling;
use members::{Found, Members};
use meter::Metered;
use parts::Parts;
use records::Records;
use unpack::Packing;
use walk::{Entry, Walk};

/// The size up to which a document, or a line as a record, is read, in bytes, unless the user says otherwise.
pub const USUAL_LIMIT: usize = 64 << 20;

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
#[derive(Clone, Debug)]
pub struct Options {
    /// The format that the inputs have; `None` means it is found out.
    pub format: Option<Format>,
    /// Which files of folders are read.
    pub globs: Globs,
    /// Every line of standard input is a record, even a blank one and whatever is in it.
    pub every_line: bool,
    /// Files that are being written, which must not be read at the same time.
    pub outputs: Vec<FileId>,
    /// The one among them that is there already, and whose content is replaced when the run ends.
    pub kept: Option<FileId>,
    /// How long a document or a line may be, unpacked, in bytes.
    pub limit: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            globs: Globs::default(),
            every_line: false,
            outputs: Vec::new(),
            kept: None,
            limit: USUAL_LIMIT,
        }
    }
}

/// What a file is that is passed over because the run writes it.
pub const OWN_OUTPUT: &str = "file that is being written";

/// What a file is that is passed over because the run is to replace it.
pub const OLD_OUTPUT: &str = "file that is to be replaced";

/// The paths to read; a list of them may fail half way.
pub type Paths = Box<dyn Iterator<Item = Result<PathBuf, (Locator, SourceError)>> + Send>;

/// The inputs of paths, read one after another.
pub struct Source {
    paths: Paths,
    options: Options,
    walk: Option<Walk>,
    members: Option<Members>,
    records: Option<Records>,
    parts: Option<Parts>,
    meter: Arc<Meter>,
}

impl Source {
    /// Reads the files, folders and `-` (standard input) that `paths` gives.
    #[must_use]
    pub fn new(paths: Paths, options: Options) -> Self {
        Self {
            paths,
            options,
            walk: None,
            members: None,
            records: None,
            parts: None,
            meter: Arc::default(),
        }
    }

    /// The same with another meter, that others look at.
    #[must_use]
    pub fn metered(self, meter: Arc<Meter>) -> Self {
        Self { meter, ..self }
    }

    /// Begins with a path that was given: opens a folder or a file; nothing where the items follow.
    fn begin(&mut self, path: PathBuf) -> Option<Item> {
        if path.as_os_str() == "-" {
            let hints = Hints {
                live: true,
                forced_lines: self.options.every_line,
                ..self.hints(&path)
            };
            let stream = Ahead::new(Box::new(io::stdin()));
            // A line that begins like an archive is a bad record, and costs itself only.
            return if hints.forced_lines {
                self.frame(path, stream, hints)
            } else {
                self.look(path, stream, hints)
            };
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
        let (seen, mut file) = match opened {
            Ok(opened) => opened,
            Err(error) => return Some(failed(path, error.into())),
        };
        match FileId::of(&seen) {
            Some(id) if self.options.kept == Some(id) => return Some(Item::Skipped(OLD_OUTPUT)),
            Some(id) if self.options.outputs.contains(&id) => {
                return Some(Item::Skipped(OWN_OUTPUT));
            }
            _ => {}
        }
        let hints = Hints {
            live: !seen.is_file(),
            size: seen.is_file().then_some(seen.len()),
            ..self.hints(&path)
        };
        if seen.is_file() && is_zip(&mut file, hints) {
            self.meter.add(seen.len());
            return self.open_zip(path, file);
        }
        let meter = Arc::clone(&self.meter);
        self.look(path, Ahead::new(Box::new(Metered { file, meter })), hints)
    }

    fn hints(&self, path: &Path) -> Hints {
        Hints {
            format: self.options.format,
            named_lines: kind::names_lines(path),
            limit: self.options.limit,
            ..Hints::default()
        }
    }

    /// Documents of word processors and the like are zip archives too.
    fn open_zip(&mut self, path: PathBuf, file: File) -> Option<Item> {
        let opened = match kind::by_name(&path) {
            Some(kind) => Err(kind.into()),
            None => Zip::open(file),
        };
        match opened {
            Ok(zip) => self.enter(path, Box::new(zip)),
            Err(error) => Some(failed(path, error)),
        }
    }

    /// Begins with the members of an archive.
    fn enter(&mut self, path: PathBuf, archive: Box<dyn Archive>) -> Option<Item> {
        self.members = Some(Members::new(path, archive, self.walk.is_some()));
        None
    }

    /// Unpacks a stream that is packed, and enters an archive; else the stream is a document or records.
    fn look(&mut self, path: PathBuf, mut stream: Ahead, hints: Hints) -> Option<Item> {
        if let Err(error) = see(&mut stream) {
            return Some(failed(path, error.into()));
        }
        if frame::is_bad_line(stream.view(), hints) {
            return self.frame(path, stream, hints);
        }
        let packing = Packing::of(stream.view());
        let (stream, hints) = match unpacked(stream, packing, hints) {
            Ok(opened) => opened,
            Err(error) => return Some(failed(path, error.into())),
        };
        if let Err(error) = self.admit(stream.view()) {
            return Some(failed(path, error));
        }
        let mut stream = match archive::open(stream, self.options.limit) {
            Ok(archive) => return self.enter(path, archive),
            Err(stream) => stream,
        };
        if let Err(error) = check_name(&path, packing, &mut stream) {
            return Some(failed(path, error));
        }
        self.frame(path, stream, hints)
    }

    /// Refuses what is not looked into where it stands: packed twice, an archive in an archive.
    fn admit(&self, head: &[u8]) -> Result<(), SourceError> {
        if let Some(packing) = Packing::of(head) {
            return Err(SourceError::PackedTwice(packing.name()));
        }
        match archive::name(head) {
            Some(name) if self.members.is_some() => Err(SourceError::Nested(name)),
            _ if Zip::begins(head) => Err(SourceError::ZipStream),
            _ => Ok(()),
        }
    }

    fn frame(&mut self, path: PathBuf, stream: Ahead, hints: Hints) -> Option<Item> {
        match frame::frame(stream, hints) {
            Err(error) => Some(failed(path, error)),
            Ok(Framed::Whole(bytes)) => Some(Item::Input(Input {
                format: self.options.format,
                ..Input::new(Locator { path, record: None }, bytes)
            })),
            Ok(Framed::Parts(stream, frame)) => {
                self.parts = Some(Parts::new(path, stream, frame, hints));
                None
            }
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

    /// What a member of an archive gave; nothing where the items follow.
    fn member(&mut self, found: Found) -> Option<Item> {
        match found {
            Found::Item(Item::Input(input)) => Some(Item::Input(Input {
                format: self.options.format,
                ..input
            })),
            Found::Item(item) => Some(item),
            Found::File { path, stream, size } => {
                let hints = Hints {
                    size: Some(size),
                    ..self.hints(&path)
                };
                let nameless = path.extension().is_none();
                match self.look(path, Ahead::new(stream), hints) {
                    Some(Item::Failed(_, SourceError::Foreign { name, .. })) if nameless => {
                        Some(Item::Skipped(name))
                    }
                    item => item,
                }
            }
        }
    }

    /// The next item of what is open; nothing where nothing is, or the item is yet to be found.
    fn inner(&mut self) -> Option<Item> {
        if let Some(records) = &mut self.records {
            let item = records.next();
            if item.is_none() {
                self.records = None;
            }
            return item;
        }
        if let Some(parts) = &mut self.parts {
            let item = parts.next();
            if item.is_none() {
                self.parts = None;
            }
            return item;
        }
        if let Some(members) = &mut self.members {
            let Some(found) = members.next(&self.options.globs) else {
                self.members = None;
                return None;
            };
            return self.member(found);
        }
        let walk = self.walk.as_mut()?;
        let Some(entry) = walk.next(&self.options.globs) else {
            self.walk = None;
            return None;
        };
        self.entry(entry)
    }

    const fn is_open(&self) -> bool {
        self.records.is_some()
            || self.parts.is_some()
            || self.members.is_some()
            || self.walk.is_some()
    }
}

/// Whether a file is a zip archive; it is at its beginning again.
fn is_zip(file: &mut File, hints: Hints) -> bool {
    let mut head = Vec::new();
    let read = file.take(archive::HEAD as u64).read_to_end(&mut head);
    let zip = read.is_ok() && Zip::begins(&head) && !frame::is_bad_line(&head, hints);
    file.rewind().is_ok() && zip
}

/// A stream without its packing, of which so much is seen that it can be told what it is.
fn unpacked(stream: Ahead, packing: Option<Packing>, hints: Hints) -> io::Result<(Ahead, Hints)> {
    let Some(packing) = packing else {
        return Ok((stream, hints));
    };
    let mut stream = Ahead::new(unpack::unpack(packing, Box::new(stream)));
    see(&mut stream)?;
    let size = None;
    Ok((stream, Hints { size, ..hints }))
}

/// Refuses what is not what its name claims and nothing else either: too short for it, or no text. Pages that servers sent
/// without the packing that they were asked for are texts, and read. Zeros alone are an archive of nothing.
fn check_name(
    path: &Path,
    packing: Option<Packing>,
    stream: &mut Ahead,
) -> Result<(), SourceError> {
    let Some(claim) = kind::claim(path, packing.is_some()) else {
        return Ok(());
    };
    let head = stream.look(archive::HEAD)?;
    let foreign = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    let text = wide::is_marked(head) || !head.iter().any(foreign);
    if text && head.len() >= claim.shortest || head.iter().all(|&byte| byte == 0) {
        return Ok(());
    }
    Err(SourceError::Misnamed(claim.name))
}

/// Looks at the first bytes. A text is not waited for: whoever feeds it may wait for an answer to its first line.
fn see(stream: &mut Ahead) -> io::Result<()> {
    stream.look(1)?;
    let records = stream.view().starts_with(b"{") || stream.view().starts_with(b"[");
    if !records {
        stream.look(8)?;
    }
    if stream.view().contains(&0) {
        stream.look(archive::HEAD)?;
    }
    Ok(())
}

impl Iterator for Source {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let item = if self.is_open() {
                self.inner()
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
