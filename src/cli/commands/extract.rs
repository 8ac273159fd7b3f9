//! `newscorp extract`: articles with all findings.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Extract;
use crate::cli::config::Config;
use crate::model::Layers;
use crate::report::Content;

pub(super) fn run(arguments: &Extract) -> Result<ExitCode> {
    let layers = if arguments.only.is_empty() {
        Layers::ALL
    } else {
        arguments
            .only
            .iter()
            .fold(Layers::NONE, |all, &layer| all.with(layer))
    };
    let config = Config::new(&arguments.common, arguments.filter.one_to_one)?
        .with_model(&arguments.model)?;
    super::print(config, layers, Content::Record)
}
