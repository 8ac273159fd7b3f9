//! `newscorp timeline`: what happened and will happen, by day, merged across the articles of each story.

use std::process::ExitCode;

use anyhow::Result;

use super::by_story::{self, Printed};
use crate::cli::args::Table;
use crate::report;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    by_story::run(
        &arguments.common,
        Printed {
            least: 1,
            alone: |_| false,
            frame: report::timeline_frame,
            render: report::timeline,
            note,
        },
    )
}

/// That there is no second article to merge with.
fn note(articles: usize, _stories: usize) -> Option<String> {
    let alone = "one article alone: its days, with no other article to merge them with";
    (articles == 1).then(|| alone.to_owned())
}
