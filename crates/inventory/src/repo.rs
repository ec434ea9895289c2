//! Every query on stock levels and the ledger. Many rows are one statement.

use kernel::{OrderId, OrderLineId, Page, PageRequest, ProductId, ReservationId, TenantId, Timestamp, Unit, WarehouseId};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use store::{Backend, Sql, StoreError, Tx};
use uuid::Uuid;

use crate::InventoryError;
use crate::model::{Level, Movement, ReservationState};

/// A change of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Move {
    pub product: ProductId,
    pub warehouse: WarehouseId,
    pub unit: Unit,
    pub on_hand_micros: i64,
    pub reserved_micros: i64,
}

/// A reservation that still keeps something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenReservation {
    pub id: ReservationId,
    pub line: OrderLineId,
    pub product: ProductId,
    pub warehouse: WarehouseId,
    pub unit: Unit,
    pub open_micros: i64,
}

/// Which levels are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Those with something to give.
    Free,
    All,
}

const LEVEL_COLUMNS: &str = "s.product_id, s.warehouse_id, w.position, s.unit, s.on_hand_micros, s.reserved_micros";

/// The levels of some products, locked until the transaction ends. Rows are locked in the order of their keys, whoever
/// asks, so that two orders never wait for each other; on SQLite the transaction is alone anyway.
pub(crate) async fn lock_levels(tx: &Tx, products: &[ProductId], wanted: Wanted) -> Result<Vec<Level>, InventoryError> {
    let lock = if tx.backend() == Backend::Postgres { " FOR UPDATE OF s" } else { "" };
    let free = if wanted == Wanted::Free { " AND s.on_hand_micros > s.reserved_micros" } else { "" };
    let mut levels = Vec::new();
    let mut sorted = products.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    for chunk in sorted.chunks(5000) {
        let sql =
            levels_sql(tx.conn(), tx.ctx().tenant, chunk).text(free).text(" ORDER BY s.product_id, s.warehouse_id").text(lock);
        let rows = tx.conn().query_all_raw(sql.statement()).await?;
        for row in &rows {
            levels.push(read_level(row)?);
        }
    }
    Ok(levels)
}

/// The levels of some products, as committed.
pub(crate) async fn levels_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    products: &[ProductId],
) -> Result<Vec<Level>, InventoryError> {
    let sql = levels_sql(conn, tenant, products).text(" ORDER BY s.product_id, w.position, w.code");
    let rows = conn.query_all_raw(sql.statement()).await?;
    rows.iter().map(read_level).collect::<Result<Vec<Level>, StoreError>>().map_err(InventoryError::from)
}

fn levels_sql(conn: &impl ConnectionTrait, tenant: TenantId, products: &[ProductId]) -> Sql {
    Sql::new(conn, "SELECT ")
        .text(LEVEL_COLUMNS)
        .text(" FROM stock_levels s JOIN warehouses w ON w.id = s.warehouse_id WHERE s.tenant_id = ")
        .value(tenant.uuid())
        .text(" AND s.product_id IN (")
        .list(products.iter().map(|product| product.uuid().into()))
        .text(")")
}

/// Levels by product and warehouse, of one product or one warehouse when named.
pub(crate) async fn level_page(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    product: Option<ProductId>,
    warehouse: Option<WarehouseId>,
    page: &PageRequest,
) -> Result<Page<Level>, InventoryError> {
    let mut values: Vec<Value> = vec![tenant.uuid().into()];
    let mut clauses = String::new();
    if let Some(product) = product {
        values.push(product.uuid().into());
        clauses.push_str(&format!(" AND s.product_id = ${}", values.len()));
    }
    if let Some(warehouse) = warehouse {
        values.push(warehouse.uuid().into());
        clauses.push_str(&format!(" AND s.warehouse_id = ${}", values.len()));
    }
    if let Some((product, warehouse)) = page.after.as_deref().and_then(read_cursor) {
        values.extend([Value::from(product), Value::from(warehouse)]);
        clauses.push_str(&format!(" AND (s.product_id, s.warehouse_id) > (${}, ${})", values.len() - 1, values.len()));
    }
    let sql = format!(
        "SELECT {LEVEL_COLUMNS} FROM stock_levels s JOIN warehouses w ON w.id = s.warehouse_id WHERE s.tenant_id = $1{clauses} \
         ORDER BY s.product_id, s.warehouse_id LIMIT {}",
        page.limit() + 1
    );
    let rows = conn.query_all_raw(statement(conn, sql, values)).await?;
    let levels = rows.iter().map(read_level).collect::<Result<Vec<Level>, StoreError>>()?;
    Ok(Page::from_one_more(levels, page, |level| format!("{}~{}", level.product, level.warehouse)))
}

fn read_cursor(text: &str) -> Option<(Uuid, Uuid)> {
    let (product, warehouse) = text.split_once('~')?;
    Some((Uuid::try_parse(product).ok()?, Uuid::try_parse(warehouse).ok()?))
}

