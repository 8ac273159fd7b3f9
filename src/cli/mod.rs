//! The command line: arguments, commands, exit codes.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::model::Layers;
use crate::{extract, ingest, report, source};

#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Articles with all findings
    Extract(Paths),
    /// The normalised articles alone
    Ingest(Paths),
}

#[derive(clap::Args)]
struct Paths {
    #[arg(long, default_value = "ndjson")]
    format: String,
    paths: Vec<PathBuf>,
}

/// Runs the program and gives its exit code.
#[must_use]
pub fn run() -> ExitCode {
    let (paths, layers) = match Args::parse().command {
        Command::Extract(paths) => (paths, Layers::ALL),
        Command::Ingest(paths) => (paths, Layers::NONE),
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for path in &paths.paths {
        for input in split(path) {
            for result in ingest::read(&input) {
                match result {
                    Ok(mut record) => {
                        extract::run(&mut record, layers);
                        if writeln!(out, "{}", report::to_json(&record)).is_err() {
                            return code;
                        }
                    }
                    Err(error) => {
                        let _ =
                            writeln!(std::io::stderr(), "newscorp: {}: {error}", path.display());
                        code = ExitCode::from(1);
                    }
                }
            }
        }
    }
    code
}

/// The lines of NDJSON, or the whole input.
fn split(path: &std::path::Path) -> Vec<crate::model::Input> {
    let Ok(input) = source::read(path) else {
        return Vec::new();
    };
    let lines: Vec<&[u8]> = input
        .bytes
        .split(|&b| b == b'\n')
        .filter(|l| !l.trim_ascii().is_empty())
        .collect();
    if !lines
        .iter()
        .all(|line| line.starts_with(b"{") && line.trim_ascii_end().ends_with(b"}"))
    {
        return vec![input];
    }
    lines
        .iter()
        .map(|line| crate::model::Input {
            bytes: line.to_vec(),
            ..input.clone()
        })
        .collect()
}
