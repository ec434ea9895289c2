//! The acts on single products.

use std::collections::HashMap;

use kernel::{Action, Ctx, FieldFault, Permit, ProductId, Scope, Timestamp, Version};
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value as Json, json};
use store::{AuditEntry, StoreError, Tx};
use uuid::Uuid;

use crate::load::products::known;
use crate::product::compose::{blank, compose, other_unit};
use crate::product::schema::Model;
use crate::product::{ProductDraft, ProductKind, repo};
use crate::{CatalogError, events};

/// A product as it stands in the database, with the codes of what it names: what is edited.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductRecord {
    pub(crate) model: Model,
    pub master: Option<String>,
    pub successor: Option<String>,
    pub category: Option<String>,
}

impl ProductRecord {
    pub fn id(&self) -> ProductId {
        ProductId::from_uuid(self.model.id)
    }

    pub fn sku(&self) -> &str {
        &self.model.sku
    }

    pub fn version(&self) -> Version {
        self.model.version
    }

    pub fn changed_at(&self) -> Timestamp {
        Timestamp::from_micros(self.model.changed_at)
    }
}

/// The product of this SKU, for editing.
pub async fn record(conn: &impl ConnectionTrait, ctx: &Ctx, sku: &str) -> Result<ProductRecord, CatalogError> {
    let model = repo::by_sku(conn, ctx.tenant, sku).await?.ok_or_else(|| CatalogError::UnknownProduct(sku.to_owned()))?;
    described(conn, ctx, model).await
}

async fn described(conn: &impl ConnectionTrait, ctx: &Ctx, model: Model) -> Result<ProductRecord, CatalogError> {
    let named: Vec<Uuid> = model.master_id.into_iter().chain(model.successor_id).collect();
    let skus: HashMap<Uuid, String> = repo::skus_by_ids(conn, ctx.tenant, &named).await?;
    let sku = |id: Option<Uuid>| id.and_then(|id| skus.get(&id).cloned());
    let category = crate::category::service::code_of(conn, ctx, model.category_id.map(kernel::CategoryId::from_uuid)).await?;
    Ok(ProductRecord { master: sku(model.master_id), successor: sku(model.successor_id), category, model })
}

/// Creates a product; its SKU must be new.
pub async fn create_product(tx: &mut Tx, draft: &ProductDraft, permit: &Permit) -> Result<ProductRecord, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let ctx = tx.ctx().clone();
    let known = known(tx.conn(), ctx.tenant, std::slice::from_ref(draft)).await?;
    let base = blank(ProductId::new(ctx.now).uuid(), ctx.tenant);
    let mut model = compose(&base, draft, &known).map_err(CatalogError::Invalid)?;
    (model.version, model.changed_at) = (1, ctx.now.micros());
    repo::insert_all(tx.conn(), vec![model.clone()]).await.map_err(|error| taken(error, &model.sku))?;
    tx.announce(events::product_changed(ProductId::from_uuid(model.id), &model.sku));
    tx.audit(AuditEntry::new("catalog.product.create", "product", &model.sku).with(json!({ "names": draft.names })));
    described(tx.conn(), &ctx, model).await
}

/// Replaces everything about a product that still has the version seen; what the draft leaves open is cleared. The SKU
/// may change too: orders keep the old one, prices and stock follow.
pub async fn replace_product(
    tx: &mut Tx,
    sku: &str,
    seen: Version,
    draft: &ProductDraft,
    permit: &Permit,
) -> Result<ProductRecord, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let ctx = tx.ctx().clone();
    let unknown = || CatalogError::UnknownProduct(sku.to_owned());
    let before = repo::by_sku(tx.conn(), ctx.tenant, sku).await?.ok_or_else(unknown)?;
    let known = known(tx.conn(), ctx.tenant, std::slice::from_ref(draft)).await?;
    // Where it came from is no matter of editing; and the head of a set of variants stays that.
    let base = Model {
        kind: before.kind.clone(),
        source: before.source.clone(),
        foreign_key: before.foreign_key.clone(),
        ..blank(before.id, ctx.tenant)
    };
    let base = if base.kind == ProductKind::Master.code() {
        base
    } else {
        Model { kind: ProductKind::Simple.code().to_owned(), ..base }
    };
    let mut model = compose(&base, draft, &known).map_err(CatalogError::Invalid)?;
    if let Some(fault) = other_unit(&before, &model) {
        return Err(CatalogError::Invalid(vec![fault]));
    }
    if model.master_id == Some(model.id) {
        return Err(CatalogError::Invalid(vec![FieldFault::new("master", "itself", "must be another product")]));
    }
    (model.version, model.changed_at) = (seen.saturating_add(1), ctx.now.micros());
    if !repo::update_if(tx.conn(), model.clone(), seen).await.map_err(|error| taken(error, &model.sku))? {
        return Err(CatalogError::VersionMoved);
    }
    tx.announce(events::product_changed(ProductId::from_uuid(model.id), &model.sku));
    tx.audit(AuditEntry::new("catalog.product.change", "product", &model.sku).with(differences(&before, &model)));
    described(tx.conn(), &ctx, model).await
}

fn taken(error: StoreError, sku: &str) -> CatalogError {
    if error.violates("products", &["tenant_id", "sku"]) {
        return CatalogError::CodeTaken(sku.to_owned());
    }
    error.into()
}

/// What is different, for the audit trail: `{"brand": {"was": "SKF", "is": "FAG"}}`.
fn differences(before: &Model, after: &Model) -> Json {
    let (Ok(Json::Object(before)), Ok(Json::Object(after))) = (serde_json::to_value(before), serde_json::to_value(after)) else {
        return Json::Null;
    };
    let mut different = Map::new();
    for (column, is) in after {
        let was = before.get(&column).cloned().unwrap_or(Json::Null);
        if was != is && column != "version" && column != "changed_at" {
            different.insert(column, json!({ "was": was, "is": is }));
        }
    }
    Json::Object(different)
}
