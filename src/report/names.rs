//! The entities of a corpus: one row each.

use super::Form;
use super::csv;
use super::table::{Cell, write_object};
use super::terminal::{Ink, Page, Phrase, Style};
use super::text::SECTIONS;
use crate::model::CorpusEntity;

const COLUMNS: &[&str] = &[
    "name", "type", "role", "roles", "aliases", "articles", "mentions", "key",
];

/// How many of its roles are shown on a terminal.
const ROLES: usize = 3;

/// The entities of a corpus, in the order given, as a whole output.
#[must_use]
pub fn entities(entities: &[CorpusEntity], form: Form) -> String {
    let mut out = String::new();
    match form {
        Form::Text(style) => text(entities, style, &mut out),
        Form::Json => array(entities, &mut out),
        Form::Ndjson => {
            for entity in entities {
                write_object(COLUMNS, &row(entity), &mut out);
                out.push('\n');
            }
        }
        Form::Csv => {
            csv::header(COLUMNS, &mut out);
            entities
                .iter()
                .for_each(|entity| csv::row(&row(entity), &mut out));
        }
    }
    out
}

fn row(entity: &CorpusEntity) -> [Cell<'_>; 8] {
    [
        Cell::text(&entity.name),
        Cell::text(entity.kind.name()),
        Cell::maybe(entity.roles.first()),
        Cell::List(&entity.roles),
        Cell::List(&entity.aliases),
        Cell::Whole(entity.articles),
        Cell::Whole(entity.mentions),
        Cell::text(&entity.key),
    ]
}

fn array(entities: &[CorpusEntity], out: &mut String) {
    out.push_str("[\n");
    for (number, entity) in entities.iter().enumerate() {
        if number > 0 {
            out.push_str(",\n");
        }
        write_object(COLUMNS, &row(entity), out);
    }
    out.push_str("\n]\n");
}

/// A section a kind: name, in how many articles and how often, what it is and is called.
fn text(entities: &[CorpusEntity], style: Style, out: &mut String) {
    let mut page = Page::new(out, style);
    let mut first = true;
    for (title, kinds) in SECTIONS {
        let mut of_kind = entities
            .iter()
            .filter(|e| kinds.contains(&e.kind))
            .peekable();
        if of_kind.peek().is_none() {
            continue;
        }
        if !first {
            page.blank();
        }
        first = false;
        page.paragraph(0, &Phrase::new(Ink::Heading, title));
        for entity in of_kind {
            page.row(&Phrase::new(Ink::Name, &entity.name), &told(entity), 0);
        }
    }
}

fn told(entity: &CorpusEntity) -> Phrase {
    let noun = if entity.articles == 1 {
        "article"
    } else {
        "articles"
    };
    let counts = format!("{} {noun}, {}×", entity.articles, entity.mentions);
    let mut phrase = Phrase::new(Ink::Faint, &counts);
    let shown = entity.roles.len().min(ROLES);
    if shown > 0 {
        phrase.push(
            Ink::Plain,
            &format!("; {}", entity.roles[..shown].join(" / ")),
        );
    }
    if !entity.aliases.is_empty() {
        phrase.push(Ink::Faint, "; also ");
        phrase.push(Ink::Plain, &entity.aliases.join(", "));
    }
    phrase
}
