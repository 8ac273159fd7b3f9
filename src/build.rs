//! Says which commit a release is built from. Builds for development say nothing of it, so that a commit alone makes
//! nothing compile again.
#![allow(clippy::print_stdout)]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let build = if release {
        packaged().or_else(checked_out)
    } else {
        Some("development build".to_owned())
    };
    let build = build.unwrap_or_else(|| "unknown commit".to_owned());
    println!("cargo::rustc-env=NEWSCORP_BUILD={build}");
}

/// The commit that `cargo package` noted.
fn packaged() -> Option<String> {
    let noted = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, behind) = noted.split_once("\"sha1\"")?;
    behind.split('"').nth(1).map(short)
}

/// The commit that is checked out, and whether files differ from it.
fn checked_out() -> Option<String> {
    // A folder of another repository says nothing of this one.
    if !Path::new(".git").exists() {
        return None;
    }
    for name in ["HEAD", "logs/HEAD"] {
        let path = git(&["rev-parse", "--git-path", name])?;
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-changed=src");
    let commit = short(&git(&["rev-parse", "HEAD"])?);
    let changed = git(&["status", "--porcelain", "--untracked-files=no"])?;
    Some(if changed.is_empty() {
        commit
    } else {
        format!("{commit}, changed")
    })
}

fn short(commit: &str) -> String {
    commit.chars().take(12).collect()
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| said.trim().to_owned())
}
