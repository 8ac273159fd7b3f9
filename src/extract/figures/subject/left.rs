//! What the words before a figure say: the noun before a preposition, the subject of a verb of change or level, the
//! name that an age follows, and what an earlier figure is about.

use super::super::lists::{
    CHANGE_NOUNS, CHANGES, COMPARATIVES, COSTS, DETERMINERS, DIMENSIONS, LEADS, LEVEL_NOUNS,
    PREPOSITIONS, STANCES, STOP_WORDS, TIME_LEADS,
};
use super::super::{Found, phrase, units};
use super::About;
use crate::model::FigureKind;
use crate::text::{Class, Text, TokenSpan};

/// How far left of a figure the verb is looked for that governs it, in tokens.
const VERB_REACH: usize = 12;

/// How far left of an age the name is looked for, in tokens.
const NAME_REACH: usize = 9;

/// How many attached phrases are stepped over to the noun that they hang on: "the cost of the repair of the bridge".
const ATTACHED: usize = 3;

/// What the words before the figure say.
pub(super) fn before(text: &Text<'_>, found: &[Found], abouts: &[About], index: usize) -> About {
    let figure = &found[index];
    let floor = text
        .sentences
        .get(text.sentence_of(figure.begin))
        .map_or(0, |sentence| sentence.range().start);
    if figure.kind == FigureKind::Ratio && phrase::is_participle(text, figure.tokens.range().start)
    {
        return noun_or_nothing(clause_subject(text, figure.begin, floor));
    }
    let begin = figure.begin + usize::from(exceeds(text, figure));
    let at = skip_back(text, begin, floor);
    let Some(last) = at.checked_sub(1).filter(|&i| i >= floor) else {
        return About::default();
    };
    if let Some(own) = listed(text, found, index, at) {
        return About::subject(own);
    }
    let word = text.lower(last);
    if figure.unit == Some("year") && matches!(word, "," | "aged" | "of" | "(" | "-") {
        return noun_or_nothing(name_before(text, last, floor));
    }
    if word == "that" || STANCES.contains(word) {
        return About::default();
    }
    let led = Led {
        text,
        figure,
        at,
        last,
        floor,
        earlier: earlier(found, abouts, index, at, floor),
    };
    led.about(word)
}

/// What the figure before is about, where it stands near: its end, and what this one takes over from it.
fn earlier(
    found: &[Found],
    abouts: &[About],
    index: usize,
    at: usize,
    floor: usize,
) -> Option<(usize, About)> {
    let last = index.checked_sub(1)?;
    let (before, figure) = (&found[last], &found[index]);
    let shared_out = figure.per.is_some() && before.per.is_none() || abouts[last].shared_out;
    (before.end + 4 >= at && before.begin >= floor).then_some((
        before.end,
        About {
            of: None,
            subject: abouts[last].subject,
            shared_out,
        },
    ))
}

/// A figure and the word that leads it.
struct Led<'a> {
    text: &'a Text<'a>,
    figure: &'a Found,
    /// Where the figure begins with its articles and adjectives of size.
    at: usize,
    /// The word that leads it.
    last: usize,
    /// Where its sentence begins.
    floor: usize,
    earlier: Option<(usize, About)>,
}

