//! What can go wrong in the engine: all of it concerns the index's storage, none of it the query.

use std::path::PathBuf;

/// A failure of the index. Queries of any shape are answered; only storage fails.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error("the search index could not be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// The folder holds files that no index of ours wrote; they are not touched.
    #[error("the folder {0} for the search index holds other files")]
    ForeignFolder(PathBuf),
}
