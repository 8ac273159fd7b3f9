//! The tables: one row a date, figure or claim, and one row an article.

use super::offsets::Offsets;
use super::table::{Cell, Sink, Table};
use crate::model::{Claim, DateMention, Figure, Part, Record, Span};

/// The columns that tell which article a row is of, and those of the table itself.
macro_rules! columns {
    ($($column:literal),+ $(,)?) => {
        &[
            "article_id", "article_publisher", "article_date", "article_title", "article_url", "article_path",
            $($column),+
        ]
    };
}

pub(super) static DATES: Table = Table {
    columns: columns![
        "date_id",
        "text",
        "type",
        "value",
        "end_value",
        "mod",
        "first_day",
        "last_day",
        "anchor",
        "ambiguous",
        "start_offset",
        "end_offset",
    ],
    rows: |record, sink| {
        let rows = Rows::of(record);
        for (index, date) in record.dates.iter().flatten().enumerate() {
            rows.put(rows.date(index, date), date.span, sink);
        }
    },
};

pub(super) static FIGURES: Table = Table {
    columns: columns![
        "figure_id",
        "text",
        "kind",
        "value",
        "low",
        "high",
        "previous",
        "unit",
        "per",
        "approx",
        "of",
        "subject",
        "start_offset",
        "end_offset",
    ],
    rows: |record, sink| {
        let rows = Rows::of(record);
        for (index, figure) in record.figures.iter().flatten().enumerate() {
            rows.put(rows.figure(index, figure), figure.span, sink);
        }
    },
};

pub(super) static CLAIMS: Table = Table {
    columns: columns![
        "claim_id",
        "style",
        "source_text",
        "source_name",
        "source_role",
        "source_kind",
        "source_form",
        "source_via",
        "cue_text",
        "cue_kind",
        "content_text",
        "nested_in",
        "hedged",
        "negated",
        "start_offset",
        "end_offset",
    ],
    rows: |record, sink| {
        let rows = Rows::of(record);
        for (index, claim) in record.claims.iter().flatten().enumerate() {
            rows.put(rows.claim(index, claim), claim.span, sink);
        }
    },
};

/// One row an article: what is known of it, how much was found in it, its text.
pub(super) static ARTICLES: Table = Table {
    columns: &[
        "id",
        "path",
        "url",
        "publisher",
        "title",
        "subtitle",
        "authors",
        "published",
        "published_date",
        "published_from",
        "modified",
        "language",
        "section",
        "tags",
        "dateline_place",
        "dateline_agency",
        "words",
        "entities",
        "dates",
        "figures",
        "claims",
        "citations",
        "text",
    ],
    rows: article,
};

fn article(record: &Record, sink: &mut Sink<'_>) {
    let article = &record.article;
    let count =
        |findings: Option<usize>| findings.map_or(Cell::Null, |count| Cell::Whole(count as u64));
    sink(&[
        Cell::text(&article.id),
        Cell::Text(article.locator.path.to_string_lossy()),
        Cell::maybe(article.url.as_ref()),
        Cell::maybe(article.publisher.as_ref()),
        Cell::maybe(article.title.as_ref()),
        Cell::maybe(article.subtitle.as_ref()),
        Cell::List(&article.authors),
        Cell::maybe(article.published.as_ref()),
        Cell::day(article.published_date),
        article
            .published_from
            .map_or(Cell::Null, |from| Cell::text(from.name())),
        Cell::maybe(article.modified.as_ref()),
        Cell::maybe(article.language.as_ref()),
        Cell::maybe(article.section.as_ref()),
        Cell::List(&article.tags),
        Cell::maybe(article.dateline.place.as_ref()),
        Cell::maybe(article.dateline.agency.as_ref()),
        Cell::Whole(article.text.split_whitespace().count() as u64),
        count(record.entities.as_ref().map(Vec::len)),
        count(record.dates.as_ref().map(Vec::len)),
        count(record.figures.as_ref().map(Vec::len)),
        count(record.claims.as_ref().map(Vec::len)),
        count(record.citations.as_ref().map(Vec::len)),
        Cell::text(&article.text),
    ]);
}

