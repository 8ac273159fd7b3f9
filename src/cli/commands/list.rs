//! `--list-inputs`: what would be read, and as which format.

use std::process::ExitCode;

use anyhow::Result;

use super::Joined;
use crate::cli::config::Config;
use crate::cli::failure::{Failure, Kind};
use crate::cli::outcome::Tally;
use crate::cli::run::over;
use crate::cli::work::{Batch, guarded};
use crate::ingest;
use crate::report::{self, Form};
use crate::source::Item;

pub(super) fn run(config: Config) -> Result<ExitCode> {
    let form = config.form;
    let (head, between, tail) = report::input_frame(form);
    let joined = Joined {
        head,
        between: between.to_owned(),
        tail: tail.to_owned(),
        begun: false,
    };
    over(config, move |item| list(item, form), joined)
}

fn list(item: Item, form: Form) -> Batch<String> {
    let mut tally = Tally::default();
    let results = match item {
        Item::Input(input) => {
            tally.inputs += 1;
            let listed = guarded(|| {
                let format = input.format.unwrap_or_else(|| ingest::sniff(&input));
                report::input(&input, format, form)
            });
            vec![listed.map_err(|panic| Failure::of(&input, Kind::Internal, panic))]
        }
        Item::Failed(locator, error) => vec![Err(Failure::unreadable(locator, &error))],
        Item::Skipped(kind) => {
            tally.skipped.insert(kind, 1);
            Vec::new()
        }
    };
    Batch { results, tally }
}
