//! Explicit schemas for what reads NDJSON: with one of them no engine guesses, so that all parts of a large run have the
//! same columns, also those that are null in the first thousand lines.
//!
//! Days are strings in all of them: `YYYY-MM-DD` sorts as the calendar does, and no engine drops a year that it does not know.

use super::{Engine, Kind};
use crate::report::wire::{Field, Shape};

/// The schema by which `engine` reads the records of that kind, with a line end.
#[must_use]
pub fn reader_schema(kind: Kind, engine: Engine) -> String {
    let object = kind.object();
    let columns = object.fields.iter().map(|field| column(field, engine));
    let columns: Vec<String> = columns.collect();
    match engine {
        Engine::Duckdb => format!("{{\n  {}\n}}\n", columns.join(",\n  ")),
        Engine::Polars => format!(
            "import polars as pl\n\nSCHEMA = pl.Schema({{\n    {},\n}})\n",
            columns.join(",\n    ")
        ),
        Engine::Spark => columns.join(",\n") + "\n",
    }
}

/// A column of the table that is read.
fn column(field: &Field, engine: Engine) -> String {
    let (name, kind) = (field.name, type_of(&field.shape, engine));
    match engine {
        Engine::Duckdb => format!("'{name}': '{kind}'"),
        Engine::Polars => format!("\"{name}\": {kind}"),
        Engine::Spark => format!("`{name}` {kind}"),
    }
}

fn type_of(shape: &Shape, engine: Engine) -> String {
    let [text, whole, float, flag] = match engine {
        Engine::Duckdb => ["VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN"],
        Engine::Polars => ["pl.String", "pl.Int64", "pl.Float64", "pl.Boolean"],
        Engine::Spark => ["STRING", "BIGINT", "DOUBLE", "BOOLEAN"],
    };
    match shape {
        Shape::Text | Shape::Name(_) | Shape::Day | Shape::Given => text.to_owned(),
        Shape::Whole => whole.to_owned(),
        Shape::Float => float.to_owned(),
        Shape::Bool => flag.to_owned(),
        Shape::Maybe(shape) => type_of(shape, engine),
        Shape::List(shape) => list(&type_of(shape, engine), engine),
        Shape::Object(object) => structure(&object.fields, engine),
    }
}

fn list(items: &str, engine: Engine) -> String {
    match engine {
        Engine::Duckdb => format!("{items}[]"),
        Engine::Polars => format!("pl.List({items})"),
        Engine::Spark => format!("ARRAY<{items}>"),
    }
}

fn structure(fields: &[Field], engine: Engine) -> String {
    let member = |field: &Field| {
        let (name, kind) = (field.name, type_of(&field.shape, engine));
        match engine {
            Engine::Duckdb => format!("\"{name}\" {kind}"),
            Engine::Polars => format!("\"{name}\": {kind}"),
            Engine::Spark => format!("`{name}`: {kind}"),
        }
    };
    let members: Vec<String> = fields.iter().map(member).collect();
    let members = members.join(", ");
    match engine {
        Engine::Duckdb => format!("STRUCT({members})"),
        Engine::Polars => format!("pl.Struct({{{members}}})"),
        Engine::Spark => format!("STRUCT<{members}>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_is_told_in_its_own_words() {
        let inputs = |engine| reader_schema(Kind::Inputs, engine);
        assert_eq!(
            inputs(Engine::Duckdb),
            "{\n  'path': 'VARCHAR',\n  'record': 'BIGINT',\n  'format': 'VARCHAR',\n  'bytes': 'BIGINT'\n}\n"
        );
        assert!(
            inputs(Engine::Polars).contains("SCHEMA = pl.Schema({\n    \"path\": pl.String,\n")
        );
        assert!(inputs(Engine::Spark).starts_with("`path` STRING,\n`record` BIGINT,\n"));
    }

    #[test]
    fn what_is_nested_stays_nested() {
        let claims = reader_schema(Kind::Article, Engine::Spark);
        assert!(claims.contains("`spans`: ARRAY<ARRAY<BIGINT>>"), "{claims}");
        let claims = reader_schema(Kind::Article, Engine::Duckdb);
        assert!(claims.contains("\"spans\" BIGINT[][]"), "{claims}");
    }
}
