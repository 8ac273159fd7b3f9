//! What README promises under "What you can rely on", for whole runs.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::{GOOD, Ran, folder, newscorp, run, run_to_end, text};

/// Files of every kind, good ones and broken ones.
fn mixed() -> tempfile::TempDir {
    let root = folder(&[
        ("bad.json", "{\"a\":"),
        ("bad.warc", "WARC/1.0\r\nContent-Length: x\r\n\r\n"),
        ("empty.txt", ""),
        (
            "deep.html",
            &("<div>".repeat(3_000) + "<p>The harbour bridge is open."),
        ),
        (
            "page.html",
            "<!doctype html><body><article><h1>A bridge</h1><p>The harbour bridge is open again.</p></article>",
        ),
        (
            "line.ndjson",
            "{\"text\":\"The bridge cost $4 million.\"}\n{bad\n{\"text\":\"Open on Monday.\"}\n",
        ),
    ]);
    for i in 0..24 {
        fs::write(
            root.path().join(format!("{i:02}.txt")),
            GOOD.repeat(1 + i % 5),
        )
        .unwrap();
    }
    root
}

#[test]
fn the_same_bytes_with_any_jobs_and_again() {
    let root = mixed();
    for command in [
        "extract", "ingest", "entities", "claims", "stories", "compare", "timeline", "report",
    ] {
        let told = |jobs: &str| {
            // Another place and another language every time.
            let mut again = newscorp();
            again
                .env("TZ", format!("XXX{jobs}"))
                .env("LC_ALL", format!("x{jobs}"));
            let ran = run_to_end(again.args([command, "-j", jobs, text(root.path())]));
            assert_eq!(ran.code(), 1, "{command}: {}", ran.said);
            (ran.out, ran.said)
        };
        let once = told("1");
        assert!(!once.0.is_empty());
        assert_eq!(once, told("4"), "{command}");
        assert_eq!(once, told("9"), "{command}");
    }
}

