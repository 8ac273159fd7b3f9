//! What the program is built from: only crates of the registry, under licences that its own goes with, and no `unsafe`.
//!
//! Advisories need a network: `cargo audit` tells them. Of the crates in the tree one has had no release for years:
//! `precomputed-hash` (2017), a trait of a few lines that html5ever's interned names need, with nothing in it to maintain.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Licences under which code may be built into the program. MPL-2.0 (the CSS selectors of `scraper`) asks that changes
/// to its own files stay open; none is changed here.
const LICENCES: [&str; 11] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Whether a licence expression can be met: one side of each `OR`, every side of each `AND`.
fn is_met(expression: &str) -> bool {
    expression.replace('/', " OR ").split(" AND ").all(|part| {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')');
        part.split(" OR ")
            .any(|licence| LICENCES.contains(&licence.trim()))
    })
}

#[test]
fn licence_expressions_are_read() {
    for met in [
        "MIT OR Apache-2.0",
        "MIT/GPL-3.0",
        "(MIT OR GPL-2.0) AND Unicode-3.0",
        "Zlib",
    ] {
        assert!(is_met(met), "{met}");
    }
    for unmet in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR Zlib) AND AGPL-3.0",
        "",
    ] {
        assert!(!is_met(unmet), "{unmet}");
    }
}

#[test]
fn every_crate_is_of_the_registry_and_its_licence_is_known() {
    // On another system the crates of this one are not there, and cannot be asked for without a network.
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        println!("skipped: the crates of Linux are looked at there");
        return;
    }
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "{said}");
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let packages = told["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_met(licence), "{name}: {licence:?}");
        let source = package["source"].as_str();
        let registry = source.is_some_and(|source| source.starts_with("registry+"));
        assert!(registry || name == "newscorp", "{name}: {source:?}");
    }
}

#[test]
fn there_is_no_unsafe_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
}
