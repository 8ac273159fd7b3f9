//! How fast the tagger of names is, on a core: `cargo bench --bench tagger`.
//!
//! Tags the project's own annotated articles (`src/data/training`), which are tokenised before the clock runs, several
//! times over, and prints tokens a second of every round. Where the system tells it (Linux), the clock is the processor
//! time of the thread, so that other work on the machine counts little.

mod common;

use std::io::Write as _;

use anyhow::Context;
use newscorp::text::{Text, tagger};

use common::{Clock, documents};

const ROUNDS: usize = 7;

fn main() -> anyhow::Result<()> {
    let model = newscorp::extract::model().context("the program has no model")?;
    let documents = documents()?;
    let texts: Vec<Text<'_>> = documents
        .iter()
        .map(|document| Text::new(&document.text, &document.blocks))
        .collect();
    let tokens: usize = texts.iter().map(Text::len).sum();
    let mut out = std::io::stdout();
    writeln!(out, "{} articles, {tokens} tokens", texts.len())?;
    let mut rates = Vec::new();
    for round in 1..=ROUNDS {
        let clock = Clock::start();
        let names: usize = texts
            .iter()
            .map(|text| tagger::tag(text, model).len())
            .sum();
        let rate = tokens as f64 / clock.seconds();
        writeln!(out, "round {round}: {rate:9.0} tokens/s, {names} names")?;
        rates.push(rate);
    }
    rates.sort_by(f64::total_cmp);
    writeln!(out, "median:  {:9.0} tokens/s", rates[ROUNDS / 2])?;
    Ok(())
}
