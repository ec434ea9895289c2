//! All queries on the tables of orders. Every one names the tenant.

mod listing;
mod rows;
mod shipments;
mod tally;
mod timeline;

use kernel::{OrderId, TenantId, Version};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use store::{Sql, StoreError};
use uuid::Uuid;

use crate::OrderError;
use crate::model::{Order, OrderLine};
use crate::schema::{order_lines, orders};
use crate::state::OrderState;

pub(crate) use listing::list;
pub(crate) use rows::{Origin, Provenance};
pub(crate) use shipments::{insert_shipment, shipment_count, shipments_of};
pub(crate) use tally::{by_day, by_state};
pub(crate) use timeline::{insert_timeline, timeline_of};

/// SQLite takes 32,766 bound values per statement; a line binds 21.
const LINES_PER_INSERT: usize = 1500;

/// Writes the order's own row. Returns false, and writes nothing, when this client has used the external id before, or
/// another order has the number; a client that does so at the same moment is waited for.
pub(crate) async fn insert_order(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: &Order,
    provenance: &Provenance,
) -> Result<bool, OrderError> {
    let row = rows::order_row(tenant, order, provenance)?;
    let repeated = OnConflict::new().do_nothing().to_owned();
    let written = orders::Entity::insert(row.into_active_model()).on_conflict(repeated).exec_without_returning(conn).await?;
    Ok(written == 1)
}

/// The statements that write lines.
pub(crate) fn lines_written(conn: &impl ConnectionTrait, tenant: TenantId, order: OrderId, lines: &[OrderLine]) -> Vec<Sql> {
    let rows = |chunk: &[OrderLine]| {
        Sql::new(conn, rows::INTO_LINES).rows(chunk.iter().map(|line| rows::line_values(tenant, order, line)))
    };
    lines.chunks(LINES_PER_INSERT).map(rows).collect()
}

/// The order with this number, with its lines.
pub(crate) async fn by_number(conn: &impl ConnectionTrait, tenant: TenantId, number: &str) -> Result<Option<Order>, OrderError> {
    let row = orders::Entity::find()
        .filter(orders::Column::TenantId.eq(tenant.uuid()))
        .filter(orders::Column::OrderNumber.eq(number))
        .one(conn)
        .await?;
    with_lines(conn, tenant, row).await
}

/// The order that a client placed under an external id, with its lines.
pub(crate) async fn by_external_id(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    client: Uuid,
    external_id: &str,
) -> Result<Option<Order>, OrderError> {
    let row = orders::Entity::find()
        .filter(orders::Column::TenantId.eq(tenant.uuid()))
        .filter(orders::Column::ClientId.eq(client))
        .filter(orders::Column::ExternalId.eq(external_id))
        .one(conn)
        .await?;
    with_lines(conn, tenant, row).await
}

async fn with_lines(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    row: Option<orders::Model>,
) -> Result<Option<Order>, OrderError> {
    let Some(row) = row else { return Ok(None) };
    let lines = order_lines::Entity::find()
        .filter(order_lines::Column::TenantId.eq(tenant.uuid()))
        .filter(order_lines::Column::OrderId.eq(row.id))
        .order_by_asc(order_lines::Column::Position)
        .all(conn)
        .await?;
    Ok(Some(rows::order(row, lines)?))
}

/// Moves an order from the version seen to the next, in a new state. Returns false when another change came first.
pub(crate) async fn update_state(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: OrderId,
    seen: Version,
    state: OrderState,
) -> Result<bool, OrderError> {
    let done = orders::Entity::update_many()
        .col_expr(orders::Column::State, Expr::value(state.code()))
        .col_expr(orders::Column::Version, Expr::col(orders::Column::Version).add(1_i64))
        .filter(orders::Column::TenantId.eq(tenant.uuid()))
        .filter(orders::Column::Id.eq(order.uuid()))
        .filter(orders::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes the totals and the number of lines of an order whose history has grown.
pub(crate) async fn update_totals(conn: &impl ConnectionTrait, tenant: TenantId, order: &Order) -> Result<(), OrderError> {
    let count = i32::try_from(order.lines.len()).map_err(|_| kernel::AmountError::Overflow)?;
    let tax = serde_json::to_string(&order.totals.tax).map_err(|error| corrupt("an order that cannot be written", error))?;
    orders::Entity::update_many()
        .col_expr(orders::Column::NetMicros, Expr::value(order.totals.net.micros()))
        .col_expr(orders::Column::GrossMicros, Expr::value(order.totals.gross.micros()))
        .col_expr(orders::Column::Tax, Expr::value(tax))
        .col_expr(orders::Column::LineCount, Expr::value(count))
        .col_expr(orders::Column::Version, Expr::col(orders::Column::Version).add(1_i64))
        .filter(orders::Column::TenantId.eq(tenant.uuid()))
        .filter(orders::Column::Id.eq(order.id.uuid()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Writes what is backordered, shipped and cancelled of these lines, as their values say now.
pub(crate) async fn update_progress(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    lines: &[&OrderLine],
) -> Result<(), OrderError> {
    for chunk in lines.chunks(500) {
        let mut backordered = CaseStatement::new();
        let mut shipped = CaseStatement::new();
        let mut cancelled = CaseStatement::new();
        for line in chunk {
            let this = || Expr::col(order_lines::Column::Id).eq(line.id.uuid());
            backordered = backordered.case(this(), Expr::value(line.backordered.micros()));
            shipped = shipped.case(this(), Expr::value(line.shipped.micros()));
            cancelled = cancelled.case(this(), Expr::value(line.cancelled.micros()));
        }
        let ids = chunk.iter().map(|line| line.id.uuid());
        order_lines::Entity::update_many()
            .col_expr(order_lines::Column::BackorderedMicros, backordered.into())
            .col_expr(order_lines::Column::ShippedMicros, shipped.into())
            .col_expr(order_lines::Column::CancelledMicros, cancelled.into())
            .filter(order_lines::Column::TenantId.eq(tenant.uuid()))
            .filter(order_lines::Column::Id.is_in(ids))
            .exec(conn)
            .await?;
    }
    Ok(())
}

fn corrupt(what: &str, value: impl std::fmt::Display) -> OrderError {
    OrderError::Store(StoreError::Corrupt(format!("{what}: {value}")))
}
