//! A technical silhouette for every product, kept once per content.

use std::collections::{BTreeMap, HashMap};

use catalog::load::write_files;
use catalog::{FileKind, FileLocation, ProductFileDraft};
use kernel::Ctx;
use store::{BlobId, Blobs, Store};

use super::SeedError;
use super::articles::{USUAL, all_accepted};
use crate::catalogue::{Catalogue, Sketch};
use crate::drawings::picture;

const BATCH: usize = 1000;

/// Attaches a drawing to every product: with its own dimensions in the usual range; beyond it, of a large catalogue, the
/// drawing of its kind, so that tens of thousands of files are not written before anybody asks for them.
pub(super) async fn write(store: &Store, blobs: &Blobs, ctx: &Ctx, catalogue: &Catalogue) -> Result<(), SeedError> {
    let mut known: HashMap<Sketch, BlobId> = HashMap::new();
    let mut drafts = Vec::with_capacity(BATCH);
    for (place, product) in catalogue.products().enumerate() {
        let mut sketch = product.sketch;
        if place >= USUAL {
            sketch.dims = BTreeMap::new();
        }
        let blob = match known.get(&sketch) {
            Some(blob) => blob.clone(),
            None => {
                let blob = blobs.put(picture(sketch.key, &sketch.dims).as_bytes()).await?;
                known.insert(sketch, blob.clone());
                blob
            }
        };
        drafts.push(ProductFileDraft {
            title: product.sku.clone(),
            sku: product.sku,
            kind: FileKind::Image,
            language: None,
            media_type: "image/svg+xml".to_owned(),
            location: FileLocation::Blob(blob),
        });
        if drafts.len() == BATCH {
            all_accepted(write_files(store, ctx, std::mem::take(&mut drafts)).await?)?;
        }
    }
    all_accepted(write_files(store, ctx, drafts).await?)?;
    Ok(())
}
