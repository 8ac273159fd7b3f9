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
use super::outcome::{Outcome, Voice};
use super::output::Output;
use super::progress::Progress;
use super::terminal;
use crate::ingest;
use crate::model::{Day, EntityKind, Locator};
use crate::report::{Form, Style};
use crate::source::{self, FileId, Globs, Paths, Source, SourceError};
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

/// How much of a file is looked at to tell who wrote it, in bytes.
const HEAD: u64 = 2048;

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
            .is_some_and(|path| path.as_os_str() != "-");
        refuse_overwriting(&common.paths, &outputs(common))?;
        refuse_to_lose(common)?;
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
            outputs: outputs(common),
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
        OutputFormat::Auto if one_to_one => OutputFormat::Ndjson,
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
        bail!("--one-to-one prints NDJSON; leave out --format");
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
            match self.lines.read_until(b'\n', &mut line) {
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

/// Refuses a run that would write over a file it was told to read.
fn refuse_overwriting(paths: &[PathBuf], outputs: &[FileId]) -> Result<()> {
    let written = |path: &&PathBuf| {
        let seen = fs::metadata(path).ok().filter(fs::Metadata::is_file);
        seen.and_then(|seen| FileId::of(&seen))
            .is_some_and(|id| outputs.contains(&id))
    };
    match paths.iter().find(written) {
        Some(path) => bail!(
            "{} is read and would be written over; give the output another name",
            path.display()
        ),
        None => Ok(()),
    }
}

/// Refuses to write over files in a folder that is read, unless it can be seen that an earlier run wrote them, as in
/// text and Markdown it cannot: they may be articles.
fn refuse_to_lose(common: &Common) -> Result<()> {
    let written = [&common.output.output, &common.run.errors];
    let folders = || {
        let paths = common.paths.iter();
        paths.filter_map(|path| fs::canonicalize(path).ok())
    };
    for path in written.into_iter().flatten() {
        let Ok(place) = fs::canonicalize(path) else {
            continue;
        };
        let in_folder = folders().any(|folder| folder != place && place.starts_with(folder));
        if in_folder && place.is_file() && !is_of_a_run(&place)? {
            bail!(
                "{} lies in a folder that is read, and it cannot be told that newscorp wrote it: it may be an article; give the output another name or folder, or remove it",
                path.display()
            );
        }
    }
    Ok(())
}

/// Whether a file looks like one that an earlier run wrote, or holds nothing that could be lost.
fn is_of_a_run(path: &Path) -> Result<bool> {
    let mut head = Vec::new();
    let file = File::open(path).with_context(|| path.display().to_string())?;
    file.take(HEAD).read_to_end(&mut head)?;
    let text = String::from_utf8_lossy(&head);
    let json = text.trim_start_matches(['[', '\n']);
    Ok(head.is_empty()
        || text.contains(r#"<meta name="generator" content="newscorp "#)
        || [r#"{"article":{"id":"#, r#"{"article_id":"#, r#"{"story":"s"#, r#"{"error":{"#]
            .iter()
            .any(|own| json.starts_with(own))
        || is_entity(json)
        // Tables are no articles and never read.
        || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")))
}

/// Whether a row of `entities` begins a text: a name, then its type.
fn is_entity(json: &str) -> bool {
    let Some(row) = json.strip_prefix(r#"{"name":"#) else {
        return false;
    };
    let mut name = serde_json::Deserializer::from_str(row).into_iter::<String>();
    let named = matches!(name.next(), Some(Ok(_)));
    let rest = &row[name.byte_offset()..];
    let kind = rest.strip_prefix(r#","type":""#);
    named
        && kind.is_some_and(|kind| {
            let kind = kind.split('"').next().and_then(EntityKind::from_name);
            kind.is_some()
        })
}

/// The files that the run writes: reading them too would never end, or give what an earlier run found.
fn outputs(common: &Common) -> Vec<FileId> {
    let named = [
        common.output.output.as_deref(),
        common.run.errors.as_deref(),
    ];
    let named = named
        .into_iter()
        .flatten()
        .filter_map(|path| fs::metadata(path).ok());
    named
        .chain(standard_output())
        .filter_map(|seen| FileId::of(&seen))
        .collect()
}

#[cfg(unix)]
fn standard_output() -> Option<fs::Metadata> {
    use std::os::fd::AsFd;
    let copy = io::stdout().as_fd().try_clone_to_owned().ok()?;
    File::from(copy).metadata().ok()
}

#[cfg(not(unix))]
fn standard_output() -> Option<fs::Metadata> {
    None
}
