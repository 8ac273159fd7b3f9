//! Comparisons: what the articles of each story say together, against each other and alone.

use super::Form;
use super::csv;
use super::json_writer::{JsonWriter, array_of, lines_of};
use super::offsets::Offsets;
use super::stories::outlet;
use super::table::Cell;
use super::terminal::{Ink, Page, Phrase, Style};
use super::text::{long, range};
use crate::model::{Comparison, Contrast, Event, Fact, FactKind, FactSide, Passage, Sourcing};

/// As a table: one row a passage.
const COLUMNS: &[&str] = &[
    "story",
    "fact_id",
    "kind",
    "about",
    "value",
    "article_id",
    "article_publisher",
    "article_date",
    "text",
    "start_offset",
    "end_offset",
    "origins",
];

/// Comparisons, in the order given, as a whole output. As text, the passages are shown where `passages` says so.
#[must_use]
pub fn comparisons(all: &[Comparison], form: Form, passages: bool) -> String {
    let mut out = String::new();
    match form {
        Form::Text(style) => text(all, style, passages, &mut out),
        Form::Markdown => text(all, Style::PLAIN, passages, &mut out),
        Form::Json => array_of(all, &mut out, object),
        Form::Ndjson => lines_of(all, &mut out, object),
        Form::Csv => {
            csv::header(COLUMNS, &mut out);
            all.iter().for_each(|comparison| rows(comparison, &mut out));
        }
    }
    out
}

