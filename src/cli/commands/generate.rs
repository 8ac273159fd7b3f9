//! `newscorp completions` and `newscorp man`: what shells and `man` read, made from the command line itself.

use std::process::ExitCode;

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::model;
use crate::cli::args::Arguments;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "newscorp", &mut script);
    print(script)
}

/// Prints the manual: the page of the program, then one of each command.
pub(super) fn manual() -> Result<ExitCode> {
    let mut all = Arguments::command().disable_help_subcommand(true);
    all.build();
    let mut pages = Vec::new();
    Man::new(all.clone()).render(&mut pages)?;
    for command in all.get_subcommands() {
        let program = concat!("newscorp ", env!("CARGO_PKG_VERSION"));
        Man::new(command.clone())
            .source(program)
            .render(&mut pages)?;
    }
    print(pages)
}

fn print(bytes: Vec<u8>) -> Result<ExitCode> {
    model::print(&String::from_utf8(bytes)?)?;
    Ok(ExitCode::SUCCESS)
}
