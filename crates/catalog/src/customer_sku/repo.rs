//! Queries on the table of customers' part numbers.

use kernel::{AccountId, PageRequest, TenantId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, Statement, Value};
use store::StoreError;

use crate::customer_sku::CustomerSku;
use crate::customer_sku::schema::{Column, Entity, Model};
use crate::stored::{OnConflict, insert};

/// Inserts part numbers, or points existing ones at another product.
pub(crate) async fn put_all(conn: &impl ConnectionTrait, models: Vec<Model>) -> Result<(), StoreError> {
    const COLUMNS: [&str; 5] = ["tenant_id", "account_id", "code_key", "code", "product_id"];
    let values = |model: Model| -> Vec<Value> {
        vec![model.tenant_id.into(), model.account_id.into(), model.code_key.into(), model.code.into(), model.product_id.into()]
    };
    let rows = models.into_iter().map(values).collect();
    insert(conn, "customer_skus", &COLUMNS, rows, OnConflict::Overwrite("tenant_id, account_id, code_key")).await?;
    Ok(())
}

pub(crate) async fn of_account(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
) -> Result<Vec<Model>, StoreError> {
    let query = Entity::find().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::AccountId.eq(account.uuid()));
    Ok(query.all(conn).await?)
}

/// A page and one more, by code.
pub(crate) async fn page_of_account(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
    page: &PageRequest,
) -> Result<Vec<CustomerSku>, StoreError> {
    let limit = page.limit() + 1;
    let sql = format!(
        "SELECT c.code, c.code_key, p.sku FROM customer_skus c JOIN products p ON p.id = c.product_id \
         WHERE c.tenant_id = $1 AND c.account_id = $2 AND c.code_key > $3 ORDER BY c.code_key LIMIT {limit}"
    );
    let after = page.after.as_deref().map(crate::normalised).unwrap_or_default();
    let values: [Value; 3] = [tenant.uuid().into(), account.uuid().into(), after.into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let read = |row: &QueryResult| {
        Ok(CustomerSku {
            account,
            code: row.try_get("", "code")?,
            code_key: row.try_get("", "code_key")?,
            sku: row.try_get("", "sku")?,
        })
    };
    rows.iter().map(read).collect()
}

pub(crate) async fn by_code(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
    code_key: &str,
) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id((tenant.uuid(), account.uuid(), code_key.to_owned())).one(conn).await?)
}

/// Removes one part number, and says of which product it was.
pub(crate) async fn delete(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    account: AccountId,
    code_key: &str,
) -> Result<Option<Model>, StoreError> {
    let key = (tenant.uuid(), account.uuid(), code_key.to_owned());
    let Some(model) = Entity::find_by_id(key.clone()).one(conn).await? else { return Ok(None) };
    Entity::delete_by_id(key).exec(conn).await?;
    Ok(Some(model))
}
