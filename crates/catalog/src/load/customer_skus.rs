//! Customers' part numbers in bulk.

use std::collections::{HashMap, HashSet};

use kernel::{Ctx, ProductId, line};
use store::{Store, Tx};
use uuid::Uuid;

use crate::code::normalised;
use crate::customer_sku::schema::Model;
use crate::customer_sku::{CustomerSkuDraft, repo};
use crate::load::products::distinct;
use crate::load::{Report, announce, begin, finish, repeated};
use crate::product::repo as products;
use crate::{CatalogError, Reason};

/// Adds accounts' own part numbers, or points existing ones at other products, in one transaction.
pub async fn write_customer_skus(store: &Store, ctx: &Ctx, batch: Vec<CustomerSkuDraft>) -> Result<Report, CatalogError> {
    repeated(async || {
        let mut tx = begin(store, ctx).await?;
        let report = lay(&tx, &batch).await?;
        let mut touched = report.touched.clone();
        announce(&mut tx, &mut touched, "customer_skus", &report);
        finish(tx, &touched).await?;
        Ok(report)
    })
    .await
}

pub(crate) async fn lay(tx: &Tx, batch: &[CustomerSkuDraft]) -> Result<Report, CatalogError> {
    let ctx = tx.ctx();
    let skus = distinct(batch.iter().map(|draft| draft.sku.as_str()));
    let owners = products::ids_by_skus(tx.conn(), ctx.tenant, &skus).await?;
    let accounts: HashSet<kernel::AccountId> = batch.iter().map(|draft| draft.account).collect();
    let mut before: HashMap<(Uuid, String), Model> = HashMap::new();
    for account in accounts {
        let standing = repo::of_account(tx.conn(), ctx.tenant, account).await?;
        before.extend(standing.into_iter().map(|model| ((model.account_id, model.code_key.clone()), model)));
    }
    let mut after: HashMap<(Uuid, String), Model> = HashMap::with_capacity(batch.len());
    let mut report = Report::default();
    for (index, draft) in batch.iter().enumerate() {
        let Some((product, _)) = owners.get(draft.sku.trim()) else {
            report.refuse(index, Reason::no_product(&draft.sku));
            continue;
        };
        match model(draft, *product, ctx) {
            Ok(model) => {
                after.insert((model.account_id, model.code_key.clone()), model);
            }
            Err(reason) => report.refuse(index, reason),
        }
    }
    let mut touched: HashSet<Uuid> = HashSet::new();
    let mut models = Vec::with_capacity(after.len());
    for (key, model) in after {
        match before.get(&key) {
            Some(standing) if *standing == model => {
                report.unchanged += 1;
                continue;
            }
            Some(standing) => {
                report.changed += 1;
                touched.insert(standing.product_id);
            }
            None => report.created += 1,
        }
        touched.insert(model.product_id);
        models.push(model);
    }
    report.touched = touched.into_iter().map(ProductId::from_uuid).collect();
    report.products.clone_from(&report.touched);
    repo::put_all(tx.conn(), models).await?;
    Ok(report)
}

fn model(draft: &CustomerSkuDraft, product: Uuid, ctx: &Ctx) -> Result<Model, String> {
    let code = line(&draft.code, 100).map_err(|error| format!("code {error}"))?;
    let code_key = normalised(&code);
    if code_key.is_empty() {
        return Err("code must hold a letter or a digit".to_owned());
    }
    Ok(Model { tenant_id: ctx.tenant.uuid(), account_id: draft.account.uuid(), code_key, code, product_id: product })
}
