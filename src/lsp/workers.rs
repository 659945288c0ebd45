//! A few threads that work on requests while the main loop reads on.
//!
//! They are threads of their own, not those of the pool that spreads a check: a page may wait for descriptions that
//! are being loaded, and the loading needs that pool. A job that panics costs its answer and nothing else.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// The threads.
#[derive(Debug)]
pub(super) struct Workers {
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts so many threads, at least one.
    pub(super) fn start(count: usize) -> Self {
        let (jobs, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let threads = (0..count.max(1)).map(|_| {
            let waiting = Arc::clone(&waiting);
            thread::spawn(move || work(&waiting))
        });
        Self { jobs: Some(jobs), threads: threads.collect() }
    }

    /// Does a job as soon as a thread is free; jobs begin in the order in which they came.
    pub(super) fn run(&self, job: impl FnOnce() + Send + 'static) {
        if let Some(jobs) = &self.jobs {
            // The threads end only with this.
            let _ = jobs.send(Box::new(job));
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn work(waiting: &Mutex<Receiver<Job>>) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        job();
    }
}