pub(crate) fn read_level(row: &QueryResult) -> Result<Level, StoreError> {
    Ok(Level {
        product: ProductId::from_uuid(row.try_get_by_index(0)?),
        warehouse: WarehouseId::from_uuid(row.try_get_by_index(1)?),
        position: row.try_get_by_index(2)?,
        unit: read_unit(&row.try_get_by_index::<String>(3)?)?,
        on_hand_micros: row.try_get_by_index(4)?,
        reserved_micros: row.try_get_by_index(5)?,
    })
}

/// Changes many levels at once, each only if it stays within its bounds. The rows must be locked; should one be refused
/// all the same, the transaction is told to start again.
pub(crate) async fn move_levels(tx: &Tx, moves: &[Move]) -> Result<(), InventoryError> {
    for chunk in moves.chunks(LEVELS_AT_ONCE) {
        let done = tx.conn().execute_raw(level_changes(tx, chunk).text(WITHIN_BOUNDS).statement()).await?;
        if usize::try_from(done.rows_affected()) != Ok(chunk.len()) {
            return Err(InventoryError::Store(StoreError::Contended));
        }
    }
    Ok(())
}

/// Changes, with the commit, levels that this transaction has locked and read. Nobody looks at how many there were: a move
/// out of bounds is refused by the checks of the table.
pub(crate) fn move_locked_levels(tx: &mut Tx, moves: &[Move]) {
    for chunk in moves.chunks(LEVELS_AT_ONCE) {
        let statement = level_changes(tx, chunk);
        tx.later(statement);
    }
}

const LEVELS_AT_ONCE: usize = 4000;

fn level_changes(tx: &Tx, moves: &[Move]) -> Sql {
    let row = |change: &Move| -> [Value; 4] {
        [
            change.product.uuid().into(),
            change.warehouse.uuid().into(),
            change.on_hand_micros.into(),
            change.reserved_micros.into(),
        ]
    };
    Sql::new(tx.conn(), "WITH change (product_id, warehouse_id, on_hand, reserved) AS (VALUES ")
        .rows(moves.iter().map(row))
        .text(MOVE_LEVELS)
        .value(tx.ctx().tenant.uuid())
}

const MOVE_LEVELS: &str = ") UPDATE stock_levels SET on_hand_micros = stock_levels.on_hand_micros + change.on_hand, \
     reserved_micros = stock_levels.reserved_micros + change.reserved FROM change WHERE \
     stock_levels.product_id = change.product_id AND stock_levels.warehouse_id = change.warehouse_id AND \
     stock_levels.tenant_id = ";

const WITHIN_BOUNDS: &str = " AND stock_levels.reserved_micros + change.reserved >= 0 AND \
     stock_levels.on_hand_micros + change.on_hand >= stock_levels.reserved_micros + change.reserved";

/// Notes movements in the ledger, with the commit. `reference` says why: an order's id, a count's number.
pub(crate) fn note(tx: &mut Tx, kind: Movement, reference: &str, moves: &[Move]) {
    for chunk in moves.chunks(3000) {
        let ctx = tx.ctx();
        let row = |change: &Move| -> [Value; 10] {
            [
                kernel::EventId::new(ctx.now).uuid().into(),
                ctx.tenant.uuid().into(),
                change.product.uuid().into(),
                change.warehouse.uuid().into(),
                kind.code().into(),
                change.on_hand_micros.into(),
                change.reserved_micros.into(),
                change.unit.code().into(),
                reference.into(),
                ctx.now.micros().into(),
            ]
        };
        let into = "INSERT INTO stock_ledger (id, tenant_id, product_id, warehouse_id, kind, on_hand_change_micros, \
             reserved_change_micros, unit, reference, at) VALUES ";
        let statement = Sql::new(tx.conn(), into).rows(chunk.iter().map(row));
        tx.later(statement);
    }
}

/// Writes new, active reservations of one order, with the commit.
pub(crate) fn insert_reservations(tx: &mut Tx, order: OrderId, parts: &[(OrderLineId, Move)]) {
    for chunk in parts.chunks(2500) {
        let ctx = tx.ctx();
        let row = |(line, part): &(OrderLineId, Move)| -> [Value; 11] {
            [
                ReservationId::new(ctx.now).uuid().into(),
                ctx.tenant.uuid().into(),
                order.uuid().into(),
                line.uuid().into(),
                part.product.uuid().into(),
                part.warehouse.uuid().into(),
                part.unit.code().into(),
                part.reserved_micros.into(),
                part.reserved_micros.into(),
                ReservationState::Active.code().into(),
                ctx.now.micros().into(),
            ]
        };
        let into = "INSERT INTO reservations (id, tenant_id, order_id, line_id, product_id, warehouse_id, unit, quantity_micros, \
             open_micros, state, at) VALUES ";
        let statement = Sql::new(tx.conn(), into).rows(chunk.iter().map(row));
        tx.later(statement);
    }
}

