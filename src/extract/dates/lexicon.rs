//! What the words of temporal expressions mean, and the phrases among them. The data are in `src/data/dates/`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::holiday::Rule;
use super::value::{Grain, Part, Season};
use crate::model::Modifier;
use crate::text::{Text, lexicon};

/// Words that compare a length of time: "not a day earlier".
pub(super) static COMPARED: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lexicon::entries(include_str!("../../data/dates/compared.txt")).collect());

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Month(u8),
    Weekday(u8),
    /// A weekday in the plural: Mondays.
    Weekdays(u8),
    Unit(Grain),
    /// What follows the digits of an ordinal: th.
    Suffix,
    Season(Season),
    Part(Part),
    /// today and its neighbours
    Day(i8),
    /// A part of today: tonight.
    Tonight(Part),
    /// An hour with a name: noon.
    Hour(u8),
    /// a.m. and p.m.; true after noon.
    Meridiem(bool),
    Frequency(&'static str),
    /// The tens of a decade: nineties.
    Decade(u8),
    /// A time zone, with its offset where it has only one.
    Zone(Option<&'static str>),
    /// BC and AD; true before Christ.
    Era(bool),
    Role(Role),
    /// The first word of a phrase in a table.
    Opens(Table),
}

/// The tables of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Holidays,
    References,
    Degrees,
}

/// All that a word can mean.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    pub words: Vec<Word>,
    /// Its roles, a bit each.
    roles: u64,
    /// Whether it is a unit, a name or a time, and not only a word that points to one: every expression but a number has
    /// such a word, or is a phrase of a table.
    pub anchors: bool,
    /// Whether a number after it can make it an expression: "early 1998".
    pub leads_to_number: bool,
}

impl Meanings {
    const fn none() -> Self {
        Self {
            words: Vec::new(),
            roles: 0,
            anchors: false,
            leads_to_number: false,
        }
    }

    fn of(words: Vec<Word>) -> Self {
        let mut meanings = Self::none();
        for word in &words {
            match word {
                Word::Role(role) => {
                    meanings.roles |= role.bit();
                    meanings.anchors |= role.anchors();
                    meanings.leads_to_number |= role.leads_to_number();
                }
                Word::Opens(_) => {}
                _ => meanings.anchors = true,
            }
        }
        Self { words, ..meanings }
    }

    pub(super) const fn has_role(&self, role: Role) -> bool {
        self.roles & role.bit() != 0
    }

    pub(super) fn opens(&self, table: Table) -> bool {
        self.words.contains(&Word::Opens(table))
    }
}

static NOTHING: Meanings = Meanings::none();

/// The words that open, join or close expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    The,
    A,
    Last,
    Past,
    This,
    Next,
    Coming,
    Previous,
    Following,
    Same,
    That,
    Current,
    Latest,
    Recent,
    Early,
    Late,
    Mid,
    Earlier,
    Later,
    Ago,
    Before,
    After,
    Hence,
    Each,
    Every,
    Per,
    Vague,
    Half,
    Fiscal,
    All,
    End,
    Start,
    Turn,
    QuarterCode,
    HalfCode,
    YearCode,
    Week,
    OClock,
    Period,
}

impl Role {
    const fn bit(self) -> u64 {
        1 << self as u64
    }

    /// Whether it can be what an expression is about.
    const fn anchors(self) -> bool {
        matches!(
            self,
            Self::Half
                | Self::QuarterCode
                | Self::HalfCode
                | Self::YearCode
                | Self::Week
                | Self::OClock
                | Self::Period
        )
    }

    const fn leads_to_number(self) -> bool {
        matches!(
            self,
            Self::The
                | Self::Early
                | Self::Late
                | Self::Mid
                | Self::Earlier
                | Self::Later
                | Self::End
                | Self::Start
                | Self::Turn
                | Self::Fiscal
        )
    }
}

const ROLES: &[(&str, Role)] = &[
    ("the", Role::The),
    ("a", Role::A),
    ("last", Role::Last),
    ("past", Role::Past),
    ("this", Role::This),
    ("next", Role::Next),
    ("coming", Role::Coming),
    ("previous", Role::Previous),
    ("following", Role::Following),
    ("same", Role::Same),
    ("that", Role::That),
    ("current", Role::Current),
    ("latest", Role::Latest),
    ("recent", Role::Recent),
    ("early", Role::Early),
    ("late", Role::Late),
    ("mid", Role::Mid),
    ("earlier", Role::Earlier),
    ("later", Role::Later),
    ("ago", Role::Ago),
    ("before", Role::Before),
    ("after", Role::After),
    ("hence", Role::Hence),
    ("each", Role::Each),
    ("every", Role::Every),
    ("per", Role::Per),
    ("vague", Role::Vague),
    ("half", Role::Half),
    ("fiscal", Role::Fiscal),
    ("all", Role::All),
    ("end", Role::End),
    ("start", Role::Start),
    ("turn", Role::Turn),
    ("q", Role::QuarterCode),
    ("h", Role::HalfCode),
    ("fy", Role::YearCode),
    ("week", Role::Week),
    ("oclock", Role::OClock),
    ("period", Role::Period),
];

