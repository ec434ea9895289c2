//! Keeps stock for orders, gives it back, and lets it go: the acts that must never sell anything twice.
//!
//! Each is one decision on locked rows and a handful of statements, however many lines: lock and read the levels in key
//! order, decide ([`crate::allocate`]), one update of all levels, one insert of reservations, one of ledger rows. The checks
//! of the table would refuse a mistake in any of it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Ctx, OrderId, OrderLineId, ProductId, Quantity, WarehouseId};
use store::Tx;

use crate::allocate::allocate;
use crate::model::{Allocation, Movement, ReservationState, ReserveAsk};
use crate::repo::{self, Move, Wanted};
use crate::{InventoryError, events};

/// Reserves what an order wants, or nothing.
///
/// Fails with [`InventoryError::Insufficient`], which names what every short line could have had, when there is too
/// little and the order takes no less; the caller then drops the transaction.
pub async fn reserve(ctx: &Ctx, tx: &mut Tx, ask: &ReserveAsk<'_>) -> Result<Vec<Allocation>, InventoryError> {
    if ask.lines.iter().any(|(_, _, quantity)| !quantity.is_positive()) {
        return Err(InventoryError::field("quantity", "not_positive", "must be greater than zero"));
    }
    let products: Vec<ProductId> = ask.lines.iter().map(|(_, product, _)| *product).collect();
    let levels = repo::lock_levels(tx, &products, Wanted::Free).await?;
    let allocations = allocate(ask, &levels)?;
    let parts: Vec<(OrderLineId, Move)> = allocations
        .iter()
        .flat_map(|allocation| {
            allocation.parts.iter().map(|part| {
                let change = Move {
                    product: allocation.product,
                    warehouse: part.warehouse,
                    unit: part.quantity.unit(),
                    on_hand_micros: 0,
                    reserved_micros: part.quantity.micros(),
                };
                (allocation.line, change)
            })
        })
        .collect();
    if parts.is_empty() {
        return Ok(allocations);
    }
    let moves = summed(parts.iter().map(|(_, part)| *part));
    repo::move_locked_levels(tx, &moves);
    repo::insert_reservations(tx, ask.order, &parts);
    repo::note(tx, Movement::Reservation, &ask.order.to_string(), &moves);
    announce(ctx, tx, &moves);
    Ok(allocations)
}

/// Gives back everything that an order still keeps. Gives back nothing the second time.
pub async fn release(ctx: &Ctx, tx: &mut Tx, order: OrderId) -> Result<(), InventoryError> {
    let open = repo::open_reservations(tx, order).await?;
    if open.is_empty() {
        return Ok(());
    }
    let moves = summed(open.iter().map(|kept| Move {
        product: kept.product,
        warehouse: kept.warehouse,
        unit: kept.unit,
        on_hand_micros: 0,
        reserved_micros: -kept.open_micros,
    }));
    lock(tx, &moves).await?;
    repo::move_levels(tx, &moves).await?;
    let emptied: Vec<_> = open.iter().map(|kept| (kept.id, 0)).collect();
    repo::close_reservations(tx, &emptied, ReservationState::Released).await?;
    repo::note(tx, Movement::Release, &order.to_string(), &moves);
    announce(ctx, tx, &moves);
    Ok(())
}

/// What one warehouse sent for one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued {
    pub line: OrderLineId,
    pub product: ProductId,
    pub warehouse: WarehouseId,
    pub quantity: Quantity,
}

/// Lets shipped goods go: stock and reservation shrink together. Says which warehouse gave what.
///
/// Fails with [`InventoryError::NotReserved`] when a line would ship more than is kept for it.
pub async fn consume(
    ctx: &Ctx,
    tx: &mut Tx,
    order: OrderId,
    shipped: &[(OrderLineId, Quantity)],
) -> Result<Vec<Issued>, InventoryError> {
    let mut open = repo::open_reservations(tx, order).await?;
    let mut issued = Vec::with_capacity(shipped.len());
    let mut touched = BTreeSet::new();
    for (line, quantity) in shipped {
        let mut missing = quantity.micros();
        for kept in open.iter_mut().filter(|kept| kept.line == *line) {
            let given = missing.min(kept.open_micros);
            if given > 0 {
                kept.open_micros -= given;
                missing -= given;
                let quantity = Quantity::from_micros(given, kept.unit);
                issued.push(Issued { line: *line, product: kept.product, warehouse: kept.warehouse, quantity });
                touched.insert(kept.id);
            }
        }
        if missing > 0 {
            return Err(InventoryError::NotReserved);
        }
    }
    if issued.is_empty() {
        return Ok(issued);
    }
    let moves = summed(issued.iter().map(|part| Move {
        product: part.product,
        warehouse: part.warehouse,
        unit: part.quantity.unit(),
        on_hand_micros: -part.quantity.micros(),
        reserved_micros: -part.quantity.micros(),
    }));
    lock(tx, &moves).await?;
    repo::move_levels(tx, &moves).await?;
    let left: Vec<_> = open.iter().filter(|kept| touched.contains(&kept.id)).map(|kept| (kept.id, kept.open_micros)).collect();
    repo::close_reservations(tx, &left, ReservationState::Consumed).await?;
    repo::note(tx, Movement::Issue, &order.to_string(), &moves);
    announce(ctx, tx, &moves);
    Ok(issued)
}

/// Locks the levels that will move, in key order.
async fn lock(tx: &Tx, moves: &[Move]) -> Result<(), InventoryError> {
    if tx.backend() == store::Backend::Postgres {
        let products: Vec<ProductId> = moves.iter().map(|change| change.product).collect();
        repo::lock_levels(tx, &products, Wanted::All).await?;
    }
    Ok(())
}

/// One move for each level, in key order.
fn summed(moves: impl Iterator<Item = Move>) -> Vec<Move> {
    let mut by_level: BTreeMap<(ProductId, WarehouseId), Move> = BTreeMap::new();
    for change in moves {
        by_level
            .entry((change.product, change.warehouse))
            .and_modify(|sum| {
                // Cannot overflow: the parts of a sum were taken from one level's count.
                sum.on_hand_micros = sum.on_hand_micros.saturating_add(change.on_hand_micros);
                sum.reserved_micros = sum.reserved_micros.saturating_add(change.reserved_micros);
            })
            .or_insert(change);
    }
    by_level.into_values().collect()
}

fn announce(ctx: &Ctx, tx: &mut Tx, moves: &[Move]) {
    let mut products: Vec<ProductId> = moves.iter().map(|change| change.product).collect();
    products.dedup();
    for fact in events::stock_changed(&products, ctx.now) {
        tx.announce(fact);
    }
}
