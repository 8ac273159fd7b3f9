//! Places told by a word of direction before them: `northern Peralta` is no person, `Northern Peralta farmers` no body.

use rustc_hash::FxHashSet;

use super::mention::Mention;
use super::words;
use crate::model::EntityKind;
use crate::text::tagger::{Known, Model};
use crate::text::{Class, Text, TokenSpan};

/// Makes places of such names, and of the same single name elsewhere where nobody in the document bears it.
pub(super) fn settle(text: &Text<'_>, model: &Model, mentions: &mut [Mention]) {
    let parted = |m: &Mention| m.tokens.len() == 1 && follows_direction(text, m.tokens);
    let places: FxHashSet<&str> = mentions
        .iter()
        .filter(|m| parted(m) || m.kind == EntityKind::Location)
        .map(|m| m.span.of(text.source()))
        .collect();
    let borne: FxHashSet<&str> = mentions
        .iter()
        .filter(|m| m.kind == EntityKind::Person && (m.tokens.len() > 1 || is_titled(text, m)))
        .map(|m| text.word(m.tokens.range().end - 1))
        .collect();
    let told: FxHashSet<&str> = mentions
        .iter()
        .filter(|m| m.kind == EntityKind::Person && parted(m))
        .map(|m| m.span.of(text.source()))
        .filter(|name| !borne.contains(name))
        .collect();
    for mention in mentions {
        let name = mention.span.of(text.source());
        let place = match mention.kind {
            EntityKind::Person => parted(mention) || told.contains(name),
            EntityKind::Organization => names_region(text, model, mention.tokens, &places),
            _ => false,
        };
        if place {
            mention.kind = EntityKind::Location;
        }
    }
}

/// `northern Peralta`: the word of direction is small, so that it is no part of the name.
fn follows_direction(text: &Text<'_>, name: TokenSpan) -> bool {
    let before = name.range().start.wrapping_sub(1);
    words::is_direction(text.lower(before)) && !text.is(before, Class::ALL_CAPS)
}

fn is_titled(text: &Text<'_>, mention: &Mention) -> bool {
    let before = text.lower(mention.tokens.range().start.wrapping_sub(1));
    words::is_honorific(before) || words::is_role(before)
}

/// `Northern Peralta`, where Peralta is a place of the document and no list knows the two as an organization.
fn names_region(text: &Text<'_>, model: &Model, name: TokenSpan, places: &FxHashSet<&str>) -> bool {
    let range = name.range();
    range.len() == 2
        && words::is_direction(text.lower(range.start))
        && places.contains(text.word(range.end - 1))
        && !model.known(text, name).any(Known::ORGANIZATION)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str, found: &[(&str, EntityKind)]) -> Vec<EntityKind> {
        let text = Text::new(source, &[]);
        let mut from = 0;
        let mut mentions = Vec::new();
        for &(name, kind) in found {
            let at = from + source[from..].find(name).unwrap();
            from = at + name.len();
            let tokens = text.tokens_in(crate::model::Span::at(at, from));
            mentions.push(Mention::new(&text, tokens, kind));
        }
        settle(&text, super::super::model().unwrap(), &mut mentions);
        mentions.iter().map(|m| m.kind).collect()
    }

    #[test]
    fn a_direction_before_a_name_tells_a_place() {
        use EntityKind::{Location, Organization, Person};
        let source = "Rain fell in northern Xalta. Xalta said it was ready.";
        assert_eq!(
            kinds(source, &[("Xalta", Person), ("Xalta", Person)]),
            [Location, Location]
        );
        let source = "Rain fell in northern Xalta. Governor Xalta spoke; Xalta wept.";
        assert_eq!(
            kinds(source, &[("Xalta", Person); 3]),
            [Location, Person, Person]
        );
        let source = "Northern Xalta farmers left Xalta.";
        let found = [("Northern Xalta", Organization), ("Xalta", Location)];
        assert_eq!(kinds(source, &found), [Location, Location]);
        let found = [("Northern Xalta", Organization)];
        assert_eq!(kinds(source, &found), [Organization]);
    }
}
