//! Ctrl-C and SIGTERM: the run ends after the record that is being written, so that only whole lines are left.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// The exit code of a program that was interrupted: 128 and the number of SIGINT.
pub(super) const EXIT_CODE: u8 = 130;

/// How long the record that is being written may take.
const PATIENCE: Duration = Duration::from_secs(1);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Watches for signals from now on. Where that is not possible, they end the program as they do any other.
pub(super) fn watch() {
    let _ = ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        // A reader that has stopped reading may keep the writer for ever.
        thread::sleep(PATIENCE);
        process::exit(i32::from(EXIT_CODE));
    });
}

/// Whether the run is to end.
pub(super) fn is_set() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}
