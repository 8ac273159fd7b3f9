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
        draft.content.push(content::behind(self.r, at, self.end)?);
        Some(())
    }

    /// Where the content behind a cue begins, and the hearer before it.
    pub(super) fn content_start(
        &self,
        group: &Group,
        cue_end: usize,
    ) -> (usize, Option<TokenSpan>) {
        let frames = group.cue.frames;
        if frames.any(Frames::HEARER_CLAUSE.or(Frames::HEARER_INFINITIVE))
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
        let to = (at + 1..limit)
            .find(|&i| r.lower(i) == "to" || r.breaks(i) || r.lower(i) == "that" || r.finite(i))?;
        let verb = r.text.is(to + 1, Class::WORD)
            && !r.is(to + 1, Kinds::DETERMINER)
            && !r.text.is(to + 1, Class::CAPITAL);
        let denied = to > at + 1 && matches!(r.lower(to - 1), "not" | "never");
        (r.lower(to) == "to" && verb).then(|| to - usize::from(denied))
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
            "to" => frames.any(Frames::INFINITIVE.or(Frames::HEARER_INFINITIVE)),
            "as" if verb::fronted(r, group).is_some() => true,
            "whether" | "if" | "how" | "why" | "what" => {
                frames.any(Frames::QUESTION.or(Frames::CLAUSE).or(Frames::STRICT))
            }
            "that" => frames.any(Frames::CLAUSE.or(Frames::STRICT).or(Frames::HEARER_CLAUSE)),
            _ if r.opens(at).is_some() => true,
            "at" if matches!(r.lower(at + 1), "least" | "most") => open,
            _ if r.is(at, Kinds::ABOUT) && r.text.is(at + 1, Class::NUMBER) => open,
            _ if r.is(at, Kinds::PREPOSITION.or(Kinds::CONJUNCTION)) => false,
            _ => open || frames.any(Frames::HEARER_CLAUSE.or(Frames::HEARER_INFINITIVE)),
        }
    }
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
    end
}
