//! Decisions on waiting carts over the API.

use approvals::Decision;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::ApprovalId;
use orders::OrderBody;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::documented::{CreateProblems, ReadProblems};
use web::{Answer, Caller, Json, Keyed, Path};

use super::CheckoutState;
use super::body::{CartBody, ChangedProblemBody, RecheckBody, SnapshotBody, SubmittedLineBody};
use crate::CheckoutError;
use crate::decide::{Decided, DecisionAsk, Recheck};
use crate::snapshot::SnapshotLine;

/// Yes or no.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionInput {
    decision: Decision,
    /// For the requester; at most 1,000 characters.
    comment: Option<String>,
    /// The `digest` that the approver saw; what was submitted, when absent.
    seen_digest: Option<String>,
}

/// What came of a decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct DecidedBody {
    outcome: DecidedWord,
    /// The order, when it was placed.
    order: Option<Box<OrderBody>>,
}

/// What came of a decision, in a word.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DecidedWord {
    /// The order is placed.
    Placed,
    /// The next approver is asked.
    Advanced,
    /// The cart is open again.
    Rejected,
}

/// What an approver needs to decide: the cart with today's prices and stock, and what has changed since it was submitted.
#[utoipa::path(get, path = "/api/v1/approvals/{id}/recheck", tag = "approvals",
    params(("id" = ApprovalId, Path, description = "The request's id")), responses(
    (status = 200, description = "The cart now, what was submitted, and the changes", body = RecheckBody),
    ReadProblems,
))]
pub(super) async fn recheck_approval(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<ApprovalId>,
) -> Answer<Json<RecheckBody>> {
    let recheck = crate::recheck(state.ground.store.reader(), &ctx, &state.desk, id).await?;
    let Recheck { cart, submitted, changes, digest } = recheck;
    let line = |line: SnapshotLine| SubmittedLineBody {
        sku: line.sku,
        name: line.name,
        quantity: line.quantity,
        unit_price: line.unit_price,
        line_total: line.line_total,
        short: line.short,
    };
    let submitted = SnapshotBody {
        digest: submitted.digest,
        lines: submitted.lines.into_iter().map(line).collect(),
        totals: submitted.totals,
        partial: submitted.partial,
    };
    Ok(Json(RecheckBody { cart: CartBody::new(ctx.tenant, &state.desk, cart), submitted, changes, digest }))
}

/// Decides on a waiting cart. The last yes places the order. When prices, taxes or shortages are not those that were seen,
/// the answer is 409 `checkout.changed` with the changes and the new digest; sent back with it, the decision goes through.
#[utoipa::path(post, path = "/api/v1/approvals/{id}/decision", tag = "approvals", request_body = DecisionInput,
    params(("id" = ApprovalId, Path, description = "The request's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body give the same answer")), responses(
    (status = 200, description = "What came of it", body = DecidedBody),
    CreateProblems,
    (status = 409, description = "Something is in the way: `code` says what. With `checkout.changed`: what changed since it was seen",
        body = ChangedProblemBody, content_type = "application/problem+json"),
))]
pub(super) async fn decide_approval(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<ApprovalId>,
    keyed: Keyed<DecisionInput>,
) -> Answer<Response> {
    let (ctx, desk, input) = (&ctx, &state.desk, &keyed.body);
    let decide = |mut tx| async move {
        let ask =
            DecisionAsk { decision: input.decision, comment: input.comment.clone(), seen_digest: input.seen_digest.clone() };
        let body = match crate::decide(ctx, &mut tx, desk, id, ask).await? {
            Decided::Placed(order) => {
                DecidedBody { outcome: DecidedWord::Placed, order: Some(Box::new(OrderBody::from(*order))) }
            }
            Decided::Advanced => DecidedBody { outcome: DecidedWord::Advanced, order: None },
            Decided::Rejected => DecidedBody { outcome: DecidedWord::Rejected, order: None },
        };
        Ok::<_, CheckoutError>((tx, (StatusCode::OK, body)))
    };
    keyed.change(&state.ground, ctx, decide).await
}
