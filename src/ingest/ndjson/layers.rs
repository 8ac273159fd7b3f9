//! The findings of a record, read back.

use rustc_hash::FxHashMap;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::code_points::CodePoints;
use super::day;
use crate::model::{
    Anchor, Approx, Citation, CitationKind, Claim, ClaimId, Cue, CueKind, DateId, DateKind,
    DateMention, Entity, EntityId, EntityKind, Figure, FigureKind, Modifier, Part, Record, Source,
    SourceForm, SourceKind, Span, Style,
};

/// The parts of a record, unread.
#[derive(Deserialize)]
pub(super) struct Raw<'a> {
    #[serde(borrow)]
    pub(super) article: Option<&'a RawValue>,
    #[serde(borrow)]
    entities: Option<&'a RawValue>,
    #[serde(borrow)]
    dates: Option<&'a RawValue>,
    #[serde(borrow)]
    figures: Option<&'a RawValue>,
    #[serde(borrow)]
    claims: Option<&'a RawValue>,
    #[serde(borrow)]
    citations: Option<&'a RawValue>,
}

/// Reads the layers into `record`, whose text is known. Claims name entities: without the one layer the other is not read.
pub(super) fn read(raw: &Raw<'_>, record: &mut Record) {
    let text = &record.article.text;
    let reader = Reader {
        text,
        points: CodePoints::new(text),
    };
    let entities = layer(raw.entities);
    let names = entities.as_deref().map(numbers);
    record.entities = entities.and_then(|all| reader.all(&all, Reader::entity));
    let dates: Option<Vec<WireDate>> = layer(raw.dates);
    record.dates = dates.and_then(|all| {
        let ids = numbers(&all);
        reader.all(&all, |reader, date| reader.date(date, &ids))
    });
    let figures: Option<Vec<WireFigure>> = layer(raw.figures);
    record.figures = figures.and_then(|all| reader.all(&all, Reader::figure));
    let claims: Option<Vec<WireClaim>> = layer(raw.claims);
    let lost = raw.entities.is_some() && record.entities.is_none();
    let claims = claims.filter(|_| !lost).and_then(|all| {
        let ids = numbers(&all);
        let names = names.unwrap_or_default();
        reader.all(&all, |reader, claim| reader.claim(claim, &names, &ids))
    });
    let citations: Option<Vec<WireCitation>> = layer(raw.citations);
    let citations = citations.and_then(|all| reader.all(&all, Reader::citation));
    if claims.is_some() && citations.is_some() {
        record.claims = claims;
        record.citations = citations;
    }
}

/// The findings of a layer; none where it is null or shaped otherwise.
fn layer<T: for<'de> Deserialize<'de>>(raw: Option<&RawValue>) -> Option<Vec<T>> {
    serde_json::from_str(raw?.get()).ok()
}

/// The position of every finding by its id.
fn numbers<T: Identified>(findings: &[T]) -> FxHashMap<String, u32> {
    let ids = findings.iter().map(|finding| finding.id().to_owned());
    ids.zip(0..).collect()
}

trait Identified {
    fn id(&self) -> &str;
}

macro_rules! identified {
    ($($type:ident),+) => {$(
        impl Identified for $type {
            fn id(&self) -> &str {
                &self.id
            }
        }
    )+};
}

identified!(WireEntity, WireDate, WireClaim);

#[derive(Deserialize)]
struct Slice {
    start: u32,
    end: u32,
    text: String,
}

#[derive(Deserialize)]
struct WireEntity {
    id: String,
    key: String,
    #[serde(rename = "type")]
    kind: String,
    name: String,
    aliases: Vec<String>,
    role: Option<String>,
    roles: Vec<Slice>,
    mentions: Vec<Slice>,
    references: Vec<Slice>,
}

#[derive(Deserialize)]
struct WireDate {
    id: String,
    start: u32,
    end: u32,
    text: String,
    #[serde(rename = "type")]
    kind: String,
    value: String,
    end_value: Option<String>,
    #[serde(rename = "mod")]
    modifier: Option<String>,
    first_day: Option<String>,
    last_day: Option<String>,
    anchor: Option<String>,
    ambiguous: bool,
}

#[derive(Deserialize)]
struct WireFigure {
    start: u32,
    end: u32,
    text: String,
    kind: String,
    #[serde(deserialize_with = "float")]
    value: Option<f64>,
    #[serde(deserialize_with = "float")]
    low: Option<f64>,
    #[serde(deserialize_with = "float")]
    high: Option<f64>,
    #[serde(deserialize_with = "float")]
    previous: Option<f64>,
    unit: Option<String>,
    per: Option<String>,
    approx: Option<String>,
    of: Option<String>,
    subject: Option<String>,
}

#[derive(Deserialize)]
struct WireClaim {
    id: String,
    start: u32,
    end: u32,
    style: String,
    source: WireSource,
    cue: WireCue,
    content: WirePart,
    nested_in: Option<String>,
    hedged: bool,
    negated: bool,
}

#[derive(Deserialize)]
struct WirePart {
    spans: Option<Vec<(u32, u32)>>,
}

#[derive(Deserialize)]
struct WireSource {
    spans: Option<Vec<(u32, u32)>>,
    entity: Option<String>,
    role: Option<String>,
    kind: String,
    form: Option<String>,
    via: Option<String>,
}

