//! Which article is which on the page, and which of their passages are linked to.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::Told;
use crate::model::{Passage, Record, Span};
use crate::report::offsets::Offsets;

/// The articles in the order of the page, and the passages that something links to.
pub(super) struct Links<'r> {
    records: &'r [Record],
    offsets: Vec<Offsets<'r>>,
    /// The number on the page of every record, from 1.
    numbers: Vec<usize>,
    /// For every record the passages that are linked to.
    linked: Vec<RefCell<BTreeSet<Span>>>,
}

/// A link to a passage.
#[derive(Clone, Debug, serde::Serialize)]
pub(super) struct Link {
    /// The number of the article.
    pub(super) article: usize,
    pub(super) href: String,
    /// The words of the passage.
    pub(super) text: String,
}

impl<'r> Links<'r> {
    /// Numbers the articles: those of the first story first, those of no story last.
    pub(super) fn new(records: &'r [Record], stories: &[Told]) -> Self {
        let mut numbers = vec![0; records.len()];
        let mut last = 0;
        let of_stories = stories.iter().flat_map(|told| &told.records);
        for at in of_stories.copied().chain(0..records.len()) {
            if numbers[at] == 0 {
                last += 1;
                numbers[at] = last;
            }
        }
        Self {
            records,
            offsets: records
                .iter()
                .map(|record| Offsets::new(&record.article.text))
                .collect(),
            numbers,
            linked: vec![RefCell::default(); records.len()],
        }
    }

    /// The records in the order of their numbers.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.records.len()).collect();
        order.sort_unstable_by_key(|&at| self.numbers[at]);
        order
    }

    pub(super) fn record(&self, at: usize) -> &'r Record {
        &self.records[at]
    }

    pub(super) fn number(&self, at: usize) -> usize {
        self.numbers[at]
    }

    /// A link to words of a record.
    pub(super) fn to(&self, at: usize, span: Span) -> Link {
        self.linked[at].borrow_mut().insert(span);
        Link {
            article: self.numbers[at],
            href: format!("#{}", self.anchor(at, span)),
            text: super::clean(span.of(&self.records[at].article.text)),
        }
    }

    /// A link to a passage of a story.
    pub(super) fn to_passage(&self, story: &[usize], passage: Passage) -> Option<Link> {
        Some(self.to(*story.get(passage.article)?, passage.span))
    }

    /// The passages of a record that are linked to, in text order.
    pub(super) fn linked(&self, at: usize) -> BTreeSet<Span> {
        self.linked[at].borrow().clone()
    }

    /// The name of a passage on the page; its offsets are code points, as in records.
    pub(super) fn anchor(&self, at: usize, span: Span) -> String {
        let chars = self.offsets[at].span(span);
        format!("a{}-{}-{}", self.numbers[at], chars.start, chars.end)
    }
}
