//! Work on what has been read, shared between threads.

use std::thread;

use anyhow::anyhow;

use super::pipeline::{STACK, WORKER};
use super::run::Stop;

/// What becomes of items, in their order, made on `jobs` threads. A program that was interrupted is given only a moment to
/// end: no item is begun after that.
///
/// # Errors
/// Where the run was interrupted, or no thread could be had.
pub(super) fn each<I: Send, O: Send>(
    items: Vec<I>,
    jobs: usize,
    interrupted: fn() -> bool,
    work: impl Fn(I) -> O + Sync,
) -> Result<Vec<O>, Stop> {
    let share = items.len().div_ceil(jobs).max(1);
    let mut all = Vec::with_capacity(items.len());
    let mut items = items.into_iter().peekable();
    let made = |share: Vec<I>| -> Vec<O> {
        let wanted = share.into_iter().take_while(|_| !interrupted());
        wanted.map(&work).collect()
    };
    let made = &made;
    thread::scope(|scope| {
        let mut threads = Vec::new();
        while items.peek().is_some() {
            let share: Vec<I> = items.by_ref().take(share).collect();
            let thread = thread::Builder::new()
                .name(WORKER.to_owned())
                .stack_size(STACK);
            threads.push(thread.spawn_scoped(scope, move || made(share))?);
        }
        for thread in threads {
            let made = thread.join();
            all.extend(made.map_err(|_| anyhow!("a thread of newscorp ended before its time"))?);
        }
        anyhow::Ok(())
    })
    .map_err(Stop::Failed)?;
    if interrupted() {
        return Err(Stop::Interrupted);
    }
    Ok(all)
}
