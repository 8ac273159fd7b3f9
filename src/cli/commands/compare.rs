//! `newscorp compare`: what the articles of a story agree on, where they differ, whom they repeat.

use std::io::{self, Write};
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
        quiet: arguments.common.run.quiet,
    };
    over_records(config, Layers::ALL, gathered, Digest::of)
}

/// The articles so far.
struct Gathered {
    articles: Vec<Digest>,
    form: Form,
    /// Whether the passages are shown.
    passages: bool,
    /// Whether nothing is said beside the output.
    quiet: bool,
}

/// Says on stderr why there is nothing to compare.
fn say(read: usize) -> io::Result<()> {
    let why = match read {
        1 => "one article alone: nothing to compare it with".to_owned(),
        _ => format!(
            "no two of the {read} articles tell the same story in one language: nothing to compare"
        ),
    };
    writeln!(io::stderr().lock(), "newscorp: {why}")
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
        let read = self.articles.len();
        let found = corpus::compare(mem::take(&mut self.articles), 2);
        if found.is_empty() && read > 0 && !self.quiet {
            say(read)?;
        }
        out.write(&report::comparisons(&found, self.form, self.passages))
    }
}
