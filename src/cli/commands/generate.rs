//! `newscorp completions` and `newscorp man`: what shells and `man` read, made from the command line itself.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

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
    page(&all, &mut pages)?;
    for command in all.get_subcommands() {
        page(command, &mut pages)?;
        for command in command.get_subcommands() {
            page(command, &mut pages)?;
        }
    }
    print(pages)
}

/// A page, with the examples where their readers look for them: before the options.
fn page(command: &Command, out: &mut Vec<u8>) -> Result<()> {
    let program = concat!("newscorp ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(program);
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    if let Some(examples) = command.get_before_help() {
        out.extend(section(&examples.to_string()).bytes());
    }
    man.render_options_section(out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(out)?;
    }
    if command.get_after_help().is_some() {
        man.render_extra_section(out)?;
    }
    Ok(())
}

/// Examples as they are typed: nothing in them is filled or taken for a request of roff.
fn section(examples: &str) -> String {
    let mut section = ".SH EXAMPLES\n.nf\n".to_owned();
    for line in examples.lines().skip(1) {
        section.push_str("\\&");
        section.push_str(
            &line
                .replace('\\', "\\e")
                .replace('-', "\\-")
                .replace('\'', "\\(aq"),
        );
        section.push('\n');
    }
    section + ".fi\n"
}

fn print(bytes: Vec<u8>) -> Result<ExitCode> {
    super::print_text(&String::from_utf8(bytes)?)?;
    Ok(ExitCode::SUCCESS)
}
