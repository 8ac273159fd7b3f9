//! `newscorp ingest`: the normalised articles alone.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;

use crate::cli::args::Ingest;
use crate::model::Layers;
use crate::report;

pub(super) fn run(arguments: &Ingest) -> Result<ExitCode> {
    super::print(
        &arguments.common,
        arguments.filter.one_to_one,
        Layers::NONE,
        |_config| Arc::new(report::Ndjson),
    )
}
