//! Models that are none: the header is made right, so that what is behind the checksum is reached.
#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use newscorp::text::Text;
use newscorp::text::tagger::{Model, tag};
use xxhash_rust::xxh3::xxh3_64;

const TEXT: &str = "Mayor Maria López told the BBC in Kisumi on Monday that the U.S. Treasury would pay.";
const BUCKETS: usize = 1 << 16;

fuzz_target!(|bytes: &[u8]| {
    let _ = Model::read(Cow::Owned(bytes.to_vec()));
    let Some((&kind, rest)) = bytes.split_first() else {
        return;
    };
    let body = if kind < 128 { rest.to_vec() } else { shaped(rest) };
    let mut model = b"newscorp".to_vec();
    model.extend(version().to_le_bytes());
    model.extend(xxh3_64(&body).to_le_bytes());
    model.extend(body);
    if let Ok(model) = Model::read(Cow::Owned(model)) {
        let text = Text::new(TEXT, &[]);
        for tagged in tag(&text, &model) {
            assert!(tagged.tokens.start < tagged.tokens.end && tagged.tokens.end as usize <= text.len());
        }
    }
});

/// The version of model files that this program reads.
fn version() -> u32 {
    let own = newscorp::extract::model_identity().expect("a model comes with the program");
    let version = own.split('-').next().and_then(|version| version.parse().ok());
    version.expect("an identity begins with a version")
}

/// A body of sections that have the right sizes, filled with the bytes again and again.
fn shaped(bytes: &[u8]) -> Vec<u8> {
    let kinds = usize::from(bytes.first().copied().unwrap_or(0) % 9);
    let mut body = Vec::new();
    let mut section = |content: &[u8]| {
        body.extend((content.len() as u32).to_le_bytes());
        body.extend_from_slice(content);
    };
    section("kind\n".repeat(kinds).as_bytes());
    section(b"about");
    let labels = kinds * 4 + 1;
    let filled: Vec<u8> = bytes.iter().copied().cycle().take(labels * labels * 2).collect();
    section(&filled);
    for first in 1..4 {
        section(&table(bytes.get(first..).unwrap_or(&[])));
    }
    body
}

/// A table all whose buckets are the bytes.
fn table(bytes: &[u8]) -> Vec<u8> {
    let (width, bucket) = bytes.split_first().map_or((0, bytes), |(&width, rest)| (width, rest));
    let bucket = &bucket[..bucket.len().min(64)];
    let mut table = vec![16, width];
    for _ in 0..BUCKETS {
        table.extend((bucket.len() as u16).to_le_bytes());
    }
    for _ in 0..BUCKETS {
        table.extend_from_slice(bucket);
    }
    table
}
