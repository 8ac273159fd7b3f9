//! `newscorp dates`: the dates, one a row.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Table;
use crate::cli::config::Config;
use crate::model::Layer;
use crate::report::Content;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    let layers = super::only(Layer::Dates);
    let config = Config::new(&arguments.common, false)?;
    super::print(config, layers, Content::Dates)
}