/// A list of phrases with what each means.
pub(super) struct Phrases<T> {
    pub table: Table,
    /// The phrases by their first word, the longest first.
    by_first: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    /// What the phrases mean, in the order of the file.
    pub meanings: Vec<T>,
}

impl<T> Phrases<T> {
    fn read(table: Table, list: &'static str, meaning: impl Fn(&'static str) -> Option<T>) -> Self {
        let mut phrases = Self {
            table,
            by_first: FxHashMap::default(),
            meanings: Vec::new(),
        };
        for (name, rest) in rows(list) {
            let Some(meaning) = meaning(rest) else {
                continue;
            };
            let words = split(name);
            if let Some(first) = words.first().cloned() {
                let index = phrases.meanings.len();
                phrases
                    .by_first
                    .entry(first)
                    .or_default()
                    .push((words, index));
                phrases.meanings.push(meaning);
            }
        }
        for group in phrases.by_first.values_mut() {
            group.sort_by_key(|(words, index)| (std::cmp::Reverse(words.len()), *index));
        }
        phrases
    }

    /// The first words of the phrases.
    fn firsts(&self) -> Vec<&String> {
        self.by_first.keys().collect()
    }

    /// The longest phrase whose words stand from `at` on: its index and the token after it.
    pub(super) fn longest<'t>(
        &self,
        at: usize,
        word: impl Fn(usize) -> &'t str,
    ) -> Option<(usize, usize)> {
        let group = self.by_first.get(word(at))?;
        group
            .iter()
            .find(|(words, _)| {
                words
                    .iter()
                    .enumerate()
                    .all(|(n, expected)| same(word(at + n), expected))
            })
            .map(|(words, index)| (*index, at + words.len()))
    }
}

/// Whether a word of the text is one of a phrase; curly apostrophes are as good as straight ones.
fn same(word: &str, expected: &str) -> bool {
    word == expected
        || word
            .chars()
            .map(|c| if c == '\u{2019}' { '\'' } else { c })
            .eq(expected.chars())
}

/// The words of a phrase, as the tokeniser parts them.
fn split(phrase: &str) -> Vec<String> {
    let text = Text::new(phrase, &[]);
    (0..text.len())
        .map(|at| text.lower(at).to_owned())
        .collect()
}

/// The lines of a table: name and the rest.
fn rows(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lexicon::entries(list).filter_map(|line| line.split_once('\t'))
}

/// Named days with the rules of their dates.
pub(super) static HOLIDAYS: LazyLock<Phrases<Rule>> = LazyLock::new(|| {
    let list = include_str!("../../data/dates/holidays.tsv");
    Phrases::read(Table::Holidays, list, Rule::parse)
});

/// now, recently, the future
pub(super) static REFERENCES: LazyLock<Phrases<&'static str>> = LazyLock::new(|| {
    let list = include_str!("../../data/dates/references.tsv");
    Phrases::read(Table::References, list, Some)
});

/// about, more than, at least
pub(super) static DEGREES: LazyLock<Phrases<Modifier>> = LazyLock::new(|| {
    let list = include_str!("../../data/dates/degrees.tsv");
    Phrases::read(Table::Degrees, list, degree)
});

static WORDS: LazyLock<FxHashMap<String, Meanings>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, Vec<Word>> = FxHashMap::default();
    for (word, rest) in rows(include_str!("../../data/dates/words.tsv")) {
        let (kind, value) = rest.split_once('\t').unwrap_or((rest, ""));
        if let Some(meaning) = meaning(kind, value) {
            words.entry(word.to_owned()).or_default().push(meaning);
        }
    }
    let firsts = [
        (Table::Holidays, HOLIDAYS.firsts()),
        (Table::References, REFERENCES.firsts()),
        (Table::Degrees, DEGREES.firsts()),
    ];
    for (table, first) in firsts
        .iter()
        .flat_map(|(table, firsts)| firsts.iter().map(|first| (*table, first)))
    {
        let meanings = words.entry((*first).clone()).or_default();
        meanings.push(Word::Opens(table));
    }
    words
        .into_iter()
        .map(|(word, meanings)| (word, Meanings::of(meanings)))
        .collect()
});

