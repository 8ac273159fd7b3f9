//! Across articles: what many of them have in common.

mod chosen;
mod math;
mod names;
mod stories;

pub use chosen::ClaimFilter;
pub use names::Names;
pub use stories::{Sketch, stories};
