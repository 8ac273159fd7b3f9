//! The dateline of an article is surer than the tagger: its place is a location, its agency an organization.

use super::mention::Mention;
use crate::model::{Dateline, EntityKind, Span};
use crate::text::Text;

/// How far into the text an agency of the dateline is looked for, in bytes.
const REACH: usize = 200;

/// Gives the names of the dateline at the start of the text their kinds, and adds those that were not found.
pub(super) fn settle(text: &Text<'_>, dateline: &Dateline, mentions: &mut Vec<Mention>) {
    let source = text.source();
    let start = source.len() - source.trim_start().len();
    let Some(place) = dateline.place.as_deref().filter(|p| !p.is_empty()) else {
        return;
    };
    if !source[start..].starts_with(place) {
        return;
    }
    let end = start + place.len();
    name_places(text, Span::at(start, end), mentions);
    let reach = source.floor_char_boundary(end.saturating_add(REACH));
    let agency = dateline.agency.as_deref().filter(|a| !a.is_empty());
    if let Some((agency, at)) = agency.and_then(|a| Some((a, source[end..reach].find(a)?))) {
        let span = Span::at(end + at, end + at + agency.len());
        put(text, span, EntityKind::Organization, mentions);
    }
}

/// Makes locations of the names in `span`; where none was found there, it is one, unless it lists several.
fn name_places(text: &Text<'_>, span: Span, mentions: &mut Vec<Mention>) {
    let mut found = false;
    for mention in mentions.iter_mut().filter(|m| overlap(m.span, span)) {
        mention.kind = EntityKind::Location;
        found = true;
    }
    if !found && !span.of(text.source()).contains([',', '/']) {
        put(text, span, EntityKind::Location, mentions);
    }
}

/// Replaces what was found in `span` by one name.
fn put(text: &Text<'_>, span: Span, kind: EntityKind, mentions: &mut Vec<Mention>) {
    let tokens = text.tokens_in(span);
    if tokens.is_empty() {
        return;
    }
    mentions.retain(|m| !overlap(m.span, span));
    let at = mentions.partition_point(|m| m.tokens.start < tokens.start);
    mentions.insert(at, Mention::new(text, tokens, kind));
}

fn overlap(one: Span, other: Span) -> bool {
    let (one, other) = (one.range(), other.range());
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dateline_names_a_place_and_an_agency() {
        use EntityKind::{Location, Organization, Person};
        let source = "VALMORE (Zenith) - Zenith of Valmore reports.";
        let text = Text::new(source, &[]);
        let dateline = Dateline {
            place: Some("VALMORE".to_owned()),
            agency: Some("Zenith".to_owned()),
        };
        let wrong = Mention::new(&text, text.tokens_in(Span::at(9, 15)), Location);
        let later = Mention::new(&text, text.tokens_in(Span::at(29, 36)), Person);
        let mut mentions = vec![wrong, later];
        settle(&text, &dateline, &mut mentions);
        let found: Vec<_> = mentions
            .iter()
            .map(|m| (m.span.of(source), m.kind))
            .collect();
        let expected = [
            ("VALMORE", Location),
            ("Zenith", Organization),
            ("Valmore", Person),
        ];
        assert_eq!(found, expected);
    }
}
