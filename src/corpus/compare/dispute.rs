//! Which clauses lie on a side of a difference: no agreement is told in words that others contradict, unless two origins at
//! least stand behind them; then it is marked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::align::Node;
use super::differ::Exclusion;
use super::statement::{Feature, Kind};
use super::{Compared, Passage, differ};
use crate::model::{Contrast, Fact, FactSide, Span};

/// A side of a difference: the positions of both.
type Place = (usize, usize);

/// The passages on the sides of differences.
pub(super) struct Disputes<'f> {
    facts: &'f [Fact],
    /// How the sides of each exclude each other.
    exclusions: Vec<Exclusion>,
    /// Of each article, in text order.
    places: Vec<Vec<(Span, Place)>>,
    /// How many originals stand behind each side.
    backing: BTreeMap<Place, usize>,
}

/// How words stand to the differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// No article says otherwise.
    Free,
    /// More articles spell a name otherwise, or give another post.
    Told,
    /// Others say otherwise, but several say this.
    Disputed,
    /// It is a quotation that others give in other words.
    Reworded,
    /// It is what one origin says against others.
    Alone,
}

/// Whether what a difference is on is what is said, not who says it or how it is spelled.
const fn is_said(fact: &Fact) -> bool {
    matches!(
        fact.contrast,
        Some(Contrast::Figure | Contrast::Date | Contrast::Term)
    )
}

/// The figures and quoted words of a clause.
fn telling(compared: &Compared<'_>, node: Node) -> impl Iterator<Item = Feature> {
    let features = compared.alignment.statement(node).features.iter().copied();
    features.filter(|feature| matches!(feature.kind, Kind::Figure | Kind::Count | Kind::Quote))
}

/// Whether it is how somebody is called.
const fn is_called(fact: &Fact) -> bool {
    matches!(fact.contrast, Some(Contrast::Name | Contrast::Post))
}

impl<'f> Disputes<'f> {
    pub(super) fn of(compared: &Compared<'_>, facts: &'f [Fact]) -> Self {
        let mut places = vec![Vec::new(); compared.digests.len()];
        let mut backing = BTreeMap::new();
        for (at, fact) in facts.iter().enumerate() {
            for (number, side) in fact.sides.iter().enumerate() {
                let place = (at, number);
                let support = side.support.iter();
                let originals = support.map(|p| compared.original(p.article));
                backing.insert(place, originals.collect::<BTreeSet<_>>().len());
                for &passage in &side.support {
                    let on: &mut Vec<_> = &mut places[passage.article];
                    on.push((passage.span, place));
                    let again = compared.again(fact, side, passage).into_iter();
                    on.extend(again.map(|span| (span, place)));
                }
            }
        }
        places.iter_mut().for_each(|own| own.sort_unstable());
        let exclusions = facts.iter().map(|fact| differ::exclusion(compared, fact));
        Self {
            facts,
            exclusions: exclusions.collect(),
            places,
            backing,
        }
    }

    /// The sides that a passage lies on.
    fn on(&self, passage: Passage) -> impl Iterator<Item = Place> {
        let own = &self.places[passage.article];
        let before = own.partition_point(|(span, _)| span.start < passage.span.end);
        let near = own[..before].iter();
        near.filter(move |(span, _)| span.overlaps(passage.span))
            .map(|(_, place)| *place)
    }

    /// The sides of differing values that a clause lies on.
    fn said(&self, compared: &Compared<'_>, node: Node) -> impl Iterator<Item = Place> {
        let on = self.on(compared.passage(node));
        on.filter(|place| self.divides(place.0))
    }

    /// Whether a difference divides those who agree: not two words in which all tell the same event.
    fn divides(&self, fact: usize) -> bool {
        let contrast = self.facts[fact].contrast;
        matches!(contrast, Some(Contrast::Figure | Contrast::Date)) || self.exclusions[fact].facts
    }

    /// The parts of a group in which no clause says otherwise than another: on what differs there is no agreement. That of
    /// the most originals keeps what lies on no side.
    pub(super) fn united(&self, compared: &Compared<'_>, group: Vec<Node>) -> Vec<Vec<Node>> {
        let mut whole = vec![group];
        let mut done = Vec::new();
        while let Some(mut group) = whole.pop() {
            while let Some(others) = self.split(compared, &group) {
                group.retain(|node| !others.contains(node));
                if others.len() > 1 {
                    whole.push(others);
                }
            }
            done.push(group);
        }
        done
    }

