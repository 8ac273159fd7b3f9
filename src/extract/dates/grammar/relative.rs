//! Dates that count from another: "yesterday", "last week", "two days later", "the day after Christmas".

use super::super::lexicon::{Role, Word};
use super::super::value::{Base, Field, Grain, Inner, Origin, Point, Which, Year};
use super::super::view::View;
use super::{Found, calendar, guard, length, open, year};
use crate::text::Class;

/// Any relative date.
pub(super) fn relative(view: View<'_>, at: usize) -> Found<Point> {
    const KINDS: [fn(View<'_>, usize) -> Found<Point>; 8] = [
        near_day,
        deictic,
        the_unit,
        unit_from,
        distance,
        part_of_unit,
        week_of,
        unit_end,
    ];
    KINDS
        .iter()
        .rev()
        .filter_map(|parser| parser(view, at))
        .max_by_key(|(_, end)| *end)
}

/// "today", "yesterday", "tonight"
fn near_day(view: View<'_>, at: usize) -> Found<Point> {
    let quoted = view.before(at) == "usa" || guard::is_named_today(view, at);
    view.meaning(at, |word| match word {
        Word::Day(count) => Some(Point::shift(
            Grain::Day,
            i64::from(count),
            Origin::Published,
        )),
        Word::Tonight(part) => {
            let mut point = Point::shift(Grain::Day, 0, Origin::Published);
            point.part = Some(part);
            Some(point)
        }
        _ => None,
    })
    .filter(|_| !quoted)
    .map(|point| (point, at + 1))
}

/// The words before a unit or a name that say which one is meant.
#[derive(Clone, Copy)]
struct Pointer {
    role: Role,
    /// Whether an article leads it: "the next day" is not "next day".
    the: bool,
    end: usize,
}

fn pointer(view: View<'_>, at: usize) -> Option<Pointer> {
    let the = view.has_role(at, Role::The);
    let start = at + usize::from(the);
    let role = pointing(view, start)?;
    if role == Role::This
        && let Some(next @ (Role::Past | Role::Coming | Role::Last)) = pointing(view, start + 1)
    {
        return Some(Pointer {
            role: if next == Role::Past { Role::Last } else { next },
            the: false,
            end: start + 2,
        });
    }
    Some(Pointer {
        role,
        the,
        end: start + 1,
    })
}

fn pointing(view: View<'_>, at: usize) -> Option<Role> {
    view.role(at).filter(|role| {
        matches!(
            role,
            Role::Last
                | Role::Past
                | Role::This
                | Role::Next
                | Role::Coming
                | Role::Previous
                | Role::Following
                | Role::Same
                | Role::That
                | Role::Current
                | Role::Latest
        )
    })
}

/// "last week", "this March", "next Friday", "the previous year", "that night"
fn deictic(view: View<'_>, at: usize) -> Found<Point> {
    let pointer = pointer(view, at)?;
    if guard::is_title(view, at, pointer.end + 1) {
        return None;
    }
    let start = pointer.end
        + usize::from(
            view.has_role(pointer.end, Role::Fiscal)
                || guard::is_one(view, pointer.end, guard::Group::Wholeness),
        );
    unit_after(view, pointer, start)
        .or_else(|| part_after(view, pointer, start))
        .or_else(|| name_after(view, pointer, start))
}

fn unit_after(view: View<'_>, pointer: Pointer, at: usize) -> Found<Point> {
    let grain = if view.any(at, &["period"])
        && matches!(pointer.role, Role::Same | Role::That | Role::Latest)
    {
        Grain::Quarter
    } else if view.lower(at) == "season"
        && !matches!(pointer.role, Role::That | Role::Same | Role::Latest)
    {
        Grain::Year
    } else if view.lower(at) == "term" {
        return None;
    } else {
        view.unit(at)?
    };
    let plural = view.lower(at).ends_with('s') || grain < Grain::Night;
    let compound = view.joint(at + 1) && !view.any(at + 2, &["old"]);
    // "on the last day" is one of something that was told of before.
    let of_something = pointer.role == Role::Last
        && grain == Grain::Day
        && at >= 3
        && (view.lower(at - 3), view.lower(at - 2)) == ("on", "the");
    if plural
        || compound
        || of_something
        || matches!(grain, Grain::Millennium | Grain::Fortnight) && pointer.role != Role::Last
    {
        return None;
    }
    let point = match (pointer.role, grain) {
        (Role::Last, Grain::Night) => night(-1, Origin::Published),
        (Role::This | Role::Next | Role::Coming | Role::Following, Grain::Night) => {
            night(i64::from(pointer.role != Role::This), origin(pointer))
        }
        (_, Grain::Night) => night(0, Origin::Mention),
        (Role::Past, Grain::Decade | Grain::Century | Grain::Week | Grain::Month) => return None,
        (Role::Next | Role::Coming, Grain::Decade) if pointer.the => return None,
        (_, Grain::Fortnight) => Point::shift(Grain::Week, -2, Origin::Published),
        (role, grain) => Point::shift(grain, offset(role), origin(pointer)),
    };
    let weekday = view
        .weekday(at + 1)
        .filter(|_| grain == Grain::Week && guard::ends_phrase(view, at + 2));
    Some(match weekday {
        Some(day) => {
            let (inner, outer) = (Inner::Weekday(day), Box::new(point));
            (Point::new(Base::Within { inner, outer }), at + 2)
        }
        None => (point, at + 1),
    })
}

fn night(days: i64, origin: Origin) -> Point {
    let mut point = Point::shift(Grain::Day, days, origin);
    point.part = Some("NI");
    point
}

const fn offset(role: Role) -> i64 {
    match role {
        Role::Last | Role::Past | Role::Previous => -1,
        Role::Next | Role::Coming | Role::Following => 1,
        _ => 0,
    }
}

fn origin(pointer: Pointer) -> Origin {
    match pointer.role {
        Role::Previous | Role::Following | Role::Same | Role::That | Role::Latest => {
            Origin::Mention
        }
        Role::Next if pointer.the => Origin::Mention,
        _ => Origin::Published,
    }
}

/// "this morning", "the next morning", "that night"
fn part_after(view: View<'_>, pointer: Pointer, at: usize) -> Found<Point> {
    let part = view.part(at)?;
    let mut point = Point::shift(Grain::Day, offset(pointer.role), origin(pointer));
    point.part = Some(part);
    (!view.lower(at).ends_with('s')).then_some((point, at + 1))
}

/// "last Friday", "next June", "this summer", "last Christmas", "that June"
fn name_after(view: View<'_>, pointer: Pointer, at: usize) -> Found<Point> {
    let which = match pointer.role {
        Role::Last | Role::Past => Which::Last,
        Role::This | Role::Current | Role::Latest => Which::This,
        Role::Next if pointer.the => Which::Following,
        Role::Coming => Which::Coming,
        Role::Next => Which::Next,
        Role::Previous => Which::Previous,
        Role::Following => Which::Following,
        _ => Which::Same,
    };
    let (field, end) = name(view, at)?;
    let conjunction =
        pointer.role == Role::That && !guard::follows(view, at - 1, guard::Group::ThatLeader);
    if conjunction {
        return None;
    }
    let year = if which == Which::Same {
        Year::Mentioned(0)
    } else {
        Year::Open
    };
    if which == Which::Same && matches!(field, Field::Weekday(_)) {
        return Some((Point::named(field, Year::Open, Which::Same), end));
    }
    Some((Point::named(field, year, which), end))
}

fn name(view: View<'_>, at: usize) -> Found<Field> {
    if let Some(day) = view.weekday(at) {
        return view
            .is(at, Class::CAPITAL)
            .then_some((Field::Weekday(day), at + 1))
            .or_else(|| {
                view.lower(at)
                    .ends_with("day")
                    .then_some((Field::Weekday(day), at + 1))
            });
    }
    if let Some(month) = view.month(at) {
        let (field, end) = match calendar::day_after_month(view, at + 1) {
            Some((day, end)) => (Field::MonthDay(month, day, None), end),
            None => (Field::Month(month), at + 1),
        };
        return view.is(at, Class::CAPITAL).then_some((field, end));
    }
    if let Some(season) = view.season(at) {
        return Some((Field::Season(season), at + 1));
    }
    if let Some(found) = calendar::holiday_name(view, at) {
        return Some(found);
    }
    let fields = calendar::quarter(view, at);
    match fields {
        Some((
            Point {
                base:
                    Base::Named {
                        field,
                        year: Year::Open,
                        ..
                    },
                ..
            },
            end,
        )) => Some((field, end)),
        _ => None,
    }
}

/// "the week", "the quarter", "the weekend", "the year-ago quarter": of the context.
fn the_unit(view: View<'_>, at: usize) -> Found<Point> {
    let the = view.has_role(at, Role::The);
    let a = view.lower(at) == "a";
    let start = at + usize::from(the || a);
    if let Some((back, unit)) = year_ago(view, start) {
        let year = Year::Mentioned(-back);
        let field = calendar::quarter(view, unit).and_then(|(point, end)| match point.base {
            Base::Named { field, .. } => Some((field, end)),
            _ => None,
        });
        if let Some((field, end)) = field {
            return Some((Point::named(field, Year::Shift(-1), Which::Context), end));
        }
        let end =
            unit + usize::from(view.any(unit, &["quarter", "period", "level", "month"]) && the);
        return Some((Point::named(Field::Year, year, Which::Same), end));
    }
    if !the {
        return None;
    }
    if let Some((year, end)) = year::number(view, start).filter(|_| view.is(start, Class::NUMBER)) {
        let unit = view.any(end, &["quarter", "period"]);
        return unit.then(|| {
            (
                Point::named(Field::Year, Year::Is(year), Which::Same),
                end + 1,
            )
        });
    }
    let whole =
        guard::is_one(view, start, guard::Group::Wholeness) || view.has_role(start, Role::Fiscal);
    let whole = whole && view.lower(start + 1) == "year";
    let start = start + usize::from(whole);
    let grain = view.unit(start)?;
    let end = start + 1;
    let inside = view.any_before(at, &["in", "of"])
        && at > view.start + 1
        && matches!(
            view.role(at - 2),
            Some(Role::Later | Role::Earlier | Role::Early | Role::Late | Role::End | Role::Start)
        );
    let bounded = inside
        || guard::ends_phrase(view, end) && !guard::is_one(view, end, guard::Group::UnitOwner);
    let business = grain == Grain::Year && view.lower(end) == "to" && view.month(end + 1).is_some();
    let bounded = bounded && !business;
    let reported = grain == Grain::Quarter && view.any(end, &["ended", "ending", "of", "compared"]);
    let spanned = grain == Grain::Weekend && guard::follows(view, at, guard::Group::Spanning);
    let bounded = bounded || spanned && !guard::is_one(view, end, guard::Group::UnitOwner);
    match view.lower(start) {
        "weekend" if bounded => Some((open(Field::Weekend), end)),
        "quarter" if view.any(end, &["ended", "ending"]) => {
            let (day, _) = super::day(view, end + 1)?;
            Some((Point::shift(grain, 0, Origin::Point(Box::new(day))), end))
        }
        "day" | "week" | "month" | "year" | "quarter" if bounded || reported => {
            Some((Point::shift(grain, 0, Origin::Mention), end))
        }
        _ => None,
    }
}

/// "year-ago", "year-earlier", "year earlier": how far back and the token after it.
fn year_ago(view: View<'_>, at: usize) -> Found<i32> {
    let joined = view.lower(at) == "year" && view.joint(at + 1);
    let earlier = joined && view.any(at + 2, &["ago", "earlier"]);
    earlier.then_some((1, at + 3))
}

/// "the day before yesterday", "the week after next", "the day after Christmas", "the day before"
fn unit_from(view: View<'_>, at: usize) -> Found<Point> {
    let the = at + usize::from(view.has_role(at, Role::The) || view.lower(at) == "a");
    let grain = view.unit(the).filter(|&grain| grain >= Grain::Day)?;
    let sign = match view.role(the + 1)? {
        Role::Before => -1,
        Role::After => 1,
        _ => return None,
    };
    if matches!(view.role(the + 2), Some(Role::Next | Role::Last))
        && the > at
        && guard::ends_phrase(view, the + 3)
    {
        return Some((Point::shift(grain, sign * 2, Origin::Published), the + 3));
    }
    if let Some((point, end)) =
        super::day(view, the + 2).filter(|_| grain <= Grain::Day || view.lower(the) != "year")
    {
        return Some((
            Point::shift(grain, sign, Origin::Point(Box::new(point))),
            end,
        ));
    }
    let bare = the > at && guard::stands_alone(view, the + 2);
    bare.then(|| (Point::shift(grain, sign, Origin::Mention), the + 2))
}

/// "two weeks before Christmas", "three days from Tuesday", "a month after the election" is none.
fn distance(view: View<'_>, at: usize) -> Found<Point> {
    let (count, grain, end) = length::single(view, at)?;
    let count = count.filter(|count| count % 1000 == 0)? / 1000;
    let sign = match view.role(end) {
        Some(Role::Before) => -1,
        Some(Role::After) => 1,
        _ if view.lower(end) == "from" => 1,
        _ => return None,
    };
    let (origin, after) = if view.lower(end + 1) == "now" && sign > 0 {
        (Origin::Published, end + 2)
    } else {
        let (point, after) = super::day(view, end + 1)?;
        let held = !matches!(
            point.base,
            Base::Named {
                field: Field::Year,
                ..
            }
        );
        (Origin::Point(Box::new(held.then_some(point)?)), after)
    };
    let exact = grain >= Grain::Week;
    let base = Base::Shift {
        grain,
        count: sign * count,
        origin,
        exact,
    };
    (grain >= Grain::Day).then(|| (Point::new(base), after))
}

/// "the first Monday of October", "the last Friday in May": such a weekday of a month, where `at` follows its name.
fn weekday_of_month(view: View<'_>, number: i8, day: u8, at: usize) -> Found<Point> {
    let of = view.any(at, &["of", "in"]) && matches!(number, -1 | 1..=5);
    let (outer, end) = of.then(|| super::day(view, at + 1))??;
    let month = matches!(
        outer.base,
        Base::Named {
            field: Field::Month(_),
            ..
        } | Base::Shift {
            grain: Grain::Month,
            ..
        }
    );
    let inner = Inner::NthWeekday(number, day);
    let outer = Box::new(outer);
    month.then(|| (Point::new(Base::Within { inner, outer }), end))
}

/// "the last day of May", "the second week of March", "the third month of next year"
fn part_of_unit(view: View<'_>, at: usize) -> Found<Point> {
    let start = at + usize::from(view.has_role(at, Role::The));
    let (number, end) = if view.role(start) == Some(Role::Last) {
        (-1, start + 1)
    } else {
        let (number, end) = view.ordinal(start)?;
        (i8::try_from(number).ok()?, end)
    };
    let inner = match view.weekday(end) {
        Some(_) if view.any_before(at, &["every", "each"]) => return None,
        Some(day) => return weekday_of_month(view, number, day, end + 1),
        None => view.unit(end).filter(|grain| {
            matches!(
                grain,
                Grain::Day | Grain::Week | Grain::Weekend | Grain::Month | Grain::Decade
            )
        })?,
    };
    let of = view.any(end + 1, &["of", "in"]) && !view.lower(end).ends_with('s');
    let (outer, end) = of.then(|| super::day(view, end + 2))??;
    let inner = Inner::Nth(number, inner);
    let outer = Box::new(outer);
    Some((Point::new(Base::Within { inner, outer }), end))
}

/// "the week of March 6", "the weekend of 12 June"
fn week_of(view: View<'_>, at: usize) -> Found<Point> {
    let start = at + usize::from(view.has_role(at, Role::The));
    let grain = view
        .unit(start)
        .filter(|grain| matches!(grain, Grain::Week | Grain::Weekend))?;
    let (outer, end) = view
        .any(start + 1, &["of", "beginning", "starting"])
        .then(|| super::day(view, start + 2))??;
    let day = matches!(
        outer.base,
        Base::Named {
            field: Field::MonthDay(..) | Field::Holiday(_),
            ..
        }
    );
    let origin = Origin::Point(Box::new(outer));
    day.then(|| (Point::shift(grain, 0, origin), end))
}

/// "year-end", "month's end", "year end"
fn unit_end(view: View<'_>, at: usize) -> Found<Point> {
    let grain = view.unit(at).filter(|grain| {
        matches!(
            grain,
            Grain::Month | Grain::Quarter | Grain::Year | Grain::Week
        )
    })?;
    let owner = usize::from(view.is(at + 1, Class::POSSESSIVE));
    let end = view.past_joint(at + 1 + owner);
    let fits = view.lower(end) == "end" && !view.joint(end + 1);
    let outer = Box::new(Point::shift(grain, 0, Origin::Published));
    let inner = Inner::Nth(-1, Grain::Day);
    let (year, after) = year::tail(view, end + 1);
    if let (Grain::Year, Year::Is(_) | Year::Shift(_)) = (grain, year) {
        let outer = Box::new(Point::named(Field::Year, year, Which::Context));
        return fits.then(|| (Point::new(Base::Within { inner, outer }), after));
    }
    (fits && !view.lower(at).ends_with('s'))
        .then(|| (Point::new(Base::Within { inner, outer }), end + 1))
}
