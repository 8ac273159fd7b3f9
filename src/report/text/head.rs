//! The lines that open an article: its title, then publisher, day and authors, then where it was read from.

use crate::model::{PublishedFrom, Record};
use crate::report::terminal::{Ink, Page, Phrase};

pub(super) fn write(record: &Record, page: &mut Page<'_>) {
    let article = &record.article;
    let title = article.title.as_deref().unwrap_or("(without title)");
    page.paragraph(0, &Phrase::new(Ink::Title, title));
    let mut line = Vec::new();
    line.extend(article.publisher.clone());
    line.push(day(record));
    if !article.authors.is_empty() {
        line.push(format!("by {}", article.authors.join(", ")));
    }
    page.paragraph(0, &Phrase::new(Ink::Plain, &line.join(" · ")));
    page.paragraph(0, &Phrase::new(Ink::Faint, &origin(record)));
}

/// The day of publication, with a word of doubt where the evidence is weak.
fn day(record: &Record) -> String {
    let article = &record.article;
    let Some(day) = article.published_date else {
        return "undated".to_owned();
    };
    let day = super::dates::long(day);
    match article.published_from {
        Some(PublishedFrom::Updated) => format!("updated {day}"),
        _ => day,
    }
}

/// The file, and the record in it.
fn origin(record: &Record) -> String {
    let locator = &record.article.locator;
    let path = locator.path.to_string_lossy();
    match locator.record {
        Some(number) => format!("{path}, record {number}"),
        None => path.into_owned(),
    }
}
