//! What is printed story by story: the articles are grouped once all have been read, then each story is compared on its
//! own and written before the next.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::{list, over_records};
use crate::cli::args::Common;
use crate::cli::config::Config;
use crate::cli::failure::{Failure, Kind};
use crate::cli::interrupt;
use crate::cli::outcome::Outcome;
use crate::cli::output::Output;
use crate::cli::run::{Consumer, Stop};
use crate::cli::spill::{Spill, SpillError};
use crate::cli::threads;
use crate::cli::work::guarded;
use crate::corpus::{self, Digest, Sketch};
use crate::ingest;
use crate::model::{Article, Comparison, Format, Input, Layers, Locator, Record, Story};
use crate::report::{Form, Frame, to_json};

/// Stories that a thread compares before what it found is written.
const SHARE: usize = 16;

/// How stories are printed.
pub(super) struct Printed<R> {
    /// The articles that a story has at least.
    pub(super) least: usize,
    /// Which articles are printed alone, whatever `least` says.
    pub(super) alone: fn(&Record) -> bool,
    /// What stands around them.
    pub(super) frame: fn(Form) -> Frame,
    /// What is written of one; nothing for one that is left out.
    pub(super) render: R,
    /// What is said on stderr of how many articles and stories there are.
    pub(super) note: fn(usize, usize) -> Option<String>,
}

/// Compares the articles of each story and prints what `printed` makes of it.
pub(super) fn run<R>(common: &Common, printed: Printed<R>) -> Result<ExitCode>
where
    R: Fn(&Comparison, Form) -> String + Sync,
{
    let config = Config::new(common, false)?;
    if config.list_inputs {
        return list::run(config);
    }
    let alone = printed.alone;
    let stories = Stories {
        sketches: Vec::new(),
        alone: Vec::new(),
        records: Spill::new(),
        form: config.form,
        jobs: config.jobs,
        quiet: common.run.quiet,
        strict: config.strict,
        interrupted: interrupt::is_set,
        printed,
    };
    over_records(config, Layers::ALL, stories, move |record| {
        (Sketch::of(&record.article), alone(record), to_json(record))
    })
}

/// What is kept of an article: its sketch, whether it is printed alone, its record as a line.
type Kept = (Sketch, bool, String);

/// The articles so far.
struct Stories<R> {
    sketches: Vec<Sketch>,
    /// Whether each is printed without any other.
    alone: Vec<bool>,
    records: Spill,
    form: Form,
    jobs: usize,
    quiet: bool,
    /// Nothing is printed after a failure.
    strict: bool,
    /// Whether the run is to end.
    interrupted: fn() -> bool,
    printed: Printed<R>,
}

impl<R: Fn(&Comparison, Form) -> String + Sync> Consumer<Kept> for Stories<R> {
    fn begin(&mut self, _out: &mut Output) -> Result<(), Stop> {
        Ok(())
    }

    fn take(&mut self, (sketch, alone, record): Kept, _: &mut Output) -> Result<(), Stop> {
        self.sketches.push(sketch);
        self.alone.push(alone);
        Ok(self.records.push(&record)?)
    }

    fn end(&mut self, out: &mut Output, outcome: &mut Outcome) -> Result<(), Stop> {
        let read = self.sketches.len();
        let sketches = std::mem::take(&mut self.sketches);
        let stories = corpus::grouped_unless(sketches, self.interrupted);
        let mut stories = stories.ok_or(Stop::Interrupted)?;
        let told = |members: &[usize]| members.len() >= self.printed.least;
        let count = stories.iter().filter(|(_, members)| told(members)).count();
        stories.retain(|(_, members)| told(members) || members.iter().all(|&at| self.alone[at]));
        if let Some(note) = (self.printed.note)(read, count).filter(|_| !self.quiet) {
            outcome.say(&note);
        }
        let frame = (self.printed.frame)(self.form);
        out.write(&frame.head)?;
        let mut between = "";
        let mut stories = stories.into_iter().peekable();
        while stories.peek().is_some() {
            let batch = stories.by_ref().take(self.jobs * SHARE).collect();
            for told in self.rendered(batch)? {
                self.report(&told.failures, outcome)?;
                if !told.text.is_empty() {
                    out.write(between)?;
                    out.write(&told.text)?;
                    between = frame.between;
                }
            }
        }
        Ok(out.write(frame.tail)?)
    }
}

impl From<SpillError> for Stop {
    fn from(error: SpillError) -> Self {
        Self::Failed(error.into())
    }
}

/// A story with the lines of its articles' records.
type Lines = (Story, Vec<Vec<u8>>);

/// What became of a story.
#[derive(Debug, Default)]
struct Told {
    /// As it is printed; nothing where it failed or is left out.
    text: String,
    failures: Vec<Failure>,
}

impl<R: Fn(&Comparison, Form) -> String + Sync> Stories<R> {
    /// The comparisons of stories as they are printed, made on several threads.
    fn rendered(&mut self, stories: Vec<(Story, Vec<usize>)>) -> Result<Vec<Told>, Stop> {
        let mut lines: Vec<Lines> = Vec::new();
        for (story, members) in stories {
            let records = members.iter().map(|&at| self.records.get(at));
            lines.push((story, records.collect::<Result<_, _>>()?));
        }
        let told = |lines| self.told(lines);
        threads::each(lines, self.jobs, self.interrupted, told)
    }

    /// Compares a story; a panic in that becomes its failure.
    fn told(&self, (story, records): Lines) -> Told {
        let id = story.id.clone();
        let first = story.articles.first().map(|first| first.locator.clone());
        let mut failures = Vec::new();
        let made = guarded(|| {
            let comparison = compared(story, records, &mut failures);
            (self.printed.render)(&comparison, self.form)
        });
        let text = made.unwrap_or_else(|panic| {
            failures.push(failed(&id, first, &panic));
            String::new()
        });
        Told { text, failures }
    }

