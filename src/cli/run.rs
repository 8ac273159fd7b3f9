//! A run over all inputs: read on one thread, worked on by many, consumed in order.

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Error, Result};

use super::after::{self, Place, Placed};
use super::config::Config;
use super::guard;
use super::interrupt;
use super::outcome::Outcome;
use super::output::{Output, WriteError};
use super::pipeline::{Event, Pipeline};
use super::work::Batch;
use crate::source::Item;

/// What takes the results, in the order of the inputs.
pub(super) trait Consumer<T> {
    /// Writes what stands before the first result.
    fn begin(&mut self, out: &mut Output) -> Result<(), Stop>;

    /// Whether results are printed as they come, so that an interrupted run can be gone on with.
    fn prints_at_once(&self) -> bool {
        false
    }

    /// Whether the results of two runs are whole one behind the other.
    fn can_be_appended(&self) -> bool {
        false
    }

    /// Takes the result of one article.
    fn take(&mut self, result: T, out: &mut Output) -> Result<(), Stop>;

    /// Writes what stands after the last result; what else there is to say goes to `outcome`.
    fn end(&mut self, out: &mut Output, outcome: &mut Outcome) -> Result<(), Stop>;
}

/// Works on all inputs and gives the exit code.
///
/// # Errors
/// Where the run could not be brought to an end: the output cannot be written.
pub(super) fn over<T: Send + 'static>(
    config: Config,
    work: impl Fn(Item) -> Batch<T> + Send + Sync + 'static,
    consumer: impl Consumer<T>,
) -> Result<ExitCode> {
    let pipeline = Pipeline {
        jobs: config.jobs,
        weigh,
        work: Arc::new(move |(place, item)| (place, work(item))),
    };
    let mut run = Run {
        output: config.output,
        outcome: config.outcome,
        consumer,
        done: None,
        strict: config.strict,
        one_to_one: config.one_to_one,
        to_screen: config.to_screen,
    };
    if run.to_screen && run.consumer.prints_at_once() {
        run.outcome.hide_progress();
    }
    let mut stop = run.begin().err();
    if stop.is_none() {
        pipeline.run(config.source, |event| match run.event(event) {
            Ok(()) => ControlFlow::Continue(()),
            Err(reason) => {
                stop = Some(reason);
                ControlFlow::Break(())
            }
        })?;
    }
    run.close(stop)
}

fn weigh((_, item): &Placed) -> usize {
    match item {
        Item::Input(input) => input.bytes.len(),
        Item::Skipped(_) | Item::Failed(..) => 0,
    }
}

/// Why a run ends before its inputs do.
#[derive(Debug)]
pub(super) enum Stop {
    /// An input failed, and that is not allowed.
    Strict,
    /// By a signal.
    Interrupted,
    /// Nobody reads the output any more.
    Closed,
    /// By what no other input will mend: the output cannot be written, the temporary folder is full.
    Failed(Error),
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Self {
        if error.is_closed() {
            Self::Closed
        } else {
            Self::Failed(error.into())
        }
    }
}

struct Run<C> {
    output: Output,
    outcome: Outcome,
    consumer: C,
    /// The last input all of whose results were taken.
    done: Option<Place>,
    strict: bool,
    one_to_one: bool,
    to_screen: bool,
}

impl<C> Run<C> {
    fn event<T>(&mut self, event: Event<(Option<Place>, Batch<T>)>) -> Result<(), Stop>
    where
        C: Consumer<T>,
    {
        match event {
            Event::Output((place, batch)) => {
                self.batch(batch)?;
                self.done = place.or(self.done.take());
            }
            Event::Wait => self.output.flush()?,
        }
        if interrupt::is_set() {
            return Err(Stop::Interrupted);
        }
        Ok(())
    }

    fn begin<T>(&mut self) -> Result<(), Stop>
    where
        C: Consumer<T>,
    {
        self.consumer.begin(&mut self.output)
    }

    fn batch<T>(&mut self, batch: Batch<T>) -> Result<(), Stop>
    where
        C: Consumer<T>,
    {
        self.outcome.count(batch.tally);
        if let Some(target) = self.output.target()
            && self.outcome.met_its_output()
        {
            guard::keep(target).map_err(Stop::Failed)?;
        }
        for result in batch.results {
            match result {
                Ok(result) => self.consumer.take(result, &mut self.output)?,
                Err(failure) => {
                    if self.one_to_one {
                        self.output.write(&failure.to_json())?;
                    }
                    self.outcome.fail(&failure).map_err(Stop::Failed)?;
                    if self.strict {
                        return Err(Stop::Strict);
                    }
                }
            }
        }
        Ok(())
    }

    fn close<T>(self, stop: Option<Stop>) -> Result<ExitCode>
    where
        C: Consumer<T>,
    {
        match stop {
            None => self.finish(),
            Some(stop) => self.stopped::<T>(stop),
        }
    }

    fn stopped<T>(mut self, stop: Stop) -> Result<ExitCode>
    where
        C: Consumer<T>,
    {
        let interrupted = matches!(stop, Stop::Interrupted);
        let code = match stop {
            Stop::Failed(error) => return Err(error),
            Stop::Closed => return Ok(self.outcome.exit_code()),
            Stop::Strict => ExitCode::from(1),
            Stop::Interrupted => ExitCode::from(interrupt::EXIT_CODE),
        };
        // The records so far are whole; that they reach the reader is worth a try.
        let _ = self.output.flush();
        if let Output::Temporary(..) = self.output {
            let name = self.output.name();
            self.outcome
                .say(&format!("{name} is not written, as the run ended early"));
        }
        if interrupted {
            let advice = self.advice();
            self.outcome.say(&advice);
        }
        self.outcome.close();
        Ok(code)
    }

    /// How to go on with a run that was interrupted.
    fn advice<T>(&self) -> String
    where
        C: Consumer<T>,
    {
        let prints =
            self.consumer.prints_at_once() && !matches!(self.output, Output::Temporary(..));
        match &self.done {
            _ if !prints => "interrupted; nothing is kept of it: run it again".to_owned(),
            None => "interrupted before anything was done; run it again".to_owned(),
            Some(_) if !self.consumer.can_be_appended() => {
                "interrupted; what was printed is not whole: run it again".to_owned()
            }
            Some(done) => {
                let name = done.name();
                let option = after::quoted(&name);
                format!(
                    "interrupted; {name} was the last that was done: go on with the same command and --after {option}, appended (>>)"
                )
            }
        }
    }

    fn finish<T>(mut self) -> Result<ExitCode>
    where
        C: Consumer<T>,
    {
        if self.outcome.is_fruitless() && matches!(self.output, Output::Temporary(..)) {
            // What an earlier run found is worth more than a file of nothing.
            let name = self.output.name();
            self.outcome
                .say(&format!("{name} is not written, as no input could be read"));
            self.outcome.close();
            return Ok(self.outcome.exit_code());
        }
        if self.to_screen {
            self.outcome.clear();
        } else {
            self.outcome.read();
        }
        if let Err(stop) = self.consumer.end(&mut self.output, &mut self.outcome) {
            return self.stopped::<T>(stop);
        }
        match self.output.finish() {
            Err(error) if error.is_closed() => {}
            finished => {
                finished?;
                self.outcome.close();
            }
        }
        Ok(self.outcome.exit_code())
    }
}
