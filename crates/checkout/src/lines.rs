//! Putting lines into a cart, changing them and taking them out.

use kernel::{CartLineId, Ctx, FieldFault, Quantity};
use serde_json::json;
use store::Tx;

use crate::access::may_edit;
use crate::cart::{Cart, CartLine};
use crate::desk::{Buyer, Desk};
use crate::filling::Filling;
use crate::open::{CartRef, entry, shown};
use crate::references::cost_centre;
use crate::state::CartCommand;
use crate::verdict::{AskedQuantity, Judge, LineVerdict, sellable};
use crate::view::CartView;
use crate::{CheckoutError, repo};

/// The most lines of a cart, and of one call.
pub const MOST_LINES: usize = 2000;

/// A line asked for, by code.
#[derive(Debug, Clone)]
pub struct AskedLine {
    /// SKU, the account's own code, maker's number or GTIN.
    pub code: String,
    /// In any unit that converts to the product's own.
    pub quantity: Quantity,
    /// Code of a cost centre, when other than the cart's.
    pub cost_centre: Option<String>,
    /// At most 200 characters.
    pub note: Option<String>,
}

/// What became of lines added.
#[derive(Debug, Clone)]
pub struct Added {
    pub cart: Cart,
    /// One per line asked, in the same order.
    pub verdicts: Vec<LineVerdict>,
}

/// A change to one line; `None` leaves as it is, an empty text clears.
#[derive(Debug, Clone, Default)]
pub struct LineChange {
    /// Rounded up to minimum and step.
    pub quantity: Option<Quantity>,
    pub cost_centre: Option<String>,
    pub note: Option<String>,
}

/// Adds up to [`MOST_LINES`] lines. Those that cannot be sold are left out and say why; a product that is in the cart for
/// the same cost centre, without a note, gets more of it.
pub async fn add_lines(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    cart: CartRef,
    asked: Vec<AskedLine>,
) -> Result<Added, CheckoutError> {
    if asked.is_empty() || asked.len() > MOST_LINES {
        return Err(CheckoutError::field("lines", "wrong_number", format!("1 to {MOST_LINES} lines at once")));
    }
    let named = cart.version;
    let (cart, lines) = editable(ctx, tx, cart).await?;
    let buyer = desk.buyer(ctx, cart.account)?;
    let asked = cleaned(&buyer, asked)?;
    let judge = Judge::new(ctx, desk, &buyer);
    let mut filling = Filling::new(cart, lines);
    let mut verdicts = Vec::with_capacity(asked.len());
    for (row, line) in (1..).zip(asked) {
        let (mut verdict, product) = judge.judge(row, &line.code, &AskedQuantity::In(line.quantity));
        if let (Some(product), Some(quantity)) = (product, verdict.quantity) {
            verdict.line = Some(filling.put(ctx, &product, quantity, (line.cost_centre, line.note))?);
        }
        verdicts.push(verdict);
    }
    let cart = filling.write(ctx, tx).await.map_err(|error| error.unless_named(named))?;
    Ok(Added { cart, verdicts })
}

