#![no_main]
use libfuzzer_sys::fuzz_target;
use newscorp::model::{Layer, Layers};

fuzz_target!(|text: &str| {
    newscorp_fuzz::run(text, Layers::NONE.with(Layer::Claims));
});
