//! The record codec: a record as one line of JSON with every key, in the order in which the schema names them.

use super::json_writer::JsonWriter;
use super::offsets::Offsets;
use crate::model::{
    Anchor, Approx, Article, Citation, Claim, DateMention, Entity, Figure, Modifier, Part,
    PublishedFrom, Record, SourceForm, Span,
};

/// The record as one line of JSON, without a line end.
#[must_use]
pub fn to_json(record: &Record) -> String {
    let mut out = String::with_capacity(record.article.text.len() * 3 + 1024);
    write_json(record, &mut out);
    out
}

/// Appends the record as one line of JSON, without a line end.
pub(super) fn write_json(record: &Record, out: &mut String) {
    let text = &record.article.text;
    let codec = Codec {
        text,
        offsets: Offsets::new(text),
    };
    JsonWriter::new(out).object(|json| {
        json.key("article");
        codec.article(json, &record.article);
        codec.layer(json, "entities", &record.entities, Codec::entity);
        codec.layer(json, "dates", &record.dates, Codec::date);
        codec.layer(json, "figures", &record.figures, Codec::figure);
        codec.layer(json, "claims", &record.claims, Codec::claim);
        codec.layer(json, "citations", &record.citations, Codec::citation);
    });
}

struct Codec<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
}

/// How the codec writes a finding, given its number from 1.
type Writes<'a, T> = fn(&Codec<'a>, &mut JsonWriter<'_>, usize, &T);

impl<'a> Codec<'a> {
    /// A layer of findings; null where it was not run.
    fn layer<T>(
        &self,
        json: &mut JsonWriter<'_>,
        key: &str,
        findings: &Option<Vec<T>>,
        write: Writes<'a, T>,
    ) {
        json.key(key);
        match findings {
            Some(findings) => json.array(findings.iter().zip(1..), |json, (finding, number)| {
                write(self, json, number, finding);
            }),
            None => json.null(),
        }
    }

    fn article(&self, json: &mut JsonWriter<'_>, article: &Article) {
        json.object(|json| {
            json.key("id").string(&article.id);
            json.key("input").object(|json| {
                let path = article.locator.path.to_string_lossy();
                json.key("path").string(&path);
                json.key("format").string(article.format.name());
                json.key("record");
                match article.locator.record {
                    Some(record) => json.number(record),
                    None => json.null(),
                }
            });
            json.key("url").text(article.url.as_ref());
            json.key("publisher").text(article.publisher.as_ref());
            json.key("title").text(article.title.as_ref());
            json.key("subtitle").text(article.subtitle.as_ref());
            json.key("authors")
                .array(&article.authors, |json, author| json.string(author));
            json.key("published").text(article.published.as_ref());
            json.key("published_date")
                .text(article.published_date.map(|day| day.to_string()));
            json.key("published_from")
                .text(article.published_from.map(PublishedFrom::name));
            json.key("modified").text(article.modified.as_ref());
            json.key("language").text(article.language.as_ref());
            json.key("section").text(article.section.as_ref());
            json.key("tags")
                .array(&article.tags, |json, tag| json.string(tag));
            json.key("dateline").object(|json| {
                json.key("place").text(article.dateline.place.as_ref());
                json.key("agency").text(article.dateline.agency.as_ref());
            });
            json.key("text").string(&article.text);
            self.structure(json, article);
            let words = article.text.split_whitespace().count();
            json.key("words").number(words as u64);
        });
    }

    /// The blocks and links of the text.
    fn structure(&self, json: &mut JsonWriter<'_>, article: &Article) {
        json.key("blocks").array(&article.blocks, |json, block| {
            json.object(|json| {
                json.key("kind").string(block.kind.name());
                self.bounds(json, block.span);
            });
        });
        json.key("links").array(&article.links, |json, link| {
            json.object(|json| {
                json.key("url").string(&link.url);
                self.slice(json, link.span);
            });
        });
    }

    fn entity(&self, json: &mut JsonWriter<'_>, number: usize, entity: &Entity) {
        json.object(|json| {
            json.key("id").string(&format!("e{number}"));
            json.key("key").string(&entity.key);
            json.key("type").string(entity.kind.name());
            json.key("name").string(&entity.name);
            json.key("aliases")
                .array(&entity.aliases, |json, alias| json.string(alias));
            json.key("role").text(entity.role.as_ref());
            self.slices(json, "roles", &entity.roles);
            self.slices(json, "mentions", &entity.mentions);
            self.slices(json, "references", &entity.references);
        });
    }

