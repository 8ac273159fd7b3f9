//! What can be typed. What it means is in [`super::config`].

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::examples;
use crate::extract;
use crate::ingest::Selector;
use crate::model::{Day, EntityKind, Format, Layer};
use crate::report::{self, Engine, Kind};
use crate::text::{calendar, lexicon};

/// Endings of the files that are written, but for pages.
const WRITTEN: [&str; 8] = [
    "json", "ndjson", "jsonl", "csv", "txt", "text", "md", "markdown",
];

/// Whether who gives a file this ending expects a format that is not written.
fn is_other_format(ending: &str) -> bool {
    lexicon::entries(include_str!("../data/other_formats.txt"))
        .flat_map(str::split_whitespace)
        .any(|other| other == ending)
}

/// Reads news articles as they were collected and says who said what, with which figures, dates and names.
#[derive(Debug, Parser)]
#[command(
    name = "newscorp",
    version,
    long_version = versions(),
    about = "Reads news articles as they were collected - text, dumps of web pages, HTML, WordPress JSON - and finds \
             who is named, who said what, and which dates and figures are given",
    before_help = examples::ALL,
    after_help = examples::EXIT_CODES,
    help_template = examples::HELP,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find entities, dates, figures and claims in articles
    #[command(before_help = examples::EXTRACT, help_template = examples::HELP)]
    Extract(Extract),
    /// Print the articles alone: title, authors, day, publisher, clean text
    #[command(before_help = examples::INGEST, help_template = examples::HELP)]
    Ingest(Ingest),
    /// List who and what is named in all the articles together
    #[command(before_help = examples::ENTITIES, help_template = examples::HELP)]
    Entities(Entities),
    /// List the dates in the articles, resolved to calendar days, one a row
    #[command(before_help = examples::DATES, help_template = examples::HELP)]
    Dates(Dates),
    /// List the figures in the articles with value and unit, one a row
    #[command(before_help = examples::FIGURES, help_template = examples::HELP)]
    Figures(Table),
    /// List who said what in the articles, one claim a row
    #[command(before_help = examples::CLAIMS, help_template = examples::HELP)]
    Claims(Claims),
    /// Group the articles by the event that they tell, and say who copies whom
    #[command(before_help = examples::STORIES, help_template = examples::HELP)]
    Stories(Stories),
    /// Say what the articles of a story agree on, where they differ and whom they repeat
    #[command(before_help = examples::COMPARE, help_template = examples::HELP)]
    Compare(Table),
    /// List what happened and will happen, by day, with the articles that tell it
    #[command(before_help = examples::TIMELINE, help_template = examples::HELP)]
    Timeline(Table),
    /// Write one page for a browser: stories with their sources, facts, days and speakers, and all articles marked
    #[command(before_help = examples::REPORT, help_template = examples::HELP)]
    Report(Report),
    /// Train, score and describe models of names
    #[command(subcommand, before_help = examples::MODEL, help_template = examples::HELP)]
    Model(super::commands::ModelCommand),
    /// Print the JSON Schema of what the commands print, or the schema that DuckDB, Polars or Spark read it by
    #[command(before_help = examples::SCHEMA, help_template = examples::HELP)]
    Schema(Schema),
    /// Print what a shell needs to complete commands and options
    #[command(before_help = examples::COMPLETIONS, help_template = examples::HELP)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual, in the form that `man` reads
    #[command(before_help = examples::MAN, help_template = examples::HELP)]
    Man,
}

impl Command {
    /// The arguments that all commands take whose format can be chosen.
    const fn common(&self) -> Option<&Common> {
        match self {
            Self::Extract(arguments) => Some(&arguments.common),
            Self::Entities(arguments) => Some(&arguments.table.common),
            Self::Dates(arguments) => Some(&arguments.table.common),
            Self::Figures(arguments) => Some(&arguments.common),
            Self::Claims(arguments) => Some(&arguments.common),
            Self::Ingest(arguments) => Some(&arguments.common),
            Self::Stories(arguments) => Some(&arguments.common),
            Self::Compare(arguments) | Self::Timeline(arguments) => Some(&arguments.common),
            Self::Report(_)
            | Self::Model(_)
            | Self::Schema(_)
            | Self::Completions { .. }
            | Self::Man => None,
        }
    }

