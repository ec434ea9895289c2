//! Books stock in and out by hand, and sets levels that another system counted.

use std::collections::BTreeMap;

use kernel::{Action, Ctx, FieldFault, Permit, ProductId, Quantity, Scope, Unit, WarehouseId};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use store::{AuditEntry, Sql, Tx};

use crate::model::{Level, Movement};
use crate::repo::{self, Move, Wanted};
use crate::{InventoryError, events};

/// Goods in, goods out, or a correction. The quantity is in the product's unit; negative takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjustment {
    pub product: ProductId,
    pub warehouse: WarehouseId,
    pub change: Quantity,
}

/// What is on hand, as counted elsewhere. The quantity is in the product's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedLevel {
    pub product: ProductId,
    pub warehouse: WarehouseId,
    pub on_hand: Quantity,
}

/// What became of counted levels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Levels that changed.
    pub changed: usize,
    /// Places in the input of levels that would fall below what is reserved, or below nothing, or that break a piece; left as
    /// they were.
    pub refused: Vec<usize>,
}

/// Changes that are booked together.
#[derive(Debug, Clone, Copy)]
pub struct Booking<'a> {
    pub kind: Movement,
    /// For people who look into it later; at most 200 characters.
    pub reason: &'a str,
    pub changes: &'a [Adjustment],
}

/// Books changes with their reason. All or none: fails with [`InventoryError::BelowReserved`] when one would take more
/// than is free, and with [`InventoryError::Invalid`] when one changes nothing, is in another unit than its level, leaves
/// a piece broken, or leads to a level beyond [`Quantity::MOST_MICROS`].
pub async fn adjust(ctx: &Ctx, tx: &mut Tx, booking: &Booking<'_>, permit: &Permit) -> Result<(), InventoryError> {
    permit.covers(Action::StockManage, Scope::Tenant)?;
    let Booking { kind, reason, changes } = *booking;
    let reason = kernel::line(reason, 200).map_err(|error| InventoryError::Invalid(vec![error.at("reason")]))?;
    refuse_nothing(changes)?;
    let keys: Vec<_> = changes.iter().map(|change| (change.product, change.warehouse, change.change)).collect();
    let levels = ready_levels(tx, &keys).await?;
    let mut sums: BTreeMap<(ProductId, WarehouseId), i64> = BTreeMap::new();
    for change in changes {
        let sum = sums.entry((change.product, change.warehouse)).or_insert(0);
        *sum = sum.checked_add(change.change.micros()).ok_or(InventoryError::TooLarge)?;
    }
    refuse_other_units(&levels, changes)?;
    refuse_pieces(&levels, changes, &sums)?;
    let mut moves = Vec::with_capacity(sums.len());
    for ((product, warehouse), change) in sums {
        let level = levels.get(&(product, warehouse)).ok_or(InventoryError::BelowReserved)?;
        let on_hand = level.on_hand_micros.checked_add(change).ok_or(InventoryError::TooLarge)?;
        if on_hand < level.reserved_micros {
            return Err(InventoryError::BelowReserved);
        }
        if on_hand > Quantity::MOST_MICROS {
            return Err(too_high(changes, (product, warehouse)));
        }
        moves.push(Move { product, warehouse, unit: level.unit, on_hand_micros: change, reserved_micros: 0 });
    }
    book(ctx, tx, kind, &reason, &moves).await?;
    tx.audit(AuditEntry::new("inventory.adjust", "stock", &reason).with(json!({"kind": kind, "levels": moves.len()})));
    Ok(())
}

