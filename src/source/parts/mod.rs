//! Long files that hold many documents in one frame: feeds and exports in XML, arrays of JSON. Each document is an input of its
//! own, and only one is held, so that an export of any length takes the memory of its largest item.

mod array;
mod feed;

use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

pub use array::array_items;
pub use feed::{feed_format, feed_items, is_feed};

use super::ahead::Ahead;
use super::frame::Hints;
use super::{Item, SourceError};
use crate::model::{FeedPart, Format, Input, Locator, Place};

/// Files up to this size are read whole, in bytes.
const WHOLE: usize = 4 << 20;
/// As many bytes tell what a file is.
const SEEN: usize = 1 << 12;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// An item begins there; an open one ends by it.
    Begin,
    /// The open item ends before that place.
    End,
    /// The frame is closed before that place.
    Close,
}

/// A mark and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    mark: Mark,
    place: usize,
    /// Where the next one is looked for.
    next: usize,
}

impl Found {
    const fn new(mark: Mark, place: usize, next: usize) -> Self {
        Self { mark, place, next }
    }
}

/// The items between marks, the last one up to the end if that is where it breaks off; whether the frame is closed.
fn all(
    length: usize,
    mut next: impl FnMut(usize) -> Result<Found, usize>,
) -> (Vec<Range<usize>>, bool) {
    let (mut items, mut closed) = (Vec::new(), false);
    let (mut at, mut open) = (0, None);
    while let Ok(found) = next(at)
        && !closed
    {
        items.extend(open.take().map(|start| start..found.place));
        closed = found.mark == Mark::Close;
        open = (found.mark == Mark::Begin).then_some(found.place);
        at = found.next;
    }
    items.extend(open.map(|start| start..length));
    (items, closed)
}

/// What holds the documents together.
#[derive(Debug)]
pub(super) enum Frame {
    Feed(feed::Scan),
    Array(array::Scan),
}

impl Frame {
    /// The frame of a file that is too long to be held; nothing for any other file.
    pub(super) fn of(stream: &mut Ahead, hints: Hints) -> io::Result<Option<Self>> {
        if !matches!(stream.view().first(), Some(b'<' | b'[' | 0xef)) {
            return Ok(None);
        }
        let start = stream.look(SEEN)?;
        let frame = match hints.format {
            None | Some(Format::Feed | Format::Wxr) if is_feed(start) => {
                Self::Feed(feed::Scan::default())
            }
            None | Some(Format::Wordpress) if !hints.named_lines && array::begins(start) => {
                Self::Array(array::Scan::default())
            }
            _ => return Ok(None),
        };
        let whole = WHOLE.min(hints.limit);
        let long = stream.look(whole + 1)?.len() > whole;
        Ok(long.then_some(frame))
    }

    fn next(&mut self, bytes: &[u8], at: usize, ended: bool) -> Result<Found, usize> {
        match self {
            Self::Feed(scan) => scan.next(bytes, at, ended),
            Self::Array(scan) => scan.next(bytes, at),
        }
    }

    const fn is_open(&self) -> bool {
        match self {
            Self::Feed(scan) => scan.is_open(),
            Self::Array(scan) => scan.is_open(),
        }
    }

    /// What is open in which nothing else is looked for.
    fn unclosed(&self) -> Option<&'static str> {
        match self {
            Self::Feed(scan) => scan.unclosed(),
            Self::Array(_) => None,
        }
    }

    /// Ends an item that only what stands behind it would end; tells whether there was one.
    const fn close(&mut self) -> bool {
        match self {
            Self::Feed(_) => false,
            Self::Array(scan) => scan.close(),
        }
    }
}

/// The documents of an open file.
pub(super) struct Parts {
    path: PathBuf,
    stream: Ahead,
    frame: Frame,
    format: Option<Format>,
    limit: usize,
    /// How far the bytes that are here have been looked at.
    at: usize,
    /// What stands before the first item, and what kind of feed that begins.
    head: Option<(Arc<[u8]>, Format)>,
    place: Place,
    number: u64,
    /// The open item is above the limit.
    too_long: bool,
    closed: bool,
    ended: bool,
}

