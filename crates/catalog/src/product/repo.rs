//! Queries on the table of products.

use std::collections::HashMap;

use kernel::{TenantId, Version};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Value};
use store::{Backend, StoreError, Tx};
use uuid::Uuid;

use crate::product::schema::{Column, Entity, Model};
use crate::stored::{OnConflict, insert};

const COLUMNS: [&str; 27] = [
    "id",
    "tenant_id",
    "sku",
    "kind",
    "master_id",
    "mpn",
    "gtin",
    "other_codes",
    "brand",
    "category_id",
    "family",
    "names",
    "descriptions",
    "attributes",
    "unit",
    "minimum_micros",
    "step_micros",
    "packs",
    "weight_grams",
    "tax_category",
    "lead_time_days",
    "state",
    "successor_id",
    "source",
    "foreign_key",
    "changed_at",
    "version",
];

/// How many codes one query asks for.
const CHUNK: usize = 500;

pub(crate) async fn by_sku(conn: &impl ConnectionTrait, tenant: TenantId, sku: &str) -> Result<Option<Model>, StoreError> {
    // PostgreSQL fails on some control characters, where SQLite finds nothing.
    if sku.contains(char::is_control) {
        return Ok(None);
    }
    Ok(Entity::find().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::Sku.eq(sku)).one(conn).await?)
}

/// The products of these SKUs, locked until the transaction's end on PostgreSQL; SQLite has one writer anyway.
pub(crate) async fn locked_by_skus(tx: &Tx, tenant: TenantId, skus: &[&str]) -> Result<HashMap<String, Model>, StoreError> {
    let mut found = HashMap::with_capacity(skus.len());
    for chunk in skus.chunks(CHUNK) {
        let mut query =
            Entity::find().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::Sku.is_in(chunk.iter().copied()));
        if tx.backend() == Backend::Postgres {
            query = query.lock_exclusive();
        }
        for model in query.all(tx.conn()).await? {
            found.insert(model.sku.clone(), model);
        }
    }
    Ok(found)
}

/// Id and kind by SKU.
pub(crate) async fn ids_by_skus(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    skus: &[&str],
) -> Result<HashMap<String, (Uuid, String)>, StoreError> {
    let mut found = HashMap::with_capacity(skus.len());
    for chunk in skus.chunks(CHUNK) {
        let rows: Vec<(String, Uuid, String)> = Entity::find()
            .select_only()
            .columns([Column::Sku, Column::Id, Column::Kind])
            .filter(Column::TenantId.eq(tenant.uuid()))
            .filter(Column::Sku.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(conn)
            .await?;
        found.extend(rows.into_iter().map(|(sku, id, kind)| (sku, (id, kind))));
    }
    Ok(found)
}

/// SKU by id.
pub(crate) async fn skus_by_ids(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        // An id is unique by itself; the tenant is looked at after, so that no engine reads all that the tenant has.
        let rows: Vec<(Uuid, Uuid, String)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::TenantId, Column::Sku])
            .filter(Column::Id.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(conn)
            .await?;
        found.extend(rows.into_iter().filter(|(_, of, _)| *of == tenant.uuid()).map(|(id, _, sku)| (id, sku)));
    }
    Ok(found)
}

pub(crate) async fn insert_all(conn: &impl ConnectionTrait, models: Vec<Model>) -> Result<(), StoreError> {
    write(conn, models, OnConflict::Fail).await
}

/// Overwrites rows that were read in this transaction.
pub(crate) async fn update_all(conn: &impl ConnectionTrait, models: Vec<Model>) -> Result<(), StoreError> {
    write(conn, models, OnConflict::Overwrite("id")).await
}

/// Overwrites one row if it still has the version that was seen.
pub(crate) async fn update_if(conn: &impl ConnectionTrait, model: Model, seen: Version) -> Result<bool, StoreError> {
    let (id, tenant) = (model.id, model.tenant_id);
    let outcome = Entity::update_many()
        .set(model.into_active_model().reset_all())
        .filter(Column::Id.eq(id))
        .filter(Column::TenantId.eq(tenant))
        .filter(Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(outcome.rows_affected == 1)
}

/// Makes a new version of a product of which something beside its row changes, if it still has the version that was seen.
pub(crate) async fn touch(conn: &impl ConnectionTrait, id: Uuid, tenant: TenantId, seen: Version) -> Result<bool, StoreError> {
    let outcome = Entity::update_many()
        .col_expr(Column::Version, seen.saturating_add(1).into())
        .filter(Column::Id.eq(id))
        .filter(Column::TenantId.eq(tenant.uuid()))
        .filter(Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(outcome.rows_affected == 1)
}

async fn write(conn: &impl ConnectionTrait, models: Vec<Model>, conflict: OnConflict) -> Result<(), StoreError> {
    insert(conn, "products", &COLUMNS, models.into_iter().map(values).collect(), conflict).await?;
    Ok(())
}

fn values(model: Model) -> Vec<Value> {
    vec![
        model.id.into(),
        model.tenant_id.into(),
        model.sku.into(),
        model.kind.into(),
        model.master_id.into(),
        model.mpn.into(),
        model.gtin.into(),
        model.other_codes.into(),
        model.brand.into(),
        model.category_id.into(),
        model.family.into(),
        model.names.into(),
        model.descriptions.into(),
        model.attributes.into(),
        model.unit.into(),
        model.minimum_micros.into(),
        model.step_micros.into(),
        model.packs.into(),
        model.weight_grams.into(),
        model.tax_category.into(),
        model.lead_time_days.into(),
        model.state.into(),
        model.successor_id.into(),
        model.source.into(),
        model.foreign_key.into(),
        model.changed_at.into(),
        model.version.into(),
    ]
}
