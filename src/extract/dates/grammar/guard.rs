//! The words that are dates only in some company: years, months that are also names or verbs, seasons, weekdays.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::context;
use super::super::lexicon::Role;
use super::super::view::View;
use crate::text::{Class, lexicon};

/// How many words may stand between a verb of moving and the day from which something is moved.
const MOVE: usize = 9;

/// A group of words of `src/data/dates/company.tsv`, where each says what its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Time,
    Name,
    Loose,
    Counted,
    Amount,
    Holder,
    Opening,
    Prefix,
    Dayword,
    Paper,
    Event,
    Place,
    Newyear,
    Match,
    Determiner,
    Filler,
    UnitHolder,
    UnitCounter,
    UnitOwner,
    Exceeding,
    RateEnd,
    Clock,
    Daylead,
    RateCount,
    Wholeness,
    ThatLeader,
    Timely,
    Spanning,
    Performance,
    Tenure,
    SeasonName,
    Cost,
    Programme,
    Moving,
}

const GROUPS: &[(&str, Group)] = &[
    ("time", Group::Time),
    ("name", Group::Name),
    ("loose", Group::Loose),
    ("counted", Group::Counted),
    ("amount", Group::Amount),
    ("holder", Group::Holder),
    ("opening", Group::Opening),
    ("prefix", Group::Prefix),
    ("dayword", Group::Dayword),
    ("paper", Group::Paper),
    ("event", Group::Event),
    ("place", Group::Place),
    ("newyear", Group::Newyear),
    ("match", Group::Match),
    ("determiner", Group::Determiner),
    ("filler", Group::Filler),
    ("unit-holder", Group::UnitHolder),
    ("unit-counter", Group::UnitCounter),
    ("unit-owner", Group::UnitOwner),
    ("exceeding", Group::Exceeding),
    ("rate-end", Group::RateEnd),
    ("clock", Group::Clock),
    ("daylead", Group::Daylead),
    ("rate-count", Group::RateCount),
    ("wholeness", Group::Wholeness),
    ("that-leader", Group::ThatLeader),
    ("timely", Group::Timely),
    ("spanning", Group::Spanning),
    ("performance", Group::Performance),
    ("tenure", Group::Tenure),
    ("season-name", Group::SeasonName),
    ("cost", Group::Cost),
    ("programme", Group::Programme),
    ("moving", Group::Moving),
];

impl Group {
    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// The groups that each word stands in, a bit each.
static COMPANY: LazyLock<FxHashMap<&'static str, u64>> = LazyLock::new(|| {
    let mut company = FxHashMap::default();
    for (name, words) in lexicon::groups(include_str!("../../../data/dates/company.tsv")) {
        let group = GROUPS.iter().find(|(known, _)| *known == name);
        for word in words {
            *company.entry(word).or_default() |= group.map_or(0, |(_, group)| group.bit());
        }
    }
    company
});

/// Whether a word stands in a group.
pub(super) fn is_in(word: &str, group: Group) -> bool {
    COMPANY
        .get(word)
        .is_some_and(|groups| groups & group.bit() != 0)
}

/// Whether the token at `at` stands in a group.
pub(super) fn is_one(view: View<'_>, at: usize, group: Group) -> bool {
    is_in(view.lower(at), group)
}

/// Whether the token before `at` stands in a group.
pub(super) fn follows(view: View<'_>, at: usize, group: Group) -> bool {
    is_in(view.before(at), group)
}

/// Whether the expression ends its phrase: no noun goes on after it.
pub(super) fn ends_phrase(view: View<'_>, at: usize) -> bool {
    !view.is(at, Class::WORD | Class::NUMBER) || view.is(at, Class::FUNCTION | Class::CAPITAL)
}

/// Whether "before" or "after", which ends before `at`, governs nothing: "two days before.", not "two days before the vote".
pub(super) fn stands_alone(view: View<'_>, at: usize) -> bool {
    ends_phrase(view, at) && !is_one(view, at, Group::Determiner) && !view.is(at, Class::CAPITAL)
}

