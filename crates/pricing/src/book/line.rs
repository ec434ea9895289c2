//! What the book answers: the price of a line, its tiers, where it comes from and why; a basket with its totals.

use std::sync::Arc;

use kernel::{Currency, Money, Percent, PriceListId, ProductId, Quantity, Timestamp, UnitPrice, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::LineFault;
use crate::tax::{TaxCategory, Totals, Treatment};

/// Where a price comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    PriceList,
    Contract,
    Quote,
    ErpLive,
    ErpCached,
    Fallback,
}

impl Source {
    pub const ALL: [Source; 6] =
        [Source::PriceList, Source::Contract, Source::Quote, Source::ErpLive, Source::ErpCached, Source::Fallback];

    pub const fn code(self) -> &'static str {
        match self {
            Source::PriceList => "price_list",
            Source::Contract => "contract",
            Source::Quote => "quote",
            Source::ErpLive => "erp_live",
            Source::ErpCached => "erp_cached",
            Source::Fallback => "fallback",
        }
    }

    pub fn parse(code: &str) -> Option<Source> {
        Source::ALL.into_iter().find(|source| source.code() == code)
    }
}

/// From this quantity on, one unit costs so much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tier {
    pub from_quantity: Quantity,
    pub unit_price: UnitPrice,
}

/// The price of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePrice {
    pub product: ProductId,
    /// In the product's unit.
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    /// Unit price × quantity, rounded as the market says; holds VAT when the market's prices do.
    pub line_total: Money,
    /// What everyone pays for one unit, without quantity breaks; none when no list is for everyone.
    pub list_price: Option<UnitPrice>,
    /// The asker's prices at all quantities, ascending; the first may begin at 0 = any quantity.
    pub tiers: Vec<Tier>,
    pub source: Source,
    pub list: PriceListId,
    /// The code of the list that gave the price.
    pub list_code: Arc<str>,
    /// The moment for which the price holds.
    pub as_of: Timestamp,
    /// How the price came about, when that was asked.
    pub derivation: Option<Vec<DerivationStep>>,
}

/// Whom the list of a step is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListScope {
    Account,
    /// A company above the account.
    Parent,
    Group,
    Everyone,
}

/// What came of asking a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The list gives the price.
    Won,
    /// The list has a price, but one before it won.
    Outranked,
    /// The list has a price, but the market takes the lowest, and another's is lower, or the same and asked before.
    NotLowest,
    /// The list does not hold the product.
    NoEntry,
    /// The list holds the product from a larger quantity on.
    QuantityTooSmall,
    /// The list is a draft, archived, not yet valid or no longer.
    NotInForce,
    /// An exclusive list before it ends the asking.
    ShutOut,
    /// The price of another list that the next step takes a percentage off.
    Base,
}

/// One step of the derivation of a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DerivationStep {
    /// 1, 2, 3 …: the order in which lists were asked.
    pub step: u32,
    /// The rule in words: list, whom it is for, priority, percentage.
    pub rule: String,
    pub effect: Effect,
    /// The unit price that this step gives, when it gives one.
    pub result: Option<UnitPrice>,
    /// The code of the list asked.
    pub list: String,
    pub scope: Option<ListScope>,
    pub priority: i32,
    pub valid_from: Option<Timestamp>,
    pub valid_to: Option<Timestamp>,
    /// The quantity from which the tier holds.
    pub from_quantity: Option<Quantity>,
    pub percent_off: Option<Percent>,
    /// The rule of the list that gives the price; none when an entry of the product does.
    #[serde(default)]
    pub applied: Option<AppliedRule>,
}

impl DerivationStep {
    /// A derivation as buyers may read it: what a formula is made of, and the lists that it asks, which need not be theirs,
    /// are the seller's business.
    pub fn for_buyers(mut steps: Vec<DerivationStep>) -> Vec<DerivationStep> {
        let formulas = steps.iter().filter_map(|step| step.applied.as_ref()?.formula.clone());
        let formulas: Vec<String> = formulas.collect();
        if formulas.is_empty() {
            return steps;
        }
        steps.retain(|step| step.effect != Effect::Base);
        for (place, step) in (1..).zip(&mut steps) {
            step.step = place;
            if let Some(formula) = step.applied.as_mut().and_then(|applied| applied.formula.take()) {
                step.rule = step.rule.replace(&formula, "a formula");
            }
        }
        steps
    }
}

/// What a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleScope {
    Product,
    Category,
    Brand,
    All,
}

/// The rule of a list that gives a price. At most one of the last three is there; none: a fixed price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppliedRule {
    pub scope: RuleScope,
    /// The category's code or the brand.
    pub key: Option<String>,
    pub percent_off: Option<Percent>,
    pub amount_off: Option<UnitPrice>,
    pub formula: Option<String>,
}

/// A line of a basket to price. The quantity is in the product's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasketLine {
    pub product: ProductId,
    pub quantity: Quantity,
    pub tax_category: TaxCategory,
}

/// A line of a basket, priced and taxed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    pub price: LinePrice,
    pub treatment: Treatment,
    pub tax_rate: Percent,
}

/// A basket, priced. Lines stand in the order in which they were asked; totals do not depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basket {
    pub lines: Vec<Result<PricedLine, LineFault>>,
    /// Of the lines that have a price.
    pub totals: Totals,
    pub currency: Currency,
    /// The version of the book that priced it.
    pub version: Version,
}
