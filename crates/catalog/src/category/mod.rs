//! The tree of categories.

pub(crate) mod api;
mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub mod service;

pub use model::{Category, CategoryDraft, CategoryNode};
