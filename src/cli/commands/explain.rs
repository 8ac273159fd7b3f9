//! `newscorp ingest --explain`: why every article came out as it did.

use std::mem;
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::Joined;
use crate::cli::args::{OutputArgs, OutputFormat};
use crate::cli::config::Config;
use crate::cli::failure::{Failure, Kind};
use crate::cli::outcome::Tally;
use crate::cli::run::over;
use crate::cli::terminal;
use crate::cli::work::{Batch, guarded};
use crate::ingest;
use crate::report::{self, Form, Style};
use crate::source::Item;

pub(super) fn run(mut config: Config, output: &OutputArgs) -> Result<ExitCode> {
    let form = form(&config, output);
    if matches!(form, Form::Csv) {
        bail!("--explain prints text, Markdown or JSON; choose another --format");
    }
    let (head, between, tail) = report::explanation_frame(form);
    let joined = Joined {
        head: head.to_owned(),
        between: between.to_owned(),
        tail: tail.to_owned(),
        begun: false,
    };
    let reading = mem::take(&mut config.reading);
    over(config, move |item| explain(item, &reading, form), joined)
}

/// An explanation is there to be read, also in a pipe, unless another form is asked for.
fn form(config: &Config, output: &OutputArgs) -> Form {
    if output.format == OutputFormat::Auto && output.output.is_none() {
        return Form::Text(Style {
            color: terminal::is_coloured(output.color, false),
            width: terminal::width(false),
        });
    }
    config.form
}

fn explain(item: Item, reading: &ingest::Options, form: Form) -> Batch<String> {
    let mut batch = Batch {
        results: Vec::new(),
        tally: Tally::default(),
    };
    match item {
        Item::Input(input) => {
            let explained = match guarded(|| ingest::explain(&input, reading)) {
                Ok(explained) => explained,
                Err(panic) => {
                    let failure = Failure::of(&input, Kind::Internal, panic);
                    batch.results.push(Err(failure));
                    return batch;
                }
            };
            for article in explained {
                batch.results.push(match article {
                    Ok(explanation) => {
                        batch.tally.articles += 1;
                        Ok(report::explanation(&explanation, form))
                    }
                    Err(error) => Err(Failure::no_article(&input, error)),
                });
            }
            batch.tally.inputs += u64::from(batch.results.iter().all(Result::is_ok));
        }
        Item::Failed(locator, error) => {
            batch
                .results
                .push(Err(Failure::unreadable(locator, &error)));
        }
        Item::Skipped(kind) => {
            batch.tally.skipped.insert(kind, 1);
        }
    }
    batch
}