    /// Refuses options that belong to another command.
    ///
    /// # Errors
    /// Where there is one, with what to type instead.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if let Self::Extract(arguments) = self
            && arguments.common.output.is_page()
        {
            return arguments.check_page();
        }
        let output = self.common().map(|common| &common.output);
        output.map_or(Ok(()), OutputArgs::check)?;
        match self {
            Self::Ingest(arguments) => arguments.misplaced.check(self.name()),
            Self::Entities(Entities { table, .. })
            | Self::Dates(Dates { table, .. })
            | Self::Figures(table)
            | Self::Compare(table)
            | Self::Timeline(table) => table.misplaced.check(self.name()),
            Self::Claims(arguments) => arguments.misplaced.check(self.name()),
            Self::Stories(arguments) => arguments.misplaced.check(self.name()),
            Self::Report(arguments) => arguments.check(),
            Self::Extract(_)
            | Self::Model(_)
            | Self::Schema(_)
            | Self::Completions { .. }
            | Self::Man => Ok(()),
        }
    }

    /// The name as it is typed.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Extract(_) => "extract",
            Self::Ingest(_) => "ingest",
            Self::Entities(_) => "entities",
            Self::Dates(_) => "dates",
            Self::Figures(_) => "figures",
            Self::Claims(_) => "claims",
            Self::Stories(_) => "stories",
            Self::Compare(_) => "compare",
            Self::Timeline(_) => "timeline",
            Self::Report(_) => "report",
            Self::Model(_) => "model",
            Self::Schema(_) => "schema",
            Self::Completions { .. } => "completions",
            Self::Man => "man",
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Extract {
    #[command(flatten)]
    pub(super) common: Common,
    /// Find only these, parted by commas; the other layers are null
    #[arg(long, value_name = "LAYERS", value_delimiter = ',', value_parser = layers(), help_heading = "Output")]
    pub(super) only: Vec<Layer>,
    #[command(flatten)]
    pub(super) model: ModelFile,
    #[command(flatten)]
    pub(super) filter: Filter,
}

impl Extract {
    /// Refuses what a page cannot do.
    fn check_page(&self) -> anyhow::Result<()> {
        if self.filter.one_to_one {
            anyhow::bail!("--one-to-one prints NDJSON; leave out --format");
        }
        if !self.only.is_empty() {
            anyhow::bail!("a page shows all that is found; leave out --only");
        }
        self.common.output.check_page_ending()
    }
}

/// The model of names.
#[derive(Debug, Args)]
pub(super) struct ModelFile {
    /// Find names with another model than the one that comes with the program: see `newscorp model`
    #[arg(long, value_name = "FILE", help_heading = "Run")]
    pub(super) model: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Ingest {
    /// Say of every article which reader took it and why, what gave each field, and what was left out of the text
    #[arg(long, help_heading = "Output", conflicts_with_all = ["one_to_one", "list_inputs", "since", "until"])]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) misplaced: Misplaced,
    #[command(flatten)]
    pub(super) filter: Filter,
}

#[derive(Debug, Args)]
pub(super) struct Dates {
    /// Sort the rows of all articles by the day that they mean, those of no certain day last
    ///
    /// Without it they stand as in the texts, article by article.
    #[arg(long, help_heading = "Output")]
    pub(super) by_date: bool,
    #[command(flatten)]
    pub(super) table: Table,
}

#[derive(Debug, Args)]
pub(super) struct Table {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) misplaced: Misplaced,
}

#[derive(Debug, Args)]
pub(super) struct Entities {
    #[command(flatten)]
    pub(super) table: Table,
    /// List only these types, parted by commas: person, organization, location, group, event, law, work, product
    #[arg(
        long = "type", value_name = "TYPES", value_delimiter = ',', value_parser = kinds(),
        help_heading = "Output", hide_possible_values = true
    )]
    pub(super) kinds: Vec<EntityKind>,
    /// Leave out what fewer articles name
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Output", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) min_articles: u64,
    #[command(flatten)]
    pub(super) model: ModelFile,
}

