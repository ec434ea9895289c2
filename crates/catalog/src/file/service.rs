//! The acts on product files.

use kernel::{Action, Ctx, Permit, ProductId, Scope};
use sea_orm::ConnectionTrait;
use store::{AuditEntry, Tx};

use crate::file::{FileKind, ProductFile, ProductFileDraft, ProductFileId, repo};
use crate::load::files::{lay, model};
use crate::product::repo as products;
use crate::{CatalogError, events};

/// The largest file that is kept, in megabytes.
pub const MOST_MEGABYTES: usize = 50;

/// Bytes of a body that carries one: the file and room for the fields around it, so that a file that is somewhat too
/// large is refused as such.
pub const MOST_BODY_BYTES: usize = (MOST_MEGABYTES + 1) * MEGABYTE;

pub(crate) const MEGABYTE: usize = 1024 * 1024;

/// The files of a product, by kind and title.
pub async fn product_files(conn: &impl ConnectionTrait, ctx: &Ctx, sku: &str) -> Result<Vec<ProductFile>, CatalogError> {
    let product = owner(conn, ctx, sku).await?;
    let models = repo::of_products(conn, ctx.tenant, &[product.uuid()]).await?;
    let mut files = models.iter().map(repo::read).collect::<Result<Vec<ProductFile>, _>>()?;
    files.sort_by(|one, other| (one.kind.code(), &one.title).cmp(&(other.kind.code(), &other.title)));
    Ok(files)
}

/// Attaches a file; one of the same kind, language and title gets the new content. Its bytes must be in the blob store.
pub async fn put_file(tx: &mut Tx, draft: &ProductFileDraft, permit: &Permit) -> Result<ProductFile, CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let ctx = tx.ctx().clone();
    let product = owner(tx.conn(), &ctx, &draft.sku).await?;
    let wanted = model(draft, product.uuid(), &ctx).map_err(|reason| CatalogError::field("file", "not_acceptable", reason))?;
    lay(tx, std::slice::from_ref(draft)).await?;
    let standing = repo::of_products(tx.conn(), ctx.tenant, &[product.uuid()]).await?;
    let same = |other: &&crate::file::schema::Model| {
        (&other.kind, &other.language, &other.title) == (&wanted.kind, &wanted.language, &wanted.title)
    };
    let file = repo::read(standing.iter().find(same).ok_or(CatalogError::UnknownFile)?)?;
    tx.announce(events::product_changed(product, &draft.sku));
    tx.audit(told("catalog.file.put", &draft.sku, file.kind, &file.title));
    Ok(file)
}

/// Detaches a file. Its bytes stay in the blob store: other products may hold the same.
pub async fn remove_file(tx: &mut Tx, sku: &str, file: ProductFileId, permit: &Permit) -> Result<(), CatalogError> {
    permit.covers(Action::CatalogManage, Scope::Tenant)?;
    let ctx = tx.ctx().clone();
    let product = owner(tx.conn(), &ctx, sku).await?;
    let standing = repo::of_products(tx.conn(), ctx.tenant, &[product.uuid()]).await?;
    let model = standing.iter().find(|model| model.id == file.uuid()).ok_or(CatalogError::UnknownFile)?;
    let removed = repo::read(model)?;
    repo::delete(tx.conn(), ctx.tenant, product, file).await?;
    tx.announce(events::product_changed(product, sku));
    tx.audit(told("catalog.file.remove", sku, removed.kind, &removed.title));
    Ok(())
}

async fn owner(conn: &impl ConnectionTrait, ctx: &Ctx, sku: &str) -> Result<ProductId, CatalogError> {
    let model = products::by_sku(conn, ctx.tenant, sku).await?.ok_or_else(|| CatalogError::UnknownProduct(sku.to_owned()))?;
    Ok(ProductId::from_uuid(model.id))
}

fn told(action: &'static str, sku: &str, kind: FileKind, title: &str) -> AuditEntry {
    AuditEntry::new(action, "product", sku).with(serde_json::json!({ "kind": kind, "title": title }))
}
