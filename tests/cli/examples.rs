//! Every example of the helps and of the README, as it stands there, run by a shell in a folder of its own. What needs a
//! network or another engine is left to others: `tests/engines` runs what DuckDB and Spark do.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{code, newscorp, run, stdout, text};

/// The commands that have a help.
const COMMANDS: [&[&str]; 19] = [
    &[],
    &["extract"],
    &["ingest"],
    &["entities"],
    &["dates"],
    &["figures"],
    &["claims"],
    &["stories"],
    &["compare"],
    &["timeline"],
    &["report"],
    &["model"],
    &["model", "train"],
    &["model", "eval"],
    &["model", "info"],
    &["model", "terms"],
    &["schema"],
    &["completions"],
    &["man"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The examples that a help shows; one that goes on is a line with the rest of it.
fn examples(command: &[&str]) -> Vec<String> {
    let output = newscorp().args(command).arg("--help").output().unwrap();
    let help = stdout(&output).to_owned();
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let mut all: Vec<String> = Vec::new();
    for line in lines.take_while(|line| line.starts_with("  ")) {
        assert!(line.chars().count() <= 80, "{line}");
        match all.last_mut().filter(|_| line.starts_with("    ")) {
            Some(last) => *last += &format!("\n{line}"),
            None => all.push(line.trim().to_owned()),
        }
    }
    assert!(!all.is_empty(), "{command:?} has no examples:\n{help}");
    all
}

/// A folder with what the examples name.
fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    let fixtures = root().join("fixtures");
    let to = |name: &str| scratch.path().join(name);
    for (from, name) in [
        ("text/museum-header-lines.txt", "article.txt"),
        ("html/harbour-tariff-jsonld.html", "article.html"),
        ("html/harbour-tariff-jsonld.html", "page.html"),
        ("archive/crawl.warc.gz", "crawl.warc.gz"),
        ("ndjson/articles.ndjson", "articles.ndjson"),
        ("html/library-microdata.html", "crawl/library.html"),
        ("wordpress/tram-strike-post.json", "crawl/tram.json"),
        ("story/vesper.ndjson", "crawl/vesper.ndjson"),
        ("story/vesper.ndjson", "coverage/vesper.ndjson"),
        ("story/vesper.ndjson", "fixtures/story/vesper.ndjson"),
        (
            "wordpress/tram-strike-post.json",
            "fixtures/wordpress/tram-strike-post.json",
        ),
        ("../src/data/training/w16-01.xml", "annotated/w16-01.xml"),
        (
            "../src/data/training/w16-01.xml",
            "src/data/training/w16-01.xml",
        ),
    ] {
        fs::create_dir_all(to(name).parent().unwrap()).unwrap();
        fs::copy(fixtures.join(from), to(name)).unwrap();
    }
    fs::write(to("names.tsv"), "0\tmaria lopez\n").unwrap();
    fs::write(to("clusters.tsv"), "bridge\t1\t2\t3\n").unwrap();
    for folder in [
        ".zfunc",
        ".config/fish/completions",
        ".local/share/bash-completion/completions",
    ] {
        fs::create_dir_all(to(folder)).unwrap();
    }
    scratch
}

fn is_there(program: &str) -> bool {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("command -v {program}")]);
    command.stdout(Stdio::null()).status().unwrap().success()
}

/// Runs a line of a shell in `folder`, and gives what it printed.
fn shell(line: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_newscorp"));
    let path = format!(
        "{}:{}",
        text(program.parent().unwrap()),
        std::env::var("PATH").unwrap()
    );
    let script = format!("set -o pipefail\n{line}");
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder)
        .env("PATH", path)
        .env("HOME", folder)
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !said.contains("error:"),
        "{line}\n{said}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Whether all that a line needs is here.
fn can_run(line: &str) -> bool {
    let named = |program: &str| {
        let mut words = line.split([' ', '|', '\n', '(']);
        words.any(|word| word == program)
    };
    let man = line.starts_with("man ");
    !named("curl")
        && ["jq", "duckdb"]
            .iter()
            .all(|need| !named(need) || is_there(need))
        && (!man || is_there("man"))
}

#[test]
fn every_example_of_the_helps_runs() {
    if !cfg!(unix) || !is_there("bash") {
        return;
    }
    let scratch = scratch();
    shell("newscorp extract crawl/ -o found.ndjson", scratch.path());
    let mut ran = 0;
    for command in COMMANDS {
        for line in examples(command).iter().filter(|line| can_run(line)) {
            shell(line, scratch.path());
            ran += 1;
        }
    }
    assert!(ran > 35, "{ran}");
}

#[test]
fn no_command_is_without_examples() {
    let help = run(&["--help"]);
    let commands = stdout(&help)
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1);
    for line in commands.take_while(|line| line.starts_with("  ")) {
        let name = line.split_whitespace().next().unwrap();
        let known = COMMANDS
            .iter()
            .any(|command| command.first() == Some(&name));
        assert!(known || name == "help" || line.starts_with("   "), "{name}");
    }
}

/// The blocks of code of the README.
fn blocks() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in readme.lines() {
        let code = line.strip_prefix("    ");
        match code {
            Some(code) if open => {
                let block = blocks.last_mut().unwrap();
                *block += &format!("\n{code}");
            }
            Some(code) => blocks.push(code.to_owned()),
            None if line.is_empty() && open => {
                *blocks.last_mut().unwrap() += "\n";
                continue;
            }
            None => {}
        }
        open = code.is_some();
    }
    blocks
        .iter()
        .map(|block| block.trim_end().to_owned())
        .collect()
}

#[test]
fn every_example_of_the_readme_runs() {
    if !cfg!(unix) || !is_there("bash") {
        return;
    }
    let scratch = scratch();
    shell("newscorp extract crawl/ -o found.ndjson", scratch.path());
    let (mut ran, mut shown) = (0, 0);
    for block in blocks() {
        let first = block.lines().next().unwrap();
        if let Some(command) = first.strip_prefix("$ ") {
            // What is shown is what is printed, or the beginning of it.
            let printed = shell(&format!("{command} --format text"), scratch.path());
            let expected = block.split_once('\n').unwrap().1;
            assert!(
                printed.starts_with(expected.trim_end()),
                "{command}\n{printed}"
            );
            shown += 1;
        } else if first.starts_with("newscorp ") && can_run(&block) {
            // Fewer copies than who measures time makes.
            shell(&block.replace("seq 200", "seq 2"), scratch.path());
            ran += 1;
        }
    }
    assert!(ran >= 4 && shown >= 2, "{ran} {shown}");
}

#[test]
fn the_manual_has_the_examples() {
    let output = run(&["man"]);
    assert_eq!(code(&output), 0);
    let pages = stdout(&output);
    assert_eq!(pages.matches(".SH EXAMPLES").count(), COMMANDS.len());
    assert!(
        pages.contains("newscorp extract \\-\\-one\\-to\\-one < articles.ndjson"),
        "{pages}"
    );
}
