//! Finite verbs with their subjects: "X said that …", "“…,” said X.", "… and added that".

use super::apposition;
use super::content;
use super::cue::{Frames, LEXICON, Shapes};
use super::draft::Draft;
use super::judge;
use super::noun;
use super::reading::{Kinds, Reader};
use super::source;
use super::tag::Tagger;
use super::verb::{self, Group};
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// The longest adverbial behind a verb whose content stands before it, in tokens.
const LONGEST_TRAIL: usize = 16;
/// The longest title of a work in quotation marks, with these, in tokens.
const LONGEST_WORK: usize = 14;

impl Tagger<'_, '_, '_> {
    /// "X said that …", "“…,” said X.", "… and added that".
    pub(super) fn active(&mut self, group: &Group) -> Option<Draft> {
        if let Some(draft) = self.reduced_passive(group) {
            return Some(draft);
        }
        if is_told(self.r, group) {
            return self.told(group);
        }
        let relative = group.start.checked_sub(1);
        if relative.is_some_and(|who| who > 0 && source::withheld(self.r, who).is_some()) {
            return None;
        }
        if let Some(draft) = self.inverted(group) {
            return Some(draft);
        }
        if self.is_coordinated(group) {
            return self.coordinated(group);
        }
        let subject = source::subject(self.r, self.first, group.start)?;
        if !verb::agrees(self.r, group, subject)
            || self.is_asked(group)
            || !self.can_speak(group, subject)
            || self.is_no_speech(group, subject)
            || self.is_deed(group, subject)
            || self.is_who(subject)
            || judge::is_idle(self.r, subject, group.cue.kind)
        {
            return None;
        }
        let mut draft = self.draft(group, Some(subject));
        let edge = subject.range().start;
        self.fill(group, &mut draft, edge)?;
        if self.is_supposed(subject, &draft) {
            return None;
        }
        self.cut_clause(edge);
        Some(draft)
    }

    /// Whether "who" asks for the speaker: "Who said what?", "without telling who had asked for it".
    fn is_who(&self, subject: TokenSpan) -> bool {
        let r = self.r;
        let at = subject.range().start;
        if subject.len() != 1 || r.lower(at) != "who" {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|&i| i >= self.first) else {
            return true;
        };
        let asks = r
            .cue(before)
            .is_some_and(|cue| cue.verb.is_some() && cue.noun.is_none());
        let leads = Kinds::BE.or(Kinds::PREPOSITION).or(Kinds::CONJUNCTION);
        let opens = before == self.first && matches!(r.lower(before), "so" | "and" | "but" | "or");
        let after = r.is(before, leads) && !r.is(before, Kinds::CONJUNCTION);
        let noun =
            r.is(before, Kinds::PERSON.or(Kinds::PEOPLE)) || r.text.is(before, Class::CAPITAL);
        opens || after || asks && !noun
    }

    /// Whether it is only supposed that somebody speaks: "until Canberra had apologized", "if anyone asked", "as if the bank
    /// had reported it".
    fn is_supposed(&self, subject: TokenSpan, draft: &Draft) -> bool {
        let r = self.r;
        let edge = subject.range().start;
        let supposed = edge > self.first && r.is(edge - 1, Kinds::SUPPOSING);
        let as_if = edge > self.first + 1 && r.lower(edge - 2) == "as";
        let anybody = subject.len() == 1 && r.is(edge, Kinds::ANYBODY);
        let when = supposed && matches!(r.lower(edge - 1), "until" | "unless" | "once");
        let deed = when && !draft.content.iter().any(|c| self.states(c.range().start));
        supposed && (draft.content.is_empty() || as_if || anybody || deed)
    }

    /// Ends the contents before another speaker's clause: "X said it rained, while Y suggested it might stop".
    pub(super) fn cut_clause(&mut self, edge: usize) {
        let r = self.r;
        let Some(joins) = edge.checked_sub(2).filter(|&i| i > self.first) else {
            return;
        };
        let contrast = matches!(r.lower(joins + 1), "but" | "though" | "although");
        let own = r.is(edge, Kinds::SUBJECT.or(Kinds::POSSESSIVE)) && !contrast
            || r.text.is(edge, Class::NUMBER);
        let joined = matches!(
            r.lower(joins + 1),
            "and" | "but" | "while" | "though" | "although" | "whereas"
        );
        if r.comma(joins) && joined && !own {
            self.cut(joins);
        }
    }

    /// Fills the content in: what follows the cue, what stands before `edge`, or both.
    pub(super) fn fill(&mut self, group: &Group, draft: &mut Draft, edge: usize) -> Option<()> {
        let r = self.r;
        let cue_end = verb::cue_end(r, group);
        let (at, hearer) = self.content_start(group, cue_end);
        draft.hearer = hearer;
        let quoted = self.quotation_before(edge) && r.lower(at) != "that";
        let over = content::is_over(r, at, self.end) || r.is(at, Kinds::TIME) && r.breaks(at + 1);
        let spoken = group.cue.frames.any(Frames::QUOTATION.or(Frames::CLAUSE))
            || matches!(r.lower(cue_end - 1), "out" | "back");
        let closes = over || self.trails(edge, at) || self.parts(edge, cue_end);
        let asked = !quoted && r.lower(self.first) == "asked";
        if spoken
            && !asked
            && (quoted || closes && self.clause_before(edge))
            && let Some(before) = content::before(r, self.first, edge)
        {
            let after = self
                .second_piece(at)
                .filter(|&piece| !quoted || self.quotes(piece));
            let aside = before.len() <= 2 && r.is(before.range().start, Kinds::ADVERB);
            if !(aside && after.is_some()) {
                draft.content.push(before);
            }
            self.cut(before.range().end);
            self.drop_from(edge);
            draft.content.extend(after);
            return Some(());
        }
        if over
            && spoken
            && let Some(as_before) = self.as_said(edge)
        {
            self.cut(as_before);
            let inner = self.drafts[self.from..].last();
            let inner = inner.and_then(|d| d.content.last()).map(|p| p.range());
            let first = inner
                .filter(|p| p.end == as_before)
                .map_or(self.first, |p| {
                    p.start + usize::from(r.lower(p.start) == "that")
                });
            draft.content.push(content::before(r, first, as_before)?);
            return Some(());
        }
        if over && let Some(which) = self.denied(group, edge) {
            self.cut(which - 1);
            draft.content.push(TokenSpan::at(which, which + 1));
            return Some(());
        }
        if let Some(main) = self.main_clause(group, edge) {
            draft.content.push(content::behind(r, main, self.end)?);
            return Some(());
        }
        if over && group.cue.frames.any(Frames::ALONE) && self.stands_alone(group, draft) {
            return Some(());
        }
        if over || !self.takes(group, at) {
            return None;
        }
        let mut content = content::behind(r, at, self.end)?;
        if self.is_subordinate(edge) || self.is_parenthetic(group, edge) {
            content = content::to_comma(r, content);
        }
        if group.cue.frames.any(Frames::NOUN) && !r.is(at, Kinds::QUESTION) {
            content = content::to_next_verb(r, content);
        }
        content = content::to_turn(r, content);
        let object = verb::fronted(r, group).map(|which| TokenSpan::at(which, which + 1));
        draft.content.extend(object);
        draft.content.push(content);
        Some(())
    }

    /// Whether only adverbials follow at `at`, and a whole clause stands before `edge`: "…, he said by telephone".
    fn trails(&self, edge: usize, at: usize) -> bool {
        let r = self.r;
        let adverbial = Kinds::PREPOSITION.or(Kinds::TIME).or(Kinds::ADVERB);
        let clause = |i: usize| {
            r.finite(i)
                || r.opens(i).is_some()
                || r.is(i, Kinds::QUESTION.or(Kinds::SUBJECT).or(Kinds::PAST))
        };
        let stop = |i: &usize| r.breaks(*i);
        let behind = at..self.end.min(at + LONGEST_TRAIL);
        let ends = behind.end == self.end || behind.clone().any(|i| stop(&i));
        let plain = !behind.take_while(|i| !stop(i)).any(clause);
        let verb = |i: usize| r.finite(i) || r.participle(i) || r.is(i, Kinds::PAST);
        r.is(at, adverbial) && ends && plain && (self.first..edge).any(verb)
    }

    /// Whether the verb parts a clause whose rest is quoted: "The state, he complained, “has built a house on sand”".
    fn parts(&self, edge: usize, cue_end: usize) -> bool {
        let r = self.r;
        let quoted = r.comma(cue_end) && r.opens(cue_end + 1).is_some();
        let noun = r.is(
            self.first,
            Kinds::DETERMINER.or(Kinds::POSSESSIVE).or(Kinds::SUBJECT),
        ) || r.text.is(self.first, Class::CAPITAL);
        let before = self.first..edge;
        let verbal = |i: usize| r.finite(i) || r.is(i, Kinds::PAST);
        let auxiliary = |i: usize| r.is(i, Kinds::AUXILIARY) && r.comma(i + 1);
        let bare =
            before.len() <= LONGEST_TRAIL && !before.clone().any(|i| verbal(i) && !auxiliary(i));
        quoted && noun && bare && !apposition::is_adverbial(r, self.first)
    }

    /// Whether what goes on behind a quotation is one as well, or holds one, and no adverbial of its cue.
    fn quotes(&self, piece: TokenSpan) -> bool {
        let r = self.r;
        let start = piece.range().start;
        let adverbial = Kinds::PREPOSITION.or(Kinds::PARTING).or(Kinds::OPENING);
        let inner = |i: usize| r.opens(i).is_some();
        r.quotation(start).is_some() || !r.is(start, adverbial) && piece.range().take(40).any(inner)
    }

    /// The "which" that stands for what is denied: "…, which Lopes denied".
    fn denied(&self, group: &Group, edge: usize) -> Option<usize> {
        let which = edge.checked_sub(1).filter(|&i| i > self.first)?;
        let fronted = self.r.lower(which) == "which" && self.r.comma(which - 1);
        (fronted && group.cue.kind == CueKind::Deny).then_some(which)
    }

    /// Whether a verb without an object tells a stance: "She refused.", not "He never agreed to".
    fn stands_alone(&self, group: &Group, draft: &Draft) -> bool {
        let r = self.r;
        let next = verb::cue_end(r, group);
        let ends = next == group.verb + 1 && (next >= self.end || r.breaks(next));
        let verb = group.supported || group.shapes.any(Shapes::PAST);
        let plural =
            |source: TokenSpan| group.shapes.any(Shapes::BASE) && r.plural(noun::head(r, source));
        let named = |source: TokenSpan| {
            let head = noun::head(r, source);
            r.text.is(head, Class::CAPITAL) || r.is(head, Kinds::SUBJECT)
        };
        ends && draft.source.is_some_and(|source| {
            (verb || plural(source) || named(source))
                && self.is_speaker(source, false)
                && r.lower(source.range().start) != "who"
        })
    }

    /// The comma before "as", where it opens the last clause of a sentence: "The road is closed, as police have said."
    fn as_said(&self, edge: usize) -> Option<usize> {
        let comma = edge.checked_sub(2).filter(|&i| i > self.first + 2)?;
        let after = self.r.comma(comma) && self.r.lower(comma + 1) == "as";
        let verbal = (self.first..comma).any(|i| self.r.finite(i) || self.r.is(i, Kinds::PAST));
        (after && verbal).then_some(comma)
    }

    /// Where the main clause begins of a sentence that opens with "As X noted recently,".
    pub(super) fn main_clause(&self, group: &Group, edge: usize) -> Option<usize> {
        let r = self.r;
        let opens = edge == self.first + 1 && r.lower(self.first) == "as";
        let says = group.cue.frames.any(Frames::CLAUSE);
        let next = verb::cue_end(r, group);
        let comma = (next..self.end.min(next + 12)).find(|&i| r.comma(i) || r.finite(i))?;
        let bare =
            comma == next || r.is(next, Kinds::ADVERB.or(Kinds::PREPOSITION).or(Kinds::TIME));
        (opens && says && bare && r.comma(comma)).then_some(comma + 1)
    }

    /// Whether the clause whose subject begins at `edge` is a subordinate clause that opens the sentence.
    pub(super) fn is_subordinate(&self, edge: usize) -> bool {
        let r = self.r;
        r.is(self.first, Kinds::OPENING)
            && edge > self.first
            && edge - self.first < 12
            && !(self.first..edge).any(|i| r.comma(i))
    }

    /// Whether the verb's clause stands between commas and its sentence goes on: "X, who said he was late, left".
    pub(super) fn is_parenthetic(&self, group: &Group, edge: usize) -> bool {
        let r = self.r;
        let opens = |at: usize| {
            at > self.first && r.comma(at - 1) && matches!(r.lower(at), "who" | "which" | "whom")
        };
        let relative = opens(group.start.saturating_sub(1))
            || edge > 0 && edge < group.start && opens(edge - 1);
        let verbal = |i: usize| {
            r.finite(i)
                || r.cue(i).is_some_and(|cue| cue.verb.is_some())
                || r.participle(i) && r.lower(i).ends_with("ed")
                || r.lower(i) == "put"
        };
        let time = |i: usize| r.is(i, Kinds::TIME) || r.text.is(i, Class::NUMBER);
        let goes_on = |comma: usize| {
            let placed = usize::from(matches!(r.lower(comma + 1), "on" | "in" | "late" | "early"));
            let start = comma + 1 + placed;
            start + (start..start + 3).take_while(|&i| time(i)).count()
        };
        let mut clause = group.verb..self.end.min(group.verb + 40);
        relative && clause.any(|i| r.comma(i) && (verbal(i + 1) || verbal(goes_on(i))))
    }

    /// What goes on behind `"…," he said`: a quotation, or the rest of the clause after a comma.
    pub(super) fn second_piece(&self, at: usize) -> Option<TokenSpan> {
        let r = self.r;
        let at = (at..self.end.min(at + 12)).find(|&i| r.breaks(i) || r.opens(i).is_some())?;
        let at = if r.comma(at) || r.dash(at) || r.lower(at) == ":" {
            at + 1
        } else {
            at
        };
        if self.is_work(at) {
            return None;
        }
        if r.opens(at).is_some() {
            return content::behind(r, at, self.end);
        }
        if let Some(quotation) = self.behind_aside(at) {
            return content::behind(r, quotation, self.end);
        }
        let starts = r.comma(at - 1) && r.quotation(at).is_none() && at < self.end;
        let other = r.is(at, Kinds::CONJUNCTION)
            || matches!(r.lower(at), "though" | "although")
            || r.lower(at).ends_with("ing")
            || apposition::is_apposition(r, at);
        (starts && !other)
            .then(|| content::behind(r, at, self.end))
            .flatten()
    }

    /// Whether the quotation at `at` is the title of the work that was named before it: "he wrote in his memoir, “Deep Time.”"
    fn is_work(&self, at: usize) -> bool {
        let r = self.r;
        let Some(quotation) = r.opens(at) else {
            return false;
        };
        let inner = quotation.inner().range();
        let word = |i: &usize| r.text.is(*i, Class::WORD) && r.lower(*i).len() > 3;
        let titled = inner
            .clone()
            .next()
            .is_some_and(|i| r.text.is(i, Class::CAPITAL))
            && inner.filter(word).all(|i| r.text.is(i, Class::CAPITAL));
        let noun = at.saturating_sub(1 + usize::from(at > 0 && r.comma(at - 1)));
        let named = r.is(noun, Kinds::WORK) && !r.text.is(noun, Class::CAPITAL);
        titled && named && quotation.tokens.len() <= LONGEST_WORK
    }

    /// Where a quotation goes on behind what its speaker does beside it: "…, he said, closing the door, “…”".
    fn behind_aside(&self, at: usize) -> Option<usize> {
        let r = self.r;
        let placed =
            r.is(at, Kinds::POSSESSIVE) || matches!(r.lower(at), "with" | "without" | "as");
        let acts = r.lower(at).ends_with("ing") && !r.text.is(at, Class::CAPITAL);
        if !r.comma(at.checked_sub(1)?) || !(placed || acts) {
            return None;
        }
        let mut aside = at..self.end.min(at + LONGEST_TRAIL);
        let says = |i: usize| {
            let noun = r.is(i - 1, Kinds::DETERMINER);
            let verb = r.cue(i).and_then(|cue| cue.verb).filter(|_| !noun);
            verb.is_some_and(|(row, _)| LEXICON.cue(row).frames.any(Frames::QUOTATION))
        };
        let stop = aside.find(|&i| r.breaks(i) || r.quotation(i).is_some() || says(i))?;
        (r.comma(stop) && r.opens(stop + 1).is_some()).then_some(stop + 1)
    }

    /// Whether a quotation with its comma stands right before `edge`.
    pub(super) fn quotation_before(&self, edge: usize) -> bool {
        let r = self.r;
        let Some(last) = edge.checked_sub(1).filter(|&i| i >= self.first) else {
            return false;
        };
        let last = if r.comma(last) || r.dash(last) {
            last.saturating_sub(1)
        } else {
            last
        };
        r.closes(last).is_some_and(|q| q.tokens.len() > 3)
    }

    /// Whether a clause and a comma stand right before `edge`.
    pub(super) fn clause_before(&self, edge: usize) -> bool {
        let r = self.r;
        edge > self.first + 1
            && (r.comma(edge - 1) || r.dash(edge - 1) || r.closes(edge - 1).is_some())
    }

    /// `…, said X.`
    pub(super) fn inverted(&mut self, group: &Group) -> Option<Draft> {
        let r = self.r;
        let frames = group.cue.frames;
        let told = frames.any(Frames::HEARER_CLAUSE) && group.cue.forms.contains(&"told");
        if group.supported || told || !frames.any(Frames::QUOTATION) || group.start != group.verb {
            return None;
        }
        let before = group.start.checked_sub(1).filter(|&i| i >= self.first)?;
        let quoted = self.quotation_before(group.start);
        let clause = frames.any(Frames::CLAUSE) && (r.comma(before) || r.dash(before));
        if !(quoted || clause) {
            return None;
        }
        let subject = source::behind(r, group.verb + 1, self.end)?;
        let start = subject.range().start;
        let place = r.is(start, Kinds::PREPOSITION) && !r.text.is(start, Class::CAPITAL);
        if place || r.is(start, Kinds::TIME) {
            return None;
        }
        let many = r.plural(noun::head(r, subject)) || r.is(start, Kinds::SUBJECT);
        let finite = group.shapes.any(Shapes::PAST.or(Shapes::THIRD));
        if !finite && !many && !subject.range().any(|i| r.lower(i) == "and") {
            return None;
        }
        let after = subject.range().end;
        let ended = after >= self.end
            || r.breaks(after)
            || quoted && r.opens(after).is_some()
            || r.lower(after) != "that"
                && r.is(
                    after,
                    Kinds::ADVERBIAL
                        .or(Kinds::TIME)
                        .or(Kinds::SUBORDINATOR)
                        .or(Kinds::CONJUNCTION),
                );
        let doubtful = !quoted && self.has_apposition(group);
        let goes_on = doubtful && r.comma(after) && r.finite(after + 1);
        if !ended || goes_on || !quoted && !self.is_speaker(subject, doubtful) {
            return None;
        }
        let content = content::before(r, self.first, group.start)?;
        self.cut(content.range().end);
        self.drop_from(group.start);
        let mut draft = self.draft(group, Some(subject));
        draft.content.push(content);
        let piece = self.second_piece(after);
        draft
            .content
            .extend(piece.filter(|&piece| !quoted || self.quotes(piece)));
        Some(draft)
    }

    /// Whether what stands before the verb's comma is a noun phrase with its apposition rather than a clause.
    fn has_apposition(&self, group: &Group) -> bool {
        let subject = source::subject(self.r, self.first, group.start);
        subject.is_some_and(|subject| {
            let comma = subject.range().any(|i| self.r.comma(i));
            comma && subject.range().start <= self.first + 2
        })
    }

    /// Whether the verb shares the subject of a verb before: "… and said".
    pub(super) fn is_coordinated(&self, group: &Group) -> bool {
        let before = group.start.checked_sub(1).filter(|&i| i >= self.first);
        before.is_some_and(|i| self.r.is(i, Kinds::CONJUNCTION))
    }

    /// Whether what looks like a verb behind "and" is a noun that shares the verb of the claim before: "is seeking a rise and
    /// guarantees that", "sought talks and promises that".
    fn is_object(&self, group: &Group) -> bool {
        let r = self.r;
        let and = group.start.saturating_sub(1);
        let last = self.drafts[self.from..].last().filter(|d| !d.aside);
        let cue = last.and_then(|d| d.cue).map(TokenSpan::range);
        let Some(verb) = cue.filter(|c| c.len() == 1).map(|c| c.start) else {
            return false;
        };
        let wants = r
            .cue(verb)
            .and_then(|cue| cue.verb)
            .is_some_and(|(_, shapes)| !shapes.any(Shapes::THIRD.or(Shapes::BASE)));
        let counted = r.text.is(verb + 1, Class::NUMBER);
        let object = (counted || r.is(verb + 1, Kinds::DETERMINER))
            && !(verb + 1..and).any(|i| r.breaks(i) || r.finite(i) || r.quotation(i).is_some());
        group.start == group.verb
            && r.lower(and) == "and"
            && r.is(group.verb, Kinds::ASKED_FOR)
            && wants
            && object
    }

    pub(super) fn coordinated(&mut self, group: &Group) -> Option<Draft> {
        let r = self.r;
        let source = self.shared_source(group.start)?;
        if self.is_no_speech(group, source)
            || self.is_deed(group, source)
            || judge::is_idle(self.r, source, group.cue.kind)
        {
            return None;
        }
        if !verb::agrees(self.r, group, source) && !group.shapes.any(Shapes::THIRD)
            || self.is_object(group)
        {
            return None;
        }
        let mut draft = self.draft(group, Some(source));
        draft.shared = true;
        self.fill_behind(group, &mut draft)?;
        if self.is_subordinate(source.range().start)
            && let Some(last) = draft.content.last_mut()
        {
            *last = content::to_comma(r, *last);
        }
        self.cut_before(group.start);
        Some(draft)
    }
}

/// Whether "told to" is a passive whose auxiliary is left out: "Three towns told to leave".
pub(super) fn is_told(r: &Reader<'_, '_>, group: &Group) -> bool {
    !group.supported && r.lower(group.verb) == "told" && r.lower(group.verb + 1) == "to"
}
