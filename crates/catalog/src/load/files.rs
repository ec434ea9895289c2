//! Product files in bulk. The bytes of kept files are put into the blob store before.

use std::collections::HashMap;

use kernel::{Ctx, ProductId, line};
use store::{Store, Tx};
use uuid::Uuid;

use crate::file::schema::Model;
use crate::file::{FileLocation, ProductFileDraft, ProductFileId, repo};
use crate::load::products::distinct;
use crate::load::{Report, announce, begin, finish, repeated};
use crate::product::repo as products;
use crate::{CatalogError, Reason};

/// Attaches files to products, in one transaction. A file of the same product, kind, language and title gets the new
/// content.
pub async fn write_files(store: &Store, ctx: &Ctx, batch: Vec<ProductFileDraft>) -> Result<Report, CatalogError> {
    repeated(async || {
        let mut tx = begin(store, ctx).await?;
        let report = lay(&tx, &batch).await?;
        let mut touched = report.touched.clone();
        announce(&mut tx, &mut touched, "product_files", &report);
        finish(tx, &touched).await?;
        Ok(report)
    })
    .await
}

pub(crate) async fn lay(tx: &Tx, batch: &[ProductFileDraft]) -> Result<Report, CatalogError> {
    let mut report = Report::default();
    if batch.is_empty() {
        return Ok(report);
    }
    let ctx = tx.ctx();
    let skus = distinct(batch.iter().map(|draft| draft.sku.as_str()));
    let owners = products::ids_by_skus(tx.conn(), ctx.tenant, &skus).await?;
    let ids: Vec<Uuid> = owners.values().map(|(id, _)| *id).collect();
    let standing = repo::of_products(tx.conn(), ctx.tenant, &ids).await?;
    let before: HashMap<Key, Model> = standing.into_iter().map(|model| (key(&model), model)).collect();
    let mut after: HashMap<Key, Model> = HashMap::with_capacity(batch.len());
    for (index, draft) in batch.iter().enumerate() {
        let Some((product, _)) = owners.get(draft.sku.trim()) else {
            report.refuse(index, Reason::no_product(&draft.sku));
            continue;
        };
        match model(draft, *product, ctx) {
            Ok(model) => {
                after.insert(key(&model), model);
            }
            Err(reason) => report.refuse(index, reason),
        }
    }
    report.products = ids_of(after.values());
    let mut models = Vec::with_capacity(after.len());
    for (key, mut model) in after {
        match before.get(&key) {
            Some(same) if same_content(same, &model) => {
                report.unchanged += 1;
                continue;
            }
            Some(standing) => {
                report.changed += 1;
                model.id = standing.id;
            }
            None => report.created += 1,
        }
        models.push(model);
    }
    report.touched = ids_of(models.iter());
    repo::put_all(tx.conn(), models).await?;
    Ok(report)
}

fn ids_of<'a>(models: impl Iterator<Item = &'a Model>) -> Vec<ProductId> {
    let mut ids: Vec<ProductId> = models.map(|model| ProductId::from_uuid(model.product_id)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

type Key = (Uuid, String, String, String);

fn key(model: &Model) -> Key {
    (model.product_id, model.kind.clone(), model.language.clone(), model.title.clone())
}

fn same_content(one: &Model, other: &Model) -> bool {
    (&one.media_type, &one.blob_id, &one.url) == (&other.media_type, &other.blob_id, &other.url)
}

/// A file as a draft wants it, new.
pub(crate) fn model(draft: &ProductFileDraft, product: Uuid, ctx: &Ctx) -> Result<Model, Reason> {
    let (blob_id, url) = match &draft.location {
        FileLocation::Blob(blob) => (Some(blob.to_string()), None),
        FileLocation::Url(url) => {
            let url = line(url, 2000).map_err(|error| Reason::text(error, "url"))?;
            // Anything else, such as `javascript:`, would run in the buyer's browser.
            if !(url.starts_with("https://") || url.starts_with("http://")) {
                return Err(Reason::new("not_an_address", "url must begin with https:// or http://").of("url"));
            }
            (None, Some(url))
        }
    };
    Ok(Model {
        id: ProductFileId::new(ctx.now).uuid(),
        tenant_id: ctx.tenant.uuid(),
        product_id: product,
        kind: draft.kind.code().to_owned(),
        language: draft.language.map(|language| language.code().to_owned()).unwrap_or_default(),
        title: line(&draft.title, 200).map_err(|error| Reason::text(error, "title"))?,
        media_type: line(&draft.media_type, 100).map_err(|error| Reason::text(error, "media type"))?,
        blob_id,
        url,
        created_at: ctx.now.micros(),
    })
}
