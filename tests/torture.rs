//! Bad bytes, bad files, bad streams: whatever is read, the run ends, says what failed, and prints all the rest.
//!
//! The inputs are made here, by rules; sizes are such that a debug build is through in seconds. `NEWSCORP_TORTURE=N` makes
//! them N times as large (200 gives lines of 200 MB; use a release build: `cargo test --release --test torture`).
//! Each run is killed when it takes a minute, and may take no more memory than [`MEMORY`] where a shell can limit it.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "torture/documents.rs"]
mod documents;
#[path = "torture/packed.rs"]
mod packed;
#[cfg(unix)]
#[path = "torture/paths.rs"]
mod paths;
#[path = "torture/promises.rs"]
mod promises;
#[cfg(unix)]
#[path = "torture/streams.rs"]
mod streams;

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// An article that any run has to report, whatever lies beside it.
const GOOD: &str = "Harbour bridge reopens after repairs\n\nPORTSEA, 21 June 2025 - The harbour bridge reopened on \
                    Monday, city engineer Maria Lopez said. \"Traffic fell by 12 per cent,\" she said.\n\nRepairs \
                    cost $4.5 million.\n";
const MARK: &str = "harbour bridge reopened";

/// How long a run may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(60);

/// The address space of a run in KiB: what a run of small inputs needs, and no more.
const MEMORY: u32 = 1 << 20;

/// More than this is never said on standard error.
const SAID: usize = 64 << 10;

/// How many times as large as usual the inputs are.
fn times() -> usize {
    let wish = env::var("NEWSCORP_TORTURE").ok();
    wish.and_then(|wish| wish.parse().ok()).unwrap_or(1)
}

/// The program, not yet started. Where a shell is there, it limits the memory.
fn newscorp() -> Command {
    let program = env!("CARGO_BIN_EXE_newscorp");
    let mut command = if cfg!(target_os = "linux") && times() == 1 {
        let mut shell = Command::new("sh");
        let limit = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
        shell.args(["-c", &limit, program]);
        shell
    } else {
        Command::new(program)
    };
    command.env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

/// What a run gave.
#[derive(Debug)]
struct Ran {
    status: ExitStatus,
    out: Vec<u8>,
    said: String,
}

impl Ran {
    fn code(&self) -> i32 {
        self.status.code().unwrap_or(-1)
    }

    fn out(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// The records, once each is JSON whose findings are the slices of the text that they say.
    fn records(&self) -> Vec<Value> {
        let out = self.out();
        assert!(out.is_empty() || out.ends_with('\n'), "a line is cut");
        let lines = out.lines().map(|line| {
            let record: Value = serde_json::from_str(line).unwrap();
            if let Some(text) = record["article"]["text"].as_str() {
                check_spans(&record, &text.chars().collect::<Vec<_>>());
            }
            record
        });
        lines.collect()
    }

    /// What holds for every run: it ends by itself, and speaks plainly.
    fn check(&self) {
        let said = &self.said;
        assert!(matches!(self.code(), 0..=2), "{:?}: {said}", self.status);
        for word in ["panicked", "overflowed its stack", "please report"] {
            assert!(!said.contains(word), "{said}");
        }
        assert!(said.len() <= SAID, "{} bytes were said", said.len());
        assert!(self.code() == 0 || !said.is_empty(), "failed silently");
        let controls = said.chars().filter(|c| c.is_control() && *c != '\n');
        assert_eq!(controls.count(), 0, "{said:?}");
    }
}

/// Checks every object of a record that has a start and an end.
fn check_spans(value: &Value, text: &[char]) {
    if let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) {
        let slice = &text[start as usize..end as usize];
        if let Some(said) = value["text"].as_str() {
            assert!(said.chars().eq(slice.iter().copied()), "{said:?}");
        }
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| check_spans(item, text)),
        Value::Object(fields) => fields.values().for_each(|field| check_spans(field, text)),
        _ => {}
    }
}

/// Runs the program to its end; what it prints goes through files, so that nothing is waited for.
fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Ran {
    run_to_end(newscorp().args(arguments))
}

fn run_to_end(command: &mut Command) -> Ran {
    let (out, said) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let child = command
        .stdout(out.try_clone().unwrap())
        .stderr(said.try_clone().unwrap())
        .spawn()
        .unwrap();
    let status = ended(child);
    let ran = Ran {
        status,
        out: content(out),
        said: String::from_utf8(content(said)).unwrap(),
    };
    ran.check();
    ran
}

fn content(mut file: File) -> Vec<u8> {
    let mut all = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut all).unwrap();
    all
}

/// Waits for a program, and kills it when that takes too long.
fn ended(mut child: Child) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if begun.elapsed() > PATIENCE * u32::try_from(times()).unwrap() {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("it hangs");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder with files in it.
fn folder<B: AsRef<[u8]>>(files: &[(&str, B)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// What is to become of a bad file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is read.
    Read,
    /// It fails, and is named.
    Fails,
    /// Either: what can be read of it is.
    Either,
}
use Fate::{Either, Fails, Read as IsRead};

/// Runs over a folder with a bad file and a good one: the good one is reported, the bad one meets its fate.
fn torture(name: &str, bytes: impl AsRef<[u8]>, fate: Fate) -> Vec<Value> {
    let root = folder(&[(name, bytes.as_ref()), ("zz-good.txt", GOOD.as_bytes())]);
    let ran = run(&["extract", "-j2", "--format", "ndjson", text(root.path())]);
    let code = match fate {
        IsRead => 0..=0,
        Fails => 1..=1,
        Either => 0..=1,
    };
    assert!(code.contains(&ran.code()), "{name}: {}", ran.said);
    assert!(ran.code() == 0 || ran.said.contains(name), "{}", ran.said);
    let mut records = ran.records();
    let good = records.pop().expect(name);
    assert!(good["article"]["text"].as_str().unwrap().contains(MARK));
    assert!(
        good["article"]["input"]["path"]
            .as_str()
            .unwrap()
            .ends_with("zz-good.txt")
    );
    assert!(fate != IsRead || !records.is_empty(), "{name} gave nothing");
    records
}
