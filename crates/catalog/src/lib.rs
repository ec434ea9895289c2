//! The catalogue: what can be ordered, described so that an engineer trusts it.
//!
//! Owns products and their variants, categories, typed attributes, families, relations, files, customers' part numbers,
//! and the import of all of these. Never knows prices or stock. Readers ask the in-memory [`Catalogue`]; writers use
//! [`load`] (in bulk) or the acts behind the API. Begin reading with [`Product`] and [`Catalogue`].

pub mod attribute;
pub mod category;
mod check;
mod code;
pub mod customer_sku;
mod error;
pub mod events;
pub mod file;
pub mod import;
pub mod load;
pub mod product;
mod reason;
pub mod relation;
mod schema;
mod stored;
mod text;
mod view;

pub use attribute::{
    Attribute, AttributeDraft, AttributeKind, Characteristic, Choice, ChoiceDraft, Family, FamilyDraft, Number, Value,
};
pub use category::{Category, CategoryDraft, CategoryNode};
pub use check::check;
pub use code::{is_gtin, normalised};
pub use customer_sku::{CustomerSku, CustomerSkuDraft};
pub use error::CatalogError;
pub use file::{FileKind, FileLocation, ProductFile, ProductFileDraft, ProductFileId};
pub use load::{Refusal, Report};
pub use product::{Pack, Packaging, Product, ProductDraft, ProductKind, ProductState, TaxCategory};
pub use reason::{Reason, ReasonFault};
pub use relation::{Relation, RelationDraft, RelationKind, RelationTarget, TargetDraft};
pub use text::{Language, Texts, Word};
pub use view::{Catalogue, CodeMatch, places};

/// What this room's handlers stand on.
#[derive(Clone)]
pub struct CatalogState {
    pub ground: web::Ground,
    pub catalogue: Catalogue,
    /// Where product files are kept.
    pub blobs: store::Blobs,
}

/// This room's routes.
pub fn doors(state: CatalogState) -> web::Doors<()> {
    web::Doors::new()
        .merge(category::api::doors())
        .merge(attribute::api::doors())
        .merge(product::api::doors())
        .merge(relation::api::doors())
        .merge(file::api::doors())
        .merge(customer_sku::api::doors())
        .with_state(state)
}

/// This room's steps of the schema.
pub fn migrations() -> Vec<store::Migration> {
    schema::migrations()
}

#[cfg(test)]
mod api_tests;
