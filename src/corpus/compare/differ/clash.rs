//! Values of one thing that differ: figures, days, years, times of day, lengths of time.

use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};

use super::amount::{Item, Sort, day_number};
use super::{Sides, add, fact, one_origin};
use crate::corpus::compare::align::{Edge, Node};
use crate::corpus::compare::slip::{Digits, LONG};
use crate::corpus::compare::statement::{Feature, Kind};
use crate::corpus::compare::{Compared, Digest};
use crate::model::Fact;
use crate::text::calendar;

/// What two clauses must share for their figures to be of one thing, for small counts, and for their dates.
const ALIKE: f64 = 6.0;
const ALIKE_BARE: f64 = 9.0;
const ALIKE_SMALL: f64 = 9.0;
/// How many times greater one report of a number can be than another.
const RATIO: f64 = 2.5;
const ALIKE_DATE: f64 = 8.5;
const ALIKE_LENGTH: f64 = 6.0;
/// What the same head of the two counted things weighs, the same whole, and the digits of one in another order.
const HEAD: f64 = 3.0;
const WHOLE: f64 = 2.0;
const TRANSPOSED: f64 = 5.0;
/// What the same toll of a disaster weighs.
const TOLL: f64 = 5.0;
/// What it weighs that two dates are both still to come: an event is announced for one of them.
const PLANNED: f64 = 2.5;
/// What it weighs that two states last until a day, and that both are the only counts of their thing in their articles.
const UNTIL: f64 = 3.0;
const ALONE: f64 = 2.0;
/// What it weighs that two states last since a day.
const SINCE: f64 = 6.0;
/// What it weighs that what one counts stands near the other, which says nothing of what it counts.
const HINTED: f64 = 2.0;
/// Of the articles that give one value, so many are looked at for the slip of a typist.
const HOLDERS: usize = 16;
/// What two clauses must share for the same value in both to be of one thing.
const JOINS: f64 = 5.0;
/// Minutes that two clocks may be apart.
const MINUTES: f64 = 20.0;

/// The days of a year, those from the year 0 to 1970, and how many before an article are long ago.
const YEAR: f64 = 365.25;
const EPOCH: f64 = 1970.0 * YEAR;
const LONG_AGO: f64 = 60.0;

/// Two values, each by its article and its position there, that are set against each other.
struct Clash {
    score: f64,
    a: Node,
    b: Node,
}

/// All differing values of a story.
pub(super) fn facts(compared: &Compared<'_>, edges: &[Edge]) -> Vec<Fact> {
    let clashes = clashes(compared, edges);
    let mut groups: Vec<Vec<Node>> = Vec::new();
    let mut places: FxHashMap<Node, usize> = FxHashMap::default();
    for Clash { a, b, .. } in clashes {
        let place = |node| places.get(&node).copied();
        let (at, new) = match (place(a), place(b)) {
            (None, None) => (groups.len(), [Some(a), Some(b)]),
            (Some(at), None) => (at, [None, Some(b)]),
            (None, Some(at)) => (at, [Some(a), None]),
            (Some(_), Some(_)) => continue,
        };
        groups.resize(groups.len().max(at + 1), Vec::new());
        for node in new.into_iter().flatten() {
            if join(compared, &mut groups[at], node) {
                places.insert(node, at);
            }
        }
    }
    let near = near(edges);
    for group in &mut groups {
        spread(compared, &near, group);
    }
    groups
        .iter()
        .map(|group| group_fact(compared, group))
        .collect()
}

fn clashes(compared: &Compared<'_>, edges: &[Edge]) -> Vec<Clash> {
    let mut best: FxHashMap<(Node, Node), f64> = FxHashMap::default();
    let mut put = |a: Node, b: Node, score: f64| {
        let known = best.entry((a, b)).or_insert(score);
        *known = known.max(score);
    };
    for edge in edges {
        for (x, a) in items_near(compared, edge.a) {
            for (y, b) in items_near(compared, edge.b) {
                if let Some(score) = differ(compared, edge, a, b) {
                    put((edge.a.0, x), (edge.b.0, y), score);
                }
            }
        }
    }
    for (a, b) in slips(compared) {
        put(a, b, TRANSPOSED);
    }
    let mut found: Vec<Clash> = best
        .into_iter()
        .map(|((a, b), score)| Clash { score, a, b })
        .collect();
    found.sort_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    found
}

