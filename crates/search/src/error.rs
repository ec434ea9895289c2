//! What can go wrong when searching.

use kernel::{Denied, ErrorKind, Fault, FieldFault};
use store::StoreError;

use crate::engine::EngineError;

/// A failure of a search, a data sheet or the index.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A filter or another parameter is not acceptable.
    #[error("the search is not acceptable")]
    Invalid(Vec<FieldFault>),
    #[error("there is no product {0}")]
    ProductNotFound(String),
    /// The tenant's index is still being built.
    #[error("the search index is being built; try again in a moment")]
    NotReady,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the search index failed")]
    Engine(#[from] EngineError),
    /// A background task of the index broke off.
    #[error("the search index broke off")]
    BrokenOff(#[from] tokio::task::JoinError),
}

impl Fault for SearchError {
    fn kind(&self) -> ErrorKind {
        match self {
            SearchError::Denied(error) => error.kind(),
            SearchError::Invalid(_) => ErrorKind::Invalid,
            SearchError::ProductNotFound(_) => ErrorKind::NotFound,
            SearchError::NotReady => ErrorKind::Unavailable,
            SearchError::Store(error) => error.kind(),
            SearchError::Engine(_) | SearchError::BrokenOff(_) => ErrorKind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            SearchError::Denied(error) => error.code(),
            SearchError::Invalid(_) => "search.invalid",
            SearchError::ProductNotFound(_) => "search.product_not_found",
            SearchError::NotReady => "search.not_ready",
            SearchError::Store(error) => error.code(),
            SearchError::Engine(_) | SearchError::BrokenOff(_) => "search.index_failed",
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            SearchError::Invalid(fields) => fields.clone(),
            _ => Vec::new(),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            SearchError::ProductNotFound(sku) => vec![("sku", sku.clone())],
            _ => Vec::new(),
        }
    }
}
