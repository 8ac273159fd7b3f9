//! The entities of a corpus: one row each.

use super::Form;
use super::csv;
use super::json_writer::{array_of, lines_of};
use super::table::{Cell, write_object};
use super::terminal::{Ink, Page, Phrase, Style};
use super::text::SECTIONS;
use crate::model::CorpusEntity;

const COLUMNS: &[&str] = &[
    "name",
    "type",
    "role",
    "roles",
    "aliases",
    "articles",
    "mentions",
    "first_day",
    "last_day",
    "key",
];

/// How many of its roles are shown on a terminal.
const ROLES: usize = 3;

/// The entities of a corpus, in the order given, as a whole output.
#[must_use]
pub fn entities(entities: &[CorpusEntity], form: Form) -> String {
    let mut out = String::new();
    match form {
        Form::Text(style) => text(entities, style, &mut out),
        Form::Markdown => text(entities, Style::PLAIN, &mut out),
        Form::Json => array_of(entities, &mut out, object),
        Form::Ndjson => lines_of(entities, &mut out, object),
        Form::Csv => {
            csv::header(COLUMNS, &mut out);
            entities
                .iter()
                .for_each(|entity| csv::row(&row(entity), &mut out));
        }
    }
    out
}

fn object(entity: &CorpusEntity, out: &mut String) {
    write_object(COLUMNS, &row(entity), out);
}

fn row(entity: &CorpusEntity) -> [Cell<'_>; 10] {
    [
        Cell::text(&entity.name),
        Cell::text(entity.kind.name()),
        Cell::maybe(entity.roles.first()),
        Cell::List(&entity.roles),
        Cell::List(&entity.aliases),
        Cell::Whole(entity.articles),
        Cell::Whole(entity.mentions),
        Cell::day(entity.first_day),
        Cell::day(entity.last_day),
        Cell::text(&entity.key),
    ]
}

/// A section a kind: the name, in how many articles and how often, what it is and is called.
fn text(entities: &[CorpusEntity], style: Style, out: &mut String) {
    let mut page = Page::new(out, style);
    let width = |count: fn(&CorpusEntity) -> u64| {
        let most = entities.iter().map(count).max().unwrap_or(0);
        most.to_string().len()
    };
    let widths = (width(|e| e.articles), width(|e| e.mentions));
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
                entity.articles,
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
