//! The same statement told with another verb (said, claimed, admitted), or credited to another outlet than in the other
//! articles.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::people::one_name;
use super::{Sides, add, fact, one_origin};
use crate::corpus::compare::align::{Node, SAME};
use crate::corpus::compare::provenance::same_outlet;
use crate::corpus::compare::voice::{self, Force, Voice};
use crate::corpus::compare::{Compared, Passage};
use crate::model::{Contrast, Fact, Span};

/// How long a passage may grow for its verb to be in it, in bytes.
const LONGEST: usize = 300;

/// The shifted verbs and the outlets credited otherwise, statement by statement.
pub(super) fn facts(compared: &Compared<'_>, groups: &[Vec<Node>]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut known: BTreeSet<Key> = BTreeSet::new();
    for group in groups {
        let found = [
            shifted(compared, group),
            drifted(compared, group),
            numbered(compared, group),
        ];
        for fact in found.into_iter().flatten() {
            if known.insert(key(&fact)) {
                facts.push(fact);
            }
        }
    }
    facts
}

/// What a difference has in common with that of another statement: the same versions in the same articles.
type Key = (Option<Contrast>, Vec<(Option<String>, Vec<usize>)>);

fn key(fact: &Fact) -> Key {
    let sides = fact.sides.iter().map(|side| {
        let articles = side.support.iter().map(|passage| passage.article);
        (side.value.clone(), articles.collect())
    });
    (fact.contrast, sides.collect())
}

/// A clause with the claim that it is the content of.
type Told<'c> = (Node, &'c Voice);

fn shifted(compared: &Compared<'_>, group: &[Node]) -> Option<Fact> {
    let told: Vec<Told<'_>> = group
        .iter()
        .filter_map(|&node| Some((node, compared.voice(compared.passage(node))?)))
        .filter(|(_, voice)| voice.force.is_some())
        .collect();
    let pairs = told.iter().flat_map(|a| told.iter().map(move |b| (a, b)));
    let (first, _) = pairs
        .filter(|(a, b)| a.0 < b.0 && a.1.force != b.1.force)
        .filter(|(a, b)| !one_origin(compared, a.0.0, b.0.0) && one_sense(a.1, b.1))
        .filter(|(a, b)| same_source(a.1, b.1))
        .find(|(a, b)| compared.alignment.likeness(a.0, b.0) >= SAME)?;
    let mut sides: Sides<Option<Force>> = Sides::new();
    for (node, voice) in told.iter().filter(|(_, voice)| same_source(voice, first.1)) {
        let cue = voice.said.cue.as_deref().unwrap_or_default();
        let mut passage = compared.passage(*node);
        let with = voice.cue.map(|cue| passage.span.join(cue));
        passage.span = with
            .filter(|span| span.len() < LONGEST)
            .unwrap_or(passage.span);
        add(&mut sides, voice.force, cue, passage);
    }
    let about = compared.about(group);
    Some(fact(compared, Contrast::Cue, about, sides))
}

/// Whether two claims have one source: a person of one name, or somebody or something named in both.
fn same_source(a: &Voice, b: &Voice) -> bool {
    let shared = |x: &String| b.named.iter().any(|y| x == y || one_name(x, y));
    a.named.iter().any(shared)
}

/// Whether two claims can be one: a denial and another verb only where nothing is negated.
fn one_sense(a: &Voice, b: &Voice) -> bool {
    let denied = [a, b].iter().any(|v| v.force == Some(Force::Denial));
    !denied || !a.negative && !b.negative
}

