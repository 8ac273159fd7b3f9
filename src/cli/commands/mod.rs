//! One small file a command: arguments, what is to be found, and the format it is printed in.

mod by_story;
mod claims;
mod compare;
mod dates;
mod entities;
mod explain;
mod extract;
mod figures;
mod generate;
mod ingest;
mod list;
mod model;
mod report;
mod schema;
mod stories;
mod timeline;

pub(in crate::cli) use model::ModelCommand;

use std::mem;
use std::process::ExitCode;

use anyhow::Result;

use super::args::{Command, Common};
use super::config::Config;
use super::interrupt;
use super::outcome::Outcome;
use super::output::{Output, WriteError};
use super::run::{self, Consumer, Stop};
use super::work::Work;
use crate::corpus::{self, Grouped, Sketch};
use crate::model::{Layer, Layers, Record};
use crate::report::{Content, Form, RecordFormat, SharedFormat};

/// Runs a command.
pub(super) fn run(command: Command) -> Result<ExitCode> {
    command.check()?;
    match command {
        Command::Extract(arguments) if arguments.common.output.is_page() => {
            report::run(&arguments.common, &arguments.model)
        }
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Ingest(arguments) => ingest::run(&arguments),
        Command::Entities(arguments) => entities::run(&arguments),
        Command::Dates(arguments) => dates::run(&arguments),
        Command::Figures(arguments) => figures::run(&arguments),
        Command::Claims(arguments) => claims::run(&arguments),
        Command::Stories(arguments) => stories::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Report(arguments) => report::run(&arguments.table.common, &arguments.model),
        Command::Model(command) => model::run(&command),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions { shell } => generate::completions(shell),
        Command::Man => generate::manual(),
    }
}

/// Writes a text that needs no inputs to standard output.
fn print_text(text: &str) -> Result<(), WriteError> {
    let mut out = Output::open(None)?;
    out.write(text)?;
    out.finish()
}

/// Finds `layers` in all inputs and prints `content`.
fn print(config: Config, layers: Layers, content: Content) -> Result<ExitCode> {
    let format = crate::report::format(content, config.form);
    print_as(config, layers, format)
}

/// Finds `layers` in all inputs and prints them in `format`.
fn print_as(config: Config, layers: Layers, format: SharedFormat) -> Result<ExitCode> {
    if config.list_inputs {
        return list::run(config);
    }
    let joined = Joined::new(&*format);
    over_records(config, layers, joined, move |record| {
        let mut out = String::new();
        format.record(record, &mut out);
        out
    })
}

/// Finds `layers` in all inputs, and hands what `render` makes of each record to `consumer`.
fn over_records<T: Send + 'static>(
    mut config: Config,
    layers: Layers,
    consumer: impl Consumer<T>,
    render: impl Fn(&Record) -> T + Send + Sync + 'static,
) -> Result<ExitCode> {
    let work = Work {
        reading: mem::take(&mut config.reading),
        layers,
        period: config.period,
        model: config.model.take(),
        one_to_one: config.one_to_one,
        render: Box::new(render),
    };
    run::over(config, move |item| work.run(item), consumer)
}

/// Finds `layers` in all inputs, keeps what `keep` makes of each record, and prints what `finish` makes of all of it.
fn over_all<T: Send + 'static>(
    common: &Common,
    layers: Layers,
    keep: impl Fn(&Record) -> T + Send + Sync + 'static,
    finish: impl FnOnce(Vec<T>, Form, &mut Outcome) -> Result<String, Stop>,
) -> Result<ExitCode> {
    let config = Config::new(common, false)?;
    if config.list_inputs {
        return list::run(config);
    }
    let gathered = Gathered::new(config.form, finish);
    over_records(config, layers, gathered, keep)
}

/// The stories of a corpus, unless the run is to end.
fn grouped(articles: Vec<Sketch>) -> Result<Grouped, Stop> {
    corpus::grouped_unless(articles, interrupt::is_set).ok_or(Stop::Interrupted)
}

/// What is kept of the articles so far.
struct Gathered<T, F> {
    kept: Vec<T>,
    form: Form,
    /// Makes the output of it, once.
    finish: Option<F>,
}

impl<T, F> Gathered<T, F>
where
    F: FnOnce(Vec<T>, Form, &mut Outcome) -> Result<String, Stop>,
{
    const fn new(form: Form, finish: F) -> Self {
        Self {
            kept: Vec::new(),
            form,
            finish: Some(finish),
        }
    }
}

impl<T, F> Consumer<T> for Gathered<T, F>
where
    F: FnOnce(Vec<T>, Form, &mut Outcome) -> Result<String, Stop>,
{
    fn begin(&mut self, _out: &mut Output) -> Result<(), Stop> {
        Ok(())
    }

    fn take(&mut self, kept: T, _out: &mut Output) -> Result<(), Stop> {
        self.kept.push(kept);
        Ok(())
    }

    fn end(&mut self, out: &mut Output, outcome: &mut Outcome) -> Result<(), Stop> {
        if let Some(finish) = self.finish.take() {
            out.write(&finish(mem::take(&mut self.kept), self.form, outcome)?)?;
        }
        Ok(())
    }
}

/// The set of one layer.
const fn only(layer: Layer) -> Layers {
    Layers::NONE.with(layer)
}

/// Rendered records, put together.
struct Joined {
    head: String,
    between: String,
    tail: String,
    begun: bool,
}

impl Joined {
    fn new(format: &dyn RecordFormat) -> Self {
        let mut head = String::new();
        format.head(&mut head);
        Self {
            head,
            between: format.between().to_owned(),
            tail: format.tail().to_owned(),
            begun: false,
        }
    }
}

impl Consumer<String> for Joined {
    fn begin(&mut self, out: &mut Output) -> Result<(), Stop> {
        Ok(out.write(&self.head)?)
    }

    fn prints_at_once(&self) -> bool {
        true
    }

    fn can_be_appended(&self) -> bool {
        self.head.is_empty() && self.between.is_empty() && self.tail.is_empty()
    }

    fn take(&mut self, record: String, out: &mut Output) -> Result<(), Stop> {
        if record.is_empty() {
            return Ok(());
        }
        if self.begun {
            out.write(&self.between)?;
        }
        self.begun = true;
        Ok(out.write(&record)?)
    }

    fn end(&mut self, out: &mut Output, _: &mut Outcome) -> Result<(), Stop> {
        Ok(out.write(&self.tail)?)
    }
}
