//! A cart as it is looked at: its lines with today's prices and stock, and what stands in the way. Pure.

use std::sync::Arc;

use approvals::Reason;
use catalog::Product;
use kernel::{CartLineId, Money, Percent, Quantity, UnitPrice, Version};
use orders::OrderTotals;
use pricing::Tier;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::cart::{Cart, CartLine};
use crate::state::CartState;

/// A cart with what its lines cost now and what stands in the way.
#[derive(Debug, Clone)]
pub struct CartView {
    pub cart: Cart,
    pub lines: Vec<CartLineView>,
    /// Of the lines that have a price; none when the cart is empty.
    pub totals: Option<OrderTotals>,
    pub warnings: Vec<Warning>,
    /// What the person in effect may spend per order; none is no limit.
    pub limit: Option<Money>,
    /// Present when submitting would open an approval.
    pub approval_needed: Option<ApprovalNeeded>,
    /// Which state of the price book gave the prices.
    pub price_book_version: Version,
    /// Of everything that decides: lines, prices, totals, shortages. Send it back as `seen_digest`.
    pub digest: String,
}

impl CartView {
    /// Whether it can be submitted as it is.
    pub fn can_be_submitted(&self) -> bool {
        self.cart.state == CartState::Open && !self.lines.is_empty() && self.lines.iter().all(|line| line.problem.is_none())
    }
}

/// A line with what it costs now.
#[derive(Debug, Clone)]
pub struct CartLineView {
    pub line: CartLine,
    /// None when the catalogue does not know it any more.
    pub product: Option<Arc<Product>>,
    pub sku: String,
    /// In the caller's language.
    pub name: String,
    /// The account's own code for it.
    pub customer_sku: Option<Arc<str>>,
    /// What it costs; none when [`CartLineView::problem`] says why not.
    pub price: Option<CartPrice>,
    /// In stock and free now, in the product's unit.
    pub available: Quantity,
    /// What is missing of the quantity asked.
    pub short: Quantity,
    pub lead_time_days: Option<u16>,
    pub problem: Option<LineProblem>,
}

/// What a line costs now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartPrice {
    pub unit_price: UnitPrice,
    pub list_price: Option<UnitPrice>,
    pub line_total: Money,
    /// `contract`, `price_list`, …
    pub source: String,
    /// The account's prices at all quantities, ascending.
    pub tiers: Vec<Tier>,
    /// EN 16931 category.
    pub tax_category: String,
    pub tax_rate: Percent,
}

/// Why a line cannot be ordered as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineProblem {
    /// The product is not sold any more.
    NotSold,
    /// The account has no price for it.
    NoPrice,
    /// Less than the minimum or between two steps.
    NotAStep,
    /// The amount is beyond what can be computed.
    TooMuch,
}

impl LineProblem {
    /// Stable code: `no_price`.
    pub const fn code(self) -> &'static str {
        match self {
            LineProblem::NotSold => "not_sold",
            LineProblem::NoPrice => "no_price",
            LineProblem::NotAStep => "not_a_step",
            LineProblem::TooMuch => "too_much",
        }
    }

    /// In English, for the API's answers; pages translate by code.
    pub const fn message(self) -> &'static str {
        match self {
            LineProblem::NotSold => "this product is not sold any more",
            LineProblem::NoPrice => "the account has no price for this product and quantity",
            LineProblem::NotAStep => "the quantity is below the minimum or between two steps",
            LineProblem::TooMuch => "the amount is larger than can be computed",
        }
    }
}

/// Something to know before submitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    pub line: Option<CartLineId>,
    pub kind: WarningKind,
}

/// Kinds of warnings; pages have words for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// The stock is too small: the rest follows later.
    Short,
    /// This line cannot be ordered: see its problem.
    Blocked,
    /// The site or cost centre chosen before is gone.
    ReferenceGone,
    /// The requested date is before today.
    DatePassed,
}

/// Why submitting would wait for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalNeeded {
    pub reason: Reason,
    /// Who may decide, one text for each step in the order in which they are asked: a name, or names of whom one is enough.
    pub approvers: Vec<String>,
}
