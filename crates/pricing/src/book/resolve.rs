//! From an asker and a product to a price: walks the chain, takes the list that the market's policy prefers.

use std::sync::Arc;

use kernel::{Currency, PriceListId, ProductId, Quantity, Timestamp, UnitPrice};

use super::chain::{Chain, ChainTerms, Link, ListPlace, index};
use super::columns::Tiers;
use super::line::{LinePrice, Source};
use super::rules::{Item, Matched, Step, StepEffect, step_effect};
use super::{Asker, Book};
use crate::LineFault;
use crate::formula::MOST_LISTS;
use crate::list::{DEEPEST_DERIVATION, PriceList};
use crate::market::{Market, PricePolicy};
use crate::rule::PriceRule;

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

/// A list's price of one product at one quantity, and by which of its rules; none: by an entry of the product.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) price_micros: i64,
    pub(super) by: Option<(Matched, &'a Step)>,
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
        let item = self.book.item(product);
        let (link, unit_price) = self.winner(&item, quantity.micros())?.ok_or(LineFault::NoPrice)?;
        let list = self.terms(link.list).ok_or(LineFault::NoPrice)?;
        let list_code = self.book.terms.codes.get(index(link.list)).cloned().ok_or(LineFault::NoPrice)?;
        Ok(LinePrice {
            product,
            quantity,
            unit_price,
            line_total: unit_price.times(quantity, self.market.amount_rounding(self.currency))?,
            list_price: self.list_price(&item)?,
            tiers: self.ladder(&item, quantity)?,
            source: Source::PriceList,
            list: list.id,
            list_code,
            as_of: self.at,
            derivation: if explain { Some(self.derivation(product, quantity)?) } else { None },
        })
    }

    /// What a rule that may not be written yet would make of a product's price at a quantity; none when a list that it asks
    /// has no price. The quantity from which it holds is not looked at.
    pub fn by_rule(&self, rule: &PriceRule, product: ProductId, quantity: Quantity) -> Result<Option<UnitPrice>, LineFault> {
        let terms = &self.book.terms;
        let by_code = |code: &str| (0..).zip(&terms.lists).find(|(_, list)| list.code == code).map(|(place, _)| place);
        let Some(effect) = step_effect(rule.effect.clone(), &terms.places, by_code) else { return Ok(None) };
        let step = Step { from_micros: rule.from_quantity_micros, effect };
        let micros = self.computed(&step, &self.book.item(product), quantity.micros(), 0)?.ok();
        Ok(micros.map(|micros| UnitPrice::from_micros(micros, self.currency)))
    }

    /// What one list says of a product at a quantity, whoever asks and whether it is in force or not.
    pub fn on_list(&self, list: PriceListId, product: ProductId, quantity: Quantity) -> Result<Option<UnitPrice>, LineFault> {
        let Some(place) = self.book.terms.places.get(&list) else { return Ok(None) };
        let given = self.given(*place, &self.book.item(product), quantity.micros(), 0)?;
        Ok(given.map(|given| UnitPrice::from_micros(given.price_micros, self.currency)))
    }

    /// The list of the chain that gives the price for this quantity, by the market's policy.
    pub(super) fn winner(&self, item: &Item<'_>, quantity_micros: i64) -> Result<Option<(&Link, UnitPrice)>, LineFault> {
        let mut lowest: Option<(&Link, i64)> = None;
        for link in self.chain.iter() {
            let Some(list) = self.terms(link.list).filter(|list| list.in_force(self.at)) else { continue };
            if let Some(given) = self.given(link.list, item, quantity_micros, 0)? {
                // Of equal prices the list asked first gives it.
                if lowest.is_none_or(|(_, least)| given.price_micros < least) {
                    lowest = Some((link, given.price_micros));
                }
                if self.market.policy != PricePolicy::Lowest {
                    break;
                }
            }
            if list.exclusive {
                break;
            }
        }
        Ok(lowest.map(|(link, micros)| (link, UnitPrice::from_micros(micros, self.currency))))
    }

    /// What everyone pays without quantity breaks, by the last asked of the lists for everyone: the plainest one.
    fn list_price(&self, item: &Item<'_>) -> Result<Option<UnitPrice>, LineFault> {
        for link in self.everyones.iter().rev() {
            if !self.terms(link.list).is_some_and(|list| list.in_force(self.at)) {
                continue;
            }
            if let Some((_, micros)) = self.curve(link.list, item)?.and_then(|curve| curve.step(0)) {
                return Ok(Some(UnitPrice::from_micros(micros, self.currency)));
            }
        }
        Ok(None)
    }

    pub(super) fn terms(&self, place: ListPlace) -> Option<&PriceList> {
        self.book.terms.lists.get(index(place))
    }

    /// The product's own entries on a list.
    pub(super) fn own(&self, list: ListPlace, item: &Item<'_>) -> Option<Tiers<'_>> {
        self.book.columns.get(index(list))?.tiers(item.row?)
    }

    /// The rules that price the product on a list, when it has no entries there.
    pub(super) fn steps(&self, list: ListPlace, item: &Item<'_>) -> Option<(Matched, &[Step])> {
        self.book.terms.rules.get(index(list))?.as_ref()?.of(item)
    }

    /// A list's price at a quantity; `depth` is how many lists stand between it and the one asked first. Entries of the
    /// product price it alone, else the rules of the nearest target: the largest step reached that gives a price.
    pub(super) fn given(
        &self,
        list: ListPlace,
        item: &Item<'_>,
        quantity_micros: i64,
        depth: usize,
    ) -> Result<Option<Given<'_>>, LineFault> {
        if let Some(tiers) = self.own(list, item) {
            let micros = tiers.at(quantity_micros).and_then(|place| tiers.price_micros.get(place)).copied();
            return Ok(micros.map(|price_micros| Given { price_micros, by: None }));
        }
        let Some((matched, steps)) = self.steps(list, item) else { return Ok(None) };
        // Lists without a price at this quantity: no step further down asks them again.
        let mut without: Vec<ListPlace> = Vec::new();
        for step in steps.iter().rev().filter(|step| step.from_micros <= quantity_micros) {
            if step.effect.bases().iter().any(|base| without.contains(base)) {
                continue;
            }
            match self.computed(step, item, quantity_micros, depth)? {
                Ok(price_micros) => return Ok(Some(Given { price_micros, by: Some((matched, step)) })),
                Err(base) => without.push(base),
            }
        }
        Ok(None)
    }

    /// What a rule makes of the prices of the lists that it asks, or the first of these that has no price.
    fn computed(
        &self,
        step: &Step,
        item: &Item<'_>,
        quantity_micros: i64,
        depth: usize,
    ) -> Result<Result<i64, ListPlace>, LineFault> {
        let rounding = self.market.unit_price_rounding();
        let mut prices = [0; MOST_LISTS];
        let bases = step.effect.bases();
        for (price, base) in prices.iter_mut().zip(bases) {
            match self.base_price(*base, item, quantity_micros, depth)? {
                Some(micros) => *price = micros,
                None => return Ok(Err(*base)),
            }
        }
        let base = UnitPrice::from_micros(prices[0], self.currency);
        Ok(Ok(match &step.effect {
            StepEffect::Fixed(micros) => *micros,
            StepEffect::PercentOff(_, off) => base.less(*off, rounding)?.micros(),
            // Never below zero: an amount off may be more than a cheap product costs.
            StepEffect::AmountOff(_, off) => {
                let less = i128::from(prices[0]) - i128::from(*off);
                rounding.divide(less.max(0), 1)?
            }
            StepEffect::Formula(formula, _) => formula.value(prices.get(..bases.len()).unwrap_or(&[]), rounding)?,
        }))
    }

    /// The base need not be the asker's, but must be in force and in the asker's currency.
    fn base_price(&self, base: ListPlace, item: &Item<'_>, quantity_micros: i64, depth: usize) -> Result<Option<i64>, LineFault> {
        let holds = self.terms(base).is_some_and(|list| list.currency == self.currency && list.in_force(self.at));
        if !holds || depth >= DEEPEST_DERIVATION {
            return Ok(None);
        }
        Ok(self.given(base, item, quantity_micros, depth + 1)?.map(|given| given.price_micros))
    }
}
