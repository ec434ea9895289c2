//! What an approved request became: known by its name from then on.

use kernel::{ApprovalId, Ctx};
use store::Tx;

use super::repo;
use crate::ApprovalsError;

/// Notes the name of what the asking room made of an approved request, an order's number, so that people find the request
/// by it. In the transaction of the decision; tells nobody.
pub async fn became(ctx: &Ctx, tx: &mut Tx, id: ApprovalId, name: &str) -> Result<(), ApprovalsError> {
    let mut request = repo::by_id(tx.conn(), ctx.tenant, id).await?.ok_or(ApprovalsError::NotFound)?;
    if let Some(summary) = request.summary.as_object_mut() {
        summary.insert("became".to_owned(), name.into());
    }
    let seen = request.version;
    if repo::update(tx.conn(), ctx.tenant, &request, seen).await? { Ok(()) } else { Err(ApprovalsError::AlreadyConcluded) }
}
