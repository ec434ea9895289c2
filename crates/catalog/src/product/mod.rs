//! Products: what can be ordered, one row per SKU, with variants under masters.

mod draft;
mod model;

pub use draft::ProductDraft;
pub use model::{Pack, Packaging, Product, ProductKind, ProductState, TaxCategory};
