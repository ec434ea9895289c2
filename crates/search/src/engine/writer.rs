//! Changes to the index. A writer is made for a batch and gone after it, and its memory with it.

use std::collections::HashSet;

use kernel::ProductId;
use tantivy::IndexWriter;

use super::document::Document;
use super::error::EngineError;
use super::index::{Index, Payload};
use super::schema::FORMAT;

/// Bytes that a writer collects before it writes a segment out.
const HEAP: usize = 48_000_000;

/// A batch of changes: nothing is seen by readers, nor kept, before [`Writer::commit`].
pub struct Writer<'index> {
    index: &'index Index,
    inner: IndexWriter,
    /// The products added since the index was empty; while it is known, an addition need not look for an older version.
    fresh: Option<HashSet<ProductId>>,
}

impl<'index> Writer<'index> {
    pub(super) fn new(index: &'index Index) -> Result<Writer<'index>, EngineError> {
        let inner = index.inner.writer_with_num_threads(1, HEAP)?;
        let fresh = index.is_empty().then(HashSet::new);
        Ok(Writer { index, inner, fresh })
    }

    /// Empties the index, for a rebuild.
    pub fn clear(&mut self) -> Result<(), EngineError> {
        self.inner.delete_all_documents()?;
        self.fresh = Some(HashSet::new());
        Ok(())
    }

    /// Adds products, or replaces those that are there.
    pub fn upsert(&mut self, documents: &[Document]) -> Result<(), EngineError> {
        for document in documents {
            let known_new = self.fresh.as_mut().is_some_and(|fresh| fresh.insert(document.product));
            if !known_new {
                self.inner.delete_term(self.index.fields.key(document.product));
            }
            self.inner.add_document(self.index.fields.document(document))?;
        }
        Ok(())
    }

    /// Removes products; absent ones are no matter.
    pub fn delete(&mut self, products: &[ProductId]) {
        for product in products {
            self.inner.delete_term(self.index.fields.key(*product));
        }
    }

    /// Makes the changes durable and visible, together with the caller's mark of how far they reach, and lets the
    /// writer's memory go.
    pub fn commit(mut self, watermark: &str) -> Result<(), EngineError> {
        let payload = Payload { format: FORMAT, watermark: watermark.to_owned() };
        let payload = serde_json::to_string(&payload).map_err(std::io::Error::other)?;
        let mut commit = self.inner.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.index.refresh()?;
        self.inner.wait_merging_threads()?;
        self.index.refresh()
    }
}