/// How many unnamed sources stand behind a statement, where articles that go back to one outlet give other numbers.
fn numbered(compared: &Compared<'_>, group: &[Node]) -> Option<Fact> {
    let told: Vec<(Passage, &str, f64)> = group
        .iter()
        .filter_map(|&node| {
            let passage = compared.passage(node);
            let voice = compared.voice(passage)?;
            let (span, number) = counted(compared, node.0, voice)?;
            let passage = Passage {
                span: passage.span.join(span),
                ..passage
            };
            Some((passage, span.of(&compared.digests[node.0].text), number))
        })
        .collect();
    let origin = |passage: Passage| compared.origins(&[passage]);
    let differ = told.iter().enumerate().any(|(at, a)| {
        let mut others = told[at + 1..].iter();
        others.any(|b| {
            a.2 != b.2
                && !one_origin(compared, a.0.article, b.0.article)
                && origin(a.0) == origin(b.0)
        })
    });
    if !differ {
        return None;
    }
    let mut sides: Sides<u64> = Sides::new();
    for (passage, words, number) in told {
        add(&mut sides, number.to_bits(), words, passage);
    }
    let about = format!("number of sources: {}", compared.about(group));
    Some(fact(compared, Contrast::Figure, about, sides))
}

/// The unnamed sources of a claim and how many they are: "two people close to the owners".
fn counted(compared: &Compared<'_>, article: usize, voice: &Voice) -> Option<(Span, f64)> {
    let digest = &compared.digests[article];
    let source = *voice.by.first().filter(|_| voice.anonymous)?;
    let mut items = digest.items.iter();
    let item = items.find(|item| source.contains(item.span()) && item.small())?;
    (item.span().start == source.start).then_some((source, item.number()))
}

/// The outlets that articles credit with one statement, where one article credits another than the rest do.
fn drifted(compared: &Compared<'_>, group: &[Node]) -> Option<Fact> {
    let credited: Vec<(Passage, &str)> = group
        .iter()
        .flat_map(|&node| credits(compared, node))
        .collect();
    let articles: FxHashSet<usize> = credited
        .iter()
        .map(|(passage, _)| passage.article)
        .collect();
    let mut outlets: Vec<(&str, FxHashSet<usize>)> = Vec::new();
    for &(passage, outlet) in &credited {
        match outlets
            .iter_mut()
            .find(|(known, _)| same_outlet(known, outlet))
        {
            Some((_, by)) => {
                by.insert(passage.article);
            }
            None => outlets.push((outlet, FxHashSet::from_iter([passage.article]))),
        }
    }
    // Each article credits one outlet with it, and all but one article the same.
    let once = outlets.iter().map(|(_, by)| by.len()).sum::<usize>() == articles.len();
    let most = outlets.iter().map(|(_, by)| by.len()).max()?;
    if !once || outlets.len() != 2 || most < 2 || articles.len() - most != 1 {
        return None;
    }
    let mut sides: Sides<usize> = Sides::new();
    for &(passage, outlet) in &credited {
        let side = outlets
            .iter()
            .position(|(known, _)| same_outlet(known, outlet))?;
        add(&mut sides, side, outlets[side].0, passage);
    }
    let about = format!("who is credited: {}", compared.about(group));
    Some(fact(compared, Contrast::Attribution, about, sides))
}

/// The outlets that an article credits in the sentence of a clause, none of which it is itself.
fn credits<'c>(compared: &'c Compared<'_>, node: Node) -> Vec<(Passage, &'c str)> {
    let digest = &compared.digests[node.0];
    let sentence = digest.statements[node.1].sentence;
    let from = digest.statements.partition_point(|s| s.sentence < sentence);
    let clauses = digest.statements[from..].iter();
    let clauses = clauses.take_while(|s| s.sentence == sentence);
    let hull = clauses.map(|s| s.span).reduce(Span::join);
    let Some(hull) =
        hull.filter(|_| voice::of(&digest.voices, compared.passage(node).span).is_some())
    else {
        return Vec::new();
    };
    let own = compared.passage(node);
    digest
        .credits
        .iter()
        .filter(|(span, _)| hull.contains(*span))
        .map(|(span, outlet)| {
            let passage = Passage {
                article: node.0,
                span: own.span.join(*span),
            };
            (passage, outlet.as_str())
        })
        .collect()
}
