//! WordPress REST JSON: one post, an array of posts, `{"posts": […]}`.
//!
//! The number of a post counts on its own site only, so the id of the article is a hash as for pages without an id.

mod post;
mod shortcode;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use self::post::Post;
use super::{IngestError, credit, encoding, html, json, ndjson, stable_id};
use crate::model::{Article, Format, Input, Locator, PublishedFrom, Record};
use crate::source;

/// Reads the posts of an answer, each on its own.
pub(super) fn read(input: &Input) -> Vec<Result<Record, IngestError>> {
    let text = encoding::decode(&input.bytes);
    let text = json::start(&text);
    if text.trim().is_empty() {
        return vec![Err(IngestError::Empty)];
    }
    let written = |posts: Vec<&RawValue>| each(posts.into_iter().map(RawValue::get), input);
    match split(text) {
        Ok(posts) => written(posts),
        // What stands in the way may be in one place only.
        Err(_) => match split(&json::repair(text)) {
            Ok(posts) => written(posts),
            Err(error) => broken(text, input, error.into()),
        },
    }
}

/// Reads an array that is broken or cut off: what is wrong with one post does not cost the others.
fn broken(text: &str, input: &Input, error: IngestError) -> Vec<Result<Record, IngestError>> {
    let (items, closed) = source::array_items(text.as_bytes());
    if items.len() < 2 || !text.starts_with('[') {
        return vec![Err(error)];
    }
    let posts = items.into_iter().filter_map(|item| text.get(item));
    let mut records = each(posts, input);
    if !closed && records.iter().all(Result::is_ok) {
        records.push(Err(error));
    }
    records
}

/// The posts of an answer as they are written; the answer itself where it is one post.
fn split(text: &str) -> serde_json::Result<Vec<&RawValue>> {
    #[derive(serde::Deserialize)]
    struct Posts<'a> {
        #[serde(borrow)]
        posts: Vec<&'a RawValue>,
    }
    if text.starts_with('[') {
        return serde_json::from_str(text);
    }
    if let Ok(Posts { posts }) = serde_json::from_str(text) {
        return Ok(posts);
    }
    // Bytes behind the post, such as a notice of the server, are passed over.
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    stream
        .next()
        .unwrap_or_else(|| serde_json::from_str(text))
        .map(|post| vec![post])
}

fn each<'p>(
    posts: impl Iterator<Item = &'p str>,
    input: &Input,
) -> Vec<Result<Record, IngestError>> {
    let posts: Vec<&str> = posts.collect();
    if posts.is_empty() {
        return vec![Err(IngestError::NoArticle(
            "the list of posts is empty; check the query that fetched it",
        ))];
    }
    let alone = posts.len() == 1 && !input.bytes.trim_ascii_start().starts_with(b"[");
    let numbered = posts.iter().zip(1..);
    numbered
        .map(|(post, number)| {
            let mut locator = input.locator.clone();
            if !alone {
                locator.record = locator.record.or(Some(number));
            }
            one(post, locator).map_err(|error| {
                if alone {
                    error
                } else {
                    error.of_record(number)
                }
            })
        })
        .collect()
}

/// Reads one post; an item that is a record of newscorp or a normalised article is read as such.
fn one(text: &str, locator: Locator) -> Result<Record, IngestError> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) => serde_json::from_str(&json::repair(text))?,
    };
    let Value::Object(object) = &value else {
        return Err(IngestError::NoArticle("it is no post but a bare value"));
    };
    if shape(object.keys().map(String::as_str)) == Some(Format::Ndjson) {
        let bytes = text.as_bytes().to_vec();
        let input = Input {
            locator,
            bytes,
            format: None,
            capture: None,
            part: None,
        };
        return ndjson::read(&input);
    }
    article(&Post(object), locator).map(Record::new)
}

/// Reads a post of which the fields are known otherwise.
pub(super) fn from_fields(
    fields: &serde_json::Map<String, Value>,
    locator: Locator,
) -> Result<Article, IngestError> {
    article(&Post(fields), locator)
}

