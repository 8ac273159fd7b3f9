//! The fields of a post, wherever the site's version and plugins put them. A field of the wrong type is a missing one.

use serde_json::{Map, Value};

use crate::ingest::html::entities;
use crate::ingest::markup::single_spaced;
use crate::ingest::tags::distinct;
use crate::ingest::timestamp::{self, Timestamp};
use crate::ingest::{address, author, language_code};
use crate::text::calendar;

/// A post as it was parsed.
pub(super) struct Post<'a>(pub(super) &'a Map<String, Value>);

/// A value below others, by its path.
fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| value.get(*key))
}

/// The items of a list; a PHP array whose keys are no longer 0, 1, 2 … comes as an object.
fn items(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(Value::Object(object)) => object.values().collect(),
        _ => Vec::new(),
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = single_spaced(&entities::decode(value?.as_str()?));
    (!text.is_empty()).then_some(text)
}

impl<'a> Post<'a> {
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.0.get(key)
    }

    fn path(&self, path: &[&str]) -> Option<&'a Value> {
        let (first, rest) = path.split_first()?;
        at(self.get(first)?, rest)
    }

    /// Markup of a field that is a string or `{rendered, raw}`.
    pub(super) fn markup(&self, key: &str) -> Option<&'a str> {
        let value = self.get(key)?;
        let inner = ["rendered", "raw"]
            .iter()
            .filter_map(|key| value.get(*key)?.as_str());
        let mut all = value.as_str().into_iter().chain(inner);
        all.find(|markup| !markup.trim().is_empty())
    }

    /// The address of the post.
    pub(super) fn url(&self) -> Option<String> {
        let named = ["link", "URL", "url"]
            .iter()
            .filter_map(|key| self.get(key)?.as_str());
        let mut all = named.chain(self.markup("guid"));
        all.find_map(|url| address::absolute(url, None).filter(|url| address::host(url).is_some()))
    }

    /// The site's name, else its host.
    pub(super) fn publisher(&self, url: Option<&str>) -> Option<String> {
        let yoast = text(self.path(&["yoast_head_json", "og_site_name"]));
        yoast
            .or_else(|| text(self.get("site_name")))
            .or_else(|| url.and_then(address::host).map(str::to_owned))
    }

    /// What kind of thing it is: `post`, `page`, `attachment`.
    pub(super) fn kind(&self) -> Option<&'a str> {
        self.get("type")?.as_str()
    }

    /// Whether a password is needed to read it.
    pub(super) fn is_protected(&self) -> bool {
        self.path(&["content", "protected"]) == Some(&Value::Bool(true))
    }

    /// The message of an answer that is an error.
    pub(super) fn error(&self) -> Option<String> {
        let code = self.get("code")?.as_str().filter(|code| code.len() < 80)?;
        self.get("content").is_none().then_some(())?;
        let known = self.path(&["data", "status"]).is_some() || self.get("message").is_some();
        let message = text(self.get("message")).unwrap_or_default();
        known.then(|| {
            if message.is_empty() {
                code.to_owned()
            } else {
                format!("{message} ({code})")
            }
        })
    }

    /// The language that plugins for several languages note.
    pub(super) fn language(&self) -> Option<String> {
        let said = [
            self.get("lang"),
            self.path(&["yoast_head_json", "og_locale"]),
        ];
        language_code(said.into_iter().flatten().find_map(Value::as_str)?)
    }

    /// When it was published, with the offset of the site's zone.
    pub(super) fn published(&self) -> Option<Timestamp> {
        self.stamp("date", "date_gmt")
    }

    /// When it was last changed. Where its own time in UTC is missing, the zone is that of the publication, if that is near.
    pub(super) fn modified(&self) -> Option<Timestamp> {
        let mut stamp = self.stamp("modified", "modified_gmt")?;
        if minute(&stamp).is_some()
            && let Some(published) = self.published()
            && calendar::days_between(published.day, stamp.day)?.abs() <= SAME_ZONE_DAYS
            && let Some(zone) = published.written.get(19..)
            && zone.starts_with(['+', '-', 'Z'])
        {
            stamp.written.push_str(zone);
        }
        Some(stamp)
    }

    /// `local` is the site's own time without its zone, `universal` the same moment in UTC: they differ by the offset.
    fn stamp(&self, local: &str, universal: &str) -> Option<Timestamp> {
        let read = |key: &str| {
            let written = self
                .get(key)?
                .as_str()
                .filter(|date| !date.starts_with("0000"))?;
            timestamp::parse(written)
        };
        match (read(local), read(universal)) {
            (Some(mut local), Some(universal)) => {
                if let Some(offset) = offset(&local, &universal) {
                    local.written.push_str(&offset);
                }
                Some(local)
            }
            (Some(local), None) => Some(local),
            (None, Some(mut universal)) => {
                if minute(&universal).is_some() {
                    universal.written.push('Z');
                }
                Some(universal)
            }
            (None, None) => None,
        }
    }

    /// The people who wrote it. The number in `author` names nobody.
    pub(super) fn authors(&self) -> Vec<String> {
        let lists = [
            self.path(&["_embedded", "author"]),
            self.get("authors"),
            self.get("coauthors"),
            self.get("author"),
            self.get("author_info"),
            self.path(&["parsely", "meta", "author"]),
            self.path(&["yoast_head_json", "author"]),
            self.get("author_name"),
        ];
        lists
            .into_iter()
            .map(names)
            .find(|names| !names.is_empty())
            .or_else(|| Some(self.schema_people()).filter(|names| !names.is_empty()))
            .unwrap_or_default()
    }

    fn schema_people(&self) -> Vec<String> {
        let graph = items(self.path(&["yoast_head_json", "schema", "@graph"]));
        let is_person = |object: &&Value| match object.get("@type") {
            Some(Value::String(kind)) => kind == "Person",
            Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "Person"),
            _ => false,
        };
        let people = graph.into_iter().filter(is_person);
        people
            .flat_map(|person| names(person.get("name")))
            .collect()
    }

    /// The categories, the outlet's own name of each.
    pub(super) fn sections(&self) -> Vec<String> {
        let terms = self.terms("category", "categories", "category-");
        terms
            .into_iter()
            .filter(|name| !name.eq_ignore_ascii_case("uncategorized"))
            .collect()
    }

    /// The tags.
    pub(super) fn tags(&self) -> Vec<String> {
        distinct(self.terms("post_tag", "tags", "tag-"))
    }

    /// The names of a taxonomy: embedded terms, objects by name, what the SEO plugin says, else the class names.
    fn terms(&self, taxonomy: &str, key: &str, class: &str) -> Vec<String> {
        let embedded = items(self.path(&["_embedded", "wp:term"]));
        let embedded = embedded.into_iter().flat_map(|list| items(Some(list)));
        let embedded =
            embedded.filter(|term| term.get("taxonomy").and_then(Value::as_str) == Some(taxonomy));
        let mut found: Vec<String> = embedded.filter_map(|term| text(term.get("name"))).collect();
        if found.is_empty() {
            found = self.listed(key);
        }
        if found.is_empty() {
            found = self.in_schema(if class == "tag-" {
                "keywords"
            } else {
                "articleSection"
            });
        }
        if found.is_empty() {
            let classes = items(self.get("class_list"))
                .into_iter()
                .filter_map(Value::as_str);
            found = classes
                .filter_map(|name| name.strip_prefix(class))
                .map(from_slug)
                .collect();
        }
        found.dedup();
        found
    }

    /// The names in `categories` or `tags` where they are more than numbers.
    fn listed(&self, key: &str) -> Vec<String> {
        let value = self.get(key);
        if let Some(Value::Object(by_name)) = value
            && by_name.values().all(Value::is_object)
        {
            return by_name
                .keys()
                .filter_map(|name| text(Some(&Value::String(name.clone()))))
                .collect();
        }
        let names = items(value)
            .into_iter()
            .filter_map(|item| text(Some(item.get("name").unwrap_or(item))));
        names
            .filter(|name| name.contains(char::is_alphabetic))
            .collect()
    }

    fn in_schema(&self, key: &str) -> Vec<String> {
        let graph = items(self.path(&["yoast_head_json", "schema", "@graph"]));
        let value = graph.into_iter().find_map(|object| object.get(key));
        let one = value.filter(|value| value.is_string());
        let all = items(value)
            .into_iter()
            .chain(one)
            .filter_map(|item| text(Some(item)));
        all.collect()
    }
}

