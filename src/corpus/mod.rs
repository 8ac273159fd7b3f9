//! Across articles: what many of them have in common.

mod names;

pub use names::Names;
