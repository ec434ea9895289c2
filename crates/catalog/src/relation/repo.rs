//! Queries on the table of relations.

use kernel::TenantId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value};
use store::StoreError;
use uuid::Uuid;

use crate::relation::schema::{Column, Entity, Model};
use crate::stored::{OnConflict, insert};

/// Inserts relations, or overwrites those of the same product, kind, target and position.
pub(crate) async fn put_all(conn: &impl ConnectionTrait, models: Vec<Model>) -> Result<(), StoreError> {
    const COLUMNS: [&str; 9] =
        ["tenant_id", "product_id", "kind", "target_key", "position", "target_id", "target_text", "quantity_micros", "unit"];
    let values = |model: Model| -> Vec<Value> {
        vec![
            model.tenant_id.into(),
            model.product_id.into(),
            model.kind.into(),
            model.target_key.into(),
            model.position.into(),
            model.target_id.into(),
            model.target_text.into(),
            model.quantity_micros.into(),
            model.unit.into(),
        ]
    };
    let rows = models.into_iter().map(values).collect();
    insert(conn, "relations", &COLUMNS, rows, OnConflict::Overwrite("tenant_id, product_id, kind, target_key, position")).await?;
    Ok(())
}

pub(crate) async fn of_products(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    owners: &[Uuid],
) -> Result<Vec<Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in owners.chunks(500) {
        let query =
            Entity::find().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::ProductId.is_in(chunk.iter().copied()));
        found.extend(query.all(conn).await?);
    }
    Ok(found)
}

/// Deletes all relations of one product.
pub(crate) async fn delete_all(conn: &impl ConnectionTrait, tenant: TenantId, owner: Uuid) -> Result<(), StoreError> {
    let of_owner = Entity::delete_many().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::ProductId.eq(owner));
    of_owner.exec(conn).await?;
    Ok(())
}

pub(crate) async fn delete(conn: &impl ConnectionTrait, model: &Model) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::TenantId.eq(model.tenant_id))
        .filter(Column::ProductId.eq(model.product_id))
        .filter(Column::Kind.eq(model.kind.as_str()))
        .filter(Column::TargetKey.eq(model.target_key.as_str()))
        .filter(Column::Position.eq(model.position.as_str()))
        .exec(conn)
        .await?;
    Ok(())
}
