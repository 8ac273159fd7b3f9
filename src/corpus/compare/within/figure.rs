//! A figure that an article gives two ways: "killed eight people" and "the nine dead", "12 boats" and "the 14 boats". Where
//! anything lets both be right (a part, a later count, another day or place, another source, a sum), nothing is said.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Slip;
use crate::corpus::compare::differ::toll;
use crate::corpus::compare::slip::slipped;
use crate::corpus::compare::statement::{sense, unit_of};
use crate::corpus::compare::words;
use crate::model::{Contrast, DateKind, EntityKind, Figure, FigureKind, Record};
use crate::text::term::{stem, term};
use crate::text::{Class, Text, calendar};

/// A thing of which an article gives more values than these is a series or a table.
const MOST: usize = 4;
/// How many times greater one value of a slip is than the other: of a toll that is named again, and of anything else.
const RATIO_TOLL: f64 = 2.5;
const RATIO: f64 = 1.34;
/// The least count that its noun says again: "the two sides" are not those of before.
const FEWEST: f64 = 3.0;
/// How many words behind a figure its noun may stand: "the 14 moored boats".
const NOUN: usize = 2;
/// Within so many days of its publication an article tells of one event.
const EVENT: i64 = 4;

/// An exact figure of an article with what it is of.
struct Given<'r> {
    figure: &'r Figure,
    value: f64,
    sentence: usize,
    /// Whether it names again what was told before: "the nine dead".
    again: bool,
    /// Whether what is counted is a toll of a disaster.
    toll: bool,
}

/// The figures that an article gives two ways, one slip a thing.
pub(super) fn slips(record: &Record, text: &Text<'_>) -> Vec<Slip> {
    let reader = Reader { record, text };
    let mut by_thing: BTreeMap<(&str, String), Vec<Given<'_>>> = BTreeMap::new();
    for figure in record.figures.iter().flatten() {
        if let Some((thing, given)) = reader.given(figure) {
            let unit = unit_of(figure.kind, figure.unit.as_deref());
            by_thing.entry((unit, thing)).or_default().push(given);
        }
    }
    let groups = by_thing.iter().filter(|(_, given)| given.len() > 1);
    let found = groups.filter_map(|((_, thing), given)| reader.slip(thing, given));
    let mut found: Vec<Slip> = found.collect();
    found.sort_by_key(|slip| slip.sides[0].1);
    found
}

struct Reader<'r, 't> {
    record: &'r Record,
    text: &'t Text<'t>,
}

