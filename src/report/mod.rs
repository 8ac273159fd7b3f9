//! Records to text, JSON, NDJSON and CSV: one file a format. Bytes become code points here, once.

mod offsets;
mod record;

pub use record::to_json;
