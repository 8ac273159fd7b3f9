//! The terminal: whether there is one, its colours and width.

use std::env;
use std::io::{self, IsTerminal};

use super::args::Color;

/// Whether text on standard output is coloured.
pub(super) fn is_coloured(wish: Color, to_file: bool) -> bool {
    match wish {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            !to_file && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
        }
    }
}

/// The columns that text on standard output has: those of the terminal, elsewhere what COLUMNS says; 0 where nobody knows,
/// so that a file or a pipe gets the same lines whatever terminal it is filled from.
pub(super) fn width(to_file: bool) -> usize {
    let screen = (!to_file && io::stdout().is_terminal()).then(terminal_size::terminal_size);
    let columns = screen.flatten().map(|(columns, _)| usize::from(columns.0));
    let told = || env::var("COLUMNS").ok()?.parse().ok();
    columns
        .filter(|&columns| columns > 0)
        .or_else(told)
        .unwrap_or(0)
}
