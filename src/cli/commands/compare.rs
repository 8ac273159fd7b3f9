//! `newscorp compare`: what the articles of a story agree on, where they differ, whom they repeat.

use std::process::ExitCode;

use anyhow::Result;

use super::by_story::{self, Printed};
use crate::cli::args::Table;
use crate::corpus;
use crate::report;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    let verbose = arguments.common.run.verbose;
    by_story::run(
        &arguments.common,
        Printed {
            least: 2,
            alone: corpus::contradicts_itself,
            frame: report::comparison_frame,
            render: |comparison: &_, form| report::comparison(comparison, form, verbose),
            note,
        },
    )
}

/// Why there is nothing to compare.
fn note(articles: usize, stories: usize) -> Option<String> {
    match (articles, stories) {
        (1, 0) => Some("one article alone: nothing to compare it with".to_owned()),
        (2.., 0) => Some(format!(
            "no two of the {articles} articles tell the same story in one language: nothing to compare"
        )),
        _ => None,
    }
}
