//! A page: what is found on it at every level, what is understood of it, and what fixes make of it.

use std::sync::LazyLock;

use apiproof::{Applicability, CheckedPage, Checker, Level, MemorySystem};

use super::{Holds, ensure, finding};

/// The path of the page; with a folder of its own, as the configuration of the folder above counts.
pub(crate) const PAGE: &str = "/w/docs/page.md";

/// Checkers without any configuration, by how much they report.
static CHECKERS: LazyLock<[Checker; 3]> = LazyLock::new(|| {
    [Level::Default, Level::Strict, Level::Pedantic].map(|level| {
        let builder = Checker::builder("/w").system(MemorySystem::new("/w".into())).level(level);
        builder.build().expect("a level is no trouble")
    })
});

/// Any bytes as a page: checked at every level, inspected, and fixed to the end.
pub(crate) fn checked_fixed_and_inspected(bytes: &[u8]) -> Holds {
    at_every_level(bytes)?;
    let [default, _, pedantic] = &*CHECKERS;
    fixes_end(default, bytes, Applicability::Safe)?;
    fixes_end(pedantic, bytes, Applicability::Unsafe)?;
    pedantic.inspect_page(PAGE, bytes).map_err(|problem| problem.to_string()).map(|_| ())
}

/// Any bytes as a page, checked at every level.
pub(crate) fn at_every_level(bytes: &[u8]) -> Holds {
    CHECKERS.iter().try_for_each(|checker| holds(checker, bytes))
}

/// A page that is its own description: its tables and examples of resources describe what it shows.
pub(crate) fn own_resource_page(bytes: &[u8]) -> Holds {
    let system = MemorySystem::new("/w".into()).with(PAGE, bytes);
    let builder = Checker::builder("/w").system(system).level(Level::Pedantic).schemas([PAGE]);
    let checker = builder.build().map_err(|problems| format!("{problems:?}"))?;
    holds(&checker, bytes)?;
    fixes_end(&checker, bytes, Applicability::Unsafe)
}

/// What must hold of the findings on a page.
pub(crate) fn holds(checker: &Checker, bytes: &[u8]) -> Holds {
    checked(checker, bytes).and_then(|page| page.map_or(Ok(()), |page| findings_hold(&page)))
}

/// The page after its check; `None` for what is no page. A fault of our own does not hold.
fn checked(checker: &Checker, bytes: &[u8]) -> Result<Option<CheckedPage>, String> {
    match checker.check_page(PAGE, bytes) {
        Ok(page) => Ok(page),
        Err(problem) if problem.kind == apiproof::ProblemKind::Internal => Err(problem.to_string()),
        Err(_) => Ok(None),
    }
}

fn findings_hold(page: &CheckedPage) -> Holds {
    let text = page.source.text();
    let findings = &page.report.findings;
    findings.iter().try_for_each(|it| finding::holds(it, text))?;
    let places: Vec<_> = findings.iter().map(|it| it.primary.span.start).collect();
    ensure(places.is_sorted(), || format!("the findings are out of order: {places:?}"))
}

/// Fixes keep text text, and where they end there is nothing left to fix.
fn fixes_end(checker: &Checker, bytes: &[u8], least: Applicability) -> Holds {
    let Some(page) = checked(checker, bytes)? else { return Ok(()) };
    let Some(fixed) = page.fixed(least) else { return Ok(()) };
    let was_text = std::str::from_utf8(bytes).is_ok();
    ensure(!was_text || std::str::from_utf8(fixed.bytes()).is_ok(), || "fixes broke a character".to_owned())?;
    let Some(after) = checked(checker, fixed.bytes())? else {
        return Err("no page after its fixes".to_owned());
    };
    findings_hold(&after)?;
    let again = after.fixed(least);
    ensure(again.is_none(), || {
        format!(
            "fixed twice is not fixed once:\n{}\nthen\n{}",
            fixed.text(),
            again.as_ref().map_or("", |it| it.text())
        )
    })
}
