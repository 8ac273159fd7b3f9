//! `newscorp stories`: articles grouped into stories, and who copies whom.

use std::process::ExitCode;

use anyhow::Result;

use super::{grouped, over_all};
use crate::cli::args::Stories;
use crate::corpus::Sketch;
use crate::model::Layers;
use crate::report;

pub(super) fn run(arguments: &Stories) -> Result<ExitCode> {
    let least = usize::from(arguments.min_articles);
    let quiet = arguments.common.run.quiet;
    over_all(
        &arguments.common,
        Layers::NONE,
        |record| Sketch::of(&record.article),
        |articles, form, outcome| {
            let read = articles.len();
            let stories = grouped(articles)?.into_iter();
            let mut stories: Vec<_> = stories.map(|(story, _)| story).collect();
            stories.retain(|story| story.articles.len() >= least);
            if let Some(note) = note(read, stories.len(), least).filter(|_| !quiet) {
                outcome.say(&note);
            }
            Ok(report::stories(&stories, form))
        },
    )
}

/// Why there is no story of several articles.
fn note(articles: usize, stories: usize, least: usize) -> Option<String> {
    match (articles, stories) {
        (1, _) => Some("one article alone: no other to make a story with".to_owned()),
        (2.., 0) => Some(format!("no story has {least} articles or more")),
        _ => None,
    }
}
