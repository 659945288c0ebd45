//! The two macros that make a rule one file and one registry line.
//!
//! `declare_rule!` stands at the top of a rule's file, captures its documentation and ties it to the function that
//! checks; `registry!` lists the files once and expands to the `mod` items and the static table.

/// Declares the rule of a file: documentation, identity and the check for each subject that it looks at.
///
/// ```text
/// declare_rule! {
///     /// A comma stands before a closing bracket.
///     ///
///     /// ## Why it matters …
///     "json/trailing-comma": Error, Default, fix Safe;
///     Json(check)
/// }
/// ```
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $id:literal: $severity:ident, $level:ident, fix $fix:ident $(, needs $needs:ident)?; $($subject:ident($check:expr))+) => {
        /// This file's rule.
        pub(crate) static RULE: $crate::rules::Rule = $crate::rules::Rule {
            meta: $crate::diagnostic::RuleMeta {
                id: $id,
                docs: concat!($($doc, "\n"),+),
                severity: $crate::diagnostic::Severity::$severity,
                level: $crate::diagnostic::Level::$level,
                fix: $crate::diagnostic::FixAvailability::$fix,
                needs: declare_rule!(@needs $($needs)?),
            },
            checks: &[$($crate::rules::Check::$subject($check)),+],
        };
    };
    (@needs) => { $crate::diagnostic::Strength::Told };
    (@needs $needs:ident) => { $crate::diagnostic::Strength::$needs };
}

/// Lists every rule file by group; expands to the modules and to [`REGISTRY`].
macro_rules! registry {
    ($($(#[$doc:meta])* $group:ident { $($rule:ident),* $(,)? })*) => {
        $($(#[$doc])* mod $group { $(pub(super) mod $rule;)* })*

        /// Every rule, grouped, in catalogue order.
        pub static REGISTRY: &[&Rule] = &[$($(&$group::$rule::RULE),*),*];
    };
}
