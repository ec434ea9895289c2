//! Checkout: carts that a team fills, quick orders, and the acts that turn them into commitments.
//!
//! Owns the tables `carts` and `cart_lines`. Prices, products, stock and addresses are read from memory ([`Desk`]); what must
//! be atomic (approval, reservation, order) happens in the caller's transaction. Never keeps a price: a cart always shows
//! today's. Begin reading with [`CartState::after`], [`submit`] and [`decide`].

mod access;
mod api;
mod approval;
mod cart;
mod change;
mod check;
mod decide;
mod desk;
mod direct;
mod error;
mod filling;
mod lines;
mod open;
mod quick_order;
mod quote;
mod references;
mod reorder;
mod repo;
mod schema;
mod seen;
mod snapshot;
mod state;
mod submit;
mod suggest;
mod verdict;
mod view;

pub use api::{CheckoutState, doors};
pub use cart::{Cart, CartFilter, CartLine, CartSummary};
pub use change::{CartChange, abandon, change_cart};
pub use check::check;
pub use decide::{Decided, DecisionAsk, Recheck, decide, recheck};
pub use desk::Desk;
pub use direct::{DirectLine, DirectOrder, Prepared, place_direct, prepare_direct};
pub use error::{CheckoutError, PriceMismatch};
pub use lines::{Added, AskedLine, LineChange, MOST_LINES, add_lines, change_line, remove_line};
pub use open::{CartRef, NewCart, carts, current_cart, open_cart, view};
pub use quick_order::quick_order;
pub use references::AskedReferences;
pub use reorder::{Reordered, reorder};
pub use schema::migrations;
pub use snapshot::{Change, Snapshot, SnapshotLine};
pub use state::{CartCommand, CartState};
pub use submit::{Submission, Submitted, submit, withdraw};
pub use verdict::{LineVerdict, VerdictKind};
pub use view::{ApprovalNeeded, CartLineView, CartPrice, CartView, LineProblem, Warning, WarningKind};

#[cfg(test)]
mod tests;
