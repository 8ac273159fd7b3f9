//! The schemas, against what is really printed: no key is outside them, and all that they require is there.

use std::fs;

use serde_json::{Map, Value};

use super::{ARTICLE, code, folder, newscorp, records, run, stderr, stdout, text};

/// The schema that the program prints.
fn schema(arguments: &[&str]) -> Value {
    let output = run(&[&["schema"], arguments].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    serde_json::from_str(stdout(&output)).unwrap()
}

/// A checker of the words of JSON Schema that the program uses; any other word is a failure of the test.
struct Checker<'s> {
    root: &'s Value,
}

impl Checker<'_> {
    /// What is wrong with `value`, with the way to it.
    fn check(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let schema = schema.as_object().unwrap();
        for (word, rule) in schema {
            let holds = match word.as_str() {
                "$schema" | "$comment" | "$defs" | "title" | "description" | "properties"
                | "format" => true,
                "$ref" => {
                    let name = rule.as_str().unwrap().rsplit('/').next().unwrap();
                    self.check(&self.root["$defs"][name], value, at)?;
                    true
                }
                "anyOf" => {
                    let any = rule.as_array().unwrap().iter();
                    any.filter(|&one| self.check(one, value, at).is_ok())
                        .count()
                        > 0
                }
                "type" => is_one(rule, type_of(value)) || value.is_u64() && is_one(rule, "number"),
                "enum" => rule.as_array().unwrap().contains(value),
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}[{number}]"))?;
                    }
                    true
                }
                "required" => {
                    let required = rule.as_array().unwrap().iter();
                    let object = value.as_object().cloned().unwrap_or_default();
                    required
                        .filter(|key| !object.contains_key(key.as_str().unwrap()))
                        .count()
                        == 0
                }
                "additionalProperties" => {
                    self.members(&schema["properties"], value, at)?;
                    true
                }
                word => panic!("{word} at {at}"),
            };
            if !holds {
                return Err(format!("{at}: {word} {rule}: {value}"));
            }
        }
        Ok(())
    }

    /// Every member is known, and as it is to be.
    fn members(&self, known: &Value, value: &Value, at: &str) -> Result<(), String> {
        for (key, member) in value.as_object().unwrap_or(&Map::new()) {
            let Some(rule) = known.get(key) else {
                return Err(format!("{at}.{key} is not in the schema"));
            };
            self.check(rule, member, &format!("{at}.{key}"))?;
        }
        Ok(())
    }
}

fn is_one(types: &Value, own: &str) -> bool {
    match types {
        Value::Array(types) => types.iter().any(|one| one == own),
        one => one == own,
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The lines that a command prints all fit the schema of their kind, and that of all kinds.
fn fits(kind: &str, arguments: &[&str], least: usize) {
    let lines = records(&run(arguments));
    assert!(lines.len() >= least, "{arguments:?} prints {}", lines.len());
    let (own, all) = (schema(&[kind]), schema(&[]));
    for line in &lines {
        Checker { root: &own }.check(&own, line, kind).unwrap();
        Checker { root: &all }.check(&all, line, "any").unwrap();
    }
}

#[test]
fn what_is_printed_fits_its_schema() {
    fits("article", &["extract", "fixtures"], 45);
    fits("article", &["ingest", "fixtures"], 45);
    fits("entities", &["entities", "fixtures"], 100);
    fits("dates", &["dates", "fixtures"], 200);
    fits("figures", &["figures", "fixtures"], 200);
    fits("claims", &["claims", "fixtures"], 150);
    fits("stories", &["stories", "fixtures"], 1);
    fits("compare", &["compare", "fixtures"], 1);
    fits("timeline", &["timeline", "fixtures"], 20);
    fits("inputs", &["ingest", "--list-inputs", "fixtures"], 40);
    let explain = ["ingest", "--explain", "--format", "ndjson", "fixtures"];
    fits("explain", &explain, 40);
}

#[test]
fn failures_fit_their_schema() {
    let bad = "{\"id\": 7}\n{\"id\": \"x\", \"text\": 5}\n{bad\n";
    let root = folder(&[("bad.ndjson", bad), ("good.txt", ARTICLE)]);
    let errors = root.path().join("errors");
    run(&["ingest", "--errors", text(&errors), text(root.path())]);
    let written = fs::read_to_string(&errors).unwrap();
    assert_eq!(written.lines().count(), 3, "{written}");
    let schema = schema(&["errors"]);
    for line in written.lines() {
        let line = serde_json::from_str(line).unwrap();
        Checker { root: &schema }
            .check(&schema, &line, "errors")
            .unwrap();
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let schema = schema(&["claims"]);
    let good = &records(&run(&["claims", "fixtures/story"]))[0];
    let wrong = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut line = good.clone();
        change(line.as_object_mut().unwrap());
        Checker { root: &schema }.check(&schema, &line, "claims")
    };
    assert!(wrong(&|_| ()).is_ok());
    assert!(wrong(&|line| drop(line.remove("cue_kind"))).is_err());
    assert!(wrong(&|line| drop(line.insert("more".into(), Value::Null))).is_err());
    assert!(wrong(&|line| drop(line.insert("style".into(), "loud".into()))).is_err());
    assert!(wrong(&|line| drop(line.insert("hedged".into(), Value::Null))).is_err());
}

#[test]
fn every_field_is_described() {
    fn walk(value: &Value, at: &str) {
        for (key, own) in value.as_object().into_iter().flatten() {
            if key == "properties" {
                for (name, field) in own.as_object().unwrap() {
                    let about = field["description"].as_str().unwrap_or("");
                    assert!(about.len() > 5, "{at}.{name}");
                }
            }
            walk(own, &format!("{at}.{key}"));
        }
    }
    walk(&schema(&[]), "");
    let article = schema(&["article"]);
    let keys: Vec<&String> = article["properties"].as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 6, "{keys:?}");
    assert_eq!(article, schema(&["extract"]));
}

#[test]
fn readers_are_given_their_schemas() {
    for (engine, sign) in [
        ("duckdb", "STRUCT("),
        ("polars", "pl.Struct("),
        ("spark", "STRUCT<"),
    ] {
        let output = run(&["schema", "--for", engine]);
        assert!(stdout(&output).contains(sign), "{}", stdout(&output));
        let rows = run(&["schema", "figures", "--for", engine]);
        assert!(!stdout(&rows).contains(sign));
    }
    let unknown = newscorp()
        .args(["schema", "--for", "pandas"])
        .output()
        .unwrap();
    assert_eq!(code(&unknown), 2);
}
