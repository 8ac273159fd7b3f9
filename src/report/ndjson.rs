//! One line of JSON a record.

use super::{RecordFormat, to_json};
use crate::model::Record;

/// One line of JSON a record, with every key.
#[derive(Clone, Copy, Debug)]
pub struct Ndjson;

impl RecordFormat for Ndjson {
    fn record(&self, record: &Record, out: &mut String) {
        out.push_str(&to_json(record));
        out.push('\n');
    }
}
