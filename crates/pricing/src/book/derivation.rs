//! Why a price is what it is: every list asked, in order, and what came of it.

use kernel::{Percent, ProductId, Quantity, UnitPrice};

use super::chain::ListPlace;
use super::line::{DerivationStep, Effect, ListScope};
use super::resolve::{Found, Pricer};
use crate::LineFault;
use crate::list::{DEEPEST_DERIVATION, PriceList};
use crate::market::PricePolicy;

/// A list asked, and what it says.
struct Candidate<'a> {
    list: &'a PriceList,
    /// None: asked as the base of another.
    scope: Option<ListScope>,
    found: Option<Found<'a>>,
    effect: Effect,
    price: Option<UnitPrice>,
}

impl Pricer {
    /// Why a price is what it is, or why there is none: every candidate in the order asked, and what came of it.
    pub fn derivation(&self, product: ProductId, quantity: Quantity) -> Result<Vec<DerivationStep>, LineFault> {
        let mut steps = Vec::new();
        let row = self.book.products().row(product);
        let micros = quantity.micros();
        let winner = row.map(|row| self.winner(row, micros)).transpose()?.flatten().map(|(link, _)| link.list);
        let passed_over = if self.market.policy == PricePolicy::Lowest { Effect::NotLowest } else { Effect::Outranked };
        let mut shut = false;
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list) else { continue };
            let found = row.and_then(|row| self.find(link.list, row));
            let price = found.map(|found| self.price_at(&found, micros)).transpose()?.flatten();
            let effect = match (list.in_force(self.at), found.is_some(), price.is_some()) {
                (false, _, _) => Effect::NotInForce,
                _ if shut => Effect::ShutOut,
                (true, false, _) => Effect::NoEntry,
                (true, true, false) => Effect::QuantityTooSmall,
                (true, true, true) if winner == Some(link.list) => Effect::Won,
                (true, true, true) => passed_over,
            };
            let gives = matches!(effect, Effect::Won | Effect::Outranked | Effect::NotLowest);
            if let Some(found) = found.filter(|_| gives) {
                self.push_bases(&mut steps, &found, link.list, quantity)?;
            }
            let price = price.filter(|_| gives);
            push(&mut steps, &Candidate { list, scope: Some(link.scope), found, effect, price }, quantity);
            shut |= effect != Effect::NotInForce && list.exclusive;
        }
        Ok(steps)
    }

    /// The base lists' own steps, the one that holds the price first.
    fn push_bases(
        &self,
        steps: &mut Vec<DerivationStep>,
        found: &Found<'_>,
        asked: ListPlace,
        quantity: Quantity,
    ) -> Result<(), LineFault> {
        let mut way = Vec::new();
        let mut place = asked;
        while place != found.holder && way.len() < found.depth {
            let Some(base) = self.base_of(place) else { break };
            place = base;
            way.push(base);
        }
        for (taken, base) in (1..).zip(&way).collect::<Vec<_>>().into_iter().rev() {
            let (Some(list), Some(of_base)) = (self.terms(*base), without(found, taken)) else { continue };
            let price = self.price_at(&of_base, quantity.micros())?;
            push(steps, &Candidate { list, scope: None, found: Some(of_base), effect: Effect::Base, price }, quantity);
        }
        Ok(())
    }

    fn base_of(&self, list: ListPlace) -> Option<ListPlace> {
        self.book.place(self.terms(list)?.derived?.from)
    }
}

/// The same tiers as a base on the way sees them: without what the first `taken` lists take off.
fn without<'a>(found: &Found<'a>, taken: usize) -> Option<Found<'a>> {
    let mut offs = [Percent::ZERO; DEEPEST_DERIVATION];
    let kept = found.offs.get(taken..found.depth)?;
    offs.get_mut(..kept.len())?.copy_from_slice(kept);
    Some(Found { tiers: found.tiers, holder: found.holder, offs, depth: kept.len() })
}

fn push(steps: &mut Vec<DerivationStep>, candidate: &Candidate<'_>, quantity: Quantity) {
    let Candidate { list, found, .. } = candidate;
    // Below the first tier, the first tier tells what was missed.
    let tier = found.and_then(|found| found.tiers.from_micros.get(found.tiers.at(quantity.micros()).unwrap_or(0)).copied());
    let percent_off = found.filter(|found| found.depth > 0).and(list.derived).map(|derived| derived.percent_off);
    steps.push(DerivationStep {
        step: u32::try_from(steps.len()).map_or(u32::MAX, |count| count.saturating_add(1)),
        rule: rule_in_words(list, candidate.scope, percent_off),
        effect: candidate.effect,
        result: candidate.price,
        list: list.code.clone(),
        scope: candidate.scope,
        priority: list.priority,
        valid_from: list.valid_from,
        valid_to: list.valid_to,
        from_quantity: tier.map(|micros| Quantity::from_micros(micros, quantity.unit())),
        percent_off,
    });
}

/// For programs and their operators; pages say it in the reader's language, from the other fields.
fn rule_in_words(list: &PriceList, scope: Option<ListScope>, percent_off: Option<Percent>) -> String {
    let whom = match scope {
        Some(ListScope::Account) => " for the account",
        Some(ListScope::Parent) => " for the parent company",
        Some(ListScope::Group) => " for the account's group",
        Some(ListScope::Everyone) => " for everyone",
        None => " as base",
    };
    let percent = percent_off.map(|percent| format!(", {percent} % off its base")).unwrap_or_default();
    let exclusive = if list.exclusive { ", exclusive" } else { "" };
    format!("list {}{whom}, priority {}{exclusive}{percent}", list.code, list.priority)
}
