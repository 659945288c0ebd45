//! Which response answers which request.

use super::MessageRef;

/// Why a response was tied to its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PairingReason {
    /// The annotations carry the same name.
    Name,
    /// It follows in the same code block.
    SameBlock,
    /// It is the next message after the request in the page's order.
    Order,
    /// It is the next message after the request, in a section beside the request's.
    SiblingSection,
    /// Its head stands in the block before.
    SplitMessage,
    /// It stands before the request, with nothing between that it could answer.
    Below,
    /// No request is shown; the part of the page is about one endpoint.
    Endpoint,
    /// It follows another response to the same request.
    FurtherResponse,
    /// Nothing stands before it that it could answer.
    Unpaired,
}

impl PairingReason {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::SameBlock => "same-block",
            Self::Order => "order",
            Self::SiblingSection => "sibling-section",
            Self::SplitMessage => "split-message",
            Self::Below => "request-below",
            Self::Endpoint => "endpoint",
            Self::FurtherResponse => "further-response",
            Self::Unpaired => "unpaired",
        }
    }
}

/// A request with its responses, or responses without a request.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The request, if there is one.
    pub request: Option<MessageRef>,
    /// The body of the request, if it stands in a block of its own.
    pub payload: Option<MessageRef>,
    /// The responses in the page's order, each with the reason for its tie.
    pub responses: Vec<(MessageRef, PairingReason)>,
}
