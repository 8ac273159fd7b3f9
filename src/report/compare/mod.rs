//! Comparisons: what the articles of each story say together, against each other and alone.

mod json;
mod markdown;
mod text;

pub(super) use json::{Comparison as ComparisonLine, Event as EventLine};

use super::Form;
use super::csv;
use super::json_writer::ARRAY;
use super::offsets::Offsets;
use super::table::Cell;
use crate::model::{Comparison, Copy, Edit, Event, Fact, FactKind, Passage, Sourcing, Span};

/// As a table: one row a passage.
pub(super) const COLUMNS: &[&str] = &[
    "story",
    "fact_id",
    "kind",
    "contrast",
    "about",
    "value",
    "article_id",
    "article_publisher",
    "article_date",
    "text",
    "start_offset",
    "end_offset",
    "source_text",
    "cue_text",
    "origins",
    "disputed",
];

/// The timeline as a table: one row a passage of an event.
pub(super) const EVENTS: &[&str] = &[
    "story",
    "first_day",
    "last_day",
    "disputed",
    "article_id",
    "article_publisher",
    "article_date",
    "text",
    "start_offset",
    "end_offset",
];

/// What stands around the reports of stories, which are written one after another.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Before the first.
    pub head: String,
    /// Between two.
    pub between: &'static str,
    /// Behind the last.
    pub tail: &'static str,
}

impl Frame {
    fn new(form: Form, columns: &[&str]) -> Self {
        let mut head = String::new();
        let (between, tail) = match form {
            Form::Text(_) => ("\n\n", ""),
            Form::Markdown => ("\n", ""),
            Form::Ndjson => ("", ""),
            Form::Json => {
                head.push_str(ARRAY.0);
                (ARRAY.1, ARRAY.2)
            }
            Form::Csv => {
                csv::header(columns, &mut head);
                ("", "")
            }
        };
        Self {
            head,
            between,
            tail,
        }
    }
}

/// What stands around comparisons.
#[must_use]
pub fn comparison_frame(form: Form) -> Frame {
    Frame::new(form, COLUMNS)
}

/// A comparison. To read, its passages are shown where `passages` says so.
#[must_use]
pub fn comparison(comparison: &Comparison, form: Form, passages: bool) -> String {
    let mut out = String::new();
    let texts = Texts::new(comparison);
    match form {
        Form::Text(style) => text::write(texts, style, passages, &mut out),
        Form::Markdown => markdown::write(&texts, passages, &mut out),
        Form::Json => json::object(&texts, &mut out),
        Form::Ndjson => {
            json::object(&texts, &mut out);
            out.push('\n');
        }
        Form::Csv => rows(&texts, &mut out),
    }
    out
}

/// What stands around timelines.
#[must_use]
pub fn timeline_frame(form: Form) -> Frame {
    Frame::new(form, EVENTS)
}

/// The timeline of a story; nothing where it has none. As JSON one object an event.
#[must_use]
pub fn timeline(comparison: &Comparison, form: Form) -> String {
    let mut out = String::new();
    let texts = Texts::new(comparison);
    let events = &comparison.timeline;
    if events.is_empty() {
        return out;
    }
    match form {
        Form::Text(style) => text::timeline(texts, style, &mut out),
        Form::Markdown => markdown::timeline(&texts, &mut out),
        Form::Json => {
            for (number, event) in events.iter().enumerate() {
                out.push_str(if number > 0 { ARRAY.1 } else { "" });
                json::event_object(&texts, event, &mut out);
            }
        }
        Form::Ndjson => {
            for event in events {
                json::event_object(&texts, event, &mut out);
                out.push('\n');
            }
        }
        Form::Csv => events
            .iter()
            .for_each(|event| event_rows(&texts, event, &mut out)),
    }
    out
}

/// A comparison with the code points of its texts.
struct Texts<'c> {
    of: &'c Comparison,
    offsets: Vec<Offsets<'c>>,
}

impl<'c> Texts<'c> {
    fn new(of: &'c Comparison) -> Self {
        let offsets = of.texts.iter().map(|text| Offsets::new(text)).collect();
        Self { of, offsets }
    }

    fn words(&self, passage: Passage) -> &'c str {
        self.slice(passage.article, passage.span)
    }

    fn slice(&self, article: usize, span: Span) -> &'c str {
        span.of(&self.of.texts[article])
    }

    /// The columns of a passage: its article, publisher and day, its words and where they stand.
    fn cells(&self, passage: Passage) -> [Cell<'c>; 6] {
        let article = &self.of.story.articles[passage.article];
        let span = self.offsets[passage.article].span(passage.span);
        [
            Cell::text(&article.id),
            Cell::maybe(article.publisher.as_ref()),
            Cell::day(article.day),
            Cell::text(self.words(passage)),
            Cell::Whole(u64::from(span.start)),
            Cell::Whole(u64::from(span.end)),
        ]
    }
}

