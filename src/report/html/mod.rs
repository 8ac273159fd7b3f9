//! One page for a browser: what the corpus holds, then each story with its sources, facts, days and speakers, then every
//! article with its findings marked. The page needs no network and no other file; its one template is
//! `data/report/page.html`, which escapes whatever an article says.

mod article;
mod chart;
mod fact;
mod links;
mod speaker;
mod story;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error};
use serde::Serialize;

use super::hidden::is_hidden;
use crate::model::{Comparison, CorpusEntity, Day, Record};
use article::ArticleView;
use links::Links;
use story::StoryView;

const TEMPLATE: &str = include_str!("../../data/report/page.html");

/// How many articles a page shows at once; a browser takes long to lay out the marks of more.
const AT_ONCE: usize = 50;

/// A story as it is told on the page.
#[derive(Debug)]
pub struct Told {
    /// The positions of its articles among the records, in the story's order.
    pub records: Vec<usize>,
    /// What its articles say.
    pub comparison: Comparison,
    /// Who and what they name.
    pub names: Vec<CorpusEntity>,
}

/// A page of `records` and their stories, in the order given.
///
/// # Errors
/// Where the template is wrong: never for what articles hold.
pub fn page(records: &[Record], stories: &[Told]) -> Result<String, Error> {
    let links = Links::new(records, stories);
    let stories: Vec<StoryView> = stories
        .iter()
        .map(|told| StoryView::of(told, &links))
        .collect();
    let articles: Vec<ArticleView> = links
        .order()
        .into_iter()
        .map(|record| ArticleView::of(record, &links))
        .collect();
    let people = people(records);
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.build()?);
    environment.render_str(
        TEMPLATE,
        Serde(Page {
            version: env!("CARGO_PKG_VERSION"),
            overview: Overview::of(records, &articles, &stories, people.len()),
            people,
            on_demand: articles.len() > AT_ONCE,
            stories,
            articles,
        }),
    )
}

/// What the template is filled with.
#[derive(Serialize)]
struct Page {
    version: &'static str,
    overview: Overview,
    people: Vec<String>,
    /// Whether most of the page is made into elements only where it is opened.
    on_demand: bool,
    stories: Vec<StoryView>,
    articles: Vec<ArticleView>,
}

/// What the corpus holds, in numbers.
#[derive(Serialize)]
struct Overview {
    articles: usize,
    outlets: Vec<Outlet>,
    days: Option<String>,
    first: Option<String>,
    last: Option<String>,
    undated: usize,
    stories: usize,
    claims: usize,
    figures: usize,
    people: usize,
    agreed: usize,
    differ: usize,
    within: usize,
}

impl Overview {
    fn of(
        records: &[Record],
        articles: &[ArticleView],
        stories: &[StoryView],
        people: usize,
    ) -> Self {
        let days: Vec<Day> = records
            .iter()
            .filter_map(|record| record.article.published_date)
            .collect();
        let ends = days.iter().min().copied().zip(days.iter().max().copied());
        Self {
            articles: records.len(),
            outlets: outlets(articles),
            days: ends.map(|(first, last)| super::text::range(first, last)),
            first: ends.map(|(first, _)| first.to_string()),
            last: ends.map(|(_, last)| last.to_string()),
            undated: records.len() - days.len(),
            stories: stories.iter().filter(|s| s.articles() > 1).count(),
            claims: records.iter().flat_map(|r| &r.claims).map(Vec::len).sum(),
            figures: records.iter().flat_map(|r| &r.figures).map(Vec::len).sum(),
            people,
            agreed: stories.iter().map(|story| story.agreed.len()).sum(),
            differ: stories.iter().map(|story| story.differ.len()).sum(),
            within: stories.iter().map(|story| story.within.len()).sum(),
        }
    }
}

/// An outlet and how many of the articles are its.
#[derive(Serialize)]
struct Outlet {
    name: String,
    articles: usize,
}

/// The outlets by name.
fn outlets(articles: &[ArticleView]) -> Vec<Outlet> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for article in articles {
        *counts.entry(&article.outlet).or_default() += 1;
    }
    let outlet = |(name, articles): (&str, usize)| Outlet {
        name: name.to_owned(),
        articles,
    };
    counts.into_iter().map(outlet).collect()
}

/// The people that any article names, by name.
fn people(records: &[Record]) -> Vec<String> {
    let mut names: Vec<String> = records
        .iter()
        .flat_map(article::people)
        .map(|entity| clean(&entity.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Text for the page: what a browser would swallow or obey are shown as �.
fn clean(text: &str) -> String {
    text.replace(|c: char| is_hidden(c) && c != '\n' && c != '\t', "\u{fffd}")
}
