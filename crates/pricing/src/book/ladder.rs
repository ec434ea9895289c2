//! The asker's price at every quantity, as one ladder joined from all lists of the chain.

use kernel::{Quantity, UnitPrice};

use super::columns::Row;
use super::line::Tier;
use super::resolve::{Found, Pricer};
use crate::LineFault;
use crate::market::PricePolicy;

impl Pricer {
    /// What the asker pays from each quantity on, ascending.
    pub(super) fn ladder(&self, row: Row, quantity: Quantity) -> Result<Vec<Tier>, LineFault> {
        match self.market.policy {
            PricePolicy::FirstMatch | PricePolicy::MostSpecific => self.first_of_each(row, quantity),
            PricePolicy::Lowest => self.lower_envelope(row, quantity),
        }
    }

    /// A list's tiers hold up to the quantity from which a list before it prices.
    fn first_of_each(&self, row: Row, quantity: Quantity) -> Result<Vec<Tier>, LineFault> {
        let mut tiers: Vec<Tier> = Vec::new();
        let mut ceiling = i64::MAX;
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list).filter(|list| list.in_force(self.at)) else { continue };
            if let Some(found) = self.find(link.list, row) {
                let below = found.tiers.from_micros.partition_point(|from| *from < ceiling);
                for place in (0..below).rev() {
                    let Some(from) = found.tiers.from_micros.get(place) else { continue };
                    let Some(unit_price) = self.tier_price(&found, place)? else { continue };
                    tiers.push(Tier { from_quantity: Quantity::from_micros(*from, quantity.unit()), unit_price });
                    ceiling = *from;
                }
            }
            // From one millionth on every quantity has its price.
            if list.exclusive || ceiling <= 1 {
                break;
            }
        }
        tiers.reverse();
        Ok(tiers)
    }

    /// The lowest of all candidates at every quantity at which one of them changes; a step that changes nothing is left out.
    fn lower_envelope(&self, row: Row, quantity: Quantity) -> Result<Vec<Tier>, LineFault> {
        let mut candidates: Vec<Found<'_>> = Vec::new();
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list).filter(|list| list.in_force(self.at)) else { continue };
            candidates.extend(self.find(link.list, row));
            if list.exclusive {
                break;
            }
        }
        let mut steps: Vec<i64> = candidates.iter().flat_map(|found| found.tiers.from_micros).copied().collect();
        steps.sort_unstable();
        steps.dedup();
        let mut tiers: Vec<Tier> = Vec::with_capacity(steps.len());
        for from in steps {
            let mut lowest: Option<UnitPrice> = None;
            for found in &candidates {
                let price = self.price_at(found, from)?;
                lowest = [lowest, price].into_iter().flatten().min_by_key(|price| price.micros());
            }
            let Some(unit_price) = lowest else { continue };
            if tiers.last().is_none_or(|tier| tier.unit_price != unit_price) {
                tiers.push(Tier { from_quantity: Quantity::from_micros(from, quantity.unit()), unit_price });
            }
        }
        Ok(tiers)
    }
}
