//! WordPress REST JSON: one post, an array of posts, `{"posts": […]}`.
//!
//! The number of a post counts on its own site only, so the id of the article is a hash as for pages without an id.

mod post;
mod shortcode;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use self::post::Post;
use super::{IngestError, dateline, encoding, html, json, ndjson, stable_id};
use crate::model::{Article, Format, Input, Locator, PublishedFrom, Record};

/// Reads the posts of an answer, each on its own.
pub(super) fn read(input: &Input) -> Vec<Result<Record, IngestError>> {
    let text = encoding::decode(&input.bytes);
    let text = json::start(&text);
    if text.trim().is_empty() {
        return vec![Err(IngestError::Empty)];
    }
    match split(text) {
        Ok(posts) => each(&posts, input),
        // What stands in the way may be in one place only.
        Err(_) => match split(&json::repair(text)) {
            Ok(posts) => each(&posts, input),
            Err(error) => vec![Err(error.into())],
        },
    }
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

fn each(posts: &[&RawValue], input: &Input) -> Vec<Result<Record, IngestError>> {
    if posts.is_empty() {
        return vec![Err(IngestError::NoArticle("the list of posts is empty"))];
    }
    let alone = posts.len() == 1 && !input.bytes.trim_ascii_start().starts_with(b"[");
    let numbered = posts.iter().zip(1..);
    numbered
        .map(|(post, number)| {
            let mut locator = input.locator.clone();
            if !alone {
                locator.record = locator.record.or(Some(number));
            }
            one(post.get(), locator).map_err(|error| {
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
        };
        return ndjson::read(&input);
    }
    article(&Post(object), locator).map(Record::new)
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
    if let Some(published) = post.published() {
        article.published_date = Some(published.day);
        article.published = Some(published.written);
        article.published_from = Some(PublishedFrom::Meta);
    }
    article.modified = post.modified().map(|stamp| stamp.written);
    let base = article.url.clone();
    html::fill_from_fragment(&mut article, &shortcode::strip(content), base.as_deref());
    if article.text.is_empty() {
        return Err(IngestError::NoArticle(
            "the content of the post has no text",
        ));
    }
    let first = article
        .blocks
        .first()
        .map_or("", |block| block.span.of(&article.text));
    if let Some(reading) = dateline::read(first) {
        article.dateline = reading.dateline;
    }
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
