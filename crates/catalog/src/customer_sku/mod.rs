//! Customers' own part numbers: the code under which an account knows a product.

pub(crate) mod api;
mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub mod service;

pub use model::{CustomerSku, CustomerSkuDraft};
