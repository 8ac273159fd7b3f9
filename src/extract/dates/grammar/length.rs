//! Lengths of time: "three weeks", "5 1/2 hours", "two to three years", "the past decade"; and how long ago or ahead.

use super::super::lexicon::{DEGREES, Role};
use super::super::value::{
    Base, Count, Expr, Field, Grain, Length, Origin, Point, Reading, Which, Year,
};
use super::super::view::View;
use super::{Found, guard, recurring};
use crate::model::Modifier;
use crate::text::Class;
use crate::text::number::NumberKind;

/// A length of time with what qualifies it.
pub(super) fn length(view: View<'_>, at: usize) -> Found<Reading> {
    let (degree, start) = degree(view, at);
    let (length, end) = lap(view, start)
        .or_else(|| framed(view, start))
        .or_else(|| amount(view, start))
        .or_else(|| bare(view, start).filter(|_| !is_brief(view, start)))?;
    let rate = view.has_role(start, Role::A) && recurring::counts_before(view, start);
    if is_age(view, end) || is_name(view, start, end) || rate {
        return None;
    }
    let end = end
        + usize::from(view.is(end, Class::POSSESSIVE) && view.lower(end).len() < 2 && start < end);
    let (degree, end) = or_so(view, end).unwrap_or((degree, end));
    let expr = match single_part(&length) {
        Some((Some(count), grain)) if view.before(start) == "in" && is_whole(count, grain) => {
            let point = from_now(count, grain);
            Expr::Counted { point, length }
        }
        _ => Expr::Length(length),
    };
    Some((Reading::new(expr).with(degree), end))
}

/// Whether a count can be added to a day or time: half years cannot.
const fn is_whole(count: i64, grain: Grain) -> bool {
    count % 1000 == 0 || matches!(grain, Grain::Hour | Grain::Minute)
}

/// A date counted from publication: to the day or second, but for whole years.
fn from_now(count: i64, grain: Grain) -> Point {
    let (grain, count) = match grain {
        Grain::Hour => (Grain::Second, count * 3600 / 1000),
        Grain::Minute => (Grain::Second, count * 60 / 1000),
        _ => (grain, count / 1000),
    };
    Point::new(Base::Shift {
        grain,
        count,
        origin: Origin::Published,
        exact: matches!(grain, Grain::Week | Grain::Fortnight | Grain::Month),
    })
}

/// "two years ago", "three weeks earlier", "a month later", "nearly two weeks ago"
pub(super) fn ago(view: View<'_>, at: usize) -> Found<Reading> {
    let (degree, start) = degree(view, at);
    let (length, end) = amount(view, start).or_else(|| bare(view, start))?;
    let (or_so, end) = or_so(view, end).unwrap_or((None, end));
    if view.lower(end) == "from"
        && view.lower(end + 1) == "now"
        && let Some((Some(count), grain)) = single_part(&length)
        && grain < Grain::Night
        && is_whole(count, grain)
    {
        let point = from_now(count, grain);
        return Some((
            Reading::new(Expr::Counted { point, length }).with(degree),
            end + 2,
        ));
    }
    let time = view.is(end, Class::POSSESSIVE) && view.lower(end + 1) == "time";
    let end = end + usize::from(time);
    let (sign, origin) = match view.role(end).unwrap_or(Role::The) {
        _ if time => (1, Origin::Published),
        Role::Ago => (-1, Origin::Published),
        Role::Earlier => (-1, Origin::Mention),
        Role::Before if guard::stands_alone(view, end + 1) => (-1, Origin::Mention),
        Role::Later => (1, Origin::Mention),
        Role::Hence => (1, Origin::Published),
        _ => return None,
    };
    let ago = sign < 0 && origin == Origin::Published;
    let expr = match single_part(&length) {
        Some((Some(1000), Grain::Year)) if ago && degree.is_none() => {
            Expr::Point(Point::named(Field::Year, Year::Mentioned(-1), Which::Same))
        }
        Some((Some(count), grain @ (Grain::Decade | Grain::Century)))
            if count % 1000 == 0 && ago =>
        {
            let years = if grain == Grain::Decade { 10 } else { 100 };
            Expr::Point(Point::shift(Grain::Year, -years * count / 1000, origin))
        }
        Some((Some(count), grain)) if count % 1000 == 0 && grain >= Grain::Day => {
            let later = sign > 0 && origin == Origin::Mention;
            let point = Point::shift(grain, sign * count / 1000, origin);
            if later {
                Expr::Counted { point, length }
            } else {
                Expr::Point(point)
            }
        }
        Some((None, _)) => Expr::Reference(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }),
        _ => Expr::Length(length),
    };
    Some((Reading::new(expr).with(degree.or(or_so)), end + 1))
}

