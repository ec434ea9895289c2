//! The catalogue: what can be ordered, described so that an engineer trusts it.
//!
//! Owns products and their variants, categories, typed attributes, families, relations, files, customers' part numbers,
//! and the import of all of these. Never knows prices or stock. Readers ask the in-memory [`Catalogue`]; writers use
//! [`load`] (in bulk) or the acts behind the API. Begin reading with [`Product`] and [`Catalogue`].

pub mod attribute;
pub mod category;
mod code;
mod customer_sku;
mod error;
pub mod events;
pub mod file;
pub mod import;
pub mod load;
pub mod product;
pub mod relation;
mod schema;
mod stored;
mod text;
mod view;

pub use attribute::{
    Attribute, AttributeDraft, AttributeKind, Characteristic, Choice, ChoiceDraft, Family, FamilyDraft, Number, Value,
};
pub use category::{Category, CategoryDraft, CategoryNode};
pub use code::{is_gtin, normalised};
pub use customer_sku::CustomerSkuDraft;
pub use error::CatalogError;
pub use file::{FileKind, FileLocation, ProductFile, ProductFileDraft, ProductFileId};
pub use load::{Refusal, Report};
pub use product::{Pack, Packaging, Product, ProductDraft, ProductKind, ProductState, TaxCategory};
pub use relation::{Relation, RelationDraft, RelationKind, RelationTarget, TargetDraft};
pub use text::{Language, Texts, Word};
pub use view::{Catalogue, CodeMatch};

/// This room's steps of the schema.
pub fn migrations() -> Vec<store::Migration> {
    schema::migrations()
}
