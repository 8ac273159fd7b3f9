//! Who is meant by a short name that several persons can bear: relatives, couples, namesakes.
//!
//! Newspapers leave the bare surname to the person named first; a relative ("his wife, Anna Pryce") or a namesake ("no
//! relation to") is called by full or first name from then on. A form of address or a title is surer than that: "Mrs
//! Pryce", "Mayor Smith". Two of one surname whom nothing ties to each other each keep it to the next one's name.

use super::mention::Mention;
use super::{refer, words};
use crate::text::gender::{self, Gender};
use crate::text::{Class, Text, TokenSpan};

/// How far around a name the words that tell a relative or namesake are looked for, in tokens.
const NEAR: usize = 10;

/// How many mentions of a person are read for what tells of them.
const READ: usize = 12;

/// What the document tells of a person whose name is given in full.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bearer<'t> {
    /// Told by a form of address or a noun of kinship, or else by the given name.
    gender: Option<Gender>,
    /// Whether more than the given name tells the gender.
    sure: bool,
    /// Introduced as a relative or namesake of somebody.
    tied: bool,
    /// The last of the titles or posts that stand right before the name: `mayor`.
    title: Option<&'t str>,
}

impl<'t> Bearer<'t> {
    pub(super) fn new(text: &'t Text<'_>, mentions: &[Mention], members: &[usize]) -> Self {
        let mut bearer = Self::default();
        let mut told = None;
        for &member in members.iter().take(READ) {
            let tokens = mentions[member].tokens;
            let kin = kin_before(text, tokens).or_else(|| kin_behind(text, tokens));
            let address = address(text, tokens).or_else(|| gender::of_word(text.lower(kin?)));
            told = told.or(address);
            bearer.tied |= kin.is_some() || is_told_apart(text, tokens);
            bearer.title = title(text, tokens).or(bearer.title);
        }
        let given = members.first().and_then(|&member| {
            let range = mentions[member].tokens.range();
            gender::of_given_name(text.word(range.start)).filter(|_| range.len() > 1)
        });
        bearer.sure = told.is_some();
        bearer.gender = told.or(given);
        bearer
    }

    /// Whether a form of address cannot be this person's.
    pub(super) fn contradicts(&self, address: Option<Gender>) -> bool {
        address.is_some() && self.gender.is_some() && address != self.gender
    }

    /// Whether nobody who is addressed so can be this person; given names alone do not tell.
    pub(super) fn excludes(&self, address: Option<Gender>) -> bool {
        self.sure && self.contradicts(address)
    }

    pub(super) fn is_unknown(&self) -> bool {
        self.gender.is_none()
    }

    pub(super) fn is_tied(&self) -> bool {
        self.tied
    }

    pub(super) fn has_title(&self, title: Option<&str>) -> bool {
        title.is_some() && self.title == title
    }
}

/// The gender that the form of address or post right before a name tells: `Mrs Pryce`, `spokeswoman Pryce`.
pub(super) fn address(text: &Text<'_>, name: TokenSpan) -> Option<Gender> {
    let before = name.range().start.checked_sub(1)?;
    let word = text.lower(before);
    let belongs = words::is_honorific(word) || words::is_role(word);
    (belongs || text.is(before, Class::CAPITAL)).then(|| gender::of_word(word))?
}

/// The head of the title or post right before a name, also before a form of address or behind a comma.
pub(super) fn title<'t>(text: &'t Text<'_>, name: TokenSpan) -> Option<&'t str> {
    let at = before(text, name.range().start).checked_sub(1)?;
    Some(text.lower(at)).filter(|word| words::is_role(word))
}

/// The gender of the pronoun by which a speaker goes on: `Pryce said he`, `Pryce said that she`.
pub(super) fn pronoun(text: &Text<'_>, name: TokenSpan) -> Option<Gender> {
    let end = name.range().end;
    let next = end + 1 + usize::from(text.lower(end + 1) == "that");
    text.is(end, Class::CUE)
        .then(|| refer::pronoun(text, next))?
}

/// The token where a form of address and a comma before `start` begin.
fn before(text: &Text<'_>, mut start: usize) -> usize {
    while start > 0 && words::is_honorific(text.lower(start - 1)) {
        start -= 1;
    }
    start - usize::from(start > 0 && text.word(start - 1) == ",")
}

/// The noun of kinship that introduces a name: `his wife, Anna Pryce`, `her father and coach, Bill Kerr`.
fn kin_before(text: &Text<'_>, name: TokenSpan) -> Option<usize> {
    let end = before(text, name.range().start);
    let comma = text.word(end) == ",";
    let last = end.checked_sub(1)?;
    if words::is_kin(text.lower(last)) {
        return Some(last);
    }
    let far = (end.saturating_sub(NEAR)..end)
        .rev()
        .take_while(|&index| !ends_phrase(text, index) && !text.is(index, Class::CUE))
        .find(|&index| words::is_kin(text.lower(index)))?;
    let joined = (far + 1..end).all(|index| joins_role(text, index));
    (owned(text, far) && (comma || joined)).then_some(far)
}

/// Whether a token can stand between a relative and the name without a comma: `brother and manager`.
fn joins_role(text: &Text<'_>, index: usize) -> bool {
    matches!(text.lower(index), "and" | "-" | "in" | "law") || words::is_role(text.lower(index))
}

