//! One tenant's index and how it is made equal to the catalogue: by comparing, product by product, the mark of what is
//! indexed with the mark of what should be. So it does not matter which facts were missed, or why.

use std::collections::{HashMap, HashSet};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use catalog::{Catalogue, Product, Relation, RelationTarget};
use kernel::{ProductId, TenantId};

use super::description::Describer;
use crate::SearchError;
use crate::engine::{Hits, Index, Query, SuggestRequest, Suggestions};

/// Products described before they are handed to the index: bounds the memory of a rebuild.
const BATCH: usize = 500;

pub(crate) struct TenantIndex {
    tenant: TenantId,
    index: Index,
    /// The relations that descriptions were made with, of the products that have any: what a product no longer names
    /// must be described again, too.
    named: Mutex<HashMap<ProductId, Arc<[Relation]>>>,
    /// Held as long as the index is open: another process that works on the same folder keeps its index in memory.
    _lock: Option<File>,
}

impl TenantIndex {
    pub(super) fn open(folder: Option<&Path>, tenant: TenantId) -> Result<TenantIndex, SearchError> {
        let (mut index, mut lock) = (None, None);
        if let Some(folder) = folder {
            lock = take_lock(folder, tenant).map_err(crate::engine::EngineError::from)?;
            if lock.is_some() {
                index = Some(Index::open(&folder.join(tenant.to_string()))?);
            }
        }
        let index = match index {
            Some(index) => index,
            None => Index::in_memory()?,
        };
        Ok(TenantIndex { tenant, index, named: Mutex::default(), _lock: lock })
    }

    /// Compares everything, and describes what differs.
    pub(super) fn reconcile(&self, catalogue: &Catalogue) -> Result<(), SearchError> {
        let describer = Describer::of_everything(catalogue, self.tenant);
        let (stale, gone) = self.differences(catalogue, &describer);
        *self.named.lock().unwrap_or_else(PoisonError::into_inner) = describer.relations();
        if stale.is_empty() && gone.is_empty() && self.index.watermark().is_some() {
            return Ok(());
        }
        let rebuild = stale.len() > self.index.len() / 2;
        self.write(&describer, &stale, &gone, rebuild)
    }

    /// Describes these products again, and those whose description names them or is named by them.
    pub(super) fn update(&self, catalogue: &Catalogue, changed: &HashSet<ProductId>) -> Result<(), SearchError> {
        let mut affected = changed.clone();
        {
            let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
            for product in changed {
                let now = catalogue.relations(self.tenant, *product);
                let before = if now.is_empty() { named.remove(product) } else { named.insert(*product, Arc::clone(&now)) };
                affected.extend(before.iter().flat_map(|before| targets(before)));
                affected.extend(targets(&now));
                affected.extend(catalogue.related_from(self.tenant, *product).into_iter().map(|(owner, _)| owner.id));
            }
        }
        let describer = Describer::of_some(catalogue, self.tenant);
        let (mut stale, mut gone) = (Vec::new(), Vec::new());
        for id in affected {
            let indexed = self.index.stamp(id)?;
            match catalogue.product(self.tenant, id).filter(|product| describer.shows(product)) {
                Some(product) if indexed != Some(describer.stamp(&product)) => stale.push(product),
                Some(_) => {}
                None => gone.extend(indexed.map(|_| id)),
            }
        }
        if stale.is_empty() && gone.is_empty() {
            return Ok(());
        }
        self.write(&describer, &stale, &gone, false)
    }

    /// Where index and catalogue differ, in words; the first ones by name.
    pub(super) fn faults(&self, catalogue: &Catalogue) -> Vec<String> {
        const NAMED: usize = 20;
        let describer = Describer::of_everything(catalogue, self.tenant);
        let (stale, gone) = self.differences(catalogue, &describer);
        let mut faults: Vec<String> =
            stale.iter().take(NAMED).map(|product| format!("{} is not indexed as it is in the catalogue", product.sku)).collect();
        faults.extend(gone.iter().take(NAMED).map(|id| format!("product {id} is indexed but not in the catalogue")));
        if stale.len() + gone.len() > faults.len() {
            faults.push(format!("{} products differ in all", stale.len() + gone.len()));
        }
        faults
    }

    pub(crate) fn search(&self, query: &Query) -> Result<Hits, SearchError> {
        Ok(self.index.search(query)?)
    }

    pub(crate) fn suggest(&self, request: &SuggestRequest) -> Result<Suggestions, SearchError> {
        Ok(self.index.suggest(request)?)
    }

    fn differences(&self, catalogue: &Catalogue, describer: &Describer) -> (Vec<Arc<Product>>, Vec<ProductId>) {
        let mut indexed = self.index.stamps();
        let mut stale = catalogue.products(self.tenant);
        stale.retain(|product| describer.shows(product) && indexed.remove(&product.id) != Some(describer.stamp(product)));
        (stale, indexed.into_keys().collect())
    }

    fn write(&self, describer: &Describer, stale: &[Arc<Product>], gone: &[ProductId], rebuild: bool) -> Result<(), SearchError> {
        let mut writer = self.index.writer()?;
        if rebuild {
            writer.clear()?;
            let products = describer.all();
            for batch in products.chunks(BATCH) {
                writer.upsert(&describer.describe(batch))?;
            }
        } else {
            writer.delete(gone);
            for batch in stale.chunks(BATCH) {
                writer.upsert(&describer.describe(batch))?;
            }
        }
        writer.commit(&self.tenant.to_string())?;
        tracing::debug!(tenant = %self.tenant, described = stale.len(), removed = gone.len(), rebuild, "the search index follows");
        Ok(())
    }
}

fn targets(relations: &[Relation]) -> impl Iterator<Item = ProductId> {
    relations.iter().filter_map(|relation| match relation.target {
        RelationTarget::Product(product) => Some(product),
        RelationTarget::Text(_) => None,
    })
}

/// Takes the tenant's index for this process; nothing when another process has it.
fn take_lock(folder: &Path, tenant: TenantId) -> std::io::Result<Option<File>> {
    std::fs::create_dir_all(folder)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(format!("{tenant}.lock")))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
