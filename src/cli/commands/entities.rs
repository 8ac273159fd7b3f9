//! `newscorp entities`: who and what is named in all the articles together.

use std::mem;
use std::process::ExitCode;

use anyhow::Result;

use super::{list, only, over_records};
use crate::cli::args::Entities;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::output::Output;
use crate::cli::run::{Consumer, Stop};
use crate::corpus::Names;
use crate::model::{EntityKind, Layer};
use crate::report::{self, Form};

pub(super) fn run(arguments: &Entities) -> Result<ExitCode> {
    let config = Config::new(&arguments.table.common, false)?.with_model(&arguments.model)?;
    if config.list_inputs {
        return list::run(config);
    }
    let gathered = Gathered {
        names: Names::default(),
        kinds: arguments.kinds.clone(),
        least: arguments.min_articles,
        form: config.form,
    };
    over_records(config, only(Layer::Entities), gathered, Names::of)
}

/// The names of the articles so far.
struct Gathered {
    names: Names,
    /// Which are printed; all where there is none.
    kinds: Vec<EntityKind>,
    /// What fewer articles name is not printed.
    least: u64,
    form: Form,
}

impl Consumer<Names> for Gathered {
    fn begin(&mut self, _out: &mut Output) -> Result<(), Stop> {
        Ok(())
    }

    fn take(&mut self, names: Names, _out: &mut Output) -> Result<(), Stop> {
        self.names.merge(names);
        Ok(())
    }

    fn end(&mut self, out: &mut Output, _: &mut Outcome) -> Result<(), Stop> {
        let mut entities = mem::take(&mut self.names).into_entities();
        entities.retain(|entity| {
            entity.articles.len() as u64 >= self.least
                && (self.kinds.is_empty() || self.kinds.contains(&entity.kind))
        });
        Ok(out.write(&report::entities(&entities, self.form))?)
    }
}