/// Changes one line and shows the cart.
pub async fn change_line(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    (cart, line): (CartRef, CartLineId),
    change: LineChange,
) -> Result<CartView, CheckoutError> {
    let (mut cart, mut lines) = editable(ctx, tx, cart).await?;
    let buyer = desk.buyer(ctx, cart.account)?;
    let line = lines.iter_mut().find(|each| each.id == line).ok_or(CheckoutError::NotFound)?;
    let was = line.quantity;
    let mut faults = Vec::new();
    if let Some(quantity) = change.quantity {
        match changed_quantity(ctx, desk, line, quantity) {
            Some(quantity) => line.quantity = quantity,
            None => {
                let message = format!("must be above zero, and in {} or a unit that converts to it", was.unit());
                faults.push(FieldFault::new("quantity", "not_acceptable", message));
            }
        }
    }
    let centre = line.cost_centre.take();
    line.cost_centre = cost_centre(&buyer.card, centre, change.cost_centre.as_deref(), "cost_centre", &mut faults);
    let note = line.note.take();
    line.note = cleaned_note(note, change.note.as_deref(), "note".to_owned(), &mut faults);
    if !faults.is_empty() {
        return Err(CheckoutError::Invalid(faults));
    }
    let line = line.clone();
    repo::touch(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
    repo::update_line(tx.conn(), ctx.tenant, cart.id, &line).await?;
    let detail = json!({"sku": line.sku, "was": was, "is": line.quantity, "cost_centre": line.cost_centre, "note": line.note});
    tx.audit(entry("checkout.change_line", &cart).with(detail));
    shown(tx.conn(), ctx, desk, cart, lines).await
}

/// Takes one line out and shows the cart.
pub async fn remove_line(
    ctx: &Ctx,
    tx: &mut Tx,
    desk: &Desk,
    (cart, line): (CartRef, CartLineId),
) -> Result<CartView, CheckoutError> {
    let (mut cart, mut lines) = editable(ctx, tx, cart).await?;
    let place = lines.iter().position(|each| each.id == line).ok_or(CheckoutError::NotFound)?;
    let removed = lines.remove(place);
    repo::touch(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
    repo::delete_line(tx.conn(), ctx.tenant, cart.id, removed.id).await?;
    tx.audit(entry("checkout.remove_line", &cart).with(json!({"sku": removed.sku, "quantity": removed.quantity})));
    shown(tx.conn(), ctx, desk, cart, lines).await
}

/// The cart with its lines, when the caller may change it, it is open, and its version is the one seen.
pub(crate) async fn editable(ctx: &Ctx, tx: &Tx, seen: CartRef) -> Result<(Cart, Vec<CartLine>), CheckoutError> {
    let cart = repo::cart(tx.conn(), ctx.tenant, seen.id).await?.ok_or(CheckoutError::NotFound)?;
    may_edit(ctx, &cart)?;
    if seen.version.is_some_and(|version| version != cart.version) {
        return Err(CheckoutError::VersionMoved);
    }
    cart.state.after(CartCommand::Edit)?;
    let lines = repo::lines(tx.conn(), ctx.tenant, cart.id).await?;
    Ok((cart, lines))
}

/// Notes and cost centres checked, every fault at once; codes are judged later, each in its place.
fn cleaned(buyer: &Buyer, asked: Vec<AskedLine>) -> Result<Vec<AskedLine>, CheckoutError> {
    let mut faults = Vec::new();
    let mut lines = Vec::with_capacity(asked.len());
    for (place, line) in asked.into_iter().enumerate() {
        let field = format!("lines[{place}].cost_centre");
        let cost_centre = cost_centre(&buyer.card, None, line.cost_centre.as_deref(), &field, &mut faults);
        let note = cleaned_note(None, line.note.as_deref(), format!("lines[{place}].note"), &mut faults);
        if let Err(error) = kernel::line(&line.code, 100) {
            faults.push(error.at(format!("lines[{place}].sku")));
        }
        lines.push(AskedLine { cost_centre, note, ..line });
    }
    if faults.is_empty() { Ok(lines) } else { Err(CheckoutError::Invalid(faults)) }
}

fn cleaned_note(was: Option<String>, asked: Option<&str>, field: String, faults: &mut Vec<FieldFault>) -> Option<String> {
    let Some(asked) = asked else { return was };
    if asked.trim().is_empty() {
        return None;
    }
    kernel::line(asked, 200).map_err(|error| faults.push(error.at(field))).ok()
}

/// In the product's unit, rounded up; in the line's own when the product is gone.
fn changed_quantity(ctx: &Ctx, desk: &Desk, line: &CartLine, quantity: Quantity) -> Option<Quantity> {
    match desk.catalogue.product(ctx.tenant, line.product) {
        Some(product) => sellable(&product, &AskedQuantity::In(quantity)).map(|(quantity, _)| quantity),
        None => quantity.in_unit(line.quantity.unit()).ok().filter(|quantity| quantity.is_positive() && !quantity.is_broken()),
    }
}
