//! `newscorp stories`: articles grouped into stories, and who copies whom.

use std::io;
use std::mem;
use std::process::ExitCode;

use anyhow::Result;

use super::{list, over_records};
use crate::cli::args::Stories;
use crate::cli::config::Config;
use crate::cli::output::Output;
use crate::cli::run::Consumer;
use crate::corpus::{self, Sketch};
use crate::model::Layers;
use crate::report::{self, Form};

pub(super) fn run(arguments: &Stories) -> Result<ExitCode> {
    let config = Config::new(&arguments.common, false)?;
    if config.list_inputs {
        return list::run(config);
    }
    let gathered = Gathered {
        articles: Vec::new(),
        least: usize::from(arguments.min_articles),
        form: config.form,
    };
    over_records(config, Layers::NONE, gathered, |record| {
        Sketch::of(&record.article)
    })
}

/// The articles so far.
struct Gathered {
    articles: Vec<Sketch>,
    /// Stories of fewer articles are not printed.
    least: usize,
    form: Form,
}

impl Consumer<Sketch> for Gathered {
    fn begin(&mut self, _out: &mut Output) -> io::Result<()> {
        Ok(())
    }

    fn take(&mut self, article: Sketch, _out: &mut Output) -> io::Result<()> {
        self.articles.push(article);
        Ok(())
    }

    fn end(&mut self, out: &mut Output) -> io::Result<()> {
        let mut stories = corpus::stories(mem::take(&mut self.articles));
        stories.retain(|story| story.articles.len() >= self.least);
        out.write(&report::stories(&stories, self.form))
    }
}
