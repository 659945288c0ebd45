//! `example/invalid-text`.

use crate::conformance::Page;
use crate::rules::Findings;

declare_rule! {
    /// The file contains bytes that are not text.
    ///
    /// ## What it finds
    ///
    /// Bytes that are not UTF-8, and NUL characters. There is one finding per file, at the first of them; a file that is an
    /// image, an archive or a program is named as such.
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
    if let Some(kind) = binary(page.source.bytes()) {
        findings
            .report(*first, format!("this file is {kind}, not text"))
            .help("exclude it, or give it another name");
        return;
    }
    findings.report(*first, format!("{message}; save the file as UTF-8 text")).help(
        "a page in another encoding shows replacement characters, and so does what readers copy from it",
    );
}

/// What a file is that begins as only that does.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 7] = [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x7fELF", "a program"),
    ];
    KINDS.iter().find(|(begin, _)| bytes.starts_with(begin)).map(|(_, kind)| *kind)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::binary;

    #[test]
    fn a_file_that_is_no_text_is_named_by_its_first_bytes() {
        assert_eq!(binary(b"\x89PNG\r\n\x1a\n\0"), Some("a PNG image"));
        assert_eq!(binary(b"PK\x03\x04"), Some("a ZIP archive"));
        assert_eq!(binary(b"# Orl\xe9ans"), None);
    }
}
