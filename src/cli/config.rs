//! What the arguments mean: paths to read, a format to write, limits. Only this is handed to commands.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use super::after::After;
use super::args::{Common, ModelFile, OutputArgs, OutputFormat};
use super::guard;
use super::outcome::{Outcome, Voice};
use super::output::{Output, is_standard_output};
use super::progress::Progress;
use super::terminal;
use crate::ingest;
use crate::model::{Day, Locator};
use crate::report::{Form, Style};
use crate::source::{self, Globs, Paths, Source, SourceError};
use crate::text::tagger::Model;

/// What a run is to do, whatever its command.
pub(super) struct Config {
    pub(super) source: After<Source>,
    /// What is known of the inputs.
    pub(super) reading: ingest::Options,
    pub(super) period: Period,
    pub(super) form: Form,
    pub(super) jobs: usize,
    pub(super) strict: bool,
    pub(super) one_to_one: bool,
    /// Only what would be read is printed.
    pub(super) list_inputs: bool,
    /// Another model of names than the one that comes with the program.
    pub(super) model: Option<Model>,
    pub(super) output: Output,
    pub(super) outcome: Outcome,
    /// The results go to the terminal.
    pub(super) to_screen: bool,
}

/// The days of publication that are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    pub(super) since: Option<Day>,
    pub(super) until: Option<Day>,
}

impl Period {
    /// Whether an article published that day is wanted.
    pub(super) fn holds(self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether all days are wanted.
    pub(super) const fn is_open(self) -> bool {
        self.since.is_none() && self.until.is_none()
    }
}

/// The longest line of a list of paths, in bytes: longer than systems take a path to be.
const LONGEST: u64 = 1 << 16;

/// Nothing was given to read, and a person sits at the terminal.
#[derive(Debug, thiserror::Error)]
#[error("nothing to read: give a file, a folder, or `-` for standard input")]
pub(super) struct NothingToRead;

impl Config {
    /// Resolves the arguments against the terminal and the machine, and opens the files to write.
    ///
    /// # Errors
    /// Arguments that contradict each other, files that cannot be written, and [`NothingToRead`].
    pub(super) fn new(common: &Common, one_to_one: bool) -> Result<Self> {
        let Common {
            input, output, run, ..
        } = common;
        let period = Period {
            since: input.since,
            until: input.until,
        };
        if period
            .since
            .zip(period.until)
            .is_some_and(|(since, until)| since > until)
        {
            bail!("--since is later than --until: no day lies between them");
        }
        let to_file = output
            .output
            .as_deref()
            .is_some_and(|path| !is_standard_output(path));
        let kept = guard::look(common)?;
        let paths = paths(common, one_to_one)?;
        let to_screen = !to_file && io::stdout().is_terminal();
        let voice = voice(common);
        let form = form(output, to_file, one_to_one)?;
        let globs = Globs::new(input.glob.iter().map(String::as_str)).context("--glob")?;
        let output = Output::open(output.output.as_deref())?;
        let mut progress = Progress::new(voice != Voice::Quiet && !run.no_progress);
        if input.files_from.is_none() {
            progress = progress.over(common.paths.clone(), globs.clone());
        }
        let meter = progress.meter();
        let outcome = Outcome::new(
            voice,
            one_to_one,
            run.errors.as_deref(),
            input.after.is_some(),
            progress,
        )?;
        let options = source::Options {
            format: input.input_format,
            globs,
            every_line: one_to_one,
            // The file of failures is there only now.
            outputs: guard::files(common),
            kept,
            limit: input.max_size,
        };
        Ok(Self {
            source: After::new(
                Source::new(paths, options).metered(meter),
                input.after.clone(),
            ),
            reading: ingest::Options {
                select: input.select.clone(),
            },
            period,
            form,
            jobs: jobs(run.jobs),
            strict: run.strict,
            one_to_one,
            list_inputs: input.list_inputs,
            model: None,
            output,
            outcome: outcome.of_file(to_file),
            to_screen,
        })
    }

