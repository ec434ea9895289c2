//! A product on its way in, from an import, the demo or a form.

use kernel::Quantity;

use crate::attribute::Value;
use crate::product::{Pack, ProductKind, ProductState, TaxCategory};
use crate::text::Texts;

/// What is to be written about a product. An existing product of the same SKU is changed: what is `None` or empty here
/// stays as it was there, texts and attributes are laid over the existing ones unless `replaces` says otherwise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProductDraft {
    pub sku: String,
    pub kind: Option<ProductKind>,
    /// The master's SKU, for a variant. It may come later in the same batch.
    pub master: Option<String>,
    /// The maker's part number.
    pub mpn: Option<String>,
    /// 8, 12, 13 or 14 digits.
    pub gtin: Option<String>,
    /// Further codes under which it is known: other GTINs, the original maker's code.
    pub other_codes: Vec<String>,
    pub brand: Option<String>,
    /// The category's code.
    pub category: Option<String>,
    /// The family's code.
    pub family: Option<String>,
    pub names: Texts,
    pub descriptions: Texts,
    /// Values by attribute code.
    pub attributes: Vec<(String, Value)>,
    /// The least that is sold; its unit is the unit of sale. One piece when a new product leaves it open.
    pub minimum: Option<Quantity>,
    /// What quantities must be a multiple of; as `minimum` when a new product leaves it open.
    pub step: Option<Quantity>,
    pub packs: Vec<Pack>,
    pub weight_grams: Option<u32>,
    pub tax_category: Option<TaxCategory>,
    pub lead_time_days: Option<u16>,
    pub state: Option<ProductState>,
    /// The SKU of the product that takes its place.
    pub successor: Option<String>,
    /// Where the record comes from: `icecat`, `erp`.
    pub source: Option<String>,
    /// The record's key there.
    pub foreign_key: Option<String>,
    /// Whether texts, attributes, other codes and packs replace the existing ones altogether.
    pub replaces: bool,
}

impl ProductDraft {
    pub fn new(sku: impl Into<String>) -> ProductDraft {
        ProductDraft { sku: sku.into(), ..ProductDraft::default() }
    }
}
