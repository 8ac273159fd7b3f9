//! The four extractors, each a room of the same shape. A later one reads the findings of the earlier ones through the
//! record only.

mod claims;
mod dates;
mod entities;
mod figures;

use crate::model::{Article, DateMention, Entity, EntityId, Figure, Layer, Layers, Record, Span};
use crate::text::Text;

pub use entities::{model, model_identity};

use crate::text::tagger::Model;

/// Whether the extractors know a language; for others their layers stay `None`.
#[must_use]
pub fn supports(language: Option<&str>) -> bool {
    language.is_none_or(|language| language == "en")
}

/// The dates alone, over the text of the article that was tokenised before: one step, which benchmarks time.
#[must_use]
pub fn find_dates(text: &Text<'_>, article: &Article) -> Vec<DateMention> {
    dates::find(text, article)
}

/// The figures alone, over the text of the article that was tokenised before; what `dates` hold is none.
#[must_use]
pub fn find_figures(text: &Text<'_>, article: &Article, dates: &[DateMention]) -> Vec<Figure> {
    figures::find(text, figures::Origin::of(article), dates)
}

/// Runs the wanted layers that `record` does not have yet. A layer runs without being wanted where a wanted one needs
/// it; it is taken out again.
pub fn run(record: &mut Record, wanted: Layers) {
    run_with(record, wanted, model());
}

/// The same with another model of names than [`model`]; without any, there are no names.
pub fn run_with(record: &mut Record, wanted: Layers, model: Option<&Model>) {
    if !supports(record.article.language.as_deref()) {
        return;
    }
    let names = wanted.has(Layer::Entities) && record.entities.is_none();
    let claims = wanted.has(Layer::Claims) && record.claims.is_none();
    let figures = wanted.has(Layer::Figures) && record.figures.is_none();
    let dates = wanted.has(Layer::Dates) && record.dates.is_none();
    if !(names || claims || figures || dates) {
        return;
    }
    let text = Text::new(&record.article.text, &record.article.blocks);
    let article = &record.article;
    let mut found_entities = (record.entities.is_none() && (names || claims))
        .then(|| entities::find(&text, article, model));
    let found_dates =
        (dates || figures && record.dates.is_none()).then(|| dates::find(&text, article));
    let known_entities = found_entities
        .as_deref()
        .or(record.entities.as_deref())
        .unwrap_or(&[]);
    let known_dates = found_dates
        .as_deref()
        .or(record.dates.as_deref())
        .unwrap_or(&[]);
    if figures {
        record.figures = Some(find_figures(&text, article, known_dates));
    }
    // Names need the claims too: "I" in a quotation is its speaker.
    if claims || names {
        let found = claims::find(&text, article, known_entities);
        refer(
            found_entities.as_deref_mut().unwrap_or(&mut []),
            &found.references,
        );
        if claims {
            record.claims = Some(found.claims);
            record.citations = Some(found.citations);
        }
    }
    if let (Some(found), true) = (found_entities, names) {
        record.entities = Some(found);
    }
    if let (Some(found), true) = (found_dates, wanted.has(Layer::Dates)) {
        record.dates = Some(found);
    }
    if record.entities.is_none() {
        forget_entities(record);
    }
}

/// Adds the references that the claims gave to the entities.
fn refer(entities: &mut [Entity], references: &[(EntityId, Span)]) {
    for &(id, span) in references {
        if let Some(entity) = entities.get_mut(id.0 as usize) {
            entity.references.push(span);
        }
    }
    for entity in entities {
        entity.references.sort_unstable();
        entity.references.dedup();
    }
}

/// Takes the entities out of the claims of a record that does not list them.
fn forget_entities(record: &mut Record) {
    for claim in record.claims.iter_mut().flatten() {
        claim.source.entity = None;
    }
}
