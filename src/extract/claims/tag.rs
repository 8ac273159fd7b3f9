//! Finds attributions in a sentence: for every cue its source and its content, as token ranges.

use super::citing;
use super::content;
use super::cue::Frames;
use super::dateline;
use super::label::{Labels, Names};
use super::phrase;
use super::reading::{Kinds, Reader};
use super::source;
use super::verb::{self, Group, Voice};
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// The longest question at the start of a sentence that tells its answer, in tokens.
const LONGEST_QUESTION: usize = 40;

/// A claim as found, before linking and resolving.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The source; none for hearsay.
    pub(super) source: Option<TokenSpan>,
    /// The words that show the attribution.
    pub(super) cue: Option<TokenSpan>,
    /// The kind of attribution.
    pub(super) kind: CueKind,
    /// The pieces of the content.
    pub(super) content: Vec<TokenSpan>,
    /// Who was told.
    pub(super) hearer: Option<TokenSpan>,
    /// Whether the attribution is hedged.
    pub(super) hedged: bool,
    /// Whether it is denied.
    pub(super) negated: bool,
    /// Whether its source stands with another claim: "… and added".
    pub(super) shared: bool,
    /// Whether it hangs on a noun, so that its source is no subject that later verbs share.
    pub(super) aside: bool,
    /// Whether its content is set off from the text as a quotation, without marks.
    pub(super) set_off: bool,
    /// Whether its source is a label before a colon that may be a topic as well.
    pub(super) label: bool,
}

impl Draft {
    /// A claim of a kind with its cue alone.
    pub(super) fn new(kind: CueKind, cue: TokenSpan) -> Self {
        Self {
            source: None,
            cue: Some(cue),
            kind,
            content: Vec::new(),
            hearer: None,
            hedged: false,
            negated: false,
            shared: false,
            aside: false,
            set_off: false,
            label: false,
        }
    }
}

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

