#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for document in newscorp::train::read(text).into_iter().flatten() {
        newscorp_fuzz::tokens(&document.text);
        for name in &document.names {
            assert!(document.text.get(name.span.range()).is_some());
        }
    }
});
