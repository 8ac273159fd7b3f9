//! Noun phrases between commas that tell of a source who or what it is: "X, a Y from Z, said", "the operator, Northsound
//! Lines, said".

use super::cue::Shapes;
use super::noun::plain;
use super::reading::{Kinds, Reader};
use crate::text::{Class, TokenSpan};

/// The longest noun phrase, in tokens, with its appositions.
const LONGEST: usize = 60;
/// How far before a name "and" stands that leads to it, in tokens: "and her late husband, Jon Lopes".
const LONGEST_KIN: usize = 6;

/// The noun phrase with its appositions that ends at the comma `comma`: "X, a Y from Z, said".
pub(super) fn with_apposition(r: &Reader<'_, '_>, first: usize, comma: usize) -> Option<TokenSpan> {
    let floor = first.max(comma.saturating_sub(LONGEST));
    let mut commas = vec![comma];
    let mut at = comma;
    while at > floor && commas.len() < 8 {
        at -= 1;
        let before = at.checked_sub(1).filter(|&i| r.comma(at) && r.finite(i));
        if before.is_some_and(|i| r.cue(i).is_some_and(|cue| cue.noun.is_none())) {
            at += 1;
            break;
        }
        if r.comma(at) {
            commas.push(at);
        } else if clause_edge(r, at) && !in_relative(r, floor, at)
            || commas.len() > 1 && opens_clause(r, at)
        {
            at += 1;
            break;
        }
    }
    commas.reverse();
    let mut from = at + usize::from(opens_as(r, at, commas[0]));
    let mut end = comma;
    while let Some(&next) = commas.first() {
        if from < next && r.is(from, Kinds::CONJUNCTION) {
            from += 1;
            continue;
        }
        if next < comma && (from == next || is_adverbial(r, from)) {
            from = next + 1;
            commas.remove(0);
            continue;
        }
        break;
    }
    while commas.len() > 1 {
        let before = commas[commas.len() - 2];
        if !is_adverbial(r, before + 1) && !is_parenthesis(r, before + 1, end) {
            break;
        }
        end = before;
        commas.pop();
    }
    if let Some(head) = named_post(r, from, &commas) {
        return Some(TokenSpan::at(head, end));
    }
    if let Some(head) = apposed(r, from, &commas) {
        return Some(TokenSpan::at(head, end));
    }
    let mut heads = commas.iter().map(|&head_end| {
        let head = plain(r, from, head_end).filter(|&head| !is_clause(r, from, head));
        from = head_end + 1;
        head
    });
    let head = heads.find_map(|head| head)?;
    Some(TokenSpan::at(head.range().start, end))
}

/// Both of two coordinated persons with their appositions, of whom `last` is the second: "Ana Lopes, 44, a surgeon, and
/// her husband, Jon Lopes, 42".
pub(super) fn with_partner(r: &Reader<'_, '_>, first: usize, last: TokenSpan) -> TokenSpan {
    let before = partner(r, first, last.range().start)
        .and_then(|comma| with_apposition(r, first, comma))
        .filter(|left| {
            let mut commas = left.range().filter(|&i| r.comma(i)).peekable();
            let apposed = commas.peek().is_some();
            let name = left.range().start == first && r.text.is(first, Class::CAPITAL);
            name && apposed && commas.all(|i| is_apposition(r, i + 1))
        });
    before.map_or(last, |left| left.join(last))
}

/// The comma before "and" that joins the person whose name begins at `name` to one before: ", and her husband, Jon Lopes".
fn partner(r: &Reader<'_, '_>, first: usize, name: usize) -> Option<usize> {
    let led = |and: usize| and > first + 1 && r.lower(and) == "and" && r.comma(and - 1);
    let joined = name.checked_sub(1)?;
    let named = r.text.is(name, Class::CAPITAL) || r.is(name, Kinds::POSSESSIVE);
    if led(joined) && named {
        return Some(joined - 1);
    }
    let kin = r.comma(joined) && is_post(r, joined);
    let mut left = (first..joined).rev().take(LONGEST_KIN);
    let and = left.find(|&i| led(i)).filter(|_| kin)?;
    r.is(and + 1, Kinds::POSSESSIVE).then_some(and - 1)
}

/// Whether "as" at `at` opens the clause of a speaker whose name ends at `comma`: "As Ana Lopes, the mayor, noted,".
fn opens_as(r: &Reader<'_, '_>, at: usize, comma: usize) -> bool {
    r.lower(at) == "as"
        && at + 1 < comma
        && (at + 1..comma).all(|i| r.text.is(i, Class::CAPITAL))
        && r.is(comma + 1, Kinds::DETERMINER)
}

/// Whether "that" at `at` stands in a relative clause between commas: "X, who asked that he not be named,".
fn in_relative(r: &Reader<'_, '_>, floor: usize, at: usize) -> bool {
    let mut left = (floor.max(at.saturating_sub(12))..at).rev();
    let comma = left.find(|&i| r.comma(i));
    r.lower(at) == "that"
        && comma.is_some_and(|i| matches!(r.lower(i + 1), "who" | "whose" | "which"))
}

