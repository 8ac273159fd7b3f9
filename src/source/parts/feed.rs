//! Where the items of a feed in XML begin and end, found in bytes that may come piece by piece.
//!
//! Only tags are looked at, outside of comments and CDATA: what is wrong inside of an item is found by whoever reads it,
//! and costs that item alone. An item without an end tag ends where the next one begins.

use std::ops::Range;

use memchr::{memchr, memchr2_iter, memmem};

use super::{Found, Mark};
use crate::model::Format;

/// As many bytes from a `<` on tell what it opens.
const LONGEST: usize = 16;
/// An end tag that has no end in as many bytes is taken for ended.
const LONGEST_END: usize = 1 << 10;
/// So far behind an item that ends inside of CDATA the next one is looked for.
const LONGEST_BLANK: usize = 1 << 10;

/// The tags between which an item stands.
const ITEMS: [(&[u8], &[u8]); 3] = [
    (b"<item", b"</item"),
    (b"<entry", b"</entry"),
    (b"<atom:entry", b"</atom:entry"),
];

/// The tags that close a feed.
const ENDS: [&[u8]; 4] = [b"</rss", b"</feed", b"</rdf:RDF", b"</atom:feed"];

/// What has been seen of a feed.
#[derive(Debug, Default)]
pub(in crate::source) struct Scan {
    /// The end tag of the item that is open.
    open: Option<&'static [u8]>,
    /// What ends the comment or CDATA that is open.
    passing: Option<&'static [u8]>,
}

/// What a comment or CDATA ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passed {
    /// Its own end.
    Passage,
    /// The item that it stands in.
    Item,
}

impl Scan {
    /// Whether an item is open.
    pub(super) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What is open in which no tag counts.
    pub(super) fn unclosed(&self) -> Option<&'static str> {
        self.passing.map(|ending| match ending {
            b"-->" => "a comment",
            _ => "a CDATA section",
        })
    }

    /// The next mark from `at` on; or the place up to which there is none.
    pub(super) fn next(
        &mut self,
        bytes: &[u8],
        mut at: usize,
        ended: bool,
    ) -> Result<Found, usize> {
        loop {
            if let Some(ending) = self.passing {
                let (passed, end) = self
                    .pass(&bytes[at..], ending, ended)
                    .map_err(|seen| at + seen)?;
                self.passing = None;
                at += end;
                if passed == Passed::Item {
                    self.open = None;
                    return Ok(Found::new(Mark::End, at, at));
                }
            }
            let Some(tag) = memchr(b'<', &bytes[at..]).map(|found| at + found) else {
                return Err(bytes.len());
            };
            let rest = &bytes[tag..];
            if rest.len() < LONGEST && !ended {
                return Err(tag);
            }
            if let Some((length, ending)) = passage(rest) {
                self.passing = Some(ending);
                at = tag + length;
            } else if let Some((_, end)) = ITEMS.iter().find(|(name, _)| is_tag(rest, name)) {
                self.open = Some(end);
                return Ok(Found::new(Mark::Begin, tag, tag + 1));
            } else if let Some(mark) = self.end(rest) {
                let end = match memchr(b'>', &rest[..rest.len().min(LONGEST_END)]) {
                    Some(end) => tag + end + 1,
                    None if rest.len() < LONGEST_END => return Err(tag),
                    None => tag + LONGEST_END,
                };
                self.open = None;
                return Ok(Found::new(mark, end, end));
            } else {
                at = tag + 1;
            }
        }
    }

    /// What ends the comment or CDATA that is open, and where it is behind it; the place to go on from where that cannot be
    /// told yet. CDATA in an item also ends with the item, if the next one begins right behind that: it lacks its own end,
    /// and is not to swallow what follows.
    fn pass(&self, rest: &[u8], ending: &[u8], ended: bool) -> Result<(Passed, usize), usize> {
        let Some(close) = self.open.filter(|_| ending == b"]]>") else {
            let found = memmem::find(rest, ending).map(|end| end + ending.len());
            let kept = rest.len().saturating_sub(ending.len() - 1);
            return found.map(|end| (Passed::Passage, end)).ok_or(kept);
        };
        // Looking for the end of the CDATA first would cost the square of a feed of items that all lack it.
        for at in memchr2_iter(b']', b'<', rest) {
            let here = &rest[at..];
            if here.starts_with(ending) {
                return Ok((Passed::Passage, at + ending.len()));
            }
            if here.len() < LONGEST && !ended {
                return Err(at);
            }
            if is_item_next(here, close, ended).ok_or(at)? {
                return Ok((Passed::Item, at + close.len() + 1));
            }
        }
        Err(rest.len())
    }

    /// What an end tag closes: the item that is open, or the feed.
    fn end(&self, rest: &[u8]) -> Option<Mark> {
        match self.open {
            Some(end) if is_tag(rest, end) => Some(Mark::End),
            Some(_) => None,
            None => ENDS
                .iter()
                .any(|end| is_tag(rest, end))
                .then_some(Mark::Close),
        }
    }
}

