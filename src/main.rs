//! The `apiproof` command: parses its arguments, dispatches, sets the exit code. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    apiproof::cli::main()
}