/// Whether what stands between commas is an attribution of its own: "The public, polls suggest, wondered".
fn is_parenthesis(r: &Reader<'_, '_>, start: usize, comma: usize) -> bool {
    let last = comma - 1;
    let relative = matches!(r.lower(start), "who" | "whose" | "which");
    let short = last > start && comma - start <= 6;
    let cue = r.cue(last).filter(|cue| cue.noun.is_none());
    let says = cue
        .and_then(|cue| cue.verb)
        .is_some_and(|(_, shapes)| shapes.any(Shapes::BASE.or(Shapes::THIRD).or(Shapes::PAST)));
    let turns = r.lower(start) == "it"
        && matches!(
            r.lower(start + 1),
            "turns" | "emerges" | "seems" | "happens"
        );
    let noun = matches!(r.lower(last.saturating_sub(1)), "a" | "an" | "the");
    short && !relative && !noun && (says || turns)
}

/// Where the noun phrase begins that the last piece between commas is an apposition of: walks from piece to piece.
fn apposed(r: &Reader<'_, '_>, from: usize, commas: &[usize]) -> Option<usize> {
    let start_of = |piece: usize| piece.checked_sub(1).map_or(from, |i| commas[i] + 1);
    let mut piece = commas.len().checked_sub(1)?;
    while piece > 0 {
        let start = start_of(piece);
        if is_apposition(r, start) || is_reduced(r, start) {
            piece -= 1;
        } else if is_name(r, start, commas[piece])
            && introduces(r, start_of(piece - 1), commas[piece - 1])
        {
            piece -= 1;
            break;
        } else {
            break;
        }
    }
    if piece + 1 == commas.len() {
        return None;
    }
    let start = start_of(piece);
    let head = plain(r, start, commas[piece]).filter(|&head| !is_clause(r, start, head))?;
    (!is_adverbial(r, start) || head.range().start == start).then(|| head.range().start)
}

/// Whether names alone fill the piece: "Northsound Lines", "Laoye and Kumoyede".
fn is_name(r: &Reader<'_, '_>, start: usize, end: usize) -> bool {
    let part = |i: usize| {
        r.text.is(i, Class::CAPITAL) || r.lower(i) == "and" || r.text.is(i, Class::GLUED)
    };
    start < end && end - start <= 6 && r.text.is(start, Class::CAPITAL) && (start..end).all(part)
}

/// Whether a piece is a noun phrase that a name can follow: "Its coordinator", "Two ruling houses", "One of them".
fn introduces(r: &Reader<'_, '_>, start: usize, end: usize) -> bool {
    let determined = r.is(start, Kinds::DETERMINER) || r.text.is(start + 1, Class::POSSESSIVE);
    let verbal = |i: usize| r.finite(i) || r.is(i, Kinds::PAST);
    let short = end > start && end - start <= 8;
    short && determined && !r.text.is(end - 1, Class::CAPITAL) && !(start..end).any(verbal)
}

/// Whether a reduced relative clause begins at `at`: "dated Oct. 19", "led by X", "of the Survey", "three of whom".
fn is_reduced(r: &Reader<'_, '_>, at: usize) -> bool {
    let participle = r.participle(at) && !r.text.is(at, Class::CAPITAL);
    participle
        || r.lower(at) == "of"
        || matches!(r.lower(at + 2), "whom" | "which") && r.lower(at + 1) == "of"
}

/// Where the post begins whose holder the last apposition names: "…, the operator, Northsound Lines,".
fn named_post(r: &Reader<'_, '_>, from: usize, commas: &[usize]) -> Option<usize> {
    let [.., post_end, name_end] = *commas else {
        return None;
    };
    let start = commas.len().checked_sub(3).map_or(from, |i| commas[i] + 1);
    let named = is_post(r, post_end) && name_end_at(r, post_end + 1) == name_end;
    let determined = r.is(start, Kinds::DETERMINER) || r.text.is(start + 1, Class::POSSESSIVE);
    (named && determined).then_some(start)
}

/// Whether a noun phrase that ends at `end` is somebody's post or a body's business, without a name.
pub(super) fn is_post(r: &Reader<'_, '_>, end: usize) -> bool {
    let head = end.wrapping_sub(1);
    r.is(head, Kinds::PERSON.or(Kinds::ORGANIZATION)) && !r.text.is(head, Class::CAPITAL)
}

/// The end of the name that begins at `at`, or `at`.
pub(super) fn name_end_at(r: &Reader<'_, '_>, at: usize) -> usize {
    let part = |i: usize| {
        r.text.is(i, Class::CAPITAL | Class::GLUED) && !r.breaks(i)
            || matches!(r.lower(i), "of" | "&" | "de" | "van" | "al")
            || matches!(
                r.lower(i),
                "y" | "e" | "do" | "dos" | "du" | "von" | "der" | "bin" | "da"
            ) && !r.breaks(i + 1)
    };
    if !r.text.is(at, Class::CAPITAL) {
        return at;
    }
    at + (at..at + 8).take_while(|&i| part(i)).count()
}

