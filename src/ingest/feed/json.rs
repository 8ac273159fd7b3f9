//! JSON Feed 1.0 and 1.1.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::complete;
use super::item::{Channel, Item, people};
use crate::ingest::notes::Notes;
use crate::ingest::{IngestError, json, timestamp};
use crate::model::{Input, Record};

/// What every JSON Feed names as its version, as it may be written.
const VERSIONS: [&str; 2] = ["jsonfeed.org/version/", "jsonfeed.org\\/version"];

/// Whether JSON is a feed, by its beginning. That an article writes of the format makes none of it.
pub(in crate::ingest) fn is_feed(start: &str) -> bool {
    start.starts_with('{')
        && VERSIONS.iter().any(|version| {
            let mut places = start.match_indices(version);
            places.any(|(at, _)| is_version(&start[..at]))
        })
}

/// Whether the value that an address stands in is that of `"version"`.
fn is_version(before: &str) -> bool {
    let value = before.rfind('"').map(|quote| before[..quote].trim_end());
    let key = value.and_then(|value| value.strip_suffix(':'));
    key.is_some_and(|key| key.trim_end().ends_with("\"version\""))
}

/// A feed, its items as they are written, so that one of the wrong shape costs only itself.
#[derive(Deserialize)]
struct Feed<'a> {
    #[serde(default)]
    title: Value,
    #[serde(default)]
    home_page_url: Value,
    #[serde(default)]
    language: Value,
    #[serde(default)]
    authors: Value,
    #[serde(default)]
    author: Value,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

/// Reads the items of a feed.
pub(super) fn read(
    text: &str,
    input: &Input,
    notes: &mut Notes,
) -> Vec<Result<Record, IngestError>> {
    let text = json::repair(json::start(text));
    let feed: Feed<'_> = match serde_json::from_str(&text) {
        Ok(feed) => feed,
        Err(error) => return vec![Err(error.into())],
    };
    let channel = Channel {
        title: string(&feed.title),
        link: string(&feed.home_page_url),
        language: string(&feed.language),
        authors: people(&authors(&feed.authors, &feed.author)),
    };
    let mut records = Vec::new();
    for (item, number) in feed.items.iter().zip(1..) {
        let read = serde_json::from_str::<Value>(item.get())
            .map_err(|error| IngestError::from(error).of_record(number))
            .and_then(|item| self::item(&item).into_article(&channel, input, number, notes));
        records.extend(read.map(|article| article.map(Record::new)).transpose());
    }
    complete(records, feed.items.len() as u64)
}

fn string(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The names of the list, or of the one author that version 1.0 has.
fn authors(list: &Value, one: &Value) -> Vec<String> {
    let all = list
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .chain([one]);
    all.filter_map(|author| string(author.get("name")?))
        .collect()
}

fn item(item: &Value) -> Item {
    let get = |key: &str| item.get(key).and_then(string);
    let plain = |key: &str| get(key).map(|text| escaped(&text));
    let list = |key: &str| item.get(key).unwrap_or(&Value::Null).clone();
    let tags = list("tags");
    Item {
        title: plain("title"),
        link: get("url").or_else(|| get("external_url")),
        authors: authors(&list("authors"), &list("author")),
        published: get("date_published").and_then(|date| timestamp::parse(&date)),
        updated: get("date_modified").and_then(|date| timestamp::parse(&date)),
        tags: tags
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(string)
            .collect(),
        language: get("language"),
        outlet: None,
        content: get("content_html").or_else(|| plain("content_text")),
        summary: plain("summary"),
    }
}

/// Plain text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_known_by_its_version() {
        for feed in [
            r#"{"version": "https://jsonfeed.org/version/1.1", "items": []}"#,
            r#"{"title":"Quay","version" :"https:\/\/jsonfeed.org\/version\/1"}"#,
        ] {
            assert!(is_feed(feed), "{feed}");
        }
        for article in [
            r#"{"text": "The format is at https://jsonfeed.org/version/1.1 now."}"#,
            r#"{"text": "It has \"version\": \"https://jsonfeed.org/version/1.1\"."}"#,
            "version",
        ] {
            assert!(!is_feed(article), "{article}");
        }
    }
}
