//! Atom (RFC 4287).

use super::item::{Channel, Item, people};
use super::xml::{Element, Field};
use crate::ingest::timestamp;

pub(super) fn channel(feed: &Element) -> Channel {
    Channel {
        title: feed.text(&["title"]).map(str::to_owned),
        link: link(feed),
        language: None,
        authors: people(&authors(feed)),
    }
}

pub(super) fn item(entry: &Element) -> Item {
    let stamp = |name| entry.text(&[name]).and_then(timestamp::parse);
    let content = entry.all("content").find(|content| is_text(content));
    let tags = entry.all("category").filter_map(|category| {
        category
            .attribute("label")
            .or(category.attribute("term"))
            .map(str::to_owned)
    });
    Item {
        title: entry.text(&["title"]).map(str::to_owned),
        link: link(entry),
        authors: authors(entry),
        published: stamp("published").or_else(|| stamp("issued")),
        updated: stamp("updated").or_else(|| stamp("modified")),
        tags: tags.collect(),
        language: content
            .and_then(|content| content.attribute("xml:lang"))
            .map(str::to_owned),
        outlet: entry.text(&["source/title"]).map(str::to_owned),
        content: content.map(|content| content.text.clone()),
        summary: entry.text(&["summary"]).map(str::to_owned),
    }
}

/// The lines that name people.
fn authors(element: &Element) -> Vec<String> {
    let names = element.all("author/name");
    names.map(|field| field.text.clone()).collect()
}

/// Whether content is a text that stands in the feed, and no picture or file elsewhere.
fn is_text(content: &Field) -> bool {
    let kind = content.attribute("type").unwrap_or("text");
    let readable = matches!(kind, "text" | "html" | "xhtml")
        || kind.starts_with("text/")
        || kind.ends_with("xml");
    readable && content.attribute("src").is_none() && !content.text.trim().is_empty()
}

/// The address of the page itself: `alternate` is what a link means that says nothing.
fn link(element: &Element) -> Option<String> {
    let is_page = |link: &&Field| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let mut pages = element.all("link").filter(is_page);
    pages
        .find_map(|link| link.attribute("href"))
        .map(str::to_owned)
}
