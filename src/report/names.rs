//! The entities of a corpus: one row each.

use std::fmt::Write;

use super::Form;
use super::csv;
use super::json_writer::{array_of, lines_of};
use super::notes::cell;
use super::table::{cells, row_object};
use super::terminal::{Ink, Page, Phrase, Style};
use super::text::SECTIONS;
use super::wire::{Row, row};
use crate::model::{CorpusEntity, Day, EntityKind};

row! {
    /// Somebody or something that articles of a corpus name.
    pub(super) struct EntityRow<'a> {
        /// The full name in most articles.
        name: &'a str,
        /// What it is.
        r#type: EntityKind,
        /// The title or post in most articles.
        role: Option<&'a str>,
        /// All titles and posts, those of the most articles first.
        roles: &'a [String],
        /// The other names, those of the most articles first.
        aliases: &'a [String],
        /// How many articles name it.
        articles: u64,
        /// How often they do.
        mentions: u64,
        /// The first day on which such an article was published.
        first_day: Option<Day>,
        /// The last one.
        last_day: Option<Day>,
        /// What its mentions in all articles are joined by.
        key: &'a str,
    }
}

/// How many of its roles are shown on a terminal.
const ROLES: usize = 3;

/// The entities of a corpus, in the order given, as a whole output.
#[must_use]
pub fn entities(entities: &[CorpusEntity], form: Form) -> String {
    let mut out = String::new();
    let object = |entity, out: &mut String| row_object(&EntityRow::of(entity), out);
    match form {
        Form::Text(style) => text(entities, style, &mut out),
        Form::Markdown => markdown(entities, &mut out),
        Form::Json => array_of(entities, &mut out, object),
        Form::Ndjson => lines_of(entities, &mut out, object),
        Form::Csv => {
            csv::header(&EntityRow::names(), &mut out);
            for entity in entities {
                csv::row(&cells(&EntityRow::of(entity)), &mut out);
            }
        }
    }
    out
}

impl<'a> EntityRow<'a> {
    fn of(entity: &'a CorpusEntity) -> Self {
        Self {
            name: &entity.name,
            r#type: entity.kind,
            role: entity.roles.first().map(String::as_str),
            roles: &entity.roles,
            aliases: &entity.aliases,
            articles: entity.articles.len() as u64,
            mentions: entity.mentions,
            first_day: entity.first_day,
            last_day: entity.last_day,
            key: &entity.key,
        }
    }
}

/// A section a kind: the name, in how many articles and how often, what it is and is called.
fn text(entities: &[CorpusEntity], style: Style, out: &mut String) {
    let mut page = Page::new(out, style);
    let width = |most: Option<u64>| most.unwrap_or(0).to_string().len();
    let articles = entities.iter().map(|entity| entity.articles.len() as u64);
    let mentions = entities.iter().map(|entity| entity.mentions);
    let widths = (width(articles.max()), width(mentions.max()));
    let mut legend = " (articles, mentions)";
    for (title, kinds) in SECTIONS {
        let mut of_kind = entities
            .iter()
            .filter(|e| kinds.contains(&e.kind))
            .peekable();
        if of_kind.peek().is_none() {
            continue;
        }
        if legend.is_empty() {
            page.blank();
        }
        page.paragraph(0, &Phrase::new(Ink::Heading, title).and(Ink::Faint, legend));
        legend = "";
        for entity in of_kind {
            let counts = format!(
                "{:>a$}  {:>m$}×",
                entity.articles.len(),
                entity.mentions,
                a = widths.0,
                m = widths.1
            );
            page.tallied(
                &Phrase::new(Ink::Name, &entity.name),
                &counts,
                &told(entity),
            );
        }
    }
}

/// A table a kind.
fn markdown(entities: &[CorpusEntity], out: &mut String) {
    for (title, kinds) in SECTIONS {
        let of_kind: Vec<_> = entities
            .iter()
            .filter(|e| kinds.contains(&e.kind))
            .collect();
        if of_kind.is_empty() {
            continue;
        }
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(
            out,
            "{gap}## {title}\n\n| name | articles | mentions | who or what |\n| --- | ---: | ---: | --- |"
        );
        for entity in of_kind {
            let name = cell(&Phrase::new(Ink::Name, &entity.name));
            let (articles, mentions) = (entity.articles.len(), entity.mentions);
            let told = cell(&told(entity));
            let _ = writeln!(out, "| {name} | {articles} | {mentions} | {told} |");
        }
    }
}

/// What an entity is and is called, and when it was written of.
fn told(entity: &CorpusEntity) -> Phrase {
    let shown = entity.roles.len().min(ROLES);
    let mut phrase = Phrase::new(Ink::Plain, &entity.roles[..shown].join(" / "));
    let mut part = |lead: &str, ink: Ink, text: &str| {
        let lead = if phrase.is_empty() {
            lead
        } else {
            &format!("; {lead}")
        };
        phrase.push(Ink::Faint, lead);
        phrase.push(ink, text);
    };
    if !entity.aliases.is_empty() {
        part("also ", Ink::Plain, &entity.aliases.join(", "));
    }
    if let Some((first, last)) = entity.first_day.zip(entity.last_day).filter(|(a, b)| a < b) {
        part("", Ink::Day, &format!("{first} to {last}"));
    }
    phrase
}
