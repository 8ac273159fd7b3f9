//! The members of an open archive: which of them are read, and under which name.

use std::path::{Path, PathBuf};

use super::archive::{Archive, Step};
use super::frame::Stream;
use super::kind::{self, Handling};
use super::{Globs, Item, SourceError};
use crate::model::{Input, Locator};

/// The members of an open archive.
pub(super) struct Members {
    path: PathBuf,
    archive: Box<dyn Archive>,
    /// The archive was found in a folder and matches what is wanted, and with it its members.
    wanted: bool,
    /// How many members were handed on or failed.
    given: u64,
    skipped: u64,
    /// How many files no pattern wanted.
    unwanted: u64,
    ended: bool,
}

/// What comes next.
pub(super) enum Found {
    Item(Item),
    /// A file, to be looked into before the next member is asked for.
    File {
        path: PathBuf,
        stream: Stream,
        size: u64,
    },
}

impl Members {
    pub(super) const fn new(path: PathBuf, archive: Box<dyn Archive>, wanted: bool) -> Self {
        Self {
            path,
            archive,
            wanted,
            given: 0,
            skipped: 0,
            unwanted: 0,
            ended: false,
        }
    }

    /// What comes next; the last one of an archive without any document says so.
    pub(super) fn next(&mut self, globs: &Globs) -> Option<Found> {
        loop {
            let found = match self.archive.next() {
                None => return self.end(),
                Some(Step::Skipped(what)) => Found::Item(Item::Skipped(what)),
                Some(Step::Failed(name, error)) => {
                    let path = name.map_or_else(|| self.path.clone(), |name| self.locator(&name));
                    Found::Item(Item::Failed(Locator { path, record: None }, error))
                }
                Some(Step::Page {
                    name,
                    bytes,
                    capture,
                }) => {
                    let path = self.locator(&name);
                    let mut input = Input::new(Locator { path, record: None }, bytes);
                    input.capture = Some(Box::new(capture));
                    Found::Item(Item::Input(input))
                }
                Some(Step::Member { name, stream, size }) => match self.file(&name, globs) {
                    Some(Ok(path)) => Found::File { path, stream, size },
                    Some(Err(what)) => Found::Item(Item::Skipped(what)),
                    None => continue,
                },
            };
            match found {
                Found::Item(Item::Skipped(_)) => self.skipped += 1,
                _ => self.given += 1,
            }
            return Some(found);
        }
    }

    /// The path of a file, or what it is if it holds no article; nothing for one that is left out without a word.
    fn file(&mut self, name: &str, globs: &Globs) -> Option<Result<PathBuf, &'static str>> {
        let name = name.strip_prefix("./").unwrap_or(name);
        let below = Path::new(name);
        let hidden = |part: &str| part.starts_with('.') && !part.trim_matches('.').is_empty();
        if name
            .split('/')
            .any(|part| hidden(part) || part == "__MACOSX")
        {
            return None;
        }
        let verdict = if self.wanted {
            globs.refuses(below).then_some(false)
        } else {
            globs.verdict(below)
        };
        match verdict {
            Some(false) => {
                self.unwanted += 1;
                return None;
            }
            Some(true) => return Some(Ok(self.locator(name))),
            None => {}
        }
        match kind::by_name(below) {
            Some(kind) if kind.handling == Handling::Skip => Some(Err(kind.name)),
            _ => Some(Ok(self.locator(name))),
        }
    }

    /// `news.tar.gz#2025/a.html`.
    fn locator(&self, name: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push("#");
        path.push(name);
        path.into()
    }

    fn end(&mut self) -> Option<Found> {
        let nothing = self.given == 0 && !self.ended;
        self.ended = true;
        let error = match (self.unwanted, self.skipped) {
            (0, skipped) => SourceError::NoMembers { skipped },
            (unwanted, _) => SourceError::NoMatch { unwanted },
        };
        let locator = Locator {
            path: self.path.clone(),
            record: None,
        };
        nothing.then(|| Found::Item(Item::Failed(locator, error)))
    }
}
