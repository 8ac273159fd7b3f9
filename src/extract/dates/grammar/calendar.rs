//! Named parts of the calendar: months and their days, weekdays, quarters, seasons, holidays.

use super::super::lexicon::{HOLIDAYS, Role};
use super::super::value::{Base, Expr, Field, Grain, Inner, Origin, Point, Season, Which, Year};
use super::super::view::View;
use super::{Found, guard, in_year, numeric, open, relative, year};
use crate::text::{Class, TokenSpan};

/// "March", "March 12", "Mar. 12, 1998", "March last year", "March of 1998"
pub(super) fn month(view: View<'_>, at: usize) -> Found<Point> {
    let month = view.month(at)?;
    if let Some((day, end)) = day_after_month(view, at + 1) {
        let (year, end) = year::tail(view, end);
        let point = Point::named(Field::MonthDay(month, day, None), year, Which::Context);
        return guard::month_day(view, at).then_some((point, end));
    }
    let (year, end) = month_year(view, at + 1);
    let sure = year != Year::Open;
    guard::month(view, at, end, sure)
        .then(|| (Point::named(Field::Month(month), year, Which::Context), end))
}

/// The year after a month: as after other parts, and "Dec-2018", "Mar '98".
fn month_year(view: View<'_>, at: usize) -> (Year, usize) {
    let joined = view.past_joint(at);
    match year::number(view, joined).filter(|_| joined > at) {
        Some((year, end)) => (Year::Is(year), end),
        None => year::tail(view, at),
    }
}

/// The day after a month's name: "12", "12th", "the twelfth".
pub(super) fn day_after_month(view: View<'_>, at: usize) -> Found<u8> {
    let at = view.past_joint(at);
    if let Some(day) = view.small(at, 1, 31) {
        let suffix = view.glued(at + 1) && view.any(at + 1, &["st", "nd", "rd", "th"]);
        let end = at + 1 + usize::from(suffix);
        return (suffix || !guard::is_counted(view, end)).then_some((day, end));
    }
    let (day, end) = view.ordinal(at + usize::from(view.has_role(at, Role::The)))?;
    let unit = view.unit(view.past_joint(end)).is_some();
    ((1..=31).contains(&day) && !unit).then_some((day, end))
}

/// "12 March", "the 12th of March 1998", "fourth of July"
pub(super) fn day_first(view: View<'_>, at: usize) -> Found<Point> {
    let start = at + usize::from(view.has_role(at, Role::The));
    let (day, end) = day_number(view, start)?;
    let of = usize::from(view.lower(end) == "of");
    let joined = view.past_joint(end + of);
    if let Some(month) = view.month(joined) {
        let (year, end) = month_year(view, joined + 1);
        let point = Point::named(Field::MonthDay(month, day, None), year, Which::Context);
        let sure = guard::month_name(view, joined) || year != Year::Open;
        return sure.then_some((point, end));
    }
    of_month(view, start, day, end).or_else(|| lone_day(view, at, start, day, end))
}

/// "the 15th of next month", "the 3rd of this month"
fn of_month(view: View<'_>, start: usize, day: u8, end: usize) -> Found<Point> {
    let unit = view.lower(end) == "day";
    let (after, is_ordinal) = (end + usize::from(unit), end > start + 1);
    if view.lower(after) != "of" || !is_ordinal {
        return None;
    }
    let (outer, end) = relative::relative(view, after + 1)?;
    let month = matches!(
        outer.base,
        Base::Shift {
            grain: Grain::Month,
            ..
        }
    );
    let inner = Inner::Nth(i8::try_from(day).ok()?, Grain::Day);
    let outer = Box::new(outer);
    month.then(|| (Point::new(Base::Within { inner, outer }), end))
}

/// "the 24th", where nothing that it could count follows
fn lone_day(view: View<'_>, at: usize, start: usize, day: u8, end: usize) -> Found<Point> {
    let led = start > at && guard::follows(view, at, guard::Group::Daylead);
    let digits = view.is(start, Class::NUMBER) && end > start + 1;
    let follows = view.is(end, Class::WORD) && !view.is(end, Class::FUNCTION) || view.joint(end);
    (led && digits && !follows).then(|| (open(Field::MonthlyDay(day, None)), end))
}