    /// The same with the model of names that was asked for.
    ///
    /// # Errors
    /// Where that is no model that can be used.
    pub(super) fn with_model(mut self, wish: &ModelFile) -> Result<Self> {
        guard::refuse_what_is_read(&wish.model, &guard::present(self.output.target()))?;
        self.model = wish.model.as_deref().map(model).transpose()?;
        Ok(self)
    }
}

/// Reads a model of names.
///
/// # Errors
/// Where the file cannot be read, or holds no model that this program can use: with its path.
pub(super) fn model(path: &Path) -> Result<Model> {
    let bytes = fs::read(path)
        .map_err(|error| anyhow!("--model {}: {}", path.display(), SourceError::from(error)))?;
    Model::read(Cow::Owned(bytes)).with_context(|| format!("--model {}", path.display()))
}

/// The form that was asked for; the automatic one is for a reader on a terminal, for a program elsewhere.
fn form(output: &OutputArgs, to_file: bool, one_to_one: bool) -> Result<Form> {
    let style = Style {
        color: terminal::is_coloured(output.color, to_file),
        width: terminal::width(to_file),
    };
    let wish = match output.format {
        OutputFormat::Auto if one_to_one && !to_file => OutputFormat::Ndjson,
        OutputFormat::Auto => automatic(output.output.as_deref().filter(|_| to_file)),
        wish => wish,
    };
    let form = match wish {
        // A page has one form only.
        OutputFormat::Auto | OutputFormat::Ndjson | OutputFormat::Html => Form::Ndjson,
        OutputFormat::Text => Form::Text(style),
        OutputFormat::Json => Form::Json,
        OutputFormat::Csv => Form::Csv,
        OutputFormat::Markdown => Form::Markdown,
    };
    if one_to_one && !matches!(form, Form::Ndjson) {
        bail!(
            "--one-to-one prints NDJSON; leave out --format, and give a file a name like x.ndjson"
        );
    }
    Ok(form)
}

/// The format that the ending of the output's name stands for; else text for a reader on a terminal, NDJSON for a program.
fn automatic(file: Option<&Path>) -> OutputFormat {
    let Some(file) = file else {
        return if io::stdout().is_terminal() {
            OutputFormat::Text
        } else {
            OutputFormat::Ndjson
        };
    };
    let ending = file.extension().and_then(OsStr::to_str).unwrap_or("");
    match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => OutputFormat::Text,
        "json" => OutputFormat::Json,
        "csv" => OutputFormat::Csv,
        "md" | "markdown" => OutputFormat::Markdown,
        _ => OutputFormat::Ndjson,
    }
}

const fn voice(common: &Common) -> Voice {
    if common.run.quiet {
        Voice::Quiet
    } else if common.run.verbose {
        Voice::Verbose
    } else {
        Voice::Usual
    }
}

fn jobs(wish: Option<u16>) -> usize {
    wish.map_or_else(
        || thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    )
}

/// The paths that were given, after them those of the list; standard input where it is a pipe and there are none.
fn paths(common: &Common, one_to_one: bool) -> Result<Paths> {
    let given = common.paths.clone();
    let Some(list) = &common.input.files_from else {
        if !given.is_empty() {
            return Ok(Box::new(given.into_iter().map(Ok)));
        }
        if io::stdin().is_terminal() {
            return Err(NothingToRead.into());
        }
        return Ok(Box::new(std::iter::once(Ok(PathBuf::from("-")))));
    };
    if list.as_os_str() == "-" && given.iter().any(|path| path.as_os_str() == "-") {
        bail!("standard input cannot be both the list of paths and an article");
    }
    let listed = List::open(list, one_to_one)?;
    Ok(Box::new(given.into_iter().map(Ok).chain(listed)))
}

/// The paths on the lines of a file.
struct List {
    path: PathBuf,
    lines: Box<dyn BufRead + Send>,
    /// One path at least is expected, and none has come yet.
    empty: bool,
}

impl List {
    fn open(path: &Path, may_be_empty: bool) -> Result<Self> {
        let lines: Box<dyn BufRead + Send> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file = File::open(path).map_err(|error| {
                let cause = SourceError::from(error);
                anyhow!("cannot read the list {}: {cause}", path.display())
            })?;
            Box::new(BufReader::new(file))
        };
        Ok(Self {
            path: path.to_path_buf(),
            lines,
            empty: !may_be_empty,
        })
    }

    fn failure(&self, error: SourceError) -> (Locator, SourceError) {
        let locator = Locator {
            path: self.path.clone(),
            record: None,
        };
        (locator, error)
    }
}

impl Iterator for List {
    type Item = Result<PathBuf, (Locator, SourceError)>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        loop {
            line.clear();
            match (&mut self.lines).take(LONGEST).read_until(b'\n', &mut line) {
                Err(error) => {
                    self.lines = Box::new(io::empty());
                    self.empty = false;
                    return Some(Err(self.failure(error.into())));
                }
                Ok(0) if self.empty => {
                    self.empty = false;
                    return Some(Err(self.failure(SourceError::NoPaths)));
                }
                Ok(0) => return None,
                Ok(read) if read as u64 == LONGEST => {
                    self.lines = Box::new(io::empty());
                    self.empty = false;
                    return Some(Err(self.failure(SourceError::NoList)));
                }
                Ok(_) => {}
            }
            let path = line.strip_suffix(b"\n").unwrap_or(&line);
            let path = path.strip_suffix(b"\r").unwrap_or(path);
            if !path.is_empty() {
                self.empty = false;
                return Some(Ok(to_path(path)));
            }
        }
    }
}

#[cfg(unix)]
fn to_path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn to_path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}
