//! The dialects by name; how each is recognised is the business of `extract::dialect`.

/// Lists the dialects and expands to [`Dialect`]. The first one that recognises a block has it.
macro_rules! dialects {
    ($($(#[doc = $doc:literal])+ $name:ident, $word:literal;)+) => {
        /// How an example is written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Dialect {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Dialect {
            /// Every dialect.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word for programs.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// One line for a person.
            pub fn docs(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)+
                }
            }
        }
    };
}

dialects! {
    /// An annotation comment before the fence.
    Annotation, "annotation";
    /// A shell command that sends the request, and perhaps what it prints.
    Curl, "curl";
    /// A command of another client than curl that sends the request.
    Client, "client";
    /// Request lines only.
    Signature, "signature";
    /// Request line and body without a blank line, as API consoles read it.
    Console, "console";
    /// Several messages in a fence.
    HttpMessages, "http-messages";
    /// An indented code block.
    Indented, "indented";
    /// An HTTP message in a fence.
    HttpMessage, "http-message";
    /// JSON below an item of API Blueprint.
    ApiBlueprint, "api-blueprint";
    /// The body of the message in the block before.
    SplitMessage, "split-message";
    /// JSON behind a caption: a block of one line, or a quote.
    Caption, "caption";
    /// JSON under a heading that is its status.
    StatusHeading, "status-heading";
    /// JSON behind a paragraph that says what it is.
    Label, "label";
    /// JSON under a heading that says what it is.
    HeadingLabel, "heading-label";
    /// JSON in a fence.
    JsonFence, "json-fence";
    /// A value of a description of the API that is an example.
    Description, "description";
}
