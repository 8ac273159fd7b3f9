//! Verb groups: a cue verb with its auxiliaries and adverbs, and whether it is one at all and not a noun.

use super::cue::{Cue, Frames, LEXICON, Shapes};
use super::noun;
use super::reading::{Kinds, Reader};
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// The most auxiliaries and adverbs before a verb.
const MOST_AUXILIARIES: usize = 6;
/// How far before a verb the relative pronoun stands that is its object, in tokens.
const FRONTED: usize = 10;
/// The longest heading, in tokens.
const LONGEST_TITLE: usize = 30;

/// How a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// A finite verb with its subject.
    Active,
    /// A form of "be" and a participle.
    Passive,
    /// An -ing form without an auxiliary.
    Gerund,
    /// "to" and the base form.
    Infinitive,
}

/// A cue verb with its auxiliaries.
#[derive(Clone, Copy)]
pub(super) struct Group {
    /// The first auxiliary or adverb.
    pub(super) start: usize,
    /// The verb.
    pub(super) verb: usize,
    /// Its row in the lexicon.
    pub(super) cue: &'static Cue,
    /// The forms that it can be here.
    pub(super) shapes: Shapes,
    /// How it stands.
    pub(super) voice: Voice,
    /// Whether the attribution is denied.
    pub(super) negated: bool,
    /// Whether the attribution is hedged.
    pub(super) hedged: bool,
    /// Whether an auxiliary stands before it.
    pub(super) supported: bool,
}

/// The verb group around the token at `at` of the sentence that begins at `first`, if the token can be a cue verb.
pub(super) fn group(r: &Reader<'_, '_>, first: usize, at: usize) -> Option<Group> {
    let (row, shapes) = r.cue(at)?.verb?;
    if r.text.is(at, Class::CAPITAL) && (r.lower(at) == "states" || !in_title(r, at)) {
        return None;
    }
    let asked = r.lower(at) == "asked" && at > 0;
    let questions = asked && matches!(r.lower(at - 1), "questions" | "those");
    if questions && !r.is(at + 1, Kinds::QUESTION) {
        return None;
    }
    let mut group = Group {
        start: at,
        verb: at,
        cue: LEXICON.cue(row),
        shapes,
        voice: Voice::Active,
        negated: false,
        hedged: false,
        supported: false,
    };
    let (mut be, mut to) = (false, false);
    while group.start > first && at - group.start < MOST_AUXILIARIES {
        let before = group.start - 1;
        let is_to = r.lower(before) == "to" && !to;
        let auxiliary = r.is(before, Kinds::AUXILIARY) && !r.text.is(before, Class::POSSESSIVE);
        if !auxiliary && !is_to && !is_adverb(r, before) {
            break;
        }
        if is_to && be {
            break;
        }
        if r.lower(before) == "nor" {
            group.negated = true;
            break;
        }
        be |= !to && r.is(before, Kinds::BE);
        to |= is_to;
        group.negated |= r.is(before, Kinds::NEGATION);
        group.hedged |= r.is(before, Kinds::HEDGE);
        group.supported |= auxiliary;
        group.start = before;
    }
    group.voice = voice(shapes, be, to)?;
    Some(group)
}

/// Whether the token stands in a heading, where verbs are capitalised too.
fn in_title(r: &Reader<'_, '_>, at: usize) -> bool {
    let Some(block) = r.text.blocks.get(r.text.block_of(at)) else {
        return false;
    };
    let range = block.range();
    if range.len() > LONGEST_TITLE {
        return false;
    }
    let long = range.filter(|&i| r.text.is(i, Class::WORD) && r.lower(i).len() > 3);
    let (mut capitals, mut all) = (0, 0);
    for i in long {
        all += 1;
        capitals += usize::from(r.text.is(i, Class::CAPITAL));
    }
    capitals * 4 >= all * 3
}

fn is_adverb(r: &Reader<'_, '_>, at: usize) -> bool {
    let shared = r.lower(at) == "each" && at > 0 && (r.comma(at - 1) || r.plural(at - 1))
        || r.lower(at) == "both" && at > 0 && is_shared(r, at - 1);
    let longer = (r.lower(at), r.lower(at + 1)) == ("no", "longer")
        || at > 0 && (r.lower(at - 1), r.lower(at)) == ("no", "longer");
    let further = r.lower(at) == "further" && at > 0 && r.text.is(at - 1, Class::WORD);
    shared
        || further
        || longer
        || r.is(at, Kinds::ADVERB.or(Kinds::NEGATION))
            && !r.is(at, Kinds::DETERMINER)
            && !r.text.is(at, Class::ALL_CAPS)
}

/// Whether the word at `at` ends a subject that "both" repeats: "X and Y both said", "they both deny it".
fn is_shared(r: &Reader<'_, '_>, at: usize) -> bool {
    let pronoun = matches!(r.lower(at), "they" | "we");
    let name = r.text.is(at, Class::CAPITAL) && !r.is(at, Kinds::PREPOSITION);
    pronoun || name || r.is(at, Kinds::PERSON.or(Kinds::PEOPLE)) && !r.finite(at)
}

