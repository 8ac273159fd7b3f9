//! What recurs: "every Monday", "daily", "twice a year", "Tuesday nights".

use super::super::lexicon::{Role, Word};
use super::super::value::{Expr, Field, Grain, Length, Reading, Recurring};
use super::super::view::View;
use super::{Found, guard, length};
use crate::text::Class;

/// A set of times.
pub(super) fn set(view: View<'_>, at: usize) -> Found<Reading> {
    let (set, end) = frequency(view, at)
        .or_else(|| every(view, at))
        .or_else(|| rate(view, at))
        .or_else(|| weekdays(view, at))?;
    Some((Reading::new(Expr::Set(set)), end))
}

/// "daily", "annually"
fn frequency(view: View<'_>, at: usize) -> Found<Recurring> {
    let written = view.meaning(at, |word| match word {
        Word::Frequency(value) => Some(value),
        _ => None,
    })?;
    let name = view.is(at, Class::CAPITAL) && !view.is(at, Class::SENTENCE_START);
    let joined = view.joint(at + 1) || view.glued(at);
    let describes = match view.lower(at) {
        "daily" | "everyday" => is_newspaper(view, at),
        "annual" => guard::is_one(view, at + 1, guard::Group::Performance),
        "quarterly" => guard::names_noun(view, at + 1),
        _ => false,
    };
    (!name && !joined && !describes).then_some((Recurring::Written(written), at + 1))
}

/// Whether "daily" is a newspaper: "the daily El Faro", "a daily".
fn is_newspaper(view: View<'_>, at: usize) -> bool {
    let named = view.is(at + 1, Class::CAPITAL) && !view.is(at + 1, Class::FUNCTION);
    named || view.any_before(at, &["the", "a"]) && !guard::names_noun(view, at + 1)
}

/// "every day", "each of the past three years", "every other Friday", "every two weeks"
fn every(view: View<'_>, at: usize) -> Found<Recurring> {
    if !view.has_role(at, Role::Every) && !view.has_role(at, Role::Each) {
        return None;
    }
    let other = view.any(at + 1, &["other", "second"]);
    let start = at + 1 + usize::from(other);
    let count = if other { 2000 } else { 1000 };
    if let Some((length, end)) = length::amount(view, start).filter(|_| !other) {
        return Some((Recurring::Every(length), end));
    }
    if let Some(weekday) = view.weekday(start) {
        let part = view.part(start + 1);
        let set = part.map_or(Recurring::Weekday(weekday), |part| {
            Recurring::Part(part, Some(weekday))
        });
        return Some((set, start + 1 + usize::from(part.is_some())));
    }
    if let Some(part) = view.part(start) {
        return Some((Recurring::Part(part, None), start + 1));
    }
    let field = view
        .month(start)
        .map(Field::Month)
        .or_else(|| view.season(start).map(Field::Season));
    if let Some(field) = field {
        return Some((Recurring::Named(field), start + 1));
    }
    let grain = view
        .unit(start)
        .filter(|grain| *grain >= Grain::Minute && !view.lower(start).ends_with('s'))?;
    (!view.joint(start + 1)).then(|| (Recurring::Every(one(count, grain)), start + 1))
}

fn one(count: i64, grain: Grain) -> Length {
    Length {
        parts: vec![(Some(count), grain)],
        upper: None,
    }
}

/// "$500 a year", "twice a week", "per month", "10 percent a year"
fn rate(view: View<'_>, at: usize) -> Found<Recurring> {
    let per = view.has_role(at, Role::Per);
    let article =
        view.has_role(at, Role::A) && view.lower(at) != "another" && counts_before(view, at);
    let grain = view
        .unit(at + 1)
        .filter(|grain| *grain >= Grain::Day || counts_times(view, at))?;
    let singular = !view.lower(at + 1).ends_with('s')
        && !matches!(
            grain,
            Grain::Weekend | Grain::Quarter | Grain::Decade | Grain::Century
        );
    let counted_off = guard::is_one(view, at + 2, guard::Group::RateEnd)
        || view.any(at + 2, &["before", "after"]) && !guard::names_noun(view, at + 3);
    let compound = view.joint(at + 2);
    let alone = article || guard::ends_phrase(view, at + 2);
    ((per || article) && singular && !counted_off && !compound && alone)
        .then(|| (Recurring::Every(one(1000, grain)), at + 2))
}

/// Whether how often is told just before: "twice an hour". What is done an hour or a second is the unit of a figure.
fn counts_times(view: View<'_>, at: usize) -> bool {
    guard::follows(view, at, guard::Group::RateCount) && !view.any_before(at, &["percent", "%"])
}

/// Whether a number, an amount or "twice" stands just before.
pub(super) fn counts_before(view: View<'_>, at: usize) -> bool {
    if at <= view.start {
        return false;
    }
    if guard::follows(view, at, guard::Group::RateCount) {
        return true;
    }
    let near = (at.saturating_sub(4).max(view.start)..at).rev();
    for index in near {
        if view.is(index, Class::NUMBER | Class::MAGNITUDE) {
            return true;
        }
        if !view.is(index, Class::WORD)
            || view.is(index, Class::FUNCTION) && view.lower(index) != "of"
        {
            return false;
        }
    }
    false
}

/// "Mondays", "Tuesday nights"
fn weekdays(view: View<'_>, at: usize) -> Found<Recurring> {
    let plural = view.meaning(at, |word| match word {
        Word::Weekdays(day) => Some(day),
        _ => None,
    });
    if let Some(day) = plural {
        return Some((Recurring::Weekday(day), at + 1));
    }
    let day = view.weekday(at)?;
    let part = view
        .part(at + 1)
        .filter(|_| view.lower(at + 1).ends_with('s'))?;
    Some((Recurring::Part(part, Some(day)), at + 2))
}
