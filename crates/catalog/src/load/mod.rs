//! Bulk writers: what imports and the demo use. Each call is one transaction that creates what is new, changes what
//! differs and leaves alone what is the same, so that any batch can be written again without doubles.
//!
//! Keep batches near 1,000: SQLite has one writer, and orders wait while a batch is written.

mod customer_skus;
pub(crate) mod files;
pub(crate) mod products;
pub(crate) mod relations;
pub(crate) mod taxonomy;

use kernel::{Action, Ctx, ProductId, Scope};
use store::{AuditEntry, Store, StoreError, Tx};

use crate::file::ProductFileDraft;
use crate::product::ProductDraft;
use crate::relation::{RelationDraft, RelationKind};
use crate::{CatalogError, Reason, events};

pub use customer_skus::write_customer_skus;
pub use files::write_files;
pub use products::write_products;
pub use relations::{replace_relations, write_relations};
pub use taxonomy::{write_attributes, write_categories, write_families};

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// What was not written, by place in the batch.
    pub refused: Vec<Refusal>,
    /// The products of the accepted drafts, in the order of the batch; for relations, files and customer part numbers the
    /// products whose these are, once each.
    pub products: Vec<ProductId>,
    /// The products about which something is different now.
    touched: Vec<ProductId>,
}

/// Why one draft of a batch was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Place in the batch, from 0.
    pub index: usize,
    pub reason: Reason,
}

/// Products with what belongs to them, to be written together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    pub products: Vec<ProductDraft>,
    pub relations: Vec<RelationDraft>,
    pub files: Vec<ProductFileDraft>,
    /// The kinds of relations of which the batch names all that its accepted products have: others of these kinds go, also
    /// those of a product of which the batch names none.
    pub replaces: Vec<RelationKind>,
}

/// What became of a [`Batch`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BatchReport {
    pub products: Report,
    pub relations: Report,
    pub files: Report,
}

/// Writes products with their relations and files in one transaction: readers are told once.
pub async fn write_batch(store: &Store, ctx: &Ctx, batch: &Batch) -> Result<BatchReport, CatalogError> {
    repeated(async || {
        let mut tx = begin(store, ctx).await?;
        let products = products::lay(&tx, &batch.products).await?;
        let replaces = relations::Replaces { kinds: &batch.replaces, owners: &products.products };
        let relations = relations::lay(&tx, &batch.relations, &replaces).await?;
        let files = files::lay(&tx, &batch.files).await?;
        let mut touched = [&products, &relations, &files].map(|report| report.touched.clone()).concat();
        announce(&mut tx, &mut touched, "products", &products);
        finish(tx, &touched).await?;
        Ok(BatchReport { products, relations, files })
    })
    .await
}

impl Report {
    pub(crate) fn refuse(&mut self, index: usize, reason: impl Into<Reason>) {
        self.refused.push(Refusal { index, reason: reason.into() });
    }

    /// Adds another report, whose places stand for those given.
    pub(crate) fn take_over(&mut self, other: Report, places: &[usize]) {
        self.created += other.created;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.products.extend(other.products);
        self.touched.extend(other.touched);
        for refusal in other.refused {
            self.refuse(places.get(refusal.index).copied().unwrap_or(refusal.index), refusal.reason);
        }
    }
}

async fn begin(store: &Store, ctx: &Ctx) -> Result<Tx, CatalogError> {
    ctx.permit(Action::CatalogManage, Scope::Tenant)?;
    Ok(store.begin(ctx).await?)
}

/// Runs a load again when another one created the same things at once: what that wrote is then there to be changed.
async fn repeated<T>(mut load: impl AsyncFnMut() -> Result<T, CatalogError>) -> Result<T, CatalogError> {
    let mut attempts = 0;
    loop {
        match load().await {
            Err(CatalogError::Store(StoreError::Violated { .. } | StoreError::Contended)) if attempts < 3 => attempts += 1,
            outcome => return outcome,
        }
    }
}

/// Announces the touched products and says in the audit trail what was done; sorts the products.
fn announce(tx: &mut Tx, touched: &mut Vec<ProductId>, what: &'static str, report: &Report) {
    touched.sort_unstable();
    touched.dedup();
    for fact in events::catalogue_imported(touched) {
        tx.announce(fact);
    }
    let detail = serde_json::json!({ "created": report.created, "changed": report.changed, "refused": report.refused.len() });
    tx.audit(AuditEntry::new("catalog.import", what, touched.len()).with(detail));
}

/// Commits when something is different now.
async fn finish(tx: Tx, touched: &[ProductId]) -> Result<(), CatalogError> {
    if !touched.is_empty() {
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
