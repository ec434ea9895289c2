//! The short acts on orders, and the queries.

use kernel::{AccountId, Ctx, OrderLineId, Page, PageRequest, Permit, Quantity, Timestamp, UserId, Version};
use sea_orm::ConnectionTrait;
use store::Tx;

use crate::OrderError;
use crate::model::{Order, OrderState, OrderSummary, Parcel, Shipment, TimelineEntry};

/// An order with all that has happened to it.
#[derive(Debug, Clone)]
pub struct OrderDetail {
    pub order: Order,
    pub shipments: Vec<Shipment>,
    /// Oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// Which orders are wanted; empty means all that the caller may see.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    pub account: Option<AccountId>,
    pub states: Vec<OrderState>,
    /// Part of the order number, purchase order, external id or account name.
    pub text: Option<String>,
    pub placed_by: Option<UserId>,
    pub placed_from: Option<Timestamp>,
    pub placed_before: Option<Timestamp>,
}

/// Goods about to leave.
#[derive(Debug, Clone)]
pub struct ShipmentAsk {
    pub carrier: String,
    pub parcels: Vec<Parcel>,
    /// Lines and quantities; `None` is everything that is open and in stock.
    pub lines: Option<Vec<(OrderLineId, Quantity)>>,
}

/// The orders that the caller may see, newest first. Demands `Action::OrderRead`.
pub async fn list(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &OrderFilter,
    page: &PageRequest,
) -> Result<Page<OrderSummary>, OrderError> {
    let _ = (conn, ctx, filter, page);
    todo!()
}

/// One order by its number; [`OrderError::NotFound`] when absent or out of the caller's reach.
pub async fn get(conn: &impl ConnectionTrait, ctx: &Ctx, number: &str) -> Result<OrderDetail, OrderError> {
    let _ = (conn, ctx, number);
    todo!()
}

/// The seller accepts the order. `permit`: `Action::OrderManage` on the order's account or the tenant.
pub async fn confirm(ctx: &Ctx, tx: &mut Tx, order: Seen<'_>, permit: Permit) -> Result<Order, OrderError> {
    let _ = (ctx, tx, order, permit);
    todo!()
}

/// Everything has arrived.
pub async fn deliver(ctx: &Ctx, tx: &mut Tx, order: Seen<'_>, permit: Permit) -> Result<Order, OrderError> {
    let _ = (ctx, tx, order, permit);
    todo!()
}

/// Nothing is open any more.
pub async fn complete(ctx: &Ctx, tx: &mut Tx, order: Seen<'_>, permit: Permit) -> Result<Order, OrderError> {
    let _ = (ctx, tx, order, permit);
    todo!()
}

/// An order and the version of it that the caller has seen.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub number: &'a str,
    pub version: Version,
}

/// Calls the order off and releases its stock.
pub async fn cancel(
    ctx: &Ctx,
    tx: &mut Tx,
    order: Seen<'_>,
    reason: Option<String>,
    permit: Permit,
) -> Result<Order, OrderError> {
    let _ = (ctx, tx, order, reason, permit);
    todo!()
}

/// Goods leave: stock is consumed, the customer is told.
pub async fn ship(
    ctx: &Ctx,
    tx: &mut Tx,
    order: Seen<'_>,
    ask: ShipmentAsk,
    permit: Permit,
) -> Result<(Order, Shipment), OrderError> {
    let _ = (ctx, tx, order, ask, permit);
    todo!()
}

/// Broken invariants of orders, one text each; empty when all is well.
pub async fn check(store: &store::Store) -> Result<Vec<String>, OrderError> {
    let _ = store;
    todo!()
}
