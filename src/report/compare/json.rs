//! Comparisons and timelines as JSON.

use super::super::record::Slice;
use super::super::stories::{ids, rounded};
use super::super::wire::{object, write};
use super::Texts;
use crate::model::{
    self, Basis, Contrast, Day, FactKind, FactSide, Passage, Reliance, Said, Span, StoryArticle,
};

object! {
    /// A story with what its articles agree on, where they differ and whom they repeat: a line of `compare`.
    pub(in crate::report) struct Comparison<'a> {
        /// The id of the story.
        story: &'a str,
        /// The title of the article that is most like the others.
        title: Option<&'a str>,
        /// The ids of its articles.
        articles: Vec<&'a str>,
        /// What each copy changed of its original.
        copies: Vec<Rewrite<'a>>,
        /// What is said: agreed facts first, then differences, then what one article alone says.
        facts: Vec<Fact<'a>>,
        /// Whom and what each article relies on.
        provenance: Vec<Reliant<'a>>,
        /// Whom each article quotes and refers to.
        sourcing: Vec<Sourcing<'a>>,
        /// What happened or will happen, by day.
        timeline: Vec<Happening<'a>>,
    }
}

object! {
    /// Something that one or more articles say.
    pub(in crate::report) struct Fact<'a> {
        /// `f1`, `f2`, … in the story.
        id: String,
        /// Whether the articles agree on it, differ, or one alone says it.
        kind: FactKind,
        /// What they differ in.
        contrast: Option<Contrast>,
        /// The clearest passage.
        text: &'a str,
        /// What it is about, in the words of the articles.
        about: &'a str,
        /// Whether articles say otherwise of it; what is agreed can be disputed where several origins say so all the same.
        disputed: bool,
        /// One version, or two and more where they differ.
        sides: Vec<Side<'a>>,
        /// Who stands behind it; articles that repeat one origin count once.
        origins: &'a [String],
    }
}

object! {
    /// One version of a fact.
    pub(in crate::report) struct Side<'a> {
        /// The version, where there are several.
        value: Option<&'a str>,
        /// The passages that say so.
        support: Vec<Voiced<'a>>,
    }
}

object! {
    /// A passage, and who answers for it in its article.
    pub(in crate::report) struct Voiced<'a> {
        /// The id of the article.
        article: &'a str,
        /// The first code point of the passage in the article's text.
        start: u32,
        /// The code point after its last one.
        end: u32,
        /// Its words.
        text: &'a str,
        /// The source, in the words of the article or by its name; null where the article asserts it.
        source: Option<&'a str>,
        /// The verb, or what else attributes it.
        cue: Option<&'a str>,
    }
}

object! {
    /// A copy and its original.
    pub(in crate::report) struct Rewrite<'a> {
        /// The id of the later article.
        article: &'a str,
        /// The id of the earlier one.
        of: &'a str,
        /// How much of the shorter of the two stands in the other, 0 to 1.
        containment: f64,
        /// The words that are others, in the order of the original.
        edits: Vec<Edit<'a>>,
        /// The sentences of the original that the copy has not.
        cut: Vec<Slice<'a>>,
        /// The sentences of the copy that its original has not.
        added: Vec<Slice<'a>>,
    }
}

object! {
    /// Words of a sentence that a copy changed.
    pub(in crate::report) struct Edit<'a> {
        /// What is changed by it; null where it is only worded otherwise.
        contrast: Option<Contrast>,
        /// The words in the original; empty where there are none.
        was: Slice<'a>,
        /// The words in the copy; empty where there are none.
        now: Slice<'a>,
    }
}

object! {
    /// That an article relies on somebody or something for what it says.
    pub(in crate::report) struct Reliant<'a> {
        /// The id of the article.
        article: &'a str,
        /// The first code point of the words that say so.
        start: u32,
        /// The code point after the last one.
        end: u32,
        /// The words.
        text: &'a str,
        /// On whom or what.
        relies_on: &'a str,
        /// Of which kind that is.
        kind: Basis,
    }
}

object! {
    /// Whom an article quotes and refers to; each once, in text order.
    pub(in crate::report) struct Sourcing<'a> {
        /// The id of the article.
        article: &'a str,
        /// People and bodies with a name.
        named: &'a [String],
        /// Sources that are not named.
        anonymous: &'a [String],
        /// Documents.
        documents: &'a [String],
        /// Those who did not want to comment or could not be reached.
        declined: &'a [String],
        /// Other outlets and agencies.
        outlets: &'a [String],
    }
}

object! {
    /// What happened or will happen on a day.
    pub(in crate::report) struct Happening<'a> {
        /// The first day that is meant.
        first_day: Day,
        /// The last one.
        last_day: Day,
        /// The clearest passage.
        text: &'a str,
        /// Whether articles give other days for it.
        disputed: bool,
        /// The passages that tell of it.
        support: Vec<Told<'a>>,
    }
}

object! {
    /// An event of a story: a line of `timeline`.
    pub(in crate::report) struct Event<'a> {
        /// The id of the story.
        story: &'a str,
        /// The first day that is meant.
        first_day: Day,
        /// The last one.
        last_day: Day,
        /// The clearest passage.
        text: &'a str,
        /// Whether articles give other days for it.
        disputed: bool,
        /// The passages that tell of it.
        support: Vec<Told<'a>>,
    }
}

