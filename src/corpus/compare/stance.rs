//! What a clause says that keeps it from agreeing with one that says otherwise: that it is not so, the opposite of a term, a
//! bound on the other side of the same figure, another person who does it.

use super::differ::{Lean, edits_at_most, leans};
use super::statement::{Feature, Kind};
use super::words;
use crate::model::{Approx, Entity, EntityKind, Figure, Record, Span};
use crate::text::{Class, Text, TokenSpan};

/// How many tokens into a clause its subject begins at most.
const SUBJECT: usize = 5;
/// From how many letters on two family names are one that somebody misspelled.
const LONG: usize = 5;

/// How a clause stands to what it tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Stance {
    /// Whether it denies something.
    pub(super) denies: bool,
    leans: Vec<Lean>,
    /// Its figures that are bounds, and whether they are the greatest value, not the least.
    bounds: Vec<(Feature, bool)>,
    /// What it names first.
    first: Option<Feature>,
    /// The family names of the people whom it names, and of the one with whom it begins.
    people: Vec<String>,
    actor: Option<String>,
}

impl Stance {
    /// Whether two clauses cannot both be true of one event.
    pub(super) fn opposes(&self, other: &Self) -> bool {
        self.denies != other.denies
            || self.leans_against(other)
            || self.bounds.iter().any(|(figure, most)| {
                let mut its = other.bounds.iter();
                its.any(|(its, its_most)| its == figure && its_most != most)
            })
            || self.acts_beside(other)
    }

    fn leans_against(&self, other: &Self) -> bool {
        let apart = self.first.zip(other.first).is_some_and(|(a, b)| a != b);
        let counts = |lean: &&Lean| !(lean.party && apart);
        let mut own = self.leans.iter().filter(counts);
        own.any(|lean| other.leans.iter().any(|its| lean.opposes(its)))
    }

    /// Whether both begin with people of whom the other says nothing.
    fn acts_beside(&self, other: &Self) -> bool {
        let lacks = |people: &[String], actor: &str| !people.iter().any(|name| one(name, actor));
        let actors = self.actor.as_deref().zip(other.actor.as_deref());
        actors.is_some_and(|(a, b)| lacks(&other.people, a) && lacks(&self.people, b))
    }
}

/// Whether two family names are one.
fn one(a: &str, b: &str) -> bool {
    a == b || a.len().min(b.len()) >= LONG && edits_at_most(2, a, b)
}

/// The last part of a name.
fn family(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}

/// What the stances of an article's clauses are read from.
pub(super) struct Stances<'r> {
    /// Where names stand, in text order.
    names: Vec<(u32, &'r Entity)>,
    bounds: Vec<(u32, Feature, bool)>,
    /// Where claims are introduced, in text order: who says something is not who does it.
    cues: Vec<u32>,
}

impl<'r> Stances<'r> {
    pub(super) fn of(record: &'r Record, text: &Text<'_>) -> Self {
        let entities = record.entities.iter().flatten();
        let mut names: Vec<(u32, &Entity)> = entities
            .flat_map(|entity| entity.mentions.iter().map(move |span| (span.start, entity)))
            .collect();
        names.sort_unstable_by_key(|(start, _)| *start);
        let figures = record.figures.iter().flatten();
        let bounds = figures.filter_map(|figure| bound(figure, text));
        let mut bounds: Vec<(u32, Feature, bool)> = bounds.collect();
        bounds.sort_unstable();
        let claims = record.claims.iter().flatten();
        let cues = claims.filter_map(|claim| claim.cue.part.as_ref());
        let mut cues: Vec<u32> = cues.map(|part| part.hull().start).collect();
        cues.sort_unstable();
        Self {
            names,
            bounds,
            cues,
        }
    }

    /// The stance of a clause; `silent` if it tells that somebody says nothing, which is no denial.
    pub(super) fn stance(&self, text: &Text<'_>, span: Span, silent: bool) -> Stance {
        let tokens = text.tokens_in(span);
        let whole = governed(text, tokens);
        let named = within(&self.names, span, |name| name.0);
        let people = named
            .iter()
            .filter(|name| name.1.kind == EntityKind::Person);
        let people: Vec<(u32, String)> = people
            .map(|(start, entity)| (*start, family(&entity.key).to_owned()))
            .collect();
        let near = |start: u32| text.token_at(start) < tokens.start as usize + SUBJECT;
        let speaks = !within(&self.cues, span, |cue| *cue).is_empty();
        let actor = people.first().filter(|(start, _)| near(*start) && !speaks);
        let bounds = within(&self.bounds, span, |bound| bound.0).iter();
        Stance {
            denies: denies(text, whole) && !silent,
            leans: leans(text, whole),
            bounds: bounds.map(|&(_, figure, most)| (figure, most)).collect(),
            first: named.first().map(|name| Feature::entity(name.1)),
            actor: actor.map(|(_, name)| name.clone()),
            people: people.into_iter().map(|(_, name)| name).collect(),
        }
    }
}

/// A clause with what governs it: "denied that the bridge was overdue".
fn governed(text: &Text<'_>, clause: TokenSpan) -> TokenSpan {
    let first = clause.start as usize;
    let before = first
        .checked_sub(1)
        .filter(|&at| words::is("doubtful", text.lower(at)));
    match before {
        Some(at) if text.lower(first) == "that" => TokenSpan::at(at, clause.end as usize),
        _ => clause,
    }
}

/// The part of a list in text order that begins in a span.
fn within<T>(list: &[T], span: Span, start: impl Fn(&T) -> u32) -> &[T] {
    let from = list.partition_point(|entry| start(entry) < span.start);
    let to = list.partition_point(|entry| start(entry) < span.end);
    &list[from..to.max(from)]
}

/// A figure that is said to be the least or the greatest value.
fn bound(figure: &Figure, text: &Text<'_>) -> Option<(u32, Feature, bool)> {
    let before = text.token_at(figure.span.start).checked_sub(1);
    let short = || before.is_some_and(|at| words::is("short", text.lower(at)));
    let most = match figure.approx? {
        Approx::About if short() => true,
        Approx::About => return None,
        Approx::AtLeast | Approx::MoreThan => false,
        Approx::AtMost | Approx::LessThan => true,
    };
    let feature = Feature::figure(figure).filter(|feature| feature.kind != Kind::Date)?;
    Some((figure.span.start, feature, most))
}

/// Whether any of these tokens says that it is not so: "not", "nobody", "no workers"; not "no doubt".
fn denies(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let none = |at: usize| {
        let (word, next) = (text.lower(at), text.lower(at + 1));
        // "None of the six paintings" tells first of all that there are six.
        words::is("none", word) && next != "of"
            || word == "no" && text.is(at + 1, Class::WORD) && !words::is("no", next)
    };
    let mut range = tokens.range();
    range.any(|at| words::negates(text.lower(at)) || none(at))
}
