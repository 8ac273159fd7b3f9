//! Which currency is meant where several share a name or a mark: "kroner", "Rs", "shillings", "$".
//!
//! The tables give such a name as a family (`~krone`). Its currency is the one whose country the text speaks of, in its
//! words, its title, its dateline or the host of its page; where nothing tells, the usual one, if there is one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Found;
use super::units::Forms;
use crate::model::Article;
use crate::text::{Class, Text, address, lexicon};

/// How much a place in the dateline and the country of the page's host count beside a word of the text.
const DATELINE: usize = 3;
const HOST: usize = 4;

/// How often a country must be spoken of before it settles a family whose usual currency is so common.
const OFTEN: usize = 2;

/// Where a text comes from.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::extract) struct Origin<'a> {
    title: Option<&'a str>,
    dateline: Option<&'a str>,
    host: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// What `article` tells of it.
    pub(in crate::extract) fn of(article: &'a Article) -> Self {
        Self {
            title: article.title.as_deref(),
            dateline: article.dateline.place.as_deref(),
            host: article.url.as_deref().and_then(host_ending),
        }
    }
}

/// The last part of the host of an address: `no` of `https://www.avisen.no/a`.
fn host_ending(url: &str) -> Option<&str> {
    let (_, ending) = address::host(url)?.rsplit_once('.')?;
    Some(ending)
}

/// How the countries of a text decide a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// The one most spoken of.
    Most,
    /// One spoken of often, where the usual one's is not.
    Alone,
    /// That of the page alone, or of a text that marks the usual one: "US$".
    Page,
}

#[derive(Debug)]
struct Family {
    usual: Option<&'static str>,
    members: Vec<&'static str>,
    rule: Rule,
}

static FAMILIES: LazyLock<FxHashMap<&'static str, Family>> = LazyLock::new(|| {
    let table = include_str!("../../data/figures/currency_family.tsv");
    let family = |line: &'static str| {
        let mut columns = line.split('\t');
        let name = columns.next()?;
        let usual = columns.next().filter(|usual| *usual != "-");
        let members = columns.next()?.split(' ').collect();
        let rule = match columns.next() {
            Some("page") => Rule::Page,
            Some("alone") => Rule::Alone,
            _ => Rule::Most,
        };
        let family = Family {
            usual,
            members,
            rule,
        };
        Some((name, family))
    };
    lexicon::entries(table).filter_map(family).collect()
});

const COUNTRIES: &str = include_str!("../../data/figures/country.tsv");

/// The words that speak of a country, with its currency.
static WORDS: LazyLock<Forms> = LazyLock::new(|| Forms::read(COUNTRIES, 2, 1.0));

/// The endings of hosts, with their currency.
static ENDINGS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut endings = FxHashMap::default();
    for line in lexicon::entries(COUNTRIES) {
        let mut columns = line.split('\t');
        let code = columns.next().unwrap_or("");
        for ending in columns.next().unwrap_or("").split(' ') {
            endings.entry(ending).or_insert(code);
        }
    }
    endings
});

/// Whether `unit` is the name of a family.
fn is_family(unit: &str) -> bool {
    unit.starts_with('~')
}

/// Whether `first` and `second` can be the same currency: one is the other, or a family that holds it.
pub(super) fn can_be(first: &str, second: &str) -> bool {
    let holds = |family: &str, code: &str| {
        FAMILIES
            .get(family)
            .is_some_and(|family| family.members.contains(&code))
    };
    first == second || holds(first, second) || holds(second, first)
}

/// The one of two names for an amount that says more: a code rather than a family.
pub(super) fn closer(first: &'static str, second: &'static str) -> &'static str {
    if is_family(first) { second } else { first }
}

/// Gives every figure whose unit is a family its currency, or none.
pub(super) fn settle(text: &Text<'_>, origin: Origin<'_>, found: &mut [Found]) {
    if !found
        .iter()
        .any(|figure| figure.unit.is_some_and(is_family))
    {
        return;
    }
    let counts = Counts::of(text, origin);
    let marked = found.iter().any(|figure| figure.unit == Some("USD"));
    for figure in found {
        if let Some(family) = figure.unit.and_then(|unit| FAMILIES.get(unit)) {
            figure.unit = family.settle(&counts, marked);
        }
    }
}

