//! A story on the page.

use std::collections::BTreeSet;

use serde::Serialize;

use super::chart::Strip;
use super::fact::FactView;
use super::links::{Link, Links};
use super::speaker::{self, SpeakerView};
use super::{Told, article, clean};
use crate::model::{
    Comparison, Contrast, CorpusEntity, Event, Fact, FactKind, Record, Reliance, Rewrite, Sourcing,
    Span,
};
use crate::report::text::{SECTIONS, long, range};

/// A story.
#[derive(Serialize)]
pub(super) struct StoryView {
    id: String,
    title: String,
    days: Option<String>,
    sources: Vec<SourceView>,
    pub(super) agreed: Vec<FactView>,
    pub(super) differ: Vec<FactView>,
    /// What articles say against themselves.
    pub(super) within: Vec<FactView>,
    single: Vec<FactView>,
    copies: Vec<CopyView>,
    strip: Option<Strip>,
    events: Vec<EventView>,
    speakers: Vec<SpeakerView>,
    names: Vec<Section>,
}

impl StoryView {
    /// How many articles tell it.
    pub(super) const fn articles(&self) -> usize {
        self.sources.len()
    }
}

/// An article as a source of the story.
#[derive(Serialize)]
struct SourceView {
    number: usize,
    outlet: String,
    title: String,
    day: String,
    /// What it repeats, and how much of it, in percent.
    copy: Option<(usize, f64)>,
    relies: Vec<RelianceView>,
    profile: Vec<(&'static str, String)>,
}

/// Whom or what an article relies on, with the first passage that says so.
#[derive(Serialize)]
struct RelianceView {
    on: String,
    kind: &'static str,
    link: Link,
}

/// What a copy changed of its original.
#[derive(Serialize)]
struct CopyView {
    number: usize,
    of: usize,
    edits: Vec<EditView>,
    cut: Vec<Link>,
    added: Vec<Link>,
}

/// Words that a copy changed.
#[derive(Serialize)]
struct EditView {
    kind: Option<&'static str>,
    was: Link,
    now: Link,
}

impl CopyView {
    /// None where nothing was changed.
    fn of(rewrite: &Rewrite, articles: &[usize], links: &Links<'_>) -> Option<Self> {
        let (copy, original) = (articles[rewrite.copy.article], articles[rewrite.copy.of]);
        let all = |at: usize, spans: &[Span]| -> Vec<Link> {
            spans.iter().map(|&span| links.to(at, span)).collect()
        };
        let edits = rewrite.edits.iter().map(|edit| EditView {
            kind: edit.kind.map(Contrast::name),
            was: links.to(original, edit.was),
            now: links.to(copy, edit.now),
        });
        let view = Self {
            number: links.number(copy),
            of: links.number(original),
            edits: edits.collect(),
            cut: all(original, &rewrite.cut),
            added: all(copy, &rewrite.added),
        };
        let changed = !(view.edits.is_empty() && view.cut.is_empty() && view.added.is_empty());
        changed.then_some(view)
    }
}

/// Something that happened or will.
#[derive(Serialize)]
struct EventView {
    days: String,
    text: String,
    disputed: bool,
    support: Vec<Link>,
}

/// Names of one kind.
#[derive(Serialize)]
struct Section {
    title: &'static str,
    rows: Vec<NameView>,
}

/// Somebody or something that articles of the story name.
#[derive(Serialize)]
struct NameView {
    name: String,
    roles: String,
    aliases: String,
    mentions: u64,
    links: Vec<Link>,
}

impl StoryView {
    pub(super) fn of(told: &Told, links: &Links<'_>) -> Self {
        let comparison = &told.comparison;
        let story = &comparison.story;
        let articles = &told.records;
        let facts = |wanted: &dyn Fn(&Fact) -> bool| {
            let facts = comparison.facts.iter().filter(|fact| wanted(fact));
            facts
                .map(|fact| FactView::of(fact, articles, links))
                .collect()
        };
        let days = story.first_day.zip(story.last_day);
        let event = |event: &Event| event_view(event, articles, links);
        Self {
            id: clean(&story.id),
            title: clean(story.title.as_deref().unwrap_or("(without title)")),
            days: days.map(|(first, last)| range(first, last)),
            sources: sources(comparison, articles, links),
            agreed: facts(&|fact| fact.kind == FactKind::Agreed),
            differ: facts(&|fact| fact.kind == FactKind::Differ && !fact.is_within()),
            within: facts(&Fact::is_within),
            single: facts(&|fact| fact.kind == FactKind::Single),
            copies: comparison
                .rewrites
                .iter()
                .filter_map(|rewrite| CopyView::of(rewrite, articles, links))
                .collect(),
            strip: Strip::of(comparison, articles, links),
            events: comparison.timeline.iter().map(event).collect(),
            speakers: speaker::all(articles, links),
            names: sections(&told.names, articles, links),
        }
    }
}

fn event_view(event: &Event, articles: &[usize], links: &Links<'_>) -> EventView {
    let mut support: Vec<Link> = event
        .support
        .iter()
        .filter_map(|&passage| links.to_passage(articles, passage))
        .collect();
    let mut met = BTreeSet::new();
    support.retain(|link| met.insert(link.article));
    EventView {
        days: range(event.first_day, event.last_day),
        text: support
            .first()
            .map_or_else(String::new, |link| link.text.clone()),
        disputed: event.disputed,
        support,
    }
}

fn sources(comparison: &Comparison, articles: &[usize], links: &Links<'_>) -> Vec<SourceView> {
    let story = &comparison.story;
    let number = |position: usize| links.number(articles[position]);
    let mut views = Vec::with_capacity(articles.len());
    for (position, told) in story.articles.iter().enumerate() {
        let at = articles[position];
        let copy = story.copies.iter().find(|copy| copy.article == position);
        views.push(SourceView {
            number: links.number(at),
            outlet: article::outlet(links.record(at)),
            title: clean(told.title.as_deref().unwrap_or("(without title)")),
            day: told.day.map_or_else(|| "undated".to_owned(), long),
            copy: copy.map(|copy| (number(copy.of), (copy.containment * 100.0).round())),
            relies: relies(comparison, position, at, links),
            profile: comparison
                .sourcing
                .get(position)
                .map(profile)
                .unwrap_or_default(),
        });
    }
    views
}

/// Whom and what the article at `position` relies on, each once.
fn relies(
    comparison: &Comparison,
    position: usize,
    at: usize,
    links: &Links<'_>,
) -> Vec<RelianceView> {
    let mut views: Vec<RelianceView> = Vec::new();
    let own = |reliance: &&Reliance| reliance.passage.article == position;
    for reliance in comparison.provenance.iter().filter(own) {
        let (on, kind) = (clean(&reliance.on), reliance.basis.name());
        if !views.iter().any(|view| view.on == on && view.kind == kind) {
            let link = links.to(at, reliance.passage.span);
            views.push(RelianceView { on, kind, link });
        }
    }
    views
}

/// Whom an article quotes and refers to, in a line each.
fn profile(sourcing: &Sourcing) -> Vec<(&'static str, String)> {
    [
        ("named", &sourcing.named),
        ("not named", &sourcing.anonymous),
        ("documents", &sourcing.documents),
        ("no comment from", &sourcing.declined),
    ]
    .into_iter()
    .filter(|(_, names)| !names.is_empty())
    .map(|(label, names)| (label, clean(&names.join(", "))))
    .collect()
}

fn sections(names: &[CorpusEntity], articles: &[usize], links: &Links<'_>) -> Vec<Section> {
    SECTIONS
        .iter()
        .map(|(title, kinds)| Section {
            title,
            rows: names
                .iter()
                .filter(|entity| kinds.contains(&entity.kind))
                .map(|entity| name(entity, articles, links))
                .collect(),
        })
        .filter(|section| !section.rows.is_empty())
        .collect()
}

fn name(entity: &CorpusEntity, articles: &[usize], links: &Links<'_>) -> NameView {
    let first = |position: &u32| {
        let at = *articles.get(*position as usize)?;
        Some(links.to(at, mention(links.record(at), entity)?))
    };
    NameView {
        name: clean(&entity.name),
        roles: clean(&entity.roles.join(" / ")),
        aliases: clean(&entity.aliases.join(", ")),
        mentions: entity.mentions,
        links: entity.articles.iter().filter_map(first).collect(),
    }
}

/// Where a record first names somebody.
fn mention(record: &Record, entity: &CorpusEntity) -> Option<Span> {
    let is_called = |name: &String| *name == entity.name || entity.aliases.contains(name);
    let mut names = record.entities.iter().flatten();
    let named = names.find(|other| other.kind == entity.kind && is_called(&other.name))?;
    named.mentions.first().copied()
}
