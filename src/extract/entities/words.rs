//! The word lists of names and roles.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::lexicon;

type Words = LazyLock<FxHashSet<&'static str>>;

static ROLES: Words = LazyLock::new(|| set(include_str!("../../data/names/role.txt")));
static TITLES: Words = LazyLock::new(|| set(include_str!("../../data/names/title.txt")));
static HONORIFICS: Words = LazyLock::new(|| set(include_str!("../../data/names/honorific.txt")));
static CORPORATE: Words = LazyLock::new(|| set(include_str!("../../data/names/corporate.txt")));
static GENERIC: Words = LazyLock::new(|| set(include_str!("../../data/names/generic.txt")));
static EVENTS: Words = LazyLock::new(|| set(include_str!("../../data/names/event.txt")));
static FOLLOWERS: Words = LazyLock::new(|| set(include_str!("../../data/names/follower.txt")));

static SLOGANS: Words = LazyLock::new(|| set(include_str!("../../data/names/slogan.txt")));

fn set(list: &'static str) -> FxHashSet<&'static str> {
    lexicon::entries(list).collect()
}

/// Whether a lower-case word heads a title, post or trade: `minister`, `nurse`, also in the plural.
pub(super) fn is_role(lower: &str) -> bool {
    let bare = lower.strip_suffix('.').unwrap_or(lower);
    ROLES.contains(bare)
        || bare.strip_suffix('s').unwrap_or(bare).ends_with("ologist")
        || bare
            .strip_suffix('s')
            .is_some_and(|one| ROLES.contains(one))
}

/// Whether a lower-case word can only be a title before a name.
pub(super) fn is_title(lower: &str) -> bool {
    TITLES.contains(lower)
}

/// Whether a lower-case word is a form of address: `mr`, `mrs.`.
pub(super) fn is_honorific(lower: &str) -> bool {
    HONORIFICS.contains(lower)
}

/// Whether a lower-case word is left out of a company's short name: `inc`, `group`.
pub(super) fn is_corporate(lower: &str) -> bool {
    CORPORATE.contains(lower)
}

/// Whether a lower-case word names no organization by itself: `university`, `national`.
pub(super) fn is_generic(lower: &str) -> bool {
    GENERIC.contains(lower)
}

/// Whether a lower-case word shows that a name is a company's: `inc`, `ltd`.
pub(super) fn is_company(lower: &str) -> bool {
    let bare = lower.strip_suffix('.').unwrap_or(lower);
    matches!(
        bare,
        "inc"
            | "corp"
            | "corporation"
            | "co"
            | "ltd"
            | "limited"
            | "plc"
            | "llc"
            | "ag"
            | "gmbh"
            | "sa"
    )
}

/// Whether a lower-case word at the end of a name shows an event: `summit`.
pub(super) fn is_event(lower: &str) -> bool {
    EVENTS.contains(lower)
}

/// Whether a lower-case word after a name shows a person with a staff: `administration`.
pub(super) fn is_follower(lower: &str) -> bool {
    FOLLOWERS.contains(lower)
}

/// Whether a lower-case word after quoted words shows that they are a slogan: `policy`.
pub(super) fn is_slogan_noun(lower: &str) -> bool {
    SLOGANS.contains(lower)
}
