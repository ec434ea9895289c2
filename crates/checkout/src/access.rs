//! Who may look at a cart, change it and submit it. A cart that one may not see is a cart that does not exist.

use accounts::{AccountState, Standing};
use kernel::{AccountId, Action, ActorKind, Ctx, Denied, Permit, Reach, Scope};
use sea_orm::ConnectionTrait;

use crate::CheckoutError;
use crate::cart::{Cart, CartFilter};

/// Looks: the owner, and whoever may see colleagues' carts.
pub(crate) fn may_read(ctx: &Ctx, cart: &Cart) -> Result<Permit, CheckoutError> {
    let account = Scope::Account(cart.account);
    match ctx.permit(Action::CartReadAll, account) {
        Ok(permit) => Ok(permit),
        Err(_) if is_mine(ctx, cart) => hidden(ctx.permit(Action::CartEdit, account)),
        Err(Denied::Anonymous) => Err(Denied::Anonymous.into()),
        Err(_) => Err(CheckoutError::NotFound),
    }
}

/// Changes: the owner, and colleagues who may see it.
pub(crate) fn may_edit(ctx: &Ctx, cart: &Cart) -> Result<Permit, CheckoutError> {
    may_read(ctx, cart)?;
    stands_here(ctx, cart.account)?;
    hidden(ctx.permit(Action::CartEdit, Scope::Account(cart.account)))
}

/// Submits: the owner, and colleagues who may see it.
pub(crate) fn may_submit(ctx: &Ctx, cart: &Cart) -> Result<Permit, CheckoutError> {
    may_read(ctx, cart)?;
    stands_here(ctx, cart.account)?;
    hidden(ctx.permit(Action::CartSubmit, Scope::Account(cart.account)))
}

/// Who stands in for somebody acts in that company and in no other: there are the limits that hold for them.
pub(crate) fn stands_here(ctx: &Ctx, account: AccountId) -> Result<(), CheckoutError> {
    let elsewhere = ctx.actor.acting_for.is_some_and(|acting| acting.account != account);
    if elsewhere { Err(CheckoutError::NotFound) } else { Ok(()) }
}

/// Commits the account to something: it is not blocked, and who acts has not been shut out meanwhile.
pub(crate) async fn may_commit(conn: &impl ConnectionTrait, ctx: &Ctx, account: AccountId) -> Result<Standing, CheckoutError> {
    let standing = still_there(conn, ctx, account).await?;
    match standing.account {
        AccountState::Active => Ok(standing),
        AccountState::Blocked => Err(CheckoutError::AccountBlocked),
    }
}

/// How the account stands, once it is certain that neither the caller nor the person in effect has been shut out.
pub(crate) async fn still_there(conn: &impl ConnectionTrait, ctx: &Ctx, account: AccountId) -> Result<Standing, CheckoutError> {
    stands_here(ctx, account)?;
    let standing = accounts::standing(conn, ctx, account).await?;
    if !standing.is_caller_good {
        // What their next request will be told, too.
        return Err(Denied::Anonymous.into());
    }
    if !standing.is_person_good {
        return Err(CheckoutError::PersonDisabled);
    }
    Ok(standing)
}

/// Whether the cart is the caller's own: by person, or, for what a system filled, any system of the account.
pub(crate) fn is_mine(ctx: &Ctx, cart: &Cart) -> bool {
    match cart.owner {
        Some(owner) => ctx.person() == Some(owner),
        None => matches!(ctx.actor.kind, ActorKind::Client(_) | ActorKind::System) && ctx.person().is_none(),
    }
}

/// Whose carts a list may show.
pub(crate) struct View {
    /// `None` is every account of the tenant.
    pub accounts: Option<Vec<AccountId>>,
    /// Only the caller's own.
    pub mine: bool,
}

pub(crate) fn view(ctx: &Ctx, filter: &CartFilter) -> Result<View, Denied> {
    let sees_all = ctx.actor.actions.contains(Action::CartReadAll);
    let action = if sees_all { Action::CartReadAll } else { Action::CartEdit };
    let mine = filter.mine || !sees_all;
    if let Some(account) = filter.account.or(ctx.actor.acting_for.map(|acting| acting.account)) {
        ctx.permit(action, Scope::Account(account))?;
        return Ok(View { accounts: Some(vec![account]), mine });
    }
    match &ctx.actor.reach {
        Reach::Tenant => ctx.permit(action, Scope::Tenant).map(|_| View { accounts: None, mine }),
        Reach::Accounts(_) if ctx.actor.kind == ActorKind::Anonymous => Err(Denied::Anonymous),
        Reach::Accounts(_) if !ctx.actor.actions.contains(action) => Err(Denied::Forbidden(action)),
        Reach::Accounts(accounts) => Ok(View { accounts: Some(accounts.to_vec()), mine }),
    }
}

/// Out of reach is not there.
fn hidden(outcome: Result<Permit, Denied>) -> Result<Permit, CheckoutError> {
    outcome.map_err(|denied| match denied {
        Denied::Secret => CheckoutError::NotFound,
        other => other.into(),
    })
}
