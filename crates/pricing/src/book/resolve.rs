//! From an asker and a product to a price: walks the chain, takes the list that the market's policy prefers.

use std::sync::Arc;

use kernel::{Currency, Percent, ProductId, Quantity, Rounding, Timestamp, UnitPrice};

use super::chain::{Chain, ChainTerms, Link, ListPlace, index};
use super::columns::{Row, Tiers};
use super::line::{LinePrice, Source};
use super::{Asker, Book};
use crate::LineFault;
use crate::list::{DEEPEST_DERIVATION, PriceList};
use crate::market::{Market, PricePolicy};

/// Prices for one asker from one snapshot of the book: several calls see the same prices.
#[derive(Debug, Clone)]
pub struct Pricer {
    pub(super) book: Arc<Book>,
    pub(super) market: Market,
    pub(super) currency: Currency,
    pub(super) at: Timestamp,
    pub(super) chain: Chain,
    /// What everyone's prices come from.
    everyones: Chain,
}

/// A product's tiers as a list gives them: its own, or those of a list that it derives from, less percentages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) tiers: Tiers<'a>,
    /// The list that holds the tiers.
    pub(super) holder: ListPlace,
    /// What each list on the way takes off, the asked list's first.
    pub(super) offs: [Percent; DEEPEST_DERIVATION],
    pub(super) depth: usize,
}

impl Pricer {
    pub fn new(book: Arc<Book>, asker: &Asker) -> Pricer {
        let market = book.terms.market(asker.market.as_deref()).clone();
        let currency = asker.currency.unwrap_or(market.currency);
        let code = asker.market.as_deref().unwrap_or(&market.code);
        let asked = ChainTerms { market: code, currency, policy: market.policy };
        let chain = book.terms.assignments.chain(asker, asked, &book.terms.lists);
        let everyones = book.everyones_chain(asked);
        Pricer { book, market, currency, at: asker.at, chain, everyones }
    }

    pub fn market(&self) -> &Market {
        &self.market
    }

    pub fn currency(&self) -> Currency {
        self.currency
    }

    pub fn book(&self) -> &Arc<Book> {
        &self.book
    }

    /// The price of a quantity, in the product's own unit, of one product.
    pub fn price(&self, product: ProductId, quantity: Quantity, explain: bool) -> Result<LinePrice, LineFault> {
        if !quantity.is_positive() {
            return Err(LineFault::QuantityNotPositive);
        }
        let row = self.book.products.row(product).ok_or(LineFault::NoPrice)?;
        let (link, unit_price) = self.winner(row, quantity.micros())?.ok_or(LineFault::NoPrice)?;
        let list = self.terms(link.list).ok_or(LineFault::NoPrice)?;
        let list_code = self.book.terms.codes.get(index(link.list)).cloned().ok_or(LineFault::NoPrice)?;
        Ok(LinePrice {
            product,
            quantity,
            unit_price,
            line_total: unit_price.times(quantity, self.market.amount_rounding(self.currency))?,
            list_price: self.list_price(row)?,
            tiers: self.ladder(row, quantity)?,
            source: Source::PriceList,
            list: list.id,
            list_code,
            as_of: self.at,
            derivation: if explain { Some(self.derivation(product, quantity)?) } else { None },
        })
    }

    /// The list of the chain that gives the price for this quantity, by the market's policy.
    pub(super) fn winner(&self, row: Row, quantity_micros: i64) -> Result<Option<(&Link, UnitPrice)>, LineFault> {
        let mut lowest: Option<(&Link, UnitPrice)> = None;
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list).filter(|list| list.in_force(self.at)) else { continue };
            if let Some(found) = self.find(link.list, row)
                && let Some(price) = self.price_at(&found, quantity_micros)?
            {
                if self.market.policy != PricePolicy::Lowest {
                    return Ok(Some((link, price)));
                }
                // Of equal prices the list asked first gives it.
                if lowest.is_none_or(|(_, least)| price.micros() < least.micros()) {
                    lowest = Some((link, price));
                }
            }
            if list.exclusive {
                break;
            }
        }
        Ok(lowest)
    }

    /// What everyone pays without quantity breaks, by the last asked of the lists for everyone: the plainest one.
    fn list_price(&self, row: Row) -> Result<Option<UnitPrice>, LineFault> {
        for link in self.everyones.iter().rev() {
            let in_force = self.terms(link.list).is_some_and(|list| list.in_force(self.at));
            if let Some(found) = self.find(link.list, row).filter(|_| in_force) {
                return self.tier_price(&found, 0);
            }
        }
        Ok(None)
    }

    pub(super) fn terms(&self, place: ListPlace) -> Option<&PriceList> {
        self.book.terms.lists.get(index(place))
    }

    /// The product's tiers on a list or, when it has none there, on the lists that it derives from.
    pub(super) fn find(&self, list: ListPlace, row: Row) -> Option<Found<'_>> {
        let mut offs = [Percent::ZERO; DEEPEST_DERIVATION];
        let mut holder = list;
        for depth in 0..=DEEPEST_DERIVATION {
            if let Some(tiers) = self.book.columns.get(index(holder))?.tiers(row) {
                return Some(Found { tiers, holder, offs, depth });
            }
            let derived = self.terms(holder)?.derived?;
            *offs.get_mut(depth)? = derived.percent_off;
            holder = self.book.place(derived.from)?;
            self.terms(holder).filter(|base| base.currency == self.currency && base.in_force(self.at))?;
        }
        None
    }

    pub(super) fn price_at(&self, found: &Found<'_>, quantity_micros: i64) -> Result<Option<UnitPrice>, LineFault> {
        found.tiers.at(quantity_micros).map_or(Ok(None), |place| self.tier_price(found, place))
    }

    pub(super) fn tier_price(&self, found: &Found<'_>, place: usize) -> Result<Option<UnitPrice>, LineFault> {
        let Some(micros) = found.tiers.price_micros.get(place) else { return Ok(None) };
        let rounding = self.market.unit_price_rounding();
        less_all(UnitPrice::from_micros(*micros, self.currency), found.offs.get(..found.depth).unwrap_or(&[]), rounding).map(Some)
    }
}

/// Takes the percentages off, the base's first: the last of `offs` is nearest to it. Each step is a list's price, so each
/// is rounded as the market rounds unit prices.
fn less_all(price: UnitPrice, offs: &[Percent], rounding: Rounding) -> Result<UnitPrice, LineFault> {
    offs.iter().rev().try_fold(price, |price, off| Ok(price.less(*off, rounding)?))
}