/// Figures of one unit of which a typist's slip makes one the other: 1,377 and 1,737 are one number whatever stands around
/// them, shorter ones where more tells so.
fn slips(compared: &Compared<'_>) -> Vec<(Node, Node)> {
    let mut holders: FxHashMap<(&str, Digits), Vec<Node>> = FxHashMap::default();
    let mut numbers: Vec<(Node, Digits)> = Vec::new();
    for (article, digest) in compared.digests.iter().enumerate() {
        for (at, item) in digest.items.iter().enumerate() {
            let digits = Digits::of(item.high);
            if item.is_exact()
                && digits.len() > 1
                && (!item.unit.is_empty() || digits.len() >= LONG)
            {
                let list = holders.entry((&item.unit, digits.clone())).or_default();
                if list.len() < HOLDERS {
                    list.push((article, at));
                    numbers.push(((article, at), digits));
                }
            }
        }
    }
    let mut found = Vec::new();
    for (b, digits) in numbers {
        let own = item(compared, b);
        for other in digits.slips() {
            let nodes = holders.get(&(own.unit.as_str(), other));
            let before = nodes.into_iter().flatten().filter(|&&a| a < b);
            found.extend(before.map(|&a| (a, b)).filter(|&pair| slip(compared, pair)));
        }
    }
    found
}

/// Whether two numbers of which one slip makes one the other are one: no article has both, and where they are short, they are
/// of one thing, stand among the same words, or several origins give one of them.
fn slip(compared: &Compared<'_>, (a, b): (Node, Node)) -> bool {
    let (x, y) = (item(compared, a), item(compared, b));
    let digits = Digits::of(x.high).len();
    let two_things = x.head.is_some() && y.head.is_some() && x.head != y.head;
    let one_thing = || {
        of_one(x, y)
            || around(compared, x, y) >= JOINS
            || [x, y]
                .iter()
                .any(|item| is_known(compared, item, digits > 2))
    };
    let one = digits >= LONG || !two_things && one_thing();
    one && !one_origin(compared, a.0, b.0) && !gives(compared, b.0, x) && !gives(compared, a.0, y)
}

/// Whether articles of two origins give a value, or two of one where `copies` do too.
fn is_known(compared: &Compared<'_>, item: &Item, copies: bool) -> bool {
    let articles = 0..compared.digests.len();
    let mut origins = articles.filter(|&article| gives(compared, article, item));
    let first = origins.next();
    first.is_some_and(|first| origins.any(|other| copies || !one_origin(compared, first, other)))
}

fn item<'c>(compared: &'c Compared<'_>, (article, at): Node) -> &'c Item {
    &compared.digests[article].items[at]
}

/// Adds a value to a group unless its article has another one there; whether it was added.
fn join(compared: &Compared<'_>, group: &mut Vec<Node>, new: Node) -> bool {
    let known = group
        .iter()
        .any(|&old| old.0 == new.0 && !item(compared, old).same(item(compared, new)));
    if !known {
        group.push(new);
    }
    !known
}

/// The clauses of other articles that each clause is like.
pub(in crate::corpus::compare) type Near = FxHashMap<Node, Vec<Node>>;

pub(in crate::corpus::compare) fn near(edges: &[Edge]) -> Near {
    let mut near = Near::default();
    for edge in edges.iter().filter(|edge| edge.weight >= JOINS) {
        near.entry(edge.a).or_default().push(edge.b);
        near.entry(edge.b).or_default().push(edge.a);
    }
    near
}

