//! `newscorp completions` and `newscorp man`: what shells and `man` read, made from the command line itself.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::args::Arguments;
use crate::cli::output::WriteError;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "newscorp", &mut script);
    print(&script)
}

/// Prints the manual: a page for the program, then one for each of its commands.
pub(super) fn manual() -> Result<ExitCode> {
    let mut all = Arguments::command().disable_help_subcommand(true);
    all.build();
    let mut pages = Vec::new();
    clap_mangen::Man::new(all.clone()).render(&mut pages)?;
    for command in all.get_subcommands() {
        let name = format!("newscorp-{}", command.get_name());
        clap_mangen::Man::new(command.clone().name(name)).render(&mut pages)?;
    }
    print(&pages)
}

fn print(bytes: &[u8]) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(WriteError::from)?;
    Ok(ExitCode::SUCCESS)
}
