//! The record codec: a record as one line of JSON with every key, in the order in which the schema names them.

use std::borrow::Cow;

use super::offsets::Offsets;
use super::wire::{object, write};
use crate::model::{
    self, Anchor, Approx, BlockKind, CitationKind, CueKind, DateKind, Day, EntityKind, FigureKind,
    Format, Modifier, PublishedFrom, SourceForm, SourceKind, Span, Style,
};

object! {
    /// An article with all that was found in it: a line of `extract`, and of `ingest`, where all findings are null.
    pub(super) struct Record<'a> {
        /// The article.
        article: Article<'a>,
        /// Who and what is named; null where that was not looked for, as is every layer of findings.
        entities: Option<Vec<Entity<'a>>>,
        /// The temporal expressions, in text order.
        dates: Option<Vec<Date<'a>>>,
        /// The figures, in text order.
        figures: Option<Vec<Figure<'a>>>,
        /// Who said what, in text order.
        claims: Option<Vec<Claim<'a>>>,
        /// The outlets and pages that the article relies on, in text order; they come with the claims.
        citations: Option<Vec<Citation<'a>>>,
    }
}

object! {
    /// What is known of an article, and its text. All offsets in a record are Unicode code points of that text.
    pub(super) struct Article<'a> {
        /// The id that the input gave, else `a` and a hash of URL, or of publisher, title and text.
        id: &'a str,
        /// Where it was read from.
        input: Input<'a>,
        /// The address of the page, canonical where the input says so.
        url: Option<&'a str>,
        /// The outlet, as it calls itself, else the host of the URL.
        publisher: Option<&'a str>,
        /// The headline without the site's name.
        title: Option<&'a str>,
        /// The line below the headline.
        subtitle: Option<&'a str>,
        /// The people who wrote it; never a site or a section.
        authors: &'a [String],
        /// When it was published, as found: RFC 3339, or a day.
        published: Option<&'a str>,
        /// The day it was published, as the outlet's own calendar has it.
        published_date: Option<Day>,
        /// Which evidence gave `published`.
        published_from: Option<PublishedFrom>,
        /// When it was last changed, as found.
        modified: Option<&'a str>,
        /// The language as an ISO 639-1 code.
        language: Option<&'a str>,
        /// The section of the outlet.
        section: Option<&'a str>,
        /// The keywords that the outlet gave it.
        tags: &'a [String],
        /// What the line says that opens the text: `ISLAMABAD (PEN) :`.
        dateline: Dateline<'a>,
        /// The article's text without its title; blocks are parted by a blank line, unless the input gave the text.
        text: &'a str,
        /// The blocks of the text, in order, without overlap.
        blocks: Vec<Block>,
        /// The links in the text.
        links: Vec<Link<'a>>,
        /// How many words the text has.
        words: u64,
    }
}

object! {
    /// Where an article was read from.
    pub(super) struct Input<'a> {
        /// The path as it was typed or found; `-` for standard input; a member of an archive follows behind a `#`.
        path: Cow<'a, str>,
        /// The format that it was read in.
        format: Format,
        /// The number of the record in a file that holds many, from 1.
        record: Option<u64>,
    }
}

object! {
    /// What a dateline says.
    pub(super) struct Dateline<'a> {
        /// The place, as written.
        place: Option<&'a str>,
        /// The agency, as written.
        agency: Option<&'a str>,
    }
}

object! {
    /// A part of the text.
    pub(super) struct Block {
        /// What it is.
        kind: BlockKind,
        /// Its first code point.
        start: u32,
        /// The code point after its last one.
        end: u32,
    }
}

object! {
    /// A link in the text.
    pub(super) struct Link<'a> {
        /// Where it leads.
        url: &'a str,
        /// The first code point of the linked words.
        start: u32,
        /// The code point after the last one.
        end: u32,
        /// The linked words.
        text: &'a str,
    }
}

object! {
    /// A stretch of the text.
    pub(super) struct Slice<'a> {
        /// Its first code point.
        start: u32,
        /// The code point after its last one.
        end: u32,
        /// Its words: exactly that slice of the text.
        text: &'a str,
    }
}

object! {
    /// Somebody or something that is named, with all its mentions in the article.
    pub(super) struct Entity<'a> {
        /// `e1`, `e2`, …
        id: String,
        /// The name in the form in which articles are joined: lower case, without accents, articles and marks.
        key: &'a str,
        /// What it is.
        r#type: EntityKind,
        /// Its fullest name in the article.
        name: &'a str,
        /// The other names that the article calls it by.
        aliases: &'a [String],
        /// The title or post of a person, the fullest one of `roles`.
        role: Option<&'a str>,
        /// Where a title or post is given.
        roles: Vec<Slice<'a>>,
        /// Where the name stands.
        mentions: Vec<Slice<'a>>,
        /// Pronouns and descriptions that mean it.
        references: Vec<Slice<'a>>,
    }
}

