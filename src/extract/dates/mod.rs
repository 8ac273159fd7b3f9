//! Temporal expressions: what each says by TIMEX3, and which calendar days it means.
//!
//! `scan` walks over the tokens and asks `grammar` for the value that the words alone give; `resolve` then reads those
//! values through the whole article, from the day of publication, the outlook of each clause (`context`) and the dates
//! mentioned before. `timex` writes the result; `lexicon` and `holiday` know the words of `src/data/dates/`.

mod context;
#[cfg(test)]
mod examples;
mod grammar;
mod holiday;
mod lexicon;
mod place;
mod resolve;
mod scan;
mod timex;
mod value;
mod view;

use crate::model::{Article, DateMention};
use crate::text::Text;

/// The temporal expressions of the article, in text order. The title is no part of the text and gives none.
pub(super) fn find(text: &Text<'_>, article: &Article) -> Vec<DateMention> {
    let found = scan::scan(text);
    resolve::resolve(text, &found, resolve::Publication::of(article))
}
