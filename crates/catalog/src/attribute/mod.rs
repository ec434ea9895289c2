//! Typed attributes with units, and families: which attributes a kind of product is described by.

pub(crate) mod api;
mod codec;
mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub mod service;

pub(crate) use codec::{from_json, to_json};
pub use model::{
    Attribute, AttributeDraft, AttributeId, AttributeKind, Characteristic, Choice, ChoiceDraft, Family, FamilyDraft, Number,
    Value,
};
