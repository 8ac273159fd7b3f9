//! `model`: train a tagger on annotated data, score it, say what a model is.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};

use crate::cli::args::Color;
use crate::cli::examples;
use crate::cli::guard;
use crate::cli::output::Output;
use crate::cli::terminal;
use crate::report::{self, Style};
use crate::source::SourceError;
use crate::text::tagger::{BadLine, Lists, Model, identity};
use crate::train::{self, Counts, KINDS, Options, Weighted};

/// What to do with models.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum ModelCommand {
    /// Train a model on annotated data
    #[command(before_help = examples::TRAIN, help_template = examples::HELP)]
    Train(Train),
    /// Score a model on annotated data, a line a kind
    #[command(before_help = examples::EVAL, help_template = examples::HELP)]
    Eval(Eval),
    /// Say what a model is
    #[command(before_help = examples::INFO, help_template = examples::HELP)]
    Info(Which),
    /// Count in how many annotated texts each index term stands: what `stories` weighs terms against
    #[command(before_help = examples::TERMS, help_template = examples::HELP)]
    Terms(Terms),
}

/// The layer that a model is for.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Task {
    /// Names of persons, organizations, locations and other kinds
    Entities,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Train {
    task: Task,
    /// Annotated data: corpus files, column files; `FILE@3` counts three times
    #[arg(long, required = true, num_args = 1.., value_name = "FILE[@N]")]
    data: Vec<String>,
    /// Word clusters: lines of a word and three numbers, parted by tabs
    #[arg(long, value_name = "FILE")]
    clusters: PathBuf,
    /// Known names: lines of a type (0 to 7) and a lower-case name, parted by a tab
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// Where to write the model
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// How often to go through the data
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    /// Leave out features seen less often
    #[arg(long, default_value_t = 2)]
    least: u32,
    /// Leave out weights below this
    #[arg(long, default_value_t = 0.1)]
    smallest: f32,
    /// The seed of all random choices
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Eval {
    /// Annotated data: corpus files, column files
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    data: Vec<String>,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Terms {
    /// Annotated data: corpus files, column files
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    data: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Which {
    /// Another model than the one that comes with the program
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(command: &ModelCommand) -> anyhow::Result<ExitCode> {
    match command {
        ModelCommand::Train(args) => train(args)?,
        ModelCommand::Eval(args) => super::print_text(&eval(args)?)?,
        ModelCommand::Info(which) => super::print_text(&info(which)?)?,
        ModelCommand::Terms(args) => super::print_text(&terms(args)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn train(args: &Train) -> anyhow::Result<()> {
    let Task::Entities = args.task;
    let data = args.data.iter().map(|name| weighted(name).0.into());
    let mut read: Vec<PathBuf> = data.collect();
    read.push(args.clusters.clone());
    read.extend(args.gazetteer.iter().cloned());
    guard::refuse_what_is_read(&read, &guard::present([&args.output]))?;
    let data = args
        .data
        .iter()
        .map(|name| read_data(name))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let lists = read_lists(args)?;
    let options = Options {
        epochs: args.epochs,
        least: args.least,
        smallest: args.smallest,
        seed: args.seed,
        about: about(args),
    };
    let started = std::time::Instant::now();
    let model = train::train(&data, &lists, &options, |step| {
        let seconds = started.elapsed().as_secs_f32();
        let _ = writeln!(io::stderr(), "{seconds:5.0} s  {step}");
    });
    let mut out = Output::open(Some(&args.output))?;
    out.write_bytes(&model)?;
    Ok(out.finish()?)
}

fn read_lists(args: &Train) -> anyhow::Result<Lists> {
    let mut lists = Lists::default();
    let bad =
        |path: &Path, BadLine { line, cause }| anyhow!("{}: line {line}: {cause}", path.display());
    let path = &args.clusters;
    lists
        .add_clusters(&read_text(path)?)
        .map_err(|line| bad(path, line))?;
    for path in &args.gazetteer {
        lists
            .add_gazetteer(&read_text(path)?)
            .map_err(|line| bad(path, line))?;
    }
    Ok(lists)
}

/// The options that make a difference, for the model to tell.
fn about(args: &Train) -> String {
    let names = args.data.iter().map(|name| {
        Path::new(name)
            .file_name()
            .map_or(Cow::from(""), |n| n.to_string_lossy())
    });
    let data = names.collect::<Vec<_>>().join(" ");
    format!(
        "epochs {} least {} smallest {} seed {} data {data}",
        args.epochs, args.least, args.smallest, args.seed
    )
}

fn eval(args: &Eval) -> anyhow::Result<String> {
    let own = args.which.read()?;
    let model = own.as_ref().or_else(|| crate::extract::model());
    let model = model.context("this program has no model")?;
    let mut sums = [Counts::default(); KINDS.len()];
    for name in &args.data {
        let (documents, _) = read_data(name)?;
        for (sum, count) in sums.iter_mut().zip(train::score(model, &documents)) {
            *sum = *sum + count;
        }
    }
    let named = KINDS.iter().map(|(_, name)| *name).zip(sums);
    let all = sums
        .into_iter()
        .fold(Counts::default(), |sum, count| sum + count);
    let mut out = String::new();
    for (name, count) in named.chain([("all", all)]) {
        writeln!(
            out,
            "{name:13} right {:6} found {:6} marked {:6} f1 {:.4}",
            count.right,
            count.found,
            count.marked,
            count.f1()
        )?;
    }
    Ok(out)
}

fn info(which: &Which) -> anyhow::Result<String> {
    let own = which.read()?;
    let Some(model) = own.as_ref().or_else(|| crate::extract::model()) else {
        bail!("this program has no model");
    };
    let (options, data) = model
        .about()
        .split_once(" data ")
        .unwrap_or((model.about(), ""));
    let number = |number: usize| report::parted(&number);
    let rows = [
        ("version", which.identity()?),
        ("kinds", model.kinds().join(", ")),
        ("features", number(model.features())),
        ("bytes", number(model.size())),
        ("trained", options.to_owned()),
        ("data", gathered(data)),
    ];
    let style = Style {
        color: terminal::is_coloured(Color::Auto, false),
        width: terminal::width(false),
    };
    Ok(report::labelled(&rows, style))
}

/// The files of training data; those of one weight that follow each other are counted.
fn gathered(data: &str) -> String {
    let mut runs: Vec<(usize, Vec<&str>)> = Vec::new();
    for file in data.split_whitespace() {
        let (name, weight) = weighted(file);
        match runs.last_mut() {
            Some((own, names)) if *own == weight => names.push(name),
            _ => runs.push((weight, vec![name])),
        }
    }
    let runs = runs.iter().map(|(weight, names)| {
        let names = match names.as_slice() {
            [first, .., last] if names.len() > 3 => {
                format!("{} files from {first} to {last}", names.len())
            }
            names => names.join(", "),
        };
        let times = if *weight == 1 {
            String::new()
        } else {
            format!(" (each {weight} times)")
        };
        names + &times
    });
    runs.collect::<Vec<_>>().join("; ")
}

impl Which {
    /// Which model it is.
    fn identity(&self) -> anyhow::Result<String> {
        let identity = match &self.model {
            None => crate::extract::model_identity(),
            Some(path) => {
                let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
                identity(&bytes)
            }
        };
        Ok(identity.unwrap_or_default())
    }

    fn read(&self) -> anyhow::Result<Option<Model>> {
        let Some(path) = &self.model else {
            return Ok(None);
        };
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
        let model =
            Model::read(Cow::Owned(bytes)).with_context(|| format!("{shown}: no usable model"))?;
        Ok(Some(model))
    }
}

fn terms(args: &Terms) -> anyhow::Result<String> {
    let mut documents = Vec::new();
    for name in &args.data {
        documents.extend(read_data(name)?.0);
    }
    Ok(train::count_terms(&documents))
}

/// The path of annotated data, and how often it counts: `FILE@3`.
fn weighted(name: &str) -> (&str, usize) {
    name.rsplit_once('@')
        .and_then(|(path, times)| Some((path, times.parse().ok()?)))
        .unwrap_or((name, 1))
}

/// Reads `FILE` or `FILE@N`.
fn read_data(name: &str) -> anyhow::Result<Weighted> {
    let (path, times) = weighted(name);
    let documents = train::read(&read_text(Path::new(path))?).with_context(|| path.to_owned())?;
    if documents.is_empty() {
        bail!("{path}: no annotated article in it");
    }
    Ok((documents, times))
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, error: io::Error) -> anyhow::Error {
    anyhow!("{}: {}", path.display(), SourceError::from(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn training_data_is_told_shortly() {
        assert_eq!(
            gathered("w1.xml@5 w2.xml@5 w3.xml@5 w4.xml@5 gold.tsv@2 a.tsv b.tsv"),
            "4 files from w1.xml to w4.xml (each 5 times); gold.tsv (each 2 times); a.tsv, b.tsv"
        );
        assert_eq!(gathered(""), "");
    }
}
