//! How products belong together: spare parts of an exploded bill, accessories, substitutes, compatibility.

pub(crate) mod api;
mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub mod service;

pub use model::{Relation, RelationDraft, RelationKind, RelationTarget, TargetDraft};
