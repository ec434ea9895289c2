//! Why a price is what it is: every list asked, in order, and what came of it.

use kernel::{ProductId, Quantity, UnitPrice};

use super::chain::ListPlace;
use super::line::{AppliedRule, DerivationStep, Effect, ListScope, RuleScope};
use super::resolve::{Given, Pricer};
use super::rules::{Item, Matched, Step, StepEffect};
use crate::LineFault;
use crate::list::{DEEPEST_DERIVATION, PriceList};
use crate::market::PricePolicy;

/// A list asked, and what it says.
struct Candidate<'a> {
    list: &'a PriceList,
    /// None: asked as the base of another.
    scope: Option<ListScope>,
    effect: Effect,
    /// The price that it gives, when it gives one.
    given: Option<Given<'a>>,
    /// The quantity from which that holds, or from which it would.
    from_micros: Option<i64>,
}

/// What is asked, and the answer as far as it is told.
struct Telling<'a> {
    item: &'a Item<'a>,
    quantity: Quantity,
    steps: Vec<DerivationStep>,
}

impl Pricer {
    /// Why a price is what it is, or why there is none: every candidate in the order asked, and what came of it.
    pub fn derivation(&self, product: ProductId, quantity: Quantity) -> Result<Vec<DerivationStep>, LineFault> {
        let (item, micros) = (self.book.item(product), quantity.micros());
        let mut telling = Telling { item: &item, quantity, steps: Vec::new() };
        let winner = self.winner(&item, micros)?.map(|(link, _)| link.list);
        let passed_over = if self.market.policy == PricePolicy::Lowest { Effect::NotLowest } else { Effect::Outranked };
        let mut shut = false;
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list) else { continue };
            let asked = list.in_force(self.at) && !shut;
            let curve = if asked { self.curve(link.list, &item)? } else { None };
            let given = if asked { self.given(link.list, &item, micros, 0)? } else { None };
            let effect = match (&curve, &given) {
                _ if !list.in_force(self.at) => Effect::NotInForce,
                _ if shut => Effect::ShutOut,
                (None, _) => Effect::NoEntry,
                (Some(_), None) => Effect::QuantityTooSmall,
                _ if winner == Some(link.list) => Effect::Won,
                _ => passed_over,
            };
            if let Some((_, step)) = given.and_then(|given| given.by) {
                self.tell_bases(&mut telling, step, 0)?;
            }
            // Below the first step, the first tells what was missed.
            let from_micros = curve.and_then(|curve| curve.at(micros).or(curve.step(0))).map(|(from, _)| from);
            self.tell(&mut telling, &Candidate { list, scope: Some(link.scope), effect, given, from_micros });
            shut |= effect != Effect::NotInForce && list.exclusive;
        }
        Ok(telling.steps)
    }

    /// The lists that a rule asks, each once and before what is made of it.
    fn tell_bases(&self, telling: &mut Telling<'_>, step: &Step, depth: usize) -> Result<(), LineFault> {
        if depth >= DEEPEST_DERIVATION {
            return Ok(());
        }
        for place in step.effect.bases() {
            let Some(list) = self.terms(*place) else { continue };
            let is_told = |told: &DerivationStep| told.effect == Effect::Base && told.list == list.code;
            if telling.steps.iter().any(is_told) {
                continue;
            }
            let micros = telling.quantity.micros();
            let Some(given) = self.given(*place, telling.item, micros, depth + 1)? else { continue };
            if let Some((_, step)) = given.by {
                self.tell_bases(telling, step, depth + 1)?;
            }
            let from_micros = self.base_from(*place, telling.item, micros)?;
            let candidate = Candidate { list, scope: None, effect: Effect::Base, given: Some(given), from_micros };
            self.tell(telling, &candidate);
        }
        Ok(())
    }

    fn base_from(&self, list: ListPlace, item: &Item<'_>, micros: i64) -> Result<Option<i64>, LineFault> {
        Ok(self.curve(list, item)?.and_then(|curve| curve.at(micros)).map(|(from, _)| from))
    }

    fn tell(&self, telling: &mut Telling<'_>, candidate: &Candidate<'_>) {
        let Candidate { list, given, .. } = candidate;
        let by = given.and_then(|given| given.by);
        let applied = by.map(|(matched, step)| self.applied(matched, step, telling.item));
        let asked = by.map_or(&[][..], |(_, step)| step.effect.bases());
        let steps = &mut telling.steps;
        steps.push(DerivationStep {
            step: u32::try_from(steps.len()).map_or(u32::MAX, |count| count.saturating_add(1)),
            rule: rule_in_words(list, candidate.scope, applied.as_ref()),
            effect: candidate.effect,
            result: given.map(|given| UnitPrice::from_micros(given.price_micros, self.currency)),
            list: list.code.clone(),
            scope: candidate.scope,
            priority: list.priority,
            valid_from: list.valid_from,
            valid_to: list.valid_to,
            from_quantity: candidate.from_micros.map(|micros| Quantity::from_micros(micros, telling.quantity.unit())),
            percent_off: applied.as_ref().and_then(|applied| applied.percent_off),
            applied,
            bases: asked.iter().filter_map(|base| Some(self.terms(*base)?.code.clone())).collect(),
        });
    }

    fn applied(&self, matched: Matched, step: &Step, item: &Item<'_>) -> AppliedRule {
        let (scope, key) = match matched {
            Matched::Product => (RuleScope::Product, None),
            Matched::Category(category) => (RuleScope::Category, self.book.sorting().code(category).map(str::to_owned)),
            Matched::Brand => (RuleScope::Brand, item.brand.map(str::to_owned)),
            Matched::All => (RuleScope::All, None),
        };
        let mut applied = AppliedRule { scope, key, percent_off: None, amount_off: None, formula: None };
        match &step.effect {
            StepEffect::Fixed(_) => {}
            StepEffect::PercentOff(_, percent) => applied.percent_off = Some(*percent),
            StepEffect::AmountOff(_, micros) => applied.amount_off = Some(UnitPrice::from_micros(*micros, self.currency)),
            StepEffect::Formula(formula, _) => applied.formula = Some(formula.text().to_owned()),
        }
        applied
    }
}

/// For programs and their operators; pages say it in the reader's language, from the other fields.
fn rule_in_words(list: &PriceList, scope: Option<ListScope>, applied: Option<&AppliedRule>) -> String {
    let whom = match scope {
        Some(ListScope::Account) => " for the account",
        Some(ListScope::Parent) => " for the parent company",
        Some(ListScope::Group) => " for the account's group",
        Some(ListScope::Everyone) => " for everyone",
        None => " as base",
    };
    let exclusive = if list.exclusive { ", exclusive" } else { "" };
    let rule = applied.map(applied_in_words).unwrap_or_default();
    format!("list {}{whom}, priority {}{exclusive}{rule}", list.code, list.priority)
}

fn applied_in_words(applied: &AppliedRule) -> String {
    let key = applied.key.as_deref().unwrap_or_default();
    let target = match applied.scope {
        RuleScope::Product => ", rule of the product".to_owned(),
        RuleScope::Category => format!(", rule of category {key}"),
        RuleScope::Brand => format!(", rule of brand {key}"),
        RuleScope::All => String::new(),
    };
    format!("{target}{}", applied.effect_in_words())
}
