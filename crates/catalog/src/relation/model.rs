//! What a relation is.

use kernel::{ProductId, Quantity};
use serde::{Deserialize, Serialize};

use crate::text::Word;

/// What the target is to the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    Accessory,
    /// A position of the product's exploded bill.
    SparePart,
    /// May be used in its place.
    Substitute,
    /// Is used up by the product.
    Consumable,
    /// A machine or model that the product fits.
    CompatibleWith,
}

impl RelationKind {
    pub const ALL: [RelationKind; 5] = [
        RelationKind::Accessory,
        RelationKind::SparePart,
        RelationKind::Substitute,
        RelationKind::Consumable,
        RelationKind::CompatibleWith,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            RelationKind::Accessory => "accessory",
            RelationKind::SparePart => "spare_part",
            RelationKind::Substitute => "substitute",
            RelationKind::Consumable => "consumable",
            RelationKind::CompatibleWith => "compatible_with",
        }
    }

    pub fn parse(code: &str) -> Option<RelationKind> {
        RelationKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RelationTarget {
    Product(ProductId),
    /// Something that is not in the catalogue, by name: a printer model, a machine of another maker.
    Text(Word),
}

/// A relation of one product.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    pub kind: RelationKind,
    pub target: RelationTarget,
    /// The position number in an exploded drawing: `12`, `3.1`.
    pub position: Option<Word>,
    /// How many of the target the product holds.
    pub quantity: Option<Quantity>,
}

/// A relation to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationDraft {
    pub sku: String,
    pub kind: RelationKind,
    pub target: TargetDraft,
    pub position: Option<String>,
    pub quantity: Option<Quantity>,
}

/// The other end of a [`RelationDraft`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetDraft {
    Sku(String),
    Text(String),
}
