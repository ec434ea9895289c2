//! What a product is.

use kernel::{CategoryId, Locale, ProductId, Quantity, Unit, Version};
use serde::{Deserialize, Serialize};

use crate::attribute::{Characteristic, Value};
use crate::text::{Texts, Word};

/// Whether a product stands alone or belongs to a set of variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    #[default]
    Simple,
    /// What its variants have in common; is never sold itself.
    Master,
    Variant,
}

impl ProductKind {
    pub const ALL: [ProductKind; 3] = [ProductKind::Simple, ProductKind::Master, ProductKind::Variant];

    pub const fn code(self) -> &'static str {
        match self {
            ProductKind::Simple => "simple",
            ProductKind::Master => "master",
            ProductKind::Variant => "variant",
        }
    }

    pub fn parse(code: &str) -> Option<ProductKind> {
        ProductKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Whether a product can still be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProductState {
    #[default]
    Active,
    /// Found and shown, no longer sold.
    Discontinued,
}

impl ProductState {
    pub const fn code(self) -> &'static str {
        match self {
            ProductState::Active => "active",
            ProductState::Discontinued => "discontinued",
        }
    }

    pub fn parse(code: &str) -> Option<ProductState> {
        [ProductState::Active, ProductState::Discontinued].into_iter().find(|state| state.code() == code)
    }
}

/// Which of a country's VAT rates a product takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaxCategory {
    #[default]
    Standard,
    Reduced,
    SuperReduced,
    Zero,
}

impl TaxCategory {
    pub const ALL: [TaxCategory; 4] = [TaxCategory::Standard, TaxCategory::Reduced, TaxCategory::SuperReduced, TaxCategory::Zero];

    pub const fn code(self) -> &'static str {
        match self {
            TaxCategory::Standard => "standard",
            TaxCategory::Reduced => "reduced",
            TaxCategory::SuperReduced => "super_reduced",
            TaxCategory::Zero => "zero",
        }
    }

    pub fn parse(code: &str) -> Option<TaxCategory> {
        TaxCategory::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// In which quantities a product is sold.
#[derive(Debug, Clone, PartialEq)]
pub struct Packaging {
    /// The unit of sale: prices are per one of it.
    pub unit: Unit,
    pub(crate) minimum_micros: i64,
    pub(crate) step_micros: i64,
    /// Packs that it comes in, smallest first.
    pub packs: Box<[Pack]>,
}

impl Packaging {
    /// The least that is sold, in the unit of sale.
    pub fn minimum(&self) -> Quantity {
        Quantity::from_micros(self.minimum_micros, self.unit)
    }

    /// What a quantity must be a multiple of, in the unit of sale.
    pub fn step(&self) -> Quantity {
        Quantity::from_micros(self.step_micros, self.unit)
    }

    /// Whether a quantity can be sold as it is: in the unit of sale, enough, a whole number of steps, and no part of a piece
    /// whatever the steps.
    pub fn allows(&self, quantity: Quantity) -> bool {
        !quantity.is_broken()
            && quantity.unit() == self.unit
            && quantity.micros() >= self.minimum_micros
            && quantity.is_multiple_of(self.step())
    }
}

/// A pack: `box` of 10.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// `box`, `carton`, `bag`, `pallet`; pages translate it.
    pub name: Word,
    /// How much is in it, in the unit of sale.
    pub quantity: Quantity,
}

/// A product as readers see it; from the [`crate::Catalogue`].
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    pub id: ProductId,
    /// The seller's code, unique in the tenant.
    pub sku: Box<str>,
    pub kind: ProductKind,
    /// The master, for a variant.
    pub master: Option<ProductId>,
    /// The maker's part number.
    pub mpn: Option<Box<str>>,
    pub gtin: Option<Box<str>>,
    /// Further codes under which it is known.
    pub other_codes: Box<[Box<str>]>,
    pub brand: Option<Word>,
    pub category: Option<CategoryId>,
    pub family: Option<Word>,
    pub names: Texts,
    pub descriptions: Texts,
    /// In the order of data sheets.
    pub attributes: Box<[Characteristic]>,
    pub packaging: Packaging,
    pub weight_grams: Option<u32>,
    pub tax_category: TaxCategory,
    /// Days from order to dispatch when it is not in stock.
    pub lead_time_days: Option<u16>,
    pub state: ProductState,
    /// The product that takes the place of a discontinued one.
    pub successor: Option<ProductId>,
    pub version: Version,
}

impl Product {
    /// The name in a language, else in another, else the SKU.
    pub fn name(&self, locale: Locale) -> &str {
        self.names.get(locale).unwrap_or(&self.sku)
    }

    pub fn description(&self, locale: Locale) -> Option<&str> {
        self.descriptions.get(locale)
    }

    /// The value of an attribute.
    pub fn value(&self, attribute: &str) -> Option<&Value> {
        self.attributes.iter().find(|each| &*each.attribute.code == attribute).map(|each| &each.value)
    }

    pub fn unit(&self) -> Unit {
        self.packaging.unit
    }

    /// Whether it can be put into a cart: active, and not the mere head of a set of variants.
    pub fn is_sold(&self) -> bool {
        self.state == ProductState::Active && self.kind != ProductKind::Master
    }

    /// Every code under which it is known besides the SKU.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.mpn.as_deref().into_iter().chain(self.gtin.as_deref()).chain(self.other_codes.iter().map(|code| &**code))
    }
}
