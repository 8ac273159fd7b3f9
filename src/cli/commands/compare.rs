//! `newscorp compare`: what the articles of a story agree on, where they differ, whom they repeat.

use std::io;
use std::mem;
use std::process::ExitCode;

use anyhow::Result;

use super::{list, over_records};
use crate::cli::args::Table;
use crate::cli::config::Config;
use crate::cli::output::Output;
use crate::cli::run::Consumer;
use crate::corpus::{self, Digest};
use crate::model::Layers;
use crate::report::{self, Form};

pub(super) fn run(arguments: &Table) -> Result<ExitCode> {
    let config = Config::new(&arguments.common, false)?;
    if config.list_inputs {
        return list::run(config);
    }
    let gathered = Gathered {
        articles: Vec::new(),
        form: config.form,
        passages: arguments.common.run.verbose,
    };
    over_records(config, Layers::ALL, gathered, Digest::of)
}

/// The articles so far.
struct Gathered {
    articles: Vec<Digest>,
    form: Form,
    /// Whether the passages are shown.
    passages: bool,
}

impl Consumer<Digest> for Gathered {
    fn begin(&mut self, _out: &mut Output) -> io::Result<()> {
        Ok(())
    }

    fn take(&mut self, article: Digest, _out: &mut Output) -> io::Result<()> {
        self.articles.push(article);
        Ok(())
    }

    fn end(&mut self, out: &mut Output) -> io::Result<()> {
        let found = corpus::compare(mem::take(&mut self.articles));
        out.write(&report::comparisons(&found, self.form, self.passages))
    }
}
