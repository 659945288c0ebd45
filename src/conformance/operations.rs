//! What is wrong with the operations of a page and their parameters.

use super::binding::Binder;
use super::model::{OperationRemark, ParameterFact};
use super::parameter;
use crate::extract::{ExampleKind, MessageRef, PairingReason};
use crate::schema::{Answer, Direction, NotCovered};

/// The methods whose absence from a description says something.
const CLAIMED: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// What is wrong with the operations of the page and their parameters, as far as a provider claims to know them
/// all.
pub(super) fn check(binder: &Binder<'_, '_>) -> (Vec<(MessageRef, OperationRemark)>, Vec<ParameterFact>) {
    let (mut remarks, mut parameters) = (Vec::new(), Vec::new());
    if !binder.schemas.claims_operations() {
        return (remarks, parameters);
    }
    // Lists of request lines name what there is, without what goes with it.
    for example in &binder.page.examples {
        for index in 0..example.messages.len() {
            let at = MessageRef { example: example.id, message: index as u32 };
            remarks.extend(remark(binder, at).map(|remark| (at, remark)));
            if example.kind != ExampleKind::RequestList {
                parameters.extend(parameter::facts(binder, at));
            }
        }
    }
    (remarks, parameters)
}

/// The path of a target, without host and query.
fn path(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or(path, |at| &rest[at..]),
        None => path,
    }
}

fn remark(binder: &Binder<'_, '_>, at: MessageRef) -> Option<OperationRemark> {
    let operation = binder.operation(at)?;
    let is_request = operation.direction == Direction::Request;
    // Not what the writer got wrong otherwise, not what every resource has, and no answer that may be another's.
    let is_certain = if is_request {
        let http = &binder.message(at)?.http;
        http.issues.is_empty() && CLAIMED.contains(&operation.method.as_ref())
    } else {
        binder.answered(at).is_none_or(|(_, reason)| reason != PairingReason::FurtherResponse)
    };
    if !is_certain {
        return None;
    }
    let schemas = binder.schemas;
    match schemas.by_operation_in(operation.version, &operation.query()) {
        Answer::Unknown { .. }
        | Answer::NotCovered { reason: NotCovered::UndocumentedMethod | NotCovered::Foreign, .. }
            if is_request =>
        {
            let fault = schemas.operation_fault(operation.version, &operation.method, operation.target)?;
            Some(OperationRemark::Fault(fault))
        }
        Answer::NotCovered { provider, reason: NotCovered::UndocumentedStatus } if !is_request => {
            let provider = schemas.provider(provider?);
            provider.claims_operations().then(|| OperationRemark::Status {
                operation: format!("{} {}", operation.method, path(operation.target)),
                documented: provider.statuses(&operation.method, operation.target),
            })
        }
        _ => None,
    }
}
