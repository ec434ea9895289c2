//! How products belong together: spare parts of an exploded bill, accessories, substitutes, compatibility.

mod model;
pub(crate) mod repo;
pub(crate) mod schema;

pub use model::{Relation, RelationDraft, RelationKind, RelationTarget, TargetDraft};
