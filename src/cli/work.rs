//! What is done with each input on its own: read its articles, find what is wanted, render it. A panic is caught here and
//! becomes a failure of that input.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::thread;

use super::config::Period;
use super::failure::{Failure, Kind};
use super::outcome::Tally;
use super::pipeline::{READER, WORKER};
use crate::ingest::Notes;
use crate::model::{Input, Layer, Layers, Record};
use crate::source::Item;
use crate::text::tagger::Model;
use crate::{extract, ingest};

/// What one input gave.
pub(super) struct Batch<T> {
    pub(super) results: Vec<Result<T, Failure>>,
    pub(super) tally: Tally,
}

/// What is to be found in each input, and what becomes of it.
pub(super) struct Work<T> {
    /// What is known of the inputs.
    pub(super) reading: ingest::Options,
    pub(super) layers: Layers,
    pub(super) period: Period,
    /// The model of names, where it is not the one that comes with the program.
    pub(super) model: Option<Model>,
    /// Each record of lines gives one result.
    pub(super) one_to_one: bool,
    pub(super) render: Box<dyn Fn(&Record) -> T + Send + Sync>,
}

impl<T> Work<T> {
    /// Works on one input.
    pub(super) fn run(&self, item: Item) -> Batch<T> {
        let mut batch = Batch {
            results: Vec::new(),
            tally: Tally::default(),
        };
        match item {
            Item::Skipped(kind) => *batch.tally.skipped.entry(kind).or_default() += 1,
            Item::Failed(locator, error) => {
                batch
                    .results
                    .push(Err(Failure::unreadable(locator, &error)));
            }
            Item::Input(input) => self.input(&input, &mut batch),
        }
        batch
    }

    fn input(&self, input: &Input, batch: &mut Batch<T>) {
        let mut notes = Notes::default();
        let records = match guarded(|| ingest::read_with(input, &self.reading, &mut notes)) {
            Ok(records) => records,
            Err(panic) => return batch.fail(Failure::of(input, Kind::Internal, panic)),
        };
        batch.tally.note(&input.locator, notes);
        let count = records.len();
        // An item of a feed may be something else than an article; that is among the notes.
        if count == 0 && input.part.is_none() {
            return batch.fail(Failure::of(
                input,
                Kind::NoArticle,
                "no article in it".to_owned(),
            ));
        }
        if self.one_to_one && input.locator.record.is_some() && count > 1 {
            let message = format!("the line holds {count} articles; --one-to-one takes one a line");
            return batch.fail(Failure::of(input, Kind::NoArticle, message));
        }
        for record in records {
            let result = match record {
                Ok(record) => self.record(record, &mut batch.tally),
                Err(error) => {
                    batch.fail(Failure::no_article(input, error));
                    continue;
                }
            };
            match result {
                Ok(Some(rendered)) => {
                    batch.tally.articles += 1;
                    batch.results.push(Ok(rendered));
                }
                Ok(None) => {}
                Err(panic) => batch.fail(Failure::of(input, Kind::Internal, panic)),
            }
        }
        batch.tally.inputs += u64::from(batch.results.iter().all(Result::is_ok));
    }

    /// Finds what is wanted in an article; nothing if the article is not wanted.
    fn record(&self, mut record: Record, tally: &mut Tally) -> Result<Option<T>, String> {
        if !self.period.is_open() {
            match record.article.published_date {
                None => tally.undated += 1,
                Some(day) if self.period.holds(day) => {}
                Some(_) => {
                    tally.outside += 1;
                    return Ok(None);
                }
            }
        }
        let rendered = guarded(|| {
            let model = self.model.as_ref().or_else(|| extract::model());
            extract::run_with(&mut record, self.layers, model);
            drop_unwanted(&mut record, self.layers);
            (self.render)(&record)
        })?;
        tally.findings += findings(&record);
        let language = record.article.language.as_deref();
        if self.layers != Layers::NONE && !extract::supports(language) {
            *tally
                .languages
                .entry(language.unwrap_or("unknown").to_owned())
                .or_default() += 1;
        }
        Ok(Some(rendered))
    }
}

impl<T> Batch<T> {
    fn fail(&mut self, failure: Failure) {
        self.results.push(Err(failure));
    }
}

/// How much was found in an article: names, dates, figures and claims.
fn findings(record: &Record) -> u64 {
    let counts = [
        record.entities.as_ref().map(Vec::len),
        record.dates.as_ref().map(Vec::len),
        record.figures.as_ref().map(Vec::len),
        record.claims.as_ref().map(Vec::len),
    ];
    counts.into_iter().flatten().sum::<usize>() as u64
}

/// Takes out the layers that an earlier run of newscorp found and this one was not asked for.
fn drop_unwanted(record: &mut Record, wanted: Layers) {
    let unwanted = |layer| !wanted.has(layer);
    if unwanted(Layer::Entities) {
        record.entities = None;
    }
    if unwanted(Layer::Dates) {
        record.dates = None;
    }
    if unwanted(Layer::Figures) {
        record.figures = None;
    }
    if unwanted(Layer::Claims) {
        record.claims = None;
        record.citations = None;
    }
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the messages of panics in workers, and in the decoders that the reader calls, instead of printing them.
pub(super) fn keep_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current()
            .name()
            .is_some_and(|name| [WORKER, READER].contains(&name))
        {
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            PANIC.set(place);
        } else {
            usual(info);
        }
    }));
}

/// Runs what must not take the whole run down with it.
pub(super) fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = PANIC.take();
        format!("newscorp failed on it ({place}); please report this with the input")
    })
}