/// As a table: one row a passage of an event.
const EVENTS: &[&str] = &[
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

/// The timelines of stories, in the order given, as a whole output: as JSON one object an event.
#[must_use]
pub fn timelines(all: &[Comparison], form: Form) -> String {
    let mut out = String::new();
    let texts: Vec<Texts<'_>> = all.iter().map(Texts::new).collect();
    let events = texts
        .iter()
        .flat_map(|texts| texts.of.timeline.iter().map(move |event| (texts, event)));
    match form {
        Form::Text(style) => days(all, style, &mut out),
        Form::Markdown => days(all, Style::PLAIN, &mut out),
        Form::Json => array_of(events, &mut out, event_object),
        Form::Ndjson => lines_of(events, &mut out, event_object),
        Form::Csv => {
            csv::header(EVENTS, &mut out);
            events.for_each(|event| event_rows(event, &mut out));
        }
    }
    out
}

fn days(all: &[Comparison], style: Style, out: &mut String) {
    let mut page = Page::new(out, style);
    let told = all
        .iter()
        .filter(|comparison| !comparison.timeline.is_empty());
    for (number, comparison) in told.enumerate() {
        if number > 0 {
            page.blank();
            page.blank();
        }
        super::stories::block(&comparison.story, &mut page);
        let report = Report {
            texts: Texts::new(comparison),
            passages: false,
        };
        report.timeline(&mut page);
    }
}

fn event_object((texts, event): (&Texts<'_>, &Event), out: &mut String) {
    JsonWriter::new(out).object(|json| {
        json.key("story").string(&texts.of.story.id);
        event_fields(texts, event, json);
    });
}

fn event_fields(texts: &Texts<'_>, event: &Event, json: &mut JsonWriter<'_>) {
    json.key("first_day").string(&event.first_day.to_string());
    json.key("last_day").string(&event.last_day.to_string());
    json.key("text").string(texts.words(event.support[0]));
    json.key("disputed").bool(event.disputed);
    texts.support(json, &event.support);
}

fn event_rows((texts, event): (&Texts<'_>, &Event), out: &mut String) {
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

    fn id(&self, passage: Passage) -> &'c str {
        &self.of.story.articles[passage.article].id
    }

    fn words(&self, passage: Passage) -> &'c str {
        passage.span.of(&self.of.texts[passage.article])
    }

    /// The fields that tell where a passage stands.
    fn passage(&self, json: &mut JsonWriter<'_>, passage: Passage) {
        let span = self.offsets[passage.article].span(passage.span);
        json.key("article").string(self.id(passage));
        json.key("start").number(u64::from(span.start));
        json.key("end").number(u64::from(span.end));
        json.key("text").string(self.words(passage));
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

    fn support(&self, json: &mut JsonWriter<'_>, support: &[Passage]) {
        json.key("support").array(support, |json, &passage| {
            json.object(|json| self.passage(json, passage));
        });
    }
}

fn object(comparison: &Comparison, out: &mut String) {
    let texts = Texts::new(comparison);
    let story = &comparison.story;
    JsonWriter::new(out).object(|json| {
        json.key("story").string(&story.id);
        json.key("title").text(story.title.as_ref());
        json.key("articles")
            .array(&story.articles, |json, article| json.string(&article.id));
        json.key("facts").array(
            comparison.facts.iter().enumerate(),
            |json, (number, fact)| {
                json.object(|json| object_of_fact(&texts, number, fact, json));
            },
        );
        json.key("provenance")
            .array(&comparison.provenance, |json, reliance| {
                json.object(|json| {
                    texts.passage(json, reliance.passage);
                    json.key("relies_on").string(&reliance.on);
                    json.key("kind").string(reliance.basis.name());
                });
            });
        json.key("sourcing").array(
            story.articles.iter().zip(&comparison.sourcing),
            |json, (article, sourcing)| {
                json.object(|json| {
                    json.key("article").string(&article.id);
                    for (key, names) in lists(sourcing) {
                        json.key(key).array(names, |json, name| json.string(name));
                    }
                });
            },
        );
        json.key("timeline")
            .array(&comparison.timeline, |json, event| {
                json.object(|json| event_fields(&texts, event, json));
            });
    });
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

fn object_of_fact(texts: &Texts<'_>, number: usize, fact: &Fact, json: &mut JsonWriter<'_>) {
    json.key("id").string(&format!("f{}", number + 1));
    json.key("kind").string(fact.kind.name());
    json.key("contrast").text(fact.contrast.map(Contrast::name));
    json.key("text")
        .string(texts.words(fact.sides[0].support[0]));
    json.key("about").string(&fact.about);
    json.key("sides").array(&fact.sides, |json, side| {
        json.object(|json| {
            json.key("value").text(side.value.as_ref());
            texts.support(json, &side.support);
        });
    });
    json.key("origins")
        .array(&fact.origins, |json, origin| json.string(origin));
}

fn rows(comparison: &Comparison, out: &mut String) {
    let texts = Texts::new(comparison);
    for (number, fact) in comparison.facts.iter().enumerate() {
        for side in &fact.sides {
            side.support
                .iter()
                .for_each(|&passage| row(&texts, number, fact, side, passage, out));
        }
    }
}

fn row(
    texts: &Texts<'_>,
    number: usize,
    fact: &Fact,
    side: &FactSide,
    passage: Passage,
    out: &mut String,
) {
    let mut row = vec![
        Cell::text(&texts.of.story.id),
        Cell::owned(format!("f{}", number + 1)),
        Cell::text(fact.kind.name()),
        Cell::text(&fact.about),
        Cell::maybe(side.value.as_ref()),
    ];
    row.extend(texts.cells(passage));
    row.push(Cell::List(&fact.origins));
    csv::row(&row, out);
}

fn text(all: &[Comparison], style: Style, passages: bool, out: &mut String) {
    let mut page = Page::new(out, style);
    for (number, comparison) in all.iter().enumerate() {
        if number > 0 {
            page.blank();
            page.blank();
        }
        Report {
            texts: Texts::new(comparison),
            passages,
        }
        .write(&mut page);
    }
}

struct Report<'c> {
    texts: Texts<'c>,
    passages: bool,
}

impl Report<'_> {
    fn write(&self, page: &mut Page<'_>) {
        let comparison = self.texts.of;
        super::stories::block(&comparison.story, page);
        self.section("Agreed", FactKind::Agreed, page);
        self.section("They differ", FactKind::Differ, page);
        self.section("Said by one alone", FactKind::Single, page);
        self.provenance(page);
        self.sourcing(page);
        self.timeline(page);
    }

    fn facts(&self, kind: FactKind) -> impl Iterator<Item = &Fact> {
        self.texts
            .of
            .facts
            .iter()
            .filter(move |fact| fact.kind == kind)
    }

    fn section(&self, title: &str, kind: FactKind, page: &mut Page<'_>) {
        if self.facts(kind).next().is_none() {
            return;
        }
        page.heading(title);
        for fact in self.facts(kind) {
            match kind {
                FactKind::Differ => self.difference(fact, page),
                _ => self.fact(fact, page),
            }
        }
    }

    fn fact(&self, fact: &Fact, page: &mut Page<'_>) {
        let support = &fact.sides[0].support;
        let mut left = Phrase::new(Ink::Name, &labels(support));
        if fact.kind == FactKind::Agreed {
            let origins = fact.origins.len();
            let noun = if origins == 1 { "origin" } else { "origins" };
            left.push(Ink::Faint, &format!(" {origins} {noun}"));
        }
        page.row(&left, &Phrase::new(Ink::Plain, &fact.about), 0);
        if self.passages {
            self.passages(support, page);
        }
    }

    fn difference(&self, fact: &Fact, page: &mut Page<'_>) {
        page.row(
            &Phrase::new(Ink::Plain, ""),
            &Phrase::new(Ink::Faint, &fact.about),
            0,
        );
        for side in &fact.sides {
            let value = side.value.as_deref().unwrap_or("");
            let mut words = Phrase::new(Ink::Figure, value);
            let passage = self.texts.words(side.support[0]);
            if passage != value {
                words.push(Ink::Plain, &format!(": {passage}"));
            }
            page.row(&Phrase::new(Ink::Name, &labels(&side.support)), &words, 0);
            if self.passages {
                self.passages(&side.support, page);
            }
        }
    }

    fn passages(&self, support: &[Passage], page: &mut Page<'_>) {
        for &passage in support {
            let words = Phrase::new(Ink::Faint, &format!("{} ", labels(&[passage])))
                .and(Ink::Quote, self.texts.words(passage));
            page.row(&Phrase::default(), &words, 2);
        }
    }

    fn provenance(&self, page: &mut Page<'_>) {
        let provenance = &self.texts.of.provenance;
        if provenance.is_empty() {
            return;
        }
        page.heading("Who relies on whom");
        for (article, head) in self.texts.of.story.articles.iter().enumerate() {
            let on: Vec<&str> = provenance
                .iter()
                .filter(|reliance| reliance.passage.article == article)
                .map(|reliance| reliance.on.as_str())
                .collect();
            if !on.is_empty() {
                let left = format!("{} {}", article + 1, outlet(head));
                page.row(
                    &Phrase::new(Ink::Name, &left),
                    &Phrase::new(Ink::Plain, &on.join(" · ")),
                    0,
                );
            }
        }
    }

    /// Whom each article quotes and refers to.
    fn sourcing(&self, page: &mut Page<'_>) {
        let all = &self.texts.of.sourcing;
        if all.iter().all(|sourcing| *sourcing == Sourcing::default()) {
            return;
        }
        page.heading("Sources of each");
        for (article, (head, sourcing)) in self.texts.of.story.articles.iter().zip(all).enumerate()
        {
            let mut words = Phrase::default();
            for (name, names) in lists(sourcing)
                .iter()
                .filter(|(_, names)| !names.is_empty())
            {
                let between = if words.is_empty() { "" } else { " " };
                words.push(Ink::Faint, &format!("{between}{name}: "));
                words.push(Ink::Plain, &format!("{}.", names.join(" · ")));
            }
            let left = format!("{} {}", article + 1, outlet(head));
            if !words.is_empty() {
                page.row(&Phrase::new(Ink::Name, &left), &words, 0);
            }
        }
    }

    fn timeline(&self, page: &mut Page<'_>) {
        if self.texts.of.timeline.is_empty() {
            return;
        }
        page.heading("Timeline");
        for event in &self.texts.of.timeline {
            self.event(event, page);
        }
    }

    fn event(&self, event: &Event, page: &mut Page<'_>) {
        let days = if event.first_day == event.last_day {
            long(event.first_day)
        } else {
            range(event.first_day, event.last_day)
        };
        let mut words = Phrase::new(Ink::Plain, self.texts.words(event.support[0]))
            .and(Ink::Name, &format!(" {}", labels(&event.support)));
        if event.disputed {
            words.push(Ink::Faint, " disputed");
        }
        page.row(&Phrase::new(Ink::Day, &days), &words, 0);
    }
}

/// `[1 3 4]`: the articles of passages, by their number in the story.
fn labels(support: &[Passage]) -> String {
    let mut articles: Vec<usize> = support.iter().map(|passage| passage.article + 1).collect();
    articles.sort_unstable();
    articles.dedup();
    let articles: Vec<String> = articles.iter().map(usize::to_string).collect();
    format!("[{}]", articles.join(" "))
}
