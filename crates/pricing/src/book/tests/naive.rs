//! Prices the slow way, straight from the documented rules: every list, every entry, every time.

use super::*;
use crate::market::{Market, PricePolicy};

/// The rows of a tenant, as they might stand in the database.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub lists: Vec<PriceList>,
    pub assigned: Vec<(PriceListId, Assignee)>,
    pub entries: Vec<(PriceListId, Entry)>,
    pub markets: Vec<Market>,
}

impl World {
    pub fn book(&self) -> Book {
        let terms = Terms::new(self.lists.clone(), self.assigned.clone(), self.markets.clone(), Vec::new());
        Book::from_entries(terms, &self.entries)
    }

    /// Code of the list and price, or none.
    pub fn price(&self, asker: &Asker, product: ProductId, quantity: Quantity) -> Option<(String, i64)> {
        let mut offers = Vec::new();
        for list in self.candidates(asker) {
            let price = self.on_list(list, asker, product, quantity.micros(), 0);
            offers.extend(price.map(|price| (list.code.clone(), price)));
            if list.exclusive {
                break;
            }
        }
        match self.market(asker).policy {
            // Of equal ones the first.
            PricePolicy::Lowest => offers.into_iter().min_by_key(|(_, price)| *price),
            PricePolicy::FirstMatch | PricePolicy::MostSpecific => offers.into_iter().next(),
        }
    }

    /// How specific the assignment is that makes this list the asker's; smaller is more specific.
    pub fn rank(&self, list: &PriceList, asker: &Asker) -> Option<usize> {
        let rank = |assignee: &Assignee| match assignee {
            Assignee::Account(account) if Some(*account) == asker.account => Some(0),
            Assignee::Account(account) => asker.ancestors.iter().position(|above| above == account).map(|place| place + 1),
            Assignee::Group(group) => (asker.group.as_ref() == Some(group)).then_some(1000),
            Assignee::Everyone => Some(2000),
        };
        self.assigned.iter().filter(|(id, _)| *id == list.id).filter_map(|(_, assignee)| rank(assignee)).min()
    }

    fn candidates(&self, asker: &Asker) -> Vec<&PriceList> {
        let market = self.market(asker);
        let currency = asker.currency.unwrap_or(market.currency);
        let of_market = asker.market.clone().unwrap_or(market.code.clone());
        let fits = |list: &&PriceList| {
            list.currency == currency
                && list.market.as_ref().is_none_or(|only| *only == of_market)
                && list.in_force(asker.at)
                && self.rank(list, asker).is_some()
        };
        let mut found: Vec<&PriceList> = self.lists.iter().filter(fits).collect();
        found.sort_by_key(|list| {
            let latest_first = std::cmp::Reverse(list.valid_from);
            let (priority, rank) = (-i64::from(list.priority), i64::try_from(self.rank(list, asker).unwrap()).unwrap());
            let first = if market.policy == PricePolicy::MostSpecific { (rank, priority) } else { (priority, rank) };
            (first, list.market.is_none(), latest_first, list.code.clone())
        });
        found
    }

    fn market(&self, asker: &Asker) -> Market {
        let named = self.markets.iter().find(|market| Some(&market.code) == asker.market.as_ref());
        named.or(self.markets.iter().find(|market| market.is_default)).cloned().unwrap_or_else(Market::italy)
    }

    #[expect(clippy::too_many_arguments, reason = "naive on purpose: everything it needs is said at each call")]
    fn on_list(&self, list: &PriceList, asker: &Asker, product: ProductId, quantity: i64, depth: usize) -> Option<i64> {
        let own: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|(id, entry)| *id == list.id && entry.product == product)
            .map(|(_, entry)| entry)
            .collect();
        if !own.is_empty() {
            let reached = own.iter().filter(|entry| entry.from_quantity_micros <= quantity);
            let from = reached.clone().map(|entry| entry.from_quantity_micros).max()?;
            return reached.filter(|entry| entry.from_quantity_micros == from).map(|entry| entry.price_micros).min();
        }
        let derived = list.derived.filter(|_| depth < crate::DEEPEST_DERIVATION)?;
        let base = self.lists.iter().find(|base| base.id == derived.from)?;
        if base.currency != list.currency || !base.in_force(asker.at) {
            return None;
        }
        let price = self.on_list(base, asker, product, quantity, depth + 1)?;
        // price × (100 − p) / 100 to the market's decimals, half away from zero or to even, by the schoolbook.
        let market = self.market(asker);
        let numerator = i128::from(price) * (100_000_000 - i128::from(derived.percent_off.micros()));
        let step = 10_i128.pow(6 - u32::from(market.unit_price_decimals)) * 100_000_000;
        let (whole, rest) = (numerator / step, numerator % step);
        let up = match (rest * 2).cmp(&step) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => market.rounding == kernel::RoundingMode::HalfUp || whole % 2 == 1,
        };
        i64::try_from((whole + i128::from(up)) * (step / 100_000_000)).ok()
    }
}