impl Led<'_> {
    /// What the figure is about by the word that leads it.
    fn about(&self, word: &str) -> About {
        let Self { text, figure, .. } = *self;
        if matches!(word, "(" | "or" | "," | "and") {
            return self.after_mark(word);
        }
        let preposition = PREPOSITIONS.contains(word);
        if CHANGES.contains_key(word) || text.is(self.last, Class::FUNCTION) && !preposition {
            return self.after_change(word);
        }
        if preposition {
            return self.after_preposition();
        }
        if figure.kind == FigureKind::Range
            && matches!(text.lower(figure.begin), "between" | "from")
        {
            return noun_or_nothing(noun_before(text, figure.begin, self.floor));
        }
        if figure.unit == Some("%") {
            let side = determined(text, self.at, self.floor);
            return noun_or_nothing(side.or_else(|| self.clause_subject()));
        }
        noun_or_nothing(what_costs(text, self.at, self.floor))
    }

    fn clause_subject(&self) -> Option<TokenSpan> {
        clause_subject(self.text, self.last, self.floor)
    }

    fn after_mark(&self, mark: &str) -> About {
        if let Some((_, inherited)) = self.earlier {
            return inherited;
        }
        let bracket = mark == "(";
        let noun = bracket.then(|| phrase::left(self.text, self.last, self.floor));
        noun_or_nothing(noun.flatten())
    }

    fn after_change(&self, word: &str) -> About {
        match self.earlier {
            Some((_, inherited)) if matches!(word, "up" | "down") => inherited,
            _ => noun_or_nothing(self.clause_subject()),
        }
    }

    fn after_preposition(&self) -> About {
        let (text, last, floor) = (self.text, self.last, self.floor);
        match self.earlier {
            Some((end, inherited))
                if inherited.subject.is_some()
                    && (end + 1 >= last
                        || trails(text, last, floor)
                        || end + 2 == last
                            && matches!(text.lower(last - 1), "up" | "down" | "short" | "shy")) =>
            {
                inherited
            }
            _ => noun_or_nothing(governing(text, self.figure, last, floor)),
        }
    }
}

/// The most tokens between two shares or sums of a list.
const LISTED: usize = 7;

/// "Labour has 38%, the Tories 25% and Reform 20%": the noun phrase that is all there is between two shares or sums of a list.
fn listed(text: &Text<'_>, found: &[Found], index: usize, end: usize) -> Option<TokenSpan> {
    let before = found.get(index.checked_sub(1)?)?;
    let shares = |figure: &Found| figure.unit == Some("%") || figure.kind == FigureKind::Money;
    let alike = shares(before) && found[index].unit == before.unit;
    if !alike || before.end >= end || end - before.end > LISTED {
        return None;
    }
    let joint = |i: usize| matches!(text.lower(i), "," | ";" | "and" | "while" | "more" | "less");
    let start = before.end + (before.end..end).take_while(|&i| joint(i)).count();
    let noun = phrase::left(text, end, start).filter(|_| start > before.end)?;
    let first = noun.range().start;
    let led = (start..first).all(|i| DETERMINERS.contains(text.lower(i)));
    let told = noun.range().any(|i| {
        let other = Class::NUMBER | Class::TIME_UNIT | Class::MONTH | Class::WEEKDAY;
        CHANGES.contains_key(text.lower(i)) || text.is(i, other) || phrase::is_participle(text, i)
    });
    let adverb = noun.len() == 1 && text.lower(first).ends_with("ly");
    (led && !told && !adverb).then_some(noun)
}

/// "the Algerian side 65 percent": a noun phrase with its determiner right before the figure.
fn determined(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let noun = phrase::left(text, end, floor)?;
    let start = noun.range().start;
    let last = text.lower(end - 1);
    let named = start > floor && DETERMINERS.contains(text.lower(start - 1));
    (named && !last.ends_with('s')).then_some(noun)
}

/// "the strike cost the yard 4 million": what costs somebody so much.
fn what_costs(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let payer = phrase::left(text, end, floor)?;
    let mut start = payer.range().start;
    while start > floor && text.is(start - 1, Class::NUMBER) {
        start -= 1;
    }
    let start = skip_back(text, start, floor);
    let verb = start.checked_sub(1).filter(|&i| i > floor)?;
    COSTS
        .contains(text.lower(verb))
        .then(|| clause_subject(text, verb, floor))
        .flatten()
}

/// ", trading at": a participle after a comma, whose subject is that of what comes before.
fn trails(text: &Text<'_>, preposition: usize, floor: usize) -> bool {
    preposition >= floor + 2
        && text.lower(preposition - 1).ends_with("ing")
        && text.word(preposition - 2) == ","
}

