//! What the book answers: the price of a line, its tiers, where it comes from and why; a basket with its totals.

use std::collections::HashSet;
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
    /// The price of another list, of which a step after it makes its own.
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
    /// The codes of the lists that this rule asks.
    #[serde(skip)]
    pub bases: Vec<String>,
}

impl DerivationStep {
    /// A derivation as buyers may read it. Lists that are not theirs, and what formulas are made of, are the seller's
    /// business; nor is a percentage or amount told that gives the price of such a list back.
    pub fn for_buyers(steps: Vec<DerivationStep>) -> Vec<DerivationStep> {
        let own = steps.iter().filter(|step| step.scope.is_some());
        let own: HashSet<String> = own.map(|step| step.list.clone()).collect();
        let mut named: HashSet<String> = HashSet::new();
        let mut kept = Vec::with_capacity(steps.len());
        // Backwards: who asks a list stands after it.
        for mut step in steps.into_iter().rev() {
            if step.effect == Effect::Base && !named.contains(&step.list) {
                continue;
            }
            let is_formula = step.applied.as_ref().is_some_and(|applied| applied.formula.is_some());
            if is_formula || !step.bases.iter().all(|base| own.contains(base)) {
                step.hide_effect();
            } else {
                named.extend(step.bases.iter().cloned());
            }
            kept.push(step);
        }
        kept.reverse();
        for (place, step) in (1..).zip(&mut kept) {
            step.step = place;
        }
        kept
    }

    fn hide_effect(&mut self) {
        let Some(applied) = &mut self.applied else { return };
        let words = applied.effect_in_words();
        let instead = if applied.formula.is_some() { ", a formula" } else { "" };
        (applied.percent_off, applied.amount_off, applied.formula) = (None, None, None);
        self.percent_off = None;
        if let Some(rest) = self.rule.strip_suffix(words.as_str()) {
            self.rule = format!("{rest}{instead}");
        }
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

/// The rule of a list that gives a price. At most one of the last three is there; none: a fixed price, or one made of lists
/// that are not the reader's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppliedRule {
    pub scope: RuleScope,
    /// The category's code or the brand.
    pub key: Option<String>,
    pub percent_off: Option<Percent>,
    pub amount_off: Option<UnitPrice>,
    pub formula: Option<String>,
}

impl AppliedRule {
    /// What the rule does, as the words of its step end.
    pub(super) fn effect_in_words(&self) -> String {
        match (&self.percent_off, &self.amount_off, &self.formula) {
            (Some(percent), _, _) => format!(", {percent} % off its base"),
            (_, Some(amount), _) => format!(", {amount} off its base"),
            (_, _, Some(formula)) => format!(", {formula}"),
            _ => ", fixed price".to_owned(),
        }
    }
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
