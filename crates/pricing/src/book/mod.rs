//! The price book: every list of a tenant in one immutable structure that answers what something costs, and why.
//!
//! No I/O: [`crate::PriceBook`] loads it from the database and swaps it; tests and benches build it by hand.
//!
//! **The order in which an asker's lists are asked** is total, so that the same data give the same price whatever the
//! order of rows:
//!
//! 1. the higher `priority` first;
//! 2. then the more specific assignment: the account itself, the nearest company above it, …, its group, everyone
//!    (a list assigned in several ways counts by the most specific);
//! 3. then lists of one market before lists of all markets;
//! 4. then the later `valid_from` first (none is the earliest);
//! 5. then by code, ascending.
//!
//! Lists of another currency or market than the asker's are no candidates. A list that lacks the product, or has it from a
//! larger quantity on, hides nothing — unless it is `exclusive`: after an exclusive list in force no other is asked.
//! The market's policy says which of the candidates in force that have a price for the product *at the quantity* gives it:
//!
//! - `first_match`: the first in the order above;
//! - `most_specific`: the first, with 2 before 1: a list of the account is asked before one of its group, whatever their
//!   priorities, which decide among lists assigned alike;
//! - `lowest`: the one with the lowest unit price at the quantity, of equal ones the first in the order above. An exclusive
//!   list ends the candidates at its place: those before it and itself are compared, those after it are not.
//!
//! The list price, which tells what one pays without any agreement, is by every policy that of the last asked of the lists
//! for everyone.
//!
//! A derived list has a price for every product of its base, so much less, rounded to the market's unit-price decimals;
//! a product with entries of its own on the derived list is priced by these alone. The base need not be assigned to the
//! asker, but must be in force.

mod asker;
mod basket;
mod chain;
mod columns;
mod derivation;
mod ladder;
mod line;
mod resolve;

use std::sync::Arc;

use ahash::AHashMap;
use kernel::{PriceListId, ProductId, Version};

pub use asker::Asker;
pub use chain::{Chain, Link};
pub use columns::{Columns, ProductIndex, Row, Tiers};
pub use line::{Basket, BasketLine, DerivationStep, Effect, LinePrice, ListScope, PricedLine, Source, Tier};
pub use resolve::Pricer;

use crate::list::{Assignee, Entry, PriceList};
use crate::market::Market;
use crate::tax::{RateTable, TaxRate};
use chain::{Assignments, ChainTerms};

/// Everything but the entries: changes seldom, is shared by the snapshots that differ only in prices.
#[derive(Debug)]
pub struct Terms {
    lists: Vec<PriceList>,
    codes: Vec<Arc<str>>,
    places: AHashMap<PriceListId, u32>,
    assignments: Assignments,
    markets: Vec<Market>,
    default_market: Market,
    rates: RateTable,
}

/// One tenant's prices at one moment of the database.
#[derive(Debug, Clone)]
pub struct Book {
    terms: Arc<Terms>,
    /// One for each list.
    columns: Vec<Arc<Columns>>,
    products: Arc<ProductIndex>,
    version: Version,
}

impl Terms {
    /// Lists may come in any order, and so may assignments; those of unknown lists are ignored.
    pub fn new(
        mut lists: Vec<PriceList>,
        assigned: Vec<(PriceListId, Assignee)>,
        mut markets: Vec<Market>,
        rates: Vec<TaxRate>,
    ) -> Terms {
        lists.sort_by(|left, right| left.code.cmp(&right.code));
        markets.sort_by(|left, right| left.code.cmp(&right.code));
        let codes = lists.iter().map(|list| Arc::from(list.code.as_str())).collect();
        let places: AHashMap<PriceListId, u32> = (0..).zip(&lists).map(|(place, list)| (list.id, place)).collect();
        let known = assigned.into_iter().filter_map(|(list, assignee)| Some((*places.get(&list)?, assignee)));
        let assignments = Assignments::new(known);
        let default = markets.iter().find(|market| market.is_default).or(markets.first());
        let default_market = default.cloned().unwrap_or_else(Market::italy);
        Terms { lists, codes, places, assignments, markets, default_market, rates: RateTable::new(rates) }
    }

    pub fn lists(&self) -> &[PriceList] {
        &self.lists
    }

    pub fn markets(&self) -> &[Market] {
        &self.markets
    }

    pub fn rates(&self) -> &RateTable {
        &self.rates
    }

    /// The rules of a market; the default's when none is named or nobody made that market. (Accounts name a market by
    /// their country before anybody thinks of its rules. Lists of one market stay closed to them all the same.)
    pub fn market(&self, code: Option<&str>) -> &Market {
        let named = code.and_then(|code| self.markets.iter().find(|market| market.code.eq_ignore_ascii_case(code)));
        named.unwrap_or(&self.default_market)
    }
}

impl Book {
    /// A book of these terms; a list without columns is empty. `version` grows with every change of the tenant's prices.
    pub fn new(
        terms: Arc<Terms>,
        mut columns: AHashMap<PriceListId, Arc<Columns>>,
        products: Arc<ProductIndex>,
        version: Version,
    ) -> Book {
        let columns = terms.lists.iter().map(|list| columns.remove(&list.id).unwrap_or_default()).collect();
        Book { terms, columns, products, version }
    }

    /// A book from plain entries: for tests, benches and previews.
    pub fn from_entries(terms: Terms, entries: &[(PriceListId, Entry)]) -> Book {
        let mut products = ProductIndex::default();
        let mut packed: AHashMap<PriceListId, Vec<(Row, i64, i64)>> = AHashMap::new();
        for (list, entry) in entries {
            if let Some(row) = products.intern(entry.product) {
                packed.entry(*list).or_default().push((row, entry.from_quantity_micros, entry.price_micros));
            }
        }
        let columns = packed.into_iter().map(|(list, entries)| (list, Arc::new(Columns::pack(entries)))).collect();
        Book::new(Arc::new(terms), columns, Arc::new(products), 1)
    }

    pub fn terms(&self) -> &Arc<Terms> {
        &self.terms
    }

    pub fn products(&self) -> &Arc<ProductIndex> {
        &self.products
    }

    pub fn version(&self) -> Version {
        self.version
    }

    pub fn list(&self, id: PriceListId) -> Option<&PriceList> {
        let place = *self.terms.places.get(&id)?;
        self.terms.lists.get(chain::index(place))
    }

    pub(crate) fn place(&self, id: PriceListId) -> Option<u32> {
        self.terms.places.get(&id).copied()
    }

    pub fn columns_of(&self, id: PriceListId) -> Option<&Arc<Columns>> {
        let place = *self.terms.places.get(&id)?;
        self.columns.get(chain::index(place))
    }

    /// The entries of all lists.
    pub fn entry_count(&self) -> usize {
        self.columns.iter().map(|columns| columns.len()).sum()
    }

    /// How many different chains of lists are in use.
    pub fn chain_count(&self) -> usize {
        self.terms.assignments.chain_count()
    }

    /// Bytes that the entries take.
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(|columns| columns.bytes()).sum()
    }

    pub fn knows(&self, product: ProductId) -> bool {
        self.products.row(product).is_some()
    }

    fn everyones_chain(&self, asked: ChainTerms<'_>) -> Chain {
        self.terms.assignments.everyones_chain(asked, &self.terms.lists)
    }
}

#[cfg(test)]
mod tests;
