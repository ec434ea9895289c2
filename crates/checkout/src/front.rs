//! Inputs and outcomes of the acts. (Bodies move to a file per act as they are written.)

use kernel::{
    AccountId, ApprovalId, CartId, CartLineId, Ctx, Date, Page, PageRequest, Permit, ProductId, Quantity, UnitPrice, Version,
};
use orders::{Order, Partial};
use sea_orm::ConnectionTrait;
use store::Tx;

use crate::CheckoutError;
use crate::model::{Cart, CartState, CartSummary, CartView};

/// What checkout reads from memory: accounts, products, prices, stock, and where order numbers come from.
#[derive(Clone)]
pub struct Desk {
    pub numbers: orders::Numbers,
}

/// A cart to be opened.
#[derive(Debug, Clone)]
pub struct NewCart {
    pub account: AccountId,
    pub name: Option<String>,
}

/// A cart and the version of it that the caller has seen; `None` takes the cart as it is now.
#[derive(Debug, Clone, Copy)]
pub struct CartRef {
    pub id: CartId,
    pub version: Option<Version>,
}

/// A line asked for, by code.
#[derive(Debug, Clone)]
pub struct AskedLine {
    /// SKU, customer's own code, manufacturer's number or GTIN.
    pub code: String,
    pub quantity: Quantity,
    pub cost_centre: Option<String>,
    pub note: Option<String>,
}

/// What became of a line asked for.
#[derive(Debug, Clone)]
pub struct LineVerdict {
    /// The code as it was asked.
    pub code: String,
    pub kind: VerdictKind,
    /// The product found.
    pub product: Option<ProductId>,
    pub sku: Option<String>,
    pub name: Option<String>,
    /// The quantity taken, after rounding up to minimum and step.
    pub quantity: Option<Quantity>,
    pub unit_price: Option<UnitPrice>,
    /// Codes that may have been meant.
    pub suggestions: Vec<String>,
    /// Line number in a quick order's text, from 1; place in the request otherwise.
    pub row: usize,
    /// The line of the cart, once it is there.
    pub line: Option<CartLineId>,
}

/// Verdicts on a line asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    Ok,
    /// Taken, with more than was asked: the minimum or the next step.
    RoundedUp,
    UnknownCode,
    /// The code fits several products.
    Ambiguous,
    NotSold,
    NoPrice,
    /// The quantity cannot be read, is not positive or has another kind of unit.
    BadQuantity,
}

impl VerdictKind {
    /// Whether the line can go into a cart.
    pub const fn is_taken(self) -> bool {
        matches!(self, VerdictKind::Ok | VerdictKind::RoundedUp)
    }
}

/// What became of lines added.
#[derive(Debug, Clone)]
pub struct Added {
    pub cart: Cart,
    /// One per line asked, in the same order.
    pub verdicts: Vec<LineVerdict>,
}

/// A change to one line; `None` leaves as it is, an inner `None` clears.
#[derive(Debug, Clone, Default)]
pub struct LineChange {
    pub quantity: Option<Quantity>,
    pub cost_centre: Option<Option<String>>,
    pub note: Option<Option<String>>,
}

/// References as they are asked for: codes and texts from outside, checked when they are taken.
#[derive(Debug, Clone, Default)]
pub struct AskedReferences {
    pub purchase_order: Option<String>,
    /// Code of a cost centre of the account.
    pub cost_centre: Option<String>,
    pub project: Option<String>,
    pub ddt_reference: Option<String>,
    /// Code of a site of the account.
    pub ship_to: Option<String>,
    pub requested_date: Option<Date>,
    pub notes: Option<String>,
}

/// A submission: references given here replace the cart's own.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    pub references: AskedReferences,
    /// What to do when the stock is too small; carts are taken with backorder unless they say otherwise.
    pub partial: Option<Partial>,
    /// The digest of the view that was looked at; when something that decides has changed since, the submission is refused with the changes.
    pub seen_digest: Option<String>,
}

/// What came of submitting.
#[derive(Debug, Clone)]
pub enum Submitted {
    Order(Box<Order>),
    /// Above a limit: an approver decides.
    Waiting {
        approval: ApprovalId,
    },
}

/// A decision on an approval request.
#[derive(Debug, Clone)]
pub struct DecisionAsk {
    pub approve: bool,
    pub comment: Option<String>,
    /// The digest of what the approver saw; absent is what was submitted.
    pub seen_digest: Option<String>,
}

/// What came of a decision.
#[derive(Debug, Clone)]
pub enum Decided {
    /// The last approver said yes: the order is placed.
    Placed(Box<Order>),
    /// The next approver is asked.
    Advanced,
    /// The cart is open again.
    Rejected,
}

/// What came of a reorder.
#[derive(Debug, Clone)]
pub struct Reordered {
    pub cart: Cart,
    /// One per line of the order; those not taken say why.
    pub verdicts: Vec<LineVerdict>,
}

/// An order that a customer's system places directly.
#[derive(Debug, Clone)]
pub struct DirectOrder {
    pub external_id: Option<String>,
    /// Absent: the caller's own account, or the one acted for.
    pub account: Option<AccountId>,
    pub references: AskedReferences,
    pub lines: Vec<DirectLine>,
    pub partial: Partial,
}

