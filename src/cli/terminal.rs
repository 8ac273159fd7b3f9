//! The terminal: whether there is one, its colours and width, and the progress line on it.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use super::args::Color;

/// How long a run is watched in silence, and how often the progress line changes.
const DELAY: Duration = Duration::from_secs(1);
const INTERVAL: Duration = Duration::from_millis(200);

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

/// The columns of the terminal; 0 where there is none.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(0, |(columns, _)| usize::from(columns.0))
}

/// A line on standard error that says how far the run is, on a terminal only.
pub(super) struct Progress {
    /// When it changed last; none where it is never shown.
    last: Option<Instant>,
    shown: bool,
}

impl Progress {
    /// A line that is shown if somebody may be waiting: standard error is a terminal, and the results go elsewhere.
    pub(super) fn new(wanted: bool) -> Self {
        let last = (wanted && io::stderr().is_terminal()).then(Instant::now);
        Self { last, shown: false }
    }

    /// Shows the counts, unless it did so a moment ago.
    pub(super) fn show(&mut self, articles: u64, failed: u64) {
        let pause = if self.shown { INTERVAL } else { DELAY };
        if self.last.is_none_or(|last| last.elapsed() < pause) {
            return;
        }
        self.last = Some(Instant::now());
        self.shown = true;
        let _ = write!(
            io::stderr().lock(),
            "\r{articles} articles, {failed} failed\u{1b}[K"
        );
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        if self.shown {
            self.shown = false;
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
