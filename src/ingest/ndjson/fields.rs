//! The fields of an article as JSON: of a bare one, and inside a record. What is null, empty or of another type counts as
//! not given; only the text has to be there.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// An article's fields.
#[derive(Deserialize)]
pub(super) struct Fields<'a> {
    #[serde(default, deserialize_with = "id")]
    pub(super) id: Option<String>,
    #[serde(default, borrow)]
    pub(super) text: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "given")]
    pub(super) url: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) publisher: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) title: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) subtitle: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) authors: Vec<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) published: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) published_date: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) published_from: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) modified: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) language: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) section: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) tags: Vec<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) dateline: Dateline,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) blocks: Vec<Block>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) links: Vec<Link>,
}

#[derive(Default, Deserialize)]
pub(super) struct Dateline {
    #[serde(default, deserialize_with = "given")]
    pub(super) place: Option<String>,
    #[serde(default, deserialize_with = "given")]
    pub(super) agency: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Block {
    pub(super) kind: String,
    pub(super) start: u32,
    pub(super) end: u32,
}

#[derive(Deserialize)]
pub(super) struct Link {
    pub(super) url: String,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A value of the type that is asked for; the default where it is of another.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

/// A string that is not blank.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = lenient(deserializer)?;
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// An id: a string, or a number as it is written.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?.get();
    if raw.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return Ok(Some(raw.to_owned()));
    }
    let text: Option<String> = serde_json::from_str(raw).unwrap_or_default();
    Ok(text.filter(|text| !text.is_empty()))
}
