//! Records to text, JSON, NDJSON and CSV: one file a format. Bytes become code points here, once.

mod json_writer;
mod ndjson;
mod offsets;
mod record;

pub use ndjson::Ndjson;
pub use record::to_json;

use crate::model::Record;

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