object! {
    /// A temporal expression, after TIMEX3.
    pub(super) struct Date<'a> {
        /// `d1`, `d2`, …
        id: String,
        /// Its first code point.
        start: u32,
        /// The code point after its last one.
        end: u32,
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

object! {
    /// A number that measures or counts something.
    pub(super) struct Figure<'a> {
        /// `f1`, `f2`, …
        id: String,
        /// Its first code point.
        start: u32,
        /// The code point after its last one.
        end: u32,
        /// Its words, with the unit.
        text: &'a str,
        /// What it is.
        kind: FigureKind,
        /// The value in full: "2.5 billion" is 2500000000.0; null for a range or a vague figure.
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

object! {
    /// Something that the article attributes to somebody.
    pub(super) struct Claim<'a> {
        /// `c1`, `c2`, …
        id: String,
        /// Its first code point: of source, cue or content.
        start: u32,
        /// The code point after its last one.
        end: u32,
        /// How much of it stands in quotation marks: all, nothing, some.
        style: Style,
        /// Who is said to have said it.
        source: Source<'a>,
        /// The words that show the attribution.
        cue: Cue<'a>,
        /// What was said; an object of nulls where only the act is told ("declined to comment").
        content: Content<'a>,
        /// The id of the claim inside whose content this one stands.
        nested_in: Option<String>,
        /// Whether the attribution itself is hedged ("reportedly said").
        hedged: bool,
        /// Whether it is denied that it was said ("did not say").
        negated: bool,
    }
}

object! {
    /// The source of a claim.
    pub(super) struct Source<'a> {
        /// The first code point of its words; null where none are given, as the next three.
        start: Option<u32>,
        /// The code point after the last one.
        end: Option<u32>,
        /// The words, from the first to the last piece.
        text: Option<&'a str>,
        /// Start and end of each piece.
        spans: Option<Vec<[u32; 2]>>,
        /// The id of the entity that it means.
        entity: Option<String>,
        /// The speaker's title or post.
        role: Option<&'a str>,
        /// What kind of source it is.
        kind: SourceKind,
        /// How the text refers to it.
        form: Option<SourceForm>,
        /// The outlet that carries it ("told Reuters").
        via: Option<&'a str>,
    }
}

object! {
    /// The words that show an attribution.
    pub(super) struct Cue<'a> {
        /// The first code point; null where a quotation simply stands there, as the next three.
        start: Option<u32>,
        /// The code point after the last one.
        end: Option<u32>,
        /// The words, from the first to the last piece.
        text: Option<&'a str>,
        /// Start and end of each piece.
        spans: Option<Vec<[u32; 2]>>,
        /// What kind of attribution they show.
        kind: CueKind,
    }
}

object! {
    /// What was said.
    pub(super) struct Content<'a> {
        /// The first code point.
        start: Option<u32>,
        /// The code point after the last one.
        end: Option<u32>,
        /// The words, from the first to the last piece.
        text: Option<&'a str>,
        /// Start and end of each piece: an interruption (`"…," he said, "…"`) is none of it.
        spans: Option<Vec<[u32; 2]>>,
    }
}

object! {
    /// A credit to an outlet, agency or page that the article relies on.
    pub(super) struct Citation<'a> {
        /// The outlet's name.
        outlet: &'a str,
        /// The first code point of the words of the credit.
        start: u32,
        /// The code point after the last one.
        end: u32,
        /// The words of the credit.
        text: &'a str,
        /// How it is credited.
        kind: CitationKind,
    }
}

/// The record as one line of JSON, without a line end.
#[must_use]
pub fn to_json(record: &model::Record) -> String {
    let mut out = String::with_capacity(record.article.text.len() * 3 + 1024);
    write_json(record, &mut out);
    out
}

/// Appends the record as one line of JSON, without a line end.
pub(super) fn write_json(record: &model::Record, out: &mut String) {
    let text = &record.article.text;
    let codec = Codec {
        text,
        offsets: Offsets::new(text),
    };
    write(&codec.record(record), out);
}

struct Codec<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

