//! Comparisons and timelines as JSON.

use super::super::json_writer::JsonWriter;
use super::super::stories::rounded;
use super::{Texts, lists};
use crate::model::{Contrast, Event, Fact, FactSide, Rewrite, Span};

/// A comparison.
pub(super) fn object(texts: &Texts<'_>, out: &mut String) {
    let comparison = texts.of;
    let story = &comparison.story;
    JsonWriter::new(out).object(|json| {
        json.key("story").string(&story.id);
        json.key("title").text(story.title.as_ref());
        json.key("articles")
            .array(&story.articles, |json, article| json.string(&article.id));
        json.key("copies")
            .array(&comparison.rewrites, |json, rewrite| {
                json.object(|json| copy(texts, rewrite, json));
            });
        json.key("facts").array(
            comparison.facts.iter().enumerate(),
            |json, (number, fact)| {
                json.object(|json| object_of_fact(texts, number, fact, json));
            },
        );
        json.key("provenance")
            .array(&comparison.provenance, |json, reliance| {
                json.object(|json| {
                    passage(texts, json, reliance.passage.article, reliance.passage.span);
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
                json.object(|json| event_fields(texts, event, json));
            });
    });
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
            support(texts, json, side);
        });
    });
    json.key("origins")
        .array(&fact.origins, |json, origin| json.string(origin));
}

/// The fields that tell where a passage stands.
fn passage(texts: &Texts<'_>, json: &mut JsonWriter<'_>, article: usize, span: Span) {
    json.key("article")
        .string(&texts.of.story.articles[article].id);
    place(texts, json, article, span);
}

fn place(texts: &Texts<'_>, json: &mut JsonWriter<'_>, article: usize, span: Span) {
    let chars = texts.offsets[article].span(span);
    json.key("start").number(u64::from(chars.start));
    json.key("end").number(u64::from(chars.end));
    json.key("text").string(texts.slice(article, span));
}

/// The passages of a version, with who answers for each.
fn support(texts: &Texts<'_>, json: &mut JsonWriter<'_>, side: &FactSide) {
    let support = side.support.iter().zip(&side.said);
    json.key("support").array(support, |json, (own, said)| {
        json.object(|json| {
            passage(texts, json, own.article, own.span);
            json.key("source").text(said.source.as_ref());
            json.key("cue").text(said.cue.as_ref());
        });
    });
}

/// A copy, and what it changed.
fn copy(texts: &Texts<'_>, rewrite: &Rewrite, json: &mut JsonWriter<'_>) {
    let copy = &rewrite.copy;
    let articles = &texts.of.story.articles;
    json.key("article").string(&articles[copy.article].id);
    json.key("of").string(&articles[copy.of].id);
    json.key("containment").float(Some(rounded(copy)));
    json.key("edits").array(&rewrite.edits, |json, edit| {
        json.object(|json| {
            json.key("contrast").text(edit.kind.map(Contrast::name));
            json.key("was")
                .object(|json| place(texts, json, copy.of, edit.was));
            json.key("now")
                .object(|json| place(texts, json, copy.article, edit.now));
        });
    });
    let lists = [
        ("cut", &rewrite.cut, copy.of),
        ("added", &rewrite.added, copy.article),
    ];
    for (name, spans, article) in lists {
        json.key(name).array(spans, |json, &span| {
            json.object(|json| place(texts, json, article, span));
        });
    }
}

/// An event of a timeline with its story.
pub(super) fn event_object(texts: &Texts<'_>, event: &Event, out: &mut String) {
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
    json.key("support").array(&event.support, |json, own| {
        json.object(|json| passage(texts, json, own.article, own.span));
    });
}
