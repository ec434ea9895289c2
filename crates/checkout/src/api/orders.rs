//! Direct orders and reorders over the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Ctx, Date, Quantity, UnitPrice};
use orders::{OrderBody, Partial};
use serde::Deserialize;
use utoipa::ToSchema;
use web::documented::CreateProblems;
use web::{Answer, Caller, Keyed, Path};

use super::body::{AddedBody, CartHeadBody};
use super::{CheckoutState, account};
use crate::direct::{DirectLine, DirectOrder};
use crate::references::AskedReferences;
use crate::{CheckoutError, Desk};

/// An order as a customer's system posts it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderInput {
    /// The system's own id, unique per client: a repeat gives the order made before. At most 100 characters.
    external_id: Option<String>,
    /// Number or id of the account; the client's own when absent.
    account: Option<String>,
    /// The customer's purchase order number, at most 60 characters.
    purchase_order: Option<String>,
    /// Code of one of the account's cost centres.
    cost_centre: Option<String>,
    /// At most 60 characters.
    project: Option<String>,
    /// At most 60 characters.
    ddt_reference: Option<String>,
    /// Code of one of the account's sites; its default site when absent.
    ship_to: Option<String>,
    /// Not before today.
    #[schema(value_type = Option<String>, format = Date)]
    requested_date: Option<Date>,
    /// At most 2,000 characters.
    notes: Option<String>,
    /// 1 to 2,000.
    #[schema(max_items = 2000)]
    lines: Vec<OrderLineInput>,
    /// What to do when the stock is too small; `reject` when absent.
    #[serde(default)]
    partial: Partial,
}

impl OrderInput {
    fn references(&self) -> AskedReferences {
        AskedReferences {
            purchase_order: self.purchase_order.clone(),
            cost_centre: self.cost_centre.clone(),
            project: self.project.clone(),
            ddt_reference: self.ddt_reference.clone(),
            ship_to: self.ship_to.clone(),
            requested_date: self.requested_date,
            notes: self.notes.clone(),
        }
    }
}

/// A line of an order: by `sku` or by `customer_sku`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderLineInput {
    sku: Option<String>,
    /// The account's own code.
    customer_sku: Option<String>,
    /// As it is sold: nothing is rounded.
    quantity: Quantity,
    /// When it is not the price now, the order is refused and both are told.
    expected_unit_price: Option<UnitPrice>,
}

/// Places an order at once.
///
/// An order above the limit of the person for whom it is placed, or above the account's, is refused with 409
/// `checkout.approval_needed`, which says the `reason` and the `net` amount: put it into a cart (`POST /carts`) and submit
/// that, so that an approver is asked. A customer's own system is held by the account's limit; the seller's integrations,
/// when they act for nobody, by none.
#[utoipa::path(post, path = "/api/v1/orders", tag = "orders", request_body = OrderInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body give the same answer")), responses(
    (status = 201, description = "The order", body = OrderBody),
    (status = 200, description = "The order that was placed under this external id before", body = OrderBody),
    CreateProblems,
))]
pub(super) async fn place_order(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    keyed: Keyed<OrderInput>,
) -> Answer<Response> {
    let (ctx, state, desk, input) = (&ctx, &state, &state.desk, &keyed.body);
    let prepare = || async move { crate::prepare_direct(ctx, state.ground.store.reader(), desk, &read(ctx, desk, input)?).await };
    let place = |mut tx, prepared| async move {
        let placed = crate::place_direct(ctx, &mut tx, desk, prepared).await?;
        let status = if placed.repeated { StatusCode::OK } else { StatusCode::CREATED };
        Ok::<_, CheckoutError>((tx, (status, OrderBody::from(placed.order))))
    };
    keyed.prepared_change(&state.ground, ctx, prepare, place).await
}

fn read(ctx: &Ctx, desk: &Desk, input: &OrderInput) -> Result<DirectOrder, CheckoutError> {
    let line = |line: &OrderLineInput| DirectLine {
        sku: line.sku.clone(),
        customer_sku: line.customer_sku.clone(),
        quantity: line.quantity,
        expected_unit_price: line.expected_unit_price,
    };
    Ok(DirectOrder {
        external_id: input.external_id.clone(),
        account: Some(account(ctx, desk, input.account.as_deref())?),
        references: input.references(),
        lines: input.lines.iter().map(line).collect(),
        partial: input.partial,
    })
}

/// Puts what an order held into the caller's open cart, or a new one, as far as it is still sold.
#[utoipa::path(post, path = "/api/v1/orders/{order_number}/reorder", tag = "orders",
    params(("order_number" = String, Path, description = "The order's number"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives the same answer, and fills the cart once")), responses(
    (status = 200, description = "The cart and what became of each line of the order", body = AddedBody),
    CreateProblems,
))]
pub(super) async fn reorder(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    keyed: Keyed<()>,
) -> Answer<Response> {
    let (ctx, desk, number) = (&ctx, &state.desk, number.as_str());
    let reorder = |mut tx| async move {
        let reordered = crate::reorder(ctx, &mut tx, desk, number).await?;
        let body = AddedBody {
            cart: CartHeadBody::new(ctx.tenant, desk, reordered.cart),
            results: reordered.verdicts.into_iter().map(Into::into).collect(),
        };
        Ok::<_, CheckoutError>((tx, (StatusCode::OK, body)))
    };
    keyed.change(&state.ground, ctx, reorder).await
}