/// A change of nothing is a slip.
fn refuse_nothing(changes: &[Adjustment]) -> Result<(), InventoryError> {
    let mut faults = Vec::new();
    for (place, Adjustment { change, .. }) in changes.iter().enumerate() {
        if change.micros() == 0 {
            let message = "changes nothing: give what comes in, or with a minus what goes out";
            faults.push(FieldFault::new(change_at(place), "no_change", message));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(InventoryError::Invalid(faults)) }
}

/// Half a piece is a slip as well, unless it makes a level whole that was not.
fn refuse_pieces(
    levels: &BTreeMap<(ProductId, WarehouseId), Level>,
    changes: &[Adjustment],
    sums: &BTreeMap<(ProductId, WarehouseId), i64>,
) -> Result<(), InventoryError> {
    let mut faults = Vec::new();
    for (place, Adjustment { product, warehouse, change }) in changes.iter().enumerate() {
        let was = levels.get(&(*product, *warehouse)).map_or(0, |level| level.on_hand_micros);
        let sum = sums.get(&(*product, *warehouse)).copied().unwrap_or(0);
        if change.is_broken() && Quantity::from_micros(was.saturating_add(sum), change.unit()).is_broken() {
            faults.push(broken(change_at(place), change.unit()));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(InventoryError::Invalid(faults)) }
}

/// What is said of a fraction of what is counted.
pub(crate) fn broken(field: String, unit: Unit) -> FieldFault {
    FieldFault::new(field, "not_whole", format!("must be a whole number: {unit} is counted, not measured"))
}

fn change_at(place: usize) -> String {
    format!("items[{place}].change")
}

/// The level would have more digits than travel.
fn too_high(changes: &[Adjustment], (product, warehouse): (ProductId, WarehouseId)) -> InventoryError {
    let place = changes.iter().position(|change| (change.product, change.warehouse) == (product, warehouse));
    let message =
        "the level would pass 999999999999, the most that can be counted: book less, or correct the level downwards first";
    InventoryError::field(change_at(place.unwrap_or(0)), "level_too_high", message)
}

/// A metre is not a piece: a change is booked in the unit that its level is counted in, or not at all.
fn refuse_other_units(levels: &BTreeMap<(ProductId, WarehouseId), Level>, changes: &[Adjustment]) -> Result<(), InventoryError> {
    let mut faults = Vec::new();
    for (place, change) in changes.iter().enumerate() {
        let Some(level) = levels.get(&(change.product, change.warehouse)) else { continue };
        if level.unit != change.change.unit() {
            let message = format!("the stock is counted in {}", level.unit);
            faults.push(FieldFault::new(change_at(place), "other_unit", message));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(InventoryError::Invalid(faults)) }
}

/// Sets what is on hand. A level below what is reserved is refused and left as it was; the others are set.
pub async fn import_levels(
    ctx: &Ctx,
    tx: &mut Tx,
    reference: &str,
    counted: &[CountedLevel],
    permit: &Permit,
) -> Result<Counted, InventoryError> {
    permit.covers(Action::StockManage, Scope::Tenant)?;
    let keys: Vec<_> = counted.iter().map(|level| (level.product, level.warehouse, level.on_hand)).collect();
    let mut levels = ready_levels(tx, &keys).await?;
    let mut outcome = Counted::default();
    let mut moves: BTreeMap<(ProductId, WarehouseId), Move> = BTreeMap::new();
    for (place, count) in counted.iter().enumerate() {
        let Some(level) = levels.get_mut(&(count.product, count.warehouse)).filter(|level| level.unit == count.on_hand.unit())
        else {
            outcome.refused.push(place);
            continue;
        };
        if count.on_hand.micros() < level.reserved_micros || count.on_hand.is_broken() {
            outcome.refused.push(place);
            continue;
        }
        let change = count.on_hand.micros() - level.on_hand_micros;
        level.on_hand_micros = count.on_hand.micros();
        let none =
            Move { product: level.product, warehouse: level.warehouse, unit: level.unit, on_hand_micros: 0, reserved_micros: 0 };
        let sum = moves.entry((count.product, count.warehouse)).or_insert(none);
        sum.on_hand_micros = sum.on_hand_micros.checked_add(change).ok_or(InventoryError::TooLarge)?;
    }
    let moves: Vec<Move> = moves.into_values().filter(|change| change.on_hand_micros != 0).collect();
    outcome.changed = moves.len();
    book(ctx, tx, Movement::Import, reference, &moves).await?;
    tx.audit(AuditEntry::new("inventory.import_levels", "stock", reference).with(json!({"levels": moves.len()})));
    Ok(outcome)
}

/// The levels, made with nothing in them where absent, then locked in key order.
async fn ready_levels(
    tx: &Tx,
    keys: &[(ProductId, WarehouseId, Quantity)],
) -> Result<BTreeMap<(ProductId, WarehouseId), Level>, InventoryError> {
    let mut sorted = keys.to_vec();
    sorted.sort_unstable_by_key(|(product, warehouse, _)| (*product, *warehouse));
    sorted.dedup_by_key(|(product, warehouse, _)| (*product, *warehouse));
    for chunk in sorted.chunks(5000) {
        let row = |(product, warehouse, quantity): &(ProductId, WarehouseId, Quantity)| -> [Value; 6] {
            [
                tx.ctx().tenant.uuid().into(),
                product.uuid().into(),
                warehouse.uuid().into(),
                quantity.unit().code().into(),
                0_i64.into(),
                0_i64.into(),
            ]
        };
        let into =
            "INSERT INTO stock_levels (tenant_id, product_id, warehouse_id, unit, on_hand_micros, reserved_micros) VALUES ";
        let sql = Sql::new(tx.conn(), into)
            .rows(chunk.iter().map(row))
            .text(" ON CONFLICT (tenant_id, product_id, warehouse_id) DO NOTHING");
        tx.conn().execute_raw(sql.statement()).await?;
    }
    let products: Vec<ProductId> = sorted.iter().map(|(product, _, _)| *product).collect();
    let levels = repo::lock_levels(tx, &products, Wanted::All).await?;
    Ok(levels.into_iter().map(|level| ((level.product, level.warehouse), level)).collect())
}

async fn book(ctx: &Ctx, tx: &mut Tx, kind: Movement, reference: &str, moves: &[Move]) -> Result<(), InventoryError> {
    repo::move_levels(tx, moves).await?;
    repo::note(tx, kind, reference, moves);
    let mut products: Vec<ProductId> = moves.iter().map(|change| change.product).collect();
    products.dedup();
    for fact in events::stock_changed(&products, ctx.now) {
        tx.announce(fact);
    }
    Ok(())
}
