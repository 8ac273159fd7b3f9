//! What credit lines, datelines and dated evidence add to an article. What it says already is never overwritten.

use super::byline::Credits;
use super::dateline;
use super::timestamp::Timestamp;
use crate::model::{Article, BlockKind, PublishedFrom};

/// How many paragraphs are looked at to tell a transcript.
const SPEECHES: usize = 12;

/// Sets the time of publication where none is known yet, with the evidence that gave it.
pub(super) fn publish(article: &mut Article, stamp: Option<Timestamp>, from: PublishedFrom) {
    if let Some(stamp) = stamp.filter(|_| article.published.is_none()) {
        article.published = Some(stamp.written);
        article.published_date = Some(stamp.day);
        article.published_from = Some(from);
    }
}

/// Takes over what credit lines say. A time of the last change stands in where no other is given.
pub(super) fn add(article: &mut Article, credits: Credits) {
    if article.authors.is_empty() {
        article.authors = credits.authors;
    }
    article.section = article.section.take().or(credits.section);
    article.publisher = article.publisher.take().or(credits.outlet);
    article.dateline.place = article.dateline.place.take().or(credits.place);
    article.dateline.agency = article.dateline.agency.take().or(credits.agency);
    let modified = credits.updated.as_ref().map(|stamp| stamp.written.clone());
    article.modified = article.modified.take().or(modified);
    publish(article, credits.published, PublishedFrom::Byline);
    publish(article, credits.updated, PublishedFrom::Updated);
}

/// Notes the dateline that the first paragraph, or the one below a lead, begins with; it stays in the text.
pub(super) fn add_dateline(article: &mut Article) {
    let paragraphs = article
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph);
    let texts: Vec<&str> = paragraphs
        .map(|block| block.span.of(&article.text))
        .take(SPEECHES)
        .collect();
    let found = texts.iter().take(2).enumerate();
    let reading = found.into_iter().find_map(|(at, text)| {
        let reading = dateline::read(text)?;
        let bare = reading.dateline.agency.is_none() && reading.day.is_none();
        let others = texts.iter().enumerate().filter(|(other, _)| *other != at);
        let speech = bare && is_speech(text) && others.into_iter().any(|(_, text)| is_speech(text));
        Some(reading).filter(|_| !speech)
    });
    let Some(reading) = reading else {
        return;
    };
    let read = reading.dateline;
    article.dateline.place = read.place.or(article.dateline.place.take());
    article.dateline.agency = read.agency.or(article.dateline.agency.take());
    publish(article, reading.day, PublishedFrom::Dateline);
}

/// Whether a paragraph begins with the name of who speaks, as transcripts write it: `SECRETARY RUIZ: Thank you.`
fn is_speech(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(40)];
    head.split_once(':').is_some_and(|(name, _)| {
        name.contains(char::is_uppercase) && !name.contains(char::is_lowercase)
    })
}
