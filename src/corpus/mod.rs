//! Across articles: what many of them have in common.

mod math;
mod names;
mod stories;

pub use names::Names;
pub use stories::{Sketch, stories};
