//! Across articles: what many of them have in common.

mod background;
mod chosen;
mod compare;
mod math;
mod names;
mod stories;

pub use chosen::ClaimFilter;
pub use compare::{Digest, compare, contradicts_itself};
pub use names::Names;
pub use stories::{Grouped, Sketch, grouped, grouped_unless};
