//! Carts of today: some being filled, one that waits for a decision, so that nobody's desk is empty.

use checkout::{AskedLine, AskedReferences, CartRef, NewCart, Submission};
use kernel::{Action, Ctx, Quantity, Scope};
use store::Store;

use super::SeedError;
use super::rooms::{Rooms, person_at};
use crate::catalogue::Product;
use crate::company::{ROSSI, contract};

const HOUR: i64 = 3600;

/// A cart: account, person, name, hours ago, number of lines, euro that each line is about, references with which it is
/// submitted.
struct Today {
    account: &'static str,
    by: &'static str,
    name: &'static str,
    hours_ago: i64,
    lines: usize,
    euro: i64,
    submitted: Option<References>,
}

/// Purchase order, cost centre, project, site.
type References = (&'static str, &'static str, &'static str, &'static str);

const CARTS: &[Today] = &[
    Today {
        account: ROSSI,
        by: "tommaso.galli@officine-rossi.example",
        name: "Fermo linea 2",
        hours_ago: 5,
        lines: 5,
        euro: 180,
        submitted: Some(("ODA-1388", "MAN-02", "Revamping linea 2", "RE")),
    },
    Today {
        account: ROSSI,
        by: "chiara.neri@officine-rossi.example",
        name: "Scorta ricambi dicembre",
        hours_ago: 3,
        lines: 6,
        euro: 60,
        submitted: None,
    },
    Today {
        account: "C-1002",
        by: "stefano.riva@packteam-emilia.example",
        name: "Montaggio NX-400",
        hours_ago: 26,
        lines: 4,
        euro: 90,
        submitted: None,
    },
];

/// Fills the carts with what lies in plenty; no carts when there is nothing.
pub(super) async fn write(store: &Store, ctx: &Ctx, rooms: &Rooms, plenty: &[Product]) -> Result<(), SeedError> {
    for (today, first) in CARTS.iter().zip([0, 7, 19]) {
        let goods: Vec<&Product> =
            plenty.iter().filter(|product| today.account != ROSSI || contract(product).is_some()).collect();
        let lines: Vec<AskedLine> = goods
            .iter()
            .cycle()
            .skip(first)
            .take(today.lines.min(goods.len()))
            .map(|product| line(product, today.euro))
            .collect();
        if !lines.is_empty() {
            fill(store, ctx, rooms, (today, lines)).await?;
        }
    }
    Ok(())
}

async fn fill(store: &Store, ctx: &Ctx, rooms: &Rooms, (today, lines): (&Today, Vec<AskedLine>)) -> Result<(), SeedError> {
    let card = rooms.directory.by_number(ctx.tenant, today.account);
    let account = card.ok_or_else(|| SeedError::refused("a cart", format!("there is no account {}", today.account)))?.account.id;
    let person = person_at(store, ctx, (account, today.by), ctx.now.plus_seconds(-today.hours_ago * HOUR)).await?;
    let permit = person.permit(Action::CartEdit, Scope::Account(account))?;
    let mut tx = store.begin(&person).await?;
    let new = NewCart { account, name: Some(today.name.to_owned()) };
    let cart = checkout::open_cart(&person, &mut tx, &rooms.desk, new, permit).await?;
    let seen = CartRef { id: cart.id, version: None };
    checkout::add_lines(&person, &mut tx, &rooms.desk, seen, lines).await?;
    if let Some((purchase_order, cost_centre, project, site)) = today.submitted {
        let references = AskedReferences {
            purchase_order: Some(purchase_order.to_owned()),
            cost_centre: Some(cost_centre.to_owned()),
            project: Some(project.to_owned()),
            ship_to: Some(site.to_owned()),
            ..AskedReferences::default()
        };
        let submission = Submission { references, partial: None, seen_digest: None };
        checkout::submit(&person, &mut tx, &rooms.desk, seen, submission).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// About so many euro's worth of a product, in whole steps.
fn line(product: &Product, euro: i64) -> AskedLine {
    let step_price = product.list_price.micros().saturating_mul(product.step.micros()) / 1_000_000;
    let steps = (euro * 1_000_000 / step_price.max(1)).clamp(1, 40);
    let quantity = (product.step.micros() * steps).max(product.minimum.micros());
    AskedLine {
        code: product.sku.clone(),
        quantity: Quantity::from_micros(quantity, product.unit),
        cost_centre: None,
        note: None,
    }
}
