//! Waiting for another program, but not for ever: it may wait for a lock, for a disk that is away, or for nothing.

use std::io::{self, Read};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::error::GitError;

/// The variable that says how many seconds Git has for an answer.
const LIMIT: &str = "APIPROOF_GIT_TIMEOUT";
/// By far longer than any repository needs.
const SECONDS: u64 = 60;

fn limit() -> Duration {
    let said = std::env::var(LIMIT).ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(said.filter(|seconds| *seconds > 0).unwrap_or(SECONDS))
}

fn too_slow() -> GitError {
    GitError::Failed(format!("no answer within {} seconds; `{LIMIT}` gives it more", limit().as_secs()))
}

/// Runs a program to its end. The outer error is that it cannot be started.
pub(super) fn output(command: &mut Command) -> io::Result<Result<Output, GitError>> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (stdout, stderr) = (heard(child.stdout.take()), heard(child.stderr.take()));
    let began = Instant::now();
    let left = || limit().saturating_sub(began.elapsed());
    // It has said all when it closes both.
    let said = stdout.recv_timeout(left()).and_then(|stdout| Ok((stdout, stderr.recv_timeout(left())?)));
    if said.is_err() {
        let _ = child.kill();
    }
    let status = child.wait()?;
    Ok(said.map(|(stdout, stderr)| Output { status, stdout, stderr }).map_err(|_| too_slow()))
}

/// What comes out of a pipe, once it is closed.
fn heard(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut said = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut said);
        }
        let _ = sender.send(said);
    });
    receiver
}

/// Does `work` with what a program says, which is stopped if it says nothing for too long or if the work fails. `work`
/// gets a function to call after every answer: who reads from a pipe cannot look at the clock.
pub(super) fn watched<T>(
    child: Child,
    work: impl FnOnce(&dyn Fn()) -> Result<T, GitError>,
) -> Result<T, GitError> {
    let child = &Mutex::new(child);
    let slow = &AtomicBool::new(false);
    let stop = move || {
        let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
    };
    let (progress, answers) = channel();
    let result = std::thread::scope(|scope| {
        scope.spawn(move || {
            let end = loop {
                if let Err(end) = answers.recv_timeout(limit()) {
                    break end;
                }
            };
            if end == RecvTimeoutError::Timeout {
                slow.store(true, Ordering::Relaxed);
                stop();
            }
        });
        let result = work(&|| {
            let _ = progress.send(());
        });
        if result.is_err() {
            stop();
        }
        drop(progress);
        result
    });
    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    if slow.load(Ordering::Relaxed) { Err(too_slow()) } else { result }
}
