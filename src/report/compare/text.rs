//! Comparisons and timelines to read on a terminal.

use super::super::stories::{block, outlet};
use super::super::terminal::{Ink, Page, Phrase, Style};
use super::super::text::{long, range};
use super::{SECTIONS, Texts, WITHIN, attributed, lists, numbers, repeats, told};
use crate::model::{Event, Fact, FactKind, Passage, Sourcing};

/// A comparison.
pub(super) fn write(texts: Texts<'_>, style: Style, passages: bool, out: &mut String) {
    let mut page = Page::new(out, style);
    Report { texts, passages }.write(&mut page);
}

/// The timeline of a story.
pub(super) fn timeline(texts: Texts<'_>, style: Style, out: &mut String) {
    let mut page = Page::new(out, style);
    block(&texts.of.story, &mut page);
    let passages = false;
    Report { texts, passages }.timeline(&mut page);
}

struct Report<'c> {
    texts: Texts<'c>,
    passages: bool,
}

impl Report<'_> {
    fn write(&self, page: &mut Page<'_>) {
        let comparison = self.texts.of;
        block(&comparison.story, page);
        for (title, chosen) in SECTIONS {
            self.section(title, chosen, page);
            if title == WITHIN {
                self.copies(page);
            }
        }
        self.provenance(page);
        self.sourcing(page);
        self.timeline(page);
    }

    fn section(&self, title: &str, chosen: fn(&Fact) -> bool, page: &mut Page<'_>) {
        let mut facts = self
            .texts
            .of
            .facts
            .iter()
            .filter(|fact| chosen(fact))
            .peekable();
        if facts.peek().is_some() {
            page.heading(title);
        }
        for (number, fact) in facts.enumerate() {
            match fact.kind {
                FactKind::Differ => {
                    if number > 0 {
                        page.blank();
                    }
                    self.difference(fact, page);
                }
                _ => self.fact(fact, page),
            }
        }
    }

    fn fact(&self, fact: &Fact, page: &mut Page<'_>) {
        let support = &fact.sides[0].support;
        let mut left = Phrase::new(Ink::Name, &label(support));
        if fact.kind == FactKind::Agreed {
            let origins = fact.origins.len();
            let noun = if origins == 1 { "origin" } else { "origins" };
            left.push(Ink::Faint, " ");
            left.push_whole(Ink::Faint, &format!("{origins} {noun}"));
        }
        let mut words = Phrase::new(Ink::Plain, &fact.about);
        if fact.disputed {
            words.push(Ink::Faint, " disputed");
        }
        page.row(&left, &words, 0);
        if let Some(by) = attributed(fact) {
            page.row(&Phrase::default(), &Phrase::new(Ink::Faint, &by), 4);
        }
        if self.passages {
            self.passages(support, page);
        }
    }

    fn difference(&self, fact: &Fact, page: &mut Page<'_>) {
        page.paragraph(2, &Phrase::new(Ink::Plain, &fact.about));
        for side in &fact.sides {
            let value = side.value.as_deref().unwrap_or("");
            let mut words = Phrase::new(Ink::Figure, value);
            let passage = self.texts.words(side.support[0]);
            if passage != value {
                words.push(Ink::Plain, &format!(": {passage}"));
            }
            page.row(&Phrase::new(Ink::Name, &label(&side.support)), &words, 0);
            if self.passages {
                self.passages(&side.support, page);
            }
        }
    }

    fn passages(&self, support: &[Passage], page: &mut Page<'_>) {
        for &passage in support {
            let words = Phrase::new(Ink::Faint, &format!("{} ", label(&[passage])))
                .and(Ink::Quote, self.texts.words(passage));
            page.row(&Phrase::default(), &words, 4);
        }
    }

    /// What the copies changed.
    fn copies(&self, page: &mut Page<'_>) {
        let rewrites = &self.texts.of.rewrites;
        if rewrites.is_empty() {
            return;
        }
        page.heading("Copies");
        for rewrite in rewrites {
            page.paragraph(2, &Phrase::new(Ink::Name, &repeats(&rewrite.copy)));
            for edit in &rewrite.edits {
                let (kind, was, now) = told(&self.texts, &rewrite.copy, edit);
                let arrow = if was.is_empty() || now.is_empty() {
                    ""
                } else {
                    " \u{2192} "
                };
                let words = Phrase::new(Ink::Figure, was);
                let words = words.and(Ink::Faint, arrow).and(Ink::Figure, now);
                page.row(&Phrase::new(Ink::Plain, kind), &words, 0);
            }
            let lists = [
                ("cut", &rewrite.cut, rewrite.copy.of),
                ("added", &rewrite.added, rewrite.copy.article),
            ];
            for (name, spans, article) in lists {
                for &span in spans {
                    let words = Phrase::new(Ink::Quote, self.texts.slice(article, span));
                    page.row(&Phrase::new(Ink::Plain, name), &words, 0);
                }
            }
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
            .and(Ink::Name, &format!(" {}", label(&event.support)));
        if event.disputed {
            words.push(Ink::Faint, " disputed");
        }
        page.row(&Phrase::new(Ink::Day, &days), &words, 0);
    }
}

/// `[1 3 4]`: the articles of passages, by their number in the story.
fn label(support: &[Passage]) -> String {
    format!("[{}]", numbers(support))
}