fn voice(shapes: Shapes, be: bool, to: bool) -> Option<Voice> {
    if to {
        return (shapes.any(Shapes::BASE) && !be).then_some(Voice::Infinitive);
    }
    if shapes.any(Shapes::GERUND) {
        return Some(if be { Voice::Active } else { Voice::Gerund });
    }
    if be {
        return shapes.any(Shapes::PARTICIPLE).then_some(Voice::Passive);
    }
    Some(Voice::Active)
}

/// The end of the cue with its particle: "called for", "pointed out".
pub(super) fn cue_end(r: &Reader<'_, '_>, group: &Group) -> usize {
    let next = group.verb + 1;
    let particle = group.cue.prepositions.iter().any(|p| *p == r.lower(next));
    let out = r.lower(next) == "out" && matches!(group.cue.forms.first(), Some(&"point" | &"call"));
    if particle || out { next + 1 } else { next }
}

/// Whether the word at the group's verb is a verb with `subject` rather than a noun or a reduced participle.
pub(super) fn agrees(r: &Reader<'_, '_>, group: &Group, subject: TokenSpan) -> bool {
    let next = group.verb + 1;
    let Some(before) = group.verb.checked_sub(1) else {
        return false;
    };
    if group.supported {
        return true;
    }
    if is_graded(r, group, before) {
        return false;
    }
    if group.shapes.any(Shapes::PAST) {
        let number = subject.len() == 1
            && r.is(before, Kinds::DETERMINER)
            && !r.is(before, Kinds::QUANTIFIER.or(Kinds::SUBJECT));
        let number = number || r.text.is(before, Class::NUMBER);
        let counted = number && r.plural(next) && group.cue.frames.any(Frames::CLAUSE);
        if counted && group.start == group.verb && group.shapes.any(Shapes::PARTICIPLE) {
            return false;
        }
        let adverbial = r.is(next, Kinds::PREPOSITION.or(Kinds::TIME));
        let document = r.is(subject.range().end - 1, Kinds::DOCUMENT);
        if adverbial && document && group.cue.kind == CueKind::Write {
            return false;
        }
        return !matches!(r.lower(next), "by" | "of")
            || r.lower(next) == "of" && group.cue.frames.any(Frames::CLAUSE);
    }
    if group.start == group.verb && r.is(before, Kinds::DETERMINER) {
        let alone = subject.len() == 1 && (r.finite(next) || r.participle(next));
        let counted = (subject.len() > 1 || alone) && r.lower(before) != "one";
        let noun = r.cue(group.verb).is_some_and(|c| c.noun.is_some());
        if counted && (noun || r.is(group.verb, Kinds::PEOPLE)) {
            return false;
        }
    }
    let many = r.is(before, Kinds::NUMBER_WORD) && subject.len() == 1;
    if many && group.start == group.verb && group.shapes.any(Shapes::THIRD) {
        return false;
    }
    let last = noun::head(r, subject);
    let pronoun = r.is(last, Kinds::SUBJECT);
    let lower = r.lower(last);
    let edge = subject.range();
    if group.shapes.any(Shapes::THIRD) {
        let point = group.cue.forms.first() == Some(&"point");
        let beside = edge.end - 1;
        let whole = !subject.range().any(|i| r.comma(i));
        let noun = r.cue(group.verb).is_some_and(|c| c.noun.is_some());
        let verb = |i: usize| {
            let cue = r.cue(i).is_some_and(|c| c.verb.is_some());
            cue && r.lower(i + 1) == "to" && !r.text.is(i, Class::CAPITAL)
        };
        if noun && subject.range().skip(1).any(verb) {
            return false;
        }
        let counted =
            r.text.is(beside, Class::NUMBER) && whole || point && r.is(beside, Kinds::POINTED);
        return !counted && third_person(r, group, subject, last);
    }
    if !group.shapes.any(Shapes::BASE) {
        return false;
    }
    if pronoun {
        return !matches!(lower, "he" | "she" | "it");
    }
    let homograph = r.cue(group.verb).is_some_and(|c| c.noun.is_some());
    let plain = matches!(
        group.cue.forms.first(),
        Some(&"say" | &"tell" | &"think" | &"believe")
    );
    let joined = |i: usize| r.lower(i) == "and" || r.plural(i) && r.is(i + 1, Kinds::PREPOSITION);
    let plural = r.plural(last)
        || r.is(edge.end - 1, Kinds::QUANTIFIER)
        || r.plural(edge.end - 1)
        || (plain || r.lower(next) == "that") && subject.range().take(5).any(joined);
    let closes = edge.start > 0 && r.comma(edge.start - 1) && r.breaks(next);
    let alone = group.cue.frames.any(Frames::ALONE) && r.breaks(next);
    plural && (alone || closes || plain && !homograph || follows(r, group))
}