/// The noun of kinship that follows a name: `Priya Menon, his sister,`, `Ana Li, 40, the victim's aunt`.
fn kin_behind(text: &Text<'_>, name: TokenSpan) -> Option<usize> {
    let end = name.range().end;
    let aged = text.is(end + 1, Class::NUMBER) && text.word(end + 2) == ",";
    let comma = if aged { end + 2 } else { end };
    if text.word(comma) != "," {
        return None;
    }
    let kin = (comma + 1..comma + NEAR)
        .take_while(|&index| !ends_phrase(text, index) && text.word(index) != ",")
        .find(|&index| words::is_kin(text.lower(index)))?;
    (owned(text, kin) || text.lower(kin + 1) == "of").then_some(kin)
}

/// Whether somebody's relative is meant: a possessor stands not far before the noun.
fn owned(text: &Text<'_>, kin: usize) -> bool {
    (kin.saturating_sub(4)..kin)
        .rev()
        .take_while(|&index| !ends_phrase(text, index) && text.word(index) != ",")
        .any(|index| text.is(index, Class::POSSESSIVE) || words::is_possessor(text.lower(index)))
}

fn ends_phrase(text: &Text<'_>, index: usize) -> bool {
    text.is(index, Class::STOP | Class::QUOTE | Class::QUOTE_END)
        || matches!(text.word(index), ";" | ":" | "(" | ")")
        || matches!(text.lower(index), "who" | "whose" | "when" | "after")
}

/// Whether a text says near a name that its bearer is no relative of somebody: `(no relation)`, `is not related to`.
fn is_told_apart(text: &Text<'_>, name: TokenSpan) -> bool {
    let range = name.range();
    let near = range.start.saturating_sub(NEAR)..(range.end + NEAR).min(text.len());
    let sentence = text.sentence_of(range.start);
    near.filter(|&index| text.sentence_of(index) == sentence)
        .any(|index| tells_apart(text, index))
}

fn tells_apart(text: &Text<'_>, index: usize) -> bool {
    let denied = || {
        (index.saturating_sub(3)..index).any(|before| words::denies_relation(text.lower(before)))
    };
    match text.lower(index) {
        "unrelated" => text.lower(index + 1) == "to" || text.is(index + 1, Class::MARK),
        "relation" | "related" | "relative" => denied(),
        _ => false,
    }
}

/// Whether a name is set apart from somebody of the same name: `not related to Mayor John Smith`.
pub(super) fn is_namesake(text: &Text<'_>, name: TokenSpan) -> bool {
    let start = name.range().start;
    let to = (start.saturating_sub(6)..start)
        .rev()
        .take_while(|&index| !ends_phrase(text, index) && text.word(index) != ",")
        .find(|&index| matches!(text.lower(index), "to" | "of"));
    to.and_then(|to| to.checked_sub(1))
        .is_some_and(|index| tells_apart(text, index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityKind, Span};

    fn bearer<T>(source: &str, name: &str, told: impl Fn(Bearer<'_>) -> T) -> T {
        let text = Text::new(source, &[]);
        let at = source.find(name).unwrap();
        let tokens = text.tokens_in(Span::at(at, at + name.len()));
        let mention = Mention::new(&text, tokens, EntityKind::Person);
        told(Bearer::new(&text, &[mention], &[0]))
    }

    #[test]
    fn relatives_and_namesakes_are_told() {
        let cases = [
            ("His wife, Anna Pryce, wept.", "Anna Pryce", true),
            ("Her brother Mark Marsh runs it.", "Mark Marsh", true),
            ("Her father and coach, Bill Kerr, left.", "Bill Kerr", true),
            ("Her brother and coach Bill Kerr left.", "Bill Kerr", true),
            ("Priya Menon, 31, his sister, said so.", "Priya Menon", true),
            ("Ina Orlov, the wife of a banker, paid.", "Ina Orlov", true),
            ("He left a daughter, Carol Finch.", "Carol Finch", true),
            ("Otto Brandt (no relation) paid.", "Otto Brandt", true),
            ("Otto Brandt is not related to her.", "Otto Brandt", true),
            ("His wife died. Anna Pryce wept.", "Anna Pryce", false),
            ("His wife told Anna Pryce of it.", "Anna Pryce", false),
            ("Anna Pryce, who met his wife, left.", "Anna Pryce", false),
            ("In a related case, Anna Pryce paid.", "Anna Pryce", false),
        ];
        for (source, name, tied) in cases {
            assert_eq!(bearer(source, name, |b| b.is_tied()), tied, "{source}");
        }
    }

    #[test]
    fn address_and_kinship_are_surer_than_a_given_name() {
        let excludes = |source, name| bearer(source, name, |b| b.excludes(Some(Gender::Male)));
        assert!(excludes("Mrs. Robin Tull came.", "Robin Tull"));
        assert!(excludes("His wife, Robin Tull, came.", "Robin Tull"));
        assert!(!excludes("Andrea Rossi came.", "Andrea Rossi"));
        assert!(bearer("Mayor Tom Smith came.", "Tom Smith", |b| b
            .has_title(Some("mayor"))));
    }
}
