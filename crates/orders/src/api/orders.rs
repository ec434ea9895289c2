//! Orders over the API.

use axum::extract::State;
use axum::http::HeaderMap;
use kernel::{Action, Ctx, OrderLineId, Page, Permit, Quantity, Scope};
use serde::Deserialize;
use store::Tx;
use utoipa::{IntoParams, ToSchema};
use web::documented::{ReadProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Paging, Path, Query, tagged};

use super::OrdersState;
use super::body::{OrderBody, OrderDetailBody, OrderSummaryBody};
use crate::OrderError;
use crate::model::{Order, OrderFilter, Parcel};
use crate::service::{self, Seen};
use crate::ship::{ShipmentAsk, ship};
use crate::state::OrderState;

/// Which orders.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OrderQuery {
    /// How many items at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
    /// Number of an account; all that the caller reaches when absent.
    account: Option<String>,
    /// States, separated by commas.
    state: Option<String>,
    /// Part of the order number, purchase order, external id or account.
    q: Option<String>,
}

/// Goods about to leave.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShipmentInput {
    carrier: String,
    #[serde(default)]
    parcels: Vec<ParcelInput>,
    /// Absent: everything that is open and in stock.
    lines: Option<Vec<ShipmentLineInput>>,
}

impl ShipmentInput {
    fn ask(self) -> ShipmentAsk {
        let parcel = |parcel: ParcelInput| Parcel { tracking_code: parcel.tracking_code, tracking_url: parcel.tracking_url };
        let lines = self.lines.map(|lines| lines.into_iter().map(|line| (line.line_id, line.quantity)).collect());
        ShipmentAsk { carrier: self.carrier, parcels: self.parcels.into_iter().map(parcel).collect(), lines }
    }
}

/// A parcel of a shipment.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ParcelInput {
    tracking_code: String,
    tracking_url: Option<String>,
}

/// So much of a line.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShipmentLineInput {
    line_id: OrderLineId,
    quantity: Quantity,
}

/// Why an order, or the rest of it, is called off.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CancelInput {
    /// For the customer; at most 500 characters.
    reason: Option<String>,
}

/// Orders that the caller may see, newest first.
#[utoipa::path(get, path = "/api/v1/orders", tag = "orders", params(OrderQuery), responses(
    (status = 200, description = "A page of orders", body = Page<OrderSummaryBody>),
    ReadProblems,
))]
pub(super) async fn list_orders(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Query(query): Query<OrderQuery>,
) -> Answer<Json<Page<OrderSummaryBody>>> {
    let filter = OrderFilter {
        account_number: query.account,
        states: states(query.state.as_deref())?,
        text: query.q,
        ..OrderFilter::default()
    };
    let paging = Paging::new("orders", query.limit, query.after.as_deref())?;
    let orders = service::list(state.ground.store.reader(), &ctx, &filter, paging.request()).await?;
    Ok(Json(paging.answer(orders.map(OrderSummaryBody::from))))
}

fn states(text: Option<&str>) -> Answer<Vec<OrderState>> {
    let words = text.unwrap_or("").split(',').map(str::trim).filter(|word| !word.is_empty());
    let read =
        |word: &str| OrderState::parse(word).ok_or_else(|| OrderError::field("state", "unknown", "not a state of orders").into());
    words.map(read).collect()
}

/// One order with lines, shipments, papers and history.
#[utoipa::path(get, path = "/api/v1/orders/{order_number}", tag = "orders",
    params(("order_number" = String, Path, description = "The order's number")), responses(
    (status = 200, description = "The order; its version is the ETag", body = OrderDetailBody, headers(("ETag" = String, description = "Version"))),
    ReadProblems,
))]
pub(super) async fn get_order(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
) -> Answer<(HeaderMap, Json<OrderDetailBody>)> {
    let detail = service::get(state.ground.store.reader(), &ctx, &number).await?;
    Ok(tagged(detail.order.version, detail.into()))
}

/// The seller accepts an order.
#[utoipa::path(post, path = "/api/v1/orders/{order_number}/confirm", tag = "orders",
    params(("order_number" = String, Path, description = "The order's number"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The order, confirmed", body = OrderBody),
    ReplaceProblems,
))]
pub(super) async fn confirm_order(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(version): IfMatch,
) -> Answer<(HeaderMap, Json<OrderBody>)> {
    let (ctx, seen) = (&ctx, Seen { number: &number, version });
    acted(&state, ctx, |mut tx, permit| async move {
        let order = service::confirm(ctx, &mut tx, seen, permit).await?;
        Ok((tx, order))
    })
    .await
}

