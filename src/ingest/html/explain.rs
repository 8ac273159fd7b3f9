//! What a page says of its article and what of it was left out, for whoever asks why an article came out as it did.

use rustc_hash::FxHashSet;

use super::blocks::{self, RawBlock};
use super::body;
use super::dom::Dom;
use super::evidence::{Evidence, Fact};
use super::jsonld::Structured;
use crate::ingest::trace::Seen;
use crate::model::{Article, Dropped};

const NO_PART: &str = "an element that is no part of an article: a menu, caption, comments, hidden";
const OUTSIDE: &str = "outside of the main content";
const MACHINERY: &str =
    "a line of the page's own: a credit, a notice, a link elsewhere, the headline again";

/// What was seen of a page; `found` are the blocks of its main content.
pub(super) fn page(
    article: &Article,
    dom: &Dom<'_>,
    evidence: &Evidence<'_>,
    structured: &Structured,
    found: &[RawBlock],
) -> Seen {
    Seen {
        locator: article.locator.clone(),
        said: said(evidence, structured),
        dropped: dropped(article, dom, found),
    }
}

/// What was seen of a fragment that is all content.
pub(super) fn fragment(article: &Article, dom: &Dom<'_>, found: &[RawBlock]) -> Seen {
    Seen {
        locator: article.locator.clone(),
        said: Vec::new(),
        dropped: dropped(article, dom, found),
    }
}

fn said(
    evidence: &Evidence<'_>,
    structured: &Structured,
) -> Vec<(&'static str, String, &'static str)> {
    let mut all: Vec<(&'static str, String, &'static str)> = Vec::new();
    let headlines = evidence
        .headlines
        .iter()
        .map(|(_, text)| ("title", text.clone(), "<h1>"));
    all.extend(headlines);
    let scripts = [
        ("title", &structured.headline, "JSON-LD headline"),
        ("subtitle", &structured.subtitle, "JSON-LD description"),
        ("publisher", &structured.publisher, "JSON-LD publisher"),
        ("section", &structured.section, "JSON-LD articleSection"),
        ("url", &structured.url, "JSON-LD url"),
        ("modified", &structured.modified, "JSON-LD dateModified"),
        ("language", &structured.language, "JSON-LD inLanguage"),
    ];
    let given = scripts
        .into_iter()
        .filter_map(|(field, value, name)| Some((field, value.clone()?, name)));
    all.extend(given);
    all.extend(
        structured
            .authors
            .iter()
            .map(|name| ("authors", name.clone(), "JSON-LD author")),
    );
    all.extend(
        structured
            .tags
            .iter()
            .map(|tag| ("tags", tag.clone(), "JSON-LD keywords")),
    );
    let metas = [
        ("title", Fact::Title, "meta og:title or its like"),
        ("publisher", Fact::Site, "meta og:site_name or its like"),
        ("authors", Fact::Author, "meta author or its like"),
        ("url", Fact::Url, "meta og:url"),
        ("section", Fact::Section, "meta article:section"),
        ("tags", Fact::Tag, "meta keywords or article:tag"),
        (
            "modified",
            Fact::Modified,
            "meta article:modified_time or its like",
        ),
        ("language", Fact::Language, "meta language"),
    ];
    for (field, fact, name) in metas {
        all.extend(
            evidence
                .all(fact)
                .into_iter()
                .map(|value| (field, value.to_owned(), name)),
        );
    }
    all.push(("title", evidence.title.clone(), "<title>"));
    all.push(("publisher", evidence.title.clone(), "<title>"));
    all.extend(
        evidence
            .canonical
            .map(|url| ("url", url.to_owned(), "link rel=canonical")),
    );
    all.extend(
        evidence
            .language
            .map(|code| ("language", code.to_owned(), "html lang")),
    );
    all
}

/// The blocks of the page that are not in the article, with the step that took each out.
fn dropped(article: &Article, dom: &Dom<'_>, found: &[RawBlock]) -> Vec<Dropped> {
    let texts = |blocks: &[RawBlock]| -> FxHashSet<String> {
        blocks.iter().map(|block| block.text.clone()).collect()
    };
    let (content, found) = (texts(&body::whole(dom)), texts(found));
    let kept: FxHashSet<&str> = article
        .blocks
        .iter()
        .map(|block| block.span.of(&article.text))
        .collect();
    let mut all = Vec::new();
    for block in blocks::collect(dom, &[0], &|_| false) {
        let text = block.text;
        if text.is_empty() || kept.contains(text.as_str()) {
            continue;
        }
        let why = if found.contains(&text) {
            MACHINERY
        } else if content.contains(&text) {
            OUTSIDE
        } else {
            NO_PART
        };
        all.push(Dropped { text, why });
    }
    all
}
