//! The short acts on attributes and families.

use kernel::{Action, Ctx, FieldFault, Permit, Scope, Version};
use sea_orm::ConnectionTrait;
use store::{AuditEntry, StoreError, Tx};

use crate::attribute::schema::{attributes, families};
use crate::attribute::{Attribute, AttributeDraft, Family, FamilyDraft, repo};
use crate::load::taxonomy;
use crate::{CatalogError, events};

/// One attribute as it stands in the database.
pub async fn attribute(conn: &impl ConnectionTrait, ctx: &Ctx, code: &str) -> Result<Attribute, CatalogError> {
    Ok(repo::read(&stored(conn, ctx, code).await?)?)
}

async fn stored(conn: &impl ConnectionTrait, ctx: &Ctx, code: &str) -> Result<attributes::Model, CatalogError> {
    let unknown = || CatalogError::UnknownAttribute(code.to_owned());
    if code.contains(char::is_control) {
        return Err(unknown());
    }
    repo::by_codes(conn, ctx.tenant, &[code]).await?.remove(code).ok_or_else(unknown)
}

/// Creates an attribute; its code must be new.
pub async fn create_attribute(tx: &mut Tx, draft: &AttributeDraft, permit: &Permit) -> Result<Attribute, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let model = taxonomy::attribute(draft, tx.ctx()).map_err(CatalogError::Invalid)?;
    let attribute = repo::read(&model)?;
    repo::insert_all(tx.conn(), vec![model]).await.map_err(|error| taken(error, draft))?;
    told(tx, "catalog.attribute.create", &attribute, &[]);
    Ok(attribute)
}

/// Changes an attribute that still has the version seen. While products carry values of it, its code, kind and unit stay,
/// and so do the choices that they carry.
pub async fn update_attribute(
    tx: &mut Tx,
    code: &str,
    seen: Version,
    draft: &AttributeDraft,
    permit: &Permit,
) -> Result<Attribute, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let standing = stored(tx.conn(), tx.ctx(), code).await?;
    let laid = taxonomy::attribute(draft, tx.ctx()).map_err(CatalogError::Invalid)?;
    let model = attributes::Model { id: standing.id, version: seen.saturating_add(1), ..laid };
    let (before, after) = (repo::read(&standing)?, repo::read(&model)?);
    let tenant = tx.ctx().tenant;
    let recast = (&before.code, before.kind, before.unit) != (&after.code, after.kind, after.unit);
    if recast && repo::is_used(tx.conn(), tenant, code, None).await? {
        return Err(CatalogError::AttributeInUse(code.to_owned()));
    }
    for choice in before.choices.iter().filter(|choice| after.choice(&choice.code).is_none()) {
        if repo::is_used(tx.conn(), tenant, code, Some(&choice.code)).await? {
            let fault = FieldFault::new("choices", "in_use", format!("{:?} is carried by products", choice.code.as_str()));
            return Err(CatalogError::Invalid(vec![fault]));
        }
    }
    if !repo::update_if(tx.conn(), model, seen).await.map_err(|error| taken(error, draft))? {
        return Err(CatalogError::VersionMoved);
    }
    told(tx, "catalog.attribute.change", &after, &[code]);
    Ok(after)
}

fn taken(error: StoreError, draft: &AttributeDraft) -> CatalogError {
    if error.violates("attributes", &["tenant_id", "code"]) {
        return CatalogError::CodeTaken(draft.code.trim().to_owned());
    }
    error.into()
}

fn told(tx: &mut Tx, action: &'static str, attribute: &Attribute, altered: &[&str]) {
    tx.announce(events::taxonomy_changed("attributes", altered));
    let detail = serde_json::json!({
        "kind": attribute.kind,
        "unit": attribute.unit.map(kernel::Unit::code),
        "names": attribute.names,
        "facet": attribute.facet,
        "choices": attribute.choices.iter().map(|choice| choice.code.as_str()).collect::<Vec<_>>(),
    });
    tx.audit(AuditEntry::new(action, "attribute", attribute.code.as_str()).with(detail));
}

/// One family as it stands in the database.
pub async fn family(conn: &impl ConnectionTrait, ctx: &Ctx, code: &str) -> Result<Family, CatalogError> {
    Ok(repo::read_family(&stored_family(conn, ctx, code).await?)?)
}

async fn stored_family(conn: &impl ConnectionTrait, ctx: &Ctx, code: &str) -> Result<families::Model, CatalogError> {
    let all = repo::all_families(conn, ctx.tenant).await?;
    all.into_iter().find(|model| model.code == code).ok_or_else(|| CatalogError::UnknownFamily(code.to_owned()))
}

/// Creates a family; its code must be new.
pub async fn create_family(tx: &mut Tx, draft: &FamilyDraft, permit: &Permit) -> Result<Family, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let model = laid_family(tx, draft).await?;
    if repo::all_families(tx.conn(), tx.ctx().tenant).await?.iter().any(|other| other.code == model.code) {
        return Err(CatalogError::CodeTaken(model.code));
    }
    written_family(tx, "catalog.family.create", model, &[]).await
}

/// Changes a family that still has the version seen. Its code stays: products name it.
pub async fn update_family(
    tx: &mut Tx,
    code: &str,
    seen: Version,
    draft: &FamilyDraft,
    permit: &Permit,
) -> Result<Family, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let standing = stored_family(tx.conn(), tx.ctx(), code).await?;
    if draft.code.trim() != code {
        return Err(CatalogError::field("code", "fixed", "a family keeps its code"));
    }
    let model = families::Model { id: standing.id, version: seen.saturating_add(1), ..laid_family(tx, draft).await? };
    if !repo::touch_family(tx.conn(), &standing, seen).await? {
        return Err(CatalogError::VersionMoved);
    }
    written_family(tx, "catalog.family.change", model, &[code]).await
}

async fn laid_family(tx: &Tx, draft: &FamilyDraft) -> Result<families::Model, CatalogError> {
    let wanted: Vec<&str> =
        draft.attributes.iter().map(|code| code.trim()).filter(|code| !code.contains(char::is_control)).collect();
    let known = repo::by_codes(tx.conn(), tx.ctx().tenant, &wanted).await?;
    taxonomy::family(draft, &known, tx.ctx()).map_err(CatalogError::Invalid)
}

async fn written_family(
    tx: &mut Tx,
    action: &'static str,
    model: families::Model,
    altered: &[&str],
) -> Result<Family, CatalogError> {
    let family = repo::read_family(&model)?;
    let detail = serde_json::json!({ "names": family.names, "attributes": family.attributes });
    repo::write_families(tx.conn(), vec![model]).await?;
    tx.announce(events::taxonomy_changed("families", altered));
    tx.audit(AuditEntry::new(action, "family", family.code.as_str()).with(detail));
    Ok(family)
}
