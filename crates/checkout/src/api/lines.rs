//! Lines of carts over the API.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{CartId, CartLineId, Quantity};
use serde::Deserialize;
use utoipa::ToSchema;
use web::documented::{CreateProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Keyed, Path, tagged};

use super::CheckoutState;
use super::body::{AddedBody, CartBody, CartHeadBody};
use crate::CheckoutError;
use crate::lines::{AskedLine, LineChange};
use crate::open::CartRef;

/// Lines to be added.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LinesInput {
    /// 1 to 2,000. A line that cannot be sold is left out and says why.
    #[schema(max_items = 2000)]
    lines: Vec<LineInput>,
}

/// A line to be added.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LineInput {
    /// SKU, the account's own code, maker's number or GTIN.
    sku: String,
    /// Rounded up to minimum and step.
    quantity: Quantity,
    /// Code, when other than the cart's.
    cost_centre: Option<String>,
    /// At most 200 characters.
    note: Option<String>,
}

/// A change to a line. Absent leaves as it is, an empty text clears.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LineChangeInput {
    /// Rounded up to minimum and step.
    quantity: Option<Quantity>,
    cost_centre: Option<String>,
    note: Option<String>,
}

/// Adds lines; each gets its verdict.
#[utoipa::path(post, path = "/api/v1/carts/{id}/lines", tag = "carts", request_body = LinesInput,
    params(("id" = CartId, Path, description = "The cart's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body give the same answer")), responses(
    (status = 200, description = "The cart and what became of each line", body = AddedBody),
    CreateProblems,
))]
pub(super) async fn add_lines(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    keyed: Keyed<LinesInput>,
) -> Answer<Response> {
    let (ctx, desk, input) = (&ctx, &state.desk, &keyed.body);
    let add = |mut tx| async move {
        let asked = input.lines.iter().map(|line| AskedLine {
            code: line.sku.clone(),
            quantity: line.quantity,
            cost_centre: line.cost_centre.clone(),
            note: line.note.clone(),
        });
        let added = crate::add_lines(ctx, &mut tx, desk, CartRef { id, version: None }, asked.collect()).await?;
        let body = AddedBody {
            cart: CartHeadBody::new(ctx.tenant, desk, added.cart),
            results: added.verdicts.into_iter().map(Into::into).collect(),
        };
        Ok::<_, CheckoutError>((tx, (StatusCode::OK, body)))
    };
    keyed.change(&state.ground, ctx, add).await
}

/// Changes one line and shows the cart.
#[utoipa::path(patch, path = "/api/v1/carts/{id}/lines/{line_id}", tag = "carts", request_body = LineChangeInput,
    params(("id" = CartId, Path, description = "The cart's id"), ("line_id" = CartLineId, Path, description = "The line's id"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The cart; its version is the ETag", body = CartBody, headers(("ETag" = String, description = "Version"))),
    ReplaceProblems,
))]
pub(super) async fn change_line(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path((id, line)): Path<(CartId, CartLineId)>,
    IfMatch(version): IfMatch,
    Json(input): Json<LineChangeInput>,
) -> Answer<(HeaderMap, Json<CartBody>)> {
    let seen = CartRef { id, version: Some(version) };
    let (ctx, desk, input) = (&ctx, &state.desk, &input);
    let change = |mut tx| async move {
        let change = LineChange { quantity: input.quantity, cost_centre: input.cost_centre.clone(), note: input.note.clone() };
        let view = crate::change_line(ctx, &mut tx, desk, (seen, line), change).await?;
        Ok::<_, CheckoutError>((tx, view))
    };
    let view = state.ground.change(ctx, change).await?;
    Ok(tagged(view.cart.version, CartBody::new(ctx.tenant, desk, view)))
}

/// Takes one line out and shows the cart.
#[utoipa::path(delete, path = "/api/v1/carts/{id}/lines/{line_id}", tag = "carts",
    params(("id" = CartId, Path, description = "The cart's id"), ("line_id" = CartLineId, Path, description = "The line's id"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The cart; its version is the ETag", body = CartBody, headers(("ETag" = String, description = "Version"))),
    ReplaceProblems,
))]
pub(super) async fn remove_line(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path((id, line)): Path<(CartId, CartLineId)>,
    IfMatch(version): IfMatch,
) -> Answer<(HeaderMap, Json<CartBody>)> {
    let seen = CartRef { id, version: Some(version) };
    let (ctx, desk) = (&ctx, &state.desk);
    let remove = |mut tx| async move {
        let view = crate::remove_line(ctx, &mut tx, desk, (seen, line)).await?;
        Ok::<_, CheckoutError>((tx, view))
    };
    let view = state.ground.change(ctx, remove).await?;
    Ok(tagged(view.cart.version, CartBody::new(ctx.tenant, desk, view)))
}
