//! `newscorp dates`: the dates, one a row.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::args::Dates;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::output::Output;
use crate::cli::run::{Consumer, Stop};
use crate::model::{Day, Layer, Record};
use crate::report::{self, Content, Form, SharedFormat};

pub(super) fn run(arguments: &Dates) -> Result<ExitCode> {
    let layers = super::only(Layer::Dates);
    let config = Config::new(&arguments.table.common, false)?;
    if !arguments.by_date || config.list_inputs {
        return super::print(config, layers, Content::Dates);
    }
    let form = config.form;
    let sorted = Sorted {
        form,
        format: report::format(Content::Dates, form),
        rows: Vec::new(),
    };
    super::over_records(config, layers, sorted, move |record| {
        keys(record).zip(report::date_rows(record, form)).collect()
    })
}

/// What a row is sorted by: whether its day is uncertain, its first and last day. Equal rows stay as in the texts.
type Key = (bool, Option<Day>, Option<Day>);

fn keys(record: &Record) -> impl Iterator<Item = Key> {
    let dates = record.dates.iter().flatten();
    dates.map(|date| (date.first_day.is_none(), date.first_day, date.last_day))
}

/// The rows of all articles, written in the order of their days once the last one is there.
struct Sorted {
    form: Form,
    format: SharedFormat,
    rows: Vec<(Key, String)>,
}

impl Consumer<Vec<(Key, String)>> for Sorted {
    fn begin(&mut self, out: &mut Output) -> Result<(), Stop> {
        let mut head = String::new();
        self.format.head(&mut head);
        Ok(out.write(&head)?)
    }

    fn take(&mut self, rows: Vec<(Key, String)>, _: &mut Output) -> Result<(), Stop> {
        self.rows.extend(rows);
        Ok(())
    }

    fn end(&mut self, out: &mut Output, _: &mut Outcome) -> Result<(), Stop> {
        self.rows.sort_by_key(|(key, _)| *key);
        // Only the elements of an array are parted; what stands between articles is none of rows.
        let between = match self.form {
            Form::Json => self.format.between(),
            _ => "",
        };
        for (number, (_, row)) in self.rows.iter().enumerate() {
            if number > 0 {
                out.write(between)?;
            }
            out.write(row)?;
        }
        Ok(out.write(self.format.tail())?)
    }
}
