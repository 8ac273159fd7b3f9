//! A person to whom an article gives two ages.

use std::collections::BTreeMap;

use super::Slip;
use crate::corpus::compare::words;
use crate::model::{Contrast, Entity, EntityKind, Figure, Record, Span};
use crate::text::Text;

/// By so many years a slip goes wrong at most; those further apart are two people of one name.
const YEARS: f64 = 10.0;

/// The people of an article who have two ages.
pub(super) fn slips(record: &Record, text: &Text<'_>) -> Vec<Slip> {
    let people = record.entities.iter().flatten();
    let people = people
        .enumerate()
        .filter(|(_, entity)| entity.kind == EntityKind::Person);
    let mut names: Vec<(Span, usize)> = people
        .flat_map(|(at, entity)| entity.mentions.iter().map(move |&mention| (mention, at)))
        .collect();
    names.sort_unstable();
    let mut ages: BTreeMap<usize, Vec<(f64, Span)>> = BTreeMap::new();
    for figure in record.figures.iter().flatten() {
        let value = figure
            .value
            .filter(|_| figure.unit.as_deref() == Some("year"));
        if let Some(value) =
            value.filter(|_| figure.approx.is_none() && !is_past(text, figure.span))
            && let Some(person) = bearer(record, figure, &names)
        {
            ages.entry(person).or_default().push((value, figure.span));
        }
    }
    let entities = record.entities.as_deref().unwrap_or_default();
    let slip = |(person, ages): (usize, Vec<(f64, Span)>)| slip(text, entities.get(person)?, &ages);
    ages.into_iter().filter_map(slip).collect()
}

fn slip(text: &Text<'_>, person: &Entity, ages: &[(f64, Span)]) -> Option<Slip> {
    let (first, span) = *ages.first()?;
    let &(_, other) = ages.iter().find(|(age, span)| {
        let sentence = |span: Span| text.sentence_of(text.token_at(span.start));
        *age != first && (age - first).abs() <= YEARS && sentence(*span) != sentence(ages[0].1)
    })?;
    let side = |span: Span| (span.of(text.source()).to_owned(), span);
    Some(Slip {
        contrast: Contrast::Figure,
        about: format!("age of {}", person.name),
        sides: [side(span), side(other)],
    })
}

/// The person whose age a figure is: "Nils Aune, 54, …", "the 54-year-old Nils Aune".
fn bearer(record: &Record, figure: &Figure, names: &[(Span, usize)]) -> Option<usize> {
    let text = &record.article.text;
    let at = names.partition_point(|(name, _)| name.start < figure.span.start);
    let between = |from: u32, to: u32| text.get(from as usize..to as usize);
    let old = figure.span.of(text).ends_with("-old");
    let before = at.checked_sub(1).map(|at| names[at]).filter(|(name, _)| {
        let apposed = between(name.end, figure.span.start) == Some(", ");
        let closed = text[figure.span.end as usize..].starts_with([',', '.']);
        apposed && closed && !old
    });
    let after = names
        .get(at)
        .filter(|(name, _)| old && between(figure.span.end, name.start) == Some(" "));
    before.or(after.copied()).map(|(_, person)| person)
}

/// Whether the sentence of an age tells of another time: "then 40".
fn is_past(text: &Text<'_>, span: Span) -> bool {
    let sentence = text.sentences[text.sentence_of(text.token_at(span.start))];
    let mut tokens = sentence.range();
    tokens.any(|at| words::is("past", text.lower(at)))
}
