//! Changing a cart itself: its name, where the goods go and under which references; putting it away.

use kernel::Ctx;
use serde_json::json;
use store::Tx;

use crate::access::may_edit;
use crate::cart::Cart;
use crate::desk::Desk;
use crate::open::{CartRef, cart_name, entry};
use crate::references::{AskedReferences, Settled, settle};
use crate::state::CartCommand;
use crate::{CheckoutError, repo};

/// A change to a cart; `None` leaves as it is, an empty text clears.
#[derive(Debug, Clone, Default)]
pub struct CartChange {
    /// At most 80 characters.
    pub name: Option<String>,
    pub references: AskedReferences,
}

/// Changes name, site and references of an open cart.
pub async fn change_cart(ctx: &Ctx, tx: &mut Tx, desk: &Desk, cart: CartRef, change: CartChange) -> Result<Cart, CheckoutError> {
    let mut cart = changeable(ctx, tx, cart, CartCommand::Edit).await?;
    let buyer = desk.buyer(ctx, cart.account)?;
    if let Some(name) = &change.name {
        cart.name = cart_name(Some(name))?;
    }
    let mut faults = Vec::new();
    let was = Settled { references: cart.references.clone(), site: cart.site.and_then(|site| buyer.card.site_by_id(site)) };
    let names_site = change.references.ship_to.is_some();
    let settled = settle(ctx, &buyer.card, was, &change.references, &mut faults);
    // A cart may be filled before the account has a site; only submitting asks for one.
    faults.retain(|fault| names_site || fault.field != "ship_to");
    if !faults.is_empty() {
        return Err(CheckoutError::Invalid(faults));
    }
    cart.references = settled.references;
    if names_site {
        cart.site = settled.site.map(|site| site.id);
    }
    repo::save(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
    tx.audit(entry("checkout.change_cart", &cart).with(json!({"name": cart.name, "references": cart.references})));
    Ok(cart)
}

/// Puts an open cart away.
pub async fn abandon(ctx: &Ctx, tx: &mut Tx, cart: CartRef) -> Result<Cart, CheckoutError> {
    let mut cart = changeable(ctx, tx, cart, CartCommand::Abandon).await?;
    cart.state = cart.state.after(CartCommand::Abandon)?;
    repo::save(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
    tx.audit(entry("checkout.abandon", &cart));
    Ok(cart)
}

async fn changeable(ctx: &Ctx, tx: &Tx, seen: CartRef, command: CartCommand) -> Result<Cart, CheckoutError> {
    let cart = repo::cart(tx.conn(), ctx.tenant, seen.id).await?.ok_or(CheckoutError::NotFound)?;
    may_edit(ctx, &cart)?;
    if seen.version.is_some_and(|version| version != cart.version) {
        return Err(CheckoutError::VersionMoved);
    }
    cart.state.after(command)?;
    Ok(cart)
}
