//! The short acts on orders, and the queries.

use inventory::Kept;
use kernel::{AccountId, Action, ActorKind, Ctx, Date, Denied, Page, PageRequest, Permit, Reach, Scope, Timestamp, Version};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use store::{AuditEntry, Tx};

use crate::model::{DayTally, Order, OrderFilter, OrderLine, OrderSummary, Shipment, StateTally, TimelineEntry, TimelineKind};
use crate::state::Command;
use crate::{OrderError, events, repo};

/// An order with all that has happened to it.
#[derive(Debug, Clone)]
pub struct OrderDetail {
    pub order: Order,
    /// What the warehouses keep for its lines now, by the warehouses' position.
    pub kept: Vec<Kept>,
    /// Oldest first.
    pub shipments: Vec<Shipment>,
    /// Oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// An order and the version of it that the caller has seen.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub number: &'a str,
    pub version: Version,
}

/// The orders that the caller may see, newest first. Demands `Action::OrderRead`.
pub async fn list(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &OrderFilter,
    page: &PageRequest,
) -> Result<Page<OrderSummary>, OrderError> {
    check_texts(filter)?;
    match accounts_in_view(ctx, filter.account)? {
        View::All => repo::list(conn, ctx.tenant, None, filter, page).await,
        View::Accounts(accounts) if accounts.is_empty() => Ok(Page { items: Vec::new(), next: None }),
        View::Accounts(accounts) => repo::list(conn, ctx.tenant, Some(&accounts), filter, page).await,
    }
}

/// How many orders of those that the caller may see are in which state; late are those wanted before `today`. Demands
/// `Action::OrderRead`.
pub async fn tally_states(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &OrderFilter,
    today: Date,
) -> Result<Vec<StateTally>, OrderError> {
    check_texts(filter)?;
    match accounts_in_view(ctx, filter.account)? {
        View::All => repo::by_state(conn, ctx.tenant, None, filter, today).await,
        View::Accounts(accounts) if accounts.is_empty() => Ok(Vec::new()),
        View::Accounts(accounts) => repo::by_state(conn, ctx.tenant, Some(&accounts), filter, today).await,
    }
}

/// What was ordered on each of the days, by currency, of the orders that the caller may see. `days` are the beginnings of
/// the days, ascending; the last has no end. Demands `Action::OrderRead`.
pub async fn tally_days(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &OrderFilter,
    days: &[Timestamp],
) -> Result<Vec<DayTally>, OrderError> {
    check_texts(filter)?;
    match accounts_in_view(ctx, filter.account)? {
        View::All => repo::by_day(conn, ctx.tenant, None, filter, days).await,
        View::Accounts(accounts) if accounts.is_empty() => Ok(Vec::new()),
        View::Accounts(accounts) => repo::by_day(conn, ctx.tenant, Some(&accounts), filter, days).await,
    }
}

/// One order by its number; [`OrderError::NotFound`] when absent or out of the caller's reach. Demands `Action::OrderRead`.
pub async fn get(conn: &impl ConnectionTrait, ctx: &Ctx, number: &str) -> Result<OrderDetail, OrderError> {
    let order = find(conn, ctx, number).await?;
    let mut shipments = repo::shipments_of(conn, ctx.tenant, order.id).await?;
    // Ids made in one moment sort at random; people expect the lines as the order has them.
    let place = |id| order.lines.iter().position(|line| line.id == id);
    for shipment in &mut shipments {
        shipment.lines.sort_by_key(|line| place(line.line));
        shipment.from.sort_by_key(|part| place(part.line));
    }
    let kept = inventory::kept_for(conn, ctx.tenant, order.id).await?;
    let timeline = repo::timeline_of(conn, ctx.tenant, &order).await?;
    Ok(OrderDetail { order, kept, shipments, timeline })
}

