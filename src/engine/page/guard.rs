//! A fault of ours in one page costs that page alone.
//!
//! A panic is caught here; that it says where it happened, and that nothing is printed, is up to the hook of the
//! program, which asks [`note_panic`].

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use crate::diagnostic::{Problem, ProblemKind, SkipReason};
use crate::engine::run::input::Input;

/// As much of a panic's words as is worth showing, in characters.
const SHOWN: usize = 200;

thread_local! {
    /// `Some` while a page is being worked on in this thread; then the words and the place of the panic.
    static FAULT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A fault of apiproof's own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("internal error, please report it with the page: {0}")]
pub(crate) struct Fault(String);

/// Notes a panic with its place if it happened on a page, where it is caught; whether it did.
pub(crate) fn note_panic(info: &PanicHookInfo<'_>) -> bool {
    FAULT.with_borrow_mut(|fault| {
        let Some(fault) = fault else { return false };
        let words = info.payload_as_str().unwrap_or_default().chars().take(SHOWN);
        let at = info.location().map(|at| format!(" ({}:{})", at.file(), at.line()));
        *fault = words.chain(at.unwrap_or_default().chars()).collect();
        true
    })
}

/// Runs `work`; a panic in it becomes a description of the fault.
fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    FAULT.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let noted = FAULT.take().unwrap_or_default();
    result.map_err(|payload| {
        let text = || payload.downcast_ref::<String>().map(String::as_str);
        let words = text().or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or_default();
        Fault(if noted.is_empty() { words.chars().take(SHOWN).collect() } else { noted })
    })
}

/// Does `work` on a page; a fault of ours in it is a problem of that page.
pub(in crate::engine) fn guarded<T>(input: &Input, work: impl FnOnce() -> T) -> Result<T, Problem> {
    catch(work).map_err(|fault| {
        Problem::from_error(ProblemKind::Internal, input.shown(), fault).skipping(SkipReason::InternalError)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_described_and_a_hook_adds_its_place() {
        assert_eq!(catch(|| panic!("lost {}", 3)), Err::<(), _>(Fault("lost 3".to_owned())));
        assert_eq!(catch(|| 7), Ok(7));
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !note_panic(info) {
                usual(info);
            }
        }));
        let fault = catch::<()>(|| panic!("lost {}", 3)).unwrap_err();
        assert!(fault.0.starts_with("lost 3 (") && fault.0.contains("guard.rs:"), "{fault}");
    }
}
