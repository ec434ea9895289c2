//! Products in bulk.

use std::collections::HashMap;

use kernel::{Ctx, FieldFault, ProductId, TenantId};
use sea_orm::ConnectionTrait;
use store::{Store, Tx};
use uuid::Uuid;

use crate::attribute::repo as attributes;
use crate::category::repo as categories;
use crate::load::{Report, announce, begin, finish, repeated};
use crate::product::compose::{Known, blank, compose, other_unit};
use crate::product::schema::Model;
use crate::product::{ProductDraft, ProductKind, repo};
use crate::{CatalogError, Reason};

/// Creates or changes products by SKU, in one transaction. What is the same as before is left alone. A draft with a
/// fault is refused with its reason and keeps nothing else from being written.
pub async fn write_products(store: &Store, ctx: &Ctx, batch: Vec<ProductDraft>) -> Result<Report, CatalogError> {
    repeated(async || {
        let mut tx = begin(store, ctx).await?;
        let report = lay(&tx, &batch).await?;
        let mut touched = report.touched.clone();
        announce(&mut tx, &mut touched, "products", &report);
        finish(tx, &touched).await?;
        Ok(report)
    })
    .await
}

pub(crate) async fn lay(tx: &Tx, batch: &[ProductDraft]) -> Result<Report, CatalogError> {
    let ctx = tx.ctx();
    let mut bench = Bench::new(tx, ctx.tenant, batch).await?;
    let mut report = Report::default();
    let mut accepted: Vec<Option<ProductId>> = vec![None; batch.len()];
    // Masters before their variants, otherwise in the order given.
    let (variants, others): (Vec<usize>, Vec<usize>) = (0..batch.len()).partition(|place| is_variant(&batch[*place]));
    for place in others.into_iter().chain(variants) {
        match bench.lay(&batch[place], ctx) {
            Ok(id) => accepted[place] = Some(ProductId::from_uuid(id)),
            Err(faults) => report.refuse(place, Reason::faults(&faults)),
        }
    }
    report.refused.sort_by_key(|refusal| refusal.index);
    report.products = accepted.into_iter().flatten().collect();
    let (new, changed, unchanged) = bench.outcome();
    (report.created, report.changed, report.unchanged) = (new.len(), changed.len(), unchanged);
    report.touched = new.iter().chain(&changed).map(|model| ProductId::from_uuid(model.id)).collect();
    repo::insert_all(tx.conn(), new).await?;
    repo::update_all(tx.conn(), changed).await?;
    Ok(report)
}

fn is_variant(draft: &ProductDraft) -> bool {
    draft.kind == Some(ProductKind::Variant) || draft.master.is_some()
}

/// The products that a batch touches, as they stand and as they become.
struct Bench {
    tenant: TenantId,
    known: Known,
    before: HashMap<String, Model>,
    after: HashMap<String, Model>,
    /// SKUs in the order in which they were first accepted.
    order: Vec<String>,
    /// Drafts that changed nothing, and repeats inside the batch.
    repeats: usize,
}

impl Bench {
    async fn new(tx: &Tx, tenant: TenantId, batch: &[ProductDraft]) -> Result<Bench, CatalogError> {
        let own = distinct(batch.iter().map(|draft| draft.sku.as_str()));
        let before = repo::locked_by_skus(tx, tenant, &own).await?;
        let mut known = known(tx.conn(), tenant, batch).await?;
        known.products.extend(before.values().map(|model| (model.sku.clone(), (model.id, model.kind.clone()))));
        let now = tx.ctx().now;
        let new = own.iter().filter(|sku| !before.contains_key(**sku));
        known.planned = new.map(|sku| ((*sku).to_owned(), ProductId::new(now).uuid())).collect();
        let (after, order) = (HashMap::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
        Ok(Bench { tenant, known, before, after, order, repeats: 0 })
    }

    /// Lays a draft over the product as it stands by now.
    fn lay(&mut self, draft: &ProductDraft, ctx: &Ctx) -> Result<Uuid, Vec<FieldFault>> {
        let sku = draft.sku.trim();
        let standing = self.after.get(sku).or_else(|| self.before.get(sku));
        let new = || blank(self.known.planned.get(sku).copied().unwrap_or_else(|| ProductId::new(ctx.now).uuid()), self.tenant);
        let base = standing.cloned().unwrap_or_else(new);
        let mut model = compose(&base, draft, &self.known)?;
        if let Some(fault) = self.before.get(sku).and_then(|before| other_unit(before, &model)) {
            return Err(vec![fault]);
        }
        let id = model.id;
        if base.version > 0 && model == base {
            self.repeats += 1;
            return Ok(id);
        }
        model.changed_at = ctx.now.micros();
        // Several drafts of one SKU in a batch are one change.
        model.version = self.before.get(&model.sku).map_or(0, |before| before.version) + 1;
        self.known.products.insert(model.sku.clone(), (id, model.kind.clone()));
        if self.after.insert(model.sku.clone(), model).is_none() {
            self.order.push(sku.to_owned());
        } else {
            self.repeats += 1;
        }
        Ok(id)
    }

    /// New products, changed products, and the number of drafts that made no difference of their own.
    fn outcome(mut self) -> (Vec<Model>, Vec<Model>, usize) {
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for sku in &self.order {
            let Some(model) = self.after.remove(sku) else { continue };
            if self.before.contains_key(sku) { changed.push(model) } else { new.push(model) }
        }
        (new, changed, self.repeats)
    }
}

/// What the codes in these drafts stand for.
pub(crate) async fn known(conn: &impl ConnectionTrait, tenant: TenantId, batch: &[ProductDraft]) -> Result<Known, CatalogError> {
    let named = distinct(batch.iter().flat_map(|draft| draft.master.as_deref().into_iter().chain(draft.successor.as_deref())));
    let codes = distinct(batch.iter().flat_map(|draft| draft.attributes.iter().map(|(code, _)| code.as_str())));
    let mut known = Known {
        attributes: attributes::shared_by_codes(conn, tenant, &codes).await?,
        products: repo::ids_by_skus(conn, tenant, &named).await?,
        ..Known::default()
    };
    if batch.iter().any(|draft| draft.category.is_some()) {
        known.categories = categories::all(conn, tenant).await?.into_iter().map(|model| (model.code, model.id)).collect();
    }
    if batch.iter().any(|draft| draft.family.is_some()) {
        known.families = attributes::all_families(conn, tenant).await?.into_iter().map(|model| model.code).collect();
    }
    Ok(known)
}

/// What to look up. Codes with control characters name nothing, and PostgreSQL fails on some of them.
pub(crate) fn distinct<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut codes: Vec<&str> = codes.map(str::trim).filter(|code| !code.is_empty() && !code.contains(char::is_control)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