fn article(post: &Post<'_>, locator: Locator) -> Result<Article, IngestError> {
    if let Some(message) = post.error() {
        return Err(IngestError::ApiError(message));
    }
    if matches!(
        post.kind(),
        Some("attachment" | "nav_menu_item" | "wp_template" | "wp_block")
    ) {
        return Err(IngestError::NoArticle(
            "it is a picture, menu or template of a site, not a post",
        ));
    }
    let content = post
        .markup("content")
        .or_else(|| post.markup("excerpt"))
        .unwrap_or_default();
    if content.is_empty() {
        return Err(IngestError::NoArticle(if post.is_protected() {
            "the post is protected by a password"
        } else {
            "the post has no content; fetch it with its `content` field"
        }));
    }
    let mut article = Article::empty(locator, Format::Wordpress);
    article.url = post.url();
    article.publisher = post.publisher(article.url.as_deref());
    article.title = post
        .markup("title")
        .map(html::line)
        .filter(|title| !title.is_empty());
    article.authors = post.authors();
    article.section = post.sections().into_iter().next();
    article.tags = post.tags();
    credit::publish(&mut article, post.published(), PublishedFrom::Meta);
    article.modified = post.modified().map(|stamp| stamp.written);
    let base = article.url.clone();
    html::fill_from_fragment(&mut article, &shortcode::strip(content), base.as_deref());
    if article.text.is_empty() {
        return Err(IngestError::NoArticle(
            "the content of the post has no text",
        ));
    }
    credit::add_dateline(&mut article);
    article.language = crate::text::language::detect(&article.text)
        .map(str::to_owned)
        .or_else(|| post.language());
    article.id = stable_id(&article);
    Ok(article)
}

/// What a JSON text is, by the keys of its outermost object: posts, or a normalised article. None for anything else.
pub(super) fn sniff(text: &str) -> Option<Format> {
    let text = json::start(text);
    if text.starts_with('[') {
        return Some(Format::Wordpress);
    }
    shape(keys(text).iter().map(String::as_str))
}

fn shape<'k>(keys: impl Iterator<Item = &'k str>) -> Option<Format> {
    let (mut normalised, mut post) = (false, false);
    for key in keys {
        normalised |= matches!(key, "article" | "text");
        post |= matches!(
            key,
            "content" | "posts" | "yoast_head_json" | "date_gmt" | "excerpt" | "code"
        );
    }
    match (normalised, post) {
        (true, _) => Some(Format::Ndjson),
        (false, true) => Some(Format::Wordpress),
        (false, false) => None,
    }
}

