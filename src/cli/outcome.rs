//! What became of the inputs: lines on standard error, the file of failures, the closing lines, the exit code.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;

use super::failure::{Failure, Kind, visible};
use super::output::{WriteError, stream};
use super::progress::Progress;
use crate::ingest::Notes;
use crate::model::Locator;
use crate::report::parted;
use crate::source::{OLD_OUTPUT, OWN_OUTPUT};

/// How many failures are named unless all are wanted, and how many bytes of them in any case.
const LINES: u64 = 100;
const BYTES: usize = 48 << 10;

/// How long a run takes at least that is summed up on a terminal.
const WAIT: Duration = Duration::from_secs(1);

/// How many feeds of excerpts are named.
const FEEDS: usize = 5;

/// How much is said on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    Quiet,
    Usual,
    Verbose,
}

/// What was seen in an input.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) inputs: u64,
    pub(super) articles: u64,
    /// What was found in them.
    pub(super) findings: u64,
    /// Articles without a day of publication, where days were asked for.
    pub(super) undated: u64,
    /// Articles published before or after the days that were asked for.
    pub(super) outside: u64,
    /// Files passed over, by what they are.
    pub(super) skipped: BTreeMap<&'static str, u64>,
    /// Articles in languages that the extractors do not know.
    pub(super) languages: BTreeMap<String, u64>,
    /// How many items of a feed hold only an excerpt, by feed.
    pub(super) excerpts: BTreeMap<String, u64>,
    /// Pages on which the selector that was given matched nothing.
    pub(super) unselected: u64,
}

impl Tally {
    /// Takes over what was seen in an input.
    pub(super) fn note(&mut self, locator: &Locator, notes: Notes) {
        for (what, count) in notes.passed_over {
            *self.skipped.entry(what).or_default() += count;
        }
        self.unselected += notes.unselected;
        if notes.excerpts > 0 {
            let feed = locator.path.to_string_lossy().into_owned();
            *self.excerpts.entry(feed).or_default() += notes.excerpts;
        }
    }
}

/// What became of the whole run.
pub(super) struct Outcome {
    voice: Voice,
    /// Failures are part of the output and no business of the exit code.
    one_to_one: bool,
    total: Tally,
    failed: u64,
    /// Failures that are no inputs: paths and folders that hold none.
    absent: u64,
    named: u64,
    bytes: usize,
    errors: Option<Errors>,
    excerpts: Excerpts,
    progress: Progress,
    /// The results go to a file.
    to_file: bool,
}

impl Outcome {
    /// Begins a run; failures also go to the file `errors`, behind what is in it if the run goes on with an earlier one.
    ///
    /// # Errors
    /// Where that file cannot be written.
    pub(super) fn new(
        voice: Voice,
        one_to_one: bool,
        errors: Option<&Path>,
        goes_on: bool,
        progress: Progress,
    ) -> Result<Self> {
        Ok(Self {
            voice,
            one_to_one,
            total: Tally::default(),
            failed: 0,
            absent: 0,
            named: 0,
            bytes: 0,
            errors: errors.map(|path| Errors::open(path, goes_on)).transpose()?,
            excerpts: Excerpts::default(),
            progress,
            to_file: false,
        })
    }

    /// The same for results that go to a file.
    pub(super) fn of_file(mut self, to_file: bool) -> Self {
        self.to_file = to_file;
        self
    }

    /// Shows no progress: what is printed meanwhile stands on the same screen.
    pub(super) fn hide_progress(&mut self) {
        self.progress.hide();
    }

    /// Everything has been read.
    pub(super) fn read(&mut self) {
        self.progress.read(self.total.inputs, self.failed);
    }

    /// Takes the line of progress away, before results are printed.
    pub(super) fn clear(&mut self) {
        self.progress.clear();
    }

    /// Adds what was seen in one input.
    pub(super) fn count(&mut self, tally: Tally) {
        let total = &mut self.total;
        total.inputs += tally.inputs;
        total.articles += tally.articles;
        total.findings += tally.findings;
        total.undated += tally.undated;
        total.outside += tally.outside;
        total.unselected += tally.unselected;
        for (kind, count) in tally.skipped {
            *total.skipped.entry(kind).or_default() += count;
        }
        for (language, count) in tally.languages {
            *total.languages.entry(language).or_default() += count;
        }
        for (feed, count) in tally.excerpts {
            self.excerpts.add(feed, count);
        }
        self.progress.show(total.inputs, self.failed);
    }

