//! An article on the page: its head, and its text with the findings marked.

use std::fmt::Write;

use minijinja::{HtmlEscape, Value};
use serde::Serialize;

use super::clean;
use super::links::Links;
use crate::model::{Block, BlockKind, Claim, Entity, EntityKind, Part, Record, Span};
use crate::report::stories::publisher_or_file;
use crate::report::text::{Speaker, about, long, when};

/// An article.
#[derive(Serialize)]
pub(super) struct ArticleView {
    number: usize,
    pub(super) outlet: String,
    title: String,
    day: Option<String>,
    shown_day: String,
    authors: String,
    url: Option<String>,
    path: String,
    words: usize,
    claims: usize,
    /// The people that it names, parted by `|`.
    people: String,
    text: Value,
}

impl ArticleView {
    pub(super) fn of(at: usize, links: &Links<'_>) -> Self {
        let record = links.record(at);
        let article = &record.article;
        let people: Vec<&str> = people(record).map(|entity| entity.name.as_str()).collect();
        Self {
            number: links.number(at),
            outlet: outlet(record),
            title: clean(article.title.as_deref().unwrap_or("(without title)")),
            day: article.published_date.map(|day| day.to_string()),
            shown_day: article
                .published_date
                .map_or_else(|| "undated".to_owned(), long),
            authors: clean(&article.authors.join(", ")),
            url: article.url.clone().filter(|url| is_web(url)),
            path: clean(&article.locator.path.to_string_lossy()),
            words: article.words(),
            claims: record.claims.as_ref().map_or(0, Vec::len),
            people: clean(&people.join("|")),
            text: Value::from_safe_string(marked(at, links)),
        }
    }
}

/// Who publishes an article: the file where the article does not tell.
pub(super) fn outlet(record: &Record) -> String {
    let article = &record.article;
    let publisher = article.publisher.as_deref();
    clean(&publisher_or_file(publisher, &article.locator.path))
}

/// The people that an article names.
pub(super) fn people(record: &Record) -> impl Iterator<Item = &Entity> {
    let entities = record.entities.iter().flatten();
    entities.filter(|entity| entity.kind == EntityKind::Person)
}

/// Whether an address leads to a page and runs nothing.
fn is_web(url: &str) -> bool {
    let head = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    head.starts_with("http://") || head.starts_with("https://")
}

/// The kinds of marks: their class on the page.
const CLASSES: [&str; 7] = ["e", "d", "f", "s", "u", "c", "q"];
const ENTITY: usize = 0;
const DATE: usize = 1;
const FIGURE: usize = 2;
const SOURCE: usize = 3;
const CUE: usize = 4;
const CONTENT: usize = 5;
const CITATION: usize = 6;

/// A stretch of text that is marked.
struct Mark {
    span: Span,
    class: usize,
    /// What is said of it where the pointer rests.
    note: String,
}

fn mark(span: Span, class: usize, note: String) -> Mark {
    Mark { span, class, note }
}

/// All that is marked in a text.
fn marks(record: &Record) -> Vec<Mark> {
    let text = &record.article.text;
    let mut marks = Vec::new();
    for entity in record.entities.iter().flatten() {
        let mentions = entity.mentions.iter();
        marks.extend(mentions.map(|&span| mark(span, ENTITY, known(entity))));
    }
    for date in record.dates.iter().flatten() {
        marks.push(mark(date.span, DATE, when(date)));
    }
    for figure in record.figures.iter().flatten() {
        marks.push(mark(figure.span, FIGURE, about(figure)));
    }
    for claim in record.claims.iter().flatten() {
        let style = claim.style.name();
        let mut add = |part: &Option<Part>, class: usize, note: &str| {
            let spans = part.iter().flat_map(|part| &part.spans);
            marks.extend(spans.map(|&span| mark(span, class, note.to_owned())));
        };
        add(&claim.source.part, SOURCE, "speaker");
        add(&claim.cue.part, CUE, claim.cue.kind.name());
        add(&claim.content, CONTENT, &said(record, claim, style));
    }
    for citation in record.citations.iter().flatten() {
        let note = format!("{}: {}", citation.kind.name(), citation.outlet);
        marks.push(mark(citation.span, CITATION, note));
    }
    marks.retain(|mark| !mark.span.of(text).is_empty());
    marks
}

/// Who and what an entity is.
fn known(entity: &Entity) -> String {
    let kind = entity.kind.name();
    match &entity.role {
        Some(role) => format!("{}, {role}", entity.name),
        None => format!("{} ({kind})", entity.name),
    }
}

fn said(record: &Record, claim: &Claim, style: &str) -> String {
    let speaker = Speaker::of(record, claim);
    format!("{style}, {}", speaker.name)
}

