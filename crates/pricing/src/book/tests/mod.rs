//! The book by hand-derived examples, and against a naive resolver over random worlds.

mod examples;
mod naive;
mod policies;
mod properties;
mod vectors;

use kernel::{AccountId, Currency, Percent, PriceListId, ProductId, Quantity, TenantId, Timestamp, Unit};
use uuid::Uuid;

use super::*;
use crate::list::{Derived, ListState};

pub(super) const NOW: Timestamp = Timestamp::from_micros(1_750_000_000_000_000);

pub(super) fn product(number: u8) -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(u128::from(number) + 1))
}

pub(super) fn account(number: u8) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(u128::from(number) + 1))
}

pub(super) fn tenant() -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(7))
}

pub(super) fn pieces(count: i64) -> Quantity {
    Quantity::from_micros(count * 1_000_000, Unit::PIECE)
}

/// A list by its code: active, in euro, for all markets, priority 0.
pub(super) fn list(code: &str) -> PriceList {
    let id = code.bytes().fold(1_u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(u128::from(byte)));
    PriceList {
        id: PriceListId::from_uuid(Uuid::from_u128(id)),
        code: code.to_owned(),
        name_it: code.to_owned(),
        name_en: code.to_owned(),
        currency: Currency::EUR,
        market: None,
        priority: 0,
        exclusive: false,
        valid_from: None,
        valid_to: None,
        derived: None,
        state: ListState::Active,
        version: 1,
    }
}

pub(super) fn derived(code: &str, base: &PriceList, percent_off: &str) -> PriceList {
    PriceList { derived: Some(Derived { from: base.id, percent_off: Percent::parse(percent_off).unwrap() }), ..list(code) }
}

/// `("10", 8.5)`: from ten pieces on, 8.50 each.
pub(super) fn entries(list: &PriceList, product: ProductId, tiers: &[(i64, &str)]) -> Vec<(PriceListId, Entry)> {
    let entry = |(from, price): &(i64, &str)| {
        let price_micros = kernel::UnitPrice::parse(price, Currency::EUR).unwrap().micros();
        (list.id, Entry { product, from_quantity_micros: from * 1_000_000, price_micros })
    };
    tiers.iter().map(entry).collect()
}

pub(super) fn pricer(book: Book, asker: &Asker) -> Pricer {
    Pricer::new(Arc::new(book), asker)
}