    /// Names an input that failed.
    ///
    /// # Errors
    /// Where the file of failures cannot be written.
    pub(super) fn fail(&mut self, failure: &Failure) -> Result<()> {
        self.failed += 1;
        if failure.kind == Kind::NoInput {
            self.absent += 1;
        } else {
            self.total.inputs += 1;
        }
        self.name(failure)
    }

    /// Names what failed of inputs that were counted as read.
    ///
    /// # Errors
    /// Where the file of failures cannot be written.
    pub(super) fn fail_later(&mut self, failure: &Failure) -> Result<()> {
        self.failed += 1;
        self.name(failure)
    }

    fn name(&mut self, failure: &Failure) -> Result<()> {
        if let Some(errors) = &mut self.errors
            && let Err(error) = errors.write(failure)
        {
            if !error.is_closed() {
                return Err(error.into());
            }
            // The results have another reader.
            self.errors = None;
            self.say(&error.to_string());
        }
        if self.one_to_one && self.voice != Voice::Verbose {
            return Ok(());
        }
        let line = failure.to_string();
        let room =
            self.bytes + line.len() < BYTES && (self.named < LINES || self.voice == Voice::Verbose);
        if room && self.named == self.failed - 1 {
            self.named += 1;
            self.bytes += line.len();
            self.say(&line);
        }
        Ok(())
    }

    /// Says the closing lines.
    pub(super) fn close(&mut self) {
        self.progress.clear();
        let hidden = self.failed - self.named;
        if self.one_to_one && hidden > 0 && self.voice != Voice::Quiet {
            self.say(&format!(
                "{} failed; they are in the output as errors",
                count(hidden, "record")
            ));
        } else if hidden > 0 && !self.one_to_one {
            let all = if self.errors.is_some() {
                ""
            } else {
                "; `--errors FILE` takes them all"
            };
            self.say(&format!("{hidden} more failed and are not named here{all}"));
        }
        if self.voice != Voice::Quiet {
            self.close_outputs();
            self.close_selection();
            self.close_languages();
            self.close_excerpts();
        }
        if self.voice == Voice::Usual {
            self.close_days();
        }
        if self.voice == Voice::Verbose || self.voice == Voice::Usual && self.is_summed_up() {
            self.close_counts();
        }
    }

    /// The files that the run writes and therefore did not read.
    fn close_outputs(&mut self) {
        if let Some(&files) = self.total.skipped.get(OWN_OUTPUT) {
            let files = count(files, "file");
            self.say(&format!("did not read {files} that this run writes"));
        }
    }

    /// The pages on which the selector that was given matched nothing.
    fn close_selection(&mut self) {
        let pages = self.total.unselected;
        if pages > 0 {
            let pages = count(pages, "page");
            self.say(&format!(
                "--select matched no text on {pages}, read as usual"
            ));
        }
    }

    fn close_languages(&mut self) {
        let all: u64 = self.total.languages.values().sum();
        if all > 0 {
            let each = listed(&self.total.languages);
            self.say(&format!(
                "{} in a language that the extractors do not know ({each}); the findings are null",
                count(all, "article")
            ));
        }
    }

    /// The feeds that give no more than excerpts, a few of them by name.
    fn close_excerpts(&mut self) {
        for (feed, excerpts) in std::mem::take(&mut self.excerpts.named) {
            let feed = visible(&feed);
            let line = match excerpts {
                1 => format!("1 item of {feed} holds only an excerpt"),
                _ => format!("{excerpts} items of {feed} hold only an excerpt"),
            };
            self.say(&line);
        }
        let (feeds, items) = (self.excerpts.more_feeds, self.excerpts.more_items);
        if feeds > 0 {
            let items = count(items, "item");
            self.say(&format!(
                "{items} of {feeds} more of the feeds hold only an excerpt"
            ));
        }
    }

    /// What a period of days could not be asked of, and an output that is empty because of it.
    fn close_days(&mut self) {
        let (undated, outside) = (self.total.undated, self.total.outside);
        if undated > 0 {
            let undated = count(undated, "article");
            self.say(&format!("kept {undated} without a day of publication"));
        }
        if outside > 0 && self.total.articles == 0 {
            let outside = count(outside, "article");
            self.say(&format!("{outside} read, none published in these days"));
        }
    }

    /// Whether somebody sits there who has waited for the run, or sees nothing else of it.
    fn is_summed_up(&self) -> bool {
        let waited = self.progress.elapsed() > WAIT;
        (waited || self.to_file) && !self.one_to_one && io::stderr().is_terminal()
    }