impl Tagger<'_, '_, '_> {
    fn sentence(&mut self) {
        let mut at = self.first;
        while at < self.end {
            at = self.token(at).max(at + 1);
        }
        citing::link(self);
    }

    /// Reads the token at `at` and gives the first token that is still to be read.
    fn token(&mut self, at: usize) -> usize {
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
    fn inside(&mut self, at: usize, quotation: TokenSpan) {
        let r = self.r;
        if r.cue(at).is_none_or(|cue| cue.verb.is_none()) {
            return;
        }
        let outer = (self.first, self.end, self.from);
        self.first = self.first.max(quotation.range().start);
        self.end = self.end.min(quotation.range().end);
        self.from = self.drafts.len();
        let group = verb::group(r, self.first, at).filter(|g| g.voice == Voice::Active);
        let found = group.and_then(|group| self.active(&group));
        self.drafts
            .extend(found.filter(|draft| is_reported(r, draft)));
        (self.first, self.end, self.from) = outer;
    }

    /// "X said that …", "“…,” said X.", "… and added that".
    fn active(&mut self, group: &Group) -> Option<Draft> {
        if let Some(draft) = self.reduced_passive(group) {
            return Some(draft);
        }
        if is_told(self.r, group) {
            return self.told(group);
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
        {
            return None;
        }
        let mut draft = self.draft(group, Some(subject));
        let edge = subject.range().start;
        self.fill(group, &mut draft, edge)?;
        Some(draft)
    }

    /// Whether what "suggests", "shows" or "found" something is one that can be cited, and no mere circumstance.
    fn can_speak(&self, group: &Group, subject: TokenSpan) -> bool {
        let r = self.r;
        if self.is_circumstance(subject) {
            return false;
        }
        let evidence = group.cue.frames.any(Frames::EVIDENCE);
        let cited = Kinds::DOCUMENT
            .or(Kinds::PEOPLE)
            .or(Kinds::PERSON)
            .or(Kinds::ORGANIZATION)
            .or(Kinds::SUBJECT);
        !evidence
            || subject
                .range()
                .any(|i| r.is(i, cited) && r.lower(i) != "it")
            || subject
                .range()
                .skip(1)
                .any(|i| r.text.is(i, Class::CAPITAL))
            || subject.len() == 1 && r.text.is(subject.range().start, Class::CAPITAL)
    }

    /// Whether the head of a subject is something that cannot speak: "the election and later shifts in policy".
    pub(super) fn is_circumstance(&self, subject: TokenSpan) -> bool {
        let r = self.r;
        let range = subject.range();
        let head_end = range
            .clone()
            .skip(1)
            .find(|&i| r.is(i, Kinds::PREPOSITION) || r.breaks(i))
            .unwrap_or(range.end);
        let head = head_end - 1;
        r.is(head, Kinds::CIRCUMSTANCE) && !r.text.is(head, Class::CAPITAL)
    }

    /// Whether the verb is that of a question put to the sentence's speaker: "Asked whether he feared it, he said".
    fn is_asked(&self, group: &Group) -> bool {
        let r = self.r;
        let asked = r.lower(self.first) == "asked" || r.lower(self.first + 1) == "asked";
        let clause = self.first..self.end.min(self.first + LONGEST_QUESTION);
        let comma = asked.then(|| {
            clause
                .clone()
                .find(|&i| r.comma(i) && r.quotation(i).is_none())
        });
        comma.flatten().is_some_and(|comma| group.verb < comma)
            && clause
                .take_while(|&i| i < group.start)
                .any(|i| r.is(i, Kinds::QUESTION))
    }

    /// Whether the act is none of speech: police that question people, people who were briefed, a summons.
    fn is_no_speech(&self, group: &Group, subject: TokenSpan) -> bool {
        let r = self.r;
        let next = group.verb + 1;
        let clause = || (next..self.end.min(next + 8)).take_while(|&i| !r.breaks(i));
        match group.cue.forms.first() {
            Some(&("brief" | "inform" | "notify" | "alert")) => {
                !group.supported && r.is(next, Kinds::PREPOSITION)
            }
            Some(&"read") => {
                let document = subject.range().any(|i| r.is(i, Kinds::DOCUMENT));
                !document && !clause().any(|i| r.quotation(i).is_some() || r.lower(i) == "that")
            }
            Some(&("write" | "publish")) => {
                let thing = r.is(next, Kinds::DETERMINER.or(Kinds::POSSESSIVE))
                    || r.text.is(next, Class::NUMBER);
                let says = |i: usize| {
                    r.finite(i)
                        || r.quotation(i).is_some()
                        || r.is(i, Kinds::SUBJECT.or(Kinds::QUESTION))
                };
                thing && !clause().any(says)
            }
            Some(&("dub" | "label" | "brand" | "term")) => {
                let named = r.comma(group.start - 1) && !subject.range().any(|i| r.comma(i));
                let last = subject.range().end - 1;
                let speaker = Kinds::PERSON
                    .or(Kinds::PEOPLE)
                    .or(Kinds::ORGANIZATION)
                    .or(Kinds::SUBJECT);
                let speaks = r.is(last, speaker) || r.text.is(last, Class::CAPITAL);
                !group.supported && (named || !speaks)
            }
            Some(&"ask") => clause().any(|i| r.lower(i) == "be" && r.is(i + 1, Kinds::ANONYMITY)),
            Some(&"question") => clause().any(|i| r.is(i, Kinds::PERSON.or(Kinds::PEOPLE))),
            Some(&"call") => {
                let quoted = clause().any(|i| r.quotation(i).is_some());
                !quoted && clause().skip(1).any(|i| r.lower(i) == "to")
            }
            _ => false,
        }
    }

    pub(super) fn draft(&self, group: &Group, source: Option<TokenSpan>) -> Draft {
        let cue = TokenSpan::at(group.verb, verb::cue_end(self.r, group));
        let nobody = source.is_some_and(|source| is_nobody(self.r, source));
        Draft {
            source,
            hedged: group.hedged,
            negated: group.negated || nobody,
            ..Draft::new(group.cue.kind, cue)
        }
    }

    /// Fills the content in: what follows the cue, what stands before `edge`, or both.
    fn fill(&mut self, group: &Group, draft: &mut Draft, edge: usize) -> Option<()> {
        let r = self.r;
        let cue_end = verb::cue_end(r, group);
        let (at, hearer) = self.content_start(group, cue_end);
        draft.hearer = hearer;
        let quoted = self.quotation_before(edge);
        let over = content::is_over(r, at, self.end) || r.is(at, Kinds::TIME) && r.breaks(at + 1);
        let spoken = group.cue.frames.any(Frames::QUOTATION.or(Frames::CLAUSE));
        if spoken
            && (quoted || over && self.clause_before(edge))
            && let Some(before) = content::before(r, self.first, edge)
        {
            let after = self.second_piece(at);
            let aside = before.len() <= 2 && r.is(before.range().start, Kinds::ADVERB);
            if !(aside && after.is_some()) {
                draft.content.push(before);
            }
            self.cut(before.range().end);
            draft.content.extend(after);
            return Some(());
        }
        if let Some(main) = self.main_clause(group, edge) {
            draft.content.push(content::behind(r, main, self.end)?);
            return Some(());
        }
        if over || !self.takes(group, at) {
            return None;
        }
        let mut content = content::behind(r, at, self.end)?;
        if self.is_subordinate(edge) || self.is_parenthetic(group) {
            content = content::to_comma(r, content);
        }
        let object = verb::fronted(r, group).map(|which| TokenSpan::at(which, which + 1));
        draft.content.extend(object);
        draft.content.push(content);
        Some(())
    }

    /// Where the main clause begins of a sentence that opens with "As X noted recently,".
    fn main_clause(&self, group: &Group, edge: usize) -> Option<usize> {
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
    fn is_subordinate(&self, edge: usize) -> bool {
        let r = self.r;
        r.is(self.first, Kinds::OPENING)
            && edge > self.first
            && edge - self.first < 12
            && !(self.first..edge).any(|i| r.comma(i))
    }

    /// Whether the verb's clause stands between commas and its sentence goes on: "X, who said he was late, left".
    fn is_parenthetic(&self, group: &Group) -> bool {
        let r = self.r;
        let relative = group.start.checked_sub(2).is_some_and(|i| {
            i >= self.first && r.comma(i) && matches!(r.lower(i + 1), "who" | "which")
        });
        let verbal = |i: usize| {
            r.finite(i)
                || r.cue(i).is_some_and(|cue| cue.verb.is_some())
                || r.participle(i) && r.lower(i).ends_with("ed")
                || r.lower(i) == "put"
        };
        relative && (group.verb..self.end.min(group.verb + 40)).any(|i| r.comma(i) && verbal(i + 1))
    }

    /// What goes on behind `"…," he said`: a quotation, or the rest of the clause after a comma.
    fn second_piece(&self, at: usize) -> Option<TokenSpan> {
        let r = self.r;
        let at = (at..self.end.min(at + 12)).find(|&i| r.breaks(i) || r.opens(i).is_some())?;
        let at = if r.comma(at) || r.dash(at) || r.lower(at) == ":" {
            at + 1
        } else {
            at
        };
        if r.opens(at).is_some() {
            return content::behind(r, at, self.end);
        }
        let starts = r.comma(at - 1) && r.quotation(at).is_none() && at < self.end;
        let other = r.is(at, Kinds::CONJUNCTION)
            || r.lower(at).ends_with("ing")
            || source::is_apposition(r, at);
        (starts && !other)
            .then(|| content::behind(r, at, self.end))
            .flatten()
    }

    /// Whether a quotation with its comma stands right before `edge`.
    fn quotation_before(&self, edge: usize) -> bool {
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
    fn clause_before(&self, edge: usize) -> bool {
        let r = self.r;
        edge > self.first + 1
            && (r.comma(edge - 1) || r.dash(edge - 1) || r.closes(edge - 1).is_some())
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
    fn hearer(&self, group: &Group, at: usize) -> Option<(TokenSpan, usize)> {
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
    fn infinitive(&self, at: usize) -> Option<usize> {
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
    fn takes(&self, group: &Group, at: usize) -> bool {
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

    /// `…, said X.`
    fn inverted(&mut self, group: &Group) -> Option<Draft> {
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
        if !ended || !quoted && !self.is_speaker(subject) {
            return None;
        }
        let content = content::before(r, self.first, group.start)?;
        self.cut(content.range().end);
        let mut draft = self.draft(group, Some(subject));
        draft.content.push(content);
        if let Some(piece) = self.second_piece(after) {
            draft.content.push(piece);
        }
        Some(draft)
    }

    /// Whether a noun phrase behind "…, said" reads as one who speaks: a name, a pronoun, a person, a body, a document.
    fn is_speaker(&self, subject: TokenSpan) -> bool {
        let r = self.r;
        let kinds = Kinds::SUBJECT
            .or(Kinds::PERSON)
            .or(Kinds::PEOPLE)
            .or(Kinds::ORGANIZATION)
            .or(Kinds::DOCUMENT);
        subject
            .range()
            .any(|i| r.is(i, kinds) || r.text.is(i, Class::CAPITAL))
    }

    /// Whether the verb shares the subject of a verb before: "… and said".
    fn is_coordinated(&self, group: &Group) -> bool {
        let before = group.start.checked_sub(1).filter(|&i| i >= self.first);
        before.is_some_and(|i| self.r.is(i, Kinds::CONJUNCTION))
    }

    fn coordinated(&mut self, group: &Group) -> Option<Draft> {
        let source = self.shared_source(group.start)?;
        if self.is_no_speech(group, source) {
            return None;
        }
        if !verb::agrees(self.r, group, source) && !group.shapes.any(super::cue::Shapes::THIRD) {
            return None;
        }
        let mut draft = self.draft(group, Some(source));
        draft.shared = true;
        self.fill_behind(group, &mut draft)?;
        self.cut_before(group.start);
        Some(draft)
    }

    /// Ends the contents before a coordinated cue, its conjunction and comma left out.
    pub(super) fn cut_before(&mut self, start: usize) {
        let mut at = start;
        while at > self.first && (self.r.is(at - 1, Kinds::CONJUNCTION) || self.r.comma(at - 1)) {
            at -= 1;
        }
        self.cut(at);
    }

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

    /// The source of the last claim of the sentence, or the sentence's subject.
    pub(super) fn shared_source(&self, before: usize) -> Option<TokenSpan> {
        let last = self.drafts[self.from..]
            .iter()
            .rev()
            .take(4)
            .filter(|d| !d.aside)
            .find_map(|d| d.source);
        last.or_else(|| source::opening(self.r, self.first, before))
    }
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

/// Whether a source is nobody: "no one in the ministry", "none of them".
pub(super) fn is_nobody(r: &Reader<'_, '_>, source: TokenSpan) -> bool {
    let first = source.range().start;
    r.is(first, Kinds::NOBODY) || r.lower(first) == "no"
}

/// Whether "told to" is a passive whose auxiliary is left out: "Three towns told to leave".
fn is_told(r: &Reader<'_, '_>, group: &Group) -> bool {
    !group.supported && r.lower(group.verb) == "told" && r.lower(group.verb + 1) == "to"
}

/// The end of a hearer that begins at `at`.
fn hearer_end(r: &Reader<'_, '_>, at: usize, limit: usize) -> usize {
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
