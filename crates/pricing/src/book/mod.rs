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
//! **What a list says of a product.** Its entries of the product, alone, when it has some at any quantity; else its rules of
//! the nearest target that has some, alone: the product, its category, the category above, … up to the root, its brand, all
//! products. Of these rules the one with the largest quantity reached gives the price; when it cannot, because a list that it
//! asks has no price, the one below it does. A derived list is one with a rule for all products: so much off its base.
//! Computed prices are rounded once for each list, to the market's unit-price decimals or as the formula says, and are
//! never below zero. A base need not be assigned to the asker, but must be in force and in the same currency; bases stand on
//! bases at most [`crate::DEEPEST_DERIVATION`] deep.

mod asker;
mod basket;
mod chain;
mod columns;
mod derivation;
mod ladder;
mod line;
mod resolve;
mod rules;
mod sorting;

use std::sync::Arc;

use ahash::AHashMap;
use kernel::{CategoryId, PriceListId, ProductId, Version};

pub use asker::Asker;
pub use chain::{Chain, Link};
pub use columns::{Columns, ProductIndex, Row, Tiers};
pub use line::{
    AppliedRule, Basket, BasketLine, DerivationStep, Effect, LinePrice, ListScope, PricedLine, RuleScope, Source, Tier,
};
pub use resolve::Pricer;
pub use rules::Item;
pub use sorting::{CategoryPlace, Sorting};

use crate::list::{Assignee, Entry, PriceList};
use crate::market::Market;
use crate::rule::{PriceRule, RuleTarget};
use crate::tax::{RateTable, TaxRate};
use chain::{Assignments, ChainTerms};
use rules::{ListRules, sort_rules};

/// Everything but the entries: changes seldom, is shared by the snapshots that differ only in prices.
#[derive(Debug)]
pub struct Terms {
    lists: Vec<PriceList>,
    codes: Vec<Arc<str>>,
    places: AHashMap<PriceListId, u32>,
    assignments: Assignments,
    /// One for each list that has some.
    rules: Vec<Option<Box<ListRules>>>,
    /// Whether a rule asks for categories or brands.
    needs_sorting: bool,
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
    sorting: Arc<Sorting>,
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
        let rules = sort_rules(&lists, &places, Vec::new());
        Terms {
            lists,
            codes,
            places,
            assignments,
            rules,
            needs_sorting: false,
            markets,
            default_market,
            rates: RateTable::new(rates),
        }
    }

    /// The same with these rules, in any order.
    pub fn with_rules(mut self, rules: Vec<PriceRule>) -> Terms {
        self.needs_sorting = rules.iter().any(|rule| matches!(rule.target, RuleTarget::Category(_) | RuleTarget::Brand(_)));
        self.rules = sort_rules(&self.lists, &self.places, rules);
        self
    }

    /// Whether prices depend on the products' categories or brands.
    pub fn needs_sorting(&self) -> bool {
        self.needs_sorting
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
        Book { terms, columns, products, sorting: Arc::default(), version }
    }

    /// The same, knowing where products stand in the catalogue; `products` are those of the sorting.
    pub fn with_sorting(mut self, products: Arc<ProductIndex>, sorting: Arc<Sorting>) -> Book {
        (self.products, self.sorting) = (products, sorting);
        self
    }

    /// Says where products stand in the catalogue: category, and brand as it is written there.
    pub fn put_places(&mut self, places: &[(ProductId, Option<CategoryId>, Option<String>)]) {
        let (products, sorting) = (Arc::make_mut(&mut self.products), Arc::make_mut(&mut self.sorting));
        for (product, category, brand) in places {
            if let Some(row) = products.intern(*product) {
                sorting.put(row, *category, brand.as_deref());
            }
        }
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

    pub fn sorting(&self) -> &Arc<Sorting> {
        &self.sorting
    }

    /// What rules ask of a product.
    pub fn item(&self, product: ProductId) -> Item<'_> {
        let row = self.products.row(product);
        Item {
            product,
            row,
            path: row.map_or(&[], |row| self.sorting.path(row)),
            brand: row.and_then(|row| self.sorting.brand_of(row)),
        }
    }

    pub fn version(&self) -> Version {
        self.version
    }

    pub fn list(&self, id: PriceListId) -> Option<&PriceList> {
        let place = *self.terms.places.get(&id)?;
        self.terms.lists.get(chain::index(place))
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

    /// Bytes that the entries take, with the index of products and where these stand in the catalogue.
    pub fn bytes(&self) -> usize {
        let entries: usize = self.columns.iter().map(|columns| columns.bytes()).sum();
        entries + self.products.bytes() + self.sorting.bytes()
    }

    /// Whether the product has entries, or a place in the catalogue that rules ask for.
    pub fn knows(&self, product: ProductId) -> bool {
        self.products.row(product).is_some()
    }

    fn everyones_chain(&self, asked: ChainTerms<'_>) -> Chain {
        self.terms.assignments.everyones_chain(asked, &self.terms.lists)
    }
}

#[cfg(test)]
mod tests;
