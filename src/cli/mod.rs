//! The command line: what was typed becomes a [`config::Config`], a command runs over the inputs, an exit code comes out.

mod after;
mod args;
mod commands;
mod config;
mod examples;
mod failure;
mod guard;
mod interrupt;
mod outcome;
mod output;
mod pipeline;
mod progress;
mod run;
mod spill;
mod terminal;
mod threads;
mod work;

use std::io::{self, Write};
use std::path::Path;
use std::process::{ExitCode, exit};

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser};

use args::Arguments;

/// Runs the program and gives its exit code: 0 all inputs read, 1 some failed, 2 nothing could be done.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| refuse(&error));
    interrupt::watch();
    work::keep_panics();
    let name = arguments.command.name();
    commands::run(arguments.command).unwrap_or_else(|error| {
        // Where standard error is closed, there is nobody to tell.
        let mut out = io::stderr().lock();
        if let Some(error) = error.downcast_ref::<output::WriteError>()
            && error.is_closed()
        {
            return ExitCode::SUCCESS;
        }
        if error.is::<config::NothingToRead>() {
            let _ = writeln!(out, "newscorp: {error}\n\n{}", short_help(name));
        } else {
            let _ = writeln!(out, "newscorp: {}", failure::visible(&format!("{error:#}")));
        }
        ExitCode::from(2)
    })
}

/// Says what is wrong with what was typed, and ends the program. Who names a file first wants the main job done.
fn refuse(error: &clap::Error) -> ! {
    if let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand)
        && Path::new(typed).exists()
    {
        let typed = failure::visible(typed);
        let _ = writeln!(
            io::stderr().lock(),
            "newscorp: a command comes first; to read {typed}: newscorp extract {typed}"
        );
        exit(2);
    }
    let printed = error.print().and_then(|()| io::stdout().flush());
    match printed {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => exit(2),
        _ => exit(error.exit_code()),
    }
}

fn short_help(command: &str) -> String {
    let mut all = Arguments::command();
    all.build();
    all.find_subcommand_mut(command)
        .map(|command| command.render_help().to_string())
        .unwrap_or_default()
}
