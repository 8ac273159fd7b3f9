//! Cues that are no finite active verbs: "…, adding that", "sources indicating that", "is expected to", "was criticised
//! by", "the cancellation, confirmed by X,".

use super::content;
use super::cue::{Frames, Shapes};
use super::draft::Draft;
use super::noun;
use super::phrase;
use super::reading::Kinds;
use super::source;
use super::tag::Tagger;
use super::verb::{self, Group};
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// The fewest tokens of a clause that somebody is told.
const SHORTEST_CLAUSE: usize = 4;

impl Tagger<'_, '_, '_> {
    /// "…, adding that …"
    pub(super) fn participle(&mut self, group: &Group) -> Option<Draft> {
        let r = self.r;
        let before = group.start.checked_sub(1).filter(|&i| i >= self.first)?;
        if let Some(draft) = self.reduced(group, before) {
            return Some(draft);
        }
        let loose = r.comma(before)
            || r.dash(before)
            || r.is(before, Kinds::CONJUNCTION)
            || matches!(r.lower(before), "by" | "while" | "without")
            || r.closes(before).is_some();
        if !loose || self.is_writing(group) {
            return None;
        }
        let source = self.participle_source(group)?;
        if self.is_deed(group, source) {
            return None;
        }
        let mut draft = self.draft(group, Some(source));
        draft.shared = true;
        self.fill_behind(group, &mut draft)?;
        if r.dash(before)
            && let Some(last) = draft.content.last_mut()
        {
            let dash = last.range().take(60).find(|&i| r.dash(i));
            *last = TokenSpan::at(last.range().start, dash.unwrap_or(last.range().end));
        }
        if !matches!(r.lower(before), "by" | "without") {
            self.cut_before(group.start);
        }
        Some(draft)
    }

    /// Whose participle it is: the last claim's source, or the sentence's subject where a clause or quotation follows.
    fn participle_source(&self, group: &Group) -> Option<TokenSpan> {
        let r = self.r;
        let claims = &self.drafts[self.from..];
        let at = content::start(r, verb::cue_end(r, group), self.end);
        let clause = r.opens(at).is_some() || r.is(at, Kinds::QUESTION) && r.lower(at) != "if";
        if group.cue.frames.any(Frames::EVIDENCE) && !clause {
            return None;
        }
        let near = || {
            claims
                .iter()
                .rev()
                .take(4)
                .filter(|d| !self.parted(d, group.start))
        };
        let last = near().filter(|d| !d.aside).find_map(|d| d.source);
        let strong = clause || !matches!(r.lower(group.verb), "adding" | "continuing");
        let opening =
            || source::opening(r, self.clause_start(group.start), group.start).filter(|_| strong);
        last.or_else(opening)
            .filter(|&source| !self.is_circumstance(source))
            .or_else(|| near().find_map(|d| d.source))
    }

    /// Whether something is written and nothing said: "…, writing a book".
    fn is_writing(&self, group: &Group) -> bool {
        let r = self.r;
        let at = content::start(r, verb::cue_end(r, group), self.end);
        group.cue.kind == CueKind::Write && r.opens(at).is_none() && r.lower(at) != "that"
    }

    /// "sources indicating that …", "with officials suggesting …"
    fn reduced(&self, group: &Group, before: usize) -> Option<Draft> {
        let r = self.r;
        let adjective = matches!(
            r.lower(before),
            "most" | "more" | "very" | "so" | "less" | "least"
        );
        if group.supported || adjective || !r.text.is(before, Class::WORD) {
            return None;
        }
        let whole = noun::plain(r, self.first, group.start)?;
        let by = |i: &usize| matches!(r.lower(i - 1), "by" | "with");
        let agent = whole.range().skip(1).rev().find(by);
        let source = TokenSpan::at(agent.unwrap_or(whole.range().start), whole.range().end);
        let range = source.range();
        let speaker = Kinds::PERSON
            .or(Kinds::PEOPLE)
            .or(Kinds::DOCUMENT)
            .or(Kinds::ANONYMOUS);
        let before = range.start > self.first;
        let with = before && r.lower(range.start - 1) == "with"
            || before
                && r.lower(range.start - 1) == "by"
                && r.text.is(range.end - 1, Class::CAPITAL);
        if !(with || r.is(range.end - 1, speaker) && !r.is(range.end - 1, Kinds::ADVERB)) {
            return None;
        }
        let mut draft = self.draft(group, Some(source));
        self.fill_behind(group, &mut draft)?;
        Some(draft)
    }

    /// "is expected to", "it is believed that", "was criticised by X".
    pub(super) fn passive(&mut self, group: &Group) -> Option<Draft> {
        let r = self.r;
        let next = group.verb + 1;
        if group.cue.frames.any(Frames::HEARER_CLAUSE) && r.lower(next) != "by" {
            return self.told(group);
        }
        let subject = source::subject(r, self.first, group.start)?;
        if r.lower(next) == "by" {
            let perceived = matches!(
                group.cue.forms.first(),
                Some(&("see" | "hear" | "view" | "notice" | "read"))
            );
            let judged = || (next + 1..self.end.min(next + 12)).any(|i| r.lower(i) == "as");
            let governed = group.cue.forms.first() == Some(&"rule");
            if perceived && !judged() || governed || self.is_done(group, subject) {
                return None;
            }
            let source = source::behind(r, next + 1, self.end)
                .filter(|&source| self.names_speaker(source))?;
            let charge = source
                .range()
                .find(|&i| r.lower(i) == "of" && r.lower(i + 1).ends_with("ing"));
            let end = charge.filter(|&i| i > source.range().start);
            let start = source.range().start;
            let source = TokenSpan::at(start, end.unwrap_or(source.range().end));
            let mut draft = self.draft(group, Some(source));
            draft.content.push(subject);
            let of = end.and_then(|of| content::behind(r, of, self.end));
            draft.content.extend(of);
            return Some(draft);
        }
        let dated = matches!(
            r.lower(next),
            "in" | "on" | "by" | "at" | "for" | "next" | "later"
        ) && group.cue.forms.first() == Some(&"expect");
        let hearsay = dated || self.told_of(group) || matches!(r.lower(next), "to" | "that" | "as");
        if !hearsay || !group.cue.frames.any(Frames::HEARSAY) {
            return None;
        }
        let mut draft = self.draft(group, None);
        draft.kind = CueKind::Hearsay;
        draft.cue = Some(TokenSpan::at(group.start, next));
        if r.lower(subject.range().start) != "it" || r.lower(next) != "that" {
            draft.content.push(subject);
        }
        draft.content.push(content::behind(r, next, self.end)?);
        self.cut_clause(subject.range().start);
        Some(draft)
    }

    /// Whether an agent is one who can speak: "by critics", "by 21 of 23 economists", not "by telephone", "by about 20 storms".
    fn names_speaker(&self, agent: TokenSpan) -> bool {
        let r = self.r;
        let speaker = Kinds::SPEAKER
            .or(Kinds::DOCUMENT)
            .or(Kinds::ANONYMOUS)
            .or(Kinds::ANYBODY);
        let him = |i: usize| matches!(r.lower(i), "him" | "her" | "them" | "me" | "us");
        let named = |i: usize| r.text.is(i, Class::CAPITAL) && !r.is(i, Kinds::TIME);
        let speaks = |i: usize| r.is(i, speaker) || named(i) || him(i);
        let places = |i: &usize| r.is(*i, Kinds::PREPOSITION) && r.lower(*i) != "of";
        agent.range().take_while(|i| !places(i)).any(speaks)
    }

    /// Whether a passive of expectation or belief goes on with an adverbial or adjective: "is expected back", "are
    /// thought necessary", "was planned for Monday".
    fn told_of(&self, group: &Group) -> bool {
        let r = self.r;
        let next = group.verb + 1;
        match group.cue.forms.first() {
            Some(&"expect") => !r.breaks(next),
            Some(&("forecast" | "plan")) => matches!(r.lower(next), "for" | "on" | "in" | "next"),
            Some(&("think" | "believe" | "understand" | "deem")) => {
                let word = r.text.is(next, Class::WORD);
                word && !r.is(next, Kinds::PREPOSITION.or(Kinds::CONJUNCTION))
            }
            _ => false,
        }
    }

    /// "they were told that …", "asked whether …": nobody is named who said it.
    pub(super) fn told(&self, group: &Group) -> Option<Draft> {
        let r = self.r;
        let at = content::start(r, verb::cue_end(r, group), self.end);
        let clause = r.is(at, Kinds::QUESTION) || matches!(r.lower(at), "to" | "which" | "who");
        let request = group.cue.forms.first() == Some(&"ask") && r.lower(at) == "to";
        let bare = r.lower(at) == "to" && (at + 1 >= self.end || r.breaks(at + 1));
        if request && group.supported || bare {
            return None;
        }
        let topic = r.lower(group.verb + 1) == "about";
        if !clause && !topic {
            return None;
        }
        let mut draft = self.draft(group, None);
        let start = if topic { group.verb + 2 } else { at };
        draft
            .content
            .push(content::to_comma(r, content::behind(r, start, self.end)?));
        if draft.content[0].len() < SHORTEST_CLAUSE {
            draft.content = vec![content::behind(r, start, self.end)?];
        }
        Some(draft)
    }

    /// "a plan, confirmed by X, …", "a move widely interpreted as …"
    pub(super) fn reduced_passive(&self, group: &Group) -> Option<Draft> {
        let r = self.r;
        let next = group.verb + 1;
        if group.supported || !group.shapes.any(Shapes::PARTICIPLE) {
            return None;
        }
        let before = group.start.checked_sub(1).filter(|&i| i >= self.first)?;
        if r.lower(next) == "as"
            && group.cue.frames.any(Frames::HEARSAY)
            && (group.start < group.verb || phrase::in_note(self, group.verb))
        {
            let subject = noun::plain(r, self.first, group.start)?;
            let mut draft = self.draft(group, None);
            draft.kind = CueKind::Hearsay;
            draft.content.push(subject);
            draft.content.push(content::behind(r, next, self.end)?);
            return Some(draft);
        }
        let loose =
            r.comma(before) && r.lower(next) == "by" && group.cue.frames.any(Frames::QUOTATION);
        let source = source::behind(r, next + 1, self.end).filter(|_| loose)?;
        let subject = noun::plain(r, self.first, before)?;
        let venue = source.range().any(|i| r.is(i, Kinds::VENUE));
        if venue || self.is_done(group, subject) {
            return None;
        }
        let mut draft = self.draft(group, Some(source));
        draft.content.push(subject);
        Some(draft)
    }
}