/// Whether a verb says how exact the figure is: "the crowd exceeded 3,000".
fn exceeds(text: &Text<'_>, figure: &Found) -> bool {
    figure.begin < figure.tokens.range().start && CHANGES.contains_key(text.lower(figure.begin))
}

fn noun_or_nothing(noun: Option<TokenSpan>) -> About {
    noun.map_or_else(About::default, About::subject)
}

/// Steps back over articles, adjectives of size and marks that stand before a figure.
fn skip_back(text: &Text<'_>, from: usize, floor: usize) -> usize {
    let mut at = from;
    while at > floor
        && from - at < 5
        && (LEADS.contains(text.lower(at - 1))
            || matches!(
                text.word(at - 1),
                "*" | "\"" | "\u{201c}" | "\u{2018}" | "~"
            ))
    {
        at -= 1;
    }
    at
}

/// The name that an age follows: "Jo Tan, 49,", "Jo Tan died aged 49".
fn name_before(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let aged = end > floor && text.lower(end) == "aged";
    let said = end - usize::from(aged && text.word(end - 1) == ",");
    // The comma may be the first token of the sentence.
    let noun = said.checked_sub(1).filter(|&i| aged && i >= floor);
    if noun.is_some_and(|i| phrase::is_noun_like(text, i) && !text.is(i, Class::CAPITAL)) {
        return phrase::left(text, said, floor);
    }
    let low = floor.max(end.saturating_sub(NAME_REACH));
    let named = |i: usize| {
        text.is(i, Class::CAPITAL) && !text.is(i, Class::FUNCTION | Class::MONTH | Class::WEEKDAY)
    };
    let last = (low..end).rev().find(|&i| named(i))?;
    let mut start = last;
    while start > floor && last - start < 4 && named(start - 1) {
        start -= 1;
    }
    Some(TokenSpan::at(start, last + 1))
}

/// What stands before a preposition: a noun phrase, or a verb whose subject is meant.
fn governing(
    text: &Text<'_>,
    figure: &Found,
    preposition: usize,
    floor: usize,
) -> Option<TokenSpan> {
    let before = preposition.checked_sub(1).filter(|&i| i >= floor)?;
    let word = text.lower(before);
    let of = text.lower(preposition) == "of";
    let determined = DETERMINERS.contains(text.lower(before.wrapping_sub(1)));
    let named = !of && determined && CHANGE_NOUNS.contains(word);
    if !named && CHANGE_NOUNS.contains(word) && (of || !CHANGES.contains_key(word)) {
        let noun = phrase::left(text, preposition, floor)
            .unwrap_or_else(|| TokenSpan::at(before, preposition));
        if of
            && figure
                .unit
                .is_some_and(|unit| unit != "%" && !unit.ends_with("point"))
        {
            return Some(noun);
        }
        let start = skip_back(text, noun.start as usize, floor);
        return clause_subject(text, start, floor).or(Some(noun));
    }
    // "were short of the 4% forecast"
    if of && matches!(word, "short" | "shy" | "ahead") {
        return clause_subject(text, before, floor);
    }
    if of || named {
        return measured(text, preposition, floor);
    }
    let verbal = CHANGES.contains_key(word)
        || STOP_WORDS.contains(word)
        || COMPARATIVES.contains(word)
        || phrase::is_participle(text, before)
        || phrase::is_progressive(text, before)
        || text.is(before, Class::FUNCTION) && !text.is(before, Class::ALL_CAPS);
    if verbal {
        return clause_subject(text, before, floor);
    }
    noun_before(text, preposition, floor)
}

/// What a noun before "of" or "at" says of itself: "a depth of 10 km"; of "to an average of" what reached it.
fn measured(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let noun = phrase::left(text, bracket_before(text, end, floor), floor)?;
    let level = LEVEL_NOUNS.contains(text.lower(noun.range().end - 1));
    let start = skip_back(text, noun.range().start, floor);
    let joint = start.checked_sub(1).filter(|&i| level && i > floor);
    match joint.map(|i| (i, text.lower(i))) {
        Some((to, "to")) => clause_subject(text, to, floor).or(Some(noun)),
        Some((verb, word)) if CHANGES.contains_key(word) => {
            clause_subject(text, verb, floor).or(Some(noun))
        }
        _ if text.lower(end) == "of" => Some(noun),
        _ => noun_before(text, end, floor),
    }
}

