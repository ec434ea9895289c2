//! The facts of this room. The subject of each is the request's id.

use kernel::Fact;
use serde_json::{Value, json};

use crate::request::model::ApprovalRequest;

/// Somebody waits for a decision. Data: `subject_kind`, `subject_id`, `amount`, `reason`, `requester`, `requester_name`.
pub const REQUESTED: &str = "fondaco.approval.requested.v1";
/// One step said yes and the next is asked. Data: as above, and `step` (the last that said yes, from
/// 1), `decided_by`, `comment`.
pub const ADVANCED: &str = "fondaco.approval.advanced.v1";
/// It is over. Data: as above, and `outcome` (`approved`, `rejected`, `withdrawn`), `decided_by`, `comment`.
pub const CONCLUDED: &str = "fondaco.approval.concluded.v1";

pub(crate) fn fact(kind: &'static str, request: &ApprovalRequest, more: Value) -> Fact {
    let mut data = json!({
        "subject_kind": request.subject_kind,
        "subject_id": request.subject_id,
        "amount": request.amount,
        "reason": request.reason,
        "requester": request.requester,
        "requester_name": request.requester_name,
    });
    if let (Some(data), Value::Object(more)) = (data.as_object_mut(), more) {
        data.extend(more);
    }
    Fact { kind, subject: request.id.to_string(), account: Some(request.account), data }
}
