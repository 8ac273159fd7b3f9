//! What is printed story by story: the articles are grouped once all have been read, then each story is compared on its
//! own and written before the next.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use anyhow::Result;

use super::{list, over_records};
use crate::cli::args::Common;
use crate::cli::config::Config;
use crate::cli::output::Output;
use crate::cli::run::Consumer;
use crate::cli::spill::Spill;
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
    let stories = Stories {
        sketches: Vec::new(),
        records: Spill::new(),
        form: config.form,
        jobs: config.jobs,
        quiet: common.run.quiet,
        printed,
    };
    over_records(config, Layers::ALL, stories, |record| {
        (Sketch::of(&record.article), to_json(record))
    })
}

/// The articles so far.
struct Stories<R> {
    sketches: Vec<Sketch>,
    records: Spill,
    form: Form,
    jobs: usize,
    quiet: bool,
    printed: Printed<R>,
}

impl<R: Fn(&Comparison, Form) -> String + Sync> Consumer<(Sketch, String)> for Stories<R> {
    fn begin(&mut self, _out: &mut Output) -> io::Result<()> {
        Ok(())
    }

    fn take(&mut self, (sketch, record): (Sketch, String), _out: &mut Output) -> io::Result<()> {
        self.sketches.push(sketch);
        self.records.push(&record)
    }

    fn end(&mut self, out: &mut Output) -> io::Result<()> {
        let read = self.sketches.len();
        let mut stories = corpus::grouped(std::mem::take(&mut self.sketches));
        stories.retain(|(_, members)| members.len() >= self.printed.least);
        if let Some(note) = (self.printed.note)(read, stories.len()).filter(|_| !self.quiet) {
            writeln!(io::stderr().lock(), "newscorp: {note}")?;
        }
        let frame = (self.printed.frame)(self.form);
        out.write(&frame.head)?;
        let mut between = "";
        let mut stories = stories.into_iter().peekable();
        while stories.peek().is_some() {
            let batch = stories.by_ref().take(self.jobs * SHARE).collect();
            for story in self.rendered(batch)?.iter().filter(|s| !s.is_empty()) {
                out.write(between)?;
                out.write(story)?;
                between = frame.between;
            }
        }
        out.write(frame.tail)
    }
}

/// A story with the lines of its articles' records.
type Lines = (Story, Vec<Vec<u8>>);

impl<R: Fn(&Comparison, Form) -> String + Sync> Stories<R> {
    /// The comparisons of stories as they are printed, made on several threads.
    fn rendered(&mut self, stories: Vec<(Story, Vec<usize>)>) -> io::Result<Vec<String>> {
        let mut lines: Vec<Lines> = Vec::new();
        for (story, members) in stories {
            let records = members.iter().map(|&at| self.records.get(at));
            lines.push((story, records.collect::<io::Result<_>>()?));
        }
        let share = lines.len().div_ceil(self.jobs).max(1);
        let mut shares: Vec<Vec<Lines>> = Vec::new();
        let mut lines = lines.into_iter().peekable();
        while lines.peek().is_some() {
            shares.push(lines.by_ref().take(share).collect());
        }
        let (printed, form) = (&self.printed, self.form);
        let work = |share: Vec<Lines>| -> Vec<String> {
            let all = share.into_iter().map(compared);
            all.map(|comparison| (printed.render)(&comparison, form))
                .collect()
        };
        let found = thread::scope(|scope| {
            let threads: Vec<_> = shares
                .into_iter()
                .map(|share| scope.spawn(move || work(share)))
                .collect();
            threads
                .into_iter()
                .map(thread::ScopedJoinHandle::join)
                .collect::<thread::Result<Vec<_>>>()
        });
        let found = found.map_err(|_| io::Error::other("newscorp failed on a story"))?;
        Ok(found.into_iter().flatten().collect())
    }
}

fn compared((story, records): Lines) -> Comparison {
    let digests = records.into_iter().map(|line| {
        let locator = || Locator {
            path: PathBuf::new(),
            record: None,
        };
        let input = Input {
            format: Some(Format::Ndjson),
            ..Input::new(locator(), line)
        };
        let record = ingest::read(&input).into_iter().find_map(Result::ok);
        // Each article of a story keeps its place, also one that could not be read again.
        let empty = || Record::new(Article::empty(locator(), Format::Ndjson));
        Digest::of(&record.unwrap_or_else(empty))
    });
    corpus::compare(story, digests.collect())
}
