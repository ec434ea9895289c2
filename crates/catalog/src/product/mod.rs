//! Products: what can be ordered, one row per SKU, with variants under masters.

pub(crate) mod api;
mod body;
pub(crate) mod compose;
mod draft;
mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub mod service;

pub use draft::ProductDraft;
pub use model::{Pack, Packaging, Product, ProductKind, ProductState, TaxCategory};
