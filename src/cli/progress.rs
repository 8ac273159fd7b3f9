//! How far a run is: a line on a terminal's standard error, once somebody has waited for a second.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::report::parted;
use crate::source::{Globs, Meter};

/// How long a run is watched in silence, and how often the line changes.
const DELAY: Duration = Duration::from_secs(1);
const INTERVAL: Duration = Duration::from_millis(100);

/// What has to be read before the time that is left is told, as a share of all.
const KNOWN: f64 = 0.02;

/// A line on standard error that says how far the run is.
pub(super) struct Progress {
    started: Instant,
    /// When it changed last; none where it is never shown.
    last: Option<Instant>,
    bar: Option<ProgressBar>,
    meter: Arc<Meter>,
    /// What is to be read, until it has been measured; none where that cannot be known.
    inputs: Option<(Vec<PathBuf>, Globs)>,
}

impl Progress {
    /// A line that is shown if it is wanted and standard error is a terminal.
    pub(super) fn new(wanted: bool) -> Self {
        let started = Instant::now();
        Self {
            started,
            last: (wanted && io::stderr().is_terminal()).then_some(started),
            bar: None,
            meter: Arc::default(),
            inputs: None,
        }
    }

    /// The same for a run over the files of `paths`, so that it knows how much is left.
    pub(super) fn over(mut self, paths: Vec<PathBuf>, globs: Globs) -> Self {
        self.inputs = Some((paths, globs));
        self
    }

    /// What counts the bytes that are read.
    pub(super) fn meter(&self) -> Arc<Meter> {
        Arc::clone(&self.meter)
    }

    /// How long the run has taken.
    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Is not shown any more.
    pub(super) fn hide(&mut self) {
        self.clear();
        self.last = None;
    }

    /// Shows what has been done, unless it did so a moment ago.
    pub(super) fn show(&mut self, inputs: u64, failed: u64) {
        let pause = if self.bar.is_some() { INTERVAL } else { DELAY };
        if self.last.is_none_or(|last| last.elapsed() < pause) {
            return;
        }
        self.last = Some(Instant::now());
        let line = line(inputs, failed, self.elapsed(), self.share());
        self.draw(line);
    }

    /// Says that everything has been read and what is done now, if somebody has been waiting or may have to.
    pub(super) fn read(&mut self, inputs: u64, failed: u64) {
        if self.last.is_some() && self.bar.is_some() {
            let counts = counts(inputs, failed);
            self.draw(format!("{counts}, all read; putting it together"));
        }
    }

    /// Which share of the bytes of all inputs has been read.
    fn share(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "it is shown in per cent")]
        let share = self.meter.read() as f64 / self.meter.total()? as f64;
        Some(share.min(1.0))
    }

    fn draw(&mut self, line: String) {
        if let Some((paths, globs)) = self.inputs.take() {
            let meter = self.meter();
            // Without a thread nobody measures, and the time that is left is not told.
            let _ = thread::Builder::new().spawn(move || meter.measure(paths, &globs));
        }
        self.bar.get_or_insert_with(spinner).set_message(line);
    }

    /// Writes to standard error what is to stay there.
    pub(super) fn aside(&self, write: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(INTERVAL);
    bar
}

/// `1,234 inputs, 3 failed, 56 a second, 42%, about 40 s left`
fn line(inputs: u64, failed: u64, elapsed: Duration, share: Option<f64>) -> String {
    let mut line = counts(inputs, failed);
    #[expect(clippy::cast_precision_loss, reason = "a rate is rounded anyway")]
    let rate = inputs as f64 / elapsed.as_secs_f64().max(0.001);
    let _ = match rate {
        ..10.0 => write!(line, ", {rate:.1} a second"),
        _ => write!(line, ", {rate:.0} a second"),
    };
    if let Some(share) = share {
        let _ = write!(line, ", {:.0}%", share * 100.0);
    }
    if let Some(share) = share.filter(|&share| (KNOWN..1.0).contains(&share)) {
        let left = elapsed.mul_f64((1.0 - share) / share);
        let _ = write!(line, ", about {} left", rounded(left));
    }
    line
}

fn counts(inputs: u64, failed: u64) -> String {
    let noun = if inputs == 1 { "input" } else { "inputs" };
    let failed = match failed {
        0 => String::new(),
        failed => format!(", {} failed", parted(&failed)),
    };
    format!("{} {noun}{failed}", parted(&inputs))
}

/// A length of time as roughly as it is known.
fn rounded(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..=59 => format!("{} s", seconds + 1),
        60..=3599 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_told() {
        let ten = Duration::from_secs(10);
        assert_eq!(line(1, 0, ten, None), "1 input, 0.1 a second");
        assert_eq!(
            line(1234, 3, ten, Some(0.25)),
            "1,234 inputs, 3 failed, 123 a second, 25%, about 31 s left"
        );
        assert_eq!(line(50, 0, ten, Some(0.01)), "50 inputs, 5.0 a second, 1%");
        assert_eq!(line(50, 0, ten, Some(1.0)), "50 inputs, 5.0 a second, 100%");
        assert_eq!(rounded(Duration::from_secs(59 * 60)), "59 min");
        assert_eq!(rounded(Duration::from_secs(2 * 3600 + 61)), "2 h 1 min");
    }

    #[test]
    fn nothing_is_shown_where_nobody_waits() {
        let mut progress = Progress::new(false);
        progress.show(1, 0);
        progress.read(1, 0);
        assert!(progress.bar.is_none());
    }
}