impl<'r> Reader<'r, '_> {
    /// An exact figure with the thing that it is of, where both are clear.
    fn given(&self, figure: &'r Figure) -> Option<(String, Given<'r>)> {
        let sorts = [FigureKind::Count, FigureKind::Money, FigureKind::Quantity];
        let open = figure.approx.is_some()
            || figure.previous.is_some()
            || figure.of.is_some()
            || figure.per.is_some()
            || figure.low != figure.high;
        let value = figure
            .value
            .filter(|_| !open && sorts.contains(&figure.kind))?;
        let tokens = self.text.tokens_in(figure.span).range();
        let sentence = self.text.sentence_of(tokens.start);
        let bare = figure.kind == FigureKind::Count;
        let toll = toll(self.text, tokens.start, tokens.end).filter(|_| bare);
        let again = self.names_again(&tokens);
        let thing = match toll {
            Some(toll) => self.people(figure, &tokens, toll)?,
            None => self.noun(figure, &tokens)?,
        };
        let given = Given {
            figure,
            value,
            sentence,
            again,
            toll: toll.is_some(),
        };
        Some((thing, given))
    }

    /// Whether a word before a figure takes up what was told: "the nine dead", "all 43 passengers".
    fn names_again(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1);
        before.is_some_and(|at| words::is("again", self.text.lower(at)))
    }

    /// Who is counted in a toll: people of any kind are one, others go by their noun.
    fn people(&self, figure: &Figure, tokens: &Range<usize>, toll: &str) -> Option<String> {
        let noun = figure.subject.as_deref().and_then(|s| s.rsplit(' ').next());
        let noun = noun.map(str::to_lowercase);
        let next = self.text.lower(tokens.end);
        let noun = noun.as_deref().unwrap_or(next);
        // "14 others were injured" counts none of the dead; "eight others died" leaves some of them out.
        let others = noun == "others" && toll != "die";
        let general = others || words::is("people", noun) || sense(&stem(noun)) == toll;
        let told = figure.subject.is_some() || words::is("toll", next) || self.ends(tokens.end);
        match general {
            true => Some(toll.to_owned()),
            false if figure.subject.is_some() => Some(format!("{toll} {}", stem(noun))),
            false => told.then(|| toll.to_owned()),
        }
    }

    /// Whether a clause ends before a token.
    fn ends(&self, at: usize) -> bool {
        at >= self.text.len() || self.text.is(at, Class::MARK)
    }

    /// The head of what is counted or measured; behind a figure that stands before its noun, that noun.
    fn noun(&self, figure: &Figure, tokens: &Range<usize>) -> Option<String> {
        let subject = figure.subject.as_deref().and_then(|s| s.rsplit(' ').next());
        let word = match subject {
            Some(subject) => subject.to_lowercase(),
            None => {
                let term = term(self.text, tokens.end).filter(|_| self.names_again(tokens))?;
                self.text.lower(term.token).to_owned()
            }
        };
        let known = word.len() > 2 && !words::is("people", &word);
        known.then(|| stem(&word).into_owned())
    }

    /// The first two values of one thing that cannot both be right.
    fn slip(&self, thing: &str, given: &[Given<'_>]) -> Option<Slip> {
        let values: FxHashSet<u64> = given.iter().map(|given| given.value.to_bits()).collect();
        if !(2..=MOST).contains(&values.len()) || given.len() > MOST * MOST {
            return None;
        }
        let pairs = given.iter().enumerate();
        let mut pairs = pairs.flat_map(|(at, b)| given[..at].iter().map(move |a| (a, b)));
        let (a, b) = pairs.find(|(a, b)| self.clash(a, b, thing, given))?;
        let side = |given: &Given<'_>| {
            let span = given.figure.span;
            (span.of(self.text.source()).to_owned(), span)
        };
        let subjects = [a, b].map(|given| given.figure.subject.as_deref());
        let mut nouns = subjects
            .into_iter()
            .flatten()
            .filter(|noun| *noun != "others");
        let behind = |given: &Given<'_>| {
            let end = self.text.tokens_in(given.figure.span).range().end;
            let word = self.text.lower(end);
            words::is("toll", word).then_some(word)
        };
        let noun = nouns.next().or_else(|| behind(b)).or_else(|| behind(a));
        let noun = noun.unwrap_or(thing);
        let bare = b.figure.kind == FigureKind::Count;
        Some(Slip {
            contrast: Contrast::Figure,
            about: format!("{} {noun}", if bare { "number of" } else { "figure for" }),
            sides: [side(a), side(b)],
        })
    }

    /// Whether the later of two figures cannot be right beside the earlier one.
    fn clash(&self, a: &Given<'_>, b: &Given<'_>, thing: &str, all: &[Given<'_>]) -> bool {
        let (low, high) = (a.value.min(b.value), a.value.max(b.value));
        let most = if a.toll && b.again { RATIO_TOLL } else { RATIO };
        let near = low > 0.0 && high > low && (high <= low * most || slipped(a.value, b.value));
        near && a.sentence != b.sentence
            && self.one_subject(a, b, thing, all)
            && ![a, b].iter().any(|given| self.is_other(given))
            && self.one_place(a, b)
            && self.one_source(a, b)
            && !self.adds_up(high - low, a, b)
    }

    /// Whether both are of one thing, not only of one kind of thing.
    fn one_subject(&self, a: &Given<'_>, b: &Given<'_>, thing: &str, all: &[Given<'_>]) -> bool {
        // What was told with this very value before is what is named again.
        let told = |given: &Given<'_>| !given.again && given.value == b.value;
        if b.again && !a.again && !all.iter().any(told) {
            let whole = a.value >= FEWEST && b.value >= FEWEST && self.is_whole(b);
            return if a.toll {
                slipped(a.value, b.value) || self.is_closed(b)
            } else {
                whole
            };
        }
        if b.again || a.again && !a.toll {
            return false;
        }
        a.toll && self.one_event(a, b, thing) || slipped(a.value, b.value) && a.value > 99.0
    }

    /// Whether the noun behind a figure is narrowed by nothing: "the 14 boats were", not "the 14 boats in the south".
    fn is_whole(&self, given: &Given<'_>) -> bool {
        let end = self.text.tokens_in(given.figure.span).range().end;
        let subject = given.figure.subject.as_deref();
        let noun = subject.and_then(|subject| subject.rsplit(' ').next());
        let noun = match noun {
            Some(noun) => (end..end + NOUN).find(|&at| self.text.word(at) == noun),
            None => Some(end),
        };
        noun.is_some_and(|noun| self.ends(noun + 1) || self.verb(noun + 1))
    }

    /// Whether the dead or hurt that are named again are all of them.
    fn is_closed(&self, given: &Given<'_>) -> bool {
        let end = self.text.tokens_in(given.figure.span).range().end;
        let narrow = |at: usize| words::is("narrow", self.text.lower(at));
        !(end..end + 2 * NOUN)
            .take_while(|&at| !self.ends(at) && !self.verb(at))
            .any(narrow)
    }

    fn verb(&self, at: usize) -> bool {
        words::is("verb", self.text.lower(at))
    }

    /// Whether the sentence of a figure says that it is another count: a part, a change, a guess, another event.
    fn is_other(&self, given: &Given<'_>) -> bool {
        let sentence = self.text.sentences[given.sentence].range();
        let mut tokens = sentence.clone();
        tokens.any(|at| words::is("other", self.text.lower(at))) || self.is_far(given.sentence)
    }

    /// Whether a sentence gives a day long before the publication of its article.
    fn is_far(&self, sentence: usize) -> bool {
        let published = self.record.article.published_date;
        let span = self.text.span(self.text.sentences[sentence]);
        let dates = self.record.dates.iter().flatten();
        let mut dates =
            dates.filter(|date| date.kind != DateKind::Duration && span.contains(date.span));
        dates.any(|date| {
            let days = published.zip(date.first_day);
            let days = days.and_then(|(a, b)| calendar::days_between(a, b));
            days.is_none_or(|days| days < -EVENT)
        })
    }

    /// Whether no two places keep two figures apart.
    fn one_place(&self, a: &Given<'_>, b: &Given<'_>) -> bool {
        let places = |given: &Given<'_>| -> FxHashSet<&str> {
            let span = self.text.span(self.text.sentences[given.sentence]);
            let entities = self.record.entities.iter().flatten();
            let places = entities.filter(|entity| {
                matches!(entity.kind, EntityKind::Location | EntityKind::Organization)
                    && entity
                        .mentions
                        .iter()
                        .any(|mention| span.contains(*mention))
            });
            places.map(|entity| entity.key.as_str()).collect()
        };
        let (own, its) = (places(a), places(b));
        b.again || own.is_empty() || its.is_empty() || !own.is_disjoint(&its)
    }

    /// Whether no two sources answer for two figures.
    fn one_source(&self, a: &Given<'_>, b: &Given<'_>) -> bool {
        let source = |given: &Given<'_>| {
            let claims = self.record.claims.iter().flatten();
            let mut claims = claims.filter(|claim| {
                let content = claim.content.iter().flat_map(|content| &content.spans);
                claim.source.part.is_some()
                    && content.clone().any(|c| c.overlaps(given.figure.span))
            });
            let claim = claims.next()?;
            let words = claim
                .source
                .part
                .as_ref()?
                .of(self.text.source())
                .into_owned();
            Some((claim.source.entity, words))
        };
        match (source(a), source(b)) {
            (Some(a), Some(b)) => a.0.is_some() && a.0 == b.0 || a.1 == b.1,
            _ => true,
        }
    }

    /// Whether a count makes one figure the other: "three men", "five women", "the eight".
    fn adds_up(&self, rest: f64, a: &Given<'_>, b: &Given<'_>) -> bool {
        let mut counts = self.record.figures.iter().flatten();
        counts.any(|figure| {
            let at = self.text.sentence_of(self.text.token_at(figure.span.start));
            let near = [a, b].iter().any(|given| given.sentence.abs_diff(at) <= 1);
            figure.kind == a.figure.kind && figure.value == Some(rest) && (near || rest >= FEWEST)
        })
    }

    /// Whether two sentences tell of one event: the later one takes up two words of the earlier one, one of them as known.
    fn one_event(&self, a: &Given<'_>, b: &Given<'_>, thing: &str) -> bool {
        let toll = thing.split(' ').next().unwrap_or(thing);
        let told = |given: &Given<'_>| -> BTreeMap<String, usize> {
            let sentence = self.text.sentences[given.sentence].range();
            let terms = sentence.filter_map(|at| term(self.text, at));
            let number = Class::NUMBER | Class::NUMBER_WORD | Class::CUE;
            let terms = terms.filter(|term| !self.text.is(term.token, number));
            let terms = terms.map(|term| (sense(&term.stem).to_owned(), term.token));
            terms
                .filter(|(word, _)| word != toll && !words::is("people", word))
                .collect()
        };
        let (own, its) = (told(a), told(b));
        let shared = its.iter().filter(|(word, _)| own.contains_key(*word));
        let shared: Vec<usize> = shared.map(|(_, &at)| at).collect();
        let known = |at: &usize| {
            let before = at.saturating_sub(NOUN)..*at;
            before
                .rev()
                .any(|at| words::is("known", self.text.lower(at)))
        };
        shared.len() > 1 && shared.iter().any(known)
    }
}