/// "or so" after a length
fn or_so(view: View<'_>, at: usize) -> Found<Option<Modifier>> {
    (view.lower(at) == "or" && view.lower(at + 1) == "so")
        .then_some((Some(Modifier::Approx), at + 2))
}

/// "about", "more than" and the like, and the token after it.
fn degree(view: View<'_>, at: usize) -> (Option<Modifier>, usize) {
    let found = view.phrase(at, &DEGREES);
    found
        .filter(|&(_, end)| !is_preposition(view, at, end))
        .map_or((None, at), |(index, end)| {
            (Some(DEGREES.meanings[index]), end)
        })
}

/// Whether "over", "under" or "around" is no degree: "over the past two years", and "over three years" of what is spread
/// over them; "for over three years" and "over three years ago" are more than three.
fn is_preposition(view: View<'_>, at: usize, end: usize) -> bool {
    match view.lower(at) {
        "over" => {
            view.has_role(end, Role::The)
                || !guard::follows(view, at, guard::Group::Exceeding) && !is_counted_off(view, end)
        }
        "under" | "around" => view.has_role(end, Role::The),
        _ => false,
    }
}

/// Whether the length that begins at `at` is followed by "ago", "later" and the like.
fn is_counted_off(view: View<'_>, at: usize) -> bool {
    amount(view, at).is_some_and(|(_, end)| {
        matches!(
            view.role(end),
            Some(Role::Ago | Role::Earlier | Role::Later | Role::Before | Role::After)
        ) || view.lower(end) == "old"
    })
}

fn single_part(length: &Length) -> Option<(Count, Grain)> {
    match length.parts.as_slice() {
        [part] => Some(*part),
        _ => None,
    }
}

/// A number with one unit, without anything after it.
pub(super) fn single(view: View<'_>, at: usize) -> Option<(Count, Grain, usize)> {
    let (length, end) = amount(view, at)?;
    let (count, grain) = single_part(&length)?;
    Some((count, grain, end))
}

/// A number with its unit, and finer ones after it: "three hours and 20 minutes".
pub(super) fn amount(view: View<'_>, at: usize) -> Found<Length> {
    let (mut length, mut end) = one(view, at)?;
    while length.parts.len() < 4 {
        let next = end + usize::from(view.lower(end) == ",");
        let next = next + usize::from(view.lower(next) == "and");
        let Some((more, after)) = one(view, next).filter(|_| length.upper.is_none()) else {
            break;
        };
        let (Some(&(_, coarse)), [(Some(_), fine)]) = (length.parts.last(), more.parts.as_slice())
        else {
            break;
        };
        if *fine >= coarse || view.any(next, &["a", "an"]) {
            break;
        }
        length.parts.extend(more.parts);
        end = after;
    }
    Some((length, end))
}

fn one(view: View<'_>, at: usize) -> Found<Length> {
    half(view, at).or_else(|| counted(view, at))
}

