//! A name that an article spells two ways: one letter is another where the rest is the same, and one spelling stands once.

use super::Slip;
use crate::corpus::compare::differ::edits_at_most;
use crate::model::{Contrast, EntityKind, Record, Span};
use crate::text::name::plain;

/// How many letters a name has in which one letter is a slip; a first name before the same surname.
const LONG: usize = 6;
const FIRST: usize = 4;
/// So many other spellings of a name are looked at.
const NEXT: usize = 16;

/// A person's name as it stands: what comes before the surname, the surname, where.
type Written<'t> = (&'t str, &'t str, Span);

/// The people whose names an article spells two ways.
pub(super) fn slips(record: &Record) -> Vec<Slip> {
    let text = &record.article.text;
    let entities = record.entities.iter().flatten();
    let people = entities.filter(|entity| entity.kind == EntityKind::Person);
    let mentions = people.flat_map(|entity| &entity.mentions);
    let written = mentions.filter_map(|&span| {
        let name = span.of(text);
        let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
        let letters = |part: &str| {
            part.chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | ' '))
        };
        (letters(first) && letters(last)).then_some((first, last, span))
    });
    let mut written: Vec<Written<'_>> = written.collect();
    written.sort_unstable();
    let mut found = surnames(text, &written);
    found.extend(bare(text, &written));
    found.extend(first_names(text, &mut written));
    found.sort_by_key(|slip| slip.sides[0].1.min(slip.sides[1].1));
    found.dedup_by(|a, b| {
        a.sides
            .iter()
            .any(|(_, span)| b.sides.iter().any(|(_, its)| span.overlaps(*its)))
    });
    found
}

/// Surnames of one letter's difference behind the same first name.
fn surnames(text: &str, written: &[Written<'_>]) -> Vec<Slip> {
    let named = written.chunk_by(|a, b| a.0 == b.0);
    let named = named.filter(|same| !same[0].0.is_empty());
    let mut found = Vec::new();
    for same in named {
        let spellings: Vec<&[_]> = same.chunk_by(|a, b| a.1 == b.1).collect();
        found.extend(odd(text, &spellings, |own, other| slip(own.1, other.1)));
    }
    found
}

/// A surname alone that stands once, one letter off that of somebody who is named in full and more often.
fn bare(text: &str, written: &[Written<'_>]) -> Vec<Slip> {
    let mut alone: Vec<Written<'_>> = written.iter().filter(|w| w.0.is_empty()).copied().collect();
    let mut all: Vec<Written<'_>> = written.to_vec();
    all.sort_unstable_by_key(|w| (w.1, w.2));
    alone.retain(|w| all.partition_point(|x| x.1 <= w.1) - all.partition_point(|x| x.1 < w.1) == 1);
    let mut found = Vec::new();
    for own in alone {
        // Surnames with the same first letter stand beside each other.
        let initial = own.1.chars().next().map_or(0, char::len_utf8);
        let from = all.partition_point(|w| w.1.get(..initial).unwrap_or(w.1) < &own.1[..initial]);
        let near = all[from..]
            .iter()
            .take_while(|w| w.1.get(..initial) == Some(&own.1[..initial]));
        let ends = |w: &&Written<'_>| w.1.chars().next_back() == own.1.chars().next_back();
        let near = near.take(4 * NEXT).filter(|w| slip(w.1, own.1) && ends(w));
        let near: Vec<&Written<'_>> = near.collect();
        let full = near.iter().find(|w| !w.0.is_empty());
        if let Some(full) = full.filter(|full| near.len() > 1 && near.iter().all(|w| w.1 == full.1))
        {
            found.push(made(text, full, &own));
        }
    }
    found
}

/// First names of one inner letter's difference before the same surname.
fn first_names(text: &str, written: &mut [Written<'_>]) -> Vec<Slip> {
    written.sort_unstable_by_key(|w| (w.1, w.0, w.2));
    let mut found = Vec::new();
    for same in written.chunk_by(|a, b| a.1 == b.1) {
        let named = same.chunk_by(|a, b| a.0 == b.0);
        let spellings: Vec<&[_]> = named.filter(|s| !s[0].0.is_empty()).collect();
        found.extend(odd(text, &spellings, |own, other| inner(own.0, other.0)));
    }
    found
}

/// Of spellings of one name that one is a slip of the other, where that stands only once.
fn odd<'t>(
    text: &str,
    spellings: &[&[Written<'t>]],
    slips: impl Fn(&Written<'t>, &Written<'t>) -> bool,
) -> Vec<Slip> {
    let mut found = Vec::new();
    for (at, own) in spellings.iter().enumerate() {
        let odd = spellings[at + 1..].iter().take(NEXT).find(|other| {
            let once = own.len().min(other.len()) == 1;
            once && slips(&own[0], &other[0])
        });
        if let Some(odd) = odd {
            let (most, least) = if own.len() >= odd.len() {
                (own, odd)
            } else {
                (odd, own)
            };
            found.push(made(text, &most[0], &least[0]));
        }
    }
    found
}

fn made(text: &str, most: &Written<'_>, least: &Written<'_>) -> Slip {
    let side = |w: &Written<'_>| (w.2.of(text).to_owned(), w.2);
    Slip {
        contrast: Contrast::Name,
        about: format!("name of {}", most.2.of(text)),
        sides: [side(most), side(least)],
    }
}

/// Whether one surname is another mistyped: a letter changed, added or left out, the first the same.
fn slip(a: &str, b: &str) -> bool {
    let possessive = |x: &str, y: &str| x.strip_suffix('s') == Some(y);
    let long = a.chars().count() >= LONG && b.chars().count() >= LONG;
    let (a, b) = (&*plain(a), &*plain(b));
    long && a.chars().next() == b.chars().next()
        && a != b
        && edits_at_most(1, a, b)
        && !possessive(a, b)
        && !possessive(b, a)
}

/// Whether one first name is another mistyped: other endings are those of men and women, of short forms and long ones.
fn inner(a: &str, b: &str) -> bool {
    let long = a.chars().count() >= FIRST && b.chars().count() >= FIRST;
    let ends = |x: &str| (x.chars().next(), x.chars().next_back());
    let (a, b) = (&*plain(a), &*plain(b));
    long && a != b && ends(a) == ends(b) && edits_at_most(1, a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_a_slip_and_an_s_is_none() {
        assert!(slip("Hornik", "Hornek"));
        assert!(!slip("Hornik", "Horniks"));
        assert!(!slip("Hornik", "Bornik"));
        assert!(!slip("Aliénor", "Alienor"));
    }

    #[test]
    fn first_names_slip_inside() {
        assert!(inner("Philip", "Phillip"));
        assert!(inner("Stefan", "Stefen"));
        assert!(!inner("Mario", "Maria"), "two people");
        assert!(!inner("Jon", "John"), "short names differ by little");
    }
}