/// The difference of two values, with the other articles that give either.
pub(in crate::corpus::compare) fn of_values(
    compared: &Compared<'_>,
    near: &Near,
    (a, b): (Node, Node),
) -> Fact {
    let mut group = vec![a, b];
    spread(compared, near, &mut group);
    group_fact(compared, &group)
}

/// Adds the articles that give one of a group's values, in a clause like that value's or among the same words.
fn spread(compared: &Compared<'_>, near: &Near, group: &mut Vec<Node>) {
    let mut from = 0;
    while from < group.len() {
        let known = group[from];
        let own = item(compared, known);
        let others = near.get(&(known.0, own.statement));
        for &other in others.into_iter().flatten() {
            let one = |its: &Item| its.same(own) && (!own.small() || of_one(own, its));
            let same = items_of(compared, other).find(|(_, its)| one(its));
            if let Some((at, _)) = same
                && !group.contains(&(other.0, at))
            {
                join(compared, group, (other.0, at));
            }
        }
        from += 1;
    }
    let values = values(compared, group);
    for &known in &values {
        for article in 0..compared.digests.len() {
            if group.iter().any(|node| node.0 == article) {
                continue;
            }
            group.extend(carries(compared, article, known, &values));
        }
    }
}

/// Of each value of a group the first.
fn values(compared: &Compared<'_>, group: &[Node]) -> Vec<Node> {
    let mut values: Vec<Node> = Vec::new();
    for &node in group {
        let new = item(compared, node);
        if !values.iter().any(|&known| item(compared, known).same(new)) {
            values.push(node);
        }
    }
    values
}

/// Whether two values are of one toll, or of things of one name.
fn of_one(a: &Item, b: &Item) -> bool {
    let shared = a.toll.is_some() && a.toll == b.toll;
    shared || a.head.is_some() && a.head == b.head
}

/// Where an article gives the value of `known` of the same thing, and none of the other values told.
fn carries(compared: &Compared<'_>, article: usize, known: Node, told: &[Node]) -> Option<Node> {
    let own = item(compared, known);
    let mut others = told.iter().map(|&node| item(compared, node));
    if others.any(|other| !other.same(own) && gives(compared, article, other)) {
        return None;
    }
    let items = compared.digests[article].items.iter().enumerate();
    let alike = items.filter(|(_, its)| its.same(own) && its.comparable(own));
    let scored = alike.filter_map(|(at, its)| {
        let edge = Edge {
            a: (known.0, own.statement),
            b: (article, its.statement),
            weight: 0.0,
        };
        let one = of_one(own, its);
        let score = around(compared, own, its) + if one { HEAD } else { 0.0 };
        let least = if own.small() { JOINS + HEAD } else { JOINS };
        let fits = score >= least && (one || !own.small()) && !apart(compared, &edge, false);
        fits.then_some((score, at))
    });
    let best = scored.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
    best.map(|(_, at)| (article, at))
}

fn group_fact(compared: &Compared<'_>, group: &[Node]) -> Fact {
    let mut sides: Sides<(u64, u64)> = Sides::new();
    for &(article, at) in group {
        let item = &compared.digests[article].items[at];
        let value = item.span.of(&compared.digests[article].text);
        let mut passage = compared.passage((article, item.statement));
        passage.span = passage.span.join(item.span);
        add(
            &mut sides,
            (item.low.to_bits(), item.high.to_bits()),
            value,
            passage,
        );
    }
    let first = item(compared, group[0]);
    let told = |node: Node| compared.opened((node.0, item(compared, node).statement));
    let mut about = told(group[0]);
    let first_words = compared.words(compared.passage((group[0].0, first.statement)));
    let tied = first_words.len() > about.len();
    // What goes on behind a conjunction is hard to understand.
    if tied {
        let mut all = group.iter().map(|&node| told(node));
        about = all
            .find(|words| !words.starts_with(char::is_lowercase))
            .unwrap_or(about);
    }
    fact(compared, first.sort.contrast(), about.to_owned(), sides)
}

