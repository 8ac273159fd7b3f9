//! newscorp reads news articles as they were collected, turns every one into the same model, finds who and what is
//! named, which dates and figures are given and who said what.
//!
//! ```text
//! bytes ──source──▶ Input ──ingest──▶ Article ──text──▶ tokens, sentences ──extract──▶ Record ──report──▶ stdout
//! ```
//!
//! Which module may import which is a table in `tests/architecture.rs`. Only [`cli`] and [`report`] print.
#![warn(clippy::print_stdout, clippy::print_stderr)]
// Tests may fail by panicking: that is how they report.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod cli;
pub mod corpus;
pub mod extract;
pub mod ingest;
pub mod model;
pub mod report;
pub mod source;
pub mod text;
pub mod train;
