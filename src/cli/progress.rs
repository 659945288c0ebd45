//! A bar on standard error for runs that take a while.

use std::io::{self, IsTerminal as _};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::Progress;

/// A run that is over sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);

/// Does `work` and shows how far it is if somebody is watching. The bar is gone when this returns.
pub(super) fn shown<T>(work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    thread::scope(|scope| {
        let (done, watch) = mpsc::channel::<()>();
        let progress = &progress;
        scope.spawn(move || {
            if watch.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                draw(progress, &watch);
            }
        });
        let result = work(progress);
        // The watcher wakes when its channel closes, and the scope waits for it to take the bar away.
        drop(done);
        result
    })
}

fn draw(progress: &Progress, watch: &mpsc::Receiver<()>) {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} pages") {
        bar.set_style(style);
    }
    loop {
        let total = progress.total.load(Ordering::Relaxed);
        if total > 0 {
            bar.set_length(total as u64);
            bar.set_position(progress.done.load(Ordering::Relaxed) as u64);
        }
        if watch.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
            break;
        }
    }
    bar.finish_and_clear();
}
