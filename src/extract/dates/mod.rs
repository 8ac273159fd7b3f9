//! Temporal expressions.

use crate::model::{Article, DateMention};
use crate::text::Text;

/// The temporal expressions of the article, in text order.
pub(super) fn find(_text: &Text<'_>, _article: &Article) -> Vec<DateMention> {
    Vec::new()
}
