//! The acts on a product's relations.

use std::collections::HashMap;

use kernel::{Action, Ctx, Permit, ProductId, Quantity, Scope, Version};
use sea_orm::ConnectionTrait;
use store::{AuditEntry, Tx};
use uuid::Uuid;

use crate::load::relations::wanted_of;
use crate::product::repo as products;
use crate::relation::schema::Model;
use crate::relation::{RelationDraft, RelationKind, TargetDraft, repo};
use crate::stored::{known, unit};
use crate::{CatalogError, events};

/// The relations of a product as they are edited, with the product's version.
pub async fn relations(conn: &impl ConnectionTrait, ctx: &Ctx, sku: &str) -> Result<(Version, Vec<RelationDraft>), CatalogError> {
    let unknown = || CatalogError::UnknownProduct(sku.to_owned());
    let owner = products::by_sku(conn, ctx.tenant, sku).await?.ok_or_else(unknown)?;
    let models = repo::of_products(conn, ctx.tenant, &[owner.id]).await?;
    let targets: Vec<Uuid> = models.iter().filter_map(|model| model.target_id).collect();
    let skus = products::skus_by_ids(conn, ctx.tenant, &targets).await?;
    let mut drafts = models.iter().map(|model| draft(sku, model, &skus)).collect::<Result<Vec<RelationDraft>, CatalogError>>()?;
    drafts.sort_by_cached_key(|draft| {
        let position = draft.position.clone().unwrap_or_default();
        let digits: String = position.chars().take_while(char::is_ascii_digit).collect();
        (
            draft.kind,
            position.is_empty(),
            digits.parse::<u64>().unwrap_or(u64::MAX),
            position,
            target_text(&draft.target).to_owned(),
        )
    });
    Ok((owner.version, drafts))
}

/// Makes these all relations that a product has, if it still has the version seen; answers its new version. A change of
/// its bill is a change of the product.
pub async fn replace_relations(
    tx: &mut Tx,
    sku: &str,
    seen: Version,
    drafts: &[RelationDraft],
    permit: &Permit,
) -> Result<Version, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let ctx = tx.ctx().clone();
    let unknown = || CatalogError::UnknownProduct(sku.to_owned());
    let owner = products::by_sku(tx.conn(), ctx.tenant, sku).await?.ok_or_else(unknown)?;
    let models = wanted_of(tx, owner.id, drafts).await?;
    if !products::touch(tx.conn(), owner.id, ctx.tenant, seen).await? {
        return Err(CatalogError::VersionMoved);
    }
    repo::delete_all(tx.conn(), ctx.tenant, owner.id).await?;
    repo::put_all(tx.conn(), models).await?;
    tx.announce(events::product_changed(ProductId::from_uuid(owner.id), sku));
    let told: Vec<_> = drafts.iter().map(|draft| (draft.kind, target_text(&draft.target), &draft.position)).collect();
    tx.audit(AuditEntry::new("catalog.relations.replace", "product", sku).with(serde_json::json!({ "relations": told })));
    Ok(seen.saturating_add(1))
}

/// The SKU or the name at the other end.
pub(crate) fn target_text(target: &TargetDraft) -> &str {
    match target {
        TargetDraft::Sku(text) | TargetDraft::Text(text) => text,
    }
}

fn draft(sku: &str, model: &Model, skus: &HashMap<Uuid, String>) -> Result<RelationDraft, CatalogError> {
    let target = match (model.target_id, &model.target_text) {
        (Some(id), _) => TargetDraft::Sku(skus.get(&id).cloned().unwrap_or_default()),
        (None, text) => TargetDraft::Text(text.clone().unwrap_or_default()),
    };
    let quantity = match (model.quantity_micros, &model.unit) {
        (Some(micros), Some(code)) => Some(Quantity::from_micros(micros, unit(code)?)),
        _ => None,
    };
    Ok(RelationDraft {
        sku: sku.to_owned(),
        kind: known(RelationKind::parse(&model.kind), "relation kind", &model.kind)?,
        target,
        position: Some(model.position.clone()).filter(|position| !position.is_empty()),
        quantity,
    })
}
