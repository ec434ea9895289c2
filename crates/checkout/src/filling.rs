//! A cart being filled in memory, and written in one go: however many lines, a handful of statements.

use std::collections::{BTreeSet, HashMap};

use catalog::Product;
use kernel::{CartLineId, Ctx, ProductId, Quantity};
use serde_json::{Value, json};
use store::Tx;

use crate::cart::{Cart, CartLine};
use crate::lines::MOST_LINES;
use crate::open::entry;
use crate::{CheckoutError, repo};

/// A cart with its lines, some of them not written yet.
pub(crate) struct Filling {
    cart: Cart,
    lines: Vec<CartLine>,
    /// How many lines are in the database already.
    known: usize,
    /// Where a product for a cost centre is, when its line has no note.
    places: HashMap<(ProductId, Option<String>), usize>,
    grown: BTreeSet<usize>,
}

impl Filling {
    pub fn new(cart: Cart, lines: Vec<CartLine>) -> Filling {
        let plain = lines.iter().enumerate().filter(|(_, line)| line.note.is_none());
        let places = plain.map(|(place, line)| ((line.product, line.cost_centre.clone()), place)).collect();
        Filling { known: lines.len(), cart, lines, places, grown: BTreeSet::new() }
    }

    /// Puts a product in. One that is there for the same cost centre, without a note, gets more of it.
    pub fn put(
        &mut self,
        ctx: &Ctx,
        product: &Product,
        quantity: Quantity,
        (cost_centre, note): (Option<String>, Option<String>),
    ) -> Result<CartLineId, CheckoutError> {
        let key = (product.id, cost_centre.clone());
        let place = if note.is_none() { self.places.get(&key).copied() } else { None };
        if let Some((place, line)) = place.and_then(|place| Some((place, self.lines.get_mut(place)?))) {
            line.quantity = line.quantity.plus(quantity)?;
            self.grown.insert(place);
            return Ok(line.id);
        }
        let line = CartLine {
            id: CartLineId::new(ctx.now),
            position: self.lines.last().map_or(1, |line| line.position.saturating_add(1)),
            product: product.id,
            sku: product.sku.to_string(),
            quantity,
            cost_centre,
            added_by: ctx.actor.name.to_string(),
            note,
        };
        let id = line.id;
        if line.note.is_none() {
            self.places.insert(key, self.lines.len());
        }
        self.lines.push(line);
        Ok(id)
    }

    /// Writes what was added and what grew. Nothing at all leaves the cart as it was.
    pub async fn write(self, ctx: &Ctx, tx: &mut Tx) -> Result<Cart, CheckoutError> {
        let Filling { mut cart, lines, known, grown, .. } = self;
        if lines.len() > MOST_LINES {
            return Err(CheckoutError::field("lines", "too_many", format!("a cart holds at most {MOST_LINES} lines")));
        }
        let grown: Vec<&CartLine> = grown.iter().filter(|place| **place < known).filter_map(|place| lines.get(*place)).collect();
        let added = lines.get(known..).unwrap_or_default();
        if added.is_empty() && grown.is_empty() {
            tx.needs_no_audit();
            return Ok(cart);
        }
        repo::touch(tx.conn(), ctx.tenant, &mut cart, ctx.now).await?;
        repo::insert_lines(tx.conn(), ctx.tenant, cart.id, added).await?;
        repo::update_quantities(tx.conn(), ctx.tenant, cart.id, &grown).await?;
        let detail = json!({"lines": added.len() + grown.len(), "added": named(added), "grown": named(grown)});
        tx.audit(entry("checkout.add_lines", &cart).with(detail));
        Ok(cart)
    }
}

/// The first lines, for the audit trail.
fn named<'a>(lines: impl IntoIterator<Item = &'a CartLine>) -> Vec<Value> {
    lines.into_iter().take(50).map(|line| json!({"sku": line.sku, "quantity": line.quantity})).collect()
}
