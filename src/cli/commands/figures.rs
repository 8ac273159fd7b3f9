//! `newscorp figures`: the figures, one a row.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;

use crate::cli::args::Table;
use crate::model::Layer;
use crate::report;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    let layers = super::only(Layer::Figures);
    super::print(&arguments.common, false, layers, |_config| {
        Arc::new(report::Ndjson)
    })
}
