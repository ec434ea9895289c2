//! The index: opened or made, read by snapshots, written by one [`Writer`] at a time.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use arc_swap::ArcSwap;
use kernel::ProductId;
use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy};

use super::analysis::analyzers;
use super::dictionary::having;
use super::error::EngineError;
use super::query::{Hits, Query, SuggestRequest, Suggestions};
use super::schema::{FORMAT, Fields, schema};
use super::snapshot::{Snapshot, count};
use super::writer::Writer;
use super::{select, suggest};

/// What is kept with each commit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) format: u32,
    pub(super) watermark: String,
}

/// A tenant's products, searchable. Shared by any number of readers; a commit becomes visible to all at once.
pub struct Index {
    pub(super) inner: tantivy::Index,
    pub(super) fields: Fields,
    reader: IndexReader,
    snapshot: ArcSwap<Snapshot>,
}

impl Index {
    /// An empty index in memory.
    pub fn in_memory() -> Result<Index, EngineError> {
        let (schema, fields) = schema();
        Index::over(tantivy::Index::create_in_ram(schema), fields)
    }

    /// The index in a folder, read by memory mapping. An index that is absent, damaged or of another format is made
    /// anew and is empty: [`Index::watermark`] then says nothing, and the caller rebuilds it.
    pub fn open(folder: &Path) -> Result<Index, EngineError> {
        std::fs::create_dir_all(folder)?;
        let (expected, fields) = schema();
        if folder.join("meta.json").exists()
            && let Ok(inner) = tantivy::Index::open_in_dir(folder)
            && inner.schema() == expected
            && let Ok(index) = Index::over(inner, fields.clone())
            && index.watermark().is_some()
        {
            return Ok(index);
        }
        empty(folder)?;
        let inner = tantivy::Index::create(
            MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?,
            expected,
            tantivy::IndexSettings::default(),
        )?;
        Index::over(inner, fields)
    }

    fn over(mut inner: tantivy::Index, fields: Fields) -> Result<Index, EngineError> {
        inner.set_tokenizers(analyzers()?);
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let snapshot = Snapshot::take(&reader.searcher(), &fields, None)?;
        Ok(Index { inner, fields, reader, snapshot: ArcSwap::from_pointee(snapshot) })
    }

    /// What the last commit said of itself; nothing for an index that was never committed.
    pub fn watermark(&self) -> Option<String> {
        let payload: Payload = serde_json::from_str(&self.inner.load_metas().ok()?.payload?).ok()?;
        (payload.format == FORMAT).then_some(payload.watermark)
    }

    /// How many products it holds.
    pub fn len(&self) -> usize {
        self.snapshot.load().products()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The products that it holds, with the marks they were fed with.
    pub fn stamps(&self) -> HashMap<ProductId, u64> {
        self.snapshot.load().stamps()
    }

    /// The mark that a product was fed with; nothing when it is not in the index.
    pub fn stamp(&self, product: ProductId) -> Result<Option<u64>, EngineError> {
        let snapshot = self.snapshot.load();
        let Some(found) = snapshot.find_term(&self.fields.key(product))? else { return Ok(None) };
        for segment in &snapshot.segments {
            let documents = having(segment, &found)?;
            if let Some(document) = documents.into_iter().find(|document| !segment.reader.is_deleted(*document)) {
                return Ok(segment.facts.stamps.get(count(document)).copied());
            }
        }
        Ok(None)
    }

    /// Starts a batch of changes. Fails while another writer is at work.
    pub fn writer(&self) -> Result<Writer<'_>, EngineError> {
        Writer::new(self)
    }

    /// Answers a query.
    pub fn search(&self, query: &Query) -> Result<Hits, EngineError> {
        select::search(&self.snapshot.load(), &self.fields, query)
    }

    /// Completes what is being typed.
    pub fn suggest(&self, request: &SuggestRequest) -> Result<Suggestions, EngineError> {
        suggest::suggest(&self.snapshot.load(), &self.fields, request)
    }

    /// Shows the last commit to all readers from now on.
    pub(super) fn refresh(&self) -> Result<(), EngineError> {
        self.reader.reload()?;
        let before = self.snapshot.load_full();
        let snapshot = Snapshot::take(&self.reader.searcher(), &self.fields, Some(&before))?;
        self.snapshot.store(Arc::new(snapshot));
        Ok(())
    }
}

/// Removes the files of an index, but nothing that is not one.
fn empty(folder: &Path) -> Result<(), EngineError> {
    let ours = |name: &str| name.ends_with(".json") || name.starts_with(".tantivy-") || is_segment_file(name);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_file() || !entry.file_name().to_str().is_some_and(ours) {
            return Err(EngineError::ForeignFolder(folder.to_owned()));
        }
        files.push(entry.path());
    }
    for file in files {
        std::fs::remove_file(file)?;
    }
    Ok(())
}

/// tantivy names a segment's files by 32 hexadecimal digits and a kind.
fn is_segment_file(name: &str) -> bool {
    name.split_once('.').is_some_and(|(stem, _)| stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
