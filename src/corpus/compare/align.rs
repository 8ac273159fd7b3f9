//! Statements of different articles that say the same.
//!
//! Two clauses are alike by the weight of what they share: a figure or a day that both give is telling, a common word is
//! not. The best pairs are joined first, and no group has two clauses of one article. Every weight was set on the
//! stories of the project's own corpus (`benches/compare`).

use rustc_hash::{FxHashMap, FxHashSet};

use super::statement::{Feature, Kind, Statement};
use crate::corpus::background::BACKGROUND;
use crate::corpus::math::ln;

/// The weight from which two clauses say the same.
pub(super) const SAME: f64 = 8.5;
/// What the rest of the two sentences adds, and at most.
const CONTEXT: f64 = 0.3;
const CONTEXT_MOST: f64 = 8.0;
/// What shared quoted words weigh together at most.
const QUOTED_MOST: f64 = 12.0;

/// What two clauses alone must share where that is words and names only, and by the part of the lighter that it is.
const WORDED: f64 = 11.0;
const PART: f64 = 9.0;
/// Of a feature that more clauses have, these are compared with each other, and the others with the first of them.
const COMMON: usize = 120;
const FIRST: usize = 8;

/// A clause: the position of its article, and its own in the article.
pub(super) type Node = (usize, usize);

/// The clauses of a story's articles, and what their features weigh.
pub(super) struct Alignment<'s> {
    statements: Vec<&'s [Statement]>,
    weights: FxHashMap<Feature, f64>,
    /// Of each article and sentence, all features.
    sentences: Vec<Vec<FxHashSet<Feature>>>,
}

/// Two clauses and the weight of what they share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) a: Node,
    pub(super) b: Node,
    pub(super) weight: f64,
}

impl<'s> Alignment<'s> {
    pub(super) fn new(statements: Vec<&'s [Statement]>) -> Self {
        let weights = weights(&statements);
        let sentences = statements
            .iter()
            .map(|article| sentences(article))
            .collect();
        Self {
            statements,
            weights,
            sentences,
        }
    }

