//! `newscorp schema`: the schemas of what is printed as JSON.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Schema;
use crate::report::{self, Kind};

pub(super) fn run(arguments: &Schema) -> Result<ExitCode> {
    let schema = match arguments.engine {
        Some(engine) => report::reader_schema(arguments.record.unwrap_or(Kind::Article), engine),
        None => report::schema(arguments.record),
    };
    super::print_text(&schema)?;
    Ok(ExitCode::SUCCESS)
}
