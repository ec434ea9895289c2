//! The tree of categories.

mod model;

pub use model::{Category, CategoryDraft, CategoryNode};