impl Parts {
    pub(super) fn new(path: PathBuf, stream: Ahead, frame: Frame, hints: Hints) -> Self {
        Self {
            path,
            stream,
            frame,
            format: hints.format,
            limit: hints.limit,
            at: 0,
            head: None,
            place: Place::START,
            number: 0,
            too_long: false,
            closed: false,
            ended: false,
        }
    }

    /// The next document.
    pub(super) fn next(&mut self) -> Option<Item> {
        while !self.ended {
            let open = self.frame.is_open();
            let (view, whole) = (self.stream.view(), self.stream.is_whole());
            match self.frame.next(view, self.at, whole) {
                Ok(found) => {
                    let bytes = self.take(found.place, open || self.head.is_none());
                    self.at = found.next - found.place;
                    self.closed |= found.mark == Mark::Close;
                    match bytes {
                        Some((bytes, place)) if open => return Some(self.item(bytes, place)),
                        Some((bytes, _)) => {
                            let format = feed_format(&bytes);
                            self.head = Some((bytes.into(), format));
                        }
                        None => {}
                    }
                }
                Err(seen) => {
                    self.at = seen;
                    if let Some(item) = self.more() {
                        return Some(item);
                    }
                }
            }
        }
        None
    }

    /// Takes the bytes before a place, and keeps them if they are wanted; with the place where they begin.
    fn take(&mut self, end: usize, wanted: bool) -> Option<(Vec<u8>, Place)> {
        let bytes = &self.stream.view()[..end];
        let place = self.place;
        self.place = place.behind(bytes);
        let kept = wanted.then(|| (bytes.to_vec(), place));
        self.stream.consume(end);
        kept
    }

    /// Reads on; gives what went wrong, or the item that the end of the file cuts off.
    fn more(&mut self) -> Option<Item> {
        if self.stream.view().len() > self.limit {
            if !self.frame.is_open() && self.head.is_none() {
                self.ended = true;
                return Some(self.failure(None, SourceError::TooLarge(self.limit)));
            }
            self.too_long = self.frame.is_open();
        }
        let wanted = self.head.is_none() || self.frame.is_open() && !self.too_long;
        if !wanted {
            self.take(self.at, false);
            self.at = 0;
        }
        if self.stream.is_whole() {
            return self.end();
        }
        match self.stream.more() {
            Ok(_) => None,
            Err(error) => {
                self.ended = true;
                Some(self.failure(None, error.into()))
            }
        }
    }

    fn end(&mut self) -> Option<Item> {
        let open = self.frame.is_open();
        // A whole element is read without an error, and does not tell that the array lacks its end.
        self.ended = !self.frame.close();
        self.at = 0;
        let rest = self.take(self.stream.view().len(), true);
        if let Some((bytes, place)) = rest.filter(|_| open) {
            return Some(self.item(bytes, place));
        }
        let cause = match self.frame.unclosed() {
            Some(what) => SourceError::Unclosed {
                what,
                items: self.number,
            },
            None => SourceError::CutOff(self.place.line),
        };
        (!self.closed).then(|| self.failure(None, cause))
    }

    fn item(&mut self, bytes: Vec<u8>, place: Place) -> Item {
        self.number += 1;
        if std::mem::take(&mut self.too_long) || bytes.len() > self.limit {
            return self.failure(Some(self.number), SourceError::ItemTooLong(self.limit));
        }
        if matches!(self.frame, Frame::Array(_)) && !bytes.starts_with(b"{") {
            return self.failure(Some(self.number), SourceError::NoObject);
        }
        let head = self
            .head
            .clone()
            .filter(|_| matches!(self.frame, Frame::Feed(_)));
        Item::Input(Input {
            format: self.format,
            part: head.map(|(head, format)| FeedPart {
                head,
                format,
                place,
            }),
            ..Input::new(Locator::new(&self.path, Some(self.number)), bytes)
        })
    }

