//! The shapes in which a page is checked, and where a place of the page is found in each.

use std::str::FromStr;

use apiproof::LineColumn;

/// A shape of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// As it stands in the fixture.
    Lf,
    /// With CRLF line endings.
    Crlf,
    /// As the further paragraphs of a list item.
    List,
    /// In a block quote.
    Quote,
}

const ITEM: &str = "- An item\n\n";
const INDENT: &str = "  ";
const MARK: &str = "> ";

impl Variant {
    pub(crate) const ALL: [Self; 4] = [Self::Lf, Self::Crlf, Self::List, Self::Quote];

    /// The page in this shape.
    pub(crate) fn of(self, page: &str) -> String {
        match self {
            Self::Lf => page.to_owned(),
            Self::Crlf => page.replace('\n', "\r\n"),
            Self::List => {
                let indent = |line: &str| if line == "\n" { "" } else { INDENT };
                page.split_inclusive('\n').fold(ITEM.to_owned(), |text, line| text + indent(line) + line)
            }
            Self::Quote => page.split_inclusive('\n').fold(String::new(), |text, line| text + MARK + line),
        }
    }

    /// Where a place of the page stands in this shape.
    pub(crate) fn place(self, page: &str, at: LineColumn) -> LineColumn {
        let LineColumn { line, column } = at;
        match self {
            Self::Lf | Self::Crlf => at,
            Self::List => {
                let empty = page.lines().nth(line as usize - 1).is_none_or(str::is_empty);
                let shift = if empty { 0 } else { INDENT.len() as u32 };
                LineColumn { line: line + ITEM.matches('\n').count() as u32, column: column + shift }
            }
            Self::Quote => LineColumn { line, column: column + MARK.len() as u32 },
        }
    }
}

impl FromStr for Variant {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "lf" => Ok(Self::Lf),
            "crlf" => Ok(Self::Crlf),
            "list" => Ok(Self::List),
            "quote" => Ok(Self::Quote),
            other => Err(format!("`{other}` is no variant; there are lf, crlf, list, quote")),
        }
    }
}