/// The noun phrase that ends before `end`, or the one that it hangs on: "a sharp rise in the price of oil".
fn noun_before(text: &Text<'_>, end: usize, floor: usize) -> Option<TokenSpan> {
    let end = skip_time(text, bracket_before(text, end, floor), floor);
    let end = skip_measure(text, skip_dimension(text, end, floor), floor);
    let end = skip_ages(text, end, floor);
    let mut noun = phrase::left(text, end, floor)?;
    noun = first_of_pair(text, noun, floor).unwrap_or(noun);
    for _ in 0..ATTACHED {
        let start = skip_back(text, noun.start as usize, floor);
        let Some(joint) = start.checked_sub(1).filter(|&i| i > floor) else {
            break;
        };
        if !matches!(
            text.lower(joint),
            "in" | "from"
                | "on"
                | "at"
                | "during"
                | "of"
                | "for"
                | "to"
                | "about"
                | "among"
                | "against"
                | "before"
        ) {
            break;
        }
        if CHANGES.contains_key(text.lower(joint - 1)) && text.lower(joint) != "of" {
            return clause_subject(text, joint - 1, floor).or(Some(noun));
        }
        match phrase::left(text, joint, floor) {
            Some(head)
                if !is_measure_of(text, head, joint)
                    && skip_measure(text, joint, floor) == joint =>
            {
                noun = head;
            }
            _ => break,
        }
    }
    Some(noun)
}

/// The first of two plurals behind one preposition: "damage to roads and bridges" goes on from the roads.
fn first_of_pair(text: &Text<'_>, noun: TokenSpan, floor: usize) -> Option<TokenSpan> {
    let plural = |last: usize| {
        phrase::is_plural(text, last)
            && phrase::is_noun_like(text, last)
            && !text.is(last, Class::CAPITAL)
    };
    let joint = noun.range().start.checked_sub(1)?;
    let pair = matches!(text.lower(joint), "and" | "or") && plural(noun.range().end - 1);
    let last = joint
        .checked_sub(1)
        .filter(|&i| pair && i > floor && plural(i))?;
    let start = (floor.max(last.saturating_sub(2))..=last)
        .rev()
        .take_while(|&i| phrase::is_noun_like(text, i))
        .last()?;
    let governed = start.checked_sub(1).is_some_and(|i| {
        i > floor && matches!(text.lower(i), "on" | "to" | "of" | "in" | "for" | "against")
    });
    governed.then(|| TokenSpan::at(start, joint))
}

/// Whether the phrase before "of" only says how much of what follows: "the number of jobs", "a fall of the yen".
fn is_measure_of(text: &Text<'_>, head: TokenSpan, joint: usize) -> bool {
    let last = text.lower(head.end as usize - 1);
    text.lower(joint) == "of"
        && (CHANGE_NOUNS.contains(last)
            || matches!(
                last,
                "number" | "share" | "percentage" | "proportion" | "amount" | "level"
            ))
}

/// Steps back over "aged six to 11".
fn skip_ages(text: &Text<'_>, end: usize, floor: usize) -> usize {
    let age = |i: usize| {
        text.is(i, Class::NUMBER | Class::NUMBER_WORD | Class::DASH)
            || matches!(text.lower(i), "to" | "and" | "between" | "over" | "under")
    };
    let low = floor.max(end.saturating_sub(6));
    let aged = (low..end).rev().find(|&i| !age(i));
    aged.filter(|&i| text.lower(i) == "aged").unwrap_or(end)
}

/// Steps back over "long", "wide" after a unit.
fn skip_dimension(text: &Text<'_>, end: usize, floor: usize) -> usize {
    let last = end.wrapping_sub(1);
    let measure = end > floor
        && DIMENSIONS.contains(text.lower(last))
        && skip_measure(text, last, floor) < last;
    if measure { last } else { end }
}

