//! The article alone: what is known of it, what it consists of, how it begins.

use crate::model::{BlockKind, PublishedFrom, Record};
use crate::report::terminal::{Ink, Page, Phrase};

/// How many blocks of the text are shown.
const SHOWN: usize = 3;
/// How much of a block is shown, in bytes.
const LENGTH: usize = 240;

pub(super) fn write(record: &Record, page: &mut Page<'_>) {
    page.blank();
    let article = &record.article;
    let from = article.published_from.map(PublishedFrom::name);
    let published = article.published.as_ref().map(|published| match from {
        Some(from) => format!("{published} ({from})"),
        None => published.clone(),
    });
    let dateline = [&article.dateline.place, &article.dateline.agency];
    let dateline: Vec<&str> = dateline.into_iter().flatten().map(String::as_str).collect();
    let fields = [
        ("subtitle", article.subtitle.clone()),
        ("url", article.url.clone()),
        ("published", published),
        ("modified", article.modified.clone()),
        ("section", article.section.clone()),
        ("tags", Some(article.tags.join(", "))),
        ("dateline", Some(dateline.join(", "))),
        ("language", article.language.clone()),
        ("format", Some(article.format.name().to_owned())),
        ("id", Some(article.id.clone())),
        ("text", Some(contents(record))),
    ];
    for (label, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            page.row(
                &Phrase::new(Ink::Faint, label),
                &Phrase::new(Ink::Plain, &value),
                0,
            );
        }
    }
    beginning(record, page);
}

/// How many words and blocks the text has.
fn contents(record: &Record) -> String {
    let article = &record.article;
    let mut parts = vec![counted(article.words(), "word")];
    for &kind in BlockKind::ALL {
        let count = article
            .blocks
            .iter()
            .filter(|block| block.kind == kind)
            .count();
        if count > 0 {
            parts.push(counted(count, &kind.name().replace('_', " ")));
        }
    }
    if !article.links.is_empty() {
        parts.push(counted(article.links.len(), "link"));
    }
    parts.join(", ")
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The first words of a block.
fn opening(text: &str) -> &str {
    if text.len() <= LENGTH {
        return text;
    }
    let head = &text[..text.floor_char_boundary(LENGTH)];
    head.rfind(char::is_whitespace)
        .map_or(head, |at| &head[..at])
}

/// The first blocks of the text.
fn beginning(record: &Record, page: &mut Page<'_>) {
    let article = &record.article;
    page.blank();
    for block in article.blocks.iter().take(SHOWN) {
        let text = block.span.of(&article.text);
        let shown = opening(text);
        let ink = if block.kind == BlockKind::Heading {
            Ink::Name
        } else {
            Ink::Plain
        };
        let mut phrase = Phrase::new(ink, shown.trim_end());
        if shown.len() < text.len() {
            phrase.push(Ink::Faint, " …");
        }
        page.paragraph(2, &phrase);
    }
    if article.blocks.len() > SHOWN {
        page.paragraph(2, &Phrase::new(Ink::Faint, "…"));
    }
}
