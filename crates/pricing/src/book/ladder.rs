//! The asker's price at every quantity, as one ladder joined from all lists of the chain.

use kernel::{Quantity, UnitPrice};

use super::chain::ListPlace;
use super::columns::Tiers;
use super::line::Tier;
use super::resolve::Pricer;
use super::rules::Item;
use crate::LineFault;
use crate::market::PricePolicy;

/// A product's prices on one list, ascending by quantity; never empty.
#[derive(Debug)]
pub(super) enum Curve<'a> {
    Own(Tiers<'a>),
    /// Computed: quantity from which, and price.
    Computed(Vec<(i64, i64)>),
}

impl Curve<'_> {
    pub(super) fn step(&self, place: usize) -> Option<(i64, i64)> {
        match self {
            Curve::Own(tiers) => Some((*tiers.from_micros.get(place)?, *tiers.price_micros.get(place)?)),
            Curve::Computed(steps) => steps.get(place).copied(),
        }
    }

    /// How many steps begin below a quantity.
    fn steps_below(&self, ceiling: i64) -> usize {
        match self {
            Curve::Own(tiers) => tiers.from_micros.partition_point(|from| *from < ceiling),
            Curve::Computed(steps) => steps.partition_point(|(from, _)| *from < ceiling),
        }
    }

    /// The step that holds at a quantity.
    pub(super) fn at(&self, quantity_micros: i64) -> Option<(i64, i64)> {
        let above = self.steps_below(quantity_micros.saturating_add(1));
        self.step(above.checked_sub(1)?)
    }

    fn iter(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        (0..).map_while(|place| self.step(place))
    }
}

impl Pricer {
    /// What the asker pays from each quantity on, ascending.
    pub(super) fn ladder(&self, item: &Item<'_>, quantity: Quantity) -> Result<Vec<Tier>, LineFault> {
        let mut steps = match self.market.policy {
            PricePolicy::FirstMatch | PricePolicy::MostSpecific => self.first_of_each(item)?,
            PricePolicy::Lowest => self.lower_envelope(item)?,
        };
        // A step that costs the same is no step.
        steps.dedup_by_key(|(_, micros)| *micros);
        let tier = |(from, micros): (i64, i64)| Tier {
            from_quantity: Quantity::from_micros(from, quantity.unit()),
            unit_price: UnitPrice::from_micros(micros, self.currency),
        };
        Ok(steps.drain(..).map(tier).collect())
    }

    /// A list's steps hold up to the quantity from which a list before it prices.
    fn first_of_each(&self, item: &Item<'_>) -> Result<Vec<(i64, i64)>, LineFault> {
        let mut steps = Vec::new();
        let mut ceiling = i64::MAX;
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list).filter(|list| list.in_force(self.at)) else { continue };
            if let Some(curve) = self.curve(link.list, item)? {
                let below = curve.steps_below(ceiling);
                steps.extend((0..below).rev().filter_map(|place| curve.step(place)));
                if let Some((from, _)) = curve.step(0).filter(|_| below > 0) {
                    ceiling = from;
                }
            }
            // From one millionth on every quantity has its price.
            if list.exclusive || ceiling <= 1 {
                break;
            }
        }
        steps.reverse();
        Ok(steps)
    }

    /// The lowest of all candidates at every quantity at which one of them changes; a step that changes nothing is left out.
    fn lower_envelope(&self, item: &Item<'_>) -> Result<Vec<(i64, i64)>, LineFault> {
        let mut candidates: Vec<Curve<'_>> = Vec::new();
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list).filter(|list| list.in_force(self.at)) else { continue };
            candidates.extend(self.curve(link.list, item)?);
            if list.exclusive {
                break;
            }
        }
        let mut froms: Vec<i64> = candidates.iter().flat_map(Curve::iter).map(|(from, _)| from).collect();
        froms.sort_unstable();
        froms.dedup();
        let mut steps: Vec<(i64, i64)> = Vec::with_capacity(froms.len());
        for from in froms {
            let lowest = candidates.iter().filter_map(|curve| curve.at(from)).map(|(_, micros)| micros).min();
            if let Some(micros) = lowest
                && steps.last().is_none_or(|(_, last)| *last != micros)
            {
                steps.push((from, micros));
            }
        }
        Ok(steps)
    }

    /// The product's prices on one list; none when it has none at any quantity. Once it has one, it has one at every larger
    /// quantity: a step whose lists have no price leaves the step below it in force.
    pub(super) fn curve(&self, list: ListPlace, item: &Item<'_>) -> Result<Option<Curve<'_>>, LineFault> {
        if let Some(tiers) = self.own(list, item) {
            return Ok(Some(Curve::Own(tiers)));
        }
        let mut froms = Vec::new();
        self.changes(list, item, &mut Vec::new(), &mut froms);
        froms.sort_unstable();
        froms.dedup();
        let mut steps: Vec<(i64, i64)> = Vec::with_capacity(froms.len());
        for from in froms {
            if let Some(given) = self.given(list, item, from, 0)?
                && steps.last().is_none_or(|(_, last)| *last != given.price_micros)
            {
                steps.push((from, given.price_micros));
            }
        }
        Ok((!steps.is_empty()).then_some(Curve::Computed(steps)))
    }

    /// Every quantity at which the product's price on a list may change. `seen`: the lists below that were visited already.
    fn changes(&self, list: ListPlace, item: &Item<'_>, seen: &mut Vec<ListPlace>, froms: &mut Vec<i64>) {
        if let Some(tiers) = self.own(list, item) {
            froms.extend_from_slice(tiers.from_micros);
            return;
        }
        let Some((_, steps)) = self.steps(list, item) else { return };
        for step in steps {
            froms.push(step.from_micros);
            for base in step.effect.bases() {
                if !seen.contains(base) {
                    seen.push(*base);
                    self.changes(*base, item, seen, froms);
                }
            }
        }
    }
}
