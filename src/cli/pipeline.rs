//! A bounded, ordered parallel map: items are taken from an iterator on one thread, worked on by many, and handed back in
//! their order.
//!
//! What is under way is limited in number and in weight, so that memory does not grow with the number of items, and a slow
//! item does not let the results behind it pile up.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The name of the threads that work, by which a panic in them is told from others.
pub(super) const WORKER: &str = "newscorp-worker";

/// The name of the thread that takes the items.
pub(super) const READER: &str = "newscorp-reader";

/// The stack of a thread, in bytes. Nothing here recurses over its input; this is for parsers of others.
pub(super) const STACK: usize = 16 << 20;

/// How many items may be under way for each worker.
const ITEMS: usize = 32;

/// How many bytes of items may be under way for each worker. One item always may.
const WEIGHT: usize = 4 << 20;

/// How often a wait is interrupted to look whether the run is to stop.
const TICK: Duration = Duration::from_millis(50);

/// What the consumer is told.
pub(super) enum Event<O> {
    /// The next result.
    Output(O),
    /// Nothing is ready: the input is slow, or the work is.
    Wait,
}

/// How items are worked on.
pub(super) struct Pipeline<I, O> {
    /// How many at once.
    pub(super) jobs: usize,
    /// How much memory an item takes, in bytes.
    pub(super) weigh: fn(&I) -> usize,
    /// What is done with each. It must not panic.
    pub(super) work: Arc<dyn Fn(I) -> O + Send + Sync>,
}

/// Why there are no more results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All items have been worked on.
    All,
    /// The consumer wanted no more.
    Stopped,
}

enum Message<O> {
    Done {
        index: u64,
        weight: usize,
        output: O,
    },
    /// How many items there were.
    Count(u64),
}

struct Job<I> {
    index: u64,
    weight: usize,
    item: I,
}

impl<I: Send + 'static, O: Send + 'static> Pipeline<I, O> {
    /// Works on `items`; `consume` gets the results in their order and says whether it wants more.
    ///
    /// Threads that still wait for an item when the consumer stops are left behind, as nothing can wake them.
    ///
    /// # Errors
    /// Where no thread can be started, or the one that takes the items died.
    pub(super) fn run(
        &self,
        items: impl Iterator<Item = I> + Send + 'static,
        mut consume: impl FnMut(Event<O>) -> ControlFlow<()>,
    ) -> io::Result<End> {
        let gate = Arc::new(Gate::new(self.jobs));
        let (done, results) = mpsc::channel();
        self.start(items, &gate, &done)?;
        drop(done);
        let end = collect(&results, &gate, &mut consume);
        gate.close();
        end
    }

    fn start(
        &self,
        items: impl Iterator<Item = I> + Send + 'static,
        gate: &Arc<Gate>,
        done: &Sender<Message<O>>,
    ) -> io::Result<()> {
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..self.jobs {
            let (queue, work, done) = (Arc::clone(&queue), Arc::clone(&self.work), done.clone());
            thread::Builder::new()
                .name(WORKER.to_owned())
                .stack_size(STACK)
                .spawn(move || worker(&queue, &*work, &done))?;
        }
        let (gate, done, weigh) = (Arc::clone(gate), done.clone(), self.weigh);
        thread::Builder::new()
            .name(READER.to_owned())
            .stack_size(STACK)
            .spawn(move || feed(items, weigh, &gate, &jobs, &done))?;
        Ok(())
    }
}

fn feed<I, O>(
    items: impl Iterator<Item = I>,
    weigh: fn(&I) -> usize,
    gate: &Gate,
    jobs: &Sender<Job<I>>,
    done: &Sender<Message<O>>,
) {
    let mut index = 0;
    for item in items {
        let weight = weigh(&item);
        let job = Job {
            index,
            weight,
            item,
        };
        if !gate.enter(weight) || jobs.send(job).is_err() {
            return;
        }
        index += 1;
    }
    // The consumer may have gone; then nobody wants to know.
    let _ = done.send(Message::Count(index));
}

fn worker<I, O>(
    queue: &Mutex<Receiver<Job<I>>>,
    work: &(dyn Fn(I) -> O + Send + Sync),
    done: &Sender<Message<O>>,
) {
    loop {
        let Ok(job) = lock(queue).recv() else {
            return;
        };
        let message = Message::Done {
            index: job.index,
            weight: job.weight,
            output: work(job.item),
        };
        if done.send(message).is_err() {
            return;
        }
    }
}