/// Whether an item ends there and the next one begins behind no more than white space; nothing where that cannot be told yet.
fn is_item_next(here: &[u8], close: &[u8], ended: bool) -> Option<bool> {
    let Some(behind) = here
        .strip_prefix(close)
        .and_then(|rest| rest.strip_prefix(b">"))
    else {
        return Some(false);
    };
    let seen = &behind[..behind.len().min(LONGEST_BLANK)];
    let next = seen.trim_ascii_start();
    let told = ended || next.len() >= LONGEST || seen.len() == LONGEST_BLANK;
    told.then(|| ITEMS.iter().any(|(name, _)| is_tag(next, name)))
}

/// The length of what opens a comment or CDATA, and what ends it.
fn passage(rest: &[u8]) -> Option<(usize, &'static [u8])> {
    if rest.starts_with(b"<!--") {
        Some((4, b"-->"))
    } else {
        rest.starts_with(b"<![CDATA[")
            .then_some((9, b"]]>".as_slice()))
    }
}

/// Whether a tag begins there whose name is no longer than that.
fn is_tag(rest: &[u8], tag: &[u8]) -> bool {
    rest.strip_prefix(tag)
        .and_then(<[u8]>::first)
        .is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

/// Whether an XML document is a feed, by the name of its root.
#[must_use]
pub fn is_feed(bytes: &[u8]) -> bool {
    let mut rest = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    loop {
        let ending: &[u8] = match rest {
            _ if rest.starts_with(b"<?") => b"?>",
            _ if rest.starts_with(b"<!--") => b"-->",
            _ if rest.starts_with(b"<!DOCTYPE") => b">",
            _ => break,
        };
        let Some(end) = memmem::find(rest, ending) else {
            return false;
        };
        rest = rest[end + ending.len()..].trim_ascii_start();
    }
    let roots: [&[u8]; 4] = [b"<rss", b"<feed", b"<rdf:RDF", b"<atom:feed"];
    roots.iter().any(|root| is_tag(rest, root))
}

/// What kind of feed in XML it is, by its beginning: exports of WordPress declare a namespace of their own.
#[must_use]
pub fn feed_format(start: &[u8]) -> Format {
    match memmem::find(start, b"wordpress.org/export/") {
        Some(_) => Format::Wxr,
        None => Format::Feed,
    }
}

/// The items of a feed that is held whole, and whether the feed is closed behind them.
#[must_use]
pub fn feed_items(bytes: &[u8]) -> (Vec<Range<usize>>, bool) {
    let mut scan = Scan::default();
    super::all(bytes.len(), |at| scan.next(bytes, at, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(feed: &str) -> (Vec<&str>, bool) {
        let (items, closed) = feed_items(feed.as_bytes());
        let texts = items.into_iter().map(|item| &feed[item]);
        (texts.collect(), closed)
    }

    #[test]
    fn only_tags_outside_of_comments_and_cdata_count() {
        let feed = "<rss><!-- <item> --><items/><item a='1'>x<![CDATA[ </item> ]]></item > <item>y</item></rss>";
        let expected = [
            "<item a='1'>x<![CDATA[ </item> ]]></item >",
            "<item>y</item>",
        ];
        assert_eq!(items(feed), (expected.to_vec(), true));
        let (found, closed) = items("<feed><entry>x</entry></feed>");
        assert_eq!((found.len(), closed), (1, true));
    }

    #[test]
    fn cdata_without_an_end_costs_its_item_alone() {
        let feed = "<rss><item><![CDATA[a</item>\n <item>b<![CDATA[ </item> ]]></item></rss>";
        let expected = [
            "<item><![CDATA[a</item>",
            "<item>b<![CDATA[ </item> ]]></item>",
        ];
        assert_eq!(items(feed), (expected.to_vec(), true));
    }

    #[test]
    fn an_item_without_an_end_ends_where_the_next_begins() {
        let (found, closed) = items("<rss><item>one <item>two</item><item>three");
        assert_eq!(found, ["<item>one ", "<item>two</item>", "<item>three"]);
        assert!(!closed);
    }

    /// The marks of a feed of which so many bytes are there at first, and then one more each time.
    fn marks_from(feed: &[u8], first: usize) -> Vec<(Mark, usize)> {
        let (mut scan, mut at, mut marks) = (Scan::default(), 0, Vec::new());
        for end in first..=feed.len() {
            loop {
                match scan.next(&feed[..end], at, end == feed.len()) {
                    Ok(found) => {
                        marks.push((found.mark, found.place));
                        at = found.next;
                    }
                    Err(place) => {
                        at = place;
                        break;
                    }
                }
            }
        }
        marks
    }

    #[test]
    fn an_item_with_open_cdata_ends_wherever_the_bytes_are_parted() {
        for feed in [
            "<rss><item><![CDATA[a</item>\n <item>b<![CDATA[ </item> ]]></item></rss>",
            "<feed><atom:entry><![CDATA[a</atom:entry><atom:entry>b</atom:entry><!-- ]]> --></feed>",
        ] {
            let whole = marks_from(feed.as_bytes(), feed.len());
            assert_eq!(whole.len(), 5, "{whole:?}");
            for first in 0..feed.len() {
                assert_eq!(marks_from(feed.as_bytes(), first), whole, "{first}");
            }
        }
    }

    /// Where the scan of a feed of which more is to come goes on.
    fn goes_on(feed: &str) -> usize {
        let (mut scan, mut at) = (Scan::default(), 0);
        loop {
            match scan.next(feed.as_bytes(), at, false) {
                Ok(found) => at = found.next,
                Err(place) => return place,
            }
        }
    }

    #[test]
    fn white_space_without_end_behind_an_item_in_cdata_is_passed_over() {
        let open = "<rss><item><![CDATA[a</item>";
        let few = format!("{open}{}", " ".repeat(900));
        assert_eq!(goes_on(&few), open.len() - "</item>".len());
        let many = format!("{open}{}", " ".repeat(100_000));
        assert_eq!(goes_on(&many), many.len());
        let next = format!("{few}<item>b</item></rss>");
        assert_eq!(items(&next), (vec![&open[5..], "<item>b</item>"], true));
    }

    #[test]
    fn items_that_all_lack_the_end_of_their_cdata_are_told_apart_in_linear_time() {
        // Looking for that end to the end of the feed at each item would take minutes.
        let feed = format!("<rss>{}", "<item><![CDATA[</item>".repeat(1 << 20));
        let (found, closed) = feed_items(feed.as_bytes());
        assert_eq!((found.len(), closed), (1 << 20, false));
    }

    #[test]
    fn bytes_may_come_one_by_one() {
        let feed = b"<rss><item><![CDATA[a]]></item><item>b</item></rss>";
        let marks = marks_from(feed, 0);
        let expected = [
            (Mark::Begin, 5),
            (Mark::End, 31),
            (Mark::Begin, 31),
            (Mark::End, 45),
            (Mark::Close, 51),
        ];
        assert_eq!(marks, expected);
    }

    #[test]
    fn feeds_are_known_by_their_root() {
        assert!(is_feed(
            b"<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>"
        ));
        assert!(is_feed(
            b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>"
        ));
        assert!(!is_feed(b"<!DOCTYPE html><html>"));
        assert!(!is_feed(b"<?xml version='1.0'?><urlset>"));
        assert!(!is_feed(b"<!-- "));
    }
}
