//! Ordering again what was ordered before.

use kernel::{Action, Ctx, Scope};
use store::Tx;

use crate::cart::Cart;
use crate::desk::Desk;
use crate::filling::Filling;
use crate::open::{NewCart, open_cart};
use crate::verdict::{AskedQuantity, Judge, LineVerdict, VerdictKind, refused};
use crate::{CheckoutError, repo};

/// What came of a reorder.
#[derive(Debug, Clone)]
pub struct Reordered {
    pub cart: Cart,
    /// One per line of the order, in the same order; those not taken say why.
    pub verdicts: Vec<LineVerdict>,
}

/// Puts what an order held into the person's open cart of the same account, or a new one, as far as it is still sold.
/// Demands `Action::OrderRead` and `Action::CartEdit` on the account.
pub async fn reorder(ctx: &Ctx, tx: &mut Tx, desk: &Desk, order_number: &str) -> Result<Reordered, CheckoutError> {
    let order = orders::find(tx.conn(), ctx, order_number).await?;
    let account = order.account.id;
    let permit = ctx.permit(Action::CartEdit, Scope::Account(account))?;
    let buyer = desk.buyer(ctx, account)?;
    let cart = match repo::current(tx.conn(), ctx.tenant, account, ctx.person()).await? {
        Some(cart) => cart,
        None => open_cart(ctx, tx, desk, NewCart { account, name: None }, permit).await?,
    };
    let lines = repo::lines(tx.conn(), ctx.tenant, cart.id).await?;
    let judge = Judge::new(ctx, desk, &buyer);
    let mut filling = Filling::new(cart, lines);
    let mut verdicts = Vec::with_capacity(order.lines.len());
    for (row, line) in (1..).zip(order.lines) {
        // By id, since a SKU may have been given to another product meanwhile.
        let (mut verdict, product) = match desk.catalogue.product(ctx.tenant, line.product) {
            Some(product) => judge.of_product(row, &line.sku, product, &AskedQuantity::In(line.quantity)),
            None => (LineVerdict { name: Some(line.name), ..refused(row, &line.sku, VerdictKind::NotSold) }, None),
        };
        if let (Some(product), Some(quantity)) = (product, verdict.quantity) {
            let active = |code: &String| buyer.card.cost_centre(code).is_some_and(|centre| centre.active);
            let extras = (line.cost_centre.filter(active), line.note);
            verdict.line = Some(filling.put(ctx, &product, quantity, extras)?);
        }
        verdicts.push(verdict);
    }
    let cart = filling.write(ctx, tx).await.map_err(|error| error.unless_named(None))?;
    Ok(Reordered { cart, verdicts })
}
