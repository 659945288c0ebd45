//! D17: values of a description of the API. Whoever reads the description finds them; in a page none is recognised.

use super::Form;

/// Examples in a description of the API.
pub(super) struct Description;

impl Form for Description {}