/// The lists of a sourcing profile by their names.
fn lists(sourcing: &Sourcing) -> [(&'static str, &[String]); 5] {
    [
        ("named", &sourcing.named),
        ("anonymous", &sourcing.anonymous),
        ("documents", &sourcing.documents),
        ("declined", &sourcing.declined),
        ("outlets", &sourcing.outlets),
    ]
}

/// A row a passage of a fact.
fn rows(texts: &Texts<'_>, out: &mut String) {
    for (number, fact) in texts.of.facts.iter().enumerate() {
        for side in &fact.sides {
            for (&passage, said) in side.support.iter().zip(&side.said) {
                let mut row = vec![
                    Cell::text(&texts.of.story.id),
                    Cell::owned(format!("f{}", number + 1)),
                    Cell::text(fact.kind.name()),
                    fact.contrast.map_or(Cell::Null, |on| Cell::text(on.name())),
                    Cell::text(&fact.about),
                    Cell::maybe(side.value.as_ref()),
                ];
                row.extend(texts.cells(passage));
                row.push(Cell::maybe(said.source.as_ref()));
                row.push(Cell::maybe(said.cue.as_ref()));
                row.push(Cell::List(&fact.origins));
                row.push(Cell::Bool(fact.disputed));
                csv::row(&row, out);
            }
        }
    }
}

/// A row a passage of an event.
fn event_rows(texts: &Texts<'_>, event: &Event, out: &mut String) {
    for &passage in &event.support {
        let mut row = vec![
            Cell::text(&texts.of.story.id),
            Cell::day(Some(event.first_day)),
            Cell::day(Some(event.last_day)),
            Cell::Bool(event.disputed),
        ];
        row.extend(texts.cells(passage));
        csv::row(&row, out);
    }
}

/// The numbers in the story of the articles of passages.
fn numbers(support: &[Passage]) -> String {
    let mut articles: Vec<usize> = support.iter().map(|passage| passage.article + 1).collect();
    articles.sort_unstable();
    articles.dedup();
    let articles: Vec<String> = articles.iter().map(usize::to_string).collect();
    articles.join(" ")
}

/// Whether a fact belongs to a section.
type Chosen = fn(&Fact) -> bool;

/// The section behind which the copies are told.
const WITHIN: &str = "Inside one article";

/// The sections of facts by their titles.
const SECTIONS: [(&str, Chosen); 4] = [
    ("Agreed", |fact| fact.kind == FactKind::Agreed),
    ("They differ", |fact| {
        fact.kind == FactKind::Differ && !fact.is_within()
    }),
    (WITHIN, Fact::is_within),
    ("Said by one alone", |fact| fact.kind == FactKind::Single),
];

/// Of an agreed fact that some articles attribute while others assert it, who does which: `[1 3] police; [2] without a source`.
fn attributed(fact: &Fact) -> Option<String> {
    let side = fact
        .sides
        .first()
        .filter(|_| fact.kind == FactKind::Agreed)?;
    let mut groups: Vec<(Option<&str>, Vec<Passage>)> = Vec::new();
    for (&passage, said) in side.support.iter().zip(&side.said) {
        let by = said.source.as_deref().or(said.cue.as_deref());
        match groups.iter_mut().find(|(known, _)| *known == by) {
            Some((_, passages)) => passages.push(passage),
            None => groups.push((by, vec![passage])),
        }
    }
    groups.sort_by_key(|(by, _)| by.is_none());
    let (flat, by) = groups.split_last().filter(|(last, _)| last.0.is_none())?;
    let by = by
        .iter()
        .map(|(by, passages)| format!("[{}] {}", numbers(passages), by.unwrap_or_default()));
    let by: Vec<String> = by.collect();
    let asserted = format!("; [{}] without a source", numbers(&flat.1));
    (!by.is_empty()).then(|| by.join("; ") + &asserted)
}

/// What an edit of a copy is called, with the words before and after it: those that are only cut or added have one side.
fn told<'t>(texts: &Texts<'t>, copy: &Copy, edit: &Edit) -> (&'static str, &'t str, &'t str) {
    let was = texts.slice(copy.of, edit.was);
    let now = texts.slice(copy.article, edit.now);
    let kind = match edit.kind {
        Some(contrast) => contrast.name(),
        None if now.is_empty() => "cut",
        None if was.is_empty() => "added",
        None => "words",
    };
    (kind, was, now)
}

/// What a copy did with its original: `3 repeats 97% of 1`.
fn repeats(copy: &Copy) -> String {
    let share = (copy.containment * 100.0).round();
    format!("{} repeats {share}% of {}", copy.article + 1, copy.of + 1)
}
