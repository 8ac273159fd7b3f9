//! Feeds: each item is an article. One file a format; what they have in common is in `item`.

mod atom;
mod item;
mod json;
mod rss;
mod wxr;
mod xml;

use super::notes::Notes;
use super::{IngestError, encoding};
use crate::model::{Article, Format, Input, Record};
use xml::Items;

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
    while let Some(item) = items.next() {
        number += 1;
        let read = item.and_then(|item| match format {
            Format::Wxr => wxr::read(&item, &items.feed, input, number, notes),
            _ if item.is_entry => {
                atom::item(&item).into_article(&atom::channel(&items.feed), input, number, notes)
            }
            _ => rss::item(&item).into_article(&rss::channel(&items.feed), input, number, notes),
        });
        records.extend(read.map(|article| article.map(Record::new)).transpose());
    }
    complete(records, number)
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
