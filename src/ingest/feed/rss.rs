//! RSS 0.9x, 1.0 (RDF) and 2.0, with the modules that news feeds use: `content`, `dc`, `dcterms`, `media`, `feedburner`.

use super::item::{Channel, Item};
use super::xml::Element;
use crate::ingest::{address, timestamp};

pub(super) fn channel(feed: &Element) -> Channel {
    let owned = |names: &[&str]| feed.text(names).map(str::to_owned);
    Channel {
        title: owned(&["title"]),
        link: owned(&["link"]),
        language: owned(&["language", "dc:language"]),
        authors: Vec::new(),
    }
}

pub(super) fn item(item: &Element) -> Item {
    let owned = |names: &[&str]| item.text(names).map(str::to_owned);
    let stamp = |names: &[&str]| item.text(names).and_then(timestamp::parse);
    let texts = |name| item.all(name).map(|field| field.text.clone());
    // Some feeds have the content twice, once as a lead: the longer one is it.
    let contents = item.all("content:encoded").chain(item.all("content"));
    let content = contents
        .map(|field| field.text.trim())
        .max_by_key(|text| text.len());
    Item {
        title: owned(&["title"]),
        link: link(item),
        authors: ["dc:creator", "author", "itunes:author"]
            .iter()
            .map(|name| texts(name).collect::<Vec<_>>())
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        published: stamp(&[
            "pubDate",
            "dc:date",
            "dcterms:created",
            "dcterms:issued",
            "published",
        ]),
        updated: stamp(&["updated", "dcterms:modified", "a10:updated"]),
        tags: texts("category").chain(texts("dc:subject")).collect(),
        language: owned(&["dc:language"]),
        outlet: owned(&["source"]),
        content: content
            .filter(|content| !content.is_empty())
            .map(str::to_owned),
        summary: owned(&["description", "summary", "itunes:summary"]),
    }
}

/// The address of the item; its identifier where that is said to be one.
fn link(item: &Element) -> Option<String> {
    let whole = |url: &str| address::host(url.trim()).is_some();
    let guid = item
        .all("guid")
        .find(|guid| guid.attribute("isPermaLink") != Some("false") && whole(&guid.text));
    let href = item.all("link").find_map(|link| link.attribute("href"));
    item.text(&["feedburner:origLink", "link"])
        .or(href)
        .or(guid.map(|guid| guid.text.trim()))
        .map(str::to_owned)
}
