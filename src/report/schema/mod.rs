//! The schemas of all that is written as JSON: JSON Schema, and the explicit schemas that readers of NDJSON are given.

mod json;
mod reader;

use super::compare::{ComparisonLine, EventLine};
use super::explanation::ExplanationLine;
use super::failure::FailureLine;
use super::findings::{ClaimRow, DateRow, FigureRow, Finding};
use super::inputs::InputRow;
use super::names::EntityRow;
use super::record::Record;
use super::stories::StoryLine;
use super::wire::{Object, Row, table};
use crate::model::names;

pub use json::schema;
pub use reader::reader_schema;

/// The kinds of records that are written, each by the command of its name unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of `extract` and `ingest`.
    Article,
    /// Of `entities`.
    Entities,
    /// Of `dates`.
    Dates,
    /// Of `figures`.
    Figures,
    /// Of `claims`.
    Claims,
    /// Of `stories`.
    Stories,
    /// Of `compare`.
    Compare,
    /// Of `timeline`.
    Timeline,
    /// Of `--list-inputs`.
    Inputs,
    /// Of `ingest --explain`.
    Explain,
    /// Of `--errors` and `--one-to-one`.
    Errors,
}

names!(Kind {
    Article = "article",
    Entities = "entities",
    Dates = "dates",
    Figures = "figures",
    Claims = "claims",
    Stories = "stories",
    Compare = "compare",
    Timeline = "timeline",
    Inputs = "inputs",
    Explain = "explain",
    Errors = "errors",
});

/// What reads NDJSON by an explicit schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The `columns` of DuckDB's `read_json`.
    Duckdb,
    /// A Python schema for Polars' `read_ndjson` and `scan_ndjson`.
    Polars,
    /// The DDL of a Spark schema.
    Spark,
}

names!(Engine {
    Duckdb = "duckdb",
    Polars = "polars",
    Spark = "spark",
});

impl Kind {
    /// The shape of a record of this kind.
    pub(super) fn object(self) -> Object {
        match self {
            Self::Article => Record::object(),
            Self::Entities => table::<EntityRow<'_>>(
                "CorpusEntity",
                "Somebody or something that the articles name: a line of `entities`.",
            ),
            Self::Dates => {
                rows::<DateRow<'_>>("DateRow", "A date in an article: a line of `dates`.")
            }
            Self::Figures => {
                rows::<FigureRow<'_>>("FigureRow", "A figure in an article: a line of `figures`.")
            }
            Self::Claims => rows::<ClaimRow<'_>>(
                "ClaimRow",
                "Something that an article attributes to somebody: a line of `claims`.",
            ),
            Self::Stories => StoryLine::object(),
            Self::Compare => ComparisonLine::object(),
            Self::Timeline => EventLine::object(),
            Self::Inputs => table::<InputRow<'_>>(
                "InputRow",
                "An input that would be read: a line of `--list-inputs`.",
            ),
            Self::Explain => ExplanationLine::object(),
            Self::Errors => FailureLine::object(),
        }
    }
}

fn rows<R: Row>(name: &'static str, about: &str) -> Object {
    table::<Finding<'static, R>>(name, about)
}
