//! `--list-inputs`: what would be read, and as which format.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;

use super::Joined;
use crate::cli::config::Config;
use crate::cli::failure::{Failure, visible};
use crate::cli::outcome::Tally;
use crate::cli::run::over;
use crate::cli::work::Batch;
use crate::ingest;
use crate::model::Input;
use crate::report::Form;
use crate::source::Item;

pub(super) fn run(config: Config) -> Result<ExitCode> {
    let form = config.form;
    let (head, between, tail) = match form {
        Form::Csv => ("path,record,format,bytes\r\n", "", ""),
        Form::Json => ("[\n", ",\n", "\n]\n"),
        Form::Text(_) | Form::Ndjson => ("", "", ""),
    };
    let joined = Joined {
        head: head.to_owned(),
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
            vec![Ok(line(&input, form))]
        }
        Item::Failed(locator, error) => vec![Err(Failure::unreadable(locator, &error))],
        Item::Skipped(kind) => {
            tally.skipped.insert(kind, 1);
            Vec::new()
        }
    };
    Batch { results, tally }
}

fn line(input: &Input, form: Form) -> String {
    let path = input.locator.path.to_string_lossy();
    let record = input.locator.record;
    let kind = input.format.unwrap_or_else(|| ingest::sniff(input)).name();
    let object =
        || json!({"path": path, "record": record, "format": kind, "bytes": input.bytes.len()});
    match form {
        Form::Json => object().to_string(),
        Form::Ndjson => format!("{}\n", object()),
        Form::Text(_) => {
            let number = record
                .map(|record| format!(":{record}"))
                .unwrap_or_default();
            format!("{kind:<10}{}{number}\n", visible(&path))
        }
        Form::Csv => {
            let number = record.map(|record| record.to_string()).unwrap_or_default();
            format!(
                "{},{number},{kind},{}\r\n",
                quoted(&path),
                input.bytes.len()
            )
        }
    }
}

/// A cell of CSV; a spreadsheet is kept from taking it for a formula.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