/// Options of another command, known so that a message can say where they belong.
#[derive(Debug, Args)]
pub(super) struct Misplaced {
    #[arg(long, hide = true, num_args = 0..=1, default_missing_value = "")]
    pub(super) only: Option<String>,
}

impl Misplaced {
    /// Refuses options of other commands.
    ///
    /// # Errors
    /// Where there is one, with what to type instead.
    pub(super) fn check(&self, command: &str) -> anyhow::Result<()> {
        if let Some(only) = &self.only {
            let layers = if only.is_empty() {
                "claims,figures"
            } else {
                only
            };
            anyhow::bail!(
                "--only is an option of `extract`: type `newscorp extract --only {layers} …`; \
                 `newscorp {command}` prints one thing anyway"
            );
        }
        Ok(())
    }
}

#[derive(Debug, Args)]
pub(super) struct Stories {
    #[command(flatten)]
    pub(super) common: Common,
    /// Leave out stories of fewer articles
    #[arg(long, value_name = "N", default_value_t = 2, help_heading = "Output", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) min_articles: u16,
    #[command(flatten)]
    pub(super) misplaced: Misplaced,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    #[command(flatten)]
    pub(super) table: Table,
    #[command(flatten)]
    pub(super) model: ModelFile,
}

impl Report {
    /// Refuses formats that are none of a page.
    fn check(&self) -> anyhow::Result<()> {
        let format = self.table.common.output.format;
        if !matches!(format, OutputFormat::Auto | OutputFormat::Html) {
            anyhow::bail!(
                "`report` writes HTML: leave out --format, or give html; `compare`, `timeline` and `extract` write the other formats"
            );
        }
        self.table.common.output.check_page_ending()?;
        self.table.misplaced.check("report")
    }
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The records, by the command that prints them: article (extract, ingest), entities, dates, figures, claims, stories,
    /// compare, timeline, inputs (--list-inputs), explain (--explain), errors (--errors, --one-to-one); all without it
    #[arg(value_parser = records(), hide_possible_values = true)]
    pub(super) record: Option<Kind>,
    /// Print the explicit schema for a reader of the NDJSON; of `article` where no other records are named
    #[arg(long = "for", value_name = "ENGINE", value_parser = engines())]
    pub(super) engine: Option<Engine>,
}

#[derive(Debug, Args)]
pub(super) struct Claims {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) misplaced: Misplaced,
    #[command(flatten)]
    pub(super) choice: ClaimArgs,
    #[command(flatten)]
    pub(super) model: ModelFile,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Claims")]
pub(super) struct ClaimArgs {
    /// Only those by this source: a name or a part of it, in any of its forms in the article, or a post; may be given
    /// several times
    #[arg(long, value_name = "NAME", value_parser = words, action = ArgAction::Append)]
    pub(super) by: Vec<String>,
    /// Only those whose content has this word or these words, or names who is called so; may be given several times
    #[arg(long, value_name = "WORD", value_parser = words, action = ArgAction::Append)]
    pub(super) about: Vec<String>,
    /// Only quotations: all that is said stands in quotation marks
    #[arg(long)]
    pub(super) direct: bool,
    /// Only those whose source has no name: "a U.S. official", "people familiar with the matter"
    #[arg(long)]
    pub(super) anonymous: bool,
}

/// Running inside another engine.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Filter {
    /// Print exactly one line for each record, in order: one that fails gives {"error": {...}, "id": ...}
    ///
    /// A record is a line of NDJSON, or an article of any other file; every line of standard input is one. The exit code
    /// is 0 whatever the records hold, so that an engine which runs newscorp as a filter loses nothing to one bad record.
    #[arg(
        long,
        help_heading = "Run",
        conflicts_with_all = ["since", "until", "strict", "list_inputs"]
    )]
    pub(super) one_to_one: bool,
}

