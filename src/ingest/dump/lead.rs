//! The first paragraph of an article that a player or another large box parts from the rest of it, and the last ones of a page
//! without a footer.

use rustc_hash::FxHashSet;

use super::traits::End;
use super::{Page, Segment};
use crate::text::{Class, lexicon};

/// How many blocks above the article are looked at.
const ABOVE: usize = 30;
/// How many blocks of the article tell whom it is about.
const BELOW: usize = 4;
/// The least words of a lead.
const WORDS: usize = 16;
/// How long a name is at least, in letters.
const LETTERS: usize = 4;

/// The paragraphs above an article that name the same as its first ones do.
pub(super) fn before(page: &Page<'_>, scores: &[f64], segment: Segment) -> Vec<usize> {
    let above = segment.start.saturating_sub(ABOVE)..segment.start;
    let is_prose = |&at: &usize| {
        let traits = &page.traits[at];
        let whole = traits.words >= WORDS && traits.end == End::Stop && !traits.repeated;
        // Captions of agencies: `Oct 30, 2023; Orlando, Florida, USA; fans celebrate.`
        let caption = page.blocks[at].text.matches(';').count() > 1;
        whole && !caption && scores[at] > 0.0 && page.side(page.blocks[at].indent) == 0
    };
    let mut found: Vec<usize> = above.filter(is_prose).collect();
    if found.is_empty() {
        return found;
    }
    let first = (segment.start..segment.end)
        .filter(|&at| scores[at] > 0.0)
        .take(BELOW);
    let known: FxHashSet<&str> = first.flat_map(|at| names(&page.blocks[at].text)).collect();
    found.retain(|&at| names(&page.blocks[at].text).any(|name| known.contains(name)));
    found
}

/// How many paragraphs a page can end with that its last long one does not show to be of the article.
const LAST: usize = 3;
/// The least words of such a paragraph.
const LAST_WORDS: usize = 8;

/// The paragraphs between the last block of an article and the end of the page, where there is nothing else: the page has no
/// footer, so that they end the article.
pub(super) fn behind(page: &Page<'_>, kept: &[usize]) -> std::ops::Range<usize> {
    let rest = kept.last().map_or(0, |&last| last + 1)..page.blocks.len();
    let is_prose = |at: usize| {
        let (traits, block) = (&page.traits[at], &page.blocks[at]);
        let whole = traits.words >= LAST_WORDS && traits.end == End::Stop && !traits.repeated;
        whole && traits.opening.is_none() && traits.calls() == 0 && !block.bullet
    };
    if rest.len() <= LAST && !kept.is_empty() && rest.clone().all(is_prose) {
        rest
    } else {
        0..0
    }
}

/// The words with a capital that are no small words.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| {
        word.len() >= LETTERS
            && word.starts_with(char::is_uppercase)
            && !lexicon::classes(&word.to_lowercase()).any(Class::FUNCTION | Class::PRONOUN)
    })
}