/// Whether the participle is an adjective that is graded before its noun: "her most celebrated work", "a more respected school".
fn is_graded(r: &Reader<'_, '_>, group: &Group, before: usize) -> bool {
    let graded = matches!(r.lower(before), "most" | "more" | "least" | "less");
    let led = before.checked_sub(1).is_some_and(|i| {
        r.is(i, Kinds::POSSESSIVE)
            || matches!(r.lower(i), "the" | "a" | "an")
            || r.text.is(i, Class::POSSESSIVE)
    });
    graded && led && group.shapes.any(Shapes::PARTICIPLE)
}

/// The relative pronoun that is the object of a verb which "as" follows: "the shift, which some see as".
pub(super) fn fronted(r: &Reader<'_, '_>, group: &Group) -> Option<usize> {
    let judging = group.cue.frames.any(Frames::HEARSAY)
        || matches!(
            group.cue.forms.first(),
            Some(&("reject" | "dismiss" | "denounce"))
        );
    let judges = judging && r.lower(group.verb + 1) == "as";
    let mut before = (group.start.saturating_sub(FRONTED)..group.start).rev();
    let apposed = |i: usize| r.comma(i) && !matches!(r.lower(i + 1), "which" | "whom");
    let at = before.find(|&i| {
        let verb = r.finite(i) || r.participle(i);
        matches!(r.lower(i), "which" | "whom") || verb || r.breaks(i) && !apposed(i)
    })?;
    (judges && matches!(r.lower(at), "which" | "whom")).then_some(at)
}

fn third_person(r: &Reader<'_, '_>, group: &Group, subject: TokenSpan, last: usize) -> bool {
    if r.is(last, Kinds::SUBJECT) {
        return matches!(r.lower(last), "he" | "she" | "it" | "who");
    }
    let next = group.verb + 1;
    let noun =
        r.cue(group.verb).is_some_and(|c| c.noun.is_some()) || r.is(group.verb, Kinds::PLURAL_NOUN);
    let spoken = matches!(
        group.cue.forms.first(),
        Some(&"say" | &"think" | &"believe")
    );
    if r.is(next, Kinds::PAST) || (noun || !spoken) && r.is(next, Kinds::AUXILIARY) {
        return false;
    }
    let start = subject.range().start;
    let closes = start > 0 && r.comma(start - 1) && r.breaks(group.verb + 1);
    let homograph = r.cue(group.verb).is_some_and(|c| c.noun.is_some()) && !closes;
    let end = subject.range().end - 1;
    if r.text.is(last, Class::CAPITAL) || end > last && r.text.is(end, Class::CAPITAL) {
        return !homograph || follows(r, group) || has_object(r, group);
    }
    let determined = r.is(start, Kinds::DETERMINER) || r.text.is(start, Class::CAPITAL);
    !r.plural(last) && determined && (!homograph || follows(r, group))
}

/// Whether a noun follows the verb of a named subject: "the Chamber of Mines supports reform".
fn has_object(r: &Reader<'_, '_>, group: &Group) -> bool {
    let end = cue_end(r, group);
    let other = Kinds::PREPOSITION
        .or(Kinds::CONJUNCTION)
        .or(Kinds::SUBORDINATOR)
        .or(Kinds::AUXILIARY)
        .or(Kinds::ADVERB)
        .or(Kinds::PAST);
    let noun = |i: usize| r.text.is(i, Class::WORD) && !r.is(i, other) && !r.finite(i);
    group.cue.frames.any(Frames::NOUN) && noun(end) && !r.participle(end)
}

/// Whether what follows the verb is what its frames take, so that it is no noun.
fn follows(r: &Reader<'_, '_>, group: &Group) -> bool {
    let end = cue_end(r, group);
    if end > group.verb + 1 {
        let body = Kinds::PERSON.or(Kinds::ORGANIZATION);
        let single = group.start > 0 && r.is(group.start - 1, body) && !r.plural(group.start - 1);
        return single || r.cue(group.verb).is_some_and(|c| c.noun.is_none());
    }
    match r.lower(end) {
        _ if r.is(end, Kinds::QUESTION) => true,
        "so" => group.cue.frames.any(Frames::CLAUSE),
        "to" => group.cue.frames.any(Frames::INFINITIVE),
        "in" | "on" | "at" => {
            let sentence = r.text.sentences[r.text.sentence_of(end)].range();
            r.lower(super::content::start(r, end, sentence.end)) == "that"
        }
        "as" => fronted(r, group).is_some(),
        "," | ":" => r.opens(end + 1).is_some(),
        _ => {
            r.opens(end).is_some()
                || r.is(end, Kinds::DETERMINER.or(Kinds::SUBJECT))
                || r.text.is(end, Class::CAPITAL | Class::NUMBER)
                || matches!(r.lower(end), "him" | "them" | "us" | "me" | "there")
                || r.text.is(end, Class::WORD)
                    && !r.is(
                        end,
                        Kinds::PREPOSITION
                            .or(Kinds::CONJUNCTION)
                            .or(Kinds::AUXILIARY),
                    )
                    && (r.plural(end) || r.plural(end + 1))
        }
    }
}
