//! What articles agree on, in the one clearest wording.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::Compared;
use super::align::Node;
use super::diff::hunks;
use super::differ;
use super::dispute::{Disputes, Standing};
use super::fuse::Group;
use super::statement::{Feature, Kind};
use super::words;
use crate::model::{Contrast, Fact, FactKind, FactSide, Passage, Span};

/// What a clause that begins in the middle of its sentence is worth as a wording.
const BROKEN: f64 = 0.7;

/// What a clause of fewer words than these is worth as a wording.
const FEW: usize = 6;
const SHORT: f64 = 0.75;

/// What a clause with a figure that no other of its group has is worth as a wording.
const UNBORNE: f64 = 0.6;

/// What share of what the clearest wording says one must say that is preferred because nobody says otherwise.
const ENOUGH: f64 = 0.6;

/// A clause without the conjunction that tied it to the one before.
fn opened(clause: &str) -> &str {
    let bare = clause.split_once(' ');
    let bare = bare.filter(|(first, _)| words::is("tie", first));
    bare.map_or(clause, |(_, bare)| bare)
}

/// The words of one passage that another has too, in the order of both; dots for those that differ.
fn common(a: &str, b: &str) -> String {
    let bare = |word: &str| -> String {
        let letters = word.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let words: Vec<&str> = a.split_whitespace().collect();
    let own: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let its: Vec<String> = b.split_whitespace().map(bare).collect();
    let mut found = words.clone();
    for hunk in hunks(&own, &its).into_iter().rev() {
        found.splice(hunk.a, ["\u{2026}"]);
    }
    let found = found.join(" ");
    found.trim_matches([' ', '\u{2026}']).to_owned()
}

/// How many clauses of a group have each feature.
type Tally = FxHashMap<Feature, usize>;

/// How many clauses of a group have a feature besides one that has it.
fn others(tally: &Tally, feature: &Feature) -> usize {
    tally.get(feature).map_or(0, |all| all.saturating_sub(1))
}

impl Compared<'_> {
    /// What the groups agree on, that of the most articles first; not what one origin alone says against others.
    pub(super) fn agreed(&self, groups: &[Group], disputes: &Disputes<'_>) -> Vec<Fact> {
        let mut facts: Vec<(usize, Fact)> = Vec::new();
        for Group { nodes: group, with } in groups {
            let whole = |&node: &Node| self.whole(node, with);
            let passages: Vec<Passage> = group.iter().map(whole).collect();
            let loose = matches!(group[..], [a, b] if self.alignment.is_loose(a, b));
            let borne_out = || disputes.together(passages[0], passages[1]);
            if loose && !borne_out() || !self.independent(group.iter().map(|node| node.0)) {
                continue;
            }
            let Some((about, disputed)) = self.worded(group, &passages, disputes) else {
                continue;
            };
            let fact = Fact {
                kind: FactKind::Agreed,
                contrast: None,
                about,
                disputed,
                origins: self.origins(&passages),
                sides: vec![FactSide {
                    value: None,
                    support: passages,
                    said: Vec::new(),
                }],
            };
            facts.push((group.len(), fact));
        }
        facts.sort_by_key(|(size, fact)| (std::cmp::Reverse(*size), fact.sides[0].support[0]));
        facts.into_iter().map(|(_, fact)| fact).collect()
    }

    /// The clearest wording of a group of clauses.
    pub(super) fn about(&self, group: &[Node]) -> String {
        let clearest = self.clearest(group);
        clearest.map_or_else(String::new, |node| self.opened(node).to_owned())
    }

    /// The words of a clause without the conjunction that tied it to the one before.
    pub(super) fn opened(&self, node: Node) -> &str {
        opened(self.words(self.passage(node)))
    }

    /// The clearest clause of a group.
    pub(super) fn clearest(&self, group: &[Node]) -> Option<Node> {
        let clear = self.clear(group);
        let all = 0..group.len();
        let best = all.max_by(|&x, &y| self.clearer(group, &clear, x, y));
        best.map(|at| group[at])
    }

    /// How clear each clause of a group is: how much it has of what the others share.
    fn clear(&self, group: &[Node]) -> Vec<f64> {
        let tally = self.tally(group);
        let clear = |&node: &Node| {
            self.shared(&tally, node)
                * self.wholeness(node)
                * self.borne_out(&tally, node)
                * self.carried(&tally, node)
        };
        group.iter().map(clear).collect()
    }

    /// How many clauses of a group have each feature.
    fn tally(&self, group: &[Node]) -> Tally {
        let mut tally = Tally::default();
        for &node in group {
            for &feature in &self.alignment.statement(node).features {
                *tally.entry(feature).or_default() += 1;
            }
        }
        tally
    }

    /// The passage of a clause with those beside it that go with it.
    fn whole(&self, node: Node, with: &[Node]) -> Passage {
        let mut passage = self.passage(node);
        let beside = with.iter().filter(|other| other.0 == node.0);
        for &other in beside {
            passage.span = passage.span.join(self.passage(other).span);
        }
        passage
    }

    /// The wording of what clauses with these passages agree on, and whether it is disputed; none where one origin alone says
    /// so. Of a quotation that others give in other words, what all of them give; of terms that exclude each other, both.
    fn worded(
        &self,
        group: &[Node],
        passages: &[Passage],
        disputes: &Disputes<'_>,
    ) -> Option<(String, bool)> {
        let standing: Vec<Standing> = passages.iter().map(|&p| disputes.standing(p)).collect();
        let at = self.undisputed(group, &standing)?;
        let words = |at: usize| opened(self.words(passages[at]));
        let against = |contrast| {
            let sides = |to| disputes.against(contrast, passages[at], passages[to]);
            (0..group.len()).find_map(|to| sides(to).map(|sides| (to, sides)))
        };
        let said = [Contrast::Term, Contrast::Figure, Contrast::Date];
        for contrast in said {
            if let Some((to, sides)) = against(contrast)
                && let Some(words) = self.either(contrast, sides, [passages[at], passages[to]])
            {
                return Some((words, true));
            }
        }
        match standing[at] {
            Standing::Alone => None,
            Standing::Reworded => Some(match against(Contrast::Quotation) {
                Some((to, _)) => (common(words(at), words(to)), true),
                None => (words(at).to_owned(), true),
            }),
            standing => Some((words(at).to_owned(), standing == Standing::Disputed)),
        }
    }

    /// The words of a passage with both terms or values where another passage has one that excludes its own:
    /// "[postponed/cancelled]", "[six/seven] of the nine charges".
    fn either(
        &self,
        contrast: Contrast,
        sides: [&FactSide; 2],
        [own, other]: [Passage; 2],
    ) -> Option<String> {
        let [a, b] = [own, other].map(|passage| &self.digests[passage.article]);
        let (term, its) = match contrast {
            Contrast::Term => differ::excluding(a, own.span, b, other.span),
            _ => differ::clashing(self, sides, [own, other]),
        }?;
        let before = Span::new(own.span.start, term.start).of(&a.text);
        let behind = Span::new(term.end, own.span.end).of(&a.text);
        let (term, its) = (term.of(&a.text), its.of(&b.text));
        Some(format!("{}[{term}/{its}]{behind}", opened(before)))
    }

    /// The clearest clause that is not disputed; the clearest of all where that says too little.
    fn undisputed(&self, group: &[Node], standing: &[Standing]) -> Option<usize> {
        let (tally, clear) = (self.tally(group), self.clear(group));
        let best = |worst: Standing| {
            let fit = (0..group.len()).filter(|&at| standing[at] <= worst);
            fit.max_by(|&x, &y| self.clearer(group, &clear, x, y))
        };
        let clearest = best(Standing::Alone)?;
        let enough = ENOUGH * self.shared(&tally, group[clearest]);
        let levels = [
            Standing::Free,
            Standing::Told,
            Standing::Disputed,
            Standing::Reworded,
        ];
        let mut found = levels.into_iter().filter_map(best);
        let found = found.find(|&at| self.shared(&tally, group[at]) >= enough);
        found.or(Some(clearest))
    }

    /// Which of two clauses is clearer, by how clear each is; then the longer one.
    fn clearer(&self, group: &[Node], clear: &[f64], x: usize, y: usize) -> Ordering {
        let length = |at: usize| self.passage(group[at]).span.len();
        clear[x]
            .total_cmp(&clear[y])
            .then_with(|| length(x).cmp(&length(y)))
            .then_with(|| group[y].cmp(&group[x]))
    }

    /// What a clause has of what the others of its group have.
    fn shared(&self, tally: &Tally, node: Node) -> f64 {
        let weigh =
            |feature: &Feature| others(tally, feature) as f64 * self.alignment.weight(*feature);
        let features = &self.alignment.statement(node).features;
        features.iter().map(weigh).sum()
    }

    /// The part of what a clause says that any other of its group says.
    fn carried(&self, tally: &Tally, node: Node) -> f64 {
        let features = self.alignment.statement(node).features.iter();
        let own = features.filter(|feature| feature.kind != Kind::Quote);
        let carried = own.filter(|feature| others(tally, feature) > 0);
        let carried: f64 = carried.map(|&feature| self.alignment.weight(feature)).sum();
        (carried / self.alignment.sum(node).max(1.0)).sqrt()
    }

    /// What a clause is worth by whether the others of its group give its figures.
    fn borne_out(&self, tally: &Tally, node: Node) -> f64 {
        let features = self.alignment.statement(node).features.iter();
        let mut figures = features.filter(|f| matches!(f.kind, Kind::Figure | Kind::Count));
        let borne = figures.all(|feature| others(tally, feature) > 0);
        if borne { 1.0 } else { UNBORNE }
    }

    /// What a clause is worth by where it begins and whether it has words enough to be understood alone.
    fn wholeness(&self, node: Node) -> f64 {
        let words = self.words(self.passage(node));
        let broken = words.starts_with(char::is_lowercase);
        let short = words.split(' ').count() < FEW;
        (if broken { BROKEN } else { 1.0 }) * if short { SHORT } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_wordings_have_in_common() {
        assert_eq!(
            common(
                "“We will not be bought for that,”",
                "\"We will not be bribed for that,\" she"
            ),
            "“We will not be … for that,”"
        );
        assert_eq!(
            common("The gate is shut.", "The gate is shut"),
            "The gate is shut."
        );
    }
}
