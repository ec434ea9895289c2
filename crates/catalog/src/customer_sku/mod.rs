//! Customers' own part numbers: the code under which an account knows a product.

mod model;
pub(crate) mod repo;
pub(crate) mod schema;

pub use model::CustomerSkuDraft;
