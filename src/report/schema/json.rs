//! JSON Schema (2020-12).

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Kind;
use crate::report::wire::{Field, Object, Shape};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema as a tree whose keys keep their order.
enum Node {
    Null,
    Flag(bool),
    Text(String),
    List(Vec<Node>),
    Map(Map),
}

type Map = Vec<(String, Node)>;

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// The JSON Schema of the records of that kind, or of all kinds, with a line end.
#[must_use]
pub fn schema(kind: Option<Kind>) -> String {
    let mut definitions = Map::new();
    let mut map = vec![
        entry("$schema", text(DIALECT)),
        entry(
            "$comment",
            text(&format!(
                "newscorp {}, schema {}",
                env!("CARGO_PKG_VERSION"),
                crate::report::SCHEMA_VERSION
            )),
        ),
    ];
    match kind {
        Some(kind) => map.extend(object(&kind.object(), &mut definitions)),
        None => map.extend(all(&mut definitions)),
    }
    if !definitions.is_empty() {
        map.push(entry("$defs", Node::Map(definitions)));
    }
    let written = serde_json::to_string_pretty(&Node::Map(map));
    written.map(|json| json + "\n").unwrap_or_default()
}

/// A record of any kind; each has its definition under the kind's name.
fn all(definitions: &mut Map) -> Map {
    let mut kinds = Vec::new();
    for &kind in Kind::ALL {
        let own = object(&kind.object(), definitions);
        definitions.push(entry(kind.name(), Node::Map(own)));
        kinds.push(Node::Map(vec![reference(kind.name())]));
    }
    vec![
        entry("title", text("newscorp")),
        entry("description", text("A line of the output of any command.")),
        entry("anyOf", Node::List(kinds)),
    ]
}

fn object(object: &Object, definitions: &mut Map) -> Map {
    let fields = object.fields.iter();
    let properties = fields.map(|own| entry(own.name, field(own, definitions)));
    let properties = properties.collect();
    let names = object.fields.iter().map(|field| text(field.name));
    vec![
        entry("title", text(object.name)),
        entry("description", text(&object.about)),
        entry("type", text("object")),
        entry("properties", Node::Map(properties)),
        entry("required", Node::List(names.collect())),
        entry("additionalProperties", Node::Flag(false)),
    ]
}

fn field(field: &Field, definitions: &mut Map) -> Node {
    let mut map = vec![entry("description", text(&field.about))];
    map.extend(value(&field.shape, definitions));
    Node::Map(map)
}

fn value(shape: &Shape, definitions: &mut Map) -> Map {
    match shape {
        Shape::Text => typed("string"),
        Shape::Name(names) => {
            let names = names.iter().map(|name| text(name)).collect();
            vec![
                entry("type", text("string")),
                entry("enum", Node::List(names)),
            ]
        }
        Shape::Day => vec![entry("type", text("string")), entry("format", text("date"))],
        Shape::Whole => typed("integer"),
        Shape::Float => typed("number"),
        Shape::Bool => typed("boolean"),
        Shape::Given => {
            let types = ["string", "number", "null"].map(text);
            vec![entry("type", Node::List(types.into()))]
        }
        Shape::Maybe(shape) => or_null(value(shape, definitions)),
        Shape::List(shape) => {
            let items = value(shape, definitions);
            vec![
                entry("type", text("array")),
                entry("items", Node::Map(items)),
            ]
        }
        Shape::Object(own) => vec![define(own, definitions)],
    }
}

/// The same, or null.
fn or_null(mut map: Map) -> Map {
    if map.iter().any(|(key, _)| key == "$ref") {
        let either = [map, typed("null")].map(Node::Map);
        return vec![entry("anyOf", Node::List(either.into()))];
    }
    for (key, node) in &mut map {
        match (key.as_str(), node) {
            ("type", node @ Node::Text(_)) => {
                let own = std::mem::replace(node, Node::List(Vec::new()));
                *node = Node::List(vec![own, text("null")]);
            }
            ("enum", Node::List(names)) => names.push(Node::Null),
            _ => {}
        }
    }
    map
}

/// A reference to the definition of an object, which is made where there is none yet.
fn define(own: &Object, definitions: &mut Map) -> (String, Node) {
    if definitions.iter().all(|(name, _)| name != own.name) {
        let map = object(own, definitions);
        definitions.push(entry(own.name, Node::Map(map)));
    }
    reference(own.name)
}

fn reference(name: &str) -> (String, Node) {
    entry("$ref", Node::Text(format!("#/$defs/{name}")))
}

fn typed(name: &str) -> Map {
    vec![entry("type", text(name))]
}

fn entry(key: &str, node: Node) -> (String, Node) {
    (key.to_owned(), node)
}

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_may_be_null_too() {
        let map = Node::Map(or_null(vec![reference("place")]));
        assert_eq!(
            serde_json::to_string(&map).unwrap(),
            r##"{"anyOf":[{"$ref":"#/$defs/place"},{"type":"null"}]}"##
        );
    }
}