object! {
    /// A passage of an article.
    pub(in crate::report) struct Told<'a> {
        /// The id of the article.
        article: &'a str,
        /// The first code point of the passage in the article's text.
        start: u32,
        /// The code point after its last one.
        end: u32,
        /// Its words.
        text: &'a str,
    }
}

/// A comparison.
pub(super) fn object(texts: &Texts<'_>, out: &mut String) {
    let of = texts.of;
    let comparison = Comparison {
        story: &of.story.id,
        title: of.story.title.as_deref(),
        articles: ids(&of.story),
        copies: of
            .rewrites
            .iter()
            .map(|copy| rewrite(texts, copy))
            .collect(),
        facts: of
            .facts
            .iter()
            .zip(1..)
            .map(|(own, number)| fact(texts, number, own))
            .collect(),
        provenance: of
            .provenance
            .iter()
            .map(|own| reliant(texts, own))
            .collect(),
        sourcing: of
            .story
            .articles
            .iter()
            .zip(&of.sourcing)
            .map(sourcing)
            .collect(),
        timeline: of
            .timeline
            .iter()
            .map(|event| happening(texts, event))
            .collect(),
    };
    write(&comparison, out);
}

/// An event of a timeline with its story.
pub(super) fn event_object(texts: &Texts<'_>, event: &model::Event, out: &mut String) {
    let own = happening(texts, event);
    let event = Event {
        story: &texts.of.story.id,
        first_day: own.first_day,
        last_day: own.last_day,
        text: own.text,
        disputed: own.disputed,
        support: own.support,
    };
    write(&event, out);
}

fn fact<'c>(texts: &Texts<'c>, number: usize, fact: &'c model::Fact) -> Fact<'c> {
    Fact {
        id: format!("f{number}"),
        kind: fact.kind,
        contrast: fact.contrast,
        text: texts.words(fact.sides[0].support[0]),
        about: &fact.about,
        disputed: fact.disputed,
        sides: fact.sides.iter().map(|own| side(texts, own)).collect(),
        origins: &fact.origins,
    }
}

/// The passages of a version, with who answers for each.
fn side<'c>(texts: &Texts<'c>, side: &'c FactSide) -> Side<'c> {
    let support = side.support.iter().zip(&side.said);
    Side {
        value: side.value.as_deref(),
        support: support
            .map(|(&own, said)| voiced(texts, own, said))
            .collect(),
    }
}

fn voiced<'c>(texts: &Texts<'c>, own: Passage, said: &'c Said) -> Voiced<'c> {
    let Told {
        article,
        start,
        end,
        text,
    } = told(texts, own);
    Voiced {
        article,
        start,
        end,
        text,
        source: said.source.as_deref(),
        cue: said.cue.as_deref(),
    }
}

fn told<'c>(texts: &Texts<'c>, own: Passage) -> Told<'c> {
    let Slice { start, end, text } = slice(texts, own.article, own.span);
    let article = &texts.of.story.articles[own.article].id;
    Told {
        article,
        start,
        end,
        text,
    }
}

fn slice<'c>(texts: &Texts<'c>, article: usize, span: Span) -> Slice<'c> {
    let chars = texts.offsets[article].span(span);
    Slice {
        start: chars.start,
        end: chars.end,
        text: texts.slice(article, span),
    }
}

/// A copy, and what it changed.
fn rewrite<'c>(texts: &Texts<'c>, rewrite: &'c model::Rewrite) -> Rewrite<'c> {
    let copy = &rewrite.copy;
    let articles = &texts.of.story.articles;
    let slices = |spans: &[Span], article| {
        spans
            .iter()
            .map(|&span| slice(texts, article, span))
            .collect()
    };
    let edits = rewrite.edits.iter().map(|edit| Edit {
        contrast: edit.kind,
        was: slice(texts, copy.of, edit.was),
        now: slice(texts, copy.article, edit.now),
    });
    Rewrite {
        article: &articles[copy.article].id,
        of: &articles[copy.of].id,
        containment: rounded(copy),
        edits: edits.collect(),
        cut: slices(&rewrite.cut, copy.of),
        added: slices(&rewrite.added, copy.article),
    }
}

fn reliant<'c>(texts: &Texts<'c>, reliance: &'c Reliance) -> Reliant<'c> {
    let Told {
        article,
        start,
        end,
        text,
    } = told(texts, reliance.passage);
    Reliant {
        article,
        start,
        end,
        text,
        relies_on: &reliance.on,
        kind: reliance.basis,
    }
}

fn sourcing<'c>((article, own): (&'c StoryArticle, &'c model::Sourcing)) -> Sourcing<'c> {
    Sourcing {
        article: &article.id,
        named: &own.named,
        anonymous: &own.anonymous,
        documents: &own.documents,
        declined: &own.declined,
        outlets: &own.outlets,
    }
}

fn happening<'c>(texts: &Texts<'c>, event: &model::Event) -> Happening<'c> {
    Happening {
        first_day: event.first_day,
        last_day: event.last_day,
        text: texts.words(event.support[0]),
        disputed: event.disputed,
        support: event.support.iter().map(|&own| told(texts, own)).collect(),
    }
}
