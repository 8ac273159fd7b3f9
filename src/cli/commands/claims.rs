//! `newscorp claims`: who said what, one claim a row.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

use crate::cli::args::{ClaimArgs, Claims};
use crate::cli::config::Config;
use crate::cli::failure::visible;
use crate::corpus::ClaimFilter;
use crate::model::{Layer, Record};
use crate::report;

pub(super) fn run(arguments: &Claims) -> Result<ExitCode> {
    // Sources are named by their entities.
    let layers = super::only(Layer::Claims).with(Layer::Entities);
    let filter = filter(&arguments.choice);
    let config = Config::new(&arguments.common, false)?.with_model(&arguments.model)?;
    let found = Arc::new(AtomicBool::new(false));
    let any = Arc::clone(&found);
    let choose = move |record: &Record| {
        let chosen = filter.choose(record);
        any.fetch_or(chosen.contains(&true), Ordering::Relaxed);
        chosen
    };
    let quiet = arguments.common.run.quiet || config.list_inputs;
    let format = report::chosen_claims(config.form, Arc::new(choose));
    let code = super::print_as(config, layers, format)?;
    // Where the run ended early or an input failed, who it is by may not have been read.
    let whole = code == ExitCode::SUCCESS;
    if whole && !quiet && !found.load(Ordering::Relaxed) {
        say_nobody(&arguments.choice);
    }
    Ok(code)
}

/// Says that nobody of the names that were asked for claims anything: an empty output does not tell that from a slip.
fn say_nobody(choice: &ClaimArgs) {
    if choice.by.is_empty() {
        return;
    }
    let names = choice.by.join(", ");
    let others = !choice.about.is_empty() || choice.direct || choice.anonymous;
    let asked = if others { " that is asked for" } else { "" };
    // Where standard error is closed, there is nobody to tell.
    let _ = writeln!(
        io::stderr(),
        "newscorp: no claim{asked} is by {}",
        visible(&names)
    );
}

fn filter(choice: &ClaimArgs) -> ClaimFilter {
    let mut filter = ClaimFilter::new(&choice.by, &choice.about);
    filter.direct = choice.direct;
    filter.anonymous = choice.anonymous;
    filter
}
