//! What is agreed, given once: where the sentences of two articles meet clause by clause, what a short clause adds goes with
//! the clause beside it ("two guards were on duty; neither was hurt").

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Compared;
use super::align::Node;
use super::statement::{Feature, Kind};

/// What the features weigh that clauses share, below which they say little by themselves.
const THIN: f64 = 17.0;

/// What part of what a group shares another one must share too for it to tell nothing else.
const AGAIN: f64 = 0.7;

/// Clauses that say the same, with those beside them that say more of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// One an article.
    pub(super) nodes: Vec<Node>,
    /// Further clauses of their sentences.
    pub(super) with: Vec<Node>,
}

/// The groups, thin ones put with those that stand beside them.
pub(super) fn fused(compared: &Compared<'_>, groups: Vec<Vec<Node>>) -> Vec<Group> {
    let groups = told_once(compared, groups);
    let shared: Vec<Vec<Feature>> = groups.iter().map(|group| shared(compared, group)).collect();
    let weigh = |features: &Vec<Feature>| -> f64 {
        let weights = features.iter().map(|&f| compared.alignment.weight(f));
        weights.sum()
    };
    let weights: Vec<f64> = shared.iter().map(weigh).collect();
    let mut groups: Vec<Group> = groups
        .into_iter()
        .map(|nodes| Group {
            nodes,
            with: Vec::new(),
        })
        .collect();
    let counts = |f: &Feature| matches!(f.kind, Kind::Figure | Kind::Count);
    let thin = |at: &usize| weights[*at] < THIN && !shared[*at].iter().any(counts);
    let mut order: Vec<usize> = (0..groups.len()).filter(thin).collect();
    order.sort_by(|&a, &b| weights[a].total_cmp(&weights[b]).then(b.cmp(&a)));
    // What goes with a group stands in its sentences: they stay those that it has now.
    let holders = holders(compared, &groups);
    for thin in order {
        let sentences = groups[thin].nodes.iter();
        let sentences = sentences.map(|&node| &holders[&sentence(compared, node)]);
        let mut homes: Vec<usize> = sentences.flatten().copied().collect();
        homes.sort_unstable();
        homes.dedup();
        let homes = homes.into_iter().filter(|&at| {
            at != thin
                && (weights[at], at) > (weights[thin], thin)
                && beside(compared, &groups[thin], &groups[at])
        });
        let best = homes.max_by(|&a, &b| {
            let size = |at: usize| groups[at].nodes.len();
            (size(a).cmp(&size(b)))
                .then(weights[a].total_cmp(&weights[b]))
                .then(b.cmp(&a))
        });
        if let Some(home) = best {
            let moved = std::mem::take(&mut groups[thin]);
            let near: Vec<Node> = moved
                .nodes
                .into_iter()
                .chain(moved.with)
                .filter(|&node| near(compared, node, &groups[home]))
                .collect();
            groups[home].with.extend(near);
        }
    }
    groups.retain(|group| !group.nodes.is_empty());
    groups
}

/// The groups without those that tell again what a greater one does, which an article can do in several clauses: what they
/// share is a figure and little else that the greater one does not share. Their other articles go with that one, where they
/// name anything that it names.
fn told_once(compared: &Compared<'_>, mut groups: Vec<Vec<Node>>) -> Vec<Vec<Node>> {
    groups.sort_by_key(|group| (Reverse(group.len()), group[0]));
    let mut by_figure: FxHashMap<Feature, Vec<usize>> = FxHashMap::default();
    let mut kept: Vec<(Vec<Node>, Vec<Feature>)> = Vec::new();
    for group in groups {
        let own = shared(compared, &group);
        let figures = || own.iter().filter(|feature| feature.kind == Kind::Figure);
        let known = figures().filter_map(|figure| by_figure.get(figure));
        let known = known.flatten().copied();
        let home = known.min();
        let home = home.filter(|&at| retells(compared, (&group, &own), &kept[at]));
        match home {
            Some(at) => {
                let mut more = group;
                more.retain(|&node| joins(compared, node, &kept[at]));
                kept[at].0.extend(more);
                kept[at].0.sort_unstable();
            }
            None => {
                for &figure in figures() {
                    by_figure.entry(figure).or_default().push(kept.len());
                }
                kept.push((group, own));
            }
        }
    }
    kept.into_iter().map(|(group, _)| group).collect()
}

/// A group with what its clauses share.
type Shared<'g> = (&'g [Node], &'g [Feature]);

/// Whether a group shares little that another does not, and an article is in both.
fn retells(
    compared: &Compared<'_>,
    (group, own): Shared<'_>,
    home: &(Vec<Node>, Vec<Feature>),
) -> bool {
    let weigh = |features: &mut dyn Iterator<Item = &Feature>| -> f64 {
        features
            .map(|&feature| compared.alignment.weight(feature))
            .sum()
    };
    let both = weigh(&mut own.iter().filter(|feature| home.1.contains(feature)));
    let again = group
        .iter()
        .any(|node| home.0.iter().any(|other| other.0 == node.0));
    again && both >= AGAIN * weigh(&mut own.iter())
}

/// Whether a clause is of an article that a group has not, and names anything that the group shares.
fn joins(compared: &Compared<'_>, node: Node, (group, shared): &(Vec<Node>, Vec<Feature>)) -> bool {
    let named = |feature: &&Feature| matches!(feature.kind, Kind::Name | Kind::Person);
    let sentence = compared.alignment.sentence(node);
    let mut names = shared.iter().filter(named);
    let new = group.iter().all(|other| other.0 != node.0);
    new && names.any(|name| sentence.contains(name))
}

/// The article of a clause and the number of its sentence there.
fn sentence(compared: &Compared<'_>, node: Node) -> (usize, usize) {
    (node.0, compared.alignment.statement(node).sentence)
}

/// The groups that have clauses of each sentence.
fn holders(compared: &Compared<'_>, groups: &[Group]) -> FxHashMap<(usize, usize), Vec<usize>> {
    let mut found: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
    for (at, group) in groups.iter().enumerate() {
        for &node in &group.nodes {
            let list = found.entry(sentence(compared, node)).or_default();
            list.push(at);
        }
    }
    found
}

/// What two or more clauses of a group have.
fn shared(compared: &Compared<'_>, group: &[Node]) -> Vec<Feature> {
    let mut once: FxHashSet<Feature> = FxHashSet::default();
    let mut twice: Vec<Feature> = Vec::new();
    for &node in group {
        for &feature in &compared.alignment.statement(node).features {
            if !once.insert(feature) {
                twice.push(feature);
            }
        }
    }
    // Sums of floating-point numbers hang on their order.
    twice.sort_unstable();
    twice.dedup();
    twice
}

/// Whether the clauses of a thin group stand beside those of another, in two articles or more and in all but one.
fn beside(compared: &Compared<'_>, thin: &Group, home: &Group) -> bool {
    let near = thin
        .nodes
        .iter()
        .filter(|&&node| near(compared, node, home));
    let near = near.count();
    near >= 2 && near + 1 >= thin.nodes.len()
}

/// Whether a clause stands next to one of a group, in its sentence.
fn near(compared: &Compared<'_>, node: Node, home: &Group) -> bool {
    let own = compared.alignment.statement(node).sentence;
    let mut all = home.nodes.iter().chain(&home.with);
    all.any(|&other| {
        other.0 == node.0
            && other.1.abs_diff(node.1) == 1
            && compared.alignment.statement(other).sentence == own
    })
}
