//! Flat tables: one row a finding, for whoever reads tables and not trees.
//!
//! Columns of the article are prefixed, so that no name of a column stands for two things.

use std::borrow::Cow;

use super::json_writer::{ARRAY, JsonWriter};
use super::wire::Row;
use super::{Choice, RecordFormat, csv};
use crate::model::{Day, Record};

/// A value of a row.
pub(super) enum Cell<'a> {
    Null,
    Text(Cow<'a, str>),
    List(&'a [String]),
    Whole(u64),
    Float(f64),
    Bool(bool),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    pub(super) fn owned(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }

    /// A text, or null.
    pub(super) fn maybe(text: Option<&'a String>) -> Self {
        text.map_or(Self::Null, |text| Self::text(text))
    }

    /// A day as `YYYY-MM-DD`, or null.
    pub(super) fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Null, |day| Self::owned(day.to_string()))
    }

    /// A number, or null.
    pub(super) fn float(value: Option<f64>) -> Self {
        value
            .filter(|value| value.is_finite())
            .map_or(Self::Null, Self::Float)
    }

    /// Writes the value as JSON.
    pub(super) fn write(&self, json: &mut JsonWriter<'_>) {
        match self {
            Self::Null => json.null(),
            Self::Text(text) => json.string(text),
            Self::List(items) => json.array(*items, |json, item| json.string(item)),
            Self::Whole(number) => json.number(*number),
            Self::Float(value) => json.float(Some(*value)),
            Self::Bool(value) => json.bool(*value),
        }
    }
}

/// A row as JSON.
pub(super) fn write_object(columns: &[&str], row: &[Cell<'_>], out: &mut String) {
    JsonWriter::new(out).object(|json| {
        for (column, cell) in columns.iter().zip(row) {
            cell.write(json.key(column));
        }
    });
}

/// The values of a row.
pub(super) fn cells(row: &impl Row) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    row.cells(&mut cells);
    cells
}

/// Appends a row as a JSON object.
pub(super) fn row_object<R: Row>(row: &R, out: &mut String) {
    write_object(&R::names(), &cells(row), out);
}

/// Takes the rows of a record one by one.
pub(super) type Sink<'s> = dyn FnMut(&[Cell<'_>]) + 's;

/// A table: its columns, and the rows that a record has in it.
pub(super) struct Table {
    /// The names of its columns.
    pub(super) columns: fn() -> Vec<&'static str>,
    pub(super) rows: fn(&Record, &mut Sink<'_>),
}

/// The rows that are printed of a table.
pub(super) struct Rows {
    table: &'static Table,
    columns: Vec<&'static str>,
    /// Which of them, where not all are.
    choice: Option<Choice>,
}

impl Rows {
    pub(super) fn new(table: &'static Table, choice: Option<Choice>) -> Self {
        Self {
            table,
            columns: (table.columns)(),
            choice,
        }
    }

    fn each(&self, record: &Record, sink: &mut Sink<'_>) {
        let Some(choice) = &self.choice else {
            return (self.table.rows)(record, sink);
        };
        let mut chosen = choice(record).into_iter();
        (self.table.rows)(record, &mut |row| {
            if chosen.next() == Some(true) {
                sink(row);
            }
        });
    }
}

/// One line of JSON a row.
pub(super) struct NdjsonRows(pub(super) Rows);

impl RecordFormat for NdjsonRows {
    fn record(&self, record: &Record, out: &mut String) {
        self.0.each(record, &mut |row| {
            write_object(&self.0.columns, row, out);
            out.push('\n');
        });
    }
}

/// One array of objects.
pub(super) struct JsonRows(pub(super) Rows);

impl RecordFormat for JsonRows {
    fn head(&self, out: &mut String) {
        out.push_str(ARRAY.0);
    }

    fn record(&self, record: &Record, out: &mut String) {
        let start = out.len();
        self.0.each(record, &mut |row| {
            if out.len() > start {
                out.push_str(self.between());
            }
            write_object(&self.0.columns, row, out);
        });
    }

    fn between(&self) -> &str {
        ARRAY.1
    }

    fn tail(&self) -> &str {
        ARRAY.2
    }
}

/// Comma-separated rows with a header.
pub(super) struct CsvRows(pub(super) Rows);

impl RecordFormat for CsvRows {
    fn head(&self, out: &mut String) {
        csv::header(&self.0.columns, out);
    }

    fn record(&self, record: &Record, out: &mut String) {
        self.0.each(record, &mut |row| csv::row(row, out));
    }
}