/// Goods of an order leave: one shipment with its parcels.
#[utoipa::path(post, path = "/api/v1/orders/{order_number}/shipments", tag = "orders", request_body = ShipmentInput,
    params(("order_number" = String, Path, description = "The order's number"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The order with its shipments", body = OrderDetailBody),
    ReplaceProblems,
))]
pub(super) async fn ship_order(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(version): IfMatch,
    Json(input): Json<ShipmentInput>,
) -> Answer<(HeaderMap, Json<OrderDetailBody>)> {
    let permit = ctx.permit(Action::OrderManage, Scope::Tenant)?;
    let (ctx, seen, ask) = (&ctx, Seen { number: &number, version }, &input.ask());
    let shipment = |mut tx| async move {
        ship(ctx, &mut tx, seen, ask.clone(), permit).await?;
        let detail = service::get(tx.conn(), ctx, seen.number).await?;
        Ok::<_, OrderError>((tx, detail))
    };
    let detail = state.ground.change(ctx, shipment).await?;
    Ok(tagged(detail.order.version, detail.into()))
}

/// Everything of an order has arrived.
#[utoipa::path(post, path = "/api/v1/orders/{order_number}/delivered", tag = "orders",
    params(("order_number" = String, Path, description = "The order's number"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The order, delivered", body = OrderBody),
    ReplaceProblems,
))]
pub(super) async fn deliver_order(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(version): IfMatch,
) -> Answer<(HeaderMap, Json<OrderBody>)> {
    let (ctx, seen) = (&ctx, Seen { number: &number, version });
    acted(&state, ctx, |mut tx, permit| async move {
        let order = service::deliver(ctx, &mut tx, seen, permit).await?;
        Ok((tx, order))
    })
    .await
}

/// Nothing of an order is open any more.
#[utoipa::path(post, path = "/api/v1/orders/{order_number}/completed", tag = "orders",
    params(("order_number" = String, Path, description = "The order's number"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The order, completed", body = OrderBody),
    ReplaceProblems,
))]
pub(super) async fn complete_order(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(version): IfMatch,
) -> Answer<(HeaderMap, Json<OrderBody>)> {
    let (ctx, seen) = (&ctx, Seen { number: &number, version });
    acted(&state, ctx, |mut tx, permit| async move {
        let order = service::complete(ctx, &mut tx, seen, permit).await?;
        Ok((tx, order))
    })
    .await
}

/// Calls an order off, before anything has left; its stock is free again.
#[utoipa::path(post, path = "/api/v1/orders/{order_number}/cancel", tag = "orders", request_body = CancelInput,
    params(("order_number" = String, Path, description = "The order's number"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The order, cancelled", body = OrderBody),
    ReplaceProblems,
))]
pub(super) async fn cancel_order(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(version): IfMatch,
    Json(input): Json<CancelInput>,
) -> Answer<(HeaderMap, Json<OrderBody>)> {
    let (ctx, seen, reason) = (&ctx, Seen { number: &number, version }, input.reason.as_deref());
    acted(&state, ctx, |mut tx, permit| async move {
        let order = service::cancel(ctx, &mut tx, seen, reason, permit).await?;
        Ok((tx, order))
    })
    .await
}

/// Gives up what has not left of an order that has left in part: its stock is free again, and the order counts as shipped.
#[utoipa::path(post, path = "/api/v1/orders/{order_number}/close-short", tag = "orders", request_body = CancelInput,
    params(("order_number" = String, Path, description = "The order's number"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The order; its lines say what was cancelled of them", body = OrderBody),
    ReplaceProblems,
))]
pub(super) async fn close_order_short(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(version): IfMatch,
    Json(input): Json<CancelInput>,
) -> Answer<(HeaderMap, Json<OrderBody>)> {
    let (ctx, seen, reason) = (&ctx, Seen { number: &number, version }, input.reason.as_deref());
    acted(&state, ctx, |mut tx, permit| async move {
        let order = service::close_short(ctx, &mut tx, seen, reason, permit).await?;
        Ok((tx, order))
    })
    .await
}

/// One of the seller's acts on an order, which reach the whole tenant: what it comes to is the order as it stands then.
async fn acted<Doing>(state: &OrdersState, ctx: &Ctx, act: impl Fn(Tx, Permit) -> Doing) -> Answer<(HeaderMap, Json<OrderBody>)>
where
    Doing: Future<Output = Result<(Tx, Order), OrderError>>,
{
    let permit = ctx.permit(Action::OrderManage, Scope::Tenant)?;
    let order = state.ground.change(ctx, |tx| act(tx, permit)).await?;
    Ok(tagged(order.version, order.into()))
}
