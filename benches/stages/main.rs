//! How fast each stage of the work is by itself, on one core: reading by format, tokens, names, dates, figures, claims,
//! writing, grouping and comparing.
//!
//! ```sh
//! cargo bench                                    # over fixtures/ and the annotated articles in src/data/training
//! cargo bench -- text/                           # the stages over text alone
//! NEWSCORP_BENCH=crawl/ cargo bench -- ingest/   # over inputs of your own
//! ```
//!
//! The clock is the CPU time of the thread where the system tells it, so that other work on the machine counts little.

mod clock;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;

use criterion::measurement::Measurement;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main,
};

use clock::CpuTime;
use newscorp::corpus::{self, Digest, Sketch};
use newscorp::model::{Article, Block, Day, Format, Input, Layer, Layers, Locator, Record};
use newscorp::report::{self, Content, Form};
use newscorp::source::{Item, Options, Source};
use newscorp::text::{Text, tagger};
use newscorp::{extract, ingest, train};

/// Where the inputs are that are read, unless it is the fixtures.
const INPUTS: &str = "NEWSCORP_BENCH";

criterion_group! {
    name = stages;
    config = Criterion::default().with_measurement(CpuTime).sample_size(20);
    targets = reading, over_text, over_records, over_stories
}
criterion_main!(stages);

type Group<'a> = BenchmarkGroup<'a, CpuTime>;

/// Bytes to articles, a format at a time.
fn reading(criterion: &mut Criterion<CpuTime>) {
    let mut group = criterion.benchmark_group("ingest");
    for (format, inputs) in by_format(inputs()) {
        group.throughput(bytes(inputs.iter().map(|input| input.bytes.len())));
        group.bench_function(format, |bencher| {
            bencher.iter(|| {
                inputs
                    .iter()
                    .map(|input| ingest::read(input).len())
                    .sum::<usize>()
            });
        });
    }
}

/// What is done over the text of one article after another. Tokens count for all the others, and are timed apart.
fn over_text(criterion: &mut Criterion<CpuTime>) {
    let sources = sources();
    let mut group = criterion.benchmark_group("text");
    group.throughput(bytes(sources.iter().map(|(source, _)| source.len())));
    group.bench_function("tokens", |bencher| {
        bencher.iter(|| texts(&sources).map(|text| text.len()).sum::<usize>());
    });
    let texts: Vec<Text<'_>> = texts(&sources).collect();
    let article = article(String::new(), Vec::new());
    over(&mut group, "dates", &texts, |text| {
        extract::find_dates(text, &article).len()
    });
    let dates: Vec<_> = texts
        .iter()
        .map(|text| extract::find_dates(text, &article))
        .collect();
    let pairs: Vec<_> = texts.iter().zip(&dates).collect();
    over(&mut group, "figures", &pairs, |(text, dates)| {
        extract::find_figures(text, &article, dates).len()
    });
    group.throughput(Throughput::Elements(
        texts.iter().map(|text| text.len() as u64).sum(),
    ));
    let model = extract::model().expect("the program has its model");
    over(&mut group, "tagger (tokens)", &texts, |text| {
        tagger::tag(text, model).len()
    });
}

/// All that is done with one article after another once it is read: all layers, claims alone, a line of JSON.
fn over_records(criterion: &mut Criterion<CpuTime>) {
    let articles: Vec<Article> = sources()
        .into_iter()
        .map(|(text, blocks)| article(text, blocks))
        .collect();
    let mut group = criterion.benchmark_group("record");
    group.throughput(bytes(articles.iter().map(|article| article.text.len())));
    let bare: Vec<Record> = articles.iter().cloned().map(Record::new).collect();
    layers(&mut group, "extract", &bare, Layers::ALL);
    let named: Vec<Record> = found(&bare, Layers::NONE.with(Layer::Entities));
    layers(
        &mut group,
        "claims",
        &named,
        Layers::NONE.with(Layer::Claims),
    );
    let whole = found(&bare, Layers::ALL);
    let format = report::format(Content::Record, Form::Ndjson);
    let mut line = String::new();
    over(&mut group, "write ndjson", &whole, |record| {
        line.clear();
        format.record(record, &mut line);
        line.len()
    });
}

