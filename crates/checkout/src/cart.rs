//! What a cart is, without prices: those are never kept. Pure.

use kernel::{AccountId, ApprovalId, CartId, CartLineId, OrderId, ProductId, Quantity, SiteId, Timestamp, UserId, Version};
use orders::References;

use crate::snapshot::Snapshot;
use crate::state::CartState;

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
    /// What was submitted for approval, as it was then.
    pub submitted: Option<Box<Snapshot>>,
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
    /// As it was when the line was added.
    pub sku: String,
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

/// Which carts are wanted.
#[derive(Debug, Clone, Default)]
pub struct CartFilter {
    pub account: Option<AccountId>,
    pub states: Vec<CartState>,
    /// Only those of the person in effect.
    pub mine: bool,
}