/// Whether what stands between commas is a clause of its own, of which `head` is but the end: "Talks were closed".
fn is_clause(r: &Reader<'_, '_>, from: usize, head: TokenSpan) -> bool {
    let start = head.range().start;
    let noun = r.is(start, Kinds::DETERMINER) || r.text.is(start, Class::CAPITAL);
    !noun && (from..start).any(|i| r.finite(i) || r.is(i, Kinds::SUBJECT))
}

/// Whether no noun phrase with its appositions reaches over the token.
fn clause_edge(r: &Reader<'_, '_>, at: usize) -> bool {
    matches!(r.lower(at), ";" | ":" | "that")
        || r.dash(at)
        || r.text.is(at, Class::STOP)
        || r.closes(at).is_some()
}

/// Whether a subordinate clause begins at `at`, behind a comma: ", after the operator, Northsound Lines, offered".
fn opens_clause(r: &Reader<'_, '_>, at: usize) -> bool {
    let even = usize::from(at > 1 && r.lower(at - 1) == "even");
    r.is(at, Kinds::PARTING) && at > even && r.comma(at - 1 - even)
}

/// Whether what begins at `at` is an adverbial: "in a statement", "however", "speaking in Oslo".
pub(super) fn is_adverbial(r: &Reader<'_, '_>, at: usize) -> bool {
    let gerund = r.lower(at).ends_with("ing") && !r.text.is(at, Class::CAPITAL);
    let part = r.lower(at) == "for" && r.is(at + 1, Kinds::POSSESSIVE) && r.lower(at + 2) == "part";
    part || r.is(at, Kinds::ADVERBIAL.or(Kinds::CONJUNCTION))
        || r.is(at, Kinds::ADVERB) && !r.is(at, Kinds::DETERMINER)
        || r.is(at, Kinds::TIME) && !r.is(at + 1, Kinds::PERSON)
        || gerund
        || r.lower(at) == "however"
}

/// The end of the appositions that follow the head ending at `head`.
pub(super) fn apposition_end(r: &Reader<'_, '_>, head: usize, end: usize, closed: bool) -> usize {
    let mut at = head;
    let mut last = head;
    while at < end && r.comma(at) && (is_apposition(r, at + 1) || is_named(r, at)) {
        let stop = (at + 1..end)
            .find(|&i| {
                r.comma(i)
                    || r.opens(i).is_some()
                    || matches!(r.lower(i), ";" | ":")
                    || r.text.is(i, Class::STOP)
                    || r.dash(i)
            })
            .unwrap_or(end);
        if r.dash(stop) || closed && !r.comma(stop) {
            break;
        }
        last = stop;
        at = stop;
    }
    last
}

/// Whether the post before the comma at `at` is told by a name behind it: "the director, Ana Lopes".
pub(super) fn is_named(r: &Reader<'_, '_>, at: usize) -> bool {
    let end = name_end_at(r, at + 1);
    let ends = end >= r.text.len() || r.breaks(end) || end > at + 3 && r.lower(end - 1) == "of";
    is_post(r, at) && end > at + 1 && ends
}

/// Whether an apposition begins at `at`: "a lawyer", "who led the talks", "34", "president of".
pub(super) fn is_apposition(r: &Reader<'_, '_>, at: usize) -> bool {
    let lower = r.lower(at);
    let determiner = matches!(
        lower,
        "a" | "an" | "the" | "one" | "its" | "his" | "her" | "their"
    ) && !has_verb(r, at);
    determiner
        || matches!(lower, "who" | "whose" | "which")
        || r.text.is(at, Class::NUMBER) && (r.comma(at + 1) || ends_age(r, at))
        || r.is(at, Kinds::PERSON)
        || r.text.is(at, Class::WORD)
            && (at..at + 4).any(|i| r.is(i, Kinds::PERSON))
            && !(at..at + 4).any(|i| {
                let other = Kinds::PREPOSITION
                    .or(Kinds::SUBJECT)
                    .or(Kinds::SUBORDINATOR);
                r.breaks(i) || r.finite(i) || r.is(i, other)
            })
}

/// Whether the number at `at` is an age that ends its sentence: "said Amina Yusuf, 34."
fn ends_age(r: &Reader<'_, '_>, at: usize) -> bool {
    let short = r.text.word(at).len() <= 3;
    short && (at + 1 >= r.text.len() || r.text.is(at + 1, Class::STOP))
}

/// Whether the stretch from `at` to the next comma holds a finite verb, so that it is a clause of its own.
fn has_verb(r: &Reader<'_, '_>, at: usize) -> bool {
    let stretch = (at..at + 14).take_while(|&i| !r.breaks(i));
    let mut inner = false;
    for i in stretch {
        inner |= matches!(r.lower(i), "who" | "whose" | "which" | "that" | "where");
        if !inner && r.finite(i) && !r.participle_before_by(i) {
            return true;
        }
    }
    false
}