fn items_of<'c>(compared: &'c Compared<'_>, node: Node) -> impl Iterator<Item = (usize, &'c Item)> {
    held(compared, node.0, node.1..=node.1)
}

/// The values of some clauses of an article.
fn held<'c>(
    compared: &'c Compared<'_>,
    article: usize,
    clauses: RangeInclusive<usize>,
) -> impl Iterator<Item = (usize, &'c Item)> {
    let Digest {
        by_clause, items, ..
    } = &compared.digests[article];
    let first = by_clause.partition_point(|(clause, _)| clause < clauses.start());
    let own = by_clause[first..].iter();
    let own = own.take_while(move |(clause, _)| clauses.contains(clause));
    own.map(|&(_, at)| (at, &items[at]))
}

/// The values of a clause and of the one that follows in its sentence.
fn items_near<'c>(
    compared: &'c Compared<'_>,
    node: Node,
) -> impl Iterator<Item = (usize, &'c Item)> {
    let statements = &compared.digests[node.0].statements;
    let next = statements
        .get(node.1 + 1)
        .filter(|next| next.sentence == statements[node.1].sentence);
    let last = node.1 + usize::from(next.is_some());
    held(compared, node.0, node.1..=last)
}

/// How sure it is that two values are of one thing and differ; none where they are not set against each other.
fn differ(compared: &Compared<'_>, edge: &Edge, a: &Item, b: &Item) -> Option<f64> {
    let different = a.comparable(b)
        && !a.same(b)
        && !a.fits(b)
        && (a.sort != Sort::Clock || (a.low - b.low).abs() > MINUTES)
        && (a.sort != Sort::Figure
            || a.transposed(b)
            || a.high.abs() <= b.high.abs() * RATIO && b.high.abs() <= a.high.abs() * RATIO)
        && (a.sort != Sort::Day || (a.low - b.low) % 7.0 != 0.0 || a.dated && b.dated)
        && !one_origin(compared, edge.a.0, edge.b.0);
    if !different || gives(compared, edge.b.0, a) || gives(compared, edge.a.0, b) {
        return None;
    }
    let own = Edge {
        a: (edge.a.0, a.statement),
        b: (edge.b.0, b.statement),
        weight: edge.weight,
    };
    let transposed = a.transposed(b);
    let toll = a.toll.is_some() && a.toll == b.toll;
    if has_nearer(compared, own.a, a, b) || has_nearer(compared, own.b, b, a) {
        return None;
    }
    if !same_time(compared, &own, a, b) {
        return None;
    }
    let wide = a.sort == Sort::Figure && !toll && !one_whole(compared, &own);
    if !transposed && (apart(compared, &own, false) || wide && apart(compared, &own, true)) {
        return None;
    }
    if a.sort == Sort::Figure && !transposed && (past(compared, &own) || part(compared, &own, a, b))
    {
        return None;
    }
    let near = own.a == edge.a && own.b == edge.b;
    let weight = around(compared, a, b).max(if near { edge.weight } else { 0.0 });
    let head = a.head.is_some() && a.head == b.head;
    let whole = a.of.is_some() && a.of == b.of;
    let bonus = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    let score = weight
        + bonus(head, HEAD)
        + bonus(whole, WHOLE)
        + bonus(transposed, TRANSPOSED)
        + bonus(toll, TOLL)
        + bonus(a.since && b.since, SINCE)
        + bonus(a.until && b.until, UNTIL)
        + bonus(hinted(a, b) || hinted(b, a), HINTED)
        + bonus(head && alone(compared, &own, a, b), ALONE)
        + bonus(planned(compared, &own, a, b), PLANNED);
    let small = a.small() || b.small();
    let least = match a.sort {
        Sort::Figure if small && !toll => ALIKE_SMALL,
        Sort::Figure if head || toll || whole || transposed || a.is_score() => ALIKE,
        Sort::Figure => ALIKE_BARE,
        Sort::Length => ALIKE_LENGTH,
        _ => ALIKE_DATE,
    };
    (score >= least && (!small || head || toll)).then_some(score)
}

