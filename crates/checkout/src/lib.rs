//! Checkout: carts that a team fills, quick orders, and the acts that turn them into commitments.
//!
//! Owns the tables `carts` and `cart_lines`. Prices, products, stock and addresses are read from memory ([`Desk`]); what must
//! be atomic (approval, reservation, order) happens in the caller's transaction. Never keeps a price: a cart always shows
//! today's. Begin reading with [`CartState::after`], [`submit`] and [`decide`].

mod error;
mod front;
mod model;

pub use error::CheckoutError;
pub use front::{
    Added, AskedLine, AskedReferences, CartChange, CartFilter, CartRef, Decided, DecisionAsk, Desk, DirectLine, DirectOrder,
    LineChange, LineVerdict, NewCart, Reordered, Submission, Submitted, VerdictKind, abandon, add_lines, carts, change_cart,
    change_line, current_cart, decide, open_cart, place_direct, quick_order, remove_line, reorder, submit, view, withdraw,
};
pub use model::{
    ApprovalNeeded, Cart, CartCommand, CartLine, CartLineView, CartPrice, CartState, CartSummary, CartView, Change, LineProblem,
    Warning, WarningKind,
};
