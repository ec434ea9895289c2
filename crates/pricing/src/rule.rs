//! Price rules: what a list says of many products at once. Pure.

use kernel::{CategoryId, Percent, PriceListId, PriceRuleId, ProductId};

use crate::formula::Formula;

/// A rule of a list, from a quantity on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRule {
    pub id: PriceRuleId,
    pub list: PriceListId,
    pub target: RuleTarget,
    /// In millionths of each product's own unit; 0 = from any quantity.
    pub from_quantity_micros: i64,
    pub effect: RuleEffect,
}

/// Which products a rule is for. See [`crate::book`] for which of several counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleTarget {
    Product(ProductId),
    /// The products of the category and of all below it.
    Category(CategoryId),
    /// The products of a brand, by its [`brand_key`].
    Brand(String),
    All,
}

/// What a rule makes of the products' prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleEffect {
    /// The price itself, per one unit, in millionths of the list's currency.
    Fixed {
        price_micros: i64,
    },
    /// So much less than in the base list; negative is a surcharge.
    PercentOff {
        base: PriceListId,
        percent_off: Percent,
    },
    /// So many millionths less than in the base list; negative is a surcharge.
    AmountOff {
        base: PriceListId,
        amount_micros: i64,
    },
    Formula(Formula),
}

impl PriceRule {
    /// Whether it is for all products from any quantity: what a derived list's percentage says as well.
    pub fn is_for_everything(&self) -> bool {
        self.target == RuleTarget::All && self.from_quantity_micros == 0
    }
}

impl RuleTarget {
    pub const fn kind(&self) -> &'static str {
        match self {
            RuleTarget::Product(_) => "product",
            RuleTarget::Category(_) => "category",
            RuleTarget::Brand(_) => "brand",
            RuleTarget::All => "all",
        }
    }
}

impl RuleEffect {
    pub const fn kind(&self) -> &'static str {
        match self {
            RuleEffect::Fixed { .. } => "fixed",
            RuleEffect::PercentOff { .. } => "percent_off",
            RuleEffect::AmountOff { .. } => "amount_off",
            RuleEffect::Formula(_) => "formula",
        }
    }
}

/// A brand without the differences that writers of catalogues make: `SKF`, ` skf`.
pub fn brand_key(brand: &str) -> String {
    brand.trim().to_lowercase()
}
