//! What was read and where it came from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Names where an input came from, for records and for messages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    /// The path as it was typed or found below a typed directory; `-` for standard input. A member of an archive follows
    /// behind a `#`: the name of a file in a tar or zip archive, the number of a record in a web archive.
    pub path: PathBuf,
    /// The number of the record inside a file that holds many (a line of NDJSON), from 1; none for a whole file.
    pub record: Option<u64>,
}

impl Locator {
    /// A record of a file, or the file itself.
    #[must_use]
    pub fn new(path: &Path, record: Option<u64>) -> Self {
        Self {
            path: path.to_path_buf(),
            record,
        }
    }
}

/// One document as it was collected: a whole file, or one record of a file that holds many.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it came from.
    pub locator: Locator,
    /// Its raw bytes.
    pub bytes: Vec<u8>,
    /// The format that the user said it has; `None` means it is found out.
    pub format: Option<Format>,
    /// What the crawler noted that fetched it, where it comes out of a web archive.
    pub capture: Option<Box<Capture>>,
    /// What is known of the feed, where it is one item of a long one.
    pub part: Option<FeedPart>,
}

impl Input {
    /// An input of which only its bytes are known.
    #[must_use]
    pub const fn new(locator: Locator, bytes: Vec<u8>) -> Self {
        Self {
            locator,
            bytes,
            format: None,
            capture: None,
            part: None,
        }
    }
}

/// What stands around an item in its feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPart {
    /// What stands before the first item; the same bytes in memory for all items of a feed.
    pub head: Arc<[u8]>,
    /// What kind of feed it is, by its head.
    pub format: Format,
    /// Where the item begins in the file.
    pub place: Place,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The character of that line, from 1.
    pub column: u64,
}

impl Place {
    /// The beginning of a file.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place behind some bytes of UTF-8; those that go on a character do not count.
    #[must_use]
    pub fn behind(self, bytes: &[u8]) -> Self {
        let lines = memchr::memchr_iter(b'\n', bytes).count() as u64;
        let last = bytes.rsplit(|&byte| byte == b'\n').next().unwrap_or(bytes);
        let columns = last.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u64;
        Self {
            line: self.line + lines,
            column: columns + if lines == 0 { self.column } else { 1 },
        }
    }
}

/// What a crawler noted when it fetched a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    /// The address that was asked for.
    pub url: Option<String>,
    /// When it was fetched, as the archive says it: `2025-06-21T10:00:00Z`.
    pub fetched: Option<String>,
    /// The encoding that the server named.
    pub charset: Option<String>,
}

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text of one article.
    Text,
    /// The text of a whole web page: menus, article, footer.
    Dump,
    /// An HTML page.
    Html,
    /// A post, an array of posts or `{"posts": […]}` of a WordPress REST API.
    Wordpress,
    /// One normalised article or one record of newscorp itself: a line of NDJSON.
    Ndjson,
    /// A feed with its items: RSS, RDF, Atom or JSON Feed.
    Feed,
    /// An export of a WordPress site: its posts in extended RSS.
    Wxr,
    /// A mail, or a box of them (mbox).
    Mail,
}

impl Format {
    /// Every format, in the order of their definition.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Dump,
        Self::Html,
        Self::Wordpress,
        Self::Ndjson,
        Self::Feed,
        Self::Wxr,
        Self::Mail,
    ];

    /// The name that records and `--input-format` use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dump => "dump",
            Self::Html => "html",
            Self::Wordpress => "wordpress",
            Self::Ndjson => "ndjson",
            Self::Feed => "feed",
            Self::Wxr => "wxr",
            Self::Mail => "mail",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}
