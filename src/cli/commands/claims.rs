//! `newscorp claims`: who said what, one claim a row.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Table;
use crate::model::Layer;
use crate::report::Content;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    // Sources are named by their entities.
    let layers = super::only(Layer::Claims).with(Layer::Entities);
    super::print(&arguments.common, false, layers, Content::Claims)
}
