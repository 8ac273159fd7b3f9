//! The record codec: a record as one line of JSON with every key.

use serde::Serialize;
use serde_json::{Value, json};

use super::offsets::Offsets;
use crate::model::{
    Anchor, Approx, BlockKind, CitationKind, Claim, CueKind, DateKind, DateMention, Entity,
    EntityKind, Figure, FigureKind, Modifier, Part, PublishedFrom, Record, SourceForm, SourceKind,
    Span, Style,
};

/// The record as one line of JSON, without a line end.
#[must_use]
pub fn to_json(record: &Record) -> String {
    let article = &record.article;
    let codec = Codec {
        text: &article.text,
        offsets: Offsets::new(&article.text),
    };
    let list = |items: Option<Vec<Value>>| items.map_or(Value::Null, Value::Array);
    let value = json!({
        "article": codec.article(record),
        "entities": list(record.entities.as_ref().map(|all| all.iter().enumerate().map(|(i, e)| codec.entity(i, e)).collect())),
        "dates": list(record.dates.as_ref().map(|all| all.iter().enumerate().map(|(i, d)| codec.date(i, d)).collect())),
        "figures": list(record.figures.as_ref().map(|all| all.iter().enumerate().map(|(i, f)| codec.figure(i, f)).collect())),
        "claims": list(record.claims.as_ref().map(|all| all.iter().enumerate().map(|(i, c)| codec.claim(i, c)).collect())),
        "citations": list(record.citations.as_ref().map(|all| all.iter().map(|c| codec.citation(c)).collect())),
    });
    value.to_string()
}

struct Codec<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

#[derive(Serialize)]
struct Slice<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

impl<'a> Codec<'a> {
    fn slice(&self, span: Span) -> Slice<'a> {
        let chars = self.offsets.span(span);
        Slice {
            start: chars.start,
            end: chars.end,
            text: span.of(self.text),
        }
    }

    fn pairs(&self, part: &Part) -> Vec<[u32; 2]> {
        part.spans
            .iter()
            .map(|&s| self.offsets.span(s))
            .map(|s| [s.start, s.end])
            .collect()
    }

    fn part(&self, part: Option<&Part>) -> Value {
        part.map_or_else(
            || json!({"start": null, "end": null, "text": null, "spans": null}),
            |part| {
                let hull = self.slice(part.hull());
                json!({"start": hull.start, "end": hull.end, "text": hull.text, "spans": self.pairs(part)})
            },
        )
    }

    fn article(&self, record: &Record) -> Value {
        let a = &record.article;
        let blocks: Vec<Value> = a
            .blocks
            .iter()
            .map(|b| {
                let span = self.offsets.span(b.span);
                json!({"kind": block_kind(b.kind), "start": span.start, "end": span.end})
            })
            .collect();
        let links: Vec<Value> = a
            .links
            .iter()
            .map(|l| {
                let s = self.slice(l.span);
                json!({"url": l.url, "start": s.start, "end": s.end, "text": s.text})
            })
            .collect();
        json!({
            "id": a.id,
            "input": {"path": a.locator.path.to_string_lossy(), "format": a.format.name(), "record": a.locator.record},
            "url": a.url, "publisher": a.publisher, "title": a.title, "subtitle": a.subtitle, "authors": a.authors,
            "published": a.published, "published_date": a.published_date.map(|d| d.to_string()),
            "published_from": a.published_from.map(published_from), "modified": a.modified, "language": a.language,
            "section": a.section, "tags": a.tags, "dateline": {"place": a.dateline.place, "agency": a.dateline.agency},
            "text": a.text, "blocks": blocks, "links": links, "words": a.text.split_whitespace().count(),
        })
    }

    fn entity(&self, index: usize, e: &Entity) -> Value {
        let slices = |spans: &[Span]| spans.iter().map(|&s| self.slice(s)).collect::<Vec<_>>();
        json!({
            "id": format!("e{}", index + 1), "key": e.key, "type": entity_kind(e.kind), "name": e.name, "aliases": e.aliases,
            "role": e.role, "roles": slices(&e.roles), "mentions": slices(&e.mentions), "references": slices(&e.references),
        })
    }

    fn date(&self, index: usize, d: &DateMention) -> Value {
        let s = self.slice(d.span);
        let anchor = d.anchor.map(|anchor| match anchor {
            Anchor::Published => "published".to_owned(),
            Anchor::Date(id) => format!("d{}", id.0 + 1),
        });
        json!({
            "id": format!("d{}", index + 1), "start": s.start, "end": s.end, "text": s.text, "type": date_kind(d.kind),
            "value": d.value, "end_value": d.end_value, "mod": d.modifier.map(modifier),
            "first_day": d.first_day.map(|d| d.to_string()), "last_day": d.last_day.map(|d| d.to_string()),
            "anchor": anchor, "ambiguous": d.ambiguous,
        })
    }

    fn figure(&self, index: usize, f: &Figure) -> Value {
        let s = self.slice(f.span);
        json!({
            "id": format!("f{}", index + 1), "start": s.start, "end": s.end, "text": s.text, "kind": figure_kind(f.kind),
            "value": f.value, "low": f.low, "high": f.high, "previous": f.previous, "unit": f.unit, "per": f.per,
            "approx": f.approx.map(approx), "of": f.of, "subject": f.subject,
        })
    }

    fn claim(&self, index: usize, c: &Claim) -> Value {
        let span = self.offsets.span(c.span);
        let mut source = self.part(c.source.part.as_ref());
        source["entity"] = json!(c.source.entity.map(|e| format!("e{}", e.0 + 1)));
        source["role"] = json!(c.source.role);
        source["kind"] = json!(source_kind(c.source.kind));
        source["form"] = json!(c.source.form.map(source_form));
        source["via"] = json!(c.source.via);
        let mut cue = self.part(c.cue.part.as_ref());
        cue["kind"] = json!(cue_kind(c.cue.kind));
        json!({
            "id": format!("c{}", index + 1), "start": span.start, "end": span.end, "style": style(c.style), "source": source,
            "cue": cue, "content": self.part(c.content.as_ref()), "nested_in": c.nested_in.map(|c| format!("c{}", c.0 + 1)),
            "hedged": c.hedged, "negated": c.negated,
        })
    }

    fn citation(&self, c: &crate::model::Citation) -> Value {
        let s = self.slice(c.span);
        json!({"outlet": c.outlet, "start": s.start, "end": s.end, "text": s.text, "kind": citation_kind(c.kind)})
    }
}

const fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list_item",
        BlockKind::Quote => "quote",
        BlockKind::Table => "table",
    }
}

const fn published_from(from: PublishedFrom) -> &'static str {
    match from {
        PublishedFrom::JsonLd => "json-ld",
        PublishedFrom::Meta => "meta",
        PublishedFrom::Time => "time",
        PublishedFrom::Byline => "byline",
        PublishedFrom::Updated => "updated",
        PublishedFrom::Url => "url",
        PublishedFrom::Dateline => "dateline",
    }
}

const fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Location => "location",
        EntityKind::Group => "group",
        EntityKind::Event => "event",
        EntityKind::Law => "law",
        EntityKind::Work => "work",
        EntityKind::Product => "product",
    }
}

const fn date_kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Date => "date",
        DateKind::Time => "time",
        DateKind::Duration => "duration",
        DateKind::Set => "set",
    }
}

const fn modifier(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Before => "BEFORE",
        Modifier::After => "AFTER",
        Modifier::OnOrBefore => "ON_OR_BEFORE",
        Modifier::OnOrAfter => "ON_OR_AFTER",
        Modifier::LessThan => "LESS_THAN",
        Modifier::MoreThan => "MORE_THAN",
        Modifier::EqualOrLess => "EQUAL_OR_LESS",
        Modifier::EqualOrMore => "EQUAL_OR_MORE",
        Modifier::Start => "START",
        Modifier::Mid => "MID",
        Modifier::End => "END",
        Modifier::Approx => "APPROX",
    }
}

const fn figure_kind(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Percent => "percent",
        FigureKind::Money => "money",
        FigureKind::Quantity => "quantity",
        FigureKind::Count => "count",
        FigureKind::Ordinal => "ordinal",
        FigureKind::Range => "range",
        FigureKind::Ratio => "ratio",
        FigureKind::Score => "score",
    }
}

const fn approx(approx: Approx) -> &'static str {
    match approx {
        Approx::About => "about",
        Approx::AtLeast => "at_least",
        Approx::AtMost => "at_most",
        Approx::MoreThan => "more_than",
        Approx::LessThan => "less_than",
    }
}

const fn style(style: Style) -> &'static str {
    match style {
        Style::Direct => "direct",
        Style::Indirect => "indirect",
        Style::Mixed => "mixed",
    }
}

const fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Person => "person",
        SourceKind::Organization => "organization",
        SourceKind::Document => "document",
        SourceKind::Anonymous => "anonymous",
        SourceKind::None => "none",
    }
}

const fn source_form(form: SourceForm) -> &'static str {
    match form {
        SourceForm::Name => "name",
        SourceForm::Description => "description",
        SourceForm::Pronoun => "pronoun",
    }
}

const fn cue_kind(kind: CueKind) -> &'static str {
    match kind {
        CueKind::Say => "say",
        CueKind::Write => "write",
        CueKind::Think => "think",
        CueKind::Want => "want",
        CueKind::Plan => "plan",
        CueKind::Stance => "stance",
        CueKind::Show => "show",
        CueKind::Deny => "deny",
        CueKind::NoComment => "no_comment",
        CueKind::Hearsay => "hearsay",
    }
}

const fn citation_kind(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Reported => "reported",
        CitationKind::Told => "told",
        CitationKind::Citing => "citing",
        CitationKind::Link => "link",
        CitationKind::Agency => "agency",
    }
}
