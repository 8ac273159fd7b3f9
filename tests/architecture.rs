//! The plan of the house, checked: which room may import which, who prints, how long files are.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each folder of `src`, with those that it may import.
const ROOMS: [(&str, &[&str]); 9] = [
    ("model", &[]),
    ("source", &["model"]),
    ("text", &["model"]),
    ("ingest", &["model", "source", "text"]),
    ("extract", &["model", "text"]),
    ("corpus", &["model", "text"]),
    ("report", &["model"]),
    ("train", &["model", "text", "extract"]),
    (
        "cli",
        &[
            "model", "source", "text", "ingest", "extract", "corpus", "report", "train",
        ],
    ),
];

const MAIN_LINES: usize = 40;
const FILE_LINES: usize = 800;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All Rust files below a folder, with their code: comments and the insides of literals are not told apart, but lines
/// that are comments are left out.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<&str> = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect();
                all.push((path, code.join("\n")));
            }
        }
    }
    all
}

/// The rooms that a file names by `crate::room` or `crate::{room, other::Thing}`.
fn imports(code: &str) -> BTreeSet<String> {
    code.match_indices("crate::")
        .filter(|&(at, _)| {
            !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$')
        })
        .flat_map(|(at, found)| first_names(&code[at + found.len()..]))
        .collect()
}

/// The name that a path begins with, or those of the paths in braces.
fn first_names(path: &str) -> Vec<String> {
    let name = |path: &str| -> String {
        let path = path.trim_start();
        path.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = vec![name(group)];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn imports_are_found_in_every_shape() {
    let found = imports(
        "use crate::model::Span;\nuse crate::{\n    text::{Text, token},\n    source,\n};\nlet x = crate::report::to_json(r);",
    );
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, ["model", "report", "source", "text"]);
    assert!(imports("pub(crate) fn x() {} macro_crate::y!()").is_empty());
}

#[test]
fn rooms_import_only_what_the_plan_allows() {
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        let folder = source().join(room);
        if !folder.exists() {
            continue;
        }
        for (path, code) in files(&folder) {
            for import in imports(&code) {
                if import != room && !allowed.contains(&import.as_str()) {
                    wrong.push(format!("{} imports {import}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_is_in_the_plan() {
    for entry in fs::read_dir(source()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let known = ROOMS.iter().any(|(room, _)| *room == name);
        assert!(
            known || ["data", "build.rs", "lib.rs", "main.rs"].contains(&name.as_str()),
            "src/{name} is not in the plan"
        );
    }
}

#[test]
fn only_the_command_line_and_reports_print() {
    let mut wrong = Vec::new();
    for (room, _) in ROOMS {
        let folder = source().join(room);
        if ["cli", "report"].contains(&room) || !folder.exists() {
            continue;
        }
        for (path, code) in files(&folder) {
            for call in ["println!", "print!", "io::stdout()", "io::stderr()", "dbg!"] {
                if code.contains(call) {
                    wrong.push(format!("{} has {call}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn chrono_stays_behind_one_file() {
    for (path, code) in files(&source()) {
        assert!(
            !code.contains("chrono::") || path.ends_with("text/calendar.rs"),
            "{} uses chrono",
            path.display()
        );
    }
}

#[test]
fn files_are_short() {
    for (path, _) in files(&source()) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        let most = if path == source().join("main.rs") {
            MAIN_LINES
        } else {
            FILE_LINES
        };
        assert!(lines <= most, "{} has {lines} lines", path.display());
    }
}