/// What all commands take.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Files, folders (read with their subfolders, in the order of names), or `-` for standard input
    ///
    /// Without any, standard input is read if it is a pipe. In a folder, hidden files and files of types that hold no
    /// articles (images, style sheets, programs) are passed over.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    #[command(flatten)]
    pub(super) run: RunArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArgs {
    /// Read the paths from a file, one a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// What the inputs are, where that should not be found out from their content
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub(super) input_format: Option<Format>,
    /// Take the text of HTML pages from what this CSS selector matches, as 'div.story > p'; a page on which it matches nothing
    /// is read as usual
    #[arg(long, value_name = "CSS", value_parser = Selector::parse)]
    pub(super) select: Option<Selector>,
    /// Read only the files of folders that match, as *.html or 2025/**/*.json; !PATTERN leaves some out
    ///
    /// An archive in a folder is such a file; of the members of an archive that is given itself, only those are read that match
    #[arg(long, value_name = "PATTERN", action = ArgAction::Append, allow_hyphen_values = true)]
    pub(super) glob: Vec<String>,
    /// How large a document or a record may be, unpacked, as 500K, 64M or 1G; larger ones fail
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "64M")]
    pub(super) max_size: usize,
    /// Leave out articles published before this day (YYYY-MM-DD); those without a date stay
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) since: Option<Day>,
    /// Leave out articles published after this day (YYYY-MM-DD); those without a date stay
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(super) until: Option<Day>,
    /// Go on behind this input: leave out all up to it, as an interrupted run says
    ///
    /// The name is the path as the records have it, with `:N` behind it for line N of NDJSON.
    #[arg(long, value_name = "INPUT", allow_hyphen_values = true)]
    pub(super) after: Option<String>,
    /// Print what would be read, and as which format, and stop
    #[arg(long)]
    pub(super) list_inputs: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// How to print; auto goes by the ending of the output file (.ndjson .json .csv .txt .md), else it is text on a
    /// terminal and NDJSON in a pipe
    #[arg(
        short,
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        hide_default_value = true
    )]
    pub(super) format: OutputFormat,
    /// Write to a file, which appears only when it is whole
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Whether text is coloured; auto honours NO_COLOR and CLICOLOR_FORCE
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_default_value = true
    )]
    pub(super) color: Color,
}

impl OutputArgs {
    /// The ending of the output's name in small letters; empty where there is none.
    pub(super) fn ending(&self) -> String {
        let path = self.output.as_deref();
        let ending = path.and_then(|path| path.extension()?.to_str());
        ending.unwrap_or_default().to_ascii_lowercase()
    }

    /// Whether a page for a browser is wanted.
    pub(super) fn is_page(&self) -> bool {
        let named = self.format == OutputFormat::Auto && self.ending().starts_with("htm");
        self.format == OutputFormat::Html || named
    }

    /// Refuses to write a page to a file whose name promises another format.
    fn check_page_ending(&self) -> anyhow::Result<()> {
        let ending = self.ending();
        if WRITTEN.contains(&ending.as_str()) || is_other_format(&ending) {
            anyhow::bail!(
                "a page is HTML, not .{ending}; `compare`, `timeline` and `extract` write the other formats"
            );
        }
        Ok(())
    }

