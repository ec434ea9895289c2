//! Availability for pages.

use catalog::Product;
use inventory::{Confidence, Promise, PromiseAsk, StockView};
use kernel::{Ctx, Date, Quantity};
use search::{Supply, SupplyState};

use crate::part::product::{AvailabilityState, AvailabilityView, IncomingView, WarehouseView};

/// In one glance, by the same rule as search results: the least that is sold is here now; else goods on their way say when;
/// else it must be ordered.
pub fn availability(stock: &StockView, ctx: &Ctx, product: &Product) -> AvailabilityView {
    availability_with(stock, ctx, product, Quantity::zero(product.unit()))
}

/// The same for who has reserved `own` of it already: that is free for them, too.
pub fn availability_with(stock: &StockView, ctx: &Ctx, product: &Product, own: Quantity) -> AvailabilityView {
    let free = stock.available(ctx.tenant, product.id).unwrap_or(Quantity::zero(product.unit()));
    let available = own.in_unit(free.unit()).and_then(|own| free.plus(own)).unwrap_or(free);
    let view = |state, date| AvailabilityView { state, available, date, lead_time_days: product.lead_time_days.map(u32::from) };
    if !product.is_sold() {
        return view(AvailabilityState::Ended, None);
    }
    let least = product.packaging.minimum();
    if available.is_positive() && available.micros() >= least.micros() {
        return AvailabilityView { lead_time_days: Some(0), ..view(AvailabilityState::Now, None) };
    }
    match promise(stock, ctx, product, least) {
        Some(promise) if promise.confidence == Confidence::High => view(AvailabilityState::Now, Some(promise.date)),
        Some(promise) if promise.confidence == Confidence::Medium => view(AvailabilityState::Soon, Some(promise.date)),
        _ => view(AvailabilityState::Order, None),
    }
}

/// What a search or a data sheet has found out already.
pub fn supply_view(supply: &Supply) -> AvailabilityView {
    let state = match supply.state {
        SupplyState::Now => AvailabilityState::Now,
        SupplyState::Soon => AvailabilityState::Soon,
        SupplyState::Order => AvailabilityState::Order,
        SupplyState::Ended => AvailabilityState::Ended,
    };
    let days = if supply.state == SupplyState::Now { Some(0) } else { supply.lead_time_days.map(u32::from) };
    AvailabilityView { state, available: supply.available, date: supply.date, lead_time_days: days }
}

fn promise(stock: &StockView, ctx: &Ctx, product: &Product, quantity: Quantity) -> Option<Promise> {
    let lead_time_days = product.lead_time_days.map(u32::from);
    let ask = PromiseAsk { product: product.id, quantity, at: ctx.now, lead_time_days, prefer: None };
    stock.promise(ctx.tenant, &ask)
}

/// How many working days an order of this moment waits before all of it leaves: 0 when it leaves on the same day. None
/// without a promise.
pub fn lead_time(stock: &StockView, ctx: &Ctx, promise: Option<&Promise>) -> Option<u32> {
    let promise = promise?;
    let last = promise.splits.iter().max_by_key(|part| part.date)?;
    let warehouses = stock.warehouses(ctx.tenant);
    let warehouse = warehouses.iter().find(|warehouse| warehouse.id == last.warehouse)?;
    Some(working_days(ctx.now.date_in(&warehouse.time_zone), promise.date))
}

/// Working days, Monday to Friday, after `from` up to and with `to`: the promise counts them in the same way.
fn working_days(from: Date, to: Date) -> u32 {
    let days = std::iter::successors(from.tomorrow().ok(), |day| day.tomorrow().ok()).take_while(|day| *day <= to);
    let worked = days.filter(|day| day.weekday().to_monday_one_offset() <= 5).count();
    u32::try_from(worked).unwrap_or(u32::MAX)
}

/// Every warehouse of the seller: also those that have none, so that nobody wonders.
pub fn warehouses(stock: &StockView, ctx: &Ctx, product: &Product) -> Vec<WarehouseView> {
    let known = stock.availability(ctx.tenant, product.id);
    let all = stock.warehouses(ctx.tenant);
    let view = |warehouse: &inventory::Warehouse| {
        let held = known.as_ref().and_then(|known| known.warehouses.iter().find(|held| held.warehouse == warehouse.id));
        WarehouseView {
            code: warehouse.code.clone(),
            name: warehouse.name.clone(),
            available: held.map_or(Quantity::zero(product.unit()), |held| held.available),
            incoming: held
                .map(|held| held.incoming.iter().map(|one| IncomingView { date: one.date, quantity: one.quantity }).collect())
                .unwrap_or_default(),
        }
    };
    all.iter().map(view).collect()
}

#[cfg(test)]
mod tests;
