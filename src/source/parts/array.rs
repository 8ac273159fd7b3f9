//! Where the elements of a JSON array begin and end, found in bytes that may come piece by piece.

use std::ops::Range;

use memchr::memchr2;

use super::{Found, Mark};

/// What has been seen of an array.
#[derive(Debug, Default)]
pub(in crate::source) struct Scan {
    /// How many brackets are open; the array itself is the first.
    depth: usize,
    in_string: bool,
    /// An element has begun that has not ended.
    open: bool,
}

/// Whether a text is an array of objects, by its beginning.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let inside = text.trim_ascii_start().strip_prefix(b"[");
    inside.is_some_and(|inside| inside.trim_ascii_start().starts_with(b"{"))
}

impl Scan {
    /// Whether an element is open.
    pub(super) const fn is_open(&self) -> bool {
        self.open
    }

    /// Ends the element that is open, if it is whole; tells whether one was.
    pub(super) const fn close(&mut self) -> bool {
        let whole = self.open && self.depth == 1 && !self.in_string;
        self.open &= !whole;
        whole
    }

    /// The next mark from `at` on; or the place up to which there is none.
    pub(super) fn next(&mut self, bytes: &[u8], mut at: usize) -> Result<Found, usize> {
        loop {
            if self.in_string {
                at = self.string(bytes, at)?;
            }
            let Some(&byte) = bytes.get(at) else {
                return Err(at);
            };
            let ends = self.open && self.depth == 1 && matches!(byte, b',' | b']');
            if ends {
                self.open = false;
                return Ok(Found::new(Mark::End, at, at));
            }
            let begins = self.depth == 1 && !self.open;
            if begins && !byte.is_ascii_whitespace() && !matches!(byte, b',' | b']') {
                self.open = true;
                return Ok(Found::new(Mark::Begin, at, at));
            }
            at += 1;
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Ok(Found::new(Mark::Close, at, at));
                    }
                }
                _ => {}
            }
        }
    }

    /// The place behind the end of the string that is open.
    fn string(&mut self, bytes: &[u8], mut at: usize) -> Result<usize, usize> {
        while let Some(found) = memchr2(b'"', b'\\', &bytes[at..]) {
            at += found;
            if bytes[at] == b'"' {
                self.in_string = false;
                return Ok(at + 1);
            }
            if at + 1 == bytes.len() {
                return Err(at);
            }
            at += 2;
        }
        Err(bytes.len())
    }
}

/// The elements of an array that is held whole, as far as they can be told apart, and whether it is closed behind them.
#[must_use]
pub fn array_items(bytes: &[u8]) -> (Vec<Range<usize>>, bool) {
    let mut scan = Scan::default();
    super::all(bytes.len(), |at| scan.next(bytes, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(array: &str) -> (Vec<&str>, bool) {
        let (mut scan, mut at, mut start, mut found) = (Scan::default(), 0, 0, Vec::new());
        let mut end = 0;
        loop {
            match scan.next(&array.as_bytes()[..end], at) {
                Ok(mark) => {
                    at = mark.next;
                    match mark.mark {
                        Mark::Begin => start = mark.place,
                        Mark::End => found.push(&array[start..mark.place]),
                        Mark::Close => return (found, true),
                    }
                }
                Err(place) => {
                    at = place;
                    end += 1;
                    if end > array.len() {
                        return (found, false);
                    }
                }
            }
        }
    }

    #[test]
    fn elements_are_found_byte_by_byte() {
        let array = "[ {\"a\": \"]\\\"\\\\\", \"b\": [1, {}]},\n7 , {}]";
        let expected = ["{\"a\": \"]\\\"\\\\\", \"b\": [1, {}]}", "7 ", "{}"];
        assert_eq!(elements(array), (expected.to_vec(), true));
        assert_eq!(elements("[{}, {\"a\": 1"), (vec!["{}"], false));
        assert_eq!(elements("[]"), (vec![], true));
        assert_eq!(
            array_items(b"[{}, [1], {"),
            (vec![1..3, 5..8, 10..11], false)
        );
    }

    #[test]
    fn arrays_of_objects_are_told_from_texts() {
        assert!(begins(b"\xef\xbb\xbf [\n {\"a\": 1}"));
        assert!(!begins(b"[Updated] The ferry") && !begins(b"[1, 2]") && !begins(b"["));
    }
}
