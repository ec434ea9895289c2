//! Creating, changing and finding tenants.

use kernel::{Action, Ctx, Fact, Scope, TenantId, Version};
use sea_orm::ConnectionTrait;
use serde_json::{Value as Json, json};
use store::{AuditEntry, StoreError, Tx, differences};

use super::model::{Tenant, TenantDetails};
use super::repo;
use crate::AccountsError;
use crate::events::TENANT_CHANGED;

/// Creates the tenant whose id the context carries: `Ctx::system(TenantId::new(now), now)` on the command line.
pub async fn create_tenant(ctx: &Ctx, tx: &mut Tx, details: &TenantDetails) -> Result<Tenant, AccountsError> {
    ctx.permit(Action::SettingsManage, Scope::Tenant)?;
    let details = details.cleaned()?;
    let tenant = tenant(ctx.tenant, details, json!({}), 1);
    repo::insert(tx.conn(), &tenant).await.map_err(taken)?;
    told(tx, &Json::Null, &tenant, "accounts.create_tenant");
    Ok(tenant)
}

/// Replaces the editable details of the caller's tenant.
pub async fn update_tenant(ctx: &Ctx, tx: &mut Tx, details: &TenantDetails, seen: Version) -> Result<Tenant, AccountsError> {
    ctx.permit(Action::SettingsManage, Scope::Tenant)?;
    let details = details.cleaned()?;
    let known = tenant_of(tx.conn(), ctx.tenant).await?;
    let was = audited(&known);
    let changed = tenant(ctx.tenant, details, known.settings, seen + 1);
    save(tx, &was, &changed, seen).await?;
    Ok(changed)
}

/// Sets one setting of the caller's tenant; rooms name theirs `room.setting`.
pub async fn set_setting(ctx: &Ctx, tx: &mut Tx, key: &str, value: serde_json::Value) -> Result<Tenant, AccountsError> {
    ctx.permit(Action::SettingsManage, Scope::Tenant)?;
    let mut changed = tenant_of(tx.conn(), ctx.tenant).await?;
    let (was, seen) = (audited(&changed), changed.version);
    if let Some(settings) = changed.settings.as_object_mut() {
        settings.insert(key.to_owned(), value);
    }
    changed.version = seen + 1;
    save(tx, &was, &changed, seen).await?;
    Ok(changed)
}

/// The tenant with this id.
pub async fn tenant_of(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Tenant, AccountsError> {
    repo::by_id(conn, tenant).await?.ok_or(AccountsError::NotFound("tenant"))
}

/// The tenant with this slug; with no slug, the only one there is.
pub async fn find_tenant(conn: &impl ConnectionTrait, slug: Option<&str>) -> Result<Option<Tenant>, StoreError> {
    match slug {
        Some(slug) => repo::by_slug(conn, &slug.to_lowercase()).await,
        None => {
            let mut all = repo::all(conn).await?;
            Ok(if all.len() == 1 { all.pop() } else { None })
        }
    }
}

/// Every tenant of this database, by slug; for processes that serve them all.
pub async fn list_tenants(conn: &impl ConnectionTrait) -> Result<Vec<Tenant>, StoreError> {
    repo::all(conn).await
}

fn tenant(id: TenantId, details: TenantDetails, settings: serde_json::Value, version: Version) -> Tenant {
    let TenantDetails { slug, name, host, time_zone, locale, accent } = details;
    Tenant { id, slug, name, host, time_zone, locale, accent, settings, version }
}

async fn save(tx: &mut Tx, was: &Json, tenant: &Tenant, seen: Version) -> Result<(), AccountsError> {
    if !repo::update(tx.conn(), tenant, seen).await.map_err(taken)? {
        return Err(AccountsError::VersionMoved);
    }
    told(tx, was, tenant, "accounts.update_tenant");
    Ok(())
}

/// What the audit trail compares: the details, and each setting by its key.
fn audited(tenant: &Tenant) -> Json {
    let mut fields = tenant.settings.as_object().cloned().unwrap_or_default();
    for (field, value) in [
        ("slug", json!(tenant.slug)),
        ("name", json!(tenant.name)),
        ("host", json!(tenant.host)),
        ("time_zone", json!(tenant.time_zone)),
        ("locale", json!(tenant.locale)),
        ("accent", json!(tenant.accent)),
    ] {
        fields.insert(field.to_owned(), value);
    }
    Json::Object(fields)
}

fn told(tx: &mut Tx, was: &Json, tenant: &Tenant, action: &'static str) {
    let data = json!({"slug": tenant.slug, "name": tenant.name});
    tx.announce(Fact { kind: TENANT_CHANGED, subject: tenant.id.to_string(), account: None, data });
    tx.audit(AuditEntry::new(action, "tenant", &tenant.slug).with(differences(was, &audited(tenant))));
}

fn taken(error: StoreError) -> AccountsError {
    if error.violates("tenants", &["slug"]) {
        AccountsError::Taken { field: "slug" }
    } else if error.violates("tenants", &["host"]) {
        AccountsError::Taken { field: "host" }
    } else {
        error.into()
    }
}