    /// Refuses an output whose name promises what would not be in it.
    ///
    /// # Errors
    /// Where there is one, with what to type instead.
    fn check(&self) -> anyhow::Result<()> {
        let ending = self.ending();
        if self.format == OutputFormat::Html {
            anyhow::bail!("only `report` and `extract` write HTML; choose another --format");
        }
        if self.format != OutputFormat::Auto {
            return Ok(());
        }
        if ending.starts_with("htm") {
            anyhow::bail!(
                "only `report` and `extract` write HTML; choose another ending (.ndjson .json .csv .txt .md) or a --format"
            );
        }
        if is_other_format(&ending) {
            anyhow::bail!(
                "no format that newscorp writes ends in .{ending}; choose another ending (.ndjson .json .csv .txt .md) or a --format"
            );
        }
        Ok(())
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Run")]
pub(super) struct RunArgs {
    /// How many inputs to work on at once [default: the number of processors]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
    /// End at the first input that fails, with exit code 1
    #[arg(long)]
    pub(super) strict: bool,
    /// Also write the inputs that failed to a file, as NDJSON
    #[arg(long, value_name = "FILE")]
    pub(super) errors: Option<PathBuf>,
    /// Name the inputs that failed, and say nothing else
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Do not say how far a run is; without it, one that takes longer than a second does on a terminal's standard error
    #[arg(long)]
    pub(super) no_progress: bool,
    /// End with counts of what was read, left out and failed; name every input that failed
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// By the ending of the output file; else text on a terminal, NDJSON elsewhere
    #[default]
    Auto,
    /// A report to read
    Text,
    /// One array
    Json,
    /// One object a line
    Ndjson,
    /// A table: one article a row of `extract` and `ingest`, one entity, date, figure or claim of the other commands
    Csv,
    /// For notes and issues: lists and tables
    Markdown,
    /// One page for a browser, of `report` and `extract` alone
    Html,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Also in a pipe
    Always,
    /// Nowhere
    Never,
}

/// What `--version` says: all that decides what comes out of an input.
fn versions() -> &'static str {
    static VERSIONS: LazyLock<String> = LazyLock::new(|| {
        let made_by = report::MADE_BY.trim_start_matches("newscorp ");
        let schema = report::SCHEMA_VERSION;
        let model = extract::model_identity();
        let model = model.as_deref().unwrap_or("none");
        format!("{made_by}\nschema of the records: {schema}\nmodel of names: {model}")
    });
    &VERSIONS
}

fn layers() -> ValueParser {
    PossibleValuesParser::new(Layer::ALL.map(Layer::name))
        .try_map(|name| {
            Layer::ALL
                .into_iter()
                .find(|layer| layer.name() == name)
                .ok_or("no such layer")
        })
        .into()
}

/// The records that have a schema; those of articles go by their commands too.
fn records() -> ValueParser {
    let article = ["extract", "ingest"];
    let names = Kind::ALL.iter().map(|kind| kind.name());
    PossibleValuesParser::new(names.chain(article))
        .try_map(move |name| match Kind::from_name(&name) {
            None if article.contains(&name.as_str()) => Ok(Kind::Article),
            kind => kind.ok_or("no such records"),
        })
        .into()
}

fn engines() -> ValueParser {
    PossibleValuesParser::new(Engine::ALL.iter().map(|engine| engine.name()))
        .try_map(|name| Engine::from_name(&name).ok_or("no such engine"))
        .into()
}

fn kinds() -> ValueParser {
    PossibleValuesParser::new(EntityKind::ALL.iter().map(|kind| kind.name()))
        .try_map(|name| EntityKind::from_name(&name).ok_or("no such type"))
        .into()
}

fn formats() -> ValueParser {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::from_name(&name).ok_or("no such format"))
        .into()
}

/// A number of bytes with its unit. Offsets are counted in 32 bits, so no document may be larger than 2 GiB.
fn size(typed: &str) -> Result<usize, &'static str> {
    let digits = typed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match typed[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        _ => return Err("the units are K, M and G, as in 64M"),
    };
    let number: u64 = digits.parse().map_err(|_| "a size is expected, as 64M")?;
    let bytes = number
        .checked_mul(1 << unit)
        .filter(|bytes| (1..=2 << 30).contains(bytes));
    bytes
        .and_then(|bytes| usize::try_from(bytes).ok())
        .ok_or("a size between 1 byte and 2G is expected")
}

/// A text with a letter or digit in it.
fn words(typed: &str) -> Result<String, &'static str> {
    let any = typed.chars().any(char::is_alphanumeric);
    any.then(|| typed.to_owned()).ok_or("a word is expected")
}

fn day(typed: &str) -> Result<Day, &'static str> {
    let mut parts = typed.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let well_formed = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| well_formed)
    };
    let day = || -> Option<Day> {
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        calendar::day(
            i32::from(year),
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }();
    day.filter(|_| parts.next().is_none())
        .ok_or("a day of the calendar is expected, as 2025-06-21")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("500k"), Ok(500 << 10));
        assert_eq!(size("1GiB"), Ok(1 << 30));
        assert_eq!(size("7"), Ok(7));
        for wrong in ["", "M", "64T", "3G", "0", "-1M", "1.5M", "é"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_are_checked() {
        assert!(day("2024-02-29").is_ok());
        for wrong in [
            "2025-02-29",
            "2025-6-1",
            "+025-06-01",
            "2025-06-01-",
            "2025",
            "",
        ] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
