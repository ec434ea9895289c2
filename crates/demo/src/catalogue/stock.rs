//! What lies in the seller's warehouses: plenty of the cheap and common, little of the dear, some things run out.

use super::model::Warehouse;
use super::noise;

/// The seller's warehouses: a central one and two branches.
pub const WAREHOUSES: &[Warehouse] = &[
    Warehouse { code: "BO", name: "Magazzino centrale Bologna", city: "Bologna" },
    Warehouse { code: "MI", name: "Filiale Milano", city: "Milano" },
    Warehouse { code: "PD", name: "Filiale Padova", city: "Padova" },
];

/// How well an article is stocked altogether.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Out,
    Low,
    Normal,
    High,
}

/// Steps on hand in one warehouse, and steps on their way with the days until they arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shelved {
    pub warehouse: &'static str,
    pub steps: i64,
    pub incoming: Option<(u16, i64)>,
}

/// The stock of an article: `price` is that of one step, in millionths of a euro; `made_to_order` things are never stocked.
pub(crate) fn of(sku: &str, price: i64, made_to_order: bool) -> Vec<Shelved> {
    let level = level(sku, made_to_order);
    let usual = usual_steps(price);
    WAREHOUSES
        .iter()
        .enumerate()
        .map(|(place, warehouse)| {
            let key = format!("{sku}@{}", warehouse.code);
            let steps = steps(level, usual, &key, place);
            let short = steps < usual / 10 + 1;
            let comes = !made_to_order && short && place < 2 && noise::happens(&key, "incoming", 70);
            let days = u16::try_from(noise::between(&key, "arrival", 2, 28)).unwrap_or(14);
            let incoming = comes.then(|| (days, usual.max(1) * noise::between(&key, "replenishment", 60, 140) / 100 + 1));
            Shelved { warehouse: warehouse.code, steps, incoming }
        })
        .collect()
}

fn level(sku: &str, made_to_order: bool) -> Level {
    if made_to_order {
        return Level::Out;
    }
    match noise::of(sku, "level") % 100 {
        0..7 => Level::Out,
        7..22 => Level::Low,
        22..82 => Level::Normal,
        _ => Level::High,
    }
}

/// A shelf holds about 1,500 euro's worth of an article, at least two steps and at most 800.
fn usual_steps(price: i64) -> i64 {
    (1_500_000_000 / price.max(1)).clamp(2, 800)
}

fn steps(level: Level, usual: i64, key: &str, place: usize) -> i64 {
    // The central warehouse holds most; branches hold a part and often none.
    let share = if place == 0 { 100 } else { 35 };
    let drawn = usual * share / 100 * noise::between(key, "drawn", 40, 160) / 100;
    match level {
        Level::Out => 0,
        Level::Low if place == 0 => noise::between(key, "few", 1, 6).min(usual),
        Level::Low => noise::between(key, "few", 0, 1),
        Level::Normal if place > 0 && noise::happens(key, "empty branch", 25) => 0,
        Level::Normal => drawn.max(if place == 0 { 2 } else { 0 }),
        Level::High => drawn * 3,
    }
}