/// Makes the rows of one record.
struct Rows<'a> {
    record: &'a Record,
    offsets: Offsets<'a>,
}

impl<'a> Rows<'a> {
    fn of(record: &'a Record) -> Self {
        Self {
            record,
            offsets: Offsets::new(&record.article.text),
        }
    }

    /// Hands on a row: the article's columns, `own`, the offsets of `span`.
    fn put(&self, own: Vec<Cell<'a>>, span: Span, sink: &mut Sink<'_>) {
        let article = &self.record.article;
        let chars = self.offsets.span(span);
        let mut row = vec![
            Cell::text(&article.id),
            Cell::maybe(article.publisher.as_ref()),
            Cell::day(article.published_date),
            Cell::maybe(article.title.as_ref()),
            Cell::maybe(article.url.as_ref()),
            Cell::Text(article.locator.path.to_string_lossy()),
        ];
        row.extend(own);
        row.push(Cell::Whole(chars.start.into()));
        row.push(Cell::Whole(chars.end.into()));
        sink(&row);
    }

    fn slice(&self, span: Span) -> Cell<'a> {
        Cell::text(span.of(&self.record.article.text))
    }

    fn part(&self, part: Option<&Part>) -> Cell<'a> {
        part.map_or(Cell::Null, |part| {
            Cell::Text(part.of(&self.record.article.text))
        })
    }

    fn date(&self, index: usize, date: &'a DateMention) -> Vec<Cell<'a>> {
        vec![
            Cell::owned(format!("d{}", index + 1)),
            self.slice(date.span),
            Cell::text(date.kind.name()),
            Cell::text(&date.value),
            Cell::maybe(date.end_value.as_ref()),
            date.modifier
                .map_or(Cell::Null, |modifier| Cell::text(modifier.name())),
            Cell::day(date.first_day),
            Cell::day(date.last_day),
            date.anchor.map_or(Cell::Null, |anchor| {
                Cell::owned(super::record::anchor(anchor))
            }),
            Cell::Bool(date.ambiguous),
        ]
    }

    fn figure(&self, index: usize, figure: &'a Figure) -> Vec<Cell<'a>> {
        vec![
            Cell::owned(format!("f{}", index + 1)),
            self.slice(figure.span),
            Cell::text(figure.kind.name()),
            Cell::float(figure.value),
            Cell::float(figure.low),
            Cell::float(figure.high),
            Cell::float(figure.previous),
            Cell::maybe(figure.unit.as_ref()),
            Cell::maybe(figure.per.as_ref()),
            figure
                .approx
                .map_or(Cell::Null, |approx| Cell::text(approx.name())),
            Cell::maybe(figure.of.as_ref()),
            Cell::maybe(figure.subject.as_ref()),
        ]
    }

    fn claim(&self, index: usize, claim: &'a Claim) -> Vec<Cell<'a>> {
        let source = &claim.source;
        let entities = self.record.entities.as_deref().unwrap_or(&[]);
        let entity = source.entity.and_then(|id| entities.get(id.0 as usize));
        vec![
            Cell::owned(format!("c{}", index + 1)),
            Cell::text(claim.style.name()),
            self.part(source.part.as_ref()),
            Cell::maybe(entity.map(|entity| &entity.name)),
            Cell::maybe(source.role.as_ref()),
            Cell::text(source.kind.name()),
            source
                .form
                .map_or(Cell::Null, |form| Cell::text(form.name())),
            Cell::maybe(source.via.as_ref()),
            self.part(claim.cue.part.as_ref()),
            Cell::text(claim.cue.kind.name()),
            self.part(claim.content.as_ref()),
            claim
                .nested_in
                .map_or(Cell::Null, |id| Cell::owned(format!("c{}", id.0 + 1))),
            Cell::Bool(claim.hedged),
            Cell::Bool(claim.negated),
        ]
    }
}
