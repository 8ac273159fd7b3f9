//! Tells what an earlier run wrote from what others did, by the keys and the columns that the schemas know.

use std::fmt;
use std::sync::LazyLock;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::findings::ArticleRow;
use super::schema::Kind;
use super::wire::Row;
use super::{compare, csv, stories};

/// Whether a line is a record that newscorp writes, alone or as an element of an array: all keys of one of its schemas, in
/// their order.
#[must_use]
pub fn is_own_record(line: &str) -> bool {
    let Ok(Keys(keys)) = serde_json::from_str(line.trim_end_matches(',')) else {
        return false;
    };
    KEYS.iter().any(|own| *own == keys)
}

/// Whether a line tells of an input that failed, as `--errors` and `--one-to-one` write it.
#[must_use]
pub fn is_own_failure(line: &str) -> bool {
    let Ok(Keys(keys)) = serde_json::from_str(line) else {
        return false;
    };
    let mut kinds = Kind::ALL.iter().zip(&*KEYS);
    kinds.any(|(kind, own)| *kind == Kind::Errors && *own == keys)
}

/// Whether a line names the columns of a table that newscorp writes.
#[must_use]
pub fn is_own_header(line: &str) -> bool {
    let others = [
        ArticleRow::names(),
        stories::COLUMNS.to_vec(),
        compare::COLUMNS.to_vec(),
        compare::EVENTS.to_vec(),
    ];
    KEYS.iter().chain(&others).any(|columns| {
        let mut header = String::new();
        csv::header(columns, &mut header);
        header.trim_end() == line
    })
}

/// The keys of the records of each kind: they are asked for every line of a file.
static KEYS: LazyLock<Vec<Vec<&str>>> =
    LazyLock::new(|| Kind::ALL.iter().copied().map(columns).collect());

fn columns(kind: Kind) -> Vec<&'static str> {
    let fields = kind.object().fields;
    fields.iter().map(|field| field.name).collect()
}

/// The keys of an object.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Failed, GivenId};

    #[test]
    fn what_is_written_is_known_again() {
        let failed = Failed {
            path: "a.txt".into(),
            line: None,
            article: None,
            kind: "no_article",
            message: "it is empty",
            id: &GivenId::None,
        };
        let line = failed.to_line();
        assert!(is_own_record(line.trim_end()) && is_own_failure(line.trim_end()));
        assert!(is_own_record(&format!("{},", line.trim_end())));
        assert!(is_own_header("path,record,format,bytes"));
        assert!(is_own_header(&stories::COLUMNS.join(",")));
    }

    #[test]
    fn what_others_write_is_not() {
        for line in [
            r#"{"article_id":17,"text":"The ferry was late."}"#,
            r#"{"error":{"path":"a"},"text":"The ferry was late."}"#,
            r#"{"article":{"id":"a"}}"#,
            "[]",
            "",
        ] {
            assert!(!is_own_record(line) && !is_own_failure(line), "{line}");
        }
        assert!(!is_own_header("name,phone"));
    }
}