/// "half an hour", "a half-hour", "half a century", "a quarter of a century"
fn half(view: View<'_>, at: usize) -> Found<Length> {
    let start = at + usize::from(view.has_role(at, Role::A));
    let (share, next) = match view.lower(start) {
        "half" => (500, start + 1),
        "quarter" if view.lower(start + 1) == "of" => (250, start + 2),
        _ => return None,
    };
    let next = view.past_joint(next);
    let next = next + usize::from(view.has_role(next, Role::A));
    let grain = view
        .unit(next)
        .filter(|grain| !view.lower(next).ends_with('s') && *grain != Grain::Weekend)?;
    Some((plain(Some(share), grain), next + 1))
}

fn plain(count: Count, grain: Grain) -> Length {
    Length {
        parts: vec![(count, grain)],
        upper: None,
    }
}

/// "three weeks", "several years", "a couple of days", "two to three weeks", "an hour and a half"
fn counted(view: View<'_>, at: usize) -> Found<Length> {
    let (count, end) = count(view, at)?;
    let scale = shared_magnitude(view, at, end + 1);
    let count = count.map(|count| count.saturating_mul(scale));
    let between = view.before(at) == "between";
    let (upper, end) =
        upper(view, end, between).map_or((None, end), |(upper, end)| (Some(upper), end));
    let joined = view.past_joint(end);
    let unit = joined + usize::from(guard::is_one(view, joined, guard::Group::Filler));
    let grain = view.unit(unit)?;
    let article = view.has_role(at, Role::A);
    let abbreviated = view.lower(unit).len() <= 3 && !matches!(view.lower(unit), "day");
    let refused = grain == Grain::Second && article
        || grain == Grain::Quarter
            && (article || count.is_none() && !guard::follows(view, at, guard::Group::Tenure))
        || abbreviated && !view.is(at, Class::NUMBER)
        || article && matches!(grain, Grain::Night | Grain::Weekend | Grain::Quarter)
        || count.is_some_and(|count| count < 0)
        || matches!(view.lower(unit), "sec" | "min" | "secs" | "mins")
            && view.is(unit, Class::CAPITAL);
    if refused || view.joint(end) && !view.glued(end) {
        return None;
    }
    let end = unit + 1;
    let (half, end) = and_a_half(view, end);
    let count = count.map(|count| count + half);
    let length = Length {
        parts: vec![(count, grain)],
        upper,
    };
    Some((length, end))
}

/// What the far end of "42.6 to 43.4 million years" passes to the near one.
fn shared_magnitude(view: View<'_>, near: usize, far: usize) -> i64 {
    let number = |at: usize| view.number(at).filter(|number| !number.vague);
    let shared = number(near).zip(number(far)).filter(|(near, far)| {
        near.magnitude == 1.0
            && far.magnitude > 1.0
            && near.value < 1000.0
            && near.value * far.magnitude < far.value
    });
    [1_000, 1_000_000, 1_000_000_000]
        .into_iter()
        .find(|&scale| {
            shared.is_some_and(|(_, far)| thousandths(far.magnitude) == Some(scale * 1000))
        })
        .unwrap_or(1)
}

/// "and a half", "and a quarter" after a unit, in thousandths.
fn and_a_half(view: View<'_>, at: usize) -> (i64, usize) {
    if view.lower(at) != "and" {
        return (0, at);
    }
    let next = at + 1 + usize::from(view.has_role(at + 1, Role::A));
    match view.lower(next) {
        "half" if !view.joint(next + 1) && !view.has_role(next + 1, Role::A) => (500, next + 1),
        "quarter" if next > at + 1 => (250, next + 1),
        _ => (0, at),
    }
}

