//! Lists of orders.

use kernel::{AccountId, OrderId, Page, PageRequest, TenantId};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};

use super::rows;
use crate::OrderError;
use crate::model::{OrderFilter, OrderSummary};
use crate::schema::orders;
use crate::state::OrderState;

/// The orders of these accounts (`None`: of all), newest first unless the filter says otherwise.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    accounts: Option<&[AccountId]>,
    filter: &OrderFilter,
    page: &PageRequest,
) -> Result<Page<OrderSummary>, OrderError> {
    let mut query = narrowed(tenant, accounts, filter);
    if let Some(after) = page.after.as_deref().and_then(|after| after.parse::<OrderId>().ok()) {
        query = query.filter(match filter.oldest_first {
            true => orders::Column::Id.gt(after.uuid()),
            false => orders::Column::Id.lt(after.uuid()),
        });
    }
    let most = u64::try_from(page.limit() + 1).unwrap_or(u64::MAX);
    let order = if filter.oldest_first { Order::Asc } else { Order::Desc };
    let rows = query.order_by(orders::Column::Id, order).limit(most).all(conn).await?;
    let summaries = rows.into_iter().map(rows::summary).collect::<Result<Vec<OrderSummary>, OrderError>>()?;
    Ok(Page::from_one_more(summaries, page, |order| order.id.to_string()))
}

/// What the filter lets through, of these accounts (`None`: of all).
pub(super) fn narrowed(tenant: TenantId, accounts: Option<&[AccountId]>, filter: &OrderFilter) -> Select<orders::Entity> {
    let mut query = orders::Entity::find().filter(orders::Column::TenantId.eq(tenant.uuid()));
    match accounts {
        None => {}
        // One account is by far the commonest: with `=` both planners walk its index backwards.
        Some([account]) => query = query.filter(orders::Column::AccountId.eq(account.uuid())),
        Some(accounts) => query = query.filter(orders::Column::AccountId.is_in(accounts.iter().map(|account| account.uuid()))),
    }
    if let Some(number) = &filter.account_number {
        query = query.filter(orders::Column::AccountNumber.eq(number.as_str()));
    }
    if !filter.states.is_empty() {
        query = query.filter(orders::Column::State.is_in(filter.states.iter().copied().map(OrderState::code)));
    }
    if let Some(user) = filter.placed_by {
        query = query.filter(orders::Column::PlacedBy.eq(user.uuid()));
    }
    if let Some(from) = filter.placed_from {
        query = query.filter(orders::Column::PlacedAt.gte(from.micros()));
    }
    if let Some(before) = filter.placed_before {
        query = query.filter(orders::Column::PlacedAt.lt(before.micros()));
    }
    if let Some(day) = filter.requested_before {
        query = query.filter(orders::Column::RequestedDate.lt(day.to_string()));
    }
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        query = query.filter(holds(text));
    }
    query
}

/// Somewhere in the number, the customer's references or the account's name, whatever the case and the accents.
fn holds(text: &str) -> Expr {
    Expr::col(orders::Column::SearchText).like(LikeExpr::new(kernel::searched(text)).escape('\\'))
}
