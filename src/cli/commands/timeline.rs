//! `newscorp timeline`: what happened and will happen, by day, merged across the articles of each story.

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
    if arguments.common.input.list_inputs {
        return list::run(config);
    }
    let gathered = Gathered {
        articles: Vec::new(),
        form: config.form,
    };
    over_records(config, Layers::ALL, gathered, Digest::of)
}

/// The articles so far.
struct Gathered {
    articles: Vec<Digest>,
    form: Form,
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
        let found = corpus::compare(mem::take(&mut self.articles), 1);
        out.write(&report::timelines(&found, self.form))
    }
}