#[test]
fn no_input_costs_another_its_output() {
    let root = mixed();
    let whole = run(&["extract", "--format", "ndjson", text(root.path())]);
    let mut alone = String::new();
    let mut names: Vec<_> = fs::read_dir(root.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    for path in names {
        alone += run(&["extract", "--format", "ndjson", text(&path)]).out();
    }
    assert_eq!(whole.out(), alone);
    for bad in ["bad.json", "bad.warc", "empty.txt", "line.ndjson"] {
        assert!(whole.said.contains(bad), "{}", whole.said);
    }
}

/// What lies in a folder, with its content.
fn state(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = entries
        .map(|path| (text(&path).to_owned(), fs::read(&path).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn nothing_is_written_but_what_was_asked_for() {
    let root = mixed();
    let before = state(root.path());
    let home = tempfile::tempdir().unwrap();
    for command in [
        "extract", "ingest", "entities", "stories", "compare", "timeline", "report",
    ] {
        let mut command_line = newscorp();
        for variable in [
            "HOME",
            "TMPDIR",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
        ] {
            command_line.env(variable, home.path());
        }
        command_line
            .current_dir(home.path())
            .args([command, text(root.path())]);
        run_to_end(&mut command_line);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "{command}");
    }
    assert_eq!(state(root.path()), before);
}

/// What a run asks of the system: calls that open sockets, or open, make, move or remove files to write.
#[cfg(target_os = "linux")]
#[test]
fn no_network_and_no_other_files_as_the_system_sees_it() {
    use std::process::Command;

    let root = mixed();
    let trace = root.path().join("../newscorp-trace");
    let trace = fs::canonicalize(root.path())
        .unwrap()
        .parent()
        .unwrap()
        .join(trace.file_name().unwrap());
    let trace = trace.with_extension(std::process::id().to_string());
    let traced = |program: &[&str]| {
        Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=%file,%network,%process", "-o"])
            .args([text(&trace)])
            .args(program)
            .output()
    };
    // Where nothing can be traced, there is nothing to see.
    if !traced(&["true"]).is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no strace that can trace here");
        return;
    }
    let program = env!("CARGO_BIN_EXE_newscorp");
    let output = traced(&[program, "extract", text(root.path())]).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let calls = fs::read_to_string(&trace).unwrap_or_default();
    fs::remove_file(&trace).unwrap();
    assert!(output.stdout.len() > 1_000 && calls.contains("page.html"));
    // Signals are waited for at a socket of the run's own.
    let usual = ["execve(\"", "/dev/tty", "socketpair(AF_UNIX"];
    let others = calls
        .lines()
        .filter(|call| !usual.iter().any(|usual| call.contains(usual)));
    for call in others {
        for word in [
            "socket", "connect", "O_WRONLY", "O_RDWR", "O_CREAT", "creat(", "rename", "unlink",
            "mkdir", "fork(",
        ] {
            assert!(!call.contains(word), "{call}");
        }
    }
}

/// An article whose every part would act where it is shown.
fn evil() -> tempfile::TempDir {
    let text = "=cmd|' /C calc'!A0 said the\u{1b}[31m bridge\u{1b}]0;owned\u{7} cost $5 million on 3 May 2024.\n\n+1 Maria \
                Lopez said: \"<script>alert(1)</script> <img src=x onerror=alert(2)> it is open.\"\n\n@SUM(1+1) -2+3 \
                \u{202e}evil\u{202c} \u{9b}31m \u{8}\u{8}\n";
    let line = |id: &str| {
        json!({
            "id": id, "title": "=HYPERLINK(\"x\")\u{1b}[2J<script>alert(3)</script>", "text": text, "language": "en",
            "authors": ["=1+2", "<b onclick=alert(4)>x</b>"], "url": "javascript:alert(5)", "published": "2024-05-04",
            "publisher": "@evil\u{1b}[0m<img src=x>", "tags": ["-1", "</script>"],
        })
        .to_string()
    };
    let turned =
        json!({"id": "t", "title": "a;=1+1;\r\u{202e}", "text": text, "authors": ["a; =1", "=2;b"],
        "url": "https://x.example/\u{202e}gpj.exe"})
        .to_string();
    folder(&[(
        "evil.ndjson",
        [line("=1+1"), line("two"), turned].join("\n"),
    )])
}

/// Runs a command over the evil article, with its text as a reader on a terminal gets it.
fn shown(command: &str, format: &str, root: &Path) -> Ran {
    let mut command_line = newscorp();
    command_line
        .args([command, "--format", format, text(root)])
        .env("COLUMNS", "80");
    let ran = run_to_end(&mut command_line);
    assert_eq!(ran.code(), 0, "{command} {format}: {}", ran.said);
    ran
}

const COMMANDS: [&str; 9] = [
    "extract", "ingest", "entities", "dates", "figures", "claims", "stories", "compare", "timeline",
];

#[test]
fn nothing_in_an_article_acts_on_a_terminal() {
    let root = evil();
    for command in COMMANDS {
        for format in ["text", "markdown", "csv", "ndjson", "json"] {
            let ran = shown(command, format, root.path());
            let drives = |c: char| {
                c.is_control() && c != '\n'
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!ran.out().chars().any(drives), "{command}: {:?}", ran.out());
        }
    }
}

#[test]
fn nothing_in_an_article_acts_in_a_spreadsheet() {
    let root = evil();
    for command in COMMANDS {
        let ran = shown(command, "csv", root.path());
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&*ran.out);
        for row in rows.records() {
            for cell in &row.unwrap() {
                let acts = cell.starts_with(['=', '+', '@', '\t', '\r'])
                    || cell.starts_with('-') && cell.parse::<f64>().is_err();
                // Where a semicolon parts cells, no quotation marks hold a cell together that begins at a comma.
                let mut parts = cell.split([';', '\t']).skip(1);
                let parted = parts.any(|part| part.trim().starts_with(['=', '+', '-', '@']));
                assert!(!acts && !parted, "{command}: {cell:?}");
            }
        }
    }
}

#[test]
fn nothing_in_an_article_acts_in_a_browser() {
    let root = evil();
    let page = run(&["report", text(root.path())]);
    let page = page.out().to_lowercase();
    for act in [
        "<script>alert",
        "<img src=x",
        "<b onclick",
        "href=\"javascript:",
        "href='javascript:",
        "href=javascript:",
    ] {
        assert!(!page.contains(act), "{act}");
    }
    for command in COMMANDS {
        let ran = shown(command, "markdown", root.path());
        let lower = ran.out().to_lowercase().replace("\\<", "");
        assert!(
            !lower.contains("<script")
                && !lower.contains("<img")
                && !lower.contains("(javascript:"),
            "{lower}"
        );
    }
}

#[test]
fn every_named_input_that_fails_is_1_and_nothing_to_read_is_2() {
    let root = mixed();
    let bad = root.path().join("empty.txt");
    assert_eq!(run(&["extract", text(&bad)]).code(), 1);
    assert_eq!(run(&["extract", text(&bad), "/no/such.txt"]).code(), 1);
    assert_eq!(run(&["extract", "/no/such.txt"]).code(), 2);
}
