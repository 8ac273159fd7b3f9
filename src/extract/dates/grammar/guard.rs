//! The words that are dates only in some company: years, months that are also names or verbs, seasons, weekdays.

use super::super::lexicon::Role;
use super::super::scan::View;
use crate::text::Class;

/// Prepositions and other words after which a bare month, season or year is meant as time.
const BEFORE_TIME: &[&str] = &[
    "in",
    "by",
    "since",
    "until",
    "till",
    "during",
    "before",
    "after",
    "from",
    "through",
    "of",
    "between",
    "to",
    "for",
    "around",
    "last",
    "this",
    "next",
    "early",
    "late",
    "mid",
    "and",
    "or",
    "throughout",
    "every",
    "each",
    "earlier",
    "later",
    "following",
    "previous",
    "that",
    "as",
    "on",
    "-",
    "(",
];

/// Whether the expression ends its phrase: no noun goes on after it.
pub(super) fn ends_phrase(view: View<'_>, at: usize) -> bool {
    !view.is(at, Class::WORD | Class::NUMBER) || view.is(at, Class::FUNCTION | Class::CAPITAL)
}

/// Whether a number that ends before `at` counts something: "March 12 people", "Dec 5 percent".
pub(super) fn is_counted(view: View<'_>, at: usize) -> bool {
    view.any(
        at,
        &[
            "%", "percent", "per", "million", "billion", "trillion", "people", "points",
        ],
    )
}

/// Whether a token could be the name of a month as it is written.
pub(super) fn month_name(view: View<'_>, at: usize) -> bool {
    let short = view.lower(at).len() <= 3;
    view.is(at, Class::CAPITAL)
        || !short && !matches!(view.lower(at), "march" | "may" | "mar.")
        || view.lower(at) == "may"
}

/// A month before the number of a day.
pub(super) fn month_day(view: View<'_>, at: usize) -> bool {
    let verb = matches!(view.lower(at), "may" | "march" | "mar" | "dec" | "jan");
    view.is(at, Class::CAPITAL) || !verb
}

/// A bare month; `sure` where its year follows.
pub(super) fn month(view: View<'_>, at: usize, end: usize, sure: bool) -> bool {
    let word = view.lower(at);
    if sure {
        return view.is(at, Class::CAPITAL) || !matches!(word, "may" | "march" | "mar");
    }
    let capital = view.is(at, Class::CAPITAL);
    let led = BEFORE_TIME.contains(&view.before(at));
    let full = word.len() > 4 || matches!(word, "june" | "july");
    if !capital || !(full || word == "may" || view.is(at, Class::DOTTED)) {
        return false;
    }
    let name_after = view.is(end, Class::CAPITAL) && !view.is(end, Class::FUNCTION);
    let first_name = matches!(word, "april" | "june" | "august") && name_after && !led;
    let name_before = at > view.start
        && view.text.is(at - 1, Class::CAPITAL)
        && !view
            .text
            .is(at - 1, Class::SENTENCE_START | Class::FUNCTION);
    match word {
        "may" => {
            led && !matches!(view.before(at), "that" | "this" | "and" | "or" | "as") && !name_before
                || view.before(at) == "this" && ends_phrase(view, end)
        }
        "march" => {
            led || !(matches!(view.before(at), "the" | "a")
                || name_before
                || view.is(at, Class::SENTENCE_START))
        }
        _ => !first_name && !(name_before && !led),
    }
}

/// A bare weekday; short forms need their company.
pub(super) fn weekday(view: View<'_>, at: usize) -> bool {
    let word = view.lower(at);
    let long = word.ends_with("day");
    let capital = view.is(at, Class::CAPITAL);
    let company = view.any_before(at, &["on", "(", "last", "next", "this", "until", "by"]);
    let newspaper = view.any(
        at + 1,
        &[
            "times",
            "telegraph",
            "mirror",
            "express",
            "mail",
            "herald",
            "post",
            "independent",
        ],
    ) && view.is(at + 1, Class::CAPITAL);
    if newspaper || view.any_before(at, &["bloody", "super", "sheffield"]) {
        return false;
    }
    if long {
        return capital || company;
    }
    capital
        && (view.is(at, Class::DOTTED) && word != "sun." && word != "sat."
            || company && word != "sun"
            || view.before(at) == "(")
}

/// A season; `the` where an article leads it, `sure` where its year follows.
pub(super) fn season(view: View<'_>, at: usize, end: usize, the: bool, sure: bool) -> bool {
    if sure {
        return view.lower(at) != "fall"
            || the
            || BEFORE_TIME.contains(&view.before(at))
            || view.is(at, Class::CAPITAL);
    }
    let before = if the {
        view.before(at - 1)
    } else {
        view.before(at)
    };
    let led = BEFORE_TIME.contains(&before) && before != "to" && before != "of"
        || matches!(before, "over" | "all");
    let bounded = ends_phrase(view, end) && !view.joint(end) && view.lower(end) != "of";
    let verb = matches!(view.lower(at), "fall" | "spring");
    led && bounded && (the || !verb || before == "last" || before == "this" || before == "next")
}