/// An order with its lines only; [`OrderError::NotFound`] as in [`get`].
pub async fn find(conn: &impl ConnectionTrait, ctx: &Ctx, number: &str) -> Result<Order, OrderError> {
    let order = by_number(conn, ctx, number).await?;
    // Asked also when there is no such order, so that a caller who may not read orders learns nothing from the answer.
    let Some(order) = order else {
        return Err(if ctx.actor.actions.contains(Action::OrderRead) { OrderError::NotFound } else { refused(ctx).into() });
    };
    match ctx.permit(Action::OrderRead, Scope::Account(order.account.id)) {
        Ok(_) => Ok(order),
        Err(Denied::Secret) => Err(OrderError::NotFound),
        Err(denied) => Err(denied.into()),
    }
}

/// The seller accepts the order. `permit`: `Action::OrderManage` on the tenant or the order's account.
pub async fn confirm(ctx: &Ctx, tx: &mut Tx, seen: Seen<'_>, permit: Permit) -> Result<Order, OrderError> {
    let mut order = managed(ctx, tx, seen, &permit).await?;
    advance(ctx, tx, &mut order, Command::Confirm).await?;
    note(ctx, tx, &order, (TimelineKind::Confirmed, "orders.confirm"), json!({})).await?;
    tx.announce(events::moved(events::CONFIRMED, &order));
    Ok(order)
}

/// Everything has arrived.
pub async fn deliver(ctx: &Ctx, tx: &mut Tx, seen: Seen<'_>, permit: Permit) -> Result<Order, OrderError> {
    let mut order = managed(ctx, tx, seen, &permit).await?;
    advance(ctx, tx, &mut order, Command::Deliver).await?;
    note(ctx, tx, &order, (TimelineKind::Delivered, "orders.deliver"), json!({})).await?;
    tx.announce(events::moved(events::DELIVERED, &order));
    Ok(order)
}

/// Nothing is open any more.
pub async fn complete(ctx: &Ctx, tx: &mut Tx, seen: Seen<'_>, permit: Permit) -> Result<Order, OrderError> {
    let mut order = managed(ctx, tx, seen, &permit).await?;
    advance(ctx, tx, &mut order, Command::Complete).await?;
    note(ctx, tx, &order, (TimelineKind::Completed, "orders.complete"), json!({})).await?;
    tx.announce(events::moved(events::COMPLETED, &order));
    Ok(order)
}

/// Calls the order off and releases its stock. The reason is one line of at most 500 characters.
pub async fn cancel(ctx: &Ctx, tx: &mut Tx, seen: Seen<'_>, reason: Option<&str>, permit: Permit) -> Result<Order, OrderError> {
    let reason = said(reason)?;
    let mut order = managed(ctx, tx, seen, &permit).await?;
    advance(ctx, tx, &mut order, Command::Cancel).await?;
    inventory::release(ctx, tx, order.id).await?;
    note(ctx, tx, &order, (TimelineKind::Cancelled, "orders.cancel"), json!({"reason": reason})).await?;
    tx.announce(events::cancelled(&order, reason.as_deref()));
    Ok(order)
}

/// Gives up what has not left of an order that has left in part: its lines keep what was ordered and say what will never
/// come, their stock is free again, and the order can be delivered and completed. What was agreed stays as it was: an
/// invoice is made of what was sent. The reason is one line of at most 500 characters.
pub async fn close_short(
    ctx: &Ctx,
    tx: &mut Tx,
    seen: Seen<'_>,
    reason: Option<&str>,
    permit: Permit,
) -> Result<Order, OrderError> {
    let reason = said(reason)?;
    let mut order = managed(ctx, tx, seen, &permit).await?;
    advance(ctx, tx, &mut order, Command::CloseShort).await?;
    inventory::release(ctx, tx, order.id).await?;
    let lost = order.give_up()?;
    let lines: Vec<&OrderLine> = order.lines.iter().collect();
    repo::update_progress(tx.conn(), ctx.tenant, &lines).await?;
    note(ctx, tx, &order, (TimelineKind::ClosedShort, "orders.close_short"), json!({"reason": reason})).await?;
    tx.announce(events::closed_short(&order, &lost, reason.as_deref()));
    Ok(order)
}