/// Whether "today" is part of a name: "VOA Today", "the BBC's Today programme".
pub(super) fn is_named_today(view: View<'_>, at: usize) -> bool {
    let word = view.is(at, Class::CAPITAL) && !view.is(at, Class::SENTENCE_START | Class::ALL_CAPS);
    let owned = at > view.start && view.is(at - 1, Class::POSSESSIVE);
    word && (follows_name(view, at) || owned || is_one(view, at + 1, Group::Programme))
}

/// Whether a phrase is the title of something as it is written: `"This Week"`.
pub(super) fn is_title(view: View<'_>, at: usize, end: usize) -> bool {
    let capitals = (at..end).all(|index| view.is(index, Class::CAPITAL));
    capitals && end > at + 1 && at > view.start && view.is(at - 1, Class::QUOTE)
}

/// Whether "from" before `at` tells from which day something was moved, not when it began: "moved from Aug. 6 to Aug. 20".
pub(super) fn is_moved(view: View<'_>, at: usize) -> bool {
    let from = at.saturating_sub(1);
    let clause = (from.saturating_sub(MOVE).max(view.start)..from)
        .rev()
        .take_while(|&index| view.is(index, Class::WORD) && view.lower(index) != "and");
    view.before(at) == "from"
        && clause.into_iter().any(|index| {
            is_one(view, index, Group::Moving)
                || view.any(index, &["put", "push", "pushed", "brought", "bring"])
                    && view.any(index + 1, &["back", "off", "forward"])
        })
}

/// Whether a number that ends before `at` counts something: "March 12 people", "Dec 5 percent".
pub(super) fn is_counted(view: View<'_>, at: usize) -> bool {
    is_in(view.lower(at), Group::Counted)
}

/// Whether a token could be the name of a month as it is written.
pub(super) fn month_name(view: View<'_>, at: usize) -> bool {
    let word = view.lower(at);
    view.is(at, Class::CAPITAL) || word == "may" || word.len() > 3 && word != "march"
}

/// A month before the number of a day.
pub(super) fn month_day(view: View<'_>, at: usize) -> bool {
    view.is(at, Class::CAPITAL) || !is_verb(view.lower(at))
}

/// Months whose names are also other words in lower case.
fn is_verb(word: &str) -> bool {
    matches!(word, "may" | "march" | "mar" | "dec" | "jan")
}

/// A bare month; `sure` where its year follows.
pub(super) fn month(view: View<'_>, at: usize, end: usize, sure: bool) -> bool {
    let word = view.lower(at);
    if sure {
        return view.is(at, Class::CAPITAL) || !is_verb(word);
    }
    let long = word.len() > 4 || matches!(word, "may" | "june" | "july");
    if !view.is(at, Class::CAPITAL) || !long && !view.is(at, Class::DOTTED) {
        return false;
    }
    let led = is_in(view.before(at), Group::Time);
    match word {
        "may" => is_may(view, at, end, led),
        "march" if is_procession(view, end) => false,
        "march" => {
            led || !(view.any_before(at, &["the", "a"])
                || follows_name(view, at)
                || view.is(at, Class::SENTENCE_START))
        }
        _ => led || !follows_name(view, at) && !is_first_name(view, at, end),
    }
}

/// "the March for Life", "the March of the Mothers"
fn is_procession(view: View<'_>, end: usize) -> bool {
    let name = |at| view.is(at, Class::CAPITAL) && !view.is(at, Class::NUMBER | Class::MONTH);
    view.any(end, &["for", "of", "on"])
        && (name(end + 1) || view.lower(end + 1) == "the" && name(end + 2))
}

fn is_may(view: View<'_>, at: usize, end: usize, led: bool) -> bool {
    let this = view.before(at) == "this" && ends_phrase(view, end);
    let pair = view.any_before(at, &["and", "or", "to", "through"]) && view.month_before(at - 1);
    this || pair || led && !is_in(view.before(at), Group::Name) && !follows_name(view, at)
}

