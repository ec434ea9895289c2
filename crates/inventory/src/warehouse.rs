//! Warehouses: made, changed, listed.

use kernel::{Action, Ctx, Permit, Scope, TenantId, Version, WarehouseId};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::{Value as Json, json};
use store::{AuditEntry, StoreError, Tx, differences};

use crate::model::Warehouse;
use crate::repo::statement;
use crate::{InventoryError, events};

/// A warehouse as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarehouseDraft {
    pub code: String,
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub position: i32,
    /// IANA name.
    pub time_zone: String,
    /// Minute of the local day, 0 to 1440.
    pub cut_off_minute: i32,
}

const COLUMNS: &str = "id, code, name, country, position, time_zone, cut_off_minute, version";

/// Fails with [`InventoryError::CodeTaken`] and with [`InventoryError::Invalid`].
pub async fn create_warehouse(
    ctx: &Ctx,
    tx: &mut Tx,
    draft: &WarehouseDraft,
    permit: &Permit,
) -> Result<Warehouse, InventoryError> {
    permit.covers(Action::StockManage, Scope::Tenant)?;
    let draft = checked(draft)?;
    let warehouse = Warehouse {
        id: WarehouseId::new(ctx.now),
        code: draft.code,
        name: draft.name,
        country: draft.country,
        position: draft.position,
        time_zone: draft.time_zone,
        cut_off_minute: draft.cut_off_minute,
        version: 1,
    };
    let sql = "INSERT INTO warehouses (tenant_id, id, code, name, country, position, time_zone, cut_off_minute, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    let mut values: Vec<Value> = vec![ctx.tenant.uuid().into(), warehouse.id.uuid().into(), warehouse.code.as_str().into()];
    values.extend(written(&warehouse));
    tx.conn().execute_raw(statement(tx.conn(), sql, values)).await.map_err(|error| match StoreError::from(error) {
        error if error.violates("warehouses", &["tenant_id", "code"]) => InventoryError::CodeTaken(warehouse.code.clone()),
        error => InventoryError::Store(error),
    })?;
    told(tx, "inventory.create_warehouse", &Json::Null, &warehouse);
    Ok(warehouse)
}

/// Changes all but the code. Fails with [`InventoryError::VersionMoved`] when it is no longer as the caller saw it.
pub async fn update_warehouse(
    tx: &mut Tx,
    draft: &WarehouseDraft,
    seen: Version,
    permit: &Permit,
) -> Result<Warehouse, InventoryError> {
    permit.covers(Action::StockManage, Scope::Tenant)?;
    let draft = checked(draft)?;
    let tenant = tx.ctx().tenant;
    let known = warehouse_by_code(tx.conn(), tenant, &draft.code).await?;
    let known = known.ok_or_else(|| InventoryError::WarehouseNotFound(draft.code.clone()))?;
    let was = audited(&known);
    let warehouse = Warehouse {
        name: draft.name,
        country: draft.country,
        position: draft.position,
        time_zone: draft.time_zone,
        cut_off_minute: draft.cut_off_minute,
        version: seen.saturating_add(1),
        ..known
    };
    let sql = "UPDATE warehouses SET name = $4, country = $5, position = $6, time_zone = $7, cut_off_minute = $8, version = version + 1 \
         WHERE tenant_id = $1 AND id = $2 AND version = $3";
    let mut values: Vec<Value> = vec![tenant.uuid().into(), warehouse.id.uuid().into(), seen.into()];
    values.extend(written(&warehouse));
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, values)).await?;
    if done.rows_affected() == 0 {
        return Err(InventoryError::VersionMoved);
    }
    told(tx, "inventory.update_warehouse", &was, &warehouse);
    Ok(warehouse)
}

/// The tenant's warehouses by position, then code.
pub async fn warehouses(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<Warehouse>, InventoryError> {
    let sql = format!("SELECT {COLUMNS} FROM warehouses WHERE tenant_id = $1 ORDER BY position, code");
    let rows = conn.query_all_raw(statement(conn, sql, [tenant.uuid().into()])).await?;
    rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>().map_err(InventoryError::from)
}

pub async fn warehouse_by_code(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    code: &str,
) -> Result<Option<Warehouse>, InventoryError> {
    // What can be no code is not asked for: PostgreSQL would refuse a text with a NUL in it.
    if kernel::code(code).is_err() {
        return Ok(None);
    }
    let sql = format!("SELECT {COLUMNS} FROM warehouses WHERE tenant_id = $1 AND code = $2");
    let row = conn.query_one_raw(statement(conn, sql, [tenant.uuid().into(), code.into()])).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// What allows changing warehouses and stock.
pub fn permit_to_manage(ctx: &Ctx) -> Result<Permit, InventoryError> {
    Ok(ctx.permit(Action::StockManage, Scope::Tenant)?)
}

fn read(row: &QueryResult) -> Result<Warehouse, StoreError> {
    Ok(Warehouse {
        id: WarehouseId::from_uuid(row.try_get("", "id")?),
        code: row.try_get("", "code")?,
        name: row.try_get("", "name")?,
        country: row.try_get("", "country")?,
        position: row.try_get("", "position")?,
        time_zone: row.try_get("", "time_zone")?,
        cut_off_minute: row.try_get("", "cut_off_minute")?,
        version: row.try_get("", "version")?,
    })
}

fn written(warehouse: &Warehouse) -> [Value; 5] {
    [
        warehouse.name.as_str().into(),
        warehouse.country.as_str().into(),
        warehouse.position.into(),
        warehouse.time_zone.as_str().into(),
        warehouse.cut_off_minute.into(),
    ]
}

fn checked(draft: &WarehouseDraft) -> Result<WarehouseDraft, InventoryError> {
    let mut faults = Vec::new();
    let mut keep = |field: &str, outcome: Result<String, kernel::TextError>| match outcome {
        Ok(text) => text,
        Err(error) => {
            faults.push(error.at(field));
            String::new()
        }
    };
    let code = keep("code", kernel::code(&draft.code));
    let name = keep("name", kernel::line(&draft.name, 100));
    let time_zone = keep("time_zone", kernel::line(&draft.time_zone, 60));
    let country = draft.country.to_ascii_uppercase();
    let mut refuse = |field: &str, code, message| faults.push(kernel::FieldFault::new(field, code, message));
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        refuse("country", "not_a_country", "must be a country's two letters");
    }
    if !(0..=1440).contains(&draft.cut_off_minute) {
        refuse("cut_off_minute", "out_of_range", "must be a minute of the day, 0 to 1440");
    }
    if kernel::Timestamp::from_micros(0).to_jiff().in_tz(&time_zone).is_err() {
        refuse("time_zone", "unknown", "must be a time zone such as Europe/Rome");
    }
    if !faults.is_empty() {
        return Err(InventoryError::Invalid(faults));
    }
    Ok(WarehouseDraft { code, name, country, time_zone, position: draft.position, cut_off_minute: draft.cut_off_minute })
}

/// What the audit trail compares.
fn audited(warehouse: &Warehouse) -> Json {
    json!({
        "name": warehouse.name, "country": warehouse.country, "position": warehouse.position,
        "time_zone": warehouse.time_zone, "cut_off_minute": warehouse.cut_off_minute,
    })
}

fn told(tx: &mut Tx, action: &'static str, was: &Json, warehouse: &Warehouse) {
    tx.audit(AuditEntry::new(action, "warehouse", &warehouse.code).with(differences(was, &audited(warehouse))));
    tx.announce(events::warehouse_changed(&warehouse.code));
}