/// The names of the people in a value: a string, an object, or a list of those.
fn names(value: Option<&Value>) -> Vec<String> {
    let Some(value) = value else {
        return Vec::new();
    };
    let one_person = ["display_name", "name"]
        .iter()
        .any(|key| value.get(key).is_some_and(Value::is_string));
    let all = match value {
        Value::Object(_) if one_person => vec![value],
        Value::String(_) => vec![value],
        _ => items(Some(value)),
    };
    author::Names::of(all.into_iter().flat_map(|item| {
        let name = ["display_name", "name", "nice_name"]
            .iter()
            .find_map(|key| item.get(*key))
            .unwrap_or(item);
        let name = text(Some(name));
        name.map(|name| people(&name)).unwrap_or_default()
    }))
}

/// The people that a display name names; a name that is no usual one is kept where it cannot be an account's.
fn people(name: &str) -> Vec<String> {
    author::people(name).unwrap_or_else(|| {
        let alone = author::single(name);
        alone.into_iter().collect()
    })
}

/// `stock-market-news` as `Stock Market News`.
fn from_slug(slug: &str) -> String {
    let words = slug.split('-').filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The days within which a site's offset from UTC is taken to be the same.
const SAME_ZONE_DAYS: i64 = 30;

/// The offset of local time from UTC as `+05:30`; none where the two times do not tell.
fn offset(local: &Timestamp, universal: &Timestamp) -> Option<String> {
    let days = calendar::days_between(universal.day, local.day)?;
    let minutes = days * 24 * 60 + minute(local)? - minute(universal)?;
    let known = minutes.abs() <= 14 * 60 && minutes % 15 == 0;
    let sign = if minutes < 0 { '-' } else { '+' };
    known.then(|| format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
}

/// The minute of the day of a time that has no offset yet.
fn minute(stamp: &Timestamp) -> Option<i64> {
    let time = stamp.written.get(10..)?.strip_prefix('T')?;
    let has_zone = time.contains(['+', '-', 'Z']);
    let (hour, rest) = time.split_once(':').filter(|_| !has_zone)?;
    Some(hour.parse::<i64>().ok()? * 60 + rest.get(..2)?.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(json: &str, read: impl Fn(Post<'_>) -> T) -> T {
        let value: Value = serde_json::from_str(json).unwrap();
        read(Post(value.as_object().unwrap()))
    }

    #[test]
    fn the_zone_is_the_difference_of_the_two_dates() {
        let of = |json: &str| with(json, |post| post.published().map(|stamp| stamp.written));
        let both = r#"{"date":"2024-03-02T01:30:00","date_gmt":"2024-03-01T20:00:00"}"#;
        assert_eq!(of(both).as_deref(), Some("2024-03-02T01:30:00+05:30"));
        let draft = r#"{"date":"2024-03-02T01:30:00","date_gmt":null}"#;
        assert_eq!(of(draft).as_deref(), Some("2024-03-02T01:30:00"));
        assert_eq!(
            of(r#"{"date":7,"date_gmt":"2024-03-01T20:00:00"}"#).as_deref(),
            Some("2024-03-01T20:00:00Z")
        );
        assert_eq!(of(r#"{"date":"0000-00-00T00:00:00"}"#), None);
        let dot_com = r#"{"date":"2024-03-02T01:30:00+05:30"}"#;
        assert_eq!(of(dot_com).as_deref(), Some("2024-03-02T01:30:00+05:30"));
    }

    #[test]
    fn a_change_without_its_universal_time_has_the_zone_of_a_publication_near_it() {
        let of = |modified: &str| {
            let json = format!(
                r#"{{"date":"2024-03-02T01:30:00","date_gmt":"2024-03-01T20:00:00","modified":"{modified}"}}"#
            );
            with(&json, |post| post.modified().map(|stamp| stamp.written))
        };
        assert_eq!(
            of("2024-03-04T09:00:00").as_deref(),
            Some("2024-03-04T09:00:00+05:30")
        );
        assert_eq!(
            of("2024-09-04T09:00:00").as_deref(),
            Some("2024-09-04T09:00:00")
        );
    }

    #[test]
    fn authors_are_found_wherever_they_are() {
        let of = |json: &str| with(json, |post| post.authors());
        assert_eq!(
            of(r#"{"author":3,"_embedded":{"author":[{"name":"Ada Quill"}]}}"#),
            ["Ada Quill"]
        );
        assert_eq!(
            of(r#"{"author":3,"authors":[{"display_name":"Ada Quill","0":null,"1":""}]}"#),
            ["Ada Quill"]
        );
        assert_eq!(
            of(r#"{"author":3,"authors":{"2":{"display_name":"Ada Quill"}}}"#),
            ["Ada Quill"]
        );
        assert_eq!(
            of(r#"{"author":{"name":"Ada Quill","ID":5}}"#),
            ["Ada Quill"]
        );
        assert_eq!(
            of(r#"{"yoast_head_json":{"author":"Ada Quill"}}"#),
            ["Ada Quill"]
        );
        assert_eq!(
            of(r#"{"parsely":{"meta":{"author":[{"name":"Ada Quill"}]}}}"#),
            ["Ada Quill"]
        );
        let graph = r#"{"yoast_head_json":{"schema":{"@graph":[{"@type":["Person","Organization"],"name":"Ada Quill"}]}}}"#;
        assert_eq!(of(graph), ["Ada Quill"]);
        assert_eq!(of(r#"{"author":3}"#), [""; 0]);
        assert_eq!(of(r#"{"author":{"x":[]}}"#), [""; 0]);
    }

    #[test]
    fn sections_and_tags_are_names_not_numbers() {
        let classes = r#"{"categories":[615],"tags":[],"class_list":{"0":"post-1","7":"category-stock-market-news","9":"tag-nikkei-225"}}"#;
        assert_eq!(with(classes, |post| post.sections()), ["Stock Market News"]);
        assert_eq!(with(classes, |post| post.tags()), ["Nikkei 225"]);
        let embedded = r#"{"_embedded":{"wp:term":[[{"taxonomy":"category","name":"Ports &amp; Ships"}],[{"taxonomy":"post_tag","name":"Ferry"}]]}}"#;
        assert_eq!(with(embedded, |post| post.sections()), ["Ports & Ships"]);
        assert_eq!(with(embedded, |post| post.tags()), ["Ferry"]);
        let dot_com = r#"{"categories":{"Ports":{"ID":4}},"tags":{"Ferry":{"ID":9}}}"#;
        assert_eq!(with(dot_com, |post| post.sections()), ["Ports"]);
        let yoast = r#"{"yoast_head_json":{"schema":{"@graph":[{"articleSection":["Ports"],"keywords":["Ferry","Quay"]}]}}}"#;
        assert_eq!(with(yoast, |post| post.tags()), ["Ferry", "Quay"]);
    }

    #[test]
    fn the_publisher_is_the_site_or_its_host() {
        let of = |json: &str| with(json, |post| post.publisher(post.url().as_deref()));
        assert_eq!(
            of(r#"{"link":"https:\/\/www.quay.example\/a\/"}"#).as_deref(),
            Some("quay.example")
        );
        assert_eq!(
            of(r#"{"yoast_head_json":{"og_site_name":"The Quay"}}"#).as_deref(),
            Some("The Quay")
        );
        assert_eq!(of(r#"{"link":null}"#), None);
    }

    #[test]
    fn error_answers_are_known() {
        let missing =
            r#"{"code":"rest_post_invalid_id","message":"Invalid post ID.","data":{"status":404}}"#;
        let said = with(missing, |post| post.error());
        assert_eq!(
            said.as_deref(),
            Some("Invalid post ID. (rest_post_invalid_id)")
        );
        assert_eq!(
            with(r#"{"code":"x","content":"y"}"#, |post| post.error()),
            None
        );
    }
}
