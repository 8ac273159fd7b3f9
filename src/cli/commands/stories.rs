//! `newscorp stories`: articles grouped into stories, and who copies whom.

use std::process::ExitCode;

use anyhow::Result;

use super::over_all;
use crate::cli::args::Stories;
use crate::corpus::{self, Sketch};
use crate::model::Layers;
use crate::report;

pub(super) fn run(arguments: &Stories) -> Result<ExitCode> {
    let least = usize::from(arguments.min_articles);
    over_all(
        &arguments.common,
        Layers::NONE,
        |record| Sketch::of(&record.article),
        |articles, form| {
            let mut stories = corpus::stories(articles);
            stories.retain(|story| story.articles.len() >= least);
            Ok(report::stories(&stories, form))
        },
    )
}
