//! Queries on the table of customers' part numbers.

use kernel::{AccountId, TenantId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value};
use store::StoreError;

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