impl Family {
    fn settle(&self, counts: &Counts, marked: bool) -> Option<&'static str> {
        let usual = self.usual.map_or(0, |code| counts.get(code));
        let best = self.most_spoken_of(counts);
        match self.rule {
            Rule::Most => best.map(|(code, _)| code),
            Rule::Alone => best
                .filter(|&(_, count)| usual == 0 && count >= OFTEN)
                .map(|(code, _)| code),
            Rule::Page => counts
                .host
                .filter(|code| self.members.contains(code))
                .or_else(|| {
                    best.filter(|&(_, count)| marked && count >= OFTEN && count > usual)
                        .map(|(code, _)| code)
                }),
        }
        .or(self.usual)
    }

    /// The currency whose country is spoken of most, with how often; none where two are as often.
    fn most_spoken_of(&self, counts: &Counts) -> Option<(&'static str, usize)> {
        let count = |code: &'static str| (code, counts.get(code));
        let most = self
            .members
            .iter()
            .map(|code| count(code))
            .max_by_key(|(_, n)| *n)?;
        let alone = self
            .members
            .iter()
            .filter(|code| counts.get(code) == most.1)
            .count()
            == 1;
        (most.1 > 0 && alone).then_some(most)
    }
}

/// How often the countries of the currencies are spoken of.
#[derive(Debug, Default)]
struct Counts {
    counts: FxHashMap<&'static str, usize>,
    host: Option<&'static str>,
}

impl Counts {
    fn of(text: &Text<'_>, origin: Origin<'_>) -> Self {
        let mut counts = Self::default();
        counts.read(text, 1);
        for (words, weight) in [(origin.title, 1), (origin.dateline, DATELINE)] {
            if let Some(words) = words {
                counts.read(&Text::new(words, &[]), weight);
            }
        }
        counts.host = origin.host.and_then(|host| ENDINGS.get(host).copied());
        if let Some(code) = counts.host {
            *counts.counts.entry(code).or_default() += HOST;
        }
        counts
    }

    fn read(&mut self, text: &Text<'_>, weight: usize) {
        let mut at = 0;
        while at < text.len() {
            let mut next = at + 1;
            if text.is(at, Class::CAPITAL) {
                for word in WORDS.at(at, |i| text.lower(i)) {
                    *self.counts.entry(word.name).or_default() += weight;
                    next = next.max(word.end);
                }
            }
            at = next;
        }
    }

    fn get(&self, code: &str) -> usize {
        self.counts.get(code).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::figures::find;

    fn unit(source: &str, origin: Origin<'_>) -> Option<String> {
        let figures = find(&Text::new(source, &[]), origin, &[]);
        figures.into_iter().next_back()?.unit
    }

    #[test]
    fn the_country_that_the_text_speaks_of_gives_the_currency() {
        for (source, code) in [
            ("The Norwegian state paid 40 million kroner.", Some("NOK")),
            ("In Copenhagen they paid 40 million kroner.", Some("DKK")),
            ("They paid 40 million kroner.", None),
            ("Farmers in Uganda got 900 shillings.", Some("UGX")),
            ("They paid Rs 500 in Karachi, Pakistan.", Some("PKR")),
            ("They paid Rs 500.", Some("INR")),
            ("In South Sudan, Juba's mayor paid 500 pounds.", Some("SSP")),
            ("He paid 500 pounds in Cairo; London rose.", Some("GBP")),
            ("The fare in Sydney, Australia is $5.", Some("USD")),
        ] {
            assert_eq!(unit(source, Origin::default()).as_deref(), code, "{source}");
        }
    }

    #[test]
    fn the_page_and_the_dateline_tell_too() {
        let dateline = Origin {
            dateline: Some("OSLO"),
            ..Origin::default()
        };
        assert_eq!(unit("It cost 5 kroner.", dateline).as_deref(), Some("NOK"));
        let host = Origin {
            host: host_ending("https://www.paper.com.au/a/b?c"),
            ..Origin::default()
        };
        assert_eq!(unit("The fare is $5.", host).as_deref(), Some("AUD"));
    }

    #[test]
    fn the_members_of_every_family_are_currencies_with_a_country() {
        for (name, family) in FAMILIES.iter() {
            assert!(is_family(name));
            for code in &family.members {
                let country = lexicon::entries(COUNTRIES).any(|line| line.starts_with(code));
                assert!(country || Some(*code) == family.usual, "{name}: {code}");
            }
        }
    }
}