/// "April Jones"
fn is_first_name(view: View<'_>, at: usize, end: usize) -> bool {
    matches!(view.lower(at), "april" | "june" | "august")
        && view.is(end, Class::CAPITAL)
        && !view.is(end, Class::FUNCTION)
}

/// Whether a name stands just before: "Theresa May".
fn follows_name(view: View<'_>, at: usize) -> bool {
    at > view.start
        && view.is(at - 1, Class::CAPITAL)
        && !view.is(at - 1, Class::SENTENCE_START | Class::FUNCTION)
}

/// A bare weekday; short forms need their company.
pub(super) fn weekday(view: View<'_>, at: usize) -> bool {
    let word = view.lower(at);
    let capital = view.is(at, Class::CAPITAL);
    let led = is_in(view.before(at), Group::Dayword);
    let newspaper = is_in(view.lower(at + 1), Group::Paper) && view.is(at + 1, Class::CAPITAL);
    if newspaper || is_in(view.before(at), Group::Event) {
        return false;
    }
    if word.ends_with("day") {
        return capital || led;
    }
    let dotted = view.is(at, Class::DOTTED) && !matches!(word, "sun." | "sat.");
    capital && (dotted || led && word != "sun" || view.before(at) == "(")
}

/// A season; `the` where an article leads it, `sure` where its year follows.
pub(super) fn season(view: View<'_>, at: usize, end: usize, the: bool, sure: bool) -> bool {
    let before = if the {
        view.before(at - 1)
    } else {
        view.before(at)
    };
    if sure {
        return view.lower(at) != "fall"
            || the
            || is_in(before, Group::Time)
            || view.is(at, Class::CAPITAL);
    }
    if is_one(view, end, Group::SeasonName) {
        return false;
    }
    let led = is_in(before, Group::Time) && !matches!(before, "to" | "of")
        || matches!(before, "over" | "all" | "into");
    let bounded = ends_phrase(view, end) && !view.joint(end) && view.lower(end) != "of";
    let verb = matches!(view.lower(at), "fall" | "spring");
    led && bounded && (the || !verb || matches!(before, "last" | "this" | "next"))
}

/// A named day; some also open names and compounds.
pub(super) fn holiday(view: View<'_>, at: usize, end: usize, sure: bool) -> bool {
    let capital = view.is(at, Class::CAPITAL | Class::NUMBER | Class::ORDINAL_WORD);
    if view.lower(at) == "new" && end == at + 2 {
        return is_in(view.before(at), Group::Newyear);
    }
    let place = view.is(end, Class::CAPITAL) && is_in(view.lower(end), Group::Place);
    !place && (capital || sure || end > at + 1)
}

/// A four-digit number that stands alone.
pub(super) fn year(view: View<'_>, at: usize, end: usize, year: i32) -> bool {
    let before = view.before(at);
    let glued = at > view.start && view.glued(at);
    if glued && !is_in(before, Group::Opening) || goes_on(view, end) || is_amount(view, at, end) {
        return false;
    }
    if before == "-" && glued {
        return at >= view.start + 2
            && (view.has_role(at - 2, Role::Mid) || is_in(view.lower(at - 2), Group::Prefix));
    }
    if plural_follows(view, at, end) {
        return false;
    }
    let led = is_in(before, Group::Time) && !is_in(before, Group::Loose);
    match year {
        1900..=2060 => true,
        1500..1900 => {
            led || before == "of"
                || matches!(before, "to" | "and" | "," | "for") && ends_phrase(view, end)
                || before == "the" && year >= 1600 && names_noun(view, end)
        }
        _ => led && year >= 1400,
    }
}

/// Whether a number goes on without white space: "1998/3", "2000m".
fn goes_on(view: View<'_>, end: usize) -> bool {
    view.glued(end)
        && (view.is(end, Class::WORD | Class::NUMBER)
            || view.any(end, &["/", "%", "@", ":"]) && view.glued(end + 1))
}

/// Whether a number is an amount, a code, or counts what follows it.
fn is_amount(view: View<'_>, at: usize, end: usize) -> bool {
    view.is(end, Class::MAGNITUDE)
        || view.unit(view.past_joint(end)).is_some()
        || is_counted(view, end)
        || is_in(view.before(at), Group::Amount)
}

