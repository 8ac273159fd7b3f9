//! Records to text, JSON, NDJSON and CSV: one file a format. Bytes become code points here, once.

mod compare;
mod csv;
mod explanation;
mod failure;
mod findings;
mod hidden;
mod html;
mod inputs;
mod json;
mod json_writer;
mod labels;
mod markdown;
mod names;
mod ndjson;
mod notes;
mod offsets;
mod own;
mod record;
mod schema;
mod stories;
mod table;
mod terminal;
mod text;
mod wire;

pub use compare::{Frame, comparison, comparison_frame, timeline, timeline_frame};
pub use explanation::{explanation, explanation_frame};
pub use failure::{Failed, GivenId};
pub use hidden::is_hidden;
pub use html::{Told, page};
pub use inputs::{input, input_frame};
pub use labels::labelled;
pub use names::entities;
pub use ndjson::Ndjson;
pub use own::{is_own_failure, is_own_header, is_own_record};
pub use record::to_json;
pub use schema::{Engine, Kind, reader_schema, schema};
pub use stories::stories;
pub use terminal::Style;
pub use text::parted;

use std::sync::Arc;

/// Changes with every change of the records that could break who reads them.
pub const SCHEMA_VERSION: u32 = 1;

/// The program, its version and the commit that it was built from: what made a record.
pub const MADE_BY: &str = concat!(
    "newscorp ",
    env!("CARGO_PKG_VERSION"),
    " (",
    env!("NEWSCORP_BUILD"),
    ")"
);

use crate::model::Record;
use table::{CsvRows, JsonRows, NdjsonRows, Rows};
use text::{Parts, Text};

/// A format in which records are written one after another.
///
/// Records are rendered on many threads and put together in input order by one writer, as
/// `head (record (between record)*)? tail`; so a format keeps no state between records. `record` may append nothing
/// (a flat table in which an article has no row): then the writer leaves out `between` too.
pub trait RecordFormat: Sync {
    /// Appends what stands before the first record: the header of a table, an opening bracket.
    fn head(&self, _out: &mut String) {}

    /// Appends one record.
    fn record(&self, record: &Record, out: &mut String);

    /// What stands between two records.
    fn between(&self) -> &str {
        ""
    }

    /// What stands after the last record.
    fn tail(&self) -> &str {
        ""
    }
}

/// The kinds of output.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// To read on a terminal.
    Text(Style),
    /// One array.
    Json,
    /// One line of JSON a record or row.
    Ndjson,
    /// Comma-separated rows.
    Csv,
    /// Markdown with tables, for notes and issues.
    Markdown,
}

/// What is written of every record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// All of it: the record, as CSV one row an article.
    Record,
    /// The same without findings; as text, what is known of the article and how it begins.
    Article,
    /// One row a date.
    Dates,
    /// One row a figure.
    Figures,
    /// One row a claim.
    Claims,
}

/// A format that threads share.
pub type SharedFormat = Arc<dyn RecordFormat + Send + Sync>;

/// For every finding of a record that a table has rows of whether it is printed.
pub type Choice = Arc<dyn Fn(&Record) -> Vec<bool> + Send + Sync>;

/// The format that writes `content` as `form`.
#[must_use]
pub fn format(content: Content, form: Form) -> SharedFormat {
    choosing(content, form, None)
}

/// The format that writes the chosen claims as `form`.
#[must_use]
pub fn chosen_claims(form: Form, choice: Choice) -> SharedFormat {
    choosing(Content::Claims, form, Some(choice))
}

/// The dates of a record as rows of their own, in text order, each as [`format`] writes it.
#[must_use]
pub fn date_rows(record: &Record, form: Form) -> Vec<String> {
    match form {
        Form::Text(style) => return text::date_rows(record, Some(style)),
        Form::Markdown => return text::date_rows(record, None),
        Form::Json | Form::Ndjson | Form::Csv => {}
    }
    let mut rows = Vec::new();
    let columns = (findings::DATES.columns)();
    (findings::DATES.rows)(record, &mut |row| {
        let mut out = String::new();
        match form {
            Form::Csv => csv::row(row, &mut out),
            _ => table::write_object(&columns, row, &mut out),
        }
        if matches!(form, Form::Ndjson) {
            out.push('\n');
        }
        rows.push(out);
    });
    rows
}

fn choosing(content: Content, form: Form, choice: Option<Choice>) -> SharedFormat {
    let (table, parts) = match content {
        Content::Record => (&findings::ARTICLES, Parts::All),
        Content::Article => (&findings::ARTICLES, Parts::Overview),
        Content::Dates => (&findings::DATES, Parts::Dates),
        Content::Figures => (&findings::FIGURES, Parts::Figures),
        Content::Claims => (&findings::CLAIMS, Parts::Claims),
    };
    let trees = matches!(content, Content::Record | Content::Article);
    match form {
        Form::Markdown if parts == Parts::Overview => Arc::new(markdown::Markdown),
        Form::Markdown => Arc::new(Text {
            parts,
            style: None,
            choice,
        }),
        Form::Text(style) => Arc::new(Text {
            parts,
            style: Some(style),
            choice,
        }),
        Form::Csv => Arc::new(CsvRows(Rows::new(table, choice))),
        Form::Json if trees => Arc::new(json::Json),
        Form::Ndjson if trees => Arc::new(Ndjson),
        Form::Json => Arc::new(JsonRows(Rows::new(table, choice))),
        Form::Ndjson => Arc::new(NdjsonRows(Rows::new(table, choice))),
    }
}