/// A named day; "Christmas" and "Easter" also open names and compounds.
pub(super) fn holiday(view: View<'_>, at: usize, end: usize) -> bool {
    let new_year = view.lower(at) == "new" && end == at + 2;
    let capital = view.is(at, Class::CAPITAL) || view.is(at, Class::NUMBER | Class::ORDINAL_WORD);
    let island = view.is(end, Class::CAPITAL) && view.any(end, &["island", "rising", "bunny"]);
    if new_year {
        return view.has_role(at - usize::from(at > view.start), Role::The) && capital
            || view.before(at) == "lunar" && false
            || matches!(view.before(at), "before" | "at" | "over" | "since") && capital;
    }
    !island && (capital || end > at + 1)
}

/// A four-digit number that stands alone.
pub(super) fn year(view: View<'_>, at: usize, end: usize, year: i32) -> bool {
    let before = view.before(at);
    let glued = at > view.start && view.glued(at);
    let joined = glued
        && !(matches!(
            before,
            "(" | "\"" | "\u{201c}" | "[" | "\u{2014}" | "\u{2013}" | "-"
        ));
    let middle = view.glued(end)
        && (view.is(end, Class::WORD | Class::NUMBER)
            || view.any(end, &["/", "%", "@", ":"]) && view.glued(end + 1));
    let counted = view.is(end, Class::MAGNITUDE)
        || view.unit(view.past_joint(end)).is_some()
        || view.any(
            end,
            &[
                "%",
                "percent",
                "per",
                "people",
                "gmt",
                "hours",
                "dollars",
                "euros",
                "pounds",
                "meters",
                "metres",
                "miles",
                "km",
                "points",
                "votes",
                "feet",
                "acres",
                "hectares",
                "men",
                "troops",
                "soldiers",
                "tonnes",
                "tons",
                "kilometers",
                "kilometres",
            ],
        );
    let amount = matches!(
        before,
        "$" | "\u{a3}"
            | "\u{20ac}"
            | "#"
            | "no."
            | "number"
            | "than"
            | "about"
            | "some"
            | "nearly"
            | "almost"
            | "approximately"
            | "over"
            | "rs"
            | "rs."
            | "page"
            | "flight"
            | "room"
            | "route"
            | "highway"
            | "windows"
            | "at"
            | "least"
            | "roughly"
            | "+"
    );
    if joined || middle || counted || amount {
        return false;
    }
    if before == "-" && glued {
        return at >= view.start + 2
            && (view.has_role(at - 2, Role::Mid)
                || view.any(at - 2, &["pre", "post", "late", "early"]))
            && (1000..2200).contains(&year);
    }
    if (1900..=2060).contains(&year) {
        return !plural_follows(view, at, end);
    }
    let led = BEFORE_TIME.contains(&before)
        && !matches!(
            before,
            "for" | "to" | "of" | "and" | "or" | "as" | "on" | "that" | "this"
        );
    led && !plural_follows(view, at, end) && (1400..=2199).contains(&year)
        || (1500..1900).contains(&year)
            && matches!(before, "of" | "to" | "and" | ",")
            && ends_phrase(view, end)
}

/// Whether a plural noun follows that the number could count: "2000 workers"; an article before says that it does not.
fn plural_follows(view: View<'_>, at: usize, end: usize) -> bool {
    let next = view.lower(end);
    let noun = view.is(end, Class::WORD)
        && !view.is(end, Class::CAPITAL | Class::FUNCTION | Class::POSSESSIVE);
    let plural = noun && next.len() > 3 && next.ends_with('s') && !next.ends_with("ss");
    let free = at == view.start
        || !view.is(at - 1, Class::WORD)
        || view.any_before(
            at,
            &[
                "of", "with", "for", "and", "to", "are", "were", "had", "have", "has", "killed",
            ],
        );
    plural && free
}

/// Quarters of a match rather than of a year.
pub(super) fn is_sport_quarter(view: View<'_>, at: usize, end: usize) -> bool {
    view.any(
        end,
        &["touchdown", "field", "lead", "goal", "-", "final", "finals"],
    ) && view.lower(end + 1) != "to"
        && (view.lower(end) != "-"
            || view.any(end + 1, &["final", "finals", "finalist", "finalists"]))
        || view.any_before(at, &["yards"])
}

/// A reference to past, present or future that is no part of another phrase.
pub(super) fn reference(view: View<'_>, at: usize, end: usize) -> bool {
    match view.lower(end - 1) {
        "past" | "present" => {
            ends_phrase(view, end) && !view.is(end, Class::NUMBER) && view.unit(end).is_none()
        }
        "future" => ends_phrase(view, end) || view.lower(end) != "contracts",
        "soon" => view.before(at) != "as" && !view.any(end, &["after", "-"]),
        "now" => {
            !view.joint(end) && !view.any_before(at, &["until", "for", "from"])
                || view.any_before(at, &["until", "for", "from"])
        }
        _ => true,
    }
}
