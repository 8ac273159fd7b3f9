//! Full disks, closed pipes, signals, two writers of one file.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{GOOD, PATIENCE, ended, folder, newscorp, run, run_to_end, text};

/// So many articles in a file.
fn many(folder: &Path, count: usize) -> String {
    let path = folder.join("many.ndjson");
    let lines: String = (0..count)
        .map(|id| json!({"id": id.to_string(), "text": GOOD.repeat(4)}).to_string() + "\n")
        .collect();
    fs::write(&path, lines).unwrap();
    text(&path).to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_fatal() {
    let root = folder::<&str>(&[]);
    let many = many(root.path(), 40);
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for command in ["extract", "compare", "entities", "report"] {
        let said = root.path().join("said");
        let child = newscorp()
            .args([command, &many])
            .stdout(full())
            .stderr(File::create(&said).unwrap())
            .spawn();
        let code = ended(child.unwrap()).code();
        let said = fs::read_to_string(said).unwrap();
        assert_eq!(code, Some(2), "{command}: {said}");
        assert!(
            said.contains("the disk is full") && said.lines().count() == 1,
            "{said}"
        );
    }
    for option in ["-o", "--errors"] {
        let ran = run(&["extract", &many, "/no/such.txt", option, "/dev/full"]);
        assert_eq!(ran.code(), 2, "{option}: {}", ran.said);
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let root = folder::<&str>(&[]);
    let many = many(root.path(), 400);
    for command in ["extract", "claims", "stories", "report"] {
        let said = root.path().join("said");
        let mut child = newscorp()
            .args([command, "--quiet", &many])
            .stdout(Stdio::piped())
            .stderr(File::create(&said).unwrap())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(ended(child).code(), Some(0), "{command}");
        assert_eq!(fs::read_to_string(said).unwrap(), "", "{command}");
    }
}

/// A run over standard input that is fed and has answered once, so that it is in the midst of things.
fn begun(arguments: &[&str], said: &Path) -> (Child, BufReader<std::process::ChildStdout>, String) {
    let mut child = newscorp()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(said).unwrap())
        .spawn()
        .unwrap();
    let line = json!({"id": "a", "text": GOOD}).to_string() + "\n";
    child
        .stdin
        .as_mut()
        .unwrap()
        .write_all(line.as_bytes())
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut answer = String::new();
    out.read_line(&mut answer).unwrap();
    (child, out, answer)
}

/// Whether a signal ends what a test starts. In the background of a shell Ctrl-C is kept from tests, and so from the runs.
fn reaches(signal: &&str) -> bool {
    let mut shell = Command::new("sh");
    let status = shell.args(["-c", &format!("kill -s {signal} $$")]).status();
    status.unwrap().code().is_none()
}

#[test]
fn signals_end_the_run_with_whole_lines_and_say_how_to_go_on() {
    let root = folder::<&str>(&[]);
    for signal in ["INT", "TERM", "HUP"].into_iter().filter(reaches) {
        let said = root.path().join("said");
        let (child, mut out, answer) = begun(&["extract", "-"], &said);
        let sent = Command::new("kill")
            .args(["-s", signal, &child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        assert_eq!(ended(child).code(), Some(130));
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut out, &mut rest).unwrap();
        for line in (answer + &rest).lines() {
            serde_json::from_str::<Value>(line).unwrap();
        }
        let said = fs::read_to_string(said).unwrap();
        assert!(said.contains("--after -:1, appended (>>)"), "{said}");
    }
}

#[test]
fn what_cannot_be_appended_to_is_run_again() {
    let root = folder::<&str>(&[]);
    let said = root.path().join("said");
    let (child, _, _) = begun(&["claims", "--format", "csv", "-"], &said);
    let sent = Command::new("kill")
        .args(["-s", "TERM", &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
    assert_eq!(ended(child).code(), Some(130));
    let said = fs::read_to_string(said).unwrap();
    assert!(
        said.contains("run it again") && !said.contains("--after"),
        "{said}"
    );
}

#[test]
fn going_on_keeps_the_failures_of_before() {
    let root = folder(&[("a.txt", ""), ("b.txt", GOOD), ("c.txt", "")]);
    let errors = root.path().join("errors.log");
    let inputs = ["a.txt", "b.txt", "c.txt"].map(|name| root.path().join(name));
    let [a, b, c] = inputs.each_ref().map(|path| text(path));
    run(&["extract", a, b, "--errors", text(&errors)]);
    run(&["extract", a, b, c, "--after", b, "--errors", text(&errors)]);
    let all = fs::read_to_string(&errors).unwrap();
    assert_eq!(all.lines().count(), 2, "{all}");
    assert!(all.contains("a.txt") && all.contains("c.txt"), "{all}");
}

#[test]
fn an_interrupted_file_is_not_there_and_leaves_nothing_behind() {
    let root = folder::<&str>(&[]);
    let out = root.path().join("out");
    fs::create_dir(&out).unwrap();
    let said = root.path().join("said");
    let mut child = newscorp()
        .args(["extract", "-", "-o", text(&out.join("found.ndjson"))])
        // It stays open, so that the run cannot come to its end.
        .stdin(Stdio::piped())
        .stderr(File::create(&said).unwrap())
        .spawn()
        .unwrap();
    let line = json!({"id": "a", "text": GOOD}).to_string() + "\n";
    let feed = child.stdin.as_mut().unwrap();
    feed.write_all(line.as_bytes()).unwrap();
    // It has begun once its temporary file is there.
    while fs::read_dir(&out).unwrap().next().is_none() {
        thread::sleep(Duration::from_millis(2));
    }
    thread::sleep(Duration::from_millis(60));
    let sent = Command::new("kill")
        .args(["-s", "TERM", &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
    assert_eq!(ended(child).code(), Some(130));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
    let said = fs::read_to_string(said).unwrap();
    assert!(
        said.contains("is not written") && said.contains("run it again"),
        "{said}"
    );
}

/// Waits for what a run is to do.
fn soon(done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < PATIENCE, "it is not done");
        thread::sleep(Duration::from_millis(5));
    }
}

/// So many articles, each other one empty.
fn half_bad(folder: &Path, count: usize) -> String {
    let path = folder.join("half.ndjson");
    let line = json!({"text": GOOD}).to_string();
    fs::write(&path, format!("{line}\n{{\"text\":\"\"}}\n").repeat(count)).unwrap();
    text(&path).to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_of_failures_that_goes_away_costs_no_results() {
    let root = folder::<&str>(&[]);
    let input = half_bad(root.path(), 2_000);
    let script = "exec \"$0\" ingest -f ndjson \"$1\" --errors /dev/fd/3 3>&1 >\"$2\"";
    let out = root.path().join("out");
    let mut child = Command::new("sh")
        .args([
            "-c",
            script,
            env!("CARGO_BIN_EXE_newscorp"),
            &input,
            text(&out),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(ended(child).code(), Some(1));
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 2_000);
}

#[test]
fn failures_are_kept_however_a_run_ends() {
    let root = folder::<&str>(&[]);
    let input = half_bad(root.path(), 4_000);
    for signal in ["KILL", "TERM"] {
        let errors = root.path().join(signal);
        // Nobody reads what is printed: the run stands still when the pipe is full.
        let child = newscorp()
            .args(["ingest", "-q", &input, "--errors", text(&errors)])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let kept = || fs::read_to_string(&errors).unwrap_or_default();
        soon(|| kept().lines().count() > 20);
        let sent = Command::new("kill")
            .args(["-s", signal, &child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        assert_eq!(ended(child).code(), (signal == "TERM").then_some(130));
        assert!(kept().lines().count() > 20);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn signals_that_are_kept_from_a_run_do_not_end_it() {
    let root = folder::<&str>(&[]);
    let out = root.path().join("out");
    for signal in ["HUP", "INT"] {
        let script = format!("trap '' {signal}; exec \"$0\" ingest -q - >\"$1\"");
        let mut child = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_newscorp"), text(&out)])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut feed = child.stdin.take().unwrap();
        let line = json!({"id": "a", "text": GOOD}).to_string() + "\n";
        feed.write_all(line.as_bytes()).unwrap();
        soon(|| fs::metadata(&out).is_ok_and(|seen| seen.len() > 0));
        let sent = Command::new("kill")
            .args(["-s", signal, &child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        thread::sleep(Duration::from_millis(200));
        feed.write_all(line.as_bytes()).unwrap();
        drop(feed);
        assert_eq!(ended(child).code(), Some(0), "{signal}");
        assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 2);
        fs::remove_file(&out).unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_is_said_and_leaves_nothing() {
    let root = folder::<&str>(&[]);
    let input = many(root.path(), 60);
    let out = tempfile::tempdir().unwrap();
    let ran = run_to_end(
        Command::new("sh")
            .args(["-c", "ulimit -f 8; exec \"$0\" extract \"$1\" -o \"$2\""])
            .args([env!("CARGO_BIN_EXE_newscorp"), &input])
            .arg(out.path().join("found.ndjson")),
    );
    assert_eq!(ran.code(), 2, "{}", ran.said);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn two_writers_of_one_file_leave_one_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("found.ndjson");
    let mut writers = ["a", "b"].map(|_| {
        let mut child = newscorp()
            .args(["ingest", "-f", "ndjson", "-", "-o", text(&place)])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let feed = child.stdin.take().unwrap();
        (child, feed)
    });
    // Both have begun before one of them ends.
    soon(|| fs::read_dir(folder.path()).unwrap().count() == 2);
    for (number, (_, feed)) in writers.iter_mut().enumerate() {
        let line = json!({"id": number.to_string(), "text": GOOD}).to_string() + "\n";
        feed.write_all(line.repeat(30 * (2 - number)).as_bytes())
            .unwrap();
    }
    for (number, (child, feed)) in writers.into_iter().enumerate() {
        drop(feed);
        assert_eq!(ended(child).code(), Some(0));
        let written = fs::read_to_string(&place).unwrap();
        assert_eq!(written.lines().count(), 30 * (2 - number));
        let id = format!("\"id\":\"{number}\"");
        assert!(written.lines().all(|line| line.contains(&id)), "{id}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
