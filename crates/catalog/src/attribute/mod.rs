//! Typed attributes with units, and families: which attributes a kind of product is described by.

mod model;

pub use model::{
    Attribute, AttributeDraft, AttributeKind, Characteristic, Choice, ChoiceDraft, Family, FamilyDraft, Number, Value,
};
