//! Mends where names begin and end, and drops what is none: posts, slogans, bare numbers.

use super::mend::is_headline;
use super::mention::Mention;
use super::words;
use crate::model::EntityKind;
use crate::text::tagger::{Known, Model};
use crate::text::{Class, Text, TokenSpan, name};

/// How far from a name within a slogan its quotation marks may stand, in tokens.
const SLOGAN: usize = 4;

/// Whether what the tagger found is no name at all.
pub(super) fn is_no_name(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    is_post(text, tokens)
        || !has_letters(text, tokens)
        || is_quoted_slogan(text, tokens)
        || is_country_first(text, model, tokens)
}

/// Moves the ends of a name to where they belong; what stands before the token `free` belongs to other names.
pub(super) fn shift(text: &Text<'_>, mention: &mut Mention, free: usize) {
    shorten(text, mention);
    if mention.kind == EntityKind::Person {
        lengthen_person(text, mention, free);
    }
    let can_be_company = matches!(
        mention.kind,
        EntityKind::Person | EntityKind::Organization | EntityKind::Location | EntityKind::Product
    );
    if can_be_company {
        lengthen_company(text, mention);
    }
}

/// `Under Secretary of Defence`, `Chief of Staff`: a post, no name.
fn is_post(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let mut first = tokens.range().start;
    if words::is_below(text.lower(first)) {
        first += 1;
    }
    tokens.len() > 2 && words::is_title(text.lower(first)) && text.lower(first + 1) == "of"
}

/// `his "Harbour First" policy`: words in quotation marks before such a noun, or part of them, are no name.
fn is_quoted_slogan(text: &Text<'_>, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let inner = |&index: &usize| text.is(index, Class::WORD);
    let before = range.start.saturating_sub(SLOGAN)..range.start;
    let opened = before
        .rev()
        .find(|index| !inner(index))
        .is_some_and(|index| text.is(index, Class::QUOTE));
    let closing = (range.end..range.end + SLOGAN).find(|index| !inner(index));
    opened
        && closing.is_some_and(|index| {
            text.is(index, Class::QUOTE_END) && words::is_slogan_noun(text.lower(index + 1))
        })
}

/// `Japan First`: a country before such a word, or both, is a slogan, but in a headline: `Japan First to Sign`.
fn is_country_first(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    let range = tokens.range();
    let inside = range.len() > 1 && text.word(range.end - 1) == "First";
    let end = range.end + usize::from(!inside);
    let country = TokenSpan::at(range.start, end - 1);
    (inside || text.word(range.end) == "First")
        && !text.is(end, Class::CAPITAL | Class::NUMBER)
        && !words::unmakes_slogan(text.lower(end))
        && is_country(text, model, country)
        && model.known(text, TokenSpan::at(range.start, end)) == Known::default()
        && !is_headline(text, text.sentences[text.sentence_of(range.start)])
}

fn has_letters(text: &Text<'_>, tokens: TokenSpan) -> bool {
    tokens.range().any(|index| text.is(index, Class::WORD))
}

/// Takes small nouns off the end: `Tan administration`.
fn shorten(text: &Text<'_>, mention: &mut Mention) {
    let mut range = mention.tokens.range();
    let small = |index: usize| text.is(index, Class::WORD) && !text.is(index, Class::CAPITAL);
    let titled = matches!(
        mention.kind,
        EntityKind::Work | EntityKind::Law | EntityKind::Event
    );
    while range.len() > 1
        && !titled
        && small(range.end - 1)
        && !text.is(range.end - 1, Class::GLUED)
    {
        range.end -= 1;
    }
    if range.end < mention.tokens.range().end {
        *mention = Mention::new(text, TokenSpan::at(range.start, range.end), mention.kind);
    }
}

/// Adds the parts of a person's name that hyphens join to it (`Yeon-sil` to `Yeon`, `Per-` to `Erik Dahl`), and "Sr.". What stands
/// before the token `free` belongs to other names.
fn lengthen_person(text: &Text<'_>, mention: &mut Mention, free: usize) {
    let mut range = mention.tokens.range();
    while is_hyphen(text, range.end) && text.class(range.end + 1).all(Class::WORD | Class::GLUED) {
        range.end += 2;
    }
    if range.len() > 1 {
        range.end = after_generation(text, range.end);
    }
    if range.len() > 1 && range.start >= free + 2 && is_given_before(text, range.start) {
        range.start -= 2;
    }
    *mention = Mention::new(text, TokenSpan::at(range.start, range.end), mention.kind);
}

/// Whether a hyphen joins the token to the one before; a longer dash would part them: `Ana Lopes—who led the port`.
fn is_hyphen(text: &Text<'_>, at: usize) -> bool {
    text.is(at, Class::GLUED) && matches!(text.word(at), "-" | "\u{2010}" | "\u{2011}")
}

/// The token after the "Jr." that stands at `at`, maybe behind a comma, or else `at`.
fn after_generation(text: &Text<'_>, at: usize) -> usize {
    let place = at + usize::from(text.word(at) == ",");
    let word = text.lower(place);
    let bare = word.strip_suffix('.').unwrap_or(word);
    let numeral = text.is(place, Class::ALL_CAPS);
    let written = text.is(place, Class::CAPITAL)
        && !text.is(place, Class::SENTENCE_START)
        && (numeral == bare.starts_with('i'))
        && (place == at || !numeral);
    if written && words::is_generation(bare) {
        place + 1
    } else {
        at
    }
}

