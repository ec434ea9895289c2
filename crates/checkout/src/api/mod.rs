//! Checkout over the API: carts, quick orders, direct orders, reorders and decisions.

mod body;
mod carts;
mod decisions;
mod lines;
mod orders;
mod quick_orders;

use kernel::{AccountId, Action, Ctx, Reach};
use utoipa_axum::routes;
use web::{Doors, Ground, Needs};

use crate::access::stands_here;
use crate::{CheckoutError, Desk};

/// What the handlers stand on.
#[derive(Clone)]
pub struct CheckoutState {
    pub ground: Ground,
    pub desk: Desk,
}

/// The routes of this room.
pub fn doors(state: CheckoutState) -> Doors<()> {
    // Who reads a cart may be its owner or a colleague; the act tells them apart.
    Doors::new()
        .api(Needs::SignedIn, routes!(carts::list_carts))
        .api(Needs::May(Action::CartEdit), routes!(carts::open_cart))
        .api(Needs::SignedIn, routes!(carts::get_cart))
        .api(Needs::May(Action::CartEdit), routes!(carts::change_cart, carts::abandon_cart))
        .api(Needs::May(Action::CartEdit), routes!(lines::add_lines))
        .api(Needs::May(Action::CartEdit), routes!(lines::change_line, lines::remove_line))
        .api(Needs::May(Action::CartSubmit), routes!(carts::submit_cart))
        .api(Needs::May(Action::CartSubmit), routes!(carts::withdraw_cart))
        .api(Needs::May(Action::CartEdit), routes!(quick_orders::read_quick_order))
        .api(Needs::May(Action::OrderPlace), routes!(orders::place_order))
        .api(Needs::May(Action::CartEdit), routes!(orders::reorder))
        .api(Needs::May(Action::ApprovalRead), routes!(decisions::recheck_approval))
        .api(Needs::May(Action::ApprovalDecide), routes!(decisions::decide_approval))
        .with_state(state)
}

/// The account that a request names by number or id, else the one in effect.
fn account(ctx: &Ctx, desk: &Desk, named: Option<&str>) -> Result<AccountId, CheckoutError> {
    let Some(named) = named else {
        let message = "name the account: this caller belongs to none";
        return ctx.account().ok_or_else(|| CheckoutError::field("account", "empty", message));
    };
    let by_number = desk.directory.by_number(ctx.tenant, named).map(|card| card.account.id);
    let known = by_number.or_else(|| desk.directory.card(ctx.tenant, named.parse().ok()?).map(|card| card.account.id));
    // One answer for both, so that nobody learns which accounts there are.
    let reached = known.filter(|account| reaches(ctx, *account) && stands_here(ctx, *account).is_ok());
    reached.ok_or_else(|| CheckoutError::field("account", "unknown", "there is no such account, or it is out of reach"))
}

fn reaches(ctx: &Ctx, account: AccountId) -> bool {
    match &ctx.actor.reach {
        Reach::Tenant => true,
        Reach::Accounts(accounts) => accounts.contains(&account),
    }
}
