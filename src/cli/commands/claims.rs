//! `newscorp claims`: who said what, one claim a row.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Table;
use crate::model::Layer;
use crate::report::Content;

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    let layers = super::only(Layer::Claims);
    super::print(&arguments.common, false, layers, Content::Claims)
}
