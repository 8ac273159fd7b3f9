//! What the program prints over the fixtures, read by eye before it was accepted.
//!
//! `TRYCMD=overwrite cargo test --test snapshots` takes today's output; read the difference before it is committed.

#[test]
fn the_program_prints_what_was_accepted() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
