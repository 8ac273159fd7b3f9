//! `newscorp ingest`: the normalised articles alone.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Ingest;
use crate::model::Layers;
use crate::report::Content;

pub(super) fn run(arguments: &Ingest) -> Result<ExitCode> {
    super::print(
        &arguments.common,
        arguments.filter.one_to_one,
        Layers::NONE,
        Content::Article,
    )
}
