//! The program as a whole: what it prints, on which stream, with which exit code.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod claims;
mod compare;
mod examples;
mod order;
mod output;
mod report;
mod schema;
mod streams;
mod tables;

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ARTICLE: &str = "Harbour bridge reopens after repairs\n\nPORTSEA, 21 June 2025 - The harbour bridge reopened on \
                       Monday, city engineer Maria Lopez said. \"Traffic fell by 12 per cent,\" she said.\n\nRepairs \
                       cost $4.5 million.\n";

/// The program, not yet started, with the root of the project as its folder.
fn newscorp() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newscorp"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs it to its end.
fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Output {
    newscorp().args(arguments).output().unwrap()
}

/// Runs it with something on standard input.
fn feed(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = newscorp()
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that ends early closes its input: that is no failure of the test.
    let writer = std::thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The records on standard output.
fn records(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The ids of the articles on standard output.
fn ids(output: &Output) -> Vec<String> {
    records(output)
        .iter()
        .map(|record| {
            record["article"]["id"]
                .as_str()
                .unwrap_or("(none)")
                .to_owned()
        })
        .collect()
}

/// A normalised article as a line.
fn line(id: &str) -> String {
    let article = serde_json::json!({"id": id, "title": "Harbour bridge reopens", "text": ARTICLE});
    format!("{article}\n")
}

/// A folder with files in it.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    root
}

/// A path as an argument.
fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
