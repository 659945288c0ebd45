//! `example/invalid-text`.

use crate::conformance::Page;
use crate::rules::Findings;

declare_rule! {
    /// The file contains bytes that are not text.
    ///
    /// ## What it finds
    ///
    /// Bytes that are not UTF-8, and NUL characters. There is one finding per file, at the first of them.
    ///
    /// ## Why it matters
    ///
    /// Such a file was saved in another encoding, or is not text at all. Its page shows replacement characters, and a
    /// reader who copies an example copies them too.
    ///
    /// ## Example
    ///
    /// A page saved as Windows-1252 contains the single byte `E9` for the `é` in
    ///
    /// ```json
    /// { "city": "Orléans" }
    /// ```
    ///
    /// and UTF-8 has the two bytes `C3 A9` there.
    ///
    /// ## How to fix it
    ///
    /// Open the file in the encoding that it was saved in, and save it as UTF-8.
    "example/invalid-text": Error, Default, fix None;
    Document(check)
}

fn check(page: &Page<'_>, findings: &mut Findings<'_>) {
    let places = page.source.invalid_bytes();
    let Some(first) = places.first() else { return };
    let nul = places.iter().filter(|place| place.of(page.source.text()).starts_with('\0')).count();
    let message = match (nul, places.len()) {
        (nul, all) if nul == all => {
            format!("{} in the file", counted(all, "NUL character", "NUL characters"))
        }
        (0, all) => format!("{} not UTF-8", counted(all, "sequence of bytes is", "sequences of bytes are")),
        (_, all) => {
            format!("{} not UTF-8, or NUL", counted(all, "sequence of bytes is", "sequences of bytes are"))
        }
    };
    findings.report(*first, format!("{message}; save the file as UTF-8 text")).help(
        "a page in another encoding shows replacement characters, and so does what readers copy from it",
    );
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
