//! Finds attributions in a sentence: for every cue its source and its content, as token ranges.

use super::citing;
use super::content;
use super::dateline;
use super::draft::Draft;
use super::idiom;
use super::judge;
use super::label::{Labels, Names};
use super::phrase;
use super::reading::{Kinds, Reader};
use super::source;
use super::verb::{self, Group, Voice};
use crate::model::CueKind;
use crate::text::TokenSpan;

/// How far back a semicolon is looked for between two claims, in tokens.
const LONGEST_PART: usize = 60;

/// Reads the sentences one after another.
pub(super) struct Tagger<'r, 't, 'a> {
    /// The text.
    pub(super) r: &'r Reader<'t, 'a>,
    /// What was found.
    pub(super) drafts: Vec<Draft>,
    /// The first token of the sentence.
    pub(super) first: usize,
    /// The end of the sentence.
    pub(super) end: usize,
    /// The first draft of the sentence.
    pub(super) from: usize,
    /// The labels before colons: the speakers of a transcript.
    pub(super) labels: Labels,
}

impl Tagger<'_, '_, '_> {
    pub(super) fn sentence(&mut self) {
        let mut at = self.first;
        while at < self.end {
            at = self.token(at).max(at + 1);
        }
        citing::link(self);
    }

    /// Reads the token at `at` and gives the first token that is still to be read.
    pub(super) fn token(&mut self, at: usize) -> usize {
        if let Some((_, quotation)) = self.r.quotation(at) {
            self.inside(at, quotation.inner());
            return at + 1;
        }
        if let Some(next) = phrase::find(self, at) {
            return next;
        }
        let Some(group) = verb::group(self.r, self.first, at) else {
            return at + 1;
        };
        let found = match group.voice {
            Voice::Active => self.active(&group),
            Voice::Passive => self.passive(&group),
            Voice::Gerund => self.participle(&group),
            Voice::Infinitive => None,
        };
        if let Some(draft) = found {
            self.drafts.push(draft);
        }
        at + 1
    }

    /// What others say inside a quotation: "“My brother says that it rained”". What the speaker thinks and wants is the
    /// quotation itself.
    pub(super) fn inside(&mut self, at: usize, quotation: TokenSpan) {
        let r = self.r;
        let phrase = r.is(at, Kinds::PHRASE);
        if !phrase && r.cue(at).is_none_or(|cue| cue.verb.is_none()) {
            return;
        }
        let outer = (self.first, self.end, self.from);
        self.first = self.first.max(quotation.range().start);
        self.end = self.end.min(quotation.range().end);
        self.from = self.drafts.len();
        let found = if phrase && idiom::find(self, at).is_some() {
            self.drafts.pop()
        } else {
            let group = verb::group(r, self.first, at).filter(|g| g.voice == Voice::Active);
            group.and_then(|group| self.active(&group))
        };
        self.drafts
            .extend(found.filter(|draft| is_reported(r, draft)));
        (self.first, self.end, self.from) = outer;
    }

    pub(super) fn draft(&self, group: &Group, source: Option<TokenSpan>) -> Draft {
        let cue = TokenSpan::at(group.verb, verb::cue_end(self.r, group));
        let nobody = source.is_some_and(|source| judge::is_nobody(self.r, source));
        Draft {
            source,
            hedged: group.hedged,
            negated: group.negated || nobody,
            ..Draft::new(group.cue.kind, cue)
        }
    }

    /// Ends the contents of the sentence's claims before `at`.
    pub(super) fn cut(&mut self, at: usize) {
        let from = self.from.max(self.drafts.len().saturating_sub(8));
        for draft in self.drafts.iter_mut().skip(from) {
            if let Some(last) = draft.content.last_mut()
                && last.range().start < at
                && last.range().end > at
            {
                *last = TokenSpan::at(last.range().start, at);
            }
        }
    }

    /// Takes what is an attribution of its own out of the contents before it: "…, he said, Reuters reported".
    pub(super) fn drop_from(&mut self, at: usize) {
        let from = self.from.max(self.drafts.len().saturating_sub(8));
        for draft in self.drafts.iter_mut().skip(from) {
            let first = draft.content.first().copied();
            let own = |piece: &TokenSpan| Some(*piece) != first && piece.range().start == at;
            draft.content.retain(|piece| !own(piece));
        }
    }

    /// Ends the contents before a coordinated cue, its conjunction and comma left out.
    pub(super) fn cut_before(&mut self, start: usize) {
        let mut at = start;
        while at > self.first && (self.r.is(at - 1, Kinds::CONJUNCTION) || self.r.comma(at - 1)) {
            at -= 1;
        }
        self.cut(at);
    }

    /// The first token behind the last semicolon before `at`, or that of the sentence.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let floor = self.first.max(at.saturating_sub(LONGEST_PART));
        let parted = (floor..at)
            .rev()
            .find(|&i| self.r.lower(i) == ";" && self.r.quotation(i).is_none());
        parted.map_or(self.first, |i| i + 1)
    }

    /// Whether a semicolon parts a claim from the token at `at`, so that another subject stands between them.
    pub(super) fn parted(&self, draft: &Draft, at: usize) -> bool {
        let from = draft.cue.map_or(at, |cue| cue.range().end);
        let mut gap = from.max(at.saturating_sub(LONGEST_PART))..at;
        gap.any(|i| self.r.lower(i) == ";" && self.r.quotation(i).is_none())
    }

    /// The "who" of a sentence that opens with "It was": "It was the first title for X, who had won nothing and had planned".
    fn cleft(&self, before: usize) -> Option<TokenSpan> {
        let r = self.r;
        let opens = r.lower(self.first) == "it" && r.is(self.first + 1, Kinds::BE);
        let floor = self.first.max(before.saturating_sub(LONGEST_PART));
        let who = (floor..before).rev().find(|&i| r.lower(i) == "who")?;
        opens.then(|| TokenSpan::at(who, who + 1))
    }

    /// The source of the last claim of the sentence, or the sentence's subject.
    pub(super) fn shared_source(&self, before: usize) -> Option<TokenSpan> {
        let last = self.drafts[self.from..]
            .iter()
            .rev()
            .take(4)
            .filter(|d| !d.aside && !self.parted(d, before))
            .find_map(|d| d.source);
        let opening = || source::opening(self.r, self.clause_start(before), before);
        last.or_else(|| self.cleft(before)).or_else(opening)
    }
}

/// The attributions of the text, in the order of their cues; `names` are those that the article is known to have.
pub(super) fn tag(r: &Reader<'_, '_>, names: Names) -> Vec<Draft> {
    let mut tagger = Tagger {
        r,
        drafts: Vec::new(),
        first: 0,
        end: 0,
        from: 0,
        labels: Labels::new(r, names),
    };
    for sentence in &r.text.sentences {
        tagger.end = sentence.range().end;
        tagger.first = dateline::skip(r, &tagger.labels, sentence.range().start, tagger.end);
        tagger.from = tagger.drafts.len();
        tagger.sentence();
    }
    tagger.drafts
}

/// Whether somebody else's words are reported.
fn is_reported(r: &Reader<'_, '_>, draft: &Draft) -> bool {
    let own = |source: TokenSpan| {
        let first = source.range().start;
        r.is(first, Kinds::FIRST_PERSON.or(Kinds::FIRST_PLURAL)) && source.len() == 1
            || r.lower(first) == "you"
    };
    matches!(draft.kind, CueKind::Say | CueKind::Write | CueKind::Deny)
        && draft.source.is_some_and(|source| !own(source))
        && draft
            .content
            .iter()
            .any(|piece| content::starts_clause(r, piece.range().start))
}
