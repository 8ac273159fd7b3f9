//! `newscorp compare`: what the articles of a story agree on, where they differ, whom they repeat.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;

use super::over_all;
use crate::cli::args::Table;
use crate::corpus::{self, Digest};
use crate::model::Layers;
use crate::report;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    let how = &arguments.common.run;
    over_all(
        &arguments.common,
        Layers::ALL,
        Digest::of,
        |articles, form| {
            let read = articles.len();
            let found = corpus::compare(articles, 2);
            if found.is_empty() && read > 0 && !how.quiet {
                say(read)?;
            }
            Ok(report::comparisons(&found, form, how.verbose))
        },
    )
}

/// Says on stderr why there is nothing to compare.
fn say(read: usize) -> io::Result<()> {
    let why = match read {
        1 => "one article alone: nothing to compare it with".to_owned(),
        _ => format!(
            "no two of the {read} articles tell the same story in one language: nothing to compare"
        ),
    };
    writeln!(io::stderr().lock(), "newscorp: {why}")
}