/// Steps back over a number and its unit: "a pier 30 metres from the shore".
fn skip_measure(text: &Text<'_>, end: usize, floor: usize) -> usize {
    let number = |i: usize| text.is(i, Class::NUMBER | Class::NUMBER_WORD | Class::MAGNITUDE);
    let begins = |at: &usize| {
        number(*at - 1)
            && [
                units::percent(text, *at),
                units::measure(text, *at, true),
                units::currency_after(text, *at),
            ]
            .iter()
            .flatten()
            .any(|unit| unit.end == end)
    };
    let unit = (end.saturating_sub(3).max(floor + 1)..end).find(begins);
    let Some(mut at) = unit else {
        return end;
    };
    while at > floor && end - at < 6 && number(at - 1) {
        at -= 1;
    }
    at
}

/// Steps back over a time that stands between a noun and its verb: "revenue last year rose".
fn skip_time(text: &Text<'_>, end: usize, floor: usize) -> usize {
    let mut at = end;
    while at > floor
        && end - at < 5
        && (text.is(at - 1, Class::TIME_UNIT | Class::WEEKDAY)
            || text.is(at - 1, Class::MONTH) && text.is(at - 1, Class::CAPITAL)
            || at < end
                && (text.is(at - 1, Class::NUMBER) || TIME_LEADS.contains(text.lower(at - 1)))
            || matches!(
                text.lower(at - 1),
                "yesterday" | "today" | "earlier" | "ago" | "now" | "already"
            ))
    {
        at -= 1;
    }
    at
}

/// The start of a bracket that ends before `end`, or `end`.
fn bracket_before(text: &Text<'_>, end: usize, floor: usize) -> usize {
    if end > floor && text.word(end - 1) == ")" {
        let low = floor.max(end.saturating_sub(10));
        return (low..end)
            .rev()
            .find(|&i| text.word(i) == "(")
            .unwrap_or(end);
    }
    end
}

/// The subject of the verb at `verb`: the noun phrase left of it and of its auxiliaries; with "which", what that stands for.
fn clause_subject(text: &Text<'_>, verb: usize, floor: usize) -> Option<TokenSpan> {
    let low = floor.max(verb.saturating_sub(VERB_REACH));
    let mut at = verb;
    while at > low {
        let before = at - 1;
        let word = text.lower(before);
        let pronoun = text.is(before, Class::PRONOUN) && !matches!(word, "which" | "that" | "who");
        if pronoun || word == "there" || STANCES.contains(word) {
            return None;
        }
        let auxiliary = (text.is(before, Class::FUNCTION)
            || STOP_WORDS.contains(word)
            || phrase::is_participle(text, before)
            || phrase::is_progressive(text, before)
            || CHANGES.contains_key(word)
            || CHANGE_NOUNS.contains(word)
                && !(at == verb && CHANGES.contains_key(text.lower(verb))))
            && (!text.is(before, Class::CAPITAL) || text.is(before, Class::SENTENCE_START))
            && !matches!(
                word,
                "and" | "but" | "while" | "as" | "if" | "when" | "after"
            );
        let relative = matches!(word, "which" | "that" | "who") && before > low;
        if relative {
            at = if text.word(before - 1) == "," {
                before - 1
            } else {
                before
            };
            return noun_before(text, at, floor);
        }
        if word == "," {
            return past_comma(text, before, low, floor);
        }
        if !auxiliary {
            break;
        }
        at = before;
    }
    noun_before(text, at, floor)
}

/// "The index, the main gauge of shares, fell": the noun before the words between two commas.
fn past_comma(text: &Text<'_>, comma: usize, low: usize, floor: usize) -> Option<TokenSpan> {
    let open = (low..comma).rev().find(|&i| text.word(i) == ",");
    match open {
        Some(open) => noun_before(text, open, floor),
        None => noun_before(text, comma, floor),
    }
}
