//! Ctrl-C and SIGTERM: the run ends after the record that is being written, so that only whole lines are left.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process;
#[cfg(unix)]
use std::sync::Arc;
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
#[cfg(unix)]
pub(super) fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXCPU, SIGXFSZ};
    // A file that may not grow any more is an error of writing like others.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let ignored = ignored();
    // What `nohup` and shells keep from a run in the background stays kept from it.
    let kept = |signal: &i32| ignored & (1 << (signal - 1)) == 0;
    let watched = [SIGHUP, SIGINT, SIGTERM, SIGXCPU].into_iter().filter(kept);
    if let Ok(mut signals) = signal_hook::iterator::Signals::new(watched) {
        let _ = thread::Builder::new().spawn(move || {
            if signals.forever().next().is_some() {
                end();
            }
        });
    }
}

/// The signals that the program was started to ignore, a bit each, as far as the system tells (proc(5), `SigIgn`).
#[cfg(unix)]
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0)
}

/// The same where there is Ctrl-C alone.
#[cfg(not(unix))]
pub(super) fn watch() {
    let _ = ctrlc::set_handler(end);
}

/// Has the run end, and ends the program where that takes too long.
fn end() {
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
}

/// Has the file removed if the program ends at once.
pub(super) fn remove_at_end(unfinished: Option<PathBuf>) {
    *LEFTOVER.lock().unwrap_or_else(PoisonError::into_inner) = unfinished;
}

/// Whether the run is to end.
pub(super) fn is_set() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}