/// How many, in thousandths.
fn count(view: View<'_>, at: usize) -> Found<Count> {
    let article =
        view.has_role(at, Role::A) || view.any(at, &["the"]) && view.any(at + 1, &["few"]);
    let vague = at + usize::from(article);
    match view.lower(vague) {
        "couple" => {
            return Some((
                Some(2000),
                vague + 1 + usize::from(view.lower(vague + 1) == "of"),
            ));
        }
        "single" if article => return Some((Some(1000), vague + 1)),
        "several" | "few" | "many" | "some" | "countless" | "numerous" => {
            let counted = view.is(vague + 1, Class::NUMBER | Class::NUMBER_WORD);
            return (!counted).then_some((None, vague + 1));
        }
        _ => {}
    }
    if let Some((count, end)) = exact(view, at) {
        return Some((count, end));
    }
    article.then_some((Some(1000), at + 1))
}

fn exact(view: View<'_>, at: usize) -> Found<Count> {
    if !view.is(at, Class::NUMBER | Class::NUMBER_WORD | Class::MAGNITUDE)
        && !view.has_role(at, Role::A)
    {
        return None;
    }
    let number = view.number(at)?;
    let counts = matches!(number.kind, NumberKind::Cardinal | NumberKind::Fraction);
    let fits = counts && number.end() <= view.limit && (0.0..1e9).contains(&number.value);
    let before = at > view.start
        && view.glued(at)
        && matches!(view.before(at), "." | "," | "$" | "-" | "/" | ":");
    let decade = view.glued(number.end()) && view.lower(number.end()) == "s";
    if !fits || before && view.is(at, Class::NUMBER) || decade {
        return None;
    }
    let count = if number.vague {
        None
    } else {
        thousandths(number.value)
    };
    Some((count, number.end()))
}

#[expect(clippy::cast_possible_truncation, reason = "below 1e12")]
fn thousandths(value: f64) -> Count {
    Some((value * 1000.0).round() as i64)
}

/// The far end of "two to three", "12-18", "between 30 and 36"; "a year or two" is not read.
fn upper(view: View<'_>, at: usize, between: bool) -> Found<i64> {
    let joins = view.any(at, &["to", "or"]) || view.joint(at) || between && view.lower(at) == "and";
    let (count, end) = joins.then(|| exact(view, at + 1))??;
    Some((count?, end))
}

/// "the past two years", "the next few days", "recent weeks", "the nine months", "the past decade"
fn framed(view: View<'_>, at: usize) -> Found<Length> {
    let the = at + usize::from(view.has_role(at, Role::The));
    if let Some(found) = business_year(view, the).filter(|_| the > at) {
        return Some(found);
    }
    let ordinal = view.any(the, &["first", "final", "opening"]);
    let role = view.role(the).filter(|role| {
        matches!(
            role,
            Role::Last
                | Role::Past
                | Role::Next
                | Role::Coming
                | Role::Previous
                | Role::Following
                | Role::Recent
                | Role::Latest
        )
    });
    let all = view.has_role(the, Role::All);
    let start = the + usize::from(role.is_some() || ordinal || all);
    let named = the > at && view.is(start + 1, Class::NUMBER);
    if start == at || named {
        return None;
    }
    if let Some((length, end)) = amount(view, start).filter(|_| !view.has_role(start, Role::A)) {
        let ages =
            start == the && single_part(&length).is_some_and(|(count, _)| count == Some(1000));
        return (!ages).then_some((length, end));
    }
    let grain = view.unit(start)?;
    let plural = view.lower(start).ends_with('s') || view.lower(start) == "centuries";
    let count = match role {
        Some(Role::Recent | Role::Coming | Role::Past | Role::Last)
            if plural && grain >= Grain::Hour =>
        {
            None
        }
        Some(Role::Past | Role::Next | Role::Coming)
            if !plural
                && matches!(
                    grain,
                    Grain::Decade | Grain::Century | Grain::Week | Grain::Month
                ) =>
        {
            Some(1000)
        }
        None if the > at && plural && grain >= Grain::Day && !all && !ordinal => None,
        None if all && !plural && view.lower(the) == "all" => Some(1000),
        None if ordinal && plural => None,
        _ => return None,
    };
    Some((plain(count, grain), start + 1))
}