    fn failure(&self, record: Option<u64>, error: SourceError) -> Item {
        Item::Failed(Locator::new(&self.path, record), error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives what it reads in pieces of a few bytes.
    struct Slow<R>(R);

    impl<R: io::Read> io::Read for Slow<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(7);
            self.0.read(&mut buffer[..count])
        }
    }

    fn parts(text: &str, limit: usize) -> Vec<Result<(String, u64, u64), String>> {
        let stream = Ahead::new(Box::new(Slow(io::Cursor::new(text.to_owned()))));
        let frame = if text.starts_with('<') {
            Frame::Feed(feed::Scan::default())
        } else {
            Frame::Array(array::Scan::default())
        };
        let hints = Hints {
            limit,
            ..Hints::default()
        };
        let mut parts = Parts::new("a".into(), stream, frame, hints);
        let mut all = Vec::new();
        while let Some(item) = parts.next() {
            all.push(match item {
                Item::Input(input) => {
                    let at = input
                        .part
                        .map_or((0, 0), |part| (part.place.line, part.place.column));
                    Ok((String::from_utf8(input.bytes).unwrap(), at.0, at.1))
                }
                Item::Failed(_, error) => Err(error.to_string()),
                Item::Skipped(_) => panic!(),
            });
        }
        all
    }

    fn whole(text: &str, line: u64, column: u64) -> Result<(String, u64, u64), String> {
        Ok((text.to_owned(), line, column))
    }

    #[test]
    fn every_item_is_an_input_that_knows_its_place() {
        let feed = "<rss>\n<title>Ü</title><item>one</item>\n  <item>two</item></rss>\n";
        let expected = [
            whole("<item>one</item>", 2, 17),
            whole("<item>two</item>", 3, 3),
        ];
        assert_eq!(parts(feed, 100), expected);
        let array = "[{\"a\": 1},\n{\"a\": \"]\"}]";
        assert_eq!(
            parts(array, 100),
            [whole("{\"a\": 1}", 0, 0), whole("{\"a\": \"]\"}", 0, 0)]
        );
    }

    #[test]
    fn an_item_above_the_limit_costs_itself_only() {
        let feed = format!("<rss><item>{}</item><item>two</item></rss>", "x".repeat(90));
        let found = parts(&feed, 40);
        assert!(found[0].as_ref().unwrap_err().contains("40 bytes"));
        assert_eq!(found[1..], [whole("<item>two</item>", 1, 109)]);
    }

    #[test]
    fn a_file_that_breaks_off_says_so() {
        let found = parts("<rss><item>one</item>\n", 100);
        assert_eq!(found[0], whole("<item>one</item>", 1, 6));
        assert!(found[1].as_ref().unwrap_err().contains("line 2"));
        let found = parts("[{\"a\": 1}, {\"a\": ", 100);
        assert_eq!(found[1..], [whole("{\"a\": ", 0, 0)]);
        let found = parts("[{\"a\": 1},\n{}", 100);
        assert_eq!(found[1], whole("{}", 0, 0));
        assert!(found[2].as_ref().unwrap_err().contains("line 2"));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn an_element_that_is_no_object_fails_alone() {
        let found = parts("[{\"a\": 1}, \"Ferry\", {}]", 100);
        assert!(found[1].as_ref().unwrap_err().contains("no object"));
        assert_eq!(found[2..], [whole("{}", 0, 0)]);
    }

    #[test]
    fn an_end_tag_without_an_end_does_not_hold_the_rest() {
        for tag in ["</item ", "</item><x></rss "] {
            let long = "x".repeat(20_000);
            let feed = format!("<rss><item>one{tag}{long}<item>two</item></rss>");
            let found = parts(&feed, 2_000);
            assert!(found[0].as_ref().unwrap().0.starts_with("<item>one</item"));
            let last = found.last().unwrap().as_ref().unwrap();
            assert_eq!(last.0, "<item>two</item>");
            assert!(found.len() <= 3, "{}", found.len());
        }
    }
}
