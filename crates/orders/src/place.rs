//! The act that commits: a draft becomes an order, with its stock, in the caller's transaction.

use kernel::{AccountId, ApprovalId, CartId, Ctx, Money, Permit, ProductId, Quantity, UnitPrice, UserId};
use store::Tx;

use crate::model::{Order, OrderAccount, OrderTotals, References, ShipTo};
use crate::{Numbers, OrderError};

/// What to do when the stock is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Partial {
    /// Refuse the whole order.
    #[default]
    Reject,
    /// Take it; what is missing follows.
    Backorder,
}

/// An order about to be placed. Prices, names and addresses are final: nothing is looked up again.
#[derive(Debug, Clone)]
pub struct Draft {
    pub account: OrderAccount,
    pub external_id: Option<String>,
    pub requester: Requester,
    pub references: References,
    pub ship_to: ShipTo,
    pub lines: Vec<DraftLine>,
    pub totals: OrderTotals,
    pub partial: Partial,
    pub price_book_version: String,
    /// The cart it came from.
    pub cart: Option<CartId>,
    /// The approval that allowed it.
    pub approval: Option<GivenApproval>,
}

/// Who asked for the goods.
#[derive(Debug, Clone)]
pub struct Requester {
    pub user: Option<UserId>,
    pub name: String,
}

/// The approval behind an order, for its timeline.
#[derive(Debug, Clone)]
pub struct GivenApproval {
    pub id: ApprovalId,
    pub approver: String,
    pub comment: Option<String>,
}

/// A line about to be ordered; the quantity is in the product's own unit.
#[derive(Debug, Clone)]
pub struct DraftLine {
    pub product: ProductId,
    pub sku: String,
    pub name: String,
    pub customer_sku: Option<String>,
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub list_price: Option<UnitPrice>,
    pub net: Money,
    pub tax_category: String,
    pub price_source: String,
    pub cost_centre: Option<String>,
    pub note: Option<String>,
}

/// What came of placing.
#[derive(Debug, Clone)]
pub struct Placed {
    pub order: Order,
    /// The same external id had been used before: this is the order made then, and nothing has changed.
    pub repeated: bool,
}

/// Places an order: reserves the stock, writes the order, tells the others (`fondaco.order.created.v1`).
///
/// The permit is for submitting, direct ordering or deciding, on the draft's account. Fails with `inventory.insufficient`
/// when the stock is too small and the draft says to reject. An external id that this caller has used before gives the
/// order made then, also when both come at the same moment: the unique constraint decides, the second one waits and reads.
pub async fn place(ctx: &Ctx, tx: &mut Tx, numbers: &Numbers, draft: Draft, permit: Permit) -> Result<Placed, OrderError> {
    let _ = (ctx, tx, numbers, draft, permit);
    todo!()
}

/// The order that this caller placed under an external id, if any.
pub async fn placed_before(ctx: &Ctx, tx: &Tx, account: AccountId, external_id: &str) -> Result<Option<Order>, OrderError> {
    let _ = (ctx, tx, account, external_id);
    todo!()
}
