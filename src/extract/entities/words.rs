//! The word lists of names and roles, read once from `src/data/names/`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::lexicon;

type Words = LazyLock<FxHashSet<&'static str>>;

macro_rules! lists {
    ($($name:ident = $file:literal;)*) => {
        $(static $name: Words = LazyLock::new(|| {
            lexicon::entries(include_str!(concat!("../../data/names/", $file))).collect()
        });)*
    };
}

lists! {
    ROLES = "role.txt";
    FIELDS = "role_field.txt";
    TITLES = "title.txt";
    HONORIFICS = "honorific.txt";
    CORPORATE = "corporate.txt";
    GENERIC = "generic.txt";
    EVENTS = "event.txt";
    FOLLOWERS = "follower.txt";
    SLOGANS = "slogan.txt";
}

/// Ends of compounds that head a trade.
static ROLE_ENDINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../data/names/role_ending.txt")).collect());

macro_rules! groups {
    ($($(#[$doc:meta])* $question:ident, $name:ident = $group:literal;)*) => {
        $(static $name: Words =
            LazyLock::new(|| lexicon::group(include_str!("../../data/names/groups.tsv"), $group));

        $(#[$doc])*
        pub(super) fn $question(lower: &str) -> bool {
            $name.contains(lower)
        })*

        #[cfg(test)]
        const GROUPS: &[(&str, &Words)] = &[$(($group, &$name)),*];
    };
}

groups! {
    /// Whether a lower-case word before the head of a role gives a rank: `former`, `deputy`.
    is_rank, RANK = "rank";
    /// Whether a word is a rank that can stand between a post and a name: `Defence Minister General Ana Li`.
    is_title_of_rank, TITLE_OF_RANK = "title_of_rank";
    /// Whether a word heads a post whose holder may have such a rank besides.
    has_post, POST = "post";
    /// Whether a word and "general" are one post: `director`.
    is_general, GENERAL = "general";
    /// Whether a word is an article or possessor: `the`, `its`.
    is_determiner, DETERMINER = "determiner";
    /// Whether a noun after "a" behind a name means a time or a deed, no person: `move`.
    is_no_person_noun, NO_PERSON_NOUN = "no_person_noun";
    /// Whether a verb after "who" tells somebody's post or trade: `teaches`.
    is_occupation, OCCUPATION = "occupation";
    /// Whether a lower-case word begins a clause behind a name: `who`.
    opens_clause, CLAUSE = "clause";
    /// Whether a small word can stand before the head of a role: `a`, `of`.
    leads_to_head, LEADS = "leads_head";
    /// Whether the head of a role is one that countries and companies have too: `ally`.
    is_no_persons, NO_PERSON = "no_person";
    /// Whether the head of a role is one that no organization has: `official`.
    is_persons_alone, PERSONS_ALONE = "persons_alone";
    /// Whether a word before a post makes another post of it: `under`.
    is_below, BELOW = "below";
    /// Whether a word ends a person's name and is no surname: `jr`.
    is_generation, GENERATION = "generation";
    /// Whether a word ends the name of a company, and no person's or place's: `airlines`.
    is_company_last, COMPANY_LAST = "company_last";
    /// Whether a word after a hyphen makes "Co" a co-operative: `op`.
    makes_cooperative, COOPERATIVE = "cooperative";
    /// Whether a word tells that sport is spoken of: `match`.
    is_of_sport, SPORT = "sport";
    /// Whether a word parts a name: `of`.
    is_small, SMALL = "small";
    /// Whether a word without its full stop shows that a name is a company's: `inc`.
    is_company_word, COMPANY = "company";
    /// Whether a word says that a short form follows: `known`.
    introduces, INTRODUCES = "introduces";
    /// Whether a word can stand between a name and its short form: `as`.
    stands_between, BETWEEN = "between";
    /// Whether a place's short form leaves out this last word: `province`.
    ends_place, PLACE_LAST = "place_last";
    /// Whether a place's short form leaves out this first word before "of": `republic`.
    begins_place, PLACE_FIRST = "place_first";
    /// Whether a word ends the name of a parliament or a part of it: `house`.
    is_chamber, CHAMBER = "chamber";
    /// Whether a word ends the name of an organization: `ministry`.
    is_body, BODY = "body";
    /// A generic noun that alone means the one organization of the document whose name ends with it: `the Union`.
    is_membership, MEMBERSHIPS = "membership";
    /// Whether a word before a hyphen and a name is no given name: `anti`.
    is_prefix, PREFIX = "prefix";
    /// Whether a word before the name of a place says which part of it: `northern`.
    is_direction, DIRECTION = "direction";
    /// Whether a noun means somebody's relative: `wife`.
    is_kin, KIN = "kin";
    /// Whether a word before such a noun says whose: `his`.
    is_possessor, POSSESSOR = "possessor";
    /// Whether a word before "relation" or "related" denies it: `no`.
    denies_relation, DENIES_RELATION = "denies_relation";
    /// Whether a word ends the name of a street: `lane`.
    is_street, STREET = "street";
    /// Whether a word ends the name of a mountain range, a sea or the like, and of little else: `ridge`.
    is_landform, LANDFORM = "landform";
    /// Whether a word is the acronym of a stock exchange that stands before the symbol of a share: `nyse`.
    is_exchange, EXCHANGE = "exchange";
    /// Whether a noun means somebody who is named because of what happened to them: `victim`.
    is_victim, VICTIM = "victim";
    /// Whether "Japan First" before this word is no slogan: `to`.
    unmakes_slogan, SLOGAN_AFTER = "slogan_after";
}

/// What is known of a legal form at the end of a company's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LegalForm {
    /// It may be something else: `AS`, `Co`.
    pub(super) weak: bool,
    /// It can stand behind a comma: `Inc`.
    pub(super) comma: bool,
}

static LEGAL_FORMS: LazyLock<FxHashMap<&'static str, LegalForm>> = LazyLock::new(|| {
    let lines = lexicon::entries(include_str!("../../data/names/legal_form.txt"));
    lines
        .map(|line| {
            let mut words = line.split(' ');
            let form = words.next().unwrap_or("");
            let known = words.fold(LegalForm::default(), |known, word| LegalForm {
                weak: known.weak || word == "weak",
                comma: known.comma || word == "comma",
            });
            (form, known)
        })
        .collect()
});

