//! The records of a file that has one on every line.

use std::path::PathBuf;

use super::frame::{Line, Lines};
use super::{Item, SourceError};
use crate::model::{Format, Input, Locator};

/// The records of an open file.
pub(super) struct Records {
    path: PathBuf,
    lines: Lines,
    format: Option<Format>,
    /// A blank line is a record too.
    every_line: bool,
    /// One record at least is expected, and none has come yet.
    empty: bool,
    broken: bool,
}

impl Records {
    /// The records on `lines`, blank ones left out.
    pub(super) fn new(path: PathBuf, lines: Lines, format: Option<Format>) -> Self {
        Self {
            path,
            lines,
            format,
            every_line: false,
            empty: true,
            broken: false,
        }
    }

    /// Makes a record of every line, and none of no line.
    pub(super) fn every_line(self) -> Self {
        Self {
            every_line: true,
            empty: false,
            ..self
        }
    }

    /// The next record.
    pub(super) fn next(&mut self) -> Option<Item> {
        while !self.broken {
            let item = match self.lines.next() {
                Err(error) => {
                    self.broken = true;
                    self.failure(None, error.into())
                }
                Ok(None) if self.empty => self.failure(None, SourceError::Empty),
                Ok(None) => return None,
                Ok(Some(Line::TooLong(number))) => {
                    self.failure(Some(number), SourceError::LineTooLong(self.lines.limit()))
                }
                Ok(Some(Line::Whole(number, bytes))) => {
                    if bytes.trim_ascii().is_empty() && !self.every_line {
                        continue;
                    }
                    Item::Input(self.input(number, bytes))
                }
            };
            self.empty = false;
            return Some(item);
        }
        None
    }

    fn failure(&self, record: Option<u64>, error: SourceError) -> Item {
        Item::Failed(Locator::new(&self.path, record), error)
    }

    fn input(&self, number: u64, bytes: Vec<u8>) -> Input {
        // A line that is no JSON is to fail as such, not to be read as a text of one line.
        let json = matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[') | None);
        Input {
            locator: Locator::new(&self.path, Some(number)),
            format: self.format.or((!json).then_some(Format::Ndjson)),
            capture: None,
            part: None,
            bytes,
        }
    }
}
