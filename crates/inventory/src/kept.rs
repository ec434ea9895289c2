//! What is kept for an order, and where: for those who ship it.

use kernel::{OrderId, OrderLineId, Quantity, TenantId, WarehouseId};
use sea_orm::{ConnectionTrait, QueryResult};
use store::StoreError;

use crate::InventoryError;
use crate::repo::{read_unit, statement};

/// What one warehouse keeps for one line of an order; shipped goods are kept no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub line: OrderLineId,
    pub warehouse: WarehouseId,
    /// The warehouse's code.
    pub code: String,
    pub quantity: Quantity,
}

/// What is kept for an order now, by the warehouses' position. Whether the caller may see the order is the caller's matter.
pub async fn kept_for(conn: &impl ConnectionTrait, tenant: TenantId, order: OrderId) -> Result<Vec<Kept>, InventoryError> {
    let sql = "SELECT r.line_id, r.warehouse_id, r.unit, r.open_micros, w.code FROM reservations r JOIN warehouses w ON w.id = r.warehouse_id \
         WHERE r.tenant_id = $1 AND r.order_id = $2 AND r.state = 'active' AND r.open_micros > 0 ORDER BY w.position, w.code, r.id";
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into(), order.uuid().into()])).await?;
    let read = |row: &QueryResult| -> Result<Kept, StoreError> {
        let unit = read_unit(&row.try_get_by_index::<String>(2)?)?;
        Ok(Kept {
            line: OrderLineId::from_uuid(row.try_get_by_index(0)?),
            warehouse: WarehouseId::from_uuid(row.try_get_by_index(1)?),
            code: row.try_get_by_index(4)?,
            quantity: Quantity::from_micros(row.try_get_by_index(3)?, unit),
        })
    };
    Ok(rows.iter().map(read).collect::<Result<Vec<Kept>, StoreError>>()?)
}