/// A day of the month with or without its ordinal ending.
fn day_number(view: View<'_>, at: usize) -> Found<u8> {
    if let Some((day, end)) = view.ordinal(at) {
        return (1..=31).contains(&day).then_some((day, end));
    }
    if let Some((day, end)) = year::whole(view, at) {
        let month = view.month(end).is_some() && view.is(end, Class::CAPITAL);
        let month = month && (1..=31).contains(&day);
        return month.then(|| Some((u8::try_from(day).ok()?, end)))?;
    }
    let free = at == view.start || !view.glued(at) || view.text.is(at - 1, Class::MARK);
    let day = view.small(at, 1, 31).filter(|_| free)?;
    Some((day, at + 1))
}

/// "Friday", "Friday, Oct. 26", "Friday the 13th", "Friday of last week", "Friday week"
pub(super) fn weekday(view: View<'_>, at: usize) -> Found<Point> {
    let weekday = view.weekday(at)?;
    let comma = at + 1 + usize::from(view.lower(at + 1) == ",");
    for start in [at + 1, comma] {
        if let Some((point, end)) = day_first(view, start).or_else(|| month(view, start))
            && let Some(field) = with_weekday(&point, weekday)
        {
            let Base::Named { year, which, .. } = point.base else {
                continue;
            };
            return Some((Point::named(field, year, which), end));
        }
    }
    for start in [at + 1, comma] {
        if let Some((date, end)) = numeric::day(view, start)
            && let Expr::Point(point) = date.expr
        {
            return Some((point, end));
        }
    }
    if let Some(found) = weekday_the_nth(view, at + 1, weekday) {
        return Some(found);
    }
    if let Some((inner, end)) = week_of_weekday(view, at, weekday) {
        return Some((inner, end));
    }
    if view.lower(at + 1) == "last" && guard::ends_phrase(view, at + 2) {
        return Some((
            Point::named(Field::Weekday(weekday), Year::Open, Which::Last),
            at + 2,
        ));
    }
    guard::weekday(view, at).then(|| (open(Field::Weekday(weekday)), at + 1))
}

/// "Monday the twenty-fourth"
fn weekday_the_nth(view: View<'_>, at: usize, weekday: u8) -> Found<Point> {
    if !view.has_role(at, Role::The) {
        return None;
    }
    let (day, end) = view
        .ordinal(at + 1)
        .filter(|(day, _)| (1..=31).contains(day))?;
    let counts = view.is(end, Class::WORD | Class::NUMBER) && !view.is(end, Class::FUNCTION);
    (!counts).then(|| (open(Field::MonthlyDay(day, Some(weekday))), end))
}

fn with_weekday(point: &Point, weekday: u8) -> Option<Field> {
    match point.base {
        Base::Named {
            field: Field::MonthDay(month, day, _),
            ..
        } => Some(Field::MonthDay(month, day, Some(weekday))),
        Base::Named {
            field: Field::MonthlyDay(day, _),
            ..
        } => Some(Field::MonthlyDay(day, Some(weekday))),
        _ => None,
    }
}

/// "Friday of last week", "Wednesday next week", "Wednesday week"
fn week_of_weekday(view: View<'_>, at: usize, weekday: u8) -> Found<Point> {
    let inner = Inner::Weekday(weekday);
    if view.lower(at + 1) == "week" && guard::ends_phrase(view, at + 2) {
        let near = Point::named(Field::Weekday(weekday), Year::Open, Which::Coming);
        let base = Base::Shift {
            grain: Grain::Day,
            count: 7,
            origin: Origin::Point(Box::new(near)),
            exact: false,
        };
        return Some((Point::new(base), at + 2));
    }
    let part = view.part(at + 1);
    let after = at + 1 + usize::from(part.is_some());
    let of = after + usize::from(view.lower(after) == "of");
    let (outer, end) = relative::relative(view, of)?;
    let week = matches!(
        outer.base,
        Base::Shift {
            grain: Grain::Week,
            ..
        }
    );
    let outer = Box::new(outer);
    let mut point = Point::new(Base::Within { inner, outer });
    point.part = part;
    week.then_some((point, end))
}

