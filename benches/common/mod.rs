//! What the benches share: the annotated articles, and a clock that other work on the machine disturbs little.

use std::path::PathBuf;
use std::time::Instant;

use newscorp::train::{self, Document};

/// The project's own annotated articles (`src/data/training`), in the order of their files.
pub(crate) fn documents() -> anyhow::Result<Vec<Document>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/data/training");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "xml"))
        .collect();
    files.sort();
    let mut documents = Vec::new();
    for file in files {
        documents.extend(train::read(&std::fs::read_to_string(file)?)?);
    }
    Ok(documents)
}

/// A moment to count the processor time of this thread from; where the system does not tell it, the time that passes.
pub(crate) struct Clock {
    cpu: Option<u64>,
    wall: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            cpu: cpu_nanoseconds(),
            wall: Instant::now(),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "less than a day")]
    pub(crate) fn seconds(&self) -> f64 {
        match (self.cpu, cpu_nanoseconds()) {
            (Some(start), Some(end)) => (end - start) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// The CPU time that this thread has used, where the system tells it.
fn cpu_nanoseconds() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split_whitespace().next()?.parse().ok()
}