    fn report(&self, failures: &[Failure], outcome: &mut Outcome) -> Result<(), Stop> {
        for failure in failures {
            outcome.fail_later(failure).map_err(Stop::Failed)?;
            if self.strict {
                return Err(Stop::Strict);
            }
        }
        Ok(())
    }
}

/// The failure of a story whose first article is at a place.
pub(super) fn failed(id: &str, first: Option<Locator>, panic: &str) -> Failure {
    let message = format!("the story {id} that begins there: {panic}");
    Failure::at(first.unwrap_or_else(nowhere), Kind::Internal, message)
}

fn compared(story: Story, records: Vec<Vec<u8>>, failures: &mut Vec<Failure>) -> Comparison {
    let mut digests = Vec::new();
    for (line, article) in records.into_iter().zip(&story.articles) {
        // Each article of a story keeps its place, also one that could not be read again.
        let record = again(line).unwrap_or_else(|cause| {
            let message = format!(
                "newscorp could not read its own record of it again ({cause}), so the story {} is told without it; \
                 please report this with the input",
                story.id
            );
            failures.push(Failure::at(article.locator.clone(), Kind::Internal, message));
            Record::new(Article::empty(nowhere(), Format::Ndjson))
        });
        digests.push(Digest::of(&record));
    }
    corpus::compare(story, digests)
}

/// The record that a line was made of.
fn again(line: Vec<u8>) -> Result<Record, String> {
    let input = Input {
        format: Some(Format::Ndjson),
        ..Input::new(nowhere(), line)
    };
    let first = ingest::read(&input).into_iter().next();
    first
        .ok_or_else(|| "there is no article in it".to_owned())?
        .map_err(|error| error.to_string())
}

const fn nowhere() -> Locator {
    Locator {
        path: PathBuf::new(),
        record: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;

    fn stories<R: Fn(&Comparison, Form) -> String + Sync>(render: R) -> Stories<R> {
        Stories {
            sketches: Vec::new(),
            alone: Vec::new(),
            records: Spill::new(),
            form: Form::Ndjson,
            jobs: 2,
            quiet: true,
            strict: false,
            interrupted: || false,
            printed: Printed {
                least: 1,
                alone: |_| false,
                frame: report::comparison_frame,
                render,
                note: |_, _| None,
            },
        }
    }

    /// Articles of one story each, with the lines that are kept of them.
    fn keep<R>(stories: &mut Stories<R>, lines: &[Option<&str>]) -> Vec<(Story, Vec<usize>)> {
        let mut all = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let locator = Locator {
                path: format!("{at}.txt").into(),
                record: None,
            };
            let mut article = Article::empty(locator, Format::Text);
            article.id = format!("a{at}");
            article.text = "The harbour bridge reopened on Monday.".to_owned();
            let own = to_json(&Record::new(article.clone()));
            stories.records.push(line.unwrap_or(&own)).unwrap();
            let mut grouped = corpus::grouped(vec![Sketch::of(&article)]);
            let (story, _) = grouped.remove(0);
            all.push((story, vec![at]));
        }
        all
    }

    #[test]
    fn a_story_that_fails_is_named_and_the_others_are_printed() {
        let mut stories = stories(|comparison: &Comparison, _| {
            let id = &comparison.story.articles[0].id;
            assert_ne!(id, "a1");
            id.clone()
        });
        let batch = keep(&mut stories, &[None; 4]);
        let id = batch[1].0.id.clone();
        let told = stories.rendered(batch).unwrap();
        let texts: Vec<&str> = told.iter().map(|told| told.text.as_str()).collect();
        assert_eq!(texts, ["a0", "", "a2", "a3"]);
        let failures: Vec<&Failure> = told.iter().flat_map(|told| &told.failures).collect();
        assert_eq!(failures.len(), 1);
        let said = failures[0].to_string();
        assert!(
            said.starts_with(&format!("1.txt: the story {id} ")),
            "{said}"
        );
    }

    #[test]
    fn a_record_that_cannot_be_read_again_is_named() {
        let mut stories = stories(|_: &Comparison, _| "told".to_owned());
        let batch = keep(&mut stories, &[None, Some("{bad"), Some("")]);
        let told = stories.rendered(batch).unwrap();
        let said: Vec<String> = told
            .iter()
            .flat_map(|told| told.failures.iter().map(ToString::to_string))
            .collect();
        assert!(told.iter().all(|told| told.text == "told"));
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("1.txt: ") && said[1].starts_with("2.txt: "));
    }

    #[test]
    fn an_interrupted_run_begins_no_other_story() {
        let mut stories = stories(|_: &Comparison, _| panic!("not wanted any more"));
        stories.interrupted = || true;
        let batch = keep(&mut stories, &[None, None]);
        assert!(matches!(stories.rendered(batch), Err(Stop::Interrupted)));
    }

    #[test]
    fn a_full_temporary_folder_is_no_fault_of_the_output() {
        let mut stories = stories(|_: &Comparison, _| String::new());
        stories.records = Spill::within(0, "/no/such".into());
        let article = Article::empty(nowhere(), Format::Text);
        let mut out = Output::open(None).unwrap();
        let taken = stories.take((Sketch::of(&article), false, "line".to_owned()), &mut out);
        let Err(Stop::Failed(error)) = taken else {
            panic!("{taken:?}");
        };
        assert!(error.to_string().contains("temporary folder /no/such"));
    }
}
