//! Ctrl-C and SIGTERM: the run ends after the record that is being written, so that only whole lines are left.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The exit code of a program that was interrupted: 128 and the number of SIGINT.
pub(super) const EXIT_CODE: u8 = 130;

/// How long the record that is being written may take.
const PATIENCE: Duration = Duration::from_secs(1);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The file that is not whole yet, which nobody else removes when the program ends at once.
static LEFTOVER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Watches for signals from now on. Where that is not possible, they end the program as they do any other.
pub(super) fn watch() {
    let _ = ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        // A reader that has stopped reading may keep the writer for ever.
        thread::sleep(PATIENCE);
        let leftover = LEFTOVER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = &*leftover {
            let _ = fs::remove_file(path);
        }
        // Where standard error is closed, there is nobody to tell.
        let _ = writeln!(
            io::stderr(),
            "newscorp: interrupted before the output could be brought to an end; its last line may be cut"
        );
        process::exit(i32::from(EXIT_CODE));
    });
}

/// Has the file removed if the program ends at once.
pub(super) fn remove_at_end(unfinished: Option<PathBuf>) {
    *LEFTOVER.lock().unwrap_or_else(PoisonError::into_inner) = unfinished;
}

/// Whether the run is to end.
pub(super) fn is_set() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}
