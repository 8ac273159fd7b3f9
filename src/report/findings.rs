//! The tables: one row a date, figure or claim, and one row an article.

use std::borrow::Cow;

use super::offsets::Offsets;
use super::table::{Sink, Table, cells};
use super::wire::{Row, row};
use crate::model::{
    Approx, Claim, CueKind, DateKind, DateMention, Day, Figure, FigureKind, Modifier, Part,
    PublishedFrom, Record, SourceForm, SourceKind, Span, Style,
};

row! {
    /// Which article a row is of.
    pub(super) struct OfArticle<'a> {
        /// The id of the article.
        article_id: &'a str,
        /// Its outlet.
        article_publisher: Option<&'a str>,
        /// The day of its publication.
        article_date: Option<Day>,
        /// Its headline.
        article_title: Option<&'a str>,
        /// Its address.
        article_url: Option<&'a str>,
        /// Where it was read from.
        article_path: Cow<'a, str>,
    }
}

row! {
    /// Where in the article's text a finding stands.
    pub(super) struct Offset {
        /// Its first code point in the article's text.
        start_offset: u32,
        /// The code point after its last one.
        end_offset: u32,
    }
}

row! {
    /// A date.
    pub(super) struct DateRow<'a> {
        /// `d1`, `d2`, … in the article.
        date_id: String,
        /// Its words.
        text: &'a str,
        /// The TIMEX3 type.
        r#type: DateKind,
        /// The TIMEX3 value (`2025-07-01`, `2025-W26`, `P3W`, `PAST_REF`).
        value: &'a str,
        /// The TIMEX3 value of the other end of a range.
        end_value: Option<&'a str>,
        /// The TIMEX3 modifier.
        r#mod: Option<Modifier>,
        /// The first calendar day that it covers.
        first_day: Option<Day>,
        /// The last one.
        last_day: Option<Day>,
        /// What a relative expression was counted from: `published`, or the id of another date.
        anchor: Option<String>,
        /// Whether the article does not settle which date is meant.
        ambiguous: bool,
    }
}

row! {
    /// A figure.
    pub(super) struct FigureRow<'a> {
        /// `f1`, `f2`, … in the article.
        figure_id: String,
        /// Its words, with the unit.
        text: &'a str,
        /// What it is.
        kind: FigureKind,
        /// The value in full; null for a range or a vague figure.
        value: Option<f64>,
        /// The lower end of a range, or the least that a vague figure means.
        low: Option<f64>,
        /// The upper end of a range.
        high: Option<f64>,
        /// The value before the change: "from 3% to 3.5%".
        previous: Option<f64>,
        /// `%`, an ISO 4217 currency, or the unit's name in the singular; null for plain counts.
        unit: Option<&'a str>,
        /// What it is given for each of ("share", "day").
        per: Option<&'a str>,
        /// How exact it is said to be.
        approx: Option<Approx>,
        /// The whole that a share is of ("GDP").
        of: Option<&'a str>,
        /// What is measured or counted ("defence spending", "jobs").
        subject: Option<&'a str>,
    }
}

row! {
    /// A claim.
    pub(super) struct ClaimRow<'a> {
        /// `c1`, `c2`, … in the article.
        claim_id: String,
        /// How much of it stands in quotation marks: all, nothing, some.
        style: Style,
        /// The words for its source; pieces are parted by an ellipsis.
        source_text: Option<Cow<'a, str>>,
        /// The full name of the source in the article.
        source_name: Option<&'a str>,
        /// The speaker's title or post.
        source_role: Option<&'a str>,
        /// What kind of source it is.
        source_kind: SourceKind,
        /// How the text refers to it.
        source_form: Option<SourceForm>,
        /// The outlet that carries it ("told Reuters").
        source_via: Option<&'a str>,
        /// The words that show the attribution.
        cue_text: Option<Cow<'a, str>>,
        /// What kind of attribution they show.
        cue_kind: CueKind,
        /// What was said; pieces are parted by an ellipsis.
        content_text: Option<Cow<'a, str>>,
        /// The id of the claim inside whose content this one stands.
        nested_in: Option<String>,
        /// Whether the attribution itself is hedged ("reportedly said").
        hedged: bool,
        /// Whether it is denied that it was said ("did not say").
        negated: bool,
    }
}

row! {
    /// An article, and how much was found in it.
    pub(super) struct ArticleRow<'a> {
        /// The id that the input gave, else a hash.
        id: &'a str,
        /// Where it was read from.
        path: Cow<'a, str>,
        /// The address of the page.
        url: Option<&'a str>,
        /// The outlet.
        publisher: Option<&'a str>,
        /// The headline.
        title: Option<&'a str>,
        /// The line below the headline.
        subtitle: Option<&'a str>,
        /// The people who wrote it.
        authors: &'a [String],
        /// When it was published, as found.
        published: Option<&'a str>,
        /// The day it was published.
        published_date: Option<Day>,
        /// Which evidence gave `published`.
        published_from: Option<PublishedFrom>,
        /// When it was last changed, as found.
        modified: Option<&'a str>,
        /// The language.
        language: Option<&'a str>,
        /// The section of the outlet.
        section: Option<&'a str>,
        /// The keywords that the outlet gave it.
        tags: &'a [String],
        /// The place of the dateline.
        dateline_place: Option<&'a str>,
        /// The agency of the dateline.
        dateline_agency: Option<&'a str>,
        /// How many words the text has.
        words: u64,
        /// How many entities it names; nothing where they were not looked for, as in the next four.
        entities: Option<u64>,
        /// How many dates it gives.
        dates: Option<u64>,
        /// How many figures it gives.
        figures: Option<u64>,
        /// How many claims it attributes.
        claims: Option<u64>,
        /// How many outlets it credits.
        citations: Option<u64>,
        /// The article's text.
        text: &'a str,
    }
}

