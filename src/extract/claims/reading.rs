//! What the claim rules know of every token: its word classes, whether it can be a cue, and the quotation it stands in.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cue::{LEXICON, Reading as CueReading, Shapes};
use super::idiom;
use crate::text::{Class, Quotation, Text};

/// A set of the word classes of `src/data/claims/words.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u128);

macro_rules! kinds {
    ($($name:ident = $bit:literal, $text:literal;)*) => {
        impl Kinds {
            $(#[doc = concat!("The class `", $text, "`.")]
            pub(super) const $name: Self = Self(1 << $bit);)*

            fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    BE = 0, "be";
    HAVE = 1, "have";
    DO = 2, "do";
    MODAL = 3, "modal";
    NEGATION = 4, "negation";
    HEDGE = 5, "hedge";
    ADVERB = 6, "adverb";
    NOT_ADVERB = 7, "not_adverb";
    DETERMINER = 8, "determiner";
    POSSESSIVE = 9, "possessive";
    SUBJECT = 10, "subject";
    MASCULINE = 11, "masculine";
    FEMININE = 12, "feminine";
    PLURAL_PRONOUN = 13, "plural_pronoun";
    PREPOSITION = 14, "preposition";
    ADVERBIAL = 15, "adverbial";
    SUBORDINATOR = 16, "subordinator";
    CONJUNCTION = 17, "conjunction";
    PERSON = 18, "person";
    PEOPLE = 19, "people";
    ORGANIZATION = 20, "organization";
    DOCUMENT = 21, "document";
    ANONYMOUS = 22, "anonymous";
    VENUE = 23, "venue";
    TIME = 24, "time";
    HEARER = 25, "hearer";
    HEARSAY = 26, "hearsay";
    SILENCE = 27, "silence";
    WITHHELD = 28, "withheld";
    CIRCUMSTANCE = 29, "circumstance";
    QUANTIFIER = 30, "quantifier";
    NOBODY = 31, "nobody";
    ANONYMITY = 32, "anonymity";
    QUESTION = 33, "question";
    OPENING = 34, "opening";
    PARTING = 35, "parting";
    UTTERANCE = 36, "utterance";
    PLACING = 37, "placing";
    AFTER_HEAD = 38, "after_head";
    REQUEST = 39, "request";
    REACTION = 40, "reaction";
    ISSUED = 41, "issued";
    OUTLET_FILLER = 42, "outlet_filler";
    CREDIT_FILLER = 43, "credit_filler";
    CREDITS = 44, "credits";
    OWN_REPORT = 45, "own_report";
    REPORT = 46, "report";
    OUTLET_END = 47, "outlet_end";
    OUTLET_START = 48, "outlet_start";
    BOUND = 49, "bound";
    ABOUT = 50, "about";
    WEEKDAY = 51, "weekday";
    FIRST_PERSON = 52, "first_person";
    FIRST_PLURAL = 53, "first_plural";
    BODY = 54, "body";
    SETTING = 55, "setting";
    POINTED = 56, "pointed";
    PROPRIETOR = 57, "proprietor";
    PAST = 58, "past";
    PHRASE = 59, "phrase";
    NAMED_BODY = 60, "named_body";
    SUPPORTER = 61, "supporter";
    WORDING = 62, "wording";
    COMPANY = 63, "company";
    COMPANY_END = 64, "company_end";
    COMMON_BODY = 65, "common_body";
    OUTLET_NOUN = 66, "outlet_noun";
    NEITHER = 67, "neither";
    PUBLIC_BODY = 69, "public_body";
    UNANSWERED = 70, "unanswered";
    ATTEMPT = 71, "attempt";
    OUTLET_WEAK = 72, "outlet_weak";
    FOUND_THING = 73, "found_thing";
    NATIONAL = 74, "national";
    FINITE_PAST = 75, "finite_past";
    RELATIVE = 76, "relative";
    TEAM = 77, "team";
    PLURAL_NOUN = 78, "plural_noun";
    SUPPOSING = 79, "supposing";
    NUMBER_WORD = 80, "number_word";
    KIN = 81, "kin";
    EPITHET = 82, "epithet";
    FORMERLY = 83, "formerly";
    TRADE = 84, "trade";
    ANYBODY = 85, "anybody";
    BARE_TRADE = 86, "bare_trade";
    ACRONYM = 87, "acronym";
    YEARS = 88, "years";
    HEARD = 89, "heard";
    SPOKEN = 90, "spoken";
    WAGER = 91, "wager";
    SWIFT = 92, "swift";
    MONTH_NAME = 93, "month_name";
    ADDRESS = 94, "address";
    ESTIMATED = 95, "estimated";
    REVISED = 96, "revised";
    ASKED_FOR = 97, "asked_for";
    DAY_NOUN = 98, "day_noun";
    WORK = 99, "work";
    STATE = 100, "state";
    HEARING = 101, "hearing";
    CONTRACTED = 102, "contracted";
    LINE_UP = 103, "line_up";
    KEPT_BACK = 104, "kept_back";
    SHOWN_TRAIT = 105, "shown_trait";
    FINDING_NOUN = 106, "finding_noun";
    CALLED_BACK = 107, "called_back";
}

impl Kinds {
    /// Any auxiliary.
    pub(super) const AUXILIARY: Self = Self(Self::BE.0 | Self::HAVE.0 | Self::DO.0 | Self::MODAL.0);

    /// Who can speak: persons, people, bodies and pronouns.
    pub(super) const SPEAKER: Self = Self::PERSON
        .or(Self::PEOPLE)
        .or(Self::ORGANIZATION)
        .or(Self::SUBJECT);

    /// The union of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds any of `other`.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

static WORDS: LazyLock<FxHashMap<&'static str, Kinds>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Kinds> = FxHashMap::default();
    let table = include_str!("../../data/claims/words.tsv");
    for (name, list) in table.lines().filter_map(|line| line.split_once('\t')) {
        let Some(kind) = Kinds::parse(name) else {
            continue;
        };
        for word in list.split(' ') {
            let kinds = words.entry(word).or_default();
            *kinds = kinds.or(kind);
        }
    }
    for word in idiom::first_words() {
        let kinds = words.entry(word).or_default();
        *kinds = kinds.or(Kinds::PHRASE);
    }
    words
});

/// Whether a capitalised word is a name rather than an adverb in "-ly": "Justice Connolly", "Kelly said".
fn is_name(text: &Text<'_>, index: usize) -> bool {
    let next = text.lower(index + 1);
    let verb = LEXICON.get(next).and_then(|cue| cue.verb);
    let finite = verb.is_some_and(|(_, shapes)| shapes.any(Shapes::PAST.or(Shapes::THIRD)))
        || listed(next).any(Kinds::AUXILIARY);
    !text.is(index, Class::SENTENCE_START) || finite
}

/// The word classes of a lower-case word.
pub(super) fn kinds_of(lower: &str) -> Kinds {
    let kinds = listed(lower);
    if lower.len() > 4 && lower.ends_with("ly") && !kinds.any(Kinds::NOT_ADVERB) {
        return kinds.or(Kinds::ADVERB);
    }
    kinds
}

/// The word classes that the lists give a lower-case word.
fn listed(lower: &str) -> Kinds {
    let mut kinds = WORDS.get(lower).copied().unwrap_or_default();
    if let Some(singular) = lower.strip_suffix('s')
        && WORDS
            .get(singular)
            .is_some_and(|kinds| kinds.any(Kinds::PERSON))
    {
        kinds = kinds.or(Kinds::PEOPLE);
    }
    kinds
}

/// A text with what the claim rules know of its tokens.
pub(super) struct Reader<'t, 'a> {
    /// The text.
    pub(super) text: &'t Text<'a>,
    // Of every token, each in a list of its own, so that none is padded.
    kinds: Vec<Kinds>,
    cues: Vec<Option<CueReading>>,
    /// The quotation it stands in, counted from 1.
    quotations: Vec<u32>,
}

impl<'t, 'a> Reader<'t, 'a> {
    /// Looks every token up once.
    pub(super) fn new(text: &'t Text<'a>) -> Self {
        let mut quotations = vec![0; text.len()];
        for (number, quotation) in (1_u32..).zip(&text.quotations) {
            quotations[quotation.tokens.range()].fill(number);
        }
        let (kinds, cues) = (0..text.len()).map(|index| look_up(text, index)).unzip();
        Self {
            text,
            kinds,
            cues,
            quotations,
        }
    }

    /// Whether the token has any of `kinds`.
    pub(super) fn is(&self, index: usize, kinds: Kinds) -> bool {
        self.kinds.get(index).is_some_and(|all| all.any(kinds))
    }

    /// What the token can be as a cue.
    pub(super) fn cue(&self, index: usize) -> Option<CueReading> {
        self.cues.get(index).copied().flatten()
    }

    /// The token in lower case; acronyms that are spelt like a pronoun as they stand.
    pub(super) fn lower(&self, index: usize) -> &str {
        if self.is(index, Kinds::ACRONYM) {
            return self.text.word(index);
        }
        self.text.lower(index)
    }

    /// The quotation that the token stands in, its marks included.
    pub(super) fn quotation(&self, index: usize) -> Option<(usize, Quotation)> {
        let number = self.quotations.get(index)?.checked_sub(1)? as usize;
        self.text.quotations.get(number).map(|&q| (number, q))
    }

    /// The quotation that the token opens.
    pub(super) fn opens(&self, index: usize) -> Option<Quotation> {
        let (_, quotation) = self.quotation(index)?;
        (quotation.tokens.start as usize == index).then_some(quotation)
    }

    /// The quotation that the token closes.
    pub(super) fn closes(&self, index: usize) -> Option<Quotation> {
        let (_, quotation) = self.quotation(index)?;
        (quotation.closed && quotation.tokens.end as usize == index + 1).then_some(quotation)
    }

    /// Whether the token is a comma.
    pub(super) fn comma(&self, index: usize) -> bool {
        self.lower(index) == ","
    }

    /// Whether the token is a dash between clauses, not a hyphen inside a word.
    pub(super) fn dash(&self, index: usize) -> bool {
        self.text.is(index, Class::DASH)
            && (!self.text.is(index, Class::GLUED)
                || !self.text.is(index + 1, Class::GLUED)
                || self.text.word(index) == "\u{2014}")
    }

    /// Whether the token ends what a clause can hold: a stop, semicolon, colon, dash or comma.
    pub(super) fn breaks(&self, index: usize) -> bool {
        matches!(self.lower(index), "," | ";" | ":" | "")
            || self.text.is(index, Class::STOP)
            || self.dash(index)
    }

    /// Whether a hyphen joins the word to the next: "off-spinner".
    pub(super) fn hyphened(&self, index: usize) -> bool {
        self.text.is(index + 1, Class::DASH)
            && self.text.is(index + 1, Class::GLUED)
            && !self.dash(index + 1)
    }

    /// Whether the word is a finite verb for sure: an auxiliary, or the past of a cue.
    pub(super) fn finite(&self, index: usize) -> bool {
        self.is(index, Kinds::AUXILIARY)
            || self
                .cue(index)
                .and_then(|cue| cue.verb)
                .is_some_and(|(_, shapes)| shapes.any(Shapes::PAST))
    }

    /// Whether the word looks like a past participle.
    pub(super) fn participle(&self, index: usize) -> bool {
        let word = self.lower(index);
        word.len() > 4 && word.ends_with("ed") || self.shapes(index).any(Shapes::PARTICIPLE)
    }

    /// Whether the mark is an apostrophe that belongs to the name before it: "Achieng' said".
    pub(super) fn ends_name(&self, index: usize) -> bool {
        matches!(self.lower(index), "'" | "\u{2019}")
            && self.text.is(index, Class::GLUED)
            && !self.text.is(index, Class::QUOTE | Class::QUOTE_END)
            && index > 0
            && self.text.is(index - 1, Class::CAPITAL)
    }

    /// Whether a verb in the present stands at `index`, behind its subject and before a clause: "Prosecutors allege Mintz".
    pub(super) fn present(&self, index: usize) -> bool {
        let Some(cue) = self.cue(index) else {
            return false;
        };
        let Some((_, shapes)) = cue.verb.filter(|_| index > 0) else {
            return false;
        };
        let plural =
            self.plural(index - 1) || matches!(self.lower(index - 1), "i" | "we" | "you" | "they");
        let agrees = shapes.any(Shapes::BASE) && plural
            || shapes.any(Shapes::THIRD) && !self.plural(index - 1);
        let plain = cue.noun.is_none() && cue.adjective.is_none();
        agrees
            && plain
            && !self.text.is(index, Class::CAPITAL)
            && (self.text.is(index + 1, Class::CAPITAL)
                || self.is(index + 1, Kinds::DETERMINER.or(Kinds::SUBJECT)))
    }

    /// Whether the word is a participle behind its noun: "the officials cited by", "of those asked".
    pub(super) fn participle_before_by(&self, index: usize) -> bool {
        let next = self.lower(index + 1);
        let asked = matches!(
            self.lower(index),
            "asked" | "polled" | "surveyed" | "questioned" | "interviewed"
        );
        self.participle(index) && next == "by"
            || asked && index > 0 && self.lower(index - 1) == "those"
            || matches!(self.lower(index), "accused" | "suspected" | "convicted") && next == "of"
            || matches!(self.lower(index), "briefed" | "informed")
                && matches!(next, "on" | "about" | "of")
    }

    /// Whether the word is the -ing form of a cue.
    pub(super) fn gerund(&self, index: usize) -> bool {
        self.shapes(index).any(Shapes::GERUND) && !self.text.is(index, Class::CAPITAL)
    }

    fn shapes(&self, index: usize) -> Shapes {
        let verb = self.cue(index).and_then(|cue| cue.verb);
        verb.map_or_else(Shapes::default, |(_, shapes)| shapes)
    }

    /// Whether the word looks like a plural noun.
    pub(super) fn plural(&self, index: usize) -> bool {
        let word = self.lower(index);
        self.is(index, Kinds::PEOPLE)
            || word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss")
                && !word.ends_with("us")
                && !word.ends_with("is")
    }
}

/// Whether a capitalised word for a month is somebody's name: "June Fairweather", "Mr May".
fn is_given_name(text: &Text<'_>, index: usize) -> bool {
    let next = index + 1;
    let follows = text.is(next, Class::CAPITAL) && !text.is(next, Class::ALL_CAPS | Class::NUMBER);
    let placed = index > 0 && listed(text.lower(index - 1)).any(Kinds::PREPOSITION.or(Kinds::TIME));
    let month = listed(text.lower(index)).any(Kinds::MONTH_NAME);
    let titled = index > 0 && listed(text.lower(index - 1)).any(Kinds::ADDRESS);
    month && (titled || follows && !placed && !listed(text.lower(next)).any(Kinds::TIME))
}

/// Whether the word is an acronym that is spelt like a pronoun, "a WHO spokesman", and stands in no shouted heading.
fn is_acronym(text: &Text<'_>, index: usize) -> bool {
    let shouted = |i: usize| text.is(i, Class::ALL_CAPS) && text.word(i).len() > 1;
    text.word(index) == "WHO" && !shouted(index + 1) && (index == 0 || !shouted(index - 1))
}

fn look_up(text: &Text<'_>, index: usize) -> (Kinds, Option<CueReading>) {
    if !text.is(index, Class::WORD) {
        return (Kinds::default(), None);
    }
    if is_acronym(text, index) {
        return (Kinds::ACRONYM, None);
    }
    let lower = text.lower(index);
    let named = text.is(index, Class::CAPITAL) && is_name(text, index);
    let capital = text.is(index, Class::CAPITAL);
    let kinds = if capital && is_given_name(text, index) {
        Kinds::default()
    } else if named {
        listed(lower)
    } else {
        kinds_of(lower)
    };
    (kinds, LEXICON.get(lower))
}
