//! What a cart is and what can be done with it in which state. Pure.

use kernel::{
    AccountId, ApprovalId, CartId, CartLineId, Money, OrderId, ProductId, Quantity, SiteId, Timestamp, UnitPrice, UserId, Version,
};
use orders::{OrderTotals, References};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::CheckoutError;

/// Where a cart stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CartState {
    /// Being filled.
    Open,
    /// Submitted above a limit: an approver decides. Nothing is reserved.
    Waiting,
    /// Became an order.
    Ordered,
    /// Put away by its owner.
    Abandoned,
}

/// What can be done to a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartCommand {
    /// Change lines, references or the name.
    Edit,
    /// Submit within the limit, or approve: it becomes an order.
    Order,
    /// Submit above the limit.
    Wait,
    /// Rejected by the approver or withdrawn by the requester: may be changed again.
    Reopen,
    Abandon,
}

impl CartState {
    pub const ALL: [CartState; 4] = [CartState::Open, CartState::Waiting, CartState::Ordered, CartState::Abandoned];

    /// The word that is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            CartState::Open => "open",
            CartState::Waiting => "waiting",
            CartState::Ordered => "ordered",
            CartState::Abandoned => "abandoned",
        }
    }

    pub fn parse(code: &str) -> Option<CartState> {
        CartState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The life of a cart: the state after a command, or [`CheckoutError::NotAllowed`].
    pub fn after(self, command: CartCommand) -> Result<CartState, CheckoutError> {
        use CartCommand::{Abandon, Edit, Order, Reopen, Wait};
        use CartState::{Abandoned, Open, Ordered, Waiting};
        match (self, command) {
            (Open, Edit) => Ok(Open),
            (Open, Order) => Ok(Ordered),
            (Open, Wait) => Ok(Waiting),
            (Open, Abandon) => Ok(Abandoned),
            (Waiting, Order) => Ok(Ordered),
            (Waiting, Reopen) => Ok(Open),
            (state, command) => Err(CheckoutError::NotAllowed { state, command }),
        }
    }
}

impl CartCommand {
    pub const ALL: [CartCommand; 5] =
        [CartCommand::Edit, CartCommand::Order, CartCommand::Wait, CartCommand::Reopen, CartCommand::Abandon];

    /// For messages: `edit`.
    pub const fn code(self) -> &'static str {
        match self {
            CartCommand::Edit => "change",
            CartCommand::Order => "order",
            CartCommand::Wait => "submit",
            CartCommand::Reopen => "reopen",
            CartCommand::Abandon => "abandon",
        }
    }
}

/// A cart without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cart {
    pub id: CartId,
    pub account: AccountId,
    /// The person whose cart it is; none when a system filled it.
    pub owner: Option<UserId>,
    pub owner_name: String,
    /// Given by the owner, to tell saved carts apart.
    pub name: Option<String>,
    pub state: CartState,
    pub version: Version,
    /// Where the goods shall go; none is the account's default site.
    pub site: Option<SiteId>,
    pub references: References,
    /// The request that it waits for.
    pub approval: Option<ApprovalId>,
    /// What it became.
    pub order: Option<OrderId>,
    pub order_number: Option<String>,
    pub updated_at: Timestamp,
}

/// One thing in a cart; the quantity is in the product's own unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    pub id: CartLineId,
    /// 1 for the first.
    pub position: i32,
    pub product: ProductId,
    pub quantity: Quantity,
    /// Code, when other than the cart's.
    pub cost_centre: Option<String>,
    /// Name of whoever put it in.
    pub added_by: String,
    pub note: Option<String>,
}

/// What lists show of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartSummary {
    pub cart: Cart,
    pub line_count: i64,
}

/// A cart with what its lines cost now and what stands in the way.
#[derive(Debug, Clone)]
pub struct CartView {
    pub cart: Cart,
    pub lines: Vec<CartLineView>,
    /// Of the lines that have a price; none when the cart is empty.
    pub totals: Option<OrderTotals>,
    pub warnings: Vec<Warning>,
    /// Present when submitting would open an approval.
    pub approval_needed: Option<ApprovalNeeded>,
    /// Which state of the price book gave the prices.
    pub price_book_version: String,
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
    pub sku: String,
    pub name: String,
    /// What it costs; none when [`CartLineView::problem`] says why not.
    pub price: Option<CartPrice>,
    /// In stock and free now, in the product's unit.
    pub available: Quantity,
    /// What is missing of the quantity asked.
    pub short: Quantity,
    pub lead_time_days: Option<i32>,
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
    /// EN 16931 category.
    pub tax_category: String,
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
    /// Stable code of the reason: `over_requester_limit`, `over_account_limit`.
    pub reason: String,
    /// The limit exceeded.
    pub limit: Option<Money>,
}

/// Something that is no longer as it was when the cart was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// Another unit price.
    Price { sku: String, was: UnitPrice, now: UnitPrice },
    /// Another quantity is missing in stock.
    Shortage { sku: String, was: Quantity, now: Quantity },
    /// The line cannot be ordered any more.
    Blocked { sku: String, problem: LineProblem },
    /// Other totals, with the same prices: tax or rounding.
    Total { was: Money, now: Money },
    /// The lines themselves are others.
    Lines,
}