    /// The clauses of a group on another side of a difference than most originals are on; none where nothing divides it.
    fn split(&self, compared: &Compared<'_>, group: &[Node]) -> Option<Vec<Node>> {
        let mut by: BTreeMap<Place, BTreeSet<usize>> = BTreeMap::new();
        for &node in group {
            for place in self.said(compared, node) {
                let originals = by.entry(place).or_default();
                originals.insert(compared.original(node.0));
            }
        }
        let mut facts: Vec<usize> = by.keys().map(|place| place.0).collect();
        facts.dedup();
        facts.into_iter().find_map(|fact| {
            let sides = by.range((fact, 0)..(fact + 1, 0));
            let (&main, _) = sides.max_by_key(|(place, by)| (by.len(), Reverse(place.1)))?;
            // A deed that others deny, and of which the rest of the group says nothing, is not what they agree on.
            let lone = self.exclusions[fact].denial
                && by[&main].len() == 1
                && group.iter().any(|&node| !self.is_on(compared, node, fact));
            let borne_out = self.borne_out(compared, group, main);
            let away = |node: Node| match lone {
                true => self.is_on(compared, node, fact),
                false => {
                    let agrees = || telling(compared, node).any(|f| borne_out.contains(&f));
                    self.is_away(compared, node, main) && !agrees()
                }
            };
            let others: Vec<Node> = group.iter().copied().filter(|&node| away(node)).collect();
            (!others.is_empty()).then_some(others)
        })
    }

    /// The figures and quoted words of the clauses of a group that are on a side of differing values. Who has another value but
    /// gives any of these agrees on that ("six" and "seven of the nine charges").
    fn borne_out(
        &self,
        compared: &Compared<'_>,
        group: &[Node],
        main: Place,
    ) -> FxHashSet<Feature> {
        let mut found = FxHashSet::default();
        if self.facts[main.0].contrast == Some(Contrast::Term) {
            return found;
        }
        for &node in group {
            if self.said(compared, node).any(|place| place == main) {
                found.extend(telling(compared, node));
            }
        }
        found
    }

    /// Whether a clause is on any side of a difference.
    fn is_on(&self, compared: &Compared<'_>, node: Node, fact: usize) -> bool {
        self.said(compared, node).any(|place| place.0 == fact)
    }

    /// Whether a clause is on another side of a difference than `main`.
    fn is_away(&self, compared: &Compared<'_>, node: Node, main: Place) -> bool {
        let own = self.said(compared, node).filter(|place| place.0 == main.0);
        let own: Vec<Place> = own.collect();
        !own.is_empty() && !own.contains(&main)
    }

    /// How a passage stands.
    pub(super) fn standing(&self, passage: Passage) -> Standing {
        let standing = self.on(passage).map(|place| {
            let fact = &self.facts[place.0];
            // In other words for one event others say the same.
            let worded = fact.contrast == Some(Contrast::Term) && !self.exclusions[place.0].facts;
            let backed = self.backing[&place] > 1 || fact.is_within() || worded;
            match fact.contrast {
                Some(Contrast::Quotation) => Standing::Reworded,
                _ if is_said(fact) && backed => Standing::Disputed,
                _ if is_said(fact) => Standing::Alone,
                _ if is_called(fact) && place.1 > 0 => Standing::Told,
                _ => Standing::Free,
            }
        });
        standing.max().unwrap_or(Standing::Free)
    }

    /// Whether a difference gives a passage already.
    pub(super) fn is_told(&self, passage: Passage) -> bool {
        self.on(passage).any(|place| is_said(&self.facts[place.0]))
    }

    /// Whether two passages are on one side of a difference in what is said: then others set both against the same.
    pub(super) fn together(&self, a: Passage, b: Passage) -> bool {
        let mut own = self.on(a).filter(|place| is_said(&self.facts[place.0]));
        own.any(|own| self.on(b).any(|its| its == own))
    }

    /// The two sides that two passages are on of a difference in `contrast`.
    pub(super) fn against(
        &self,
        contrast: Contrast,
        a: Passage,
        b: Passage,
    ) -> Option<[&'f FactSide; 2]> {
        let on = |place: &Place| self.facts[place.0].contrast == Some(contrast);
        let mut own = self.on(a).filter(on);
        own.find_map(|own| {
            let other = self.on(b).find(|its| its.0 == own.0 && its.1 != own.1)?;
            let sides = &self.facts[own.0].sides;
            Some([&sides[own.1], &sides[other.1]])
        })
    }
}

impl Compared<'_> {
    /// Where else an article says what it says in a passage on one side of a difference.
    fn again(&self, fact: &Fact, side: &FactSide, passage: Passage) -> Vec<Span> {
        let article = passage.article;
        let statements = match fact.contrast {
            Some(Contrast::Figure | Contrast::Date) => differ::values_again(self, side, article),
            Some(Contrast::Term) => differ::terms_again(&self.digests[article], passage.span),
            _ => Vec::new(),
        };
        let spans = statements.into_iter();
        spans.map(|at| self.passage((article, at)).span).collect()
    }
}