/// The text in HTML.
fn marked(at: usize, links: &Links<'_>) -> String {
    let record = links.record(at);
    let mut out = String::with_capacity(record.article.text.len() * 3);
    let mut writer = Writer::new(record, at, links);
    let mut in_list = false;
    for block in whole(record) {
        let item = block.kind == BlockKind::ListItem;
        if item != in_list {
            out.push_str(if item { "<ul>" } else { "</ul>" });
            in_list = item;
        }
        let tag = match block.kind {
            BlockKind::Heading => "h5",
            BlockKind::Paragraph | BlockKind::Table => "p",
            BlockKind::ListItem => "li",
            BlockKind::Quote => "blockquote",
        };
        let _ = write!(out, "<{tag} dir=auto>");
        writer.block(block.span, &mut out);
        let _ = writeln!(out, "</{tag}>");
    }
    if in_list {
        out.push_str("</ul>");
    }
    out
}

/// The blocks of a text, and what stands outside of them as paragraphs.
fn whole(record: &Record) -> Vec<Block> {
    let text = &record.article.text;
    let mut all = Vec::with_capacity(record.article.blocks.len() + 1);
    let mut done = 0;
    let end = Span::at(text.len(), text.len());
    let behind = Block {
        kind: BlockKind::Paragraph,
        span: end,
    };
    for &block in record.article.blocks.iter().chain([&behind]) {
        let gap = Span::new(done, block.span.start);
        if !gap.of(text).trim().is_empty() {
            all.push(Block {
                kind: BlockKind::Paragraph,
                span: gap,
            });
        }
        if !block.span.is_empty() {
            all.push(block);
        }
        done = block.span.end;
    }
    all
}

/// Where something begins or ends in a text.
struct Edge {
    place: u32,
    /// What: marks by their position, then anchors.
    what: What,
}

enum What {
    End(usize),
    Begin(usize),
    Anchor(Span),
}

/// Writes a text piece by piece, each with the marks that hold in it.
struct Writer<'l> {
    text: &'l str,
    at: usize,
    links: &'l Links<'l>,
    marks: Vec<Mark>,
    edges: Vec<Edge>,
    next: usize,
    /// The marks of each class that hold, the last that began behind the others.
    holding: [Vec<usize>; CLASSES.len()],
}

impl<'l> Writer<'l> {
    fn new(record: &'l Record, at: usize, links: &'l Links<'l>) -> Self {
        let marks = marks(record);
        let mut edges = Vec::with_capacity(marks.len() * 2);
        for (number, mark) in marks.iter().enumerate() {
            edges.push(Edge {
                place: mark.span.start,
                what: What::Begin(number),
            });
            edges.push(Edge {
                place: mark.span.end,
                what: What::End(number),
            });
        }
        edges.extend(links.linked(at).into_iter().map(|span| Edge {
            place: span.start,
            what: What::Anchor(span),
        }));
        edges.sort_by_key(|edge| edge.place);
        Self {
            text: &record.article.text,
            at,
            links,
            marks,
            edges,
            next: 0,
            holding: Default::default(),
        }
    }

    /// Writes the text of one block.
    fn block(&mut self, span: Span, out: &mut String) {
        let mut from = span.start;
        while let Some(place) = self.edges.get(self.next).map(|edge| edge.place) {
            if place >= span.end {
                break;
            }
            self.piece(from, place, out);
            from = from.max(place);
            self.pass(out);
        }
        self.piece(from, span.end, out);
    }

    /// Goes past the next edge.
    fn pass(&mut self, out: &mut String) {
        match self.edges[self.next].what {
            What::Begin(number) => self.holding[self.marks[number].class].push(number),
            What::End(number) => {
                let holding = &mut self.holding[self.marks[number].class];
                holding.retain(|&mark| mark != number);
            }
            What::Anchor(span) => {
                let anchor = self.links.anchor(self.at, span);
                let _ = write!(out, "<a id={anchor}></a>");
            }
        }
        self.next += 1;
    }

    /// Writes a piece in which the same marks hold.
    fn piece(&self, from: u32, to: u32, out: &mut String) {
        let words = Span::new(from, to).of(self.text);
        if words.is_empty() {
            return;
        }
        let words = clean(words);
        let held = CLASSES.iter().zip(&self.holding);
        let held = held.filter_map(|(class, marks)| Some((*class, *marks.last()?)));
        let (classes, marks): (Vec<&str>, Vec<usize>) = held.unzip();
        let Some(&innermost) = marks.first() else {
            let _ = write!(out, "{}", HtmlEscape(&words));
            return;
        };
        let note = clean(&self.marks[innermost].note);
        let _ = write!(out, "<span class=\"{}\"", classes.join(" "));
        if !note.is_empty() {
            let _ = write!(out, " title=\"{}\"", HtmlEscape(&note));
        }
        let _ = write!(out, ">{}</span>", HtmlEscape(&words));
    }
}