fn collect<O>(
    results: &Receiver<Message<O>>,
    gate: &Gate,
    consume: &mut impl FnMut(Event<O>) -> ControlFlow<()>,
) -> io::Result<End> {
    let mut early = BTreeMap::new();
    let (mut next, mut count) = (0, None);
    loop {
        while let Some((weight, output)) = early.remove(&next) {
            if consume(Event::Output(output)).is_break() {
                return Ok(End::Stopped);
            }
            gate.leave(weight);
            next += 1;
        }
        if count == Some(next) {
            return Ok(End::All);
        }
        let message = match results.try_recv() {
            Ok(message) => Some(message),
            Err(TryRecvError::Empty) => {
                if consume(Event::Wait).is_break() {
                    return Ok(End::Stopped);
                }
                match results.recv_timeout(TICK) {
                    Ok(message) => Some(message),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return Err(died()),
                }
            }
            Err(TryRecvError::Disconnected) => return Err(died()),
        };
        match message {
            Some(Message::Done {
                index,
                weight,
                output,
            }) => {
                early.insert(index, (weight, output));
            }
            Some(Message::Count(all)) => count = Some(all),
            None => {}
        }
    }
}

fn died() -> io::Error {
    io::Error::other("a thread of newscorp ended before its time; please report this")
}

/// Limits what is under way.
struct Gate {
    state: Mutex<Load>,
    changed: Condvar,
    items: usize,
    weight: usize,
}

#[derive(Default)]
struct Load {
    items: usize,
    weight: usize,
    closed: bool,
}

impl Gate {
    fn new(jobs: usize) -> Self {
        Self {
            state: Mutex::default(),
            changed: Condvar::new(),
            items: ITEMS * jobs,
            weight: WEIGHT * jobs,
        }
    }

    /// Waits until there is room; false once the gate is closed.
    fn enter(&self, weight: usize) -> bool {
        let full = |load: &mut Load| {
            let crowded = load.items >= self.items || load.weight + weight > self.weight;
            !load.closed && load.items > 0 && crowded
        };
        let mut load = self
            .changed
            .wait_while(lock(&self.state), full)
            .unwrap_or_else(PoisonError::into_inner);
        load.items += 1;
        load.weight += weight;
        !load.closed
    }

    fn leave(&self, weight: usize) {
        let mut load = lock(&self.state);
        load.items -= 1;
        load.weight -= weight;
        drop(load);
        self.changed.notify_one();
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn pipeline(
        jobs: usize,
        work: impl Fn(usize) -> usize + Send + Sync + 'static,
    ) -> Pipeline<usize, usize> {
        Pipeline {
            jobs,
            weigh: |_| 1 << 20,
            work: Arc::new(work),
        }
    }

    fn outputs(pipeline: &Pipeline<usize, usize>, count: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let end = pipeline.run(0..count, |event| {
            if let Event::Output(output) = event {
                all.push(output);
            }
            ControlFlow::Continue(())
        });
        assert_eq!(end.unwrap(), End::All);
        all
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let slow_first = |i: usize| {
            thread::sleep(Duration::from_millis(i.is_multiple_of(7).into()));
            i * 2
        };
        let expected: Vec<usize> = (0..300).map(|i| i * 2).collect();
        for jobs in [1, 4] {
            assert_eq!(outputs(&pipeline(jobs, slow_first), 300), expected);
        }
        assert!(outputs(&pipeline(2, slow_first), 0).is_empty());
    }

    #[test]
    fn what_is_under_way_is_limited_by_weight() {
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&taken);
        let items = (0..1000).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let mut given = 0;
        let end = pipeline(2, |i| i).run(items, |event| {
            if let Event::Output(_) = event {
                given += 1;
                thread::sleep(Duration::from_micros(50));
                let limit = 2 * WEIGHT / (1 << 20);
                assert!(taken.load(Ordering::SeqCst) <= given + limit + 1);
            }
            ControlFlow::Continue(())
        });
        assert_eq!((end.unwrap(), given), (End::All, 1000));
    }

    #[test]
    fn a_consumer_may_stop_an_endless_run() {
        let mut given = 0;
        let end = pipeline(2, |i| i).run(0.., |event| match event {
            Event::Output(_) if given == 5 => ControlFlow::Break(()),
            Event::Output(_) => {
                given += 1;
                ControlFlow::Continue(())
            }
            Event::Wait => ControlFlow::Continue(()),
        });
        assert_eq!(end.unwrap(), End::Stopped);
    }

    #[test]
    fn the_consumer_hears_of_a_pause() {
        let (sender, items) = mpsc::channel();
        sender.send(1).unwrap();
        let mut sender = Some(sender);
        let mut given = 0;
        let end = pipeline(1, |i| i).run(items.into_iter(), |event| {
            match event {
                Event::Output(_) => given += 1,
                // The answer to the first item is there before the second one is sent.
                Event::Wait if given == 1 => drop(sender.take()),
                Event::Wait => {}
            }
            ControlFlow::Continue(())
        });
        assert_eq!((end.unwrap(), given), (End::All, 1));
    }
}