/// A line of a direct order.
#[derive(Debug, Clone)]
pub struct DirectLine {
    pub sku: Option<String>,
    pub customer_sku: Option<String>,
    pub quantity: Quantity,
    /// When given and not the price now, the order is refused with both.
    pub expected_unit_price: Option<UnitPrice>,
}

/// Which carts are wanted.
#[derive(Debug, Clone, Default)]
pub struct CartFilter {
    pub account: Option<AccountId>,
    pub states: Vec<CartState>,
    /// Only the caller's own.
    pub mine: bool,
}

/// A change to a cart itself; `None` leaves as it is.
#[derive(Debug, Clone, Default)]
pub struct CartChange {
    pub name: Option<Option<String>>,
    /// Given as a whole: what is absent in it is cleared.
    pub references: Option<AskedReferences>,
}

/// Reads `code;quantity` lines (semicolon, tab, comma or spaces between) and judges each; nothing is put into a cart.
pub fn quick_order(ctx: &Ctx, desk: &Desk, account: AccountId, text: &str) -> Result<Vec<LineVerdict>, CheckoutError> {
    let _ = (ctx, desk, account, text);
    todo!()
}

/// Opens an empty cart for the person in effect. `permit`: `Action::CartEdit` on the account.
pub async fn open_cart(ctx: &Ctx, tx: &mut Tx, cart: NewCart, permit: Permit) -> Result<Cart, CheckoutError> {
    let _ = (ctx, tx, cart, permit);
    todo!()
}

/// The person's open cart of this account that was changed last, if any: what pages show in their header.
pub async fn current_cart(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    account: AccountId,
) -> Result<Option<CartSummary>, CheckoutError> {
    let _ = (conn, ctx, account);
    todo!()
}

/// The carts that the caller may see, changed last first: own ones, colleagues' with `Action::CartReadAll`.
pub async fn carts(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &CartFilter,
    page: &PageRequest,
) -> Result<Page<CartSummary>, CheckoutError> {
    let _ = (conn, ctx, filter, page);
    todo!()
}

/// A cart with prices, totals and warnings of this moment.
pub async fn view(conn: &impl ConnectionTrait, ctx: &Ctx, desk: &Desk, cart: CartId) -> Result<CartView, CheckoutError> {
    let _ = (conn, ctx, desk, cart);
    todo!()
}

/// Adds up to 2,000 lines; those not acceptable are left out and say why. A product already in the cart gets more of it.
pub async fn add_lines(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    cart: CartRef,
    lines: Vec<AskedLine>,
) -> Result<Added, CheckoutError> {
    let _ = (ctx, tx, desk, cart, lines);
    todo!()
}

/// Changes one line and shows the cart.
pub async fn change_line(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    at: (CartRef, CartLineId),
    change: LineChange,
) -> Result<CartView, CheckoutError> {
    let _ = (ctx, tx, desk, at, change);
    todo!()
}

/// Takes one line out and shows the cart.
pub async fn remove_line(ctx: &Ctx, tx: &mut Tx, desk: &Desk, at: (CartRef, CartLineId)) -> Result<CartView, CheckoutError> {
    let _ = (ctx, tx, desk, at);
    todo!()
}

/// Changes name, site and references of a cart.
pub async fn change_cart(ctx: &Ctx, tx: &mut Tx, desk: &Desk, cart: CartRef, change: CartChange) -> Result<Cart, CheckoutError> {
    let _ = (ctx, tx, desk, cart, change);
    todo!()
}

/// Puts an open cart away.
pub async fn abandon(ctx: &Ctx, tx: &mut Tx, cart: CartRef) -> Result<Cart, CheckoutError> {
    let _ = (ctx, tx, cart);
    todo!()
}

/// Submits a cart: it becomes an order, or waits for an approval. `permit`: `Action::CartSubmit` on the cart's account.
pub async fn submit(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    cart: CartRef,
    submission: Submission,
) -> Result<Submitted, CheckoutError> {
    let _ = (ctx, tx, desk, cart, submission);
    todo!()
}

/// The requester takes a waiting cart back.
pub async fn withdraw(ctx: &Ctx, tx: &mut Tx, cart: CartRef) -> Result<Cart, CheckoutError> {
    let _ = (ctx, tx, cart);
    todo!()
}

/// Decides on an approval request whose subject is a cart; the last yes places the order, with prices and stock checked again.
pub async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    approval: ApprovalId,
    ask: DecisionAsk,
) -> Result<Decided, CheckoutError> {
    let _ = (ctx, tx, desk, approval, ask);
    todo!()
}

/// Opens a cart with what an order held, as far as it is still sold.
pub async fn reorder(ctx: &Ctx, tx: &mut Tx, desk: &Desk, order_number: &str) -> Result<Reordered, CheckoutError> {
    let _ = (ctx, tx, desk, order_number);
    todo!()
}

/// Places an order at once: what a customer's system does. Demands `Action::OrderPlace` on the account.
pub async fn place_direct(ctx: &Ctx, tx: &mut Tx, desk: &Desk, order: DirectOrder) -> Result<orders::Placed, CheckoutError> {
    let _ = (ctx, tx, desk, order);
    todo!()
}
