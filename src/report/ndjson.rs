//! One line of JSON a record.

use super::RecordFormat;
use super::record::write_json;
use crate::model::Record;

/// One line of JSON a record, with every key.
#[derive(Clone, Copy, Debug)]
pub struct Ndjson;

impl RecordFormat for Ndjson {
    fn record(&self, record: &Record, out: &mut String) {
        write_json(record, out);
        out.push('\n');
    }
}
