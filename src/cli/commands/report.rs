//! `newscorp report`: one page for a browser.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::by_story::failed;
use super::{Gathered, grouped, list, over_records};
use crate::cli::args::{Common, ModelFile};
use crate::cli::config::Config;
use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::outcome::Outcome;
use crate::cli::run::Stop;
use crate::cli::threads;
use crate::cli::work::guarded;
use crate::corpus::{self, Digest, Names, Sketch};
use crate::model::{CorpusEntity, Layers, Record, Story};
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
    let (jobs, strict) = (config.jobs, config.strict);
    let gathered = Gathered::new(config.form, move |articles, _, outcome: &mut Outcome| {
        let (records, sketches): (Vec<Record>, Vec<Sketch>) = articles.into_iter().unzip();
        let mut stories = Vec::new();
        let told = |grouped| told(&records, grouped);
        for told in threads::each(grouped(sketches)?, jobs, interrupt::is_set, told)? {
            match told {
                Ok(told) => stories.extend(told),
                Err(failure) => {
                    outcome.fail_later(&failure).map_err(Stop::Failed)?;
                    if strict {
                        return Err(Stop::Strict);
                    }
                }
            }
        }
        report::page(&records, &stories).map_err(|error| Stop::Failed(error.into()))
    });
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

/// A story compared; none where there is nothing to tell: of one article alone there is something only where it
/// contradicts itself. A panic in that becomes its failure.
fn told(
    records: &[Record],
    (story, members): (Story, Vec<usize>),
) -> Result<Option<Told>, Failure> {
    let id = story.id.clone();
    let first = story.articles.first().map(|first| first.locator.clone());
    let told = guarded(|| {
        let wanted = members.len() > 1 || corpus::contradicts_itself(&records[members[0]]);
        wanted.then(|| Told {
            comparison: corpus::compare(
                story,
                members.iter().map(|&at| Digest::of(&records[at])).collect(),
            ),
            names: names(records, &members),
            records: members,
        })
    });
    told.map_err(|panic| failed(&id, first, &panic))
}
