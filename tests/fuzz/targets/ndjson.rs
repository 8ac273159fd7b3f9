#![no_main]
use libfuzzer_sys::fuzz_target;
use newscorp::model::Format;

fuzz_target!(|bytes: &[u8]| newscorp_fuzz::read_as(bytes, Some(Format::Ndjson)));
