//! Articles as weighted terms, and how much alike two of them are (cosine of tf·idf; Salton and Buckley 1988).

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::corpus::background::{BACKGROUND, TermId, id};
use crate::corpus::math::ln;
use crate::model::Article;
use crate::text::Text;
use crate::text::term::{Shape, Term, terms};

/// What a mention in the title counts for.
const TITLE: f32 = 2.0;
/// What a capitalised word or a number counts for: names, places and figures tell one event from its like.
const NAME: f32 = 1.5;
/// The terms of an article that are kept: those of the most weight.
const TERMS: usize = 128;

/// How often each term stands in an article, weighted by where and how it does.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts(Vec<(TermId, f32)>);

impl Counts {
    /// Of an article whose text is `text`.
    pub(super) fn of(article: &Article, text: &Text<'_>) -> Self {
        let language = article.language.as_deref().unwrap_or("");
        let mut counts = FxHashMap::default();
        add(text, language, 1.0, &mut counts);
        if let Some(title) = &article.title {
            add(&Text::new(title, &[]), language, TITLE, &mut counts);
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|&(term, _)| term);
        Self(counts)
    }
}

fn add(text: &Text<'_>, language: &str, weight: f32, counts: &mut FxHashMap<TermId, f32>) {
    for term in terms(text).filter(|term| tells(term, language)) {
        let shape = if term.shape == Shape::Word { 1.0 } else { NAME };
        *counts.entry(id(language, &term.stem)).or_default() += weight * shape;
    }
}

/// Whether a term tells anything. Outside English, short words in lower case are taken for function words.
fn tells(term: &Term<'_>, language: &str) -> bool {
    language == "en" || term.shape != Shape::Word || term.stem.chars().count() > 4
}

/// Terms with weights, by term, of length one.
#[derive(Clone, Debug, Default)]
pub(super) struct Vector(Vec<(TermId, f32)>);

impl Vector {
    pub(super) fn terms(&self) -> &[(TermId, f32)] {
        &self.0
    }

    /// The `most` heaviest of `terms`, brought to length one.
    fn new(mut terms: Vec<(TermId, f32)>, most: usize) -> Self {
        terms.sort_unstable_by_key(|&(term, weight)| (Reverse(weight.to_bits()), term));
        terms.truncate(most);
        let length = terms.iter().map(|&(_, w)| w * w).sum::<f32>().sqrt();
        terms.retain_mut(|(_, weight)| {
            *weight /= length;
            *weight > 0.0
        });
        terms.sort_unstable_by_key(|&(term, _)| term);
        Self(terms)
    }

    /// This vector with parts of others added.
    pub(super) fn with<'v>(
        &self,
        others: impl Iterator<Item = (&'v Self, f32)>,
        most: usize,
    ) -> Self {
        let mut sums: FxHashMap<TermId, f32> = self.0.iter().copied().collect();
        for (other, share) in others {
            for &(term, weight) in &other.0 {
                *sums.entry(term).or_default() += share * weight;
            }
        }
        Self::new(sums.into_iter().collect(), most)
    }
}

/// The vectors of articles: `(1 + ln tf) · ln(N / df)`, with `N` and `df` over these articles and the background.
pub(super) fn vectors(articles: &[&Counts]) -> Vec<Vector> {
    let mut frequencies: FxHashMap<TermId, u32> = FxHashMap::default();
    for &(term, _) in articles.iter().flat_map(|counts| &counts.0) {
        *frequencies.entry(term).or_default() += 1;
    }
    let all = articles.len() as f64 + BACKGROUND.articles + 1.0;
    let rarity = |term: TermId| {
        let seen = frequencies.get(&term).copied().unwrap_or(0);
        let known = BACKGROUND.count(term);
        ln(all / (f64::from(seen) + known + 0.5)).max(0.0)
    };
    let rarities: FxHashMap<TermId, f64> = frequencies
        .keys()
        .map(|&term| (term, rarity(term)))
        .collect();
    let weigh = |&(term, count): &(TermId, f32)| {
        let weight = (1.0 + ln(f64::from(count))) * rarities[&term];
        (term, weight as f32)
    };
    articles
        .iter()
        .map(|counts| Vector::new(counts.0.iter().map(weigh).collect(), TERMS))
        .collect()
}