/// "the year ended June 30", "the fiscal year ending in March", "the year to October": twelve months, whichever they are.
fn business_year(view: View<'_>, at: usize) -> Found<Length> {
    let unit = at + usize::from(view.has_role(at, Role::Fiscal));
    let end = unit + 1;
    let ends = view.any(end, &["ended", "ending"])
        || view.lower(end) == "to" && view.month(end + 1).is_some();
    (view.lower(unit) == "year" && ends).then(|| (plain(Some(1000), Grain::Year), end))
}

/// "years", "weeks", "decades-long": an unknown number.
fn bare(view: View<'_>, at: usize) -> Found<Length> {
    let grain = view.unit(at)?;
    let word = view.lower(at);
    let plural = word.ends_with('s') && word.len() > 3 && grain != Grain::Second;
    let fits = plural
        && matches!(
            grain,
            Grain::Minute
                | Grain::Hour
                | Grain::Day
                | Grain::Week
                | Grain::Month
                | Grain::Year
                | Grain::Decade
                | Grain::Century
        );
    let led = guard::follows(view, at, guard::Group::UnitHolder);
    let long = view.joint(at + 1) && view.lower(at + 2) == "long";
    if !fits
        || led && view.before(at) != "of"
        || view.joint(at + 1) && !long
        || view.is(at + 1, Class::NUMBER)
        || at > view.start && view.glued(at)
    {
        return None;
    }
    let of = view.before(at) == "of" && !guard::follows(view, at - 1, guard::Group::UnitCounter);
    let end = if long { at + 3 } else { at + 1 };
    (!of && !view.is(end, Class::POSSESSIVE)).then(|| (plain(None, grain), end))
}

/// Whether a bare unit is too short to be a time of its own: "the small hours", "the minutes of a meeting".
fn is_brief(view: View<'_>, at: usize) -> bool {
    view.unit(at).is_some_and(|grain| grain <= Grain::Hour)
        && !view.any_before(at, &["for", "take", "took"])
}

/// Whether a length is an age: "34 years old", "34-year-old".
fn is_age(view: View<'_>, end: usize) -> bool {
    let next = view.past_joint(end);
    view.any(next, &["old", "olds"]) || view.lower(end) == "of" && view.lower(end + 1) == "age"
}

/// Whether a length is part of a name or a figure: "Seven Years' War", "per day".
fn is_name(view: View<'_>, start: usize, end: usize) -> bool {
    view.is(end - 1, Class::CAPITAL)
        && !view.is(start, Class::SENTENCE_START)
        && !view.is(end - 1, Class::ALL_CAPS)
}

/// "1:43.21", "2:05:11.3": a time run, in minutes and seconds.
fn lap(view: View<'_>, at: usize) -> Found<Length> {
    let first = view.digits(at).filter(|(_, places)| *places <= 2)?.0;
    let colon = |at| view.lower(at) == ":" && view.glued(at) && view.glued(at + 1);
    if !colon(at + 1) {
        return None;
    }
    let second = view.text.word(at + 2);
    let (hours, minutes, seconds, end) = if colon(at + 3) {
        (
            Some(first),
            second.parse().ok()?,
            view.text.word(at + 4),
            at + 5,
        )
    } else {
        (None, first, second, at + 3)
    };
    let (whole, parts) = seconds.split_once('.')?;
    if whole.len() != 2 || parts.len() > 3 || end > view.limit {
        return None;
    }
    let seconds = thousandths(seconds.parse::<f64>().ok()?);
    let mut parts = vec![
        (Some(i64::from(minutes) * 1000), Grain::Minute),
        (seconds, Grain::Second),
    ];
    if let Some(hours) = hours {
        parts.insert(0, (Some(i64::from(hours) * 1000), Grain::Hour));
    }
    Some((Length { parts, upper: None }, end))
}