/// The rows of a finding: its article, its own columns, its place.
pub(super) type Finding<'a, R> = (OfArticle<'a>, R, Offset);

pub(super) static DATES: Table = Table {
    columns: <Finding<'_, DateRow<'_>>>::names,
    rows: |record, sink| {
        let rows = Rows::of(record);
        for (date, number) in record.dates.iter().flatten().zip(1..) {
            rows.put(rows.date(number, date), date.span, sink);
        }
    },
};

pub(super) static FIGURES: Table = Table {
    columns: <Finding<'_, FigureRow<'_>>>::names,
    rows: |record, sink| {
        let rows = Rows::of(record);
        for (figure, number) in record.figures.iter().flatten().zip(1..) {
            rows.put(rows.figure(number, figure), figure.span, sink);
        }
    },
};

pub(super) static CLAIMS: Table = Table {
    columns: <Finding<'_, ClaimRow<'_>>>::names,
    rows: |record, sink| {
        let rows = Rows::of(record);
        for (claim, number) in record.claims.iter().flatten().zip(1..) {
            rows.put(rows.claim(number, claim), claim.span, sink);
        }
    },
};

/// One row an article: what is known of it, how much was found in it, its text.
pub(super) static ARTICLES: Table = Table {
    columns: ArticleRow::names,
    rows: article,
};

fn article(record: &Record, sink: &mut Sink<'_>) {
    let article = &record.article;
    let row = ArticleRow {
        id: &article.id,
        path: article.locator.path.to_string_lossy(),
        url: article.url.as_deref(),
        publisher: article.publisher.as_deref(),
        title: article.title.as_deref(),
        subtitle: article.subtitle.as_deref(),
        authors: &article.authors,
        published: article.published.as_deref(),
        published_date: article.published_date,
        published_from: article.published_from,
        modified: article.modified.as_deref(),
        language: article.language.as_deref(),
        section: article.section.as_deref(),
        tags: &article.tags,
        dateline_place: article.dateline.place.as_deref(),
        dateline_agency: article.dateline.agency.as_deref(),
        words: article.words() as u64,
        entities: count(&record.entities),
        dates: count(&record.dates),
        figures: count(&record.figures),
        claims: count(&record.claims),
        citations: count(&record.citations),
        text: &article.text,
    };
    sink(&cells(&row));
}

fn count<T>(layer: &Option<Vec<T>>) -> Option<u64> {
    layer.as_ref().map(|findings| findings.len() as u64)
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
    fn put(&self, own: impl Row, span: Span, sink: &mut Sink<'_>) {
        let article = &self.record.article;
        let chars = self.offsets.span(span);
        let of = OfArticle {
            article_id: &article.id,
            article_publisher: article.publisher.as_deref(),
            article_date: article.published_date,
            article_title: article.title.as_deref(),
            article_url: article.url.as_deref(),
            article_path: article.locator.path.to_string_lossy(),
        };
        let place = Offset {
            start_offset: chars.start,
            end_offset: chars.end,
        };
        sink(&cells(&(of, own, place)));
    }

    fn slice(&self, span: Span) -> &'a str {
        span.of(&self.record.article.text)
    }

    fn part(&self, part: Option<&Part>) -> Option<Cow<'a, str>> {
        part.map(|part| part.of(&self.record.article.text))
    }

    fn date(&self, number: usize, date: &'a DateMention) -> DateRow<'a> {
        DateRow {
            date_id: format!("d{number}"),
            text: self.slice(date.span),
            r#type: date.kind,
            value: &date.value,
            end_value: date.end_value.as_deref(),
            r#mod: date.modifier,
            first_day: date.first_day,
            last_day: date.last_day,
            anchor: date.anchor.map(super::record::anchor),
            ambiguous: date.ambiguous,
        }
    }

    fn figure(&self, number: usize, figure: &'a Figure) -> FigureRow<'a> {
        FigureRow {
            figure_id: format!("f{number}"),
            text: self.slice(figure.span),
            kind: figure.kind,
            value: figure.value,
            low: figure.low,
            high: figure.high,
            previous: figure.previous,
            unit: figure.unit.as_deref(),
            per: figure.per.as_deref(),
            approx: figure.approx,
            of: figure.of.as_deref(),
            subject: figure.subject.as_deref(),
        }
    }

    fn claim(&self, number: usize, claim: &'a Claim) -> ClaimRow<'a> {
        let source = &claim.source;
        let entities = self.record.entities.as_deref().unwrap_or(&[]);
        let entity = source.entity.and_then(|id| entities.get(id.0 as usize));
        ClaimRow {
            claim_id: format!("c{number}"),
            style: claim.style,
            source_text: self.part(source.part.as_ref()),
            source_name: entity.map(|entity| entity.name.as_str()),
            source_role: source.role.as_deref(),
            source_kind: source.kind,
            source_form: source.form,
            source_via: source.via.as_deref(),
            cue_text: self.part(claim.cue.part.as_ref()),
            cue_kind: claim.cue.kind,
            content_text: self.part(claim.content.as_ref()),
            nested_in: claim.nested_in.map(|id| format!("c{}", id.0 + 1)),
            hedged: claim.hedged,
            negated: claim.negated,
        }
    }
}
