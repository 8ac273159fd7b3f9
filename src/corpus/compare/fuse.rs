//! What is agreed, given once: where the sentences of two articles meet clause by clause, what a short clause adds goes with
//! the clause beside it ("two guards were on duty; neither was hurt").

use rustc_hash::{FxHashMap, FxHashSet};

use super::Compared;
use super::align::Node;
use super::statement::{Feature, Kind};

/// What the features weigh that clauses share, below which they say little by themselves.
const THIN: f64 = 17.0;

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
