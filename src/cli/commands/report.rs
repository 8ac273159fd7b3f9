//! `newscorp report`: one page for a browser.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::{Gathered, grouped, list, over_records};
use crate::cli::args::{Common, ModelFile};
use crate::cli::config::Config;
use crate::cli::run::Stop;
use crate::corpus::{self, Digest, Names, Sketch};
use crate::model::{CorpusEntity, Layers, Record};
use crate::report::{self, Told};

pub(super) fn run(common: &Common, model: &ModelFile) -> Result<ExitCode> {
    if common.output.output.is_none() && !common.input.list_inputs && io::stdout().is_terminal() {
        bail!(
            "a page is no text for a terminal; write it to a file: newscorp report PATH… -o report.html"
        );
    }
    let config = Config::new(common, false)?.with_model(model)?;
    if config.list_inputs {
        return list::run(config);
    }
    let gathered = Gathered::new(config.form, |articles, _, _| page(articles));
    over_records(config, Layers::ALL, gathered, |record| {
        (record.clone(), Sketch::of(&record.article))
    })
}

/// Who and what the articles at these positions name.
fn names(records: &[Record], members: &[usize]) -> Vec<CorpusEntity> {
    let mut names = Names::default();
    for &at in members {
        names.merge(Names::of(&records[at]));
    }
    names.into_entities()
}

fn page(articles: Vec<(Record, Sketch)>) -> Result<String, Stop> {
    let (records, sketches): (Vec<Record>, Vec<Sketch>) = articles.into_iter().unzip();
    let stories = grouped(sketches)?.into_iter();
    // Of one article alone there is something to tell only where it contradicts itself.
    let wanted = |members: &[usize]| match members {
        [at] => corpus::contradicts_itself(&records[*at]),
        _ => true,
    };
    let stories = stories.filter(|(_, members)| wanted(members));
    let told = stories.map(|(story, members)| {
        let digests = members.iter().map(|&at| Digest::of(&records[at]));
        Told {
            comparison: corpus::compare(story, digests.collect()),
            names: names(&records, &members),
            records: members,
        }
    });
    let stories: Vec<Told> = told.collect();
    report::page(&records, &stories).map_err(|error| Stop::Failed(error.into()))
}
