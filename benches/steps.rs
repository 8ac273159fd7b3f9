//! How fast the steps over a tokenised text are, each by itself, on one core.
//!
//!     cargo bench --bench steps                # over the annotated articles in src/data/training
//!     cargo bench --bench steps -- FILE…       # over other plain texts
//!
//! The texts are tokenised once; then a step runs over all of them, round after round, and nothing else is timed. Printed
//! are megabytes (10^6 bytes) of text a second of CPU time: the median of the rounds and the best of them. The clock is
//! the CPU time of this thread where the system tells it (Linux), else that of the wall.
#![allow(clippy::print_stdout, reason = "a benchmark reports by printing")]

mod common;

use std::hint::black_box;
use std::path::PathBuf;

use newscorp::extract;
use newscorp::model::{Article, Block, DateMention, Day, Format, Locator};
use newscorp::text::Text;

use common::{Clock, documents};

/// How often every step runs over all texts; once where the program is only tested.
const ROUNDS: usize = 15;

fn main() -> anyhow::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let rounds = if given.iter().any(|arg| arg == "--bench") {
        ROUNDS
    } else {
        1
    };
    let files: Vec<PathBuf> = given
        .iter()
        .filter(|arg| !arg.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let sources = if files.is_empty() {
        training_texts()?
    } else {
        plain_texts(&files)?
    };
    let bytes: usize = sources.iter().map(|(source, _)| source.len()).sum();
    println!(
        "{} texts of {:.1} MB, {rounds} rounds",
        sources.len(),
        megabytes(bytes)
    );
    measure_steps(&sources, bytes, rounds);
    Ok(())
}

fn measure_steps(sources: &[(String, Vec<Block>)], bytes: usize, rounds: usize) {
    let article = article();
    let read = |(source, blocks): &(String, Vec<Block>)| Text::new(source, blocks).len();
    report("tokens", bytes, rounds, || sources.iter().map(read).sum());
    let texts: Vec<Text<'_>> = sources
        .iter()
        .map(|(source, blocks)| Text::new(source, blocks))
        .collect();
    report("dates", bytes, rounds, || {
        texts
            .iter()
            .map(|text| extract::find_dates(text, &article).len())
            .sum()
    });
    let dates: Vec<Vec<DateMention>> = texts
        .iter()
        .map(|text| extract::find_dates(text, &article))
        .collect();
    report("figures", bytes, rounds, || {
        texts
            .iter()
            .zip(&dates)
            .map(|(text, dates)| extract::find_figures(text, &article, dates).len())
            .sum()
    });
}

/// Runs a step and prints how fast it was and how much it found.
fn report(name: &str, bytes: usize, rounds: usize, step: impl Fn() -> usize) {
    let found = step();
    let mut speeds: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Clock::start();
            black_box(step());
            megabytes(bytes) / start.seconds()
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    println!(
        "{name:<8} {:6.1} MB/s, best {:6.1}, {found} found",
        speeds[rounds / 2],
        speeds[rounds - 1]
    );
}

#[expect(clippy::cast_precision_loss, reason = "bytes of a few texts")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// An article with nothing but its day of publication.
fn article() -> Article {
    let locator = Locator {
        path: "bench".into(),
        record: None,
    };
    let mut article = Article::empty(locator, Format::Text);
    article.published_date = Some(Day {
        year: 2025,
        month: 6,
        day: 21,
    });
    article
}

fn training_texts() -> anyhow::Result<Vec<(String, Vec<Block>)>> {
    let documents = documents()?.into_iter();
    Ok(documents.map(|found| (found.text, found.blocks)).collect())
}

fn plain_texts(files: &[PathBuf]) -> anyhow::Result<Vec<(String, Vec<Block>)>> {
    let read = |file: &PathBuf| Ok((std::fs::read_to_string(file)?, Vec::new()));
    files.iter().map(read).collect()
}
