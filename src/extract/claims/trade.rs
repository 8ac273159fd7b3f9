//! What stands beside a name of the business that the named body has: "the Centre party", "the charity Northaid",
//! "Northaid, a relief charity".

use super::reading::{Kinds, Reader};
use crate::model::{Entity, EntityKind};
use crate::text::Class;

/// The most mentions of an entity that are looked at.
const MOST_MENTIONS: usize = 16;
/// The longest apposition, in tokens behind its article.
const LONGEST: usize = 4;

/// The common nouns, in lower case, beside the names of an organization, with the words before them in an apposition; not
/// those that any company goes by.
pub(super) fn beside(r: &Reader<'_, '_>, entity: &Entity) -> Vec<String> {
    if entity.kind != EntityKind::Organization {
        return Vec::new();
    }
    let mut found = Vec::new();
    for &mention in entity.mentions.iter().take(MOST_MENTIONS) {
        let tokens = r.text.tokens_in(mention).range();
        let next = tokens.end;
        let before = tokens.start.checked_sub(1);
        let noun = |i: usize, kinds: Kinds| r.is(i, kinds) && !r.text.is(i, Class::CAPITAL);
        let after = Some(next).filter(|&i| noun(i, Kinds::NAMED_BODY));
        let title = before.filter(|&i| noun(i, Kinds::NAMED_BODY.or(Kinds::COMPANY)));
        found.extend(
            after
                .into_iter()
                .chain(title)
                .map(|i| r.lower(i).to_owned()),
        );
        found.extend(apposed(r, next));
    }
    found.retain(|word| !matches!(word.as_str(), "company" | "firm" | "business" | "group"));
    found
}

/// The words of the apposition at the comma `comma`: ", a relief charity".
fn apposed(r: &Reader<'_, '_>, comma: usize) -> impl Iterator<Item = String> {
    let start = comma + 2;
    let opens = r.comma(comma) && matches!(r.lower(comma + 1), "a" | "an" | "the");
    let common = |i: &usize| r.text.is(*i, Class::WORD) && !r.text.is(*i, Class::CAPITAL);
    let bodies = Kinds::ORGANIZATION
        .or(Kinds::COMPANY)
        .or(Kinds::COMMON_BODY);
    let head = (start..start + LONGEST)
        .take_while(common)
        .find(|&i| r.is(i, bodies) && !r.is(i + 1, bodies));
    let end = head.filter(|_| opens).map_or(start, |head| head + 1);
    (start..end).map(|i| r.lower(i).to_owned())
}
