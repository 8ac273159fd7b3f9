//! Feeds: each item is an article. One file a format; what they have in common is in `item`.

mod atom;
mod excerpt;
mod item;
mod json;
mod rss;
mod wxr;
mod xml;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::notes::Notes;
use super::{IngestError, encoding};
use crate::model::{Article, FeedPart, Format, Input, Place, Record};
use crate::source;
use item::Channel;
use xml::Element;

pub(super) use json::is_feed as is_json_feed;

/// Reads the items of a feed, each on its own.
pub(super) fn read(
    input: &Input,
    format: Format,
    notes: &mut Notes,
) -> Vec<Result<Record, IngestError>> {
    if let Some(part) = &input.part {
        return read_part(input, part, format, notes);
    }
    let text = encoding::decode_html(&input.bytes);
    if text.trim().is_empty() {
        return vec![Err(IngestError::Empty)];
    }
    if format == Format::Feed
        && text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('{')
    {
        return json::read(&text, input, notes);
    }
    read_whole(&text, input, format, notes)
}

fn read_whole(
    text: &str,
    input: &Input,
    format: Format,
    notes: &mut Notes,
) -> Vec<Result<Record, IngestError>> {
    let (items, closed) = source::feed_items(text.as_bytes());
    let head = items.first().map_or(text.len(), |first| first.start);
    let feed = xml::head(&text[..head]);
    // What is known of the feed is looked up once: doing so for each item would cost the square of a long feed.
    let mut sites = [None, None];
    let mut records = Vec::new();
    let (mut place, mut at) = (Place::START, 0);
    for (found, number) in items.iter().zip(1..) {
        place = place.behind(&text.as_bytes()[at..found.start]);
        at = found.start;
        let read = xml::item(&text[found.clone()], place).and_then(|item| {
            let site = sites[usize::from(item.is_entry)]
                .get_or_insert_with(|| Site::of(&feed, format, item.is_entry));
            site.article(&item, input, number, notes)
        });
        records.extend(read.map(|article| article.map(Record::new)).transpose());
    }
    let cut = !closed && !matches!(records.last(), Some(Err(_)));
    if cut && !items.is_empty() {
        let end = place.behind(&text.as_bytes()[at..]);
        records.push(Err(xml::broken(end, "it ends too early")));
    }
    complete(records, items.len() as u64)
}

/// Reads one item of a long feed. One that is no article gives nothing.
fn read_part(
    input: &Input,
    part: &FeedPart,
    format: Format,
    notes: &mut Notes,
) -> Vec<Result<Record, IngestError>> {
    let text = encoding::decode_part(&input.bytes, &part.head);
    let read = xml::item(&text, part.place).and_then(|item| {
        let site = known(part, format, item.is_entry);
        site.article(&item, input, input.locator.record.unwrap_or(1), notes)
    });
    let record = read.map(|article| article.map(Record::new)).transpose();
    record.into_iter().collect()
}

/// The beginning of a feed, and what it says to items and to entries: a feed may have both.
type Known = (Arc<[u8]>, [Option<Rc<Site>>; 2]);

thread_local! {
    /// What is known of the feed of which this thread read an item last.
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// What is known of the feed of an item.
fn known(part: &FeedPart, format: Format, is_atom: bool) -> Rc<Site> {
    KNOWN.with_borrow_mut(|known| {
        known.take_if(|(head, _)| !Arc::ptr_eq(head, &part.head));
        let (_, sites) = known.get_or_insert_with(|| (Arc::clone(&part.head), [None, None]));
        let site = sites[usize::from(is_atom)].get_or_insert_with(|| {
            let feed = xml::head(&encoding::decode_html(&part.head));
            Rc::new(Site::of(&feed, format, is_atom))
        });
        Rc::clone(site)
    })
}

/// What is known of a feed, by its format.
enum Site {
    Export(wxr::Site),
    Atom(Channel),
    Rss(Channel),
}

impl Site {
    fn of(feed: &Element, format: Format, is_atom: bool) -> Self {
        match format {
            Format::Wxr => Self::Export(wxr::Site::of(feed)),
            _ if is_atom => Self::Atom(atom::channel(feed)),
            _ => Self::Rss(rss::channel(feed)),
        }
    }

    fn article(&self, item: &Element, input: &Input, number: u64, notes: &mut Notes) -> Reading {
        match self {
            Self::Export(site) => wxr::read(item, site, input, number, notes),
            Self::Atom(channel) => atom::item(item).into_article(channel, input, number, notes),
            Self::Rss(channel) => rss::item(item).into_article(channel, input, number, notes),
        }
    }
}

/// The records, or why there are none where that has not been said.
fn complete(
    mut records: Vec<Result<Record, IngestError>>,
    items: u64,
) -> Vec<Result<Record, IngestError>> {
    if records.is_empty() {
        records.push(Err(IngestError::NoArticle(if items == 0 {
            "the feed has no items"
        } else {
            "no item of it has a text of its own"
        })));
    }
    records
}

/// An article, or nothing where an item is none.
type Reading = Result<Option<Article>, IngestError>;