    fn close_counts(&mut self) {
        let total = &self.total;
        let mut parts = vec![
            count(total.inputs, "input"),
            count(total.articles, "article"),
        ];
        let mut add = |number: u64, what: &str| {
            if number > 0 {
                parts.push(format!("{} {what}", parted(&number)));
            }
        };
        add(
            total.findings,
            if total.findings == 1 {
                "finding"
            } else {
                "findings"
            },
        );
        add(self.failed, "failed");
        add(total.outside, "left out by day");
        add(total.undated, "without a day kept");
        if !total.skipped.is_empty() {
            parts.push(match self.voice {
                Voice::Verbose => format!("passed over: {}", listed(&total.skipped)),
                _ => format!(
                    "{} passed over",
                    parted(&total.skipped.values().sum::<u64>())
                ),
            });
        }
        parts.push(format!("{:.1} s", self.progress.elapsed().as_secs_f64()));
        self.say(&parts.join(", "));
    }

    /// Whether the file that the run is to replace has been met among what is read; each time it is told once.
    pub(super) fn met_its_output(&mut self) -> bool {
        let met = self.total.skipped.remove(OLD_OUTPUT);
        if let Some(files) = met {
            *self.total.skipped.entry(OWN_OUTPUT).or_default() += files;
        }
        met.is_some()
    }

    /// Whether inputs failed and not one was read.
    pub(super) fn is_fruitless(&self) -> bool {
        let unread = self.failed - self.absent;
        let total = &self.total;
        self.failed > 0
            && !self.one_to_one
            && total.articles + total.outside == 0
            && total.inputs == unread
    }

    /// The exit code of a run that came to its end.
    pub(super) fn exit_code(&self) -> ExitCode {
        if self.failed == 0 || self.one_to_one {
            ExitCode::SUCCESS
        } else if self.total.inputs == 0 {
            ExitCode::from(2)
        } else {
            ExitCode::from(1)
        }
    }

    /// Writes one line to standard error.
    pub(super) fn say(&mut self, line: &str) {
        self.progress.aside(|| {
            // Where standard error is closed, there is nobody to tell.
            let _ = writeln!(io::stderr().lock(), "newscorp: {line}");
        });
    }
}

/// The feeds that hold excerpts.
#[derive(Default)]
struct Excerpts {
    named: Vec<(String, u64)>,
    /// The last of those that are not named.
    last: String,
    more_feeds: u64,
    more_items: u64,
}

impl Excerpts {
    /// Counts excerpts of a feed; each item of a long one comes on its own.
    fn add(&mut self, feed: String, items: u64) {
        if let Some((_, count)) = self.named.iter_mut().find(|(name, _)| *name == feed) {
            *count += items;
        } else if self.named.len() < FEEDS {
            self.named.push((feed, items));
        } else {
            self.more_feeds += u64::from(self.last != feed);
            self.more_items += items;
            self.last = feed;
        }
    }
}

/// The file that failures are written to, each at once: what a run that is killed wrote is known with what failed in it.
struct Errors {
    file: File,
    path: PathBuf,
}

impl Errors {
    /// Opens it, for more behind what is in it or anew.
    fn open(path: &Path, append: bool) -> Result<Self, WriteError> {
        let file = match stream(path) {
            Some(stream) => stream,
            None if append => File::options().append(true).create(true).open(path),
            None => File::create(path),
        };
        let file = file.map_err(|cause| WriteError::at(path, cause))?;
        Ok(Self {
            file,
            path: path.to_path_buf(),
        })
    }

    fn write(&mut self, failure: &Failure) -> Result<(), WriteError> {
        let written = self.file.write_all(failure.to_json().as_bytes());
        written.map_err(|cause| WriteError::at(&self.path, cause))
    }
}

/// `bn 2, fr 1`.
fn listed<K: Display>(counts: &BTreeMap<K, u64>) -> String {
    let all: Vec<String> = counts
        .iter()
        .map(|(key, count)| format!("{key} {count}"))
        .collect();
    all.join(", ")
}

/// `1 article`, `2 articles`.
fn count(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", parted(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_counted_by_feed() {
        let mut excerpts = Excerpts::default();
        for feed in ["a", "a", "b", "c", "d", "e", "f", "f", "a", "g", "g"] {
            excerpts.add(feed.to_owned(), 1);
        }
        assert_eq!(excerpts.named[0], ("a".to_owned(), 3));
        assert_eq!(excerpts.named.len(), FEEDS);
        assert_eq!((excerpts.more_feeds, excerpts.more_items), (2, 4));
    }
}
