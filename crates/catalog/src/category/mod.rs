//! The tree of categories.

mod model;
pub(crate) mod repo;
pub(crate) mod schema;

pub use model::{Category, CategoryDraft, CategoryNode};
