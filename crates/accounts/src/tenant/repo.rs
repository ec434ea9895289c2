//! Queries on tenants.

use kernel::{Locale, TenantId, Version};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use store::StoreError;

use super::model::Tenant;
use super::schema::tenants::{ActiveModel, Column, Entity, Model};

pub(crate) async fn insert(conn: &impl ConnectionTrait, tenant: &Tenant) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: ActiveValue::Set(tenant.id.uuid()),
        slug: ActiveValue::Set(tenant.slug.clone()),
        name: ActiveValue::Set(tenant.name.clone()),
        host: ActiveValue::Set(tenant.host.clone()),
        time_zone: ActiveValue::Set(tenant.time_zone.clone()),
        default_locale: ActiveValue::Set(tenant.locale.code().to_owned()),
        accent: ActiveValue::Set(tenant.accent.clone()),
        settings: ActiveValue::Set(tenant.settings.to_string()),
        version: ActiveValue::Set(tenant.version),
    };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Replaces the tenant's row unless it has moved on from the version seen. Returns whether it was replaced.
pub(crate) async fn update(conn: &impl ConnectionTrait, tenant: &Tenant, seen: Version) -> Result<bool, StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::Slug, Expr::value(tenant.slug.clone()))
        .col_expr(Column::Name, Expr::value(tenant.name.clone()))
        .col_expr(Column::Host, Expr::value(tenant.host.clone()))
        .col_expr(Column::TimeZone, Expr::value(tenant.time_zone.clone()))
        .col_expr(Column::DefaultLocale, Expr::value(tenant.locale.code()))
        .col_expr(Column::Accent, Expr::value(tenant.accent.clone()))
        .col_expr(Column::Settings, Expr::value(tenant.settings.to_string()))
        .col_expr(Column::Version, Expr::value(tenant.version))
        .filter(Column::Id.eq(tenant.id.uuid()))
        .filter(Column::Version.eq(seen))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn by_id(conn: &impl ConnectionTrait, id: TenantId) -> Result<Option<Tenant>, StoreError> {
    Entity::find_by_id(id.uuid()).one(conn).await?.map(read).transpose()
}

pub(crate) async fn by_slug(conn: &impl ConnectionTrait, slug: &str) -> Result<Option<Tenant>, StoreError> {
    Entity::find().filter(Column::Slug.eq(slug)).one(conn).await?.map(read).transpose()
}

pub(crate) async fn by_host(conn: &impl ConnectionTrait, host: &str) -> Result<Option<Tenant>, StoreError> {
    Entity::find().filter(Column::Host.eq(host)).one(conn).await?.map(read).transpose()
}

/// The tenant of every host that is nobody's: the only one that has no host of its own, else the only one there is.
pub(crate) async fn of_other_hosts(conn: &impl ConnectionTrait) -> Result<Option<Tenant>, StoreError> {
    let all = self::all(conn).await?;
    let homeless: Vec<&Tenant> = all.iter().filter(|tenant| tenant.host.is_none()).collect();
    Ok(match (homeless.as_slice(), all.as_slice()) {
        ([only], _) => Some(Tenant::clone(only)),
        ([], [only]) => Some(only.clone()),
        _ => None,
    })
}

pub(crate) async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Tenant>, StoreError> {
    Entity::find().order_by_asc(Column::Slug).all(conn).await?.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<Tenant, StoreError> {
    Ok(Tenant {
        id: TenantId::from_uuid(row.id),
        slug: row.slug,
        name: row.name,
        host: row.host,
        time_zone: row.time_zone,
        locale: Locale::parse(&row.default_locale).ok_or(StoreError::Corrupt(row.default_locale))?,
        accent: row.accent,
        settings: serde_json::from_str(&row.settings).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        version: row.version,
    })
}