/// The order's reservations that still keep something, locked, by the warehouses' position.
pub(crate) async fn open_reservations(tx: &mut Tx, order: OrderId) -> Result<Vec<OpenReservation>, InventoryError> {
    tx.settle().await?;
    let lock = if tx.backend() == Backend::Postgres { " FOR UPDATE OF r" } else { "" };
    let sql = format!(
        "SELECT r.id, r.line_id, r.product_id, r.warehouse_id, r.unit, r.open_micros FROM reservations r JOIN warehouses w ON \
         w.id = r.warehouse_id WHERE r.tenant_id = $1 AND r.order_id = $2 AND r.state = 'active' ORDER BY w.position, r.id{lock}"
    );
    let rows = tx.conn().query_all_raw(statement(tx.conn(), sql, [tx.ctx().tenant.uuid().into(), order.uuid().into()])).await?;
    let read = |row: &QueryResult| -> Result<OpenReservation, StoreError> {
        Ok(OpenReservation {
            id: ReservationId::from_uuid(row.try_get_by_index(0)?),
            line: OrderLineId::from_uuid(row.try_get_by_index(1)?),
            product: ProductId::from_uuid(row.try_get_by_index(2)?),
            warehouse: WarehouseId::from_uuid(row.try_get_by_index(3)?),
            unit: read_unit(&row.try_get_by_index::<String>(4)?)?,
            open_micros: row.try_get_by_index(5)?,
        })
    };
    rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>().map_err(InventoryError::from)
}

/// What is left of reservations after a change, each with what it keeps from now on.
pub(crate) async fn close_reservations(
    tx: &Tx,
    left: &[(ReservationId, i64)],
    when_empty: ReservationState,
) -> Result<(), InventoryError> {
    for chunk in left.chunks(8000) {
        let row = |(id, open_micros): &(ReservationId, i64)| -> [Value; 2] { [id.uuid().into(), (*open_micros).into()] };
        let sql = Sql::new(tx.conn(), "WITH left_over (id, open_micros) AS (VALUES ")
            .rows(chunk.iter().map(row))
            .text(") UPDATE reservations SET open_micros = left_over.open_micros, state = CASE WHEN left_over.open_micros = 0 THEN ")
            .value(when_empty.code())
            .text(" ELSE reservations.state END FROM left_over WHERE reservations.id = left_over.id AND reservations.tenant_id = ")
            .value(tx.ctx().tenant.uuid());
        tx.conn().execute_raw(sql.statement()).await?;
    }
    Ok(())
}

/// A ledger entry as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    pub id: Uuid,
    pub product: ProductId,
    pub warehouse: WarehouseId,
    pub kind: Movement,
    pub on_hand_change_micros: i64,
    pub reserved_change_micros: i64,
    pub unit: Unit,
    pub reference: String,
    pub at: Timestamp,
}

/// A product's movements, the newest first.
pub async fn ledger(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    product: ProductId,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<LedgerRow>, InventoryError> {
    let mut values: Vec<Value> = vec![tenant.uuid().into(), product.uuid().into()];
    let mut earlier = "";
    if let Some(before) = before {
        values.push(before.into());
        earlier = " AND id < $3";
    }
    let sql = format!(
        "SELECT id, product_id, warehouse_id, kind, on_hand_change_micros, reserved_change_micros, unit, reference, at FROM stock_ledger \
         WHERE tenant_id = $1 AND product_id = $2{earlier} ORDER BY id DESC LIMIT {limit}"
    );
    let rows = conn.query_all_raw(statement(conn, sql, values)).await?;
    let read = |row: &QueryResult| -> Result<LedgerRow, StoreError> {
        let kind: String = row.try_get("", "kind")?;
        Ok(LedgerRow {
            id: row.try_get("", "id")?,
            product: ProductId::from_uuid(row.try_get("", "product_id")?),
            warehouse: WarehouseId::from_uuid(row.try_get("", "warehouse_id")?),
            kind: Movement::parse(&kind).ok_or_else(|| StoreError::Corrupt(format!("stock_ledger.kind = {kind:?}")))?,
            on_hand_change_micros: row.try_get("", "on_hand_change_micros")?,
            reserved_change_micros: row.try_get("", "reserved_change_micros")?,
            unit: read_unit(&row.try_get::<String>("", "unit")?)?,
            reference: row.try_get("", "reference")?,
            at: Timestamp::from_micros(row.try_get("", "at")?),
        })
    };
    rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>().map_err(InventoryError::from)
}

pub(crate) fn read_unit(code: &str) -> Result<Unit, StoreError> {
    Unit::parse(code).map_err(|_| StoreError::Corrupt(format!("unit = {code:?}")))
}

pub(crate) fn statement(
    conn: &impl ConnectionTrait,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}
