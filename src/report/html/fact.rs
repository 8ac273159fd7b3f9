//! Facts on the page: which articles carry them, in which words.

use serde::Serialize;

use super::chart::Plot;
use super::clean;
use super::links::{Link, Links};
use crate::model::{Contrast, Fact, FactSide};

/// A fact with its place in the matrix of facts and sources.
#[derive(Serialize)]
pub(super) struct FactView {
    about: String,
    contrast: Option<&'static str>,
    origins: Vec<String>,
    sides: Vec<SideView>,
    /// A cell for each article of the story, none where it does not say it.
    cells: Vec<Option<Cell>>,
    plot: Option<Plot>,
}

/// One version of a fact.
#[derive(Serialize)]
pub(super) struct SideView {
    pub(super) value: Option<String>,
    pub(super) support: Vec<Link>,
}

/// What an article says of a fact.
#[derive(Clone, Serialize)]
struct Cell {
    href: String,
    text: String,
    value: Option<String>,
}

impl FactView {
    pub(super) fn of(fact: &Fact, articles: &[usize], links: &Links<'_>) -> Self {
        let sides: Vec<SideView> = fact
            .sides
            .iter()
            .map(|side| SideView::of(side, articles, links))
            .collect();
        let plot = match fact.contrast {
            Some(Contrast::Figure) => Plot::of(fact, articles, links),
            _ => None,
        };
        Self {
            about: clean(&fact.about),
            contrast: fact.contrast.map(Contrast::name),
            origins: fact.origins.iter().map(|origin| clean(origin)).collect(),
            cells: cells(&sides, articles, links),
            sides,
            plot,
        }
    }
}

impl SideView {
    fn of(side: &FactSide, articles: &[usize], links: &Links<'_>) -> Self {
        let passages = side.support.iter();
        Self {
            value: side.value.as_deref().map(clean),
            support: passages
                .filter_map(|&passage| links.to_passage(articles, passage))
                .collect(),
        }
    }
}

fn cells(sides: &[SideView], articles: &[usize], links: &Links<'_>) -> Vec<Option<Cell>> {
    let cell = |number: usize| {
        sides.iter().find_map(|side| {
            let link = side.support.iter().find(|link| link.article == number)?;
            Some(Cell {
                href: link.href.clone(),
                text: link.text.clone(),
                value: side.value.clone(),
            })
        })
    };
    articles.iter().map(|&at| cell(links.number(at))).collect()
}
