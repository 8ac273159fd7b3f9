//! Structured data: what a page's JSON-LD says of its article.
//!
//! It comes as an object, a list, an `@graph`, with authors as strings, objects, lists or references by `@id`.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use crate::ingest::json;
use crate::ingest::tags::distinct;

/// What the structured data says of the article.
#[derive(Clone, Debug, Default)]
pub(super) struct Structured {
    pub(super) headline: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    /// The names of people.
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) body: Option<String>,
    pub(super) language: Option<String>,
}

type Object = Map<String, Value>;

/// Reads the bodies of a page's JSON-LD scripts.
pub(super) fn read(scripts: &[&str]) -> Structured {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut graph = Graph::default();
    for value in &values {
        graph.gather(value);
    }
    graph.articles.sort_by_key(|(rank, _)| *rank);
    let mut found = Structured::default();
    // The best kind of object speaks first; the page's own object fills the gaps.
    for (rank, object) in graph.articles.iter().take(4) {
        graph.fill(&mut found, object, *rank);
    }
    found
}

fn parse(script: &str) -> Option<Value> {
    let script = json::start(script);
    let script = script
        .trim_end()
        .trim_end_matches([';', '>', '-', '*', '/']);
    serde_json::from_str(script)
        .or_else(|_| {
            let repaired = json::repair(script);
            // Two objects one after the other, or something after the object: the first counts.
            serde_json::Deserializer::from_str(&repaired)
                .into_iter()
                .next()
                .unwrap_or(Ok(Value::Null))
        })
        .ok()
}

#[derive(Default)]
struct Graph<'v> {
    /// The objects that speak of the article, with the rank of their type.
    articles: Vec<(u8, &'v Object)>,
    by_id: FxHashMap<&'v str, &'v Object>,
}

impl<'v> Graph<'v> {
    /// Finds the objects of a value; not those inside lists of other pages.
    fn gather(&mut self, value: &'v Value) {
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(object) => {
                    self.object(object);
                    let inner = [
                        "publisher",
                        "author",
                        "@graph",
                        "mainEntityOfPage",
                        "mainEntity",
                    ];
                    open.extend(inner.iter().filter_map(|key| object.get(*key)));
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, object: &'v Object) {
        if let Some(id) = object.get("@id").and_then(Value::as_str) {
            // A reference has nothing but its id.
            if object.len() > 1 {
                self.by_id.entry(id).or_insert(object);
            }
        }
        if let Some(rank) = strings(object.get("@type"))
            .iter()
            .filter_map(|kind| rank(kind))
            .min()
        {
            self.articles.push((rank, object));
        }
    }

    fn fill(&self, found: &mut Structured, object: &Object, rank: u8) {
        let text = |key: &str| {
            object
                .get(key)
                .and_then(first_string)
                .and_then(|s| clean(&s))
        };
        let set = |slot: &mut Option<String>, value: Option<String>| {
            if slot.is_none() {
                *slot = value;
            }
        };
        set(
            &mut found.published,
            text("datePublished")
                .or_else(|| text("dateCreated"))
                .or_else(|| text("uploadDate")),
        );
        set(&mut found.modified, text("dateModified"));
        set(&mut found.language, text("inLanguage"));
        if found.authors.is_empty() {
            found.authors = self.names(
                object.get("author").or_else(|| object.get("creator")),
                false,
            );
        }
        if rank >= PAGE {
            return;
        }
        set(
            &mut found.headline,
            text("headline").or_else(|| text("name")),
        );
        set(&mut found.subtitle, text("alternativeHeadline"));
        set(&mut found.section, text("articleSection"));
        set(&mut found.url, self.url(object));
        set(
            &mut found.publisher,
            self.names(object.get("publisher"), true).into_iter().next(),
        );
        set(
            &mut found.body,
            object.get("articleBody").and_then(first_string),
        );
        if found.tags.is_empty() {
            found.tags = tags(object.get("keywords"));
        }
    }

    fn url(&self, object: &Object) -> Option<String> {
        let page = object.get("mainEntityOfPage");
        let page_id = page
            .and_then(|p| p.get("@id").or(Some(p)))
            .and_then(Value::as_str);
        let own = object.get("url").and_then(Value::as_str);
        own.or(page_id)
            .filter(|url| url.starts_with("http"))
            .map(str::to_owned)
    }

    /// The names in a value: strings, objects, references. Organisations count only if `any` may be named.
    fn names(&self, value: Option<&Value>, any: bool) -> Vec<String> {
        let items = match value {
            Some(Value::Array(items)) => items.iter().take(40).collect(),
            Some(value) => vec![value],
            None => Vec::new(),
        };
        let names = items.into_iter().filter_map(|item| self.name(item, any));
        names.flatten().filter_map(|name| clean(&name)).collect()
    }

    fn name(&self, item: &Value, any: bool) -> Option<Vec<String>> {
        let object = match item {
            Value::String(name) => return Some(vec![name.clone()]),
            Value::Object(object) => object,
            _ => return None,
        };
        let id = object.get("@id").and_then(Value::as_str);
        let known = id.and_then(|id| self.by_id.get(id)).copied();
        let object = if object.contains_key("name") {
            object
        } else {
            known.unwrap_or(object)
        };
        let is_organisation = strings(object.get("@type"))
            .iter()
            .any(|kind| kind.ends_with("Organization"));
        if is_organisation && !any {
            return None;
        }
        Some(
            strings(object.get("name"))
                .into_iter()
                .map(str::to_owned)
                .collect(),
        )
    }
}

/// From this rank on, an object speaks of the page and not of the article.
const PAGE: u8 = 4;

/// How well objects of a type speak of the article.
fn rank(kind: &str) -> Option<u8> {
    let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
    Some(match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "OpinionNewsArticle"
        | "AnalysisNewsArticle"
        | "ReviewNewsArticle"
        | "BackgroundNewsArticle"
        | "AskPublicNewsArticle"
        | "LiveBlogPosting" => 0,
        "Article"
        | "BlogPosting"
        | "Report"
        | "ScholarlyArticle"
        | "TechArticle"
        | "SocialMediaPosting"
        | "MedicalScholarlyArticle"
        | "AdvertiserContentArticle"
        | "SatiricalArticle"
        | "Review" => 1,
        "CreativeWork" | "Recipe" | "HowTo" => 3,
        "WebPage" | "ItemPage" | "QAPage" => PAGE,
        "VideoObject" => PAGE + 1,
        _ => return None,
    })
}

fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn first_string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => items.iter().find_map(Value::as_str).map(str::to_owned),
        Value::Object(object) => object
            .get("@value")
            .or_else(|| object.get("name"))
            .and_then(Value::as_str)
            .map(str::to_owned),
        _ => None,
    }
}

fn tags(value: Option<&Value>) -> Vec<String> {
    let lists = strings(value);
    let parted = lists.iter().flat_map(|list| list.split([',', ';']));
    distinct(parted.filter_map(clean))
}

/// A value without escapes of HTML and outer white space; none if nothing is left.
fn clean(text: &str) -> Option<String> {
    let text = super::entities::decode(text);
    Some(crate::ingest::markup::single_spaced(&text)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_come_in_every_shape() {
        let of = |author: &str| {
            read(&[&format!(r#"{{"@type":"NewsArticle","author":{author}}}"#)]).authors
        };
        assert_eq!(of(r#""Ada Quill""#), ["Ada Quill"]);
        assert_eq!(
            of(r#"{"@type":"Person","name":"Ada Quill"}"#),
            ["Ada Quill"]
        );
        assert_eq!(
            of(r#"[{"name":"Ada Quill"},"Ben O&#039;Hara"]"#),
            ["Ada Quill", "Ben O'Hara"]
        );
        assert_eq!(of(r#"{"@type":"Organization","name":"The Quay"}"#), [""; 0]);
        assert_eq!(
            of(r#"{"@type":"Person","name":["Ada Quill","Ben Ohm"]}"#),
            ["Ada Quill", "Ben Ohm"]
        );
    }

    #[test]
    fn references_are_followed_in_a_graph() {
        let graph = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebPage","datePublished":"2024-03-01"},
            {"@type":["Article"],"headline":"Ferry runs again","datePublished":"2024-03-02T08:00:00+01:00",
             "author":{"@id":"#p"},"publisher":{"@id":"#o"},"mainEntityOfPage":{"@id":"https://quay.example/ferry"}},
            {"@type":"Person","@id":"#p","name":"Ada Quill"},
            {"@type":"Organization","@id":"#o","name":"The Quay"}]}"##;
        let found = read(&[graph]);
        assert_eq!(found.headline.as_deref(), Some("Ferry runs again"));
        assert_eq!(
            found.published.as_deref(),
            Some("2024-03-02T08:00:00+01:00")
        );
        assert_eq!(found.authors, ["Ada Quill"]);
        assert_eq!(found.publisher.as_deref(), Some("The Quay"));
        assert_eq!(found.url.as_deref(), Some("https://quay.example/ferry"));
    }

    #[test]
    fn broken_scripts_are_read_as_far_as_they_go() {
        let found = read(&[
            "<!-- {",
            "{\"@type\":\"NewsArticle\",\"headline\":\"A\nB\",\"keywords\":\"x, y\"};",
            "[[[",
        ]);
        assert_eq!(found.headline.as_deref(), Some("A B"));
        assert_eq!(found.tags, ["x", "y"]);
    }
}
