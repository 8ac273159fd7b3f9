//! One JSON array of all records.

use super::RecordFormat;
use super::json_writer::ARRAY;
use super::record::write_json;
use crate::model::Record;

/// One array, a line a record.
pub(super) struct Json;

impl RecordFormat for Json {
    fn head(&self, out: &mut String) {
        out.push_str(ARRAY.0);
    }

    fn record(&self, record: &Record, out: &mut String) {
        write_json(record, out);
    }

    fn between(&self) -> &str {
        ARRAY.1
    }

    fn tail(&self) -> &str {
        ARRAY.2
    }
}
