//! The short acts on categories.

use std::collections::HashMap;

use kernel::{Action, CategoryId, Ctx, Permit, Scope, Version};
use sea_orm::ConnectionTrait;
use store::{AuditEntry, StoreError, Tx};
use uuid::Uuid;

use crate::category::schema::Model;
use crate::category::{Category, CategoryDraft, repo};
use crate::load::taxonomy;
use crate::{CatalogError, events};

/// What acts on categories, attributes, families, products and their files demand.
pub fn permit_to_manage(ctx: &Ctx) -> Result<Permit, CatalogError> {
    Ok(ctx.permit(Action::CatalogManage, Scope::Tenant)?)
}

/// One category as it stands in the database.
pub async fn category(conn: &impl ConnectionTrait, ctx: &Ctx, code: &str) -> Result<Category, CatalogError> {
    let all = repo::all(conn, ctx.tenant).await?;
    let model = all.iter().find(|model| model.code == code).ok_or_else(|| CatalogError::UnknownCategory(code.to_owned()))?;
    Ok(repo::read(model)?)
}

/// The code of a category, for showing it as a parent.
pub async fn code_of(conn: &impl ConnectionTrait, ctx: &Ctx, id: Option<CategoryId>) -> Result<Option<String>, CatalogError> {
    let Some(id) = id else { return Ok(None) };
    let all = repo::all(conn, ctx.tenant).await?;
    Ok(all.into_iter().find(|model| model.id == id.uuid()).map(|model| model.code))
}

/// Creates a category; its code must be new.
pub async fn create_category(tx: &mut Tx, draft: &CategoryDraft, permit: &Permit) -> Result<Category, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let all = by_code(tx).await?;
    if all.contains_key(draft.code.trim()) {
        return Err(CatalogError::CodeTaken(draft.code.trim().to_owned()));
    }
    let id = CategoryId::new(tx.ctx().now).uuid();
    let model = Model { tenant_id: tx.ctx().tenant.uuid(), ..laid(draft, &all, id)? };
    let category = repo::read(&model)?;
    repo::insert_all(tx.conn(), vec![model]).await.map_err(|error| taken(error, draft))?;
    told(tx, "catalog.category.create", draft, &[]);
    Ok(category)
}

/// Changes a category that still has the version seen.
pub async fn update_category(
    tx: &mut Tx,
    code: &str,
    seen: Version,
    draft: &CategoryDraft,
    permit: &Permit,
) -> Result<Category, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let mut all = by_code(tx).await?;
    let Some(standing) = all.remove(code) else { return Err(CatalogError::UnknownCategory(code.to_owned())) };
    if all.contains_key(draft.code.trim()) {
        return Err(CatalogError::CodeTaken(draft.code.trim().to_owned()));
    }
    all.insert(draft.code.trim().to_owned(), standing.clone());
    let model = Model { tenant_id: standing.tenant_id, version: seen.saturating_add(1), ..laid(draft, &all, standing.id)? };
    let category = repo::read(&model)?;
    if !repo::update_if(tx.conn(), model, seen).await.map_err(|error| taken(error, draft))? {
        return Err(CatalogError::VersionMoved);
    }
    told(tx, "catalog.category.change", draft, &[code]);
    Ok(category)
}

async fn by_code(tx: &Tx) -> Result<HashMap<String, Model>, StoreError> {
    Ok(repo::all(tx.conn(), tx.ctx().tenant).await?.into_iter().map(|model| (model.code.clone(), model)).collect())
}

fn laid(draft: &CategoryDraft, all: &HashMap<String, Model>, id: Uuid) -> Result<Model, CatalogError> {
    let mut ids: HashMap<String, Uuid> = all.iter().map(|(code, model)| (code.clone(), model.id)).collect();
    ids.insert(draft.code.trim().to_owned(), id);
    let mut parents: HashMap<Uuid, Option<Uuid>> = all.values().map(|model| (model.id, model.parent_id)).collect();
    taxonomy::category(draft, None, &ids, &mut parents).map_err(CatalogError::Invalid)
}

fn taken(error: StoreError, draft: &CategoryDraft) -> CatalogError {
    if error.violates("categories", &["tenant_id", "code"]) {
        return CatalogError::CodeTaken(draft.code.trim().to_owned());
    }
    error.into()
}

fn told(tx: &mut Tx, action: &'static str, draft: &CategoryDraft, altered: &[&str]) {
    tx.announce(events::taxonomy_changed("categories", altered));
    let detail = serde_json::json!({ "parent": draft.parent, "position": draft.position, "names": draft.names });
    tx.audit(AuditEntry::new(action, "category", draft.code.trim()).with(detail));
}
