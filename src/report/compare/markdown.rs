//! Comparisons and timelines as Markdown, for notes and issues: sections of lists, every line with its articles.

use std::fmt::Write;

use super::super::markdown::line;
use super::super::stories::{outlet, story_markdown};
use super::super::text::{long, range};
use super::{SECTIONS, Texts, WITHIN, attributed, lists, numbers, repeats, told};
use crate::model::{Contrast, Event, Fact, FactKind, Passage, Rewrite};

/// A comparison.
pub(super) fn write(texts: &Texts<'_>, passages: bool, out: &mut String) {
    story_markdown(&texts.of.story, out);
    for (title, chosen) in SECTIONS {
        let mut facts = texts.of.facts.iter().filter(|fact| chosen(fact)).peekable();
        if facts.peek().is_some() {
            heading(title, out);
        }
        for fact in facts {
            match fact.kind {
                FactKind::Differ => difference(texts, fact, passages, out),
                _ => whole(texts, fact, passages, out),
            }
        }
        if title == WITHIN && !texts.of.rewrites.is_empty() {
            heading("Copies", out);
            let rewrites = texts.of.rewrites.iter();
            rewrites.for_each(|rewrite| copy(texts, rewrite, out));
        }
    }
    provenance(texts, out);
    sourcing(texts, out);
    events(texts, out);
}

/// The timeline of a story.
pub(super) fn timeline(texts: &Texts<'_>, out: &mut String) {
    story_markdown(&texts.of.story, out);
    events(texts, out);
}

fn heading(title: &str, out: &mut String) {
    let _ = writeln!(out, "\n## {title}\n");
}

fn whole(texts: &Texts<'_>, fact: &Fact, passages: bool, out: &mut String) {
    let support = &fact.sides[0].support;
    let mut tail = format!("({})", numbers(support));
    if fact.kind == FactKind::Agreed {
        let noun = if fact.origins.len() == 1 {
            "origin"
        } else {
            "origins"
        };
        let _ = write!(tail, ", {} {noun}", fact.origins.len());
    }
    if fact.disputed {
        tail.push_str(", *disputed*");
    }
    let _ = writeln!(out, "- {} {tail}", line(&fact.about));
    if let Some(by) = attributed(fact) {
        let _ = writeln!(out, "  - *{}*", line(&by));
    }
    if passages {
        quotes(texts, support, "  ", out);
    }
}

fn difference(texts: &Texts<'_>, fact: &Fact, passages: bool, out: &mut String) {
    let contrast = fact.contrast.map_or("", Contrast::name);
    let _ = writeln!(out, "- {} *({contrast})*", line(&fact.about));
    for side in &fact.sides {
        let value = side.value.as_deref().unwrap_or("");
        let words = texts.words(side.support[0]);
        let behind = if words == value {
            String::new()
        } else {
            format!(": {}", line(words))
        };
        let articles = numbers(&side.support);
        let _ = writeln!(out, "  - ({articles}) **{}**{behind}", line(value));
        if passages {
            quotes(texts, &side.support, "    ", out);
        }
    }
}

fn quotes(texts: &Texts<'_>, support: &[Passage], indent: &str, out: &mut String) {
    for &passage in support {
        let words = line(texts.words(passage));
        let _ = writeln!(out, "{indent}- ({}) {words}", passage.article + 1);
    }
}

fn copy(texts: &Texts<'_>, rewrite: &Rewrite, out: &mut String) {
    let _ = writeln!(out, "- {}", repeats(&rewrite.copy));
    let (of, article) = (rewrite.copy.of, rewrite.copy.article);
    for edit in &rewrite.edits {
        let (kind, was, now) = told(texts, &rewrite.copy, edit);
        let arrow = if was.is_empty() || now.is_empty() {
            ""
        } else {
            " \u{2192} "
        };
        let _ = writeln!(out, "  - {kind}: {}{arrow}{}", bold(was), bold(now));
    }
    for (name, spans, article) in [
        ("cut", &rewrite.cut, of),
        ("added", &rewrite.added, article),
    ] {
        for &span in spans {
            let _ = writeln!(out, "  - {name}: {}", line(texts.slice(article, span)));
        }
    }
}

/// Words that stand out, where there are any.
fn bold(words: &str) -> String {
    let words = line(words);
    if words.is_empty() {
        return words;
    }
    format!("**{words}**")
}

fn provenance(texts: &Texts<'_>, out: &mut String) {
    let provenance = &texts.of.provenance;
    if provenance.is_empty() {
        return;
    }
    heading("Who relies on whom", out);
    for (article, head) in texts.of.story.articles.iter().enumerate() {
        let own = provenance.iter().filter(|r| r.passage.article == article);
        let on: Vec<String> = own.map(|reliance| line(&reliance.on)).collect();
        if !on.is_empty() {
            let label = format!("{} {}", article + 1, outlet(head));
            let _ = writeln!(out, "- **{}**: {}", line(&label), on.join(" · "));
        }
    }
}

fn sourcing(texts: &Texts<'_>, out: &mut String) {
    let articles = texts.of.story.articles.iter().zip(&texts.of.sourcing);
    let mut first = true;
    for (number, (head, sourcing)) in articles.enumerate() {
        let told: Vec<String> = lists(sourcing)
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(name, names)| format!("*{name}:* {}", line(&names.join(" · "))))
            .collect();
        if told.is_empty() {
            continue;
        }
        if std::mem::take(&mut first) {
            heading("Sources of each", out);
        }
        let label = format!("{} {}", number + 1, outlet(head));
        let _ = writeln!(out, "- **{}**: {}", line(&label), told.join("; "));
    }
}

fn events(texts: &Texts<'_>, out: &mut String) {
    if texts.of.timeline.is_empty() {
        return;
    }
    heading("Timeline", out);
    for event in &texts.of.timeline {
        self::event(texts, event, out);
    }
}

fn event(texts: &Texts<'_>, event: &Event, out: &mut String) {
    let days = if event.first_day == event.last_day {
        long(event.first_day)
    } else {
        range(event.first_day, event.last_day)
    };
    let words = line(texts.words(event.support[0]));
    let articles = numbers(&event.support);
    let disputed = if event.disputed { ", *disputed*" } else { "" };
    let _ = writeln!(out, "- **{days}**: {words} ({articles}){disputed}");
}
