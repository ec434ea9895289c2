//! When goods can leave: from stock today, from what is on its way, else after the lead time. Pure.
//!
//! Working days are Monday to Friday; holidays and transport belong to logistics.

use jiff::civil::Weekday;
use kernel::{Date, ProductId, Quantity, Timestamp, WarehouseId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::{Availability, Warehouse};

/// Lead times beyond this are taken for this: nobody plans further.
const LONGEST_LEAD_TIME: u32 = 1000;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromiseAsk {
    pub product: ProductId,
    /// In the product's unit.
    pub quantity: Quantity,
    /// The moment of ordering.
    pub at: Timestamp,
    /// Working days until goods leave when there are none, from the catalogue.
    pub lead_time_days: Option<u32>,
    /// Asked before the others.
    pub prefer: Option<WarehouseId>,
}

/// How sure a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Only the lead time says so.
    Low,
    /// Goods on their way must arrive as announced.
    Medium,
    /// In stock.
    High,
}

/// When everything has left, and in which parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The day on which the last part leaves the warehouse.
    pub date: Date,
    pub confidence: Confidence,
    pub splits: Vec<PromisePart>,
}

/// A part that leaves by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromisePart {
    pub warehouse: WarehouseId,
    pub quantity: Quantity,
    pub date: Date,
}

pub(super) fn promise(ask: &PromiseAsk, stock: &Option<Availability>, warehouses: &[Warehouse]) -> Option<Promise> {
    let mut ordered: Vec<&Warehouse> = warehouses.iter().collect();
    ordered.sort_by_key(|warehouse| (Some(warehouse.id) != ask.prefer, warehouse.position));
    let mut plan = Plan { ask, missing: ask.quantity.micros(), parts: Vec::new(), confidence: Confidence::High };
    if let Some(stock) = stock.as_ref().filter(|stock| stock.available.unit() == ask.quantity.unit()) {
        plan.take_from_stock(stock, &ordered);
        plan.take_from_incoming(stock, &ordered);
    }
    plan.take_after_lead_time(&ordered);
    let date = plan.parts.iter().map(|part| part.date).max()?;
    (plan.missing == 0).then_some(Promise { date, confidence: plan.confidence, splits: plan.parts })
}

struct Plan<'a> {
    ask: &'a PromiseAsk,
    missing: i64,
    parts: Vec<PromisePart>,
    confidence: Confidence,
}

impl Plan<'_> {
    /// One warehouse that has it all is taken before the quantity is split.
    fn take_from_stock(&mut self, stock: &Availability, ordered: &[&Warehouse]) {
        let held = |warehouse: &Warehouse| {
            let found = stock.warehouses.iter().find(|held| held.warehouse == warehouse.id);
            found.map_or(0, |held| held.available.micros())
        };
        let whole = ordered.iter().find(|warehouse| held(warehouse) >= self.missing);
        for warehouse in whole.into_iter().chain(ordered) {
            let day = leaves_on(self.ask.at, warehouse);
            self.take(warehouse.id, held(warehouse), day, Confidence::High);
        }
    }

    fn take_from_incoming(&mut self, stock: &Availability, ordered: &[&Warehouse]) {
        let mut arrivals: Vec<(Date, &Warehouse, i64)> = Vec::new();
        for warehouse in ordered {
            let held = stock.warehouses.iter().filter(|held| held.warehouse == warehouse.id);
            let incoming = held.flat_map(|held| &held.incoming);
            arrivals.extend(incoming.map(|arrival| (arrival.date, *warehouse, arrival.quantity.micros())));
        }
        arrivals.sort_by_key(|(date, _, _)| *date);
        for (date, warehouse, micros) in arrivals {
            // Goods that should have come already cannot leave before an order of today does.
            let day = working_day(next_day(date)).max(leaves_on(self.ask.at, warehouse));
            self.take(warehouse.id, micros, day, Confidence::Medium);
        }
    }

    fn take_after_lead_time(&mut self, ordered: &[&Warehouse]) {
        let (Some(days), Some(warehouse)) = (self.ask.lead_time_days, ordered.first()) else { return };
        let mut day = leaves_on(self.ask.at, warehouse);
        for _ in 0..days.min(LONGEST_LEAD_TIME) {
            day = working_day(next_day(day));
        }
        self.take(warehouse.id, self.missing, day, Confidence::Low);
    }

    fn take(&mut self, warehouse: WarehouseId, free: i64, date: Date, confidence: Confidence) {
        let given = self.missing.min(free);
        if given > 0 {
            self.missing -= given;
            let quantity = Quantity::from_micros(given, self.ask.quantity.unit());
            self.parts.push(PromisePart { warehouse, quantity, date });
            self.confidence = self.confidence.min(confidence);
        }
    }
}

/// The day on which an order of this moment leaves a warehouse that has it.
fn leaves_on(at: Timestamp, warehouse: &Warehouse) -> Date {
    let today = at.date_in(&warehouse.time_zone);
    let minute = at.to_jiff().in_tz(&warehouse.time_zone).map_or(0, |now| i32::from(now.hour()) * 60 + i32::from(now.minute()));
    if minute < warehouse.cut_off_minute { working_day(today) } else { working_day(next_day(today)) }
}

/// This day, or the Monday after it.
fn working_day(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => next_day(next_day(day)),
        Weekday::Sunday => next_day(day),
        _ => day,
    }
}

fn next_day(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}
