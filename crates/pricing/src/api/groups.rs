//! Closing a group of accounts: a room above asks nothing of price lists, and a group that lists are assigned to must stay, or
//! the next group of that code would have their prices.

use axum::extract::State;
use axum::http::StatusCode;
use web::documented::ReplaceProblems;
use web::{Answer, Caller, IfMatch, Path};

use super::PricingState;
use crate::{PricingError, lists};

/// Close an account group. No account may be in it and no price list be assigned to it.
#[utoipa::path(delete, path = "/api/v1/account-groups/{code}", tag = "accounts",
    params(("code" = String, Path, description = "The group's code"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 204, description = "It is gone"), ReplaceProblems))]
pub(super) async fn delete_account_group(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
) -> Answer<StatusCode> {
    let mut tx = state.ground.begin(&ctx).await?;
    accounts::close_group(&ctx, &mut tx, &code, seen).await?;
    let assigned = lists::lists_of_groups(tx.conn(), ctx.tenant).await?;
    let codes: Vec<String> = assigned.into_iter().filter(|(group, _)| *group == code).map(|(_, list)| list.code).collect();
    if !codes.is_empty() {
        return Err(PricingError::GroupAssigned { lists: codes.join(", ") }.into());
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