/// Why something is called off, when it is said.
fn said(reason: Option<&str>) -> Result<Option<String>, OrderError> {
    let Some(reason) = reason.map(str::trim).filter(|reason| !reason.is_empty()) else { return Ok(None) };
    Ok(Some(kernel::line(reason, 500).map_err(|error| OrderError::Invalid(vec![error.at("reason")]))?))
}

/// A number that cannot be one is not asked for: PostgreSQL refuses texts with control characters.
async fn by_number(conn: &impl ConnectionTrait, ctx: &Ctx, number: &str) -> Result<Option<Order>, OrderError> {
    match kernel::line(number, 64) {
        Ok(number) => repo::by_number(conn, ctx.tenant, &number).await,
        Err(_) => Ok(None),
    }
}

/// The order to act on, when the permit covers it and its version is the one seen.
pub(crate) async fn managed(ctx: &Ctx, tx: &Tx, seen: Seen<'_>, permit: &Permit) -> Result<Order, OrderError> {
    if permit.action() != Action::OrderManage {
        return Err(Denied::Forbidden(permit.action()).into());
    }
    let order = by_number(tx.conn(), ctx, seen.number).await?.ok_or(OrderError::NotFound)?;
    if permit.scope() != Scope::Tenant && permit.scope() != Scope::Account(order.account.id) {
        return Err(OrderError::NotFound);
    }
    if order.version != seen.version {
        return Err(OrderError::VersionMoved);
    }
    Ok(order)
}

/// Moves the order on; another change since it was read makes this fail.
pub(crate) async fn advance(ctx: &Ctx, tx: &Tx, order: &mut Order, command: Command) -> Result<(), OrderError> {
    let state = order.state.after(command)?;
    if !repo::update_state(tx.conn(), ctx.tenant, order.id, order.version, state).await? {
        return Err(OrderError::VersionMoved);
    }
    order.state = state;
    order.version += 1;
    Ok(())
}

/// Writes into the order's history and the audit trail what was done.
pub(crate) async fn note(
    ctx: &Ctx,
    tx: &mut Tx,
    order: &Order,
    (kind, action): (TimelineKind, &'static str),
    detail: Value,
) -> Result<(), OrderError> {
    let entry = TimelineEntry { at: ctx.now, kind, actor: ctx.actor.name.to_string(), detail: detail.clone() };
    repo::insert_timeline(tx.conn(), ctx.tenant, order.id, &entry).await?;
    tx.audit(AuditEntry::new(action, "order", &order.number).of_account(order.account.id).with(detail));
    Ok(())
}

fn check_texts(filter: &OrderFilter) -> Result<(), OrderError> {
    let mut faults = Vec::new();
    for (field, text) in [("q", &filter.text), ("account", &filter.account_number)] {
        if let Some(Err(error)) = text.as_deref().filter(|text| !text.trim().is_empty()).map(|text| kernel::line(text, 200)) {
            faults.push(error.at(field));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(OrderError::Invalid(faults)) }
}

/// Whose orders a list may show.
enum View {
    All,
    Accounts(Vec<AccountId>),
}

fn accounts_in_view(ctx: &Ctx, wanted: Option<AccountId>) -> Result<View, Denied> {
    // Who acts for an account sees that account.
    if let Some(account) = wanted.or(ctx.actor.acting_for.map(|acting| acting.account)) {
        ctx.permit(Action::OrderRead, Scope::Account(account))?;
        return Ok(View::Accounts(vec![account]));
    }
    match &ctx.actor.reach {
        Reach::Tenant => ctx.permit(Action::OrderRead, Scope::Tenant).map(|_| View::All),
        Reach::Accounts(_) if !ctx.actor.actions.contains(Action::OrderRead) => Err(refused(ctx)),
        Reach::Accounts(accounts) => Ok(View::Accounts(accounts.to_vec())),
    }
}

fn refused(ctx: &Ctx) -> Denied {
    if ctx.actor.kind == ActorKind::Anonymous { Denied::Anonymous } else { Denied::Forbidden(Action::OrderRead) }
}
