//! Exports of WordPress sites (WXR, "extended RSS"): their posts. An item is turned into the post that the REST API would
//! give of it, and read as such. Pages, attachments, menus and what is not published are passed over.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::Reading;
use super::xml::Element;
use crate::ingest::notes::Notes;
use crate::ingest::wordpress;
use crate::model::{Format, Input};

/// Elements that stand as blocks of their own in a post.
const BLOCKS: [&str; 14] = [
    "<p",
    "<div",
    "<h1",
    "<h2",
    "<h3",
    "<h4",
    "<h5",
    "<h6",
    "<ul",
    "<ol",
    "<table",
    "<blockquote",
    "<figure",
    "<pre",
];

/// What an export says of an author.
const AUTHOR: [&str; 4] = ["login", "display_name", "first_name", "last_name"];

/// What an export says of its site.
pub(super) struct Site {
    title: Option<String>,
    language: Option<String>,
    /// The names of the authors, by the words by which they sign in.
    authors: FxHashMap<String, String>,
}

impl Site {
    pub(super) fn of(feed: &Element) -> Self {
        Self {
            title: feed.text(&["title"]).map(str::to_owned),
            language: feed.text(&["language"]).map(str::to_owned),
            authors: names(feed),
        }
    }

    /// The name of the author; the item has only the word by which they sign in.
    fn author<'a>(&'a self, item: &'a Element) -> Option<&'a str> {
        let login = item.text(&["dc:creator"])?;
        Some(self.authors.get(login).map_or(login, String::as_str))
    }
}

/// The names of the authors: the one that they show, else the first and the last.
fn names(feed: &Element) -> FxHashMap<String, String> {
    let mut authors: Vec<[&str; AUTHOR.len()]> = Vec::new();
    for field in feed.each() {
        let part = match field.name.strip_prefix("wp:author") {
            Some("") => {
                authors.push([""; AUTHOR.len()]);
                continue;
            }
            part => part.and_then(|part| part.strip_prefix("/wp:author_")),
        };
        let place = AUTHOR.iter().position(|&known| part == Some(known));
        if let (Some(place), Some(author)) = (place, authors.last_mut()) {
            author[place] = field.text.trim();
        }
    }
    let named = authors.into_iter().map(|[login, shown, first, last]| {
        let whole = || format!("{first} {last}").trim().to_owned();
        let name = Some(shown).filter(|name| !name.is_empty());
        (login.to_owned(), name.map_or_else(whole, str::to_owned))
    });
    named.filter(|(_, name)| !name.is_empty()).collect()
}

/// Reads an item; nothing where it is no published post.
pub(super) fn read(
    item: &Element,
    site: &Site,
    input: &Input,
    number: u64,
    notes: &mut Notes,
) -> Reading {
    if let Some(what) = no_post(item) {
        notes.pass_over(what);
        return Ok(None);
    }
    let mut locator = input.locator.clone();
    locator.record = locator.record.or(Some(number));
    let mut article = wordpress::from_fields(&post(item, site), locator)
        .map_err(|error| error.of_record(number))?;
    article.format = Format::Wxr;
    notes.excerpts += u64::from(item.text(&["content:encoded"]).is_none());
    Ok(Some(article))
}

/// What an item is if it is no article.
fn no_post(item: &Element) -> Option<&'static str> {
    match item.text(&["wp:post_type"]).unwrap_or("post") {
        "post" => {}
        "page" => return Some("page of a WordPress site"),
        "attachment" => return Some("attachment of a WordPress site"),
        _ => return Some("menu or other part of a WordPress site"),
    }
    if item.text(&["wp:post_password"]).is_some() {
        return Some("post under a password");
    }
    let status = item.text(&["wp:status"]).unwrap_or("publish");
    (status != "publish").then_some("unpublished post")
}

fn post(item: &Element, site: &Site) -> Map<String, Value> {
    let content = item
        .text(&["content:encoded"])
        .or_else(|| item.text(&["excerpt:encoded"]));
    let mut fields = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        fields.extend(value.map(|value| (key.to_owned(), value)));
    };
    let text = |name: &str| item.text(&[name]).map(Value::from);
    put("title", text("title"));
    put("link", text("link"));
    put("content", content.map(|content| paragraphs(content).into()));
    put("date", text("wp:post_date").or_else(|| text("pubDate")));
    put("date_gmt", text("wp:post_date_gmt"));
    put("modified", text("wp:post_modified"));
    put("modified_gmt", text("wp:post_modified_gmt"));
    put("site_name", site.title.as_deref().map(Value::from));
    put("language", site.language.as_deref().map(Value::from));
    put("author", Some(json!([{"name": site.author(item)}])));
    put(
        "_embedded",
        Some(json!({"wp:term": [terms(item, "category"), terms(item, "post_tag")]})),
    );
    fields
}

fn terms(item: &Element, taxonomy: &str) -> Vec<Value> {
    let all = item
        .all("category")
        .filter(|term| term.attribute("domain") == Some(taxonomy));
    all.map(|term| json!({"taxonomy": taxonomy, "name": term.text.trim()}))
        .collect()
}

/// Content as the site shows it: without blocks of HTML, paragraphs are parted by blank lines.
fn paragraphs(content: &str) -> String {
    if content.contains("<p>") || content.contains("<p ") || content.contains("<!-- wp:") {
        return content.to_owned();
    }
    let mut content = content.replace("\r\n", "\n");
    for end in ["<!--more-->", "<!--nextpage-->"] {
        content = content.replace(end, "\n\n");
    }
    let parts = content
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty() && !is_embed(part));
    let wrapped = parts.map(|part| {
        if BLOCKS.iter().any(|block| part.starts_with(block)) {
            part.to_owned()
        } else {
            format!("<p>{part}</p>")
        }
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

/// Whether a paragraph is only the address of what the site shows in its place.
fn is_embed(part: &str) -> bool {
    part.starts_with("http") && part.contains("://") && !part.contains([' ', '\n'])
}

#[cfg(test)]
mod tests {
    use super::super::xml;
    use super::*;

    #[test]
    fn an_author_without_a_name_takes_that_of_no_other() {
        let authors = "<rss><channel>\
            <wp:author><wp:author_login>ed</wp:author_login></wp:author>\
            <wp:author><wp:author_login>ana</wp:author_login><wp:author_display_name>Ana Ruiz</wp:author_display_name></wp:author>\
            <wp:author><wp:author_login>lee</wp:author_login><wp:author_first_name>Lee</wp:author_first_name>\
            <wp:author_last_name>Oduya</wp:author_last_name></wp:author>";
        let names = names(&xml::head(authors));
        let name = |login: &str| names.get(login).map(String::as_str);
        assert_eq!(
            [name("ed"), name("ana"), name("lee")],
            [None, Some("Ana Ruiz"), Some("Lee Oduya")]
        );
    }

    #[test]
    fn paragraphs_are_those_that_the_site_shows() {
        assert_eq!(
            paragraphs("One\r\n\r\n<em>Two</em>\n\n<ul><li>a</li></ul>"),
            "<p>One</p>\n<p><em>Two</em></p>\n<ul><li>a</li></ul>"
        );
        assert_eq!(
            paragraphs("One\n<!--more-->\nTwo\n\nhttps://video.example/1\n\nThree"),
            "<p>One</p>\n<p>Two</p>\n<p>Three</p>"
        );
        let blocks = "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n<p>Two</p>";
        assert_eq!(paragraphs(blocks), blocks);
    }
}
