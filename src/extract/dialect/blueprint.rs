//! D11: API Blueprint. A list item says what the code below it is: `+ Request (application/json)`,
//! `+ Response 201 (application/json)`, perhaps with `+ Headers`, `+ Body` and `+ Schema` of its own.

use super::words::Role;
use super::{Around, Cue, Form};

/// API Blueprint.
pub(super) struct ApiBlueprint;

/// No further back than this many lines.
const BACK: usize = 60;

impl Form for ApiBlueprint {
    fn cue(&self, around: &Around<'_>) -> Option<Cue> {
        if !around.page.contains("+ Re") {
            return None;
        }
        let items = around.page.lines().rev().take(BACK).take_while(|line| !line.starts_with('#'));
        let mut items = items.filter_map(|line| line.trim_start().strip_prefix("+ "));
        // The nearest item names the part; the code below any other part than the body is none.
        let mut item = items.next()?;
        if item.trim() == "Body" {
            item = items.find(|item| item.starts_with("Request") || item.starts_with("Response"))?;
        }
        if let Some(rest) = item.strip_prefix("Response") {
            let code = rest.split_whitespace().next().and_then(|word| word.parse().ok());
            let plain = rest.is_empty() || rest.starts_with(' ');
            return plain.then_some(Cue { role: Role::Response, status: code });
        }
        let rest = item.strip_prefix("Request")?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(Cue { role: Role::Request, status: None })
    }
}
