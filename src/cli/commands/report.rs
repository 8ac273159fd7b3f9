//! `newscorp report`: one page for a browser.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anyhow::{Result, bail};
use rustc_hash::FxHashMap;

use super::{Gathered, list, over_records};
use crate::cli::args::Report;
use crate::cli::config::Config;
use crate::corpus::{self, Digest, Names};
use crate::model::{Comparison, CorpusEntity, Layers, Locator, Record};
use crate::report::{self, Told};

pub(super) fn run(arguments: &Report) -> Result<ExitCode> {
    let common = &arguments.common;
    if common.output.output.is_none() && !common.input.list_inputs && io::stdout().is_terminal() {
        bail!(
            "a page is no text for a terminal; write it to a file: newscorp report PATH… -o report.html"
        );
    }
    let config = Config::new(common, false)?.with_model(&arguments.model)?;
    if config.list_inputs {
        return list::run(config);
    }
    let gathered = Gathered::new(config.form, |articles, _| page(articles));
    over_records(config, Layers::ALL, gathered, |record| {
        (record.clone(), Digest::of(record))
    })
}

/// Who and what the articles of a story name.
fn names(records: &FxHashMap<&Locator, &Record>, comparison: &Comparison) -> Vec<CorpusEntity> {
    let mut names = Names::default();
    for article in &comparison.story.articles {
        if let Some(record) = records.get(&article.locator) {
            names.merge(Names::of(record));
        }
    }
    names.into_entities()
}

fn page(articles: Vec<(Record, Digest)>) -> io::Result<String> {
    let (records, digests): (Vec<Record>, Vec<Digest>) = articles.into_iter().unzip();
    let by_locator = records
        .iter()
        .map(|record| (&record.article.locator, record))
        .collect();
    let stories: Vec<Told> = corpus::compare(digests, 2)
        .into_iter()
        .map(|comparison| Told {
            names: names(&by_locator, &comparison),
            comparison,
        })
        .collect();
    report::page(&records, &stories).map_err(io::Error::other)
}
