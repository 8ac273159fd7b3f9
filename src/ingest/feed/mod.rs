//! Feeds: each item is an article. One file a format; what they have in common is in `item`.

mod atom;
mod excerpt;
mod item;
mod json;
mod rss;
mod wxr;
mod xml;

use super::notes::Notes;
use super::{IngestError, encoding};
use crate::model::{Article, Format, Input, Record};
use item::Channel;
use xml::{Element, Items};

pub(super) use json::is_feed as is_json_feed;
pub(super) use xml::is_feed as is_xml_feed;

/// The namespace that exports of WordPress declare.
const EXPORT: &str = "wordpress.org/export/";

/// Whether a feed is an export of a WordPress site, by its beginning.
pub(super) fn is_export(start: &str) -> bool {
    start.contains(EXPORT)
}

/// Reads the items of a feed, each on its own.
pub(super) fn read(
    input: &Input,
    format: Format,
    notes: &mut Notes,
) -> Vec<Result<Record, IngestError>> {
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
    let mut records = Vec::new();
    let (mut items, mut number) = (Items::new(&text), 0);
    // What stands before the first item is known of the feed: looking again for each would cost the square of a long feed.
    let mut site = None;
    while let Some(item) = items.next() {
        number += 1;
        let read = item.and_then(|item| {
            let site = site.get_or_insert_with(|| Site::of(&items.feed, format, item.is_entry));
            site.article(&item, input, number, notes)
        });
        records.extend(read.map(|article| article.map(Record::new)).transpose());
    }
    complete(records, number)
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