/// The legal form that a word, as written, is: `GmbH`, `Inc.`.
pub(super) fn legal_form(word: &str) -> Option<LegalForm> {
    let bare = word.strip_suffix('.').unwrap_or(word);
    LEGAL_FORMS.get(bare).copied()
}

/// Whether a lower-case word heads a title, post or trade: `minister`, `nurse`, also in the plural.
pub(super) fn is_role(lower: &str) -> bool {
    let bare = lower.strip_suffix('.').unwrap_or(lower);
    is_role_word(bare)
        || bare.strip_suffix('s').unwrap_or(bare).ends_with("ologist")
        || bare.strip_suffix('s').is_some_and(is_role_word)
}

/// Whether a lower-case word in the singular heads a title, post or trade: one of the list or a compound with such an
/// end (`schoolteacher`).
pub(super) fn is_role_word(lower: &str) -> bool {
    ROLES.contains(lower)
        || ROLE_ENDINGS.iter().any(|ending| {
            let first = lower.strip_suffix(ending);
            first.is_some_and(|first| first.chars().nth(2).is_some())
        })
}

/// Whether a lower-case noun can stand before the head of a role: `foreign minister`, `union president`.
pub(super) fn is_field(lower: &str) -> bool {
    FIELDS.contains(lower)
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

/// Whether a lower-case word shows that a name is a company's: `inc`, `ltd.`.
pub(super) fn is_company(lower: &str) -> bool {
    is_company_word(lower.strip_suffix('.').unwrap_or(lower))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_the_table_is_read() {
        let table = include_str!("../../data/names/groups.tsv");
        let lines = table.lines().filter(|line| !line.starts_with("# "));
        assert_eq!(lines.count(), GROUPS.len());
        for (name, words) in GROUPS {
            assert!(!words.is_empty(), "{name}");
        }
    }

    #[test]
    fn legal_forms_are_told_as_written() {
        assert_eq!(legal_form("GmbH"), Some(LegalForm::default()));
        assert!(legal_form("Inc.").is_some_and(|form| form.comma));
        assert!(legal_form("AS").is_some_and(|form| form.weak));
        assert_eq!(legal_form("as"), None);
    }
}