/// Whether the next clauses of a measure's sentence give one of its unit that is much nearer to another article's: "unemployment,
/// at present 4.4 percent, is seen at 5.3" is no version of 5.1.
fn has_nearer(compared: &Compared<'_>, node: Node, own: &Item, its: &Item) -> bool {
    let statements = &compared.digests[node.0].statements;
    let sentence = statements[node.1].sentence;
    let beside = held(
        compared,
        node.0,
        node.1.saturating_sub(1)..=node.1.saturating_add(1),
    );
    let mut beside = beside.filter(|(_, item)| statements[item.statement].sentence == sentence);
    let gap = |item: &Item| (item.high - its.high).abs();
    own.sort == Sort::Figure
        && !own.unit.is_empty()
        && beside
            .any(|(_, item)| item.comparable(own) && !item.same(own) && gap(item) < gap(own) / 2.0)
}

/// Whether a bare figure stands among words one of which is what the other counts: "70 passengers", "passengers though it was
/// licensed for 60".
fn hinted(bare: &Item, other: &Item) -> bool {
    let head = other.head.as_deref().map(Feature::word);
    let stands = head.is_some_and(|head| bare.around.binary_search(&head).is_ok());
    bare.sort == Sort::Figure && bare.head.is_none() && stands
}

/// Whether two figures are the only ones of their thing in their articles.
fn alone(compared: &Compared<'_>, edge: &Edge, a: &Item, b: &Item) -> bool {
    let only = |node: Node, own: &Item| {
        let items = compared.digests[node.0].items.iter();
        let of_it = items.filter(|item| item.sort == own.sort && item.head == own.head);
        own.sort == Sort::Figure && of_it.count() == 1
    };
    only(edge.a, a) && only(edge.b, b)
}

/// Whether two days given by their dates are to come when they are told.
fn planned(compared: &Compared<'_>, edge: &Edge, a: &Item, b: &Item) -> bool {
    let to_come = |node: Node, item: &Item| {
        let day = compared.story.articles[node.0].day.and_then(day_number);
        item.sort == Sort::Day && item.dated && day.is_some_and(|day| day < item.low)
    };
    to_come(edge.a, a) && to_come(edge.b, b)
}

/// What two values have in common around them.
fn around(compared: &Compared<'_>, a: &Item, b: &Item) -> f64 {
    let shared = a
        .around
        .iter()
        .filter(|feature| b.around.binary_search(feature).is_ok());
    shared
        .map(|&feature| compared.alignment.weight(feature))
        .sum()
}

/// Whether an article gives a value too: then it is no version of another one there.
fn gives(compared: &Compared<'_>, article: usize, item: &Item) -> bool {
    let digest = &compared.digests[article];
    if item.is_day() && digest.days.contains(&item.value().0) {
        return true;
    }
    let items = digest.by_value.get(&item.value()).into_iter().flatten();
    let mut items = items.map(|&at| &digest.items[at]);
    items.any(|other| other.same(item) && (!item.small() || other.head == item.head))
}

/// Whether a clause gives a toll that no other article gives, where others give another one: that of another day is no
/// contradiction, but what a reader wants to know.
pub(in crate::corpus::compare) fn is_later_toll(compared: &Compared<'_>, node: Node) -> bool {
    let others = || (0..compared.digests.len()).filter(|&other| other != node.0);
    items_of(compared, node).any(|(_, own)| {
        let another = |other: usize| {
            let mut items = compared.digests[other].items.iter();
            items.any(|item| item.toll == own.toll && item.is_exact() && !item.same(own))
        };
        own.toll.is_some()
            && own.is_exact()
            && !others().any(|other| gives(compared, other, own))
            && others().any(another)
    })
}