/// Articles to stories, and a story to its comparison.
fn over_stories(criterion: &mut Criterion<CpuTime>) {
    let articles = sources()
        .into_iter()
        .map(|(text, blocks)| article(text, blocks));
    let records = found(&articles.map(Record::new).collect::<Vec<_>>(), Layers::ALL);
    let sketch = || -> Vec<Sketch> {
        records
            .iter()
            .map(|record| Sketch::of(&record.article))
            .collect()
    };
    let digests = |members: &[usize]| members.iter().map(|&at| Digest::of(&records[at])).collect();
    let stories = corpus::grouped(sketch());
    let mut group = criterion.benchmark_group("corpus");
    group.throughput(Throughput::Elements(records.len() as u64));
    group.bench_function("stories", |bencher| {
        bencher.iter_batched(sketch, corpus::grouped, BatchSize::LargeInput);
    });
    group.bench_function("compare", |bencher| {
        bencher.iter(|| {
            for (story, members) in &stories {
                black_box(corpus::compare(story.clone(), digests(members)));
            }
        });
    });
}

fn over<T, M: Measurement>(
    group: &mut BenchmarkGroup<'_, M>,
    name: &str,
    items: &[T],
    mut step: impl FnMut(&T) -> usize,
) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| items.iter().map(&mut step).sum::<usize>());
    });
}

fn layers(group: &mut Group<'_>, name: &str, records: &[Record], wanted: Layers) {
    group.bench_function(name, |bencher| {
        bencher.iter_batched(
            || records.to_vec(),
            |records| extracted(records, wanted),
            BatchSize::LargeInput,
        );
    });
}

fn found(records: &[Record], wanted: Layers) -> Vec<Record> {
    extracted(records.to_vec(), wanted)
}

fn extracted(mut records: Vec<Record>, wanted: Layers) -> Vec<Record> {
    for record in &mut records {
        extract::run(record, wanted);
    }
    records
}

fn bytes(lengths: impl Iterator<Item = usize>) -> Throughput {
    Throughput::Bytes(lengths.sum::<usize>() as u64)
}

fn texts<'a>(sources: &'a [(String, Vec<Block>)]) -> impl Iterator<Item = Text<'a>> {
    sources
        .iter()
        .map(|(source, blocks)| Text::new(source, blocks))
}

/// The texts of the project's own annotated articles, in the order of their files.
fn sources() -> Vec<(String, Vec<Block>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/data/training");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the annotated articles are in the repository")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "xml"))
        .collect();
    files.sort();
    let read =
        |file: &PathBuf| train::read(&std::fs::read_to_string(file).expect("a file of text"));
    files
        .iter()
        .flat_map(|file| read(file).expect("the annotated articles are right"))
        .map(|found| (found.text, found.blocks))
        .collect()
}

/// All inputs of the folder that is to be read.
fn inputs() -> Vec<Input> {
    let folder = std::env::var_os(INPUTS).map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures"),
        PathBuf::from,
    );
    Source::new(Box::new(std::iter::once(Ok(folder))), Options::default())
        .filter_map(|item| match item {
            Item::Input(input) => Some(input),
            Item::Skipped(_) | Item::Failed(..) => None,
        })
        .collect()
}

fn by_format(inputs: Vec<Input>) -> BTreeMap<String, Vec<Input>> {
    let mut formats: BTreeMap<String, Vec<Input>> = BTreeMap::new();
    for input in inputs {
        let format = input.format.unwrap_or_else(|| ingest::sniff(&input));
        formats
            .entry(format!("{format:?}").to_lowercase())
            .or_default()
            .push(input);
    }
    formats
}

/// An article of a text, with nothing but its day of publication.
fn article(text: String, blocks: Vec<Block>) -> Article {
    let locator = Locator {
        path: "bench".into(),
        record: None,
    };
    let mut article = Article::empty(locator, Format::Text);
    article.published_date = Some(Day {
        year: 2025,
        month: 6,
        day: 21,
    });
    article.id = format!("{:x}", text.len());
    article.text = text;
    article.blocks = blocks;
    article
}