/// Whether a plural noun follows that the number could count: "2000 workers"; an article before says that it does not.
fn plural_follows(view: View<'_>, at: usize, end: usize) -> bool {
    let next = view.lower(end);
    let other = Class::CAPITAL | Class::FUNCTION | Class::POSSESSIVE;
    let noun = view.is(end, Class::WORD) && !view.is(end, other);
    let plural = noun && next.len() > 3 && next.ends_with('s') && !next.ends_with("ss");
    let verb = at > view.start && !view.is(at - 1, Class::FUNCTION | Class::CAPITAL);
    let free = at == view.start
        || !view.is(at - 1, Class::WORD)
        || is_in(view.before(at), Group::Holder)
        || verb && !is_in(view.before(at), Group::Time);
    plural && free
}

/// Whether a noun goes on at `at`: a "quarterly dividend" is a kind of dividend, "paid quarterly" tells when.
pub(super) fn names_noun(view: View<'_>, at: usize) -> bool {
    view.is(at, Class::WORD) && !view.is(at, Class::FUNCTION) && view.unit(at).is_none()
}

/// Whether the tens at `at` are somebody's age: "in his 30s", "her mid-40s".
pub(super) fn is_age_in_tens(view: View<'_>, at: usize) -> bool {
    let part = |word: usize| matches!(view.lower(word), "early" | "mid" | "late");
    let back = |at: usize| at.checked_sub(1).filter(|&i| i >= view.start);
    let hyphen = back(at).filter(|&i| view.is(i, Class::DASH)).unwrap_or(at);
    let first = back(hyphen).filter(|&i| part(i)).unwrap_or(hyphen);
    back(first).is_some_and(|i| {
        matches!(
            view.lower(i),
            "his" | "her" | "their" | "my" | "our" | "your"
        )
    })
}

/// Quarters of a match rather than of a year.
pub(super) fn is_sport_quarter(view: View<'_>, at: usize, end: usize) -> bool {
    let after = view.past_joint(end);
    is_in(view.lower(after), Group::Match) || view.before(at) == "yards"
}

/// A reference to past, present or future that is no part of another phrase.
pub(super) fn reference(view: View<'_>, at: usize, end: usize) -> bool {
    match view.lower(end - 1) {
        "past" | "present" => {
            ends_phrase(view, end) && !view.is(end, Class::NUMBER) && view.unit(end).is_none()
        }
        "future" => ends_phrase(view, end),
        "soon" => {
            let told = context::is_past(view.text, end)
                || at > view.start && context::is_past(view.text, at - 1);
            view.before(at) != "as" && !view.any(end, &["after", "-", "enough"]) && !told
        }
        "recent" => names_noun(view, end) && !view.is(at, Class::CAPITAL),
        "now" => !view.joint(end),
        _ => true,
    }
}

/// How far from "5p" a word of cost may stand that makes it pence, in tokens.
const COST_REACH: usize = 8;

/// Whether the number at `at` with the letter at `mark` is an amount of pence: "20p", or "5p" near a word of cost.
pub(super) fn is_pence(view: View<'_>, at: usize, mark: usize) -> bool {
    let bare = view.lower(mark) == "p" && mark == at + 1;
    let late = view.digits(at).is_some_and(|(hour, _)| hour > 12);
    let near = at.saturating_sub(COST_REACH).max(view.start)..(mark + COST_REACH).min(view.limit);
    bare && (late || near.into_iter().any(|i| is_one(view, i, Group::Cost)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_is_read() {
        let groups = lexicon::groups(include_str!("../../../data/dates/company.tsv"));
        for (name, group) in GROUPS {
            let words = &groups[name];
            assert!(words.iter().all(|word| is_in(word, *group)), "{name}");
        }
        assert_eq!(groups.len(), GROUPS.len());
        assert!(is_in("#", Group::Amount) && is_in("\"", Group::Opening));
    }
}
