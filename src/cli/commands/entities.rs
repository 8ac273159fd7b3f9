//! `newscorp entities`: who and what is named in the articles.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Table;
use crate::model::Layer;
use crate::report::Content;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    let layers = super::only(Layer::Entities);
    super::print(&arguments.common, false, layers, Content::Record)
}