/// Whether two values can be of one time: no day that only one clause names, no later count.
fn same_time(compared: &Compared<'_>, edge: &Edge, a: &Item, b: &Item) -> bool {
    if a.sort != Sort::Figure {
        return true;
    }
    let day = |node: Node| compared.story.articles[node.0].day;
    let days = day(edge.a)
        .zip(day(edge.b))
        .and_then(|(a, b)| calendar::days_between(a, b));
    let days = days.map_or(0, i64::abs);
    let long_ago = long_ago(compared, edge);
    if days > 0 && (a.toll.is_some() || b.toll.is_some()) && !long_ago {
        return false;
    }
    let dated = |node: Node| {
        compared
            .alignment
            .sentence(node)
            .iter()
            .any(|f| f.kind == Kind::Date)
    };
    let one_time = long_ago || a.transposed(b) || dated(edge.a) && dated(edge.b);
    if days > 1 && !one_time {
        return false;
    }
    let days = |node: Node| &compared.alignment.statement(node).days;
    let (own, its) = (days(edge.a), days(edge.b));
    own.is_empty() || its.is_empty() || own.iter().any(|day| its.contains(day))
}

/// Whether two sentences tell of one time long before their articles: of a year, a month or a day that both give.
fn long_ago(compared: &Compared<'_>, edge: &Edge) -> bool {
    let times = |node: Node| {
        let digest = &compared.digests[node.0];
        let sentence = digest.statements[node.1].sentence;
        let day = compared.story.articles[node.0].day.and_then(day_number);
        let items = digest.items.iter().filter(move |item| {
            let past = match item.sort {
                Sort::Day => Some(item.high),
                Sort::Month => Some(item.high / 12.0 * YEAR - EPOCH),
                Sort::Year => Some(item.high * YEAR - EPOCH + YEAR),
                _ => None,
            };
            let past = past
                .zip(day)
                .is_some_and(|(then, day)| then + LONG_AGO < day);
            past && digest.statements[item.statement].sentence == sentence
        });
        items.collect::<Vec<_>>()
    };
    let its = times(edge.b);
    let own = times(edge.a);
    own.iter().any(|a| its.iter().any(|b| a.same(b)))
}

/// Whether both clauses, or both sentences, name somebody or some place, and none in common.
fn apart(compared: &Compared<'_>, edge: &Edge, sentence: bool) -> bool {
    let named = |feature: &&Feature| matches!(feature.kind, Kind::Name | Kind::Person);
    let of = |node: Node| -> FxHashSet<Feature> {
        if sentence {
            return compared
                .alignment
                .sentence(node)
                .iter()
                .filter(named)
                .copied()
                .collect();
        }
        let features = &compared.alignment.statement(node).features;
        features.iter().filter(named).copied().collect()
    };
    let (a, b) = (of(edge.a), of(edge.b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// Whether one clause alone gives a month or a year before that of its article: it tells of another time.
fn past(compared: &Compared<'_>, edge: &Edge) -> bool {
    let earlier = |node: Node| {
        let day = compared.story.articles[node.0].day;
        items_of(compared, node).any(|(_, item)| match item.sort {
            Sort::Year => day.is_some_and(|day| item.low < f64::from(day.year)),
            Sort::Month => {
                day.is_some_and(|day| item.low < f64::from(day.year * 12 + i32::from(day.month)))
            }
            _ => false,
        })
    };
    earlier(edge.a) != earlier(edge.b)
}

/// Whether one value is a part of a whole and the other is not: "seven of the patients"; the same whole in figures
/// makes them parts of one.
fn part(compared: &Compared<'_>, edge: &Edge, a: &Item, b: &Item) -> bool {
    a.part != b.part && !one_whole(compared, edge)
}

/// Whether two clauses share a figure.
fn one_whole(compared: &Compared<'_>, edge: &Edge) -> bool {
    let features = |node: Node| &compared.alignment.statement(node).features;
    let its = features(edge.b);
    let mut own = features(edge.a).iter();
    own.any(|f| f.kind == Kind::Figure && its.binary_search(f).is_ok())
}
