//! How fast the tagger of names is, on a core: `cargo bench --bench tagger`.
//!
//! Tags the project's own annotated articles (`src/data/training`), which are tokenised before the clock runs, several
//! times over, and prints tokens a second of every round. Where the system tells it (Linux), the clock is the processor
//! time of the thread, so that other work on the machine counts little.

use std::io::Write as _;
use std::time::Instant;

use newscorp::text::{Text, tagger};
use newscorp::train::{self, Document};

const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = newscorp::extract::model().ok_or("the program has no model")?;
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

fn documents() -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/data/training");
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "xml") {
            documents.extend(train::read(&std::fs::read_to_string(path)?)?);
        }
    }
    Ok(documents)
}

/// Counts the processor time of this thread, or the time that passes.
struct Clock {
    busy: Option<u64>,
    started: Instant,
}

impl Clock {
    fn start() -> Self {
        Self {
            busy: busy(),
            started: Instant::now(),
        }
    }

    fn seconds(&self) -> f64 {
        match (self.busy, busy()) {
            (Some(before), Some(now)) => (now - before) as f64 / 1e9,
            _ => self.started.elapsed().as_secs_f64(),
        }
    }
}

/// Nanoseconds that this thread has been running.
fn busy() -> Option<u64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ').next()?.parse().ok()
}
