//! `newscorp claims`: who said what, one claim a row.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;

use crate::cli::args::{ClaimArgs, Claims};
use crate::cli::config::Config;
use crate::corpus::ClaimFilter;
use crate::model::Layer;
use crate::report;

pub(super) fn run(arguments: &Claims) -> Result<ExitCode> {
    // Sources are named by their entities.
    let layers = super::only(Layer::Claims).with(Layer::Entities);
    let filter = filter(&arguments.choice);
    let config = Config::new(&arguments.common, false)?.with_model(&arguments.model)?;
    let format = report::chosen_claims(config.form, Arc::new(move |record| filter.choose(record)));
    super::print_as(config, layers, format)
}

fn filter(choice: &ClaimArgs) -> ClaimFilter {
    let mut filter = ClaimFilter::new(&choice.by, &choice.about);
    filter.direct = choice.direct;
    filter.anonymous = choice.anonymous;
    filter
}