#[derive(Deserialize)]
struct WireCue {
    spans: Option<Vec<(u32, u32)>>,
    kind: String,
}

#[derive(Deserialize)]
struct WireCitation {
    outlet: String,
    start: u32,
    end: u32,
    text: String,
    kind: String,
}

/// A number exactly as it is written: the quick way of `serde_json` may miss the last bit.
fn float<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?.get();
    if raw == "null" {
        return Ok(None);
    }
    raw.parse().map(Some).map_err(D::Error::custom)
}

struct Reader<'a> {
    text: &'a str,
    points: CodePoints<'a>,
}

impl Reader<'_> {
    /// Every finding of a layer, or none where one of them does not fit.
    fn all<T, U>(&self, findings: &[T], read: impl Fn(&Self, &T) -> Option<U>) -> Option<Vec<U>> {
        findings.iter().map(|finding| read(self, finding)).collect()
    }

    /// The bytes of `start..end`, where they are `text`.
    fn span(&self, start: u32, end: u32, text: &str) -> Option<Span> {
        let span = self.points.span(start, end)?;
        (span.of(self.text) == text).then_some(span)
    }

    fn slices(&self, slices: &[Slice]) -> Option<Vec<Span>> {
        self.all(slices, |reader, slice| {
            reader.span(slice.start, slice.end, &slice.text)
        })
    }

    fn part(&self, spans: Option<&[(u32, u32)]>) -> Option<Option<Part>> {
        let Some(spans) = spans else {
            return Some(None);
        };
        let spans = self.all(spans, |reader, &(start, end)| {
            reader.points.span(start, end)
        })?;
        (!spans.is_empty()).then_some(Some(Part { spans }))
    }

    fn entity(&self, wire: &WireEntity) -> Option<Entity> {
        Some(Entity {
            key: wire.key.clone(),
            kind: EntityKind::from_name(&wire.kind)?,
            name: wire.name.clone(),
            aliases: wire.aliases.clone(),
            role: wire.role.clone(),
            roles: self.slices(&wire.roles)?,
            mentions: self.slices(&wire.mentions)?,
            references: self.slices(&wire.references)?,
        })
    }

    fn date(&self, wire: &WireDate, ids: &FxHashMap<String, u32>) -> Option<DateMention> {
        let anchor = match wire.anchor.as_deref() {
            Some("published") => Some(Anchor::Published),
            Some(id) => ids.get(id).map(|&number| Anchor::Date(DateId(number))),
            None => None,
        };
        Some(DateMention {
            span: self.span(wire.start, wire.end, &wire.text)?,
            kind: DateKind::from_name(&wire.kind)?,
            value: wire.value.clone(),
            end_value: wire.end_value.clone(),
            modifier: named(wire.modifier.as_deref(), Modifier::from_name)?,
            first_day: named(wire.first_day.as_deref(), day)?,
            last_day: named(wire.last_day.as_deref(), day)?,
            anchor,
            ambiguous: wire.ambiguous,
        })
    }

    fn figure(&self, wire: &WireFigure) -> Option<Figure> {
        Some(Figure {
            span: self.span(wire.start, wire.end, &wire.text)?,
            kind: FigureKind::from_name(&wire.kind)?,
            value: wire.value,
            low: wire.low,
            high: wire.high,
            previous: wire.previous,
            unit: wire.unit.clone(),
            per: wire.per.clone(),
            approx: named(wire.approx.as_deref(), Approx::from_name)?,
            of: wire.of.clone(),
            subject: wire.subject.clone(),
        })
    }

    fn claim(
        &self,
        wire: &WireClaim,
        entities: &FxHashMap<String, u32>,
        claims: &FxHashMap<String, u32>,
    ) -> Option<Claim> {
        let source = &wire.source;
        let number = |ids: &FxHashMap<String, u32>, id: &Option<String>| {
            id.as_ref().and_then(|id| ids.get(id).copied())
        };
        Some(Claim {
            span: self.points.span(wire.start, wire.end)?,
            style: Style::from_name(&wire.style)?,
            source: Source {
                part: self.part(source.spans.as_deref())?,
                entity: number(entities, &source.entity).map(EntityId),
                role: source.role.clone(),
                kind: SourceKind::from_name(&source.kind)?,
                form: named(source.form.as_deref(), SourceForm::from_name)?,
                via: source.via.clone(),
            },
            cue: Cue {
                part: self.part(wire.cue.spans.as_deref())?,
                kind: CueKind::from_name(&wire.cue.kind)?,
            },
            content: self.part(wire.content.spans.as_deref())?,
            nested_in: number(claims, &wire.nested_in).map(ClaimId),
            hedged: wire.hedged,
            negated: wire.negated,
        })
    }

    fn citation(&self, wire: &WireCitation) -> Option<Citation> {
        Some(Citation {
            outlet: wire.outlet.clone(),
            span: self.span(wire.start, wire.end, &wire.text)?,
            kind: CitationKind::from_name(&wire.kind)?,
        })
    }
}

/// A name that may be null; none where there is one that is not known.
fn named<T>(name: Option<&str>, known: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match name {
        Some(name) => known(name).map(Some),
        None => Some(None),
    }
}
