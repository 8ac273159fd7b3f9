//! Full disks, closed pipes, signals, two writers of one file.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::{GOOD, ended, folder, newscorp, run, run_to_end, text};

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

#[test]
fn signals_end_the_run_with_whole_lines_and_say_how_to_go_on() {
    let root = folder::<&str>(&[]);
    for signal in ["INT", "TERM"] {
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
        .args(["-s", "INT", &child.id().to_string()])
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
        .args(["-s", "INT", &child.id().to_string()])
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

#[test]
fn two_writers_of_one_file_leave_one_whole_file() {
    let root = folder(&[("a.txt", GOOD), ("b.txt", &GOOD.repeat(30))]);
    let inputs = ["a.txt", "b.txt"].map(|name| text(&root.path().join(name)).to_owned());
    let alone = inputs
        .clone()
        .map(|input| run(&["extract", "--format", "ndjson", &input]).out);
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("found.ndjson");
    for _ in 0..4 {
        let writers = inputs.each_ref().map(|input| {
            let mut command = newscorp();
            command.args(["extract", "-o", text(&place), input]);
            thread::spawn(move || run_to_end(&mut command).code())
        });
        for writer in writers {
            assert_eq!(writer.join().unwrap(), 0);
        }
        assert!(alone.contains(&fs::read(&place).unwrap()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
