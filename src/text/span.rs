//! The two kinds of place: bytes in a file and bytes in one example's body.
//!
//! They are different types because inside lists and block quotes a body is not a contiguous piece of its file.
//! Only [`BodyText`](super::BodyText) turns one into the other; there must never be a `From` between them.

use std::ops::Range;

macro_rules! span_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name {
            /// First byte.
            pub start: u32,
            /// First byte after it.
            pub end: u32,
        }

        impl $name {
            /// The span `start..end` of offsets that are known to be in order; [`to`](Self::to) joins two places that need
            /// not be. An end before the start is moved up to the start.
            pub fn new(start: usize, end: usize) -> Self {
                Self { start: start as u32, end: end.max(start) as u32 }
            }

            /// The empty span at `at`.
            pub fn empty(at: usize) -> Self {
                Self::new(at, at)
            }

            /// The span as an index into its text.
            pub fn range(self) -> Range<usize> {
                self.start as usize..self.end as usize
            }

            /// Length in bytes.
            pub fn len(self) -> usize {
                (self.end - self.start) as usize
            }

            /// Whether the span holds no byte.
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether `offset` lies in the span.
            pub fn contains(self, offset: usize) -> bool {
                self.range().contains(&offset)
            }

            /// Whether `offset` lies in the span or right behind it, where a cursor still belongs to it.
            pub(crate) fn touches(self, offset: u32) -> bool {
                self.start <= offset && offset <= self.end
            }

            /// The smallest span that holds both.
            #[must_use]
            pub fn to(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }

            /// The text that the span covers. A fault in a span is reported where the span was used.
            ///
            /// # Panics
            /// If the span does not lie on character boundaries of `text`: spans come from the parsers, which only
            /// cut there.
            #[track_caller]
            pub fn of(self, text: &str) -> &str {
                &text[self.range()]
            }
        }

        impl From<Range<usize>> for $name {
            fn from(range: Range<usize>) -> Self {
                Self::new(range.start, range.end)
            }
        }
    };
}

span_type! {
    /// A half-open range of bytes in a source file.
    Span
}

span_type! {
    /// A half-open range of bytes in the body text of one code block or comment, counted after the Markdown
    /// container prefixes and carriage returns are gone.
    LocalSpan
}
