//! Files that are none, names that are odd, folders that change.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::{GOOD, MARK, folder, newscorp, run, run_to_end, text};

const EXTRACT: [&str; 3] = ["extract", "--format", "ndjson"];

#[test]
fn pipes_sockets_and_devices_are_not_waited_for() {
    let root = folder(&[("good.txt", GOOD)]);
    let pipe = root.path().join("pipe.txt");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let _socket = UnixListener::bind(root.path().join("socket.txt")).unwrap();
    let ran = run(&["extract", "-v", "--format", "ndjson", text(root.path())]);
    assert_eq!((ran.code(), ran.records().len()), (0, 1));
    assert!(
        ran.said.contains("pipe, socket or device 2"),
        "{}",
        ran.said
    );
    for device in ["/dev/zero", "/dev/full", "/proc/self/mem"] {
        if fs::metadata(device).is_ok() {
            let ran = run(&["extract", "--format", "ndjson", device, text(root.path())]);
            assert_eq!((ran.code(), ran.records().len()), (1, 1));
            assert!(ran.said.contains(device), "{}", ran.said);
        }
    }
}

#[test]
fn links_in_circles_are_followed_once() {
    let root = folder(&[("good.txt", GOOD)]);
    for (target, name) in [
        (".", "self"),
        ("b.txt", "a.txt"),
        ("a.txt", "b.txt"),
        ("gone", "c.txt"),
        ("..", "up"),
    ] {
        symlink(target, root.path().join(name)).unwrap();
    }
    let ran = run(&["extract", "--format", "ndjson", text(root.path())]);
    let told = ran.records();
    let marked = told
        .iter()
        .filter(|record| record["article"]["text"].as_str().unwrap().contains(MARK));
    assert_eq!(marked.count(), 1);
}

#[test]
fn odd_names_are_read_and_stay_apart() {
    let names: [&[u8]; 8] = [
        b"new\nline.txt",
        b"-dash.txt",
        b"quote\"'.txt",
        b"esc\x1b[31m.txt",
        b"sp ace.txt",
        b"hash#1.txt",
        "na\u{308}me \u{1f600}.txt".as_bytes(),
        b"bytes\xff\xfe.txt",
    ];
    let root = tempfile::tempdir().unwrap();
    // Some systems take no names that are no UTF-8.
    let made = names
        .iter()
        .filter(|name| fs::write(root.path().join(OsStr::from_bytes(name)), GOOD).is_ok());
    let made = made.count();
    let ran = run(&["extract", "--format", "ndjson", text(root.path())]);
    let told = ran.records();
    let mut paths: Vec<&str> = told
        .iter()
        .map(|record| record["article"]["input"]["path"].as_str().unwrap())
        .collect();
    paths.dedup();
    assert_eq!((ran.code(), paths.len()), (0, made));
    let mut command = newscorp();
    command
        .args(EXTRACT)
        .arg("--")
        .arg("-dash.txt")
        .current_dir(root.path());
    assert_eq!(run_to_end(&mut command).records().len(), 1);
}

#[test]
fn what_may_not_be_read_is_named() {
    let root = folder(&[("good.txt", GOOD), ("locked.txt", GOOD)]);
    let (locked, cellar) = (root.path().join("locked.txt"), root.path().join("cellar"));
    fs::create_dir(&cellar).unwrap();
    for path in [&locked, &cellar] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::read(&locked).is_err() {
        let ran = run(&["extract", "--format", "ndjson", text(root.path())]);
        assert_eq!((ran.code(), ran.records().len()), (1, 1));
        assert!(
            ran.said.contains("locked.txt") && ran.said.contains("cellar"),
            "{}",
            ran.said
        );
    }
    fs::set_permissions(&cellar, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_path_that_is_not_there_costs_itself_only() {
    let root = folder(&[("good.txt", GOOD)]);
    let long = root.path().join("x".repeat(300));
    let ran = run(&[
        "extract",
        "--format",
        "ndjson",
        "/no/such.txt",
        text(&long),
        text(root.path()),
    ]);
    assert_eq!((ran.code(), ran.records().len()), (1, 1));
    assert_eq!(ran.said.lines().count(), 2, "{}", ran.said);
}

#[test]
fn files_that_vanish_and_shrink_cost_themselves_only() {
    let names: Vec<String> = (0..300).map(|i| format!("{i:03}.txt")).collect();
    let files: Vec<(&str, String)> = names
        .iter()
        .map(|name| (name.as_str(), GOOD.repeat(8)))
        .collect();
    let root = folder(&files);
    let place = root.path().to_path_buf();
    let vanish = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        for i in (150..300).rev() {
            let path = place.join(format!("{i:03}.txt"));
            let _ = if i % 2 == 0 {
                fs::remove_file(path)
            } else {
                fs::write(path, "")
            };
        }
    });
    let ran = run(&[
        "extract",
        "-v",
        "--only",
        "dates",
        "--format",
        "ndjson",
        text(root.path()),
    ]);
    vanish.join().unwrap();
    let told = ran.records().len();
    let named = ran
        .said
        .lines()
        .filter(|line| line.contains(".txt: "))
        .count();
    assert!(told >= 150 && told + named <= 300, "{told} and {named}");
    assert_eq!(ran.code(), i32::from(named > 0));
}

#[test]
fn folders_in_folders() {
    let root = folder(&[("good.txt", GOOD)]);
    let mut deep = root.path().to_path_buf();
    while deep.as_os_str().len() < 3_500 {
        deep.push("d".repeat(20));
    }
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("deep.txt"), GOOD).unwrap();
    let ran = run(&["extract", "--format", "ndjson", text(root.path())]);
    assert_eq!((ran.code(), ran.records().len()), (0, 2));
}

#[test]
fn thousands_of_empty_files_are_told_in_few_lines() {
    let names: Vec<String> = (0..2_000).map(|i| format!("e{i:04}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let root = folder(&files);
    fs::write(root.path().join("zz.txt"), GOOD).unwrap();
    let ran = run(&["extract", "--format", "ndjson", text(root.path())]);
    assert_eq!((ran.code(), ran.records().len()), (1, 1));
    assert!(ran.said.lines().count() <= 101);
}