/// The keys of the outermost object, as far as it can be read.
fn keys(text: &str) -> Vec<String> {
    struct Keys<'k>(&'k mut Vec<String>);
    impl<'de> Visitor<'de> for Keys<'_> {
        type Value = ();

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<String>()? {
                self.0.push(key);
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }
    let mut keys = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    // An object that breaks off has shown its first keys.
    let _broken = serde::Deserializer::deserialize_map(&mut reader, Keys(&mut keys));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    fn posts(json: &str) -> Vec<Result<Record, IngestError>> {
        let input = Input {
            locator: Locator {
                path: "posts.json".into(),
                record: None,
            },
            bytes: json.as_bytes().to_vec(),
            format: None,
            capture: None,
            part: None,
        };
        read(&input)
    }

    fn post(fields: &str) -> Article {
        let mut all = posts(&format!("{{{fields}}}"));
        all.remove(0).unwrap().article
    }

    fn errors(json: &str) -> Vec<String> {
        posts(json)
            .into_iter()
            .filter_map(|post| Some(post.err()?.to_string()))
            .collect()
    }

    #[test]
    fn one_bad_post_costs_only_itself() {
        let list = r#"[{"title":"A","content":"<p>One.</p>"},{"title":"B","content":7},null,{"content":{"rendered":"Two."}}]"#;
        let all = posts(list);
        let read: Vec<_> = all
            .iter()
            .flatten()
            .map(|r| (r.article.locator.record, r.article.text.as_str()))
            .collect();
        assert_eq!(read, [(Some(1), "One."), (Some(4), "Two.")]);
        assert!(errors(list)[0].starts_with("record 2: "));
    }

    #[test]
    fn posts_come_in_lists_and_alone() {
        assert_eq!(
            posts(r#"{"found":1,"posts":[{"content":"<p>One.</p>"}]}"#).len(),
            1
        );
        assert_eq!(
            post(r#""content":{"rendered":"<p>One.</p>","protected":false}"#)
                .locator
                .record,
            None
        );
        assert_eq!(
            posts("[{\"text\":\"Verbatim\\n text\"}]")[0]
                .as_ref()
                .unwrap()
                .article
                .text,
            "Verbatim\n text"
        );
    }

    #[test]
    fn content_is_freed_of_what_plugins_put_there() {
        let article = post(
            r#""title":{"rendered":"Ports &#8211; &amp; <em>ships</em>"},"link":"https://www.quay.example/a/","content":{"rendered":
            "<p><em>Published: June 21, 2025 | Lund\/Oslo<\/em><\/p><p>The quay is open.<\/p><p>Also Read : <a href=\"/b\">Bus fares rise</a><\/p>
             <p>Highlights</p><ul><li><p>It is open<\/p><\/li><\/ul>[gallery ids=\"1\"]<div class=\"sharedaddy\">Share</div>
             <p>The post Ports appeared first on The Quay.</p>"}"#,
        );
        let blocks: Vec<_> = article
            .blocks
            .iter()
            .map(|b| (b.kind, b.span.of(&article.text)))
            .collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Paragraph, "The quay is open."),
                (BlockKind::Heading, "Highlights"),
                (BlockKind::ListItem, "It is open")
            ]
        );
        assert_eq!(article.title.as_deref(), Some("Ports – & ships"));
        assert_eq!(
            article.published_date.map(|day| day.to_string()).as_deref(),
            Some("2025-06-21")
        );
        assert_eq!(article.dateline.place.as_deref(), Some("Lund/Oslo"));
        assert_eq!(article.publisher.as_deref(), Some("quay.example"));
    }

    #[test]
    fn plain_content_is_parted_at_blank_lines() {
        let article = post(r#""content":"One line\nand more.\n\nAnother &amp; last.""#);
        assert_eq!(article.text, "One line and more.\n\nAnother & last.");
    }

    #[test]
    fn what_is_no_post_fails_with_its_reason() {
        let error =
            r#"{"code":"rest_no_route","message":"No route was found.","data":{"status":404}}"#;
        assert!(errors(error)[0].contains("No route was found."));
        assert!(errors(r#"{"content":{"rendered":"","protected":true}}"#)[0].contains("password"));
        assert!(errors("[]")[0].contains("empty"));
        assert!(errors(r#"{"type":"attachment","content":"x"}"#)[0].contains("picture"));
        assert_eq!(errors("[[[").len(), 1);
    }

    #[test]
    fn damaged_json_is_repaired_where_it_can_be() {
        let article =
            post(r#""id":1e999,"title":"a \ud800 b","content":"<p>The harbour.</p>","n":NaN"#);
        assert_eq!(article.title.as_deref(), Some("a \u{fffd} b"));
        let twice = post(r#""title":"a","title":"b","content":"<p>x</p>""#);
        assert_eq!(twice.title.as_deref(), Some("b"));
        assert_eq!(
            posts("Warning: x in y.php\n{\"content\":\"<p>x</p>\"}")
                .iter()
                .flatten()
                .count(),
            1
        );
    }

    #[test]
    fn json_is_told_apart_by_its_keys() {
        assert_eq!(
            sniff(r#"{"id":"a","text":"x","content":1}"#),
            Some(Format::Ndjson)
        );
        assert_eq!(sniff(r#"{"article":{"text":"x"}}"#), Some(Format::Ndjson));
        assert_eq!(
            sniff(r#"{"id":1,"content":{"rendered":"text"}}"#),
            Some(Format::Wordpress)
        );
        assert_eq!(sniff(r#"{"posts":[]}"#), Some(Format::Wordpress));
        assert_eq!(sniff(r#"[{"#), Some(Format::Wordpress));
        assert_eq!(sniff(r#"{"hello":[1]}"#), None);
        assert_eq!(sniff(r#"{"content":"broken"#), Some(Format::Wordpress));
    }
}
