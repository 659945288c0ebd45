//! A fault of ours in one page costs that page alone.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::diagnostic::{Problem, SkipReason};
use crate::engine::run::input::Input;

/// As much of a panic's words as is worth showing, in characters.
const SHOWN: usize = 200;

thread_local! {
    /// `Some` while a page is being worked on in this thread; then the place of the panic.
    static FAULT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic in it becomes a description of the fault, and nothing is printed.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let ours = FAULT.with_borrow_mut(|fault| {
                fault.as_mut().map(|place| {
                    let words = info.payload_as_str().unwrap_or_default().chars().take(SHOWN);
                    let at = info.location().map(|at| format!(" ({}:{})", at.file(), at.line()));
                    *place = words.chain(at.unwrap_or_default().chars()).collect();
                })
            });
            if ours.is_none() {
                usual(info);
            }
        }));
    });
    FAULT.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let fault = FAULT.take();
    result.map_err(|_| fault.unwrap_or_default())
}

/// Does `work` on a page; a fault of ours in it is a problem of that page.
pub(in crate::engine) fn guarded<T>(input: &Input, work: impl FnOnce() -> T) -> Result<T, Problem> {
    catch(work).map_err(|fault| Problem {
        path: input.shown(),
        message: format!("internal error, please report it with the page: {fault}"),
        reason: Some(SkipReason::InternalError),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_described_and_the_next_page_runs() {
        let fault = catch(|| panic!("lost {}", 3)).unwrap_err();
        assert!(fault.starts_with("lost 3 (") && fault.contains("guard.rs:"), "{fault}");
        assert_eq!(catch(|| 7), Ok(7));
    }
}
