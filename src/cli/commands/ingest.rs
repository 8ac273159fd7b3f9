//! `newscorp ingest`: the normalised articles alone.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Ingest;
use crate::cli::config::Config;
use crate::model::Layers;
use crate::report::Content;

pub(super) fn run(arguments: &Ingest) -> Result<ExitCode> {
    let config = Config::new(&arguments.common, arguments.filter.one_to_one)?;
    if arguments.explain {
        return super::explain::run(config, &arguments.common.output);
    }
    super::print(config, Layers::NONE, Content::Article)
}