/// "the third quarter of 1989", "third-quarter", "Q3 2025", "the 1988 second half", "this year's first quarter"
pub(super) fn quarter(view: View<'_>, at: usize) -> Found<Point> {
    if let Some(found) = coded(view, at) {
        return Some(found);
    }
    let (owner, start) = owner(view, at).unwrap_or((Year::Open, at));
    let start = start
        + usize::from(
            start == at && (view.has_role(at, Role::The) || view.any(at, &["its", "their"])),
        );
    let fiscal = view.has_role(start, Role::Fiscal);
    let start = start + usize::from(fiscal);
    let start = start + usize::from(view.any(start, &["year-ago", "current"]));
    let (before, start) = year::number(view, start)
        .filter(|_| view.is(start, Class::NUMBER))
        .map_or((owner, start), |(year, end)| (Year::Is(year), end));
    let start = view.past_joint(start);
    let (number, after) = ordinal_part(view, start)?;
    let start = after + usize::from(view.has_role(after, Role::Fiscal));
    let unit = view.past_joint(start);
    let (field, end) = match (view.lower(unit), number) {
        ("quarter", 1..=4) => (Field::Quarter(number), unit + 1),
        ("half" | "semester", 1..=2) => (Field::Half(number), unit + 1),
        _ => return None,
    };
    let (year, end) = if before == Year::Open {
        year::business_tail(view, end)
    } else {
        (before, end)
    };
    let sure = matches!(field, Field::Quarter(_)) && !guard::is_sport_quarter(view, at, end)
        || year != Year::Open
        || unit > start && !view.is(unit + 1, Class::POSSESSIVE);
    let which = if fiscal && year == Year::Open {
        Which::Last
    } else {
        Which::Context
    };
    sure.then(|| {
        (
            fiscal_part(view, at, end, Point::named(field, year, which)),
            end,
        )
    })
}

/// A quarter or half that is one of a business year where the words say so: "fiscal", "FY25".
fn fiscal_part(view: View<'_>, at: usize, end: usize, point: Point) -> Point {
    let fiscal = (at..end).any(|word| {
        view.has_role(word, Role::Fiscal)
            || view.has_role(word, Role::YearCode)
            || year::year_code(view.lower(word)).is_some()
    });
    Point { fiscal, ..point }
}

fn ordinal_part(view: View<'_>, at: usize) -> Found<u8> {
    if view.any(at, &["final"]) {
        return Some((4, at + 1));
    }
    if view.role(at) == Some(Role::Last) && view.lower(at + 1) == "half" {
        return Some((2, at + 1));
    }
    view.ordinal(at)
}

/// "last year's" before a part of it
fn owner(view: View<'_>, at: usize) -> Found<Year> {
    let year = match view.role(at)? {
        Role::Last => Year::Shift(-1),
        Role::This => Year::Shift(0),
        Role::Next => Year::Shift(1),
        _ => return None,
    };
    let owns = view.lower(at + 1) == "year" && view.is(at + 2, Class::POSSESSIVE);
    owns.then_some((year, at + 3))
}

/// "Q3", "Q3 of 2025", "H1 2024", "3Q"
fn coded(view: View<'_>, at: usize) -> Found<Point> {
    let number = |word: &str| word.get(1..)?.parse::<u8>().ok();
    let (field, end) = match view.role(at) {
        Some(Role::QuarterCode) => (Field::Quarter(number(view.lower(at))?), at + 1),
        Some(Role::HalfCode) => (Field::Half(number(view.lower(at))?), at + 1),
        _ => {
            let number = view.small(at, 1, 4)?;
            let code = view.glued(at + 1) && view.any(at + 1, &["q"]);
            (code.then_some(Field::Quarter(number))?, at + 2)
        }
    };
    let (year, end) = year::business_tail(view, end);
    let sure = matches!(field, Field::Quarter(_)) || year != Year::Open;
    let point = Point::named(field, year, Which::Context);
    (sure && !view.glued(at)).then(|| (fiscal_part(view, at, end, point), end))
}

/// "the summer of 1998", "spring", "winter 2020-21"
pub(super) fn season(view: View<'_>, at: usize) -> Found<Point> {
    let the = usize::from(view.has_role(at, Role::The));
    let start = at + the + usize::from(the > 0 && view.any(at + 1, &["northern"]));
    let season: Season = view.season(start)?;
    let (year, end) = year::tail(view, start + 1);
    let sure = year != Year::Open;
    guard::season(view, start, end, the > 0, sure).then(|| {
        (
            Point::named(Field::Season(season), year, Which::Context),
            end,
        )
    })
}