    fn date(&self, json: &mut JsonWriter<'_>, number: usize, date: &DateMention) {
        json.object(|json| {
            json.key("id").string(&format!("d{number}"));
            self.slice(json, date.span);
            json.key("type").string(date.kind.name());
            json.key("value").string(&date.value);
            json.key("end_value").text(date.end_value.as_ref());
            json.key("mod").text(date.modifier.map(Modifier::name));
            json.key("first_day")
                .text(date.first_day.map(|day| day.to_string()));
            json.key("last_day")
                .text(date.last_day.map(|day| day.to_string()));
            json.key("anchor").text(date.anchor.map(anchor));
            json.key("ambiguous").bool(date.ambiguous);
        });
    }

    fn figure(&self, json: &mut JsonWriter<'_>, number: usize, figure: &Figure) {
        json.object(|json| {
            json.key("id").string(&format!("f{number}"));
            self.slice(json, figure.span);
            json.key("kind").string(figure.kind.name());
            json.key("value").float(figure.value);
            json.key("low").float(figure.low);
            json.key("high").float(figure.high);
            json.key("previous").float(figure.previous);
            json.key("unit").text(figure.unit.as_ref());
            json.key("per").text(figure.per.as_ref());
            json.key("approx").text(figure.approx.map(Approx::name));
            json.key("of").text(figure.of.as_ref());
            json.key("subject").text(figure.subject.as_ref());
        });
    }

    fn claim(&self, json: &mut JsonWriter<'_>, number: usize, claim: &Claim) {
        json.object(|json| {
            json.key("id").string(&format!("c{number}"));
            self.bounds(json, claim.span);
            json.key("style").string(claim.style.name());
            let source = &claim.source;
            json.key("source").object(|json| {
                self.part(json, source.part.as_ref());
                json.key("entity")
                    .text(source.entity.map(|id| format!("e{}", id.0 + 1)));
                json.key("role").text(source.role.as_ref());
                json.key("kind").string(source.kind.name());
                json.key("form").text(source.form.map(SourceForm::name));
                json.key("via").text(source.via.as_ref());
            });
            json.key("cue").object(|json| {
                self.part(json, claim.cue.part.as_ref());
                json.key("kind").string(claim.cue.kind.name());
            });
            json.key("content")
                .object(|json| self.part(json, claim.content.as_ref()));
            json.key("nested_in")
                .text(claim.nested_in.map(|id| format!("c{}", id.0 + 1)));
            json.key("hedged").bool(claim.hedged);
            json.key("negated").bool(claim.negated);
        });
    }

    fn citation(&self, json: &mut JsonWriter<'_>, _number: usize, citation: &Citation) {
        json.object(|json| {
            json.key("outlet").string(&citation.outlet);
            self.slice(json, citation.span);
            json.key("kind").string(citation.kind.name());
        });
    }

    /// The fields `start` and `end` of a span.
    fn bounds(&self, json: &mut JsonWriter<'_>, span: Span) {
        let chars = self.offsets.span(span);
        json.key("start").number(chars.start.into());
        json.key("end").number(chars.end.into());
    }

    /// The fields `start`, `end` and `text` of a span.
    fn slice(&self, json: &mut JsonWriter<'_>, span: Span) {
        self.bounds(json, span);
        json.key("text").string(span.of(self.text));
    }

    fn slices(&self, json: &mut JsonWriter<'_>, key: &str, spans: &[Span]) {
        json.key(key).array(spans, |json, &span| {
            json.object(|json| self.slice(json, span));
        });
    }

    /// The fields of a role of a claim: its hull and its pieces, or nulls.
    fn part(&self, json: &mut JsonWriter<'_>, part: Option<&Part>) {
        let Some(part) = part else {
            for key in ["start", "end", "text", "spans"] {
                json.key(key).null();
            }
            return;
        };
        self.slice(json, part.hull());
        json.key("spans").array(&part.spans, |json, &span| {
            let chars = self.offsets.span(span);
            json.array([chars.start, chars.end], |json, at| json.number(at.into()));
        });
    }
}

/// What a date was counted from, as records name it.
pub(super) fn anchor(anchor: Anchor) -> String {
    match anchor {
        Anchor::Published => "published".to_owned(),
        Anchor::Date(id) => format!("d{}", id.0 + 1),
    }
}
