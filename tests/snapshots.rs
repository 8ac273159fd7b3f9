//! What the program prints over the fixtures, read by eye before it was accepted.
//!
//! `TRYCMD=overwrite cargo test --test snapshots` takes today's output; read the difference before it is committed.

#![allow(clippy::unwrap_used)]

#[test]
fn the_program_prints_what_was_accepted() {
    trycmd::TestCases::new()
        .insert_var("[MADE_BY]", newscorp::report::MADE_BY)
        .unwrap()
        .case("tests/cmd/*.trycmd");
}