/// "Christmas", "Easter 2018", "Labor Day last year"
pub(super) fn holiday(view: View<'_>, at: usize) -> Found<Point> {
    let (index, end) = view.phrase(at, &HOLIDAYS)?;
    let (year, after) = year::tail(view, end);
    let point = Point::named(Field::Holiday(index), year, Which::Context);
    let around = around_holiday(view, &point, after);
    let sure = year != Year::Open || around.is_some();
    guard::holiday(view, at, end, sure).then(|| around.unwrap_or((point, after)))
}

/// "Easter weekend", "Christmas week", "Halloween weekend 2021"
fn around_holiday(view: View<'_>, point: &Point, at: usize) -> Found<Point> {
    let grain = view
        .unit(at)
        .filter(|grain| matches!(grain, Grain::Week | Grain::Weekend))?;
    let (year, end) = year::tail(view, at + 1);
    let told = matches!(point.base, Base::Named { year, .. } if year != Year::Open);
    let (day, end) = if told || year == Year::Open {
        (point.clone(), at + 1)
    } else {
        (in_year(point.clone(), year), end)
    };
    let plural = view.lower(at).ends_with('s');
    (!plural).then(|| (Point::shift(grain, 0, Origin::Point(Box::new(day))), end))
}

/// A named day without its year, where another word points to it: "last Easter".
pub(super) fn holiday_name(view: View<'_>, at: usize) -> Found<Field> {
    let (index, end) = view.phrase(at, &HOLIDAYS)?;
    Some((Field::Holiday(index), end))
}

/// "week 3 of 2027"
pub(super) fn week(view: View<'_>, at: usize) -> Found<Point> {
    if view.lower(at) != "week" {
        return None;
    }
    let week = view.small(at + 1, 1, 53)?;
    let (year, end) = year::tail(view, at + 2);
    let told = year != Year::Open || view.is(at, Class::CAPITAL);
    told.then(|| (Point::named(Field::Week(week), year, Which::Context), end))
}

type Range = (Point, Point, [TokenSpan; 2], usize);

/// "May 3-5, 1990", "3 to 5 May", "May 3 and 4"
pub(super) fn day_range(view: View<'_>, at: usize) -> Option<Range> {
    month_then_days(view, at).or_else(|| days_then_month(view, at))
}

fn joins(view: View<'_>, at: usize) -> bool {
    view.is(at, Class::DASH) || view.any(at, &["to", "and", "through", "until", "/"])
}

fn month_then_days(view: View<'_>, at: usize) -> Option<Range> {
    let month = view.month(at)?;
    let (first, end) = day_after_month(view, at + 1)?;
    let (second, after) = joins(view, end).then(|| day_after_month(view, end + 1))??;
    let fits = first < second
        && view.month(view.past_joint(after)).is_none()
        && guard::month_day(view, at);
    let free = !view.is(after, Class::DASH | Class::WORD)
        || view.is(after, Class::FUNCTION)
        || view.text.is(after, Class::WORD);
    if !fits || !free || view.lower(end) == "and" && guard::is_counted(view, after) {
        return None;
    }
    let (year, last) = year::tail(view, after);
    let point = |day| in_year(open(Field::MonthDay(month, day, None)), year);
    let spans = [TokenSpan::at(at, end), TokenSpan::at(end + 1, last)];
    Some((point(first), point(second), spans, last))
}

fn days_then_month(view: View<'_>, at: usize) -> Option<Range> {
    let (first, end) = day_number(view, at)?;
    let (second, after) = joins(view, end).then(|| day_number(view, end + 1))??;
    let of = after + usize::from(view.lower(after) == "of");
    let month = view
        .month(of)
        .filter(|_| first < second && guard::month_name(view, of))?;
    let (year, last) = year::tail(view, of + 1);
    let point = |day| in_year(open(Field::MonthDay(month, day, None)), year);
    let spans = [TokenSpan::at(at, end), TokenSpan::at(end + 1, last)];
    Some((point(first), point(second), spans, last))
}

/// "January-March 2020"
pub(super) fn month_range(view: View<'_>, at: usize) -> Option<Range> {
    let first = view.month(at)?;
    let second = view.month(at + 2).filter(|_| view.joint(at + 1))?;
    let (year, end) = year::tail(view, at + 3);
    let point = |month| in_year(open(Field::Month(month)), year);
    let spans = [TokenSpan::at(at, at + 1), TokenSpan::at(at + 2, end)];
    let named = guard::month_name(view, at) && guard::month_name(view, at + 2);
    (named && first < second).then(|| (point(first), point(second), spans, end))
}