impl<'a> Codec<'a> {
    fn record(&self, record: &'a model::Record) -> Record<'a> {
        Record {
            article: self.article(&record.article),
            entities: numbered(&record.entities, |id, entity| self.entity(id, entity)),
            dates: numbered(&record.dates, |id, date| self.date(id, date)),
            figures: numbered(&record.figures, |id, figure| self.figure(id, figure)),
            claims: numbered(&record.claims, |id, claim| self.claim(id, claim)),
            citations: numbered(&record.citations, |_, citation| self.citation(citation)),
        }
    }

    fn article(&self, article: &'a model::Article) -> Article<'a> {
        Article {
            id: &article.id,
            input: Input {
                path: article.locator.path.to_string_lossy(),
                format: article.format,
                record: article.locator.record,
            },
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
            dateline: Dateline {
                place: article.dateline.place.as_deref(),
                agency: article.dateline.agency.as_deref(),
            },
            text: &article.text,
            blocks: article
                .blocks
                .iter()
                .map(|block| self.block(block))
                .collect(),
            links: article.links.iter().map(|link| self.link(link)).collect(),
            words: article.words() as u64,
        }
    }

    fn block(&self, block: &model::Block) -> Block {
        let (start, end) = self.bounds(block.span);
        let kind = block.kind;
        Block { kind, start, end }
    }

    fn link(&self, link: &'a model::Link) -> Link<'a> {
        let Slice { start, end, text } = self.slice(link.span);
        let url = &link.url;
        Link {
            url,
            start,
            end,
            text,
        }
    }

    fn entity(&self, number: usize, entity: &'a model::Entity) -> Entity<'a> {
        Entity {
            id: format!("e{number}"),
            key: &entity.key,
            r#type: entity.kind,
            name: &entity.name,
            aliases: &entity.aliases,
            role: entity.role.as_deref(),
            roles: self.slices(&entity.roles),
            mentions: self.slices(&entity.mentions),
            references: self.slices(&entity.references),
        }
    }

    fn date(&self, number: usize, date: &'a model::DateMention) -> Date<'a> {
        let Slice { start, end, text } = self.slice(date.span);
        Date {
            id: format!("d{number}"),
            start,
            end,
            text,
            r#type: date.kind,
            value: &date.value,
            end_value: date.end_value.as_deref(),
            r#mod: date.modifier,
            first_day: date.first_day,
            last_day: date.last_day,
            anchor: date.anchor.map(anchor),
            ambiguous: date.ambiguous,
        }
    }

    fn figure(&self, number: usize, figure: &'a model::Figure) -> Figure<'a> {
        let Slice { start, end, text } = self.slice(figure.span);
        Figure {
            id: format!("f{number}"),
            start,
            end,
            text,
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

    fn claim(&self, number: usize, claim: &'a model::Claim) -> Claim<'a> {
        let (start, end) = self.bounds(claim.span);
        Claim {
            id: format!("c{number}"),
            start,
            end,
            style: claim.style,
            source: self.source(&claim.source),
            cue: self.cue(&claim.cue),
            content: self.part(claim.content.as_ref()),
            nested_in: claim.nested_in.map(|id| format!("c{}", id.0 + 1)),
            hedged: claim.hedged,
            negated: claim.negated,
        }
    }

    fn source(&self, source: &'a model::Source) -> Source<'a> {
        let part = self.part(source.part.as_ref());
        Source {
            start: part.start,
            end: part.end,
            text: part.text,
            spans: part.spans,
            entity: source.entity.map(|id| format!("e{}", id.0 + 1)),
            role: source.role.as_deref(),
            kind: source.kind,
            form: source.form,
            via: source.via.as_deref(),
        }
    }

    fn cue(&self, cue: &model::Cue) -> Cue<'a> {
        let part = self.part(cue.part.as_ref());
        Cue {
            start: part.start,
            end: part.end,
            text: part.text,
            spans: part.spans,
            kind: cue.kind,
        }
    }

    fn citation(&self, citation: &'a model::Citation) -> Citation<'a> {
        let Slice { start, end, text } = self.slice(citation.span);
        Citation {
            outlet: &citation.outlet,
            start,
            end,
            text,
            kind: citation.kind,
        }
    }

    fn bounds(&self, span: Span) -> (u32, u32) {
        let chars = self.offsets.span(span);
        (chars.start, chars.end)
    }

    fn slice(&self, span: Span) -> Slice<'a> {
        let (start, end) = self.bounds(span);
        let text = span.of(self.text);
        Slice { start, end, text }
    }

    fn slices(&self, spans: &[Span]) -> Vec<Slice<'a>> {
        spans.iter().map(|&span| self.slice(span)).collect()
    }

    /// A role of a claim: its hull and its pieces, or nulls.
    fn part(&self, part: Option<&model::Part>) -> Content<'a> {
        let hull = part.map(|part| self.slice(part.hull()));
        let spans = part.map(|part| {
            let pieces = part.spans.iter().map(|&span| self.bounds(span).into());
            pieces.collect()
        });
        Content {
            start: hull.as_ref().map(|hull| hull.start),
            end: hull.as_ref().map(|hull| hull.end),
            text: hull.map(|hull| hull.text),
            spans,
        }
    }
}

/// A layer of findings with their numbers from 1; none where it was not run.
fn numbered<'r, T, W>(
    layer: &'r Option<Vec<T>>,
    write: impl Fn(usize, &'r T) -> W,
) -> Option<Vec<W>> {
    let findings = layer.as_ref()?.iter().zip(1..);
    Some(
        findings
            .map(|(finding, number)| write(number, finding))
            .collect(),
    )
}

/// What a date was counted from, as records name it.
pub(super) fn anchor(anchor: Anchor) -> String {
    match anchor {
        Anchor::Published => "published".to_owned(),
        Anchor::Date(id) => format!("d{}", id.0 + 1),
    }
}
