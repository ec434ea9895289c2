//! Queries on the table of categories.

use kernel::{CategoryId, TenantId, Version};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Value};
use store::StoreError;

use crate::category::Category;
use crate::category::schema::{Column, Entity, Model};
use crate::stored::{OnConflict, from_json, insert};

/// All categories of a tenant: a few thousand at most.
pub(crate) async fn all(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find().filter(Column::TenantId.eq(tenant.uuid())).all(conn).await?)
}

pub(crate) async fn insert_all(conn: &impl ConnectionTrait, models: Vec<Model>) -> Result<(), StoreError> {
    write(conn, models, OnConflict::Fail).await
}

pub(crate) async fn update_all(conn: &impl ConnectionTrait, models: Vec<Model>) -> Result<(), StoreError> {
    write(conn, models, OnConflict::Overwrite("id")).await
}

/// Overwrites one category if it still has the version that was seen.
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

pub(crate) fn read(model: &Model) -> Result<Category, StoreError> {
    Ok(Category {
        id: CategoryId::from_uuid(model.id),
        code: model.code.as_str().into(),
        parent: model.parent_id.map(CategoryId::from_uuid),
        position: model.position,
        names: from_json(&model.names)?,
        drawing: model.drawing.as_deref().map(Into::into),
        version: model.version,
    })
}

async fn write(conn: &impl ConnectionTrait, models: Vec<Model>, conflict: OnConflict) -> Result<(), StoreError> {
    const COLUMNS: [&str; 8] = ["id", "tenant_id", "code", "parent_id", "position", "names", "drawing", "version"];
    let values = |model: Model| -> Vec<Value> {
        vec![
            model.id.into(),
            model.tenant_id.into(),
            model.code.into(),
            model.parent_id.into(),
            model.position.into(),
            model.names.into(),
            model.drawing.into(),
            model.version.into(),
        ]
    };
    insert(conn, "categories", &COLUMNS, models.into_iter().map(values).collect(), conflict).await?;
    Ok(())
}
