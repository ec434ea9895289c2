//! Orders counted by the database.

use kernel::{AccountId, Currency, Date, Money, TenantId, Timestamp};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};
use store::StoreError;

use super::listing::narrowed;
use crate::OrderError;
use crate::model::{DayTally, OrderFilter, StateTally};
use crate::schema::orders;
use crate::state::OrderState;

/// The orders that the filter lets through by their states; late are those wanted before `today`.
pub(crate) async fn by_state(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    accounts: Option<&[AccountId]>,
    filter: &OrderFilter,
    today: Date,
) -> Result<Vec<StateTally>, OrderError> {
    let late = CaseStatement::new().case(orders::Column::RequestedDate.lt(today.to_string()), 1).finally(0);
    let rows: Vec<(String, i64, i64, i64)> = narrowed(tenant, accounts, filter)
        .select_only()
        .column(orders::Column::State)
        .column_as(orders::Column::Id.count(), "counted")
        .column_as(Expr::expr(late).sum().cast_as("BIGINT"), "late")
        .column_as(orders::Column::PlacedAt.min(), "oldest")
        .group_by(orders::Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    let tally = |(state, count, late, oldest): (String, i64, i64, i64)| {
        let known = OrderState::parse(&state).ok_or_else(|| StoreError::Corrupt(format!("orders.state = {state:?}")))?;
        Ok(StateTally { state: known, count: counted(count), late: counted(late), oldest: Timestamp::from_micros(oldest) })
    };
    rows.into_iter().map(tally).collect()
}

/// The orders that the filter lets through by day and currency. `days` are the beginnings of the days, ascending; a day
/// ends where the next begins, the last has no end, and what was placed before the first is left out.
pub(crate) async fn by_day(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    accounts: Option<&[AccountId]>,
    filter: &OrderFilter,
    days: &[Timestamp],
) -> Result<Vec<DayTally>, OrderError> {
    let Some(first) = days.first() else { return Ok(Vec::new()) };
    let mut day = CaseStatement::new();
    for (place, begins) in days.iter().enumerate().rev() {
        let place = i32::try_from(place).unwrap_or(i32::MAX);
        day = day.case(orders::Column::PlacedAt.gte(begins.micros()), Expr::val(place));
    }
    let rows: Vec<(Option<i32>, String, i64, i64)> = narrowed(tenant, accounts, filter)
        .filter(orders::Column::PlacedAt.gte(first.micros()))
        .select_only()
        .column_as(Expr::expr(day), "day")
        .column(orders::Column::Currency)
        .column_as(orders::Column::Id.count(), "counted")
        .column_as(Expr::col(orders::Column::NetMicros).sum().cast_as("BIGINT"), "net")
        // By their places among the columns: the bound values of the first would count as another expression.
        .group_by(Expr::cust("1"))
        .group_by(Expr::cust("2"))
        .into_tuple()
        .all(conn)
        .await?;
    let tally = |(day, currency, count, net): (Option<i32>, String, i64, i64)| {
        let known = Currency::parse(&currency).map_err(|_| StoreError::Corrupt(format!("orders.currency = {currency:?}")))?;
        let day = usize::try_from(day.unwrap_or(0)).unwrap_or(0);
        Ok(DayTally { day, count: counted(count), net: Money::from_micros(net, known) })
    };
    rows.into_iter().map(tally).collect()
}

fn counted(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
