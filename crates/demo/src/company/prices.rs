//! What the demo's price lists hold, as functions of a product. Amounts are millionths of a euro for one unit, quantities
//! millionths of the unit.

use kernel::{Rounding, RoundingMode};

use crate::catalogue::{Product, happens};

/// From this quantity on, one unit costs so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tier {
    pub from_quantity: i64,
    pub price: i64,
}

/// The base list: what everyone pays.
pub const BASE_LIST: &str = "LISTINO-BASE";
/// The workshops' list: so much off the base list.
pub const WORKSHOP_LIST: &str = "MECCANICA";
pub const WORKSHOP_DISCOUNT_PERCENT: i32 = 12;
/// Officine Rossi's contract.
pub const CONTRACT_LIST: &str = "CONTRATTO-ROSSI";
/// What its one customer buys from, and from nothing else.
pub const OUTLET_LIST: &str = "OUTLET";

/// The list price, and quantity breaks for most of what is bought in numbers.
pub fn base(product: &Product) -> Vec<Tier> {
    let by_number = matches!(product.family, "rolling_bearing" | "screw" | "shaft_seal" | "v_belt");
    let breaks =
        if by_number || happens(&product.sku, "base breaks", 40) { &[(0, 100), (10, 95), (50, 90)][..] } else { &[(0, 100)] };
    tiers(product, breaks)
}

/// The workshops' own breaks on about a quarter of the products; the others are the base list's, less the discount.
pub fn workshop(product: &Product) -> Option<Vec<Tier>> {
    happens(&product.sku, "workshop breaks", 25).then(|| tiers(product, &[(0, 88), (10, 83), (50, 78), (200, 74)]))
}

/// Officine Rossi's fixed prices on about one in twenty products of the usual range, and on the bearing of the story.
pub fn contract(product: &Product) -> Option<Vec<Tier>> {
    let bought = !matches!(product.family, "machine" | "protective_glove" | "pump");
    let agreed = product.sku == "6204-2RS" || bought && happens(&product.sku, "contract", 5);
    agreed.then(|| tiers(product, &[(0, 80), (10, 76), (25, 73), (100, 69)]))
}

/// Remainders at less than half price, about one in twelve.
pub fn outlet(product: &Product) -> Option<Vec<Tier>> {
    happens(&product.sku, "outlet", 8).then(|| tiers(product, &[(0, 45)]))
}

/// Officine Rossi's own part number for about one in fifty products of the usual range.
pub fn rossi_part_number(product: &Product) -> Option<String> {
    let kept = product.sku == "6204-2RS" || happens(&product.sku, "part number", 2);
    // The last six digits before the check digit tell the products of one line apart, the two before the lines.
    kept.then(|| format!("OR.{}.{}", &product.gtin[2..4], &product.gtin[6..12]))
}

/// Breaks as (steps, percent of the list price). A break that saves nothing after rounding is left out.
fn tiers(product: &Product, breaks: &[(i64, i64)]) -> Vec<Tier> {
    let mut tiers: Vec<Tier> = Vec::with_capacity(breaks.len());
    for &(steps, percent) in breaks {
        let price = rounded(product.list_price.micros() * percent / 100);
        let from_quantity = product.step.micros() * steps;
        if tiers.last().is_none_or(|before| price < before.price) {
            tiers.push(Tier { from_quantity, price });
        }
    }
    tiers
}

/// Half up: to four decimals below a euro, to cents above.
fn rounded(micros: i64) -> i64 {
    let decimals = if micros < 1_000_000 { 4 } else { 2 };
    let rounding = Rounding { mode: RoundingMode::HalfUp, decimals };
    rounding.divide(i128::from(micros), 1).unwrap_or(micros).max(100)
}