    pub(super) fn statement(&self, (article, number): Node) -> &'s Statement {
        &self.statements[article][number]
    }

    pub(super) fn weight(&self, feature: Feature) -> f64 {
        self.weights.get(&feature).copied().unwrap_or(0.0)
    }

    /// What a feature weighs however often the articles have it; nothing where no clause has it.
    pub(super) fn plain(&self, feature: Feature) -> f64 {
        let known = self.weights.contains_key(&feature);
        if known { plain_weight(feature) } else { 0.0 }
    }

    /// The features of the whole sentence of a clause.
    pub(super) fn sentence(&self, node: Node) -> &FxHashSet<Feature> {
        &self.sentences[node.0][self.statement(node).sentence]
    }

    /// The pairs of clauses of different articles that share anything, by an index of features.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let mut holders: FxHashMap<Feature, Vec<Node>> = FxHashMap::default();
        for (article, statements) in self.statements.iter().enumerate() {
            for (number, statement) in statements.iter().enumerate() {
                for &feature in &statement.features {
                    holders.entry(feature).or_default().push((article, number));
                }
            }
        }
        let mut pairs = FxHashSet::default();
        for nodes in holders.values() {
            for (index, &b) in nodes.iter().enumerate() {
                // What so many clauses have tells little, and all its pairs would make the work quadratic.
                let most = if index < COMMON { index } else { FIRST };
                let others = nodes[..most].iter().filter(|a| a.0 != b.0);
                pairs.extend(others.map(|&a| (a, b)));
            }
        }
        let mut pairs: Vec<(Node, Node)> = pairs.into_iter().collect();
        pairs.sort_unstable();
        pairs
            .into_iter()
            .map(|(a, b)| Edge {
                a,
                b,
                weight: self.likeness(a, b),
            })
            .collect()
    }

    /// What two clauses share, with something for what their sentences share besides.
    pub(super) fn likeness(&self, a: Node, b: Node) -> f64 {
        let (own, its) = (&self.statement(a).features, self.statement(b));
        let mut sum = 0.0;
        let mut quoted = 0.0;
        for &feature in own
            .iter()
            .filter(|feature| its.features.binary_search(feature).is_ok())
        {
            match feature.kind {
                Kind::Quote => quoted += self.weight(feature),
                _ => sum += self.weight(feature),
            }
        }
        sum + quoted.min(QUOTED_MOST) + CONTEXT * self.context(a, b)
    }

    /// What the sentences of two clauses share beyond the clauses themselves.
    fn context(&self, a: Node, b: Node) -> f64 {
        let (own, its) = (self.statement(a), self.statement(b));
        let mut shared: Vec<Feature> = self
            .sentence(a)
            .intersection(self.sentence(b))
            .copied()
            .filter(|feature| feature.kind != Kind::Quote)
            .filter(|feature| {
                own.features.binary_search(feature).is_err()
                    || its.features.binary_search(feature).is_err()
            })
            .collect();
        // Sums of floating-point numbers hang on their order.
        shared.sort_unstable();
        let sum: f64 = shared.into_iter().map(|feature| self.weight(feature)).sum();
        sum.min(CONTEXT_MOST)
    }

    /// Whether two clauses can say the same: not where all that they share is people or one name, where they give different
    /// figures of one kind, or where one says the opposite of the other.
    fn agree(&self, edge: &Edge) -> bool {
        let (own, its) = (self.statement(edge.a), self.statement(edge.b));
        let shared = |kind| {
            own.features
                .iter()
                .any(|f| f.kind == kind && its.features.binary_search(f).is_ok())
        };
        let figures = [Kind::Figure, Kind::Count];
        let counted = |statement: &Statement| figures.iter().any(|&kind| statement.has(kind));
        let only = |kind: Kind| {
            self.both(edge.a, edge.b)
                .all(|feature| feature.kind == kind)
        };
        let one = self.both(edge.a, edge.b).count() == 1;
        let bare = only(Kind::Person) || one && only(Kind::Name);
        let differ = counted(own) && counted(its) && !figures.iter().any(|&kind| shared(kind));
        !bare && !differ && !own.stance.opposes(&its.stance)
    }

    /// Whether a figure is all that two clauses and their sentences share.
    fn is_lone(&self, a: Node, b: Node) -> bool {
        let mut both = self.both(a, b);
        let figure = both.next().is_some_and(|f| f.kind == Kind::Figure) && both.next().is_none();
        figure && self.context(a, b) == 0.0
    }

    /// Whether no clause of one group says the opposite of one of another.
    fn consistent(&self, a: &[Node], b: &[Node]) -> bool {
        let stance = |&node: &Node| &self.statement(node).stance;
        let opposed = |own: &Node| b.iter().any(|its| stance(own).opposes(stance(its)));
        !a.iter().any(opposed)
    }

    /// Whether two clauses share so little that, with no third article to bear them out, they need not say the same: nothing but
    /// dates or one figure, or few words and names, or those among many others.
    pub(super) fn is_loose(&self, a: Node, b: Node) -> bool {
        let only = |kinds: [Kind; 2]| self.both(a, b).all(|f| kinds.contains(&f.kind));
        let shared: f64 = self.both(a, b).map(|feature| self.weight(feature)).sum();
        let least = self.sum(a).min(self.sum(b));
        let little = shared < WORDED || shared * shared < PART * least;
        let bare = only([Kind::Date, Kind::Duration]) || self.is_lone(a, b);
        bare || only([Kind::Word, Kind::Name]) && little
    }

    /// The features that two clauses share.
    fn both(&self, a: Node, b: Node) -> impl Iterator<Item = Feature> {
        let its = &self.statement(b).features;
        let own = self.statement(a).features.iter().copied();
        own.filter(|feature| its.binary_search(feature).is_ok())
    }

    /// What the features of a clause weigh together, runs of quoted words aside.
    pub(super) fn sum(&self, node: Node) -> f64 {
        let features = self.statement(node).features.iter();
        let own = features.filter(|feature| feature.kind != Kind::Quote);
        own.map(|&feature| self.weight(feature)).sum()
    }

    /// Whether two groups, where either has several clauses, share anything that several of its clauses have.
    fn one_core(&self, a: &[Node], b: &[Node]) -> bool {
        let (a_core, b_core) = (self.core(a), self.core(b));
        (a.len() < 2 && b.len() < 2) || a_core.iter().any(|feature| b_core.contains(feature))
    }

    /// What several clauses of a group have; all of it where it is one clause.
    fn core(&self, group: &[Node]) -> FxHashSet<Feature> {
        let mut once: FxHashSet<Feature> = FxHashSet::default();
        let mut several: FxHashSet<Feature> = FxHashSet::default();
        for &node in group {
            for &feature in &self.statement(node).features {
                if !once.insert(feature) {
                    several.insert(feature);
                }
            }
        }
        if group.len() < 2 { once } else { several }
    }

    /// Whether one of two clauses only tells who speaks.
    fn introduces(&self, edge: &Edge) -> bool {
        self.statement(edge.a).speaker || self.statement(edge.b).speaker
    }

    /// Groups of clauses that say the same, each with one clause an article.
    pub(super) fn groups(&self, edges: &[Edge]) -> Vec<Vec<Node>> {
        let mut edges: Vec<&Edge> = edges
            .iter()
            .filter(|e| e.weight >= SAME && self.agree(e) && !self.introduces(e))
            .collect();
        edges.sort_by(|x, y| {
            y.weight
                .total_cmp(&x.weight)
                .then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        let mut group_of: FxHashMap<Node, usize> = FxHashMap::default();
        let mut groups: Vec<Vec<Node>> = Vec::new();
        for edge in edges {
            let (a, b) = (
                group_of.get(&edge.a).copied(),
                group_of.get(&edge.b).copied(),
            );
            let (into, from) = match (a, b) {
                (Some(a), Some(b)) if a == b => continue,
                (Some(a), Some(b)) => (a, b),
                (Some(a), None) => (a, single(edge.b, &mut groups)),
                (None, Some(b)) => (b, single(edge.a, &mut groups)),
                (None, None) => (single(edge.a, &mut groups), single(edge.b, &mut groups)),
            };
            let articles: FxHashSet<usize> = groups[into].iter().map(|node| node.0).collect();
            if groups[from].iter().any(|node| articles.contains(&node.0))
                || !self.one_core(&groups[into], &groups[from])
                || !self.consistent(&groups[into], &groups[from])
            {
                continue;
            }
            let moved = std::mem::take(&mut groups[from]);
            groups[into].extend(moved);
            group_of.extend(groups[into].iter().map(|&node| (node, into)));
        }
        groups.retain(|group| group.len() > 1);
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups
    }
}

fn single(node: Node, groups: &mut Vec<Vec<Node>>) -> usize {
    groups.push(vec![node]);
    groups.len() - 1
}

fn sentences(statements: &[Statement]) -> Vec<FxHashSet<Feature>> {
    let count = statements
        .last()
        .map_or(0, |statement| statement.sentence + 1);
    let mut sentences = vec![FxHashSet::default(); count];
    for statement in statements {
        sentences[statement.sentence].extend(statement.features.iter().copied());
    }
    sentences
}

/// What each feature of a story weighs: by its kind, a word by how rare it is in news; less where articles have it often.
fn weights(statements: &[&[Statement]]) -> FxHashMap<Feature, f64> {
    let mut seen: FxHashMap<Feature, (FxHashSet<usize>, u32)> = FxHashMap::default();
    for (article, statements) in statements.iter().enumerate() {
        for &feature in statements.iter().flat_map(|statement| &statement.features) {
            let entry = seen.entry(feature).or_default();
            entry.0.insert(article);
            entry.1 += 1;
        }
    }
    let weigh = |(feature, (articles, times)): (Feature, (FxHashSet<usize>, u32))| {
        let often = f64::from(times) / articles.len() as f64;
        (feature, plain_weight(feature) / often.sqrt())
    };
    seen.into_iter().map(weigh).collect()
}

fn plain_weight(feature: Feature) -> f64 {
    match feature.kind {
        Kind::Figure => 9.0,
        Kind::Date | Kind::Name => 7.0,
        Kind::Count | Kind::Duration | Kind::Silence => 6.0,
        Kind::Person => 5.0,
        Kind::Quote => 3.0,
        Kind::Word => {
            let known = BACKGROUND.count(feature.id as u32);
            let known = if known > 0.0 { known } else { 2.0 };
            ln((BACKGROUND.articles + 1.0) / (known + 0.5)).max(0.0)
        }
    }
}
