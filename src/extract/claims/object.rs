//! What a cue verb takes: who is told, and where the content behind it begins.

use super::content;
use super::cue::Frames;
use super::draft::Draft;
use super::reading::{Kinds, Reader};
use super::tag::Tagger;
use super::verb::{self, Group};
use crate::text::{Class, TokenSpan};

impl Tagger<'_, '_, '_> {
    /// Only the content behind the cue.
    pub(super) fn fill_behind(&self, group: &Group, draft: &mut Draft) -> Option<()> {
        let (at, hearer) = self.content_start(group, verb::cue_end(self.r, group));
        draft.hearer = hearer;
        if content::is_over(self.r, at, self.end) || !self.takes(group, at) {
            return None;
        }
        let content = content::behind(self.r, at, self.end)?;
        draft.content.push(content::to_turn(self.r, content));
        Some(())
    }

    /// Where the content behind a cue begins, and the hearer before it.
    pub(super) fn content_start(
        &self,
        group: &Group,
        cue_end: usize,
    ) -> (usize, Option<TokenSpan>) {
        let frames = group.cue.frames;
        let particle = cue_end > group.verb + 1;
        let hears = match self.r.lower(cue_end - 1) {
            _ if !particle => true,
            "on" | "upon" => true,
            "for" => self.r.text.is(cue_end, Class::CAPITAL),
            _ => false,
        };
        if hears
            && frames.any(Frames::HEARER_CLAUSE.or(Frames::HEARER_INFINITIVE))
            && let Some((hearer, at)) = self.hearer(group, cue_end)
        {
            let start = content::start(self.r, at, self.end);
            let object = frames.any(Frames::NOUN) && content::is_over(self.r, start, self.end);
            if !object {
                return (start, Some(hearer));
            }
        }
        (content::start(self.r, cue_end, self.end), None)
    }

    /// The hearer behind "told" or "urged", and where it ends.
    pub(super) fn hearer(&self, group: &Group, at: usize) -> Option<(TokenSpan, usize)> {
        let r = self.r;
        if r.breaks(at)
            || r.opens(at).is_some()
            || matches!(
                r.lower(at),
                "that" | "to" | "whether" | "if" | "for" | "about"
            )
        {
            return None;
        }
        if group.cue.frames.any(Frames::HEARER_INFINITIVE)
            && let Some(to) = self.infinitive(at)
        {
            if to == at {
                return None;
            }
            return Some((TokenSpan::at(at, to), to));
        }
        if !group.cue.frames.any(Frames::HEARER_CLAUSE) {
            return None;
        }
        let gap = content::end_of_gap(r, at, self.end).unwrap_or(self.end);
        let end = hearer_end(r, at, gap.max(at + 1));
        let content = if r.lower(gap) == "that"
            || r.opens(gap).is_some() && !content::starts_clause(r, end)
        {
            gap
        } else {
            end
        };
        (end > at).then(|| (TokenSpan::at(at, end), content))
    }

    /// Where an infinitive that follows a hearer at `at` begins: at its "to", or at the "not" before that.
    pub(super) fn infinitive(&self, at: usize) -> Option<usize> {
        let r = self.r;
        let limit = self.end.min(at + 14);
        let him = matches!(r.lower(at), "him" | "them" | "me" | "us");
        if him && r.is(at + 1, Kinds::PREPOSITION) && r.lower(at + 1) != "to" {
            return None;
        }
        let to = (at + 1..limit).find(|&i| {
            let ends = r.breaks(i) || r.lower(i) == "that" || r.finite(i);
            r.lower(i) == "to" || ends || r.opens(i).is_some()
        })?;
        let verb = r.text.is(to + 1, Class::WORD)
            && !r.is(to + 1, Kinds::DETERMINER)
            && !r.text.is(to + 1, Class::CAPITAL);
        let denied = to > at && matches!(r.lower(to - 1), "not" | "never");
        (r.lower(to) == "to" && verb).then(|| to - usize::from(denied))
    }

    /// Whether a clause that opens with an adverbial follows "says": "She says despite all that, he was right".
    fn opens_clause(&self, group: &Group, at: usize) -> bool {
        let r = self.r;
        let plain = matches!(
            group.cue.forms.first(),
            Some(&"say" | &"believe" | &"think")
        );
        let limit = self.end.min(at + 16);
        let comma = (at..limit).find(|&i| r.comma(i));
        let clause = |from: usize| (from..limit).any(|i| r.finite(i));
        plain && comma.is_some_and(|comma| clause(comma + 1) && !(at..comma).any(|i| r.finite(i)))
    }

    /// Whether the cue takes what begins at `at`.
    pub(super) fn takes(&self, group: &Group, at: usize) -> bool {
        let r = self.r;
        let frames = group.cue.frames;
        let open = frames.any(Frames::NOUN.or(Frames::CLAUSE));
        if at > group.verb + 1 && verb::cue_end(r, group) > group.verb + 1 {
            return true;
        }
        match r.lower(at) {
            "for" if at > group.verb + 1 && group.cue.prepositions.contains(&"for") => true,
            "that" if r.opens(at + 1).is_some() && frames.any(Frames::NOUN) => true,
            "to" => frames.any(Frames::INFINITIVE.or(Frames::HEARER_INFINITIVE)),
            "as" if verb::fronted(r, group).is_some() => true,
            "whether" | "if" | "how" | "why" | "what" => {
                frames.any(Frames::QUESTION.or(Frames::CLAUSE).or(Frames::STRICT))
            }
            "that" => frames.any(Frames::CLAUSE.or(Frames::STRICT).or(Frames::HEARER_CLAUSE)),
            _ if r.opens(at).is_some() => {
                at > group.verb + 1
                    || frames.any(Frames::QUOTATION)
                    || open
                    || frames.any(Frames::STRICT)
            }
            "at" if matches!(r.lower(at + 1), "least" | "most") => open,
            _ if r.is(at, Kinds::ABOUT) && r.text.is(at + 1, Class::NUMBER) => open,
            _ if r.is(at, Kinds::CONJUNCTION) => false,
            _ if r.is(at, Kinds::PREPOSITION) => self.opens_clause(group, at),
            _ => open || frames.any(Frames::HEARER_CLAUSE.or(Frames::HEARER_INFINITIVE)),
        }
    }
}

