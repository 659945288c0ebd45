//! What a run does that is asked to end: it leaves no unfinished file behind.

use crate::system::draft::discard_all;

/// From now on a run that is interrupted removes what it has not finished writing, and ends as it would have ended.
#[cfg(unix)]
pub(super) fn tidy_when_interrupted() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    // Where signals cannot be heard, the next run tidies up.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for signal in &mut signals {
            discard_all(|| drop(emulate_default_handler(signal)));
        }
    });
}

/// Elsewhere the next run tidies up.
#[cfg(not(unix))]
pub(super) fn tidy_when_interrupted() {}