/// Whether a hyphen and the capitalised first half of a given name stand before the token: `Per-`.
fn is_given_before(text: &Text<'_>, start: usize) -> bool {
    let class = text.class(start - 2);
    text.is(start, Class::GLUED)
        && text.word(start - 1) == "-"
        && text.is(start - 1, Class::GLUED)
        && class.all(Class::WORD | Class::CAPITAL)
        && !class.any(Class::ALL_CAPS | Class::GLUED)
        && text.lower(start - 2).len() < 10
        && !words::is_prefix(text.lower(start - 2))
}

/// Adds legal forms to the name of a company: `Nordhavn Shipping AS`, `Sumida Trading Co., Ltd.`, `Toba Co-op`.
fn lengthen_company(text: &Text<'_>, mention: &mut Mention) {
    let mut end = mention.tokens.range().end;
    if text.lower(end - 1) == "co"
        && text.class(end).all(Class::DASH | Class::GLUED)
        && words::makes_cooperative(text.lower(end + 1))
    {
        end += 2;
    }
    let person = mention.kind == EntityKind::Person;
    while let Some(next) = after_legal_form(text, end, person) {
        end = next;
    }
    if end > mention.tokens.range().end {
        let tokens = TokenSpan::at(mention.tokens.range().start, end);
        *mention = Mention::new(text, tokens, EntityKind::Organization);
    }
}

/// The token after the legal form that begins at `at`, maybe with a comma before it.
fn after_legal_form(text: &Text<'_>, at: usize, strong: bool) -> Option<usize> {
    let comma = text.word(at) == ",";
    let place = at + usize::from(comma);
    let form = words::legal_form(text.word(place))?;
    let shouted = text.is(at.checked_sub(1)?, Class::ALL_CAPS)
        && (text.word(at - 1).len() > 4 || text.is(place + 1, Class::ALL_CAPS));
    let starts = text.is(place, Class::SENTENCE_START | Class::GLUED);
    (!starts && (form.comma || !comma) && !(form.weak && (strong || shouted))).then_some(place + 1)
}

/// Whether a name ends with a legal form or another word that persons' names and places do not end with.
pub(super) fn ends_as_company(text: &Text<'_>, mention: &Mention) -> bool {
    let kinds = [
        EntityKind::Person,
        EntityKind::Location,
        EntityKind::Product,
    ];
    let last = mention.tokens.range().end - 1;
    mention.tokens.len() > 1
        && kinds.contains(&mention.kind)
        && (words::is_company_last(text.lower(last))
            || words::legal_form(text.word(last)).is_some_and(|form| !form.weak))
}

/// Takes a name of its own off the front: `IISS | Shangri-La Dialogue`, `Japanese | Upper House`.
pub(super) fn split_front(
    text: &Text<'_>,
    model: &Model,
    mention: &mut Mention,
) -> Option<Mention> {
    let range = mention.tokens.range();
    if range.len() < 3 || !text.is(range.start + 1, Class::CAPITAL) {
        return None;
    }
    let front = TokenSpan::at(range.start, range.start + 1);
    let rest = TokenSpan::at(range.start + 1, range.end);
    let last = text.lower(range.end - 1);
    let known = model.known(text, front);
    let host = words::is_event(last)
        && text.is(range.start, Class::ALL_CAPS)
        && known == Known::ORGANIZATION;
    let nation = words::is_chamber(last)
        && known == Known::GROUP
        && model.known(text, rest) == Known::ORGANIZATION;
    let (front_kind, kind) = match (host, nation) {
        (true, _) => (EntityKind::Organization, EntityKind::Event),
        (_, true) => (EntityKind::Group, EntityKind::Organization),
        _ => return None,
    };
    *mention = Mention::new(text, rest, kind);
    Some(Mention::new(text, front, front_kind))
}

/// The two places of `U.S.-Japan`.
pub(super) fn joined_places(
    text: &Text<'_>,
    model: &Model,
    tokens: TokenSpan,
) -> Option<[TokenSpan; 2]> {
    let range = tokens.range();
    let mut dashes = range.clone().filter(|&index| text.is(index, Class::DASH));
    let (dash, None) = (dashes.next()?, dashes.next()) else {
        return None;
    };
    let parts = [
        TokenSpan::at(range.start, dash),
        TokenSpan::at(dash + 1, range.end),
    ];
    let country = |part: &TokenSpan| is_country(text, model, *part);
    let apart = !model.known(text, tokens).any(Known::PLACE);
    (apart && parts.iter().all(country)).then_some(parts)
}

pub(super) fn is_country(text: &Text<'_>, model: &Model, tokens: TokenSpan) -> bool {
    let written = text.slice(tokens);
    !tokens.is_empty()
        && (model.known(text, tokens).any(Known::COUNTRY)
            || text.is(tokens.range().start, Class::CAPITAL)
                && model.known_country(&name::key(written)))
}
