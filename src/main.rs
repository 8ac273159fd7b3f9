//! The `newscorp` binary: everything is in the library.

fn main() -> std::process::ExitCode {
    newscorp::cli::run()
}
