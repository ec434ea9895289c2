//! How products belong together: spare parts of an exploded bill, accessories, substitutes, compatibility.

mod model;

pub use model::{Relation, RelationDraft, RelationKind, RelationTarget, TargetDraft};