/// The meanings of a lower-case word.
pub(super) fn meanings(lower: &str) -> &'static Meanings {
    WORDS.get(lower).unwrap_or(&NOTHING)
}

/// What a word means that has no meaning here.
pub(super) fn nothing() -> &'static Meanings {
    &NOTHING
}

fn meaning(kind: &str, value: &'static str) -> Option<Word> {
    let number = || value.parse::<u8>().ok();
    Some(match kind {
        "month" => Word::Month(number()?),
        "weekday" => Word::Weekday(number()?),
        "weekdays" => Word::Weekdays(number()?),
        "unit" => Word::Unit(grain(value)?),
        "suffix" => Word::Suffix,
        "season" => Word::Season(season(value)?),
        "part" => Word::Part(value),
        "day" => Word::Day(value.parse().ok()?),
        "tonight" => Word::Tonight(value),
        "clock" => Word::Hour(value.split(':').next()?.parse().ok()?),
        "meridiem" => Word::Meridiem(value == "pm"),
        "frequency" => Word::Frequency(value),
        "decade" => Word::Decade(number()?),
        "era" => Word::Era(value == "before"),
        "zone" => Word::Zone((value != "?").then_some(value)),
        "word" => Word::Role(ROLES.iter().find(|(name, _)| *name == value)?.1),
        _ => return None,
    })
}

fn grain(name: &str) -> Option<Grain> {
    Some(match name {
        "second" => Grain::Second,
        "minute" => Grain::Minute,
        "hour" => Grain::Hour,
        "night" => Grain::Night,
        "day" => Grain::Day,
        "weekend" => Grain::Weekend,
        "week" => Grain::Week,
        "fortnight" => Grain::Fortnight,
        "month" => Grain::Month,
        "quarter" => Grain::Quarter,
        "year" => Grain::Year,
        "decade" => Grain::Decade,
        "century" => Grain::Century,
        "millennium" => Grain::Millennium,
        _ => return None,
    })
}

fn season(code: &str) -> Option<Season> {
    Some(match code {
        "SP" => Season::Spring,
        "SU" => Season::Summer,
        "FA" => Season::Autumn,
        "WI" => Season::Winter,
        _ => return None,
    })
}

fn degree(code: &str) -> Option<Modifier> {
    Some(match code {
        "APPROX" => Modifier::Approx,
        "LESS_THAN" => Modifier::LessThan,
        "MORE_THAN" => Modifier::MoreThan,
        "EQUAL_OR_MORE" => Modifier::EqualOrMore,
        "EQUAL_OR_LESS" => Modifier::EqualOrLess,
        _ => return None,
    })
}

#[cfg(test)]
pub(super) mod tests_only {
    /// All words of the tables, and numbers, for tests that put them in any order.
    pub(in super::super) fn words() -> Vec<String> {
        let mut words: Vec<String> = super::WORDS.keys().cloned().collect();
        let more = "1 2 12 31 45 1998 2024 2000 0140 three twenty third second first half of in on at to and from between . : / ' s March May Friday said will";
        words.extend(more.split(' ').map(str::to_owned));
        words.sort();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Class;

    #[test]
    fn every_line_of_the_tables_means_something() {
        for (word, rest) in rows(include_str!("../../data/dates/words.tsv")) {
            let (kind, value) = rest.split_once('\t').unwrap();
            assert!(meaning(kind, value).is_some(), "{word} {rest}");
        }
        for (name, rule) in rows(include_str!("../../data/dates/holidays.tsv")) {
            assert!(Rule::parse(rule).is_some(), "{name}");
        }
        for (words, value) in rows(include_str!("../../data/dates/degrees.tsv")) {
            assert!(degree(value).is_some(), "{words}");
        }
    }

    #[test]
    fn every_word_with_a_meaning_has_the_class_that_lets_it_be_looked_up() {
        for word in WORDS.keys() {
            assert!(lexicon::classes(word).any(Class::TEMPORAL), "{word}");
        }
    }

    #[test]
    fn the_longest_phrase_wins() {
        let text = Text::new("New Year\u{2019}s Eve party", &[]);
        let (index, end) = HOLIDAYS.longest(0, |at| text.lower(at)).unwrap();
        assert_eq!(end, 4);
        assert_eq!(
            HOLIDAYS.meanings[index]
                .day(2024)
                .map(|d| d.to_string())
                .as_deref(),
            Some("2024-12-31")
        );
    }
}
