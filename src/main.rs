//! The `apiproof` command: parses its arguments, dispatches, sets the exit code. Everything else is in the library.

use std::process::ExitCode;

/// A page is many small pieces that come and go, on every core at once: the allocator of the system grows its heaps a
/// few pages at a time, under a lock that all threads of the process wait for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    apiproof::internals::main()
}
