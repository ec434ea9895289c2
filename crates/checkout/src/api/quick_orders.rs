//! Quick orders over the API.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::documented::CreateProblems;
use web::{Answer, Caller, Json};

use super::body::VerdictBody;
use super::{CheckoutState, account};

/// A pasted list.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct QuickOrderInput {
    /// Number or id of the account; the caller's own when absent.
    account: Option<String>,
    /// One `code;quantity` per line; a tab, comma or space may stand between, the quantity may be absent. At most 2,000 lines.
    #[schema(max_length = 200_000)]
    text: String,
}

/// A verdict on each line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct QuickOrderBody {
    lines: Vec<VerdictBody>,
}

/// Reads a pasted list of codes and quantities and judges each line; nothing is kept.
#[utoipa::path(post, path = "/api/v1/quick-order", tag = "carts", request_body = QuickOrderInput, responses(
    (status = 200, description = "A verdict on each line", body = QuickOrderBody),
    CreateProblems,
))]
pub(super) async fn read_quick_order(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Json(input): Json<QuickOrderInput>,
) -> Answer<Json<QuickOrderBody>> {
    let account = account(&ctx, &state.desk, input.account.as_deref())?;
    let verdicts = crate::quick_order(&ctx, &state.desk, account, &input.text)?;
    Ok(Json(QuickOrderBody { lines: verdicts.into_iter().map(VerdictBody::from).collect() }))
}
