//! Whether what reads like an attribution is one: who can speak, and acts that are none of speech.

use super::cue::{Frames, Shapes};
use super::noun;
use super::reading::{Kinds, Reader};
use super::tag::Tagger;
use super::verb::Group;
use crate::model::CueKind;
use crate::text::{Class, TokenSpan};

/// The longest question at the start of a sentence that tells its answer, in tokens.
const LONGEST_QUESTION: usize = 40;

impl Tagger<'_, '_, '_> {
    /// Whether what "suggests", "shows" or "found" something is one that can be cited, and no mere circumstance.
    pub(super) fn can_speak(&self, group: &Group, subject: TokenSpan) -> bool {
        let r = self.r;
        if self.is_circumstance(subject) {
            return false;
        }
        let evidence = group.cue.frames.any(Frames::EVIDENCE);
        let cited = Kinds::DOCUMENT.or(Kinds::SPEAKER);
        !evidence
            || self.quotation_before(subject.range().start)
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

    /// Whether the verb is that of a question put to the sentence's speaker, "Asked whether he feared it, he said", or to
    /// the hearer: "When did you learn it?"
    pub(super) fn is_asked(&self, group: &Group) -> bool {
        let r = self.r;
        let you = group.start.checked_sub(2).filter(|&i| i >= self.first);
        if you.is_some_and(|i| r.lower(i + 1) == "you" && r.is(i, Kinds::DO)) {
            return true;
        }
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
    pub(super) fn is_no_speech(&self, group: &Group, subject: TokenSpan) -> bool {
        let r = self.r;
        let next = group.verb + 1;
        let quoted = r.breaks(next) && r.opens(next + 1).is_some();
        match group.cue.forms.first() {
            Some(&("brief" | "inform" | "notify" | "alert")) => {
                !group.supported && r.is(next, Kinds::PREPOSITION)
            }
            Some(&"hear") if self.is_told_of(group, subject) => false,
            Some(&("read" | "hear")) => {
                let says = |i: usize| r.opens(i).is_some() || r.is(i, Kinds::QUESTION);
                !quoted && !self.clause(next).any(says)
            }
            Some(&"learn") => {
                matches!(r.lower(next), "it" | "them") && !r.is(next + 1, Kinds::QUESTION)
            }
            Some(&"declare") => {
                let state = r.lower(next) == "a" && r.lower(next + 1) == "state";
                state || r.is(next, Kinds::FOUND_THING)
            }
            Some(&"see") => r.text.is(next, Class::NUMBER),
            Some(&"recall") => self.is_called_back(next),
            Some(&"state") => {
                let written = |i: usize| r.is(i, Kinds::DOCUMENT.or(Kinds::SUBJECT));
                let past = group.shapes.any(Shapes::PAST);
                !group.supported
                    && (!past && !subject.range().any(written) || past && self.is_attribute(group))
            }
            Some(&"allow") => {
                let before = self.quotation_before(subject.range().start);
                !quoted && !before && r.lower(next) != "that"
            }
            Some(&"show") => matches!(r.lower(next), "up" | "off"),
            Some(&"bet") => {
                let before = group.verb.checked_sub(1);
                before.is_some_and(|i| r.is(i, Kinds::WAGER))
            }
            Some(&"mean") => {
                let past = !group.supported && group.shapes.any(Shapes::PAST);
                past && r.lower(next) == "to" && !self.is_speaker(subject, false)
            }
            Some(&"find") => self.is_met(next),
            Some(&("write" | "publish" | "post")) => self.is_wordless(group),
            Some(&("dub" | "label" | "brand" | "term")) => self.is_dubbed(group, subject),
            Some(&"question") => {
                r.text.is(next, Class::NUMBER)
                    || self
                        .clause(next)
                        .any(|i| r.is(i, Kinds::PERSON.or(Kinds::PEOPLE)))
            }
            Some(&"call") => self.is_call(next),
            _ => false,
        }
    }

    /// Whether a court or inquiry hears what stands before it: "…, the court heard."
    fn is_told_of(&self, group: &Group, subject: TokenSpan) -> bool {
        let r = self.r;
        let body = r.is(noun::head(r, subject), Kinds::HEARING);
        body && r.breaks(group.verb + 1) && self.clause_before(subject.range().start)
    }

    /// The clause that begins at `at`, as far as it matters to what kind of act it tells.
    fn clause(&self, at: usize) -> impl Iterator<Item = usize> + use<'_> {
        let r = self.r;
        (at..self.end.min(at + 8)).take_while(move |&i| !r.breaks(i))
    }

    /// Whether somebody or something is called back: "recalled its envoy", "recalled 40,000 cars".
    fn is_called_back(&self, next: usize) -> bool {
        let r = self.r;
        let counted = |i: usize| r.text.is(i, Class::NUMBER) || r.is(i, Kinds::ABOUT);
        let led = r.is(next, Kinds::DETERMINER.or(Kinds::POSSESSIVE)) || counted(next);
        let mut object = self.clause(next).skip(1).take(3);
        let thing = object.find(|&i| r.is(i, Kinds::CALLED_BACK));
        let clause = Kinds::RELATIVE.or(Kinds::SUBJECT).or(Kinds::DETERMINER);
        let plain = |i: usize| !r.is(i + 1, clause) && r.lower(i + 1) != "as";
        led && thing.is_some_and(plain)
    }

    /// Whether somebody or something is come upon: "found her way", "found it in the yard".
    fn is_met(&self, next: usize) -> bool {
        let r = self.r;
        let met = matches!(r.lower(next), "him" | "her" | "them" | "it" | "me" | "us");
        let way = r.is(next, Kinds::POSSESSIVE) && r.lower(next + 1) == "way";
        let found = r.is(next, Kinds::FOUND_THING) && r.lower(next + 1) != "that";
        way || found || met && (r.breaks(next + 1) || r.is(next + 1, Kinds::PREPOSITION))
    }

    /// Whether a thing is written or published and nothing is told of what it says: "wrote three books".
    fn is_wordless(&self, group: &Group) -> bool {
        let r = self.r;
        let next = group.verb + 1;
        let thing = r.is(next, Kinds::DETERMINER.or(Kinds::POSSESSIVE))
            || r.text.is(next, Class::NUMBER | Class::CAPITAL) && r.opens(next).is_none();
        let says = |i: usize| {
            r.finite(i) || r.quotation(i).is_some() || r.is(i, Kinds::SUBJECT.or(Kinds::QUESTION))
        };
        let published = group.cue.forms.first() == Some(&"publish");
        (thing || published) && !self.clause(next).any(says)
    }

    /// Whether the verb is a participle that gives a thing its name: "a plan, dubbed the ladder".
    fn is_dubbed(&self, group: &Group, subject: TokenSpan) -> bool {
        let r = self.r;
        let parted = group.start.checked_sub(1).is_some_and(|i| r.comma(i));
        let named = parted && !subject.range().any(|i| r.comma(i));
        let apposed = subject.range().any(|i| r.comma(i));
        let speaker = self.ends_in_speaker(subject) || apposed && self.is_speaker(subject, false);
        !group.supported && (named || !speaker)
    }

    /// Whether the last word of a noun phrase is a name or a word for one who can speak.
    pub(super) fn ends_in_speaker(&self, subject: TokenSpan) -> bool {
        let last = subject.range().end - 1;
        self.r.is(last, Kinds::SPEAKER) || self.r.text.is(last, Class::CAPITAL)
    }

    /// Whether a call is a summons or one by telephone: "called the envoy to Lima", "called the city asking for help".
    fn is_call(&self, next: usize) -> bool {
        let r = self.r;
        let place = |i: usize| {
            let named = Kinds::DETERMINER.or(Kinds::POSSESSIVE);
            r.is(i, named) || r.text.is(i, Class::CAPITAL)
        };
        let particle = matches!(r.lower(next), "for" | "on" | "upon");
        let named = |i: usize| matches!(r.lower(i), "a" | "an");
        let mut object = self
            .clause(next)
            .skip(1)
            .take_while(|&i| r.quotation(i).is_none());
        let goal = object.find(|&i| named(i) || r.lower(i) == "to" && place(i + 1));
        let help = self.clause(next).any(|i| r.lower(i) == "asking");
        help || !particle && goal.is_some_and(|i| !named(i))
    }

    /// Whether the verb is a participle before its noun: "his war and stated mission".
    fn is_attribute(&self, group: &Group) -> bool {
        let r = self.r;
        let next = group.verb + 1;
        let before = group.start.checked_sub(1).filter(|&i| i >= self.first);
        let other = Kinds::PREPOSITION
            .or(Kinds::ADVERB)
            .or(Kinds::QUESTION)
            .or(Kinds::SUBJECT)
            .or(Kinds::DETERMINER)
            .or(Kinds::POSSESSIVE);
        let noun = r.text.is(next, Class::WORD)
            && !r.text.is(next, Class::CAPITAL)
            && !r.is(next, other)
            && !r.lower(next).ends_with("ly");
        let led = Kinds::CONJUNCTION
            .or(Kinds::DETERMINER)
            .or(Kinds::POSSESSIVE);
        noun && before.is_some_and(|i| r.is(i, led)) && r.quotation(next).is_none()
    }

    /// Whether a noun phrase behind "…, said" reads as one who speaks: a name, a pronoun, a person, a body, a document.
    /// Where it is `doubtful`, because a subject can stand before the verb as well, no verb may stand in it.
    pub(super) fn is_speaker(&self, subject: TokenSpan, doubtful: bool) -> bool {
        let r = self.r;
        let kinds = Kinds::DOCUMENT.or(Kinds::SPEAKER);
        let range = subject.range();
        let inner = range.clone().skip(1);
        let end = inner
            .clone()
            .find(|&i| r.breaks(i) || r.is(i, Kinds::PREPOSITION))
            .unwrap_or(range.end);
        let verbal = |i: usize| {
            let cue = r
                .cue(i)
                .is_some_and(|cue| cue.verb.is_some() && cue.noun.is_none());
            let verb = cue || r.finite(i) || r.participle(i) || r.is(i, Kinds::PAST);
            verb && !r.text.is(i, Class::CAPITAL) && !r.participle_before_by(i)
        };
        let head = end - 1;
        let speaker = r.is(head, kinds) || r.text.is(head, Class::CAPITAL) || r.ends_name(head);
        let clause = r.is(range.start, Kinds::QUESTION)
            || doubtful && (!speaker || inner.take_while(|&i| i < end).any(verbal));
        let speaks = |i: usize| r.is(i, kinds) || r.text.is(i, Class::CAPITAL);
        !clause && (range.start..end).any(speaks)
    }
}

/// Whether nobody, or no one in particular, is said to do what is no saying: "No one is writing songs", "if you want dry
/// legs".
pub(super) fn is_idle(r: &Reader<'_, '_>, source: TokenSpan, kind: CueKind) -> bool {
    let anybody = source.len() == 1 && r.is(source.range().start, Kinds::ANYBODY);
    let says = matches!(kind, CueKind::Say | CueKind::Deny | CueKind::NoComment);
    (anybody || is_nobody(r, source)) && !says
}

/// Whether a source is nobody: "no one in the ministry", "none of them".
pub(super) fn is_nobody(r: &Reader<'_, '_>, source: TokenSpan) -> bool {
    let first = source.range().start;
    r.is(first, Kinds::NOBODY) || r.lower(first) == "no"
}