/// The end of a hearer whose name ends at `end` with the common nouns behind it: "a Filipino paper", "the Monday
/// meeting".
fn with_nouns(r: &Reader<'_, '_>, end: usize, limit: usize) -> usize {
    let nouns = Kinds::ORGANIZATION
        .or(Kinds::DOCUMENT)
        .or(Kinds::VENUE)
        .or(Kinds::TIME)
        .or(Kinds::PERSON);
    let noun = |i: &usize| {
        *i < limit && r.is(*i, nouns) && !r.plural(*i) && !r.text.is(*i, Class::CAPITAL)
    };
    let last = end + (end..end + 3).take_while(noun).count();
    let verb = r.finite(last) || r.cue(last).is_some_and(|cue| cue.verb.is_some());
    if verb { end } else { last }
}

/// The end of a hearer that begins at `at`.
pub(super) fn hearer_end(r: &Reader<'_, '_>, at: usize, limit: usize) -> usize {
    let mut end = at;
    if r.is(end, Kinds::DETERMINER) {
        end += 1;
    }
    let named = r.text.is(end, Class::CAPITAL);
    while end < limit && end < at + 12 {
        let capital = r.text.is(end, Class::CAPITAL)
            || r.text.is(end, Class::POSSESSIVE)
            || r.text.is(end, Class::GLUED);
        if r.breaks(end) || r.opens(end).is_some() {
            break;
        }
        if named && !capital && !matches!(r.lower(end), "of" | "and" | "news" | "radio")
            || !capital && r.is(end, Kinds::AUXILIARY.or(Kinds::DETERMINER))
        {
            break;
        }
        end += 1;
        if !named && r.is(end - 1, Kinds::HEARER.or(Kinds::PEOPLE)) {
            break;
        }
    }
    if named {
        with_nouns(r, end, limit)
    } else {
        end
    }
}
