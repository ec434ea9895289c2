//! Relations in bulk.

use std::collections::{HashMap, HashSet};

use kernel::{Ctx, FieldFault, ProductId, line};
use store::{Store, Tx};
use uuid::Uuid;

use crate::load::products::distinct;
use crate::load::{Refusal, Report, announce, begin, finish, repeated};
use crate::product::repo as products;
use crate::relation::schema::Model;
use crate::relation::{RelationDraft, RelationKind, TargetDraft, repo};
use crate::{CatalogError, Reason};

/// Adds relations, or changes their quantities, in one transaction. A relation is told from others by product, kind,
/// target and position.
pub async fn write_relations(store: &Store, ctx: &Ctx, batch: Vec<RelationDraft>) -> Result<Report, CatalogError> {
    write(store, ctx, &batch, None).await
}

/// Makes the batch all that there is of one kind for the products in it: their other relations of that kind go.
pub async fn replace_relations(
    store: &Store,
    ctx: &Ctx,
    kind: RelationKind,
    batch: Vec<RelationDraft>,
) -> Result<Report, CatalogError> {
    write(store, ctx, &batch, Some(kind)).await
}

async fn write(
    store: &Store,
    ctx: &Ctx,
    batch: &[RelationDraft],
    replaced: Option<RelationKind>,
) -> Result<Report, CatalogError> {
    repeated(async || {
        let mut tx = begin(store, ctx).await?;
        let replaces = Replaces { kinds: replaced.as_slice(), owners: &[] };
        let report = lay(&tx, batch, &replaces).await?;
        let mut touched = report.touched.clone();
        announce(&mut tx, &mut touched, "relations", &report);
        finish(tx, &touched).await?;
        Ok(report)
    })
    .await
}

/// Of what a batch says all that there is.
pub(crate) struct Replaces<'a> {
    /// Relations of these kinds that the batch does not name go.
    pub(crate) kinds: &'a [RelationKind],
    /// Products for which that holds beside those that the batch's relations belong to: one whose last relation vanished
    /// is named by none.
    pub(crate) owners: &'a [ProductId],
}

pub(crate) async fn lay(tx: &Tx, batch: &[RelationDraft], replaces: &Replaces<'_>) -> Result<Report, CatalogError> {
    let mut report = Report::default();
    if batch.is_empty() && (replaces.kinds.is_empty() || replaces.owners.is_empty()) {
        return Ok(report);
    }
    let wanted = wanted(tx, batch, &mut report).await?;
    let named = wanted.values().map(|model| model.product_id);
    let silent = replaces.owners.iter().filter(|_| !replaces.kinds.is_empty()).map(|owner| owner.uuid());
    let owners: Vec<Uuid> = distinct_ids(named.chain(silent));
    let standing = repo::of_products(tx.conn(), tx.ctx().tenant, &owners).await?;
    let before: HashMap<Key, Model> = standing.into_iter().map(|model| (key(&model), model)).collect();
    let mut touched: HashSet<Uuid> = HashSet::new();
    let replaced = |model: &Model| replaces.kinds.iter().any(|kind| kind.code() == model.kind);
    for model in before.values().filter(|model| replaced(model) && !wanted.contains_key(&key(model))) {
        touched.insert(model.product_id);
        repo::delete(tx.conn(), model).await?;
    }
    let mut models = Vec::new();
    for (key, model) in wanted {
        match before.get(&key) {
            Some(standing) if *standing == model => {
                report.unchanged += 1;
                continue;
            }
            Some(_) => report.changed += 1,
            None => report.created += 1,
        }
        touched.insert(model.product_id);
        models.push(model);
    }
    report.products = owners.into_iter().map(ProductId::from_uuid).collect();
    report.touched = touched.into_iter().map(ProductId::from_uuid).collect();
    repo::put_all(tx.conn(), models).await?;
    Ok(report)
}

/// The rows that these drafts ask for, all of one product; the first fault by its place in the list.
pub(crate) async fn wanted_of(tx: &Tx, owner: Uuid, drafts: &[RelationDraft]) -> Result<Vec<Model>, CatalogError> {
    let mut report = Report::default();
    let wanted = wanted(tx, drafts, &mut report).await?;
    if !report.refused.is_empty() {
        let fault = |refusal: &Refusal| {
            FieldFault::new(format!("relations[{}]", refusal.index), "not_acceptable", refusal.reason.to_string())
        };
        return Err(CatalogError::Invalid(report.refused.iter().map(fault).collect()));
    }
    Ok(wanted.into_values().filter(|model| model.product_id == owner).collect())
}

type Key = (Uuid, String, String, String);

fn key(model: &Model) -> Key {
    (model.product_id, model.kind.clone(), model.target_key.clone(), model.position.clone())
}

/// What the batch asks for, by key; of repeats the last counts.
async fn wanted(tx: &Tx, batch: &[RelationDraft], report: &mut Report) -> Result<HashMap<Key, Model>, CatalogError> {
    let ctx = tx.ctx();
    let targets = batch.iter().filter_map(|draft| match &draft.target {
        TargetDraft::Sku(sku) => Some(sku.as_str()),
        TargetDraft::Text(_) => None,
    });
    let skus = distinct(batch.iter().map(|draft| draft.sku.as_str()).chain(targets));
    let ids = products::ids_by_skus(tx.conn(), ctx.tenant, &skus).await?;
    let id_of = |sku: &str| ids.get(sku.trim()).map(|(id, _)| *id).ok_or_else(|| Reason::no_product(sku));
    let mut wanted = HashMap::with_capacity(batch.len());
    for (index, draft) in batch.iter().enumerate() {
        match model(draft, ctx, &id_of) {
            Ok(model) => {
                if wanted.insert(key(&model), model).is_some() {
                    report.unchanged += 1;
                }
            }
            Err(reason) => report.refuse(index, reason),
        }
    }
    Ok(wanted)
}

fn model(draft: &RelationDraft, ctx: &Ctx, id_of: &dyn Fn(&str) -> Result<Uuid, Reason>) -> Result<Model, Reason> {
    let product_id = id_of(&draft.sku)?;
    let (target_id, target_text) = match &draft.target {
        TargetDraft::Sku(sku) => (Some(id_of(sku)?), None),
        TargetDraft::Text(text) => (None, Some(line(text, 300).map_err(|error| Reason::text(error, "target"))?)),
    };
    if target_id == Some(product_id) {
        return Err(Reason::new("own_relation", "a product is no relation of itself"));
    }
    if draft.quantity.is_some_and(|quantity| !quantity.is_positive()) {
        return Err(Reason::new("not_positive", "quantity must be greater than zero").of("quantity"));
    }
    let position = draft.position.as_deref().map(|position| line(position, 32)).transpose();
    Ok(Model {
        tenant_id: ctx.tenant.uuid(),
        product_id,
        kind: draft.kind.code().to_owned(),
        target_key: target_text.clone().or_else(|| target_id.map(|id| id.to_string())).unwrap_or_default(),
        position: position.map_err(|error| Reason::text(error, "position"))?.unwrap_or_default(),
        target_id,
        target_text,
        quantity_micros: draft.quantity.map(|quantity| quantity.micros()),
        unit: draft.quantity.map(|quantity| quantity.unit().code().to_owned()),
    })
}

fn distinct_ids(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
