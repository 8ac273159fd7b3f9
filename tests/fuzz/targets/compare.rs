//! Two or three articles of one story, parted by lines of `====`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newscorp::corpus::{self, Digest, Sketch};
use newscorp::model::{Layers, Record};
use newscorp::report::{self, Form};

fuzz_target!(|text: &str| {
    let records: Vec<Record> = text
        .split("\n====\n")
        .take(3)
        .map(|text| newscorp_fuzz::run(text, Layers::ALL))
        .collect();
    let sketches = records.iter().map(|record| Sketch::of(&record.article));
    for (story, members) in corpus::grouped(sketches.collect()) {
        let told = || {
            let digests = members.iter().map(|&at| Digest::of(&records[at]));
            let comparison = corpus::compare(story.clone(), digests.collect());
            [
                report::comparison(&comparison, Form::Ndjson, true),
                report::timeline(&comparison, Form::Ndjson),
                report::comparison(&comparison, Form::Markdown, true),
            ]
        };
        let once = told();
        serde_json::from_str::<serde_json::Value>(&once[0]).expect("a comparison is JSON");
        assert_eq!(once, told(), "two comparisons differ");
    }
});
