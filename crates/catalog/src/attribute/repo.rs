//! Queries on the tables of attributes and families.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{TenantId, Version};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Statement, Value,
};
use serde::{Deserialize, Serialize};
use store::StoreError;

use crate::attribute::schema::{attributes, families};
use crate::attribute::{Attribute, AttributeKind, Choice, Family};
use crate::stored::{OnConflict, from_json, insert, json, known, unit};
use crate::text::{Texts, Word};

/// One choice in the column `choices`.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredChoice {
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) names: Texts,
}

pub(crate) async fn all(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<attributes::Model>, StoreError> {
    let query = attributes::Entity::find().filter(attributes::Column::TenantId.eq(tenant.uuid()));
    Ok(query.order_by_asc(attributes::Column::Code).all(conn).await?)
}

pub(crate) async fn by_codes(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    codes: &[&str],
) -> Result<HashMap<String, attributes::Model>, StoreError> {
    let mut found = HashMap::with_capacity(codes.len());
    for chunk in codes.chunks(500) {
        let query = attributes::Entity::find()
            .filter(attributes::Column::TenantId.eq(tenant.uuid()))
            .filter(attributes::Column::Code.is_in(chunk.iter().copied()));
        found.extend(query.all(conn).await?.into_iter().map(|model| (model.code.clone(), model)));
    }
    Ok(found)
}

pub(crate) async fn insert_all(conn: &impl ConnectionTrait, models: Vec<attributes::Model>) -> Result<(), StoreError> {
    write(conn, models, OnConflict::Fail).await
}

pub(crate) async fn update_all(conn: &impl ConnectionTrait, models: Vec<attributes::Model>) -> Result<(), StoreError> {
    write(conn, models, OnConflict::Overwrite("id")).await
}

/// Overwrites one attribute if it still has the version that was seen.
pub(crate) async fn update_if(conn: &impl ConnectionTrait, model: attributes::Model, seen: Version) -> Result<bool, StoreError> {
    let (id, tenant) = (model.id, model.tenant_id);
    let outcome = attributes::Entity::update_many()
        .set(model.into_active_model().reset_all())
        .filter(attributes::Column::Id.eq(id))
        .filter(attributes::Column::TenantId.eq(tenant))
        .filter(attributes::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(outcome.rows_affected == 1)
}

async fn write(conn: &impl ConnectionTrait, models: Vec<attributes::Model>, conflict: OnConflict) -> Result<(), StoreError> {
    const COLUMNS: [&str; 10] = ["id", "tenant_id", "code", "kind", "unit", "names", "facet", "position", "choices", "version"];
    let values = |model: attributes::Model| -> Vec<Value> {
        vec![
            model.id.into(),
            model.tenant_id.into(),
            model.code.into(),
            model.kind.into(),
            model.unit.into(),
            model.names.into(),
            model.facet.into(),
            model.position.into(),
            model.choices.into(),
            model.version.into(),
        ]
    };
    insert(conn, "attributes", &COLUMNS, models.into_iter().map(values).collect(), conflict).await?;
    Ok(())
}

/// Whether some product carries a value of this attribute, or this choice of it.
pub(crate) async fn is_used(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    code: &str,
    choice: Option<&str>,
) -> Result<bool, StoreError> {
    // As it stands in the JSON text. A text value that happens to look like it only makes the answer stricter.
    let entry = match choice {
        Some(choice) => format!("{}:{}", json(code)?, json(choice)?),
        None => format!("{}:", json(code)?),
    };
    let pattern = format!("%{}%", entry.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let sql = "SELECT 1 AS one FROM products WHERE tenant_id = $1 AND attributes LIKE $2 ESCAPE '\\' LIMIT 1";
    let values: [Value; 2] = [tenant.uuid().into(), pattern.into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(row.is_some())
}

pub(crate) fn read(model: &attributes::Model) -> Result<Attribute, StoreError> {
    let choices: Vec<StoredChoice> = from_json(&model.choices)?;
    let choice = |stored: StoredChoice| Choice { code: Word::new(&stored.code), names: stored.names };
    Ok(Attribute {
        code: Word::new(&model.code),
        kind: known(AttributeKind::parse(&model.kind), "attribute kind", &model.kind)?,
        unit: model.unit.as_deref().map(unit).transpose()?,
        names: from_json(&model.names)?,
        facet: model.facet,
        position: model.position,
        choices: choices.into_iter().map(choice).collect(),
        version: model.version,
    })
}

pub(crate) async fn shared_by_codes(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    codes: &[&str],
) -> Result<HashMap<String, Arc<Attribute>>, StoreError> {
    let models = by_codes(conn, tenant, codes).await?;
    models.into_iter().map(|(code, model)| Ok((code, Arc::new(read(&model)?)))).collect()
}

pub(crate) async fn all_families(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<families::Model>, StoreError> {
    let query = families::Entity::find().filter(families::Column::TenantId.eq(tenant.uuid()));
    Ok(query.order_by_asc(families::Column::Code).all(conn).await?)
}

pub(crate) fn read_family(model: &families::Model) -> Result<Family, StoreError> {
    let attributes: Vec<String> = from_json(&model.attributes)?;
    Ok(Family {
        code: Word::new(&model.code),
        names: from_json(&model.names)?,
        attributes: attributes.iter().map(|code| Word::new(code)).collect(),
        version: model.version,
    })
}

/// Locks a family's row if it still has the version that was seen.
pub(crate) async fn touch_family(
    conn: &impl ConnectionTrait,
    model: &families::Model,
    seen: Version,
) -> Result<bool, StoreError> {
    let outcome = families::Entity::update_many()
        .col_expr(families::Column::Version, seen.saturating_add(1).into())
        .filter(families::Column::Id.eq(model.id))
        .filter(families::Column::TenantId.eq(model.tenant_id))
        .filter(families::Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(outcome.rows_affected == 1)
}

/// Inserts families, or overwrites those of the same id.
pub(crate) async fn write_families(conn: &impl ConnectionTrait, models: Vec<families::Model>) -> Result<(), StoreError> {
    const COLUMNS: [&str; 6] = ["id", "tenant_id", "code", "names", "attributes", "version"];
    let values = |model: families::Model| -> Vec<Value> {
        vec![
            model.id.into(),
            model.tenant_id.into(),
            model.code.into(),
            model.names.into(),
            model.attributes.into(),
            model.version.into(),
        ]
    };
    insert(conn, "families", &COLUMNS, models.into_iter().map(values).collect(), OnConflict::Overwrite("id")).await?;
    Ok(())
}
