//! `newscorp timeline`: what happened and will happen, by day, merged across the articles of each story.

use std::process::ExitCode;

use anyhow::Result;

use super::over_all;
use crate::cli::args::Table;
use crate::corpus::{self, Digest};
use crate::model::Layers;
use crate::report;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    over_all(
        &arguments.common,
        Layers::ALL,
        Digest::of,
        |articles, form| Ok(report::timelines(&corpus::compare(articles, 1), form)),
    )
}
